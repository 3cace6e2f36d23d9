// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"

#include <gtest/gtest.h>

namespace fascia {
namespace {

std::string refusal(std::string_view text) {
  auto parsed = parse_address(text);
  if (parsed) return "taken as " + parsed->mailbox;
  EXPECT_EQ(parsed.error().field, "client.email");
  EXPECT_EQ(parsed.error().code, Code::invalid);
  return parsed.error().message;
}

TEST(Address, takes_the_addresses_people_have) {
  for (auto* text : {"maya@example.org", "m@a.co", "first.last+tag@sub.example.co.uk",
                     "o'neil_2@xn--bcher-kva.example", "a@1-2.example"})
    EXPECT_EQ(parse_address(text)->mailbox, text);
  EXPECT_EQ(parse_address("  Maya@Example.ORG ")->mailbox, "Maya@example.org");
  EXPECT_EQ(parse_address("maya@example.org")->name, "");
}

TEST(Address, says_what_is_wrong) {
  EXPECT_EQ(refusal(""), "email_missing");
  EXPECT_EQ(refusal("   "), "email_missing");
  EXPECT_EQ(refusal("maya.example.org"), "email_at_missing");
  for (auto* text :
       {"@example.org", ".a@example.org", "a.@example.org", "a..b@example.org", "a b@example.org",
        "a@b@example.org", "\"a\"@example.org", "<a@example.org", "a,b@example.org"})
    EXPECT_EQ(refusal(text), "email_local_invalid") << text;
  for (auto* text :
       {"a@", "a@localhost", "a@-x.example", "a@x-.example", "a@x..example", "a@example.org.",
        "a@127.0.0.1", "a@[127.0.0.1]", "a@example.c", "a@ex_a.org", "a@example.org>"})
    EXPECT_EQ(refusal(text), "email_domain_invalid") << text;
  EXPECT_EQ(refusal("zoé@example.org"), "email_not_ascii");
  EXPECT_EQ(refusal(std::string(65, 'a') + "@example.org"), "email_local_invalid");
  EXPECT_EQ(parse_address(std::string(64, 'a') + "@example.org").has_value(), true);
  EXPECT_EQ(refusal("a@" + std::string(64, 'b') + ".org"), "email_domain_invalid");
  EXPECT_EQ(refusal(std::string(255, 'a')), "email_too_long");
}

TEST(Address, no_line_break_gets_in) {
  EXPECT_EQ(refusal("a@example.org\r\nBcc: b@example.org"), "email_local_invalid");
  EXPECT_EQ(refusal("a@example.org\n"), "email_domain_invalid");
  EXPECT_EQ(refusal("a\r@example.org"), "email_local_invalid");
  EXPECT_EQ(refusal(std::string_view("a@example.org\0", 14)), "email_domain_invalid");
}

TEST(Address, R45_an_invalid_address_is_never_delivered) {
  EXPECT_TRUE(is_never_delivered(*parse_address("ann@demo.invalid")));
  EXPECT_TRUE(is_never_delivered(*parse_address("ann@demo.INVALID")));
  EXPECT_FALSE(is_never_delivered(*parse_address("ann@demo-invalid.org")));
  EXPECT_FALSE(is_never_delivered(*parse_address("ann@notinvalid.xinvalid")));
  EXPECT_FALSE(is_never_delivered(*parse_address("invalid@example.org")));
}

}  // namespace
}  // namespace fascia
