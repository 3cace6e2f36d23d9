// SPDX-License-Identifier: Apache-2.0
// A code that can be none is refused where the files are read, with file, line and key.
#include "care/code_check.h"
#include "record_bundles.h"

namespace fascia::interop {
namespace {

Error code_fault_of(const std::string& file) {
  auto files = protocol_files();
  files.push_back({"protocols/codes-zz.toml", "kind = \"codes\"\n" + file});
  auto read = read_codes(files, protocol());
  if (read) return {};
  return read.error();
}

std::string code_arg(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.args)
    if (key == name) return value;
  return {};
}

TEST(CodeCheck, a_wrong_check_digit_is_refused_with_file_line_and_key) {
  struct BadCode {
    const char* file;
    const char* line;
    const char* key;
  };
  const std::string condition = "[[condition]]\nid = \"zz\"\n";
  for (const BadCode& row :
       {BadCode{"snomed = [\n  \"128053003\",\n  \"128053004\",\n]\n", "6", "snomed"},
        BadCode{"history_snomed = [\"161508002\"]\n", "4", "history_snomed"},
        BadCode{"icd10 = [\"I82.4-I82.6\"]\n", "4", "icd10"},
        BadCode{"icd10_except = [\"I8\"]\n", "4", "icd10_except"},
        BadCode{"loinc = [\"8480-7\"]\n", "4", "loinc"}, BadCode{"atc = [\"B01A1\"]\n", "4", "atc"},
        BadCode{"rxnorm = [\"11289x\"]\n", "4", "rxnorm"}}) {
    const Error error = code_fault_of(condition + row.file);
    EXPECT_EQ(error.message, "protocol_code") << row.file;
    EXPECT_EQ(code_arg(error, "file"), "protocols/codes-zz.toml") << row.file;
    EXPECT_EQ(code_arg(error, "line"), row.line) << row.file;
    EXPECT_TRUE(error.field.ends_with(row.key)) << row.file << error.field;
  }
  const std::string site = "[[site]]\nregions = [\"leg\"]\nsnomed = [\"61685008\"]\n";
  EXPECT_EQ(code_fault_of(site).message, "protocol_code");
  EXPECT_EQ(code_fault_of("[values]\nyes_codes = [\"373066002\"]\n").message, "protocol_code");
  EXPECT_EQ(code_fault_of(condition + "snomed = [\"128053003\"]\n").message, "");
}

TEST(CodeCheck, knows_what_can_be_a_code_of_each_system) {
  for (const char* code : {"128053003", "22298006", "132281000119108", "100005"})
    EXPECT_TRUE(care::may_be_code("snomed", code)) << code;
  // A digit wrong, two exchanged, a description in the place of a concept, too short.
  for (const char* code : {"128053004", "128503003", "755761010", "10005", "", "12805300a"})
    EXPECT_FALSE(care::may_be_code("snomed", code)) << code;
  for (const char* code : {"8480-6", "85354-9", "718-7", "LA15173-0"})
    EXPECT_TRUE(care::may_be_code("loinc", code)) << code;
  for (const char* code : {"8480-5", "8408-6", "8480", "-6", "8480-", "LA-0", "LA"})
    EXPECT_FALSE(care::may_be_code("loinc", code)) << code;
  for (const char* code : {"I82", "I82.401", "C00-C97", "M80.08XA", "C7A"})
    EXPECT_TRUE(care::may_be_code("icd10", code)) << code;
  for (const char* code : {"I8", "i82", "I82.", "C97-C00", "D68.0-D68.4", "82I", "I82401"})
    EXPECT_FALSE(care::may_be_code("icd10", code)) << code;
  for (const char* code : {"B", "B01", "B01A", "B01AA", "B01AA03"})
    EXPECT_TRUE(care::may_be_code("atc", code)) << code;
  for (const char* code : {"B0", "B01AA0", "b01", "B01AA033"})
    EXPECT_FALSE(care::may_be_code("atc", code)) << code;
}

}  // namespace
}  // namespace fascia::interop
