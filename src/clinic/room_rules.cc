// SPDX-License-Identifier: Apache-2.0
#include "clinic/room_rules.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

bj::array write(const std::set<std::string>& words) {
  bj::array out;
  for (const std::string& word : words) out.emplace_back(word);
  return out;
}

std::set<std::string> words_of(const bj::value& value) {
  std::set<std::string> out;
  for (const bj::value& one : value.as_array()) out.emplace(one.as_string());
  return out;
}

int number_of(const bj::value& value) { return static_cast<int>(value.to_number<std::int64_t>()); }

bj::object write(const care::ModalityFacts& facts) {
  bj::array acute, limits;
  for (const care::Region& region : facts.acute) acute.emplace_back(region.text());
  for (const care::ModalityLimit& one : facts.limits) {
    bj::array regions;
    for (const std::string& id : one.regions) regions.emplace_back(id);
    limits.push_back(bj::object{{"modality", one.modality},
                                {"regions", std::move(regions)},
                                {"caution", one.caution},
                                {"en", one.why.en},
                                {"fr", one.why.fr}});
  }
  return {{"age", facts.age},
          {"acute", std::move(acute)},
          {"limits", std::move(limits)},
          {"most_kinds", facts.most_kinds},
          {"first_visit", facts.first_visit}};
}

care::ModalityFacts modality_facts_of(const bj::value& value) {
  care::ModalityFacts out;
  const bj::object& o = value.as_object();
  out.age = number_of(o.at("age"));
  for (const bj::value& one : o.at("acute").as_array())
    out.acute.push_back(care::parse_region(one.as_string()).value());
  for (const bj::value& each : o.at("limits").as_array()) {
    const bj::object& one = each.as_object();
    care::ModalityLimit limit;
    limit.modality = one.at("modality").as_string();
    for (const bj::value& id : one.at("regions").as_array())
      limit.regions.emplace_back(id.as_string());
    limit.caution = one.at("caution").as_bool();
    limit.why = {std::string(one.at("en").as_string()), std::string(one.at("fr").as_string())};
    out.limits.push_back(std::move(limit));
  }
  out.most_kinds = number_of(o.at("most_kinds"));
  out.first_visit = o.at("first_visit").as_bool();
  return out;
}

}  // namespace

int RoomRules::depth_at(const care::Anatomy& anatomy, const care::Region& region) const {
  const care::BodyRegion* body = anatomy.region(region.id);
  if (body == nullptr || !care::exists(anatomy, region)) return 0;
  int most = std::min(body->cap, max_depth);
  auto here = depth.find(region);
  return here == depth.end() ? most : std::min(most, here->second);
}

bool RoomRules::allows(const std::string& technique, const care::Region& region) const {
  if (forbidden.count(technique) != 0) return false;
  auto here = forbidden_at.find(region);
  return here == forbidden_at.end() || here->second.count(technique) == 0;
}

RoomRules rules_of(const RoomPlan& room) {
  RoomRules out;
  if (!room.day) return out;
  out.ceiling = room.plan.discomfort.ceiling;
  out.max_depth = room.max_depth;
  const care::Limits& limits = room.day->screening.limits;
  out.forbidden.insert(limits.techniques.begin(), limits.techniques.end());
  out.forbidden.insert(limits.tools.begin(), limits.tools.end());
  for (const auto& [region, limit] : limits.regions) {
    out.depth[region] = limits.depth_at(region);
    if (!limit.techniques.empty())
      out.forbidden_at[region].insert(limit.techniques.begin(), limit.techniques.end());
    if (!limit.tools.empty())
      out.forbidden_at[region].insert(limit.tools.begin(), limit.tools.end());
  }
  for (const auto& [region, most] : room.plan.hard_depths) {
    auto [at, fresh] = out.depth.emplace(region, most);
    if (!fresh) at->second = std::min(at->second, most);
  }
  out.modalities = room.modalities;
  return out;
}

void tighten(RoomRules& rules, const std::vector<PlanChange>& changes) {
  using Kind = PlanChange::Kind;
  for (const PlanChange& change : changes) {
    if (change.taken_back) continue;
    if (change.kind == Kind::ceiling) rules.ceiling = std::min(rules.ceiling, change.to);
    if (change.kind == Kind::technique) rules.forbidden.insert(change.technique);
    if (change.kind == Kind::leave_out) rules.depth[*change.region] = 0;
    if (change.kind != Kind::depth) continue;
    if (!change.region) {
      rules.max_depth = std::min(rules.max_depth, change.to);
    } else {
      auto [at, is_new] = rules.depth.emplace(*change.region, change.to);
      if (!is_new) at->second = std::min(at->second, change.to);
    }
  }
}

void keep_rules(store::Transaction& tx, Clinic& clinic, SessionId session, const RoomRules& rules) {
  bj::object depth, forbidden_at;
  for (const auto& [region, most] : rules.depth) depth[region.text()] = most;
  for (const auto& [region, words] : rules.forbidden_at) forbidden_at[region.text()] = write(words);
  bj::object body{{"kind", "rules"},
                  {"ceiling", rules.ceiling},
                  {"max_depth", rules.max_depth},
                  {"depth", std::move(depth)},
                  {"forbidden", write(rules.forbidden)},
                  {"forbidden_at", std::move(forbidden_at)},
                  {"modalities", write(rules.modalities)}};
  bool added =
      store::add_session_entry(tx, clinic.tenant, clinic.sealer,
                               {clinic.random.id<store::SessionEntryId>(), session, kRulesEntry,
                                clinic.now(), PrivateText(json::write(body))});
  FASCIA_CHECK(added);
}

RoomRules read_rules(const std::vector<store::SessionEntry>& entries) {
  RoomRules out;
  for (const store::SessionEntry& entry : entries) {
    if (entry.seq != kRulesEntry) continue;
    bj::value value = json::read(entry.body.reveal()).value();
    const bj::object& o = value.as_object();
    out.ceiling = number_of(o.at("ceiling"));
    out.max_depth = number_of(o.at("max_depth"));
    out.forbidden = words_of(o.at("forbidden"));
    for (const auto& one : o.at("depth").as_object())
      out.depth[care::parse_region(one.key()).value()] = number_of(one.value());
    for (const auto& one : o.at("forbidden_at").as_object())
      out.forbidden_at[care::parse_region(one.key()).value()] = words_of(one.value());
    // A session from before heat, cold and cups were kept has none of them.
    if (o.contains("modalities")) out.modalities = modality_facts_of(o.at("modalities"));
  }
  return out;
}

}  // namespace fascia::clinic
