// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/screening.h"

// Which of two answers to one question is the stricter, for whatever lays records beside each other
// or beside a person's own answers.
namespace fascia::interop {

bool in_doubt(const care::Answer& answer);
// How careful an answer is: a plain no, a doubt, anything told.
int care_taken(const care::Question& question, const care::Answer& answer);
// Lists of things or places hold what both tell; false where these are none.
bool unite_lists(care::Answer& into, const care::Answer& more);

}  // namespace fascia::interop
