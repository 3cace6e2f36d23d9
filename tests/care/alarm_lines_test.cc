// SPDX-License-Identifier: Apache-2.0
// The lines that stand for many questions: what a healthy person reads instead of them.
#include "care/interview.h"
#include "care/reading_ease.h"
#include "care/screening_parts.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

struct Named {
  const char* en;
  const char* fr;
};

// How one sign of its section's line, behind the words of its list, says each alarm sign; a
// question without options is named by all of its words. A sign that is missing here, or whose
// words are not in the line, could be answered with "none of these" by somebody who never read of
// it.
const std::map<std::string, std::vector<Named>>& named_signs() {
  // These signs count in and after a pregnancy alone, and are asked of nobody else.
  static const std::vector<Named> kPregnant = {{"Pregnant, or maybe", "enceinte"},
                                               {"Birth or lost pregnancy", "accouchement"}};
  static const std::map<std::string, std::vector<Named>> kAll = {
      {"muscle_now.tight-limb",
       {{"arm: very tight", "bras\u00a0: très tendu"},
        {"arm: numb", "bras\u00a0: engourdi"},
        {"arm: pale", "bras\u00a0: pâle"}}},
      {"muscle_now.dark-pee",
       {{"effort or massage: dark (cola) pee", "massage\u00a0: urine foncée (cola)"}}},
      {"muscle_now.swollen-weak", {{"very sore, swollen or weak muscles", "enflés ou faibles"}}},
      {"head_now.thunderclap", {{"sudden or very bad head", "soudaine ou très forte (tête"}}},
      {"head_now.worst-ever", {{"very bad head", "très forte (tête"}}},
      {"head_now.weak-speech",
       {{"weak or numb part", "faible ou engourdie"}, {"trouble speaking", "mal à parler"}}},
      {"head_now.sight-loss", {{"lost, blurred", "vue perdue"}}},
      {"head_knock_now.vomiting", {{"vomiting", "vomissements"}}},
      {"head_knock_now.worse-headache", {{"worse headache", "pire mal de tête"}}},
      {"head_knock_now.drowsy", {{"sleepy", "somnolence"}}},
      {"head_knock_now.fit", {{"now: fit", "maintenant\u00a0: convulsions"}}},
      {"head_knock_now.pupils", {{"uneven pupils", "pupilles inégales"}}},
      {"head_knock_now.weak-numb",
       {{"now: weak", "maintenant\u00a0: faiblesse"},
        {"now: numb", "maintenant\u00a0: engourdissement"}}},
      {"head_knock_now.neck-tingling", {{"tingling", "picotements"}}},
      {"flank_signs.flank-pain", {{"Side pain", "Douleur au côté"}}},
      {"flank_signs.flank-pain-strong", {{"Side pain", "Douleur au côté"}}},
      {"flank_signs.burning", {{"painful or bloody pee", "urine douloureuse"}}},
      {"flank_signs.blood", {{"bloody pee", "urine douloureuse ou sanglante"}}},
      {"flank_signs.fever-or-chills", {{"Side pain", "Douleur au côté"}}},
      {"flank_signs.vomiting", {{"Side pain", "Douleur au côté"}}},
      {"belly_alarm.new-severe", {{"very strong belly pain", "ventre très douloureux"}}},
      {"belly_alarm.rigid", {{"hard belly", "ventre dur"}}},
      {"belly_alarm.black", {{"black or bloody poo", "selles noires"}}},
      {"belly_alarm.blood", {{"bloody poo", "sanglantes"}}},
      {"eye_signs",
       {{"lost", "perdue"},
        {"flashes", "éclairs"},
        {"dark curtain", "rideau noir"},
        {"sore red eye", "œil rouge douloureux"}}},
      {"cord_signs.shocks", {{"shocks bending the neck", "décharges en pliant le cou"}}},
      {"cord_signs.clumsy", {{"clumsy hands", "mains maladroites"}}},
      {"cord_signs.gait", {{"unsteady walk", "marche instable"}}},
      {"ectopic_signs",
       {{"One-sided low belly pain", "d’un côté du bas-ventre"}, {"missed period", "retard"}}},
      {"danger_now.swelling",
       {{"swollen throat, tongue or face", "Gorge, langue ou visage enflé"}}},
      {"danger_now.bleeding", {{"non-stop bleeding", "saignement sans arrêt"}}},
      {"danger_now.seizure", {{"fit", "convulsions"}}},
      {"stroke_now.face", {{"Drooping face", "Visage"}}},
      {"stroke_now.arm", {{"weak or numb part", "partie faible"}}},
      {"stroke_now.speech", {{"trouble speaking", "mal à parler"}}},
      {"chest_pain.now", {{"left-arm pain or pressure, ever", "même avant"}}},
      {"chest_pain.rest-or-worse-14d", {{"Chest, jaw or left-arm pain", "(poitrine"}}},
      {"chest_pain.only-with-effort-unchanged", {{"pressure, ever", "même avant"}}},
      {"chest_pain.gone-over-14d", {{"pressure, ever", "même avant"}}},
      {"chest_pain.muscle-or-joint", {{"jaw or left-arm", "mâchoire, bras gauche"}}},
      {"lung_signs.breathless-new", {{"Hard or painful breathing", "Respiration difficile"}}},
      {"lung_signs.pleuritic-pain", {{"painful breathing", "douloureuse"}}},
      {"lung_signs.blood-cough", {{"coughing blood", "crachats de sang"}}},
      {"lung_signs.fainted", {{"fainting", "évanouissement"}}},
      {"lung_signs.heart-racing", {{"racing heart", "palpitations"}}},
      {"leg_signs.calf-swollen",
       {{"ONE leg or arm: swollen", "UNE jambe ou UN bras\u00a0: enflé"}}},
      {"leg_signs.whole-leg-swollen",
       {{"ONE leg or arm: swollen", "UNE jambe ou UN bras\u00a0: enflé"}}},
      {"leg_signs.arm-swollen", {{"ONE leg or arm: swollen", "UNE jambe ou UN bras\u00a0: enflé"}}},
      {"leg_signs.deep-vein-tender", {{"sore deep inside", "douloureux en profondeur"}}},
      {"leg_signs.pits-when-pressed", {{"dented when pressed", "creusé si pressé"}}},
      {"leg_signs.new-surface-veins", {{"new veins", "nouvelles veines"}}},
      {"leg_signs.warm-or-red",
       {{"arm: warm", "bras\u00a0: chaud"}, {"arm: red", "bras\u00a0: rouge"}}},
      {"saddle_signs.numb-saddle", {{"Numb between legs", "entrejambe engourdi"}}},
      {"saddle_signs.bladder-bowel", {{"pee or poo trouble", "urine ou selles difficiles"}}},
      {"saddle_signs.sexual-numbness", {{"sexual numbness", "insensibilité sexuelle"}}},
      {"saddle_signs.both-legs-weak", {{"both legs numb, weak", "deux jambes engourdies"}}},
      {"saddle_signs.both-legs-pain", {{"both legs numb, weak or painful", "douloureuses"}}},
      {"weakness_growing",
       {{"limb getting weaker", "membre qui faiblit"}, {"dropping foot", "pied tombant"}}},
      {"artery_signs.tearing", {{"Tearing pain", "Douleur déchirante"}}},
      {"artery_signs.pulsing-belly", {{"pulsing belly", "pulsation du ventre"}}},
      {"artery_signs.faint-pale",
       {{"faint, pale or sweaty with back or belly pain",
         "malaise, pâleur, sueurs avec mal de dos ou ventre"}}},
      {"artery_signs.cold-limb", {{"cold, pale, blue or numb leg or foot", "pied froid, pâle"}}},
      {"neck_artery_signs.double-vision", {{"double sight", "double"}}},
      {"neck_artery_signs.drop", {{"legs giving way", "jambes qui lâchent"}}},
      {"neck_artery_signs.swallowing", {{"swallowing", "avaler"}}},
      {"neck_artery_signs.slurred", {{"trouble speaking", "mal à parler"}}},
      {"neck_artery_signs.unsteady", {{"walking", "marcher"}}},
      {"neck_artery_signs.droopy-lid", {{"eyelid", "paupière qui tombe"}}},
      {"neck_artery_signs.numb-face", {{"numb part", "partie faible ou engourdie"}}},
      {"neck_artery_signs.jumpy-eyes", {{"jumpy eyes", "yeux saccadés"}}},
      {"neck_artery_signs.worst-pain", {{"head or neck pain", "(tête, cou)"}}},
      {"fever_signs.confused", {{"Fever with: confusion", "Fièvre avec\u00a0: confusion"}}},
      {"fever_signs.stiff-neck", {{"stiff neck", "nuque raide"}}},
      {"fever_signs.rash", {{"rash", "éruption"}}},
      {"fever_signs.breathing-hard", {{"hard breathing", "respiration difficile"}}},
      {"fever_signs.heart-racing", {{"racing heart", "palpitations"}}},
      {"fever_signs.back-pain", {{"back or neck pain", "dos ou cou douloureux"}}},
      {"fever_signs.shaking-spine", {{"shaking chills", "grands frissons"}}},
      {"bp.alarm.headache", {{"very bad head", "très forte (tête"}}},
      {"bp.alarm.sight", {{"blurred", "trouble"}}},
      {"bp.alarm.confusion", {{"confusion", "confusion"}}},
      {"bp.alarm.chest-or-breath",
       {{"Chest", "poitrine"}, {"Hard or painful breathing", "Respiration difficile"}}},
      {"preeclampsia.signs.headache", kPregnant},
      {"preeclampsia.signs.spots", kPregnant},
      {"preeclampsia.signs.ribs-pain", kPregnant},
      {"preeclampsia.signs.swelling", kPregnant},
  };
  return kAll;
}

// The line that names a sign is that of its section; what another line of the same page names, and
// makes an emergency by itself, is not said twice (R2_chest_pain_and_hard_breathing_… below).
std::string line_of(const std::string& sign, const std::string& section) {
  return sign == "bp.alarm.chest-or-breath" ? "now_breath" : section;
}

bool holds(const std::string& text, const std::string& part) {
  auto small = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), small) != text.end();
}

// One sign of the line's lists, behind the words of its list, says it.
bool names(const Section& line, std::string Words::*language, const std::string& part) {
  for (const SignList& list : line.ask)
    for (const Words& sign : list.signs)
      if (holds(list.stem.*language + " " + sign.*language, part)) return true;
  return false;
}

TEST(AlarmLines, R2_R5_no_alarm_sign_stands_behind_a_line_that_does_not_name_it) {
  std::size_t seen = 0;
  for (const Question& question : shipped().questions) {
    if (!question.topic || question.gate != Gate::emergency_gate) continue;
    std::vector<std::string> signs{question.id};
    if (!question.options.empty()) signs.clear();
    for (const auto& option : question.options) signs.push_back(question.id + "." + option.id);
    for (const std::string& sign : signs) {
      auto found = named_signs().find(sign);
      ASSERT_NE(found, named_signs().end()) << sign;
      ++seen;
      const Section& line = *shipped().section(line_of(sign, question.section));
      for (const Named& words : found->second) {
        EXPECT_TRUE(names(line, &Words::en, words.en)) << sign << ": " << words.en;
        EXPECT_TRUE(names(line, &Words::fr, words.fr)) << sign << ": " << words.fr;
      }
    }
  }
  EXPECT_EQ(seen, named_signs().size());
}

// What limits a visit, or what is done after it, and is named by a few words that are easily lost
// when a line is made shorter: each in the line of its own question.
TEST(AlarmLines, R3_R5_what_only_limits_a_visit_is_named_in_its_line_in_both_languages) {
  const std::map<std::string, std::vector<Named>> kNamed = {
      {"heat_cold.pvd", {{"poor blood flow", "mauvaise circulation"}}},
      {"heat_cold.raynaud", {{"white fingers", "doigts blancs"}}},
      {"brain_aneurysm", {{"bulging or operated artery (head", "dilatée ou opérée (tête"}}},
      {"neck_artery", {{"artery (head, neck", "(tête, cou"}}},
      {"artery_disease", {{"artery (head, neck, legs)", "(tête, cou, jambes)"}}},
      {"thin_skin", {{"tearing skin", "peau très fragile"}}},
      {"allergy.bee", {{"bee products", "produits d’abeilles"}}},
  };
  for (const auto& [id, said] : kNamed) {
    const std::size_t dot = id.find('.');
    const Question* question = shipped().question(id.substr(0, dot));
    ASSERT_NE(question, nullptr) << id;
    const bool known =
        dot == id.npos ||
        std::any_of(question->options.begin(), question->options.end(),
                    [named = id.substr(dot + 1)](const auto& one) { return one.id == named; });
    EXPECT_TRUE(known) << id;
    const Section& line = *shipped().section(question->section);
    for (const Named& words : said) {
      EXPECT_TRUE(names(line, &Words::en, words.en)) << id << ": " << words.en;
      EXPECT_TRUE(names(line, &Words::fr, words.fr)) << id << ": " << words.fr;
    }
  }
}

// The reading limits of R42 for a list without sentences: a sign, or what stands between two of its
// marks, is one of them. A line names illnesses that have no other name, so that a page is
// measured, not each line.
TEST(AlarmLines, R42_the_lines_of_a_page_read_at_twelve_and_name_things_in_few_words) {
  auto apart = [](std::string text) {
    for (char& c : text)
      if (std::string_view(",:?()").find(c) != std::string_view::npos) c = '\n';
    return text;
  };
  for (const Group& group : shipped().groups) {
    std::string en, fr;
    for (const Section& section : shipped().sections)
      if (section.group == group.id)
        for (const SignList& list : section.ask) {
          en += apart(list.stem.en) + "\n";
          fr += apart(list.stem.fr) + "\n";
          for (const Words& sign : list.signs) {
            en += apart(sign.en) + "\n";
            fr += apart(sign.fr) + "\n";
          }
        }
    if (count_text(en, "en").words == 0) continue;
    EXPECT_LE(flesch_kincaid_grade(en), 7) << group.id;
    EXPECT_GE(kandel_moles(fr), 60) << group.id;
    EXPECT_LE(count_text(en, "en").longest_sentence, 10) << group.id << ": " << en;
    EXPECT_LE(count_text(fr, "fr").longest_sentence, 12) << group.id << ": " << fr;
  }
}

// A list is scanned in a glance: few signs, each short, none said twice in one list.
TEST(AlarmLines, R42_each_line_is_a_short_list_of_short_signs) {
  std::size_t lines = 0;
  for (const Section& section : shipped().sections) {
    if (section.ask.empty()) continue;
    ++lines;
    std::size_t signs = 0;
    for (const SignList& list : section.ask) {
      EXPECT_FALSE(list.stem.fr.empty()) << section.id;
      std::set<std::string> once;
      for (const Words& sign : list.signs) {
        ++signs;
        EXPECT_TRUE(once.insert(sign.en).second && once.insert("fr " + sign.fr).second) << sign.en;
        EXPECT_LE(count_text(sign.en, "en").words, 11) << sign.en;
        EXPECT_LE(count_text(sign.fr, "fr").words, 14) << sign.fr;
      }
    }
    EXPECT_LE(signs, 13u) << section.id << ": make a second section";
  }
  EXPECT_GT(lines, 20u);
}

// The questions of the line of the breath make them an emergency with any blood pressure.
TEST(AlarmLines, R2_chest_pain_and_hard_breathing_need_no_blood_pressure) {
  const Section& line = *shipped().section("now_breath");
  EXPECT_TRUE(names(line, &Words::en, "Chest, jaw or left-arm pain") &&
              names(line, &Words::en, "Hard or painful breathing"));
  for (const char* said : {R"({"chest_pain":"now"})", R"({"lung_signs":["breathless-new"]})"})
    EXPECT_EQ(screen(shipped(), person(said), ServiceKind::deep, kVisit).decision,
              Decision::emergency)
        << said;
}

TEST(AlarmLines, R5_an_open_or_doubtful_line_of_the_gates_holds_the_visit) {
  for (const Section& section : shipped().sections) {
    if (section.group != "now" || section.ask.empty()) continue;
    Intake intake = healthy(shipped());
    ASSERT_TRUE(screen(shipped(), intake, ServiceKind::deep, kVisit).goes_ahead());
    intake.answers.erase("any." + section.id);
    EXPECT_TRUE(screen(shipped(), intake, ServiceKind::deep, kVisit).hold) << section.id;
    for (Said said : {Said::yes, Said::not_sure, Said::rather_not_say}) {
      intake.answers["any." + section.id] = said;
      Screening asked = screen(shipped(), intake, ServiceKind::deep, kVisit);
      EXPECT_TRUE(asked.hold) << section.id;
      for (const Question& topic : shipped().questions)
        if (topic.topic && topic.section == section.id) {
          EXPECT_NE(std::find(asked.missing.begin(), asked.missing.end(), topic.id),
                    asked.missing.end())
              << topic.id;
        }
    }
  }
}

// What only limits a visit limits it when it is left out; what may refuse it holds it.
TEST(AlarmLines, R5_a_line_left_out_holds_the_visit_only_for_what_would_hold_it_by_itself) {
  for (const Section& section : shipped().sections) {
    Intake intake = healthy(shipped());
    if (intake.answers.erase("any." + section.id) == 0) continue;
    Facts facts = facts_of(shipped(), intake, ServiceKind::deep, kVisit);
    bool holds = false;
    for (const Question& topic : shipped().questions)
      if (topic.topic && topic.section == section.id && is_asked(shipped(), facts, topic.id))
        holds = holds || blocks_when_missing(topic.gate);
    EXPECT_EQ(screen(shipped(), intake, ServiceKind::deep, kVisit).hold, holds) << section.id;
  }
  Intake intake = healthy(shipped());
  intake.answers.erase("any.circulation");
  for (const Question& topic : shipped().questions)
    if (topic.topic && topic.section == "circulation" && blocks_when_missing(topic.gate))
      intake.answers[topic.id] = topic.kind == Kind::tri      ? Answer(Said::no)
                                 : topic.kind == Kind::choice ? Answer(std::string("none"))
                                                              : Answer(std::vector<std::string>());
  Screening milder = screen(shipped(), intake, ServiceKind::deep, kVisit);
  EXPECT_FALSE(milder.hold);
  EXPECT_EQ(milder.limits.max_depth, 3) << "until it is answered";
  EXPECT_EQ(milder.ask_on_the_day, std::vector<std::string>{"any.circulation"});
  intake.answers.erase("neck_artery");
  EXPECT_TRUE(screen(shipped(), intake, ServiceKind::deep, kVisit).hold);
}

TEST(AlarmLines, R1_a_fall_is_asked_again_on_a_day_for_which_its_no_is_too_old) {
  auto asked = [](int days) {
    Screening later = screen(shipped(), healthy(shipped()), ServiceKind::deep, kVisit + days);
    EXPECT_FALSE(later.hold);
    const auto& ids = later.ask_on_the_day;
    return std::find(ids.begin(), ids.end(), "any.pain_more") != ids.end();
  };
  EXPECT_FALSE(asked(30));
  EXPECT_TRUE(asked(44));
}

// However the thing was told before: behind its line, by a program, or before the line stood for
// it.
TEST(AlarmLines, R3_a_no_to_a_line_takes_back_what_was_told_by_itself) {
  const AnswerMap no = {{"any.now_head", Said::no}};
  const std::vector<std::string> face{"face"};
  auto milder = [&](AnswerMap before) {
    std::vector<std::string> out;
    for (const Loosened& one : compare_answers(shipped(), before, no)) out.push_back(one.question);
    return out;
  };
  EXPECT_EQ(milder({{"stroke_now", face}}), std::vector<std::string>{"stroke_now"});
  EXPECT_EQ(milder({{"stroke_now", face}, {"any.now_head", Said::no}}),
            std::vector<std::string>{"stroke_now"});
  EXPECT_EQ(milder({{"stroke_now", face}, {"any.now_head", Said::yes}}),
            std::vector<std::string>{"any.now_head"});
  EXPECT_TRUE(milder({{"stroke_now", std::vector<std::string>()}}).empty());
}

// A line asks at each visit what one of its things asks at each visit: what lasts would be asked
// again with it, and an old yes would have to be told anew.
TEST(AlarmLines, R3_what_lasts_shares_no_line_with_what_is_asked_each_time) {
  for (const Section& section : shipped().sections) {
    std::set<bool> each;
    for (const Question& question : shipped().questions)
      if (question.topic && question.section == section.id)
        each.insert(question.again == Again::each_visit);
    EXPECT_LE(each.size(), 1u) << section.id;
  }
}

}  // namespace
}  // namespace fascia::care
