// SPDX-License-Identifier: Apache-2.0
// What happened to a visit: arrived, missed, cancelled, and all of it undone.
#include <algorithm>

#include "clinic/change_appointment.h"
#include "clinic/change_parts.h"
#include "clinic/clearance_wait.h"
#include "clinic/couple_room.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/keep_break.h"
#include "clinic/keep_load.h"
#include "clinic/pass_rules.h"
#include "clinic/remind.h"
#include "clinic/wait_list.h"
#include "core/blank.h"
#include "keys/token.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

constexpr Seconds kWaitsAtNight = hours(3);
constexpr std::size_t kLongestSent = 200;  // of idempotency keys

int deep_of(const Offer& offer, const Appointment& a) {
  const store::Service* service = offer.service(a.service);
  return service == nullptr ? 0 : deep_minutes(*service);
}

Error refused_at(std::string_view message, const Appointment& a) {
  return {Code::conflict, std::string(message), "status", {{"when", to_iso(a.wall)}}, {}};
}

// Nobody is there before their day, and nobody is missed before the visit begins. A visit soon
// after midnight may be waited for on the evening before.
Done check_its_time(const Clinic& clinic, const Offer& offer, const Appointment& first, Status to) {
  const Instant now = clinic.now();
  const bool other_day = offer.zone.date(first.start) > offer.zone.date(now);
  if (to == Status::arrived && other_day && first.start > now + kWaitsAtNight)
    return refused_at("not_its_day", first);
  if (to == Status::no_show && first.start > now) return refused_at("not_begun", first);
  return {};
}

// A day that has all its visits takes one more when staff say why (R35).
Result<std::string> past_full_day(store::Transaction& tx, const Clinic& clinic, const Offer& offer,
                                  const Actor& actor, const Appointment& a,
                                  const std::string& reason) {
  if (leaves_day(tx, clinic, offer.times, store::taken_of(a, 0))) return std::string();
  if (!actor.is_staff()) return conflict("day_full", "start");
  if (is_blank(reason)) return conflict("undo_day_full", "reason");
  FASCIA_TRY_DONE(check_pass_reason(reason));
  return "day_full: " + reason;
}

// Writes the status with what it means for therapist and room. `reason`: why staff go over a full
// day with it.
Done change_status(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
                   Appointment& a, Status to, const std::string& reason = {}) {
  std::string passed;
  bool had = store::takes_time(a.status), keeps = store::takes_time(to);
  std::optional<Appointment> other, heir;
  if (had && !keeps) {
    other = standing_half(tx, clinic, a);
    heir = heir_of(tx, clinic, a);
    free_seat(tx, clinic, a, heir);
    freed_in_memory(tx, clinic, a.id.value);
    time_was_freed(tx, clinic);
  }
  if (!had && keeps) {
    free_expired_holds(tx, clinic, clinic.now());
    if (!leaves_break(tx, clinic, offer.times, a.practitioner, a.busy_from, a.busy_until))
      return conflict("break_has_no_place", "start");
    if (!leaves_load(tx, clinic, offer.times, store::taken_of(a, deep_of(offer, a))))
      return conflict("work_full", "start");
    FASCIA_TRY(passed, past_full_day(tx, clinic, offer, actor, a, reason));
    find_room_again(tx, clinic, a);
    if (!store::take_cells(tx, clinic.tenant, store::busy_of(a)))
      return conflict("start_taken", "start");
    taken_in_memory(tx, clinic, store::taken_of(a, deep_of(offer, a)));
  }
  a.status = to;
  store::update_appointment(tx, clinic.tenant, a);
  if (heir) inherit_room(tx, clinic, *heir);
  // Staff are asked whether both stay away.
  if (other && !actor.is_staff()) call_other_half(tx, clinic, *other);
  plan_reminders(tx, clinic, a);
  audit(tx, clinic, actor, "appointment." + std::string(store::to_string(to)), "appointment",
        a.id.value, a.client, passed);
  return {};
}

bool is_cancelled(Status status) {
  return status == Status::cancelled || status == Status::late_cancelled;
}

bool makes_sense(Status from, Status to) {
  bool open = from == Status::requested || from == Status::booked || from == Status::confirmed;
  switch (to) {
    case Status::arrived:
    case Status::no_show:
    case Status::cancelled:
    case Status::late_cancelled:
    case Status::confirmed:
      return open && from != to;
    default:
      return false;
  }
}

}  // namespace

bool cancels_late(Clinic& clinic, const Appointment& a) {
  return clinic.store.read([&](store::Connection& c) { return is_late(c, clinic, a); });
}

Result<Appointment> cancel_appointment(Clinic& clinic, AppointmentId id, const Key& key,
                                       const FeeReason& why, const SentOnce& sent) {
  if (sent.key.size() > kLongestSent) return invalid("Idempotency-Key", "value_too_long");
  // Beside those of other requests: a program may have one key for all that it does to a visit.
  const std::string sent_hash =
      sent.key.empty() ? "" : keys::token_hash("cancel " + id.text() + " " + sent.key);
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment a, visit_here(tx, clinic, id, key));
    if (!sent.key.empty())
      if (auto before = store::find_answer(tx, clinic.tenant, clinic.sealer, sent_hash)) {
        if (before->body_hash == keys::digest(sent.body)) return a;
        return invalid("Idempotency-Key", "idempotency_key_reused");
      }
    auto parts = alike(tx, clinic, a);
    for (const Appointment& part : parts)
      if (!can_still_change(part) || part.start <= clinic.now())
        return conflict("appointment_over");
    const bool late = !key.actor.is_staff() && is_late(tx, clinic, a);
    for (Appointment& part : parts) {
      ++part.sequence;
      FASCIA_TRY_DONE(change_status(tx, clinic, *offer, key.actor, part,
                                    late ? Status::late_cancelled : Status::cancelled));
    }
    for (const Appointment& part : parts)
      FASCIA_TRY_DONE(owe_fee(tx, clinic, key.actor, part, part.status, why));
    say_change(tx, clinic, *offer, "cancelled", parts.front(), {});
    if (!sent.key.empty())
      store::add_answer(tx, clinic.tenant, clinic.sealer,
                        {sent_hash, keys::digest(sent.body), id, PrivateText()}, clinic.now());
    return *std::ranges::find(parts, id, &Appointment::id);
  });
}

Result<Appointment> set_status(Clinic& clinic, const Actor& actor, AppointmentId id, Status to,
                               const FeeReason& why) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) {
    return set_status_in(tx, clinic, *offer, actor, id, to, why);
  });
}

Result<Appointment> set_status_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                  const Actor& actor, AppointmentId id, Status to,
                                  const FeeReason& why, std::int64_t step) {
  FASCIA_TRY(Appointment a, visit_here(tx, clinic, id, {actor, {}}));
  if (!makes_sense(a.status, to)) return conflict("no_status_change", "status");
  bool gives_up = is_cancelled(to);
  auto parts = alike(tx, clinic, a);
  FASCIA_TRY_DONE(
      check_its_time(clinic, offer, *std::ranges::min_element(parts, {}, &Appointment::start), to));
  for (Appointment& part : parts) {
    const bool named = step != 0 && part.id == id;
    store::StatusChange change{named ? step : clinic.random.id<AppointmentId>().value,
                               part.id,
                               clinic.now(),
                               actor.staff,
                               part.status,
                               to};
    if (gives_up) ++part.sequence;
    FASCIA_TRY_DONE(change_status(tx, clinic, offer, actor, part, to));
    store::add_status_change(tx, clinic.tenant, change);
  }
  for (const Appointment& part : parts) FASCIA_TRY_DONE(owe_fee(tx, clinic, actor, part, to, why));
  if (gives_up) say_change(tx, clinic, offer, "cancelled", parts.front(), {});
  return *std::ranges::find(parts, id, &Appointment::id);
}

namespace {

// The other half of a couple, when its last step was this one too.
std::optional<Appointment> other_of_step(store::Connection& c, const Clinic& clinic,
                                         const Appointment& a, const store::StatusChange& step) {
  auto other = store::other_half(c, clinic.tenant, a);
  if (!other || other->status != step.to) return std::nullopt;
  auto last = store::last_status_change(c, clinic.tenant, other->id);
  return last && last->id == beside_step(step.id) ? other : std::nullopt;
}

Done undo_of_visit(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
                   const Appointment& a, const std::string& reason) {
  const bool stands_again = is_cancelled(a.status);
  auto parts = alike(tx, clinic, a);
  for (Appointment& part : parts) {
    auto change = store::last_status_change(tx, clinic.tenant, part.id);
    if (!change || change->to != part.status) continue;
    if (stands_again) ++part.sequence;
    FASCIA_TRY_DONE(change_status(tx, clinic, offer, actor, part, change->from, reason));
    store::mark_undone(tx, clinic.tenant, change->id);
    drop_fee(tx, clinic, actor, part);
    letter_stands_again(tx, clinic, part);
  }
  // The private link of the first mail was never taken away; it cannot be written again.
  if (stands_again) say_change(tx, clinic, offer, "booked_again", parts.front(), {});
  return {};
}

}  // namespace

Result<Appointment> undo_status(Clinic& clinic, const Actor& actor, AppointmentId id,
                                const std::string& reason) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Appointment a, visit_here(tx, clinic, id, {actor, {}}));
    auto last = store::last_status_change(tx, clinic.tenant, id);
    if (!last || last->to != a.status) return conflict("nothing_to_undo", "status");
    const bool both = other_of_step(tx, clinic, a, *last).has_value();
    FASCIA_TRY_DONE(undo_of_visit(tx, clinic, *offer, actor, a, reason));
    // Written anew by the first one's room, so read anew.
    if (auto other = both ? other_of_step(tx, clinic, a, *last) : std::nullopt)
      FASCIA_TRY_DONE(undo_of_visit(tx, clinic, *offer, actor, *other, reason));
    return visit_here(tx, clinic, id, {actor, {}});
  });
}

}  // namespace fascia::clinic
