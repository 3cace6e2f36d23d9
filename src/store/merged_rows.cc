// SPDX-License-Identifier: Apache-2.0
// The rows that a merge of two records moves, and moves back: once in a client's life, so that
// these may go over a table that has no index by client.
#include "store/merged_rows.h"

#include <set>
#include <stdexcept>

#include "store/client_keys.h"

namespace fascia::store {
namespace {

constexpr std::string_view kLink = "private_link", kWish = "client_wish";

// A table whose rows are a client's: those of one, each with its id, its sealed cell and the visit
// it is about, and the giving of one row to another client.
struct Moved {
  std::string_view kind;
  Sql of_client, give;
  bool sealed = true;
  // A draft stays with the client it was begun for, as a signed entry does; one begun since the
  // merge goes back with its visit.
  bool only_back = false;
};
const Moved kMoved[] = {
    {"appointment", "SELECT id, '', id FROM appointment WHERE tenant = $1 AND client = $2",
     "UPDATE appointment SET client = $3 WHERE tenant = $1 AND id = $2", false},
    {"treatment_session",
     "SELECT id, '', appointment FROM treatment_session WHERE tenant = $1 AND client = $2",
     "UPDATE treatment_session SET client = $3 WHERE tenant = $1 AND id = $2", false},
    {"screening",
     "SELECT s.id, s.sealed, a.id FROM screening AS s LEFT JOIN appointment AS a ON a.tenant = "
     "s.tenant AND a.client = s.client AND a.screening = s.id WHERE s.tenant = $1 AND s.client = "
     "$2",
     "UPDATE screening SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"consent", "SELECT id, sealed, appointment FROM consent WHERE tenant = $1 AND client = $2",
     "UPDATE consent SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"plan", "SELECT id, sealed, appointment FROM plan WHERE tenant = $1 AND client = $2",
     "UPDATE plan SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"plan_change",
     "SELECT id, sealed, appointment FROM plan_change WHERE tenant = $1 AND client = $2",
     "UPDATE plan_change SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"before_visit",
     "SELECT appointment, sealed, appointment FROM before_visit WHERE tenant = $1 AND client = $2",
     "UPDATE before_visit SET client = $3, sealed = $4 WHERE tenant = $1 AND appointment = $2"},
    {"chart_entry",
     "SELECT e.id, e.sealed, s.appointment FROM chart_entry AS e LEFT JOIN treatment_session AS s "
     "ON "
     "s.tenant = e.tenant AND s.id = e.session WHERE e.tenant = $1 AND e.client = $2 AND e.status "
     "= 'draft'",
     "UPDATE chart_entry SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2", true, true},
    {"aftercare",
     "SELECT x.id, x.sealed, s.appointment FROM aftercare AS x LEFT JOIN treatment_session AS s ON "
     "s.tenant = x.tenant AND s.id = x.session WHERE x.tenant = $1 AND x.client = $2",
     "UPDATE aftercare SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"check_in",
     "SELECT x.id, x.sealed, s.appointment FROM check_in AS x LEFT JOIN treatment_session AS s ON "
     "s.tenant = x.tenant AND s.id = x.session WHERE x.tenant = $1 AND x.client = $2",
     "UPDATE check_in SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"outcome", "SELECT id, sealed, appointment FROM outcome WHERE tenant = $1 AND client = $2",
     "UPDATE outcome SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"clearance", "SELECT id, sealed, appointment FROM clearance WHERE tenant = $1 AND client = $2",
     "UPDATE clearance SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"clearance_file",
     "SELECT f.id, f.sealed, l.appointment FROM clearance_file AS f LEFT JOIN clearance AS l ON "
     "l.tenant = f.tenant AND l.id = f.clearance WHERE f.tenant = $1 AND f.client = $2",
     "UPDATE clearance_file SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"task", "SELECT id, sealed, appointment FROM task WHERE tenant = $1 AND client = $2",
     "UPDATE task SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"outbox", "SELECT id, sealed, appointment FROM outbox WHERE tenant = $1 AND client = $2",
     "UPDATE outbox SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"visit_fee", "SELECT id, sealed, appointment FROM visit_fee WHERE tenant = $1 AND client = $2",
     "UPDATE visit_fee SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"client_block", "SELECT id, sealed, NULL FROM client_block WHERE tenant = $1 AND client = $2",
     "UPDATE client_block SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"legal_hold", "SELECT id, sealed, NULL FROM legal_hold WHERE tenant = $1 AND client = $2",
     "UPDATE legal_hold SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"access_request",
     "SELECT id, sealed, NULL FROM access_request WHERE tenant = $1 AND client = $2",
     "UPDATE access_request SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"record_note", "SELECT id, sealed, NULL FROM record_note WHERE tenant = $1 AND client = $2",
     "UPDATE record_note SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
    {"disclosure", "SELECT id, sealed, NULL FROM disclosure WHERE tenant = $1 AND client = $2",
     "UPDATE disclosure SET client = $3, sealed = $4 WHERE tenant = $1 AND id = $2"},
};

struct MovedRow {
  const Moved* table = nullptr;
  std::int64_t id = 0;
  std::string sealed;
  std::int64_t visit = 0;  // 0: about none
};

std::vector<MovedRow> rows_of(Connection& c, TenantId tenant, ClientId client) {
  std::vector<MovedRow> out;
  for (const Moved& table : kMoved)
    for (const Row& row : c.query(table.of_client, {tenant, client}))
      out.push_back({&table, row.integer(0), row.text(1), row.null(2) ? 0 : row.integer(2)});
  return out;
}

void give(Connection& c, TenantId tenant, const MovedRow& row, ClientId to) {
  if (row.table->sealed)
    c.run(row.table->give, {tenant, row.id, to, row.sealed});
  else
    c.run(row.table->give, {tenant, row.id, to});
}

// What a merge moved: the kind of row and its id.
using Noted = std::set<std::pair<std::string, std::string>, std::less<>>;

void note(Connection& c, TenantId tenant, MergeId merge, std::string_view kind,
          const std::string& moved) {
  c.run(
      "INSERT INTO client_merge_row (tenant, merge, kind, moved) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (tenant, merge, kind, moved) DO NOTHING",
      {tenant, merge, kind, moved});
}

Noted noted_of(Connection& c, TenantId tenant, MergeId merge) {
  Noted out;
  for (const Row& row :
       c.query("SELECT kind, moved FROM client_merge_row WHERE tenant = $1 AND merge = $2",
               {tenant, merge}))
    out.emplace(row.text(0), row.text(1));
  return out;
}

bool is_noted(const Noted& noted, std::string_view kind, std::int64_t id) {
  return noted.count({std::string(kind), id_text(id)}) > 0;
}

bool took_in_an_erased(Connection& c, TenantId tenant, ClientId client) {
  for (ClientId one : merged_into(c, tenant, client))
    if (!find_key(c, tenant, one)) return true;
  return false;
}

// The cell as this client's own key opens it. Sealed anew only when it is not so already: what
// nobody touched stays as it is, byte for byte. Nothing where the key it was sealed under since is
// destroyed. Who is erased takes theirs along as it is: it is deleted with them.
std::optional<std::string> under_key_of(Connection& c, TenantId tenant, Sealer& sealer,
                                        ClientId owner, ClientId from, std::string_view context,
                                        std::int64_t row, const std::string& sealed) {
  if (sealed.empty() || !find_key(c, tenant, owner)) return sealed;
  try {
    (void)sealer.open(c, tenant, owner, context, row, sealed);
    return sealed;
  } catch (const std::logic_error&) {  // sealed since, under the other key
  }
  if (!find_key(c, tenant, from)) return std::nullopt;
  try {
    return sealer.seal(c, tenant, owner, context, row,
                       sealer.open(c, tenant, from, context, row, sealed));
  } catch (const std::logic_error&) {
    // An erased record that the owner had taken in gets it back next.
    if (took_in_an_erased(c, tenant, owner)) return sealed;
    throw;
  }
}

void move_links(Connection& c, TenantId tenant, const ClientMerge& merge) {
  for (const Row& row :
       c.query("SELECT token_hash FROM private_link WHERE tenant = $1 AND client = $2",
               {tenant, merge.merged}))
    note(c, tenant, merge.id, kLink, row.text(0));
  c.run("UPDATE private_link SET client = $3 WHERE tenant = $1 AND client = $2",
        {tenant, merge.merged, merge.kept});
}

// Links of before, and those made since to something that goes back.
void move_links_back(Connection& c, TenantId tenant, const ClientMerge& merge, const Noted& noted,
                     const std::set<std::int64_t>& subjects) {
  for (const Row& row :
       c.query("SELECT token_hash, subject FROM private_link WHERE tenant = $1 AND client = $2",
               {tenant, merge.kept}))
    if (noted.count({std::string(kLink), row.text(0)}) > 0 || subjects.count(row.integer(1)) > 0)
      c.run("UPDATE private_link SET client = $3 WHERE tenant = $1 AND token_hash = $2",
            {tenant, row.text(0), merge.merged});
}

// The kept client's own wish holds; the other is taken where there was none.
void move_wish(Connection& c, TenantId tenant, const ClientMerge& merge) {
  if (c.run("UPDATE client_wish SET client = $3 WHERE tenant = $1 AND client = $2 AND NOT EXISTS "
            "(SELECT 1 FROM client_wish AS w WHERE w.tenant = $1 AND w.client = $3)",
            {tenant, merge.merged, merge.kept}) == 1)
    note(c, tenant, merge.id, kWish, merge.merged.text());
}

void move_wish_back(Connection& c, TenantId tenant, const ClientMerge& merge, const Noted& noted) {
  if (is_noted(noted, kWish, merge.merged.value))
    c.run("UPDATE client_wish SET client = $3 WHERE tenant = $1 AND client = $2",
          {tenant, merge.kept, merge.merged});
}

void seal_taps_again(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge,
                     std::int64_t session) {
  constexpr std::string_view kSealed = "session_entry.sealed";
  for (const Row& row :
       c.query("SELECT id, sealed FROM session_entry WHERE tenant = $1 AND session = $2",
               {tenant, session})) {
    auto sealed = under_key_of(c, tenant, sealer, merge.merged, merge.kept, kSealed, row.integer(0),
                               row.text(1));
    if (!sealed)
      c.run("DELETE FROM session_entry WHERE tenant = $1 AND id = $2", {tenant, row.integer(0)});
    else if (*sealed != row.text(1))
      c.run("UPDATE session_entry SET sealed = $3 WHERE tenant = $1 AND id = $2",
            {tenant, row.integer(0), *sealed});
  }
}

// What stayed with a kept record whose key is destroyed is deleted with it.
void forget_left_screenings(Connection& c, TenantId tenant, const ClientMerge& merge) {
  if (find_key(c, tenant, merge.kept)) return;
  c.run(
      "UPDATE appointment SET screening = NULL WHERE tenant = $1 AND client = $2 AND screening IN "
      "(SELECT id FROM screening WHERE tenant = $1 AND client = $3)",
      {tenant, merge.merged, merge.kept});
}

}  // namespace

void move_rows(Connection& c, TenantId tenant, const ClientMerge& merge) {
  for (const MovedRow& row : rows_of(c, tenant, merge.merged)) {
    if (row.table->only_back) continue;
    note(c, tenant, merge.id, row.table->kind, id_text(row.id));
    give(c, tenant, row, merge.kept);
  }
  move_links(c, tenant, merge);
  move_wish(c, tenant, merge);
}

void move_rows_back(Connection& c, TenantId tenant, Sealer& sealer, const ClientMerge& merge) {
  const Noted noted = noted_of(c, tenant, merge.id);
  std::set<std::int64_t> back;
  for (MovedRow& row : rows_of(c, tenant, merge.kept)) {
    bool with_visit = row.visit != 0 && is_noted(noted, "appointment", row.visit);
    if (!with_visit && !is_noted(noted, row.table->kind, row.id)) continue;
    if (row.table->sealed) {
      auto own = under_key_of(c, tenant, sealer, merge.merged, merge.kept,
                              std::string(row.table->kind) + ".sealed", row.id, row.sealed);
      if (!own) continue;
      row.sealed = std::move(*own);
    }
    give(c, tenant, row, merge.merged);
    if (row.table->kind == "treatment_session") seal_taps_again(c, tenant, sealer, merge, row.id);
    back.insert(row.id);
  }
  move_links_back(c, tenant, merge, noted, back);
  move_wish_back(c, tenant, merge, noted);
  forget_left_screenings(c, tenant, merge);
  c.run("DELETE FROM client_merge_row WHERE tenant = $1 AND merge = $2", {tenant, merge.id});
}

void note_visit(Connection& c, TenantId tenant, ClientId merged, AppointmentId visit) {
  for (const Row& row : c.query(
           "SELECT id, kept FROM client_merge WHERE tenant = $1 AND merged = $2 AND undone IS NULL",
           {tenant, merged})) {
    note(c, tenant, row.id<MergeId>(0), "appointment", visit.text());
    note_visit(c, tenant, row.id<ClientId>(1), visit);
  }
}

std::vector<ClientMerge> standing_merges(Connection& c, TenantId tenant) {
  std::vector<ClientMerge> out;
  for (const Row& row : c.query("SELECT id, kept, merged, at, staff FROM client_merge WHERE tenant "
                                "= $1 AND undone IS NULL ORDER BY at DESC, id DESC",
                                {tenant}))
    out.push_back({row.id<MergeId>(0),
                   row.id<ClientId>(1),
                   row.id<ClientId>(2),
                   row.instant(3),
                   row.id<StaffId>(4),
                   std::nullopt,
                   {},
                   {}});
  return out;
}

bool chart_signed_since(Connection& c, TenantId tenant, const ClientMerge& merge) {
  const Noted noted = noted_of(c, tenant, merge.id);
  for (const Row& row :
       c.query("SELECT s.appointment FROM chart_entry AS e JOIN treatment_session AS s ON s.tenant "
               "= e.tenant AND s.id = e.session WHERE e.tenant = $1 AND e.client = $2 AND e.status "
               "= 'signed' AND NOT EXISTS (SELECT 1 FROM chart_entry AS x WHERE x.tenant = "
               "e.tenant AND x.session = e.session AND x.status = 'entered_in_error' AND (x.amends "
               "= e.id OR x.amends = e.amends))",
               {tenant, merge.kept}))
    if (is_noted(noted, "appointment", row.integer(0))) return true;
  return false;
}

}  // namespace fascia::store
