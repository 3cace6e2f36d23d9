// SPDX-License-Identifier: Apache-2.0
// A clinic books under old zone data and starts again under new: Alberta stays on UTC-6 in winter
// since 2026, and data from before that says UTC-7.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>

#include "api_client.h"
#include "program.h"

namespace fascia::whole {
namespace {

TEST(ZoneData, what_was_booked_under_old_data_stands_at_the_same_wall_time_under_new) {
  Folder folder;
  fs::create_directories(folder / "zones");
  write_text(folder / "edmonton", "Zone America/Edmonton -7:00 - MST\n");
  write_text(folder / "zones/tzdata.zi", "# version 2026a\n");
  ASSERT_EQ(
      std::system(("/usr/sbin/zic -d " + (folder / "zones") + " " + (folder / "edmonton")).c_str()),
      0);
  write_text(folder / "clock", "2026-11-24T08:00:00-07:00\n");
  const std::string data = folder / "data";
  const Environment old{{"TZDIR", folder / "zones"}, {"FASCIA_LIMITS", "off"}};
  const std::vector<std::string> serve{"--data", data, "--clock", folder / "clock"};
  ASSERT_EQ(run({"demo", "--data", data, "--now", "2026-11-24", "--weeks-back", "0"}, old).code, 0);

  std::string id, token, start;
  {
    Server server(serve, old);
    ASSERT_NE(server.port, 0) << server.err();
    auto services = json_of(ask(server.port, "GET /api/v1/services HTTP/1.1"));
    std::string service(services.at("items").at(0).at("id").as_string());
    auto days = json_of(ask(server.port, "GET /api/v1/availability?service=" + service +
                                             "&from=2026-12-10&to=2026-12-20 HTTP/1.1"));
    for (const bj::value& day : days.at("days").as_array())
      if (start.empty() && !day.at("starts").as_array().empty())
        start = std::string(day.at("starts").at(0).at("start").as_string());
    ASSERT_TRUE(start.ends_with("-07:00")) << start;
    bj::object body{{"service", service},
                    {"start", start},
                    {"client", bj::object{{"name", "Old Data"}, {"email", "old@example.invalid"}}}};
    auto booked =
        json_of(ask(server.port, "POST /api/v1/appointments HTTP/1.1\r\nIdempotency-Key: old",
                    json::write(body)));
    id = std::string(booked.at("id").as_string());
    std::string manage(booked.at("manage").as_string());
    token = manage.substr(manage.rfind('/') + 1);
  }
  auto before = run({"check", "--data", data});
  EXPECT_EQ(before.code, 1);
  EXPECT_NE(before.out.find("appointment " + id + " is not at its wall time"), before.out.npos)
      << before.out;
  {
    Server server(serve, {{"FASCIA_LIMITS", "off"}});
    ASSERT_NE(server.port, 0) << server.err();
    std::string answer = ask(server.port, "GET /api/v1/appointments/" + id +
                                              " HTTP/1.1\r\nAuthorization: Bearer " + token);
    EXPECT_EQ(std::string(json_of(answer).at("start").as_string()),
              start.substr(0, start.size() - 6) + "-06:00");
  }
  auto after = run({"check", "--data", data});
  EXPECT_EQ(after.code, 0) << after.out << after.err;
}

}  // namespace
}  // namespace fascia::whole
