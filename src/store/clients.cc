// SPDX-License-Identifier: Apache-2.0
#include "store/clients.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "store/many.h"
#include "store/name_words.h"

namespace fascia::store {
namespace {

constexpr std::size_t kLeastDigits = 3;
constexpr int kMostRows = 200;  // of the search that are looked at
constexpr int kRowsAPhone = 4;  // for each that is shown: merged records stand for others
constexpr int kRowsAPhrase = 20;
constexpr std::size_t kMostPhrases = 12, kMostPairs = 8, kNearEach = 2, kMostLike = 60;
constexpr const char* kLastLetter = "\xF4\x8F\xBF\xBF";  // nothing comes after it

Client client_of(const Row& row) {
  return {row.id<ClientId>(0), row.text(1), row.maybe_date(2), row.text(3), row.text(4),
          row.text(5),         row.text(6), row.text(7),       row.text(8)};
}

// The Latin letters with marks that names in Canada bring; others stay as they are.
struct Fold {
  std::string_view letters;
  char plain;
};
constexpr std::array<Fold, 9> kFolds = {{{"àâäáãåÀÂÄÁÃÅ", 'a'},
                                         {"çÇ", 'c'},
                                         {"èéêëÈÉÊË", 'e'},
                                         {"îïíìÎÏÍÌ", 'i'},
                                         {"ñÑ", 'n'},
                                         {"ôöóòõøÔÖÓÒÕØ", 'o'},
                                         {"ùûüúÙÛÜÚ", 'u'},
                                         {"ÿýŸÝ", 'y'},
                                         {"šŠ", 's'}}};

void index_client(Connection& c, TenantId tenant, ClientId id, const std::string& folded,
                  const std::string& digits) {
  for (const std::string& part : search_parts(folded, digits))
    c.run(
        "INSERT INTO client_search (tenant, part, client) VALUES ($1, $2, $3) "
        "ON CONFLICT (tenant, part, client) DO NOTHING",
        {tenant, part, id});
  learn_words(c, tenant, folded);
}

// Rows of `client_search` that lie in [from, to).
struct Phrase {
  std::string from, to;
  double likeness = 0;
};

// Where people may stand whose names are like these words: two of them side by side, in any order,
// and the most alike alone.
std::vector<Phrase> phrases_of(const std::vector<std::vector<NearWord>>& near) {
  std::vector<Phrase> pairs, single;
  for (std::size_t i = 0; i < near.size(); ++i) {
    for (std::size_t a = 0;
         a < std::min(near[i].size(), near.size() > 1 ? kNearEach : near[i].size()); ++a) {
      const NearWord& x = near[i][a];
      single.push_back({x.word, x.word + "!", x.likeness});
      for (std::size_t j = 0; j < near.size(); ++j)
        for (std::size_t b = 0; j != i && b < std::min(near[j].size(), kNearEach); ++b) {
          std::string both = x.word + " " + near[j][b].word;
          pairs.push_back({both, both + kLastLetter, x.likeness + near[j][b].likeness});
        }
    }
  }
  auto nearest = [](std::vector<Phrase>& all, std::size_t most) {
    std::stable_sort(all.begin(), all.end(),
                     [](const Phrase& a, const Phrase& b) { return a.likeness > b.likeness; });
    if (all.size() > most) all.resize(most);
  };
  nearest(pairs, kMostPairs);
  nearest(single, kMostPhrases - pairs.size());
  pairs.insert(pairs.end(), single.begin(), single.end());
  return pairs;
}

double likeness_of_name(const std::vector<std::string>& asked, const std::string& folded) {
  double sum = 0;
  for (const std::string& word : asked) {
    double best = 0;
    for (const std::string& part : words_of(folded)) best = std::max(best, likeness(word, part));
    sum += best;
  }
  return asked.empty() ? 0 : sum / double(asked.size());
}

// Whose names are like what was typed: its words in another order, with a slip of the finger, or
// the middle of one. The most alike first.
std::vector<Client> search_like(Connection& c, TenantId tenant, const std::string& folded,
                                int most) {
  std::vector<Client> out;
  const std::vector<std::string> asked = words_of(folded);
  const std::vector<Phrase> phrases = phrases_of(near_words(c, tenant, asked));
  if (phrases.empty()) return out;
  std::vector<Param> values = {tenant, kRowsAPhrase};
  for (std::size_t i = 0; i < kMostPhrases; ++i) {
    const Phrase& phrase = phrases[std::min(i, phrases.size() - 1)];
    values.emplace_back(phrase.from);
    values.emplace_back(phrase.to);
  }
  std::vector<ClientId> ids;
  for (const Row& row : c.query(
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $3 "
           "AND part < $4 ORDER BY part, client LIMIT $2) AS pa UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $5 "
           "AND part < $6 ORDER BY part, client LIMIT $2) AS pb UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $7 "
           "AND part < $8 ORDER BY part, client LIMIT $2) AS pc UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $9 "
           "AND part < $10 ORDER BY part, client LIMIT $2) AS pd UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $11 "
           "AND part < $12 ORDER BY part, client LIMIT $2) AS pe UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $13 "
           "AND part < $14 ORDER BY part, client LIMIT $2) AS pf UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $15 "
           "AND part < $16 ORDER BY part, client LIMIT $2) AS pg UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $17 "
           "AND part < $18 ORDER BY part, client LIMIT $2) AS ph UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $19 "
           "AND part < $20 ORDER BY part, client LIMIT $2) AS pi UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $21 "
           "AND part < $22 ORDER BY part, client LIMIT $2) AS pj UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $23 "
           "AND part < $24 ORDER BY part, client LIMIT $2) AS pk UNION ALL "
           "SELECT client FROM (SELECT client FROM client_search WHERE tenant = $1 AND part >= $25 "
           "AND part < $26 ORDER BY part, client LIMIT $2) AS pl",
           values))
    if (auto id = row.id<ClientId>(0);
        ids.size() < kMostLike && std::find(ids.begin(), ids.end(), id) == ids.end())
      ids.push_back(id);
  if (ids.empty()) return out;
  values = {tenant};
  for (std::size_t i = 0; i < kMostLike; ++i) values.emplace_back(ids[std::min(i, ids.size() - 1)]);
  std::vector<std::pair<double, Client>> found;
  std::set<ClientId> seen;
  for (const Row& row :
       c.query("SELECT id, name, birth_date, email, phone, language, guardian, guardian_relation, "
               "wrapped_key, folded, merged_into FROM client WHERE tenant = $1 AND id IN ($2, $3, "
               "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
               "$21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, "
               "$37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, "
               "$53, $54, $55, $56, $57, $58, $59, $60, $61)",
               values)) {
    const double like = likeness_of_name(asked, row.text(9));
    const ClientId person = row.null(10) ? row.id<ClientId>(0) : row.id<ClientId>(10);
    if (like < kLeastLike || !seen.insert(person).second) continue;
    found.emplace_back(like,
                       row.null(10) ? client_of(row) : find_client(c, tenant, person).value());
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.first, folded_name(a.second.name), a.second.id) <
           std::tuple(-b.first, folded_name(b.second.name), b.second.id);
  });
  for (auto& [like, client] : found)
    if (std::ssize(out) < most) out.push_back(std::move(client));
  return out;
}

}  // namespace

// A search for the beginning of a row finds a name from any of its words on, and a phone by any
// part of its digits, in an index and not by a look at every client.
std::set<std::string> search_parts(const std::string& folded, const std::string& digits) {
  std::set<std::string> parts;
  for (std::size_t at = 0; at < folded.size(); ++at)
    if (at == 0 || folded[at - 1] == ' ') parts.insert(folded.substr(at));
  for (std::size_t at = 0; at + kLeastDigits <= digits.size(); ++at)
    parts.insert(digits.substr(at));
  return parts;
}

std::string folded_name(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    auto byte = static_cast<unsigned char>(name[i]);
    std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    std::string_view letter = name.substr(i, length);
    i += letter.size();
    if (length == 1) {
      char c = letter[0];
      bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (word)
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
      else if (c != '\'' && !out.empty() && out.back() != ' ')
        out += ' ';
      continue;
    }
    auto fold = std::find_if(kFolds.begin(), kFolds.end(), [&](const Fold& f) {
      return length == 2 && f.letters.find(letter) != f.letters.npos;
    });
    if (fold != kFolds.end())
      out += fold->plain;
    else
      out += letter;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string digits_of(std::string_view phone) {
  std::string out;
  for (char c : phone)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

#define FASCIA_CLIENT_ROW                                                                \
  "client (tenant, id, name, folded, birth_date, email, phone, phone_digits, language, " \
  "guardian, guardian_relation, wrapped_key, created)"

namespace {

std::vector<Param> row_of(TenantId tenant, const Client& x, Instant created) {
  return {tenant,
          x.id,
          x.name,
          folded_name(x.name),
          x.birth_date,
          x.email,
          x.phone,
          digits_of(x.phone),
          x.language,
          x.guardian,
          x.guardian_relation,
          x.wrapped_key,
          created};
}

}  // namespace

void add_client(Connection& c, TenantId tenant, const Client& x, Instant now) {
  c.run("INSERT INTO " FASCIA_CLIENT_ROW
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        row_of(tenant, x, now));
  index_client(c, tenant, x.id, folded_name(x.name), digits_of(x.phone));
}

void add_clients(Connection& c, TenantId tenant, const std::vector<Client>& all, Instant now) {
  ManyRows clients(c, FASCIA_CLIENT_ROW), parts(c, "client_search (tenant, part, client)");
  std::set<std::string> words;
  for (const Client& x : all) {
    for (std::string& word : words_of(folded_name(x.name))) words.insert(std::move(word));
    clients.add(row_of(tenant, x, now));
    for (const std::string& part : search_parts(folded_name(x.name), digits_of(x.phone)))
      parts.add({tenant, part, x.id});
  }
  clients.flush();
  parts.flush();
  for (const std::string& word : words) learn_words(c, tenant, word);
}

std::optional<Client> find_client(Connection& c, TenantId tenant, ClientId id) {
  auto row = c.first(
      "SELECT id, name, birth_date, email, phone, language, guardian, guardian_relation, "
      "wrapped_key "
      "FROM client WHERE tenant = $1 AND id = $2",
      {tenant, id});
  return row ? std::optional(client_of(*row)) : std::nullopt;
}

ClientId person_of(Connection& c, TenantId tenant, ClientId client) {
  auto row =
      c.first("SELECT merged_into FROM client WHERE tenant = $1 AND id = $2", {tenant, client});
  return row && !row->null(0) ? row->id<ClientId>(0) : client;
}

std::optional<Client> find_person(Connection& c, TenantId tenant, std::string_view name,
                                  std::optional<Date> birth_date) {
  if (!birth_date) return std::nullopt;
  auto row = c.first(
      "SELECT id FROM client WHERE tenant = $1 AND folded = $2 AND birth_date = $3 "
      "ORDER BY created LIMIT 1",
      {tenant, folded_name(name), *birth_date});
  if (!row) return std::nullopt;
  return find_client(c, tenant, person_of(c, tenant, row->id<ClientId>(0)));
}

std::vector<Client> search_clients(Connection& c, TenantId tenant, std::string_view text,
                                   int most) {
  std::string folded = folded_name(text), digits = digits_of(text);
  std::vector<Client> out;
  if (folded.size() < 2 && digits.size() < kLeastDigits) return out;
  // A phone is asked for by digits alone.
  bool phone = digits.size() >= kLeastDigits && digits.size() * 2 > text.size();
  const std::string& part = phone ? digits : folded;
  // Of a chain's ten thousand Tremblays but the first hundreds of rows are looked at. CROSS JOIN
  // keeps SQLite from going over all clients for the sake of their order. A merged record is found
  // as the one it was merged into, which may stand here too.
  std::set<ClientId> seen;
  bool merged = false;
  for (const Row& row : c.query(
           "SELECT DISTINCT m.id, m.name, m.birth_date, m.email, m.phone, m.language, m.guardian, "
           "m.guardian_relation, m.wrapped_key, m.folded, m.merged_into FROM (SELECT client FROM "
           "client_search WHERE tenant = $1 AND part >= $2 AND part < $3 ORDER BY part, client "
           "LIMIT $5) AS f CROSS JOIN client AS m WHERE m.tenant = $1 AND m.id = f.client ORDER BY "
           "m.folded, m.id LIMIT $4",
           {tenant, part, part + kLastLetter, 2 * most, phone ? most * kRowsAPhone : kMostRows})) {
    merged = merged || !row.null(10);
    Client found =
        row.null(10) ? client_of(row) : find_client(c, tenant, row.id<ClientId>(10)).value();
    if (seen.insert(found.id).second) out.push_back(std::move(found));
  }
  if (merged)
    std::ranges::sort(out, {},
                      [](const Client& x) { return std::pair(folded_name(x.name), x.id); });
  if (std::ssize(out) > most) out.resize(static_cast<std::size_t>(most));
  return out.empty() && !phone ? search_like(c, tenant, folded, most) : out;
}

void set_person(Connection& c, TenantId tenant, const Client& x) {
  auto before = c.first("SELECT folded FROM client WHERE tenant = $1 AND id = $2", {tenant, x.id});
  c.run(
      "UPDATE client SET name = $3, folded = $4, birth_date = $5, email = $6, phone = $7, "
      "phone_digits = $8, language = $9, guardian = $10, guardian_relation = $11 WHERE tenant = $1 "
      "AND id = $2",
      {tenant, x.id, x.name, folded_name(x.name), x.birth_date, x.email, x.phone,
       digits_of(x.phone), x.language, x.guardian, x.guardian_relation});
  c.run("DELETE FROM client_search WHERE tenant = $1 AND client = $2", {tenant, x.id});
  index_client(c, tenant, x.id, folded_name(x.name), digits_of(x.phone));
  if (before) forget_words(c, tenant, before->text(0));
}

bool set_birth_date(Connection& c, TenantId tenant, ClientId id, Date birth_date) {
  return c.run(
             "UPDATE client SET birth_date = $3 WHERE tenant = $1 AND id = $2 AND birth_date IS "
             "NULL",
             {tenant, id, birth_date}) == 1;
}

void update_contact(Connection& c, TenantId tenant, ClientId id, std::string_view email,
                    std::string_view phone) {
  c.run(
      "UPDATE client SET email = CASE WHEN $3 = '' THEN email ELSE $3 END, "
      "phone = CASE WHEN $4 = '' THEN phone ELSE $4 END, "
      "phone_digits = CASE WHEN $4 = '' THEN phone_digits ELSE $5 END WHERE tenant = $1 AND id = "
      "$2",
      {tenant, id, email, phone, digits_of(phone)});
  if (phone.empty()) return;
  auto row = c.first("SELECT folded, phone_digits FROM client WHERE tenant = $1 AND id = $2",
                     {tenant, id});
  if (!row) return;
  c.run("DELETE FROM client_search WHERE tenant = $1 AND client = $2", {tenant, id});
  index_client(c, tenant, id, row->text(0), row->text(1));
}

}  // namespace fascia::store
