// SPDX-License-Identifier: Apache-2.0
// One visit as the first of many: the days and what stands in their way before anything is written,
// and the rest of a series moved or cancelled at once.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/in_turn.h"
#include "clinic/visit_series.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/desk_view.h"
#include "web/owner_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

std::string series_path(const Visit& visit) {
  return "/desk/visit/" + visit.request.param("id") + "/series";
}

// From the address while looking, from the form when it came back.
std::string chosen(const Visit& visit, std::string_view name) {
  if (visit.request.method == http::Method::post) return visit.form.get(name);
  return std::string(visit.request.query_value(name));
}

// What is no number is out of every range.
int number(const std::string& text) { return read_number(text).value_or(-1); }

// With a rule the other fields say nothing.
Result<clinic::RepeatVisit> repeat_of(const Visit& visit) {
  clinic::RepeatVisit in;
  in.first = appointment_of(visit);
  in.rule = chosen(visit, "rule");
  if (!in.rule.empty()) return in;
  in.every_weeks = number(chosen(visit, "every"));
  FASCIA_TRY(in.until, date_or_none(chosen(visit, "until"), "until"));
  if (!in.until) in.count = number(chosen(visit, "count"));
  return in;
}

// Where a series is moved to. Nothing typed is nothing.
Result<std::optional<WallTime>> moved_to(const Visit& visit) {
  const std::string day = chosen(visit, "to_day"), time = chosen(visit, "to_time");
  if (day.empty() && time.empty()) return std::optional<WallTime>();
  if (!parse_date(day)) return invalid("to_day", "date_invalid");
  auto to = parse_wall(day + "T" + time);
  if (!to) return invalid("to_time", "clock_invalid");
  return to;
}

std::string why_text(const Visit& visit, const std::string& error) {
  std::string id = "desk_series.why_" + error;
  Date last = visit.site.clinic.availability.get()->times.last_day();
  return visit.say(page::has_text(visit.language, id) ? id : "desk_series.why_other",
                   {{"last", page::day_year_text(visit.language, last)}});
}

// Where the desk books another time of that day in place of one of the series. What several give is
// named part by part.
std::string book_path(const Visit& visit, const store::Appointment& a, WallTime at) {
  std::string out = "/desk/book?service=";
  auto parts = clinic::whole_visit(visit.site.clinic, a);
  std::erase_if(parts, [&](const store::Appointment& one) { return one.status != a.status; });
  constexpr const char* kNext[] = {"&practitioner=", "&then=", "&then2="};
  out += a.service.text() + kNext[0] + a.practitioner.text();
  for (std::size_t i = 1; i < parts.size() && i < std::size(kNext); ++i)
    out += kNext[i] + parts[i].service.text();
  if (parts.size() > 1) out += "&practitioner2=" + parts[1].practitioner.text();
  return out + "&day=" + to_iso(at.date) + "&client=" + a.client.text() +
         "&at=" + std::to_string(at.minute);
}

// The policy for the visits that are added: the box is ticked where the same words were agreed to
// for the first one.
void set_policy_of_all(page::View& view, const Visit& visit, const clinic::DeskVisit& first) {
  const auto agreed = clinic::policy_of(visit.site.clinic, first.appointment.id).agreed;
  const store::CancelPolicy now = clinic::policy_now(visit.site.clinic);
  set_policy_read_out(view, visit, agreed && agreed->version == now.version);
  fill_policy_sums(visit, view, now,
                   {clinic::price_of_visit(visit.site.clinic, first.appointment)});
}

// "Every 2 weeks on Tuesday and Friday at 10:00 am, 8 times with this one".
std::string series_words(const Visit& visit, const schedule::Series& series) {
  std::vector<std::string> days;
  for (int day : series.weekdays) days.push_back(visit.say("words.weekday_" + std::to_string(day)));
  if (days.empty())
    days.push_back(visit.say("words.weekday_" + std::to_string(series.first.date.weekday())));
  const bool weekly = series.every_weeks == 1;
  std::string every =
      visit.say(weekly ? "desk_series.words_every_one" : "desk_series.words_every_many",
                {{"n", std::to_string(series.every_weeks)},
                 {"days", page::and_text(visit.language, days)},
                 {"time", page::clock_words(visit.language, series.first.minute)}});
  if (series.until)
    return visit.say(
        "desk_series.words_until",
        {{"every", every}, {"day", page::day_year_text(visit.language, *series.until)}});
  return visit.say("desk_series.words_count",
                   {{"every", every}, {"n", std::to_string(series.count.value_or(1))}});
}

// The series that was asked for, in words and as a rule.
struct AskedSeries {
  std::string words, rule;
};

// Nothing as long as nobody asked.
Result<std::vector<schedule::SeriesVisit>> plan_of(const Visit& visit, AskedSeries& asked) {
  if (chosen(visit, "every").empty() && chosen(visit, "rule").empty())
    return std::vector<schedule::SeriesVisit>();
  FASCIA_TRY(clinic::RepeatVisit in, repeat_of(visit));
  FASCIA_TRY(asked.rule, clinic::rule_of_repeat(visit.site.clinic, visit.actor(), in));
  FASCIA_TRY(schedule::Series series,
             clinic::series_of_repeat(visit.site.clinic, visit.actor(), in));
  asked.words = series_words(visit, series);
  return clinic::plan_repeat(visit.site.clinic, visit.actor(), in);
}

// Each day with a box: those in whose way something stands begin without a tick.
void set_plan(page::View& view, const Visit& visit, std::vector<page::Wrong>& wrongs,
              const clinic::DeskVisit& first) {
  const auto offer = visit.site.clinic.availability.get();
  view.list("dates");
  AskedSeries asked;
  bool any = false, asks_why = false;
  std::size_t conflicts = 0;
  auto plan = plan_of(visit, asked);
  if (!plan && wrongs.empty()) wrongs = wrongs_of(visit, plan.error());
  if (plan)
    for (const schedule::SeriesVisit& one : *plan) {
      any = true;
      if (one.error) ++conflicts;
      asks_why = asks_why || (one.seat && one.error);
      page::View& date = view.add("dates");
      date.set("date_value", to_iso(one.wall.date))
          .set("date_text", page::when_text(visit.language, one.wall))
          .set("date_why", one.error ? why_text(visit, one.error->message) : "")
          .show("date_free", !one.error)
          .show("date_can", one.seat.has_value())
          .show("date_others", !one.instead.empty())
          .list("others");
      for (const schedule::Start& other : one.instead) {
        const WallTime wall = offer->zone.wall(other.at);
        date.add("others")
            .set("other_path", book_path(visit, first.appointment, wall))
            .set("other_text", page::when_text(visit.language, wall));
      }
    }
  view.set("plan_words", asked.words).set("plan_rule", "RRULE:" + asked.rule);
  view.show("plan_asks_why", asks_why);
  view.show("planned", any).show("has_conflicts", conflicts > 0);
  view.set("conflict_count", static_cast<std::int64_t>(conflicts));
}

clinic::OfTwo of_two(const std::string& text) {
  return text == "both"  ? clinic::OfTwo::both
         : text == "one" ? clinic::OfTwo::one
                         : clinic::OfTwo::unsaid;
}

// Whether somebody comes along to a visit that would move or be cancelled.
bool any_of_two(const Visit& visit, const std::vector<store::Appointment>& series,
                const store::Appointment& from) {
  return std::ranges::any_of(series, [&](const store::Appointment& one) {
    if (one.start < from.start || !clinic::can_still_change(one)) return false;
    auto other = clinic::other_visit(visit.site.clinic, one);
    return other && store::takes_time(other->status);
  });
}

// One question for what moves, whose answer the plan shows at once, and one for what is cancelled,
// which nothing answers beforehand.
void set_of_two(page::View& view, const Visit& visit, const std::vector<store::Appointment>& series,
                const store::Appointment& a) {
  view.show("of_two", any_of_two(visit, series, a));
  const bool alone = of_two(chosen(visit, "moves")) == clinic::OfTwo::one;
  const page::Option both{"both", visit.say("desk_series.both_of_them")},
      one{"one", visit.say("desk_series.only_theirs")};
  page::set_options(view, "moves", {both, one}, {alone ? "one" : "both"});
  view.set("moves_chosen", alone ? "one" : "both")
      .set("moves_hint", visit.say(alone ? "desk_series.plan_one" : "desk_series.plan_both"));
  page::set_options(view, "which", {one, both}, {chosen(visit, "which")});
}

void set_rest(page::View& view, const Visit& visit, std::vector<page::Wrong>& wrongs,
              const store::Appointment& a) {
  auto series = clinic::series_of_visit(visit.site.clinic, visit.actor(), a.id);
  view.show("in_series", series && !series->empty()).list("visits").list("moves");
  set_of_two(view, visit, series ? *series : std::vector<store::Appointment>(), a);
  if (series)
    for (const store::Appointment& one : *series) {
      clinic::DeskVisit as_desk;
      as_desk.appointment = one;
      view.add("visits")
          .set("one_path", "/desk/visit/" + one.id.text())
          .set("one_when", page::when_text(visit.language, one.wall))
          .set("one_state", visit.say("desk_state." + state_of(as_desk).id))
          .show("one_this", one.id == a.id);
    }
  std::string day = chosen(visit, "to_day"), time = chosen(visit, "to_time");
  auto read = moved_to(visit);
  if (!read && wrongs.empty()) wrongs = wrongs_of(visit, read.error());
  const std::optional<WallTime> to = read ? *read : std::nullopt;
  bool movable = to.has_value(), asks_why = false;
  if (to) {
    auto moves = clinic::plan_move_rest(visit.site.clinic, visit.actor(), a.id, *to,
                                        of_two(chosen(visit, "moves")));
    if (!moves) {
      movable = false;
      for (page::Wrong& one : wrongs_of(visit, moves.error())) wrongs.push_back(std::move(one));
    } else {
      for (const clinic::MovedVisit& one : *moves) {
        movable = movable && (one.conflict.empty() || one.with_reason);
        asks_why = asks_why || one.with_reason;
        view.add("moves")
            .set("move_from", page::when_text(visit.language, one.visit.wall))
            .set("move_to", page::when_text(visit.language, one.to))
            .set("move_why", one.conflict.empty() ? "" : why_text(visit, one.conflict));
      }
    }
  }
  view.show("moving", to.has_value()).show("movable", movable).show("move_asks_why", asks_why);
  view.set("to_day", day.empty() ? to_iso(a.wall.date) : day);
  view.set("to_time", time.empty() ? clock_text(a.wall.minute) : time);
}

http::Response series_page(Visit& visit, const Error* error = nullptr) {
  auto found = clinic::desk_visit(visit.site.clinic, visit.actor(), appointment_of(visit));
  if (found && !clinic::leads(found->appointment))
    found =
        clinic::desk_visit(visit.site.clinic, visit.actor(), clinic::lead_of(found->appointment));
  if (!found) return show_error(visit, found.error());
  const store::Appointment& a = found->appointment;
  page::View view;
  fill_parts(visit, view, *visit.site.clinic.availability.get(), a);
  auto wrongs = wrongs_of(visit, error);
  view.set("series_path", series_path(visit)).set("visit_path", "/desk/visit/" + a.id.text());
  view.set("series_client", found->client.name)
      .set("series_service", service_name(visit, found->service))
      .set("series_when", page::when_text(visit.language, a.wall))
      .set("series_who", found->practitioner_name);
  std::string every = chosen(visit, "every"), count = chosen(visit, "count");
  std::vector<page::Option> weeks;
  for (const char* n : {"1", "2", "3", "4", "6", "8"})
    weeks.push_back({n, visit.say("desk_series.every_" + std::string(n))});
  set_plan(view, visit, wrongs, *found);
  set_rest(view, visit, wrongs, a);
  set_policy_of_all(view, visit, *found);
  page::set_options(view, "every", weeks, {every.empty() ? "1" : every});
  view.set("every_value", every);
  view.field("count", every.empty() ? "6" : count)
      .field("until", chosen(visit, "until"))
      .field("rule", chosen(visit, "rule"))
      .field("reason", visit.form.get("reason"));
  page::set_wrongs(view, wrongs);
  int status = error != nullptr ? status_for(*error) : wrongs.empty() ? 200 : 422;
  return show(visit, "desk-series", std::move(view), status);
}

http::Response repeat(Visit& visit) {
  auto in = repeat_of(visit);
  if (!in) return series_page(visit, &in.error());
  in->reason = visit.form.get("reason");
  if (visit.form.get("policy") == "yes") in->policy = agreed_policy(visit, "policy_version");
  auto plan = clinic::plan_repeat(visit.site.clinic, visit.actor(), *in);
  if (!plan) return series_page(visit, &plan.error());
  auto ticked = visit.form.all("date");
  for (const schedule::SeriesVisit& one : *plan)
    if (std::erase(ticked, to_iso(one.wall.date)) == 0) in->except.push_back(one.wall.date);
  Error strange = invalid("date", "series_day");
  if (!ticked.empty()) return series_page(visit, &strange);
  auto done = clinic::repeat_visit(visit.site.clinic, visit.actor(), *in);
  return done ? go(visit, series_path(visit)) : series_page(visit, &done.error());
}

http::Response cancel(Visit& visit) {
  auto done = clinic::cancel_rest(visit.site.clinic, visit.actor(), appointment_of(visit),
                                  of_two(visit.form.get("which")));
  return done ? go(visit, series_path(visit)) : series_page(visit, &done.error());
}

http::Response move_rest(Visit& visit) {
  auto to = moved_to(visit);
  if (!to) return series_page(visit, &to.error());
  Error missing = invalid("to_day", "date_invalid");
  if (!*to) return series_page(visit, &missing);
  auto done = clinic::move_rest(visit.site.clinic, visit.actor(), appointment_of(visit), **to,
                                visit.form.get("reason"), of_two(visit.form.get("moves")));
  if (done) return go(visit, series_path(visit));
  Error error = done.error();
  if (error.field == "which") error.field = "moves";
  return series_page(visit, &error);
}

}  // namespace

void add_desk_series(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto roles = desk_roles();
  router.add({Method::get, "/desk/visit/{id}/series",
              for_staff(site, roles, [](Visit& v) { return series_page(v); }), "staff"});
  router.add({Method::post, "/desk/visit/{id}/series", for_staff(site, roles, repeat), "staff"});
  router.add(
      {Method::post, "/desk/visit/{id}/series/cancel", for_staff(site, roles, cancel), "staff"});
  router.add(
      {Method::post, "/desk/visit/{id}/series/move", for_staff(site, roles, move_rest), "staff"});
}

}  // namespace fascia::web
