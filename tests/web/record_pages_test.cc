// SPDX-License-Identifier: Apache-2.0
// The health records that staff lay beside the answers for a visit, at the desk and in the room.
#include "stopped_visit.h"

namespace fascia::web {
namespace {

TEST_F(StoppedVisit, R20_a_record_laid_by_the_desk_is_read_by_who_treats_alone) {
  answer({});
  Browser desk = signed_in("dana");
  const std::string at = "/desk/visit/" + id.text();
  EXPECT_TRUE(has(text_of(desk.get(at)), at + "/record"));
  auto sent = desk.upload(at + "/record", "file", kLegClotRecord);
  const std::string seen = text_of(desk.follow(sent));
  EXPECT_TRUE(has(seen, "The record is read"));
  EXPECT_TRUE(lacks(seen, "clot"));
  EXPECT_TRUE(lacks(seen, "Zorbitis"));
  EXPECT_EQ(now().status, store::Status::requested);
  const std::string room = text_of(signed_in("anna").get("/treat/" + id.text()));
  // Both evidences, with the resource (sheet a, 4.3), and what nobody understands, in its words.
  EXPECT_TRUE(has(room, "The health record says something else"));
  EXPECT_TRUE(has(room, "Condition/c7"));
  EXPECT_TRUE(has(room, "In the record, and to be looked at"));
  EXPECT_TRUE(has(room, "diagnosis “Zorbitis &lt;of&gt; the gleeb”: in the record"));
  EXPECT_TRUE(lacks(room, "<of>"));
}

TEST_F(StoppedVisit, both_evidences_stand_side_by_side_for_the_therapist_in_their_language) {
  answer({});
  Browser desk = signed_in("dana");
  desk.get("/desk");
  Browser quiet = signed_in("anna");
  EXPECT_TRUE(lacks(text_of(quiet.get("/treat/" + id.text())), "The health record says"));
  desk.upload("/desk/visit/" + id.text() + "/record", "file", kLegClotRecord);
  const care::Question* question = small.clinic->protocol.question("blood_clot");
  ASSERT_NE(question, nullptr);
  for (const auto& [language, code, yes, no] :
       {std::tuple("en-CA", "en", "Yes", "No"), std::tuple("fr-CA", "fr", "Oui", "Non")}) {
    Browser anna = signed_in("anna");
    anna.language = language;
    const std::string page = text_of(anna.get("/treat/" + id.text()));
    const auto asked = page.find(care::in_language(question->text, code), page.find("\"answers\""));
    ASSERT_NE(asked, page.npos) << language;
    const std::string line = page.substr(asked, page.find("</li>", asked) - asked);
    const auto record = line.find("<strong>" + std::string(yes)),
               person = line.find("<strong>" + std::string(no));
    EXPECT_NE(record, line.npos) << line;
    EXPECT_NE(person, line.npos) << line;
    EXPECT_LT(record, person) << "the record's answer stands first: " << line;
    EXPECT_TRUE(has(line, "Condition/c7")) << line;
  }
  // A therapist who does not treat this client reads none of it without a reason.
  EXPECT_TRUE(lacks(text_of(signed_in("bela").get("/treat/" + id.text())), "Condition/c7"));
}

TEST_F(StoppedVisit,
       R25_what_is_no_record_is_said_at_the_field_and_a_large_file_before_it_is_read) {
  answer({});
  Browser anna = signed_in("anna");
  const std::string at = "/treat/" + id.text() + "/record";
  EXPECT_TRUE(has(text_of(anna.get("/treat/" + id.text())), at));
  auto wrong = anna.upload(at, "file", "no json");
  EXPECT_EQ(wrong.status, 400);
  EXPECT_TRUE(has(text_of(wrong), "record-file"));
  EXPECT_TRUE(has(text_of(wrong), "aria-invalid"));
  // Which file, whose record it should be, and where the fault is.
  EXPECT_TRUE(has(text_of(wrong), "For Maya Roy"));
  EXPECT_TRUE(has(text_of(wrong), "“Maya Roy.exe” as a health record: it breaks off in line 1"));
  EXPECT_TRUE(has(text_of(anna.upload(at, "file", "{\n \"a\": x}")), "in line 2, at character 7"));
  EXPECT_TRUE(has(text_of(anna.upload(at, "file", R"({"resourceType":"Patient"})")),
                  "at /resourceType it is no FHIR Bundle"));
  std::string another = kLegClotRecord;
  another.replace(another.find("1988"), 4, "1987");
  wrong = anna.upload(at, "file", another);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "in “Maya Roy.exe” is not the one of Maya Roy"));
  EXPECT_EQ(anna.upload(at, "file", "").status, 422);
  // What is too large to be read at all: the page of the server says how large it may be.
  http::Request request;
  request.path = at;
  EXPECT_TRUE(has(text_of(error_page(*site, 413, &request)), "10 MB at most"));
  EXPECT_EQ(now().status, store::Status::confirmed);
  Browser nobody(*this);
  EXPECT_NE(nobody.upload(at, "file", kLegClotRecord).status, 200);
  EXPECT_EQ(now().status, store::Status::confirmed);
}

// What a record says never stands as the person's own words (F10): it is marked with what it rests
// on, and the question by which the program knows that the two differ is nobody's business.
TEST_F(StoppedVisit, what_the_record_said_is_marked_with_its_entry_in_words_and_days_in_words) {
  answer({});
  Browser desk = signed_in("dana");
  desk.get("/desk");
  ASSERT_EQ(desk.upload("/desk/visit/" + id.text() + "/record", "file", kLegClotRecord).status,
            303);
  for (const auto& [language, heading, marked, day, origin] :
       {std::tuple("en-CA", "From the health record", "From the record:", "1 November 2026",
                   "Health record, 23 November 2026"),
        std::tuple("fr-CA", "Du dossier de santé", "Du dossier\u00a0:", "1er novembre 2026",
                   "Dossier de santé, 23 novembre 2026")}) {
    Browser anna = signed_in("anna");
    anna.language = language;
    const std::string page = text_of(anna.get("/treat/" + id.text()));
    const std::string answers = page.substr(page.find("id=\"answers\""));
    EXPECT_TRUE(has(answers, heading)) << language;
    EXPECT_TRUE(has(answers, marked)) << language;
    EXPECT_TRUE(has(answers, origin)) << language;
    EXPECT_TRUE(lacks(answers, "2026-11-01")) << language;
    const care::Question* flag = small.clinic->protocol.question("record_conflict");
    ASSERT_NE(flag, nullptr);
    EXPECT_TRUE(lacks(answers, care::in_language(flag->text, std::string(language).substr(0, 2))));
    // The person's own list has their no.
    const auto own = answers.find(std::string(language) == "en-CA" ? "Told for this visit"
                                                                   : "Dit pour cette visite");
    ASSERT_NE(own, answers.npos);
    EXPECT_TRUE(lacks(answers.substr(own), "<strong>1")) << "the day of the clot is the record's";
  }
}

TEST_F(StoppedVisit, R20_what_is_to_be_looked_at_is_said_to_who_treats_and_not_at_the_desk) {
  answer({});
  Browser desk = signed_in("dana");
  desk.get("/desk");
  const std::string at_desk = "/desk/visit/" + id.text();
  std::string seen = text_of(desk.follow(desk.upload(at_desk + "/record", "file", kLegClotRecord)));
  EXPECT_TRUE(has(seen, "Entries read: 2. To look at: 1."));
  EXPECT_TRUE(has(seen, "Whoever treats reads what it is"));
  EXPECT_TRUE(lacks(seen, "Zorbitis"));
  Browser anna = signed_in("anna");
  const std::string in_room = "/treat/" + id.text();
  anna.get(in_room);
  seen = text_of(anna.follow(anna.upload(in_room + "/record", "file", kLegClotRecord)));
  const std::string said = seen.substr(seen.find("Entries read: 2. To look at: 1."), 400);
  EXPECT_TRUE(has(said, "Zorbitis &lt;of&gt; the gleeb")) << said;
}

TEST_F(StoppedVisit, R3_of_two_records_one_is_taken_out_and_both_stay_in_sight) {
  answer({});
  Browser desk = signed_in("dana");
  desk.get("/desk");
  const std::string at = "/desk/visit/" + id.text();
  for (int i = 0; i < 2; ++i) {
    small.clock.seconds += 60;
    desk.upload(at + "/record", "file", kLegClotRecord);
  }
  std::string seen = text_of(desk.get(at));
  EXPECT_TRUE(has(seen, "name=\"which\" value=\"0\""));
  EXPECT_TRUE(has(seen, "name=\"which\" value=\"1\""));
  seen = text_of(desk.follow(desk.post(at + "/record/out", {{"which", "0"}})));
  EXPECT_TRUE(has(seen, "The record is taken out"));
  EXPECT_TRUE(has(seen, "Taken out on 23 November 2026 by dana"));
  EXPECT_TRUE(lacks(seen, "name=\"which\" value=\"0\""));
  EXPECT_TRUE(has(seen, "name=\"which\" value=\"1\""));
  EXPECT_EQ(desk.post(at + "/record/out", {{"which", "0"}}).status, 409);
  EXPECT_EQ(desk.post(at + "/record/out", {{"which", "x"}}).status, 409);
  EXPECT_EQ(desk.post("/treat/" + id.text() + "/record/out", {{"which", "1"}}).status, 403);
  Browser anna = signed_in("anna");
  anna.get("/treat");
  EXPECT_EQ(anna.post("/treat/" + id.text() + "/record/out", {{"which", "1"}}).status, 303);
  EXPECT_TRUE(lacks(text_of(anna.get("/treat/" + id.text())), "From the health record"));
}

// F5: one visit tells the desk one thing.
TEST_F(StoppedVisit, R4_R40_a_refused_visit_has_no_letter_at_the_desk) {
  answer(clinic::on_a_blood_thinner());
  Browser desk = signed_in("dana");
  const std::string at = "/desk/visit/" + id.text();
  std::string seen = text_of(desk.get(at));
  EXPECT_TRUE(has(seen, "waits for a letter"));
  EXPECT_TRUE(has(seen, "id=\"letter\""));
  desk.upload(at + "/record", "file", kLegClotRecord);
  seen = text_of(desk.get(at));
  EXPECT_TRUE(lacks(seen, "waits for a letter"));
  EXPECT_TRUE(lacks(seen, "id=\"letter\""));
  EXPECT_TRUE(has(seen, "offer another visit or day"));
  EXPECT_TRUE(has(seen, "This visit cannot be as it is booked"));
  EXPECT_TRUE(lacks(seen, "clot"));
  const std::string tasks = text_of(desk.get("/desk/tasks"));
  EXPECT_TRUE(has(tasks, "Call: offer another visit or another day"));
  EXPECT_TRUE(lacks(tasks, "A physician’s letter is missing"));
  // The record is taken out: the letter is what is waited for again.
  desk.post(at + "/record/out", {{"which", "0"}});
  seen = text_of(desk.get(at));
  EXPECT_TRUE(has(seen, "id=\"letter\""));
  EXPECT_TRUE(has(text_of(desk.get("/desk/tasks")), "A physician’s letter is missing"));
}

}  // namespace
}  // namespace fascia::web
