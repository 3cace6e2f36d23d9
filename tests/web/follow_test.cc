// SPDX-License-Identifier: Apache-2.0
// The pages after a session that the client opens by a link.
#include "clinic/before_visit.h"
#include "clinic/due_work.h"
#include "web/follow_site.h"
#include "web/told_faults.h"

namespace fascia::web {
namespace {

TEST_F(Follow, R19_each_link_asks_the_birth_date_first_and_closes_after_five_tries) {
  struct Row {
    std::string path;
    const char* holds;  // once the date was given
    std::vector<const char*> lacks;
  };
  const Row rows[] = {
      {aftercare,
       "When to get help",
       {"follow-advice", "Stretches for you", "<svg class=\"stretch-picture\"", "tel:811"}},
      {check_in, "How are you now?", {"name=\"Q0\"", "chest pain", "How are you now?"}},
      {progress, "It is too soon to tell", {"How we decide", "curve-panel", "too soon"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.path.substr(0, row.path.rfind('/')));
    Browser scanner(router, "10.0.0.9");
    for (int times = 0; times < 2; ++times) {
      auto seen = scanner.get(row.path);
      EXPECT_EQ(seen.status, 200);
      EXPECT_TRUE(is_guarded(seen));
      EXPECT_TRUE(has(text_of(seen), "name=\"link_birth_date\""));
      EXPECT_TRUE(lacks(text_of(seen), row.holds));
      EXPECT_TRUE(lacks(text_of(seen), "Maya"));
      for (const char* never : row.lacks) EXPECT_TRUE(lacks(text_of(seen), never));
    }
    Browser her = hers(row.path);
    auto open = her.get(row.path);
    EXPECT_EQ(open.status, 200);
    EXPECT_TRUE(is_guarded(open));
    EXPECT_TRUE(has(text_of(open), row.holds));
    // What the other browser posts is not taken either, and each wrong date costs one try.
    auto answer = scanner.post(row.path, quiet_with("Q0", "W01"));
    EXPECT_TRUE(has(text_of(answer), "name=\"link_birth_date\""));
    for (int left = 4; left > 0; --left) {
      auto wrong = scanner.post(row.path, {{"link_birth_date", "1988-05-05"}});
      EXPECT_EQ(wrong.status, 422);
      EXPECT_TRUE(is_guarded(wrong));
      EXPECT_TRUE(has(text_of(wrong), "Tries left: " + std::to_string(left)));
      EXPECT_TRUE(lacks(text_of(wrong), row.holds));
    }
    for (const char* date : {"1988-05-05", "1988-05-04"}) {
      auto closed = scanner.post(row.path, {{"link_birth_date", date}});
      EXPECT_EQ(closed.status, 403) << date;
      EXPECT_TRUE(is_guarded(closed));
      EXPECT_TRUE(has(text_of(closed), "this link is closed"));
    }
    EXPECT_EQ(scanner.get(row.path).status, 403);
    EXPECT_EQ(her.get(row.path).status, 200);  // who gave it before keeps the page
  }
}

TEST_F(Follow, R19_opening_the_check_in_answers_nothing_and_a_link_opens_one_page) {
  Browser her = hers(check_in);
  for (int times = 0; times < 2; ++times)
    EXPECT_TRUE(has(text_of(her.get(check_in + "?Q0=none&Q1=2")), "name=\"Q0\""));
  EXPECT_FALSE(is_answered());
  std::string token = check_in.substr(check_in.rfind('/'));
  for (const std::string& wrong :
       {"/aftercare" + token, "/progress" + token, std::string("/check-in/") + "x"}) {
    auto refused = her.get(wrong);
    EXPECT_EQ(refused.status, 404);
    EXPECT_TRUE(is_guarded(refused));
  }
}

TEST_F(Follow, R41_a_sign_left_open_is_asked_again_and_what_was_answered_is_kept) {
  Browser her = hers(check_in);
  auto fields = quiet_with("Q1", "7");
  fields.erase(fields.begin());
  auto wrong = her.post(check_in, fields);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#q-Q0\""));
  EXPECT_TRUE(has(text_of(wrong), "name=\"Q1\" value=\"7\" checked"));
  EXPECT_FALSE(is_answered());
}

TEST_F(Follow, every_question_of_the_check_in_that_is_open_is_named_at_once) {
  Browser her = hers(check_in);
  auto fields = quiet_with("Q1", "99");
  std::erase_if(fields, [](const auto& one) { return one.first == "Q0"; });
  for (auto& [question, answer] : fields)
    if (question == "Q2") answer = "abc";
  const std::string page = text_of(her.post(check_in, fields));
  const auto lines = told_faults(page);
  ASSERT_EQ(lines.size(), 3u);
  for (const auto& [i, field] : {std::pair(0, "q-Q0> "), {1, "q-Q1> "}, {2, "q-Q2> "}}) {
    const std::string& line = lines[std::size_t(i)];
    EXPECT_TRUE(line.starts_with(field)) << line;
    EXPECT_TRUE(lacks(line, "> Please answer")) << "the question is not named";
    EXPECT_TRUE(lacks(line, "> This answer")) << "the question is not named";
  }
  EXPECT_TRUE(has(page, "aria-describedby=\"q-Q1-error\""));
  EXPECT_TRUE(has(page, "name=\"Q3\" value=\"3\" checked"));  // what was answered stays
  EXPECT_EQ(told_faults(text_of(hers(check_in, "fr-CA").post(check_in, fields))).size(), 3u);
  EXPECT_FALSE(is_answered());
}

TEST(FollowAnswered, R41_the_screen_after_an_emergency_sign_is_complete) {
  struct Row {
    const char *question, *value;
    const char *holds, *number, *lacks;
  };
  const Row rows[] = {
      {"Q0", "W01", "Please act now", "911", "name=\"progress\""},
      {"Q5", "weakness", "Please act now", "811", "name=\"progress\""},
      {"Q1", "2", "Thank you", nullptr, "tel:911"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.question) + " " + row.value);
    FollowSite site;
    Browser her = site.hers(site.check_in);
    auto sent = her.post(site.check_in, FollowSite::quiet_with(row.question, row.value));
    std::string page = text_of(her.follow(sent));
    EXPECT_TRUE(has(page, row.holds));
    if (row.number != nullptr) {
      EXPECT_TRUE(has(page, "href=\"tel:" + std::string(row.number) + "\""));
      EXPECT_TRUE(has(page, "class=\"alarm\""));
    }
    EXPECT_TRUE(lacks(page, row.lacks));
    for (const char* asked : {"type=\"checkbox\"", "<textarea", "name=\"Q"})
      EXPECT_TRUE(lacks(page, asked));
    // Whoever is to act now is asked nothing at all, not even how it was with the therapist.
    EXPECT_TRUE(row.number == nullptr || lacks(page, "type=\"radio\""));
    // It stands as it was, whatever is posted later.
    her.post(site.check_in, FollowSite::quiet_with("Q1", "0"));
    EXPECT_TRUE(has(text_of(her.get(site.check_in)), row.holds));
    Browser other(site.router);
    EXPECT_TRUE(lacks(text_of(other.get(site.check_in)), row.holds));
  }
}

// CHK-S36: asked after the check-in of the first visit, of the client alone.
TEST_F(Follow, CHK_S36_how_it_was_with_the_therapist_is_asked_once_and_stays_unsaid_to_them) {
  Browser person = hers(check_in);
  http::Pairs quiet{{"Q0", "none"}, {"Q1", "2"},    {"Q2", "less"}, {"Q3", "3"},
                    {"Q4", "none"}, {"Q5", "none"}, {"Q6", "none"}, {"Q7", "right"}};
  EXPECT_TRUE(lacks(text_of(person.get(check_in)), "How was it with your therapist"));
  ASSERT_EQ(person.post(check_in, quiet).status, 303);
  EXPECT_TRUE(has(text_of(person.get(check_in)), "I trust the plan we have."));
  auto nothing = person.post(check_in, {{"alliance", "yes"}});
  EXPECT_EQ(nothing.status, 422);
  auto wrong = person.post(check_in, {{"alliance", "yes"}, {"trust_plan", "12"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#trust_plan\""));
  EXPECT_EQ(person.post(check_in, {{"alliance", "yes"}, {"trust_plan", "3"}}).status, 303);
  std::string after = text_of(person.get(check_in));
  EXPECT_TRUE(has(after, "Thank you for telling us how it was"));
  EXPECT_TRUE(lacks(after, "I trust the plan we have."));
  EXPECT_TRUE(lacks(after, "Would you rather see another therapist")) << "low once";
  EXPECT_TRUE(lacks(text_of(signed_in("ana").get("/treat/client/" + client.text() + "/progress")),
                    "Trust in the plan"));
}

// CHK-S29: the sheet is read in the client's language.
TEST_F(Follow, every_page_of_the_client_answers_in_french) {
  struct Row {
    std::string path;
    const char* holds;
  };
  for (const Row& row :
       {Row{aftercare, "Quand demander de l’aide"}, Row{check_in, "Comment allez-vous?"},
        Row{progress, "Il est trop tôt pour le dire"}}) {
    Browser her(router);
    her.language = "fr-CA";
    EXPECT_TRUE(has(text_of(her.get(row.path)), "Est-ce bien pour vous?"));
    EXPECT_TRUE(has(text_of(hers(row.path, "fr-CA").get(row.path)), row.holds));
  }
  // From the sheet the curve opens without a second date.
  Browser her = hers(aftercare, "fr-CA");
  her.get(aftercare);
  auto curve = her.post(aftercare, {{"progress", "yes"}});
  EXPECT_TRUE(has(text_of(her.follow(curve)), "Il est trop tôt pour le dire"));
  Browser unwell = hers(check_in, "fr-CA");
  auto page = text_of(unwell.follow(unwell.post(check_in, quiet_with("Q0", "W01"))));
  EXPECT_TRUE(has(page, "Agissez maintenant"));
  EXPECT_TRUE(has(page, "Composer le 911"));
  auto waiting = clinic::waiting_tasks(*clinic, ana_actor);
  ASSERT_FALSE(waiting.empty());
  page = text_of(signed_in("ana", "fr-CA").get("/treat/task/" + waiting.front().task.id.text()));
  EXPECT_TRUE(has(page, "Ce que la personne a lu aussitôt"));
  EXPECT_TRUE(has(page, "douleur à la poitrine"));
}

TEST_F(Follow, R19_the_minute_before_a_visit_asks_the_birth_date_and_a_get_tells_nothing) {
  auto in = booking(at(5, 10), "soon");
  in.practitioner = ana;
  auto next = clinic::book_appointment(*clinic, in);
  ASSERT_TRUE(next);
  std::string path;
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    path = clinic::make_before_path(tx, *clinic, next->appointment);
    return {};
  }));
  Browser scanner(router, "10.0.0.9");
  auto seen = scanner.get(path);
  EXPECT_TRUE(is_guarded(seen));
  EXPECT_TRUE(has(text_of(seen), "name=\"link_birth_date\""));
  EXPECT_TRUE(lacks(text_of(seen), "How strong"));
  Browser her = hers(path);
  her.get(path + "?anything=no&pain_now=3");
  EXPECT_TRUE(has(text_of(her.get(path)), "name=\"pain_average\""));
  auto wrong = her.post(path, {{"pain_average", "6"}, {"pain_worst", "2"}, {"anything", "no"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#pain_worst\""));
  EXPECT_TRUE(has(text_of(wrong), "name=\"pain_average\" value=\"6\" checked"));
  auto open = her.post(path, {{"pain_average", "6"}});
  EXPECT_TRUE(has(text_of(open), "href=\"#anything\""));
  auto told = her.post(path, {{"pain_average", "6"},
                              {"pain_worst", "8"},
                              {"anything", "yes"},
                              {"words", "I <fell> on Sunday"}});
  EXPECT_EQ(told.status, 303);
  EXPECT_TRUE(has(text_of(her.get(path)), "Thank you"));
  // Its therapist reads it, in her words; the desk does not.
  auto page = text_of(signed_in("ana").get("/treat/" + next->appointment.id.text()));
  EXPECT_TRUE(has(page, "What they told before this visit"));
  EXPECT_TRUE(has(page, "I &lt;fell&gt; on Sunday"));
  auto list = text_of(signed_in("dana").get("/desk/tasks"));
  EXPECT_TRUE(has(list, "A client wrote before the visit"));
  EXPECT_TRUE(lacks(list, "fell"));
  EXPECT_TRUE(has(text_of(hers(path, "fr-CA").get(path)), "Votre thérapeute lit ceci"));
}

}  // namespace
}  // namespace fascia::web
