// SPDX-License-Identifier: Apache-2.0
#include "clinic/screen_record.h"

#include <map>
#include <mutex>

#include "clinic/free_times.h"
#include "clinic/knowledge.h"
#include "core/json.h"
#include "interop/record_beside.h"

namespace fascia::clinic {

const Result<interop::Codes>& record_codes(const Knowledge& knowledge) {
  static std::mutex one_at_a_time;
  static std::map<std::string, Result<interop::Codes>> of_version;
  std::lock_guard lock(one_at_a_time);
  auto at = of_version.find(knowledge.version);
  if (at == of_version.end())
    at = of_version
             .emplace(knowledge.version, interop::read_codes(knowledge.files, knowledge.screening))
             .first;
  return at->second;
}

namespace {

BesideRecord beside_of(const interop::Record& record) {
  BesideRecord out{*record.person, {}};
  for (const interop::RecordConflict& one : record.conflicts)
    out.apart.push_back({one.question,
                         json::write(care::write_answer(one.record)),
                         json::write(care::write_answer(one.person)),
                         {one.resources.begin(), one.resources.end()}});
  return out;
}

}  // namespace

Result<RecordScreened> screen_record(Clinic& clinic, const ScreenRecord& in,
                                     const boost::json::value& bundle) {
  const Result<interop::Codes>& codes = record_codes(clinic.knowledge);
  if (!codes) return codes.error();
  RecordScreened out;
  FASCIA_TRY(out.record,
             interop::read_record_value(bundle, clinic.protocol, *codes, in.visit_date));
  std::optional<Date> birth = out.record.intake.birth_date;
  if (birth && in.birth_date && *birth != *in.birth_date)
    return invalid("birth_date", "screening_other_person");
  if (!birth) birth = in.birth_date;
  if (!birth) return invalid("birth_date", "value_missing", {{"field", "birth_date"}});
  out.record.intake.birth_date = birth;
  auto offer = current_offer(clinic);
  if (in.person) {
    care::Intake person = *in.person;
    person.birth_date = birth;
    person.visit_date = in.visit_date;
    person.answered_on = offer->zone.date(clinic.now());
    FASCIA_TRY(out.record, interop::lay_beside(clinic.protocol, *codes, std::move(out.record),
                                               person, in.visit_date));
  }
  const store::Service* service = offer->service(in.service);
  if (service == nullptr) return not_found("service_unknown", "service");
  care::Screening screening =
      interop::screen_record(clinic.protocol, out.record, service_kind(*service), in.visit_date);
  ScreenVisit visit;
  visit.service = in.service;
  visit.visit_date = in.visit_date;
  visit.birth_date = *birth;
  if (out.record.person) visit.beside = beside_of(out.record);
  visit.intake = out.record.intake;
  for (const std::string& name : out.record.unmatched) {
    auto words = out.record.unmatched_words.find(name);
    visit.unread.push_back(
        {name, words == out.record.unmatched_words.end() ? std::string() : words->second});
  }
  for (const interop::RecordNote& note : out.record.warnings)
    if (note.what != "unmatched") visit.warnings.push_back({note.place, note.what});
  visit.asked = in.asked;
  visit.asked_by = in.asked_by;
  visit.visit = in.visit;
  FASCIA_TRY(out.screened, screen_visit(clinic, visit));
  // The strictest of all ways to read the record, not only of the one that is kept.
  out.screened.screening = std::move(screening);
  return out;
}

}  // namespace fascia::clinic
