// SPDX-License-Identifier: Apache-2.0
#include "clinic/reseat_propose.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "clinic/in_turn.h"
#include "clinic/reseat_parts.h"
#include "clinic/reseat_places.h"

namespace fascia::clinic {
namespace {

using store::Appointment;

// What is left of each therapist's deep minutes, day by day, and of their weeks (R32). `times` has
// none of the visits that look for a place.
std::vector<schedule::SharedLimit> limits_of_load(const schedule::Snapshot& times,
                                                  const std::vector<schedule::Place>& places) {
  enum class Of : char { deep_day, week, deep_week };
  std::map<std::tuple<PractitionerId, Date, Of>, schedule::SharedLimit> limits;
  auto add = [&](std::size_t i, PractitionerId who, Date day, Of of, int left, int minutes) {
    if (minutes == 0) return;
    schedule::SharedLimit& limit = limits[{who, day, of}];
    limit.most = std::max(0, left);
    if (!limit.places.empty() && limit.places.back().first == i)
      limit.places.back().second += minutes;  // two parts by one therapist
    else
      limit.places.emplace_back(i, minutes);
  };
  auto add_all = [&](std::size_t i, const schedule::Taken& t) {
    const Date day = times.zone.date(t.start), monday = day - (day.weekday() - 1);
    if (int most = times.rules.deep_minutes_a_day; most != 0)
      add(i, t.practitioner, day, Of::deep_day,
          most - schedule::deep_minutes_on(times, t.practitioner, day), t.deep_minutes);
    auto p =
        std::ranges::find(times.practitioners, t.practitioner, &schedule::PractitionerTime::id);
    if (p == times.practitioners.end()) return;
    const schedule::WeekLimits taken = schedule::minutes_in_week(times, t.practitioner, day);
    if (p->week.minutes != 0)
      add(i, t.practitioner, monday, Of::week, p->week.minutes - taken.minutes, t.minutes);
    if (p->week.deep_minutes != 0)
      add(i, t.practitioner, monday, Of::deep_week, p->week.deep_minutes - taken.deep_minutes,
          t.deep_minutes);
  };
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const schedule::Taken& t : schedule::all_of(places[i])) add_all(i, t);
  std::vector<schedule::SharedLimit> out;
  for (auto& [key, limit] : limits) out.push_back(std::move(limit));
  return out;
}

// Beside what the lost parts of a visit in turn found at their time: another time for all of it. It
// is offered with the first of them, and alone where not every one of them found somebody.
void add_whole(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
               Proposal& out, std::vector<Places>& found) {
  for (std::size_t i = 0; i < out.visits.size(); ++i) {
    const Appointment& a = out.visits[i];
    if (!a.in_turn) continue;
    std::vector<AppointmentId> lost_parts;
    std::vector<std::size_t> of_visit;
    for (std::size_t j = 0; j < out.visits.size(); ++j)
      if (out.visits[j].in_turn == a.in_turn) {
        lost_parts.push_back(out.visits[j].id);
        of_visit.push_back(j);
      }
    const bool all_stay =
        std::ranges::none_of(of_visit, [&](std::size_t j) { return found[j].places.empty(); });
    if (of_visit.front() != i || (of_visit.size() > 1 && all_stay)) continue;
    auto parts = standing_parts(c, clinic, a);
    auto whole = places_for_whole(c, clinic, offer, lost, parts, lost_parts);
    if (whole.empty()) continue;
    if (of_visit.size() > 1)
      for (std::size_t j : of_visit) found[j].places.clear();
    std::ranges::move(whole, std::back_inserter(found[i].places));
    out.parts[i] = std::move(parts);
  }
}

}  // namespace

bool moves_whole_already(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  return a.in_turn &&
         std::ranges::any_of(store::open_reseats(c, clinic.tenant), [&](const auto& list) {
           auto item = store::find_reseat_item(c, clinic.tenant, list.id, a.id);
           return item && moves_whole(*item) && item->state != "declined" &&
                  stands_where_it_was(*item, a);
         });
}

Proposal propose(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
                 std::vector<Appointment> visits) {
  Proposal out;
  out.visits = std::move(visits);
  out.parts.resize(out.visits.size());
  schedule::Reseating question;
  std::vector<Places> all_found;
  for (const Appointment& a : out.visits)
    all_found.push_back(places_for(c, clinic, offer, lost, a));
  add_whole(c, clinic, offer, lost, out, all_found);
  for (std::size_t i = 0; i < out.visits.size(); ++i) {
    Places& found = all_found[i];
    out.why.push_back(!found.places.empty()                        ? "others_first"
                      : found.why.empty() && out.visits[i].in_turn ? "in_turn"
                                                                   : found.why);
    for (schedule::Place& place : found.places) {
      place.visit = i;
      question.places.push_back(std::move(place));
    }
  }
  question.visits = out.visits.size();
  schedule::Snapshot times = offer.times;
  for (const Appointment& a : out.visits) times = schedule::without(times, a.id.value);
  for (const auto& parts : out.parts)
    for (const Appointment& part : parts) times = schedule::without(times, part.id.value);
  question.limits = limits_of_load(times, question.places);
  for (const auto& chosen : schedule::reseat(question).place)
    out.places.push_back(chosen ? std::optional(question.places[*chosen]) : std::nullopt);
  return out;
}

}  // namespace fascia::clinic
