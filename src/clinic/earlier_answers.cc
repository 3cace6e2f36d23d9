// SPDX-License-Identifier: Apache-2.0
#include "clinic/earlier_answers.h"

#include <algorithm>

#include "clinic/day_answers.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

// What was said on the day counts before what was said when booking.
EarlierAnswers with_day(const DayScreening& day, ScreeningId screening, Date visit) {
  EarlierAnswers out;
  out.screening = screening;
  out.intake = day.before.intake;
  out.intake.birth_date = day.before.birth_date;
  out.day = care::told_day(out.intake, visit);
  out.must_speak = day.must_speak;
  for (const auto& [id, answer] : day.today) {
    out.intake.answers[id] = answer;
    out.intake.told_on[id] = visit;
    out.day = std::max(out.day, visit);
  }
  return out;
}

}  // namespace

std::optional<EarlierAnswers> find_earlier_answers(store::Connection& c, Clinic& clinic,
                                                   const Offer& offer,
                                                   const store::Appointment& visit,
                                                   Date birth_date) {
  std::optional<EarlierAnswers> best;
  std::string best_at;
  std::optional<Date> unread;  // the last day whose answers cannot be read any more
  for (const store::Appointment& one : store::list_of_client(c, clinic.tenant, visit.client)) {
    if (one.id == visit.id || !one.screening) continue;
    auto session = store::session_of(c, clinic.tenant, one.id);
    if (session && store::entered_in_error(c, clinic.tenant, session->id)) continue;
    auto read = screening_today(c, clinic, offer, one);
    if (!read || !*read) {
      unread = std::max(unread.value_or(offer.zone.date(one.start)), offer.zone.date(one.start));
      continue;
    }
    if ((*read)->before.birth_date != birth_date) continue;
    const DayScreening& day = **read;
    EarlierAnswers found = with_day(day, one.screening, offer.zone.date(one.start));
    if (best && std::pair(found.day, day.before.at) < std::pair(best->day, best_at)) continue;
    best_at = day.before.at;
    best = std::move(found);
  }
  // Answers of rules or services that are no more may not be readable, and older ones do not stand
  // in for them: then all of it is asked.
  if (best && unread && *unread >= best->day) return std::nullopt;
  return best;
}

}  // namespace fascia::clinic
