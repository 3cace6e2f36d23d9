// SPDX-License-Identifier: Apache-2.0
#include "clinic/close_holidays.h"

#include <algorithm>

#include "clinic/edit_house.h"
#include "schedule/holidays.h"
#include "store/appointments.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kClosedHolidays = "closed_holidays";

int visits_on(store::Connection& c, const Clinic& clinic, const Zone& zone, Date day) {
  auto all =
      store::list_at(c, clinic.tenant, clinic.place(), zone.start_of(day), zone.start_of(day + 1));
  return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& a) {
    return store::takes_time(a.status) && a.start >= clinic.now();
  }));
}

bool is_known(const std::string& id) {
  const auto& rules = schedule::holiday_rules();
  return std::any_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule.id == id; });
}

// The first one from this day on. A rule that had its day this year has its next one in the next.
std::optional<Date> next_of(const schedule::HolidayRule& rule, Date from) {
  for (int year : {from.year(), from.year() + 1})
    if (auto day = schedule::day_of(rule, year); day && *day >= from) return day;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> closed_holidays(store::Connection& c, TenantId tenant) {
  return store::split_words(store::setting(c, tenant, kClosedHolidays).value_or(""));
}

std::vector<schedule::TimeOff> holiday_closures(store::Connection& c, TenantId tenant, Date first,
                                                int days) {
  return schedule::closures(
      schedule::chosen_holidays(closed_holidays(c, tenant), first, first + days));
}

std::vector<Closed> closed_days(store::Connection& c, TenantId tenant, Date first, int days) {
  std::vector<Closed> out;
  const auto chosen = closed_holidays(c, tenant);
  for (const schedule::Holiday& holiday : schedule::chosen_holidays(chosen, first, first + days))
    out.push_back({holiday.day, holiday.id, {}});
  for (const store::KeptTimeOff& kept : store::list_time_off(c, tenant)) {
    if (kept.off.practitioner) continue;
    // From the first midnight in it to the last.
    Date day = kept.off.from.minute == 0 ? kept.off.from.date : kept.off.from.date + 1;
    for (day = std::max(day, first); day < std::min(kept.off.until.date, first + days);
         day = day + 1)
      out.push_back({day, {}, kept.name});
  }
  std::ranges::stable_sort(out, {}, &Closed::day);
  return out;
}

Result<std::vector<HolidayChoice>> read_holidays(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  const Zone zone = current_offer(clinic)->zone;
  const Date today = zone.date(clinic.now());
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<HolidayChoice>> {
    const auto closed = closed_holidays(c, clinic.tenant);
    std::vector<HolidayChoice> out;
    for (const schedule::HolidayRule& rule : schedule::holiday_rules()) {
      auto next = next_of(rule, today);
      if (!next) continue;
      HolidayChoice one{std::string(rule.id), *next, rule.alberta, rule.federal, false, 0};
      one.closed = std::find(closed.begin(), closed.end(), one.id) != closed.end();
      one.visits = visits_on(c, clinic, zone, one.next);
      out.push_back(std::move(one));
    }
    std::ranges::sort(out, {}, &HolidayChoice::next);
    return out;
  });
}

Done edit_holidays(Clinic& clinic, const Actor& actor, const std::vector<std::string>& ids) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  for (const std::string& id : ids)
    if (!is_known(id)) return invalid("holidays", "holiday_unknown");
  return edit(clinic, actor, "clinic.holidays", 0, [&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, kClosedHolidays, store::joined(ids));
    return {};
  });
}

}  // namespace fascia::clinic
