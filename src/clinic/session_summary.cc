// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "clinic/session_log.h"

namespace fascia::clinic {
namespace {

using Kind = Tap::Kind;

struct Worked {
  std::int64_t seconds = 0;
  std::int64_t deep_seconds = 0;
  WorkedRegion shown;
};

int whole_minutes(std::int64_t seconds) { return static_cast<int>((seconds + 30) / 60); }

void add_time(std::vector<Worked>& all, const SessionState& s, std::int64_t seconds) {
  if (!s.working || !s.region || seconds < 0) return;
  auto at = std::find_if(all.begin(), all.end(),
                         [&](const Worked& w) { return w.shown.region == *s.region; });
  if (at == all.end()) {
    all.push_back({});
    at = all.end() - 1;
    at->shown.region = *s.region;
  }
  at->seconds += seconds;
  if (s.depth >= kDeepFrom) at->deep_seconds += seconds;
  at->shown.deepest = std::max(at->shown.deepest, s.depth);
  auto add_once = [](std::vector<std::string>& all_of, const std::string& one) {
    if (!one.empty() && std::find(all_of.begin(), all_of.end(), one) == all_of.end())
      all_of.push_back(one);
  };
  add_once(at->shown.techniques, s.technique);
  add_once(at->shown.paces, s.pace);
}

void add_tender(std::vector<TenderSpot>& all, const Tap& tap) {
  TenderSpot spot{*tap.region, tap.muscle, tap.count, tap.value};
  auto at = std::find_if(all.begin(), all.end(),
                         [&](const TenderSpot& one) { return one.same_place(spot); });
  if (at == all.end())
    all.push_back(std::move(spot));
  else
    *at = std::move(spot);
}

void add_remark(SessionSummary& out, std::vector<Worked>& all, const LoggedTap& one,
                const ComfortSteps& steps) {
  const Tap& tap = one.tap;
  if (tap.kind == Kind::stop) out.stops.push_back({one.at, tap.region, tap.technique, tap.cause});
  if (tap.kind == Kind::withdrawn && tap.region) out.withdrawn.push_back(*tap.region);
  if (tap.kind == Kind::comfort) out.comfort.push_back(tap.value);
  if (tap.kind == Kind::tender) add_tender(out.tender, tap);
  if (tap.kind == Kind::not_deep) out.not_deep = tap.cause;
  if (tap.kind != Kind::discomfort) return;
  out.curve.emplace_back(one.at, tap.value);
  out.highest_discomfort = std::max(out.highest_discomfort, tap.value);
  if (tap.value >= steps.stop_from)
    out.stops.push_back({one.at, tap.region, tap.technique, "too_much"});
  for (Worked& w : all)
    if (tap.region && w.shown.region == *tap.region)
      w.shown.highest_discomfort = std::max(w.shown.highest_discomfort, tap.value);
}

bool anything_on(const SessionState& state) {
  return std::any_of(state.applied.begin(), state.applied.end(),
                     [](const Applied& one) { return one.is_on(); });
}

// What was put on, with the stops that bad skin made.
void add_applied(SessionSummary& out, std::vector<Applied> applied, Instant ended) {
  for (Applied& one : applied) {
    if (one.is_on()) one.until = ended;
    if (one.skin == kSkinBad) out.stops.push_back({*one.until, one.region, {}, "skin"});
  }
  std::stable_sort(out.stops.begin(), out.stops.end(),
                   [](const SessionStop& a, const SessionStop& b) { return a.at < b.at; });
  out.applied = std::move(applied);
}

}  // namespace

bool SessionSummary::has_pressure() const {
  return std::any_of(regions.begin(), regions.end(),
                     [](const WorkedRegion& one) { return one.highest_discomfort >= 0; });
}

std::optional<double> SessionSummary::mean_comfort() const {
  if (comfort.empty()) return std::nullopt;
  double sum = 0;
  for (int one : comfort) sum += one;
  return sum / static_cast<double>(comfort.size());
}

std::vector<care::Region> SessionSummary::without_pace() const {
  std::vector<care::Region> out;
  for (const WorkedRegion& one : regions)
    if (one.paces.empty()) out.push_back(one.region);
  return out;
}

bool comfort_is_due(Instant started, Instant finish, Instant now, std::size_t asked) {
  if (asked >= kComfortAsks) return false;
  const std::int64_t length = (finish - started).value;
  const auto next = static_cast<std::int64_t>(asked) + 1;
  return (now - started).value * (kComfortAsks + 1) >= length * next;
}

SessionSummary summarise(const std::vector<LoggedTap>& log, const ComfortSteps& steps,
                         Instant started, Instant ended) {
  SessionSummary out;
  std::vector<LoggedTap> standing;
  for (const LoggedTap& one : log)
    if (!one.undone && one.tap.kind != Kind::undo) standing.push_back(one);
  std::vector<Worked> all;
  std::int64_t hands_on = 0, deep = 0;
  std::vector<LoggedTap> so_far;
  SessionState state;
  for (std::size_t i = 0; i < standing.size(); ++i) {
    so_far.push_back(standing[i]);
    Instant until = i + 1 < standing.size() ? standing[i + 1].at : ended;
    state = state_after(so_far, steps);
    std::int64_t seconds = std::max<std::int64_t>(0, (until - standing[i].at).value);
    const bool worked = state.working && state.region;
    if (worked || anything_on(state)) hands_on += seconds;
    if (worked && state.depth >= kDeepFrom) deep += seconds;
    add_time(all, state, seconds);
    add_remark(out, all, standing[i], steps);
  }
  add_applied(out, std::move(state.applied), ended);
  std::stable_sort(all.begin(), all.end(),
                   [](const Worked& a, const Worked& b) { return a.seconds > b.seconds; });
  for (Worked& w : all) {
    w.shown.minutes = std::max(1, whole_minutes(w.seconds));
    w.shown.deep_minutes = whole_minutes(w.deep_seconds);
    out.deepest = std::max(out.deepest, w.shown.deepest);
    out.regions.push_back(std::move(w.shown));
  }
  out.hands_on = whole_minutes(hands_on);
  out.deep_minutes = whole_minutes(deep);
  out.minutes_delivered = static_cast<int>(std::max<std::int64_t>(0, (ended - started).value) / 60);
  return out;
}

}  // namespace fascia::clinic
