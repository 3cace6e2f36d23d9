// SPDX-License-Identifier: Apache-2.0
#include "clinic/ask_for_call.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "clinic/check_in.h"
#include "clinic/tasks.h"
#include "clinic/visit_draft.h"
#include "core/json.h"
#include "store/clients.h"

namespace fascia::clinic {

namespace bj = boost::json;

namespace {

constexpr Seconds kTalkWithin = hours(4);

Done check_phone(const std::string& phone) {
  std::size_t digits = store::digits_of(phone).size();
  if (digits < 7 || digits > 15 || phone.size() > 40) return invalid("phone", "phone_invalid");
  return {};
}

}  // namespace

Done ask_for_call(Clinic& clinic, const std::string& browser, const std::string& phone) {
  FASCIA_TRY_DONE(check_phone(phone));
  bj::array why;
  for (const care::Finding& finding :
       next_questions(clinic, find_draft(clinic, browser)).emergencies)
    why.emplace_back(finding.rule);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    NewTask task;
    task.kind = "emergency_call";
    task.urgent = true;
    task.role = store::Role::therapist;
    task.due = clinic.now();
    task.payload = PrivateText(json::write(bj::object{{"phone", phone}, {"rules", why}}));
    add_task(tx, clinic, task);
    return {};
  });
}

Done ask_for_talk(Clinic& clinic, const std::string& browser, const std::string& phone) {
  FASCIA_TRY_DONE(check_phone(phone));
  VisitDraft draft = find_draft(clinic, browser);
  if (!draft.answered || draft.screening.empty()) return conflict("nothing_to_speak_about");
  FASCIA_TRY(FoundScreening found, find_answer(clinic, draft.screening));
  if (!found.screening.talk_first) return conflict("nothing_to_speak_about");
  bj::array why;
  for (const care::Finding& finding : found.screening.findings)
    if (finding.unsure) why.emplace_back(finding.rule);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    NewTask task;
    task.kind = "talk_first";
    task.appointment = draft.appointment;
    task.role = store::Role::therapist;
    Instant now = clinic.now();
    task.due = care::after_open_time(now, kTalkWithin, open_spans(*current_offer(clinic), now));
    task.payload = PrivateText(json::write(bj::object{{"phone", phone}, {"rules", why}}));
    add_task(tx, clinic, task);
    return {};
  });
}

}  // namespace fascia::clinic
