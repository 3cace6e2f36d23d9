// SPDX-License-Identifier: Apache-2.0
// Whole Bundles: empty, broken, hostile, like those of real systems; and what holds for all.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

std::string message_of(const std::string& text) {
  auto record = read_record(text, protocol(), codes(), kVisit);
  return record ? "none" : record.error().message;
}

TEST(RecordBundle, with_nothing_in_it_decides_nothing_and_says_so) {
  for (const char* text :
       {"{'resourceType':'Bundle'}", "{'resourceType':'Bundle','entry':[]}",
        "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Patient'}}]}"}) {
    Answered a = answer(quoted(text));
    EXPECT_TRUE(a.record.tells_nothing) << text;
    EXPECT_TRUE(a.warned("empty"));
    auto json = to_json(a.deep, a.record, codes());
    EXPECT_TRUE(json.at("decision").is_null());
    EXPECT_FALSE(json.at("warnings").as_array().empty());
    EXPECT_FALSE(json.at("missing").as_array().empty());
    EXPECT_FALSE(a.deep.goes_ahead());
  }
}

TEST(RecordBundle, that_is_none_names_the_place) {
  auto field = [](const char* text) {
    auto record = read_record(quoted(text), protocol(), codes(), kVisit);
    return record ? std::string("none") : record.error().message + record.error().field;
  };
  EXPECT_EQ(field("[]"), "fhir_no_bundle/");
  EXPECT_EQ(field("{'resourceType':'Patient'}"), "fhir_no_bundle/resourceType");
  EXPECT_EQ(field("{}"), "fhir_no_bundle/resourceType");
  EXPECT_EQ(field("{'resourceType':'Bundle','entry':{}}"), "fhir_no_bundle/entry");
}

TEST(RecordBundle, hostile_text_gets_a_clear_answer) {
  EXPECT_EQ(message_of(std::string(20000, '[')), "json_too_deep");
  EXPECT_EQ(message_of("{\"resourceType\":\"Bundle\",\"entry\":" + std::string(20000, '[') +
                       std::string(20000, ']') + "}"),
            "json_too_deep");
  EXPECT_EQ(message_of(quoted("{'resourceType':'Bundle','resourceType':'Bundle'}")),
            "json_duplicate_key");
  EXPECT_EQ(message_of("{\"resourceType\":\"Bun\xff\xfe"
                       "dle\"}"),
            "json_syntax");
  EXPECT_EQ(message_of("{\"resourceType\":\"Bundle\","), "json_syntax");
  EXPECT_EQ(message_of(std::string(kRecordLimits.max_bytes + 1, ' ')), "json_too_big");
}

TEST(RecordBundle, resources_that_cannot_be_read_are_listed_and_make_nothing_looser) {
  struct Row {
    const char* resource;
    const char* place;
  };
  for (Row row : {Row{"42", "/entry/1/resource"}, Row{"{'id':'x'}", "/entry/1/resource"},
                  Row{"{'resourceType':'Condition','id':'x','code':5}", "/entry/1/resource"},
                  Row{"{'resourceType':'Condition','id':'x'}", "/entry/1/resource"},
                  Row{"{'resourceType':'Procedure','id':'x','status':'completed','code':[7]}",
                      "/entry/1/resource"},
                  Row{"{'resourceType':'MedicationRequest','id':'x','status':'active',"
                      "'medicationCodeableConcept':true}",
                      "/entry/1/resource"}}) {
    Answered a = answer_of({row.resource});
    ASSERT_FALSE(a.record.warnings.empty()) << row.resource;
    EXPECT_EQ(a.record.warnings.front().place, row.place) << row.resource;
    EXPECT_GE(a.decision(), Decision::clearance) << row.resource;
  }
  // A clot with a broken day, status or code is still a clot.
  const std::string clot = snomed("128053003");
  for (const std::string& resource :
       {"{'resourceType':'Condition','id':'x','clinicalStatus':7,'code':" + clot + "}",
        "{'resourceType':'Condition','id':'x','clinicalStatus':'whatever','code':" + clot + "}",
        "{'resourceType':'Condition','id':'x','onsetDateTime':99,'code':" + clot + "}",
        std::string("{'resourceType':'Condition','id':'x','code':'128053003'}"),
        std::string("{'resourceType':'Condition','id':'x','code':{'coding':'x','text':'DVT'}}")}) {
    Answered a = answer_of({resource});
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << resource;
    EXPECT_FALSE(a.record.warnings.empty()) << resource;
  }
}

TEST(RecordBundle, warnings_carry_place_and_reason_in_both_languages) {
  Answered a = answer_of({"42"});
  std::string en(to_json(a.deep, a.record, codes()).at("warnings").as_array()[0].as_string());
  std::string fr(to_json(a.deep, a.record, codes(), "fr").at("warnings").as_array()[0].as_string());
  EXPECT_TRUE(en.starts_with("/entry/1/resource: This entry")) << en;
  EXPECT_TRUE(fr.starts_with("/entry/1/resource: Cette entrée")) << fr;
}

TEST(RecordBundle, every_reason_has_its_words) {
  for (const char* id : {"empty",          "deceased",
                         "second_patient", "no_resource",
                         "unnamed",        "unread",
                         "unread_value",   "unit",
                         "undated",        "implausible",
                         "refuted",        "entered_in_error",
                         "denied",         "family",
                         "risk",           "planned",
                         "cancelled",      "not_done",
                         "not_taken",      "not_final",
                         "over",           "old",
                         "other_form",     "another_person",
                         "unknown_code",   "unmatched",
                         "kind_unread",    "unclear_person",
                         "stay",           "unknown_number",
                         "many_ways",      "unknown_finding"}) {
    EXPECT_FALSE(codes().words(id).en.empty()) << id;
    EXPECT_FALSE(codes().words(id).fr.empty()) << id;
  }
}

TEST(RecordBundle, of_a_person_who_has_died_decides_nothing) {
  std::string text = bundle_of({condition(snomed("128053003"), "active", onset(9))});
  text.replace(text.find("\"gender\""), 0, "\"deceasedBoolean\":true,");
  Answered a = answer(text);
  EXPECT_TRUE(a.record.tells_nothing);
  EXPECT_TRUE(a.warned("deceased"));
}

TEST(RecordBundle, in_a_bundle_is_read_too) {
  Answered a = answer_of({"{'resourceType':'Bundle','entry':[{'resource':" +
                          condition(snomed("128053003"), "active", onset(9)) + "}]}"});
  EXPECT_EQ(a.decision(), Decision::do_not_treat);
}

// Bundles as they come from systems (written for these tests).
TEST(RecordBundle, like_those_of_real_systems) {
  Answered synthea = answer(text_of("tests/interop/bundles/synthea-like.json"));
  EXPECT_TRUE(synthea.told("high_pressure"));
  EXPECT_TRUE(synthea.told("diabetes"));
  EXPECT_TRUE(synthea.told("antiplatelet"));
  EXPECT_FALSE(synthea.told("stroke"));
  EXPECT_FALSE(synthea.told("surgery"));
  EXPECT_FALSE(synthea.told("fracture"));
  EXPECT_EQ(synthea.decision(), Decision::clearance);
  // A sore throat, a school and stress: codes and words that mean nothing to the protocol.
  // So do some numbers; a weight is passed over in silence.
  for (const RecordNote& note : synthea.record.warnings) {
    EXPECT_TRUE(note.what == "unmatched" || note.what == "unknown_number") << note.what;
    EXPECT_NE(note.words, "Body Weight");
  }
  Answered french = answer(text_of("tests/interop/bundles/texte-seul.json"));
  EXPECT_TRUE(french.told("blood_thinner"));
  EXPECT_TRUE(french.told("lung_clot"));
  EXPECT_FALSE(french.told("cancer"));
  EXPECT_FALSE(french.told("stroke"));
  EXPECT_EQ(french.decision(), Decision::do_not_treat);
}

const std::vector<std::string>& risks() {
  static const std::vector<std::string> kRisks = [] {
    std::vector<std::string> all;
    int i = 0;
    for (const char* code :
         {"128053003", "59282003",  "38341003", "22298006",  "230690007", "266257000", "67362008",
          "441509002", "254837009", "64859006", "125605004", "73211009",  "42658009",  "77386006",
          "386661006", "128045006", "29857009", "271594007", "6471006",   "89362005"})
      for (int days : {3, 50, 120, 300, 2000})
        for (const char* status : {"active", "resolved", "remission"})
          all.push_back(condition(snomed(code), status, onset(days), "c" + std::to_string(i++)));
    for (const char* code : {"80146002", "11466000", "55705006", "86273004", "52734007"})
      for (int days : {3, 50, 120, 300})
        all.push_back(procedure(snomed(code), "completed", performed(days)));
    for (const char* code : {"B01AA03", "B01AF02", "B01AC06", "H02AB07", "C08CA01", "L01XA01"})
      for (const char* status : {"active", "stopped", "unknown"})
        all.push_back(statement(atc(code), status, ",'effectivePeriod':{'start':'2026-01-01'}"));
    all.emplace_back("42");
    all.emplace_back("{'resourceType':'Condition','id':'u'}");
    return all;
  }();
  return kRisks;
}

RC_GTEST_PROP(RecordBundleProperty, one_more_entry_never_loosens, ()) {
  auto some = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(risks()));
  if (some.size() > 4) some.resize(4);
  auto more = some;
  auto at = *rc::gen::inRange<std::size_t>(0, some.size() + 1);
  more.insert(more.begin() + static_cast<std::ptrdiff_t>(at), *rc::gen::elementOf(risks()));
  Answered before = answer_of(some);
  Answered after = answer_of(more);
  RC_ASSERT(after.decision() >= before.decision());
  RC_ASSERT(after.deep.gentler->decision >= before.deep.gentler->decision);
  RC_ASSERT(after.deep.limits.max_depth <= before.deep.limits.max_depth);
}

RC_GTEST_PROP(RecordBundleProperty, the_order_of_entries_does_not_matter, ()) {
  auto some = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(risks()));
  if (some.size() > 4) some.resize(4);
  auto turned = some;
  std::reverse(turned.begin(), turned.end());
  RC_ASSERT(answer_of(some).decision() == answer_of(turned).decision());
}

TEST(RecordBundle, many_entries_take_time_in_step) {
  std::vector<std::string> many;
  for (int i = 0; i < 3000; ++i)
    many.push_back(condition(words("Osteoarthritis of the left knee " + std::to_string(i)),
                             "active", onset(i)));
  Answered a = answer_of(many);
  EXPECT_EQ(a.record.resources, 3000u);
}

}  // namespace
}  // namespace fascia::interop
