// SPDX-License-Identifier: Apache-2.0
#include "interop/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fascia::interop {
namespace {

using Rows = std::vector<CsvRow>;

TEST(Csv, quotes_what_must_be_quoted) {
  EXPECT_EQ(csv_line({"a", "b c", ""}), "a,b c,\r\n");
  EXPECT_EQ(csv_line({"a,b", "say \"hi\"", "two\nlines"}),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
}

TEST(Csv, a_spreadsheet_runs_no_field_as_a_formula) {
  EXPECT_EQ(csv_line({"=1+1", "+cmd", "-x", "@SUM(A1)", "\tx"}),
            "'=1+1,'+cmd,'-x,'@SUM(A1),\"'\tx\"\r\n");
  EXPECT_EQ(csv_line({"-12.50", "+3", "-", "1-2"}), "-12.50,+3,'-,1-2\r\n");
}

TEST(Csv, reads_every_kind_of_line_end_separator_and_a_byte_order_mark) {
  Rows want = {{"name", "note"}, {"Ann", "x"}};
  for (auto* text : {"name,note\r\nAnn,x\r\n", "name,note\nAnn,x", "\xEF\xBB\xBFname;note\rAnn;x\r",
                     "name\tnote\nAnn\tx\n", "\"name\",\"note\"\n\"Ann\",x"})
    EXPECT_EQ(*read_csv(text), want) << text;
  EXPECT_EQ(*read_csv(""), Rows{});
  EXPECT_EQ(*read_csv("a,\n"), (Rows{{"a", ""}}));
}

TEST(Csv, says_in_which_line_the_fault_is) {
  auto open = read_csv("a,b\n1,\"two\nlines");
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().message, "csv_quote_open");
  EXPECT_EQ(open.error().args[0].second, "2");
  EXPECT_EQ(read_csv("a,b\n1,x\"y").error().message, "csv_quote_stray");
  EXPECT_EQ(read_csv("\"a\"b,c").error().message, "csv_quote_stray");
}

TEST(Csv, refuses_what_is_too_big) {
  EXPECT_EQ(read_csv("abcdef", {.max_bytes = 5, .max_rows = 9, .max_columns = 9}).error().message,
            "csv_too_big");
  EXPECT_EQ(read_csv("a\nb\nc", {.max_bytes = 99, .max_rows = 2, .max_columns = 9}).error().message,
            "csv_too_big");
  EXPECT_EQ(read_csv("a,b,c", {.max_bytes = 99, .max_rows = 2, .max_columns = 2}).error().message,
            "csv_too_big");
}

RC_GTEST_PROP(Csv, what_is_written_reads_the_same, ()) {
  const auto field =
      rc::gen::container<std::string>(rc::gen::element('a', ',', ';', '"', '\n', '\r', ' ', 'z'));
  const auto row = *rc::gen::nonEmpty(rc::gen::container<CsvRow>(field));
  // The head decides which separator the file has.
  std::string text = csv_line({"h", "k"}) + csv_line(row);
  auto read = read_csv(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->size() == 2U);
  CsvRow want = row;
  for (std::string& f : want)
    if (f.starts_with('\r')) f.insert(0, 1, '\'');
  RC_ASSERT(read->at(1) == want);
}

}  // namespace
}  // namespace fascia::interop
