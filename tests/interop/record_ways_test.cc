// SPDX-License-Identifier: Apache-2.0
// One question that a record answers in several ways: the strictest of all holds, and evidence
// names the resources of each.
#include "core/json.h"
#include "interop/record_told.h"
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

const std::string kOfSkin = snomed("86273004"), kOfBelly = snomed("86481000");

std::string operated(const std::string& what, int days, const std::string& id) {
  std::string text = procedure(what, "completed", performed(days));
  return text.replace(text.find("'op'"), 4, "'" + id + "'");
}

const care::Finding* finding_in(const care::Screening& screening, const std::string& rule) {
  for (const care::Finding& one : screening.findings)
    if (one.rule == rule) return &one;
  return nullptr;
}

TEST(RecordWays, of_two_operations_the_strictest_holds_and_evidence_names_both) {
  Answered both = answer_of({operated(kOfSkin, 200, "small"), operated(kOfBelly, 20, "belly")});
  Answered belly = answer_of({operated(kOfBelly, 20, "belly")});
  ASSERT_FALSE(both.record.others.empty());
  EXPECT_GE(both.decision(), belly.decision());
  bj::object said = to_json(both.deep, both.record, codes());
  bool named = false;
  for (const bj::value& one : said.at("findings").as_array()) {
    const std::string resources = json::write(one.at("evidence").at("resources"));
    named = named || (resources.find("Procedure/small") != std::string::npos &&
                      resources.find("Procedure/belly") != std::string::npos);
  }
  EXPECT_TRUE(named) << json::write(said.at("findings"));
  // What the other way says otherwise is not hidden.
  const bj::array& others = said.at("record").at("other_answers").as_array();
  ASSERT_EQ(others.size(), both.record.others.size());
  EXPECT_TRUE(others.front().as_object().contains("surgery"));
}

// R5: a doubt of one way softens nothing that is sure in another.
TEST(RecordWays, R5_what_is_sure_in_one_way_is_refused_whatever_another_doubts) {
  care::Intake doubt = well_person();
  doubt.answers["blood_clot"] = care::Said::not_sure;
  doubt.birth_date = Date::of(1986, 5, 2);
  const care::Screening unsure = care::screen(protocol(), doubt, care::ServiceKind::deep, kVisit);
  ASSERT_TRUE(unsure.talk_first);
  care::AnswerMap sure = doubt.answers;
  sure["blood_clot"] = care::Said::yes;
  sure["blood_clot.end"] = care::SaidDate{kVisit, to_iso(kVisit)};
  care::Intake way = doubt;
  way.answers = sure;
  ASSERT_FALSE(care::screen(protocol(), way, care::ServiceKind::deep, kVisit).talk_first);
  for (bool turned : {false, true}) {
    care::Intake first = doubt;
    if (turned) first.answers = sure;
    const care::Screening all = screen_ways(protocol(), first, {turned ? doubt.answers : sure},
                                            care::ServiceKind::deep, kVisit);
    EXPECT_FALSE(all.talk_first) << turned;
    EXPECT_GE(all.decision, Decision::clearance);
  }
}

// Every finding of each way stands in the whole, none of them milder.
TEST(RecordWays, all_ways_together_are_never_looser_than_one_of_them) {
  Answered a = answer_of({operated(kOfSkin, 200, "small"), operated(kOfBelly, 20, "belly"),
                          operated(snomed("55705006"), 300, "spine")});
  ASSERT_GE(a.record.others.size(), 1u);
  const care::Screening all =
      screen_ways(protocol(), a.record.intake, a.record.others, care::ServiceKind::deep, kVisit);
  for (const care::AnswerMap& answers : a.record.others) {
    care::Intake way = a.record.intake;
    way.answers = answers;
    const care::Screening one = care::screen(protocol(), way, care::ServiceKind::deep, kVisit);
    EXPECT_GE(all.decision, one.decision);
    EXPECT_LE(all.limits.max_depth, one.limits.max_depth);
    EXPECT_GE(all.gentler->decision, one.gentler->decision);
    for (const care::Finding& found : one.findings) {
      const care::Finding* kept = finding_in(all, found.rule);
      ASSERT_NE(kept, nullptr) << found.rule;
      EXPECT_GE(kept->decision, found.decision) << found.rule;
    }
  }
}

// What a record told comes back without its file, and is laid beside other answers as it was.
TEST(RecordWays, what_was_told_is_kept_and_laid_again) {
  const std::string text = bundle_of(
      {operated(kOfSkin, 200, "small"), operated(kOfBelly, 20, "belly"),
       condition(snomed("128053003"), "resolved", abated(60)), pressure(150, 95, days_ago(60))});
  auto record = read_record(text, protocol(), codes(), kVisit);
  ASSERT_TRUE(record);
  auto back = read_told(write_told(*record), protocol());
  ASSERT_TRUE(back) << describe(back.error());
  EXPECT_EQ(back->intake.answers, record->intake.answers);
  EXPECT_EQ(back->others, record->others);
  EXPECT_EQ(back->evidence, record->evidence);
  EXPECT_EQ(back->ask, record->ask);
  EXPECT_EQ(back->intake.told_on, record->intake.told_on);
  EXPECT_EQ(back->intake.birth_date, record->intake.birth_date);
  auto first = lay_beside(protocol(), codes(), *record, well_person(), kVisit);
  auto again = lay_beside(protocol(), codes(), *back, well_person(), kVisit);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(again->intake.answers, first->intake.answers);
  EXPECT_EQ(screen_record(protocol(), *again, care::ServiceKind::deep, kVisit).decision,
            screen_record(protocol(), *first, care::ServiceKind::deep, kVisit).decision);
}

std::string number_of(const std::string& code, const std::string& id) {
  return "{'resourceType':'Observation','id':'" + id + "','status':'final','code':" + code +
         ",'effectiveDateTime':'" + days_ago(3) + "','valueQuantity':{'value':4,'code':'1'}}";
}

TEST(RecordObservation, a_number_that_nothing_knows_is_said_once) {
  const std::string zorb =
      "{'coding':[{'system':'http://loinc.org','code':'99999-9','display':'Zorbs in blood'}]}";
  Answered a =
      answer_of({number_of(zorb, "a"), number_of(zorb, "b"), number_of(words("Gleebs"), "c")});
  ASSERT_EQ(a.record.warnings.size(), 2u);
  EXPECT_EQ(a.record.warnings[0].what, "unknown_number");
  EXPECT_EQ(a.record.warnings[0].place, "/entry/1/resource");
  EXPECT_EQ(a.record.warnings[0].words, "Zorbs in blood");
  EXPECT_EQ(a.record.warnings[1].words, "Gleebs");
  const bj::array said = to_json(a.deep, a.record, codes()).at("warnings").as_array();
  EXPECT_NE(json::write(said).find("/entry/1/resource (Zorbs in blood): "), std::string::npos);
  // It holds nothing, and a code without words is named by itself.
  EXPECT_EQ(a.decision(), answer_of({}).decision());
  Answered bare = answer_of({number_of(coded("http://loinc.org", "99999-9"), "a")});
  ASSERT_EQ(bare.record.warnings.size(), 1u);
  EXPECT_EQ(bare.record.warnings[0].words, "99999-9");
  // Height and weight are of nearly everybody; a pulse is known.
  EXPECT_TRUE(answer_of({number_of(coded("http://loinc.org", "29463-7"), "w"),
                         measured("8867-4", "70", "/min", 0)})
                  .record.warnings.empty());
}

// More ways than can be weighed with each other: somebody asks.
TEST(RecordWays, too_many_ways_are_asked_about) {
  std::vector<std::string> resources;
  for (const char* code :
       {"86273004", "86481000", "55705006", "387731002", "11466000", "387713003"})
    for (int days : {10, 40, 100, 200, 300})
      resources.push_back(operated(snomed(code), days, std::string(code) + std::to_string(days)));
  Answered a = answer_of(resources);
  EXPECT_LT(a.record.others.size(), 24u);
  EXPECT_GE(a.decision(), answer_of({resources[5]}).decision());
}

}  // namespace
}  // namespace fascia::interop
