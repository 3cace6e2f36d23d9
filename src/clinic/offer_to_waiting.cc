// SPDX-License-Identifier: Apache-2.0
// Due work of the wait list: what is free is offered in the order of the line.
#include <algorithm>

#include "clinic/booking_limits.h"
#include "clinic/due_work.h"
#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/join_services.h"
#include "clinic/messages.h"
#include "clinic/outside_hours.h"
#include "clinic/tasks.h"
#include "clinic/wait_fit.h"
#include "clinic/wait_line.h"
#include "clinic/wait_list.h"
#include "clinic/who_may_book.h"
#include "keys/token.h"
#include "store/reseats.h"

namespace fascia::clinic {
namespace {

using store::WaitEntry;
using store::WaitOffer;

// Time to answer: a quarter of what is left until the visit.
constexpr Seconds kShortestAnswer = minutes(20), kLongestAnswer = hours(4);

// Whom they would rather be treated by, as they said when they joined, else as the clinic keeps it
// of who it knows; who names somebody gets that one.
std::string waiting_wish(store::Connection& c, const Clinic& clinic, const WaitEntry& e) {
  if (e.practitioner) return {};
  if (!e.gender.empty()) return e.gender;
  auto person = person_reached(c, clinic, details_of_waiting(e));
  return person ? store::gender_wish(c, clinic.tenant, person->id) : std::string();
}

// Nobody should have to answer at night: a deadline within the quiet hours waits for their end, as
// long as the visit is later still.
Instant deadline_of(const Zone& zone, const BookingLimits& limits, Instant start, Instant now) {
  const Instant early =
      now + std::clamp(Seconds{(start - now).value / 4}, kShortestAnswer, kLongestAnswer);
  const auto ends = quiet_until(zone, limits, early);
  return ends && *ends + kShortestAnswer + kShortestAnswer < start ? *ends + kShortestAnswer
                                                                   : early;
}

// Who has no e-mail is called: the desk sees whom, and by when.
store::TaskId ask_desk_to_call(store::Transaction& tx, Clinic& clinic, Instant due) {
  NewTask task;
  task.kind = "wait_call";
  task.role = store::Role::desk;
  task.due = due;
  return add_task(tx, clinic, task);
}

void tell(store::Transaction& tx, Clinic& clinic, const Offer& offer, const WaitEntry& e,
          const WaitOffer& made, const std::vector<store::Hold>& kept, const std::string& token) {
  store::Client to;
  to.email = e.email;
  to.language = e.language;
  const store::Practitioner* p = offer.practitioner(made.practitioner);
  const store::Service* service = offer.service(e.service);
  boost::json::object payload{{"therapist", p != nullptr ? p->first_name : std::string()},
                              {"wall", to_iso(offer.zone.wall(made.start))},
                              {"zone", offer.zone.name()},
                              {"minutes", service != nullptr ? service->minutes : 0},
                              {"intake_due", to_iso(offer.zone.wall(made.expires))},
                              {"path", "/wait/" + made.id.text() + "/" + token}};
  boost::json::array turns;
  for (const store::Hold& part : kept) {
    p = offer.practitioner(part.practitioner);
    turns.push_back(
        boost::json::object{{"wall", to_iso(offer.zone.wall(part.start))},
                            {"therapist", p != nullptr ? p->first_name : std::string()}});
  }
  if (kept.size() > 1) payload["turns"] = std::move(turns);
  add_mail(tx, clinic, "wait_offer", to, std::move(payload));
}

// Of a visit in turn all parts are given by those who fit; nobody where they cannot.
bool name_who_fits(const Offer& offer, const schedule::Snapshot& times, const WaitingFor& who,
                   schedule::Question& q, Instant start) {
  if (who.wish.empty() || !is_in_turn(offer, who.entry.service)) return true;
  Offer there = offer;
  there.times = times;
  auto by_part = who_fits_wish(there, who.wish, q, start);
  if (by_part) q.in_turn = parts_asked(offer, who.entry.service, *by_part);
  return by_part.has_value();
}

// Keeps it for them until the deadline; false when the store knows better than memory.
bool make_offer(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                schedule::Snapshot& times, const WaitingFor& who, const Fit& fit) {
  const WaitEntry& e = who.entry;
  const Instant start = fit.at;
  const store::Service* service = offer.service(e.service);
  if (service == nullptr || !service->active) return false;
  Instant now = clinic.now();
  schedule::Question q;
  q.service = e.service;
  q.practitioner = fit.practitioner;
  q.now = now;
  q.first_visit = true;
  q.may_turn = true;
  if (!name_who_fits(offer, times, who, q, start)) return false;
  auto seat = seat_in_store(tx, clinic, times, q, start);
  if (!seat) return false;
  std::string token = clinic.random.token();
  WaitOffer made;
  made.id = clinic.random.id<store::WaitOfferId>();
  made.entry = e.id;
  made.token_hash = keys::token_hash(token);
  made.practitioner = seat->practitioner;
  made.start = start;
  made.made = now;
  made.expires = deadline_of(offer.zone, booking_limits(tx, clinic.tenant), start, now);
  made.state = "open";
  store::Hold hold;
  hold.token_hash = hold.browser = hold.address = made.token_hash;
  hold.location = clinic.place();
  hold.expires = made.expires;
  auto kept = keep_seats(tx, clinic, e.service, *seat, hold, token);
  if (!kept) return false;
  if (e.email.empty()) made.task = ask_desk_to_call(tx, clinic, made.expires);
  store::add_wait_offer(tx, clinic.tenant, made);
  for (const schedule::Taken& taken : kept->taken) times = schedule::with(times, taken);
  plan_due_work(tx, clinic, kWaitOfferOver, made.id.value, made.expires);
  if (!made.task) tell(tx, clinic, offer, e, made, kept->holds, token);
  audit(tx, clinic, kProgram, "wait.offered", "wait_offer", made.id.value);
  return true;
}

// Whether somebody was offered what nobody can give by now: a therapist fell ill, a room is gone.
bool cannot_be_given(const Offer& offer, const std::vector<store::Hold>& kept) {
  return std::ranges::any_of(kept, [&](const store::Hold& hold) {
    const store::Service* service = offer.service(hold.service);
    store::Appointment as;
    as.practitioner = hold.practitioner;
    as.start = hold.start;
    as.finish = hold.start + minutes(service == nullptr ? 0 : service->minutes);
    return !works_for(offer, as) || offer.room(hold.room) == nullptr;
  });
}

// They are asked anew, as if they had been asked nothing.
void take_back_lost(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                    schedule::Snapshot& times) {
  for (const WaitEntry& e : store::wait_entries(tx, clinic.tenant, clinic.place())) {
    auto open = open_offer_in(store::wait_offers_of(tx, clinic.tenant, e.id));
    if (!open) continue;
    const auto kept = holds_of_offer(tx, clinic, *open);
    if (!cannot_be_given(offer, kept)) continue;
    for (const store::Hold& hold : kept) times = schedule::without(times, hold.id.value);
    end_offer(tx, clinic, *open, kTakenBack);
    audit(tx, clinic, kProgram, "wait.taken_back", "wait_offer", open->id.value);
  }
}

// Those who can be offered something now, in order, and what is free without what is offered.
struct WaitLine {
  std::vector<WaitingFor> waiting;
  schedule::Snapshot gaps;
};

WaitLine who_waits(store::Transaction& tx, Clinic& clinic, const schedule::Snapshot& times,
                   Date today) {
  WaitLine out{{}, times};
  std::vector<WaitEntry> answering;
  for (WaitEntry& e : store::wait_entries(tx, clinic.tenant, clinic.place())) {
    if (e.until < today) {
      store::remove_wait_entry(tx, clinic.tenant, e.id);
      continue;
    }
    auto before = store::wait_offers_of(tx, clinic.tenant, e.id);
    if (auto open = open_offer_in(before)) {
      for (const store::Hold& hold : holds_of_offer(tx, clinic, *open))
        out.gaps = schedule::without(out.gaps, hold.id.value);
      answering.push_back(std::move(e));
      continue;
    }
    std::erase_if(before, [](const WaitOffer& one) { return one.state == kTakenBack; });
    std::string wish = waiting_wish(tx, clinic, e);
    out.waiting.push_back({std::move(e), std::move(wish), std::move(before)});
  }
  std::erase_if(out.waiting, [&](const WaitingFor& one) {
    return std::ranges::any_of(
        answering, [&](const WaitEntry& other) { return is_same_person(one.entry, other); });
  });
  return out;
}

// One after the other, each what suits and leaves something to the next; who was offered something
// is in the line no more.
void offer_in_order(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                    schedule::Snapshot& times, WaitLine& line, Gaps which) {
  const Instant now = clinic.now();
  auto& all = line.waiting;
  std::erase_if(all,
                [&](const WaitingFor& one) { return which == Gaps::all && one.before.empty(); });
  std::vector<bool> fitting;
  for (const WaitingFor& one : all)
    fitting.push_back(!fits(offer, times, one, now, which, line.gaps).empty());
  std::vector<WaitEntry> offered;
  auto is_served = [&](const WaitEntry& e) {
    return std::ranges::any_of(offered, [&](const WaitEntry& o) { return is_same_person(e, o); });
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!fitting[i] || is_served(all[i].entry)) continue;
    const auto suiting = fits(offer, times, all[i], now, which, line.gaps);
    if (suiting.empty()) continue;
    std::size_t next = i + 1;
    while (next < all.size() && (!fitting[next] || is_served(all[next].entry) ||
                                 is_same_person(all[next].entry, all[i].entry)))
      ++next;
    const Fit fit = next == all.size() ? suiting.front()
                                       : fit_beside(offer, times, all[i], suiting, all[next], now,
                                                    which, line.gaps);
    if (make_offer(tx, clinic, offer, times, all[i], fit)) offered.push_back(all[i].entry);
  }
  std::erase_if(all, [&](const WaitingFor& one) { return is_served(one.entry); });
}

}  // namespace

Done look_for_waiting(store::Transaction& tx, Clinic& clinic, std::int64_t) {
  Instant now = clinic.now();
  auto offer = clinic.availability.get();
  schedule::Snapshot times = offer->times;
  for (const store::Hold& hold : store::expired_holds(tx, clinic.tenant, now, clinic.place()))
    times = schedule::without(times, hold.id.value);
  free_expired_holds(tx, clinic, now);
  take_back_lost(tx, clinic, *offer, times);
  if (auto morning = quiet_until(offer->zone, booking_limits(tx, clinic.tenant), now)) {
    plan_due_work(tx, clinic, kLookForWaiting, clinic.place().value, *morning);
    return {};
  }
  WaitLine line = who_waits(tx, clinic, times, offer->zone.date(now));
  for (Gaps which : {Gaps::without_let_pass, Gaps::all})
    offer_in_order(tx, clinic, *offer, times, line, which);
  return {};
}

}  // namespace fascia::clinic
