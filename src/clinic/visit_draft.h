// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "care/intake.h"
#include "clinic/clinic.h"

namespace fascia::clinic {

// What a person without an account has said so far, sealed and bound to their browser; gone after
// 24 hours when nobody books (R13).
struct VisitDraft {
  bool consent = false;  // to be asked health questions, for the purpose that was shown
  std::string for_whom;  // "me", "child", "other"
  std::string guardian, guardian_relation;
  care::Intake intake;  // birth date, places, answers
  std::string service;  // slug
  std::optional<Date> visit_date;
  std::string screening;  // token of the last one
  std::string hold;       // token
  std::string name, email, phone;
};

// An empty one when there is none.
VisitDraft find_draft(Clinic& clinic, const std::string& browser);
Done keep_draft(Clinic& clinic, const std::string& browser, const VisitDraft& draft);
Done forget_draft(Clinic& clinic, const std::string& browser);

}  // namespace fascia::clinic
