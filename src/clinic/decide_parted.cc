// SPDX-License-Identifier: Apache-2.0
#include "clinic/decide_parted.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/change_appointment.h"
#include "clinic/clearance_letter.h"
#include "clinic/clearance_wait.h"
#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/letter_text.h"
#include "clinic/remind.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "core/json.h"
#include "store/client_keys.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

// What physicians answered about this person, as their own letters hold it.
std::vector<care::RuleLetter> own_letters(store::Connection& c, Clinic& clinic, ClientId person) {
  std::vector<care::RuleLetter> out;
  for (const store::Clearance& row :
       store::clearances_of_client(c, clinic.tenant, clinic.sealer, person))
    if (auto content = read_letter_content(row.body))
      for (const LetterReply& reply : content->replies)
        out.insert(out.end(), reply.answers.begin(), reply.answers.end());
  return out;
}

// More visits in a row than anybody's answers come along through: what has no end decides nothing.
constexpr int kMostCarried = 200;

// The intake of an earlier visit that came along, and the one that this had from: where one of them
// is another's now, or cannot be read.
bool answers_are_anothers(store::Connection& c, Clinic& clinic, const ScreeningContent& content,
                          ClientId person) {
  ScreeningId from = content.carried_from;
  for (int step = 0; from; ++step) {
    if (step == kMostCarried || store::client_of_screening(c, clinic.tenant, from) != person)
      return true;
    auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, from);
    auto before = kept ? read_content(clinic, *kept)
                       : Result<ScreeningContent>(not_found("screening_missing"));
    if (!before) return true;
    from = before->carried_from;
  }
  return false;
}

void set_letters(store::Transaction& tx, Clinic& clinic, store::KeptScreening kept,
                 const std::vector<care::RuleLetter>& letters) {
  boost::json::object object = json::read(kept.content.reveal())->as_object();
  object["letters"] = write_letters(letters);
  kept.content = PrivateText(json::write(object));
  store::update_screening(tx, clinic.tenant, clinic.sealer, kept);
}

void request_again(store::Transaction& tx, Clinic& clinic, Appointment& a) {
  const Instant now = clinic.now();
  a.status = Status::requested;
  if (!a.screening) {
    a.intake_due_by =
        std::max(now, std::min(a.start, std::max(now + hours(2), a.start - hours(24))));
    plan_due_work(tx, clinic, "intake.due", a.id.value, *a.intake_due_by);
  }
  store::update_appointment(tx, clinic.tenant, a);
  stand_alike(tx, clinic, a);
  plan_reminders(tx, clinic, a);
  NewTask task;
  task.kind = "visit_parted";
  task.client = a.client;
  task.appointment = a.id;
  task.role = store::Role::desk;
  task.due = now;
  task.urgent = a.start < now + hours(24);
  add_task(tx, clinic, task);
  audit(tx, clinic, {Actor::Kind::program, {}, store::Role::owner, {}}, "appointment.parted",
        "appointment", a.id.value, a.client);
}

void decide_visit_again(store::Transaction& tx, Clinic& clinic, Appointment a,
                        const std::vector<care::RuleLetter>& own) {
  auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, a.screening);
  const auto offer = clinic.availability.get();
  const auto service = service_of_visit(tx, clinic, *offer, a);
  auto content =
      kept ? read_content(clinic, *kept) : Result<ScreeningContent>(not_found("screening_missing"));
  // What cannot be read decides nothing: it is asked again.
  if (!content || !service || answers_are_anothers(tx, clinic, *content, a.client)) {
    a.screening = {};
    request_again(tx, clinic, a);
    move_letter(tx, clinic, a);
    return;
  }
  auto is_own = [&](const care::RuleLetter& letter) {
    return std::ranges::find(own, letter) != own.end();
  };
  if (std::ranges::all_of(content->letters, is_own)) return;
  std::erase_if(content->letters, [&](const auto& letter) { return !is_own(letter); });
  set_letters(tx, clinic, *kept, content->letters);
  const care::Screening now = decide(clinic, *content, *service, a.wall.date);
  if (decided(now, content->must_speak)) return;
  request_again(tx, clinic, a);
  if (refuses(now)) want_letter(tx, clinic, a, now);
}

}  // namespace

void decide_parted(store::Transaction& tx, Clinic& clinic, ClientId person) {
  if (!store::find_key(tx, clinic.tenant, person)) return;  // erased: nothing of theirs opens
  const auto own = own_letters(tx, clinic, person);
  for (Appointment& a : store::list_of_client(tx, clinic.tenant, person))
    if (leads(a) && a.screening && can_still_change(a) && a.start > clinic.now())
      decide_visit_again(tx, clinic, std::move(a), own);
}

}  // namespace fascia::clinic
