// SPDX-License-Identifier: Apache-2.0
#include "clinic/review_protocol.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "clinic/knowledge.h"
#include "store/clinic_profile.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kAcknowledged = "rules_unreviewed_acknowledged";  // the version
constexpr std::size_t kLongestField = 200;

bool is_acknowledged(store::Connection& c, const Clinic& clinic) {
  return store::setting(c, clinic.tenant, kAcknowledged) == rules_version(clinic);
}

Done check_text(std::string_view field, const std::string& text) {
  if (text.find_first_not_of(" \t") == text.npos)
    return invalid(std::string(field), "review_field_missing");
  if (text.size() > kLongestField)
    return invalid(std::string(field), "review_text_long",
                   {{"most", std::to_string(kLongestField)}});
  return {};
}

Done check_signing(Clinic& clinic, const SignProtocol& in) {
  FASCIA_TRY_DONE(check_signer(clinic, in.name, in.credential, in.day));
  const auto& entries = entries_in_force(clinic);
  auto open = std::count_if(entries.begin(), entries.end(), [&](const care::Entry& entry) {
    return care::needs_review(entry) && !in.points.contains(point_name(entry));
  });
  if (open != 0) return invalid("points", "review_points_open", {{"open", std::to_string(open)}});
  return {};
}

}  // namespace

Done check_signer(Clinic& clinic, const std::string& name, const std::string& credential,
                  const std::optional<Date>& day) {
  FASCIA_TRY_DONE(check_text("name", name));
  FASCIA_TRY_DONE(check_text("credential", credential));
  if (!day) return invalid("day", "date_invalid");
  if (*day > clinic.availability.get()->zone.date(clinic.now()))
    return invalid("day", "date_in_future");
  return {};
}

const std::vector<care::Entry>& shipped_entries() {
  static const std::vector<care::Entry> kEntries = [] {
    auto entries = care::read_entries(shipped_protocol_files());
    FASCIA_CHECK(entries.has_value());  // the program's own; read as rules at its start
    return std::move(*entries);
  }();
  return kEntries;
}

const std::string& shipped_rules_version() {
  static const std::string kVersion = care::digest(shipped_protocol_files());
  return kVersion;
}

const std::vector<care::Entry>& entries_in_force(const Clinic& clinic) {
  if (!clinic.knowledge.with_own) return shipped_entries();
  // One state a program; several in tests.
  static std::mutex mutex;
  static std::map<std::string, std::vector<care::Entry>> states;
  std::lock_guard lock(mutex);
  auto at = states.find(clinic.knowledge.version);
  if (at == states.end()) {
    auto entries = care::read_entries(clinic.knowledge.files);
    FASCIA_CHECK(entries.has_value());  // read as rules before
    at = states.emplace(clinic.knowledge.version, std::move(*entries)).first;
  }
  return at->second;
}

const std::string& rules_version(const Clinic& clinic) {
  return clinic.knowledge.with_own ? clinic.knowledge.version : shipped_rules_version();
}

std::string point_name(const care::Entry& entry) {
  return entry.subject + '/' + entry.kind + '/' + entry.id;
}

bool is_reviewed(store::Connection& c, const Clinic& clinic) {
  return store::find_review(c, clinic.tenant, rules_version(clinic)).has_value();
}

bool is_reviewed(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) { return is_reviewed(c, clinic); });
}

bool is_review_settled(store::Connection& c, const Clinic& clinic) {
  return store::location_of(c, clinic.tenant, clinic.location).is_demo || is_reviewed(c, clinic) ||
         is_acknowledged(c, clinic);
}

Result<ReviewState> read_review(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  ReviewState state;
  clinic.store.read([&](store::Connection& c) {
    state.review = store::find_review(c, clinic.tenant, rules_version(clinic));
    state.acknowledged = is_acknowledged(c, clinic);
    return true;
  });
  for (const care::Entry& entry : entries_in_force(clinic))
    if (care::needs_review(entry)) state.points.push_back(&entry);
  return state;
}

Done sign_protocol(Clinic& clinic, const Actor& actor, const SignProtocol& in) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  FASCIA_TRY_DONE(check_signing(clinic, in));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::put_review(tx, clinic.tenant,
                      {rules_version(clinic), in.name, in.credential, *in.day,
                       int(in.points.size()), actor.staff, clinic.now()});
    audit(tx, clinic, actor, "protocol.signed", "protocol", 0);
    return {};
  });
}

Done acknowledge_unreviewed(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, kAcknowledged, rules_version(clinic));
    audit(tx, clinic, actor, "protocol.acknowledged", "protocol", 0);
    return {};
  });
}

}  // namespace fascia::clinic
