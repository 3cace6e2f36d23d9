// SPDX-License-Identifier: Apache-2.0
#include "clinic/erase_client.h"

#include <algorithm>

#include "care/retention.h"
#include "clinic/client_keys.h"
#include "core/blank.h"
#include "core/faults.h"
#include "store/client_merges.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr int kAdult = 18;
constexpr int kLookedAtOnce = 200;  // clients of one page of the report

struct RetentionYears {
  std::string_view setting, field;
  int Retention::*value;
};
constexpr RetentionYears kRetentionYears[] = {
    {"retention.adult", "adult_years", &Retention::adult_years},
    {"retention.minor_after_18", "minor_years_after_18", &Retention::minor_years_after_18}};

// The years that hold, and what each kind is.
struct Rules {
  Retention years;
  std::vector<care::RetentionKind> kinds;
};
Rules rules_of(store::Connection& c, const Clinic& clinic) {
  return {retention_of(c, clinic), retention_kinds(clinic)};
}

Result<RecordAge> age_of(store::Connection& c, const Clinic& clinic, ClientId id,
                         const Rules& rules) {
  RecordAge out;
  auto client = store::find_client(c, clinic.tenant, id);
  if (!client) return not_found("client_unknown", "client");
  if (store::person_of(c, clinic.tenant, id) != id) return conflict("merge_joined", "client");
  out.client = std::move(*client);
  out.erased = store::find_erasure(c, clinic.tenant, id);
  auto visit = store::last_visit(c, clinic.tenant, id, clinic.now());
  Instant last = visit.start.value_or(store::client_since(c, clinic.tenant, id).value());
  if (!visit.start)
    for (ClientId one : store::merged_into(c, clinic.tenant, id))
      last = std::max(last, store::client_since(c, clinic.tenant, one).value());
  out.last_visit = clinic.availability.get()->zone.date(last);
  out.keep_until = retention_ends(out.last_visit, out.client.birth_date, rules.years);
  if (!out.erased) out.kinds = kind_ages(c, clinic, id, rules.kinds, rules.years.kinds);
  for (const KindAge& kind : out.kinds) out.keep_until = std::max(out.keep_until, kind.all);
  out.visit_ahead = visit.ahead;
  out.on_hold = store::is_on_hold(c, clinic.tenant, id);
  out.asked = store::has_open_request(c, clinic.tenant, id);
  return out;
}

Date day_of_now(const Clinic& clinic) { return clinic.availability.get()->zone.date(clinic.now()); }

}  // namespace

Retention retention_floor(const Clinic& clinic) {
  auto rules = care::read_retention_rules(clinic.knowledge.files);
  FASCIA_CHECK(rules.has_value());
  return {rules->floor.adult_years, rules->floor.minor_years_after_18, least_kind_years(clinic)};
}

Retention retention_of(store::Connection& c, const Clinic& clinic) {
  Retention out = retention_floor(clinic);
  for (const RetentionYears& one : kRetentionYears)
    out.*one.value = years_set(c, clinic.tenant, one.setting, out.*one.value);
  out.kinds = kind_years(c, clinic);
  return out;
}

Result<Retention> read_retention(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) { return retention_of(c, clinic); });
}

Done edit_retention(Clinic& clinic, const Actor& actor, const Retention& rules) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  const Retention floor = retention_floor(clinic);
  Faults faults;
  for (const RetentionYears& one : kRetentionYears)
    if (rules.*one.value < floor.*one.value || rules.*one.value > kMostRetentionYears)
      faults.add(out_of_range(one.field, floor.*one.value, kMostRetentionYears));
  for (const auto& [kind, years] : rules.kinds) {
    auto least = floor.kinds.find(kind);
    if (least == floor.kinds.end()) return invalid("kind", "kind_unknown");
    if (years < least->second || years > kMostRetentionYears)
      faults.add(out_of_range(kind + "_years", least->second, kMostRetentionYears));
  }
  FASCIA_TRY_DONE(faults.done());
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    for (const RetentionYears& one : kRetentionYears)
      store::set_setting(tx, clinic.tenant, one.setting, std::to_string(rules.*one.value));
    set_kind_years(tx, clinic, rules.kinds);
    audit(tx, clinic, actor, "clinic.retention", "clinic", 0);
    return {};
  });
}

Date retention_ends(Date last_visit, std::optional<Date> birth, const Retention& rules) {
  Date adult = years_after(last_visit, rules.adult_years);
  if (birth && age_in_years(*birth, last_visit) >= kAdult) return adult;
  return std::max(adult,
                  years_after(birth.value_or(last_visit), kAdult + rules.minor_years_after_18));
}

Result<RecordAge> record_age(Clinic& clinic, const Actor& actor, ClientId client) {
  FASCIA_TRY(std::vector<RecordAge> one, record_ages(clinic, actor, {client}));
  return std::move(one.front());
}

Result<std::vector<RecordAge>> record_ages(Clinic& clinic, const Actor& actor,
                                           const std::vector<ClientId>& clients) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<RecordAge>> {
    std::vector<RecordAge> out;
    const Rules rules = rules_of(c, clinic);
    for (ClientId id : clients) {
      FASCIA_TRY(RecordAge age, age_of(c, clinic, id, rules));
      out.push_back(std::move(age));
    }
    return out;
  });
}

Result<RecordsDue> records_due(Clinic& clinic, const Actor& actor, const store::LookedAt& after) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<RecordsDue> {
    RecordsDue out;
    Date day = day_of_now(clinic);
    const Rules rules = rules_of(c, clinic);
    int least = rules.years.adult_years;
    for (const auto& [kind, years] : rules.years.kinds) least = std::min(least, years);
    // Two days more than the years: a look that spares the young ones, the day itself decides
    // below.
    Instant before = clinic.now() - days_of_24h(least * 365 - 2);
    auto looked = store::clients_made_before(c, clinic.tenant, before, after, kLookedAtOnce);
    for (const store::LookedAt& one : looked) {
      if (!one.stands) continue;
      FASCIA_TRY(RecordAge age, age_of(c, clinic, one.client, rules));
      if (age.keep_until <= day && !age.visit_ahead)
        out.due.push_back(std::move(age));
      else if (std::ranges::any_of(age.kinds, [](const KindAge& kind) { return kind.due > 0; }))
        out.parts.push_back(std::move(age));
    }
    if (std::ssize(looked) == kLookedAtOnce) out.next = looked.back();
    return out;
  });
}

// In the order in which the owner can do something about it.
Done may_erase(Clinic& clinic, const RecordAge& age) {
  if (age.erased) return conflict("client_erased", "client");
  if (age.visit_ahead) return conflict("client_has_visits", "client");
  if (age.on_hold) return conflict("client_on_hold", "client");
  if (age.asked) return conflict("client_asked", "client");
  if (day_of_now(clinic) < age.keep_until)
    return Error{
        Code::conflict, "erasure_too_early", "client", {{"day", to_iso(age.keep_until)}}, {}};
  return {};
}

Result<store::Erasure> erase_client(Clinic& clinic, const Actor& actor, const EraseClient& in) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  // The rows first. The key is in another file; should the power go between the two, the rows say
  // that its end is due, and `settle_keys` brings it.
  auto erased = clinic.store.write([&](store::Transaction& tx) -> Result<store::Erasure> {
    FASCIA_TRY(RecordAge age, age_of(tx, clinic, in.client, rules_of(tx, clinic)));
    bool named = store::folded_name(age.client.name) == store::folded_name(in.name);
    if (!age.erased && !named) return invalid("name", "erasure_name_differs");
    FASCIA_TRY_DONE(may_erase(clinic, age));
    if (is_blank(in.why)) return invalid("why", "erasure_reason_missing");
    store::Erasure out{in.client, clinic.now(), actor.staff, 0};
    // Who had two records that were joined is forgotten with both of their keys.
    std::vector<ClientId> records = store::merged_into(tx, clinic.tenant, in.client);
    records.push_back(in.client);
    for (ClientId one : records) {
      std::int64_t taken = store::delete_client_rows(tx, clinic.tenant, one);
      store::add_erasure(tx, clinic.tenant, {one, out.at, out.staff, taken});
      out.taken += taken;
    }
    audit(tx, clinic, actor, "client.erased", "client", in.client.value, in.client, in.why);
    return out;
  });
  if (!erased) return erased;
  FASCIA_TRY_DONE(settle_keys(clinic));
  return erased;
}

Result<store::LegalHoldId> set_legal_hold(Clinic& clinic, const Actor& actor, ClientId client,
                                          const PrivateText& why) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  if (is_blank(why.reveal())) return invalid("why", "hold_reason_missing");
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::LegalHoldId> {
    FASCIA_TRY(RecordAge age, age_of(tx, clinic, client, rules_of(tx, clinic)));
    if (age.erased) return conflict("client_erased", "client");
    auto id = clinic.random.id<store::LegalHoldId>();
    store::add_legal_hold(tx, clinic.tenant, clinic.sealer,
                          {id, client, clinic.now(), actor.staff, std::nullopt, why});
    audit(tx, clinic, actor, "client.hold_set", "legal_hold", id.value, client);
    return id;
  });
}

Done end_legal_hold(Clinic& clinic, const Actor& actor, ClientId client) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(RecordAge age, age_of(tx, clinic, client, rules_of(tx, clinic)));
    if (!age.on_hold) return not_found("hold_unknown", "client");
    for (const auto& hold : store::legal_holds(tx, clinic.tenant, clinic.sealer, client))
      if (store::end_legal_hold(tx, clinic.tenant, hold.id, actor.staff, clinic.now()))
        audit(tx, clinic, actor, "client.hold_ended", "legal_hold", hold.id.value, client);
    return {};
  });
}

}  // namespace fascia::clinic
