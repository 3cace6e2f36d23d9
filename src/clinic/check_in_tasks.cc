// SPDX-License-Identifier: Apache-2.0
// What a check-in leaves for a person: the task, its calls, and the alert until somebody takes it.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <sstream>

#include "clinic/check_in_parts.h"
#include "clinic/due_work.h"
#include "clinic/notices.h"
#include "clinic/tasks.h"
#include "core/json.h"
#include "store/appointments.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kAnswer = "check_in_answer";
constexpr std::string_view kEmergency = "emergency_call";
constexpr std::string_view kForLead = "answer_for_lead";
// What begins a line of the note that is a call that was made, or the time of one to make.
constexpr std::string_view kCall = "call ";
constexpr std::string_view kTry = "try ";
constexpr std::string_view kTryWork = "call.try";

bool names(const std::vector<std::string>& who, std::string_view role) {
  return std::find(who.begin(), who.end(), role) != who.end();
}

// The row that holds, when it was answered, and what.
PrivateText payload_of(const Clinic& clinic, const care::Escalation& row,
                       const Answered& answered) {
  const WallTime at = clinic.availability.get()->zone.wall(answered.at);
  std::string text = fmt::format("{} ({} {:02}:{:02})\n", row.row, to_iso(at.date), at.minute / 60,
                                 at.minute % 60);
  for (const AnsweredLine& line : answered.lines)
    text += line.question.en + " " + line.answer.en + "\n";
  if (!answered.note.empty()) text += answered.note + "\n";
  return PrivateText(text);
}

// The clinic lead is the owner here; what was answered only a therapist may read (R20), so that an
// emergency has both: somebody who calls at once, and somebody who knows.
NewTask task_for(const Clinic& clinic, const store::TreatmentSession& session,
                 const care::Escalation& row, const Answered& answered) {
  NewTask task;
  task.kind = kAnswer;
  task.urgent = row.level >= care::Level::urgent;
  task.client = session.client;
  task.appointment = session.appointment;
  bool desk_alone = names(row.who, "desk") && !names(row.who, "therapist");
  task.role = desk_alone ? store::Role::desk : store::Role::therapist;
  if (!desk_alone) task.practitioner = session.practitioner;
  task.due = row.due.value_or(clinic.now());
  task.payload = payload_of(clinic, row, answered);
  return task;
}

std::vector<Instant> tries_in(const PrivateText& note) {
  std::vector<Instant> out;
  std::istringstream lines(note.reveal());
  for (std::string line; std::getline(lines, line);)
    if (line.rfind(kTry, 0) == 0)
      if (auto when = parse_rfc3339(line.substr(kTry.size()))) out.push_back(*when);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<Instant> next_try(const PrivateText& note, Instant now) {
  for (Instant one : tries_in(note))
    if (one > now) return one;
  return std::nullopt;
}

// 8.6: nobody reached is tried again after an hour, after four, and the next morning.
void keep_tries(store::Transaction& tx, Clinic& clinic, store::TaskId id,
                const std::vector<Instant>& tries) {
  if (tries.empty()) return;
  auto task = store::find_task(tx, clinic.tenant, id);
  auto content = store::task_content(tx, clinic.tenant, clinic.sealer, id);
  std::string text = content.note.reveal();
  for (Instant one : tries)
    text += (text.empty() ? "" : "\n") + std::string(kTry) + to_rfc3339_utc(one);
  content.note = PrivateText(text);
  store::set_task_content(tx, clinic.tenant, clinic.sealer, *task, content);
  if (auto next = next_try(content.note, clinic.now()))
    plan_due_work_at(tx, clinic, task->location, kTryWork, id.value, *next);
}

// The lines of the note that tell of calls, which the lead's task takes over: the letter says when.
std::string call_lines(const PrivateText& note, const PrivateText& known) {
  std::string out = known.reveal();
  std::istringstream lines(note.reveal());
  for (std::string line; std::getline(lines, line);)
    if (line.rfind(kCall, 0) == 0 && out.find(line) == std::string::npos)
      out += (out.empty() ? "" : "\n") + line;
  return out;
}

// Tried often enough and nobody reached: the clinic's lead decides what comes next.
void lead_decides(store::Transaction& tx, Clinic& clinic, const store::Task& task,
                  const PrivateText& note) {
  NewTask next;
  next.kind = "lead_decides";
  next.client = task.client;
  next.appointment = task.appointment;
  next.role = store::Role::owner;
  next.due = clinic.now();
  const store::TaskId id = add_task(tx, clinic, next);
  auto content = store::task_content(tx, clinic.tenant, clinic.sealer, id);
  content.note = PrivateText(call_lines(note, content.note));
  store::set_task_content(tx, clinic.tenant, clinic.sealer,
                          *store::find_task(tx, clinic.tenant, id), content);
}

std::vector<std::string> alert_addresses(store::Connection& c, const Clinic& clinic) {
  std::string text = store::setting(c, clinic.tenant, kAlertTo).value_or("");
  if (text.empty()) text = clinic.availability.get()->location.email;
  return parse_addresses(text);
}

bool somebody_is_missing(store::Connection& c, const Clinic& clinic) {
  for (const store::Task& task : store::open_tasks(c, clinic.tenant, clinic.place()))
    if (task.urgent && !task.taken_by) return true;
  return false;
}

}  // namespace

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

void leave_tasks(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                 const Answered& answered, const care::CheckInResult& result) {
  for (const care::Escalation& row : result.escalations) {
    if (row.who.empty()) continue;
    NewTask task = task_for(clinic, session, row, answered);
    keep_tries(tx, clinic, add_task(tx, clinic, task), row.tries);
    const bool emergency = row.level == care::Level::emergency;
    if (!emergency && !names(row.who, "lead")) continue;
    task.role = store::Role::owner;
    task.practitioner = {};
    task.payload = {};
    if (emergency) {
      task.kind = kEmergency;
      keep_tries(tx, clinic, add_task(tx, clinic, task), row.tries);
      continue;
    }
    // The call is the therapist's, and it is theirs that alerts; the lead sees that it is made.
    task.kind = kForLead;
    task.urgent = false;
    add_task(tx, clinic, task);
  }
}

Done call_is_due(store::Transaction& tx, Clinic& clinic, std::int64_t id) {
  auto task = store::find_task(tx, clinic.tenant, store::TaskId{id});
  if (!task || task->done_at) return {};
  task->due = clinic.now();
  task->taken_by = {};
  store::update_task(tx, clinic.tenant, *task);
  auto content = store::task_content(tx, clinic.tenant, clinic.sealer, task->id);
  if (auto next = next_try(content.note, clinic.now()))
    plan_due_work_at(tx, clinic, task->location, kTryWork, id, *next);
  if (task->urgent) plan_alert(tx, clinic, task->location);
  return {};
}

void plan_alert(store::Transaction& tx, Clinic& clinic, LocationId place) {
  plan_due_work_at(tx, clinic, place, "alert", place.value, clinic.now());
}

Done send_alert(store::Transaction& tx, Clinic& clinic, std::int64_t) {
  if (!somebody_is_missing(tx, clinic)) return {};
  // Where nobody is named, pages still show it as urgent.
  for (const std::string& address : alert_addresses(tx, clinic)) {
    boost::json::object payload{{"to", address}, {"path", "/desk/tasks"}};
    store::add_message(tx, clinic.tenant, clinic.sealer,
                       {clinic.random.id<MessageId>(),
                        "alert",
                        {},
                        "en",
                        PrivateText(json::write(payload)),
                        0,
                        clinic.place()},
                       clinic.now());
  }
  const LocationId place = clinic.place();
  plan_due_work_at(tx, clinic, place, "alert", place.value,
                   clinic.now() + minutes(clinic.follow_up.check_ins.alert_repeat_minutes));
  return {};
}

Result<CheckInTask> read_check_in_task(Clinic& clinic, const Actor& actor, store::TaskId id) {
  FASCIA_TRY(store::TaskContent content, read_task(clinic, actor, id));
  return clinic.store.read([&](store::Connection& c) -> Result<CheckInTask> {
    auto task = store::find_task(c, clinic.tenant, id);
    if (!task) return not_found("task_unknown");
    CheckInTask out;
    out.task = *task;
    out.calls = calls_in(content.note);
    out.tries = tries_in(content.note);
    if (auto to_ask = open_call(c, clinic, id)) {
      FASCIA_TRY(out.to_ask, open_kept(c, clinic, *to_ask));
    }
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
    FASCIA_TRY_DONE(read_before_acting(tx, clinic, actor, *task));
    auto content = store::task_content(tx, clinic.tenant, clinic.sealer, id);
    std::string text = content.note.reveal();
    if (!text.empty()) text += "\n";
    text += std::string(kCall) + to_rfc3339_utc(clinic.now()) + " " + std::string(outcome);
    if (!note.empty()) text += "\n" + note.reveal();
    content.note = PrivateText(text);
    store::set_task_content(tx, clinic.tenant, clinic.sealer, *task, content);
    bool reached = names(rules.reached_outcomes, outcome);
    int calls = static_cast<int>(calls_in(content.note).size());
    if (auto next = next_try(content.note, clinic.now()); next && !reached) {
      task->due = *next;
      store::update_task(tx, clinic.tenant, *task);
    }
    bool is_answer = task->kind == kAnswer || task->kind == kEmergency;
    if (!reached && is_answer && calls >= rules.least_tries)
      lead_decides(tx, clinic, *task, content.note);
    audit(tx, clinic, actor, "task.called", "task", id.value, task->client);
    return {};
  });
  if (!kept) return kept;
  if (names(rules.reached_outcomes, outcome)) return close_task(clinic, actor, id, "spoke", {});
  return {};
}

bool is_urgent_call(const store::Task& task) {
  return task.urgent && (task.kind == kAnswer || task.kind == kEmergency);
}

Done may_close_call(store::Connection& c, Clinic& clinic, const store::Task& task,
                    std::string_view outcome) {
  if (task.kind != kAnswer && task.kind != kEmergency) return {};
  bool unreached = outcome == "left_word" || outcome == "not_needed";
  if (is_urgent_call(task)) unreached = outcome != "spoke";
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
      open = row->row();
    else
      *open |= row->row();
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
