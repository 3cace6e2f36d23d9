// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/interview.h"
#include "clinic/screen_visit.h"
#include "store/wait_list.h"

namespace fascia::clinic {

// What a person without an account has said so far, sealed and bound to their browser; gone after
// 24 hours when nobody books (R13).
struct VisitDraft {
  bool consent = false;  // to be asked health questions, for the purpose that was shown
  std::optional<Instant> consent_at;
  std::string for_whom;                     // "me", "child", "other"
  std::string guardian, guardian_relation;  // who answers when it is not the client
  bool guardian_present = false;            // said to be there during the visit
  care::Intake intake;                      // birth date, places, answers
  bool no_pain = false;                     // nothing hurts: no place to mark
  std::string service;                      // slug
  std::optional<Date> visit_date;
  std::string screening;             // token of the last one
  bool answered = false;             // that one is of the answers as they stand
  std::vector<std::string> refused;  // tokens of those that refused, and bind later ones (R3)
  AppointmentId appointment;         // of a visit whose intake this is (R4)
  std::string asked = "web";         // or "aloud", "paper": then asked_by is who did it (R16)
  StaffId asked_by;
  // Of a client who was here before: the intake of that visit, and its day when answers of it came
  // along. Then "is anything new since?" is asked first: "none", "some" (in the groups that are
  // asked anew) or "all" (nothing is kept).
  ScreeningId carried_from{};
  std::optional<Date> carried_day{};
  std::string news;
  std::vector<std::string> reopened;
  // What that visit said and is asked anew: the places and how much, and what the protocol lets be
  // filled in by a tap. To be shown; the person's own answer is `intake` alone (R5).
  care::Intake last{};
  std::optional<Date> last_day{};
  std::string hold;                     // token
  std::optional<Instant> hold_until{};  // when it would have ended, had its page not been closed
  std::string name, email, phone;
  std::string gender{};            // whom they would rather be treated by (gender_wish.h)
  std::string gender_of_second{};  // and whom the other of two who come together
  store::WaitId waiting{};         // what they asked the wait list for (wait_list.h)
};

// An empty one when there is none.
VisitDraft find_draft(Clinic& clinic, const std::string& browser);
Done keep_draft(Clinic& clinic, const std::string& browser, const VisitDraft& draft);
Done forget_draft(Clinic& clinic, const std::string& browser);
// Begins anew, for the same or another person. What refused before still binds (R3).
Done begin_anew(Clinic& clinic, const std::string& browser);

// What the draft is about: its service, or the one that most people come for; its day, or the next.
const store::Service* draft_service(const Offer& offer, const VisitDraft& draft);
Date draft_day(const Clinic& clinic, const VisitDraft& draft);
// The next health questions of the draft, or the emergency its answers already are.
care::Step next_questions(const Clinic& clinic, const VisitDraft& draft);

// Decides the draft as it stands and keeps both: the screening, and its token in the draft. Errors
// of screen_visit; birth_date_missing.
Result<Screened> screen_draft(Clinic& clinic, const std::string& browser, VisitDraft& draft);

}  // namespace fascia::clinic
