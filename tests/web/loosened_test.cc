// SPDX-License-Identifier: Apache-2.0
// What a clinic's own files loosen stands on each screening, by name (R9).
#include "clinic/answered.h"
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

constexpr std::string_view kOwn = R"(kind = "clinic"
[[loosen]]
rule = "med-anticoagulant"
deep = "modify"
by = "Ana <Silva>"
credential = "RMT 12345"
on = 2026-11-20
reason = { en = "Our doctor sees each client.", fr = "Notre médecin voit chaque client." }
)";
const clinic::Knowledge& own_rules() {
  static const clinic::Knowledge kOwnRules = [] {
    auto read = clinic::read_knowledge_with({{"own/house.toml", std::string(kOwn)}});
    EXPECT_TRUE(read);
    return std::move(*read);
  }();
  return kOwnRules;
}

class Loosened : public ::testing::Test, public clinic::SmallClinic, public ServedPages {
 protected:
  Loosened() {
    clinic = std::make_unique<clinic::Clinic>(*store, *sealer, random, clock, own_rules(),
                                              clinic->tenant);
    clinic::load_availability(*clinic);
    EXPECT_TRUE(clinic::acknowledge_unreviewed(*clinic, program));
    serve(*clinic, "https://book.example");
  }
  // What a client reads at the end of the questions.
  std::string answer_of(bool thinner, const std::string& language) {
    Browser browser(router);
    browser.language = language;
    browser.get("/assess");
    Assessed client{browser};
    if (thinner)
      client.answer_with_a_blood_thinner();
    else
      client.answer();
    return text_of(browser.get("/assess/answer"));
  }
};

TEST_F(Loosened, R9_stands_on_every_screening_with_name_credential_day_and_reason) {
  std::string healthy = answer_of(false, "en-CA");
  for (const char* part : {"Yes, you can go ahead", "made some of the program’s rules milder",
                           "Ana &lt;Silva&gt;, RMT 12345", "Our doctor sees each client."})
    EXPECT_TRUE(has(healthy, part)) << "also where the rule did not act";
  EXPECT_TRUE(lacks(healthy, "The program’s rule says"));
  std::string acted = answer_of(true, "en-CA");
  for (const char* part :
       {"made some of the program’s rules milder", "The program’s rule says: ask your doctor first",
        "Ana &lt;Silva&gt;, RMT 12345, stands for it since", "20 November 2026"})
    EXPECT_TRUE(has(acted, part)) << "beside the finding that it made milder";
  std::string french = answer_of(true, "fr-CA");
  EXPECT_TRUE(has(french, "Notre médecin voit chaque client."));
  EXPECT_TRUE(lacks(french, "Our doctor sees each client."));
}

TEST_F(Loosened, R9_stands_before_the_therapist_too) {
  EXPECT_TRUE(clinic::add_staff(*clinic, program,
                                {"anna", "anna", store::Role::therapist, ana, kPassword}));
  Browser therapist(router);
  therapist.get("/sign-in");
  therapist.post("/sign-in", {{"name", "anna"}, {"password", kPassword}});
  auto page_of = [&](const care::AnswerMap& said, int day, const char* key) {
    clinic::BookAppointment in = booking(at(day, 10), key);
    in.service = deep;
    in.practitioner = ana;
    in.screening = clinic::answered(*this, deep, monday + day, said)->token;
    auto booked = clinic::book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << booked.error().message;
    EXPECT_EQ(booked->appointment.status, store::Status::confirmed) << "no letter is waited for";
    return text_of(therapist.get("/treat/" + booked->appointment.id.text()));
  };
  std::string acted = page_of(clinic::on_a_blood_thinner(), 2, "a");
  EXPECT_TRUE(has(acted, "The program’s rule says: ask your doctor first"));
  std::string quiet = page_of({}, 9, "b");
  for (const std::string& page : {acted, quiet}) {
    EXPECT_TRUE(has(page, "made some of the program’s rules milder"));
    EXPECT_TRUE(has(page, "Ana &lt;Silva&gt;, RMT 12345"));
  }
}

// Whoever reads the rule reads that this clinic decided something else, and finds what.
TEST_F(Loosened, the_page_of_the_rule_says_so_and_leads_there) {
  Browser browser(router);
  std::string file;
  for (const care::Entry& entry : clinic::entries_in_force(*clinic))
    if (entry.kind == "rule" && entry.id == "med-anticoagulant") file = entry.file;
  std::string page = text_of(browser.get("/protocols/" + file.substr(0, file.size() - 5)));
  const std::string link = "/protocols/own-house#loosen.med-anticoagulant";
  std::size_t at = page.find(link);
  ASSERT_NE(at, std::string::npos);
  EXPECT_LT(page.find("id=\"rule.med-anticoagulant\""), at);
  EXPECT_EQ(page.find("decided something else", page.find("</section>", at)), std::string::npos);
  EXPECT_NE(text_of(browser.get("/protocols/own-house")).find("loosen.med-anticoagulant"),
            std::string::npos);
}

}  // namespace
}  // namespace fascia::web
