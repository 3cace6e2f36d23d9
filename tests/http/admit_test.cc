// SPDX-License-Identifier: Apache-2.0
#include "http/admit.h"

#include <gtest/gtest.h>

#include "http/head.h"
#include "http/proxies.h"

namespace fascia::http {
namespace {

int status_of(std::string_view target, Pairs headers, const std::vector<std::string>& hosts = {}) {
  Arrival arrival;
  arrival.method = "GET";
  arrival.target = target;
  arrival.headers = std::move(headers);
  Request out;
  return admit(std::move(arrival), {hosts, {}}, out);
}

TEST(Admit, an_allowed_host_may_carry_a_port_and_any_case) {
  for (const char* host : {"book.example.ca", "Book.Example.ca", "book.example.ca:8443"})
    EXPECT_EQ(status_of("/", {{"host", host}}, {"book.example.ca"}), 0) << host;
  for (const char* host : {"example.ca", "book.example.ca.evil.org", "[::1]", "book.example.ca@x"})
    EXPECT_EQ(status_of("/", {{"host", host}}, {"book.example.ca"}), 421) << host;
  EXPECT_EQ(status_of("/", {{"host", "[::1]:80"}}, {"[::1]"}), 0);
}

TEST(Admit, two_hosts_and_headers_that_are_no_text_are_refused) {
  EXPECT_EQ(status_of("/", {{"host", "a"}, {"host", "b"}}), 400);
  EXPECT_EQ(status_of("/", {{"host", ""}}), 400);
  EXPECT_EQ(status_of("/", {{"host", "a"}, {"x-name", "\xff"}}), 400);
  EXPECT_EQ(status_of("/", {{"host", "a"}, {"x-name", "caf\xC3\xA9"}}), 0);
}

TEST(Admit, a_refusal_still_tells_the_path_to_who_renders_it) {
  Arrival arrival;
  arrival.method = "BREW";
  arrival.target = "/api/v1/pots";
  Request out;
  std::vector<std::string> none;
  EXPECT_EQ(admit(std::move(arrival), {none, none}, out), 405);
  EXPECT_EQ(out.path, "/api/v1/pots");
}

TEST(Admit, a_second_forwarded_line_cannot_hide_the_proxys_own) {
  Arrival arrival;
  arrival.method = "GET";
  arrival.target = "/";
  arrival.headers = {{"host", "a"}, {"x-forwarded-for", "6.6.6.6"}, {"x-forwarded-for", "9.9.9.9"}};
  arrival.peer = "10.1.2.3";
  Request out;
  std::vector<std::string> none, proxies = {"10.0.0.0/8"};
  EXPECT_EQ(admit(std::move(arrival), {none, proxies}, out), 0);
  EXPECT_EQ(out.remote, "9.9.9.9");
}

TEST(Proxies, are_addresses_or_networks) {
  EXPECT_TRUE(is_trusted("10.200.0.1", {"192.168.0.1", "10.0.0.0/8"}));
  EXPECT_FALSE(is_trusted("11.0.0.1", {"192.168.0.1", "10.0.0.0/8"}));
  EXPECT_TRUE(is_trusted("172.31.255.255", {"172.16.0.0/12"}));
  EXPECT_FALSE(is_trusted("172.32.0.0", {"172.16.0.0/12"}));
  EXPECT_TRUE(is_trusted("fd12::1", {"fd00::/8"}));
  EXPECT_FALSE(is_trusted("fe80::1", {"fd00::/8"}));
  EXPECT_TRUE(is_trusted("::ffff:10.0.0.1", {"10.0.0.1"}));
  for (const char* wrong : {"10.0.0.0/x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "all", ""})
    EXPECT_FALSE(is_trusted("10.0.0.0", {wrong})) << wrong;
  EXPECT_FALSE(is_trusted("unix", {"0.0.0.0/0"}));
}

TEST(Proxies, a_word_that_is_no_address_ends_the_search) {
  EXPECT_EQ(browser_address("10.0.0.1", "9.9.9.9, unknown", {"10.0.0.1"}), "10.0.0.1");
  EXPECT_EQ(browser_address("10.0.0.1", "9.9.9.9 ,10.0.0.1", {"10.0.0.1"}), "9.9.9.9");
  EXPECT_EQ(browser_address("10.0.0.1", "", {"10.0.0.1"}), "10.0.0.1");
}

TEST(Head, a_line_break_in_a_header_is_never_sendable) {
  EXPECT_TRUE(sendable(see_other("/next")));
  EXPECT_FALSE(sendable(see_other("/next\r\nSet-Cookie: s=1")));
  EXPECT_FALSE(sendable(see_other("/next\n")));
  Response response;
  response.set("X Name", "1");
  EXPECT_FALSE(sendable(response));
  EXPECT_FALSE(sendable(Response{0, {}, std::string()}));
}

TEST(Head, the_handlers_word_wins_but_never_about_framing) {
  Response response = html(200, "x");
  response.set("cache-control", "private");
  response.set("content-length", "999");
  std::string head = response_head(response, {true, true, true, false, 1});
  EXPECT_EQ(head.find("no-store"), head.npos);
  EXPECT_NE(head.find("cache-control: private\r\n"), head.npos);
  EXPECT_EQ(head.find("999"), head.npos);
  EXPECT_NE(head.find("Content-Length: 1\r\n"), head.npos);
  EXPECT_NE(head.find("Strict-Transport-Security: max-age=31536000\r\n"), head.npos);
  EXPECT_EQ(head.find("Connection"), head.npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST(Head, json_gets_no_page_policy_and_plain_http_no_hsts) {
  std::string head = response_head(json(200, "{}"), {false, true, false, false, 2});
  EXPECT_TRUE(head.starts_with("HTTP/1.0 200 OK\r\nDate: "));
  EXPECT_EQ(head.find("Content-Security-Policy"), head.npos);
  EXPECT_EQ(head.find("Strict-Transport"), head.npos);
  EXPECT_NE(head.find("Connection: keep-alive\r\n"), head.npos);
}

}  // namespace
}  // namespace fascia::http
