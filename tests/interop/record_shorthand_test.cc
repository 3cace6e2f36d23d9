// SPDX-License-Identifier: Apache-2.0
// Operations by the form of their name and by the day in it, "#" for a fracture, "Ms" for a woman.
#include "record_bundles.h"

namespace fascia::interop {
namespace {

using care::Decision;

Answered operated(const std::string& text, const std::string& more = performed(10)) {
  return answer_of({procedure(words(text), "completed", more)});
}
bool told_in_words(const char* text, const char* question) {
  return answer_of({condition(words(text), "active", onset(10))}).told(question);
}
care::Answer kind_of_operation(const std::string& text) {
  Answered a = operated(text);
  if (!a.told("surgery")) return care::Said::no;
  EXPECT_TRUE(a.record.others.empty()) << text;
  return a.record.intake.answers.at("surgery");
}

TEST(RecordShorthand, an_operation_is_known_by_the_form_of_its_name) {
  for (const char* text :
       {"hemithyroidectomy", "Sacrocolpopexy", "ileostomy", "ureterolithotomy", "rhinoplasty",
        "gastrorrhaphy", "thyroïdectomie", "Hémithyroïdectomie", "rhinoplastie", "pyéloplastie",
        "lithotomie", "iléostomie", "s/p trapeziectomy", "Gastrostomy tube placement"})
    EXPECT_EQ(kind_of_operation(text), care::Answer(std::string("major"))) << text;
  // What is known better is that alone.
  EXPECT_EQ(kind_of_operation("cholecystectomy"), care::Answer(std::string("abdominal")));
  EXPECT_EQ(kind_of_operation("laminectomy L4"), care::Answer(std::string("spinal")));
  for (const char* text : {"colonoscopy with polypectomy", "vasectomy", "vasectomy reversal",
                           "vitrectomy", "YAG capsulotomy", "polypectomie"})
    EXPECT_EQ(kind_of_operation(text), care::Answer(std::string("minor"))) << text;
  for (const char* text : {"Phlebotomy", "phlébotomie", "dichotomy", "lower limb anatomy",
                           "episiotomy", "review of chart"})
    EXPECT_FALSE(operated(text).told("surgery")) << text;
  // Talked about, or of what stayed behind.
  for (const char* text :
       {"Consultation for rhinoplasty", "Hysterectomy discussed, patient declined",
        "On waitlist for hemithyroidectomy", "Booked for colectomy Jan 2027", "Colostomy care",
        "Nephrostomy tube exchange", "Gastrostomy feeding", "Hysterectomy consult",
        "Hystérectomie proposée", "soins de colostomie"})
    EXPECT_FALSE(operated(text).told("surgery")) << text;
  for (const char* text : {"pain assessment after hysterectomy", "consultation, hysterectomy done",
                           "discussed wound care after colectomy"})
    EXPECT_TRUE(operated(text).told("surgery")) << text;
  // Pain that stayed: of an operation before, whenever it was written down.
  Answered back =
      answer_of({condition(words("Failed back surgery syndrome"), "active", onset(10))});
  EXPECT_TRUE(back.told("ever_operated"));
  EXPECT_FALSE(back.told("surgery"));
  EXPECT_TRUE(back.record.ask.contains("surgery"));
  // A state is what it is, not its operation.
  EXPECT_FALSE(told_in_words("colostomy", "surgery"));
  EXPECT_TRUE(told_in_words("status post thymectomy", "surgery"));
}

TEST(RecordShorthand, an_operation_has_the_day_that_stands_in_its_name) {
  for (const char* text : {"cholecystectomy 2026-11-20", "cholécystectomie le 2026/11/20"}) {
    Answered a = operated(text, "");
    EXPECT_EQ(a.decision(), Decision::do_not_treat) << text;
    EXPECT_EQ(std::get<care::SaidDate>(a.record.intake.answers.at("surgery.date")).latest,
              Date::of(2026, 11, 20))
        << text;
    EXPECT_TRUE(a.record.ask.contains("surgery")) << text;
  }
  for (const char* text :
       {"tonsillectomy in childhood", "amygdalectomie dans l’enfance", "appendectomy 1998",
        "vasectomy reversal 10 years ago", "hysterectomy many years ago",
        "splénectomie il y a 3 ans", "THA 2019-05", "tonsillectomy at age 5",
        "appendectomy, aged 12", "hysterectomy in her 20s", "appendicectomie à l’âge de 9 ans"}) {
    Answered a = operated(text, "");
    EXPECT_FALSE(a.told("surgery")) << text;
    EXPECT_TRUE(a.record.ask.contains("surgery")) << text;
  }
  // The latest day that it can have been on, and never one to come.
  for (const char* text :
       {"appendectomy 2026", "appendectomy 2 weeks ago", "appendectomy 1998, splenectomy 2026-11",
        "appendectomy 2027-01", "appendectomy", "appendectomy, 2000 mL blood, 2026",
        "appendectomy 2 years ago", "appendectomy, age 40", "hysterectomy in her 40s"})
    EXPECT_TRUE(operated(text, "").told("surgery")) << text;
  for (const char* text :
       {"splenectomy Nov 5, 2026", "splénectomie le 5 novembre 2026", "splenectomy (5 Nov 2026)",
        "appendectomy Jan 2026, splenectomy Nov 5, 2026"})
    EXPECT_EQ(std::get<care::SaidDate>(operated(text, "").record.intake.answers.at("surgery.date"))
                  .latest,
              Date::of(2026, 11, 5))
        << text;
  // No month, though it begins like one.
  EXPECT_EQ(std::get<care::SaidDate>(
                operated("septoplasty 2026", "").record.intake.answers.at("surgery.date"))
                .latest,
            kVisit);
  EXPECT_EQ(std::get<care::SaidDate>(
                operated("splenectomy 2026-10", "").record.intake.answers.at("surgery.date"))
                .latest,
            Date::of(2026, 10, 31));
  // A day of its own is the day.
  EXPECT_TRUE(operated("appendectomy 1998", performed(10)).told("surgery"));
  // Words of a day that is no date, and a problem of a list that was written down lately.
  EXPECT_FALSE(operated("appendectomy", ",'performedString':'1998'").told("surgery"));
  EXPECT_TRUE(operated("appendectomy", ",'performedString':'recently'").told("surgery"));
  const std::string noted = ",'recordedDate':'" + days_ago(10) + "'";
  EXPECT_FALSE(
      answer_of({condition(words("s/p appendectomy 1998"), "active", noted)}).told("surgery"));
  EXPECT_TRUE(answer_of({condition(words("s/p appendectomy"), "active", noted)}).told("surgery"));
}

TEST(RecordShorthand, a_sign_before_or_behind_a_bone_is_a_fracture) {
  for (const char* text :
       {"# L radius", "#NOF", "#R NOF", "# left distal radius", "L hip #", "#5th metatarsal",
        "# tib/fib", "T12 vertebra #", "# côtes", "# wrist", "fell, # clavicle"})
    EXPECT_TRUE(told_in_words(text, "fracture")) << text;
  for (const char* text : {"#1 diabetes", "# HTN", "# Hip pain", "#1 hip", "# Knee OA", "C# minor",
                           "# douleur au poignet", "room # 5", "# DVT popliteal", "no # of radius"})
    EXPECT_FALSE(told_in_words(text, "fracture")) << text;
  EXPECT_EQ(answer_of({condition(words("#NOF"), "active", onset(10))})
                .record.intake.answers.at("fracture"),
            care::Answer(std::string("core")));
}

TEST(RecordShorthand, a_form_of_address_is_no_illness) {
  for (const char* text : {"MS since 2011", "RRMS", "ms", "Ms since 2011", "MS Relapsing",
                           "Known to Ms Jones, MS since 2011", "MS (multiple sclerosis)"})
    EXPECT_TRUE(told_in_words(text, "ms")) << text;
  for (const char* text : {"Ms Smith", "Ms. Smith has a cough", "Seen with Ms Tremblay",
                           "Mr and Ms", "Ms  Élise" /* two spaces */, "Dear Ms"})
    EXPECT_FALSE(told_in_words(text, "ms")) << text;
}

}  // namespace
}  // namespace fascia::interop
