// SPDX-License-Identifier: Apache-2.0
#include "clinic/gentler_visit.h"

#include <algorithm>

#include "clinic/clearance_wait.h"
#include "clinic/couple_room.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/pass_rules.h"
#include "clinic/remind.h"
#include "clinic/tasks.h"
#include "clinic/wait_list.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

// Of two who come together, and who is left of them, the visit keeps the seat it has, where the
// gentler service needs nothing else.
bool sit_still(store::Transaction& tx, Clinic& clinic, const store::Service& service,
               Appointment& a) {
  const schedule::Around around =
      schedule::around(clinic.availability.get()->times, service.id, a.practitioner);
  bool longer = a.start + minutes(service.minutes + around.after) > a.busy_until ||
                a.start - minutes(around.before) < a.busy_from;
  if (longer || !service.equipment.empty()) return false;
  return store::take_cells(tx, clinic.tenant, store::busy_of(a));
}

schedule::Question question_of(const Clinic& clinic, const store::Service& service,
                               const Appointment& a) {
  schedule::Question q;
  q.service = service.id;
  q.practitioner = a.practitioner;
  q.now = clinic.now();
  q.first_visit = a.first_visit;
  return q;
}

// The visit's answers, where they stop what is booked and a gentler service does not wait for a
// talk.
std::optional<ScreeningContent> stopped_by(store::Connection& c, Clinic& clinic, const Offer& offer,
                                           const Appointment& a) {
  const store::Service* service = offer.service(a.service);
  if (a.status != Status::requested || !a.screening || service == nullptr ||
      a.location != clinic.place() || a.start <= clinic.now())
    return std::nullopt;
  auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, a.screening);
  if (!kept) return std::nullopt;
  auto content = read_content(clinic, *kept);
  if (!content || content->must_speak) return std::nullopt;
  if (!stops_booked(decide(clinic, *content, *service, a.wall.date))) return std::nullopt;
  return std::move(*content);
}

// Those that the answers let this person have now.
std::vector<const store::Service*> fit_services(Clinic& clinic, const Offer& offer,
                                                const ScreeningContent& content,
                                                const Appointment& a) {
  auto out = gentler_services(offer, a);
  std::erase_if(out, [&](const store::Service* one) {
    const care::Screening gentle = decide(clinic, content, *one, a.wall.date);
    return refuses(gentle) || gentle.talk_first;
  });
  return out;
}

// Nobody pays more than was agreed to.
Money price_of(const store::Service& service, const Appointment& a) {
  const bool less =
      service.price.currency == a.price.currency && service.price.cents < a.price.cents;
  return less ? service.price : a.price;
}

void settle(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
            const Appointment& a) {
  store::update_appointment(tx, clinic.tenant, a);
  plan_reminders(tx, clinic, a);
  time_was_freed(tx, clinic);
  for (const char* call : {"call_after_refusal", "offer_gentler"})
    drop_task(tx, clinic, call, a.id);
  move_letter(tx, clinic, a);
  if (a.status == Status::confirmed) {
    drop_task(tx, clinic, "call_before_visit", a.id);
    auto client = store::find_client(tx, clinic.tenant, a.client);
    FASCIA_CHECK(client.has_value());
    add_appointment_message(tx, clinic, offer, "confirmed", a, *client, {});
  }
  audit(tx, clinic, actor, "appointment.gentler", "appointment", a.id.value, a.client);
  store::raise_version(tx, clinic.tenant, a.location);
}

}  // namespace

std::vector<const store::Service*> gentler_services(const Offer& offer, const Appointment& a) {
  std::vector<const store::Service*> out;
  const store::Service* now = offer.service(a.service);
  const store::Practitioner* who = offer.practitioner(a.practitioner);
  if (now == nullptr || who == nullptr || service_kind(*now) != care::ServiceKind::deep) return out;
  if (a.in_turn) return out;  // others would be between its parts or none: somebody calls
  for (const store::Service& one : offer.services) {
    bool given =
        std::find(who->services.begin(), who->services.end(), one.id) != who->services.end();
    if (given && service_kind(one) == care::ServiceKind::swedish && one.minutes <= now->minutes)
      out.push_back(&one);
  }
  auto is_part = [&](const store::Service* one) {
    return std::ranges::find(now->parts, one->id) != now->parts.end();
  };
  std::stable_sort(out.begin(), out.end(), [&](auto* a_, auto* b_) {
    if (is_part(a_) != is_part(b_)) return is_part(a_);
    return a_->minutes != b_->minutes ? a_->minutes > b_->minutes
                                      : a_->price.cents < b_->price.cents;
  });
  return out;
}

bool sit_gentler(store::Transaction& tx, Clinic& clinic, const store::Service& service,
                 Appointment& a) {
  auto times = schedule::without(clinic.availability.get()->times, a.id.value);
  const bool still = a.together && sit_still(tx, clinic, service, a);
  if (!still) {
    if (standing_half(tx, clinic, a)) return false;
    auto passed =
        seat_with_reason(tx, clinic, times, question_of(clinic, service, a), a.start, kProgram, {});
    if (!passed) return false;
    store::set_seat(a, passed->seat.taken);
  }
  a.service = service.id;
  a.finish = a.start + minutes(service.minutes);
  a.price = price_of(service, a);
  if (!still && !store::take_cells(tx, clinic.tenant, store::busy_of(a))) return false;
  freed_in_memory(tx, clinic, a.id.value);
  taken_in_memory(tx, clinic, store::taken_of(a, deep_minutes(service)));
  return true;
}

Leaves answers_leave(store::Connection& c, const Clinic& clinic, const Appointment& a,
                     const store::Service& service) {
  auto kept = a.screening ? store::find_screening(c, clinic.tenant, clinic.sealer, a.screening)
                          : std::nullopt;
  auto content =
      kept ? read_content(clinic, *kept) : Result<ScreeningContent>(not_found("screening_missing"));
  if (!content) return Leaves::all;
  const care::Screening now = decide(clinic, *content, service, a.wall.date);
  if (refuses_outright(now)) return Leaves::nothing;
  const bool deep = service_kind(service) == care::ServiceKind::deep;
  return deep && now.is_gentle_only() ? Leaves::gentle_alone : Leaves::all;
}

std::optional<GentlerOffer> gentler_offer(Clinic& clinic, const Appointment& visit) {
  auto offer = current_offer(clinic);
  auto content =
      clinic.store.read([&](store::Connection& c) { return stopped_by(c, clinic, *offer, visit); });
  if (!content) return std::nullopt;
  const schedule::Snapshot times = schedule::without(offer->times, visit.id.value);
  for (const store::Service* one : fit_services(clinic, *offer, *content, visit)) {
    schedule::Question q = question_of(clinic, *one, visit);
    q.staff = true;  // its time was taken long before: no lead time counts
    if (visit.together || schedule::choose_seat(times, q, visit.start))
      return GentlerOffer{*one, price_of(*one, visit)};
  }
  return std::nullopt;
}

Result<Appointment> take_gentler(Clinic& clinic, AppointmentId id, const Key& key) {
  FASCIA_TRY(Appointment seen, find_visit(clinic, id, key));
  if (seen.location != clinic.place()) return conflict("visit_elsewhere");
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Appointment> {
    auto found = store::find_appointment(tx, clinic.tenant, id);
    if (!found || !can_still_change(*found) || found->start <= clinic.now())
      return conflict("appointment_over");
    auto content = stopped_by(tx, clinic, *offer, *found);
    if (!content) return conflict("gentler_not_offered");
    const auto fit = fit_services(clinic, *offer, *content, *found);
    if (fit.empty()) return conflict("gentler_not_offered");
    free_expired_holds(tx, clinic, clinic.now());
    store::free_cells(tx, clinic.tenant, store::busy_of(*found));
    for (const store::Service* service : fit) {
      Appointment a = *found;
      ++a.sequence;
      if (!sit_gentler(tx, clinic, *service, a)) continue;
      if (decided(decide(clinic, *content, *service, a.wall.date), content->must_speak)) {
        a.status = Status::confirmed;
        a.intake_due_by.reset();
      }
      settle(tx, clinic, *offer, key.actor, a);
      return a;
    }
    return conflict("start_taken", "start");
  });
}

}  // namespace fascia::clinic
