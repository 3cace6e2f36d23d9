// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care/plan.h"
#include "clinic/clinic.h"
#include "store/treatment.h"

namespace fascia::clinic {

// What the client answered for one place that needs its own consent.
struct RegionConsent {
  care::Region region;
  enum class Says : char { yes, no, withdrawn } says = Says::no;
  std::string reason;       // why the plan works there, as it was told
  std::string alternative;  // what else could be done, as it was told
  std::string signed_by;    // the client's name or initials for this session
};

inline constexpr std::string_view kClothed = "clothed";
inline constexpr std::string_view kAsWished = "as_wished";
const std::vector<std::string>& clothing_choices();

// R12: one agreement for this person, therapist and plan.
struct Consent {
  // Each was said to the client and agreed, one by one.
  bool treatment = false;
  bool draping = false;  // what stays on, what is covered
  bool pressure = false;
  bool stop_word = false;  // they know it and that no reason is asked
  bool support = false;    // a support person is welcome
  bool tender = false;     // tender spots may be pressed; a no is no hindrance
  // What stays on: "as_wished", "underwear", kClothed. Without clothes off there is no oil.
  std::string clothing = std::string(kAsWished);
  int depth = 3;    // 1-5, at most
  int ceiling = 5;  // 0-10, at most
  std::string word = "stop";
  std::string support_person;               // who is there; empty: nobody wished for
  std::string signed_by;                    // the client's name, or a guardian's
  std::string guardian, guardian_relation;  // who consents for somebody under 18 (R15)
  bool guardian_present = false;            // and is in the room
  std::vector<RegionConsent> regions;
  PractitionerId practitioner;
  bool withdrawn = false;  // all of it
  Instant at;

  std::vector<care::Region> declined() const;  // no or withdrawn
  bool agrees_to(const care::Region& own) const;
};

// R15: a guardian consents for a person under 18 and is there under 14; for them the places that
// need their own consent are in no plan.
struct Guardianship {
  bool consents = false;
  bool present = false;
};
Guardianship guardianship(std::optional<Date> born, Date visit);

// Errors: those of own_visit; consent_item_missing on treatment, draping, pressure, stop_word,
// support; consent_depth, consent_ceiling, consent_word_missing on depth, ceiling, word;
// clothing_unknown on clothing; consent_signature_missing on signed_by; for each place that the
// plan works on and that needs its own: region_answer_missing, region_reason_missing,
// region_alternative_missing, region_signature_missing on "region.<place>"; under 18
// guardian_missing, guardian_relation_missing, guardian_not_present on guardian, guardian_relation,
// guardian_present and region_off_under_18 on "region.<place>" (R15); visit_not_today; visit_over.
Result<Consent> give_consent(Clinic& clinic, const Actor& actor, AppointmentId id,
                             const Consent& in);
// One tap, before or during the session: for one place, or for all of the treatment. A running
// session gets an entry beside it, so that it is charted. Error consent_not_given.
Result<Consent> withdraw_consent(Clinic& clinic, const Actor& actor, AppointmentId id,
                                 std::optional<care::Region> where);

// The one that holds: the newest of the appointment.
std::optional<Consent> consent_of(store::Connection& c, Clinic& clinic, AppointmentId id);

}  // namespace fascia::clinic
