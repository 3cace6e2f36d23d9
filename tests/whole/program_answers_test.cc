// SPDX-License-Identifier: Apache-2.0
// The real program asked by other programs: the same answer from the command and from the API, and
// no page where a program asked.
#include <gtest/gtest.h>

#include "api_client.h"
#include "core/clock.h"
#include "core/time.h"
#include "program.h"

namespace fascia::whole {
namespace {

TEST(ProgramAnswers, starts_prints_the_very_JSON_of_the_API) {
  DemoClinic demo;
  Server server({"--data", demo.data()});  // by the system's clock, as the command
  ASSERT_NE(server.port, 0) << server.err();
  const Date today = Zone::utc().date(SystemClock().now());
  const std::string from = to_iso(today + 7), to = to_iso(today + 20);
  bj::object services = json_of(ask(server.port, "GET /api/v1/services HTTP/1.1"));
  ASSERT_FALSE(services["items"].as_array().empty());
  std::size_t starts = 0;
  for (const bj::value& service : services["items"].as_array()) {
    std::string id(service.at("id").as_string());
    std::string answer = body_of(ask(server.port, "GET /api/v1/availability?service=" + id +
                                                      "&from=" + from + "&to=" + to + " HTTP/1.1"));
    Finished printed = run(
        {"starts", "--data", demo.data(), "--service", id, "--from", from, "--to", to, "--json"});
    EXPECT_EQ(printed.code, 0) << printed.err;
    EXPECT_EQ(printed.out, answer + "\n");
    auto days = json::read(answer, {.max_bytes = 16 << 20});
    ASSERT_TRUE(days);
    for (const bj::value& day : days->at("days").as_array())
      starts += day.at("starts").as_array().size();
  }
  EXPECT_GT(starts, 0u);
}

TEST(ProgramAnswers, no_page_is_answered_where_a_program_asked) {
  DemoClinic demo;
  Server server(demo.serve());
  ASSERT_NE(server.port, 0) << server.err();
  struct Asked {
    std::string head;
    int status;
  };
  for (const auto& [head, status] :
       {Asked{"GET /api/v1/nothing HTTP/1.1", 404}, Asked{"GET /api/%2e%2e/x HTTP/1.1", 400},
        Asked{"GET /api/v1/services HTTP/1.1\r\nX-Big: " + std::string(200'000, 'a'), 431},
        Asked{"POST /healthz HTTP/1.1\r\nContent-Length: 0", 405},
        Asked{"GET /bench/1k HTTP/1.1", 404}, Asked{"GET /metrics HTTP/1.1", 404}}) {
    std::string answer = ask(server.port, head), asked = head.substr(0, 40);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::to_string(status))) << asked << answer;
    EXPECT_NE(answer.find("Content-Type: application/problem+json"), answer.npos) << asked;
    bj::object problem = json_of(answer);
    EXPECT_TRUE(problem.contains("code")) << asked;
  }
}

}  // namespace
}  // namespace fascia::whole
