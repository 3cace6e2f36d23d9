// SPDX-License-Identifier: Apache-2.0
// What a check-in leaves for a person: the task, its calls, and the alert until somebody takes it.
#include <algorithm>
#include <boost/json/object.hpp>
#include <sstream>

#include "clinic/check_in_parts.h"
#include "clinic/due_work.h"
#include "clinic/messages.h"
#include "clinic/tasks.h"
#include "core/address.h"
#include "core/json.h"
#include "store/appointments.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kAnswer = "check_in_answer";
constexpr std::string_view kEmergency = "emergency_call";
constexpr std::string_view kCall = "call ";  // begins a line of the note that is a call

bool names(const std::vector<std::string>& who, std::string_view role) {
  return std::find(who.begin(), who.end(), role) != who.end();
}

PrivateText payload_of(const Answered& answered) {
  std::string text;
  for (const AnsweredLine& line : answered.lines)
    text += line.question.en + " " + line.answer.en + "\n";
  if (!answered.note.empty()) text += answered.note + "\n";
  return PrivateText(text);
}

// The clinic lead is the owner here; what was answered only a therapist may read (R20), so that an
// emergency has both: somebody who calls at once, and somebody who knows.
NewTask task_for(const store::TreatmentSession& session, const care::Escalation& row,
                 const Answered& answered, Instant now) {
  NewTask task;
  task.kind = kAnswer;
  task.urgent = row.level >= care::Level::urgent;
  task.client = session.client;
  task.appointment = session.appointment;
  bool desk_alone = names(row.who, "desk") && !names(row.who, "therapist");
  task.role = desk_alone ? store::Role::desk : store::Role::therapist;
  if (!desk_alone) task.practitioner = session.practitioner;
  task.due = row.due.value_or(now);
  task.payload = payload_of(answered);
  return task;
}

std::vector<CallSoFar> calls_in(const PrivateText& note) {
  std::vector<CallSoFar> out;
  std::istringstream lines(note.reveal());
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(kCall, 0) != 0) continue;
    std::istringstream words(line.substr(kCall.size()));
    std::string at, outcome;
    words >> at >> outcome;
    if (auto when = parse_rfc3339(at)) out.push_back({*when, outcome});
  }
  return out;
}

std::vector<std::string> alert_addresses(store::Connection& c, const Clinic& clinic) {
  std::string text = store::setting(c, clinic.tenant, "alert_to").value_or("");
  if (text.empty()) text = clinic.availability.get()->location.email;
  std::vector<std::string> out;
  std::istringstream parts(text);
  for (std::string one; std::getline(parts, one, ',');) {
    one.erase(0, one.find_first_not_of(' '));
    if (!one.empty()) out.push_back(one);
  }
  return out;
}

Done alert(store::Transaction& tx, Clinic& clinic, std::int64_t id, std::string_view again) {
  auto task = store::find_task(tx, clinic.tenant, store::TaskId{id});
  if (!task || task->done_at || task->taken_by) return {};
  auto to = alert_addresses(tx, clinic);
  if (to.empty()) return {};  // pages still show it as urgent
  for (const std::string& address : to) {
    boost::json::object payload{{"to", address}, {"path", "/desk/tasks"}};
    store::add_message(
        tx, clinic.tenant, clinic.sealer,
        {clinic.random.id<MessageId>(), "alert", {}, "en", PrivateText(json::write(payload)), 0},
        clinic.now());
  }
  plan_due_work(tx, clinic, again, id,
                clinic.now() + minutes(clinic.follow_up.check_ins.alert_repeat_minutes));
  return {};
}

}  // namespace

void leave_tasks(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                 const Answered& answered, const care::CheckInResult& result) {
  bool told = false;
  for (const care::Escalation& row : result.escalations) {
    if (row.who.empty()) continue;
    NewTask task = task_for(session, row, answered, clinic.now());
    store::TaskId id = add_task(tx, clinic, task);
    if (row.level == care::Level::emergency) {
      task.kind = kEmergency;
      task.role = store::Role::owner;
      task.practitioner = {};
      task.payload = {};
      id = add_task(tx, clinic, task);
    }
    if (row.alert && !told) {
      told = true;
      plan_due_work(tx, clinic, "alert", id.value, clinic.now());
    }
  }
}

Done send_alert(store::Transaction& tx, Clinic& clinic, std::int64_t task) {
  return alert(tx, clinic, task, "alert.again");
}
Done send_alert_again(store::Transaction& tx, Clinic& clinic, std::int64_t task) {
  return alert(tx, clinic, task, "alert");
}

Result<CheckInTask> read_check_in_task(Clinic& clinic, const Actor& actor, store::TaskId id) {
  FASCIA_TRY(store::TaskContent content, read_task(clinic, actor, id));
  return clinic.store.read([&](store::Connection& c) -> Result<CheckInTask> {
    auto task = store::find_task(c, clinic.tenant, id);
    if (!task) return not_found("task_unknown");
    CheckInTask out;
    out.task = *task;
    out.calls = calls_in(content.note);
    if (auto client = store::find_client(c, clinic.tenant, task->client)) {
      out.client_name = client->name;
      out.client_phone = client->phone;
    }
    auto session = store::session_of(c, clinic.tenant, task->appointment);
    if (!session) return out;
    for (const store::CheckIn& kept :
         store::check_ins_of(c, clinic.tenant, clinic.sealer, session->id)) {
      if (!kept.answered) continue;
      FASCIA_TRY(Answered answered, read_answered(kept));
      out.answers.push_back(std::move(answered));
    }
    return out;
  });
}

Done note_call(Clinic& clinic, const Actor& actor, store::TaskId id, std::string_view outcome,
               const PrivateText& note) {
  const care::CheckInRules& rules = clinic.follow_up.check_ins;
  if (!names(rules.call_outcomes, outcome)) return invalid("outcome", "escalation_outcome");
  FASCIA_TRY_DONE(take_task(clinic, actor, id));
  auto kept = clinic.store.write([&](store::Transaction& tx) -> Done {
    auto task = store::find_task(tx, clinic.tenant, id);
    if (!task) return not_found("task_unknown");
    auto content = store::task_content(tx, clinic.tenant, clinic.sealer, id);
    std::string text = content.note.reveal();
    if (!text.empty()) text += "\n";
    text += std::string(kCall) + to_rfc3339_utc(clinic.now()) + " " + std::string(outcome);
    if (!note.empty()) text += "\n" + note.reveal();
    content.note = PrivateText(text);
    store::set_task_content(tx, clinic.tenant, clinic.sealer, *task, content);
    audit(tx, clinic, actor, "task.called", "task", id.value, task->client);
    return {};
  });
  if (!kept) return kept;
  if (names(rules.reached_outcomes, outcome)) return close_task(clinic, actor, id, "spoke", {});
  return {};
}

Done may_close_call(store::Connection& c, Clinic& clinic, const store::Task& task,
                    std::string_view outcome) {
  if (task.kind != kAnswer && task.kind != kEmergency) return {};
  bool unreached = outcome == "left_word" || outcome == "not_needed";
  if (!unreached) return {};
  auto content = store::task_content(c, clinic.tenant, clinic.sealer, task.id);
  return care::may_close(clinic.follow_up.check_ins, "no_answer",
                         static_cast<int>(calls_in(content.note).size()));
}

std::vector<care::OpenSpan> open_spans(const Offer& offer, Instant from) {
  std::optional<schedule::BitRow> open;
  for (const auto& [id, row] : offer.times.working) {
    if (!row) continue;
    if (!open)
      open = *row;
    else
      *open |= *row;
  }
  std::vector<care::OpenSpan> out;
  if (!open) return out;
  for (schedule::Cell cell : open->cells()) {
    Instant begin = schedule::instant_of(cell);
    Instant end = schedule::instant_of({cell.index + 1});
    if (end <= from) continue;
    if (!out.empty() && out.back().until == begin)
      out.back().until = end;
    else
      out.push_back({begin, end});
  }
  return out;
}

}  // namespace fascia::clinic
