// SPDX-License-Identifier: Apache-2.0
// Several places of one owner on one database: listed, added by command and on the owner's page,
// served by their number.
#include <gtest/gtest.h>

#include <regex>

#include "api_client.h"
#include "program.h"
#include "store/postgresql_server.h"

namespace fascia::whole {
namespace {

Date day_of_places() { return Zone::load("America/Edmonton")->date(SystemClock().now()); }

std::string cut_out(const std::string& text, const std::string& from, char until) {
  auto at = text.find(from);
  if (at == text.npos) return {};
  at += from.size();
  return text.substr(at, text.find(until, at) - at);
}

// A browser of one person, as far as a form needs one.
struct FormSender {
  int port;
  std::string cookies = {};

  std::string get(const std::string& path) const {
    return ask(port, "GET " + path + " HTTP/1.1\r\nCookie: " + cookies);
  }
  std::string post(const std::string& path, const std::string& fields) const {
    const std::string token = cut_out(get(path), "name=\"token\" value=\"", '"');
    const std::string form = "token=" + token + "&" + fields;
    http::Wire wire(port);
    wire.send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: " +
              cookies + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(form.size()) + "\r\n\r\n" + form);
    return wire.read();
  }
  bool sign_in(const std::string& name, const std::string& password) {
    cookies = cut_out(get("/sign-in"), "Set-Cookie: ", ';');
    const std::string in = post("/sign-in", "next=&name=" + name + "&password=" + password);
    const std::string session = cut_out(in, "fascia_staff=", ';');
    cookies += "; fascia_staff=" + session;
    return !session.empty();
  }
};

// The number of a place lasts: who renames it starts its program as before.
TEST(PlacesOnPostgresql, are_listed_added_renamed_and_served_by_their_number) {
  Folder folder;
  const std::string database = store::PostgresqlServer::shared().empty_database(),
                    data = folder / "data";
  const Finished made = run({"demo", "--data", data, "--weeks-back", "0", "--database", database,
                             "--locations", "2", "--therapists", "8", "--appointments", "400"});
  ASSERT_EQ(made.code, 0) << made.err;
  auto of_place = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data, "--database", database});
    return run(words);
  };
  auto added = of_place({"place", "add", "--name", "North", "--city", "Grande Prairie", "--like",
                         "Example Massage 002"});
  ASSERT_EQ(added.code, 0) << added.err;
  auto again = of_place({"place", "add", "--name", "North", "--like", "Example Massage 002"});
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("of that name already"), again.err.npos) << again.err;
  auto listed = json::read(of_place({"place", "list", "--json"}).out).value().as_array();
  ASSERT_EQ(listed.size(), 3u);
  std::string north, second;
  for (const bj::value& one : listed) {
    const std::string name(one.at("name").as_string()), id(one.at("id").as_string());
    if (name == "North") north = id;
    if (name == "Example Massage 002") second = id;
    EXPECT_NE(of_place({"place", "list"}).out.find(id + "  " + name), std::string::npos) << name;
  }
  auto& engine = store::PostgresqlServer::shared();
  (void)engine.ask("UPDATE location SET name = 'South' WHERE name = 'Example Massage 002'",
                   store::PostgresqlServer::name_in(database));
  auto starts = [&](const std::string& location) {
    std::vector<std::string> words{"starts",
                                   "--service",
                                   "deep-tissue-60",
                                   "--from",
                                   to_iso(day_of_places() + 7),
                                   "--to",
                                   to_iso(day_of_places() + 20)};
    if (!location.empty()) words.insert(words.end(), {"--location", location});
    return of_place(words);
  };
  EXPECT_EQ(starts("").code, 2);
  EXPECT_EQ(starts("Example Massage 002").code, 2);
  for (const std::string& name : {second, std::string("South")}) {
    auto there = starts(name);
    EXPECT_EQ(there.code, 0) << there.err;
    EXPECT_NE(there.out.find(':'), there.out.npos) << there.out;  // a time
  }
  auto empty = starts(north);  // nobody works there yet
  EXPECT_EQ(empty.code, 0) << empty.err;
  EXPECT_EQ(empty.out.find(':'), empty.out.npos) << empty.out;
  for (const std::string& id : {second, north}) {
    Server server({"--data", data, "--database", database, "--location", id});
    EXPECT_GT(server.port, 0) << server.err();
  }
  // An owner needs no command for one more place.
  {
    std::smatch owner;
    ASSERT_TRUE(
        std::regex_search(made.out, owner, std::regex("\n  (\\S+) +(\\S+) {3}[^\n]+, owner\n")));
    Server server({"--data", data, "--database", database, "--location", second});
    FormSender browser{server.port};
    ASSERT_TRUE(browser.sign_in(owner[1], owner[2]));
    const std::string taken = browser.post("/owner/places", "name=North&city=Grande+Prairie");
    EXPECT_TRUE(taken.starts_with("HTTP/1.1 409")) << taken.substr(0, 300);
    EXPECT_NE(taken.find("of that name already"), taken.npos);
    const std::string added_here = browser.post("/owner/places", "name=East&city=Sexsmith");
    ASSERT_TRUE(added_here.starts_with("HTTP/1.1 303")) << added_here.substr(0, 300);
    const std::string page = browser.get("/owner/places?" + cut_out(added_here, "places?", '\r'));
    EXPECT_NE(page.find("East is one of your places now"), page.npos);
    EXPECT_NE(page.find("Sexsmith"), page.npos);
    auto all = json::read(of_place({"place", "list", "--json"}).out).value().as_array();
    EXPECT_EQ(all.size(), 4u);
  }
  Server none({"--data", data, "--database", database});
  EXPECT_EQ(none.port, 0);
  EXPECT_NE(none.err().find("--location"), std::string::npos) << none.err();
}

TEST(Places, are_refused_where_one_file_keeps_the_data) {
  DemoClinic demo;
  auto added = run({"place", "add", "--name", "North", "--data", demo.data()});
  EXPECT_EQ(added.code, 1);
  EXPECT_NE(added.err.find("PostgreSQL"), added.err.npos) << added.err;
  EXPECT_EQ(run({"place", "list", "--data", demo.data()}).code, 0);
}

}  // namespace
}  // namespace fascia::whole
