// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/outcomes.h"
#include "care/verdict.h"
#include "clinic/clinic.h"
#include "clinic/private_link.h"
#include "clinic/questionnaires.h"
#include "clinic/record_outcomes.h"

namespace fascia::clinic {

// How one client's measures went over the visits. Only what was taken before a session counts:
// right after one, nearly everybody feels better. That is the rating in the room, the one that the
// client gives in the days before, the health form's, and what a check-in asked a week after.
struct CurveOfMeasure {
  const care::Measure* measure = nullptr;
  std::string activity;  // the client's own words, of a rated activity
  struct Point {
    Date day;
    double value = 0;
    int treatments = 0;
    MeasuredBy source = MeasuredBy::therapist;
    bool between_visits = false;  // asked by a check-in: a verdict on it is provisional
  };
  std::vector<Point> points;                   // in order
  std::optional<care::MeasuredChange> change;  // of two points and more
};
struct ClientCurve {
  ClientId client;
  std::string client_name;
  int visits = 0;                        // treatments had
  std::optional<Date> since;             // the first of them
  std::vector<CurveOfMeasure> measures;  // the one that the verdict runs on first
  // The clinic's own questionnaires, beside the pain and outside the verdict.
  std::vector<QuestionnaireScores> scores;
  care::VerdictStep verdict;
  care::NextStep next;
  std::vector<const care::CourseFlag*> flags;  // what the therapist reads beside the verdict
};
// By the ratings taken before `until`.
ClientCurve curve_of(store::Connection& c, Clinic& clinic, ClientId client, Instant until);

// Until now, for the client; the link was opened, so nothing is refused here.
Result<ClientCurve> curve_of_link(Clinic& clinic, const OpenLink& link);
// For the therapist, with an audit event. Errors: those of open_visit; client_unknown.
Result<ClientCurve> curve_of_client(Clinic& clinic, const Actor& actor, ClientId client);

// A link to the curve for whoever has opened another private link of the same client in this
// browser: its path. The birth date was given there and is not asked again.
Result<std::string> open_progress(Clinic& clinic, const OpenLink& link, const std::string& browser);

}  // namespace fascia::clinic
