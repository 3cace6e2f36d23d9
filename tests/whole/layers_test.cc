// SPDX-License-Identifier: Apache-2.0
// The direction of the house: an include never points up or sideways.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "source_folder.h"

namespace {

namespace fs = std::filesystem;
using Rooms = std::set<std::string>;

const std::map<std::string, Rooms> kMayInclude = [] {
  std::map<std::string, Rooms> may;
  may["core"] = {};
  for (auto* room : {"care", "schedule", "keys", "http"}) may[room] = {"core"};
  Rooms below = {"core", "care", "schedule", "keys"};
  may["store"] = may["interop"] = below;
  below.insert({"store", "interop"});
  may["clinic"] = below;
  below.insert("clinic");
  may["page"] = below;
  below.insert("page");
  may["notify"] = below;
  Rooms edge = below;
  edge.insert("http");
  may["web"] = may["api"] = edge;
  edge.insert({"notify", "web", "api"});
  may["work"] = edge;
  edge.insert("work");
  may["cli"] = edge;
  return may;
}();

std::string room_of(const fs::path& below_src) { return below_src.begin()->string(); }

std::vector<std::string> includes(const fs::path& file) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*\"([^\"]+)\"");
  std::vector<std::string> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) out.push_back(match[1]);
  }
  return out;
}

TEST(Layers, an_include_never_points_up_or_sideways) {
  const fs::path src = fascia::source_folder() / "src";
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(src)) {
    if (!entry.is_regular_file()) continue;
    const std::string room = room_of(fs::relative(entry.path(), src));
    ASSERT_TRUE(kMayInclude.count(room)) << "a room nobody knows: " << room;
    for (const std::string& include : includes(entry.path())) {
      const std::string other = room_of(include);
      ASSERT_TRUE(fs::exists(src / include)) << entry.path() << " includes " << include;
      EXPECT_TRUE(other == room || kMayInclude.at(room).count(other))
          << entry.path() << " includes " << include;
      ++seen;
    }
  }
  EXPECT_GT(seen, 20);
}

TEST(Layers, every_room_test_includes_no_room_above_its_own) {
  const fs::path tests = fascia::source_folder() / "tests";
  for (const auto& [room, below] : kMayInclude) {
    if (!fs::exists(tests / room)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(tests / room)) {
      if (!entry.is_regular_file()) continue;
      for (const std::string& include : includes(entry.path())) {
        const std::string other = room_of(include);
        if (!kMayInclude.count(other) || !fs::exists(fascia::source_folder() / "src" / include))
          continue;
        EXPECT_TRUE(other == room || below.count(other)) << entry.path() << " includes " << include;
      }
    }
  }
}

TEST(Layers, boost_json_parse_stands_only_in_the_one_reader) {
  const fs::path src = fascia::source_folder() / "src";
  for (const auto& entry : fs::recursive_directory_iterator(src)) {
    if (!entry.is_regular_file() || entry.path().filename() == "json.cc") continue;
    std::ifstream in(entry.path());
    std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(text.find("json::parse("), text.npos) << entry.path();
    EXPECT_EQ(text.find("#include <spdlog"),
              entry.path().filename() == "log.cc" ? text.find("#include <spdlog") : text.npos)
        << entry.path();
  }
}

}  // namespace
