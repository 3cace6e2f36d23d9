// SPDX-License-Identifier: Apache-2.0
// Several health records beside one visit, and one that is taken out again.
#include "clinic/kept_record.h"
#include "clinic/speak_with_client.h"
#include "core/json.h"
#include "laid_record.h"

namespace fascia::clinic {
namespace {

const std::string kThinner =
    R"({"resource":{"resourceType":"MedicationStatement","id":"m1","status":"active",)"
    R"("medicationCodeableConcept":{"text":"warfarin 5 mg"}}})";

struct SeveralRecords : ::testing::Test {
  AnsweredVisit at;
  void lay(const std::string& resources, const std::string& source = {}) {
    auto laid = lay_record(*at.clinic, at.desk, at.visit.id, record_with(resources), source);
    ASSERT_TRUE(laid) << laid.error().field << " " << laid.error().message;
  }
  Done take_back(std::size_t which) {
    auto done = take_back_record(*at.clinic, at.desk, at.visit.id, which);
    return done ? Done{} : Done(done.error());
  }
  RecordsBeside beside() { return *records_beside(*at.clinic, at.desk, at.visit.id); }
  care::Screening decided_now() {
    const store::Service service = *at.clinic->availability.get()->service(at.deep);
    return decide(*at.clinic, at.content(), service, at.monday + 3);
  }
  bool told(const std::string& question) {
    return at.content().intake.answers.at(question) !=
           at.content().beside->person.answers.at(question);
  }
};

TEST_F(SeveralRecords, R3_both_count_and_each_stands_with_its_source_and_day) {
  lay(kLegClot, "hospital");
  at.clock.seconds += 3600;
  lay(kThinner + "," + kUnknown, "doctor");
  EXPECT_TRUE(told("blood_clot"));
  EXPECT_TRUE(told("blood_thinner"));
  EXPECT_TRUE(refuses_outright(decided_now()));
  const RecordsBeside all = beside();
  EXPECT_EQ(all.client_name, "Maya Roy");
  EXPECT_TRUE(all.may_change);
  ASSERT_EQ(all.records.size(), 2u);
  EXPECT_EQ(all.records[0].source, "hospital");
  EXPECT_EQ(all.records[1].source, "doctor");
  EXPECT_EQ(*all.records[1].at - *all.records[0].at, hours(1));
  const ScreeningContent content = at.content();
  const auto behind = things_behind(content, "blood_thinner");
  ASSERT_EQ(behind.size(), 1u);
  EXPECT_EQ(behind[0].thing.words, "warfarin 5 mg");
  EXPECT_EQ(behind[0].record->source, "doctor");
  at.all_sound();
}

TEST_F(SeveralRecords, the_same_entry_in_both_counts_once) {
  lay(kLegClot + "," + kUnknown, "hospital");
  const ScreeningContent once = at.content();
  lay(kUnknown + "," + kLegClot, "doctor");
  const ScreeningContent twice = at.content();
  EXPECT_EQ(twice.records.size(), 2u);
  EXPECT_EQ(twice.intake.answers, once.intake.answers);
  EXPECT_EQ(twice.others, once.others);
  EXPECT_EQ(twice.beside->apart.size(), once.beside->apart.size());
  EXPECT_EQ(unread_of(twice).size(), 1u);
}

TEST_F(SeveralRecords, R3_one_that_is_anothers_is_taken_out_and_the_talk_comes_first) {
  const auto own = at.content().intake.answers;
  lay(kLegClot, "hospital");
  lay(kThinner, "doctor");
  at.clock.seconds += 600;
  ASSERT_TRUE(take_back(0));
  EXPECT_FALSE(told("blood_clot"));
  EXPECT_TRUE(told("blood_thinner")) << "the other one still counts";
  EXPECT_TRUE(at.content().must_speak) << "it was refused before";
  EXPECT_EQ(at.now().status, store::Status::requested);
  const RecordsBeside all = beside();
  ASSERT_EQ(all.records.size(), 2u) << "it stays in sight";
  EXPECT_EQ(all.records[0].taken_at, at.clinic->now());
  EXPECT_FALSE(all.records[1].taken_at);
  EXPECT_EQ(at.content().records[0].taken_by, at.desk.staff.text());
  auto trail = at.audit_trail(at.visit.client);
  EXPECT_EQ(std::count(trail.begin(), trail.end(), "appointment.record_taken_back|"), 1);
  // Once is enough, and there is no third.
  EXPECT_EQ(take_back(0).error().message, "record_unknown");
  EXPECT_EQ(take_back(7).error().message, "record_unknown");
  ASSERT_TRUE(take_back(1));
  EXPECT_EQ(at.content().intake.answers, own);
  EXPECT_FALSE(at.content().beside);
  at.all_sound();
}

TEST_F(SeveralRecords, one_that_changed_nothing_is_taken_out_without_a_word) {
  lay("", "person");
  ASSERT_TRUE(take_back(0));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_FALSE(at.content().must_speak);
}

TEST_F(SeveralRecords, what_one_alone_left_to_ask_is_asked_no_more_when_it_is_out) {
  lay(kUnknown);
  ASSERT_EQ(at.now().status, store::Status::requested);
  ASSERT_EQ(waiting_tasks(*at.clinic, at.program).size(), 1u);
  ASSERT_TRUE(take_back(0));
  EXPECT_EQ(at.now().status, store::Status::confirmed);
  EXPECT_TRUE(waiting_tasks(*at.clinic, at.program).empty());
  at.all_sound();
}

TEST_F(SeveralRecords, R1_what_the_person_said_keeps_its_day) {
  const Date told = *at.content().intake.answered_on;
  at.clock.seconds += 24 * 3600;
  lay(kThinner);
  at.clock.seconds += 24 * 3600;
  lay(kLegClot);
  ASSERT_TRUE(take_back(0));
  ASSERT_TRUE(take_back(1));
  const care::Intake now = at.content().intake;
  EXPECT_EQ(care::told_day(now, "blood_thinner", at.monday + 3), told);
  EXPECT_EQ(care::told_day(now, "blood_clot", at.monday + 3), told);
}

TEST_F(SeveralRecords, R3_answers_given_anew_drop_none_of_them_and_bring_back_none) {
  lay(kLegClot, "hospital");
  lay(kThinner, "doctor");
  ASSERT_TRUE(take_back(0));
  ScreenVisit anew{at.deep, at.monday + 3, Date::of(1988, 5, 4), {}, {}, "web", {}, {}};
  anew.intake = at.content().beside->person;
  auto screened = screen_visit(*at.clinic, anew);
  ASSERT_TRUE(screened);
  ASSERT_TRUE(bind_intake(*at.clinic, at.visit.id, {at.desk, {}}, screened->token));
  EXPECT_TRUE(told("blood_thinner"));
  EXPECT_FALSE(told("blood_clot"));
  ASSERT_EQ(at.content().records.size(), 2u);
  EXPECT_FALSE(at.content().records[0].counts());
}

// As it was kept when a visit had one record at most.
TEST_F(SeveralRecords, a_record_that_was_kept_before_there_could_be_several_still_counts) {
  lay(kLegClot + "," + kUnknown);
  const ScreeningContent was = at.content();
  ASSERT_TRUE(at.clinic->store.write([&](store::Transaction& tx) -> Done {
    auto kept = store::find_screening(tx, at.clinic->tenant, at.clinic->sealer, at.now().screening);
    boost::json::object object = json::read(kept->content.reveal())->as_object();
    const boost::json::object one = object.at("records").as_array().at(0).as_object();
    object.erase("records");
    object["record_told"] = one.at("told");
    object["unread"] = one.at("unread");
    object["record_warnings"] = one.at("warnings");
    kept->content = PrivateText(json::write(object));
    store::update_screening(tx, at.clinic->tenant, at.clinic->sealer, *kept);
    return {};
  }));
  ASSERT_EQ(at.content().records.size(), 1u);
  EXPECT_EQ(at.content().records[0].told, was.records[0].told);
  EXPECT_EQ(unread_of(at.content()).size(), 1u);
  EXPECT_EQ(beside().records[0].source, "");
  lay(kThinner);
  EXPECT_TRUE(told("blood_clot"));
  EXPECT_TRUE(told("blood_thinner"));
  EXPECT_EQ(at.content().records.size(), 2u);
}

TEST_F(SeveralRecords, R20_staff_alone_and_a_source_of_the_list) {
  EXPECT_EQ(take_back_record(*at.clinic, Actor{}, at.visit.id, 0).error().code, Code::forbidden);
  EXPECT_EQ(records_beside(*at.clinic, Actor{}, at.visit.id).error().code, Code::forbidden);
  EXPECT_EQ(take_back(0).error().message, "record_unknown");
  auto laid = lay_record(*at.clinic, at.desk, at.visit.id, record_with(""), "cancer centre");
  EXPECT_EQ(laid.error().message, "record_source_unknown");
  EXPECT_EQ(laid.error().field, "source");
  EXPECT_TRUE(beside().records.empty());
}

TEST_F(SeveralRecords, a_fault_of_the_file_says_where_it_is) {
  auto at_of = [&](std::string_view file) {
    auto laid = lay_record(*at.clinic, at.desk, at.visit.id, file);
    std::string out = laid.error().field;
    for (const auto& [name, value] : laid.error().args) out += " " + name + "=" + value;
    return out;
  };
  EXPECT_EQ(at_of(R"({"resourceType":"Patient"})"), "file at=/resourceType");
  EXPECT_NE(at_of("{\n  \"resourceType\": oops}").find("line=2"), std::string::npos);
}

}  // namespace
}  // namespace fascia::clinic
