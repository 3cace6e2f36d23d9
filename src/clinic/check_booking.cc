// SPDX-License-Identifier: Apache-2.0
// What a booking says of client and booker, before anything is looked up.
#include <algorithm>

#include "clinic/book_appointment.h"
#include "clinic/gender_wish.h"
#include "clinic/grown_up.h"
#include "clinic/name_length.h"
#include "core/address.h"
#include "core/faults.h"

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
  Faults faults;
  bool young = in.client.birth_date && age_in_years(*in.client.birth_date, visit_date) < kGrownUp;
  if (young && (in.client.guardian.empty() || in.client.guardian_relation.empty()))
    faults.add(invalid("client.guardian", "guardian_missing"));
  if (in.for_other || !in.booked_by.empty())
    faults.add(check_name(in.booked_by, "booked_by", "booker_missing"));
  return faults.done();
}

Done check_born(Date born, Date today) {
  if (born > today) return invalid("client.birth_date", "date_in_future");
  if (age_in_years(born, today) > 120) return invalid("client.birth_date", "birth_date_too_old");
  return {};
}

Done check_client_phone(const std::string& phone) {
  const std::size_t digits = store::digits_of(phone).size();
  if (digits < 7 || digits > 15 || phone.size() > 40 || has_control(phone))
    return invalid("client.phone", "phone_invalid");
  return {};
}

}  // namespace

Done check_client(const ClientDetails& client, Date today) {
  Faults faults;
  faults.add(check_name(client.name, "client.name", "name_missing"));
  if (!client.guardian.empty())
    faults.add(check_name(client.guardian, "client.guardian", "guardian_missing"));
  if (!client.guardian_relation.empty())
    faults.add(
        check_name(client.guardian_relation, "client.guardian_relation", "guardian_missing"));
  if (client.email.empty() && client.phone.empty())
    faults.add(invalid("client.email", "email_or_phone_missing"));
  if (!client.email.empty()) faults.add(parse_address(client.email, "client.email"));
  if (!client.phone.empty()) faults.add(check_client_phone(client.phone));
  if (client.birth_date) faults.add(check_born(*client.birth_date, today));
  return faults.done();
}

Done check_booking(const Clinic& clinic, const BookAppointment& in) {
  FASCIA_TRY_DONE(check_keys(in));
  if (in.has_arrived && !in.actor.is_staff() && in.actor.kind != Actor::Kind::program)
    return forbidden();
  const Zone zone = clinic.availability.get()->zone;
  Faults faults;
  faults.add(check_client(in.client, zone.date(clinic.now())));
  faults.add(check_booker(in, zone.date(in.start)));
  if (!is_gender_wish(in.gender_wish)) faults.add(invalid("gender", "wish_unknown"));
  faults.add(check_sold(*clinic.availability.get(), in));
  return faults.done();
}

}  // namespace fascia::clinic
