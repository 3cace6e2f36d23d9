// SPDX-License-Identifier: Apache-2.0
#include "clinic/gender_wish.h"

#include <algorithm>

#include "schedule/in_turn.h"
#include "store/appointments.h"
#include "store/reseats.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kGenders[] = {"woman", "man", "other"};

bool is_gender(std::string_view text) {
  return std::find(std::begin(kGenders), std::end(kGenders), text) != std::end(kGenders);
}

}  // namespace

bool is_gender_wish(std::string_view wish) {
  return wish.empty() || wish == "any" || is_gender(wish);
}

bool fits_wish(const store::Practitioner& one, std::string_view wish) {
  return !is_gender(wish) || one.gender == wish;
}

std::vector<std::string> genders_to_choose(const Offer& offer, const store::Service& service) {
  std::vector<std::string> out;
  for (std::string_view gender : kGenders) {
    bool there = false, others = false;
    for (const store::Practitioner& one : offer.practitioners) {
      if (std::find(one.services.begin(), one.services.end(), service.id) == one.services.end())
        continue;
      (one.gender == gender ? there : others) = true;
    }
    if (there && others) out.emplace_back(gender);
  }
  return out;
}

Offer offer_for_wish(const Offer& offer, std::string_view wish) {
  Offer out = offer;
  std::erase_if(out.practitioners,
                [&](const store::Practitioner& one) { return !fits_wish(one, wish); });
  std::erase_if(out.times.practitioners, [&](const schedule::PractitionerTime& one) {
    return out.practitioner(one.id) == nullptr && offer.practitioner(one.id) != nullptr;
  });
  return out;
}

Result<std::vector<PractitionerId>> who_fits_wish(const Offer& offer, std::string_view wish,
                                                  const schedule::Question& question,
                                                  Instant start) {
  auto seat = schedule::choose_seat(offer_for_wish(offer, wish).times, question, start);
  if (seat) {
    std::vector<PractitionerId> out;
    for (const schedule::Seat& one : schedule::seats_of(*seat)) out.push_back(one.practitioner);
    return out;
  }
  if (seat.error().message == "practitioner_not_for_service")
    return invalid("gender", "wish_fits_nobody");
  return seat.error();
}

std::string gender_wish_of(Clinic& clinic, ClientId client) {
  return clinic.store.read(
      [&](store::Connection& c) { return store::gender_wish(c, clinic.tenant, client); });
}

Done note_gender_wish(Clinic& clinic, const Actor& actor, AppointmentId visit,
                      const std::string& gender) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  if (!is_gender_wish(gender)) return invalid("gender", "wish_unknown");
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    auto a = store::find_appointment(tx, clinic.tenant, visit);
    if (!a) return not_found("appointment_unknown");
    store::set_gender_wish(tx, clinic.tenant, a->client, gender);
    audit(tx, clinic, actor, "client.wish_noted", "appointment", visit.value, a->client);
    return {};
  });
}

}  // namespace fascia::clinic
