// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/clinic.h"

namespace fascia::clinic {

// Somebody whose answers are an emergency leaves a number (R2). A therapist is told at once; the
// page has said all there is to do without us. phone_invalid on phone.
Done ask_for_call(Clinic& clinic, const std::string& browser, const std::string& phone);

// Somebody whose doubts alone stand in the way leaves a number (R5): a therapist calls within four
// hours in which the clinic is open. phone_invalid on phone; nothing_to_speak_about (conflict)
// where the answers are no such doubt.
Done ask_for_talk(Clinic& clinic, const std::string& browser, const std::string& phone);

}  // namespace fascia::clinic
