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
// Who signs for either, with what training and on which day.
Done check_signer(Clinic& clinic, const std::string& name, const std::string& credential,
                  const std::optional<Date>& day);
Done acknowledge_unreviewed(Clinic& clinic, const Actor& actor);

// R43: the French that decides safety (of the rules, and of the pages that ask and answer) is read
// by a named person before it is used with clients. Their name stands for the very words: one word
// changed is another state, and needs another reading. English alone changes nothing of it.
struct FrenchText {
  std::string where;  // "contraindications.toml:430 rule blood-pressure-high", "assess.title"
  std::string en, fr;
};
const std::vector<FrenchText>& french_texts(const Clinic& clinic);
const std::string& french_version(const Clinic& clinic);  // "french:9f3c…"
std::optional<store::ProtocolReview> french_reading(store::Connection& c, const Clinic& clinic);

struct SignFrench {
  std::string name;
  std::string credential;  // "certified translator, 4711"
  std::optional<Date> day;
  bool read_all = false;
};
// By an owner or at the command line, for the reader. Errors: name, credential
// (review_field_missing, review_text_long); day (date_invalid, date_in_future); read_all
// (french_not_read).
Done sign_french(Clinic& clinic, const Actor& actor, const SignFrench& in);

// What staff pages say while it is so.
struct Unsigned {
  bool rules = false;
  bool french = false;
};
Unsigned still_unsigned(Clinic& clinic);

}  // namespace fascia::clinic
