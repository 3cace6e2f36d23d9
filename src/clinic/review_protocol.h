// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "care/protocol_entries.h"
#include "clinic/clinic.h"
#include "store/protocol_reviews.h"

// Who stands for the clinical rules of this clinic (R9).
namespace fascia::clinic {

// The rules that travel in this program, as people read them, and the state they are in. Each is
// read once, at the first question for them.
const std::vector<care::Entry>& shipped_entries();
const std::string& shipped_rules_version();  // "9f3c…", of all files together
// The same with the clinic's own files, which make another state of the rules.
const std::vector<care::Entry>& entries_in_force(const Clinic& clinic);
const std::string& rules_version(const Clinic& clinic);
// A value to be looked at by name: "screening/rule/dvt-confirmed".
std::string point_name(const care::Entry& entry);

bool is_reviewed(store::Connection& c, const Clinic& clinic);
bool is_reviewed(Clinic& clinic);
// Signed, or the owner knows that nobody signed yet, or a demo: a session may start.
bool is_review_settled(store::Connection& c, const Clinic& clinic);

struct ReviewState {
  std::optional<store::ProtocolReview> review;  // of the version that this program carries
  bool acknowledged = false;
  std::vector<const care::Entry*> points;  // to be confirmed one by one
};
// Staff of any role.
Result<ReviewState> read_review(Clinic& clinic, const Actor& actor);

struct SignProtocol {
  std::string name;        // of the clinic's lead
  std::string credential;  // "RMT, 12345"
  std::optional<Date> day;
  std::set<std::string> points;  // point_name of each value that was looked at
};
// By an owner or at the command line. Errors: name, credential (review_field_missing,
// review_text_long); day (date_invalid, date_in_future); points (review_points_open, arg open).
Done sign_protocol(Clinic& clinic, const Actor& actor, const SignProtocol& in);
Done acknowledge_unreviewed(Clinic& clinic, const Actor& actor);

}  // namespace fascia::clinic
