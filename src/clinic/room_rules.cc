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
  for (const auto& [region, limit] : limits.regions) {
    out.depth[region] = limits.depth_at(region);
    if (!limit.techniques.empty())
      out.forbidden_at[region].insert(limit.techniques.begin(), limit.techniques.end());
  }
  for (const auto& [region, most] : room.plan.hard_depths) {
    auto [at, fresh] = out.depth.emplace(region, most);
    if (!fresh) at->second = std::min(at->second, most);
  }
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
                  {"forbidden_at", std::move(forbidden_at)}};
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
  }
  return out;
}

}  // namespace fascia::clinic
