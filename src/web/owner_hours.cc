// SPDX-License-Identifier: Apache-2.0
// Who works when: shifts week by week, time off, and days on which the clinic is closed.
#include "clinic/change_shift.h"
#include "clinic/outside_hours.h"
#include "page/words.h"
#include "web/away_view.h"
#include "web/owner_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

constexpr int kDay = 24 * 60;

std::string name_in(const clinic::House& house, PractitionerId id) {
  for (const auto& p : house.practitioners)
    if (p.id == id) return p.name;
  return {};
}

std::vector<page::Option> people(const clinic::House& house) {
  std::vector<page::Option> out;
  for (const auto& p : house.practitioners)
    if (p.active) out.push_back({p.id.text(), p.name});
  return out;
}

std::vector<page::Option> weekdays(const Visit& visit) {
  std::vector<page::Option> days;
  for (int d = 1; d <= 7; ++d)
    days.push_back({std::to_string(d), visit.say("words.weekday_" + std::to_string(d))});
  return days;
}

std::string span_text(const Visit& visit, int from, int until) {
  return page::clock_words(visit.language, from % kDay) + " – " +
         page::clock_words(visit.language, until % kDay) +
         (from < kDay && until >= kDay ? " " + visit.say("owner_hours.next_day") : "");
}

// "break 12:00 pm – 12:30 pm · 30 minutes between 11:00 am and 2:00 pm"; empty without one.
std::string breaks_text(const Visit& visit, const schedule::Shift& s) {
  std::string out;
  if (s.break_from && s.break_to)
    out = visit.say("owner_hours.break") + " " + span_text(visit, *s.break_from, *s.break_to);
  if (s.floating)
    out += (out.empty() ? "" : " · ") +
           visit.say("owner_hours.floating_words",
                     {{"minutes", page::minutes_text(visit.language, s.floating->minutes)},
                      {"from", page::clock_words(visit.language, s.floating->from_minute % kDay)},
                      {"to", page::clock_words(visit.language, s.floating->to_minute % kDay)}});
  return out;
}

void set_lists(page::View& view, const Visit& visit, const clinic::House& house) {
  const Date today = visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
  view.list("shifts").list("away");
  for (const auto& p : house.practitioners)
    for (int weekday = 1; weekday <= 7; ++weekday)
      for (const store::KeptShift& kept : house.shifts) {
        const schedule::Shift& s = kept.shift;
        if (s.practitioner != p.id || s.weekday != weekday) continue;
        view.add("shifts")
            .set("shift_id", id_text(kept.id))
            .set("shift_path", "/owner/hours/shift/" + id_text(kept.id))
            .show("shift_open", !s.valid_until || *s.valid_until >= today)
            .set("shift_who", p.name)
            .set("shift_day", visit.say("words.weekday_" + std::to_string(weekday)))
            .set("shift_time", span_text(visit, s.from_minute, s.to_minute))
            .set("shift_breaks", breaks_text(visit, s))
            .show("shift_has_break", s.break_from || s.floating)
            .set("shift_valid",
                 page::day_year_text(visit.language, s.valid_from) +
                     (s.valid_until ? " – " + page::day_year_text(visit.language, *s.valid_until)
                                    : ""));
      }
  for (const store::KeptTimeOff& kept : house.time_off)
    list_away(view, visit, kept, name_in(house, kept.off.practitioner));
}

http::Response hours_page(Visit& visit, const Error* error = nullptr, bool of_away = false) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  page::View view;
  set_lists(view, visit, *house);
  set_removed(view, visit);
  view.show("changed", visit.request.query_value("changed") == "yes");
  view.show("saved", visit.request.query_value("saved") == "yes");
  view.show("has_outside", !clinic::outside_hours(visit.site.clinic).empty());
  view.show("no_therapists", house->practitioners.empty());
  view.show("no_shifts", house->shifts.empty());
  OwnerForm shift(view, visit, of_away ? nullptr : error);
  OwnerForm away(view, visit, of_away ? error : nullptr);
  Date today = visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
  shift.choice("practitioner", people(*house), {});
  shift.choice("weekday", weekdays(visit), {"1", "2", "3", "4", "5"});
  shift.text("from", "09:00");
  shift.text("to", "17:00");
  shift.text("break_from", "12:00");
  shift.text("break_to", "12:30");
  for (const char* name : {"floating_minutes", "floating_from", "floating_to"})
    shift.text(name, "");
  shift.text("valid_from", to_iso(today));
  shift.text("valid_until", "");
  std::vector<page::Option> whom{{"", visit.say("owner_hours.everybody")}};
  for (auto& option : people(*house)) whom.push_back(option);
  away.choice("away_practitioner", whom, {});
  away.text("away_name", "");
  away.text("away_from", to_iso(today) + "T00:00");
  away.text("away_until", to_iso(today + 1) + "T00:00");
  (of_away ? away : shift).wrongs();
  return show(visit, "owner-hours", std::move(view), owner_status(error));
}

std::string clock_or_nothing(const std::optional<int>& minute) {
  return minute ? clock_text(*minute % kDay) : std::string();
}

std::optional<store::KeptShift> shift_of(const Visit& visit, const clinic::House& house) {
  const auto id = id_value(visit.request.param("id"));
  for (const store::KeptShift& kept : house.shifts)
    if (id && kept.id == *id) return kept;
  return std::nullopt;
}

// One shift with other hours. From which day on they hold is today, until somebody says otherwise.
http::Response shift_page(Visit& visit, const Error* error = nullptr) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto kept = shift_of(visit, *house);
  if (!kept) return show_error(visit, not_found("shift_unknown"));
  const schedule::Shift& s = kept->shift;
  const Date today = visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
  page::View view;
  view.set("shift_path", "/owner/hours/shift/" + id_text(kept->id))
      .set("shift_who", name_in(*house, s.practitioner))
      .set("shift_day", visit.say("words.weekday_" + std::to_string(s.weekday)))
      .set("shift_time", span_text(visit, s.from_minute, s.to_minute));
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.choice("weekday", weekdays(visit), {std::to_string(s.weekday)});
  form.text("from", clock_text(s.from_minute));
  form.text("to", clock_text(s.to_minute % kDay));
  form.text("break_from", clock_or_nothing(s.break_from));
  form.text("break_to", clock_or_nothing(s.break_to));
  form.text("floating_minutes", s.floating ? std::to_string(s.floating->minutes) : "");
  form.text("floating_from", s.floating ? clock_text(s.floating->from_minute % kDay) : "");
  form.text("floating_to", s.floating ? clock_text(s.floating->to_minute % kDay) : "");
  form.text("valid_from", to_iso(std::max(today, s.valid_from)));
  form.text("valid_until", s.valid_until ? to_iso(*s.valid_until) : "");
  return show(visit, "owner-shift", std::move(view), owner_status(error));
}

// The use case speaks of shift.to and shift.break; the page's fields are to and break_from.
void put_on_page(const Visit& visit, Error& error) {
  if (error.field.starts_with("shift.")) error.field = error.field.substr(6);
  if (error.field == "break") error.field = "break_from";
  if (error.field == "floating") error.field = "floating_minutes";
  if (error.field == "until") error.field = "valid_until";
  for (auto& [name, value] : error.args)
    if (auto day = parse_date(value); name == "day" && day)
      value = page::day_year_text(visit.language, *day);
    else if (auto minute = parse_clock(value); minute && (name == "from" || name == "to"))
      value = page::clock_words(visit.language, *minute % kDay);
}

Error on_page(const Visit& visit, const Error& error) {
  return each_changed(error, [&](Error& one) { put_on_page(visit, one); });
}

int read_clock(const http::Form& f, const char* name, Faults& faults) {
  auto minute = parse_clock(f.get(name));
  if (!minute) faults.add(invalid(name, "clock_invalid"));
  return minute.value_or(0);
}

// Both or none.
void read_break(const http::Form& f, schedule::Shift& s, Faults& faults) {
  if (f.get("break_from").empty() && f.get("break_to").empty()) return;
  s.break_from = read_clock(f, "break_from", faults);
  s.break_to = read_clock(f, "break_to", faults);
}

// All three fields or none.
std::optional<schedule::FloatingBreak> read_floating(const http::Form& f, Faults& faults) {
  if (f.get("floating_minutes").empty() && f.get("floating_from").empty() &&
      f.get("floating_to").empty())
    return std::nullopt;
  schedule::FloatingBreak out;
  auto length = read_number(f.get("floating_minutes"));
  if (!length || *length < 5 || *length > 240 || *length % 5 != 0)
    faults.add(out_of_range("floating_minutes", 5, 240, 5));
  out.minutes = length.value_or(0);
  out.from_minute = read_clock(f, "floating_from", faults);
  out.to_minute = read_clock(f, "floating_to", faults);
  return out;
}

// A time that is not after the one before it is of the next day: a shift over midnight, and the
// breaks in it.
void count_over_midnight(schedule::Shift& s) {
  if (s.to_minute < s.from_minute) s.to_minute += kDay;
  auto within = [&](int& from, int& to) {
    if (from < s.from_minute && s.to_minute > kDay) from += kDay;
    if (to <= from) to += kDay;
  };
  if (s.break_from && s.break_to && *s.break_from != *s.break_to)
    within(*s.break_from, *s.break_to);
  if (s.floating && s.floating->from_minute != s.floating->to_minute)
    within(s.floating->from_minute, s.floating->to_minute);
}

// What could be read; what could not, and what no shift can be, is among the faults.
schedule::Shift read_shift(const Visit& visit, PractitionerId who, Faults& faults) {
  const http::Form& f = visit.form;
  schedule::Shift s;
  s.practitioner = who;
  s.from_minute = read_clock(f, "from", faults);
  s.to_minute = read_clock(f, "to", faults);
  read_break(f, s, faults);
  s.floating = read_floating(f, faults);
  const bool clocks = faults.none();
  auto from = parse_date(f.get("valid_from"));
  if (!from) faults.add(invalid("valid_from", "date_invalid"));
  s.valid_until = read_into(faults, date_or_none(f.get("valid_until"), "valid_until"));
  const bool days = from && !faults.at("valid_until");
  s.valid_from = from.value_or(Date{});
  if (!days) s.valid_until.reset();
  count_over_midnight(s);
  if (clocks)
    if (Done sound = schedule::check_shift(s, {}); !sound)
      faults.add(on_page(visit, sound.error()));
  return s;
}

// The days that were ticked.
std::vector<int> read_weekdays(const http::Form& f, Faults& faults) {
  std::vector<int> out;
  for (const std::string& text : f.all("weekday"))
    if (auto day = read_number(text); day && *day >= 1 && *day <= 7)
      out.push_back(*day);
    else
      faults.add(invalid("weekday", "choice_missing"));
  if (out.empty()) faults.add(invalid("weekday", "choice_missing"));
  return out;
}

// The same hours on each day that was ticked, all or none.
http::Response add_shifts(Visit& visit) {
  Faults faults;
  auto who = PractitionerId::parse(visit.form.get("practitioner"));
  schedule::Shift shift = read_shift(visit, who.value_or(PractitionerId{}), faults);
  if (!who) faults.add(invalid("practitioner", "practitioner_unknown"));
  std::vector<schedule::Shift> wanted;
  for (int day : read_weekdays(visit.form, faults)) {
    shift.weekday = day;
    wanted.push_back(shift);
  }
  if (const Done read = faults.done(); !read) return hours_page(visit, &read.error());
  auto done = clinic::add_shifts(visit.site.clinic, visit.actor(), wanted);
  if (!done) {
    Error error = on_page(visit, done.error());
    return hours_page(visit, &error);
  }
  return go(visit, "/owner/hours?saved=yes");
}

http::Response change_shift(Visit& visit) {
  Faults faults;
  schedule::Shift shift = read_shift(visit, {}, faults);
  const auto days = read_weekdays(visit.form, faults);
  if (const Done read = faults.done(); !read) return shift_page(visit, &read.error());
  shift.weekday = days.front();
  auto done = clinic::change_shift(visit.site.clinic, visit.actor(),
                                   id_value(visit.request.param("id")).value_or(0), shift);
  if (done) return go(visit, "/owner/hours?changed=yes");
  const Error error = on_page(visit, done.error());
  return shift_page(visit, &error);
}

http::Response remove_shift(Visit& visit) {
  auto done = clinic::remove_shift(visit.site.clinic, visit.actor(),
                                   id_value(visit.form.get("shift")).value_or(0));
  if (!done) return show_error(visit, done.error());
  return go_removed(visit, "/owner/hours", *done);
}

http::Response add_away(Visit& visit) {
  Faults faults;
  schedule::TimeOff off;
  // Only an empty choice is everybody.
  if (visit.form.has("away_practitioner"))
    off.practitioner =
        read_into(faults, id_or_none<PractitionerId>(visit.form.get("away_practitioner"),
                                                     "away_practitioner", "practitioner_unknown"));
  else
    faults.add(invalid("away_practitioner", "practitioner_unknown"));
  const std::string name = visit.form.get("away_name");
  read_away(visit, off, name, faults);
  if (const Done read = faults.done(); !read) return hours_page(visit, &read.error(), true);
  auto done = clinic::add_time_off(visit.site.clinic, visit.actor(), off, name);
  if (done) return go(visit, "/owner/hours?saved=yes");
  const Error error = away_error(done.error());
  return hours_page(visit, &error, true);
}

http::Response remove_away(Visit& visit) {
  auto done = clinic::remove_time_off(visit.site.clinic, visit.actor(),
                                      id_value(visit.form.get("away")).value_or(0));
  if (!done) return show_error(visit, done.error());
  return go(visit, "/owner/hours?saved=yes");
}

}  // namespace

void add_owner_hours(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/hours", for_owner(site, [](Visit& v) { return hours_page(v); }),
              "owner"});
  router.add({Method::post, "/owner/hours/shift", for_owner(site, add_shifts), "owner"});
  router.add({Method::get, "/owner/hours/shift/{id}",
              for_owner(site, [](Visit& v) { return shift_page(v); }), "owner"});
  router.add({Method::post, "/owner/hours/shift/{id}", for_owner(site, change_shift), "owner"});
  router.add({Method::post, "/owner/hours/shift/remove", for_owner(site, remove_shift), "owner"});
  router.add({Method::post, "/owner/hours/away", for_owner(site, add_away), "owner"});
  router.add({Method::post, "/owner/hours/away/remove", for_owner(site, remove_away), "owner"});
}

}  // namespace fascia::web
