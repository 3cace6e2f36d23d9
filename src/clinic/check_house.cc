// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_house.h"

#include "clinic/gender_wish.h"
#include "clinic/name_length.h"
#include "clinic/sign_in.h"
#include "core/address.h"
#include "core/faults.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

constexpr int kMostDaysAway = 10 * 366;  // on either side of today: a year beyond is a slip
constexpr int kMostPieces = 20;
constexpr int kMostTables = 4;
constexpr int kMostVisitsADay = 200;
constexpr int kMostTrainingHours = 20000;
constexpr int kFirstYear = 1940, kLastYear = 2100;  // in which somebody can have begun

bool is_minutes(int value, int low, int high) {
  return value >= low && value <= high && value % 5 == 0;
}

Done check_house_phone(const std::string& phone, std::string_view field) {
  std::size_t digits = store::digits_of(phone).size();
  if (!phone.empty() && (digits < 3 || digits > 15)) return invalid(field, "phone_invalid");
  return {};
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 60 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

}  // namespace

Done check_house_name(const std::string& text, std::string_view field) {
  if (text.empty()) return invalid(field, "name_missing");
  if (text.size() > kLongestName) return name_too_long(field);
  return {};
}

Done check_place(const store::Location& place) {
  Faults faults;
  faults.add(check_house_name(place.name, "name"));
  faults.add(check_house_phone(place.phone, "phone"));
  faults.add(check_house_phone(place.emergency_line, "emergency_line"));
  if (!place.email.empty()) faults.add(parse_address(place.email, "email"));
  faults.add(Zone::load(place.zone));
  return faults.done();
}

Done check_service(const store::Service& s) {
  Faults faults;
  faults.add(check_house_name(s.name_en, "name_en"));
  // Left out, it is the English one.
  if (!s.name_fr.empty()) faults.add(check_house_name(s.name_fr, "name_fr"));
  if (!is_slug(s.slug)) faults.add(invalid("slug", "slug_invalid"));
  if (!is_minutes(s.minutes, 10, 480)) faults.add(invalid("minutes", "minutes_invalid"));
  for (auto [field, value] :
       {std::pair("before_minutes", s.before_minutes), {"after_minutes", s.after_minutes}})
    if (!is_minutes(value, 0, 120)) faults.add(invalid(field, "minutes_invalid"));
  if (!is_minutes(s.grid_minutes, 5, 120)) faults.add(invalid("grid_minutes", "minutes_invalid"));
  if (s.price.cents < 0 || s.price.cents > 10'000'00) faults.add(invalid("price", "price_invalid"));
  if (s.kind != "deep" && s.kind != "swedish" && s.kind != "other")
    faults.add(invalid("kind", "kind_invalid"));
  // No room is of no kind: nobody could book it, and nothing would say why.
  if (!is_slug(s.room_kind)) faults.add(invalid("room_kind", "room_kind_invalid"));
  if (s.visits_a_day < 0 || s.visits_a_day > kMostVisitsADay)
    faults.add(out_of_range("visits_a_day", 0, kMostVisitsADay));
  if (!s.for_new && !s.for_returning) faults.add(invalid("clients", "service_for_nobody"));
  return faults.done();
}

Done check_room(const store::Room& room) {
  Faults faults;
  faults.add(check_house_name(room.name, "name"));
  if (!is_slug(room.kind)) faults.add(invalid("kind", "room_kind_invalid"));
  if (!is_minutes(room.turnover_minutes, 0, 120))
    faults.add(out_of_range("turnover_minutes", 0, 120, 5));
  if (room.tables < 1 || room.tables > kMostTables)
    faults.add(out_of_range("tables", 1, kMostTables));
  return faults.done();
}

Done check_practitioner(const store::Practitioner& p) {
  Faults faults;
  faults.add(check_house_name(p.name, "name"));
  if (p.gender == "any" || !is_gender_wish(p.gender)) faults.add(invalid("gender", "wish_unknown"));
  if (p.visits_a_day < 0 || p.visits_a_day > kMostVisitsADay)
    faults.add(out_of_range("visits_a_day", 0, kMostVisitsADay));
  if (p.since_year != 0 && (p.since_year < kFirstYear || p.since_year > kLastYear))
    faults.add(invalid("since_year", "year_invalid"));
  if (p.training_hours < 0 || p.training_hours > kMostTrainingHours)
    faults.add(out_of_range("training_hours", 0, kMostTrainingHours));
  if (p.deep_training_hours < 0 || p.deep_training_hours > p.training_hours)
    faults.add(invalid("deep_training_hours", "deep_hours_over_all"));
  return faults.done();
}

Done check_pieces(const store::Equipment& e) {
  Faults faults;
  faults.add(check_house_name(e.name, "name"));
  if (e.pieces < 1 || e.pieces > kMostPieces) faults.add(out_of_range("pieces", 1, kMostPieces));
  return faults.done();
}

Done check_staff(const NewStaff& in) {
  Faults faults;
  faults.add(checked_sign_in(in.sign_in, "sign_in"));
  faults.add(check_house_name(in.name, "name"));
  if (in.role == store::Role::therapist && !in.practitioner)
    faults.add(invalid("practitioner", "practitioner_missing"));
  return faults.done();
}

Done check_credential(const store::Credential& k) {
  Faults faults;
  faults.add(check_house_name(k.association, "association"));
  faults.add(check_house_name(k.number, "number"));
  if (k.valid_until < k.valid_from) faults.add(invalid("valid_until", "until_before_from"));
  return faults.done();
}

Done check_time_off(Clinic& clinic, const schedule::TimeOff& off, const std::string& name) {
  Faults faults;
  if (off.until <= off.from) faults.add(invalid("until", "until_before_from"));
  const Zone zone = current_offer(clinic)->zone;
  const Date today = zone.date(clinic.now());
  const Date low = today - kMostDaysAway, high = today + kMostDaysAway;
  for (auto [field, day] : {std::pair("from", off.from.date), {"until", off.until.date}})
    if (day < low || day > high)
      faults.add(
          invalid(field, "day_out_of_reach", {{"low", to_iso(low)}, {"high", to_iso(high)}}));
  if (off.until <= zone.wall(clinic.now())) faults.add(invalid("until", "time_off_over"));
  if (name.size() > kLongestName) faults.add(name_too_long("name"));
  return faults.done();
}

}  // namespace fascia::clinic
