// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "cli/public_url.h"
#include "core/contains.h"
#include "http/form_limits.h"
#include "http/proxies.h"
#include "store/postgresql/address.h"

namespace fascia::cli {
namespace {

using Kind = Setting::Kind;

const Setting* find_setting(std::string_view name) {
  for (const Setting& setting : setting_table())
    if (setting.name == name) return &setting;
  return nullptr;
}

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  for (const Setting& setting : setting_table()) names.push_back(setting.name);
  return names;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

std::optional<long> whole_number(std::string_view text) {
  long value = 0;
  auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> truth(std::string_view text) {
  if (text == "true" || text == "on" || text == "yes" || text == "1") return true;
  if (text == "false" || text == "off" || text == "no" || text == "0") return false;
  return std::nullopt;
}

std::vector<std::string> items_of(std::string_view rest) {
  std::vector<std::string> items;
  while (!rest.empty()) {
    std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

struct Count {
  std::string name;
  long count = 0;  // 0: none that may stand
};

Count count_of(const std::string& item) {
  auto equals = item.find('=');
  auto number = equals == item.npos ? std::nullopt : whole_number(item.substr(equals + 1));
  return {item.substr(0, equals), number && *number <= 1'000'000 ? std::max(*number, 0L) : 0};
}

Done check_counts(const Setting& setting, const std::vector<std::string>& items) {
  std::vector<std::string> known;
  for (const http::RateLimit& limit : http::form_limits::kAll) known.emplace_back(limit.name);
  for (const std::string& item : items) {
    Count one = count_of(item);
    if (!contains(known, one.name))
      return invalid(setting.name, "setting_unknown",
                     {{"name", one.name}, {"nearest", nearest_name(one.name, known)}});
    if (one.count == 0)
      return invalid(setting.name, "setting_invalid",
                     {{"name", setting.name},
                      {"value", item},
                      {"allowed", one.name + "=COUNT, 1 to 1000000"}});
  }
  return {};
}

Done check_value(const Setting& setting, const std::string& value) {
  auto refuse = [&](std::string allowed) {
    return invalid(setting.name, "setting_invalid",
                   {{"name", setting.name},
                    {"value", setting.secret ? "…" : value},
                    {"allowed", std::move(allowed)}});
  };
  if (setting.kind == Kind::boolean && !truth(value)) return refuse("true or false");
  if (!setting.choices.empty() && !contains(setting.choices, value))
    return refuse(fmt::format("{}", fmt::join(setting.choices, ", ")));
  if (setting.name == "public_url" && !value.empty() && !read_public_url(value))
    return refuse("https://HOST or http://HOST, with :PORT where it has one");
  if (setting.name == "limit_counts") return check_counts(setting, items_of(value));
  if (setting.kind == Kind::list)
    for (const std::string& item : items_of(value))
      if (!http::is_network(item)) return refuse("addresses (10.0.0.1) or networks (10.0.0.0/8)");
  if (setting.name == "database" && !value.empty() && !store::postgresql::is_address(value))
    return refuse("postgresql://USER@HOST/NAME");
  if (setting.kind != Kind::integer) return {};
  auto number = whole_number(value);
  bool ranged = setting.min != 0 || setting.max != 0;
  if (!number || (ranged && (*number < setting.min || *number > setting.max)))
    return refuse(ranged ? fmt::format("a whole number from {} to {}", setting.min, setting.max)
                         : "a whole number");
  return {};
}

// Either alone would quietly leave out what it was set for.
Done check_pair(const Settings& settings, const char* one, const char* other) {
  if (settings.text(one).empty() == settings.text(other).empty()) return {};
  if (settings.text(one).empty()) std::swap(one, other);
  return invalid(one, "setting_alone", {{"name", one}, {"other", other}});
}

// Variables that are no settings: the build's, and `fascia init`'s.
const std::vector<std::string> kOfOthers = {"FASCIA_ASSETS", "FASCIA_INIT_PASSWORD"};

Error unknown(const std::string& name, const std::string& near) {
  return invalid(name, "setting_unknown", {{"name", name}, {"nearest", near}});
}

Result<std::map<std::string, std::string>> read_file(std::string_view text) {
  std::map<std::string, std::string> values;
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& fault) {
    return invalid("settings.toml", "settings_syntax",
                   {{"line", std::to_string(fault.source().begin.line)},
                    {"what", std::string(fault.description())}});
  }
  for (auto&& [key, node] : table) {
    std::string name(key.str());
    if (find_setting(name) == nullptr) return unknown(name, nearest_name(name, setting_names()));
    if (auto text_value = node.value_exact<std::string>())
      values[name] = *text_value;
    else if (auto number = node.value_exact<std::int64_t>())
      values[name] = std::to_string(*number);
    else if (auto flag = node.value_exact<bool>())
      values[name] = *flag ? "true" : "false";
    else if (auto* array = node.as_array()) {
      std::string joined;
      for (auto&& item : *array)
        joined += (joined.empty() ? "" : ",") + item.value_or<std::string>("");
      values[name] = joined;
    } else {
      return invalid(
          name, "setting_invalid",
          {{"name", name}, {"value", "…"}, {"allowed", "text, a number, true or false"}});
    }
  }
  return values;
}

// Which database it is may be seen; how to get in may not.
std::string shown(const Setting& setting, const std::string& value) {
  if (!setting.secret || value.empty()) return value;
  return setting.name == "database" ? store::postgresql::shown_address(value) : "********";
}

}  // namespace

const std::vector<Setting>& setting_table() {
  static const std::vector<Setting> kTable = {
      {"listen", "127.0.0.1:8080", "address and port to listen on; port 0 takes a free one"},
      {"public_url", "",
       "the address people use, e.g. https://book.example.ca; links, cookies and the allowed Host "
       "come from it"},
      {"trusted_proxies", "", "addresses whose X-Forwarded-For is believed", Kind::list},
      {"tls_cert", "", "PEM file with the certificate chain; read again on SIGHUP"},
      {"tls_key", "", "PEM file with its private key"},
      {"database", "",
       "address of a PostgreSQL database, postgresql://USER@HOST/NAME, that keeps the data in "
       "place "
       "of DIR/fascia.db",
       Kind::text, true},
      {"location", "",
       "which of an owner's places this program serves, by its number (fascia place list) or its "
       "name, where there are several"},
      {"key_file", "", "where the master key stands; by default beside DIR as DIR.key"},
      {"clock", "", "file whose instant is now (demo data on a loopback address only)"},
      {"limits", "on", "limits that protect public forms; off only on a loopback address",
       Kind::boolean},
      {"limit_counts", "", "other counts of these limits, NAME=COUNT, e.g. web.replies=10",
       Kind::list},
      {"bench_routes", "false", "serve /bench/1k, a fixed answer for benchmarks", Kind::boolean},
      {"metrics_token", "", "bearer token for /metrics; empty: no metrics", Kind::text, true},
      {"smtp_host", "",
       "mail server; empty: mails wait, sealed, and nobody gets one (a demo clinic's stand in "
       "DIR/outbox)"},
      {"mail_to_folder", "false",
       "without a mail server: mails are files in DIR/outbox, which anybody with the disk can read",
       Kind::boolean},
      {"smtp_port", "587", "port of the mail server", Kind::integer, false, 1, 65535},
      {"smtp_username", "", "name to sign in with at the mail server"},
      {"smtp_password", "", "password for it", Kind::text, true},
      {"smtp_tls",
       "starttls",
       "none, starttls or tls",
       Kind::text,
       false,
       0,
       0,
       {"none", "starttls", "tls"}},
      {"mail_from", "", "sender of the clinic's mail; by default the clinic's e-mail address"},
      {"io_threads", "1", "threads that speak to browsers", Kind::integer, false, 1, 64},
      {"worker_threads", "4", "threads that answer", Kind::integer, false, 1, 256},
      {"max_connections", "2000", "open connections at most", Kind::integer, false, 1, 100000},
      {"worker_queue", "1000", "requests that may wait; more are answered 503", Kind::integer,
       false, 1, 100000},
      {"idle_seconds", "60", "an idle connection is closed after this", Kind::integer, false, 1,
       3600},
      {"body_limit", "1048576", "largest request body in bytes", Kind::integer, false, 1024,
       1073741824},
      {"upload_limit", "10485760",
       "largest photo or PDF of a physician's answer in bytes; twice as much is read to say so",
       Kind::integer, false, 1048576, 104857600},
      {"staff_session_hours", "12", "a staff sign-in lasts this long", Kind::integer, false, 1,
       168},
      {"backup_folder", "",
       "folder, on another disk, into which a backup is taken by itself, and what is written "
       "between two "
       "is kept; empty: neither"},
      {"backup_hours", "24", "hours from one backup to the next", Kind::integer, false, 1, 168},
      {"backup_keep_days", "90", "days that a backup's rows are kept; its keys go after 30",
       Kind::integer, false, 1, 36500},
      {"backup_taken", "false",
       "a database on a server was saved by its own means: bring it to a newer schema without "
       "pg_dump",
       Kind::boolean},
      {"log_level",
       "info",
       "debug, info, warn or error: lines below it are not written",
       Kind::text,
       false,
       0,
       0,
       {"debug", "info", "warn", "error"}},
  };
  return kTable;
}

const std::string& Settings::text(std::string_view name) const {
  auto at = held_.find(name);
  FASCIA_CHECK(at != held_.end());
  return at->second.value;
}

long Settings::integer(std::string_view name) const { return whole_number(text(name)).value(); }
bool Settings::boolean(std::string_view name) const { return truth(text(name)).value(); }
bool Settings::is_default(std::string_view name) const {
  auto at = held_.find(name);
  return at != held_.end() && at->second.origin == "default";
}

std::vector<std::string> Settings::list(std::string_view name) const {
  return items_of(text(name));
}

std::string Settings::print() const {
  std::string out;
  for (const Setting& setting : setting_table()) {
    const Held& held = held_.find(setting.name)->second;
    out +=
        fmt::format("{} = \"{}\"  # {}\n", setting.name, shown(setting, held.value), held.origin);
  }
  return out;
}

Result<Settings> read_settings(std::string_view file_text,
                               const std::map<std::string, std::string>& environment,
                               const std::map<std::string, std::string>& flags) {
  Settings settings;
  for (const Setting& setting : setting_table())
    settings.held_[setting.name] = {setting.fallback, "default"};
  FASCIA_TRY(auto in_file, read_file(file_text));
  for (auto& [name, value] : in_file) settings.held_[name] = {value, "settings.toml"};
  for (auto& [variable, value] : environment) {
    constexpr std::string_view kPrefix = "FASCIA_";
    if (!variable.starts_with(kPrefix) || contains(kOfOthers, variable)) continue;
    std::string name = lower(variable.substr(kPrefix.size()));
    if (find_setting(name) == nullptr)
      return unknown(variable, "FASCIA_" + upper(nearest_name(name, setting_names())));
    settings.held_[name] = {value, variable};
  }
  for (auto& [name, value] : flags) {
    if (find_setting(name) == nullptr) return unknown(name, nearest_name(name, setting_names()));
    std::string flag = "--" + name;
    std::replace(flag.begin(), flag.end(), '_', '-');
    settings.held_[name] = {value, flag};
  }
  for (const Setting& setting : setting_table())
    FASCIA_TRY_DONE(check_value(setting, settings.held_[setting.name].value));
  FASCIA_TRY_DONE(check_pair(settings, "tls_cert", "tls_key"));
  std::string& url = settings.held_["public_url"].value;
  if (!url.empty()) url = read_public_url(url)->text;
  return settings;
}

std::map<std::string, std::string> fascia_environment() {
  std::map<std::string, std::string> out;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    std::string_view entry = *at;
    auto equals = entry.find('=');
    if (!entry.starts_with("FASCIA_") || equals == entry.npos) continue;
    out.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return out;
}

std::map<std::string, int, std::less<>> limit_counts(const Settings& settings) {
  std::map<std::string, int, std::less<>> out;
  for (const std::string& item : settings.list("limit_counts")) {
    Count one = count_of(item);
    out[one.name] = int(one.count);
  }
  return out;
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
  auto distance = [&](std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < name.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i + 1;
      for (std::size_t j = 0; j < other.size(); ++j) {
        std::size_t change = diagonal + (name[i] == other[j] ? 0 : 1);
        diagonal = row[j + 1];
        row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, change});
      }
    }
    return row.back();
  };
  if (known.empty()) return {};
  return *std::min_element(known.begin(), known.end(),
                           [&](auto& a, auto& b) { return distance(a) < distance(b); });
}

}  // namespace fascia::cli
