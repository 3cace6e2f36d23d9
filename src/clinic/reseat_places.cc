// SPDX-License-Identifier: Apache-2.0
#include "clinic/reseat_places.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "care/match.h"
#include "clinic/couple_room.h"
#include "clinic/pass_rules.h"
#include "clinic/plan_visit.h"
#include "clinic/screen_visit.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr int kDaysAfter = 7;
constexpr std::size_t kMostPlaces = 60;  // of one visit, the cheapest
constexpr Seconds kToComeEarlier = minutes(60);
// Costs in steps of five minutes by which the visit shifts; a day later weighs more than any shift
// within the day.
constexpr int kStepSeconds = 300;
constexpr int kOtherDay = 300, kEachDay = 60, kOtherTherapist = 40, kEarlier = 10, kWorstFit = 60;
constexpr int kPointsAStep = 10;  // of matching

using store::Appointment;
using store::Practitioner;

// What is known of one visit, read once.
struct Needs {
  const Offer& offer;
  const Appointment& visit;
  std::string language;
  std::string gender;  // empty: whoever; else no other
  std::set<std::string> techniques;
  std::optional<ScreeningContent> answers;
  std::string condition;
  std::vector<Appointment> others;  // of the same client
};

std::optional<ScreeningContent> answers_of(store::Connection& c, Clinic& clinic,
                                           const Appointment& visit) {
  if (!visit.screening) return std::nullopt;
  auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, visit.screening);
  if (!kept) return std::nullopt;
  auto content = read_content(clinic, *kept);
  return content ? std::optional(std::move(*content)) : std::nullopt;
}

// Of the plan that was made, or of the one that the answers lead to.
std::optional<care::Plan> plan_of(store::Connection& c, Clinic& clinic, const Needs& needs,
                                  const store::Service& service) {
  auto kept = newest_plan(c, clinic, needs.visit.id);
  if (kept && *kept) return (*kept)->plan;
  if (!needs.answers) return std::nullopt;
  Date day = needs.visit.wall.date;
  return plan_ahead(clinic,
                    {*needs.answers, service, day, decide(clinic, *needs.answers, service, day)},
                    service);
}

Needs needs_of(store::Connection& c, Clinic& clinic, const Offer& offer, const Appointment& visit) {
  Needs out{offer, visit, {}, {}, {}, {}, {}, {}};
  auto client = store::find_client(c, clinic.tenant, visit.client);
  if (client) out.language = client->language;
  const Practitioner* own = offer.practitioner(visit.practitioner);
  out.gender = store::gender_wish(c, clinic.tenant, visit.client);
  // Never asked: whoever booked a woman may have done so for a reason.
  if (out.gender.empty() && own != nullptr) out.gender = own->gender;
  if (out.gender == "any") out.gender.clear();
  out.answers = answers_of(c, clinic, visit);
  if (const store::Service* service = offer.service(visit.service))
    if (auto plan = plan_of(c, clinic, out, *service)) {
      auto needed = care::needed_techniques(*plan);
      out.techniques = {needed.begin(), needed.end()};
      out.condition = plan->condition;
    }
  for (Appointment& a : store::list_of_client(c, clinic.tenant, visit.client))
    if (a.id != visit.id && store::takes_time(a.status)) out.others.push_back(std::move(a));
  return out;
}

template <class Items, class Item>
bool has(const Items& items, const Item& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// What the booked therapist did not bring is no trade.
bool brings(const Needs& needs, const Practitioner& one) {
  const Practitioner* own = needs.offer.practitioner(needs.visit.practitioner);
  for (const std::string& technique : needs.techniques)
    if (!has(one.techniques, technique) && (own == nullptr || has(own->techniques, technique)))
      return false;
  return has(one.services, needs.visit.service) &&
         (needs.gender.empty() || one.gender == needs.gender);
}

bool speaks(const Needs& needs, const Practitioner& one) {
  const Practitioner* own = needs.offer.practitioner(needs.visit.practitioner);
  return has(one.languages, needs.language) ||
         (own != nullptr && !has(own->languages, needs.language));
}

bool fits(const Needs& needs, const Practitioner& one) {
  return one.id == needs.visit.practitioner || (brings(needs, one) && speaks(needs, one));
}

// The answers decide again for another day (R1), and a day on which they would need a talk first is
// no better than the one that is lost. Not past the client's own limit either (R32).
bool day_fits(store::Connection& c, Clinic& clinic, const Needs& needs, Instant start) {
  const store::Service* service = needs.offer.service(needs.visit.service);
  Date day = needs.offer.zone.date(start);
  Appointment moved = needs.visit;
  moved.start = start;
  if (!within_client_limit(c, clinic, needs.offer, moved, Actor{}, {})) return false;
  if (!needs.answers || day == needs.visit.wall.date) return true;
  care::Screening then = decide(clinic, *needs.answers, *service, day);
  if (refuses(then)) return false;
  bool was = decided(decide(clinic, *needs.answers, *service, needs.visit.wall.date),
                     needs.answers->must_speak);
  return !was || decided(then, needs.answers->must_speak);
}

bool client_is_free(const Needs& needs, Instant start) {
  Instant until = start + (needs.visit.finish - needs.visit.start);
  return std::none_of(needs.others.begin(), needs.others.end(),
                      [&](const Appointment& a) { return a.start < until && start < a.finish; });
}

// How much worse than the best each therapist suits, by the points of matching.
std::map<PractitionerId, int> fit_costs(store::Connection& c, Clinic& clinic, const Needs& needs,
                                        const std::vector<const Practitioner*>& who) {
  care::MatchInput in;
  in.service = needs.visit.service.text();
  in.day = needs.visit.wall.date;
  in.wishes.language = needs.language;
  in.audience = care::Audience::staff;
  in.question = needs.visit.id.text();
  for (const auto& session : store::sessions_of(c, clinic.tenant, needs.visit.client))
    in.wishes.comfortable_with.insert(session.practitioner.text());
  for (const Practitioner* one : who) {
    care::Candidate candidate;
    candidate.id = one->id.text();
    candidate.services = {in.service};
    candidate.credential_until = in.day;  // days without one are no working time
    candidate.languages = {one->languages.begin(), one->languages.end()};
    candidate.experience_years = one->since_year > 0 ? in.day.year() - one->since_year : 0;
    in.candidates.push_back(std::move(candidate));
  }
  care::Ranking ranking = care::rank(clinic.plans, in);
  int top = 0;
  for (const care::Ranked& one : ranking.listed) top = std::max(top, one.points);
  std::map<PractitionerId, int> out;
  for (const care::Ranked& one : ranking.listed)
    if (auto id = PractitionerId::parse(one.therapist))
      out[*id] = std::clamp((top - one.points) / kPointsAStep, 0, kWorstFit);
  return out;
}

int cost_of(const Needs& needs, PractitionerId who, Instant start, int fit) {
  const Appointment& a = needs.visit;
  int days = needs.offer.zone.date(start) - a.wall.date;
  int shift = std::abs(needs.offer.zone.wall(start).minute - a.wall.minute) * 60 / kStepSeconds;
  int cost = shift + (days > 0 ? kOtherDay + kEachDay * days : 0);
  if (days == 0 && start < a.start) cost += kEarlier;
  if (who != a.practitioner) cost += kOtherTherapist + fit;
  return cost;
}

struct Choice {
  Instant start;
  PractitionerId who;
  int cost = 0;
};

bool is_lost(const Offer& offer, const Lost& lost, PractitionerId who, Instant start) {
  return !lost.outside_hours && who == lost.practitioner && offer.zone.date(start) == lost.day;
}

std::vector<Choice> choices_of(store::Connection& c, Clinic& clinic, const Needs& needs,
                               const Lost& lost, const std::vector<const Practitioner*>& who) {
  auto fit = fit_costs(c, clinic, needs, who);
  schedule::Question q;
  q.service = needs.visit.service;
  q.from = lost.day;
  q.to = lost.day + kDaysAfter;
  q.now = clinic.now();
  q.first_visit = needs.visit.first_visit;
  q.staff = true;
  int grid = needs.offer.times.services.at(q.service).grid;
  std::vector<Choice> out;
  for (const schedule::Day& day : schedule::find_starts(needs.offer.times, q)) {
    if (day.starts.empty() || !day_fits(c, clinic, needs, day.starts.front().at)) continue;
    for (const schedule::Start& start : day.starts) {
      bool in_time = start.at == needs.visit.start ? start.at > clinic.now()
                                                   : start.at >= clinic.now() + kToComeEarlier;
      bool on_grid =
          start.at == needs.visit.start || needs.offer.zone.wall(start.at).minute % grid == 0;
      if (!in_time || !on_grid || !client_is_free(needs, start.at)) continue;
      for (PractitionerId id : start.practitioners) {
        bool may = std::any_of(who.begin(), who.end(), [&](auto* p) { return p->id == id; });
        if (may && !is_lost(needs.offer, lost, id, start.at))
          out.push_back({start.at, id, cost_of(needs, id, start.at, fit[id])});
      }
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
  return out;
}

bool room_is_lost(const Offer& offer, const Lost& lost, RoomId room, Instant start) {
  return lost.room && room == lost.room && offer.zone.date(start) == lost.day;
}

int turnover_of(const Offer& offer, RoomId id) {
  const store::Room* room = offer.room(id);
  return room == nullptr ? 0 : room->turnover_minutes;
}

// One place for each room that is free then, each with its own turnover.
void add_rooms(const Offer& offer, const Lost& lost, schedule::Taken taken, int cost,
               std::vector<schedule::Place>& out) {
  const std::string& kind = offer.room(taken.room)->kind;
  const Instant leaves =
      std::max(taken.busy_until, taken.room_until - minutes(turnover_of(offer, taken.room)));
  for (const schedule::RoomTime& room : offer.times.rooms) {
    if (room.kind != kind || room_is_lost(offer, lost, room.id, taken.start)) continue;
    taken.room_until = leaves + minutes(room.turnover);
    if (!offer.times.free.at(room.id.value)
             ->all(schedule::cell_at_or_before(taken.room_from),
                   schedule::cell_at_or_after(taken.room_until)))
      continue;
    taken.room = room.id;
    out.push_back({0, taken, cost});
  }
}

// The same therapist at the same time in another room: the therapist's time is the visit's already.
void add_other_rooms(const Offer& offer, const Lost& lost, const Appointment& a,
                     std::vector<schedule::Place>& out) {
  if (!lost.room || offer.room(a.room) == nullptr) return;
  schedule::Taken same = store::taken_of(a, 0);
  same.id = 0;
  same.busy_from = same.busy_until = a.start;
  same.minutes = 0;
  same.equipment.clear();
  same.room_until = std::max(a.room_until, a.busy_until + minutes(turnover_of(offer, a.room)));
  add_rooms(offer, lost, same, 0, out);
}

// Somebody else at the same time in the visit's own room: the room's time is the visit's already.
void add_same_time(store::Connection& c, Clinic& clinic, const Needs& needs, const Lost& lost,
                   const std::vector<const Practitioner*>& who, std::vector<schedule::Place>& out) {
  const Appointment& a = needs.visit;
  if (lost.room || a.start <= clinic.now() || !day_fits(c, clinic, needs, a.start)) return;
  schedule::Snapshot times = schedule::without(needs.offer.times, a.id.value);
  if (auto other = standing_half(c, clinic, a)) times = beside_other_half(times, a, *other);
  auto fit = fit_costs(c, clinic, needs, who);
  schedule::Question q;
  q.service = a.service;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  q.staff = true;
  for (const Practitioner* one : who) {
    if (one->id == a.practitioner) continue;
    q.practitioner = one->id;
    auto seat = schedule::choose_seat(times, q, a.start);
    if (!seat) continue;
    schedule::Taken taken = seat->taken;
    taken.room = a.room;
    taken.room_from = taken.room_until = a.start;
    taken.equipment.clear();  // it has them already
    out.push_back({0, taken, cost_of(needs, one->id, a.start, fit[one->id])});
  }
}

}  // namespace

Places places_for(store::Connection& c, Clinic& clinic, const Offer& offer, const Lost& lost,
                  const Appointment& visit) {
  Places out;
  if (offer.service(visit.service) == nullptr) return {{}, "nobody_fits"};
  // Two people who come together are not torn apart: another therapist at their time, or a call.
  // The parts of a visit in turn neither: what follows or goes before it stays where it is.
  const bool together = standing_half(c, clinic, visit).has_value() || visit.in_turn;
  if (together && lost.room && !visit.in_turn) return {{}, "together"};
  add_other_rooms(offer, lost, visit, out.places);
  if (!offer.service(visit.service)->active) {  // sold no more: its room may change, no more
    if (out.places.empty()) out.why = "nobody_fits";
    return out;
  }
  Needs needs = needs_of(c, clinic, offer, visit);
  std::vector<const Practitioner*> who;
  bool one_speaks_not = false, another = false;
  for (const Practitioner& p : offer.practitioners) {
    if (fits(needs, p)) {
      who.push_back(&p);
      another = another || p.id != lost.practitioner;
    } else {
      one_speaks_not = one_speaks_not || brings(needs, p);
    }
  }
  add_same_time(c, clinic, needs, lost, who, out.places);
  if (together) {
    if (out.places.empty()) out.why = visit.in_turn ? "in_turn" : "together";
    return out;
  }
  schedule::Question q;
  q.service = visit.service;
  q.now = clinic.now();
  q.first_visit = visit.first_visit;
  q.staff = true;
  for (const Choice& choice : choices_of(c, clinic, needs, lost, who)) {
    if (out.places.size() >= kMostPlaces) break;
    q.practitioner = choice.who;
    if (auto seat = schedule::choose_seat(offer.times, q, choice.start))
      add_rooms(offer, lost, seat->taken, choice.cost, out.places);
  }
  if (out.places.empty())
    out.why = another ? "no_time" : one_speaks_not ? "nobody_speaks" : "nobody_fits";
  return out;
}

bool still_fits(store::Connection& c, Clinic& clinic, const Offer& offer, const Appointment& visit,
                PractitionerId practitioner, Instant start) {
  Needs needs = needs_of(c, clinic, offer, visit);
  const Practitioner* one = offer.practitioner(practitioner);
  return one != nullptr && fits(needs, *one) && client_is_free(needs, start) &&
         day_fits(c, clinic, needs, start);
}

}  // namespace fascia::clinic
