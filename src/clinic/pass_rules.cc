// SPDX-License-Identifier: Apache-2.0
#include "clinic/pass_rules.h"

#include <algorithm>
#include <set>

#include "clinic/holds.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kLongestReason = 500;

bool valid_on(const std::vector<store::Credential>& credentials, PractitionerId id, Date day) {
  return std::any_of(credentials.begin(), credentials.end(), [&](const store::Credential& one) {
    return one.practitioner == id && one.valid_from <= day && day <= one.valid_until;
  });
}

bool can_be_passed(const Error& error) {
  return error.message == "start_too_soon" || error.message == "start_too_far" ||
         error.message == "start_off_grid";
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

}  // namespace

Result<PassedSeat> seat_with_reason(store::Transaction& tx, const Clinic& clinic,
                                    const schedule::Snapshot& times, schedule::Question question,
                                    Instant start, const Actor& actor, const std::string& reason) {
  question.staff = actor.kind == Actor::Kind::program;
  auto seat = seat_in_store(tx, clinic, times, question, start);
  if (seat) return PassedSeat{*seat, {}};
  Error refused = told_apart(clinic, question, start, seat.error());
  if (!actor.is_staff() || !can_be_passed(refused)) return refused;
  question.staff = true;
  auto passed = seat_in_store(tx, clinic, times, question, start);
  if (!passed) return told_apart(clinic, question, start, passed.error());
  if (reason.find_first_not_of(" \t\r\n") == reason.npos)
    return invalid("reason", "pass_reason_missing");
  if (reason.size() > kLongestReason) return invalid("reason", "pass_reason_too_long");
  return PassedSeat{*passed, refused.message + ": " + reason};
}

std::string rule_passed(const schedule::Snapshot& times, schedule::Question question,
                        Instant start) {
  question.staff = false;
  auto seat = schedule::choose_seat(times, question, start);
  return !seat && can_be_passed(seat.error()) ? seat.error().message : std::string();
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
