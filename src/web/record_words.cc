// SPDX-License-Identifier: Apache-2.0
#include "web/record_words.h"

#include <algorithm>
#include <utility>

#include "clinic/screen_record.h"
#include "page/words.h"

namespace fascia::web {
namespace {

std::string kind_words(const Visit& visit, std::string_view type) {
  static constexpr std::pair<std::string_view, const char*> kKinds[] = {
      {"Condition", "condition"},
      {"Observation", "observation"},
      {"Procedure", "procedure"},
      {"MedicationStatement", "medicine"},
      {"MedicationRequest", "medicine"},
      {"MedicationAdministration", "medicine"},
      {"MedicationDispense", "medicine"},
      {"MedicationOrder", "medicine"},
      {"AllergyIntolerance", "allergy"},
      {"Encounter", "stay"},
      {"Device", "device"},
      {"DeviceUseStatement", "device"},
      {"DiagnosticReport", "report"},
      {"Flag", "alert"},
      {"Immunization", "vaccine"},
      {"FamilyMemberHistory", "family"},
  };
  const auto* at =
      std::ranges::find(kKinds, type, &std::pair<std::string_view, const char*>::first);
  return visit.say(std::string("record.kind_") + (at == std::end(kKinds) ? "other" : at->second));
}

// "Condition/12" of what was kept before its words were.
std::string type_of(const std::string& resource, const interop::NamedThing& thing) {
  return thing.type.empty() ? resource.substr(0, resource.find('/')) : thing.type;
}

interop::NamedThing named_in(const clinic::KeptRecord& record, const clinic::UnreadThing& one) {
  interop::NamedThing out{"", one.words};
  const auto* named = record.told.if_contains("named");
  const auto* thing = named == nullptr ? nullptr : named->as_object().if_contains(one.resource);
  if (thing != nullptr) out.type = std::string(thing->at("type").as_string());
  return out;
}

}  // namespace

std::string record_origin(const Visit& visit, const std::string& source,
                          std::optional<Instant> at) {
  const std::string from = visit.say("record.from_" + (source.empty() ? "unsaid" : source));
  if (!at) return from;
  const auto offer = visit.site.clinic.availability.get();
  return page::comma_text({from, page::date_text(visit.language, offer->zone.date(*at))});
}

std::string record_origin(const Visit& visit, const clinic::KeptRecord& record) {
  return record_origin(visit, record.source, parse_rfc3339(record.at));
}

std::string thing_words(const Visit& visit, const std::string& resource,
                        const interop::NamedThing& thing) {
  const std::string kind = kind_words(visit, type_of(resource, thing));
  return thing.words.empty() ? kind
                             : visit.say("record.thing", {{"kind", kind}, {"words", thing.words}});
}

std::string behind_words(const Visit& visit, const std::vector<clinic::ThingBehind>& things) {
  std::vector<std::string> all;
  for (const clinic::ThingBehind& one : things) {
    std::string text =
        visit.say("record.thing_of", {{"thing", thing_words(visit, one.resource, one.thing)},
                                      {"record", record_origin(visit, *one.record)},
                                      {"name", one.resource}});
    if (std::ranges::find(all, text) == all.end()) all.push_back(std::move(text));
  }
  return page::comma_text(all);
}

std::vector<std::string> look_words(const Visit& visit, const clinic::KeptRecord& record) {
  std::vector<std::string> out;
  for (const clinic::UnreadThing& one : record.unread)
    out.push_back(visit.say("record.look_unread",
                            {{"thing", thing_words(visit, one.resource, named_in(record, one))},
                             {"name", one.resource}}));
  const auto& codes = clinic::record_codes(visit.site.clinic.knowledge);
  for (const clinic::UnreadThing& one : record.warnings)
    out.push_back(visit.say(
        "record.look_warning",
        {{"place", one.resource},
         {"why", codes ? care::in_language(codes->words(one.words), page::code(visit.language))
                       : one.words}}));
  return out;
}

}  // namespace fascia::web
