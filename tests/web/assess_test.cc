// SPDX-License-Identifier: Apache-2.0
// Assess and screen as a person without script meets them: every page is asked of the router.
#include <regex>

#include "clinic/change_appointment.h"
#include "clinic/messages.h"
#include "clinic/private_link.h"
#include "clinic/tasks.h"
#include "clinic/visit_draft.h"
#include "web/small_site.h"

namespace fascia::web {
namespace {

const http::Pairs kWho = {{"for_whom", "me"},
                          {"birth_day", "4"},
                          {"birth_month", "5"},
                          {"birth_year", "1988"},
                          {"consent", "yes"}};

http::Pairs with(http::Pairs fields, const http::Pairs& more) {
  for (const auto& field : more) {
    std::erase_if(fields, [&](const auto& old) { return old.first == field.first; });
    fields.push_back(field);
  }
  std::erase_if(fields, [](const auto& field) { return field.second == "-"; });
  return fields;
}

// One person on the way through the pages.
struct Walk {
  SmallSite site;
  Browser browser{site};

  Walk() { browser.get("/assess"); }
  std::string where(const http::Response& response) {
    EXPECT_EQ(response.status, 303) << text_of(response).substr(0, 3000);
    return std::string(response.header("Location"));
  }
  std::string begin(const http::Pairs& more = {}) {
    return where(browser.post("/assess", with(kWho, more)));
  }
  http::Response group(const std::string& id, http::Pairs fields = {}, bool none = true) {
    fields.emplace_back("group", id);
    if (none) fields.emplace_back("none", "yes");
    return browser.post("/assess/questions", fields);
  }
  std::string map() {
    browser.post("/assess/where", {{"region", "low-back.R"}, {"pain.low-back.R", "6"}});
    return where(browser.post("/assess/since", {{"since", "weeks"}, {"limits", "sit"}}));
  }
  // Through to the answer, with `fields` in their group.
  std::string answer(const std::string& id = {}, const http::Pairs& fields = {}) {
    begin();
    group("now", id == "now" ? fields : http::Pairs());
    std::string next = map();
    for (const char* g : {"heart", "medicine", "body", "pregnancy", "pain"})
      next = where(group(g, id == g ? fields : http::Pairs()));
    return next;
  }
  std::string page(const std::string& path) {
    http::Response response = browser.get(path);
    EXPECT_EQ(response.status, 200) << path << " " << response.header("Location");
    return text_of(response);
  }
};

TEST(AssessPages, a_healthy_person_comes_to_yes_and_to_the_plan) {
  Walk walk;
  EXPECT_EQ(walk.answer(), "/assess/answer");
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "Yes, you can go ahead"));
  EXPECT_TRUE(has(page, "href=\"/assess/plan\""));
  EXPECT_TRUE(has(page, "Tuesday 24 November"));
}

TEST(AssessPages, R13_purpose_who_sees_it_whom_to_ask_and_consent_come_before_any_health_question) {
  Walk walk;
  std::string page = walk.page("/assess");
  for (const char* part :
       {"Why we ask", "Who sees it", "How long we keep it", "Questions about it"})
    EXPECT_TRUE(has(page, part));
  EXPECT_TRUE(has(page, "name=\"consent\""));
  EXPECT_TRUE(lacks(page, " checked"));
  EXPECT_TRUE(lacks(page, "name=\"q-"));
  for (const char* early : {"/assess/questions", "/assess/where", "/assess/answer"})
    EXPECT_EQ(walk.where(walk.browser.get(early)), "/assess") << early;
  http::Response refused = walk.browser.post("/assess", with(kWho, {{"consent", "-"}}));
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#consent\""));
  EXPECT_TRUE(has(text_of(refused), "value=\"1988\""));
  walk.group("now");
  EXPECT_EQ(walk.where(walk.browser.get("/assess/questions")), "/assess");
}

TEST(AssessPages, R13_each_question_can_say_why_it_is_asked) {
  Walk walk;
  walk.begin();
  for (const char* group : {"now", "heart", "medicine", "body", "pregnancy", "pain"}) {
    std::string page = walk.page(std::string("/assess/questions?group=") + group);
    std::size_t asked = 0, why = 0;
    for (const char* own : {"data-parent=\"\"", "data-parent=\"any."})
      for (std::size_t at = 0; (at = page.find(own, at)) != page.npos; ++at) ++asked;
    for (std::size_t at = 0; (at = page.find("class=\"more why\"", at)) != page.npos; ++at) ++why;
    EXPECT_GT(asked, 1u) << group;
    EXPECT_EQ(why, asked) << group;
  }
}

TEST(AssessPages, R13_answers_of_somebody_who_does_not_book_are_gone_after_24_hours) {
  Walk walk;
  walk.answer();
  walk.site.small.clock.seconds += hours(24).value + 1;
  EXPECT_EQ(walk.where(walk.browser.get("/assess/answer")), "/assess");
  EXPECT_TRUE(walk.site.small.store->write([&](store::Transaction& tx) -> Done {
    EXPECT_GT(
        store::forget_unbooked(tx, walk.site.small.clinic->tenant, walk.site.small.clinic->now()),
        1);
    return {};
  }));
}

TEST(AssessPages, R15_a_young_person_needs_a_guardian_and_under_14_one_who_is_there) {
  Walk walk;
  http::Pairs child = with(kWho, {{"for_whom", "child"}, {"birth_year", "2014"}});
  http::Response page = walk.browser.post("/assess", child);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(has(text_of(page), "href=\"#guardian\""));
  EXPECT_TRUE(has(text_of(page), "href=\"#present\""));
  child = with(child, {{"guardian", "Ann Roy"}});
  EXPECT_EQ(walk.browser.post("/assess", child).status, 422) << "the relation is missing";
  child = with(child, {{"relation", "mother"}});
  EXPECT_EQ(walk.browser.post("/assess", child).status, 422) << "present is missing";
  child = with(child, {{"present", "yes"}});
  EXPECT_EQ(walk.where(walk.browser.post("/assess", child)), "/assess/questions");
  // 16: a guardian, who may be away.
  Walk older;
  EXPECT_EQ(older.browser.post("/assess", with(kWho, {{"birth_year", "2010"}})).status, 422);
  EXPECT_EQ(older.begin({{"birth_year", "2010"}, {"guardian", "Ann Roy"}, {"relation", "mother"}}),
            "/assess/questions");
}

TEST(AssessPages, R15_a_birth_date_of_another_person_begins_with_no_answers) {
  Walk walk;
  walk.answer();
  EXPECT_EQ(walk.begin(), "/assess/answer") << "the same person goes on where they were";
  EXPECT_EQ(walk.begin({{"birth_year", "1990"}}), "/assess/questions");
  EXPECT_TRUE(lacks(walk.page("/assess/questions"), "\" checked>"));
}

TEST(AssessPages, R2_the_gates_are_the_first_page_and_an_emergency_ends_the_questions_at_once) {
  Walk walk;
  EXPECT_EQ(walk.begin(), "/assess/questions");
  std::string gates = walk.page("/assess/questions");
  EXPECT_TRUE(has(gates, "name=\"group\" value=\"now\""));
  // With script the advice stands in the page already, hidden until it is tapped.
  EXPECT_TRUE(has(gates, "data-alarm=\"alarm-"));
  EXPECT_TRUE(has(gates, "data-alarm-page hidden"));
  EXPECT_EQ(walk.where(walk.group("now", {{"q-stroke_now", "face"}}, false)), "/assess/emergency");
  std::string page = walk.page("/assess/emergency");
  EXPECT_TRUE(has(page, "href=\"tel:911\""));
  EXPECT_TRUE(has(page, "alarm-advice"));
  EXPECT_TRUE(lacks(page, "name=\"q-"));
  for (const char* later : {"/assess/questions", "/assess/answer"})
    EXPECT_EQ(walk.where(walk.browser.get(later)), "/assess/emergency") << later;
}

TEST(AssessPages, R2_with_script_the_answers_are_kept_as_they_are_tapped_and_say_emergency) {
  Walk walk;
  walk.begin();
  http::Response kept =
      walk.browser.post("/assess/keep", {{"group", "now"}, {"q-any.now_fever", "no"}});
  EXPECT_EQ(text_of(kept), "kept");
  kept = walk.browser.post("/assess/keep", {{"group", "now"}, {"q-danger_now", "bleeding"}});
  EXPECT_EQ(text_of(kept), "emergency");
  EXPECT_EQ(walk.where(walk.browser.get("/assess/questions")), "/assess/emergency");
}

TEST(AssessPages,
     R2_a_number_left_in_an_emergency_alerts_a_therapist_without_telling_the_desk_why) {
  Walk walk;
  walk.begin();
  walk.group("now", {{"q-stroke_now", "arm"}}, false);
  EXPECT_EQ(walk.where(walk.browser.post("/assess/number", {{"phone", "12"}})),
            "/assess/emergency?number=wrong#number");
  EXPECT_TRUE(has(walk.page("/assess/emergency?number=wrong"), "aria-invalid=\"true\""));
  EXPECT_EQ(walk.where(walk.browser.post("/assess/number", {{"phone", "780 555 0100"}})),
            "/assess/emergency?number=sent#number");
  clinic::Actor desk{clinic::Actor::Kind::staff, {}, store::Role::desk, {}};
  auto tasks = clinic::waiting_tasks(*walk.site.small.clinic, desk);
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].task.kind, "emergency_call");
  EXPECT_TRUE(tasks[0].task.urgent);
  EXPECT_FALSE(tasks[0].may_read);
}

TEST(AssessPages, R5_every_question_can_be_answered_with_not_sure_and_with_rather_not_say) {
  Walk walk;
  walk.begin();
  for (const char* group : {"now", "heart", "medicine", "body", "pregnancy", "pain"}) {
    std::string page = walk.page(std::string("/assess/questions?group=") + group);
    std::size_t asked = count_of(page, "<fieldset class=\"field ask");
    EXPECT_GT(asked, 1u) << group;
    EXPECT_EQ(count_of(page, "value=\"not_sure\""), asked) << group;
    EXPECT_EQ(count_of(page, "value=\"rather_not_say\""), asked) << group;
  }
}

TEST(AssessPages, R5_a_doubt_gets_simpler_questions_that_settle_it) {
  Walk walk;
  EXPECT_EQ(walk.answer("medicine", {{"q-blood_thinner", "not_sure"}}), "/assess/questions");
  std::string page = walk.page("/assess/questions");
  EXPECT_EQ(count_of(page, "<fieldset class=\"field ask"), 3u);
  EXPECT_TRUE(has(page, "name=\"q-blood_thinner.simpler1\""));
  EXPECT_EQ(walk.where(walk.group("medicine",
                                  {{"q-blood_thinner.simpler1", "no"},
                                   {"q-blood_thinner.simpler2", "no"},
                                   {"q-blood_thinner.simpler3", "no"}},
                                  false)),
            "/assess/answer");
  EXPECT_TRUE(has(walk.page("/assess/answer"), "Yes, you can go ahead"));
}

TEST(AssessPages, R5_a_doubt_that_stays_is_talked_about_first_within_four_open_hours) {
  Walk walk;
  walk.answer("medicine", {{"q-blood_thinner", "rather_not_say"}});
  EXPECT_EQ(walk.where(walk.group("medicine",
                                  {{"q-blood_thinner.simpler1", "not_sure"},
                                   {"q-blood_thinner.simpler2", "no"},
                                   {"q-blood_thinner.simpler3", "no"}},
                                  false)),
            "/assess/answer");
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "We need to talk first"));
  EXPECT_TRUE(has(page, "action=\"/assess/talk\""));
  EXPECT_TRUE(has(page, "href=\"/book/")) << "a time may be kept";
  for (const char* not_yet : {"/assess/plan", "/assess/letter"})
    EXPECT_TRUE(lacks(page, not_yet)) << not_yet;
  EXPECT_EQ(walk.where(walk.browser.post("/assess/talk", {{"phone", "12"}})),
            "/assess/answer?talk=wrong#talk");
  EXPECT_TRUE(has(walk.page("/assess/answer?talk=wrong"), "aria-invalid=\"true\""));
  EXPECT_EQ(walk.where(walk.browser.post("/assess/talk", {{"phone", "780 555 0100"}})),
            "/assess/answer?talk=sent#talk");
  clinic::Actor desk{clinic::Actor::Kind::staff, {}, store::Role::desk, {}};
  auto tasks = clinic::waiting_tasks(*walk.site.small.clinic, desk);
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(tasks[0].task.kind, "talk_first");
  EXPECT_EQ(tasks[0].task.role, store::Role::therapist);
  EXPECT_FALSE(tasks[0].may_read) << "the desk sees that it waits, never why";
  EXPECT_GE(tasks[0].task.due.seconds, walk.site.small.clinic->now().seconds + 4 * 3600);
}

TEST(AssessPages, R5_nobody_leaves_a_number_for_a_talk_that_nothing_asks_for) {
  Walk walk;
  walk.answer();
  EXPECT_EQ(walk.browser.post("/assess/talk", {{"phone", "780 555 0100"}}).status, 409);
}

TEST(AssessPages, a_section_is_one_line_and_opens_its_questions_without_script) {
  Walk walk;
  EXPECT_EQ(walk.answer("body", {{"q-any.nerves", "yes"}}), "/assess/questions");
  std::string page = walk.page("/assess/questions");
  EXPECT_TRUE(has(page, "class=\"section\""));
  EXPECT_TRUE(has(page, "name=\"q-seizures\""));
  EXPECT_TRUE(lacks(page, "name=\"q-kidney_disease\"")) << "another section stays closed";
  EXPECT_TRUE(has(page, "name=\"none\"")) << "none of these, once for all";
  http::Pairs seen;
  for (const care::Question& q : walk.site.small.clinic->protocol.questions)
    if (q.topic && q.section == "nerves") seen.emplace_back("shown", q.id);
  EXPECT_EQ(walk.where(walk.group("body", seen)), "/assess/answer");
}

TEST(AssessPages, R3_an_answer_changed_after_a_refusal_opens_nothing) {
  Walk walk;
  EXPECT_EQ(walk.answer("body", {{"q-cancer", "yes"}}), "/assess/questions") << "details are open";
  std::string details = walk.page("/assess/questions");
  EXPECT_TRUE(has(details, "name=\"q-cancer.kind\""));
  EXPECT_TRUE(lacks(details, "name=\"q-cancer\"")) << "only what is open is asked";
  walk.group("body", {{"q-cancer.kind", "not_sure"},
                      {"q-cancer.chemo_had", "no"},
                      {"q-cancer.chemo", "long_ago"},
                      {"q-cancer.where", "not_sure"}});
  std::string refused = walk.page("/assess/answer");
  EXPECT_TRUE(lacks(refused, "/assess/plan"));
  // The milder answer, given on the group's own page.
  EXPECT_EQ(walk.where(walk.group("body", {{"q-cancer", "no"}})), "/assess/answer");
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "We need to talk first"));
  EXPECT_TRUE(lacks(page, "/assess/plan"));
  // Starting again in the same browser is no way around it.
  walk.browser.post("/assess/again", {});
  walk.answer();
  page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "We need to talk first"));
  EXPECT_TRUE(lacks(page, "/assess/plan"));
  // Somebody else at the same browser is not held by it.
  walk.browser.post("/assess/again", {});
  walk.begin({{"birth_year", "1990"}});
  walk.group("now");
  walk.map();
  for (const char* g : {"heart", "medicine", "body", "pregnancy", "pain"}) walk.group(g);
  EXPECT_TRUE(has(walk.page("/assess/answer"), "href=\"/assess/plan\""));
}

TEST(AssessPages, a_skipped_question_is_asked_again_and_never_taken_as_no) {
  Walk walk;
  walk.begin();
  http::Response again = walk.group("now", {{"q-any.now_breath", "no"}}, false);
  EXPECT_EQ(again.status, 422);
  std::string page = text_of(again);
  EXPECT_TRUE(has(page, "href=\"#q-any.now_head\""));
  EXPECT_TRUE(lacks(page, "href=\"#q-any.now_breath\""));
  EXPECT_EQ(walk.where(walk.browser.get("/assess/answer")), "/assess/questions");
  EXPECT_EQ(walk.where(walk.group("now")), "/assess/where");
}

TEST(AssessPages, R1_the_answer_is_for_a_day_and_another_day_decides_again) {
  Walk walk;
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
  Walk walk;
  walk.answer();
  http::Response today = walk.browser.post("/assess/answer", {{"visit_date", "2026-11-23"}});
  EXPECT_EQ(walk.where(today), "/assess/questions");
  EXPECT_TRUE(has(walk.page("/assess/questions"), "name=\"q-fever\""));
}

TEST(AssessPages, R8_every_reason_names_its_rule_its_source_and_the_protocol) {
  Walk walk;
  walk.answer("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
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
  Walk walk;
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
  Walk walk;
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
  Walk walk;
  walk.answer("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
  std::string letter = walk.page("/assess/letter");
  for (const char* part : {"Blood thinner", "4 May 1988", "class=\"box\"", "yes",
                           "until:", "Name and signature", "med-anticoagulant"})
    EXPECT_TRUE(has(letter, part));
  EXPECT_TRUE(has(walk.page("/assess/letter?in=fr"), "Nom et signature"));
}

// Through the answers that want a letter and the booking, to the private link of the visit.
std::string book_with_letter(Walk& walk, const std::string& start) {
  walk.answer("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
  std::string to = walk.where(walk.browser.post("/book/details", {{"service", "deep-tissue-60"},
                                                                  {"practitioner", ""},
                                                                  {"start", start},
                                                                  {"do", "book"},
                                                                  {"key", "key-1"},
                                                                  {"for_whom", "me"},
                                                                  {"name", "Maya Roy"},
                                                                  {"birth_date", "1988-05-04"},
                                                                  {"email", "m@example.invalid"},
                                                                  {"policy", "1"}}));
  return to.substr(0, to.find('?'));
}

TEST(AssessPages, R1_of_several_in_one_visit_the_part_that_is_refused_is_named) {
  Walk walk;
  std::string to = walk.where(walk.browser.post(
      "/book/then",
      {{"service", "relaxation-60"}, {"practitioner", ""}, {"then", "deep-tissue-60"}}));
  EXPECT_EQ(to, "/book?service=relaxation-60~deep-tissue-60");
  walk.answer("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
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

TEST(AssessPages, R40_who_needs_a_letter_is_told_the_steps_and_offered_a_time) {
  Walk walk;
  walk.answer("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
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
  Walk walk;
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
  Walk walk;
  auto booked = clinic::book_appointment(*walk.site.small.clinic,
                                         walk.site.small.booking(walk.site.small.at(3, 10), "k"));
  ASSERT_TRUE(booked);
  std::string path = clinic::manage_path(booked->appointment.id, booked->manage_token);
  EXPECT_TRUE(lacks(walk.page(path), "paper is still needed"));
  EXPECT_EQ(walk.browser.get(path + "/letter").status, 404);
}

store::Appointment booked_without_intake(SmallSite& site) {
  auto in = site.small.booking(site.small.at(3, 10), "key");
  in.service = site.small.deep;
  auto booked = clinic::book_appointment(*site.small.clinic, in);
  EXPECT_TRUE(booked);
  return booked->appointment;
}
store::Status status_of(SmallSite& site, AppointmentId id) {
  return clinic::find_visit(*site.small.clinic, id, {site.small.program, {}})->status;
}

TEST(AssessPages, R4_a_requested_visit_is_confirmed_through_its_private_link) {
  Walk walk;
  store::Appointment visit = booked_without_intake(walk.site);
  auto token = walk.site.small.store->write([&](store::Transaction& tx) -> Result<std::string> {
    return clinic::make_private_link(tx, *walk.site.small.clinic,
                                     {"intake", visit.id.value, visit.client, visit.start});
  });
  ASSERT_TRUE(token);
  std::string path = "/intake/" + *token;
  EXPECT_TRUE(lacks(walk.page(path), "Begin")) << "first the birth date";
  walk.where(walk.browser.post(path, {{"link_birth_date", "1988-05-04"}}));
  EXPECT_TRUE(has(walk.page(path), "Begin"));
  EXPECT_EQ(walk.where(walk.browser.post(path, {})), "/assess");
  EXPECT_TRUE(has(walk.page("/assess"), "value=\"1988\"")) << "who it is for is known";
  EXPECT_EQ(walk.answer(), "/assess/answer");
  EXPECT_EQ(status_of(walk.site, visit.id), store::Status::confirmed);
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "Your visit is confirmed"));
  EXPECT_TRUE(has(page, "Thursday 26 November"));
  EXPECT_TRUE(lacks(page, "href=\"/assess/plan\"")) << "it is booked already";
}

TEST(AssessPages, R16_staff_type_in_a_paper_form_for_a_visit) {
  Walk walk;
  store::Appointment visit = booked_without_intake(walk.site);
  std::string path = "/desk/visit/" + visit.id.text() + "/intake";
  EXPECT_TRUE(walk.where(walk.browser.get(path)).starts_with("/sign-in"));
  walk.browser.get("/sign-in");
  walk.browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  EXPECT_TRUE(has(walk.page(path), "value=\"paper\""));
  EXPECT_TRUE(lacks(walk.page(path), "value=\"aloud\"")) << "aloud is for a therapist";
  EXPECT_EQ(walk.browser.post(path, {{"how", "aloud"}}).status, 403);
  EXPECT_EQ(walk.where(walk.browser.post(path, {{"how", "paper"}})), "/assess");
  EXPECT_EQ(walk.answer(), path + "?kept=yes");
  EXPECT_EQ(status_of(walk.site, visit.id), store::Status::confirmed);
  EXPECT_TRUE(has(walk.page(path + "?kept=yes"), "The visit is confirmed"));
}

TEST(AssessPages, R20_who_types_in_a_paper_form_and_treats_nobody_reads_no_findings) {
  Walk walk;
  store::Appointment visit = booked_without_intake(walk.site);
  std::string path = "/desk/visit/" + visit.id.text() + "/intake";
  walk.browser.get("/sign-in");
  walk.browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  walk.where(walk.browser.post(path, {{"how", "paper"}}));
  walk.begin();
  walk.group("now");
  walk.map();
  walk.group("heart");
  walk.group("medicine", {{"q-blood_thinner", "doac"}});
  walk.group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
  for (const char* g : {"body", "pregnancy"}) walk.group(g);
  EXPECT_EQ(walk.where(walk.group("pain")), path + "?kept=yes");
  EXPECT_EQ(status_of(walk.site, visit.id), store::Status::requested);
  for (const std::string& shown :
       {path + "?kept=yes", path, "/desk/visit/" + visit.id.text(), std::string("/desk/tasks")}) {
    std::string page = walk.page(shown);
    for (const char* word : {"thinner", "bleed", "bruise", "med-anticoagulant", "a doctor", "doac"})
      EXPECT_TRUE(lacks(page, word)) << shown;
  }
  std::string kept = walk.page(path + "?kept=yes");
  EXPECT_TRUE(has(kept, "The therapist sees them"));
  EXPECT_TRUE(has(kept, "Call: offer another visit or another day"));
  // Going back shows nothing of it.
  for (const char* back : {"/assess/answer", "/assess/questions?group=medicine", "/assess/letter"})
    EXPECT_EQ(walk.where(walk.browser.get(back)), "/assess") << back;
}

TEST(AssessPages, R20_what_a_therapist_asked_is_shown_to_nobody_else_at_that_screen) {
  Walk walk;
  auto& small = walk.site.small;
  ASSERT_TRUE(clinic::add_staff(
      *small.clinic, small.program,
      {"ana", "Ana Silva", store::Role::therapist, small.ana, "a long password"}));
  store::Appointment visit = booked_without_intake(walk.site);
  walk.browser.get("/sign-in");
  walk.browser.post("/sign-in", {{"name", "ana"}, {"password", "a long password"}});
  walk.browser.post("/desk/visit/" + visit.id.text() + "/intake", {{"how", "aloud"}});
  EXPECT_EQ(walk.answer(), "/assess/answer");
  EXPECT_TRUE(has(walk.page("/assess/answer"), "Your visit is confirmed"));
  walk.browser.post("/sign-in", {{"name", "owner"}, {"password", "a long password"}});
  EXPECT_EQ(walk.where(walk.browser.get("/assess/answer")), "/assess");
}

TEST(AssessPages, R46_leaving_and_coming_back_keeps_the_answers) {
  Walk walk;
  walk.begin();
  walk.group("now");
  walk.browser.post("/assess/where", {{"region", "low-back.R"}, {"pain.low-back.R", "6"}});
  EXPECT_TRUE(has(walk.page("/assess/where"), "name=\"pain.low-back.R\" value=\"6\""));
  walk.browser.post("/assess/since", {{"since", "weeks"}, {"since_words", "after <moving> house"}});
  EXPECT_TRUE(has(walk.page("/assess/since"), "value=\"after &lt;moving&gt; house\""));
  EXPECT_TRUE(has(walk.page("/assess/since"), "value=\"weeks\" checked"));
  walk.browser.post("/assess/keep", {{"group", "heart"}, {"q-blood_clot", "no"}});
  EXPECT_TRUE(has(walk.page("/assess/questions"),
                  "name=\"q-blood_clot\" value=\"no\" data-alarm=\"\" checked"));
  walk.browser.language = "fr-CA";
  EXPECT_TRUE(has(walk.page("/assess/since"), "value=\"weeks\" checked"));
}

TEST(AssessPages, the_map_needs_a_place_with_a_number) {
  Walk walk;
  walk.begin();
  walk.group("now");
  http::Response none = walk.browser.post("/assess/where", {});
  EXPECT_EQ(none.status, 422);
  http::Response half = walk.browser.post(
      "/assess/where",
      {{"region", "low-back.L"}, {"region", "low-back.R"}, {"pain.low-back.R", "5"}});
  EXPECT_EQ(half.status, 422);
  EXPECT_TRUE(has(text_of(half), "Low back, left side"));
  EXPECT_TRUE(has(text_of(half), "name=\"pain.low-back.R\" value=\"5\""));
  EXPECT_EQ(walk.where(walk.browser.post("/assess/where", {{"no_pain", "yes"}})),
            "/assess/questions");
}

TEST(AssessPages, answers_leave_no_trace_in_caches_and_addresses) {
  Walk walk;
  walk.answer();
  http::Response page = walk.browser.get("/assess/answer");
  EXPECT_EQ(page.header("Cache-Control"), "no-store");
  EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
}

}  // namespace
}  // namespace fascia::web
