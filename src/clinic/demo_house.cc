// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_house.h"

#include <array>

#include "clinic/close_holidays.h"
#include "clinic/manage_clinic.h"
#include "clinic/therapist_rules.h"

namespace fascia::clinic {
namespace {

struct ServiceSketch {
  const char* slug;
  const char* name_en;
  const char* name_fr;
  const char* kind;
  int minutes;
  int cents;
  int popular;
};
constexpr ServiceSketch kServices[] = {
    {"deep-tissue-30", "Deep tissue 30", "Tissus profonds 30", "deep", 30, 65'00, 12},
    {"deep-tissue-60", "Deep tissue 60", "Tissus profonds 60", "deep", 60, 105'00, 42},
    {"deep-tissue-75", "Deep tissue 75", "Tissus profonds 75", "deep", 75, 128'00, 12},
    {"deep-tissue-90", "Deep tissue 90", "Tissus profonds 90", "deep", 90, 148'00, 10},
    {"relaxation-60", "Relaxation (Swedish) 60", "Détente (suédois) 60", "swedish", 60, 98'00, 18},
    {"back-neck-warmth-45", "Warm back and neck 45", "Dos et nuque au chaud 45", "other", 45, 82'00,
     8},
};
const std::vector<std::string> kDeepTechniques = {"effleurage",    "petrissage",  "compression",
                                                  "myofascial",    "stripping",   "friction",
                                                  "trigger-point", "pin-stretch", "passive-rom"};
const std::vector<std::string> kGentleTechniques = {"effleurage", "petrissage", "rocking",
                                                    "vibration", "still-hold"};

// Weekdays as digits, 1 = Monday.
struct ShiftSketch {
  const char* weekdays;
  int from, to, break_from, break_to;
};
struct TherapistSketch {
  const char* name;
  const char* sign_in;
  const char* gender;
  std::vector<std::string> languages;
  const char* about_en;
  const char* about_fr;
  std::vector<std::string> techniques;
  std::vector<int> services;  // indexes of kServices
  int since_year;
  int hours, deep_hours;  // of training
  const char* association;
  const char* number;
  std::vector<ShiftSketch> shifts;
  int popular;
};

constexpr int at(int hour, int minute = 0) { return hour * 60 + minute; }

const std::vector<TherapistSketch>& therapist_sketches() {
  static const std::vector<TherapistSketch> kSketches = {
      {"Noëlle Tremblay",
       "noelle",
       "woman",
       {"en", "fr"},
       "Noëlle has worked with backs and necks since 2009. She likes to find the one spot that "
       "keeps coming back.",
       "Noëlle travaille sur les dos et les nuques depuis 2009. Elle aime trouver le point qui "
       "revient toujours.",
       {"effleurage", "petrissage", "compression", "myofascial", "stripping", "friction",
        "trigger-point", "pincer", "pin-stretch", "met", "passive-rom", "vibration", "tapotement",
        "rocking", "still-hold"},
       {0, 1, 2, 3, 4, 5},
       2009,
       2500,
       400,
       "CMMOTA",
       "DEMO 10417",
       {{"1234", at(9), at(17), at(12, 30), at(13, 15)}, {"5", at(9), at(14), at(11, 30), at(12)}},
       9},
      {"Daniel Okemow",
       "daniel",
       "man",
       {"en", "cr"},
       "Daniel sees many people from the trades and the oil field. He explains each step before he "
       "starts.",
       "Daniel reçoit beaucoup de gens de métier et du pétrole. Il explique chaque étape avant de "
       "commencer.",
       {"effleurage", "petrissage", "compression", "myofascial", "stripping", "friction",
        "trigger-point", "pincer", "pin-stretch", "met", "passive-rom", "rocking", "still-hold"},
       {0, 1, 2, 3, 5},
       2014,
       2200,
       180,
       "MTAA",
       "DEMO 22085",
       {{"1235", at(11), at(19, 30), at(15), at(15, 45)}, {"6", at(9), at(15), at(12), at(12, 30)}},
       8},
      {"Oksana Hrynkiw",
       "oksana",
       "woman",
       {"en", "uk"},
       "Oksana trained in Lviv and in Edmonton. She is calm, slow and exact.",
       "Oksana s’est formée à Lviv et à Edmonton. Elle est calme, lente et précise.",
       {"effleurage", "petrissage", "compression", "myofascial", "stripping", "friction",
        "trigger-point", "pin-stretch", "passive-rom", "vibration", "tapotement", "rocking",
        "still-hold"},
       {0, 1, 2, 3, 4},
       2012,
       2200,
       240,
       "NHPC",
       "DEMO 30912",
       {{"124", at(12), at(20), at(16), at(16, 45)}, {"35", at(8, 30), at(15), at(12), at(12, 30)}},
       7},
      {"Maricel Santos",
       "maricel",
       "woman",
       {"en", "tl"},
       "Maricel came to massage from nursing care. She listens first.",
       "Maricel vient des soins infirmiers. Elle écoute d’abord.",
       {"effleurage", "petrissage", "compression", "myofascial", "stripping", "trigger-point",
        "pin-stretch", "passive-rom", "vibration", "rocking", "still-hold"},
       {0, 1, 2, 4, 5},
       2017,
       2200,
       90,
       "CRMTA",
       "DEMO 41530",
       {{"2345", at(9, 30), at(17, 30), at(13), at(13, 45)},
        {"6", at(9), at(15), at(11, 45), at(12, 15)}},
       6},
      {"Harjit Gill",
       "harjit",
       "man",
       {"en", "pa"},
       "Harjit works with runners, drivers and people who lift all day.",
       "Harjit travaille avec des coureurs, des chauffeurs et des gens qui soulèvent toute la "
       "journée.",
       {"effleurage", "petrissage", "compression", "myofascial", "stripping", "friction",
        "trigger-point", "pin-stretch", "met", "passive-rom", "rocking"},
       {0, 1, 2, 4},
       2020,
       2200,
       60,
       "CMMOTA",
       "DEMO 11872",
       {{"135", at(12), at(20), at(16, 15), at(17)}, {"4", at(9), at(17), at(12, 45), at(13, 30)}},
       5},
      {"Emma Friesen",
       "emma",
       "woman",
       {"en"},
       "Emma joined us in 2024. She gives gentle and shorter deep sessions and learns from Noëlle.",
       "Emma est avec nous depuis 2024. Elle donne des séances douces et des séances profondes "
       "plus courtes, et apprend auprès de Noëlle.",
       {"effleurage", "petrissage", "compression", "myofascial", "stripping", "passive-rom",
        "rocking", "still-hold"},
       {0, 1, 4, 5},
       2024,
       2200,
       0,
       "MTAA",
       "DEMO 23461",
       {{"1246", at(9), at(15, 30), at(12, 15), at(12, 45)}},
       3},
  };
  return kSketches;
}

Done add_profile(Clinic& clinic) {
  store::Location p = current_offer(clinic)->location;
  p.name = "Grande Prairie Massage Pro";
  p.address = "10010 Example Avenue, Suite 4";
  p.city = "Grande Prairie, Alberta";
  p.phone = "(587) 495-2239";
  p.emergency_line = "911";
  p.email = "desk@grande-prairie-massage.invalid";
  return edit_profile(clinic, kProgram, p);
}

constexpr std::string_view kWarm = "back-neck-warmth-45";

Done add_services(Clinic& clinic, DemoHouse& house) {
  int position = 0;
  // One for the whole house: two warm visits never overlap.
  store::Equipment cabinet;
  cabinet.name = "Hot towel cabinet";
  FASCIA_TRY(store::EquipmentKindId warm, edit_equipment(clinic, kProgram, cabinet));
  for (const ServiceSketch& sketch : kServices) {
    store::Service s;
    s.slug = sketch.slug;
    s.name_en = sketch.name_en;
    s.name_fr = sketch.name_fr;
    s.kind = sketch.kind;
    s.techniques = s.kind == "deep" ? kDeepTechniques : kGentleTechniques;
    s.minutes = sketch.minutes;
    s.price = {sketch.cents, "CAD"};
    s.after_minutes = sketch.minutes <= 30 ? 10 : 15;
    s.position = position++;
    if (s.slug == kWarm) s.equipment.push_back(warm);
    FASCIA_TRY(ServiceId id, edit_service(clinic, kProgram, s));
    if (s.kind == "deep")
      FASCIA_TRY_DONE(set_service_group(clinic, kProgram, {id, "Deep tissue", "Tissus profonds"}));
    house.services.push_back(id);
    house.popular.push_back(sketch.popular);
  }
  return {};
}

Done add_rooms(Clinic& clinic) {
  int position = 0;
  for (const char* name : {"Aspen", "Birch", "Saskatoon", "Willow"}) {
    store::Room room;
    room.name = name;
    room.position = position++;
    room.tables = position == 4 ? 2 : 1;  // the last one is tried last: it stays free for two
    FASCIA_TRY(RoomId id, edit_room(clinic, kProgram, room));
    FASCIA_CHECK(bool(id));
  }
  return {};
}

Done add_shifts(Clinic& clinic, DemoHouse& house, PractitionerId id, const TherapistSketch& sketch,
                Date from) {
  for (const ShiftSketch& shift : sketch.shifts)
    for (const char* day = shift.weekdays; *day != '\0'; ++day) {
      house.shifts.push_back({id, *day - '0', shift.from, shift.to, shift.break_from,
                              shift.break_to, from, std::nullopt});
      FASCIA_TRY_DONE(add_shift(clinic, kProgram, house.shifts.back()));
    }
  return {};
}

Result<DemoTherapist> add_therapist(Clinic& clinic, DemoHouse& house, const TherapistSketch& sketch,
                                    int position) {
  Date today = current_offer(clinic)->zone.date(clinic.now());
  store::Practitioner p;
  p.name = sketch.name;
  p.gender = sketch.gender;
  p.languages = sketch.languages;
  p.about_en = sketch.about_en;
  p.about_fr = sketch.about_fr;
  p.techniques = sketch.techniques;
  p.since_year = sketch.since_year;
  p.training_hours = sketch.hours;
  p.deep_training_hours = sketch.deep_hours;
  p.position = position;
  for (int i : sketch.services) p.services.push_back(house.services[std::size_t(i)]);
  DemoTherapist out;
  FASCIA_TRY(out.id, edit_practitioner(clinic, kProgram, p));
  out.services = p.services;
  out.popular = sketch.popular;
  // Associations renew each year; all are valid through the story and half a year past it.
  FASCIA_TRY_DONE(add_credential(
      clinic, kProgram, {0, out.id, sketch.association, sketch.number, today - 60, today + 340}));
  FASCIA_TRY_DONE(add_shifts(clinic, house, out.id, sketch, today - 1));
  DemoSignIn sign_in{sketch.sign_in, sketch.name, store::Role::therapist,
                     demo_password(clinic.random)};
  FASCIA_TRY(out.staff, add_staff(clinic, kProgram,
                                  {sign_in.sign_in, sign_in.name, store::Role::therapist, out.id,
                                   sign_in.password}));
  house.sign_ins.push_back(std::move(sign_in));
  return out;
}

}  // namespace

std::string demo_password(keys::Random& random) {
  constexpr std::string_view kLetters = "abcdefghkmnpqrstuvwxyz23456789";
  std::array<unsigned char, 12> bytes{};
  random.fill(bytes);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += kLetters[bytes[i] % kLetters.size()];
  }
  return out;
}

Result<DemoHouse> furnish_demo(Clinic& clinic, const DemoSignIn& owner) {
  DemoHouse house;
  house.sign_ins.push_back(owner);
  FASCIA_TRY_DONE(add_profile(clinic));
  FASCIA_TRY_DONE(add_services(clinic, house));
  FASCIA_TRY_DONE(add_rooms(clinic));
  DemoSignIn desk{"desk", "Chantal Boucher", store::Role::desk, demo_password(clinic.random)};
  FASCIA_TRY(house.desk,
             add_staff(clinic, kProgram, {desk.sign_in, desk.name, desk.role, {}, desk.password}));
  house.sign_ins.push_back(std::move(desk));
  int position = 0;
  for (const TherapistSketch& sketch : therapist_sketches()) {
    FASCIA_TRY(DemoTherapist therapist, add_therapist(clinic, house, sketch, position++));
    house.therapists.push_back(std::move(therapist));
  }
  FASCIA_TRY_DONE(edit_holidays(
      clinic, kProgram,
      {"new_years_day", "canada_day", "remembrance_day", "christmas_day", "boxing_day"}));
  return house;
}

}  // namespace fascia::clinic
