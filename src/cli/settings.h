// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/result.h"

namespace fascia::cli {

// One table of options gives the flags of `fascia serve`, the FASCIA_… variables, the keys of
// DIR/settings.toml, the help text and --print-config.
struct Setting {
  std::string name;  // "public_url"; flag --public-url, variable FASCIA_PUBLIC_URL
  std::string fallback;
  std::string help;
  enum class Kind { text, integer, boolean, list } kind = Kind::text;
  bool secret = false;
  long min = 0;
  long max = 0;                           // both 0: no range
  std::vector<std::string> choices = {};  // empty: any text
};
const std::vector<Setting>& setting_table();

// What holds, and where each value came from. Order of strength: a flag, the environment, the file,
// the default.
class Settings {
 public:
  struct Held {
    std::string value;
    std::string origin;  // "default", "settings.toml", "FASCIA_LISTEN", "--listen"
  };

  const std::string& text(std::string_view name) const;
  long integer(std::string_view name) const;
  bool boolean(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;  // comma-separated, trimmed
  bool is_default(std::string_view name) const;
  // One line a setting: name = value, and where it came from; secrets are struck out.
  std::string print() const;

 private:
  friend Result<Settings> read_settings(std::string_view, const std::map<std::string, std::string>&,
                                        const std::map<std::string, std::string>&);
  std::map<std::string, Held, std::less<>> held_;
};

// `file_text` is the content of settings.toml (empty: none), `environment` the FASCIA_… variables
// (others are ignored), `flags` by setting name. An unknown key or variable is refused with the
// nearest name (setting_unknown); a value out of range says what is allowed (setting_invalid), and
// so does one of two that go together, alone (setting_alone).
Result<Settings> read_settings(std::string_view file_text,
                               const std::map<std::string, std::string>& environment,
                               const std::map<std::string, std::string>& flags);

// The counts of `limit_counts` by the name of their limit.
std::map<std::string, int, std::less<>> limit_counts(const Settings& settings);

// The FASCIA_… variables of this process.
std::map<std::string, std::string> fascia_environment();

// The name of `known` with the fewest edits from `name`.
std::string nearest_name(std::string_view name, const std::vector<std::string>& known);

}  // namespace fascia::cli
