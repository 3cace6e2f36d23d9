// SPDX-License-Identifier: Apache-2.0
#include "clinic/wait_list.h"

#include <algorithm>

#include "clinic/due_work.h"
#include "clinic/gender_wish.h"
#include "clinic/grown_up.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/tasks.h"
#include "clinic/visit_draft.h"
#include "clinic/wait_line.h"
#include "clinic/who_may_book.h"
#include "core/faults.h"
#include "keys/token.h"

namespace fascia::clinic {
namespace {

using store::Role;
using store::WaitEntry;
using store::WaitOffer;

constexpr std::size_t kMostEntries = 500;
constexpr int kLongestDays = 92;

// Whose time, and with whom.
Done check_wanted(const Offer& offer, const JoinWaitList& in) {
  const store::Service* service = offer.service(in.service);
  if (service == nullptr || !service->active) return invalid("service", "service_unknown");
  const store::Practitioner* p = offer.practitioner(in.practitioner);
  if (in.practitioner && (p == nullptr || std::find(p->services.begin(), p->services.end(),
                                                    in.service) == p->services.end()))
    return invalid("practitioner", "practitioner_not_for_service");
  return check_wish(offer, in.service, in.practitioner, in.gender, "gender");
}

// The form of the list has one person: its fields are theirs without saying so.
void add_of_person(Faults& faults, const JoinWaitList& in, Date today) {
  if (auto sound = check_client(details_of_waiting(in), today); !sound)
    faults.add(each_changed(sound.error(), [](Error& error) {
      if (error.field.starts_with("client.")) error.field.erase(0, 7);
    }));
  if (in.actor.is_staff()) return;
  if (!in.birth_date)
    faults.add(invalid("birth_date", "birth_date_missing"));
  else if (age_in_years(*in.birth_date, today) < kGrownUp)
    faults.add(invalid("birth_date", "wait_under_18"));
}

// What they could not book by themselves is offered to nobody online either.
Done may_wait(store::Connection& c, const Clinic& clinic, const Offer& offer,
              const JoinWaitList& in) {
  if (in.actor.kind != Actor::Kind::client) return {};
  auto person = person_reached(c, clinic, details_of_waiting(in));
  auto fine =
      may_book_online(c, clinic, *offer.service(in.service), person ? person->id : ClientId{});
  if (!fine && fine.error().field == "client") return invalid("email", fine.error().message);
  return fine;
}

// Who stands here already waits for no less: the same wish is refused, a wider one takes their
// place in the line, and so does another word about whom they would rather be treated by. Online
// somebody is known by a way to reach them too (who_may_book.h).
Done join_their_own(store::Transaction& tx, const Clinic& clinic, const Actor& actor, WaitEntry& e,
                    Date today) {
  for (const WaitEntry& old : store::wait_entries(tx, clinic.tenant, clinic.place())) {
    if (!is_same_person(old, e) || (!actor.is_staff() && !is_same_contact(old, e))) continue;
    const bool waits_so = covers(old, e, today);
    if (waits_so && (e.gender.empty() || e.gender == old.gender))
      return conflict("wait_twice", "service");
    if (waits_so) {
      const std::string gender = e.gender;
      e = old;
      e.gender = gender;
    } else if (!covers(e, old, today)) {
      continue;
    }
    e.id = old.id;
    e.created = old.created;
    if (e.gender.empty()) e.gender = old.gender;
    store::remove_wait_entry(tx, clinic.tenant, old.id);
    return {};
  }
  return {};
}

// The call is no longer needed, or was made.
void end_call(store::Transaction& tx, const Clinic& clinic, const WaitOffer& offer,
              std::string_view outcome) {
  if (!offer.task) return;
  auto task = store::find_task(tx, clinic.tenant, offer.task);
  if (task && !task->done_at) end_task(tx, clinic, std::move(*task), outcome);
}

void give_back(store::Transaction& tx, Clinic& clinic, const WaitOffer& offer) {
  for (const store::Hold& hold : holds_of_offer(tx, clinic, offer)) free_hold(tx, clinic, hold);
}

// Who would give it, part by part; the first alone once nothing is kept any more.
std::vector<PractitionerId> who_would_give(store::Connection& c, const Clinic& clinic,
                                           const WaitOffer& offer) {
  std::vector<PractitionerId> out;
  for (const store::Hold& hold : holds_of_offer(c, clinic, offer)) out.push_back(hold.practitioner);
  if (out.empty()) out.push_back(offer.practitioner);
  return out;
}

// The desk says yes for somebody: what is kept answers to this token from now on.
void rekey(store::Transaction& tx, const Clinic& clinic, const WaitOffer& offer,
           const std::string& token) {
  std::size_t nth = 0;
  for (const store::Hold& hold : holds_of_offer(tx, clinic, offer)) {
    store::rekey_hold(tx, clinic.tenant, hold.token_hash,
                      nth == 0 ? keys::token_hash(token) : later_hash(token, nth));
    ++nth;
  }
}

void stop_waiting(store::Transaction& tx, Clinic& clinic, store::WaitId id) {
  if (auto open = open_offer_in(store::wait_offers_of(tx, clinic.tenant, id))) {
    open->state = "declined";
    give_back(tx, clinic, *open);
    end_call(tx, clinic, *open, "not_needed");
    store::update_wait_offer(tx, clinic.tenant, *open);
  }
  store::remove_wait_entry(tx, clinic.tenant, id);
}

Result<WaitOffer> offer_in(store::Connection& c, const Clinic& clinic, store::WaitOfferId id,
                           const Actor& actor, const std::string& token) {
  auto offer = store::find_wait_offer(c, clinic.tenant, id);
  bool knows = actor.is_staff() || (offer && !token.empty() &&
                                    keys::equal_secret(offer->token_hash, keys::token_hash(token)));
  if (!offer || !knows) return not_found("wait_offer_unknown");
  return *offer;
}

}  // namespace

Done check_join(Clinic& clinic, const JoinWaitList& in) {
  const auto offer = current_offer(clinic);
  const Date today = offer->zone.date(clinic.now());
  Faults faults;
  faults.add(check_wanted(*offer, in));
  add_of_person(faults, in, today);
  const Date from = std::max(in.from.value_or(today), today);
  const Date until = in.until.value_or(today + kLongestDays);
  if (until < from || until > today + 2 * kLongestDays)
    faults.add(invalid("until", "days_invalid"));
  const bool days = in.weekdays.find_first_not_of("1234567") == std::string::npos;
  const bool day =
      in.from_minute >= 0 && in.from_minute < in.until_minute && in.until_minute <= 24 * 60;
  if (!days || !day) faults.add(invalid("part", "wait_hours_invalid"));
  return faults.done();
}

Result<store::WaitId> join_wait_list(Clinic& clinic, const JoinWaitList& in) {
  auto offer = current_offer(clinic);
  Date today = offer->zone.date(clinic.now());
  FASCIA_TRY_DONE(check_join(clinic, in));
  WaitEntry e;
  e.id = clinic.random.id<store::WaitId>();
  e.service = in.service;
  e.practitioner = in.practitioner;
  e.from = std::max(in.from.value_or(today), today);
  e.until = in.until.value_or(today + kLongestDays);
  e.weekdays = in.weekdays;
  e.from_minute = in.from_minute;
  e.until_minute = in.until_minute;
  e.name = in.name;
  e.birth_date = in.birth_date;
  e.email = in.email;
  e.phone = in.phone;
  e.language = in.language;
  e.created = clinic.now();
  e.location = clinic.place();
  e.gender = in.gender;
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::WaitId> {
    if (store::wait_entries(tx, clinic.tenant, clinic.place()).size() >= kMostEntries)
      return Error{Code::too_many, "wait_full", {}, {}, {}};
    FASCIA_TRY_DONE(may_wait(tx, clinic, *offer, in));
    if (auto old = store::find_wait_entry(tx, clinic.tenant, in.instead)) {
      if (is_same_person(*old, e)) e.created = old->created;
      stop_waiting(tx, clinic, old->id);
    }
    FASCIA_TRY_DONE(join_their_own(tx, clinic, in.actor, e, today));
    store::add_wait_entry(tx, clinic.tenant, e);
    audit(tx, clinic, in.actor, "wait.joined", "wait_entry", e.id.value);
    time_was_freed(tx, clinic);
    return e.id;
  });
}

Done leave_wait_list(Clinic& clinic, const Actor& actor, store::WaitId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    stop_waiting(tx, clinic, id);
    audit(tx, clinic, actor, "wait.left", "wait_entry", id.value);
    return {};
  });
}

Done remember_wish(Clinic& clinic, const std::string& browser, store::WaitId id) {
  VisitDraft draft = find_draft(clinic, browser);
  draft.waiting = id;
  return keep_draft(clinic, browser, draft);
}

std::optional<WaitEntry> own_wish(Clinic& clinic, const std::string& browser) {
  const store::WaitId id = find_draft(clinic, browser).waiting;
  if (!id) return std::nullopt;
  return clinic.store.read(
      [&](store::Connection& c) { return store::find_wait_entry(c, clinic.tenant, id); });
}

Done take_wish_back(Clinic& clinic, const Actor& actor, const std::string& browser) {
  const auto wish = own_wish(clinic, browser);
  if (wish)
    FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
      stop_waiting(tx, clinic, wish->id);
      audit(tx, clinic, actor, "wait.left", "wait_entry", wish->id.value);
      return {};
    }));
  return remember_wish(clinic, browser, {});
}

Result<std::vector<Waiting>> wait_list(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<Waiting>> {
    std::vector<Waiting> out;
    for (WaitEntry& e : store::wait_entries(c, clinic.tenant, clinic.place())) {
      auto open = open_offer_in(store::wait_offers_of(c, clinic.tenant, e.id));
      if (open && open->expires <= clinic.now()) open.reset();
      std::vector<PractitionerId> by;
      if (open) by = who_would_give(c, clinic, *open);
      out.push_back({std::move(e), std::move(open), std::move(by)});
    }
    return out;
  });
}

Result<OfferedTime> find_offer(Clinic& clinic, store::WaitOfferId id, const std::string& token) {
  return clinic.store.read([&](store::Connection& c) -> Result<OfferedTime> {
    FASCIA_TRY(WaitOffer offer, offer_in(c, clinic, id, Actor{}, token));
    auto entry = store::find_wait_entry(c, clinic.tenant, offer.entry);
    bool open = entry && offer.state == "open" && offer.expires > clinic.now();
    return OfferedTime{offer, entry.value_or(WaitEntry{}), open, who_would_give(c, clinic, offer)};
  });
}

Result<Booked> accept_offer(Clinic& clinic, const WaitAnswer& in) {
  auto now = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Booked> {
    FASCIA_TRY(WaitOffer offer, offer_in(tx, clinic, in.id, in.actor, in.token));
    auto entry = store::find_wait_entry(tx, clinic.tenant, offer.entry);
    if (!entry || offer.state != "open" || offer.expires <= clinic.now())
      return conflict("wait_offer_over");
    BookAppointment book;
    book.hold = in.token;
    if (in.actor.is_staff()) {  // the hold answers to the desk now; the link in the mail is void
      book.hold = clinic.random.token();
      rekey(tx, clinic, offer, book.hold);
      offer.token_hash = keys::token_hash(book.hold);
    }
    book.service = entry->service;
    book.start = offer.start;
    book.practitioner = offer.practitioner;
    book.client.name = entry->name;
    book.client.birth_date = entry->birth_date;
    book.client.email = entry->email;
    book.client.phone = entry->phone;
    book.client.language = entry->language;
    book.idempotency_key = book.body = "wait " + in.id.text();
    book.actor = in.actor;
    book.policy = in.policy;
    book.reason = in.reason;
    book.rules_reason = "wait list";
    book.gender_wish = entry->gender;
    FASCIA_TRY(Booked booked, book_in_transaction(tx, clinic, *now, book));
    offer.state = "accepted";
    offer.appointment = booked.appointment.id;
    end_call(tx, clinic, offer, "booked_again");
    store::update_wait_offer(tx, clinic.tenant, offer);
    stop_waiting(tx, clinic, entry->id);
    for (const WaitEntry& other : store::wait_entries(tx, clinic.tenant, clinic.place()))
      if (other.service == entry->service && is_same_person(other, *entry))
        stop_waiting(tx, clinic, other.id);
    return booked;
  });
}

Done decline_offer(Clinic& clinic, const WaitAnswer& in, bool leaves) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(WaitOffer offer, offer_in(tx, clinic, in.id, in.actor, in.token));
    if (offer.state != "open") return conflict("wait_offer_over");
    offer.state = "declined";
    store::update_wait_offer(tx, clinic.tenant, offer);
    if (leaves) store::remove_wait_entry(tx, clinic.tenant, offer.entry);
    give_back(tx, clinic, offer);
    end_call(tx, clinic, offer, "spoke");
    audit(tx, clinic, in.actor, "wait.declined", "wait_offer", in.id.value);
    return {};
  });
}

void time_was_freed(store::Transaction& tx, Clinic& clinic) {
  if (store::anybody_waits(tx, clinic.tenant, clinic.place()))
    plan_due_work(tx, clinic, kLookForWaiting, clinic.place().value, clinic.now());
}

Done offer_is_over(store::Transaction& tx, Clinic& clinic, std::int64_t id) {
  auto offer = store::find_wait_offer(tx, clinic.tenant, store::WaitOfferId{id});
  if (!offer || offer->state != "open" || offer->expires > clinic.now()) return {};
  end_offer(tx, clinic, *offer, "over");
  time_was_freed(tx, clinic);
  return {};
}

void end_offer(store::Transaction& tx, Clinic& clinic, WaitOffer offer, std::string_view state) {
  offer.state = state;
  store::update_wait_offer(tx, clinic.tenant, offer);
  give_back(tx, clinic, offer);
  end_call(tx, clinic, offer, "not_needed");
}

}  // namespace fascia::clinic
