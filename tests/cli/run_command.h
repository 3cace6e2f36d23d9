// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "core/json.h"
#include "source_folder.h"

namespace fascia::cli {

struct Ran {
  int exit_code = 0;
  std::string out, err;

  boost::json::value json() const {
    auto read = json::read(out);
    EXPECT_TRUE(read) << out.substr(0, 400) << err;
    return read ? *read : boost::json::value();
  }
};

// Runs one command line in this process, as main does.
inline Ran run(std::vector<std::string> line) {
  CLI::App app{"fascia"};
  app.require_subcommand(1);
  Ran ran;
  add_screen(app, ran.exit_code);
  add_plan(app, ran.exit_code);
  add_protocol(app, ran.exit_code);
  add_simulate(app, ran.exit_code);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  try {
    std::vector<std::string> reversed(line.rbegin(), line.rend());
    app.parse(reversed);
  } catch (const CLI::ParseError& fault) {
    ran.exit_code = app.exit(fault) == 0 ? kDone : kBadInput;
  }
  ran.out = testing::internal::GetCapturedStdout();
  ran.err = testing::internal::GetCapturedStderr();
  return ran;
}

inline std::string example(const std::string& name) { return source_file("docs/examples/") + name; }

inline std::string text_of_file(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A file for one test.
class TextFile {
 public:
  explicit TextFile(const std::string& text) {
    static int count = 0;
    path = (std::filesystem::temp_directory_path() /
            ("fascia-cli-" + std::to_string(getpid()) + "-" + std::to_string(++count) + ".json"))
               .string();
    std::ofstream(path) << text;
  }
  ~TextFile() { std::filesystem::remove(path); }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  std::string path;
};

}  // namespace fascia::cli
