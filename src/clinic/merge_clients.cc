// SPDX-License-Identifier: Apache-2.0
#include "clinic/merge_clients.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/decide_parted.h"
#include "clinic/put_apart.h"
#include "clinic/staff_names.h"
#include "core/blank.h"
#include "core/json.h"
#include "store/appointments.h"
#include "store/erasure.h"

namespace fascia::clinic {
namespace {

namespace js = boost::json;
using store::Role;

// What a merge may change of the kept record, as texts by name.
struct PersonField {
  const char* name;
  std::string store::Client::*text;
};
constexpr PersonField kFields[] = {
    {"name", &store::Client::name},         {"email", &store::Client::email},
    {"phone", &store::Client::phone},       {"language", &store::Client::language},
    {"guardian", &store::Client::guardian}, {"relation", &store::Client::guardian_relation}};
constexpr const char* kBorn = "birth_date";

std::string born_text(const store::Client& client) {
  return client.birth_date ? to_iso(*client.birth_date) : std::string();
}

js::object written(const store::Client& client) {
  js::object out{{kBorn, born_text(client)}};
  for (const PersonField& field : kFields) out[field.name] = client.*field.text;
  return out;
}

// What stood before the merge, where nobody changed it since.
void put_back(store::Client& client, const js::object& before, const js::object& after) {
  for (const PersonField& field : kFields)
    if (client.*field.text == json::text_at(after, field.name))
      client.*field.text = json::text_at(before, field.name);
  if (born_text(client) == json::text_at(after, kBorn))
    client.birth_date = parse_date(json::text_at(before, kBorn));
}

// What the merged one wrote of itself since, in a booking of its own, is not the kept one's.
void give_back_contact(store::Client& client, const store::Client& merged,
                       const js::object& before) {
  if (!merged.email.empty() && client.email == merged.email)
    client.email = json::text_at(before, "email");
  if (!merged.phone.empty() && client.phone == merged.phone)
    client.phone = json::text_at(before, "phone");
}

store::Client chosen(const MergeSight& two, const MergeChoice& of_merged) {
  store::Client out = two.kept.client;
  const store::Client& other = two.merged.client;
  if (of_merged.name) out.name = other.name;
  if (of_merged.birth_date) out.birth_date = other.birth_date;
  if (of_merged.email) out.email = other.email;
  if (of_merged.phone) out.phone = other.phone;
  if (of_merged.language) out.language = other.language;
  if (out.guardian.empty()) {
    out.guardian = other.guardian;
    out.guardian_relation = other.guardian_relation;
  }
  return out;
}

MergeSide side_of(store::Client client, const std::vector<store::Appointment>& visits,
                  Instant now) {
  MergeSide out{std::move(client), static_cast<int>(visits.size()), {}, {}};
  for (const auto& visit : visits) {
    if (!store::takes_time(visit.status) && visit.status != store::Status::completed) continue;
    if (visit.start <= now)
      out.last = visit.start;
    else if (!out.next)
      out.next = visit.start;
  }
  return out;
}

bool overlap(const std::vector<store::Appointment>& some,
             const std::vector<store::Appointment>& others, Instant now) {
  auto ahead = [&](const store::Appointment& a) {
    return store::takes_time(a.status) && a.finish > now;
  };
  return std::any_of(some.begin(), some.end(), [&](const store::Appointment& a) {
    return ahead(a) && std::any_of(others.begin(), others.end(), [&](const store::Appointment& b) {
             return ahead(b) && a.start < b.finish && b.start < a.finish;
           });
  });
}

// One answers for the other, or booked a visit for them.
bool speaks_for(const store::Client& who, const store::Client& whom,
                const std::vector<store::Appointment>& visits) {
  const std::string name = store::folded_name(who.name);
  if (name == store::folded_name(whom.name)) return false;
  return name == store::folded_name(whom.guardian) ||
         std::any_of(visits.begin(), visits.end(), [&](const store::Appointment& a) {
           return name == store::folded_name(a.booked_by);
         });
}

// They come, or came, as two at one time.
bool come_together(const std::vector<store::Appointment>& some,
                   const std::vector<store::Appointment>& others) {
  return std::any_of(some.begin(), some.end(), [&](const store::Appointment& a) {
    return a.together && std::any_of(others.begin(), others.end(),
                                     [&](const auto& b) { return b.together == a.together; });
  });
}

// What stands against a change of this record now.
Done is_at_rest(store::Connection& c, const Clinic& clinic, ClientId id) {
  if (store::is_on_hold(c, clinic.tenant, id)) return conflict("merge_on_hold", "client");
  if (store::is_session_running(c, clinic.tenant, id))
    return conflict("merge_session_runs", "client");
  return {};
}

Done may_be_merged(store::Connection& c, const Clinic& clinic, ClientId id) {
  if (store::find_erasure(c, clinic.tenant, id)) return conflict("client_erased", "client");
  if (store::person_of(c, clinic.tenant, id) != id) return conflict("merge_joined", "client");
  return is_at_rest(c, clinic, id);
}

Result<MergeSight> sight_of(store::Connection& c, const Clinic& clinic, ClientId kept,
                            ClientId merged) {
  if (kept == merged) return invalid("client", "merge_same");
  auto one = store::find_client(c, clinic.tenant, kept);
  auto other = store::find_client(c, clinic.tenant, merged);
  if (!one || !other) return not_found("client_unknown", "client");
  auto ones = store::list_of_client(c, clinic.tenant, kept);
  auto others = store::list_of_client(c, clinic.tenant, merged);
  MergeSight out;
  out.alike = compare(*one, *other);
  out.needs_reason = out.alike.births_differ || !out.alike.like_name;
  out.visits_overlap = overlap(ones, others, clinic.now());
  for (ClientId id : {kept, merged})
    if (Done fine = may_be_merged(c, clinic, id); !fine && !out.bar) out.bar = fine.error();
  if (!out.bar && (speaks_for(*one, *other, others) || speaks_for(*other, *one, ones) ||
                   come_together(ones, others)))
    out.bar = conflict("merge_two_people", "client");
  out.kept = side_of(std::move(*one), ones, clinic.now());
  out.merged = side_of(std::move(*other), others, clinic.now());
  return out;
}

Done may_be_undone(store::Connection& c, Clinic& clinic, const store::ClientMerge& merge) {
  if (store::person_of(c, clinic.tenant, merge.kept) != merge.kept)
    return conflict("merge_joined", "merge");
  auto standing = store::merges_into(c, clinic.tenant, clinic.sealer, merge.kept);
  if (standing.empty() || standing.front().id != merge.id)
    return conflict("merge_not_latest", "merge");
  FASCIA_TRY_DONE(is_at_rest(c, clinic, merge.kept));
  if (store::chart_signed_since(c, clinic.tenant, merge))
    return conflict("merge_chart_signed", "merge");
  return {};
}

void audit_both(store::Transaction& tx, const Clinic& clinic, const Actor& actor,
                std::string_view action, const store::ClientMerge& merge) {
  for (ClientId client : {merge.kept, merge.merged})
    audit(tx, clinic, actor, action, "client_merge", merge.id.value, client);
}

}  // namespace

Result<MergeSight> look_at_both(Clinic& clinic, const Actor& actor, const MergePair& pair) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read(
      [&](store::Connection& c) { return sight_of(c, clinic, pair.kept, pair.merged); });
}

Result<store::MergeId> merge_clients(Clinic& clinic, const Actor& actor, const MergeClients& in) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::MergeId> {
    FASCIA_TRY(MergeSight two, sight_of(tx, clinic, in.kept, in.merged));
    if (two.bar) return *two.bar;
    store::Client person = chosen(two, in.of_merged);
    if (person.email.empty() && person.phone.empty())
      return invalid("email", "email_or_phone_missing");
    if (two.needs_reason && is_blank(in.why.reveal()))
      return invalid("why", "merge_reason_missing");
    store::ClientMerge merge{
        clinic.random.id<store::MergeId>(),
        in.kept,
        in.merged,
        clinic.now(),
        actor.staff,
        std::nullopt,
        {},
        PrivateText(json::write(js::object{{"why", in.why.reveal()},
                                           {"before", written(two.kept.client)},
                                           {"after", written(person)}}))};
    store::merge_clients(tx, clinic.tenant, clinic.sealer, merge);
    store::set_person(tx, clinic.tenant, person);
    audit_both(tx, clinic, actor, "client.merged", merge);
    return merge.id;
  });
}

Result<std::vector<StandingMerge>> merges_of(Clinic& clinic, const Actor& actor, ClientId kept) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<StandingMerge>> {
    std::vector<StandingMerge> out;
    const StaffNames names = staff_names(c, clinic.tenant);
    for (const auto& merge : store::merges_into(c, clinic.tenant, clinic.sealer, kept)) {
      StandingMerge one{merge.id, merge.at, name_in(names, merge.staff), {}, {}, {}};
      if (auto client = store::find_client(c, clinic.tenant, merge.merged))
        one.merged = std::move(*client);
      if (auto body = json::read(merge.body.reveal()))
        one.why = PrivateText(json::text_at(body->as_object(), "why"));
      if (Done fine = may_be_undone(c, clinic, merge); !fine) one.bar = fine.error();
      out.push_back(std::move(one));
    }
    return out;
  });
}

Done unmerge_clients(Clinic& clinic, const Actor& actor, store::MergeId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    auto merge = store::find_merge(tx, clinic.tenant, clinic.sealer, id);
    if (!merge || merge->undone) return not_found("merge_unknown", "merge");
    FASCIA_TRY_DONE(may_be_undone(tx, clinic, *merge));
    put_apart(tx, clinic, actor, *merge);
    return {};
  });
}

void put_apart(store::Transaction& tx, Clinic& clinic, const Actor& actor,
               const store::ClientMerge& merge) {
  if (!merge.body.empty()) {
    auto body = json::read(merge.body.reveal());
    auto person = store::find_client(tx, clinic.tenant, merge.kept);
    FASCIA_CHECK(body.has_value() && person.has_value());
    put_back(*person, body->at("before").as_object(), body->at("after").as_object());
    if (auto merged = store::find_client(tx, clinic.tenant, merge.merged))
      give_back_contact(*person, *merged, body->at("before").as_object());
    store::set_person(tx, clinic.tenant, *person);
  }
  store::unmerge_clients(tx, clinic.tenant, clinic.sealer, merge, clinic.now(), actor.staff);
  for (ClientId person : {merge.kept, merge.merged}) decide_parted(tx, clinic, person);
  audit_both(tx, clinic, actor, "client.unmerged", merge);
}

ClientId person_of(Clinic& clinic, ClientId client) {
  return clinic.store.read(
      [&](store::Connection& c) { return store::person_of(c, clinic.tenant, client); });
}

}  // namespace fascia::clinic
