// SPDX-License-Identifier: Apache-2.0
#include "clinic/holds.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "clinic/house_now.h"
#include "clinic/in_turn.h"
#include "clinic/join_services.h"
#include "clinic/keep_break.h"
#include "clinic/keep_load.h"
#include "clinic/wait_list.h"
#include "keys/token.h"
#include "schedule/in_turn.h"
#include "store/seats.h"

namespace fascia::clinic {
namespace {

// Other programs on this database see by the version that something changed (follow_store.h).
std::int64_t raised_version(store::Transaction& tx, const Clinic& clinic) {
  return store::raise_version(tx, clinic.tenant, clinic.place());
}

// A change that follows what memory knows leaves nothing to be read from the store; after one that
// another program made, memory stays behind until it has read that.
void learn_version(Offer& offer, std::int64_t version) {
  if (offer.location.version + 1 == version) offer.location.version = version;
}

// What of a seat the store does not have free: it is ahead of memory by a booking of this same
// group, or of another process. `why` where the therapist is free and may not have it all the same.
struct NotFree {
  schedule::Taken busy;
  std::optional<Error> why;
};
std::optional<NotFree> not_free(store::Transaction& tx, const Clinic& clinic,
                                const schedule::Snapshot& times, const schedule::Question& question,
                                const schedule::Taken& t) {
  bool who =
      store::cells_are_free(tx, clinic.tenant, {t.practitioner.value, t.busy_from, t.busy_until}) &&
      leaves_break(tx, clinic, times, t.practitioner, t.busy_from, t.busy_until);
  NotFree out{t, {}};
  if (who && !leaves_load(tx, clinic, times, t)) out.why = conflict("work_full", "start");
  if (who && !out.why && !leaves_day(tx, clinic, times, t)) out.why = conflict("day_full", "start");
  if (who && !out.why && !leaves_no_hole(tx, clinic, times, question, t))
    out.why = invalid("start", "start_off_grid");
  who = who && !out.why;
  bool where = store::cells_are_free(tx, clinic.tenant, {t.room.value, t.room_from, t.room_until});
  std::vector<EquipmentId> gone;
  for (EquipmentId piece : t.equipment)
    if (!store::cells_are_free(tx, clinic.tenant, {piece.value, t.busy_from, t.busy_until}))
      gone.push_back(piece);
  if (who && where && gone.empty()) return std::nullopt;
  out.busy.equipment = gone;
  out.busy.service = {};  // no visit more
  if (who) out.busy.practitioner = {};
  if (where) out.busy.room = {};
  return out;
}

// What nobody can have any more is taken, unless somebody was free whom a limit kept from it.
Error why_gone(const Error& error, const std::optional<Error>& limit) {
  return limit && error.message == "start_taken" ? *limit : error;
}

// The limit of the service's day alone: another therapist does not help it.
schedule::Taken whoever_gives(schedule::Taken taken) {
  taken.practitioner = {};
  return taken;
}

// Its new end, in the store and in memory.
void end_hold_at(store::Transaction& tx, Clinic& clinic, const store::Hold& hold, Instant end) {
  store::set_hold_end(tx, clinic.tenant, hold.id, end);
  tx.after_commit([&clinic, end] {
    auto offer = std::make_shared<Offer>(*clinic.availability.get());
    if (!offer->next_expiry || end < *offer->next_expiry) offer->next_expiry = end;
    clinic.availability.put(std::move(offer));
  });
}

// What a token holds while it lasts.
std::vector<store::Hold> live_holds(store::Connection& c, const Clinic& clinic,
                                    const std::string& token) {
  auto holds = held_by(c, clinic, token);
  std::erase_if(holds, [&](const store::Hold& hold) { return hold.expires <= clinic.now(); });
  return holds;
}

schedule::Question question_to_hold(const Clinic& clinic, const Offer& offer, const HoldStart& in) {
  schedule::Question q;
  q.service = in.service;
  q.practitioner = in.practitioner;
  q.now = clinic.now();
  q.earliest = in.earliest;
  q.first_visit = in.first_visit;
  q.in_turn = parts_asked(offer, in.service, in.by_part);
  return q;
}

}  // namespace

Result<KeptSeats> keep_seats(store::Transaction& tx, Clinic& clinic, ServiceId service,
                             const schedule::Seat& seat, const store::Hold& like,
                             const std::string& token) {
  const auto seats = schedule::seats_of(seat);
  KeptSeats out;
  std::vector<store::Busy> busy;
  for (const schedule::Seat& one : seats) {
    store::Hold hold = like;
    hold.id = clinic.random.id<HoldId>();
    if (!out.holds.empty()) hold.token_hash = later_hash(token, out.holds.size());
    hold.service = seats.size() == 1 ? service : one.taken.service;
    hold.start = one.taken.start;
    store::set_seat(hold, one.taken);
    std::ranges::copy(store::busy_of(hold), std::back_inserter(busy));
    out.holds.push_back(std::move(hold));
  }
  if (!store::take_cells(tx, clinic.tenant, busy)) return conflict("start_taken", "start");
  for (std::size_t i = 0; i < out.holds.size(); ++i) {
    store::add_hold(tx, clinic.tenant, out.holds[i], clinic.now());
    schedule::Taken taken = store::taken_of(out.holds[i], seats[i].taken.deep_minutes);
    taken.minutes = seats[i].taken.minutes;
    taken_in_memory(tx, clinic, taken, out.holds[i].expires);
    out.taken.push_back(std::move(taken));
  }
  return out;
}

std::string later_hash(const std::string& token, std::size_t nth) {
  return keys::token_hash(token + "." + std::to_string(nth + 1));
}

bool hold_it(const Offer& offer, const std::vector<store::Hold>& holds, ServiceId id,
             Instant start) {
  const store::Service* service = offer.service(id);
  if (service == nullptr || holds.empty() || holds.front().start != start) return false;
  if (holds.size() == 1) return holds.front().service == id;
  const bool in_order = std::ranges::adjacent_find(holds, std::ranges::greater_equal{},
                                                   &store::Hold::start) == holds.end();
  return in_order && std::ranges::equal(service->parts, holds, {}, {}, &store::Hold::service);
}

std::vector<store::Hold> held_by(store::Connection& c, const Clinic& clinic,
                                 const std::string& token) {
  std::vector<store::Hold> out;
  if (token.empty()) return out;
  for (std::size_t nth = 0; nth < kMostParts; ++nth)
    if (auto hold = store::find_hold(c, clinic.tenant,
                                     nth == 0 ? keys::token_hash(token) : later_hash(token, nth)))
      out.push_back(std::move(*hold));
  return out;
}

Result<schedule::Seat> seat_in_store(store::Transaction& tx, const Clinic& clinic,
                                     schedule::Snapshot times, const schedule::Question& question,
                                     Instant start) {
  times = as_house_stands(tx, clinic, times);
  std::optional<Error> limit;
  for (std::int64_t blocked = -1;;) {
    auto seat = schedule::choose_seat(times, question, start);
    if (!seat) return why_gone(seat.error(), limit);
    const bool in_turn = !seat->then.empty();
    std::vector<schedule::Taken> before;
    bool free = true;
    for (const schedule::Seat& one : schedule::seats_of(*seat)) {
      const schedule::Taken counted = whoever_gives(one.taken);
      if (!leaves_day(tx, clinic, times, counted, {}, before)) return conflict("day_full", "start");
      const schedule::Part part{one.taken.service, one.practitioner};
      auto gone =
          not_free(tx, clinic, times,
                   in_turn ? schedule::question_of_part(question, part, before.empty()) : question,
                   one.taken);
      before.push_back(counted);
      if (!gone) continue;
      free = false;
      if (!limit) limit = gone->why;
      gone->busy.id = blocked--;
      times = schedule::with(times, gone->busy);
    }
    if (free) return seat;
  }
}

Result<schedule::CoupleSeats> couple_in_store(store::Transaction& tx, const Clinic& clinic,
                                              schedule::Snapshot times,
                                              const schedule::Couple& couple, Instant start) {
  times = as_house_stands(tx, clinic, times);
  std::optional<Error> limit;
  for (std::int64_t blocked = -1;;) {
    auto found = schedule::choose_couple(times, couple, start);
    if (!found) return why_gone(found.error(), limit);
    const schedule::CoupleSeats& seats = *found;
    schedule::Question second = couple.first;
    second.service = couple.second.service;
    bool free = true;
    const schedule::Taken one = whoever_gives(seats.first.taken),
                          two = whoever_gives(seats.second.taken);
    if (!leaves_day(tx, clinic, times, one) || !leaves_day(tx, clinic, times, two, {}, {one}))
      return conflict("day_full", "start");
    for (const auto& [question, taken] :
         {std::pair(couple.first, seats.first.taken), std::pair(second, seats.second.taken)})
      if (auto gone = not_free(tx, clinic, times, question, taken)) {
        if (!limit) limit = gone->why;
        gone->busy.id = blocked--;
        times = schedule::with(times, gone->busy);
        free = false;
      }
    if (free) return seats;
  }
}

void taken_in_memory(store::Transaction& tx, Clinic& clinic, const schedule::Taken& taken,
                     std::optional<Instant> expires) {
  tx.after_commit([&clinic, taken, expires, version = raised_version(tx, clinic)] {
    auto offer = std::make_shared<Offer>(*clinic.availability.get());
    learn_version(*offer, version);
    offer->times = schedule::with(offer->times, taken);
    if (expires && (!offer->next_expiry || *expires < *offer->next_expiry))
      offer->next_expiry = expires;
    clinic.availability.put(std::move(offer));
  });
}

void freed_in_memory(store::Transaction& tx, Clinic& clinic, std::int64_t id) {
  tx.after_commit([&clinic, id, version = raised_version(tx, clinic)] {
    auto offer = std::make_shared<Offer>(*clinic.availability.get());
    learn_version(*offer, version);
    offer->times = schedule::without(offer->times, id);
    clinic.availability.put(std::move(offer));
  });
}

void free_hold(store::Transaction& tx, Clinic& clinic, const store::Hold& hold) {
  store::free_cells(tx, clinic.tenant, store::busy_of(hold));
  store::remove_hold(tx, clinic.tenant, hold.id);
  freed_in_memory(tx, clinic, hold.id.value);
  time_was_freed(tx, clinic);
}

schedule::Snapshot times_without(store::Transaction& tx, Clinic& clinic,
                                 const std::vector<store::Hold>& holds) {
  schedule::Snapshot times = clinic.availability.get()->times;
  for (const store::Hold& hold : holds) {
    free_hold(tx, clinic, hold);
    times = schedule::without(times, hold.id.value);
  }
  return times;
}

void free_expired_holds(store::Transaction& tx, Clinic& clinic, Instant now) {
  for (const store::Hold& hold : store::expired_holds(tx, clinic.tenant, now, clinic.place()))
    free_hold(tx, clinic, hold);
  std::optional<Instant> next;
  for (const store::Hold& hold : store::list_holds(tx, clinic.tenant, clinic.place()))
    if (!next || hold.expires < *next) next = hold.expires;
  tx.after_commit([&clinic, next] {
    auto offer = std::make_shared<Offer>(*clinic.availability.get());
    offer->next_expiry = next;
    clinic.availability.put(std::move(offer));
  });
}

Result<HeldStart> hold_start(Clinic& clinic, const HoldStart& in) {
  auto offer = current_offer(clinic);
  const store::Service* service = offer->service(in.service);
  if (service == nullptr || !service->online) return invalid("service", "service_unknown");
  HeldStart out;
  out.token = clinic.random.token();
  store::Hold hold;
  hold.token_hash = keys::token_hash(out.token);
  hold.browser = in.browser.empty() ? hold.token_hash : keys::token_hash(in.browser);
  hold.address = keys::token_hash(in.address);
  hold.location = clinic.place();
  schedule::Question q = question_to_hold(clinic, *offer, in);
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    Instant now = clinic.now();
    free_expired_holds(tx, clinic, now);
    schedule::Snapshot times = clinic.availability.get()->times;
    const auto old = store::holds_of_browser(tx, clinic.tenant, hold.browser);
    for (const store::Hold& one : old) {
      free_hold(tx, clinic, one);
      times = schedule::without(times, one.id.value);
    }
    if (!in.address.empty() &&
        store::holds_of_address(tx, clinic.tenant, hold.address, now) >= in.most_of_address)
      return Error{Code::too_many, "too_many_holds", {}, {}, {}};
    FASCIA_TRY(schedule::Seat seat, seat_in_store(tx, clinic, times, q, in.start));
    hold.expires = now + kHoldTime;
    const ServiceId first = seat.then.empty() ? in.service : seat.taken.service;
    auto again = std::ranges::find_if(
        old, [&](const store::Hold& one) { return one.service == first && one.start == in.start; });
    if (again != old.end()) {
      hold.extensions = std::min(again->extensions + 1, kMostExtensions);
      if (again->extensions >= kMostExtensions) hold.expires = again->expires;
    }
    FASCIA_TRY(KeptSeats kept, keep_seats(tx, clinic, in.service, seat, hold, out.token));
    out.expires = hold.expires;
    out.hold = kept.holds.front();
    out.then.assign(kept.holds.begin() + 1, kept.holds.end());
    return {};
  }));
  return out;
}

std::vector<store::Hold> holds_of(Clinic& clinic, const std::string& token) {
  return clinic.store.read([&](store::Connection& c) { return live_holds(c, clinic, token); });
}

std::optional<store::Hold> find_hold(Clinic& clinic, const std::string& token) {
  auto holds = holds_of(clinic, token);
  return holds.empty() ? std::nullopt : std::optional(std::move(holds.front()));
}

Result<Instant> extend_hold(Clinic& clinic, const std::string& token) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<Instant> {
    Instant now = clinic.now();
    auto holds = live_holds(tx, clinic, token);
    if (holds.empty()) return not_found("hold_gone");
    if (holds.front().extensions >= kMostExtensions) return conflict("hold_no_more");
    for (const store::Hold& hold : holds)
      store::extend_hold(tx, clinic.tenant, hold.id, now + kHoldTime);
    return now + kHoldTime;
  });
}

Result<std::optional<Instant>> close_hold(Clinic& clinic, const std::string& token) {
  using Out = Result<std::optional<Instant>>;
  return clinic.store.write([&](store::Transaction& tx) -> Out {
    const auto holds = live_holds(tx, clinic, token);
    const Instant end = clinic.now() + kClosedTime;
    if (holds.empty() || holds.front().expires <= end) return std::optional<Instant>();
    for (const store::Hold& hold : holds) end_hold_at(tx, clinic, hold, end);
    return std::optional(holds.front().expires);
  });
}

Done reopen_hold(Clinic& clinic, const std::string& token, Instant until) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    for (const store::Hold& hold : live_holds(tx, clinic, token))
      end_hold_at(tx, clinic, hold, until);
    return {};
  });
}

Done release_hold(Clinic& clinic, const std::string& token) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    for (const store::Hold& hold : held_by(tx, clinic, token)) free_hold(tx, clinic, hold);
    return {};
  });
}

}  // namespace fascia::clinic
