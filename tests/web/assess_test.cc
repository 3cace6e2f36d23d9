// SPDX-License-Identifier: Apache-2.0
// Assess and screen as a person without script meets them: every page is asked of the router.
#include "clinic/tasks.h"
#include "clinic/visit_draft.h"
#include "web/assess_walk.h"

namespace fascia::web {
namespace {

TEST(AssessPages, a_healthy_person_comes_to_yes_and_to_the_plan) {
  AssessWalk walk;
  EXPECT_EQ(walk.answer(), "/assess/answer");
  std::string page = walk.page("/assess/answer");
  EXPECT_TRUE(has(page, "Yes, you can go ahead"));
  EXPECT_TRUE(has(page, "href=\"/assess/plan\""));
  EXPECT_TRUE(has(page, "Tuesday 24 November"));
}

TEST(AssessPages, R13_purpose_who_sees_it_whom_to_ask_and_consent_come_before_any_health_question) {
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk older;
  EXPECT_EQ(older.browser.post("/assess", with(kWho, {{"birth_year", "2010"}})).status, 422);
  EXPECT_EQ(older.begin({{"birth_year", "2010"}, {"guardian", "Ann Roy"}, {"relation", "mother"}}),
            "/assess/questions");
}

TEST(AssessPages, R15_a_birth_date_of_another_person_begins_with_no_answers) {
  AssessWalk walk;
  walk.answer();
  EXPECT_EQ(walk.begin(), "/assess/answer") << "the same person goes on where they were";
  EXPECT_EQ(walk.begin({{"birth_year", "1990"}}), "/assess/questions");
  EXPECT_TRUE(lacks(walk.page("/assess/questions"), "\" checked>"));
}

TEST(AssessPages, R2_the_gates_are_the_first_page_and_an_emergency_ends_the_questions_at_once) {
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
  walk.answer();
  EXPECT_EQ(walk.browser.post("/assess/talk", {{"phone", "780 555 0100"}}).status, 409);
}

TEST(AssessPages, a_section_is_one_line_and_opens_its_questions_without_script) {
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
  walk.begin();
  http::Response again = walk.group("now", {{"q-any.now_breath", "no"}}, false);
  EXPECT_EQ(again.status, 422);
  std::string page = text_of(again);
  EXPECT_TRUE(has(page, "href=\"#q-any.now_head\""));
  EXPECT_TRUE(lacks(page, "href=\"#q-any.now_breath\""));
  EXPECT_EQ(walk.where(walk.browser.get("/assess/answer")), "/assess/questions");
  EXPECT_EQ(walk.where(walk.group("now")), "/assess/where");
}

TEST(AssessPages, R46_leaving_and_coming_back_keeps_the_answers) {
  AssessWalk walk;
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
  AssessWalk walk;
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
  AssessWalk walk;
  walk.answer();
  http::Response page = walk.browser.get("/assess/answer");
  EXPECT_EQ(page.header("Cache-Control"), "no-store");
  EXPECT_EQ(page.header("Referrer-Policy"), "no-referrer");
}

}  // namespace
}  // namespace fascia::web
