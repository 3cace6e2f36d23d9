// SPDX-License-Identifier: Apache-2.0
#include "notify/smtp.h"

#include <chrono>

#include "notify/mime.h"
#include "notify/smtp_server.h"

namespace fascia::notify {
namespace {

const Address kClinic{"Prairie Massage", "bookings@clinic.example"};

Address to(std::string_view local) { return {"", std::string(local) + "@example.org"}; }

SmtpSettings settings_of(const SmtpServer& server) {
  SmtpSettings out;
  out.host = "127.0.0.1";
  out.port = server.port();
  out.tls = Tls::none;
  out.timeout = {8};
  return out;
}

Mail full_mail() {
  Mail mail;
  mail.id = MessageId{42};
  mail.host = "clinic.example";
  mail.date = *parse_rfc3339("2026-11-24T16:16:51Z");
  mail.from = {"Clinique \"Élan\", massothérapie – Grande Prairie (soins profonds et détente) 漢字",
               "bookings@clinic.example"};
  mail.to = {"Zoë O'Neil", "ann@example.org"};
  mail.reply_to = Address{"Front, desk", "desk@clinic.example"};
  mail.subject =
      "Votre rendez-vous à 10 h avec Maya — Clinique Élan, 9804, 100e Avenue, Grande Prairie "
      "🙂";
  mail.language = "fr";
  mail.text = "À bientôt.\n.\n..two dots\nblank at end \ntab\t\n=equal=\n" +
              std::string(3000, 'w') + "\nFrom here\n";
  mail.html = "<p>À bientôt</p>\n";
  mail.calendar = CalendarPart{"BEGIN:VCALENDAR\r\nX:é\r\nEND:VCALENDAR\r\n", "REQUEST"};
  return mail;
}

std::string message() { return *mime_text(full_mail()); }

std::string_view text_of(const boost::json::value& v) {
  return {v.as_string().data(), v.as_string().size()};
}

std::string header(const boost::json::value& about, std::string_view name) {
  for (const auto& pair : about.at("headers").as_array())
    if (text_of(pair.at(0)) == name) return std::string(text_of(pair.at(1)));
  return "?";
}

TEST(Smtp, an_independent_reader_sees_what_was_meant) {
  SmtpServer server;
  Mail mail = full_mail();
  Done sent = send(settings_of(server), mail.from, mail.to, *mime_text(mail));
  ASSERT_TRUE(sent) << sent.error().message << " " << sent.error().cause;
  ASSERT_EQ(server.count(), 1);
  auto about = server.about(1);
  EXPECT_EQ(text_of(about.at("from")), "bookings@clinic.example");
  EXPECT_EQ(text_of(about.at("to").at(0)), "ann@example.org");
  EXPECT_EQ(about.at("to").as_array().size(), 1U);
  EXPECT_EQ(text_of(about.at("hello")), "clinic.example");
  EXPECT_TRUE(about.at("defects").as_array().empty()) << json::write(about.at("defects"));
  EXPECT_EQ(header(about, "Subject"), mail.subject);
  EXPECT_EQ(header(about, "Message-ID"), "<" + mail.id.text() + "@clinic.example>");
  EXPECT_EQ(text_of(about.at("date")), "2026-11-24T16:16:51+00:00");
  const auto& people = about.at("people");
  EXPECT_EQ(text_of(people.at("From").at(0).at(0)), mail.from.name);
  EXPECT_EQ(text_of(people.at("To").at(0).at(0)), mail.to.name);
  EXPECT_EQ(text_of(people.at("To").at(0).at(1)), mail.to.mailbox);
  EXPECT_EQ(text_of(people.at("Reply-To").at(0).at(0)), "Front, desk");
}

TEST(Smtp, the_parts_arrive_as_they_were) {
  SmtpServer server;
  Mail mail = full_mail();
  ASSERT_TRUE(send(settings_of(server), mail.from, mail.to, *mime_text(mail)));
  const auto about = server.about(1);
  const auto& parts = about.at("parts").as_array();
  std::vector<std::string_view> types;
  for (const auto& part : parts) types.push_back(text_of(part.at("type")));
  EXPECT_EQ(types,
            (std::vector<std::string_view>{"multipart/mixed", "multipart/alternative", "text/plain",
                                           "text/html", "text/calendar", "application/ics"}));
  std::string text(text_of(parts[2].at("body")));
  std::erase(text, '\r');
  EXPECT_EQ(text, mail.text);
  EXPECT_EQ(text_of(parts[3].at("body")), "<p>À bientôt</p>\r\n");
  EXPECT_EQ(text_of(parts[4].at("body")), mail.calendar->text);
  EXPECT_EQ(text_of(parts[4].at("method")), "REQUEST");
  EXPECT_EQ(text_of(parts[5].at("body")), mail.calendar->text);
  EXPECT_EQ(text_of(parts[5].at("filename")), "appointment.ics");
}

TEST(Smtp, every_byte_arrives_dots_at_the_start_of_a_line_too) {
  SmtpServer server;
  std::string sent =
      "Subject: x\r\n\r\n.\r\n..\r\n.hidden\r\n" + std::string(998, 'z') + "\r\n.\r\nQUIT\r\n.\r\n";
  ASSERT_TRUE(send(settings_of(server), kClinic, to("ann"), sent));
  EXPECT_EQ(server.raw(1), sent);
  std::string from_mime = message();
  ASSERT_TRUE(send(settings_of(server), kClinic, to("ann"), from_mime));
  EXPECT_EQ(server.raw(2), from_mime);
}

TEST(Smtp, no_line_break_reaches_the_envelope) {
  SmtpServer server;
  Address bad{"", "ann@example.org>\r\nRCPT TO:<b@example.org"};
  EXPECT_EQ(send(settings_of(server), kClinic, bad, message()).error().message,
            "email_local_invalid");
  EXPECT_EQ(send(settings_of(server), bad, to("ann"), message()).error().field, "from");
  EXPECT_EQ(server.count(), 0);
}

TEST(Smtp, a_message_that_two_servers_may_read_in_two_ways_is_refused) {
  SmtpServer server;
  const std::string head = "Subject: x\r\n\r\n";
  for (std::string bad : {head + "a\n.\nMAIL FROM:<x@example.org>\r\n", head + "a\n.\r\n",
                          head + "a\r.\r\n", head + "no end", head + std::string("a\0b\r\n", 5),
                          head + std::string(999, 'z') + "\r\n"}) {
    Done done = send(settings_of(server), kClinic, to("ann"), bad);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "mail_malformed");
    EXPECT_FALSE(is_temporary(done.error()));
  }
  EXPECT_EQ(server.count(), 0);
}

TEST(Smtp, tells_not_now_from_never) {
  SmtpServer server;
  struct Case {
    std::string_view local;
    std::string_view message;
    std::string_view reply;
    bool temporary;
  };
  for (Case c : {Case{"later", "mail_later", "smtp 451", true},
                 Case{"gone", "mail_refused", "smtp 550", false},
                 Case{"data-later", "mail_later", "smtp 452", true},
                 Case{"data-gone", "mail_refused", "smtp 554", false}}) {
    Done done = send(settings_of(server), kClinic, to(c.local), message());
    ASSERT_FALSE(done) << c.local;
    EXPECT_EQ(done.error().message, c.message) << c.local << " " << done.error().cause;
    EXPECT_EQ(is_temporary(done.error()), c.temporary) << c.local;
    EXPECT_NE(done.error().cause.find(c.reply), std::string::npos) << done.error().cause;
  }
  EXPECT_TRUE(send(settings_of(server), kClinic, to("ann"), message()));
  EXPECT_EQ(server.count(), 1);
}

TEST(Smtp, a_server_that_wants_no_mail_says_nothing_about_the_message) {
  for (auto* code : {"554", "421"}) {
    SmtpServer server({"--greet", code});
    Done done = send(settings_of(server), kClinic, to("ann"), message());
    ASSERT_FALSE(done);
    EXPECT_TRUE(is_temporary(done.error())) << code << " " << done.error().message;
  }
}

TEST(Smtp, nobody_there_is_not_now) {
  int port = 0;
  {
    SmtpServer server;
    port = server.port();
  }
  SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = port;
  settings.tls = Tls::none;
  Done done = send(settings, kClinic, to("ann"), message());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "mail_unreachable");
  EXPECT_TRUE(is_temporary(done.error()));
}

TEST(Smtp, a_slow_server_is_left_after_the_timeout) {
  SmtpServer server;
  SmtpSettings settings = settings_of(server);
  settings.timeout = {1};
  auto begin = std::chrono::steady_clock::now();
  Done done = send(settings, kClinic, to("slow"), message());
  auto took = std::chrono::steady_clock::now() - begin;
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "mail_timeout");
  EXPECT_TRUE(is_temporary(done.error()));
  EXPECT_LT(took, std::chrono::seconds(5));
  EXPECT_GE(took, std::chrono::milliseconds(900));
}

TEST(Smtp, no_address_and_no_secret_stands_in_an_error) {
  SmtpServer server({"--user", "mailer", "right-secret"});
  SmtpSettings settings = settings_of(server);
  settings.username = "mailer";
  settings.password = "wrong-secret";
  testing::internal::CaptureStderr();
  Done done = send(settings, kClinic, to("gone"), message());
  std::string printed = testing::internal::GetCapturedStderr();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "mail_sign_in_refused") << done.error().cause;
  EXPECT_TRUE(is_temporary(done.error()));
  for (auto* secret : {"secret", "mailer", "gone", "example", "127.0.0.1"})
    EXPECT_EQ(done.error().cause.find(secret), std::string::npos) << done.error().cause;
  EXPECT_EQ(printed, "");
  settings.username.clear();
  EXPECT_EQ(send(settings, kClinic, to("ann"), message()).error().message, "mail_sign_in_refused");
}

TEST(Smtp, signs_in) {
  SmtpServer server({"--user", "mailer", "right-secret"});
  SmtpSettings settings = settings_of(server);
  settings.username = "mailer";
  settings.password = "right-secret";
  Done done = send(settings, kClinic, to("ann"), message());
  ASSERT_TRUE(done) << done.error().cause;
  EXPECT_TRUE(server.about(1).at("signed_in").as_bool());
}

// A certificate for 127.0.0.1 that is its own authority.
struct Certificate {
  TemporaryFolder folder;
  std::string cert = folder.path() / "cert.pem";
  std::string key = folder.path() / "key.pem";
  Certificate() {
    std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 "
        "-subj /CN=mail.test -addext subjectAltName=IP:127.0.0.1 -keyout " +
        key + " -out " + cert + " 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
  }
};

TEST(Smtp, speaks_tls_from_the_start_or_after_starttls_and_checks_the_certificate) {
  Certificate own, foreign;
  for (auto [flag, tls] : {std::pair("--starttls", Tls::starttls), std::pair("--tls", Tls::tls)}) {
    SmtpServer server({flag, own.cert, own.key});
    SmtpSettings settings = settings_of(server);
    settings.tls = tls;
    settings.ca_file = own.cert;
    Done done = send(settings, kClinic, to("ann"), message());
    ASSERT_TRUE(done) << flag << " " << done.error().cause;
    EXPECT_TRUE(server.about(1).at("tls").as_bool());
    settings.ca_file = foreign.cert;
    EXPECT_EQ(send(settings, kClinic, to("ann"), message()).error().message, "mail_tls_failed");
    EXPECT_EQ(server.count(), 1);
  }
}

TEST(Smtp, never_falls_back_to_clear_text) {
  SmtpServer server;
  SmtpSettings settings = settings_of(server);
  settings.tls = Tls::starttls;
  EXPECT_EQ(send(settings, kClinic, to("ann"), message()).error().message, "mail_tls_failed");
  EXPECT_EQ(server.count(), 0);
}

TEST(Smtp, a_host_is_a_name_and_nothing_more) {
  for (auto* host : {"", "mail.example/x", "user@mail.example", "mail.example?x", "a b"}) {
    SmtpSettings settings;
    settings.host = host;
    EXPECT_EQ(send(settings, kClinic, to("ann"), message()).error().message, "smtp_host_invalid");
  }
}

TEST(Transport, R45_a_demo_clinic_never_speaks_smtp) {
  SmtpSettings settings;
  settings.host = "mail.example";
  for (bool to_folder : {false, true}) {
    EXPECT_EQ(choose_transport(settings, to_folder, true), Transport::outbox_folder);
    EXPECT_EQ(choose_transport(settings, to_folder, false), Transport::smtp);
  }
  settings.host.clear();
  EXPECT_EQ(choose_transport(settings, false, true), Transport::outbox_folder);
  EXPECT_EQ(choose_transport(settings, true, false), Transport::outbox_folder);
  EXPECT_EQ(choose_transport(settings, false, false), Transport::none);
}

TEST(Transport, reads_how_to_secure_the_connection) {
  EXPECT_EQ(*parse_tls("none"), Tls::none);
  EXPECT_EQ(*parse_tls("starttls"), Tls::starttls);
  EXPECT_EQ(*parse_tls("tls"), Tls::tls);
  EXPECT_EQ(parse_tls("ssl").error().message, "smtp_tls_unknown");
}

}  // namespace
}  // namespace fascia::notify
