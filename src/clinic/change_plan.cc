// SPDX-License-Identifier: Apache-2.0
#include "clinic/change_plan.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "care/screening_parts.h"
#include "clinic/open_client.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using Kind = PlanChange::Kind;

constexpr std::size_t kLongestReason = 500;
constexpr std::pair<Kind, std::string_view> kKinds[] = {
    {Kind::depth, "depth"},         {Kind::ceiling, "ceiling"},     {Kind::minutes, "minutes"},
    {Kind::leave_out, "leave_out"}, {Kind::technique, "technique"}, {Kind::refuse, "refuse"},
    {Kind::raise, "raise"},         {Kind::back, "back"},           {Kind::grade, "grade"}};

PrivateText write(const PlanChange& change, const Actor& actor) {
  bj::object out{{"kind", to_string(change.kind)},
                 {"technique", change.technique},
                 {"to", change.to},
                 {"rule", change.rule},
                 {"grade", change.grade},
                 {"of", change.of.text()},
                 {"reason", change.reason},
                 {"by", actor.staff.text()}};
  if (change.region) out["region"] = change.region->text();
  return PrivateText(json::write(out));
}

PlanChange read(store::Connection& c, const Clinic& clinic, const store::PlanChange& kept) {
  bj::value value = json::read(kept.body.reveal()).value();
  const bj::object& o = value.as_object();
  auto text = [&](const char* key) { return std::string(o.at(key).as_string()); };
  PlanChange out;
  out.id = kept.id;
  out.at = kept.at;
  out.kind = parse_change_kind(text("kind")).value();
  out.technique = text("technique");
  out.to = static_cast<int>(o.at("to").to_number<std::int64_t>());
  out.rule = text("rule");
  if (const auto* grade = o.if_contains("grade")) out.grade = std::string(grade->as_string());
  out.of = store::PlanChangeId::parse(text("of")).value_or(store::PlanChangeId{});
  out.reason = text("reason");
  if (const auto* region = o.if_contains("region"))
    out.region = care::parse_region(std::string(region->as_string()));
  if (auto id = StaffId::parse(text("by")))
    if (auto staff = store::find_staff(c, clinic.tenant, *id)) out.by = staff->name;
  return out;
}

int highest_raised(const Clinic& clinic) { return clinic.plans.rule("raise_most").value; }
int levels_raised(const Clinic& clinic) { return clinic.plans.rule("raise_levels").value; }

const care::Finding* finding_of(const care::Screening& screening, const std::string& rule) {
  for (const care::Finding& finding : screening.findings)
    if (finding.rule == rule) return &finding;
  return nullptr;
}

Done check_reason(const PlanChange& change) {
  bool needed =
      change.kind == Kind::raise || change.kind == Kind::back || change.kind == Kind::refuse;
  if (needed && !is_reason(change.reason)) return invalid("reason", "change_reason_missing");
  if (change.reason.size() > kLongestReason) return invalid("reason", "note_too_long");
  return {};
}

Done only_stricter(int to, int least, int most) {
  if (to < least || to > most)
    return invalid("to", "change_looser", {{"most", std::to_string(most)}});
  return {};
}

// What it is about exists, and it asks for less than what stands.
Done check_stricter(const Clinic& clinic, const ClientFile& file, const PlanChange& change) {
  const care::Anatomy& anatomy = clinic.plans.anatomy;
  bool somewhere = change.region && care::exists(anatomy, *change.region);
  if ((change.region && !somewhere) || (change.kind == Kind::leave_out && !somewhere))
    return invalid("region", "region_unknown");
  switch (change.kind) {
    case Kind::depth:
      return only_stricter(
          change.to, 1,
          change.region ? depth_allowed(clinic, file.room, *change.region) : file.room.max_depth);
    case Kind::ceiling:
      return only_stricter(change.to, 0, file.ceiling);
    case Kind::minutes:
      return only_stricter(change.to, 5, file.room.plan.minutes);
    case Kind::technique:
      if (clinic.plans.technique(change.technique) == nullptr)
        return invalid("technique", "technique_unknown");
      return {};
    default:
      return {};
  }
}

Done check_raise(const Clinic& clinic, const ClientFile& file, const PlanChange& change) {
  if (file.session) return conflict("session_started");
  const care::Finding* finding = finding_of(file.room.day->screening, change.rule);
  bool raised = std::any_of(file.room.changes.begin(), file.room.changes.end(), [&](auto& one) {
    return one.kind == Kind::raise && !one.taken_back && one.rule == change.rule;
  });
  if (finding == nullptr || raised || !may_raise(clinic, *finding))
    return invalid("rule", "raise_not_allowed");
  return {};
}

// What somebody finds in the room is theirs to say; what a doctor found is not made less of.
Done check_grade(const ClientFile& file, const PlanChange& change) {
  auto of = std::find_if(file.room.grades.begin(), file.room.grades.end(),
                         [&](const HurtGrade& one) { return one.condition == change.rule; });
  if (of == file.room.grades.end()) return invalid("rule", "condition_unknown");
  bool known = std::find(of->grades.begin(), of->grades.end(), change.grade) != of->grades.end();
  if (!known) return invalid("grade", "grade_unknown");
  if (of->is_milder(change.grade, of->said))
    return invalid("grade", "grade_milder", {{"grade", of->said}});
  if (file.session && of->is_milder(change.grade, of->holds())) return conflict("session_started");
  bool leans = of->suggested && !of->is_milder(change.grade, of->suggested->grade);
  if (!leans && !is_reason(change.reason)) return invalid("reason", "change_reason_missing");
  return {};
}

// What held when the session began stays until its end: the taps were held against it.
Done check_back(const ClientFile& file, const PlanChange& change) {
  for (const PlanChange& one : file.room.changes) {
    if (one.id != change.of || one.taken_back || one.kind == Kind::back) continue;
    if (file.session && one.at < file.session->started) return conflict("session_started");
    return {};
  }
  return invalid("change", "change_unknown");
}

Done check(const Clinic& clinic, const ClientFile& file, const PlanChange& change) {
  if (!file.room.day) return conflict("screening_missing");
  if (file.session && file.session->ended) return conflict("session_ended");
  FASCIA_TRY_DONE(check_reason(change));
  if (change.kind == Kind::raise) return check_raise(clinic, file, change);
  if (change.kind == Kind::back) return check_back(file, change);
  if (change.kind == Kind::grade) return check_grade(file, change);
  if (change.kind == Kind::refuse && file.session) return conflict("session_started");
  return check_stricter(clinic, file, change);
}

void apply_raises(const Clinic& clinic, const std::vector<PlanChange>& changes,
                  care::Screening& screening) {
  std::vector<care::Finding> findings = screening.findings;
  bool raised = false;
  for (const PlanChange& change : changes) {
    if (change.kind != Kind::raise || change.taken_back) continue;
    for (care::Finding& finding : findings) {
      // The answers may have changed since: what may not be raised now is not.
      if (finding.rule != change.rule || !may_raise(clinic, finding)) continue;
      for (care::AppliedChange& cap : finding.changes)
        if (cap.max_depth && *cap.max_depth > 0 && *cap.max_depth < highest_raised(clinic))
          cap.max_depth = std::min(*cap.max_depth + levels_raised(clinic), highest_raised(clinic));
      raised = true;
    }
  }
  if (raised) screening.limits = care::merge(clinic.protocol, findings, screening.service);
}

}  // namespace

std::string_view to_string(Kind kind) {
  for (const auto& [one, word] : kKinds)
    if (one == kind) return word;
  return {};
}

std::optional<Kind> parse_change_kind(std::string_view text) {
  for (const auto& [kind, word] : kKinds)
    if (word == text) return kind;
  return std::nullopt;
}

bool may_raise(const Clinic& clinic, const care::Finding& finding) {
  if (finding.decision != care::Decision::modify || finding.unsure) return false;
  if (!clinic.plans.rule("fixed_depth:" + finding.rule).id.empty()) return false;
  return std::any_of(finding.changes.begin(), finding.changes.end(), [&](const auto& cap) {
    return cap.max_depth && *cap.max_depth > 0 && *cap.max_depth < highest_raised(clinic);
  });
}

bool refused_by_therapist(const std::vector<PlanChange>& changes) {
  return std::any_of(changes.begin(), changes.end(), [](const PlanChange& change) {
    return change.kind == Kind::refuse && !change.taken_back;
  });
}

std::optional<int> ceiling_of(const std::vector<PlanChange>& changes) {
  std::optional<int> out;
  for (const PlanChange& change : changes)
    if (change.kind == Kind::ceiling && !change.taken_back)
      out = std::min(change.to, out.value_or(change.to));
  return out;
}

void apply_changes(const Clinic& clinic, const std::vector<PlanChange>& changes,
                   care::Screening& screening) {
  apply_raises(clinic, changes, screening);
  care::Limits& limits = screening.limits;
  for (const PlanChange& change : changes) {
    if (change.taken_back) continue;
    if (change.kind == Kind::minutes)
      limits.minutes = std::min(change.to, limits.minutes.value_or(change.to));
    if (change.kind == Kind::technique) limits.techniques.insert(change.technique);
    if (change.kind == Kind::leave_out) limits.regions[*change.region].max_depth = 0;
    if (change.kind == Kind::depth) {
      int& most = change.region ? limits.regions[*change.region].max_depth : limits.max_depth;
      most = std::min(most, change.to);
    }
  }
}

std::vector<PlanChange> changes_of(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  std::vector<PlanChange> out;
  for (const auto& kept : store::plan_changes_of(c, clinic.tenant, clinic.sealer, id))
    out.push_back(read(c, clinic, kept));
  for (const PlanChange& back : out)
    if (back.kind == Kind::back)
      for (PlanChange& one : out)
        if (one.id == back.of) one.taken_back = true;
  return out;
}

Done change_plan(Clinic& clinic, const Actor& actor, const ChangePlan& in) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    FASCIA_TRY(ClientFile file, client_file(tx, clinic, *offer, actor, visit));
    FASCIA_TRY_DONE(check(clinic, file, in.change));
    // The order of two changes within one second is theirs.
    Instant at = clinic.now();
    if (!file.room.changes.empty()) at = std::max(at, file.room.changes.back().at + Seconds{1});
    store::add_plan_change(tx, clinic.tenant, clinic.sealer,
                           {clinic.random.id<store::PlanChangeId>(), visit.client.id,
                            in.appointment, at, write(in.change, actor)});
    audit(tx, clinic, actor, "plan.changed", "appointment", in.appointment.value, visit.client.id);
    return {};
  });
}

}  // namespace fascia::clinic
