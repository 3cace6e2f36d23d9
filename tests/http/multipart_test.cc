// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.h"

#include <gtest/gtest.h>

namespace fascia::http {
namespace {

const std::string kBody =
    "--xy\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n"
    "--xy\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\scans\\a.pdf\"\r\n"
    "Content-Type: application/pdf\r\n\r\n%PDF \xff\r\n--x\r\n--xy--\r\n";

TEST(Multipart, fields_and_files_come_in_order_as_they_were) {
  auto read = parse_multipart(kBody, "xy");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(read->at(0), std::pair(std::string("token"), std::string("abc")));
  EXPECT_EQ(read->at(1), std::pair(std::string("file"), std::string("%PDF \xff\r\n--x")));
  EXPECT_EQ(read->at(2), std::pair(name_of_file("file"), std::string("a.pdf")));
}

TEST(Multipart, the_boundary_is_read_from_the_type) {
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=xy"), "xy");
  EXPECT_EQ(boundary_of("Multipart/Form-Data; boundary=\"x y\"; a=b"), "x y");
  EXPECT_EQ(boundary_of("application/x-www-form-urlencoded"), "");
  EXPECT_EQ(boundary_of("multipart/form-data"), "");
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(71, 'x')), "");
}

TEST(Multipart, what_is_cut_anywhere_is_refused) {
  std::size_t whole = kBody.find("--xy--") + 6;
  for (std::size_t n = 0; n < whole; ++n)
    EXPECT_FALSE(parse_multipart(std::string_view(kBody).substr(0, n), "xy")) << n;
}

TEST(Multipart, a_text_with_broken_letters_or_without_a_name_is_refused) {
  auto one = [](const std::string& head, const std::string& value) {
    return parse_multipart("--xy\r\n" + head + "\r\n\r\n" + value + "\r\n--xy--", "xy");
  };
  const std::string good = "Content-Disposition: form-data; name=\"a\"";
  EXPECT_TRUE(one(good, "b"));
  EXPECT_FALSE(one(good, "\xff"));
  EXPECT_FALSE(one(good, std::string("\0", 1)));
  EXPECT_FALSE(one("Content-Disposition: form-data", "b"));
  EXPECT_FALSE(one("Content-Disposition: form-data; name=\"\"", "b"));
  EXPECT_FALSE(one("Content-Type: text/plain", "b"));
  EXPECT_FALSE(parse_multipart("", "xy"));
  EXPECT_FALSE(parse_multipart("--xy--", ""));
}

TEST(Multipart, no_more_than_two_hundred_parts) {
  std::string body;
  for (int i = 0; i < 201; ++i)
    body += "--xy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
  body += "--xy--";
  EXPECT_EQ(parse_multipart(body, "xy").error().message, "form_too_many_fields");
}

}  // namespace
}  // namespace fascia::http
