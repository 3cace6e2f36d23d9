// SPDX-License-Identifier: Apache-2.0
#include "clinic/record_rights.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "clinic/staff_names.h"
#include "core/blank.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr Seconds kTellWithin = hours(72);

// Named texts as one sealed body, and back.
using Field = std::pair<const char*, const std::string*>;
PrivateText written(const std::vector<Field>& fields) {
  boost::json::object all;
  for (const auto& [name, text] : fields) all[name] = *text;
  return PrivateText(json::write(all));
}
// `Record` is a BreachRecord to be read into, or one that stays as it is.
template <class Record>
auto breach_fields(Record& r) {
  return std::vector{std::pair("circumstances", &r.circumstances),
                     std::pair("period", &r.period),
                     std::pair("kinds", &r.kinds),
                     std::pair("harm", &r.harm),
                     std::pair("people", &r.people),
                     std::pair("steps_harm", &r.steps_harm),
                     std::pair("steps_notify", &r.steps_notify),
                     std::pair("contact", &r.contact)};
}
void read_fields(const PrivateText& body,
                 const std::vector<std::pair<const char*, std::string*>>& fields) {
  auto value = json::read(body.reveal()).value();
  for (const auto& [name, text] : fields)
    if (const auto* at = value.as_object().if_contains(name)) *text = std::string(at->as_string());
}

// Error `message` on each field that says nothing.
Done all_said(const std::vector<Field>& fields, std::string_view message) {
  Faults faults;
  for (const auto& [name, text] : fields)
    if (is_blank(*text)) faults.add(invalid(name, message));
  return faults.done();
}

bool is_look(std::string_view action) {
  return action.ends_with(".read") || action == "letter.file_read";
}
// What is written into the record itself; the desk's work with times is not.
bool is_entry(std::string_view action) {
  static constexpr std::array<std::string_view, 10> kParts = {
      "chart.",   "session.", "plan.",   "outcome.",      "screening.",
      "consent.", "letter.",  "record.", "client.merged", "client.unmerged"};
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return action.starts_with(part); });
}

Done client_is_known(store::Connection& c, const Clinic& clinic, ClientId client) {
  if (!store::find_client(c, clinic.tenant, client)) return not_found("client_unknown", "client");
  if (store::person_of(c, clinic.tenant, client) != client)
    return conflict("merge_joined", "client");
  return {};
}

BreachRecord breach_from(const PrivateText& body) {
  BreachRecord r;
  read_fields(body, breach_fields(r));
  return r;
}

}  // namespace

Done add_record_note(Clinic& clinic, const Actor& actor, ClientId client, bool corrected,
                     const PrivateText& text) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::therapist}));
  if (is_blank(text.reveal())) return invalid("text", "statement_missing");
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY_DONE(client_is_known(tx, clinic, client));
    store::RecordLine note{
        clinic.random.id<Id<store::RecordLine>>().value, client,      clinic.now(),
        corrected ? "correction" : "annotation",         actor.staff, text};
    store::add_record_note(tx, clinic.tenant, clinic.sealer, note);
    audit(tx, clinic, actor, "record." + note.kind, "record_note", note.id, client);
    return {};
  });
}

std::vector<RecordNote> record_notes(store::Connection& c, Clinic& clinic, ClientId client) {
  const StaffNames names = staff_names(c, clinic.tenant);
  std::vector<RecordNote> out;
  for (auto& x : store::record_notes(c, clinic.tenant, clinic.sealer, client))
    out.push_back(
        {x.id, x.at, x.kind == "correction", name_in(names, x.staff), x.body, x.kind == "letter"});
  return out;
}

void note_disclosure(store::Transaction& tx, Clinic& clinic, const Actor& actor, ClientId client,
                     const Disclosure& given) {
  store::RecordLine line{
      clinic.random.id<Id<store::RecordLine>>().value, client, clinic.now(), {}, actor.staff, {}};
  line.body = written({{"to", &given.to}, {"what", &given.what}, {"ground", &given.ground}});
  store::add_disclosure(tx, clinic.tenant, clinic.sealer, line);
  audit(tx, clinic, actor, "record.disclosed", "disclosure", line.id, client);
}

Done log_disclosure(Clinic& clinic, const Actor& actor, ClientId client, const Disclosure& given) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::therapist}));
  std::initializer_list<Field> fields = {
      {"to", &given.to}, {"what", &given.what}, {"ground", &given.ground}};
  FASCIA_TRY_DONE(all_said(fields, "disclosure_incomplete"));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY_DONE(client_is_known(tx, clinic, client));
    note_disclosure(tx, clinic, actor, client, given);
    return {};
  });
}

Result<std::vector<KeptDisclosure>> disclosures_of(Clinic& clinic, const Actor& actor,
                                                   ClientId client) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::therapist}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<KeptDisclosure>> {
    FASCIA_TRY_DONE(client_is_known(c, clinic, client));
    const StaffNames names = staff_names(c, clinic.tenant);
    std::vector<KeptDisclosure> out;
    for (const auto& x : store::disclosures(c, clinic.tenant, clinic.sealer, client)) {
      KeptDisclosure one{x.at, name_in(names, x.staff), {}};
      read_fields(
          x.body,
          {{"to", &one.given.to}, {"what", &one.given.what}, {"ground", &one.given.ground}});
      out.push_back(std::move(one));
    }
    return out;
  });
}

std::vector<Opening> openings_of(store::Connection& c, Clinic& clinic, ClientId client) {
  const StaffNames names = staff_names(c, clinic.tenant);
  auto zone = clinic.availability.get()->zone;
  std::vector<Opening> out;
  auto events = store::audit_of_client(c, clinic.tenant, clinic.sealer, client);
  for (auto at = events.rbegin(); at != events.rend(); ++at) {
    const store::AuditEvent& e = at->event;
    if (e.actor_kind != "staff" || !(is_look(e.action) || is_entry(e.action))) continue;
    Opening one{e.at, name_in(names, {e.actor}), is_look(e.action) ? "read" : "written"};
    // Once a day a person and kind of work is said once.
    auto said = std::find_if(out.begin(), out.end(), [&](const Opening& o) {
      return o.by == one.by && o.what == one.what && zone.date(o.at) == zone.date(one.at);
    });
    if (said == out.end()) said = out.insert(out.end(), std::move(one));
    if (!e.from.empty() &&
        std::find(said->from.begin(), said->from.end(), e.from) == said->from.end())
      said->from.push_back(e.from);
  }
  return out;
}

Result<std::vector<Opening>> openings_of_link(Clinic& clinic, const OpenLink& link) {
  if (!link.known_browser) return forbidden();
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<Opening>> {
    auto out = openings_of(c, clinic, link.client);
    for (Opening& one : out) one.from.clear();  // where staff were is not the client's to know
    return out;
  });
}

Result<std::vector<Opening>> openings_of_client(Clinic& clinic, const Actor& actor,
                                                ClientId client) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<Opening>> {
    FASCIA_TRY_DONE(client_is_known(c, clinic, client));
    return openings_of(c, clinic, client);
  });
}

Done check_breach(const BreachRecord& r) { return all_said(breach_fields(r), "breach_incomplete"); }

Result<store::BreachId> record_breach(Clinic& clinic, const Actor& actor, Instant noticed,
                                      const BreachRecord& r) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  Faults faults;
  faults.add(check_breach(r));
  if (noticed > clinic.now()) faults.add(invalid("noticed_day", "date_in_future"));
  FASCIA_TRY_DONE(faults.done());
  PrivateText body = written(breach_fields(r));
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::BreachId> {
    auto id = clinic.random.id<store::BreachId>();
    store::put_breach(tx, clinic.tenant, clinic.sealer,
                      {id, noticed, {}, {}, {}, actor.staff, body});
    audit(tx, clinic, actor, "breach.recorded", "breach", id.value);
    return id;
  });
}

std::optional<BreachStep> parse_breach_step(std::string_view text) {
  if (text == "commissioner") return BreachStep::commissioner_told;
  if (text == "people") return BreachStep::people_told;
  return text == "closed" ? std::optional(BreachStep::closed) : std::nullopt;
}

Done note_breach_step(Clinic& clinic, const Actor& actor, store::BreachId id, BreachStep step) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    auto all = store::breaches(tx, clinic.tenant, clinic.sealer);
    auto at = std::find_if(all.begin(), all.end(), [&](const auto& x) { return x.id == id; });
    if (at == all.end()) return not_found("breach_unknown", "breach");
    std::optional<Instant>* const fields[] = {&at->commissioner_told, &at->people_told,
                                              &at->closed};
    constexpr std::string_view kActions[] = {"breach.commissioner_told", "breach.people_told",
                                             "breach.closed"};
    std::optional<Instant>& told = *fields[static_cast<int>(step)];
    if (told) return {};  // the first hour stands
    told = clinic.now();
    store::put_breach(tx, clinic.tenant, clinic.sealer, *at);
    audit(tx, clinic, actor, kActions[static_cast<int>(step)], "breach", id.value);
    return {};
  });
}

Result<std::vector<KeptBreach>> breaches(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<KeptBreach>> {
    std::vector<KeptBreach> out;
    for (const auto& x : store::breaches(c, clinic.tenant, clinic.sealer))
      out.push_back({x.id, x.noticed, x.noticed + kTellWithin, x.commissioner_told, x.people_told,
                     x.closed, breach_from(x.body)});
    return out;
  });
}

}  // namespace fascia::clinic
