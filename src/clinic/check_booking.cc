// SPDX-License-Identifier: Apache-2.0
// What a booking says of client and booker, before anything is looked up.
#include <algorithm>

#include "clinic/book_appointment.h"
#include "clinic/gender_wish.h"
#include "clinic/grown_up.h"
#include "clinic/name_length.h"
#include "core/address.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kLongestKey = 200;  // of tokens and idempotency keys

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Names are one line of letters: what steers a terminal or a mail header is no name.
Done check_name(const std::string& name, std::string_view field, std::string_view missing) {
  if (name.find_first_not_of(' ') == name.npos) return invalid(field, missing);
  if (name.size() > kLongestName) return name_too_long(field);
  if (has_control(name)) return invalid(field, "text_with_control");
  return {};
}

Done check_keys(const BookAppointment& in) {
  if (in.idempotency_key.empty() && in.actor.kind == Actor::Kind::client)
    return invalid("Idempotency-Key", "idempotency_key_missing");
  if (in.idempotency_key.size() > kLongestKey) return invalid("Idempotency-Key", "value_too_long");
  if (in.hold.size() > kLongestKey) return invalid("hold", "value_too_long");
  if (in.screening.size() > kLongestKey) return invalid("screening", "value_too_long");
  return {};
}

// What is not sold online is booked at the clinic alone.
Done check_sold(const Offer& offer, const BookAppointment& in) {
  const store::Service* service = offer.service(in.service);
  bool hidden = service != nullptr && !service->online && in.actor.kind == Actor::Kind::client;
  if (hidden) return invalid("service", "service_unknown");
  return {};
}

// R15: who books for somebody else says so, and under 18 a guardian does. Staff ask aloud.
Done check_booker(const BookAppointment& in, Date visit_date) {
  if (in.actor.kind != Actor::Kind::client) return {};
  bool young = in.client.birth_date && age_in_years(*in.client.birth_date, visit_date) < kGrownUp;
  if (young && (in.client.guardian.empty() || in.client.guardian_relation.empty()))
    return invalid("client.guardian", "guardian_missing");
  if (in.for_other || !in.booked_by.empty())
    FASCIA_TRY_DONE(check_name(in.booked_by, "booked_by", "booker_missing"));
  return {};
}

}  // namespace

Done check_client(const ClientDetails& client, Date today) {
  FASCIA_TRY_DONE(check_name(client.name, "client.name", "name_missing"));
  if (!client.guardian.empty())
    FASCIA_TRY_DONE(check_name(client.guardian, "client.guardian", "guardian_missing"));
  if (!client.guardian_relation.empty())
    FASCIA_TRY_DONE(
        check_name(client.guardian_relation, "client.guardian_relation", "guardian_missing"));
  if (client.email.empty() && client.phone.empty())
    return invalid("client.email", "email_or_phone_missing");
  if (!client.email.empty())
    if (auto address = parse_address(client.email, "client.email"); !address)
      return address.error();
  if (!client.phone.empty()) {
    std::size_t digits = store::digits_of(client.phone).size();
    if (digits < 7 || digits > 15 || client.phone.size() > 40 || has_control(client.phone))
      return invalid("client.phone", "phone_invalid");
  }
  if (!client.birth_date) return {};
  if (*client.birth_date > today) return invalid("client.birth_date", "date_in_future");
  int age = age_in_years(*client.birth_date, today);
  if (age > 120) return invalid("client.birth_date", "birth_date_too_old");
  return {};
}

Done check_booking(const Clinic& clinic, const BookAppointment& in) {
  FASCIA_TRY_DONE(check_keys(in));
  if (in.has_arrived && !in.actor.is_staff() && in.actor.kind != Actor::Kind::program)
    return forbidden();
  const Zone zone = clinic.availability.get()->zone;
  FASCIA_TRY_DONE(check_client(in.client, zone.date(clinic.now())));
  FASCIA_TRY_DONE(check_booker(in, zone.date(in.start)));
  if (!is_gender_wish(in.gender_wish)) return invalid("gender", "wish_unknown");
  return check_sold(*clinic.availability.get(), in);
}

}  // namespace fascia::clinic
