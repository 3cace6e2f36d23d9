// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/migrations.h"

#include <deque>

#include "keys/token.h"

namespace fascia::store::postgresql {
namespace {

bool in_word(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

std::string_view type_of(std::string_view word) {
  if (word == "INTEGER") return "BIGINT";
  if (word == "TEXT") return "TEXT COLLATE \"C\"";
  if (word == "STRICT") return "";
  return word;
}

}  // namespace

std::string in_postgresql(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with("--")) {
      std::size_t end = std::min(text.size(), text.find('\n'));
      text.remove_prefix(end);
      continue;
    }
    std::size_t length = 0;
    while (length < text.size() && in_word(text[length])) ++length;
    if (length == 0) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    out += type_of(text.substr(0, length));
    text.remove_prefix(length);
  }
  return out;
}

const std::vector<Migration>& shared_migrations() {
  static std::deque<std::string> texts;  // what the views below look at
  static const std::vector<Migration> kAll = [] {
    std::vector<Migration> all = embedded_migrations("sqlite");
    for (const Migration& own : embedded_migrations("postgresql")) {
      auto same = std::find_if(all.begin(), all.end(),
                               [&](const Migration& m) { return m.number == own.number; });
      FASCIA_CHECK(same != all.end());
      same->checksum = keys::digest(same->checksum + own.checksum);
    }
    for (Migration& migration : all) {
      std::string text = in_postgresql(migration.sql);
      for (const Migration& own : embedded_migrations("postgresql"))
        if (own.number == migration.number) text += "\n" + std::string(own.sql);
      migration.sql = texts.emplace_back(std::move(text));
    }
    return all;
  }();
  return kAll;
}

}  // namespace fascia::store::postgresql
