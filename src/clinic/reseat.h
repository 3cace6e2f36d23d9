// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/clients.h"
#include "store/reseats.h"

namespace fascia::clinic {

// R37: a therapist falls ill for a day, or a room is lost. Each client of that day gets one
// proposal, which is kept for them while the desk calls; nobody is moved without a yes. Where
// nobody else can give a part of a visit in turn at its time, all of the visit is offered another
// time: the lost part with whoever fits, the others with whoever gives them now.

struct Lost {
  PractitionerId practitioner;  // one of the two
  RoomId room;
  Date day;
  // Of the therapist's day only the visits that they do not work for (any more): time off of some
  // hours was entered, or a shift was taken away. The rest of the day stays theirs.
  bool outside_hours = false;
};
// One step, all of it or nothing: the therapist is away that day (or the room is closed; with
// `outside_hours` nothing changes about who works), every visit still ahead gets the best place
// that all of them can have together, and those are held. Whom an open list offered what is lost
// now gets a new offer, found in the same way, and waits for a call again. A second time it answers
// the list that is open already. Errors: forbidden; lost_unknown on lost; day_over on day;
// start_taken when others kept booking the same times meanwhile.
Result<store::ReseatId> reseat_day(Clinic& clinic, const Actor& actor, const Lost& lost);

// What the desk reads while it calls, in order of time. Nothing of health (R20).
struct Call {
  store::ReseatItem item;
  store::Appointment visit;  // as it stands now
  store::Client client;
  store::Service service;
  std::string was_who, new_who, new_room;  // new_*: empty without a proposal
  bool same_therapist = false;
  bool only_room = false;  // same therapist, same time: nobody need be called
  bool kept = false;       // the offered time is still held for them
  bool gone = false;       // who was offered is away then too, or the room is lost
  bool changed = false;    // a new offer, because the first one was gone
  // A visit in turn that would go elsewhere with all its parts, in order: one call for all of them.
  struct Part {
    store::Service service;
    Instant start;
    std::string who;
  };
  std::vector<Part> parts = {};
  bool over = false;  // the visit was moved, cancelled or begun some other way
};
struct CallList {
  store::Reseat reseat;
  std::string lost;  // the therapist's or the room's name
  std::vector<Call> calls;
};
// reseat_unknown; forbidden to who is no staff.
Result<CallList> call_list(Clinic& clinic, const Actor& actor, store::ReseatId id);
// Those that are open, for the day's page; `left`: calls without an answer.
struct OpenCallList {
  store::Reseat reseat;
  std::string lost;
  int left = 0;
  int changed = 0;  // of those, whose offer is a new one
};
std::vector<OpenCallList> open_call_lists(Clinic& clinic);

enum class CallWent : char { reached, left_word, accepted, declined };
std::optional<CallWent> parse_call(std::string_view text);
// accepted moves the visit into what was held, decided anew as every move is, and tells the client;
// declined gives the time back. Of a visit
// in turn that would go elsewhere any part names the call. Errors: reseat_unknown, reseat_closed;
// call_decided when there was a yes or no already; no_place; offer_gone when who was offered is
// away by now (reseat_day again finds another); what move_appointment says; place_no_longer_fits
// when the client's wish or health answers changed since.
Done answer_call(Clinic& clinic, const Actor& actor, store::ReseatId id, AppointmentId visit,
                 CallWent went);
// The last answer taken back: the visit stands where it stood and the offer is kept again, or
// start_taken and nothing changes. nothing_to_undo.
Done undo_call(Clinic& clinic, const Actor& actor, store::ReseatId id, AppointmentId visit);

// The times that nobody took are given back. With `works_after_all` the day is open again too;
// whoever was moved stays moved.
Done close_call_list(Clinic& clinic, const Actor& actor, store::ReseatId id, bool works_after_all);

}  // namespace fascia::clinic
