// SPDX-License-Identifier: Apache-2.0
#include "clinic/pass_rules.h"

#include <algorithm>
#include <set>

#include "clinic/booking_limits.h"
#include "clinic/holds.h"
#include "clinic/house_now.h"
#include "clinic/in_turn.h"
#include "core/blank.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kLongestReason = 500;

bool valid_on(const std::vector<store::Credential>& credentials, PractitionerId id, Date day) {
  return std::any_of(credentials.begin(), credentials.end(), [&](const store::Credential& one) {
    return one.practitioner == id && one.valid_from <= day && day <= one.valid_until;
  });
}

bool is_full_day(const Error& error) { return error.message == "day_full"; }

bool can_be_passed(const Error& error) {
  return error.message == "start_too_soon" || error.message == "start_too_far" ||
         error.message == "start_off_grid" || is_full_day(error);
}

// Whether some seven days hold more than `most` of these starts, `added` among them.
bool too_many_in_a_week(std::vector<Instant> starts, Instant added, std::size_t most) {
  starts.push_back(added);
  std::sort(starts.begin(), starts.end());
  for (std::size_t i = 0; i + most < starts.size(); ++i) {
    Instant first = starts[i], last = starts[i + most];
    if (last - first < days_of_24h(7) && first <= added && added <= last) return true;
  }
  return false;
}

struct DeepWeek {
  std::size_t most = 0;  // 0: no limit
  std::vector<Instant> starts;
};

bool is_deep(const Offer& offer, ServiceId id) {
  const store::Service* service = offer.service(id);
  return service != nullptr && deep_minutes(*service) > 0;
}

// The client's deep visits and how many of them seven days may hold.
DeepWeek deep_visits(store::Connection& c, const Clinic& clinic, const Offer& offer,
                     ClientId client, const std::vector<AppointmentId>& but) {
  DeepWeek out;
  const auto kept = store::setting(c, clinic.tenant, "client_deep_week");
  out.most = static_cast<std::size_t>(kept ? std::stoi(*kept) : BookingLimits{}.client_deep_week);
  std::vector<AppointmentId> counted;  // a visit in turn is one, however many of its parts are deep
  for (const store::Appointment& other : store::list_of_client(c, clinic.tenant, client)) {
    if (std::ranges::find(but, lead_of(other)) != but.end() || !store::takes_time(other.status) ||
        !is_deep(offer, other.service) ||
        std::ranges::find(counted, lead_of(other)) != counted.end())
      continue;
    counted.push_back(lead_of(other));
    out.starts.push_back(other.start);
  }
  return out;
}

// Says why, where the reason is a credential and not the hours.
Error told_apart(const Clinic& clinic, const schedule::Question& q, Instant start, Error error) {
  auto offer = clinic.availability.get();
  auto has_any = [&](const store::Credential& one) { return one.practitioner == q.practitioner; };
  bool lapsed = q.practitioner && error.message == "start_outside_hours" &&
                std::any_of(offer->credentials.begin(), offer->credentials.end(), has_any) &&
                !valid_on(offer->credentials, q.practitioner, offer->zone.date(start));
  return lapsed ? invalid("practitioner", "credential_lapsed") : std::move(error);
}

// What is found once each rule that stands in the way is passed, and the reason that is kept for
// it. `find` asks for it in a state of the house, as staff or not.
template <class Seats>
struct PastRules {
  Seats seats;
  std::string reason;
};
template <class Seats, class Find>
Result<PastRules<Seats>> past_rules(store::Transaction& tx, const Clinic& clinic,
                                    const schedule::Snapshot& times, const Actor& actor,
                                    const PassReason& reason, Find find) {
  bool staff = actor.kind == Actor::Kind::program, over_day = false, typed = false;
  schedule::Snapshot unlimited;
  std::string kept;
  while (true) {
    Result<Seats> seats = find(over_day ? unlimited : times, staff);
    if (seats) {
      if (typed) FASCIA_TRY_DONE(check_pass_reason(reason.typed));
      return PastRules<Seats>{*seats, kept};
    }
    const Error refused = seats.error();
    bool& passed = is_full_day(refused) ? over_day : staff;
    if (!actor.is_staff() || !can_be_passed(refused) || passed) return refused;
    passed = true;
    // A full day is never passed in silence.
    const bool silent = !is_full_day(refused) && !reason.rules.empty();
    const std::string& why = silent ? reason.rules : reason.typed;
    typed = typed || !silent;
    kept = both_reasons(kept, refused.message + ": " + why);
    if (over_day) unlimited = schedule::without_day_limits(as_house_stands(tx, clinic, times));
  }
}

}  // namespace

Done check_pass_reason(const std::string& reason) {
  if (is_blank(reason)) return invalid("reason", "pass_reason_missing");
  if (reason.size() > kLongestReason) return invalid("reason", "pass_reason_too_long");
  return {};
}

Result<PassedSeat> seat_with_reason(store::Transaction& tx, const Clinic& clinic,
                                    const schedule::Snapshot& times, schedule::Question question,
                                    Instant start, const Actor& actor, const PassReason& reason) {
  auto find = [&](const schedule::Snapshot& state, bool staff) -> Result<schedule::Seat> {
    question.staff = staff;
    auto seat = seat_in_store(tx, clinic, state, question, start);
    if (!seat) return told_apart(clinic, question, start, seat.error());
    return seat;
  };
  FASCIA_TRY(auto found,
             past_rules<schedule::Seat>(tx, clinic, times, actor, reason, std::move(find)));
  return PassedSeat{std::move(found.seats), std::move(found.reason)};
}

Result<PassedCouple> couple_with_reason(store::Transaction& tx, const Clinic& clinic,
                                        const schedule::Snapshot& times, schedule::Couple couple,
                                        Instant start, const Actor& actor,
                                        const PassReason& reason) {
  auto find = [&](const schedule::Snapshot& state, bool staff) {
    couple.first.staff = staff;
    return couple_in_store(tx, clinic, state, couple, start);
  };
  FASCIA_TRY(auto found,
             past_rules<schedule::CoupleSeats>(tx, clinic, times, actor, reason, std::move(find)));
  return PassedCouple{{found.seats.first, std::move(found.reason)}, {found.seats.second, {}}};
}

Result<std::string> within_client_limit(store::Connection& tx, const Clinic& clinic,
                                        const Offer& offer, const store::Appointment& a,
                                        const Actor& actor, const std::string& reason) {
  if (!is_deep(offer, a.service) || actor.kind == Actor::Kind::program) return std::string();
  DeepWeek week = deep_visits(tx, clinic, offer, a.client, {lead_of(a)});
  if (week.most == 0 || !too_many_in_a_week(week.starts, a.start, week.most)) return std::string();
  if (!actor.is_staff())
    return invalid("start", "client_deep_limit", {{"most", std::to_string(week.most)}});
  FASCIA_TRY_DONE(check_pass_reason(reason));
  return "client_deep_limit: " + reason;
}

std::vector<bool> over_client_limit(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                    ClientId client, ServiceId service,
                                    const std::vector<Instant>& starts,
                                    const std::vector<AppointmentId>& moved) {
  std::vector<bool> out(starts.size());
  if (!is_deep(offer, service)) return out;
  DeepWeek week = deep_visits(c, clinic, offer, client, moved);
  for (std::size_t i = 0; week.most > 0 && i < starts.size(); ++i) {
    out[i] = too_many_in_a_week(week.starts, starts[i], week.most);
    if (!out[i]) week.starts.push_back(starts[i]);
  }
  return out;
}

bool client_is_elsewhere(store::Connection& c, const Clinic& clinic, ClientId client, Instant start,
                         Instant finish, const std::vector<AppointmentId>& but,
                         AppointmentId together) {
  auto meets = [&](const store::Appointment& other) {
    return std::ranges::find(but, other.id) == but.end() &&
           std::ranges::find(but, lead_of(other)) == but.end() && store::takes_time(other.status) &&
           !(together && other.together == together) && other.start < finish &&
           start < other.finish;
  };
  return std::ranges::any_of(store::list_of_client(c, clinic.tenant, client), meets);
}

Result<std::string> within_client_time(store::Connection& tx, const Clinic& clinic,
                                       const store::Appointment& a, const Actor& actor,
                                       const std::string& reason) {
  if (actor.kind == Actor::Kind::program) return std::string();
  if (!client_is_elsewhere(tx, clinic, a.client, a.start, a.finish, {lead_of(a)}, a.together))
    return std::string();
  if (!actor.is_staff()) return invalid("start", "client_has_visit_then");
  if (is_blank(reason)) return invalid("reason", "client_has_visit_then");
  FASCIA_TRY_DONE(check_pass_reason(reason));
  return "client_has_visit_then: " + reason;
}

std::string both_reasons(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + "; " + b;
}

std::string rule_passed(const schedule::Snapshot& times, schedule::Question question,
                        Instant start) {
  question.staff = false;
  auto seat = schedule::choose_seat(times, question, start);
  if (seat || !can_be_passed(seat.error())) return {};
  question.staff = true;  // past the rows nobody may have it
  auto passed = schedule::choose_seat(times, question, start);
  if (!passed && is_full_day(passed.error()))
    passed = schedule::choose_seat(schedule::without_day_limits(times), question, start);
  return passed ? seat.error().message : std::string();
}

std::string rule_passed(const schedule::Snapshot& times, schedule::Couple couple, Instant start) {
  couple.first.staff = false;
  auto seats = schedule::choose_couple(times, couple, start);
  return !seats && can_be_passed(seats.error()) ? seats.error().message : std::string();
}

std::vector<schedule::TimeOff> days_without_credential(
    const std::vector<store::Credential>& credentials, Date first, int days) {
  std::set<PractitionerId> known;
  for (const store::Credential& one : credentials) known.insert(one.practitioner);
  std::vector<schedule::TimeOff> off;
  for (PractitionerId id : known)
    for (Date day = first; day < first + days; day = day + 1) {
      if (valid_on(credentials, id, day)) continue;
      bool goes_on = !off.empty() && off.back().practitioner == id && off.back().until.date == day;
      if (goes_on)
        off.back().until.date = day + 1;
      else
        off.push_back({id, {day, 0}, {day + 1, 0}});
    }
  return off;
}

}  // namespace fascia::clinic
