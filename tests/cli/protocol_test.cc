// SPDX-License-Identifier: Apache-2.0
// `fascia protocol` as a script meets it.
#include "run_command.h"
#include "source_folder.h"

namespace fascia::cli {
namespace {

// A folder of rules for one test.
struct Rules {
  Rules() { std::filesystem::create_directories(path); }
  ~Rules() { std::filesystem::remove_all(path); }
  void add(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
  }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("fascia-rules-" + std::to_string(getpid()));
};

TEST(ProtocolCommand, lists_and_shows_each_rule_with_its_place_and_source) {
  Ran listed = run({"protocol", "list", "--kind", "rule", "--json"});
  EXPECT_EQ(listed.exit_code, kDone) << listed.err;
  auto items = listed.json().at("items").as_array();
  EXPECT_GT(items.size(), 100u);
  for (const auto& item : items) {
    EXPECT_EQ(item.at("kind"), "rule");
    EXPECT_FALSE(item.at("sources").as_array().empty()) << item.at("id").as_string().c_str();
    EXPECT_GT(item.at("line").as_int64(), 0);
  }
  Ran shown = run({"protocol", "show", "dvt-confirmed"});
  EXPECT_EQ(shown.exit_code, kDone);
  EXPECT_NE(shown.out.find("source: "), std::string::npos);
  EXPECT_NE(shown.out.find("when: "), std::string::npos);
  EXPECT_EQ(run({"protocol", "show", "no-such-rule"}).exit_code, kNo);
}

TEST(ProtocolCommand, the_shipped_cases_hold_and_a_rule_that_was_changed_fails_its_case) {
  Ran all = run({"protocol", "test", "--json"});
  EXPECT_EQ(all.exit_code, kDone) << all.out;
  EXPECT_GT(all.json().at("cases").as_int64(), 300);

  Rules rules;
  std::string changed = text_of_file(source_file("protocols/contraindications.toml"));
  const std::string limit = "days_since(blood_clot.date) < dvt.stop_days";
  std::size_t found = 0;
  for (auto at = changed.find(limit); at != changed.npos; at = changed.find(limit, at), ++found)
    changed.replace(at, limit.size(), "days_since(blood_clot.date) < 80");
  ASSERT_GT(found, 0u);
  rules.add("contraindications.toml", changed);
  Ran failed = run({"protocol", "test", "--rules", rules.path.string()});
  EXPECT_EQ(failed.exit_code, kNo);
  EXPECT_NE(failed.out.find("contraindications.toml:"), std::string::npos) << failed.out;
  EXPECT_NE(failed.out.find("dvt-confirmed"), std::string::npos);

  Ran compared = run({"protocol", "diff", "shipped", rules.path.string()});
  EXPECT_EQ(compared.exit_code, kNo);
  EXPECT_NE(compared.out.find("changed  rule dvt-confirmed"), std::string::npos) << compared.out;
  EXPECT_EQ(run({"protocol", "diff", "shipped", "shipped"}).exit_code, kDone);
}

TEST(ProtocolCommand, a_faulty_file_or_folder_is_named) {
  Rules rules;
  EXPECT_EQ(run({"protocol", "test", "--rules", rules.path.string()}).exit_code, kBadInput);
  rules.add("own.toml", "kind = \"screening\"\n[[rule]\n");
  Ran ran = run({"protocol", "test", "--rules", rules.path.string()});
  EXPECT_EQ(ran.exit_code, kBadInput);
  EXPECT_NE(ran.err.find("own.toml"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("2"), std::string::npos) << ran.err;
  EXPECT_EQ(run({"protocol", "test", "--rules", "/no/such/folder"}).exit_code, kUnreachable);
}

}  // namespace
}  // namespace fascia::cli
