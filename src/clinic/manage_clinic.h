// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// What an owner fills in (R33). Each checks its fields, writes with an audit event, and lets memory
// know. An id of 0 means a new one; the answer is the id. Errors name the field: name_missing,
// minutes_invalid, price_invalid, zone_unknown, slug_taken, email_…, phone_invalid,
// number_out_of_range on visits_a_day and training_hours, deep_hours_over_all on
// deep_training_hours, sign_in_taken, password_too_short, credential_dates, room_kind_needed,
// service_for_nobody, those of check_shift. A zone that moves visits that are booked needs
// `zone_sure` (zone_moves_visits, arg n).
Done edit_profile(Clinic& clinic, const Actor& actor, store::Location profile,
                  bool zone_sure = false);
// A further place of the owner, with name, address, city, phone and e-mail of its own; its zone,
// currency and emergency line are those of the place that is served. It has no rooms and no shifts
// yet. Whoever serves a place goes on with it. Errors: place_exists on name; places_need_server
// where one file keeps the data, which one program serves.
Result<LocationId> add_place(Clinic& clinic, const Actor& actor, store::Location place);
Result<std::vector<store::Location>> list_places(Clinic& clinic, const Actor& actor);
Result<ServiceId> edit_service(Clinic& clinic, const Actor& actor, store::Service service);
Result<RoomId> edit_room(Clinic& clinic, const Actor& actor, store::Room room);
// Raising `pieces` adds pieces; lowering gives up the last ones, which visits keep that have them
// already. pieces: number_out_of_range.
Result<store::EquipmentKindId> edit_equipment(Clinic& clinic, const Actor& actor,
                                              store::Equipment equipment);
Result<PractitionerId> edit_practitioner(Clinic& clinic, const Actor& actor,
                                         store::Practitioner practitioner);
// An id that is known corrects that one, or ends it by its last day; credential_unknown.
Done add_credential(Clinic& clinic, const Actor& actor, store::Credential credential);
// Of the errors of add_credential and add_time_off those that can be told before anything is looked
// up, all of them.
Done check_credential(const store::Credential& credential);
Done check_time_off(Clinic& clinic, const schedule::TimeOff& off, const std::string& name);
Done add_shift(Clinic& clinic, const Actor& actor, const schedule::Shift& shift);
// All of them or none.
Done add_shifts(Clinic& clinic, const Actor& actor, const std::vector<schedule::Shift>& shifts);
// `name`: what clients read on a day on which the whole clinic is closed. The desk enters a
// therapist's time off; only an owner closes the clinic. What is booked in it already stays, and is
// listed (outside_hours.h). practitioner_unknown on practitioner.
Done add_time_off(Clinic& clinic, const Actor& actor, const schedule::TimeOff& off,
                  const std::string& name = {});
Done remove_time_off(Clinic& clinic, const Actor& actor, std::int64_t id);
// What is not over yet, in order; forbidden to therapists. Why somebody is away is kept nowhere.
Result<std::vector<store::KeptTimeOff>> time_off_ahead(Clinic& clinic, const Actor& actor);

// What was never used is removed. What was used stays in the records and is switched off: a service
// and a room are offered no more, a credential and a shift end. Visits to come keep their time;
// `ahead` says how many have to be looked at. Errors: service_unknown, room_unknown,
// credential_unknown, shift_unknown.
struct Removed {
  bool switched_off = false;
  int ahead = 0;
};
Result<Removed> remove_service(Clinic& clinic, const Actor& actor, ServiceId id);
Result<Removed> remove_room(Clinic& clinic, const Actor& actor, RoomId id);
// equipment_unknown; equipment_needed (conflict) while a service needs it.
Result<Removed> remove_equipment(Clinic& clinic, const Actor& actor, store::EquipmentKindId id);
Result<Removed> remove_credential(Clinic& clinic, const Actor& actor, std::int64_t id);
Result<Removed> remove_shift(Clinic& clinic, const Actor& actor, std::int64_t id);

// All that the owner's pages show, what was switched off too. forbidden to everybody else.
struct House {
  store::Location profile;
  std::vector<store::Service> services;
  std::vector<store::Room> rooms;
  std::vector<store::Practitioner> practitioners;
  std::vector<store::Credential> credentials;
  std::vector<store::KeptShift> shifts;
  std::vector<store::KeptTimeOff> time_off;
  std::vector<store::Staff> staff;
  std::vector<store::Equipment> equipment;
};
Result<House> read_house(Clinic& clinic, const Actor& actor);

struct NewStaff {
  std::string sign_in;
  std::string name;
  store::Role role = store::Role::desk;
  PractitionerId practitioner;
  std::string password;  // the first one; whoever gets it changes it
};
// By an owner. Errors: sign_in_invalid, sign_in_taken on sign_in; password_too_short (under 10
// bytes), password_too_long (over 200) on password; those of check_house_name on name;
// practitioner_missing of a therapist.
Result<StaffId> add_staff(Clinic& clinic, const Actor& actor, const NewStaff& in);
// By an owner, or of one's own. staff_unknown; on password as above.
Done reset_password(Clinic& clinic, const Actor& actor, StaffId id, const std::string& password);
// The same with a first password that the program makes, to be shown once and changed by its owner.
struct Invited {
  StaffId id;
  std::string password;
};
Result<Invited> invite_staff(Clinic& clinic, const Actor& actor, NewStaff in);
// A new first password; the person's sessions end.
Result<std::string> renew_password(Clinic& clinic, const Actor& actor, StaffId id);
// At once: the person's sessions end. An owner cannot disable themselves: not_yourself.
Done set_staff_active(Clinic& clinic, const Actor& actor, StaffId id, bool active);

}  // namespace fascia::clinic
