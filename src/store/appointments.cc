// SPDX-License-Identifier: Apache-2.0
#include "store/appointments.h"

#include <algorithm>
#include <array>

#include "core/result.h"
#include "store/many.h"
#include "store/practitioners.h"

namespace fascia::store {
namespace {

constexpr std::array<std::pair<Status, std::string_view>, 9> kStatuses = {{
    {Status::requested, "requested"},
    {Status::booked, "booked"},
    {Status::confirmed, "confirmed"},
    {Status::arrived, "arrived"},
    {Status::in_treatment, "in_treatment"},
    {Status::completed, "completed"},
    {Status::cancelled, "cancelled"},
    {Status::late_cancelled, "late_cancelled"},
    {Status::no_show, "no_show"},
}};

Status status_of(const std::string& text) {
  auto status = parse_status(text);
  FASCIA_CHECK(status.has_value());
  return *status;
}

Appointment appointment_of(const Row& r) {
  Appointment a;
  a.id = r.id<AppointmentId>(0);
  a.location = r.id<LocationId>(1);
  a.status = status_of(r.text(2));
  a.service = r.id<ServiceId>(3);
  a.practitioner = r.id<PractitionerId>(4);
  a.room = r.id<RoomId>(5);
  a.client = r.id<ClientId>(6);
  a.wall = parse_wall(r.text(7)).value();
  a.zone = r.text(8);
  a.zone_version = r.text(9);
  a.start = r.instant(10);
  a.finish = r.instant(11);
  a.busy_from = r.instant(12);
  a.busy_until = r.instant(13);
  a.room_from = r.instant(14);
  a.room_until = r.instant(15);
  a.price = {r.integer(16), r.text(17)};
  a.manage_hash = r.text(18);
  a.booked_by = r.text(19);
  a.first_visit = r.flag(20);
  a.intake_due_by = r.maybe_instant(21);
  a.screening = r.id<ScreeningId>(22);
  a.sequence = r.number(23);
  a.equipment = equipment_of(r.text(24));
  a.together = r.id<AppointmentId>(25);
  a.in_turn = r.id<AppointmentId>(26);
  return a;
}

std::vector<Appointment> appointments_of(const Rows& rows) {
  std::vector<Appointment> out;
  for (const Row& row : rows) out.push_back(appointment_of(row));
  return out;
}

template <class Booking>
std::vector<Busy> seat_of(const Booking& b) {
  std::vector<Busy> out{{b.practitioner.value, b.busy_from, b.busy_until},
                        {b.room.value, b.room_from, b.room_until}};
  for (EquipmentId piece : b.equipment) out.push_back({piece.value, b.busy_from, b.busy_until});
  return out;
}

template <class Booking>
schedule::Taken time_of(const Booking& b, int deep_minutes) {
  return {b.id.value,  b.practitioner, b.room,  b.busy_from,  b.busy_until,
          b.room_from, b.room_until,   b.start, deep_minutes, b.equipment,
          0,           b.service};
}

template <class Booking>
void sit(Booking& b, const schedule::Taken& seat) {
  b.practitioner = seat.practitioner;
  b.room = seat.room;
  b.busy_from = seat.busy_from;
  b.busy_until = seat.busy_until;
  b.room_from = seat.room_from;
  b.room_until = seat.room_until;
  b.equipment = seat.equipment;
}

}  // namespace

std::string_view to_string(Status status) {
  for (const auto& [value, text] : kStatuses)
    if (value == status) return text;
  return "requested";
}

std::optional<Status> parse_status(std::string_view text) {
  for (const auto& [value, word] : kStatuses)
    if (word == text) return value;
  return std::nullopt;
}

bool takes_time(Status status) {
  return status != Status::cancelled && status != Status::late_cancelled &&
         status != Status::no_show;
}

bool keeps_room(const Appointment& a) { return a.room_from < a.room_until; }

std::vector<Busy> busy_of(const Appointment& a) { return seat_of(a); }
std::vector<Busy> busy_of(const Hold& hold) { return seat_of(hold); }
schedule::Taken taken_of(const Appointment& a, int deep) {
  schedule::Taken out = time_of(a, deep);
  out.minutes = static_cast<int>((a.finish - a.start).value / 60);
  return out;
}
schedule::Taken taken_of(const Hold& hold, int deep) { return time_of(hold, deep); }
void set_seat(Appointment& a, const schedule::Taken& seat) { sit(a, seat); }
void set_seat(Hold& hold, const schedule::Taken& seat) { sit(hold, seat); }

std::string equipment_text(const std::vector<EquipmentId>& pieces) {
  std::vector<std::string> words;
  for (EquipmentId piece : pieces) words.push_back(piece.text());
  return joined(words);
}

std::vector<EquipmentId> equipment_of(std::string_view text) {
  std::vector<EquipmentId> out;
  for (const std::string& word : split_words(text)) out.push_back(EquipmentId::parse(word).value());
  return out;
}

#define FASCIA_APPOINTMENT_ROW                                                                   \
  "appointment (tenant, id, location, status, service, practitioner, room, client, wall, zone, " \
  "zone_version, start, finish, busy_from, busy_until, room_from, room_until, price, currency, " \
  "manage_hash, booked_by, first_visit, intake_due_by, screening, sequence, created, "           \
  "equipment, together, in_turn)"

namespace {

std::vector<Param> row_of(TenantId tenant, const Appointment& a, Instant created) {
  return {tenant,
          a.id,
          a.location,
          to_string(a.status),
          a.service,
          a.practitioner,
          a.room,
          a.client,
          to_iso(a.wall),
          a.zone,
          a.zone_version,
          a.start,
          a.finish,
          a.busy_from,
          a.busy_until,
          a.room_from,
          a.room_until,
          a.price.cents,
          a.price.currency,
          a.manage_hash,
          a.booked_by,
          a.first_visit,
          a.intake_due_by,
          a.screening,
          a.sequence,
          created,
          equipment_text(a.equipment),
          a.together,
          a.in_turn};
}

}  // namespace

void add_appointment(Connection& c, TenantId tenant, const Appointment& a, Instant now) {
  c.run("INSERT INTO " FASCIA_APPOINTMENT_ROW
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
        "$18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)",
        row_of(tenant, a, now));
}

void add_appointments(Connection& c, TenantId tenant, const std::vector<Appointment>& all,
                      Instant now) {
  ManyRows rows(c, FASCIA_APPOINTMENT_ROW);
  for (const Appointment& a : all) rows.add(row_of(tenant, a, std::min(now, a.start)));
  rows.flush();
}

void update_appointment(Connection& c, TenantId tenant, const Appointment& a) {
  std::int64_t changed = c.run(
      "UPDATE appointment SET status = $3, service = $4, practitioner = $5, room = $6, wall = $7, "
      "zone = $8, "
      "zone_version = $9, start = $10, finish = $11, busy_from = $12, busy_until = $13, room_from "
      "= $14, "
      "room_until = $15, intake_due_by = $16, screening = $17, sequence = $18, price = $19, "
      "equipment = $20, together = $21 "
      "WHERE tenant = $1 AND id = $2",
      {tenant,
       a.id,
       to_string(a.status),
       a.service,
       a.practitioner,
       a.room,
       to_iso(a.wall),
       a.zone,
       a.zone_version,
       a.start,
       a.finish,
       a.busy_from,
       a.busy_until,
       a.room_from,
       a.room_until,
       a.intake_due_by,
       a.screening,
       a.sequence,
       a.price.cents,
       equipment_text(a.equipment),
       a.together});
  FASCIA_CHECK(changed == 1);
}

#define FASCIA_APPOINTMENT_COLUMNS                                                               \
  "SELECT id, location, status, service, practitioner, room, client, wall, zone, zone_version, " \
  "start, "                                                                                      \
  "finish, busy_from, busy_until, room_from, room_until, price, currency, manage_hash, "         \
  "booked_by, "                                                                                  \
  "first_visit, intake_due_by, screening, sequence, equipment, together, in_turn FROM "          \
  "appointment WHERE tenant = $1 "

std::optional<Appointment> find_appointment(Connection& c, TenantId tenant, AppointmentId id) {
  auto row = c.first(FASCIA_APPOINTMENT_COLUMNS "AND id = $2", {tenant, id});
  return row ? std::optional(appointment_of(*row)) : std::nullopt;
}

std::optional<Appointment> other_half(Connection& c, TenantId tenant, const Appointment& a) {
  if (!a.together) return std::nullopt;
  auto row = c.first(FASCIA_APPOINTMENT_COLUMNS "AND together = $2 AND id <> $3",
                     {tenant, a.together, a.id});
  return row ? std::optional(appointment_of(*row)) : std::nullopt;
}

std::vector<Appointment> parts_of_visit(Connection& c, TenantId tenant, const Appointment& a) {
  if (!a.in_turn) return {a};
  // Few rows: put in order here, so that no index by start is taken for the order's sake.
  auto parts =
      appointments_of(c.query(FASCIA_APPOINTMENT_COLUMNS "AND in_turn = $2", {tenant, a.in_turn}));
  std::ranges::sort(parts, {}, [](const Appointment& one) { return std::pair(one.start, one.id); });
  return parts;
}

std::vector<Appointment> list_appointments(Connection& c, TenantId tenant, Instant from,
                                           Instant until) {
  return appointments_of(c.query(FASCIA_APPOINTMENT_COLUMNS
                                 "AND start >= $2 AND start < $3 ORDER BY start, id",
                                 {tenant, from, until}));
}

std::vector<Appointment> list_at(Connection& c, TenantId tenant, LocationId location, Instant from,
                                 Instant until) {
  return appointments_of(
      c.query(FASCIA_APPOINTMENT_COLUMNS
              "AND location = $2 AND start >= $3 AND start < $4 ORDER BY start, id",
              {tenant, location, from, until}));
}

std::vector<Appointment> list_of_therapist(Connection& c, TenantId tenant, PractitionerId who,
                                           Instant from, Instant until) {
  return appointments_of(
      c.query(FASCIA_APPOINTMENT_COLUMNS
              "AND practitioner = $2 AND start >= $3 AND start < $4 ORDER BY start, id",
              {tenant, who, from, until}));
}

std::int64_t count_appointments(Connection& c, TenantId tenant) {
  return c.first("SELECT COUNT(*) FROM appointment WHERE tenant = $1", {tenant})->integer(0);
}

std::vector<Appointment> list_of_client(Connection& c, TenantId tenant, ClientId client) {
  return appointments_of(
      c.query(FASCIA_APPOINTMENT_COLUMNS "AND client = $2 ORDER BY start, id", {tenant, client}));
}

namespace {

// As many cells as the statement names, the last of them again and again.
template <class Tag>
void fill_up(std::vector<Param>& params, const std::vector<Id<Tag>>& ids, std::size_t most) {
  FASCIA_CHECK(!ids.empty() && ids.size() <= most);
  for (std::size_t i = 0; i < most; ++i) params.emplace_back(ids[std::min(i, ids.size() - 1)]);
}

}  // namespace

std::vector<NamedVisit> visits_around(Connection& c, TenantId tenant,
                                      const std::vector<ClientId>& clients, Instant now) {
  std::vector<NamedVisit> out;
  if (clients.empty()) return out;
  std::vector<Param> asked = {tenant, now};
  fill_up(asked, clients, kMostAround);
  std::vector<AppointmentId> ids;
  for (const Row& row : c.query(
           "SELECT (SELECT a.id FROM appointment AS a WHERE a.tenant = $1 AND a.client = c.id AND "
           "a.start <= $2 AND a.status NOT IN ('cancelled', 'late_cancelled', 'no_show') ORDER BY "
           "a.start DESC, a.id DESC LIMIT 1) AS last, "
           "(SELECT b.id FROM appointment AS b WHERE b.tenant = $1 AND b.client = c.id AND b.start "
           "> $2 AND b.status NOT IN ('cancelled', 'late_cancelled', 'no_show') ORDER BY b.start, "
           "b.id LIMIT 1) AS next FROM client AS c WHERE c.tenant = $1 AND c.id IN ($3, $4, $5, "
           "$6, $7, "
           "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
           asked))
    for (std::size_t i : {0, 1})
      if (!row.null(i)) ids.push_back(row.id<AppointmentId>(i));
  if (ids.empty()) return out;
  asked = {tenant};
  fill_up(asked, ids, 2 * kMostAround);
  // Joined, PostgreSQL goes over all therapists and rooms of a chain for the sake of these few.
  for (const Row& row : c.query(
           "SELECT a.id, a.client, a.location, a.start, a.wall, s.name_en, s.name_fr, "
           "COALESCE((SELECT p.name FROM practitioner AS p WHERE p.tenant = $1 AND p.id = "
           "a.practitioner), '') AS therapist, "
           "COALESCE((SELECT r.name FROM room AS r WHERE r.tenant = $1 AND r.id = a.room), '') AS "
           "room, "
           "l.name FROM appointment AS a "
           "JOIN service AS s ON s.tenant = a.tenant AND s.id = a.service "
           "JOIN location AS l ON l.tenant = a.tenant AND l.id = a.location "
           "WHERE a.tenant = $1 AND a.id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
           "$14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, "
           "$31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)",
           asked))
    out.push_back({row.id<AppointmentId>(0), row.id<ClientId>(1), row.id<LocationId>(2),
                   row.instant(3), parse_wall(row.text(4)).value(), row.text(5), row.text(6),
                   row.text(7), row.text(8), row.text(9)});
  return out;
}

bool has_visited(Connection& c, TenantId tenant, ClientId client) {
  return c
      .first(
          "SELECT 1 FROM appointment WHERE tenant = $1 AND client = $2 AND status = 'completed' "
          "LIMIT 1",
          {tenant, client})
      .has_value();
}

void add_status_change(Connection& c, TenantId tenant, const StatusChange& x) {
  c.run(
      "INSERT INTO appointment_event (tenant, id, appointment, at, staff, from_status, to_status, "
      "undone) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
      {tenant, x.id, x.appointment, x.at, x.staff, to_string(x.from), to_string(x.to)});
}

std::optional<StatusChange> last_status_change(Connection& c, TenantId tenant, AppointmentId id) {
  auto row = c.first(
      "SELECT id, at, staff, from_status, to_status FROM appointment_event "
      "WHERE tenant = $1 AND appointment = $2 AND undone = 0 ORDER BY at DESC, id DESC LIMIT 1",
      {tenant, id});
  if (!row) return std::nullopt;
  return StatusChange{row->integer(0),         id,
                      row->instant(1),         row->id<StaffId>(2),
                      status_of(row->text(3)), status_of(row->text(4))};
}

void mark_undone(Connection& c, TenantId tenant, std::int64_t change) {
  c.run("UPDATE appointment_event SET undone = 1 WHERE tenant = $1 AND id = $2", {tenant, change});
}

}  // namespace fascia::store
