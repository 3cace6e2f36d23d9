// SPDX-License-Identifier: Apache-2.0
#include "clinic/record_kinds.h"

#include <algorithm>
#include <charconv>

#include "core/blank.h"
#include "store/client_merges.h"
#include "store/clients.h"
#include "store/clinic_profile.h"
#include "store/erasure.h"
#include "store/record_kinds.h"

namespace fascia::clinic {
namespace {

using care::KindCounts;
using care::RetentionKind;

std::vector<RetentionKind> kinds_that_end_alone(const Clinic& clinic) {
  auto out = retention_kinds(clinic);
  std::erase_if(out, [](const RetentionKind& one) { return one.ends != care::KindEnds::alone; });
  return out;
}

std::string setting_of(const std::string& kind) { return "retention." + kind; }

// The first day on which what is of this day may go.
Date may_go(const RetentionKind& kind, int years, Date of) {
  return kind.counts == KindCounts::from_tax_year ? Date::of(of.year() + years + 1, 1, 1)
                                                  : years_after(of, years);
}

// All that was before this moment is due; nothing where none of it is.
std::optional<Instant> due_before(const Clinic& clinic, const RetentionKind& kind, int years,
                                  const store::KindRows& rows) {
  const Zone zone = clinic.availability.get()->zone;
  const Date today = zone.date(clinic.now());
  if (!rows.first || may_go(kind, years, zone.date(*rows.first)) > today) return std::nullopt;
  if (kind.counts == KindCounts::from_tax_year)
    return zone.start_of(Date::of(today.year() - years, 1, 1));
  if (may_go(kind, years, zone.date(*rows.last)) > today) return std::nullopt;
  return *rows.last + Seconds{1};
}

KindAge age_of_kind(store::Connection& c, const Clinic& clinic, ClientId client,
                    const RetentionKind& kind, int years) {
  const auto is = store::parse_record_kind(kind.kind);
  FASCIA_CHECK(is.has_value());
  const auto rows = store::rows_of_kind(c, clinic.tenant, client, *is);
  KindAge out{kind.kind, rows.count, 0, {}, {}};
  if (rows.count == 0) return out;
  const Zone zone = clinic.availability.get()->zone;
  out.all = may_go(kind, years, zone.date(*rows.last));
  out.next = kind.counts == KindCounts::from_tax_year ? may_go(kind, years, zone.date(*rows.first))
                                                      : out.all;
  if (auto before = due_before(clinic, kind, years, rows))
    out.due = store::count_of_kind_before(c, clinic.tenant, client, *is, *before);
  return out;
}

// Whose record it is, and that nothing keeps all of it whatever its age.
Done may_take_part(store::Connection& c, const Clinic& clinic, ClientId client) {
  if (!store::find_client(c, clinic.tenant, client)) return not_found("client_unknown", "client");
  if (store::person_of(c, clinic.tenant, client) != client)
    return conflict("merge_joined", "client");
  if (store::find_erasure(c, clinic.tenant, client)) return conflict("client_erased", "client");
  if (store::is_on_hold(c, clinic.tenant, client)) return conflict("client_on_hold", "client");
  if (store::has_open_request(c, clinic.tenant, client)) return conflict("client_asked", "client");
  return {};
}

}  // namespace

int years_set(store::Connection& c, TenantId tenant, std::string_view name, int floor) {
  std::string text = store::setting(c, tenant, name).value_or("");
  int years = 0;
  std::from_chars(text.data(), text.data() + text.size(), years);
  return std::max(years, floor);
}

Date years_after(Date day, int years) {
  return Date::of(day.year() + years, day.month(), day.day());
}

std::vector<RetentionKind> retention_kinds(const Clinic& clinic) {
  auto rules = care::read_retention_rules(clinic.knowledge.files);
  FASCIA_CHECK(rules.has_value());
  return std::move(rules->kinds);
}

KindYears least_kind_years(const Clinic& clinic) {
  KindYears out;
  for (const RetentionKind& kind : kinds_that_end_alone(clinic)) out[kind.kind] = kind.years;
  return out;
}

KindYears kind_years(store::Connection& c, const Clinic& clinic) {
  KindYears out = least_kind_years(clinic);
  for (auto& [kind, years] : out) years = years_set(c, clinic.tenant, setting_of(kind), years);
  return out;
}

void set_kind_years(store::Transaction& tx, const Clinic& clinic, const KindYears& years) {
  for (const auto& [kind, set] : years)
    store::set_setting(tx, clinic.tenant, setting_of(kind), std::to_string(set));
}

std::vector<KindAge> kind_ages(store::Connection& c, const Clinic& clinic, ClientId client,
                               const std::vector<RetentionKind>& kinds, const KindYears& years) {
  std::vector<KindAge> out;
  for (const RetentionKind& kind : kinds) {
    if (kind.ends != care::KindEnds::alone) continue;
    KindAge age = age_of_kind(c, clinic, client, kind, years.at(kind.kind));
    if (age.count > 0) out.push_back(std::move(age));
  }
  return out;
}

Result<std::int64_t> end_kind(Clinic& clinic, const Actor& actor, const EndKind& in) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  store::EndedKind ended{in.client, in.kind, {}, {}};
  auto taken = clinic.store.write([&](store::Transaction& tx) -> Result<std::int64_t> {
    FASCIA_TRY_DONE(may_take_part(tx, clinic, in.client));
    const auto all = kinds_that_end_alone(clinic);
    auto kind = std::ranges::find(all, in.kind, &RetentionKind::kind);
    const auto is = store::parse_record_kind(in.kind);
    if (kind == all.end() || !is) return invalid("kind", "kind_unknown");
    const int years = kind_years(tx, clinic).at(kind->kind);
    const KindAge age = age_of_kind(tx, clinic, in.client, *kind, years);
    if (age.count == 0) return conflict("kind_empty", "kind");
    const auto rows = store::rows_of_kind(tx, clinic.tenant, in.client, *is);
    const auto before = due_before(clinic, *kind, years, rows);
    if (!before)
      return Error{Code::conflict, "kind_too_early", "kind", {{"day", to_iso(age.next)}}, {}};
    if (is_blank(in.why)) return invalid("why", "erasure_reason_missing");
    const std::int64_t rows_taken =
        store::delete_of_kind_before(tx, clinic.tenant, in.client, *is, *before);
    ended.before = *before;
    ended.at = clinic.now();
    audit(tx, clinic, actor, "record.part_ended", kind->kind, rows_taken, in.client, in.why);
    return rows_taken;
  });
  if (!taken) return taken;
  // In another file, perhaps: should the power go between the two, an older copy that is restored
  // has it due again.
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    store::keep_ended_kind(tx, clinic.tenant, ended);
    return {};
  }));
  clinic.store.wipe_deleted();
  return taken;
}

Done end_kinds_again(Clinic& clinic) {
  const auto here = clinic.store.read(
      [&](store::Connection& c) { return store::ended_but_here(c, clinic.tenant); });
  if (here.empty()) return {};
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    for (store::EndedKind ended : here) {
      const auto is = store::parse_record_kind(ended.kind);
      if (!is) continue;  // a later program's
      if (!may_take_part(tx, clinic, ended.client) ||
          !store::merged_into(tx, clinic.tenant, ended.client).empty()) {
        store::forget_ended_kind(tx, clinic.tenant, ended.client, ended.kind);
        continue;
      }
      ended.at = clinic.now();
      const std::int64_t rows =
          store::delete_of_kind_before(tx, clinic.tenant, ended.client, *is, ended.before);
      audit(tx, clinic, kProgram, "record.part_ended_again", ended.kind, rows, ended.client);
      store::keep_ended_kind(tx, clinic.tenant, ended);
    }
    return {};
  }));
  clinic.store.wipe_deleted();
  return {};
}

}  // namespace fascia::clinic
