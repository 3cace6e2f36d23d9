// SPDX-License-Identifier: Apache-2.0
#include "notify/mime.h"

#include <gtest/gtest.h>

namespace fascia::notify {
namespace {

Mail plain_mail() {
  Mail mail;
  mail.id = MessageId{987654321};
  mail.host = "clinic.example";
  mail.date = *parse_rfc3339("2026-11-24T16:16:51Z");
  mail.from = {"Prairie Massage", "bookings@clinic.example"};
  mail.to = {"", "ann@example.org"};
  mail.subject = "Your appointment";
  mail.text = "Tuesday 10:00 with Maya.\n";
  return mail;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t end; (end = text.find("\r\n", at)) != text.npos; at = end + 2)
    out.push_back(text.substr(at, end - at));
  EXPECT_EQ(at, text.size());
  return out;
}

TEST(Mime, writes_a_plain_message_as_the_standard_has_it) {
  EXPECT_EQ(*mime_text(plain_mail()),
            "Date: Tue, 24 Nov 2026 16:16:51 +0000\r\n"
            "From: \"Prairie Massage\"\r\n <bookings@clinic.example>\r\n"
            "To: ann@example.org\r\n"
            "Subject: Your appointment\r\n"
            "Message-ID: <" +
                MessageId{987654321}.text() +
                "@clinic.example>\r\n"
                "Content-Language: en\r\n"
                "Auto-Submitted: auto-generated\r\n"
                "MIME-Version: 1.0\r\n"
                "Content-Type: text/plain; charset=utf-8\r\n"
                "Content-Transfer-Encoding: quoted-printable\r\n"
                "\r\n"
                "Tuesday 10:00 with Maya.\r\n");
}

TEST(Mime, the_same_mail_is_the_same_text) {
  EXPECT_EQ(*mime_text(plain_mail()), *mime_text(plain_mail()));
}

TEST(Mime, no_control_character_becomes_part_of_a_header) {
  const std::vector<std::string> tricks = {"Hi\r\nBcc: x@example.org",
                                           "Hi\nBcc: x@example.org",
                                           "Hi\rthere",
                                           std::string("Hi\0there", 8),
                                           "Hi\x7f",
                                           "\tHi"};
  for (const std::string& bad : tricks) {
    auto refused = [&](auto change, std::string_view field) {
      Mail mail = plain_mail();
      change(mail);
      auto text = mime_text(mail);
      ASSERT_FALSE(text) << field;
      EXPECT_EQ(text.error().message, "mail_header_control") << field;
      EXPECT_EQ(text.error().field, field);
    };
    refused([&](Mail& m) { m.subject = bad; }, "subject");
    refused([&](Mail& m) { m.from.name = bad; }, "from");
    refused([&](Mail& m) { m.from.mailbox = bad; }, "from");
    refused([&](Mail& m) { m.to.name = bad; }, "to");
    refused([&](Mail& m) { m.to.mailbox = "a@example.org" + bad; }, "to");
    refused([&](Mail& m) { m.reply_to = Address{bad, "a@example.org"}; }, "reply_to");
    refused([&](Mail& m) { m.host = bad; }, "host");
    refused([&](Mail& m) { m.language = bad; }, "language");
    refused([&](Mail& m) { m.calendar = CalendarPart{"", bad}; }, "calendar.method");
  }
}

TEST(Mime, an_address_made_by_hand_is_looked_at_again) {
  Mail mail = plain_mail();
  mail.to.mailbox = "ann@example.org> <b@example.org";
  EXPECT_EQ(mime_text(mail).error().message, "email_local_invalid");
  mail.to.mailbox = "";
  EXPECT_EQ(mime_text(mail).error().message, "email_missing");
  mail = plain_mail();
  mail.host = "x> y";
  EXPECT_EQ(mime_text(mail).error().message, "mail_header_invalid");
}

TEST(Mime, what_is_not_utf8_is_refused) {
  for (std::string bad : {"\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "a\xFFz"}) {
    Mail mail = plain_mail();
    mail.subject = bad;
    EXPECT_EQ(mime_text(mail).error().message, "mail_not_utf8");
    mail = plain_mail();
    mail.text = bad;
    EXPECT_EQ(mime_text(mail).error().field, "text");
    mail = plain_mail();
    mail.html = bad;
    EXPECT_EQ(mime_text(mail).error().field, "html");
  }
}

TEST(Mime, every_line_is_short_plain_ascii_and_ends_in_no_blank) {
  Mail mail = plain_mail();
  std::string wide;
  for (int i = 0; i < 400; ++i) wide += i % 3 == 0 ? "é" : "漢字";
  for (std::string text : {wide, std::string(5000, 'x'), std::string(300, '=') + " \n. \n"}) {
    mail.subject = text.substr(0, text.find('\n'));
    mail.to.name = mail.from.name = mail.subject;
    mail.text = mail.html = text;
    mail.calendar = CalendarPart{text, "REQUEST"};
    auto message = mime_text(mail);
    ASSERT_TRUE(message) << message.error().message;
    for (const std::string& line : lines(*message)) {
      EXPECT_LE(line.size(), 78U) << line;
      EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\t')) << "a server may drop it";
      for (char c : line) EXPECT_TRUE((c >= 0x20 && c < 0x7f) || c == '\t') << line;
    }
  }
}

}  // namespace
}  // namespace fascia::notify
