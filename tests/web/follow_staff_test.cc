// SPDX-License-Identifier: Apache-2.0
// The pages after a session: what staff may read of it, change and print.
#include "clinic/before_visit.h"
#include "clinic/due_work.h"
#include "clinic/record_rights.h"
#include "web/follow_site.h"
#include "web/told_faults.h"

namespace fascia::web {
namespace {

TEST_F(Follow, R25_the_curve_says_who_opened_the_record_in_both_languages) {
  EXPECT_TRUE(lacks(text_of(Browser(router).get(progress)), "Who opened your record"));
  std::string page = text_of(hers(progress).get(progress));
  EXPECT_TRUE(has(page, "Who opened your record"));
  EXPECT_TRUE(has(page, ": Ana read it"));
  EXPECT_TRUE(has(page, ": Ana wrote in it"));
  EXPECT_TRUE(lacks(page, "Ana Silva"));
  EXPECT_TRUE(has(text_of(hers(progress, "fr-CA").get(progress)), ": Ana l"));
}

TEST_F(Follow, R25_what_a_person_says_against_the_record_stands_where_it_is_read) {
  unsetenv("CHECK_FASCIA_VIEWS");  // both pages set more than they show
  ASSERT_TRUE(clinic::add_record_note(*clinic, program, client, false,
                                      PrivateText("It was the <right> knee")));
  std::string page = text_of(signed_in("ana").get("/treat/" + id.text()));
  EXPECT_TRUE(has(page, "the person says"));
  EXPECT_TRUE(has(page, "It was the &lt;right&gt; knee"));
  EXPECT_TRUE(lacks(text_of(signed_in("dana").get("/desk")), "knee"));
}

// Sheet c 8.6: three tries, then a letter in the file, and the lead's task ends by it.
TEST_F(Follow, R41_the_letter_to_whom_nobody_reached_is_made_kept_and_printed_again) {
  ASSERT_TRUE(clinic::answer_check_in(*clinic, opened("check_in", token_of("check_in")),
                                      {{"Q0", "none"},
                                       {"Q1", "8"},
                                       {"Q2", "more"},
                                       {"Q3", "8"},
                                       {"Q4", "none"},
                                       {"Q5", "none"},
                                       {"Q6", "none"},
                                       {"Q7", "right"}}));
  auto task = [&](std::string_view kind) {
    for (const auto& one : clinic::waiting_tasks(*clinic, owner_actor))
      if (one.task.kind == kind) return one.task.id;
    return store::TaskId{};
  };
  for (int i = 0; i < 3; ++i)
    ASSERT_TRUE(clinic::note_call(*clinic, ana_actor, task("check_in_answer"), "no_answer", {}));
  const std::string at = "/desk/task/" + task("lead_decides").text();
  Browser lead = signed_in("olga");
  EXPECT_TRUE(has(text_of(lead.get(at)), at + "/letter\">Make the letter for the file"));
  EXPECT_TRUE(lacks(text_of(signed_in("dana").get(at)), at + "/letter"));
  for (const char* who : {"dana", "ana"})
    EXPECT_EQ(signed_in(who).get(at + "/letter").status, 403) << who;
  std::string page = text_of(lead.get(at + "/letter"));
  EXPECT_TRUE(has(page, "We could not reach you by phone"));
  EXPECT_TRUE(has(page, "Dear Maya Roy,"));
  EXPECT_TRUE(has(page, "We called you on Thursday 26 November, after your last visit"));
  EXPECT_TRUE(has(page, "call 811"));
  const std::string french = text_of(lead.get(at + "/letter?in=fr"));
  EXPECT_TRUE(has(french, "<article class=\"letter\" lang=\"fr\">"));
  EXPECT_TRUE(has(french, "Bonjour Maya Roy,"));
  EXPECT_TRUE(has(french, "jeudi 26 novembre"));
  // Nothing of what was answered or treated, in neither language.
  for (const char* word : {"pain", "sore", "back", "massage", "douleur", "dos "}) {
    const std::string letter = page.substr(page.find("<article class=\"letter\""));
    EXPECT_TRUE(lacks(letter.substr(0, letter.find("</article>")), word)) << word;
    const std::string lettre = french.substr(french.find("<article class=\"letter\""));
    EXPECT_TRUE(lacks(lettre.substr(0, lettre.find("</article>")), word)) << word;
  }
  auto kept = lead.post(at + "/letter", {{"in", "fr"}});
  ASSERT_EQ(kept.status, 303) << text_of(kept);
  page = text_of(lead.follow(kept));
  EXPECT_TRUE(has(page, "It is in the file since"));
  EXPECT_TRUE(has(page, "<article class=\"letter\" lang=\"fr\">"));
  EXPECT_TRUE(has(page, "Bonjour Maya Roy,"));
  EXPECT_TRUE(lacks(page, at + "/letter"));
  EXPECT_FALSE(task("lead_decides"));
  EXPECT_EQ(lead.post(at + "/letter", {{"in", "en"}}).status, 409);
  page = text_of(lead.get("/owner/record/" + client.text()));
  EXPECT_TRUE(has(page, "Letter: we could not reach them"));
  EXPECT_TRUE(has(page, std::string(kept.header("Location"))));
  EXPECT_EQ(signed_in("ana").get(std::string(kept.header("Location"))).status, 403);
  unsetenv("CHECK_FASCIA_VIEWS");
  page = text_of(signed_in("ana").get("/treat/" + id.text()));
  EXPECT_TRUE(has(page, "letter that was made"));
}

TEST_F(Follow, R20_the_task_page_is_for_therapists_alone) {
  const std::string path = task_path();
  struct Row {
    const char* who;
    int status;
  };
  for (const Row& row : {Row{"dana", 403}, Row{"olga", 403}, Row{"ben", 403}, Row{"", 303}}) {
    SCOPED_TRACE(row.who);
    Browser browser = *row.who != '\0' ? signed_in(row.who) : Browser(router);
    auto seen = browser.get(path);
    EXPECT_EQ(seen.status, row.status);
    for (const char* never : {"Maya", "knee", "How sore", "<dt>", "What the client read"})
      EXPECT_TRUE(lacks(text_of(seen), never));
    // A colleague who calls takes the task by that; nobody else may.
    if (std::string(row.who) != "ben") {
      EXPECT_EQ(browser.post(path + "/call", {{"outcome", "reached"}}).status, row.status);
    }
  }
  Browser her = signed_in("ana");
  auto page = text_of(her.get(path));
  EXPECT_TRUE(has(page, "Maya Roy"));
  EXPECT_TRUE(has(page, "<dd>8</dd>"));
  EXPECT_TRUE(has(page, "My knee &lt;clicks&gt; now"));
  EXPECT_TRUE(has(page, "Nobody has called yet"));
  auto wrong = her.post(path + "/call", {{"note", "rang twice"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#outcome\""));
  EXPECT_TRUE(has(text_of(wrong), "rang twice"));
  page = text_of(her.follow(her.post(path + "/call", {{"outcome", "no_answer"}})));
  EXPECT_TRUE(has(page, ": No answer</li>"));
  page = text_of(her.follow(her.post(path + "/call", {{"outcome", "reached"}})));
  EXPECT_TRUE(has(page, "This is done"));
  EXPECT_TRUE(lacks(page, "name=\"outcome\""));
}

TEST_F(Follow, R20_sheet_curve_measures_and_figures_open_for_whom_they_are) {
  const std::string visit = "/treat/" + id.text();
  const std::string curve = "/treat/client/" + client.text() + "/progress";
  struct Row {
    std::string path;
    const char *holds, *french;
    int owner;  // who treats nobody
    int colleague;
  };
  const Row rows[] = {
      {visit + "/aftercare", "Save the sheet", "Garder la fiche", 403, 403},
      {visit + "/measures", "Keep the", "Garder les mesures", 403, 403},
      {curve, "Maya Roy: It is too soon", "Maya Roy : Il est trop tôt", 403, 403},
      {"/owner/figures", "All clients of the clinic", "Toute la clinique", 200, 200},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.path);
    const std::pair<const char*, int> people[] = {
        {"dana", 403}, {"olga", row.owner}, {"ben", row.colleague}};
    for (const auto& [who, status] : people) {
      auto seen = signed_in(who).get(row.path);
      EXPECT_EQ(seen.status, status) << who;
      EXPECT_TRUE(lacks(text_of(seen), "Maya")) << who;
      if (status == 403) {
        EXPECT_TRUE(lacks(text_of(seen), row.holds)) << who;
      }
    }
    EXPECT_EQ(Browser(router).get(row.path).status, 303);
    EXPECT_TRUE(has(text_of(signed_in("ana").get(row.path)), row.holds));
    EXPECT_TRUE(has(text_of(signed_in("ana", "fr-CA").get(row.path)), row.french));
  }
}

TEST_F(Follow, the_numbers_of_the_figures_come_from_the_store) {
  auto page = [&] { return text_of(signed_in("olga").get("/owner/figures")); };
  auto counted = [](const char* started, const char* sessions) {
    return page::text(page::Language::en, "follow.counted",
                      {{"started", started},
                       {"early", started},
                       {"eligible", "0"},
                       {"measured", "0"},
                       {"sessions", sessions}});
  };
  EXPECT_TRUE(has(page(), counted("0", "0"))) << "the month is not over";
  EXPECT_TRUE(has(page(), "In public a number needs 30 measured clients or more"));
  EXPECT_TRUE(has(text_of(signed_in("olga", "fr-CA").get("/owner/figures")),
                  "En public, un nombre demande au moins 30 personnes mesurées"));
  EXPECT_TRUE(lacks(text_of(signed_in("ana").get("/owner/figures")), "In public a number"));
  clock.seconds += hours(24 * 31).value;
  EXPECT_TRUE(has(page(), counted("1", "1")));
  EXPECT_TRUE(has(page(), "too few clients of one style")) << "CHK-S14";
  for (const auto& [whose, started, sessions] :
       {std::tuple{client, "1", "2"}, {random.id<ClientId>(), "2", "3"}}) {
    const ClientId who = whose;
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      if (who != client) {
        store::Client other;
        other.id = who;
        other.name = "Somebody Else";
        other.wrapped_key = sealer->new_wrapped_key(who.value);
        store::add_client(tx, clinic->tenant, other, clock.now());
      }
      auto a = *store::find_appointment(tx, clinic->tenant, id);
      a.id = random.id<AppointmentId>();
      a.client = who;
      a.start = a.start - days_of_24h(7);
      a.manage_hash = a.id.text();
      store::add_appointment(tx, clinic->tenant, a, clock.now());
      store::TreatmentSession s{random.id<SessionId>(), a.id, who, ana, a.start, {}};
      FASCIA_TRY_DONE(store::start_session(tx, clinic->tenant, s));
      return store::end_session(tx, clinic->tenant, s.id, a.start + hours(1));
    }));
    EXPECT_TRUE(has(page(), counted(started, sessions)));
  }
}

// Sheet c 7.6: three or less twice in a row.
TEST_F(Follow, poor_sleep_twice_is_said_to_the_therapist_and_once_is_not) {
  const std::string path = "/treat/" + id.text() + "/measures";
  auto slept = [&](int value) {
    clock.seconds += 60;
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      boost::json::object body{{"value", value}, {"when", "before"}};
      store::add_outcome(tx, clinic->tenant, *sealer,
                         {random.id<store::OutcomeId>(), client, id, "sleep1", clock.now(), 0,
                          PrivateText(json::write(body))});
      return {};
    }));
    return has(text_of(signed_in("ana").get(path)), "Poor sleep twice in a row");
  };
  EXPECT_FALSE(slept(3));
  EXPECT_FALSE(slept(4));
  EXPECT_FALSE(slept(3));
  EXPECT_TRUE(slept(3));
}

TEST_F(Follow, measures_are_kept_and_a_wrong_one_loses_nothing_of_the_form) {
  const std::string path = "/treat/" + id.text() + "/measures";
  Browser her = signed_in("ana");
  her.get(path);
  EXPECT_EQ(her.post(path, {}).status, 422);
  auto no_rating = her.post(path, {{"new_activity", "to tie my shoes"}, {"reach", "12"}});
  EXPECT_EQ(no_rating.status, 422);
  EXPECT_TRUE(has(text_of(no_rating), "href=\"#new_rating\""));
  EXPECT_TRUE(has(text_of(no_rating), "value=\"to tie my shoes\""));
  EXPECT_EQ(
      her.post(path, {{"new_activity", "to tie my shoes"}, {"new_rating", "3"}, {"reach", "12"}})
          .status,
      303);
  EXPECT_TRUE(has(text_of(her.get(path)), "<legend>to tie my shoes</legend>"));
  auto wrong = her.post(
      path, {{"activity", "to tie my shoes"}, {"activity.1", "6"}, {"reach", "as far as before"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#reach\""));
  EXPECT_TRUE(has(text_of(wrong), "name=\"activity.1\" value=\"6\" checked"));
}

TEST_F(Follow, the_sheet_is_changed_by_its_therapist_and_the_client_reads_it_so) {
  const std::string path = "/treat/" + id.text() + "/aftercare";
  Browser her = signed_in("ana");
  EXPECT_TRUE(has(text_of(her.get(path)), "value=\"A-WATER\""));
  std::string water;
  auto sheet = clinic::aftercare_of_visit(*clinic, ana_actor, id);
  ASSERT_TRUE(sheet);
  for (const auto& a : sheet->sheet.advice)
    if (a.id == "A-WATER") water = a.text.en;
  Browser maya = hers(aftercare);
  EXPECT_TRUE(has(text_of(maya.get(aftercare)), water));
  EXPECT_EQ(signed_in("dana").post(path, {{"off", "A-WATER"}}).status, 403);
  auto page = text_of(her.follow(her.post(path, {{"preference", "none"}, {"off", "A-WATER"}})));
  EXPECT_TRUE(has(page, "value=\"A-WATER\" checked"));
  EXPECT_TRUE(lacks(text_of(maya.get(aftercare)), water));
}

TEST_F(Follow, each_measure_has_a_chart_and_the_same_as_a_table_for_client_and_therapist) {
  Browser ana_browser = signed_in("ana");
  ana_browser.get("/treat");
  auto in = booking(at(9, 10), "second");
  in.service = deep;
  in.practitioner = ana;
  auto second = clinic::book_appointment(*clinic, in);
  ASSERT_TRUE(second);
  const std::string next = "/treat/" + second->appointment.id.text() + "/measures";
  ASSERT_EQ(
      ana_browser
          .post(next, {{"new_activity", "to tie my shoes"}, {"new_rating", "3"}, {"reach", "12"}})
          .status,
      303);
  clock.seconds += days_of_24h(1).value;
  Browser next_day = signed_in("ana");  // a night has passed
  auto again =
      next_day.post(next, {{"activity", "to tie my shoes"}, {"activity.1", "7"}, {"reach", "4"}});
  ASSERT_EQ(again.status, 303);
  ASSERT_FALSE(again.header("Location").starts_with("/sign-in"));
  // Pain on average, now and at its worst, one activity, one reach.
  for (const std::string& page :
       {text_of(hers(progress).get(progress)),
        text_of(next_day.get("/treat/client/" + client.text() + "/progress"))}) {
    EXPECT_EQ(count_of(page, "<section class=\"panel curve-panel\">"), 5u);
    EXPECT_EQ(count_of(page, "<table class=\"table\">"), 5u);
    EXPECT_EQ(count_of(page, "curve-narrow\"><svg"), 5u);
    EXPECT_TRUE(has(page, "to tie my shoes"));
    EXPECT_TRUE(has(page, "Fingertip to floor (cm)"));
    EXPECT_TRUE(has(page, "or more is one that people notice"));
    EXPECT_TRUE(has(page, "Health form"));  // who gave each number stands in the table
    EXPECT_TRUE(has(page, "In the room"));
  }
}

TEST_F(Follow, R19_the_desk_finds_out_a_birth_date_from_its_task) {
  auto in = booking(at(5, 10), "unknown");
  in.client.name = "Ida Grey";
  in.client.email = "ida@example.invalid";
  in.client.birth_date.reset();
  ASSERT_TRUE(clinic::book_appointment(*clinic, in));
  clock.seconds = at(5, 8).seconds;
  clinic::do_due_work(*clinic);
  std::string task;
  for (const auto& t : clinic::waiting_tasks(*clinic, program))
    if (t.task.kind == "birth_date_missing") task = t.task.id.text();
  ASSERT_FALSE(task.empty());
  Browser dana = signed_in("dana");
  EXPECT_TRUE(has(text_of(dana.get("/desk/task/" + task)), "href=\"/desk/birth-date/" + task));
  auto page = text_of(dana.get("/desk/birth-date/" + task));
  EXPECT_TRUE(has(page, "Ida Grey"));
  EXPECT_EQ(dana.post("/desk/birth-date/" + task, {{"birth_date", "soon"}}).status, 422);
  EXPECT_EQ(dana.post("/desk/birth-date/" + task, {{"birth_date", "2030-01-01"}}).status, 422);
  EXPECT_EQ(dana.post("/desk/birth-date/" + task, {{"birth_date", "1970-02-03"}}).status, 303);
  EXPECT_EQ(dana.get("/desk/birth-date/" + task).status, 404);
}

TEST_F(Follow, R41_the_owner_names_on_the_clinics_page_who_is_alerted) {
  Browser olga = signed_in("olga");
  auto page = text_of(olga.get("/owner/profile"));
  EXPECT_TRUE(has(page, "name=\"alert_to\""));
  EXPECT_TRUE(has(page, "value=\"48, 3\""));
  auto profile = clinic->availability.get()->location;
  auto with = [&](const std::string& to, const std::string& hours) {
    return http::Pairs{{"name", profile.name},
                       {"zone", profile.zone},
                       {"phone", "780-555-0100"},
                       {"alert_to", to},
                       {"reminder_hours", hours}};
  };
  auto wrong = olga.post("/owner/profile", with("lead at clinic", "48"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#alert_to\""));
  EXPECT_TRUE(
      has(text_of(olga.post("/owner/profile", with("", "now"))), "href=\"#reminder_hours\""));
  EXPECT_EQ(olga.post("/owner/profile", with("lead@clinic.invalid", "24")).status, 303);
  page = text_of(olga.get("/owner/profile"));
  EXPECT_TRUE(has(page, "value=\"lead@clinic.invalid\""));
  EXPECT_TRUE(has(page, "value=\"24\""));
}

TEST_F(Follow, R41_a_therapist_asks_by_phone_and_types_in_what_was_said) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE client SET email = '', phone = '780-555-0133' WHERE tenant = $1 AND id = $2",
           {clinic->tenant, client});
    return {};
  }));
  later(48);
  std::string task;
  for (const auto& t : clinic::waiting_tasks(*clinic, ana_actor))
    if (t.task.kind == "check_in_call") task = t.task.id.text();
  ASSERT_FALSE(task.empty());
  const std::string path = "/treat/task/" + task + "/ask";
  EXPECT_EQ(signed_in("dana").get(path).status, 403);
  Browser her = signed_in("ana");
  EXPECT_TRUE(has(text_of(her.get("/treat/task/" + task)), "Ask the questions now"));
  EXPECT_TRUE(has(text_of(her.get(path)), "Ask aloud"));
  EXPECT_EQ(her.post(path, {{"Q1", "2"}}).status, 422);
  auto done = her.post(path, {{"Q0", "W11"}, {"Q1", "2"}});
  EXPECT_EQ(done.status, 303);
  auto page = text_of(her.follow(done));
  EXPECT_TRUE(has(page, "This is done"));
  EXPECT_TRUE(has(page, "811"));  // what to read out
}

}  // namespace
}  // namespace fascia::web
