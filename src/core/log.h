// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

namespace fascia::log {

enum class Level { debug, info, warn, error };
using Field = std::pair<std::string_view, std::string_view>;

// One line on standard error: time, level, event, key=value pairs. Give codes and ids, never what a
// person typed (PrivateText does not convert on purpose). May be called from any thread.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
inline void debug(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::debug, e, f);
}
inline void info(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::info, e, f);
}
inline void warn(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::warn, e, f);
}
inline void error(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::error, e, f);
}
// Lines below this level are dropped. Default: info.
void set_level(Level level);

}  // namespace fascia::log
