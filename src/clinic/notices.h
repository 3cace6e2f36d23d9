// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// Whom the clinic tells, and when, as its owner set it.
struct Notices {
  std::string alert_to;         // who hears of something urgent: addresses with commas; empty: the
                                // clinic's own address
  std::string reminder_hours;   // before a visit: "48, 3"; empty: nobody is reminded
  std::string letter_fax = {};  // where physicians send their answers; empty: none (R40)
};
constexpr std::string_view kAlertTo = "alert_to";
constexpr std::string_view kReminderHours = "reminder_hours";
constexpr std::string_view kLetterFax = "letter_fax";

// forbidden to everybody but the owner.
Result<Notices> read_notices(Clinic& clinic, const Actor& actor);
// Errors: email_… on alert_to; reminder_hours_invalid on reminder_hours; phone_invalid on
// letter_fax.
Done check_notices(const Notices& notices);
// It counts for visits that are booked or changed from now on.
Done edit_notices(Clinic& clinic, const Actor& actor, const Notices& notices);

// Up to three whole numbers from 1 to 168, the largest first; none for an empty text.
std::optional<std::vector<int>> parse_hours(std::string_view text);
std::vector<std::string> parse_addresses(std::string_view text);

}  // namespace fascia::clinic
