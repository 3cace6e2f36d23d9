// SPDX-License-Identifier: Apache-2.0
#include "care/interview.h"

#include "screening_protocol.h"

namespace fascia::care {
namespace {

Step next(const Intake& intake) { return next_step(shipped(), intake, ServiceKind::deep, kVisit); }
bool shows(const Step& step, std::string_view id) {
  for (const Question* question : step.questions) {
    if (question->id == id) return true;
  }
  return false;
}

TEST(Interview, R2_the_gates_are_the_first_page_and_a_yes_ends_it_at_once) {
  Intake intake;
  Step first = next(intake);
  EXPECT_EQ(first.what, Step::What::ask);
  EXPECT_EQ(first.group, "now");
  intake.answers["stroke_now"] = std::vector<std::string>{"face"};
  Step now = next(intake);
  EXPECT_EQ(now.what, Step::What::emergency);
  ASSERT_FALSE(now.emergencies.empty());
  EXPECT_FALSE(now.emergencies.front().advice->en.empty());
  EXPECT_TRUE(now.questions.empty());
}

TEST(Interview, none_of_these_settles_a_group_and_leads_to_the_end) {
  Intake intake;
  intake.birth_date = Date::of(1986, 5, 2);
  int pages = 0;
  for (Step step = next(intake); step.what == Step::What::ask && pages < 20; step = next(intake)) {
    AnswerMap answers = none_of_these(shipped(), step.group, intake.answers);
    ASSERT_GT(answers.size(), intake.answers.size()) << step.group << ' ' << step.open.front();
    intake.answers = answers;
    ++pages;
  }
  EXPECT_EQ(next(intake).what, Step::What::done);
  EXPECT_LE(pages, 8);
  EXPECT_TRUE(screen(shipped(), intake, ServiceKind::deep, kVisit).goes_ahead());
}

TEST(Interview, details_show_only_for_what_was_ticked) {
  Intake intake;
  intake.answers["blood_clot"] = Said::no;
  auto heart = [&] {
    for (Step& step : all_steps(shipped(), intake, ServiceKind::deep, kVisit)) {
      if (step.group == "heart") return step;
    }
    return Step{};
  };
  EXPECT_TRUE(shows(heart(), "blood_clot"));
  EXPECT_FALSE(shows(heart(), "blood_clot.date"));
  intake.answers["blood_clot"] = Said::yes;
  EXPECT_TRUE(shows(heart(), "blood_clot.date"));
}

TEST(Interview, what_an_answer_settled_is_not_asked) {
  Intake intake;
  intake.sex = "male";
  for (const Step& step : all_steps(shipped(), intake, ServiceKind::deep, kVisit)) {
    EXPECT_FALSE(shows(step, "pregnant"));
  }
}

TEST(Interview, R2_an_answer_that_is_an_emergency_by_itself_is_known_before_it_is_given) {
  const Question& gate = *shipped().question("stroke_now");
  auto now = emergency_of(shipped(), {}, ServiceKind::deep, kVisit, gate,
                          std::vector<std::string>{"face"});
  ASSERT_TRUE(now);
  EXPECT_FALSE(now->advice->en.empty());
  EXPECT_FALSE(
      emergency_of(shipped(), {}, ServiceKind::deep, kVisit, gate, std::vector<std::string>{}));
  // A detail, whose parent was not said yet.
  EXPECT_TRUE(emergency_of(
      shipped(), {}, ServiceKind::deep, kVisit, *shipped().question("pregnant.now"),
      std::vector<std::string>{shipped().question("pregnant.now")->options.front().id}));
}

TEST(Interview, R13_every_question_can_say_why_it_is_asked) {
  for (const Question& question : shipped().questions) {
    if (question.staff || !question.parent.empty()) continue;
    Words why = why_asked(shipped(), question);
    EXPECT_FALSE(why.en.empty()) << question.id;
    EXPECT_FALSE(why.fr.empty()) << question.id;
  }
}

TEST(Interview, a_detail_follows_a_yes_and_never_a_doubt) {
  const Question& detail = *shipped().question("blood_clot.date");
  EXPECT_FALSE(leads_to(detail, {}));
  EXPECT_TRUE(leads_to(detail, {{"blood_clot", Said::yes}}));
  EXPECT_FALSE(leads_to(detail, {{"blood_clot", Said::no}}));
  EXPECT_FALSE(leads_to(detail, {{"blood_clot", Said::not_sure}}));
  const Question& spine = *shipped().question("spine_surgery.kind");
  EXPECT_TRUE(leads_to(spine, {{"surgery", std::string("spinal")}}));
  EXPECT_FALSE(leads_to(spine, {{"surgery", std::string("minor")}}));
  EXPECT_FALSE(leads_to(spine, {{"surgery", std::string("none")}}));
}

// A section with one line for all of it, and behind the line one question with a detail.
const Protocol& with_section() {
  static const Result<Protocol> protocol = [] {
    std::vector<File> files = shipped_files();
    files.push_back({"protocols/zz-test.toml", R"(
kind = "screening"
[[section]]
id = "test"
group = "body"
title = { en = "Test", fr = "Essai" }
why = { en = "A test.", fr = "Un essai." }
[[section.ask]]
signs = [ { en = "a test thing", fr = "un essai" }, { en = "another", fr = "un autre" } ]
[[section.ask]]
stem = { en = "Ever:", fr = "Déjà eu :" }
signs = [ { en = "a trial", fr = "une épreuve" } ]
[[question]]
id = "test_topic"
group = "body"
section = "test"
kind = "tri"
gate = "safety"
text = { en = "Topic?", fr = "Sujet?" }
[[question]]
id = "test_topic.date"
group = "body"
kind = "date"
gate = "safety"
text = { en = "When?", fr = "Quand?" }
parent = "test_topic"
[[rule]]
id = "test-topic"
title = { en = "Test", fr = "Essai" }
gate = "safety"
reason = { en = "Test.", fr = "Essai." }
sources = ["WER"]
mark = "p"
confidence = "low"
[[rule.rows]]
when = 'test_topic'
both = "do_not_treat"
)"});
    return read_protocol(files);
  }();
  EXPECT_TRUE(protocol) << describe(protocol.error());
  return *protocol;
}

Intake healthy_but(const std::string& id, Answer answer) {
  Intake intake = healthy(with_section());
  intake.answers[id] = std::move(answer);
  return intake;
}

Step body(const Intake& intake) {
  for (Step& step : all_steps(with_section(), intake, ServiceKind::deep, kVisit)) {
    if (step.group == "body") return step;
  }
  return {};
}

TEST(Interview, a_line_says_its_signs_in_a_row_for_programs_and_asks_any_of_them_without_a_stem) {
  const Words& line = with_section().question("any.test")->text;
  EXPECT_EQ(line.en, "Any of these? a test thing; another. Ever: a trial");
  EXPECT_EQ(line.fr, "L’un de ceux-ci? un essai; un autre. Déjà eu : une épreuve");
}

TEST(Interview, a_section_is_one_line_until_it_is_answered_with_more_than_no) {
  EXPECT_TRUE(shows(body(healthy_but("any.test", Said::no)), "any.test"));
  EXPECT_FALSE(shows(body(healthy_but("any.test", Said::no)), "test_topic"));
  EXPECT_TRUE(shows(body(healthy_but("any.test", Said::yes)), "test_topic"));
  EXPECT_TRUE(shows(body(healthy_but("any.test", Said::not_sure)), "test_topic"));
  EXPECT_TRUE(shows(body(healthy_but("any.test", Said::rather_not_say)), "test_topic"));
  EXPECT_FALSE(shows(body(healthy_but("any.test", Said::yes)), "test_topic.date"));
}

TEST(Interview, a_section_whose_line_is_open_holds_and_so_do_its_questions_once_opened) {
  auto screened = [](const Intake& intake) {
    return screen(with_section(), intake, ServiceKind::deep, kVisit);
  };
  Intake intake = healthy(with_section());
  EXPECT_TRUE(screened(intake).goes_ahead());
  intake.answers.erase("any.test");
  EXPECT_EQ(screened(intake).missing, std::vector<std::string>{"any.test"});
  for (Said said : {Said::yes, Said::not_sure, Said::rather_not_say}) {
    EXPECT_EQ(screened(healthy_but("any.test", said)).missing,
              std::vector<std::string>{"test_topic"});
  }
  // A record or a program answers the question itself: the line asks nothing more.
  intake.answers["test_topic"] = Said::no;
  EXPECT_TRUE(screened(intake).goes_ahead());
  // What was said of the thing itself counts, whatever the line says.
  intake.answers["test_topic"] = Said::yes;
  intake.answers["test_topic.date"] = Said::long_ago;
  EXPECT_EQ(screened(intake).decision, Decision::do_not_treat);
  intake.answers["any.test"] = Said::no;
  EXPECT_EQ(screened(intake).decision, Decision::do_not_treat);
}

TEST(Interview, what_could_stop_the_visit_is_asked_first_and_details_follow_their_question) {
  Intake intake = healthy(shipped());
  intake.answers["bones"] = std::string("osteoporosis");
  intake.answers["blood_clot"] = Said::not_sure;
  for (const Step& step : all_steps(shipped(), intake, ServiceKind::deep, kVisit)) {
    std::set<std::string> before;
    bool milder = false;
    for (const Question* question : step.questions) {
      if (question->is_detail() && shipped().question(question->parent)->group == step.group) {
        EXPECT_EQ(before.count(question->parent), 1u) << question->id;
      }
      bool plain = question->parent.empty() && question->section.empty();
      bool strict = question->gate == Gate::emergency_gate || question->gate == Gate::safety ||
                    question->gate == Gate::consent;
      if (plain && !strict) milder = true;
      if (plain && strict) {
        EXPECT_FALSE(milder) << question->id << " stands behind a milder one";
      }
      before.insert(question->id);
    }
  }
  // A simpler question of another file stands right behind the doubt it is about.
  const Step heart = all_steps(shipped(), intake, ServiceKind::deep, kVisit)[1];
  auto at = std::find_if(heart.questions.begin(), heart.questions.end(),
                         [](const Question* question) { return question->id == "blood_clot"; });
  ASSERT_LT(at, heart.questions.end() - 1);
  EXPECT_EQ((*std::next(at))->parent, "blood_clot");
}

TEST(Interview, none_of_these_answers_lines_and_leaves_what_they_did_not_open) {
  AnswerMap answers = none_of_these(with_section(), "body", {});
  EXPECT_EQ(std::get<Said>(answers.at("any.test")), Said::no);
  EXPECT_EQ(answers.count("test_topic"), 0u);
  answers = none_of_these(with_section(), "body", {{"any.test", Said::yes}});
  EXPECT_EQ(std::get<Said>(answers.at("test_topic")), Said::no);
}

}  // namespace
}  // namespace fascia::care
