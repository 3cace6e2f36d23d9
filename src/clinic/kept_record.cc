// SPDX-License-Identifier: Apache-2.0
#include "clinic/kept_record.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <set>
#include <string_view>

#include "clinic/screen_record.h"
#include "core/json.h"
#include "interop/record_beside.h"
#include "interop/record_told.h"
#include "interop/record_union.h"

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

bj::object record_json(const KeptRecord& record) {
  bj::object out{{"source", record.source},
                 {"at", record.at},
                 {"by", record.by},
                 {"told", record.told},
                 {"unread", things_json(record.unread)},
                 {"warnings", things_json(record.warnings)},
                 {"spoken", record.spoken}};
  if (!record.counts())
    out["taken_back"] = bj::object{{"at", record.taken_at}, {"by", record.taken_by}};
  return out;
}

KeptRecord read_record(const bj::object& object) {
  auto text = [](const bj::object& in, const char* key) {
    return std::string(in.at(key).as_string());
  };
  KeptRecord out;
  out.source = text(object, "source");
  out.at = text(object, "at");
  out.by = text(object, "by");
  out.told = object.at("told").as_object();
  out.unread = read_things(object, "unread");
  out.warnings = read_things(object, "warnings");
  out.spoken = object.at("spoken").as_bool();
  if (const bj::value* taken = object.if_contains("taken_back")) {
    out.taken_at = text(taken->as_object(), "at");
    out.taken_by = text(taken->as_object(), "by");
  }
  return out;
}

// As it was kept when a visit had one record at most.
KeptRecord read_only_record(const bj::object& from, const ScreeningContent& content) {
  KeptRecord out;
  out.at = content.at;
  out.by = content.asked_by;
  out.told = from.at("record_told").as_object();
  out.unread = read_things(from, "unread");
  out.warnings = read_things(from, "record_warnings");
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

// Whether two entries of the lists are the same record: answers that were made for a visit carry
// its records already when they are bound to it.
bool is_same(const KeptRecord& a, const KeptRecord& b) {
  return a.at == b.at && a.by == b.by && a.source == b.source && a.told == b.told;
}

// Those of before, then those that came with the new answers.
std::vector<KeptRecord> all_records(const ScreeningContent& before, const ScreeningContent& now) {
  std::vector<KeptRecord> out = before.records;
  // What a therapist asked about by now is not asked again.
  if (before.spoken_at)
    for (KeptRecord& one : out) one.spoken = true;
  for (const KeptRecord& one : now.records) {
    auto known = std::ranges::find_if(out, [&](const auto& old) { return is_same(old, one); });
    if (known == out.end()) {
      out.push_back(one);
    } else if (known->counts() && !one.counts()) {
      known->taken_at = one.taken_at;
      known->taken_by = one.taken_by;
    }
  }
  return out;
}

// The answers of the person and of all records that count.
Done lay_all(const Clinic& clinic, const LayKept& in, care::Intake person,
             ScreeningContent& content) {
  const Date today = clinic.availability.get()->zone.date(clinic.now());
  const bool own_day = person.answered_on && *person.answered_on < today;
  if (!own_day) person.answered_on = today;
  person.birth_date = content.birth_date;
  person.visit_date = in.visit_date;
  std::vector<interop::Record> told;
  for (const KeptRecord& one : content.records) {
    if (!one.counts()) continue;
    FASCIA_TRY(interop::Record record, interop::read_told(one.told, clinic.protocol));
    told.push_back(std::move(record));
  }
  if (told.empty()) {
    content.beside.reset();
    content.others.clear();
    content.intake = person;
    if (own_day) keep_day_of(person, today, content.intake);
    return {};
  }
  const Result<interop::Codes>& codes = record_codes(clinic.knowledge);
  if (!codes) return codes.error();
  FASCIA_TRY(interop::Record record,
             interop::lay_beside(clinic.protocol, *codes,
                                 interop::unite_records(clinic.protocol, std::move(told)), person,
                                 in.visit_date));
  // Moves the strictest way to the front.
  interop::screen_record(clinic.protocol, record, in.kind, in.visit_date);
  if (own_day) keep_day_of(person, today, record.intake);
  content.beside = beside_of(record);
  content.intake = std::move(record.intake);
  content.others = std::move(record.others);
  return {};
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
  // In place of what was kept when a visit had one record at most.
  for (const char* key : {"beside", "unread", "record_warnings", "record_told", "other_answers"})
    into.erase(key);
  if (content.beside) into["beside"] = beside_json(*content.beside);
  bj::array records;
  for (const KeptRecord& one : content.records) records.push_back(record_json(one));
  if (!records.empty()) into["records"] = std::move(records);
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
  if (const bj::value* records = from.if_contains("records")) {
    for (const bj::value& one : records->as_array())
      content.records.push_back(read_record(one.as_object()));
  } else if (from.contains("record_told")) {
    content.records.push_back(read_only_record(from, content));
  }
  if (const bj::value* others = from.if_contains("other_answers"))
    for (const bj::value& answers : others->as_array()) {
      FASCIA_TRY(care::Intake way,
                 care::read_intake_value(bj::object{{"answers", answers}}, clinic.protocol));
      content.others.push_back(std::move(way.answers));
    }
  return {};
}

void keep_day_of(const care::Intake& person, Date today, care::Intake& merged) {
  for (const auto& [id, answer] : merged.answers) {
    auto own = person.answers.find(id);
    if (own != person.answers.end() && own->second == answer)
      merged.told_on.emplace(id, *person.answered_on);
  }
  merged.answered_on = today;
}

std::vector<UnreadThing> unread_of(const ScreeningContent& content) {
  std::vector<UnreadThing> out;
  if (content.spoken_at) return out;
  std::set<std::string_view> words, resources;  // of those in `out`
  for (const KeptRecord& record : content.records) {
    if (!record.counts() || record.spoken) continue;
    for (const UnreadThing& one : record.unread) {
      if (one.words.empty() ? resources.contains(one.resource) : words.contains(one.words))
        continue;
      out.push_back(one);
      words.insert(one.words);
      resources.insert(one.resource);
    }
  }
  return out;
}

std::vector<ThingBehind> things_behind(const ScreeningContent& content,
                                       const std::string& question) {
  std::vector<ThingBehind> out;
  for (const KeptRecord& record : content.records) {
    if (!record.counts()) continue;
    const bj::object& evidence = record.told.at("evidence").as_object();
    const bj::value* resources = evidence.if_contains(question);
    if (resources == nullptr) continue;
    const bj::value* named = record.told.if_contains("named");
    for (const bj::value& name : resources->as_array()) {
      ThingBehind& one = out.emplace_back(ThingBehind{&record, std::string(name.as_string()), {}});
      const bj::value* thing =
          named == nullptr ? nullptr : named->as_object().if_contains(one.resource);
      if (thing != nullptr)
        one.thing = {std::string(thing->at("type").as_string()),
                     std::string(thing->at("words").as_string())};
    }
  }
  return out;
}

Done lay_kept_records(store::Connection& c, const Clinic& clinic, const LayKept& in,
                      ScreeningContent& content) {
  ScreeningContent before;
  if (in.before)
    if (auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, in.before)) {
      FASCIA_TRY(before, read_content(clinic, *kept));
      if (before.birth_date != content.birth_date) before = {};
    }
  if (before.records.empty()) {
    if (in.take_back) return conflict("record_unknown");
    return {};
  }
  content.records = all_records(before, content);
  if (in.take_back) {
    if (*in.take_back >= content.records.size() || !content.records[*in.take_back].counts())
      return conflict("record_unknown");
    content.records[*in.take_back].taken_at = to_rfc3339_utc(clinic.now());
    content.records[*in.take_back].taken_by = in.taken_by;
  }
  care::Intake person = content.beside ? content.beside->person : content.intake;
  return lay_all(clinic, in, std::move(person), content);
}

Done lay_kept_records(store::Connection& c, const Clinic& clinic, ScreeningId before,
                      const store::Service& service, Date visit_date, ScreeningContent& content,
                      store::KeptScreening& kept) {
  FASCIA_TRY_DONE(
      lay_kept_records(c, clinic, {before, service_kind(service), visit_date}, content));
  if (content.records.empty()) return {};
  FASCIA_TRY(bj::value value, json::read(kept.content.reveal()));
  bj::object& object = value.as_object();
  object["intake"] = care::write_intake(content.intake);
  write_record_parts(content, object);
  write_decision(object, decide(clinic, content, service, visit_date), content.letters.size());
  kept.content = PrivateText(json::write(object));
  return {};
}

}  // namespace fascia::clinic
