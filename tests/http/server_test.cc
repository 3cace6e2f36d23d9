// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "http/socket_client.h"

namespace fascia::http {
namespace {

using namespace std::chrono_literals;

struct Running {
  explicit Running(ServerSettings settings = {}, const std::function<void(Router&)>& more = {}) {
    if (more) more(router);
    router.add({Method::get, "/", [](const Request&) { return html(200, "<p>front</p>"); }});
    router.add({Method::get, "/who", [](const Request& r) {
                  return plain(200, r.remote + " " + (r.secure ? "tls" : "plain") + " " +
                                        std::string(r.query_value("q")));
                }});
    router.add({Method::post, "/echo", [](const Request& r) { return plain(200, r.body); }});
    router.add({Method::get, "/part/{id}",
                [](const Request& r) { return plain(200, "part " + r.param("id")); }});
    router.add({Method::get, "/part/fixed", [](const Request&) { return plain(200, "fixed"); }});
    router.add({Method::get, "/throws",
                [](const Request&) -> Response { throw std::runtime_error("secret words"); }});
    router.add(
        {Method::get, "/injects", [](const Request&) { return see_other("/a\r\nX-Evil: 1"); }});
    router.add({Method::get, "/unchanged", [](const Request&) {
                  return Response{304, {}, std::string()};
                }});
    router.add({Method::get, "/breaks", [](const Request&) {
                  Response response;
                  response.body = Stream([n = 0]() mutable -> std::optional<std::string> {
                    if (++n == 2) throw 1;
                    return "piece";
                  });
                  return response;
                }});
    router.add({Method::get, "/throws_a_number", [](const Request&) -> Response { throw 7; }});
    router.add({Method::get, "/slow", [this](const Request&) {
                  ++slow_running;
                  std::this_thread::sleep_for(400ms);
                  return plain(200, "slow but done");
                }});
    router.add({Method::get, "/stream", [](const Request&) {
                  Response response;
                  response.set("Content-Type", "text/plain");
                  response.body = Stream([n = 0]() mutable -> std::optional<std::string> {
                    return ++n <= 3 ? std::optional("piece" + std::to_string(n)) : std::nullopt;
                  });
                  return response;
                }});
    server = std::make_unique<Server>(std::move(settings), router);
    auto started = server->start();
    EXPECT_TRUE(started) << (started ? "" : started.error().cause);
  }
  std::string ask(const std::string& bytes, const std::string& until = "") {
    Wire wire(server->port());
    wire.send(bytes);
    return wire.read(until);
  }
  std::string get(const std::string& target, const std::string& more = "") {
    return ask("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + more + "\r\n");
  }
  Router router;
  std::atomic<int> slow_running = 0;
  std::unique_ptr<Server> server;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST(Server, answers_with_careful_headers) {
  Running it;
  std::string page = it.get("/");
  EXPECT_TRUE(has(page, "HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(has(page, "X-Content-Type-Options: nosniff\r\n"));
  EXPECT_TRUE(has(page, "Content-Security-Policy: default-src 'self'"));
  EXPECT_TRUE(has(page, "Referrer-Policy: no-referrer"));
  EXPECT_TRUE(has(page, "\r\n\r\n<p>front</p>"));
}

TEST(Server, routes_parts_and_says_404_and_405) {
  Running it;
  EXPECT_TRUE(has(it.get("/part/42"), "part 42"));
  EXPECT_TRUE(has(it.get("/part/fixed"), "\r\n\r\nfixed"));
  EXPECT_TRUE(has(it.get("/nothing"), "HTTP/1.1 404 "));
  std::string wrong =
      it.ask("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(has(wrong, "HTTP/1.1 405 "));
  EXPECT_TRUE(has(wrong, "Allow: GET, HEAD\r\n"));
  EXPECT_TRUE(has(it.ask("BREW / HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 405 "));
}

TEST(Server, head_gives_the_length_and_no_body) {
  Running it;
  std::string head = it.ask("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(has(head, "Content-Length: 12\r\n"));
  EXPECT_FALSE(has(head, "front"));
}

TEST(Server, keeps_a_connection_and_answers_what_was_sent_ahead) {
  Running it;
  std::string one = "GET /part/1 HTTP/1.1\r\nHost: a\r\n\r\n";
  std::string two = it.ask(one + "GET /part/2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(has(two, "part 1"));
  EXPECT_TRUE(has(two, "part 2"));
}

TEST(Server, path_tricks_are_refused) {
  Running it;
  for (const char* trick : {"/../etc", "/a/%2e%2e/b", "/a%2fb", "/a%5cb", "/a\\b", "/a%00", "/%ff",
                            "/a//b", "/./a", "/%zz", "/%252e%252e", "nothing", "http://a/"})
    EXPECT_TRUE(has(it.get(trick), "HTTP/1.1 400 ")) << trick;
  EXPECT_TRUE(has(it.get("/?q=%ff"), "HTTP/1.1 400 "));
  EXPECT_TRUE(has(it.get("/part/%C3%A9t%C3%A9"), "part \xC3\xA9t\xC3\xA9"));
}

TEST(Server, too_much_is_refused_with_a_word) {
  ServerSettings small;
  small.body_limit = 1000;
  small.header_limit = 2000;
  Running it(small);
  EXPECT_TRUE(has(it.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n" +
                         std::string(1001, 'x')),
                  "HTTP/1.1 413 "));
  EXPECT_TRUE(
      has(it.ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                 std::string(2000, 'x') + "\r\n0\r\n\r\n"),
          "HTTP/1.1 413 "));
  EXPECT_TRUE(has(it.get("/", "X-Big: " + std::string(4000, 'y') + "\r\n"), "HTTP/1.1 431 "));
  EXPECT_TRUE(has(it.ask("rubbish\r\n\r\n"), "HTTP/1.1 400 "));
  EXPECT_TRUE(has(it.ask("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 "));  // no Host
  EXPECT_TRUE(has(
      it.ask("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n" +
             std::string(1000, 'x')),
      "xxx"));
}

// R40: a physician's answer is a photo of a telephone. More than elsewhere comes in only where the
// route takes it, from whom it knows, and a few at once.
TEST(Server, R40_a_large_body_is_read_for_its_route_and_its_senders_alone) {
  ServerSettings small;
  small.body_limit = 1000;
  small.large_bodies = 1;
  Running it(small, [](Router& router) {
    router.add({Method::post, "/photo",
                [](const Request& r) { return plain(200, std::to_string(r.body.size())); },
                "who is signed in", 50000,
                [](const Request& r) { return r.cookie("staff") == "yes"; }});
  });
  auto sent = [&](const std::string& path, std::size_t size, const std::string& head) {
    return it.ask("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + head +
                  "Content-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'x'));
  };
  const std::string known = "Cookie: staff=yes\r\n";
  EXPECT_TRUE(has(sent("/photo", 50000, known), "50000"));
  EXPECT_TRUE(has(sent("/photo", 50001, known), "HTTP/1.1 413 "));
  EXPECT_TRUE(has(sent("/photo", 1001, ""), "HTTP/1.1 413 ")) << "a stranger";
  EXPECT_TRUE(has(sent("/photo", 1000, ""), "HTTP/1.1 200 ")) << "as much as anywhere";
  EXPECT_TRUE(has(sent("/echo", 1001, known), "HTTP/1.1 413 ")) << "another route";
  EXPECT_TRUE(has(it.ask("POST /photo HTTP/1.1\r\nHost: a\r\n" + known +
                         "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + std::string(2000, 'x') +
                         "\r\n0\r\n\r\n"),
                  "HTTP/1.1 413 "))
      << "no length told";
  {
    // One is under way: the next is asked to come again, and comes in after it.
    Wire slow(it.server->port());
    slow.send("POST /photo HTTP/1.1\r\nHost: a\r\n" + known + "Content-Length: 40000\r\n\r\nx");
    std::string second;
    for (int tries = 0; tries < 100 && !has(second, "HTTP/1.1 503 "); ++tries)
      second = sent("/photo", 2000, known);
    EXPECT_TRUE(has(second, "Retry-After: 1"));
    EXPECT_TRUE(has(sent("/echo", 10, ""), "HTTP/1.1 200 ")) << "small ones pass by";
  }
  std::string after;
  for (int tries = 0; tries < 100 && !has(after, "HTTP/1.1 200 "); ++tries) {
    after = sent("/photo", 2000, known);
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(has(after, "HTTP/1.1 200 ")) << "the slow one went";
}

TEST(Server, a_slow_client_is_let_go_and_others_are_served) {
  ServerSettings quick;
  quick.header_seconds = 1;
  quick.idle_seconds = 1;
  Running it(quick);
  Wire slow(it.server->port());
  slow.send("GET / HTTP/1.1\r\n");
  EXPECT_TRUE(has(it.get("/"), "200 OK"));
  auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(slow.read(), "");
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2500ms);
}

TEST(Server, another_host_is_421) {
  ServerSettings settings;
  settings.allowed_hosts = {"book.example.ca"};
  Running it(settings);
  EXPECT_TRUE(has(it.get("/"), "HTTP/1.1 421 "));
  EXPECT_TRUE(has(it.ask("GET / HTTP/1.1\r\nHost: book.example.ca\r\nConnection: close\r\n\r\n"),
                  "200 OK"));
}

TEST(Server, an_exception_is_500_without_its_words) {
  Running it;
  std::string answer = it.get("/throws");
  EXPECT_TRUE(has(answer, "HTTP/1.1 500 "));
  EXPECT_FALSE(has(answer, "secret"));
}

TEST(Server, streams_in_chunks_and_to_http_1_0_until_the_end) {
  Running it;
  std::string chunked = it.get("/stream");
  EXPECT_TRUE(has(chunked, "Transfer-Encoding: chunked"));
  EXPECT_TRUE(has(chunked, "6\r\npiece1\r\n6\r\npiece2\r\n6\r\npiece3\r\n0\r\n\r\n"));
  std::string old = it.ask("GET /stream HTTP/1.0\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(has(old, "\r\n\r\npiece1piece2piece3"));
}

TEST(Server, only_a_trusted_proxy_is_believed) {
  Running plain_server;
  EXPECT_TRUE(has(
      plain_server.get("/who?q=a+b", "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n"),
      "127.0.0.1 plain a b"));
  ServerSettings settings;
  settings.trusted_proxies = {"127.0.0.1", "10.0.0.1"};
  Running behind(settings);
  EXPECT_TRUE(
      has(behind.get("/who",
                     "X-Forwarded-For: 6.6.6.6, 9.9.9.9, 10.0.0.1\r\nX-Forwarded-Proto: https\r\n"),
          "9.9.9.9 tls"));
}

TEST(Server, too_many_waiting_is_503_with_retry_after) {
  ServerSettings settings;
  settings.worker_threads = 1;
  settings.worker_queue = 1;
  Running it(settings);
  std::string request = "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  Wire first(it.server->port()), second(it.server->port());
  first.send(request);
  while (it.slow_running == 0) std::this_thread::sleep_for(5ms);
  second.send(request);
  std::this_thread::sleep_for(100ms);
  std::string third = it.get("/");
  EXPECT_TRUE(has(third, "HTTP/1.1 503 "));
  EXPECT_TRUE(has(third, "Retry-After: 1\r\n"));
  EXPECT_TRUE(has(first.read(), "slow but done"));
  EXPECT_TRUE(has(second.read(), "slow but done"));
}

TEST(Server, no_more_connections_than_allowed) {
  ServerSettings settings;
  settings.max_connections = 1;
  Running it(settings);
  Wire first(it.server->port());
  first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(has(first.read("front"), "200 OK"));
  EXPECT_EQ(it.get("/"), "");
}

TEST(Server, a_stop_finishes_what_was_begun) {
  Running it;
  Wire busy(it.server->port()), idle(it.server->port());
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.read("front");
  busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  while (it.slow_running == 0) std::this_thread::sleep_for(5ms);
  auto began = std::chrono::steady_clock::now();
  it.server->stop(5);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
  EXPECT_TRUE(has(busy.read(), "slow but done"));
  EXPECT_EQ(idle.read(), "");
  EXPECT_FALSE(Wire(it.server->port()).connected());
}

TEST(Server, tls_is_spoken_and_a_broken_new_certificate_keeps_the_old) {
  auto folder = std::filesystem::temp_directory_path() / ("fascia-tls-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::string cert = (folder / "cert.pem").string(), key = (folder / "key.pem").string();
  auto make = [&](const std::string& name) {
    std::string line =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" +
        name + " -keyout " + key + " -out " + cert + " 2>/dev/null";
    return std::system(line.c_str());
  };
  ASSERT_EQ(make("first"), 0);
  ServerSettings settings;
  settings.tls_cert = cert;
  settings.tls_key = key;
  Running it(settings);
  auto subject = [&] {
    std::string line =
        "printf 'GET /who HTTP/1.0\\r\\nHost: a\\r\\n\\r\\n' | openssl s_client -quiet -verify 1 "
        "-connect 127.0.0.1:" +
        std::to_string(it.server->port()) + " 2>&1";
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(line.c_str(), "r"), pclose);
    std::string out;
    char buffer[4096];
    while (std::size_t n = fread(buffer, 1, sizeof buffer, pipe.get())) out.append(buffer, n);
    return out;
  };
  std::string first = subject();
  EXPECT_TRUE(has(first, "CN = first")) << first;
  EXPECT_TRUE(has(first, "127.0.0.1 tls")) << first;
  ASSERT_EQ(make("second"), 0);
  EXPECT_TRUE(it.server->reload_tls());
  EXPECT_TRUE(has(subject(), "CN = second"));
  std::ofstream(cert) << "no certificate";
  EXPECT_EQ(it.server->reload_tls().error().message, "tls_unreadable");
  EXPECT_TRUE(has(subject(), "CN = second"));
  std::filesystem::remove_all(folder);
}

TEST(Server, a_header_that_breaks_its_line_never_leaves) {
  Running it;
  std::string answer = it.get("/injects");
  EXPECT_TRUE(has(answer, "HTTP/1.1 500 "));
  EXPECT_FALSE(has(answer, "X-Evil"));
}

TEST(Server, anything_thrown_is_500_and_the_worker_lives_on) {
  ServerSettings settings;
  settings.worker_threads = 1;
  Running it(settings);
  it.router.set_error_page(
      [](int, const Request*) -> Response { throw std::runtime_error("page"); });
  EXPECT_TRUE(has(it.get("/throws_a_number"), "HTTP/1.1 500 "));
  EXPECT_TRUE(has(it.get("/nothing"), "HTTP/1.1 500 "));
  EXPECT_TRUE(has(it.get("/"), "HTTP/1.1 200 "));
}

TEST(Server, a_stream_that_breaks_has_no_end) {
  Running it;
  std::string answer = it.get("/breaks");
  EXPECT_TRUE(has(answer, "5\r\npiece\r\n"));
  EXPECT_FALSE(has(answer, "0\r\n\r\n"));
}

TEST(Server, a_304_and_the_head_of_a_stream_claim_no_length) {
  Running it;
  EXPECT_FALSE(has(it.get("/unchanged"), "Content-Length"));
  std::string head = it.ask("HEAD /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_FALSE(has(head, "Content-Length"));
  EXPECT_FALSE(has(head, "piece"));
}

TEST(Server, two_opinions_about_the_length_are_refused) {
  Running it;
  EXPECT_TRUE(has(it.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: "
                         "4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                  "HTTP/1.1 400 "));
  EXPECT_TRUE(has(
      it.ask(
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"),
      "HTTP/1.1 400 "));
}

TEST(Server, a_client_that_asks_first_is_told_to_go_on) {
  Running it;
  Wire wire(it.server->port());
  wire.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: "
      "100-continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(wire.read("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  wire.send("body");
  EXPECT_TRUE(has(wire.read(), "\r\n\r\nbody"));
}

TEST(Server, a_slow_body_and_an_idle_connection_are_let_go) {
  ServerSettings quick;
  quick.body_seconds = 1;
  quick.idle_seconds = 1;
  Running it(quick);
  Wire body(it.server->port()), idle(it.server->port());
  body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  idle.read("front");
  EXPECT_EQ(body.read(), "");
  EXPECT_EQ(idle.read("", 1000), "");
}

TEST(Server, an_error_page_knows_the_path_of_a_body_too_large) {
  ServerSettings small;
  small.body_limit = 10;
  Running it(small);
  it.router.set_error_page([](int status, const Request* request) {
    return plain(status, request == nullptr ? "nowhere" : "at " + request->path);
  });
  EXPECT_TRUE(
      has(it.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n"), "at /echo"));
  EXPECT_TRUE(has(it.get("/%00"), "nowhere"));
}

// Even where the path is a trick or the head too long to be read: a program reads no page.
TEST(Server, an_error_page_knows_whether_a_program_asked) {
  ServerSettings small;
  small.header_limit = 2000;
  Running it(small);
  it.router.set_error_page([](int status, const Request* request) {
    return plain(status, request != nullptr && request->path.starts_with("/api/") ? "a program"
                                                                                  : "a person");
  });
  const std::string big = "X-Big: " + std::string(4000, 'y') + "\r\n";
  for (const auto& [target, more] : {std::pair<std::string, std::string>{"/api/v1/%00", ""},
                                     {"/api/../etc", ""},
                                     {"/api/v1/services", big}})
    EXPECT_TRUE(has(it.get(target, more), "a program")) << target;
  for (const auto& [target, more] :
       {std::pair<std::string, std::string>{"/%00", ""}, {"/book", big}, {"/apiary", big}})
    EXPECT_TRUE(has(it.get(target, more), "a person")) << target;
  EXPECT_TRUE(has(it.ask("GET /api/v1/services HTTP/1.1\r\nno header\r\n\r\n"), "a program"));
}

TEST(Server, a_header_that_has_begun_is_met_by_a_stop) {
  Running it;
  Wire wire(it.server->port());
  wire.send("GET / HTTP/1.1\r\nHo");
  std::this_thread::sleep_for(100ms);
  std::thread stop([&] { it.server->stop(5); });
  std::this_thread::sleep_for(700ms);  // past what a new connection is given
  wire.send("st: a\r\n\r\n");
  EXPECT_TRUE(has(wire.read(), "200 OK"));
  stop.join();
}

// A proxy that has just connected is writing its request: it must not read the end instead.
TEST(Server, who_connected_before_a_stop_is_answered) {
  for (int round = 0; round < 5; ++round) {
    Running it;
    std::vector<std::unique_ptr<Wire>> people;
    for (int i = 0; i < 50; ++i) people.push_back(std::make_unique<Wire>(it.server->port()));
    std::thread stop([&] { it.server->stop(5); });
    std::this_thread::sleep_for(20ms);
    for (auto& person : people) person->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    for (auto& person : people) {
      std::string answer = person->read();
      EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
      EXPECT_TRUE(has(answer, "Connection: close")) << answer;
    }
    stop.join();
  }
}

TEST(Server, a_stop_does_not_wait_longer_than_it_was_told) {
  Running it;
  Wire busy(it.server->port());
  busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  while (it.slow_running == 0) std::this_thread::sleep_for(5ms);
  auto began = std::chrono::steady_clock::now();
  it.server->stop(0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 300ms);
  it.server.reset();
  EXPECT_FALSE(has(busy.read(), "slow"));
}

TEST(Server, several_io_threads_serve_many_at_once_and_stop_clean) {
  ServerSettings settings;
  settings.io_threads = 2;
  Running it(settings);
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int t = 0; t < 4; ++t)
    clients.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        Wire wire(it.server->port());
        wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        if (has(wire.read("front</p>"), "200 OK")) ++right;
      }
    });
  for (auto& client : clients) client.join();
  EXPECT_EQ(right, 100);
  it.server->stop(2);
}

TEST(Server, a_taken_port_is_said) {
  Running it;
  ServerSettings same;
  same.port = it.server->port();
  Server other(same, it.router);
  EXPECT_EQ(other.start().error().message, "listen_failed");
}

}  // namespace
}  // namespace fascia::http
