// SPDX-License-Identifier: Apache-2.0
// The letter to whoever else cares for a client.
#include "clinic/progress_letter.h"

#include "clinic/record_rights.h"
#include "treated_visit.h"

namespace fascia::clinic {
namespace {

struct SharedCare : TreatedVisit {
  std::string refusal(const Actor& actor, const SendProgress& in) {
    auto done = send_progress(*clinic, actor, id, in);
    return done ? "" : done.error().message + " on " + done.error().field;
  }
  std::vector<KeptDisclosure> given() { return *disclosures_of(*clinic, program, client); }
};

TEST(ProgressLetter, CHK_S17_R25_it_names_who_else_cares_and_goes_nowhere_without_a_yes) {
  SharedCare at;
  EXPECT_EQ(at.refusal(at.ana_actor, {" ", true}), "progress_recipient_missing on recipient");
  EXPECT_EQ(at.refusal(at.ana_actor, {"Dr. Lee, dentist", false}),
            "progress_consent_missing on consent");
  EXPECT_EQ(at.refusal(at.ana_actor, {std::string(201, 'x'), true}), "name_too_long on recipient");
  EXPECT_TRUE(at.given().empty());
  EXPECT_TRUE(read_progress(*at.clinic, at.ana_actor, at.id)->carers.empty());
  EXPECT_EQ(at.refusal(at.ana_actor, {"Dr. Lee, dentist", true}), "");
  at.clock.seconds += 3600;
  EXPECT_EQ(at.refusal(at.ana_actor, {"Kim Roy, physiotherapist", true}), "");
  at.clock.seconds += 3600;
  EXPECT_EQ(at.refusal(at.ana_actor, {"Dr. Lee, dentist", true}), "");
  auto letter = read_progress(*at.clinic, at.ana_actor, at.id);
  ASSERT_TRUE(letter) << letter.error().message;
  ASSERT_EQ(letter->carers.size(), 2u);
  EXPECT_EQ(letter->carers[0].name, "Dr. Lee, dentist");  // the newest letter's
  EXPECT_EQ(letter->carers[0].last_sent, at.clock.now());
  EXPECT_EQ(letter->carers[1].name, "Kim Roy, physiotherapist");
  EXPECT_EQ(letter->visit.client.name, "Maya Roy");
  EXPECT_EQ(letter->therapist, "Ana Silva");
  // Each stands in the log of what was given on, with its ground.
  ASSERT_EQ(at.given().size(), 3u);
  EXPECT_EQ(at.given()[0].given.what, "progress letter");
  EXPECT_EQ(at.given()[0].given.ground, "consent to disclose");
}

TEST(ProgressLetter, CHK_S17_who_else_cares_is_told_apart_from_other_disclosures) {
  SharedCare at;
  ASSERT_TRUE(
      log_disclosure(*at.clinic, at.program, at.client, {"Insurer", "receipts", "consent"}));
  EXPECT_TRUE(read_progress(*at.clinic, at.ana_actor, at.id)->carers.empty());
}

TEST(ProgressLetter, R20_only_who_treats_this_client_writes_or_reads_one) {
  SharedCare at;
  const SendProgress in{"Dr. Lee, dentist", true};
  EXPECT_EQ(at.refusal(at.ben_actor, in), "chart_reason_missing on reason");
  EXPECT_EQ(read_progress(*at.clinic, at.ben_actor, at.id).error().message, "chart_reason_missing");
  Actor desk{Actor::Kind::staff, at.random.id<StaffId>(), store::Role::desk, {}};
  EXPECT_EQ(send_progress(*at.clinic, desk, at.id, in).error().code, Code::forbidden);
  EXPECT_EQ(read_progress(*at.clinic, desk, at.id).error().code, Code::forbidden);
  EXPECT_TRUE(at.given().empty());
}

TEST(ProgressLetter, CHK_S17_a_membership_of_that_day_stands_on_it) {
  SharedCare at;
  const Date today = at.zone.date(at.clock.now());
  store::Credential one;
  one.practitioner = at.ana;
  one.association = "MTAA";
  one.number = "12345";
  one.valid_from = today - 10;
  one.valid_until = today - 1;
  ASSERT_TRUE(add_credential(*at.clinic, at.program, one));
  EXPECT_EQ(read_progress(*at.clinic, at.ana_actor, at.id)->association, "");
  one.valid_until = today;
  ASSERT_TRUE(add_credential(*at.clinic, at.program, one));
  EXPECT_EQ(read_progress(*at.clinic, at.ana_actor, at.id)->number, "12345");
}

}  // namespace
}  // namespace fascia::clinic
