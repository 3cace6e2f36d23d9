// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "http/form_limits.h"
#include "source_folder.h"

namespace fascia::cli {
namespace {

TEST(Settings, a_flag_beats_the_environment_beats_the_file_beats_the_default) {
  auto all = read_settings("listen = \"127.0.0.1:1\"\nsmtp_port = 25\nbench_routes = true\n",
                           {{"FASCIA_LISTEN", "127.0.0.1:2"}, {"FASCIA_SMTP_PORT", "26"}},
                           {{"listen", "127.0.0.1:3"}});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->text("listen"), "127.0.0.1:3");
  EXPECT_EQ(all->integer("smtp_port"), 26);
  EXPECT_TRUE(all->boolean("bench_routes"));
  EXPECT_EQ(all->text("smtp_tls"), "starttls");
  EXPECT_NE(all->print().find("smtp_port = \"26\"  # FASCIA_SMTP_PORT"), std::string::npos);
}

TEST(Settings, an_unknown_one_is_refused_with_the_nearest_name) {
  auto file = read_settings("lisen = \"x\"", {}, {});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, "setting_unknown");
  EXPECT_EQ(file.error().args[1].second, "listen");
  auto variable = read_settings("", {{"FASCIA_PUBLIC_ULR", "x"}}, {});
  ASSERT_FALSE(variable);
  EXPECT_EQ(variable.error().args[1].second, "FASCIA_PUBLIC_URL");
}

TEST(Settings, a_value_out_of_range_says_what_is_allowed) {
  auto bad = read_settings("", {}, {{"smtp_port", "70000"}});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().field, "smtp_port");
  EXPECT_EQ(bad.error().args[2].second, "a whole number from 1 to 65535");
  EXPECT_FALSE(read_settings("", {}, {{"limits", "maybe"}}));
  auto level = read_settings("", {}, {{"log_level", "loud"}});
  ASSERT_FALSE(level);
  EXPECT_EQ(level.error().args[2].second, "debug, info, warn, error");
  EXPECT_FALSE(read_settings("", {}, {{"smtp_tls", "ssl"}}));
  EXPECT_TRUE(read_settings("", {}, {{"smtp_tls", "tls"}}));
}

TEST(Settings, a_fault_of_the_file_names_its_line) {
  auto bad = read_settings("smtp_port = 25\nlisten = [", {}, {});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "settings_syntax");
  EXPECT_EQ(bad.error().args[0].second, "2");
}

TEST(Settings, the_public_address_is_a_host_and_loses_the_slash_at_its_end) {
  for (const char* good : {"https://book.example.ca/", "https://book.example.ca"}) {
    auto all = read_settings("", {}, {{"public_url", good}});
    ASSERT_TRUE(all) << good;
    EXPECT_EQ(all->text("public_url"), "https://book.example.ca");
  }
  EXPECT_EQ(read_settings("", {}, {{"public_url", "http://[::1]:8080"}})->text("public_url"),
            "http://[::1]:8080");
  for (const char* bad : {"book.example.ca", "book.example.ca:443", "ftp://book.example.ca",
                          "https://", "https://book.example.ca/clinic", "https://a b",
                          "https://me:secret@book.example.ca", "https://book.example.ca/?a=1"}) {
    auto all = read_settings("", {}, {{"public_url", bad}});
    ASSERT_FALSE(all) << bad;
    EXPECT_EQ(all.error().field, "public_url");
  }
}

TEST(Settings, a_proxy_is_an_address_or_a_network) {
  EXPECT_TRUE(read_settings("trusted_proxies = [\"127.0.0.1\", \"fd00::/8\"]", {}, {}));
  for (const char* bad : {"nonsense", "[1,2]", "10.0.0.0/33", "10.0.0.1, proxy.example"})
    EXPECT_FALSE(read_settings("", {}, {{"trusted_proxies", bad}})) << bad;
}

TEST(Settings, a_key_without_its_certificate_is_refused) {
  for (const char* one : {"tls_key", "tls_cert"}) {
    auto alone = read_settings("", {}, {{one, "/etc/clinic.pem"}});
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().message, "setting_alone");
    EXPECT_EQ(alone.error().field, one);
  }
  EXPECT_TRUE(read_settings("", {}, {{"tls_key", "/a"}, {"tls_cert", "/b"}}));
}

TEST(Settings, each_limit_may_have_another_count_and_the_document_names_them) {
  auto all = read_settings("limit_counts = [\"web.replies=10\", \"api.holds=100\"]", {}, {});
  ASSERT_TRUE(all);
  auto counts = limit_counts(*all);
  EXPECT_EQ(counts["web.replies"], 10);
  EXPECT_EQ(counts["api.holds"], 100);
  auto unknown = read_settings("", {}, {{"limit_counts", "web.reples=10"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().args[1].second, "web.replies");
  for (const char* bad : {"web.replies", "web.replies=0", "web.replies=-1", "web.replies=many"})
    EXPECT_FALSE(read_settings("", {}, {{"limit_counts", bad}})) << bad;
  std::ifstream in(source_file("docs/settings.md"));
  std::string document{std::istreambuf_iterator<char>(in), {}};
  for (const http::RateLimit& limit : http::form_limits::kAll) {
    std::string row = "| " + std::string(limit.name) + " | " + std::to_string(limit.burst) + " | " +
                      std::to_string(limit.per.value / 60) + " minutes |";
    EXPECT_NE(document.find(row), document.npos) << "docs/settings.md lacks\n" << row;
  }
}

TEST(Settings, what_init_takes_stops_no_server) {
  EXPECT_TRUE(read_settings("", {{"FASCIA_INIT_PASSWORD", "x"}}, {}));
}

TEST(Settings, secrets_are_struck_out_when_printed) {
  auto all = read_settings("", {{"FASCIA_SMTP_PASSWORD", "hunter2"}}, {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->print().find("hunter2"), std::string::npos);
  EXPECT_NE(all->print().find("********"), std::string::npos);
}

// docs/settings.md says what the table says, no more and no less.
TEST(Settings, the_document_names_each_with_its_default_and_its_words) {
  std::ifstream in(source_file("docs/settings.md"));
  std::string document{std::istreambuf_iterator<char>(in), {}};
  std::size_t rows = 0;
  for (std::size_t at = document.find("\n| `"); at != document.npos;
       at = document.find("\n| `", at + 1))
    ++rows;
  EXPECT_EQ(rows, setting_table().size());
  for (const Setting& s : setting_table()) {
    std::string fallback = s.fallback.empty() ? "" : "`" + s.fallback + "`";
    std::string row = "| `" + s.name + "` | " + fallback + " | " + s.help + " |";
    EXPECT_NE(document.find(row), document.npos) << "docs/settings.md lacks the row\n" << row;
  }
}

}  // namespace
}  // namespace fascia::cli
