// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/change_plan.h"
#include "clinic/movement.h"
#include "clinic/open_visit.h"
#include "clinic/session_log.h"
#include "store/treatment.h"

namespace fascia::clinic {

struct Soap {
  std::string subjective, objective, assessment, plan;
  std::string pace{};  // "slow", "usual": where it was not noted in the room
  bool empty() const {
    return subjective.empty() && objective.empty() && assessment.empty() && plan.empty();
  }
};

// R44: what a receipt needs, as it was on that day.
struct ReceiptFacts {
  std::string client;     // full name of the treated person
  std::string therapist;  // full name
  std::string association, number;
  std::optional<Date> valid_from, valid_until;  // none: nothing valid was on file on that day
  int minutes_delivered = 0;
  Money price;  // before GST
  Date day;
};

struct ChartEntry {
  ChartEntryId id;
  store::ChartStatus status = store::ChartStatus::draft;
  ChartEntryId amends;
  Soap soap;
  std::string reason;  // of an amendment
  std::string author;  // name
  Instant created;
  std::optional<Instant> signed_at;
  std::string digest;
  ReceiptFacts receipt;
};

struct Chart {
  OpenVisit visit;
  store::TreatmentSession session;
  SessionSummary summary;
  std::vector<LoggedTap> log;
  std::optional<int> pain_before, pain_after;
  std::vector<PlanChange> changes;  // of the plan, by the therapist (R7)
  std::vector<Movement> movements;
  std::vector<ChartEntry> entries;  // oldest first
  const ChartEntry* signed_entry() const;
  const ChartEntry* draft() const;
  const ChartEntry* error_mark() const;  // it was entered in error (R17)
};

// Each reading leaves an audit event. Errors: those of open_visit; session_missing (not_found).
Result<Chart> read_chart(Clinic& clinic, const Actor& actor, AppointmentId id,
                         const std::string& reason = {});
// Keeps the draft as it stands. Errors: those of own_visit; chart_missing, chart_signed,
// chart_too_long on the field.
Done keep_chart(Clinic& clinic, const Actor& actor, AppointmentId id, const Soap& soap);
// Keeps and signs: from here on nothing changes it (invariant 3). chart_empty on subjective;
// pace_missing on pace, where a place was worked on and nobody noted how.
Done sign_chart(Clinic& clinic, const Actor& actor, AppointmentId id, const Soap& soap);
// Beside the signed entry, signed at once. amendment_missing on text, amendment_reason_missing on
// reason, chart_unsigned when there is nothing signed yet.
Done amend_chart(Clinic& clinic, const Actor& actor, AppointmentId id, const std::string& text,
                 const std::string& reason);

// R31: ended sessions of this therapist without a signed chart, oldest first.
std::vector<store::TreatmentSession> unsigned_charts(Clinic& clinic, const Actor& actor);

// Within the transaction that ends a session.
void add_draft(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
               const OpenVisit& visit, const store::TreatmentSession& session);

}  // namespace fascia::clinic
