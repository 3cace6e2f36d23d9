// SPDX-License-Identifier: Apache-2.0
// A swelling counts as a possible clot only where a leg was worked on.
#include "followed_visit.h"

namespace fascia::clinic {
namespace {

class SwellingAfter : public ::testing::Test, public FollowedVisit {
 public:
  // The session on that place, and the check-in of the next day with nothing but a swelling.
  std::string row_after(const char* region) {
    make_ready();
    start_ready();
    EXPECT_TRUE(work(region, "petrissage", 3));
    wait(40);
    EXPECT_TRUE(end_session(*clinic, ana_actor, over(id, 2)));
    session = *store->read(
        [&](store::Connection& c) { return store::session_of(c, clinic->tenant, id); });
    later(24);
    auto answered = answers({{"Q0", "none"},
                             {"Q1", "2"},
                             {"Q2", "less"},
                             {"Q3", "3"},
                             {"Q4", "none"},
                             {"Q5", "none"},
                             {"Q6", "swelling"},
                             {"Q7", "right"}});
    EXPECT_TRUE(answered) << (answered ? "" : answered.error().message + answered.error().field);
    return answered ? answered->shown : std::string();
  }
};

TEST_F(SwellingAfter, of_the_back_alone_is_no_leg) { EXPECT_EQ(row_after("low-back.R"), "E6"); }
TEST_F(SwellingAfter, of_a_calf_is_a_leg) { EXPECT_EQ(row_after("calf.R"), "E2"); }

}  // namespace
}  // namespace fascia::clinic
