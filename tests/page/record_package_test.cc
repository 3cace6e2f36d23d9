// SPDX-License-Identifier: Apache-2.0
#include "page/record_package.h"

#include <algorithm>
#include <boost/json.hpp>

#include "clinic/access_request.h"
#include "clinic/chart.h"
#include "clinic/enter_in_error.h"
#include "clinic/export_record.h"
#include "clinic/record_rights.h"
#include "clinic/screen_record.h"
#include "clinic/tasks.h"
#include "clinic/treated_visit.h"
#include "core/json.h"
#include "interop/record.h"
#include "interop/zip.h"
#include "store/clearances.h"
#include "store/follow_up.h"
#include "store/intakes.h"
#include "store/questionnaires.h"
#include "store/treatment.h"

namespace fascia::page {
namespace {

const std::string kPdf("%PDF-1.4 \0 a physician's answer", 32);

const std::string kTwoQuestions =
    R"({"resourceType":"Questionnaire","id":"demo-2","version":"1","title":"Two questions",
 "extension":[{"url":"urn:fascia:questionnaire-scoring","extension":[{"url":"method","valueCode":"sum"},
  {"url":"licence","valueString":"Licensed to this clinic"}]}],
 "item":[{"linkId":"a","type":"boolean","text":"Does it wake you?"},
  {"linkId":"b","type":"integer","text":"How much?","extension":[
   {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
   {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":4}]}]})";

// Maya was treated, charted and signed for, and a letter came back; Ann was here on the same day.
struct ExportedRecord : clinic::TreatedVisit {
  ClientId ann;

  ExportedRecord() {
    start();
    EXPECT_TRUE(work("low-back.R", "petrissage", 3));
    wait(50);
    EXPECT_TRUE(clinic::end_session(*clinic, ana_actor, over(id, 3)));
    EXPECT_TRUE(
        clinic::sign_chart(*clinic, ana_actor, id,
                           {"Sore since Monday", "Right side tight", "Softer", "Again", "slow"}));
    auto in = booking(at(2, 14), "ann");
    in.client.name = "Ann Leclerc";
    in.client.email = "ann@example.invalid";
    in.client.birth_date = Date::of(1970, 1, 2);
    in.actor = program;
    auto booked = clinic::book_appointment(*clinic, in);
    EXPECT_TRUE(booked);
    ann = booked->client.id;
    for (auto [who, text] : {std::pair{client, "it was the left knee"}, {ann, "secret of ann"}})
      EXPECT_TRUE(clinic::add_record_note(*clinic, program, who, false, PrivateText(text)));
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::Clearance letter{{71}, client, id, store::LetterStatus::back, clock.now(), {}};
      letter.body = PrivateText("{}");
      store::add_clearance(tx, clinic->tenant, *sealer, letter);
      store::add_clearance_file(tx, clinic->tenant, *sealer,
                                {{72},
                                 {71},
                                 client,
                                 "application/pdf",
                                 static_cast<std::int64_t>(kPdf.size()),
                                 clock.now(),
                                 ana_actor.staff},
                                PrivateText(kPdf));
      return {};
    }));
  }
  Result<interop::ClientRecord> exported(const char* language = "en") {
    return clinic::export_record(*clinic, program, client, language);
  }
  void ask() {
    EXPECT_TRUE(clinic::receive_request(*clinic, program, client, clock.now(), PrivateText("all")));
  }
  std::map<std::string, std::string> packed(Language language = Language::en) {
    auto record = exported(language == Language::fr ? "fr" : "en");
    EXPECT_TRUE(record) << (record ? "" : record.error().message);
    static const Templates kTemplates =
        Templates::embedded([](std::string_view name) { return std::string(name); });
    auto package = pack_record(kTemplates, language, *record, zone, clock.now());
    EXPECT_EQ(package.name, "record-2026-11-25.zip");
    auto entries = interop::read_zip(package.bytes.reveal());
    EXPECT_TRUE(entries);
    std::map<std::string, std::string> out;
    for (const auto& entry : *entries) out[entry.name] = entry.bytes.reveal();
    return out;
  }
};

void references_in(const boost::json::value& value, const std::string& base,
                   std::vector<std::string>& into) {
  if (const auto* object = value.if_object()) {
    for (const auto& [key, inner] : *object)
      if (key == "reference" && inner.is_string())
        into.push_back(base + std::string(inner.as_string()));
      else
        references_in(inner, base, into);
  } else if (const auto* array = value.if_array()) {
    for (const auto& inner : *array) references_in(inner, base, into);
  }
}

TEST(Export, R25_is_the_owners_alone_while_the_person_asks_and_is_noted_as_given_on) {
  ExportedRecord v;
  EXPECT_EQ(v.exported().error().message, "export_not_asked");
  v.ask();
  EXPECT_EQ(clinic::export_record(*v.clinic, v.desk_actor, v.client, "en").error().message,
            "forbidden");
  EXPECT_EQ(clinic::export_record(*v.clinic, v.ana_actor, v.client, "en").error().message,
            "forbidden");
  EXPECT_EQ(clinic::export_record(*v.clinic, v.program, v.ann, "en").error().message,
            "export_not_asked");  // nobody else's request opens it
  ASSERT_TRUE(v.exported());
  auto given = clinic::disclosures_of(*v.clinic, v.program, v.client);
  ASSERT_EQ(given->size(), 1u);
  EXPECT_EQ(given->at(0).given.to, "Maya Roy");
  EXPECT_EQ(given->at(0).given.ground, "request for access of 2026-11-25");
  int looks = 0;
  for (const auto& one : v.store->read([&](store::Connection& c) {
         return store::audit_of_client(c, v.clinic->tenant, v.clinic->sealer, v.client);
       }))
    looks += one.event.action == "export.read" ? 1 : 0;
  EXPECT_EQ(looks, 1);
}

TEST(Export, R25_holds_the_whole_record_and_nothing_of_anybody_else) {
  ExportedRecord v;
  v.ask();
  auto files = v.packed();
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files["files/letter-" + store::ClearanceFileId{72}.text() + ".pdf"], kPdf);
  const std::string& html = files["record.html"];
  for (const char* part :
       {"Maya Roy", "4 May 1988", "Sore since Monday", "Right side tight", "Kneading",
        "it was the left knee", "Deep tissue 60", "Ana Silva", "Done", "Your health answers",
        "Your consent", "Plan of the session", "What was done", "files/letter-"})
    EXPECT_NE(html.find(part), html.npos) << part;
  for (const auto& [name, bytes] : files)
    for (const std::string& other : {std::string("Ann Leclerc"), std::string("ann@example"),
                                     std::string("secret of ann"), v.ann.text()})
      EXPECT_EQ(bytes.find(other), bytes.npos) << name << ": " << other;
  auto french = v.packed(Language::fr);
  EXPECT_NE(french["record.html"].find("Vos réponses de santé"), std::string::npos);
  // Places, techniques, people and numbers in words, in either language.
  EXPECT_NE(html.find("Low back, right side"), html.npos);
  EXPECT_NE(french["record.html"].find("Bas du dos, côté droit"), std::string::npos);
  EXPECT_NE(french["record.html"].find("réponses de santé, douleur, endroit\u00a0: "),
            std::string::npos);
  for (const std::string& page : {html, french["record.html"]})
    for (const std::string& raw : {std::string("low-back.R"), v.ana.text(), std::string("0E0")})
      EXPECT_EQ(page.find(raw), page.npos) << raw;
}

// What waited for the person, what was sent to them and how a letter went on are theirs too; a link
// that opens something private is not given on with them.
TEST(Export, R25_holds_calls_messages_older_plans_answers_and_the_steps_of_a_letter) {
  ExportedRecord v;
  EXPECT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    clinic::NewTask task;
    task.kind = "call_after_refusal";
    task.client = v.client;
    task.due = v.clock.now();
    task.payload = PrivateText(R"({"reason":"a fever"})");
    clinic::add_task(tx, *v.clinic, task);
    task.kind = "other_of_two";
    task.payload = PrivateText(R"({"reason":"what Ann said"})");
    clinic::add_task(tx, *v.clinic, task);
    store::add_letter_step(tx, v.clinic->tenant, {71},
                           {v.clock.now(), v.ana_actor.staff, store::LetterStatus::faxed});
    auto plan = *store::plan_of(tx, v.clinic->tenant, *v.sealer, v.id);
    plan.id = {4711};
    plan.created = plan.created + hours(1);
    store::add_plan(tx, v.clinic->tenant, *v.sealer, plan);
    // Asked once, and taken out of use since.
    store::put_questionnaire(tx, v.clinic->tenant, {"demo-2", "1", kTwoQuestions, true, {}, {}});
    store::retire_questionnaire(tx, v.clinic->tenant, "demo-2");
    store::add_outcome(
        tx, v.clinic->tenant, *v.sealer,
        {{4712},
         v.client,
         v.id,
         "q.demo-2",
         v.clock.now(),
         0,
         PrivateText(
             R"({"value":3,"when":"before","version":"1","answers":{"a":"true","b":"2"}})")});
    return {};
  }));
  v.ask();
  auto record = v.exported();
  ASSERT_TRUE(record);
  auto files = v.packed();
  const std::string& html = files["record.html"];
  for (const char* part : {"What somebody here was to do: Call: offer another visit or another day",
                           "a fever", "Message to you: your visit", "maya@example.invalid",
                           "Plan that was replaced", "Sent by fax (Ana Silva)"})
    EXPECT_NE(html.find(part), html.npos) << part;
  for (const auto& [name, bytes] : files)
    for (const char* part : {"what Ann said", "/a/", "token"})
      EXPECT_EQ(bytes.find(part), bytes.npos) << name << ": " << part;
  auto french = v.packed(Language::fr);
  EXPECT_NE(french["record.html"].find("Message pour vous\u00a0: votre visite"), std::string::npos);
}

// Answered anew, or for a visit that came to nothing: no visit points to these. Nobody's answers
// stay nobody's, and Ann's are hers.
TEST(Export, R25_holds_answers_that_no_visit_points_to_and_nobody_elses) {
  ExportedRecord v;
  const Instant earlier = v.clock.now() - days_of_24h(40);
  EXPECT_TRUE(v.store->write([&](store::Transaction& tx) -> Done {
    auto keep = [&](std::int64_t id, ClientId whose, const char* since) {
      store::KeptScreening one;
      one.id = {id};
      one.token_hash = "token-" + std::to_string(id);
      one.visit_date = v.monday;
      one.service = v.deep;
      one.client = whose;
      one.content = PrivateText(std::string(R"({"intake":{"since":")") + since + "\"}}");
      if (!whose) one.expires = v.clock.now() + hours(24);
      store::add_screening(tx, v.clinic->tenant, *v.sealer, one, earlier);
    };
    keep(8101, v.client, "since the harvest");
    keep(8102, {}, "since the flood");
    keep(8103, v.ann, "since the fire");
    return {};
  }));
  v.ask();
  auto record = v.exported();
  ASSERT_TRUE(record);
  auto found = std::ranges::find(record->documents, ScreeningId{8101}.text(),
                                 &interop::ClientRecord::Document::id);
  ASSERT_NE(found, record->documents.end());
  EXPECT_EQ(found->kind, "intake");
  EXPECT_EQ(found->visit, "");
  EXPECT_EQ(found->at, earlier);
  auto files = v.packed();
  for (const char* name : {"record.html", "record.fhir.json"}) {
    EXPECT_NE(files[name].find("since the harvest"), std::string::npos) << name;
    for (const char* other : {"since the flood", "since the fire"})
      EXPECT_EQ(files[name].find(other), std::string::npos) << name << other;
  }
  // Those of the visit keep it.
  EXPECT_TRUE(std::ranges::any_of(record->documents, [&](const auto& one) {
    return one.kind == "intake" && one.visit == v.id.text();
  }));
}

TEST(Export, R17_what_was_entered_on_the_wrong_chart_leaves_with_nobody) {
  ExportedRecord v;
  v.ask();
  const std::string session = v.store->read([&](store::Connection& c) {
    return store::session_of(c, v.clinic->tenant, v.id)->id.text();
  });
  ASSERT_NE(v.packed()["record.fhir.json"].find(session), std::string::npos);
  ASSERT_TRUE(clinic::enter_in_error(*v.clinic, v.ana_actor,
                                     {v.id, "Tapped on the chart of the wrong client", {}}));
  for (const auto& [name, bytes] : v.packed())
    for (const std::string& other :
         {std::string("Sore since Monday"), std::string("Right side tight"),
          std::string("Tapped on the chart"), session, std::string("Your consent")})
      EXPECT_EQ(bytes.find(other), bytes.npos) << name << ": " << other;
}

TEST(Export, R25_is_a_bundle_that_the_programs_own_reader_reads) {
  ExportedRecord v;
  v.ask();
  auto files = v.packed();
  const std::string& text = files["record.fhir.json"];
  const auto& codes = clinic::record_codes(v.clinic->knowledge);
  ASSERT_TRUE(codes);
  auto read = interop::read_record(text, v.clinic->protocol, *codes, v.monday + 2);
  ASSERT_TRUE(read) << read.error().message << read.error().field;
  EXPECT_EQ(read->intake.birth_date, Date::of(1988, 5, 4));
  EXPECT_GE(read->resources, 2u);  // the session and what was measured
  // What a screening does not read of it is said, once a kind: forms and files, and the numbers of
  // the outcome measures.
  for (const auto& one : read->warnings)
    EXPECT_TRUE(one.what == "unknown_number" ||
                (one.what == "kind_unread" && (one.place.starts_with("QuestionnaireResponse/") ||
                                               one.place.starts_with("DocumentReference/"))))
        << one.place << ": " << one.what;
  for (const auto& one : read->passed) EXPECT_NE(one.what, "another_person") << one.place;
  // Ids stand once, and all that is of somebody is of this person.
  auto bundle = json::read(text, interop::kRecordLimits).value().as_object();
  std::set<std::string> seen;
  std::map<std::string, int> kinds;
  // A reference is found by the address of its entry: the base of the entry it stands in, and
  // itself.
  std::set<std::string> addresses;
  std::vector<std::string> asked;
  for (const auto& entry : bundle.at("entry").as_array()) {
    const std::string full(entry.at("fullUrl").as_string());
    const auto& resource = entry.at("resource").as_object();
    const std::string own = std::string(resource.at("resourceType").as_string()) + "/" +
                            std::string(resource.at("id").as_string());
    ASSERT_TRUE(full.starts_with("https://") && full.ends_with("/" + own)) << full;
    addresses.insert(full);
    references_in(resource, full.substr(0, full.size() - own.size()), asked);
  }
  EXPECT_GT(asked.size(), 5u);
  for (const std::string& one : asked) EXPECT_EQ(addresses.count(one), 1u) << one;
  for (const auto& entry : bundle.at("entry").as_array()) {
    const auto& resource = entry.at("resource").as_object();
    const std::string type(resource.at("resourceType").as_string());
    ++kinds[type];
    EXPECT_TRUE(seen.insert(type + "/" + std::string(resource.at("id").as_string())).second);
    if (const auto* subject = resource.if_contains("subject")) {
      EXPECT_EQ(subject->at("reference").as_string(), "Patient/" + v.client.text());
    }
  }
  for (const char* kind : {"Patient", "Appointment", "Encounter", "Observation",
                           "QuestionnaireResponse", "DocumentReference"})
    EXPECT_GT(kinds[kind], 0) << kind;
  EXPECT_EQ(kinds["Patient"], 1);
}

TEST(Zip, a_broken_one_is_refused) {
  EXPECT_EQ(interop::read_zip("no zip at all").error().message, "zip_unreadable");
  std::string whole =
      interop::write_zip({{"a/b.txt", PrivateText("hello")}}, {1790000000}).reveal();
  EXPECT_EQ(interop::read_zip(whole)->at(0).bytes.reveal(), "hello");
  EXPECT_FALSE(interop::read_zip(whole.substr(0, whole.size() / 2)));
}

}  // namespace
}  // namespace fascia::page
