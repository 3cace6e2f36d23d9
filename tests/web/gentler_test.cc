// SPDX-License-Identifier: Apache-2.0
// The pages of a booked visit whose answers stop it: the gentle one in one tap (R4); and a health
// record that staff lay beside the answers.
#include "clinic/answered.h"
#include "clinic/change_appointment.h"
#include "clinic/screen_record.h"
#include "store/records.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

const char* const kLegClotRecord =
    R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",)"
    R"("birthDate":"1988-05-04"}},{"resource":{"resourceType":"Condition","id":"c7",)"
    R"("clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":)"
    R"("http://snomed.info/sct","code":"128053003"}]},"onsetDateTime":"2026-11-01"}},)"
    R"({"resource":{"resourceType":"Condition","id":"c9","clinicalStatus":{"coding":[{"code":)"
    R"("active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"999001",)"
    R"("display":"Zorbitis <of> the gleeb"}]}}}]})";

class StoppedVisit : public ::testing::Test, public SmallSite {
 protected:
  void SetUp() override {
    for (auto [name, role, who] : {std::tuple("anna", store::Role::therapist, small.ana),
                                   std::tuple("bela", store::Role::therapist, small.ben),
                                   std::tuple("dana", store::Role::desk, PractitionerId{})})
      ASSERT_TRUE(
          clinic::add_staff(*small.clinic, small.program, {name, name, role, who, kPassword}));
    auto in = small.booking(small.at(3, 10), "k");
    in.service = small.deep;
    in.practitioner = small.ana;
    auto booked = clinic::book_appointment(*small.clinic, in);
    ASSERT_TRUE(booked);
    id = booked->appointment.id;
    path = "/visit/" + id.text() + "/" + booked->manage_token;
  }
  void answer(const care::AnswerMap& said) {
    auto bound =
        clinic::bind_intake(*small.clinic, id, {small.program, {}},
                            clinic::answered(small, small.deep, small.monday + 3, said)->token);
    ASSERT_TRUE(bound) << bound.error().message;
  }
  void answer_gentle() {
    answer({{"any.organs", care::Said::yes},
            {"adrenal", std::string("addison")},
            {"adrenal.ill", care::Said::no}});
  }
  Browser signed_in(const std::string& name) { return sign_in(router, name); }
  store::Appointment now() { return *clinic::find_visit(*small.clinic, id, {small.program, {}}); }
  AppointmentId id;
  std::string path;
};

TEST_F(StoppedVisit, R4_the_private_link_offers_the_gentle_visit_with_its_price_in_one_tap) {
  answer_gentle();
  for (const char* language : {"en-CA", "fr-CA"}) {
    Browser maya(*this);
    maya.language = language;
    const std::string page = text_of(maya.get(path));
    EXPECT_TRUE(has(page, "Relaxation 60"));
    EXPECT_TRUE(has(page, "action=\"" + path + "/gentler\""));
    EXPECT_TRUE(has(page, std::string(language) == "fr-CA" ? "95,00" : "$95.00"));
    // Nothing of health stands behind the link (R19).
    EXPECT_TRUE(lacks(page, "drenal"));
  }
  Browser maya(*this);
  maya.get(path);
  EXPECT_EQ(now().status, store::Status::requested);  // reading it changes nothing
  const std::string after = text_of(maya.follow(maya.post(path + "/gentler", {})));
  EXPECT_EQ(now().service, small.swedish);
  EXPECT_EQ(now().status, store::Status::confirmed);
  EXPECT_EQ(now().start, small.at(3, 10));
  EXPECT_TRUE(lacks(after, "/gentler"));
  // A second tap is harmless.
  EXPECT_EQ(maya.post(path + "/gentler", {}).status, 303);
  EXPECT_EQ(now().service, small.swedish);
  Browser stranger(*this);
  EXPECT_EQ(
      stranger.post("/visit/" + id.text() + "/" + std::string(43, 'x') + "/gentler", {}).status,
      404);
}

TEST_F(StoppedVisit, R4_the_desk_offers_it_on_the_telephone_and_never_sees_why) {
  answer_gentle();
  Browser desk = signed_in("dana");
  const std::string at = "/desk/visit/" + id.text();
  const std::string page = text_of(desk.get(at));
  EXPECT_TRUE(has(page, at + "/gentler"));
  EXPECT_TRUE(has(page, "offer the gentle visit"));
  EXPECT_TRUE(lacks(page, "drenal"));
  EXPECT_TRUE(has(text_of(desk.get("/desk?day=2026-11-26")), "offer the gentle visit"));
  EXPECT_TRUE(has(text_of(signed_in("anna").get("/treat?day=2026-11-26")), "Gentle work alone"));
  EXPECT_TRUE(has(text_of(desk.follow(desk.post(at + "/gentler", {}))), "gentle one now"));
  EXPECT_EQ(now().service, small.swedish);
  EXPECT_TRUE(lacks(text_of(signed_in("anna").get("/treat?day=2026-11-26")), "Gentle work alone"));
}

TEST_F(StoppedVisit, R4_a_visit_that_stands_as_it_is_offers_nothing) {
  answer({});
  Browser maya(*this);
  EXPECT_TRUE(lacks(text_of(maya.get(path)), "/gentler"));
  EXPECT_EQ(maya.post(path + "/gentler", {}).status, 303);
  EXPECT_EQ(now().service, small.deep);
  EXPECT_TRUE(lacks(text_of(signed_in("dana").get("/desk/visit/" + id.text())), "/gentler"));
}

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
  EXPECT_TRUE(has(room, "In the record, and not understood"));
  EXPECT_TRUE(has(room, "Zorbitis &lt;of&gt; the gleeb"));
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
  EXPECT_TRUE(has(text_of(wrong), "cannot read this file as a health record"));
  EXPECT_TRUE(has(text_of(anna.upload(at, "file", "{}")), "cannot read this file"));
  std::string another = kLegClotRecord;
  another.replace(another.find("1988"), 4, "1987");
  wrong = anna.upload(at, "file", another);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "Check whose file it is"));
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

}  // namespace
}  // namespace fascia::web
