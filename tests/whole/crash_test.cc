// SPDX-License-Identifier: Apache-2.0
// kill -9 while people book: what was acknowledged is there afterwards, nothing is half there.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <mutex>

#include "api_client.h"
#include "program.h"
#include "store/postgresql_server.h"

namespace fascia::whole {
namespace {

struct Start {
  std::string service, start;
};

// Many starts of every service, far enough apart in time that most can be had.
std::vector<Start> some_starts(int port) {
  std::vector<Start> out;
  bj::object services = json_of(ask(port, "GET /api/v1/services HTTP/1.1"));
  for (const bj::value& service : services.at("items").as_array()) {
    std::string id(service.at("id").as_string());
    auto days = json_of(ask(port, "GET /api/v1/availability?service=" + id +
                                      "&from=2026-12-10&to=2027-02-20 HTTP/1.1"));
    for (const bj::value& day : days.at("days").as_array())
      for (const bj::value& start : day.at("starts").as_array())
        out.push_back({id, std::string(start.at("start").as_string())});
  }
  return out;
}

struct Acknowledged {
  std::string id, token, start;
};

class Bookers {
 public:
  Bookers(int port, std::vector<Start> starts, unsigned seed) : starts_(std::move(starts)) {
    for (unsigned person = 0; person < 4; ++person)
      threads_.emplace_back(
          [this, port, person, seed] { book_until_dark(port, seed * 8 + person); });
  }
  // Until so many were acknowledged, a second at most: a busy machine books late.
  void wait_for(std::size_t count) {
    for (int i = 0; i < 100; ++i) {
      {
        std::lock_guard lock(mutex_);
        if (acknowledged_.size() >= count) return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  std::vector<Acknowledged> join() {
    for (auto& thread : threads_) thread.join();
    return acknowledged_;
  }

 private:
  void book_until_dark(int port, unsigned seed) {
    for (int i = 0; i < 12; ++i) {
      const Start& wanted = starts_[std::size_t(rand_r(&seed)) % starts_.size()];
      std::string key = std::to_string(seed) + "-" + std::to_string(i);
      bj::object body{
          {"service", wanted.service},
          {"start", wanted.start},
          {"client", bj::object{{"name", "Crash " + key}, {"email", "crash@example.invalid"}}}};
      std::string answer = ask(
          port, "POST /api/v1/appointments HTTP/1.1\r\nIdempotency-Key: " + key, json::write(body));
      if (answer.empty() || answer.find("[silence]") != answer.npos) return;
      if (!answer.starts_with("HTTP/1.1 201")) {
        if (!answer.starts_with("HTTP/1.1 4")) return;
        continue;
      }
      bj::object booked = json_of(answer);
      if (!booked.contains("manage")) return;  // cut off: nothing was acknowledged
      std::string manage(booked.at("manage").as_string());
      std::lock_guard lock(mutex_);
      acknowledged_.push_back({std::string(booked.at("id").as_string()),
                               manage.substr(manage.rfind('/') + 1),
                               std::string(booked.at("start").as_string())});
    }
  }

  std::vector<Start> starts_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::vector<Acknowledged> acknowledged_;
};

constexpr int kKills = 20;  // of one clinic, which is nearly full by then

// A demo clinic in its file, or moved to a database of its own.
class ShakenClinic {
 public:
  explicit ShakenClinic(bool on_postgresql) : named_{"--data", demo_.data()} {
    if (!on_postgresql) return;
    std::string database = store::PostgresqlServer::shared().empty_database();
    Finished moved = run({"move", "--data", demo_.data(), "--from", "file", "--to", database});
    EXPECT_EQ(moved.code, 0) << moved.err;
    named_.insert(named_.end(), {"--database", database});
  }

  // Serves, kills while people book, and looks at what is left.
  void kill_once(unsigned seed) {
    std::vector<std::string> serve = named_;
    serve.insert(serve.end(), {"--clock", demo_.clock()});
    Server server(serve, {{"FASCIA_LIMITS", "off"}});
    ASSERT_NE(server.port, 0) << server.err();
    for (const Acknowledged& a : acknowledged_) {
      std::string answer = ask(server.port, "GET /api/v1/appointments/" + a.id +
                                                " HTTP/1.1\r\nAuthorization: Bearer " + a.token);
      ASSERT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
      ASSERT_EQ(std::string(json_of(answer).at("start").as_string()), a.start);
    }
    auto starts = some_starts(server.port);
    ASSERT_FALSE(starts.empty());
    Bookers bookers(server.port, std::move(starts), seed);
    bookers.wait_for(2);
    std::this_thread::sleep_for(std::chrono::milliseconds(40 + 37 * seed % 260));
    server.signal(SIGKILL);
    EXPECT_EQ(server.ended(5000), 128 + SIGKILL);
    auto fresh = bookers.join();
    booked_ += fresh.size();
    // Only the last two rounds are asked for again: the older ones were seen by then.
    std::ptrdiff_t old = std::max<std::ptrdiff_t>(0, std::ssize(acknowledged_) - 20);
    acknowledged_.erase(acknowledged_.begin(), acknowledged_.begin() + old);
    acknowledged_.insert(acknowledged_.end(), fresh.begin(), fresh.end());
    std::vector<std::string> check{"check"};
    check.insert(check.end(), named_.begin(), named_.end());
    auto checked = run(check);
    ASSERT_EQ(checked.code, 0) << checked.out << checked.err;
  }
  std::size_t booked() const { return booked_; }

 private:
  DemoClinic demo_;
  std::vector<std::string> named_;
  std::vector<Acknowledged> acknowledged_;
  std::size_t booked_ = 0;
};

class Crash : public testing::TestWithParam<bool> {};

TEST_P(Crash, nothing_acknowledged_is_lost_and_nothing_is_half_after_kill_9) {
  const int clinics = std::getenv("FASCIA_LONG") != nullptr ? 15 : 1;
  for (int number = 0; number < clinics; ++number) {
    ShakenClinic clinic(GetParam());
    for (int i = 0; i < kKills; ++i) {
      SCOPED_TRACE("kill " + std::to_string(number * kKills + i));
      ASSERT_NO_FATAL_FAILURE(clinic.kill_once(unsigned(number * kKills + i)));
    }
    EXPECT_GT(clinic.booked(), 40u);  // else nothing was tried
    RecordProperty("booked", static_cast<int>(clinic.booked()));
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Crash, testing::Bool(), [](const auto& engine) {
  return std::string(engine.param ? "postgresql" : "sqlite");
});

}  // namespace
}  // namespace fascia::whole
