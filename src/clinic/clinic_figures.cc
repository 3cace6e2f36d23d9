// SPDX-License-Identifier: Apache-2.0
#include "clinic/clinic_figures.h"

#include <algorithm>
#include <map>

#include "care/case_mix.h"
#include "clinic/check_in_parts.h"
#include "store/tasks.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr int kQuarter = 3;  // months

struct Counted {
  care::Tally tally;
  int started = 0;
  int eligible = 0;
};
template <class Which>
Counted count(const care::FigureRules& rules, const std::vector<FigureCase>& cases, Which which) {
  Counted out;
  for (const FigureCase& one : cases) {
    if (!which(one)) continue;
    ++out.started;
    if (one.treatments >= rules.case_treatments) ++out.eligible;
    if (one.result == care::CaseResult::not_measured) continue;
    ++out.tally.n;
    if (one.result == care::CaseResult::responder) ++out.tally.x;
  }
  return out;
}

std::vector<care::TherapistShare> shares_in(store::Connection& c, Clinic& clinic,
                                            const std::vector<FigureCase>& cases) {
  std::vector<care::MixedCase> mixed;
  for (const FigureCase& one : cases) {
    if (one.result == care::CaseResult::not_measured) continue;
    PractitionerId by = one.mostly();
    mixed.push_back({by ? by.text() : std::string(), case_mix_cell(c, clinic, one),
                     one.result == care::CaseResult::responder});
  }
  return care::therapist_shares(clinic.follow_up.figures, mixed);
}

std::vector<TherapistFigure> of_therapists(store::Connection& c, Clinic& clinic,
                                           const std::vector<FigureCase>& cases) {
  const care::FigureRules& rules = clinic.follow_up.figures;
  const Date today = clinic.availability.get()->zone.date(clinic.now());
  FigureWindow before = figure_window(today, kQuarter);
  before = {figure_window(before.from, rules.window_months).from, before.from};
  std::map<std::string, double> chance_before;
  for (const auto& share : shares_in(c, clinic, figure_cases(c, clinic, before)))
    chance_before[share.therapist] = share.chance_above;
  std::map<std::string, care::TherapistShare> shares;
  for (auto& share : shares_in(c, clinic, cases)) shares[share.therapist] = share;

  std::vector<TherapistFigure> out;
  for (const store::Practitioner& person : store::list_practitioners(c, clinic.tenant)) {
    Counted own =
        count(rules, cases, [&](const FigureCase& one) { return one.mostly() == person.id; });
    if (own.started == 0) continue;
    TherapistFigure& row = out.emplace_back();
    row.name = person.name;
    row.figure = care::figure(rules, care::FigureFor::lead, own.tally, own.eligible);
    auto share = shares.find(person.id.text());
    if (!row.figure.shown || share == shares.end()) continue;
    row.figure.interval = share->second.shrunk;
    row.adjusted = share->second.adjusted;
    auto earlier = chance_before.find(person.id.text());
    row.different = earlier != chance_before.end() &&
                    care::clearly_different(rules, {earlier->second, share->second.chance_above});
  }
  std::sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.name < b.name; });
  return out;
}

int calls_after_check_ins(store::Connection& c, Clinic& clinic, FigureWindow window) {
  const Zone zone = clinic.availability.get()->zone;
  const Instant from = zone.start_of(window.from), until = zone.start_of(window.until);
  auto one_of_them = [&](const store::Task& task) {
    return task.kind == kCheckInCall && task.created >= from && task.created < until;
  };
  auto closed = store::closed_tasks(c, clinic.tenant, from, clinic.now() + Seconds{1});
  auto open = store::open_tasks(c, clinic.tenant);
  return static_cast<int>(std::count_if(closed.begin(), closed.end(), one_of_them) +
                          std::count_if(open.begin(), open.end(), one_of_them));
}

}  // namespace

Result<ClinicFigures> clinic_figures(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner, store::Role::therapist}));
  const care::FigureRules& rules = clinic.follow_up.figures;
  return clinic.store.read([&](store::Connection& c) -> Result<ClinicFigures> {
    ClinicFigures out;
    out.window =
        figure_window(clinic.availability.get()->zone.date(clinic.now()), rules.window_months);
    auto cases = figure_cases(c, clinic, out.window);
    Counted all = count(rules, cases, [](const FigureCase&) { return true; });
    out.started = all.started;
    out.eligible = all.eligible;
    out.measured = all.tally.n;
    for (const FigureCase& one : cases) out.sessions += one.treatments;
    auto lead = [&](const Counted& counted) {
      return care::figure(rules, care::FigureFor::lead, counted.tally, counted.eligible);
    };
    out.clinic = lead(all);
    if (out.clinic.shown) {
      out.of_all_started =
          care::figure(rules, care::FigureFor::lead, {all.tally.x, all.started}, all.started);
      out.very_high = out.clinic.interval.share > rules.high_share;
    }
    out.deep = lead(count(rules, cases, [](auto& one) { return one.mostly_deep(); }));
    out.relaxing = lead(count(rules, cases, [](auto& one) { return one.mostly_relaxing(); }));
    out.calls = calls_after_check_ins(c, clinic, out.window);
    out.calls_per_visit = care::wilson({out.calls, out.sessions}).value_or(care::Interval{});
    if (out.calls == 0) out.calls_per_visit.high = care::upper_limit_of_none(out.sessions);
    if (actor.role == store::Role::owner) {
      out.therapists = of_therapists(c, clinic, cases);
      out.in_public = care::figure(rules, care::FigureFor::public_clinic, all.tally, all.eligible);
    }
    if (actor.practitioner) {
      Counted own = count(
          rules, cases, [&](const FigureCase& one) { return one.mostly() == actor.practitioner; });
      out.own = care::figure(rules, care::FigureFor::therapist_self, own.tally, own.eligible);
    }
    return out;
  });
}

}  // namespace fascia::clinic
