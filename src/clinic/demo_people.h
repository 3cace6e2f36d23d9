// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "clinic/book_appointment.h"
#include "clinic/demo_chance.h"

namespace fascia::clinic {

// How the pain goes over the visits.
enum class DemoCourse : char { responds, plateau, stays, worsens };

// One way of needing a massage; from demo/stories.json.
struct DemoStory {
  int weight = 1;
  std::vector<std::string> services;  // slugs that fit it
  int youngest = 18, oldest = 80;
  std::vector<care::Pain> pains;
  std::string since, function;
  std::string sex;       // empty: either
  bool gentle = false;   // no deep work is wanted
  std::string movement;  // a measure of how far something moves, and what it was at first
  int movement_start = 0;
  care::AnswerMap answers;  // besides "none of these"
};

struct DemoNames {
  std::vector<std::string> women, men, family;
};

// A client with the story they come with.
struct DemoPerson {
  ClientDetails details;
  std::string sex;
  const DemoStory* story = nullptr;
  DemoCourse course = DemoCourse::responds;
};

// What was written under the public page.
struct DemoReply {
  int days_ago = 0;
  std::string name, language, body;
  bool approve = false, remove = false;  // neither: it waits
};

// A way of answering a check-in: for each question, one of these.
using DemoCheckIn = std::vector<std::pair<std::string, std::vector<std::string>>>;

struct DemoData {
  DemoNames names;
  std::vector<DemoStory> stories;
  std::vector<DemoReply> replies;
  DemoCheckIn usual, rough;
  std::vector<care::AnswerMap> late_answers;  // that come in after the booking and refuse it
  care::AnswerMap letter_answers;             // that want a physician's letter for deep work (R40)
};

// Errors as the reader of JSON gives them.
Result<DemoData> read_demo_data(const care::Protocol& protocol);
// Somebody nobody is: the address ends in .invalid, the number is 555-01xx (R45). `number` makes
// them differ.
DemoPerson make_person(const DemoData& data, Chance& chance, Date today, int number);
// The intake as this person gives it: their pains, and "none of these" to what is not theirs.
care::Intake demo_intake(const care::Protocol& protocol, const DemoPerson& person);

}  // namespace fascia::clinic
