// SPDX-License-Identifier: Apache-2.0
#include "clinic/book_couple.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "clinic/change_appointment.h"
#include "clinic/check_couple.h"
#include "clinic/couple_room.h"
#include "clinic/edit_house.h"
#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "keys/token.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/records.h"
#include "store/reseats.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Role;

constexpr int kDaysLookedAt = 14;
constexpr const char* kOnline = "couples_online";

Done for_desk(const Actor& actor) {
  return require_role(actor, {Role::owner, Role::desk, Role::therapist});
}

bool was_here(store::Connection& c, const Clinic& clinic, const CouplePerson& person) {
  return person.known && store::has_visited(c, clinic.tenant, person.known);
}

// Of what is asked for, all but the day.
schedule::Couple couple_of(const Clinic& clinic, const Offer& offer, const CoupleTimes& ask) {
  schedule::Couple out;
  out.first.service = ask.first;
  out.first.practitioner = ask.first_practitioner;
  out.first.now = clinic.now();
  out.second.service = ask.second;
  out.second.practitioner = ask.second_practitioner;
  out.rooms = rooms_for_two(offer, ask.first, ask.second);
  if (!ask.first_practitioner) out.first_among = those_who_fit(offer, ask.first_wish);
  if (!ask.second_practitioner) out.second_among = those_who_fit(offer, ask.second_wish);
  return out;
}

schedule::Couple couple_of(const Clinic& clinic, const Offer& offer, const Appointment& a,
                           const Appointment& b) {
  return couple_of(clinic, offer, {a.service, b.service, a.practitioner, b.practitioner, {}});
}

CoupleTimes asked_for(const CouplePerson& first, const CouplePerson& second) {
  CoupleTimes out{first.service, second.service, first.practitioner, second.practitioner, {}};
  out.first_wish = first.gender_wish;
  out.second_wish = second.gender_wish;
  return out;
}

// The second names the room too, for no time of its own.
void share_room(PassedCouple& seats, Instant start) {
  schedule::Taken& other = seats.second.seat.taken;
  other.room = seats.first.seat.taken.room;
  seats.second.seat.room = other.room;
  other.room_from = other.room_until = schedule::instant_of(schedule::cell_at_or_before(start));
}

// As for one (book_appointment.cc).
schedule::Snapshot without_holds(store::Transaction& tx, Clinic& clinic, const BookCouple& in,
                                 schedule::Couple& couple) {
  const auto holds = held_by(tx, clinic, in.hold);
  couple.first.held = holds.size() == 2 && holds[0].service == in.first.service &&
                      holds[1].service == in.second.service && holds[0].start == in.start &&
                      schedule::is_among(couple.first_among, holds[0].practitioner) &&
                      schedule::is_among(couple.second_among, holds[1].practitioner);
  if (couple.first.held) {
    couple.first.practitioner = holds[0].practitioner;
    couple.second.practitioner = holds[1].practitioner;
  }
  return times_without(tx, clinic, holds);
}

Result<BookedCouple> book_both(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                               const BookCouple& in) {
  BookAppointment first = booking_of(in, in.first), second = booking_of(in, in.second);
  if (!in.idempotency_key.empty() &&
      store::find_answer(tx, clinic.tenant, clinic.sealer, keys::token_hash(in.idempotency_key))) {
    BookedCouple again;
    FASCIA_TRY(again.first, book_in_transaction(tx, clinic, offer, first));
    FASCIA_TRY(again.second, book_in_transaction(tx, clinic, offer, second));
    return again;
  }
  free_expired_holds(tx, clinic, clinic.now());
  auto couple = couple_of(clinic, offer, asked_for(in.first, in.second));
  if (couple.rooms.empty()) return invalid("start", "no_room_for_two");
  // The room is kept for the one who is here for the first time.
  couple.first.first_visit = !was_here(tx, clinic, in.first) || !was_here(tx, clinic, in.second);
  const schedule::Snapshot times = without_holds(tx, clinic, in, couple);
  FASCIA_TRY(PassedCouple seats,
             couple_with_reason(tx, clinic, times, couple, in.start, in.actor, {in.reason}));
  share_room(seats, in.start);
  first.seat = std::move(seats.first);
  second.seat = std::move(seats.second);
  first.together = second.together = clinic.random.id<AppointmentId>();
  BookedCouple out;
  FASCIA_TRY(out.first, book_in_transaction(tx, clinic, offer, first));
  auto other = book_in_transaction(tx, clinic, offer, second);
  if (!other) return of_second(other.error(), in.actor);
  out.second = std::move(*other);
  if (out.first.client.id == out.second.client.id)
    return invalid("second.name", "couple_same_person");
  // As the first one says it: what they said themselves stays.
  const ClientId second_id = out.second.client.id;
  if (second.gender_wish.empty() && !in.second.gender_wish.empty() &&
      store::gender_wish(tx, clinic.tenant, second_id).empty())
    store::set_gender_wish(tx, clinic.tenant, second_id, in.second.gender_wish);
  return out;
}

store::Hold hold_of_two(Clinic& clinic, const HoldCouple& in, const std::string& token,
                        bool second) {
  store::Hold hold;
  hold.id = clinic.random.id<HoldId>();
  hold.token_hash = second ? later_hash(token, 1) : keys::token_hash(token);
  hold.browser = keys::token_hash(in.browser.empty() ? token : in.browser);
  hold.address = keys::token_hash(in.address);
  hold.location = clinic.place();
  hold.service = second ? in.second : in.first;
  hold.start = in.start;
  return hold;
}

struct Pair {
  Appointment keeper, other;  // the room's time is with the first
};
Result<Pair> pair_of(store::Connection& c, const Clinic& clinic, AppointmentId id,
                     std::string_view field) {
  auto a = store::find_appointment(c, clinic.tenant, id);
  if (!a) return not_found("appointment_unknown");
  auto other = standing_half(c, clinic, *a);
  if (!other || !store::takes_time(a->status)) return conflict("not_together", field);
  return store::keeps_room(*a) ? Pair{*a, *other} : Pair{*other, *a};
}

}  // namespace

Result<BookedCouple> book_couple(Clinic& clinic, const BookCouple& in) {
  FASCIA_TRY_DONE(check_couple(clinic, in));
  auto offer = current_offer(clinic);
  return clinic.store.write(
      [&](store::Transaction& tx) { return book_both(tx, clinic, *offer, in); });
}

Result<HeldStart> hold_couple(Clinic& clinic, const HoldCouple& in) {
  if (!couples_online(clinic)) return forbidden();
  auto offer = current_offer(clinic);
  for (ServiceId id : {in.first, in.second}) {
    const store::Service* service = offer->service(id);
    if (service == nullptr || !service->online) return invalid("service", "service_unknown");
  }
  FASCIA_TRY_DONE(
      check_wishes_of_two(*offer, {in.first, {}, in.first_wish}, {in.second, {}, in.second_wish}));
  CoupleTimes ask{in.first, in.second, {}, {}, {}};
  ask.first_wish = in.first_wish;
  ask.second_wish = in.second_wish;
  auto couple = couple_of(clinic, *offer, ask);
  if (couple.rooms.empty()) return invalid("start", "no_room_for_two");
  couple.first.first_visit = true;  // unknown yet: the careful length (R32)
  const std::string token = clinic.random.token();
  store::Hold first = hold_of_two(clinic, in, token, false);
  store::Hold second = hold_of_two(clinic, in, token, true);
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    const Instant now = clinic.now();
    free_expired_holds(tx, clinic, now);
    schedule::Snapshot times = clinic.availability.get()->times;
    int extensions = -1;  // of the same two that are held again
    for (const store::Hold& old : store::holds_of_browser(tx, clinic.tenant, first.browser)) {
      free_hold(tx, clinic, old);
      times = schedule::without(times, old.id.value);
      if (old.start == in.start) extensions = std::max(extensions, old.extensions);
    }
    if (!in.address.empty() &&
        store::holds_of_address(tx, clinic.tenant, first.address, now) >= in.most_of_address)
      return Error{Code::too_many, "too_many_holds", {}, {}, {}};
    if (extensions >= kMostExtensions) return conflict("hold_no_more", "start");
    FASCIA_TRY(PassedCouple seats,
               couple_with_reason(tx, clinic, times, couple, in.start, Actor{}, {}));
    share_room(seats, in.start);
    store::set_seat(first, seats.first.seat.taken);
    store::set_seat(second, seats.second.seat.taken);
    first.extensions = second.extensions = extensions + 1;
    first.expires = second.expires = now + kHoldTime;
    auto busy = store::busy_of(first);
    std::ranges::copy(store::busy_of(second), std::back_inserter(busy));
    if (!store::take_cells(tx, clinic.tenant, busy)) return conflict("start_taken", "start");
    for (const auto& [hold, seat] :
         {std::pair(&first, &seats.first.seat), std::pair(&second, &seats.second.seat)}) {
      store::add_hold(tx, clinic.tenant, *hold, now);
      schedule::Taken taken = store::taken_of(*hold, seat->taken.deep_minutes);
      taken.minutes = seat->taken.minutes;
      taken_in_memory(tx, clinic, taken, hold->expires);
    }
    return {};
  }));
  return HeldStart{token, first.expires, first};
}

bool couples_online(Clinic& clinic) {
  return clinic.store.read(
      [&](store::Connection& c) { return store::setting(c, clinic.tenant, kOnline) == "yes"; });
}

Done allow_couples_online(Clinic& clinic, const Actor& actor, bool allowed) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return edit(clinic, actor, "clinic.couples_online", 0, [&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, kOnline, allowed ? "yes" : "no");
    return {};
  });
}

std::vector<CoupleStart> couple_times(Clinic& clinic, const CoupleTimes& in) {
  auto offer = current_offer(clinic);
  std::vector<CoupleStart> out;
  if (in.day < offer->first_day) return out;
  auto couple = couple_of(clinic, *offer, in);
  if (couple.rooms.empty()) return out;
  couple.first.from = couple.first.to = in.day;
  couple.first.first_visit = true;  // not known yet: the longer room time fits either
  couple.first.staff = in.staff;
  schedule::Snapshot times = offer->times;
  for (AppointmentId id : in.moving) times = schedule::without(times, id.value);
  // Staff may go over a full day, and are told so beside the time (R35).
  const auto listed = in.staff ? schedule::without_day_limits(times) : times;
  for (Instant at : schedule::couple_starts(listed, couple)) {
    if (at < clinic.now()) continue;
    auto seats = schedule::choose_couple(listed, couple, at);
    if (!seats) continue;
    out.push_back({at, seats->first.practitioner, seats->second.practitioner,
                   in.staff ? rule_passed(times, couple, at) : std::string()});
  }
  return out;
}

std::optional<Date> next_couple_day(Clinic& clinic, CoupleTimes in) {
  for (int i = 0; i < kDaysLookedAt; ++i, in.day = in.day + 1)
    if (!couple_times(clinic, in).empty()) return in.day;
  return std::nullopt;
}

Result<schedule::CoupleSeats> couple_seats(const Clinic& clinic, const Offer& offer,
                                           const schedule::Snapshot& times, const Appointment& a,
                                           const Appointment& other, Instant start) {
  const auto& [keeper, second] = store::keeps_room(a) ? std::tie(a, other) : std::tie(other, a);
  auto couple = couple_of(clinic, offer, keeper, second);
  if (couple.rooms.empty()) return conflict("no_room_for_two", "start");
  couple.first.first_visit = a.first_visit || other.first_visit;
  couple.first.staff = true;
  return schedule::choose_couple(times, couple, start);
}

Result<Appointment> move_couple_in(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                   const Actor& actor, AppointmentId id, const MoveInto& to) {
  FASCIA_TRY(Pair pair, pair_of(tx, clinic, id, "start"));
  for (const Appointment* a : {&pair.keeper, &pair.other})
    if (!can_still_change(*a) || a->start <= clinic.now()) return conflict("appointment_over");
  FASCIA_TRY_DONE(still_stands(offer, pair.keeper.id == id ? pair.keeper : pair.other, to.seen));
  free_expired_holds(tx, clinic, clinic.now());
  schedule::Snapshot times = clinic.availability.get()->times;
  for (AppointmentId before : to.moved_before) times = schedule::without(times, before.value);
  for (const Appointment* a : {&pair.keeper, &pair.other}) {
    store::free_cells(tx, clinic.tenant, store::busy_of(*a));
    times = schedule::without(times, a->id.value);
  }
  auto couple = couple_of(clinic, offer, pair.keeper, pair.other);
  // A room that has two tables no more is still theirs at their own time alone.
  if (couple.rooms.empty()) return conflict("no_room_for_two", "start");
  couple.first.first_visit = pair.keeper.first_visit || pair.other.first_visit;
  FASCIA_TRY(PassedCouple seats, couple_with_reason(tx, clinic, times, couple, to.start, actor,
                                                    {to.reason, to.rules_reason}));
  share_room(seats, to.start);
  MoveInto first, second;
  first.start = second.start = to.start;
  first.reason = second.reason = to.reason;
  first.seat = std::move(seats.first);
  second.seat = std::move(seats.second);
  FASCIA_TRY(Appointment kept, move_in(tx, clinic, offer, pair.keeper.id, {actor, {}}, first));
  FASCIA_TRY(Appointment other, move_in(tx, clinic, offer, pair.other.id, {actor, {}}, second));
  return kept.id == id ? kept : other;
}

Result<Appointment> move_couple(Clinic& clinic, const Actor& actor, AppointmentId id, Instant start,
                                const std::string& reason, const std::optional<Stood>& seen) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  MoveInto to;
  to.start = start;
  to.reason = reason;
  to.seen = seen;
  return clinic.store.write(
      [&](store::Transaction& tx) { return move_couple_in(tx, clinic, *offer, actor, id, to); });
}

Result<Appointment> set_status_of_two(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                      const Actor& actor, std::array<AppointmentId, 2> ids,
                                      store::Status to, const FeeReason& why) {
  const std::int64_t step = clinic.random.id<AppointmentId>().value;
  FASCIA_TRY(Appointment a, set_status_in(tx, clinic, offer, actor, ids[0], to, why, step));
  FASCIA_TRY_DONE(set_status_in(tx, clinic, offer, actor, ids[1], to, why, beside_step(step)));
  return a;
}

Result<Appointment> set_couple_status(Clinic& clinic, const Actor& actor, AppointmentId id,
                                      store::Status to, const FeeReason& why) {
  FASCIA_TRY_DONE(for_desk(actor));
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    FASCIA_TRY(Pair pair, pair_of(tx, clinic, id, "status"));
    AppointmentId other = pair.keeper.id == id ? pair.other.id : pair.keeper.id;
    return set_status_of_two(tx, clinic, *offer, actor, {id, other}, to, why);
  });
}

std::optional<Appointment> other_visit(Clinic& clinic, const Appointment& a) {
  if (!a.together) return std::nullopt;
  return clinic.store.read(
      [&](store::Connection& c) { return store::other_half(c, clinic.tenant, a); });
}

std::optional<Companion> companion_of(Clinic& clinic, const Appointment& a) {
  const auto other = other_visit(clinic, a);
  if (!other || !store::takes_time(other->status)) return std::nullopt;
  return clinic.store.read([&](store::Connection& c) {
    const auto own = store::find_client(c, clinic.tenant, a.client);
    const auto theirs = store::find_client(c, clinic.tenant, other->client);
    Companion out;
    if (!own || !theirs) return out;
    if (store::folded_name(other->booked_by) != store::folded_name(own->name)) return out;
    out.first_name = theirs->name.substr(0, theirs->name.find(' '));
    out.price = other->price;
    return out;
  });
}

}  // namespace fascia::clinic
