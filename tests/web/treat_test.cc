// SPDX-License-Identifier: Apache-2.0
#include "clinic/change_plan.h"
#include "clinic/chart.h"
#include "clinic/manage_clinic.h"
#include "core/json.h"
#include "store/intakes.h"
#include "store/records.h"
#include "web/told_faults.h"
#include "web/treat_site.h"

namespace fascia::web {
namespace {

// The plan is trusted because one sees what goes with it (R27): positions and cushions, heat, where
// to be careful, when to stop and refer, how many visits, how sure the studies are.
TEST_F(Treat, R27_the_therapist_reads_all_that_goes_with_the_plan) {
  for (const std::string& language : {std::string("en"), std::string("fr-CA")}) {
    const bool french = language != "en";
    const page::Language shown = french ? page::Language::fr : page::Language::en;
    std::string page = text_of(sign_in(router, "ana", language).get(path()));
    for (const char* title : {"watch", "spots", "positions", "why"})
      EXPECT_TRUE(has(page, page::text(shown, "treat_plan." + std::string(title)))) << title;
    EXPECT_TRUE(has(page, french ? "Arrêter et diriger" : "Stop and refer")) << language;
    EXPECT_TRUE(has(page, french ? "Proposé" : "Suggested: ")) << language;
    EXPECT_TRUE(has(page, french ? "Certitude des études à ce sujet\u00a0: faible"
                                 : "How sure studies are on this: low"))
        << language;
    bool lies = false;
    for (const care::Position& one : clinic->plans.positions)
      lies |= bool(has(page, care::in_language(one.setup, page::code(shown))));
    EXPECT_TRUE(lies) << language;
  }
}

TEST_F(Treat, R20_who_may_open_what) {
  start();
  struct Row {
    const char* who;
    const char* rest;
    int status;
    const char* holds;
    const char* lacks;
  };
  // Pain and findings stand on the client's page; the desk and the owner must not see them.
  const Row rows[] = {
      {"ana", "", 200, "Maya Roy", "Why do you open this file"},
      {"ana", "/session", 200, "How strong is it?", "Why do you open"},
      {"ben", "", 403, "Why do you open this file", "Maya Roy"},
      {"ben", "/session", 403, "", "Maya Roy"},
      {"ben", "/finish", 403, "", "Maya Roy"},
      {"ben", "/chart", 303, "", "Maya Roy"},
      {"dana", "", 403, "", "Maya Roy"},
      {"dana", "/session", 403, "", "Maya Roy"},
      {"dana", "/chart", 403, "", "Maya Roy"},
      {"olga", "", 403, "", "Maya Roy"},
      {"olga", "/session", 403, "", "Maya Roy"},
      {"olga", "/chart", 403, "", "Maya Roy"},
  };
  for (const Row& row : rows) {
    Browser browser = signed_in(row.who);
    auto answer = browser.get(path(row.rest));
    EXPECT_EQ(answer.status, row.status) << row.who << " " << row.rest;
    EXPECT_TRUE(has(text_of(answer), row.holds)) << row.who << " " << row.rest;
    EXPECT_TRUE(lacks(text_of(answer), row.lacks)) << row.who << " " << row.rest;
    if (std::string(row.who) != "ana") {
      EXPECT_TRUE(lacks(text_of(answer), "Low back")) << row.who;
    }
  }
  EXPECT_EQ(signed_in("dana").get("/treat").status, 403);
  EXPECT_EQ(signed_in("olga").get("/treat").status, 403);
  EXPECT_TRUE(lacks(text_of(signed_in("ben").get("/treat")), "Maya"));
  Browser nobody(router);
  EXPECT_EQ(nobody.get(path()).status, 303);
  EXPECT_EQ(nobody.get("/treat").status, 303);
}

TEST_F(Treat, R20_another_therapist_opens_with_a_typed_reason_that_is_kept) {
  Browser other = signed_in("ben");
  other.get(path());
  EXPECT_EQ(other.post(path("/open"), {{"reason", "x"}}).status, 422);
  auto opened = other.post(path("/open"), {{"reason", "I take over for Ana today"}});
  EXPECT_EQ(opened.status, 200);
  EXPECT_TRUE(has(text_of(opened), "Maya Roy"));
  // Reading is all: nothing to start, to answer or to sign stands there.
  EXPECT_TRUE(lacks(text_of(opened), path("/consent")));
  EXPECT_TRUE(lacks(text_of(opened), path("/start")));
  EXPECT_EQ(other.post(path("/consent"), consent_form()).status, 403);
  EXPECT_EQ(other.post(path("/start"), {}).status, 403);
  EXPECT_EQ(other.post(path("/tap"), {{"felt", "3"}}).status, 403);
  bool kept = store->read([&](store::Connection& c) {
    auto all = store::audit_of_client(c, clinic->tenant, clinic->sealer, client);
    return std::any_of(all.begin(), all.end(), [](const auto& one) {
      return one.event.action == "chart.read" && one.event.from == "10.0.0.1" &&
             one.event.reason == "I take over for Ana today";
    });
  });
  EXPECT_TRUE(kept);
}

// CHK-S21: a 7, where at most 4 was agreed, is warned of on the screen.
TEST_F(Treat, R1_R12_the_whole_visit_by_plain_forms) {
  Browser her = signed_in("ana");
  EXPECT_TRUE(has(text_of(her.get("/treat?day=2026-11-25")), "Maya Roy"));
  std::string page = text_of(her.get(path()));
  EXPECT_TRUE(has(page, "Some questions of the day are still open"));
  EXPECT_TRUE(has(page, "The client has not given consent yet"));
  EXPECT_TRUE(lacks(page, path("/start")));
  EXPECT_EQ(her.post(path("/start"), {}).status, 409);
  EXPECT_EQ(her.post(path("/day"), quiet_form()).status, 303);
  auto missing = consent_form();
  missing.erase(missing.begin());
  auto refused = her.post(path("/consent"), missing);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#treatment\""));
  EXPECT_TRUE(has(text_of(refused), "value=\"Maya Roy\""));  // what was typed is kept
  EXPECT_EQ(her.post(path("/consent"), consent_form()).status, 303);
  http::Pairs pain{
      {"pain_now", "6"}, {"pain_average", "5"}, {"pain_worst", "8"}, {"identity", "yes"}};
  for (const std::string& rule : clinic::findings_to_read(today().screening))
    pain.emplace_back("read", rule);
  auto started = her.post(path("/start"), pain);
  EXPECT_EQ(started.status, 303) << text_of(started);
  page = text_of(her.follow(started));
  EXPECT_TRUE(has(page, "class=\"night\""));
  EXPECT_TRUE(has(page, "Maya Roy"));
  EXPECT_TRUE(has(page, "agreed: 0 to 4"));
  her.post(path("/tap"), {{"place", "low-back.R"}});
  her.post(path("/tap"), {{"technique", "petrissage"}});
  wait(5);
  page = text_of(her.follow(her.post(path("/tap"), {{"felt", "7"}})));
  EXPECT_TRUE(has(page, "7 is too much"));
  page = text_of(her.follow(her.post(path("/tap"), {{"undo", "yes"}})));
  EXPECT_TRUE(lacks(page, "7 is too much"));
  auto blocked = her.post(path("/tap"), {{"depth", "5"}});
  EXPECT_EQ(blocked.status, 422);
  EXPECT_TRUE(has(text_of(blocked), "is the most today"));
  page = text_of(her.follow(her.post(path("/tap"), {{"stop", "numb"}})));
  EXPECT_TRUE(has(page, "Stop here"));
  wait(40);
  EXPECT_TRUE(has(text_of(her.get(path("/finish"))), "Low back"));
  page = text_of(
      her.follow(her.post(path("/end"), {{"pain_now", "3"}, {"not_deep", "It went numb."}})));
  EXPECT_TRUE(has(page, "Pain before 6, after 3 of 10."));
  EXPECT_TRUE(has(page, "Numb or tingling"));
  EXPECT_TRUE(has(text_of(her.get("/treat")), "Sign the chart"));
  http::Pairs soap{{"subjective", "Sore <b>back</b>"}, {"objective", "o"}, {"do", "sign"}};
  EXPECT_EQ(her.post(path("/chart"), soap).status, 422) << "the pace is missing";
  const auto strange = her.post(path("/chart"), {{"subjective", "kept nowhere"}, {"do", "abc"}});
  EXPECT_EQ(strange.status, 422);
  EXPECT_TRUE(has(text_of(strange), "href=\"#do\""));
  EXPECT_TRUE(lacks(text_of(her.get(path("/chart"))), "kept nowhere"));
  soap.emplace_back("pace", "slow");
  page = text_of(her.follow(her.post(path("/chart"), soap)));
  EXPECT_TRUE(has(page, "signed and locked"));
  EXPECT_TRUE(has(page, "Sore &lt;b&gt;back&lt;/b&gt;"));
  EXPECT_TRUE(lacks(page, "<b>back</b>"));
  EXPECT_EQ(her.post(path("/chart"), soap).status, 409);
  EXPECT_EQ(her.post(path("/amend"), {{"text", "left, not right"}}).status, 422);
  EXPECT_EQ(told_faults(text_of(her.post(path("/amend"), {}))),
            (std::vector<std::string>{"text> Your note: Write your note.",
                                      "reason> Why it is added: Say why you add it."}));
  page = text_of(
      her.follow(her.post(path("/amend"), {{"text", "left, not right"}, {"reason", "a slip"}})));
  EXPECT_TRUE(has(page, "left, not right"));
  EXPECT_TRUE(has(page, "a slip"));
  EXPECT_TRUE(has(page, "Sore &lt;b&gt;"));
}

TEST_F(Treat, R12_every_point_of_the_consent_that_is_open_is_named_at_once) {
  Browser her = signed_in("ana");
  EXPECT_EQ(her.post(path("/day"), quiet_form()).status, 303);
  http::Pairs form{{"pressure", "yes"},
                   {"depth", "3"},
                   {"ceiling", "4"},
                   {"word", ""},
                   {"support_person", "Lou"}};
  for (const care::Region& place : own_places()) form.emplace_back("place", place.text());
  const auto refused = her.post(path("/consent"), form);
  EXPECT_EQ(refused.status, 422);
  const auto lines = told_faults(text_of(refused));
  std::vector<std::string> expected{"treatment> ", "draping> ", "stop_word> ",
                                    "word> Stop word: ", "support> "};
  for (const care::Region& place : own_places()) expected.push_back("region." + place.text() + ">");
  expected.push_back("signed_by> ");
  ASSERT_EQ(lines.size(), expected.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    EXPECT_TRUE(lines[i].starts_with(expected[i])) << lines[i];
  EXPECT_NE(lines[0].substr(lines[0].find('>')), lines[1].substr(lines[1].find('>')));
  EXPECT_TRUE(has(text_of(refused), "value=\"Lou\""));
  her.language = "fr-CA";
  EXPECT_EQ(told_faults(text_of(her.post(path("/consent"), form))).size(), lines.size());
}

TEST_F(Treat, R12_withdrawn_in_the_room_is_one_tap) {
  start();
  ASSERT_TRUE(work("low-back.R", "petrissage", 2));
  Browser her = signed_in("ana");
  her.get(path("/session"));
  auto page = text_of(
      her.follow(her.post(path("/withdraw"), {{"region", "low-back.R"}, {"in_session", "yes"}})));
  EXPECT_TRUE(has(page, "value=\"low-back.R\" aria-pressed=\"true\" disabled"));
  EXPECT_EQ(her.post(path("/tap"), {{"place", "low-back.R"}}).status, 409);
}

TEST_F(Treat, pages_answer_in_french_and_a_form_without_its_token_is_refused) {
  Browser her = signed_in("ana");
  her.language = "fr-CA";
  EXPECT_TRUE(has(text_of(her.get("/treat")), "Ma journée"));
  EXPECT_TRUE(has(text_of(her.get(path())), "Questions du jour"));
  http::Request bare;
  bare.method = http::Method::post;
  bare.path = path("/tap");
  EXPECT_EQ(router.answer(bare).status, 303);  // nobody is signed in
}

TEST_F(Treat, what_is_open_stands_first_and_is_linked_and_what_is_done_is_folded) {
  Browser her = signed_in("ana");
  std::string page = text_of(her.get(path()));
  auto at = [&](const std::string& words) { return page.find(words); };
  EXPECT_TRUE(has(page, "<a href=\"#day\">Some questions of the day are still open.</a>"));
  EXPECT_TRUE(has(page, "<a href=\"#consent\">The client has not given consent yet.</a>"));
  for (const char* part : {"day", "consent", "start", "plan", "findings", "answers", "history"}) {
    EXPECT_TRUE(has(page, "<a href=\"#" + std::string(part) + "\"><span")) << part;
    EXPECT_TRUE(has(page, "id=\"" + std::string(part) + "\"")) << part;
  }
  EXPECT_LT(at("id=\"day\""), at("id=\"consent\""));
  EXPECT_LT(at("id=\"consent\""), at("id=\"start\""));
  EXPECT_LT(at("id=\"start\""), at("id=\"plan\""));
  const std::string later = "<summary>After the questions of the day</summary>",
                    answers = "<summary>See or change the answers</summary>";
  EXPECT_TRUE(has(page, later));
  EXPECT_TRUE(lacks(page, answers));
  page = text_of(her.follow(her.post(path("/day"), quiet_form())));
  EXPECT_TRUE(lacks(page, later));
  EXPECT_TRUE(has(page, answers));
  EXPECT_TRUE(lacks(page, "<a href=\"#day\">Some questions"));
  EXPECT_TRUE(has(page, "<a href=\"#day\"><span aria-hidden=\"true\">✓</span>"));
  EXPECT_TRUE(has(page, "<a href=\"#consent\"><span aria-hidden=\"true\">!</span>"));
  // Who reads it as a stranger has nothing of it to do.
  Browser other = signed_in("ben");
  other.get(path());
  page = text_of(other.post(path("/open"), {{"reason", "I take over for Ana today"}}));
  EXPECT_TRUE(lacks(page, "href=\"#day\""));
  EXPECT_TRUE(has(page, "href=\"#plan\""));
}

TEST_F(Treat, one_state_has_one_sign_on_the_card_and_in_the_list) {
  Browser her = signed_in("ana");
  auto times = [](const std::string& page, const std::string& words) {
    int out = 0;
    for (std::size_t at = 0; (at = page.find(words, at)) != page.npos; ++at) ++out;
    return out;
  };
  EXPECT_EQ(times(text_of(her.get("/treat?day=2026-11-25")),
                  "<span aria-hidden=\"true\">!</span> Ask the questions of the day"),
            2);
  make_ready();
  EXPECT_EQ(times(text_of(her.get("/treat?day=2026-11-25")),
                  "<span aria-hidden=\"true\">●</span> Ready to start"),
            2);
  start_ready();
  EXPECT_TRUE(has(text_of(her.get("/treat?day=2026-11-25")),
                  "<span aria-hidden=\"true\">▶</span> In the room now"));
}

// A neck that was hurt a month ago and was looked into; the head does not turn halfway.
class TreatWhiplash : public Treat {
 protected:
  static care::AnswerMap told() {
    const Date day = Date::of(2026, 10, 26);
    return {{"whiplash", care::Said::yes},
            {"whiplash.date", care::SaidDate{day, to_iso(day)}},
            {"whiplash.hurts", care::Said::yes},
            {"whiplash.imaged", care::Said::yes},
            {"whiplash.limbs", std::string("none")},
            {"whiplash.grade", std::string("no")},
            {"whiplash.high", std::string("none")},
            {"whiplash.low", std::vector<std::string>{"walked", "no-bone-pain"}},
            {"whiplash.turn", care::Said::no}};
  }
  TreatWhiplash() : Treat({{{"neck-back", care::Side::right}, 6}}, told()) {}
};

TEST_F(TreatWhiplash, R7_a_suggested_grade_says_why_and_is_confirmed_on_the_page) {
  Browser her = signed_in("ana");
  std::string page = text_of(her.get(path()));
  EXPECT_TRUE(has(page, "Suggested by the answers: grade II, because:"));
  EXPECT_TRUE(has(page, "<li>The head does not turn halfway to both sides.</li>"));
  EXPECT_TRUE(has(page, "Quebec Task Force 1995"));
  EXPECT_TRUE(has(page, "<a href=\"#grade-whiplash\">Confirm the grade of the hurt"));
  EXPECT_TRUE(has(page, "id=\"grade-whiplash\""));
  http::Pairs milder{{"kind", "grade"}, {"rule", "whiplash"}, {"grade", "I"}};
  auto refused = her.post(path("/change"), milder);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#grade-reason-whiplash\""));
  EXPECT_TRUE(has(text_of(refused), "value=\"I\" checked"));
  auto none = her.post(path("/change"), {{"kind", "grade"}, {"rule", "whiplash"}});
  EXPECT_TRUE(has(text_of(none), "href=\"#grade-choice-whiplash\""));
  page = text_of(her.follow(
      her.post(path("/change"), {{"kind", "grade"}, {"rule", "whiplash"}, {"grade", "II"}})));
  EXPECT_TRUE(has(page, "You confirmed grade II. The plan goes by it."));
  EXPECT_TRUE(has(page, ": grade II"));
  EXPECT_TRUE(lacks(page, "#grade-whiplash\">Confirm the grade"));
  Browser en_francais = signed_in("ana");
  en_francais.language = "fr-CA";
  EXPECT_TRUE(has(text_of(en_francais.get(path())), "Proposé d’après les réponses"));
}

TEST_F(Treat, R12_a_given_consent_is_one_line_with_a_way_to_change_it) {
  Browser her = signed_in("ana");
  EXPECT_TRUE(lacks(text_of(her.get(path())), "Change the consent"));
  ASSERT_EQ(her.post(path("/day"), quiet_form()).status, 303);
  std::string page = text_of(her.follow(her.post(path("/consent"), consent_form())));
  EXPECT_TRUE(has(page, "<details class=\"more\"><summary>Change the consent</summary>"));
  // A refused change stays open, so that the fault is seen.
  auto missing = consent_form();
  missing.erase(missing.begin());
  EXPECT_TRUE(lacks(text_of(her.post(path("/consent"), missing)), "Change the consent"));
}

// Sheet b 5b.4: what may send the pain, why it is named, and what lies under the marks.
TEST_F(Treat, probable_sources_stand_by_the_plan_with_what_they_explain) {
  const care::Anatomy& anatomy = clinic->plans.anatomy;
  const std::vector<care::Pain> marks = today().before.intake.pains;
  const auto sources = care::shown_sources(anatomy, marks);
  ASSERT_FALSE(sources.empty());
  std::string page = text_of(signed_in("ana").get(path()));
  for (const care::ProbableSource& source : sources)
    EXPECT_TRUE(has(page, anatomy.muscle(source.muscle)->name.en + ", ")) << source.muscle;
  EXPECT_TRUE(has(page, "Where the pain may come from"));
  EXPECT_TRUE(has(page, "Fits: " + care::region_name(anatomy, marks.front().region, "en")));
  std::string under = page.substr(page.find("Muscles under the marked places:"));
  for (const std::string& muscle : care::muscles_under(anatomy, marks))
    EXPECT_TRUE(has(under, anatomy.muscle(muscle)->name.en)) << muscle;
}

TEST_F(Treat, R43_chosen_answers_are_not_quoted_as_the_clients_own_words) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    auto a = store::find_appointment(tx, clinic->tenant, id);
    auto kept = store::find_screening(tx, clinic->tenant, *sealer, a->screening);
    auto body = json::read(kept->content.reveal())->as_object();
    auto& intake = body.at("intake").as_object();
    intake["since"] = "Moins d’une semaine; fell off a ladder";
    intake["function"] = "Sitting";
    kept->content = PrivateText(json::write(body));
    store::update_screening(tx, clinic->tenant, *sealer, *kept);
    return {};
  }));
  Browser her = signed_in("ana");
  std::string page = text_of(her.get(path()));
  EXPECT_TRUE(has(page, "Less than a week; “fell off a ladder”"));
  EXPECT_TRUE(has(page, "Sitting"));
  EXPECT_TRUE(lacks(page, "“Sitting"));
  EXPECT_TRUE(lacks(page, "“Less"));
}

TEST_F(Treat, R17_start_asks_for_the_spoken_name_and_points_out_like_names) {
  auto in = booking(at(2, 13), "like");
  in.client.name = "Maia Roy";
  in.client.birth_date = Date::of(1990, 1, 2);
  ASSERT_TRUE(clinic::book_appointment(*clinic, in));
  make_ready();
  Browser her = signed_in("ana");
  std::string page = text_of(her.get(path()));
  EXPECT_TRUE(has(page, "Take care: Maia Roy, born"));
  http::Pairs form;
  for (const std::string& rule : clinic::findings_to_read(today().screening))
    form.emplace_back("read", rule);
  auto refused = her.post(path("/start"), form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#identity\""));
  form.emplace_back("identity", "yes");
  EXPECT_EQ(her.post(path("/start"), form).status, 303);
}

TEST_F(Treat, R7_a_change_of_the_plan_stands_beside_it_with_who_and_why) {
  Browser her = signed_in("ana");
  her.get(path());
  auto looser = her.post(path("/change"), {{"kind", "ceiling"}, {"to", "10"}});
  EXPECT_EQ(looser.status, 422);
  EXPECT_TRUE(has(text_of(looser), "href=\"#to\""));
  std::string page = text_of(her.follow(her.post(
      path("/change"), {{"kind", "depth"}, {"to", "2"}, {"reason", "She <b>bruises</b>"}})));
  EXPECT_TRUE(has(page, "Depth 2 at most, Everywhere"));
  EXPECT_TRUE(has(page, "She &lt;b&gt;bruises"));
  EXPECT_TRUE(has(page, "Ana Silva, 10:00 am"));
  EXPECT_EQ(signed_in("ben").post(path("/change"), {{"kind", "depth"}, {"to", "1"}}).status, 403);
  EXPECT_EQ(signed_in("dana").post(path("/change"), {{"kind", "depth"}, {"to", "1"}}).status, 403);
  start();
  wait(30);
  her.get(path("/session"));
  page = text_of(her.follow(her.post(path("/end"), {{"not_deep", "No time."}})));
  EXPECT_TRUE(has(page, "Depth 2 at most, Everywhere"));
}

TEST_F(Treat, R6_R20_the_desk_measures_and_learns_only_whether_the_visit_goes_on) {
  ASSERT_TRUE(clinic::answer_day(*clinic, ana_actor, {id, quiet_day(), false}));
  Browser desk = signed_in("dana");
  std::string page = text_of(desk.get("/desk/visit/" + id.text()));
  EXPECT_TRUE(has(page, "/desk/visit/" + id.text() + "/measure"));
  std::string measure = "/desk/visit/" + id.text() + "/measure";
  EXPECT_TRUE(has(text_of(desk.get(measure)), "Blood pressure, upper number"));
  auto wrong = desk.post(measure, {{"q-bp.systolic", "many"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#arrival-bp.systolic\""));
  page = text_of(
      desk.follow(desk.post(measure, {{"q-bp.systolic", "185"}, {"q-bp.diastolic", "95"}})));
  EXPECT_TRUE(has(page, "Ask the therapist to come"));
  for (const char* part : {"185", "pressure", "No massage"}) EXPECT_TRUE(lacks(page, part)) << part;
  EXPECT_TRUE(lacks(text_of(desk.get(measure)), "185"));
  Browser her = signed_in("ana");
  // Refused, it has no plan, and no list of all the body that is left alone.
  page = text_of(her.get(path()));
  EXPECT_TRUE(has(page, "No massage today"));
  EXPECT_TRUE(has(page, "so there is no plan"));
  EXPECT_TRUE(lacks(page, "treat-plan-minutes"));
  EXPECT_TRUE(lacks(page, "not touched in this visit"));
  page = text_of(
      desk.follow(desk.post(measure, {{"q-bp.systolic", "125"}, {"q-bp.diastolic", "80"}})));
  EXPECT_TRUE(has(page, "The visit goes on as planned"));
}

// CHK-S3: before and after stand side by side, with the error of measuring beside them.
TEST_F(Treat, CHK_S3_movement_is_entered_before_and_after_and_stands_in_the_chart) {
  Browser her = signed_in("ana");
  her.get(path());
  auto wrong = her.post(path("/movement"), {{"movement", "ftf"}, {"movement_value", "far"}});
  EXPECT_EQ(wrong.status, 422);
  std::string page = text_of(
      her.follow(her.post(path("/movement"), {{"movement", "ftf"}, {"movement_value", "22,5"}})));
  EXPECT_TRUE(has(page, "22.5 cm"));
  start();
  wait(30);
  her.get(path("/finish"));
  page = text_of(her.follow(her.post(
      path("/movement"), {{"movement", "ftf"}, {"movement_value", "15"}, {"when", "after"}})));
  EXPECT_TRUE(has(page, "15 cm"));
  page = text_of(her.follow(her.post(path("/end"), {{"not_deep", "No time."}})));
  EXPECT_TRUE(has(page, "before 22.5, after 15 cm."));
  EXPECT_TRUE(has(page, "Measuring alone can differ by "));
  std::string curve = text_of(her.get("/treat/client/" + client.text() + "/progress"));
  EXPECT_TRUE(has(curve, "22.5"));
  EXPECT_TRUE(lacks(curve, ">15<"));  // after a session nearly everybody moves further
}

// CHK-S18b: stress and ease stand before and after side by side in the report.
TEST_F(Treat, CHK_S18b_stress_is_asked_before_and_after_and_stands_in_the_chart) {
  Browser her = signed_in("ana");
  her.get(path());
  EXPECT_EQ(her.post(path("/movement"), {{"movement", "stress1"}, {"movement_value", "7"}}).status,
            303);
  start();
  wait(30);
  std::string page = text_of(her.follow(her.post(
      path("/movement"), {{"movement", "stress1"}, {"movement_value", "3"}, {"when", "after"}})));
  EXPECT_TRUE(has(page, "<td>7 of 10</td><td>3 of 10</td>"));
  page = text_of(her.follow(her.post(path("/end"), {{"not_deep", "No time."}})));
  EXPECT_TRUE(has(page, "<td>7 of 10</td><td>3 of 10</td>"));
  EXPECT_TRUE(has(page, "Stress now: before 7, after 3 of 10."));
}

// CHK-S2, CHK-S8, CHK-S13, CHK-S26 by plain forms: what was tapped stands at the end and in the
// chart, and what is missing is asked.
TEST_F(Treat, CHK_S2_CHK_S8_CHK_S13_CHK_S26_what_was_done_and_found_stands_in_the_note) {
  start();
  Browser her = signed_in("ana");
  her.get(path("/session"));
  her.post(path("/tap"), {{"place", "low-back.R"}, {"technique", "petrissage"}, {"depth", "3"}});
  wait(25);
  std::string page = text_of(her.get(path("/session")));
  EXPECT_TRUE(has(page, "Ask now how comfortable the client is"));
  page = text_of(her.follow(her.post(path("/tap"), {{"comfort", "4"}})));
  EXPECT_TRUE(lacks(page, "Ask now how comfortable the client is"));
  EXPECT_TRUE(has(page, "Comfort is 4 of 10"));
  page = text_of(her.follow(her.post(path("/tap"), {{"tender", "6"},
                                                    {"place", "low-back.R"},
                                                    {"count", "2"},
                                                    {"muscle", "quadratus-lumborum"}})));
  EXPECT_TRUE(has(page, "6 of 10, 2 spots"));
  EXPECT_TRUE(has(page, "class=\"felt-arrow\""));
  her.get(path("/finish"));
  auto refused = her.post(path("/end"), {{"comfort", "7"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#not_deep\""));
  her.post(path("/tap"), {{"felt", "5"}});
  EXPECT_TRUE(lacks(text_of(her.get(path("/finish"))), "name=\"not_deep\""));
  page = text_of(her.follow(her.post(path("/end"), {{"comfort", "7"}})));
  EXPECT_TRUE(has(page, "on average 5.5 of 10, asked 2 times"));
  EXPECT_TRUE(has(page, "This note is not complete"));
  http::Pairs soap{{"subjective", "s"}, {"objective", "o"}, {"do", "sign"}};
  EXPECT_TRUE(has(text_of(her.post(path("/chart"), soap)), "href=\"#pace\""));
  soap.emplace_back("pace", "slow");
  EXPECT_TRUE(has(text_of(her.follow(her.post(path("/chart"), soap))), "signed and locked"));
}

TEST_F(Treat, R17_a_chart_of_the_wrong_client_is_marked_on_its_page) {
  start();
  wait(30);
  ASSERT_TRUE(clinic::end_session(*clinic, ana_actor, over(id, 3)));
  ASSERT_TRUE(clinic::sign_chart(*clinic, ana_actor, id, {"s", "o", "a", "p", "slow"}));
  Browser her = signed_in("ana");
  her.get(path("/chart"));
  auto wrong = her.post(path("/error"), {{"error_reason", ""}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(has(text_of(wrong), "href=\"#error_reason\""));
  std::string page =
      text_of(her.follow(her.post(path("/error"), {{"error_reason", "It was the other Maya"}})));
  EXPECT_TRUE(has(page, "Entered in error"));
  EXPECT_TRUE(has(page, "It was the other Maya"));
  EXPECT_TRUE(lacks(page, path("/amend")));
  EXPECT_EQ(signed_in("ben").post(path("/error"), {{"error_reason", "long enough"}}).status, 403);
}

TEST_F(Treat, R15_a_child_needs_a_guardian_on_the_consent_form) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE client SET birth_date = '2013-05-04' WHERE tenant = $1 AND id = $2",
           {clinic->tenant, client});
    return {};
  }));
  Browser her = signed_in("ana");
  EXPECT_TRUE(has(text_of(her.get(path())), "This client is under 18"));
  auto form = consent_form();
  auto refused = her.post(path("/consent"), form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "href=\"#guardian\""));
  form.emplace_back("guardian", "Lea Roy");
  form.emplace_back("guardian_relation", "mother");
  EXPECT_TRUE(has(text_of(her.post(path("/consent"), form)), "href=\"#guardian_present\""));
  form.emplace_back("guardian_present", "yes");
  EXPECT_EQ(her.post(path("/consent"), form).status, 303);
}

// Who else cares, the client's yes, and the paper: in English, on request in French.
TEST_F(Treat, CHK_S17_a_letter_on_progress_names_who_gets_it_and_needs_a_yes) {
  Browser anna = signed_in("ana");
  EXPECT_TRUE(has(text_of(anna.get(path())), path("/progress-letter")));
  EXPECT_EQ(anna.get(path("/progress-letter/print")).status, 303);  // nothing to print yet
  auto refused = anna.post(path("/progress-letter"), {{"recipient", "Dr. Lee, dentist"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(has(text_of(refused), "Dr. Lee, dentist"));
  EXPECT_EQ(told_faults(text_of(anna.post(path("/progress-letter"), {}))).size(), 2u);
  const std::string paper = text_of(anna.follow(anna.post(
      path("/progress-letter"), {{"recipient", "Dr. <Lee>, dentist"}, {"consent", "yes"}})));
  for (const char* part : {"How it went with massage", "Dr. &lt;Lee&gt;, dentist", "Maya Roy",
                           "Ana Silva", "as an add-on to your care"})
    EXPECT_TRUE(has(paper, part)) << part;
  EXPECT_TRUE(has(text_of(anna.get(path("/progress-letter/print?in=fr"))), "en plus de vos soins"));
  EXPECT_TRUE(has(text_of(anna.get(path("/progress-letter"))), "Who else cares for this person"));
  for (const char* other : {"dana", "olga", "ben"})
    EXPECT_EQ(signed_in(other).get(path("/progress-letter/print")).status, 403) << other;
}

}  // namespace
}  // namespace fascia::web
