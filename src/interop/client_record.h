// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/private_text.h"
#include "core/time.h"

namespace fascia::interop {

// All that is kept of one person, as values that a page and a FHIR Bundle are both made of. Ids are
// the clinic's own; times are instants.
struct ClientRecord {
  struct Visit {
    std::string id, status, service, therapist;
    Instant start, finish;
  };
  struct Session {
    std::string id, visit, therapist;
    Instant started;
    std::optional<Instant> ended;
  };
  struct Line {
    std::string label, text;
  };
  // "intake", "check_in", "before_visit" and "questionnaire" were answered by the person; all
  // others were written here: "consent", "plan", "old_plan" (another one took its place),
  // "plan_change", "session", "chart", "aftercare", "letter", "note", "access_request",
  // "disclosure", "fee", "block", "task" and "message". A questionnaire says in `what` its title; a
  // task and a message, which one it is.
  struct Document {
    std::string id, kind, visit, author, state;
    Instant at;
    std::vector<Line> lines;
    std::string what = {};
    // How a letter went on: where it stood, since when, by whom.
    struct Step {
      std::string state, by;
      Instant at;
    };
    std::vector<Step> steps = {};
  };
  struct Measure {
    std::string id, name, unit;
    Instant at;
    double value = 0;
  };
  struct File {
    std::string id, path, type;
    Instant at;
    PrivateText bytes;
  };

  std::string clinic;
  std::string id, name, email, phone, language, guardian, guardian_relation;
  std::optional<Date> birth_date;
  std::vector<Visit> visits;  // oldest first, as all of these
  std::vector<Session> sessions;
  std::vector<Document> documents;
  std::vector<Measure> measures;
  std::vector<File> files;
};

// A FHIR R4 Bundle (type collection): Patient, Appointment, Encounter, QuestionnaireResponse,
// Observation and DocumentReference, each about this Patient. Files stand beside it under their
// paths. What was said in words stays in words: nothing is coded that was not coded before.
PrivateText to_fhir(const ClientRecord& record, Instant made);

}  // namespace fascia::interop
