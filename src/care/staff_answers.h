// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/intake.h"

namespace fascia::care {

// What staff alone may say to make a decision milder (a question with `staff = true`, answered the
// safe way: "another likely cause of the swelling? yes") counts from nobody else. Takes such
// answers out and returns their questions' ids. What makes a decision stricter stays, whoever said
// it. Source: screening sheet, item 2: "by client only: emergency (client cannot subtract)".
std::vector<std::string> drop_what_staff_alone_may_say(const Protocol& protocol, Intake& intake);

}  // namespace fascia::care
