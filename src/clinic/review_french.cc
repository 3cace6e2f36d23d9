// SPDX-License-Identifier: Apache-2.0
// R43: who read the French that decides safety, and which French it was.
#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "clinic/review_protocol.h"
#include "core/embedded.h"

namespace fascia::clinic {
namespace {

// Of the pages' words those that ask for health answers and say what follows from them.
constexpr std::string_view kPages[] = {"assess.toml", "letter.toml", "follow_up.toml"};
constexpr std::string_view kNoRule[] = {"source", "case"};

void add_page_words(const toml::table& french, const toml::table* english, const std::string& path,
                    std::vector<FrenchText>& out) {
  for (const auto& [key, node] : french) {
    const std::string where = path + (path.empty() ? "" : ".") + std::string(key.str());
    const toml::node* other = english == nullptr ? nullptr : english->get(key.str());
    if (const toml::table* inner = node.as_table())
      add_page_words(*inner, other == nullptr ? nullptr : other->as_table(), where, out);
    else if (auto text = node.value<std::string>())
      out.push_back({where, other == nullptr ? "" : other->value_or(std::string()), *text});
  }
}

std::vector<FrenchText> all_french(const std::vector<care::Entry>& entries) {
  std::vector<FrenchText> out;
  auto add = [&](const std::string& where, const care::Words& words) {
    if (words.fr != words.en) out.push_back({where, words.en, words.fr});
  };
  for (const care::Entry& entry : entries) {
    if (std::ranges::find(kNoRule, entry.kind) != std::end(kNoRule)) continue;
    const std::string where = entry.file + ' ' + entry.kind + ' ' + entry.id;
    add(where + ": title", entry.title);
    for (const care::EntryLine& line : entry.lines)
      if (line.words) add(where + ": " + line.key, *line.words);
  }
  for (std::string_view page : kPages) {
    auto french = embedded("catalogue/fr/" + std::string(page));
    auto english = embedded("catalogue/en/" + std::string(page));
    FASCIA_CHECK(french && english);  // they travel in the program, and were read at its start
    const toml::table in_english = toml::parse(*english);
    add_page_words(toml::parse(*french), &in_english, "", out);
  }
  return out;
}

struct French {
  std::vector<FrenchText> texts;
  std::string version;
};

// One state a program; several in tests.
const French& french_in_force(const Clinic& clinic) {
  static std::mutex mutex;
  static std::map<std::string, French> states;
  const std::vector<care::Entry>& entries = entries_in_force(clinic);
  std::lock_guard lock(mutex);
  auto [at, fresh] = states.try_emplace(rules_version(clinic));
  if (fresh) {
    at->second.texts = all_french(entries);
    std::vector<care::File> words;
    for (const FrenchText& text : at->second.texts) words.push_back({text.where, text.fr});
    at->second.version = "french:" + care::digest(words);
  }
  return at->second;
}

}  // namespace

const std::vector<FrenchText>& french_texts(const Clinic& clinic) {
  return french_in_force(clinic).texts;
}

const std::string& french_version(const Clinic& clinic) { return french_in_force(clinic).version; }

std::optional<store::ProtocolReview> french_reading(store::Connection& c, const Clinic& clinic) {
  return store::find_review(c, clinic.tenant, french_version(clinic));
}

Done sign_french(Clinic& clinic, const Actor& actor, const SignFrench& in) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  FASCIA_TRY_DONE(check_signer(clinic, in.name, in.credential, in.day));
  if (!in.read_all) return invalid("read_all", "french_not_read");
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::put_review(tx, clinic.tenant,
                      {french_version(clinic), in.name, in.credential, *in.day,
                       int(french_texts(clinic).size()), actor.staff, clinic.now()});
    audit(tx, clinic, actor, "protocol.french_read", "protocol", 0);
    return {};
  });
}

Unsigned still_unsigned(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) {
    return Unsigned{!is_reviewed(c, clinic), !french_reading(c, clinic).has_value()};
  });
}

}  // namespace fascia::clinic
