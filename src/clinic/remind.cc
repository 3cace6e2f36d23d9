// SPDX-License-Identifier: Apache-2.0
#include "clinic/remind.h"

#include "clinic/before_visit.h"
#include "clinic/complete_client.h"
#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/messages.h"
#include "clinic/notices.h"
#include "clinic/tasks.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kCall = "reminder_call";
constexpr std::string_view kOver = "remind.over";
// At most so many a visit; each has its own name as due work.
constexpr std::string_view kNames[] = {"remind.first", "remind.second", "remind.third"};

bool stands(const store::Appointment& a) {
  return a.status == store::Status::requested || a.status == store::Status::booked ||
         a.status == store::Status::confirmed;
}

bool intake_is_open(const store::Appointment& a) {
  return a.status == store::Status::requested && !a.screening;
}

// What it carries beside day, time, place and first name: one link, to what is still to be
// answered.
void mail_reminder(store::Transaction& tx, Clinic& clinic, const store::Client& client,
                   const store::Appointment& a) {
  auto offer = clinic.availability.get();
  auto payload = visit_payload(tx, clinic, *offer, a);
  bool due = intake_is_open(a);
  bool linked = opens_links(client);
  payload["intake_due"] =
      due ? to_iso(offer->zone.wall(std::max(a.intake_due_by.value_or(a.start), clinic.now())))
          : std::string();
  payload["intake_path"] = due && linked ? make_intake_path(tx, clinic, a) : std::string();
  payload["paper_wanted"] = paper_is_wanted(tx, clinic, a);
  payload["path"] = !due && linked ? make_before_path(tx, clinic, a) : std::string();
  add_mail(tx, clinic, "reminder", client, std::move(payload), a.id);
}

// Somebody who was reached by phone is not called a second time.
bool was_reached(store::Connection& c, const Clinic& clinic, const store::Appointment& a) {
  for (const store::Task& task :
       store::closed_tasks(c, clinic.tenant, clinic.now() - days_of_24h(8), clinic.now()))
    if (task.kind == kCall && task.appointment == a.id && task.outcome == "spoke") return true;
  return false;
}

void leave_call(store::Transaction& tx, Clinic& clinic, const store::Appointment& a) {
  if (was_reached(tx, clinic, a)) return;
  NewTask task;
  task.kind = std::string(kCall);
  task.client = a.client;
  task.appointment = a.id;
  task.role = store::Role::desk;
  task.due = std::min(a.start, clinic.now() + hours(4));
  add_task(tx, clinic, task);
}

}  // namespace

std::vector<int> reminder_hours(store::Connection& c, const Clinic& clinic) {
  return parse_hours(store::setting(c, clinic.tenant, kReminderHours).value_or("48, 3"))
      .value_or(std::vector<int>{});
}

void plan_reminders(store::Transaction& tx, Clinic& clinic, const store::Appointment& a) {
  if (!leads(a)) return;  // one word for the whole visit
  auto before = reminder_hours(tx, clinic);
  Instant now = clinic.now();
  for (std::size_t nth = 0; nth < std::size(kNames); ++nth) {
    bool ahead = nth < before.size() && stands(a) && a.start - hours(before[nth]) > now;
    if (ahead)
      plan_due_work(tx, clinic, kNames[nth], a.id.value, a.start - hours(before[nth]));
    else
      store::drop_due_work(tx, clinic.tenant, kNames[nth], a.id.value);
  }
  // A call that was left for the old time is for nobody now; a new one comes with its time.
  drop_task(tx, clinic, kCall, a.id);
  if (!stands(a)) drop_task(tx, clinic, "intake_overdue", a.id);
  // The start that its letter lapsed with is no longer this visit's.
  if (!stands(a) || a.start > now) drop_task(tx, clinic, "letter_lapsed", a.id);
  if (stands(a) && a.start > now) plan_due_work(tx, clinic, kOver, a.id.value, a.start);
}

Done remind_of(store::Transaction& tx, Clinic& clinic, AppointmentId id, std::size_t nth) {
  auto a = store::find_appointment(tx, clinic.tenant, id);
  Instant now = clinic.now();
  if (!a || !stands(*a) || a->start <= now) return {};
  auto before = reminder_hours(tx, clinic);
  if (nth >= before.size()) return {};
  bool next_has_come = nth + 1 < before.size() && a->start - hours(before[nth + 1]) <= now;
  if (next_has_come) return {};
  auto client = store::find_client(tx, clinic.tenant, a->client);
  if (!client) return {};
  if (!client->birth_date) need_birth_date(tx, clinic, *client, a->id);
  if (client->email.empty())
    leave_call(tx, clinic, *a);
  else
    mail_reminder(tx, clinic, *client, *a);
  return {};
}

Done reminding_ends(store::Transaction& tx, Clinic& clinic, std::int64_t appointment) {
  // From here on the therapist asks aloud, and speaks with the person.
  using namespace std::string_view_literals;
  for (std::string_view kind :
       {kCall, "intake_overdue"sv, "call_before_visit"sv, "offer_gentler"sv})
    drop_task(tx, clinic, kind, AppointmentId{appointment});
  return {};
}

}  // namespace fascia::clinic
