// SPDX-License-Identifier: Apache-2.0
#include "clinic/kept_record.h"

#include <boost/json/array.hpp>

#include "clinic/screen_record.h"
#include "core/json.h"
#include "interop/record_beside.h"
#include "interop/record_told.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

bj::object beside_json(const BesideRecord& beside) {
  bj::array apart;
  for (const ToldApart& one : beside.apart) {
    bj::array resources;
    for (const std::string& name : one.resources) resources.push_back(bj::string(name));
    apart.push_back(bj::object{{"question", one.question},
                               {"record", one.record},
                               {"person", one.person},
                               {"resources", std::move(resources)}});
  }
  return {{"person", care::write_intake(beside.person)}, {"apart", std::move(apart)}};
}

bj::array things_json(const std::vector<UnreadThing>& things) {
  bj::array out;
  for (const UnreadThing& one : things)
    out.push_back(bj::object{{"resource", one.resource}, {"words", one.words}});
  return out;
}

std::vector<UnreadThing> read_things(const bj::object& object, std::string_view key) {
  std::vector<UnreadThing> out;
  if (const bj::value* all = object.if_contains(key))
    for (const bj::value& one : all->as_array())
      out.push_back(
          {std::string(one.at("resource").as_string()), std::string(one.at("words").as_string())});
  return out;
}

Result<BesideRecord> read_beside(const Clinic& clinic, const bj::object& object) {
  BesideRecord out;
  FASCIA_TRY(out.person, care::read_intake_value(object.at("person"), clinic.protocol));
  for (const bj::value& value : object.at("apart").as_array()) {
    const bj::object& one = value.as_object();
    auto text = [&](const char* key) { return std::string(one.at(key).as_string()); };
    ToldApart& apart =
        out.apart.emplace_back(ToldApart{text("question"), text("record"), text("person"), {}});
    for (const bj::value& name : one.at("resources").as_array())
      apart.resources.emplace_back(name.as_string());
  }
  return out;
}

}  // namespace

BesideRecord beside_of(const interop::Record& record) {
  BesideRecord out{*record.person, {}};
  for (const interop::RecordConflict& one : record.conflicts)
    out.apart.push_back({one.question,
                         json::write(care::write_answer(one.record)),
                         json::write(care::write_answer(one.person)),
                         {one.resources.begin(), one.resources.end()}});
  return out;
}

void write_record_parts(const ScreeningContent& content, bj::object& into) {
  if (content.beside) into["beside"] = beside_json(*content.beside);
  if (!content.unread.empty()) into["unread"] = things_json(content.unread);
  if (!content.warnings.empty()) into["record_warnings"] = things_json(content.warnings);
  if (!content.told.empty()) into["record_told"] = content.told;
  if (content.others.empty()) return;
  bj::array others;
  for (const care::AnswerMap& answers : content.others) {
    care::Intake way;
    way.answers = answers;
    others.push_back(care::write_intake(way).at("answers"));
  }
  into["other_answers"] = std::move(others);
}

Done read_record_parts(const Clinic& clinic, const bj::object& from, ScreeningContent& content) {
  if (const bj::value* beside = from.if_contains("beside")) {
    FASCIA_TRY(content.beside, read_beside(clinic, beside->as_object()));
  }
  content.unread = read_things(from, "unread");
  content.warnings = read_things(from, "record_warnings");
  if (const bj::value* told = from.if_contains("record_told")) content.told = told->as_object();
  if (const bj::value* others = from.if_contains("other_answers"))
    for (const bj::value& answers : others->as_array()) {
      FASCIA_TRY(care::Intake way,
                 care::read_intake_value(bj::object{{"answers", answers}}, clinic.protocol));
      content.others.push_back(std::move(way.answers));
    }
  return {};
}

Result<bool> lay_kept_record(store::Connection& c, const Clinic& clinic, ScreeningId before,
                             care::ServiceKind kind, Date visit_date, ScreeningContent& content) {
  if (!before || !content.told.empty()) return false;
  auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, before);
  if (!kept) return false;
  FASCIA_TRY(ScreeningContent old, read_content(clinic, *kept));
  if (old.told.empty() || old.birth_date != content.birth_date) return false;
  const Result<interop::Codes>& codes = record_codes(clinic.knowledge);
  if (!codes) return codes.error();
  FASCIA_TRY(interop::Record record, interop::read_told(old.told, clinic.protocol));
  care::Intake person = content.intake;
  person.birth_date = content.birth_date;
  FASCIA_TRY(record,
             interop::lay_beside(clinic.protocol, *codes, std::move(record), person, visit_date));
  // Moves the strictest way to the front.
  interop::screen_record(clinic.protocol, record, kind, visit_date);
  content.beside = beside_of(record);
  content.intake = std::move(record.intake);
  content.others = std::move(record.others);
  content.told = std::move(old.told);
  content.warnings = std::move(old.warnings);
  // What a therapist asked about by now is not asked again.
  if (!old.spoken_at) content.unread = std::move(old.unread);
  return true;
}

Done lay_kept_record(store::Connection& c, const Clinic& clinic, ScreeningId before,
                     const store::Service& service, Date visit_date, ScreeningContent& content,
                     store::KeptScreening& kept) {
  FASCIA_TRY(bool laid,
             lay_kept_record(c, clinic, before, service_kind(service), visit_date, content));
  if (!laid) return {};
  FASCIA_TRY(bj::value value, json::read(kept.content.reveal()));
  bj::object& object = value.as_object();
  object["intake"] = care::write_intake(content.intake);
  write_record_parts(content, object);
  object["screening"] = care::to_json(decide(clinic, content, service, visit_date));
  kept.content = PrivateText(json::write(object));
  return {};
}

}  // namespace fascia::clinic
