// SPDX-License-Identifier: Apache-2.0
#include "clinic/screen_record.h"

#include <map>
#include <mutex>

#include "clinic/free_times.h"
#include "clinic/kept_record.h"
#include "clinic/knowledge.h"
#include "core/json.h"
#include "interop/record_beside.h"
#include "interop/record_told.h"

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
  ScreenVisit visit;
  KeptRecord kept;
  kept.source = in.source;
  kept.at = to_rfc3339_utc(clinic.now());
  kept.by = in.asked_by ? in.asked_by.text() : std::string();
  kept.told = interop::write_told(out.record);
  if (in.person) {
    care::Intake person = *in.person;
    person.birth_date = birth;
    person.visit_date = in.visit_date;
    const Date today = offer->zone.date(clinic.now());
    // What the person answered for this visit stays of the day they answered it.
    const bool own_day = in.visit && person.answered_on && *person.answered_on < today;
    if (!own_day) person.answered_on = today;
    FASCIA_TRY(out.record, interop::lay_beside(clinic.protocol, *codes, std::move(out.record),
                                               person, in.visit_date));
    if (own_day) keep_day_of(person, today, out.record.intake);
  }
  const store::Service* service = offer->service(in.service);
  if (service == nullptr) return not_found("service_unknown", "service");
  care::Screening screening =
      interop::screen_record(clinic.protocol, out.record, service_kind(*service), in.visit_date);
  visit.service = in.service;
  visit.visit_date = in.visit_date;
  visit.birth_date = *birth;
  if (out.record.person) visit.beside = beside_of(out.record);
  visit.intake = out.record.intake;
  visit.others = out.record.others;
  for (const std::string& name : out.record.unmatched) {
    auto words = out.record.unmatched_words.find(name);
    kept.unread.push_back(
        {name, words == out.record.unmatched_words.end() ? std::string() : words->second});
  }
  for (const interop::RecordNote& note : out.record.warnings)
    if (note.what != "unmatched")
      kept.warnings.push_back(
          {note.words.empty() ? note.place : note.place + " (" + note.words + ")", note.what});
  visit.record = std::move(kept);
  visit.asked = in.asked;
  visit.asked_by = in.asked_by;
  visit.visit = in.visit;
  FASCIA_TRY(out.screened, screen_visit(clinic, visit));
  // The strictest of all ways to read the record, not only of the one that is kept.
  out.screened.screening = std::move(screening);
  return out;
}

}  // namespace fascia::clinic
