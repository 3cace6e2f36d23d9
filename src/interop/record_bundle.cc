// SPDX-License-Identifier: Apache-2.0
// The Bundle: which resources it holds, and whose they are.
#include <algorithm>
#include <memory>

#include "core/json_huge.h"
#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

struct Kind {
  const char* type;
  void (*read)(Reading&, const Resource&);
  const char* whose;  // the reference to the patient
};
constexpr Kind kKinds[] = {
    {"Condition", read_condition, "subject"},
    {"Observation", read_observation, "subject"},
    {"Procedure", read_procedure, "subject"},
    {"MedicationStatement", read_medicine, "subject"},
    {"MedicationRequest", read_medicine, "subject"},
    {"MedicationAdministration", read_medicine, "subject"},
    {"MedicationDispense", read_medicine, "subject"},
    {"MedicationOrder", read_medicine, "patient"},
    {"AllergyIntolerance", read_allergy, "patient"},
    {"Encounter", read_encounter, "subject"},
    {"Device", read_device, "patient"},
    {"DeviceUseStatement", read_device_use, "subject"},
    {"DiagnosticReport", read_report, "subject"},
    {"Flag", read_flag, "subject"},
    {"Immunization", read_immunization, "patient"},
};

const Kind* kind_of(std::string_view type) {
  for (const Kind& kind : kKinds)
    if (type == kind.type) return &kind;
  return nullptr;
}

struct Entries {
  std::vector<std::unique_ptr<Resource>> resources;
  std::vector<std::pair<std::string, std::string>> full_urls;  // as of `resources`
};

void collect(Reading& reading, const bj::object& bundle, const std::string& place, int depth,
             Entries& into);

void collect_entry(Reading& reading, const bj::value& value, const std::string& place, int depth,
                   Entries& into) {
  const bj::object* entry = value.if_object();
  if (entry == nullptr) return reading.unread("any", place, place, "no_resource");
  const bj::value* inside = entry->if_contains("resource");
  if (inside == nullptr) {
    // A link, a request or an answer without a resource tells nothing.
    if (!entry->contains("fullUrl") && !entry->contains("request") && !entry->contains("response"))
      reading.warn(place, "no_resource");
    return;
  }
  const std::string at = place + "/resource";
  const bj::object* json = inside->if_object();
  const bj::value* type = json == nullptr ? nullptr : json->if_contains("resourceType");
  std::string url;
  if (const bj::value* full = entry->if_contains("fullUrl"); full && full->is_string())
    url = full->get_string().c_str();
  const std::string name = url.empty() ? at : url;
  if (type == nullptr || !type->is_string()) return reading.unread("any", name, at, "no_resource");
  const std::string kind(type->get_string().c_str());
  if (kind == "Bundle") {
    constexpr int kMostNested = 4;
    if (depth >= kMostNested) return reading.unread("any", name, at, "no_resource");
    return collect(reading, *json, at, depth + 1, into);
  }
  std::string id;
  if (const bj::value* own = json->if_contains("id"); own && own->is_string())
    id = own->get_string().c_str();
  std::string called = id.empty() ? name : kind + '/' + id;
  into.full_urls.emplace_back(url, id.empty() ? std::string() : called);
  into.resources.push_back(std::make_unique<Resource>(*json, kind, std::move(called), at));
}

void collect(Reading& reading, const bj::object& bundle, const std::string& place, int depth,
             Entries& into) {
  const bj::value* entries = bundle.if_contains("entry");
  if (entries == nullptr) return;
  if (!entries->is_array()) return reading.unread("any", place, place + "/entry", "no_resource");
  std::size_t i = 0;
  for (const bj::value& entry : entries->get_array())
    collect_entry(reading, entry, place + "/entry/" + std::to_string(i++), depth, into);
}

// "https://x/fhir/Patient/1/_history/2" and "Patient/1" end alike.
std::string_view short_reference(std::string_view text) {
  if (auto history = text.find("/_history/"); history != text.npos) text = text.substr(0, history);
  auto last = text.rfind('/');
  if (last == text.npos) return text;
  auto before = text.rfind('/', last - 1);
  return last == 0 || before == text.npos ? text : text.substr(before + 1);
}

class Whose {
 public:
  Whose(Reading& reading, const Entries& entries) {
    for (std::size_t i = 0; i < entries.resources.size(); ++i) {
      if (entries.resources[i]->type() != "Patient") continue;
      if (patient_ != nullptr) {
        reading.warn(entries.resources[i]->place(), "second_patient");
        continue;
      }
      patient_ = entries.resources[i].get();
      names_.insert(entries.full_urls[i].first);
      names_.insert(entries.full_urls[i].second);
    }
    names_.erase("");
  }
  const Resource* patient() const { return patient_; }

  enum class Of : char { own, anothers, unclear };
  // Whom the resource speaks of. Without a Patient in the Bundle nobody can say.
  Of of(const Reading& reading, const Resource& resource, std::string_view key) const {
    const bj::object* link = resource.object(key);
    if (link == nullptr || patient_ == nullptr || names_.empty()) return Of::own;
    std::string_view to = resource.text(*link, "reference");
    if (to.empty()) return Of::own;
    if (to.starts_with('#'))
      return is_contained_other(resource, to.substr(1)) ? Of::anothers : Of::own;
    if (auto query = to.find('?'); query != to.npos)
      return has_identifier(to.substr(query + 1)) ? Of::own : Of::unclear;
    const bool own = std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
      return same(name, to) || same(short_reference(name), short_reference(to));
    });
    if (own) return Of::own;
    // What leads nowhere names nobody.
    const bool nowhere = to.starts_with("urn:") && reading.by_reference.count(std::string(to)) == 0;
    return nowhere ? Of::unclear : Of::anothers;
  }

 private:
  // A contained subject that is no Patient (a relative, a donor) is another.
  static bool is_contained_other(const Resource& resource, std::string_view id) {
    const bj::array* inside = resource.list(resource.json(), "contained");
    if (inside == nullptr) return false;
    return std::any_of(inside->begin(), inside->end(), [&](const bj::value& value) {
      const bj::object* one = value.if_object();
      return one != nullptr && resource.text(*one, "id") == id &&
             resource.text(*one, "resourceType") != "Patient";
    });
  }
  // Capitals and small letters of a name make no other person.
  static bool same(std::string_view a, std::string_view b) {
    auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return small(x) == small(y); });
  }
  // "identifier=https://x|123" of a conditional reference.
  bool has_identifier(std::string_view query) const {
    constexpr std::string_view kKey = "identifier=";
    if (!query.starts_with(kKey)) return false;
    query = query.substr(kKey.size()).substr(0, query.find('&') - kKey.size());
    const auto bar = query.find('|');
    const std::string_view system = bar == query.npos ? std::string_view() : query.substr(0, bar);
    const std::string_view value = bar == query.npos ? query : query.substr(bar + 1);
    const bj::array* all = patient_->list(patient_->json(), "identifier");
    if (all == nullptr) return false;
    return std::any_of(all->begin(), all->end(), [&](const bj::value& one) {
      const bj::object* identifier = one.if_object();
      return identifier != nullptr && patient_->text(*identifier, "value") == value &&
             (system.empty() || patient_->text(*identifier, "system") == system);
    });
  }
  const Resource* patient_ = nullptr;
  std::set<std::string> names_;
};

void read_patient(Reading& reading, const Resource& patient) {
  std::string_view born = patient.text("birthDate");
  When when = read_day(born, reading.visit);
  if (when.last && !when.bad) {
    reading.birth = when.last;
    reading.record.intake.birth_date = when.last;
    if (born.size() < 10) reading.record.ask.insert("birth_date");
  } else if (when.given) {
    patient.fault("birthDate");
  }
  std::string_view sex = patient.text("gender");
  if (sex == "female" || sex == "male" || sex == "other") reading.record.intake.sex = sex;
  const bj::value* dead = patient.json().if_contains("deceasedBoolean");
  if ((dead != nullptr && dead->is_bool() && dead->get_bool()) ||
      patient.json().contains("deceasedDateTime")) {
    reading.warn(patient.place(), "deceased");
    reading.record.tells_nothing = true;
  }
}

void read_all(Reading& reading, Entries& entries) {
  Whose whose(reading, entries);
  if (whose.patient() != nullptr) read_patient(reading, *whose.patient());
  for (std::size_t i = 0; i < entries.resources.size(); ++i) {
    for (const std::string& name : {entries.full_urls[i].first, entries.full_urls[i].second})
      if (!name.empty()) reading.by_reference.emplace(name, entries.resources[i].get());
  }
  std::set<std::string> left_aside;  // kinds
  for (const auto& resource : entries.resources) {
    if (resource->type() == "FamilyMemberHistory") read_family(reading, *resource);
    const Kind* kind = kind_of(resource->type());
    if (kind == nullptr) {
      if (reading.codes.silent_kinds.count(resource->type()) == 0 &&
          left_aside.insert(resource->type()).second)
        reading.warn(resource->name(), "kind_unread");
      continue;
    }
    const Whose::Of of = whose.of(reading, *resource, kind->whose);
    if (of == Whose::Of::anothers) {
      reading.pass(*resource, "another_person");
      continue;
    }
    ++reading.record.resources;
    if (of == Whose::Of::unclear) reading.warn(resource->name(), "unclear_person");
    kind->read(reading, *resource);
  }
  settle_measurements(reading);
  settle_pending(reading);
  for (const auto& resource : entries.resources)
    for (const std::string& fault : resource->faults()) reading.warn(fault, "unread_value");
}

std::string words_in(Reading& reading, const Resource& resource) {
  Concept meant = medicine_of(reading, resource);
  for (const char* key : {"code", "vaccineCode", "conclusionCode", "reasonCode", "type"})
    if (!meant.named()) meant = concept_at(resource, key);
  if (std::string_view text = resource.text("conclusion"); !meant.named() && !text.empty())
    meant.texts.push_back(text);
  return name_of(meant);
}

// A name such as "Condition/5" says nothing to whoever reads what the record told.
void name_things(Reading& reading, const Entries& entries) {
  std::set<std::string_view> wanted;
  for (const auto& [question, resources] : reading.record.evidence)
    wanted.insert(resources.begin(), resources.end());
  wanted.insert(reading.record.unmatched.begin(), reading.record.unmatched.end());
  for (const auto& resource : entries.resources)
    if (wanted.contains(resource->name()))
      reading.record.named.emplace(resource->name(),
                                   NamedThing{resource->type(), words_in(reading, *resource)});
}

}  // namespace

Result<Record> read_record_value(const bj::value& json, const care::Protocol& protocol,
                                 const Codes& codes, Date visit_date) {
  const bj::object* bundle = json.if_object();
  if (bundle == nullptr) return invalid("/", "fhir_no_bundle");
  const bj::value* type = bundle->if_contains("resourceType");
  if (type == nullptr || !type->is_string() || type->get_string() != "Bundle")
    return invalid("/resourceType", "fhir_no_bundle");
  if (const bj::value* entry = bundle->if_contains("entry"); entry && !entry->is_array())
    return invalid("/entry", "fhir_no_bundle");
  Reading reading(protocol, codes, visit_date);
  reading.record.intake.visit_date = visit_date;
  Entries entries;
  collect(reading, *bundle, "", 0, entries);
  read_all(reading, entries);
  reading.gathered.finish(reading.record);
  name_things(reading, entries);
  Record& record = reading.record;
  if (!reading.only_raise.empty()) {
    // Judged with and without them, so that they make nothing looser.
    care::AnswerMap without = record.intake.answers;
    for (const std::string& question : reading.only_raise) without.erase(question);
    record.others.push_back(std::move(without));
  }
  if (record.resources == 0 && record.intake.answers.empty()) {
    record.tells_nothing = true;
    reading.warn("/entry", "empty");
  }
  return std::move(reading.record);
}

Result<Record> read_record(std::string_view text, const care::Protocol& protocol,
                           const Codes& codes, Date visit_date) {
  FASCIA_TRY(bj::value json, json::read_with_huge_numbers(text, kRecordLimits));
  return read_record_value(json, protocol, codes, visit_date);
}

}  // namespace fascia::interop
