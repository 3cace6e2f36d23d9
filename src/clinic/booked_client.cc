// SPDX-License-Identifier: Apache-2.0
#include "clinic/booked_client.h"

#include "clinic/who_may_book.h"
#include "store/client_merges.h"

namespace fascia::clinic {
namespace {

bool is_known_person(const BookAppointment& in) {
  return in.known && (in.actor.is_staff() || in.by_link);
}

}  // namespace

ClientId merged_record(store::Connection& c, const Clinic& clinic, const BookAppointment& booking,
                       const store::Client& person) {
  if (is_known_person(booking)) return {};
  auto is_named = [&](const store::Client& one) {
    return one.birth_date && one.birth_date == booking.client.birth_date &&
           store::folded_name(one.name) == store::folded_name(booking.client.name);
  };
  if (is_named(person)) return {};
  for (ClientId id : store::merged_into(c, clinic.tenant, person.id))
    if (auto one = store::find_client(c, clinic.tenant, id); one && is_named(*one)) return id;
  return {};
}

store::Client booked_client(store::Transaction& tx, Clinic& clinic,
                            const BookAppointment& booking) {
  const ClientDetails& in = booking.client;
  bool by_client = booking.actor.kind == Actor::Kind::client;
  auto known = is_known_person(booking)
                   ? store::find_client(tx, clinic.tenant,
                                        store::person_of(tx, clinic.tenant, booking.known))
               : by_client ? person_reached(tx, clinic, in)
                           : store::find_person(tx, clinic.tenant, in.name, in.birth_date);
  if (known) {
    ClientId merged = merged_record(tx, clinic, booking, *known);
    store::update_contact(tx, clinic.tenant, known->id, in.email, in.phone);
    if (merged) store::update_contact(tx, clinic.tenant, merged, in.email, in.phone);
    if (!in.email.empty()) known->email = in.email;
    if (!in.phone.empty()) known->phone = in.phone;
    return *known;
  }
  store::Client client;
  client.id = clinic.random.id<ClientId>();
  client.name = in.name;
  client.birth_date = in.birth_date;
  client.email = in.email;
  client.phone = in.phone;
  client.language = in.language;
  client.guardian = in.guardian;
  client.guardian_relation = in.guardian_relation;
  client.wrapped_key = clinic.sealer.new_wrapped_key(client.id.value);
  store::add_client(tx, clinic.tenant, client, clinic.now());
  return client;
}

}  // namespace fascia::clinic
