// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_couple.h"

#include <utility>

#include "clinic/gender_wish.h"
#include "clinic/grown_up.h"
#include "core/faults.h"

namespace fascia::clinic {
namespace {

// Whom staff name is meant, whatever was wished.
Done check_wishes(const Offer& offer, const BookCouple& in) {
  auto wish_of = [&](const CouplePerson& one) {
    const bool meant = in.actor.is_staff() && one.practitioner;
    return WishOfOne{one.service, one.practitioner, meant ? std::string() : one.gender_wish};
  };
  return check_wishes_of_two(offer, wish_of(in.first), wish_of(in.second));
}

// What a client who books without anybody who asks has to say of each.
Done check_online(const Offer& offer, const BookCouple& in) {
  Faults faults;
  const Date day = offer.zone.date(in.start);
  for (const CouplePerson* person : {&in.first, &in.second}) {
    const std::string whose = person == &in.second ? "second." : "client.";
    const store::Service* service = offer.service(person->service);
    if (service == nullptr || !service->online) faults.add(invalid("service", "service_unknown"));
    const auto& born = person->client.birth_date;
    if (!born)
      faults.add(invalid(whose + "birth_date", "birth_date_invalid"));
    else if (age_in_years(*born, day) < kGrownUp)
      faults.add(invalid(whose + "birth_date", "couple_adults"));
    if (person->client.email.empty()) faults.add(invalid(whose + "email", "couple_email_missing"));
  }
  if (!in.policy) faults.add(invalid("policy", "policy_not_agreed"));
  return faults.done();
}

}  // namespace

BookAppointment booking_of(const BookCouple& in, const CouplePerson& person) {
  BookAppointment out;
  // Each has an answer of their own to the request that is sent again.
  const bool second = &person == &in.second;
  if (!in.idempotency_key.empty()) out.idempotency_key = in.idempotency_key + (second ? ".2" : "");
  out.body = in.body;
  out.service = person.service;
  out.start = in.start;
  out.practitioner = person.practitioner;
  out.client = person.client;
  out.known = person.known;
  const bool by_first = second && in.actor.kind == Actor::Kind::client;
  out.booked_by = by_first ? in.first.client.name : in.booked_by;
  if (!by_first) out.gender_wish = person.gender_wish;
  out.actor = in.actor;
  out.reason = in.reason;
  out.policy = in.policy;
  return out;
}

Error of_second(Error error, const Actor& actor) {
  if (!actor.is_staff() &&
      (error.message == "client_deep_limit" || error.message == "client_has_visit_then" ||
       error.message == "book_by_phone" || error.message.starts_with("service_for_")))
    return invalid("start", "couple_call_us");
  constexpr std::string_view kFirst = "client.";
  if (error.field.starts_with(kFirst)) error.field = "second." + error.field.substr(kFirst.size());
  return error;
}

Done check_couple(Clinic& clinic, const BookCouple& in) {
  const bool by_client = in.actor.kind == Actor::Kind::client;
  if (!by_client)
    FASCIA_TRY_DONE(
        require_role(in.actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  if (by_client && !couples_online(clinic)) return forbidden();
  auto offer = current_offer(clinic);
  Faults faults;
  if (by_client) faults.add(check_online(*offer, in));
  faults.add(check_wishes(*offer, in));
  faults.add(check_booking(clinic, booking_of(in, in.first)));
  if (auto fine = check_booking(clinic, booking_of(in, in.second)); !fine)
    faults.add(each_changed(fine.error(),
                            [&](Error& error) { error = of_second(std::move(error), in.actor); }));
  if (offer->service(in.first.service) == nullptr)
    faults.add(invalid("service", "service_unknown"));
  if (offer->service(in.second.service) == nullptr)
    faults.add(invalid("service2", "service_unknown"));
  if (in.first.practitioner && in.first.practitioner == in.second.practitioner)
    faults.add(invalid("practitioner2", "couple_same_therapist"));
  return faults.done();
}

}  // namespace fascia::clinic
