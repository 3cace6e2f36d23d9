// SPDX-License-Identifier: Apache-2.0
// The program on PostgreSQL: one database, several servers, nothing of its address where it must
// not be.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <regex>
#include <set>

#include "api_client.h"
#include "program.h"
#include "store/postgresql_server.h"

namespace fascia::whole {
namespace {

using Clock = std::chrono::steady_clock;

class OnPostgresql : public testing::Test {
 protected:
  // One demo clinic for all tests of this file.
  static void SetUpTestSuite() {
    folder_ = std::make_unique<Folder>();
    database_ = store::PostgresqlServer::shared().empty_database();
    write_text(*folder_ / "clock", "2026-11-24T09:00:00-06:00\n");
    Finished made = run({"demo", "--data", *folder_ / "data", "--now", "2026-11-24", "--weeks-back",
                         "0", "--database", database_});
    ASSERT_EQ(made.code, 0) << made.err;
    std::smatch owner;  // "  name   password   Full name, owner"
    ASSERT_TRUE(
        std::regex_search(made.out, owner, std::regex("\n  (\\S+) +(\\S+) {3}[^\n]+, owner\n")))
        << made.out;
    sign_in_ = owner[1];
    password_ = owner[2];
  }
  static void TearDownTestSuite() { folder_.reset(); }
  static std::string data() { return *folder_ / "data"; }
  static std::vector<std::string> serve() {
    return {"--data", data(), "--clock", *folder_ / "clock", "--database", database_};
  }
  static const Environment& unlimited() {
    static const Environment kUnlimited{{"FASCIA_LIMITS", "off"}};
    return kUnlimited;
  }

  static std::unique_ptr<Folder> folder_;
  static std::string database_, sign_in_, password_;
};
std::unique_ptr<Folder> OnPostgresql::folder_;
std::string OnPostgresql::database_, OnPostgresql::sign_in_, OnPostgresql::password_;

struct Start {
  std::string service, practitioner, from, at;
  std::string question() const {
    return "GET /api/v1/availability?service=" + service + "&practitioner=" + practitioner +
           "&from=" + from + "&to=" + from + " HTTP/1.1";
  }
  bool is_offered(int port) const {
    return ask(port, question()).find("\"" + at + "\"") != std::string::npos;
  }
  std::string book(int port, const std::string& key, const std::string& hold = {}) const {
    bj::object body{
        {"service", service},
        {"practitioner", practitioner},
        {"start", at},
        {"client", bj::object{{"name", "Crowd " + key}, {"email", "c@example.invalid"}}}};
    if (!hold.empty()) body["hold"] = hold;
    return ask(port, "POST /api/v1/appointments HTTP/1.1\r\nIdempotency-Key: " + key,
               json::write(body));
  }
};

std::string post_form(int port, const std::string& path, const std::string& cookies,
                      const std::string& form) {
  http::Wire wire(port);
  wire.send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: " +
            cookies + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
            std::to_string(form.size()) + "\r\n\r\n" + form);
  return wire.read();
}

// The first start of each day of one therapist after the other, until there are so many.
std::vector<Start> some_starts(int port, std::size_t wanted = 6) {
  std::vector<Start> out;
  auto services = json_of(ask(port, "GET /api/v1/services HTTP/1.1"));
  auto therapists = json_of(ask(port, "GET /api/v1/practitioners HTTP/1.1"));
  std::string service(services.at("items").at(0).at("id").as_string());
  for (const bj::value& therapist : therapists.at("items").as_array()) {
    std::string who(therapist.at("id").as_string());
    auto days =
        json_of(ask(port, "GET /api/v1/availability?service=" + service + "&practitioner=" + who +
                              "&from=2026-12-01&to=2026-12-20 HTTP/1.1"));
    if (!days.contains("days")) continue;
    for (const bj::value& day : days.at("days").as_array())
      if (!day.at("starts").as_array().empty())
        out.push_back({service, who, std::string(day.at("date").as_string()),
                       std::string(day.at("starts").at(0).at("start").as_string())});
    if (out.size() >= wanted) break;
  }
  return out;
}

TEST_F(OnPostgresql, the_commands_find_the_clinic_by_flag_by_variable_and_by_settings) {
  Finished checked = run({"check", "--data", data(), "--database", database_});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  EXPECT_EQ(run({"check", "--data", data()}, {{"FASCIA_DATABASE", database_}}).code, 0);
  EXPECT_EQ(run({"check", "--data", data()}).code, 3);
  write_text(data() + "/settings.toml", "database = \"" + database_ + "\"\n");
  EXPECT_EQ(run({"check", "--data", data()}).code, 0);
  fs::remove(data() + "/settings.toml");
  // A database that holds a clinic is not made into another one, and its key stays.
  Finished again = run({"init", "--data", *folder_ / "other", "--name", "X", "--owner", "ana",
                        "--database", database_});
  EXPECT_EQ(again.code, 1) << again.out;
  EXPECT_FALSE(fs::exists(*folder_ / "other.key"));
  Finished copied = run({"backup", "--data", data(), "--to", *folder_ / "copy.db"},
                        {{"FASCIA_DATABASE", database_}});
  EXPECT_EQ(copied.code, 1);
  EXPECT_NE(copied.err.find("docs/postgresql.md"), copied.err.npos) << copied.err;
}

TEST_F(OnPostgresql, the_password_is_in_nothing_that_is_printed) {
  const std::string address = "postgresql://ana:s3cret@127.0.0.1:1/clinic";
  Finished shown =
      run({"serve", "--data", data(), "--print-config"}, {{"FASCIA_DATABASE", address}});
  EXPECT_NE(shown.out.find("database = \"postgresql://ana@127.0.0.1:1/clinic\""), shown.out.npos);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"serve", "--data", data(), "--database", address},
        {"check", "--data", data(), "--database", address},
        {"serve", "--data", data(), "--database", "mysql://ana:s3cret@127.0.0.1/x"}}) {
    Finished failed = run(command);
    EXPECT_NE(failed.code, 0);
    EXPECT_EQ((failed.out + failed.err).find("s3cret"), std::string::npos) << failed.err;
  }
  EXPECT_EQ(shown.out.find("s3cret"), shown.out.npos);
}

TEST_F(OnPostgresql, a_start_that_is_wanted_at_three_servers_is_booked_once) {
  Server one(serve(), unlimited()), two(serve(), unlimited()), three(serve(), unlimited());
  for (const Server* server : {&one, &two, &three}) ASSERT_NE(server->port, 0) << server->err();
  auto starts = some_starts(one.port);
  ASSERT_GT(starts.size(), 3u);
  const Start& wanted = starts[3];
  std::atomic<int> won = 0, taken = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 12; ++i)
    people.emplace_back([&, i] {
      int port = i % 3 == 0 ? one.port : i % 3 == 1 ? two.port : three.port;
      std::string answer = wanted.book(port, "race-" + std::to_string(i));
      if (answer.starts_with("HTTP/1.1 201")) ++won;
      if (answer.starts_with("HTTP/1.1 409")) ++taken;
    });
  for (auto& person : people) person.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(taken, 11);
  Finished checked = run({"check", "--data", data(), "--database", database_});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
  one.signal(SIGTERM);
  EXPECT_EQ(one.ended(10'000), 0);
}

// haproxy in front of several servers, gone with the value. Each answer says who gave it.
class Haproxy {
 public:
  explicit Haproxy(const std::vector<int>& servers) : port(store::PostgresqlServer::free_port()) {
    std::string text = fmt::format(
        "defaults\n  mode http\n  timeout connect 2s\n  timeout client 30s\n  timeout server 30s\n"
        "  retries 3\n  option redispatch\n  option forwardfor\n"
        "listen clinic\n  bind 127.0.0.1:{}\n  balance roundrobin\n  option httpchk GET /readyz\n"
        "  default-server inter 200ms fall 1 rise 1\n  http-response set-header X-Server %s\n",
        port);
    for (std::size_t i = 0; i < servers.size(); ++i)
      text += fmt::format("  server s{} 127.0.0.1:{} check\n", i, servers[i]);
    write_text(folder_ / "cfg", text);
    ran_ =
        std::system(("/usr/sbin/haproxy -D -q -f " + (folder_ / "cfg") + " -p " + (folder_ / "pid"))
                        .c_str()) == 0;
  }
  ~Haproxy() {
    int pid = std::atoi(text_of(folder_ / "pid").c_str());
    if (pid > 0) ::kill(pid, SIGKILL);
  }
  Haproxy(const Haproxy&) = delete;
  Haproxy& operator=(const Haproxy&) = delete;
  bool ran() const { return ran_; }

  const int port;

 private:
  Folder folder_;
  bool ran_ = false;
};

std::string between(const std::string& text, const std::string& from, char until) {
  auto at = text.find(from);
  if (at == text.npos) return {};
  at += from.size();
  return text.substr(at, text.find(until, at) - at);
}

TEST_F(OnPostgresql, behind_haproxy_it_is_one_clinic_whoever_answers) {
  std::vector<std::string> args = serve();
  args.insert(args.end(), {"--trusted-proxies", "127.0.0.1"});
  Server one(args, unlimited()), two(args, unlimited()), three(args, unlimited());
  for (const Server* server : {&one, &two, &three}) ASSERT_NE(server->port, 0) << server->err();
  Haproxy front({one.port, two.port, three.port});
  ASSERT_TRUE(front.ran());

  // Who signed in at one is signed in at all.
  std::string page = ask(front.port, "GET /sign-in HTTP/1.1");
  std::string form = "token=" + between(page, "name=\"token\" value=\"", '"') +
                     "&next=&name=" + sign_in_ + "&password=" + password_;
  std::string cookies = between(page, "set-cookie: ", ';');
  std::string in = post_form(front.port, "/sign-in", cookies, form);
  std::string session = between(in, "fascia_staff=", ';');
  ASSERT_FALSE(session.empty()) << in;
  std::set<std::string> answered;
  for (int i = 0; i < 6; ++i) {
    std::string desk = ask(front.port, "GET /desk HTTP/1.1\r\nCookie: fascia_staff=" + session);
    EXPECT_TRUE(desk.starts_with("HTTP/1.1 200")) << desk.substr(0, 300);
    answered.insert(between(desk, "x-server: ", '\r'));
  }
  EXPECT_EQ(answered.size(), 3u);

  // What one keeps for ten minutes is booked at another, and to nobody else.
  auto starts = some_starts(front.port);
  ASSERT_GT(starts.size(), 5u);
  const Start& kept = starts[4];
  std::string held =
      ask(front.port, "POST /api/v1/holds HTTP/1.1",
          json::write(bj::object{
              {"service", kept.service}, {"practitioner", kept.practitioner}, {"start", kept.at}}));
  ASSERT_TRUE(held.starts_with("HTTP/1.1 201")) << held;
  std::string hold(json_of(held).at("id").as_string());
  EXPECT_TRUE(kept.book(front.port, "without-the-hold").starts_with("HTTP/1.1 409"));
  std::string mine = kept.book(front.port, "with-the-hold", hold);
  EXPECT_TRUE(mine.starts_with("HTTP/1.1 201")) << mine;

  // One of them stops in the middle of a crowd: nobody notices, and nobody shares a seat.
  std::atomic<int> won = 0, taken = 0, other = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 24; ++i)
    people.emplace_back([&, i] {
      std::string answer = starts[5].book(front.port, "crowd-" + std::to_string(i));
      ++(answer.starts_with("HTTP/1.1 201")   ? won
         : answer.starts_with("HTTP/1.1 409") ? taken
                                              : other);
    });
  two.signal(SIGTERM);
  for (auto& person : people) person.join();
  EXPECT_EQ(two.ended(10'000), 0);
  EXPECT_EQ(won, 1);
  EXPECT_EQ(won + taken + other, 24);
  EXPECT_EQ(other, 0);
  for (int i = 0; i < 6; ++i)
    EXPECT_TRUE(ask(front.port, "GET /healthz HTTP/1.1").starts_with("HTTP/1.1 200"));
  Finished checked = run({"check", "--data", data(), "--database", database_});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
}

// From the answer to whoever booked until no server offers the start any more, in milliseconds;
// nothing where somebody else's visit is in the way.
std::optional<double> seen_after(const Start& start, int front, const std::vector<int>& servers,
                                 const std::string& key) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  if (!start.book(front, key).starts_with("HTTP/1.1 201")) return std::nullopt;
  const auto since = Clock::now();
  auto is_offered = [&](int port) { return start.is_offered(port); };
  while (std::ranges::any_of(servers, is_offered))
    if (Clock::now() - since > std::chrono::seconds(10)) break;
  return Milliseconds(Clock::now() - since).count();
}

// The promise is 200 ms (docs/benchmarks.md has the figures of a quiet machine). Of one that is
// busy with other tests the middle of eleven tries is asked for, and that few are slow: a stall
// that comes each time is found, one of the machine is not.
TEST_F(OnPostgresql, what_one_booked_behind_haproxy_nobody_offers_200_ms_later) {
  std::vector<std::string> args = serve();
  args.insert(args.end(), {"--trusted-proxies", "127.0.0.1"});
  Server one(args, unlimited()), two(args, unlimited()), three(args, unlimited());
  for (const Server* server : {&one, &two, &three}) ASSERT_NE(server->port, 0) << server->err();
  Haproxy front({one.port, two.port, three.port});
  ASSERT_TRUE(front.ran());
  constexpr std::size_t kTries = 11, kRounds = 3;
  constexpr double kPromised = 200, kSlow = 1000;
  auto starts = some_starts(front.port, 6 + kTries * kRounds);
  std::ranges::reverse(starts);  // the other tests take the first
  ASSERT_GE(starts.size(), kTries * kRounds);
  std::size_t next = 0;
  bool kept = false;
  for (std::size_t round = 0; round < kRounds && !kept; ++round) {
    std::vector<double> took;
    for (; took.size() < kTries; ++next) {
      ASSERT_LT(next, starts.size());
      if (auto seen = seen_after(starts[next], front.port, {one.port, two.port, three.port},
                                 "seen-" + std::to_string(next)))
        took.push_back(*seen);
    }
    std::ranges::sort(took);
    const auto slow = std::ranges::count_if(took, [](double ms) { return ms > kSlow; });
    std::cout << fmt::format("seen by all after {:.0f} ms in the middle, {:.0f} at the worst\n",
                             took[kTries / 2], took.back());
    kept = took[kTries / 2] < kPromised && slow <= 2;
  }
  EXPECT_TRUE(kept) << "in none of " << kRounds << " rounds";
}

TEST_F(OnPostgresql, a_clinic_moves_to_a_file_and_to_another_server_and_stays_whole) {
  Folder folder;
  fs::create_directories(folder / "data");
  fs::copy_file(*folder_ / "data.key", folder / "data.key");
  const std::vector<std::string> to_file{"move",    "--data", folder / "data", "--from",
                                         database_, "--to",   "file"};
  Finished there = run(to_file);
  ASSERT_EQ(there.code, 0) << there.out << there.err;
  EXPECT_EQ(run({"check", "--data", folder / "data"}).code, 0);
  EXPECT_EQ(run(to_file).code, 1);  // never over a clinic
  std::string other = store::PostgresqlServer::shared().empty_database();
  Finished back = run({"move", "--data", folder / "data", "--from", "file", "--to", other});
  ASSERT_EQ(back.code, 0) << back.out << back.err;
  EXPECT_NE(back.out.find("rows of"), back.out.npos);
  EXPECT_EQ(run({"check", "--data", folder / "data", "--database", other}).code, 0);
  // The other tests serve it as it was.
  EXPECT_EQ(run({"move", "--data", folder / "data", "--take-back", database_}).code, 0);
}

}  // namespace
}  // namespace fascia::whole
