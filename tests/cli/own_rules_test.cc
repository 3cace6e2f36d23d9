// SPDX-License-Identifier: Apache-2.0
// A clinic's own rule files, beside its database, as the commands take them.
#include "run_command.h"

namespace fascia::cli {
namespace {

struct Clinic {
  Clinic() { std::filesystem::create_directories(path / "protocols"); }
  ~Clinic() { std::filesystem::remove_all(path); }
  void add(const std::string& text) const { std::ofstream(path / "protocols/house.toml") << text; }
  std::string dir() const { return path.string(); }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("fascia-own-" + std::to_string(getpid()));
};

constexpr const char* kLoosen = R"(kind = "clinic"
[[loosen]]
rule = "med-anticoagulant"
deep = "modify"
by = "Ana Silva"
credential = "RMT 12345"
on = 2026-11-20
reason = { en = "Our doctor sees each client.", fr = "Notre médecin voit chaque client." }
)";

TEST(OwnRules, each_screening_of_the_clinic_says_what_was_loosened_and_by_whom) {
  Clinic clinic;
  clinic.add(kLoosen);
  Ran ran = run({"screen", "--data", clinic.dir(), "--service", "deep", "--intake",
                 example("intake-go-ahead.json"), "--json"});
  EXPECT_EQ(ran.exit_code, kDone) << ran.err;
  auto out = ran.json();
  EXPECT_EQ(out.at("loosened").at(0).at("rule"), "med-anticoagulant");
  EXPECT_EQ(out.at("loosened").at(0).at("by"), "Ana Silva");
  bool warned = false;
  for (const auto& one : out.at("warnings").as_array())
    warned = warned || one == "loosened:med-anticoagulant";
  EXPECT_TRUE(warned);
  Ran said = run({"screen", "--data", clinic.dir(), "--service", "deep", "--intake",
                  example("intake-go-ahead.json")});
  EXPECT_NE(said.out.find("Ana Silva, RMT 12345, 2026-11-20"), std::string::npos) << said.out;
}

// A misspelt kind is no file of rules that nobody reads, and a shipped kind no way past a person's
// name: all commands and the start refuse it.
TEST(OwnRules, R9_a_file_of_another_kind_is_refused_with_its_line_and_the_nearest) {
  Clinic clinic;
  for (const char* kind : {"clinc", "plan"}) {
    clinic.add(std::string("# ours\nkind = \"") + kind + "\"\n");
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"protocol", "test", "--data", clinic.dir()},
          {"protocol", "list", "--data", clinic.dir()},
          {"protocol", "show", "med-anticoagulant", "--data", clinic.dir()},
          {"screen", "--data", clinic.dir(), "--intake", example("intake-go-ahead.json")}}) {
      Ran ran = run(command);
      EXPECT_EQ(ran.exit_code, kBadInput) << kind << ' ' << command[1];
      for (const char* part : {"own/house.toml", "line 2", kind, "clinic"})
        EXPECT_NE(ran.err.find(part), std::string::npos) << ran.err;
    }
  }
}

TEST(OwnRules, list_shows_them_and_a_fault_names_file_line_and_key) {
  Clinic clinic;
  clinic.add(kLoosen);
  auto items =
      run({"protocol", "list", "--data", clinic.dir(), "--kind", "loosen", "--json"}).json();
  ASSERT_EQ(items.at("items").as_array().size(), 1u);
  EXPECT_EQ(items.at("items").at(0).at("id"), "med-anticoagulant");
  EXPECT_EQ(items.at("items").at(0).at("file"), "own-house.toml");
  Ran shown = run({"protocol", "show", "med-anticoagulant", "--data", clinic.dir()});
  EXPECT_NE(shown.out.find("decided something else: own-house.toml:2"), std::string::npos)
      << shown.out;
  Ran other = run({"protocol", "show", "dvt-confirmed", "--data", clinic.dir()});
  EXPECT_EQ(other.out.find("something else"), std::string::npos) << other.out;
  clinic.add("kind = \"clinic\"\n[[loosen]]\nrule = \"med-anticoagulant\"\ndeep = \"modify\"\n");
  Ran broken = run({"protocol", "test", "--data", clinic.dir()});
  EXPECT_EQ(broken.exit_code, kBadInput);
  EXPECT_NE(broken.err.find("own/house.toml"), std::string::npos) << broken.err;
  EXPECT_NE(broken.err.find("by"), std::string::npos) << broken.err;
  for (const char* command : {"list", "show"}) {
    Ran ran = run({"protocol", command, "--data", clinic.dir(),
                   std::string(command) == "list" ? "--json" : "dvt-confirmed"});
    EXPECT_EQ(ran.exit_code, kBadInput) << command;
    EXPECT_NE(ran.err.find("own/house.toml"), std::string::npos) << ran.err;
  }
}

// A code that can be none, and a file of codes that cannot be read, are said at once and not with
// the first health record.
TEST(OwnRules, a_fault_in_codes_is_said_with_file_line_and_key) {
  Clinic clinic;
  clinic.add("kind = \"codes\"\n[[condition]]\nid = \"zz\"\n");
  Ran own = run({"screen", "--data", clinic.dir(), "--service", "deep", "--intake",
                 example("intake-go-ahead.json")});
  EXPECT_EQ(own.exit_code, kBadInput);
  EXPECT_NE(own.err.find("own/house.toml"), std::string::npos) << own.err;
  const std::filesystem::path rules = clinic.path / "rules";
  std::filesystem::create_directories(rules);
  std::ofstream(rules / "codes-zz.toml")
      << "kind = \"codes\"\n[[condition]]\nid = \"zz\"\nsnomed = [\"128053004\"]\n";
  Ran ran = run({"protocol", "test", "--rules", rules.string()});
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_NE(ran.err.find("codes-zz.toml, line 4: 128053004 under condition"), std::string::npos)
      << ran.err;
}

// The shipped cases are about the shipped rules: a clinic that is stricter has not broken them. Its
// own cases are about all of it.
TEST(OwnRules, a_setting_made_stricter_fails_no_shipped_case_and_an_own_case_still_can) {
  Clinic clinic;
  const std::string stricter = R"(kind = "clinic"
[[set]]
setting = "bp.stop"
value = 170
by = "Ana Silva"
credential = "RMT 12345"
on = 2026-11-20
reason = { en = "We stop sooner.", fr = "Nous arrêtons plus tôt." }
)";
  clinic.add(stricter);
  Ran ran = run({"protocol", "test", "--data", clinic.dir()});
  EXPECT_EQ(ran.exit_code, kDone) << ran.out << ran.err;
  clinic.add(stricter + R"(
[[rule]]
id = "own-cut"
title = { en = "A cut", fr = "Une coupure" }
gate = "safety"
reason = { en = "It bleeds.", fr = "Elle saigne." }
sources = ["WER"]
mark = "p"
confidence = "low"
[[rule.rows]]
when = 'bp.systolic >= bp.stop'
both = "do_not_treat"
[[rule.cases]]
name = "by the clinic's own setting"
answers = { "bp.systolic" = 171 }
both = "do_not_treat"
[[rule.cases]]
name = "wrong"
answers = { "bp.systolic" = 169 }
both = "do_not_treat"
)");
  ran = run({"protocol", "test", "--data", clinic.dir()});
  EXPECT_EQ(ran.exit_code, kNo) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("own-cut, wrong"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find(" 1 failed"), std::string::npos) << ran.out;
}

// A loosening holds by the word of a person; nobody gives it from a day to come.
TEST(OwnRules, a_loosening_of_a_day_to_come_stops_the_program) {
  Clinic clinic;
  std::string later = kLoosen;
  later.replace(later.find("2026-11-20"), 10, "2131-01-01");
  clinic.add(later);
  Ran ran = run({"screen", "--data", clinic.dir(), "--service", "deep", "--intake",
                 example("intake-go-ahead.json"), "--json"});
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_NE(ran.err.find("own/house.toml, line 2"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("2131-01-01"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace fascia::cli
