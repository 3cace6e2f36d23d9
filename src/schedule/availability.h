// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "schedule/bits.h"
#include "schedule/room_rows.h"
#include "schedule/spans.h"
#include "schedule/taken.h"
#include "schedule/working_time.h"

namespace fascia::schedule {

// What is sold, as far as time is concerned.
struct ServiceTime {
  ServiceId id;
  int minutes = 60;
  int before = 0;  // the therapist's minutes around the session; the room is taken too
  int after = 0;
  int grid = 15;  // starts at whole multiples of this on the wall clock
  std::string room_kind;
  bool deep = false;  // its minutes may be planned at depth 4 or more
  bool online = true;
  // One free piece of each kind is needed for the time of the session and its buffers.
  std::vector<std::string> equipment = {};
  // Offers only starts that leave no hole nobody can use, instead of every start of the grid: in a
  // stretch of free time those at its two ends, and those of the grid with enough on both sides.
  bool no_gaps = false;
  int gentle_minutes = 0;  // of a deep one: those of its parts that are not deep
  bool retired = false;    // sold no more: for the visits that have it
  int visits_a_day = 0;    // at most, at this place; 0: no limit
  bool in_turn = false;    // several, each with a therapist and a room of its own (in_turn.h)

  int deep_minutes() const { return deep ? minutes - gentle_minutes : 0; }
};

struct RoomTime {
  RoomId id;
  std::string kind;
  int position = 0;  // rooms are tried in this order
  int turnover = 0;  // minutes after each visit until the next may enter
};

struct EquipmentTime {
  EquipmentId id;
  std::string kind;
};

// A therapist's own minutes around a session.
struct Around {
  int before = 0, after = 0;
  bool operator==(const Around&) const = default;
};

// The most a therapist gives in a week, Monday to Sunday on the wall clock (R32); 0: no limit.
struct WeekLimits {
  int minutes = 0;  // hands-on, without what stands around a session
  int deep_minutes = 0;
};

struct PractitionerTime {
  PractitionerId id;
  std::vector<ServiceId> services;
  std::map<ServiceId, Around> own = {};  // in place of the service's
  WeekLimits week = {};
  int visits_a_day = 0;  // at most, wherever they work; 0: no limit
};

// The clinic's rules of booking (R32, R35: staff may pass lead, horizon and grid with a reason).
struct BookingRules {
  int lead_minutes = 120;
  int horizon_days = 92;
  int first_visit_room_minutes = 15;  // R32: a first visit keeps its room this much longer
  int deep_minutes_a_day = 0;         // a therapist's limit; 0: none
  // Free time shorter than this is a hole to a service without gaps; 0: the shortest service of the
  // therapist with its buffers.
  int shortest_useful_minutes = 0;
};

// All that is known about free time at one moment. Never changes once made: a change makes a new
// one that shares the rows it does not touch, so that readers need no lock.
struct Snapshot {
  Zone zone = Zone::utc();
  Cell origin;
  std::int64_t cells = 0;
  BookingRules rules;
  std::map<ServiceId, ServiceTime> services;
  std::vector<RoomTime> rooms;
  std::vector<EquipmentTime> equipment;
  std::vector<PractitionerTime> practitioners;
  std::map<PractitionerId, BreakWindows> breaks;  // floating ones
  std::map<PractitionerId, std::shared_ptr<const Spans>> working;
  std::map<std::int64_t, std::shared_ptr<const BitRow>> free;  // by resource: working less taken
  std::vector<RoomRow> room_rows;  // who changes the rooms of a state drops these (clear)
  TakenSet taken;
  // What the wall clock says, worked out once: the first instant of each day of the rows, and by
  // grid the cells that stand on it and exist exactly once; grid 0 is every cell.
  Date first;
  std::shared_ptr<const std::vector<Instant>> day_starts;
  std::map<int, std::shared_ptr<const BitRow>> on_grid;
  // A therapist's minutes of whole weeks, from the Monday of the week in which the rows begin: deep
  // ones by day, hands-on by week.
  struct Load {
    std::vector<std::int16_t> deep, weeks;
  };
  // Visits of each day of the rows, holds too, by the id of the therapist or service that has a
  // limit. One of several services counts for each of them.
  struct DayVisits {
    int most = 0;
    std::vector<std::int16_t> on;
    bool operator==(const DayVisits&) const = default;
  };
  std::map<std::int64_t, std::shared_ptr<const DayVisits>> visits;
  std::map<ServiceId, std::vector<ServiceId>> joined;  // what those of several are made of
  Date monday;
  std::map<PractitionerId, std::shared_ptr<const Load>> load;
  std::int64_t version = 0;
  std::int64_t house = 0;  // of the shifts, rooms, services and rules that it was built from

  Date day_of(Instant t) const;  // of an instant within the rows
  // The last day that is known here: nobody, staff neither, books a start after it (start_too_far).
  Date last_day() const { return first + (static_cast<int>(day_starts->size()) - 1); }
};

struct Foundation {
  Zone zone = Zone::utc();
  Date first;  // the first local day of the rows
  int days = 0;
  BookingRules rules;
  std::vector<ServiceTime> services;
  std::vector<RoomTime> rooms;
  std::vector<EquipmentTime> equipment = {};
  std::vector<PractitionerTime> practitioners;
  std::vector<Shift> shifts;
  std::vector<TimeOff> time_off;
  std::map<ServiceId, std::vector<ServiceId>> joined = {};
  std::int64_t house = 0;
};

Snapshot build(const Foundation& foundation, const std::vector<Taken>& taken, std::int64_t version);
// R32: the deep minutes that are taken of a therapist's day; 0 on days outside the rows.
int deep_minutes_on(const Snapshot& snapshot, PractitionerId who, Date day);
// The same of the week of this day, hands-on and deep.
WeekLimits minutes_in_week(const Snapshot& snapshot, PractitionerId who, Date day);
// Whether that day has the most visits already that this service, or this therapist, may have.
bool is_day_full(const Snapshot& snapshot, ServiceId service, Date day);
bool is_day_full(const Snapshot& snapshot, PractitionerId who, Date day);
// The services that a visit of this one counts for: itself, or those it is made of.
std::vector<ServiceId> counted_as(const Snapshot& snapshot, ServiceId service);
// The same state as if a day could have any number of visits (R35).
Snapshot without_day_limits(const Snapshot& snapshot);
// What this therapist keeps around a session of this service.
Around around(const ServiceTime& service, const PractitionerTime& who);
Around around(const Snapshot& snapshot, ServiceId service, PractitionerId who);
// Another one with this taken or given back; what is not known is left alone.
Snapshot with(const Snapshot& before, const Taken& taken);
Snapshot without(const Snapshot& before, std::int64_t taken_id);
// The first difference of two snapshots of one clinic in words for the log; empty when bit for bit
// the same.
std::string difference(const Snapshot& a, const Snapshot& b);

// One of the services of a visit that several therapists give, one after the other (in_turn.h).
struct Part {
  ServiceId service;
  PractitionerId practitioner = {};  // none: anybody who gives it
};

struct Question {
  ServiceId service;
  Date from, to;
  PractitionerId practitioner;  // none: anybody who gives the service
  Instant now;
  std::optional<Date> earliest;  // R1: the first day on which a screening could say yes
  bool first_visit = false;
  bool staff = false;  // R35: passes lead time, horizon and grid
  bool held = false;   // was offered and is kept for them (R38): so do they, for this one start
  // The parts of a visit in turn, the first one's service is `service`; none: what `service` says.
  std::vector<Part> in_turn = {};
  // Whoever asks takes a seat for each part of a service that is in turn; else nobody gives it.
  bool may_turn = false;
};

struct Start {
  Instant at;
  std::vector<PractitionerId> practitioners;  // who is free, in the clinic's order
  bool operator==(const Start&) const = default;
};
struct Day {
  Date date;
  std::vector<Start> starts;
};

// The starts that can be booked, day by day; days without one are there and empty. Each start
// exists exactly once on the wall clock, lies in the shift with its buffers, and has a room.
std::vector<Day> find_starts(const Snapshot& snapshot, const Question& question);

// Who and where for one start: the given practitioner (or the first free one) and the first room.
struct Seat {
  PractitionerId practitioner;
  RoomId room;
  Taken taken;                  // its times, with no id yet
  std::vector<Seat> then = {};  // of a visit in turn: those of the later parts, in order
};
// Why not: day_full (of the service, or of everybody who is free), work_full (everybody who is free
// has all the minutes of deep or hands-on work that their day or week may have, R32),
// start_off_grid, start_too_soon, start_too_far, start_before_earliest, start_taken,
// start_outside_hours, practitioner_not_for_service, service_unknown.
Result<Seat> choose_seat(const Snapshot& snapshot, const Question& question, Instant start);

// The starts nearest to one that is gone, at most `most`, nearest first.
std::vector<Start> nearest_starts(const Snapshot& snapshot, const Question& question, Instant start,
                                  std::size_t most);

}  // namespace fascia::schedule
