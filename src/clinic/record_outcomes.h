// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/intake.h"
#include "care/outcomes.h"
#include "clinic/clinic.h"
#include "store/follow_up.h"

namespace fascia::clinic {

// What the therapist measures or asks at a visit besides the pain: the client's own activities,
// how far a joint moves, and at a re-assessment the change since the start.
struct Measurement {
  std::string measure;  // id in the protocol
  double value = 0;
  std::string activity;  // the client's own words, of a rated activity
};
struct RecordOutcomes {
  AppointmentId appointment;
  std::vector<Measurement> values;
};
// By the visit's own therapist. Kept as taken before the session while it has not begun. Errors:
// those of own_visit; on the measure's id those of care::check_value, and measure_too_early for one
// that is asked later; activity_missing; nothing_measured.
struct Recorded {
  bool asks = false;  // they ask something of the therapist that nothing before them asked
};
Result<Recorded> record_outcomes(Clinic& clinic, const Actor& actor, const RecordOutcomes& in);

// What may be measured at this visit, and what is known already.
struct MeasureForm {
  std::string client_name;
  std::vector<std::string> activities;          // rated before, or told when booking
  std::vector<const care::Measure*> movements;  // joint ranges and the like
  const care::Measure* activity = nullptr;      // what an activity is rated by
  const care::Measure* reach = nullptr;         // how far the fingertips reach
  // Stress and ease, before and after, and what else the reason for the visit asks.
  std::vector<const care::Measure*> feelings;
  std::string first_movement;  // what that reason measures first; empty: nothing in particular
  const care::Measure* global = nullptr;  // the change since the start, when it is time to ask
  // What the newest answers ask the therapist to do: poor sleep twice in a row.
  std::vector<const care::MeasureAlert*> alerts;
};
// Errors: those of own_visit.
Result<MeasureForm> measure_form(Clinic& clinic, const Actor& actor, AppointmentId id);

// Who gave a measurement: the health form, the client on a page of their own, or the therapist who
// asked.
enum class MeasuredBy : char { intake, client, therapist };

// One measurement as it was kept.
struct Kept {
  store::Outcome outcome;
  double value = 0;
  std::string when;  // "before", "after", "check_in"
  std::string activity;
  PractitionerId by;
  MeasuredBy source = MeasuredBy::therapist;
};
std::vector<Kept> kept_outcomes(const std::vector<store::Outcome>& outcomes);

// What the client cannot do well, in their own words: rated before, or told in the health form.
std::vector<std::string> activities_of(store::Connection& c, Clinic& clinic, ClientId client);
int treatments_had(store::Connection& c, const Clinic& clinic, ClientId client);

// The health forms of a client that were bound to a visit, oldest first.
struct KeptIntake {
  Instant answered;
  care::Intake intake;
};
std::vector<KeptIntake> intakes_of(store::Connection& c, Clinic& clinic, ClientId client);

}  // namespace fascia::clinic
