// SPDX-License-Identifier: Apache-2.0
// The answer at the end of the questions, for a service and a day, and the letter that it may want.
#include <regex>

#include "clinic/messages.h"
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

TEST(AssessPages, R1_the_answer_is_for_a_day_and_another_day_decides_again) {
  AssessWalk walk;
  EXPECT_EQ(walk.answer("body", {{"q-surgery", "major"},
                                 {"q-hospital_stay", "no"},
                                 {"q-surgery.date.y", "2026"},
                                 {"q-surgery.date.m", "11"},
                                 {"q-surgery.date.d", "2"},
                                 {"q-surgery.wound", "closed"},
                                 {"q-surgery.released", "yes"},
                                 {"q-surgery.where", "knee-front.L"},
                                 {"q-newer_surgery", "none"},
                                 {"q-ever_operated", "none"}}),
            "/assess/answer");
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(lacks(page, "/assess/plan"));
  EXPECT_TRUE(has(page, "Come on a later day"));
  std::smatch day;
  ASSERT_TRUE(
      std::regex_search(page, day, std::regex("name=\"visit_date\" value=\"(20[-0-9]+)\"")));
  EXPECT_GT(day[1].str(), "2026-11-24");
  http::Response moved = walk.browser.post(
      "/assess/answer", {{"service", "deep-tissue-60"}, {"visit_date", day[1].str()}});
  EXPECT_EQ(walk.where(moved), "/assess/answer");
  std::string later = walk.page("/assess/answer");
  EXPECT_TRUE(lacks(later, "Not on this day"));
  for (const char* wrong : {"2026-11-01", "soon"}) {
    http::Response refused = walk.browser.post("/assess/answer", {{"visit_date", wrong}});
    EXPECT_EQ(refused.status, 422) << wrong;
    EXPECT_TRUE(has(text_of(refused), "visit_date-error"));
  }
}

TEST(AssessPages, R1_on_the_day_itself_fever_is_asked) {
  AssessWalk walk;
  walk.answer();
  http::Response today = walk.browser.post("/assess/answer", {{"visit_date", "2026-11-23"}});
  EXPECT_EQ(walk.where(today), "/assess/questions");
  EXPECT_TRUE(has(walk.page("/assess/questions"), "name=\"q-fever\""));
}

TEST(AssessPages, R8_every_reason_names_its_rule_its_source_and_the_protocol) {
  AssessWalk walk;
  walk.answer_with_a_blood_thinner();
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "Please ask your doctor first"));
  const auto& protocol = walk.site.small.clinic->protocol;
  const care::Rule& rule = *protocol.rule("med-anticoagulant");
  EXPECT_TRUE(has(page, "<code>med-anticoagulant</code>"));
  EXPECT_TRUE(has(page, page::escape_html(protocol.sources.at(rule.sources[0]).title)));
  EXPECT_TRUE(has(page, protocol.name + " " + protocol.version.substr(0, 10)));
  EXPECT_TRUE(has(page, "We decided by our rules, version " + protocol.number +
                            ". <a href=\"/protocols\">Read them</a>"));
  EXPECT_TRUE(has(page, "a therapist confirms this before you start"));
  EXPECT_TRUE(has(page, "A gentler massage"));
  EXPECT_TRUE(lacks(page, "/assess/plan"));
  EXPECT_EQ(walk.where(walk.browser.post(
                "/assess/answer", {{"service", "relaxation-60"}, {"visit_date", "2026-11-24"}})),
            "/assess/answer");
  EXPECT_TRUE(has(walk.page("/assess/answer"), "href=\"/assess/plan\""));
}

TEST(AssessPages, R8_under_a_refusal_what_only_changes_a_visit_is_said_of_the_visit_that_may_come) {
  AssessWalk walk;
  walk.begin();
  walk.group("now");
  walk.map();
  http::Pairs frail{{"q-any.wellbeing", "yes"}, {"q-thin_skin", "yes"}};
  for (const care::Question& q : walk.site.small.clinic->protocol.questions)
    if (q.topic && q.section == "wellbeing") frail.emplace_back("shown", q.id);
  walk.group("heart");
  walk.group("medicine", {{"q-blood_thinner", "doac"}});
  for (const char* g : {"body", "pregnancy", "pain"})
    walk.group(g, g == std::string("body") ? frail : http::Pairs());
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
  std::string page = walk.page("/assess/answer");
  const std::size_t reason = page.find("<code>med-anticoagulant</code>"),
                    also = page.find("What also counts when you can come"),
                    skin = page.find("<code>older-frail</code>");
  ASSERT_TRUE(skin != page.npos && also != page.npos) << page;
  EXPECT_TRUE(reason < also && also < skin);
  EXPECT_TRUE(has(page, "then with changes"));
  EXPECT_TRUE(lacks(page, "go ahead with changes"));
  walk.browser.language = "fr-CA";
  EXPECT_TRUE(has(walk.page("/assess/answer"), "alors avec des changements"));
  walk.browser.language = "en-CA";
  walk.browser.post("/assess/answer", {{"service", "relaxation-60"}, {"visit_date", "2026-11-24"}});
  page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "go ahead with changes"));
  EXPECT_TRUE(lacks(page, "What also counts when you can come"));
}

// Whoever has to see a doctor reads it first under what they can do, in both languages.
TEST(AssessPages, R8_a_clot_that_gets_worse_is_told_what_to_do_first) {
  AssessWalk walk;
  walk.answer("heart", {{"q-blood_clot", "yes"}});
  walk.group("heart", {{"q-blood_clot.date", "2026-10"},
                       {"q-blood_clot.where", "calf.L"},
                       {"q-blood_clot.worse", "yes"},
                       {"q-blood_clot.treated", "yes"}});
  for (const char* g : {"medicine", "body", "pregnancy", "pain"}) walk.group(g);
  for (auto [language, instead, due, talk] :
       {std::tuple("en-CA", "What you can do", "Call 811 or see a doctor today.",
                   "You can always talk with us"),
        std::tuple("fr-CA", "Ce que vous pouvez faire",
                   "Appelez le 811 ou voyez un médecin aujourd’hui.", "Vous pouvez toujours")}) {
    walk.browser.language = language;
    std::string page = walk.page("/assess/answer");
    auto head = page.find(instead), first = page.find(due), last = page.find(talk);
    ASSERT_NE(head, std::string::npos) << language;
    ASSERT_NE(first, std::string::npos) << language;
    ASSERT_NE(last, std::string::npos) << language;
    EXPECT_LT(head, first);
    EXPECT_LT(first, last);
  }
}

TEST(AssessPages, the_letter_asks_each_rule_with_boxes_and_holds_no_name) {
  AssessWalk walk;
  walk.answer_with_a_blood_thinner();
  std::string letter = walk.page("/assess/letter");
  for (const char* part : {"Blood thinner", "4 May 1988", "class=\"box\"", "yes",
                           "until:", "Name and signature", "med-anticoagulant"})
    EXPECT_TRUE(has(letter, part));
  EXPECT_TRUE(has(walk.page("/assess/letter?in=fr"), "Nom et signature"));
}

TEST(AssessPages, R1_of_several_in_one_visit_the_part_that_is_refused_is_named) {
  AssessWalk walk;
  std::string to = walk.where(walk.browser.post(
      "/book/then",
      {{"service", "relaxation-60"}, {"practitioner", ""}, {"then", "deep-tissue-60"}}));
  EXPECT_EQ(to, "/book?service=relaxation-60~deep-tissue-60");
  walk.answer_with_a_blood_thinner();
  http::Pairs both{{"service", "relaxation-60~deep-tissue-60"}, {"visit_date", "2026-11-24"}};
  EXPECT_EQ(walk.where(walk.browser.post("/assess/answer", both)), "/assess/answer");
  std::string page = walk.page("/assess/answer");
  for (const char* part : {"Please ask your doctor first", "This is about Deep tissue 60 alone.",
                           "value=\"relaxation-60~deep-tissue-60\" selected", "A gentler massage",
                           "name=\"service\" value=\"relaxation-60\""})
    EXPECT_TRUE(has(page, part));
  std::string times = walk.page(to);
  EXPECT_TRUE(has(times, "This is about Deep tissue 60 alone."));
  EXPECT_TRUE(has(times, "href=\"/book?service=relaxation-60\""));
  // All of one kind: there is no part to name.
  EXPECT_TRUE(lacks(walk.page("/book?service=deep-tissue-60"), "This is about"));
  walk.browser.language = "fr-CA";
  EXPECT_TRUE(has(walk.page("/assess/answer"), "Cela concerne seulement\u00a0: Deep tissue 60."));
}

// Through the answers that want a letter and the booking, to the private link of the visit.
std::string book_with_letter(AssessWalk& walk, const std::string& start) {
  walk.answer_with_a_blood_thinner();
  std::string to =
      walk.where(walk.browser.post("/book/details", maya_books("deep-tissue-60", start)));
  return to.substr(0, to.find('?'));
}

TEST(AssessPages, R40_who_needs_a_letter_is_told_the_steps_and_offered_a_time) {
  AssessWalk walk;
  walk.answer_with_a_blood_thinner();
  std::string page = walk.page("/assess/answer");
  for (const char* part :
       {"Please ask your doctor first", "Keep a time while you ask your doctor",
        "href=\"/book?service=deep-tissue-60\"", "href=\"/assess/letter\"",
        "24 hours before the visit at the latest", "you owe nothing", "A gentler massage"})
    EXPECT_TRUE(has(page, part));
  // Tomorrow leaves the doctor no day; the day after does.
  std::string soon = walk.page("/book?service=deep-tissue-60&day=2026-11-24");
  EXPECT_TRUE(has(soon, "Your doctor needs to say yes to this visit first"));
  EXPECT_TRUE(has(soon, "href=\"/book?service=relaxation-60\""));
  EXPECT_TRUE(lacks(soon, "name=\"start\" value=\"2026-11-24T"));
  const auto& small = walk.site.small;
  std::string start = to_rfc3339(small.at(2, 10), small.zone);
  EXPECT_TRUE(
      has(walk.page("/book?service=deep-tissue-60&day=2026-11-25"), "value=\"" + start + "\""));
  std::string details = walk.page("/book/details?service=deep-tissue-60&practitioner=&start=" +
                                  http::url_encode(start));
  EXPECT_TRUE(has(details, "It is sure once your doctor’s answer is here"));
  EXPECT_TRUE(lacks(details, "Your health answers go with this visit"));
}

TEST(AssessPages, R40_the_booked_visit_waits_and_its_letter_stands_behind_the_birth_date) {
  AssessWalk walk;
  const auto& small = walk.site.small;
  std::string path = book_with_letter(walk, to_rfc3339(small.at(3, 10), small.zone));
  std::string visit = walk.page(path + "?new=1");
  for (const char* part : {"This time is kept for you", "One paper is still needed",
                           "Wednesday 25 November, 10:00 am"})
    EXPECT_TRUE(has(visit, part));
  // R19: the link alone tells nothing of health.
  for (const char* part : {"doctor", "physician", "lood thinner"}) EXPECT_TRUE(lacks(visit, part));
  // This browser gave the birth date when it booked.
  std::string letter = walk.page(path + "/letter");
  for (const char* part : {"Maya Roy", "Blood thinner", "Question to a physician",
                           "Your time is kept", "by Wednesday 25 November, 10:00 am"})
    EXPECT_TRUE(has(letter, part));
  Browser other(walk.site);
  other.language = "fr-CA";
  EXPECT_TRUE(lacks(text_of(other.get(path + "/letter")), "Blood thinner"));
  EXPECT_EQ(other.post(path + "/letter", {{"link_birth_date", "1988-05-05"}}).status, 422);
  EXPECT_EQ(other.post(path + "/letter", {{"link_birth_date", "1988-05-04"}}).status, 303);
  http::Response opened = other.get(path + "/letter");
  letter = text_of(opened);
  EXPECT_TRUE(has(letter, "Question to a physician")) << "the paper is for the physician";
  EXPECT_TRUE(has(letter, "Votre heure est gardée")) << "the steps are for the client";
  EXPECT_EQ(opened.header("Cache-Control"), "no-store");
  EXPECT_TRUE(has(text_of(other.get(path + "/letter?in=fr")), "Question à un médecin"));
  // Five wrong dates close it for whoever has the link alone.
  Browser stranger(walk.site, "10.0.0.9");
  for (int i = 0; i < 5; ++i) stranger.post(path + "/letter", {{"link_birth_date", "1990-01-01"}});
  EXPECT_EQ(stranger.get(path + "/letter").status, 403);
}

TEST(AssessPages, R19_a_visit_that_waits_for_no_letter_has_none) {
  AssessWalk walk;
  auto booked = clinic::book_appointment(*walk.site.small.clinic,
                                         walk.site.small.booking(walk.site.small.at(3, 10), "k"));
  ASSERT_TRUE(booked);
  std::string path = clinic::manage_path(booked->appointment.id, booked->manage_token);
  EXPECT_TRUE(lacks(walk.page(path), "paper is still needed"));
  EXPECT_EQ(walk.browser.get(path + "/letter").status, 404);
}

}  // namespace
}  // namespace fascia::web
