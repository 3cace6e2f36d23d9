// SPDX-License-Identifier: Apache-2.0
// What a record says and the screening sheet names: by its words in both languages, by each code
// that the sheet gives, by a number in the words.
#include <fstream>
#include <sstream>

#include "record_bundles.h"
#include "source_folder.h"

namespace fascia::interop {
namespace {

using care::Decision;

struct Pair {
  const char* en;
  const char* fr;
};

TEST(RecordText, French_decides_as_English_does) {
  for (Pair pair :
       {Pair{"deep vein thrombosis", "thrombose veineuse profonde"},
        Pair{"pulmonary embolism", "embolie pulmonaire"}, Pair{"acute PE", "EP aiguë"},
        Pair{"heart attack", "IDM"}, Pair{"unstable angina", "angine instable"},
        Pair{"stroke", "AVC"}, Pair{"vertebral compression fracture", "tassement vertébral"},
        Pair{"peripheral artery disease", "artériopathie périphérique"},
        Pair{"acute limb ischemia", "ischémie aiguë du membre"}, Pair{"gangrene", "gangrène"},
        Pair{"Paget disease of bone", "maladie de Paget"},
        Pair{"vaginal birth", "accouchement vaginal"},
        Pair{"severe pre-eclampsia", "prééclampsie sévère"}, Pair{"meningitis", "méningite"},
        Pair{"chickenpox", "varicelle"}, Pair{"mumps", "oreillons"},
        Pair{"bronchiectasis", "dilatation des bronches"},
        Pair{"AAA 5.6 cm", "anévrisme de l’aorte, 56 mm"},
        Pair{"osteoporosis, T-score -3.6", "ostéoporose, score T : −3,6"}}) {
    Answered en = answer_of({condition(words(pair.en), "active", onset(14))});
    Answered fr = answer_of({condition(words(pair.fr), "active", onset(14))});
    EXPECT_GT(en.decision(), Decision::proceed) << pair.en;
    EXPECT_EQ(en.decision(), fr.decision()) << pair.fr;
  }
}

TEST(RecordText, French_operations_decide_as_English_ones_do) {
  for (Pair pair :
       {Pair{"total hip replacement", "arthroplastie totale de hanche"},
        Pair{"knee replacement", "arthroplastie du genou"},
        Pair{"heart transplant", "greffe du cœur"},
        Pair{"iliac artery stent", "stent de l’artère iliaque"},
        Pair{"port-a-cath insertion", "pose d’une chambre implantable"},
        Pair{"spinal cord stimulator implantation", "pose d’un stimulateur médullaire"},
        Pair{"insertion of ventriculoperitoneal shunt", "dérivation ventriculo-péritonéale"}}) {
    auto done = [](const char* what) {
      return answer_of({procedure(words(what), "completed", performed(10))});
    };
    EXPECT_GT(done(pair.en).decision(), Decision::proceed) << pair.en;
    EXPECT_EQ(done(pair.en).decision(), done(pair.fr).decision()) << pair.fr;
  }
}

TEST(RecordText, what_hides_a_short_word_is_not_it) {
  for (const char* text : {"PE tubes in both ears", "annual PE exam", "EP study", "MMR vaccine",
                           "varicella immune", "Paget’s disease of the breast"})
    EXPECT_FALSE(answer_of({condition(words(text), "active", onset(14))}).told("lung_clot") ||
                 answer_of({condition(words(text), "active", onset(14))}).told("exposure") ||
                 answer_of({condition(words(text), "active", onset(14))}).told("brittle_bones"))
        << text;
}

// 4.4: "stage, severity, size": of several numbers the worst counts, and one that measures
// something else is none.
TEST(RecordText, a_number_in_the_words_counts) {
  auto size = [](const char* text) {
    auto all = answer_of({condition(words(text), "active", onset(300))}).record.intake.answers;
    auto at = all.find("aneurysm.size");
    return at == all.end() ? 0.0 : std::get<double>(at->second);
  };
  EXPECT_DOUBLE_EQ(size("AAA 5.6 cm"), 5.6);
  EXPECT_DOUBLE_EQ(size("AAA, 4.8 cm in 2024, now 5.2 cm"), 5.2);
  EXPECT_DOUBLE_EQ(size("Anévrisme de l’aorte 52 mm"), 5.2);
  EXPECT_DOUBLE_EQ(size("Anévrisme de l’aorte, 5,2 cm"), 5.2);
  EXPECT_DOUBLE_EQ(size("AAA seen in 2024"), 0.0);
  EXPECT_DOUBLE_EQ(size("AAA 52 cm"), 0.0);  // nobody has one
  auto score = [](const char* text) {
    auto all = answer_of({condition(words(text), "active", onset(300))}).record.intake.answers;
    auto at = all.find("bones.t_score");
    return at == all.end() ? 0.0 : std::get<double>(at->second);
  };
  EXPECT_DOUBLE_EQ(score("Osteoporosis T-score -3.6"), -3.6);
  EXPECT_DOUBLE_EQ(score("Osteoporosis (T-score: -2.7 hip, T-score -3.1 spine)"), -3.1);
  EXPECT_DOUBLE_EQ(score("Ostéoporose, score T de −3,6"), -3.6);
  EXPECT_DOUBLE_EQ(score("Osteoporosis since 2019"), 0.0);
}

TEST(RecordText, what_is_large_decides_as_the_sheet_says) {
  auto decided = [](const char* text) {
    return answer_of({condition(words(text), "active", onset(300))}).decision();
  };
  auto gentle = [](const char* text) {
    Answered a = answer_of({condition(words(text), "active", onset(300))});
    return screen_record(protocol(), a.record, care::ServiceKind::swedish, kVisit).decision;
  };
  EXPECT_EQ(gentle("AAA 5.0 cm"), Decision::do_not_treat);
  EXPECT_EQ(gentle("AAA 4.9 cm"), Decision::clearance);
  EXPECT_EQ(decided("Osteoporosis T-score -3.6"), Decision::do_not_treat);
  EXPECT_LT(decided("Osteoporosis T-score -2.6"), Decision::do_not_treat);
}

// Each code of the sheet's rows makes a finding, answers or asks a question; the list beside this
// file says the item, the system and the code.
TEST(RecordCodes, each_code_of_the_sheet_decides_or_asks) {
  std::ifstream list(source_file("tests/interop/sheet_codes.txt"));
  ASSERT_TRUE(list.good());
  Answered nothing = answer_of({});
  int codes = 0;
  for (std::string line; std::getline(list, line);) {
    std::istringstream words(line);
    int item = 0;
    std::string system, code;
    if (line.empty() || line[0] == '#' || !(words >> item >> system >> code)) continue;
    ++codes;
    const std::string uri =
        system == "snomed" ? "http://snomed.info/sct" : "http://hl7.org/fhir/sid/icd-10";
    Answered a = answer_of({condition(coded(uri, code), "active", onset(3))});
    EXPECT_TRUE(a.decision() > Decision::proceed ||
                a.deep.findings.size() > nothing.deep.findings.size() ||
                a.deep.missing.size() > nothing.deep.missing.size() || !a.record.ask.empty() ||
                !a.record.intake.answers.empty())
        << "item " << item << ": " << system << ' ' << code;
  }
  EXPECT_GT(codes, 250);
}

}  // namespace
}  // namespace fascia::interop
