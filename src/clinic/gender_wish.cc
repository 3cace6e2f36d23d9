// SPDX-License-Identifier: Apache-2.0
#include "clinic/gender_wish.h"

#include <algorithm>

#include "clinic/join_services.h"
#include "schedule/in_turn.h"
#include "store/appointments.h"
#include "store/reseats.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kGenders[] = {"woman", "man", "other"};

bool is_gender(std::string_view text) {
  return std::find(std::begin(kGenders), std::end(kGenders), text) != std::end(kGenders);
}

std::vector<PractitionerId> could_give(const Offer& offer, ServiceId service,
                                       std::string_view wish) {
  std::vector<PractitionerId> out;
  for (const schedule::PractitionerTime& one : offer.times.practitioners) {
    const store::Practitioner* p = offer.practitioner(one.id);
    if (p != nullptr && fits_wish(*p, wish) &&
        std::ranges::find(one.services, service) != one.services.end())
      out.push_back(one.id);
  }
  return out;
}

std::vector<PractitionerId> could_give(const Offer& offer, const WishOfOne& one) {
  if (one.practitioner) return {one.practitioner};
  return could_give(offer, one.service, one.wish);
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

std::optional<std::vector<PractitionerId>> those_who_fit(const Offer& offer,
                                                         std::string_view wish) {
  if (!is_gender(wish)) return std::nullopt;
  std::vector<PractitionerId> out;
  for (const store::Practitioner& one : offer.practitioners)
    if (fits_wish(one, wish)) out.push_back(one.id);
  return out;
}

Done check_wish(const Offer& offer, ServiceId service, PractitionerId named, std::string_view wish,
                std::string_view field) {
  if (!is_gender_wish(wish)) return invalid(field, "wish_unknown");
  if (!is_gender(wish)) return {};
  const bool turns = is_in_turn(offer, service);
  const store::Practitioner* one = offer.practitioner(named);
  if (one != nullptr && !turns)
    return fits_wish(*one, wish) ? Done() : invalid(field, "wish_other_therapist");
  std::vector<ServiceId> parts = {service};
  if (turns) {
    parts.clear();
    for (const store::Service* part : parts_of(offer, *offer.service(service)))
      parts.push_back(part->id);
  }
  for (ServiceId part : parts)
    if (could_give(offer, part, wish).empty()) return invalid(field, "wish_fits_nobody");
  return {};
}

Done check_wishes_of_two(const Offer& offer, const WishOfOne& first, const WishOfOne& second) {
  FASCIA_TRY_DONE(check_wish(offer, first.service, first.practitioner, first.wish, "gender"));
  FASCIA_TRY_DONE(check_wish(offer, second.service, second.practitioner, second.wish, "gender2"));
  if (!is_gender(first.wish) && !is_gender(second.wish)) return {};
  const auto one = could_give(offer, first), other = could_give(offer, second);
  if (one.size() == 1 && one == other) return invalid("gender2", "wishes_fit_no_two");
  return {};
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
