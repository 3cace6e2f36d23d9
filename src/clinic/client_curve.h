// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/outcomes.h"
#include "care/verdict.h"
#include "clinic/clinic.h"
#include "clinic/private_link.h"

namespace fascia::clinic {

// How one client's measures went over the visits. Only what was taken before a session counts:
// right after one, nearly everybody feels better.
struct CurveOfMeasure {
  const care::Measure* measure = nullptr;
  std::string activity;  // the client's own words, of a rated activity
  struct Point {
    Date day;
    double value = 0;
    int treatments = 0;
  };
  std::vector<Point> points;                   // in order
  std::optional<care::MeasuredChange> change;  // of two points and more
};
struct ClientCurve {
  ClientId client;
  std::string client_name;
  int visits = 0;             // treatments had
  std::optional<Date> since;  // the first of them
  std::vector<CurveOfMeasure> measures;
  care::VerdictStep verdict;
  care::NextStep next;
};
// By the ratings taken before `until`.
ClientCurve curve_of(store::Connection& c, Clinic& clinic, ClientId client, Instant until);

Result<ClientCurve> curve_of_link(Clinic& clinic, const OpenLink& link);
// For the therapist, with an audit event. Errors: those of open_visit; client_unknown.
Result<ClientCurve> curve_of_client(Clinic& clinic, const Actor& actor, ClientId client);

// A link to the curve for whoever has opened another private link of the same client in this
// browser: its path. The birth date was given there and is not asked again.
Result<std::string> open_progress(Clinic& clinic, const OpenLink& link, const std::string& browser);

}  // namespace fascia::clinic
