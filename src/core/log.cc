// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

namespace fascia::log {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>(
        "fascia", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    made->flush_on(spdlog::level::warn);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// One line stays one line: control characters and spaces make a value quoted.
void append_value(std::string& line, std::string_view value) {
  bool plain = !value.empty() && value.find_first_of(" \"\\=\n\r\t") == value.npos;
  if (plain) {
    line += value;
    return;
  }
  line += '"';
  for (char c : value) {
    if (static_cast<unsigned char>(c) < 0x20) {
      line += ' ';
      continue;
    }
    if (c == '"' || c == '\\') line += '\\';
    line += c;
  }
  line += '"';
}

}  // namespace

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!logger().should_log(level_of(level))) return;
  std::string line(event);
  for (const Field& field : fields) {
    line += ' ';
    line += field.first;
    line += '=';
    append_value(line, field.second);
  }
  logger().log(level_of(level), line);
}

void set_level(Level level) { logger().set_level(level_of(level)); }

}  // namespace fascia::log
