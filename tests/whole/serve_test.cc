// SPDX-License-Identifier: Apache-2.0
// The real program over real sockets: how it starts, what it refuses, how it stops.
#include <gtest/gtest.h>

#include "api_client.h"
#include "http/socket_client.h"
#include "program.h"

namespace fascia::whole {
namespace {

using http::Wire;

std::string get(int port, const std::string& path, const std::string& host = "127.0.0.1") {
  Wire wire(port);
  wire.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  return wire.read();
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\r')); }

TEST(Serve, says_one_line_when_it_is_ready_and_ends_with_0) {
  DemoClinic demo;
  Server server(demo.serve());
  ASSERT_NE(server.port, 0) << server.err();
  EXPECT_EQ(server.out(),
            "Fascia is ready: http://127.0.0.1:" + std::to_string(server.port) + "/\n");
  EXPECT_EQ(first_line(get(server.port, "/healthz")), "HTTP/1.1 200 OK");
  EXPECT_EQ(first_line(get(server.port, "/readyz")), "HTTP/1.1 200 OK");
  server.signal(SIGTERM);
  EXPECT_EQ(server.ended(5000), 0) << server.err();
}

TEST(Serve, a_request_that_has_begun_is_answered_after_SIGTERM) {
  DemoClinic demo;
  Server server(demo.serve());
  ASSERT_NE(server.port, 0) << server.err();
  Wire slow(server.port);
  const std::string body = "{\"service\":\"none\",\"start\":\"x\"}";
  slow.send(
      "POST /api/v1/holds HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      "Content-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body.substr(0, 10));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  server.signal(SIGTERM);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  slow.send(body.substr(10));
  std::string answer = slow.read();
  EXPECT_TRUE(first_line(answer).starts_with("HTTP/1.1 4")) << answer;  // answered, not cut off
  EXPECT_NE(answer.find("application/problem+json"), answer.npos) << answer;
  EXPECT_EQ(server.ended(6000), 0);
}

TEST(Serve, another_host_is_421_when_there_is_a_public_url) {
  DemoClinic demo;
  auto args = demo.serve();
  args.insert(args.end(), {"--public-url", "https://book.example.ca"});
  Server server(args);
  ASSERT_NE(server.port, 0) << server.err();
  EXPECT_EQ(first_line(get(server.port, "/", "book.example.ca")), "HTTP/1.1 200 OK");
  EXPECT_TRUE(first_line(get(server.port, "/", "evil.example")).starts_with("HTTP/1.1 421"));
}

TEST(Serve, a_clock_file_is_for_demo_data_on_loopback_alone) {
  Folder folder;
  auto made = run({"init", "--data", folder / "real", "--name", "Real", "--owner", "ana"});
  ASSERT_EQ(made.code, 0) << made.err;
  write_text(folder / "clock", "2026-11-24T09:00:00-06:00\n");
  auto real = run(
      {"serve", "--data", folder / "real", "--clock", folder / "clock", "--listen", "127.0.0.1:0"});
  EXPECT_EQ(real.code, 2);
  EXPECT_NE(real.err.find("only for a demo clinic"), real.err.npos) << real.err;
  DemoClinic demo;
  auto open =
      run({"serve", "--data", demo.data(), "--clock", demo.clock(), "--listen", "0.0.0.0:0"});
  EXPECT_EQ(open.code, 2);
  EXPECT_NE(open.err.find("this machine alone"), open.err.npos) << open.err;
}

TEST(Serve, a_file_has_one_server) {
  DemoClinic demo;
  Server server(demo.serve());
  ASSERT_NE(server.port, 0) << server.err();
  auto second = run({"serve", "--data", demo.data(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(second.code, 1);
  EXPECT_NE(second.err.find("A server serves this folder already"), second.err.npos) << second.err;
  EXPECT_EQ(run({"check", "--data", demo.data()}).code, 0);  // others may look meanwhile
}

TEST(Serve, what_cannot_be_read_ends_with_3) {
  DemoClinic demo;
  auto clock = run({"serve", "--data", demo.data(), "--clock", "/nowhere/clock"});
  EXPECT_EQ(clock.code, 3) << clock.err;
  auto tls = run({"serve", "--data", demo.data(), "--listen", "127.0.0.1:0", "--tls-cert",
                  "/nowhere/cert", "--tls-key", "/nowhere/key"});
  EXPECT_EQ(tls.code, 3) << tls.err;
}

TEST(Serve, a_limit_has_the_count_that_the_clinic_gives_it) {
  DemoClinic demo;
  Server server(demo.serve(), {{"FASCIA_LIMIT_COUNTS", "api.holds=2"}});
  ASSERT_NE(server.port, 0) << server.err();
  std::string third;
  for (int i = 0; i < 3; ++i)
    third = first_line(ask(server.port, "POST /api/v1/holds HTTP/1.1", "{}"));
  EXPECT_TRUE(third.starts_with("HTTP/1.1 429")) << third;
}

TEST(Serve, limits_are_lifted_on_loopback_alone) {
  DemoClinic demo;
  auto open =
      run({"serve", "--data", demo.data(), "--listen", "0.0.0.0:0"}, {{"FASCIA_LIMITS", "off"}});
  EXPECT_EQ(open.code, 2);
  EXPECT_NE(open.err.find("limits works only"), open.err.npos) << open.err;
  Server server(demo.serve(), {{"FASCIA_LIMITS", "off"}});
  EXPECT_NE(server.port, 0) << server.err();
}

TEST(Serve, path_tricks_and_huge_heads_are_refused) {
  DemoClinic demo;
  Server server(demo.serve());
  ASSERT_NE(server.port, 0) << server.err();
  for (const char* path :
       {"/assets/../fascia.db", "/assets/%2e%2e/fascia.db", "/..%2f..%2fetc/passwd"})
    EXPECT_TRUE(first_line(get(server.port, path)).starts_with("HTTP/1.1 4")) << path;
  Wire wire(server.port);
  wire.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + std::string(200'000, 'a') + "\r\n\r\n");
  EXPECT_TRUE(first_line(wire.read()).starts_with("HTTP/1.1 431"));
}

TEST(Serve, print_config_says_where_each_setting_comes_from) {
  Folder folder;
  fs::create_directories(folder / "data");
  write_text(folder / "data/settings.toml", "smtp_host = \"mail.example.ca\"\n");
  auto shown = run({"serve", "--data", folder / "data", "--print-config", "--smtp-port", "26"},
                   {{"FASCIA_SMTP_PASSWORD", "a secret"}});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find("smtp_host = \"mail.example.ca\"  # settings.toml"), shown.out.npos);
  EXPECT_NE(shown.out.find("smtp_port = \"26\"  # --smtp-port"), shown.out.npos);
  EXPECT_EQ(shown.out.find("a secret"), shown.out.npos);
  write_text(folder / "data/settings.toml", "smtp_hots = \"mail.example.ca\"\n");
  auto refused = run({"serve", "--data", folder / "data", "--print-config"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("smtp_host?"), refused.err.npos) << refused.err;
}

// Makes a certificate for that name; what the server shows then.
void make_certificate(const std::string& folder_key, const std::string& folder_cert,
                      const char* name) {
  std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
      "-days 2 -subj /CN=" +
      std::string(name) + " -keyout " + folder_key + " -out " + folder_cert + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
}
std::string shown_name(int port) {
  Folder folder;
  std::string command = "openssl s_client -connect 127.0.0.1:" + std::to_string(port) +
                        " </dev/null 2>/dev/null | openssl x509 -noout -subject > " +
                        (folder / "s");
  (void)!std::system(command.c_str());
  return text_of(folder / "s");
}

TEST(Serve, SIGHUP_reads_the_certificate_again) {
  DemoClinic demo;
  Folder folder;
  make_certificate(folder / "key", folder / "cert", "first.example");
  auto args = demo.serve();
  args.insert(args.end(), {"--tls-cert", folder / "cert", "--tls-key", folder / "key"});
  Server server(args);
  ASSERT_NE(server.port, 0) << server.err();
  EXPECT_NE(shown_name(server.port).find("first.example"), std::string::npos);
  make_certificate(folder / "key", folder / "cert", "second.example");
  server.signal(SIGHUP);
  std::string shown;
  for (int i = 0; i < 40 && shown.find("second.example") == shown.npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    shown = shown_name(server.port);
  }
  EXPECT_NE(shown.find("second.example"), shown.npos) << shown;
  server.signal(SIGTERM);
  EXPECT_EQ(server.ended(5000), 0);
}

TEST(Serve, a_broken_certificate_is_not_taken_and_a_log_level_above_it_does_not_say_so) {
  DemoClinic demo;
  Folder folder;
  for (const char* level : {"info", "error"}) {
    make_certificate(folder / "key", folder / "cert", "first.example");
    auto args = demo.serve();
    args.insert(args.end(),
                {"--tls-cert", folder / "cert", "--tls-key", folder / "key", "--log-level", level});
    Server server(args);
    ASSERT_NE(server.port, 0) << server.err();
    write_text(folder / "cert", "no certificate");
    server.signal(SIGHUP);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_NE(shown_name(server.port).find("first.example"), std::string::npos);
    bool said = server.err().find("certificate kept") != std::string::npos;
    EXPECT_EQ(said, std::string(level) == "info") << server.err();
  }
}

}  // namespace
}  // namespace fascia::whole
