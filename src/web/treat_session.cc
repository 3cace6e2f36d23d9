// SPDX-License-Identifier: Apache-2.0
// The treatment room: what is tapped is safe at once, without script as a form that comes back to
// the same place.
#include <fmt/format.h>

#include <algorithm>

#include "clinic/session_log.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

using clinic::Advice;
using clinic::RunningSession;
using clinic::Tap;

constexpr std::size_t kFirstTechniques = 6;
constexpr std::size_t kFirstPlaces = 6;

bool in(const std::vector<std::string>& all, const std::string& id) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

// The plan's own first, then the rest that the therapist offers.
std::vector<std::string> techniques_of(const Visit& visit, const RunningSession& s) {
  std::vector<std::string> out;
  for (const care::Segment& segment : s.file.room.plan.segments)
    for (const care::WorkedPlace& place : segment.places)
      for (const std::string& id : place.techniques)
        if (!in(out, id)) out.push_back(id);
  auto offer = visit.site.clinic.availability.get();
  const store::Practitioner* therapist = offer->practitioner(s.file.visit.appointment.practitioner);
  for (const care::Technique& technique : visit.site.clinic.plans.techniques) {
    bool trained = therapist == nullptr || therapist->techniques.empty() ||
                   in(therapist->techniques, technique.id);
    if (trained && !in(out, technique.id)) out.push_back(technique.id);
  }
  return out;
}

// Where the hands are or may go next: the place of now, what hurts, the block of now, then the rest
// of the plan.
std::vector<care::Region> places_of(const RunningSession& s) {
  std::vector<care::Region> out;
  auto add = [&](const care::Region& region) {
    if (std::find(out.begin(), out.end(), region) == out.end()) out.push_back(region);
  };
  const auto& segments = s.file.room.plan.segments;
  std::vector<care::Region> planned;
  for (const care::Segment& segment : segments)
    for (const care::WorkedPlace& place : segment.places) planned.push_back(place.region);
  auto is_planned = [&](const care::Region& region) {
    return std::find(planned.begin(), planned.end(), region) != planned.end();
  };
  if (s.file.room.day)
    for (const care::Pain& pain : s.file.room.day->before.intake.pains)
      if (is_planned(pain.region)) add(pain.region);
  double elapsed = static_cast<double>((s.now - s.file.session->started).value) / 60.0, from = 0;
  for (const care::Segment& segment : segments) {
    bool now = elapsed >= from && elapsed < from + segment.minutes();
    from += segment.minutes();
    if (!now) continue;
    for (const care::WorkedPlace& place : segment.places) add(place.region);
  }
  for (const care::Region& region : planned) add(region);
  for (const auto& w : s.summary.regions) add(w.region);
  // What is worked on now stands among the first, wherever the plan has it.
  if (s.room.state.region) {
    auto at = std::find(out.begin(), out.end(), *s.room.state.region);
    if (at != out.end() && at - out.begin() >= std::ptrdiff_t(kFirstPlaces)) out.erase(at);
    if (std::find(out.begin(), out.end(), *s.room.state.region) == out.end())
      out.insert(out.begin() + std::min<std::ptrdiff_t>(std::ptrdiff_t(out.size()),
                                                        std::ptrdiff_t(kFirstPlaces) - 1),
                 *s.room.state.region);
  }
  return out;
}

void set_places(page::View& view, const Visit& visit, const RunningSession& s) {
  view.list("places").list("more_places").list("all_places");
  auto all = places_of(s);
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool closed = clinic::depth_allowed(visit.site.clinic, s.file.room, all[i]) == 0 ||
                  s.room.state.blocked.count(all[i]) != 0;
    view.add(i < kFirstPlaces ? "places" : "more_places")
        .set("place_id", all[i].text())
        .set("place_name", region_name(visit, all[i]))
        .show("place_now", s.room.state.region == all[i])
        .show("place_closed", closed);
  }
  view.show("has_more_places", all.size() > kFirstPlaces);
  for (const care::Region& region : page::body_regions()) {
    if (clinic::depth_allowed(visit.site.clinic, s.file.room, region) == 0) continue;
    view.add("all_places")
        .set("any_id", region.text())
        .set("any_name", page::region_text(visit.language, region));
  }
}

// What the consent leaves out: oil where the clothes stay on, and pressing without a yes to it.
bool left_out(const Visit& visit, const RunningSession& s, const std::string& id) {
  const care::Technique* technique = visit.site.clinic.plans.technique(id);
  if (technique == nullptr || !s.file.consent) return false;
  return (technique->oil && s.file.consent->clothing == clinic::kClothed) ||
         (technique->presses_tender && !s.file.consent->tender);
}

void set_techniques(page::View& view, const Visit& visit, const RunningSession& s) {
  view.list("techniques").list("more_techniques");
  auto all = techniques_of(visit, s);
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool stopped =
        s.room.state.region && s.room.state.stopped.count({*s.room.state.region, all[i]}) != 0;
    view.add(i < kFirstTechniques ? "techniques" : "more_techniques")
        .set("technique_id", all[i])
        .set("technique_name", technique_name(visit, all[i]))
        .show("technique_now", s.room.state.technique == all[i] && s.room.state.working)
        .show("technique_stopped", stopped || left_out(visit, s, all[i]));
  }
  view.show("has_more", all.size() > kFirstTechniques);
}

void set_numbers(page::View& view, const Visit& visit, const RunningSession& s) {
  int most = s.file.room.max_depth;
  if (s.room.state.region) {
    most = clinic::depth_allowed(visit.site.clinic, s.file.room, *s.room.state.region);
    if (auto at = s.room.state.eased.find(*s.room.state.region); at != s.room.state.eased.end())
      most = std::min(most, at->second);
  }
  view.list("depths").list("steps");
  for (int depth = 1; depth <= 5; ++depth)
    view.add("depths")
        .set("depth", std::int64_t{depth})
        .show("depth_now", s.room.state.depth == depth)
        .show("depth_closed", depth > most);
  auto steps = clinic::comfort_steps(visit.site.clinic);
  for (int step = 0; step <= 10; ++step)
    view.add("steps")
        .set("step", std::int64_t{step})
        .show("step_now", s.room.state.discomfort == step)
        .show("step_high", step >= steps.ease_from || step > s.file.ceiling)
        .set("step_word", step == 0 ? visit.say("treat_session.word_nothing")
                          : step == 5 && step <= s.file.ceiling
                              ? visit.say("treat_session.word_good")
                          : step == 7 ? visit.say("treat_session.word_too_much")
                                      : "");
  view.set("felt", s.room.state.discomfort ? std::to_string(*s.room.state.discomfort) : "–");
  view.set("ceiling", std::int64_t{s.file.ceiling});
}

void set_warning(page::View& view, const Visit& visit, const RunningSession& s) {
  view.show("warned", s.advice != Advice::fine);
  view.show("warned_stop", s.advice == Advice::stop || s.advice == Advice::skin);
  std::string title, text;
  int value = s.room.state.discomfort.value_or(0);
  if (s.advice == Advice::over_agreed) {
    title = visit.say("treat_session.over", {{"value", std::to_string(value)},
                                             {"ceiling", std::to_string(s.file.ceiling)}});
    text = visit.say("treat_session.over_text");
  } else if (s.advice == Advice::ease) {
    title = visit.say("treat_session.ease", {{"value", std::to_string(value)}});
    text = visit.say("treat_session.ease_text", {{"depth", std::to_string(s.room.state.depth)}});
  } else if (s.advice == Advice::uneasy) {
    title = visit.say("treat_comfort.little",
                      {{"value", std::to_string(s.room.state.comfort.value_or(0))}});
    text = visit.say("treat_comfort.little_text");
  } else if (s.advice == Advice::skin) {
    title = visit.say("treat_on.bad");
    text = visit.say("treat_on.bad_text");
  } else if (s.advice == Advice::stop) {
    title = visit.say("treat_session.stopped");
    text = s.room.state.region ? visit.say("treat_session.stopped_text",
                                           {{"place", region_name(visit, *s.room.state.region)}})
                               : visit.say("treat_session.stopped_anywhere");
    const auto& applied = s.room.state.applied;
    if (std::any_of(applied.begin(), applied.end(),
                    [](const clinic::Applied& one) { return one.skin.empty(); }))
      text += " " + visit.say("treat_on.off_too");
  }
  view.set("warning_title", title).set("warning_text", text);
}

// The agreed range as a band, the numbers as a line, those above it as marked points.
std::string comfort_curve(const Visit& visit, const RunningSession& s) {
  constexpr double kWide = 424, kHigh = 110;
  const store::Appointment& a = s.file.visit.appointment;
  double total = std::max(600.0, static_cast<double>((a.finish - a.start).value));
  Instant from = s.file.session->started;
  total = std::max(total, static_cast<double>((s.now - from).value));
  auto x = [&](Instant at) { return static_cast<double>((at - from).value) / total * kWide; };
  auto y = [&](int value) { return kHigh - 5 - value * (kHigh - 10) / 10; };
  std::string line, points;
  for (const auto& [at, value] : s.summary.curve) {
    line += fmt::format("{}{:.1f},{:.1f}", line.empty() ? "" : " ", x(at), y(value));
    bool high = value > s.file.ceiling;
    points += fmt::format(R"svg(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>)svg",
                          high ? "felt-high" : "felt", x(at), y(value), high ? 5 : 3);
    if (high)
      points += fmt::format(R"svg(<text class="felt-number" x="{:.1f}" y="{:.1f}">{}</text>)svg",
                            std::min(kWide - 14, x(at) + 8), std::max(12.0, y(value) + 4), value);
  }
  std::string name = s.summary.curve.empty()
                         ? visit.say("treat_session.curve_empty")
                         : visit.say("treat_session.curve_name",
                                     {{"count", std::to_string(s.summary.curve.size())},
                                      {"last", std::to_string(s.summary.curve.back().second)},
                                      {"highest", std::to_string(s.summary.highest_discomfort)}});
  return fmt::format(
      R"svg(<svg class="felt-curve" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">)svg"
      R"svg(<rect class="felt-range" x="0" y="{:.1f}" width="{:g}" height="{:.1f}"/>)svg"
      R"svg(<polyline class="felt-line" points="{}"/>{}</svg>)svg",
      kWide, kHigh, page::escape_html(name), y(s.file.ceiling), kWide, y(0) - y(s.file.ceiling),
      line, points);
}

void set_timer(page::View& view, const Visit& visit, const RunningSession& s) {
  const store::Appointment& a = s.file.visit.appointment;
  std::int64_t left = (a.finish - s.now).value;
  std::int64_t minutes_left = std::max<std::int64_t>(0, (left + 59) / 60);
  view.set("ends_at", a.finish.seconds).set("server_now", s.now.seconds);
  view.set("left", (left < 0 ? "−" : "") + minutes_and_seconds(std::abs(left)));
  view.set("until", clock_of(visit, a.finish));
  view.show("ten_left", left > 300 && minutes_left <= 10)
      .show("five_left", left > 0 && minutes_left <= 5)
      .show("over_time", left <= 0);
}

void set_log(page::View& view, const Visit& visit, const RunningSession& s) {
  const clinic::LoggedTap* last = nullptr;
  for (const auto& one : s.room.log)
    if (!one.undone && one.tap.kind != Tap::Kind::undo && one.tap.kind != Tap::Kind::withdrawn)
      last = &one;
  std::string said;
  if (last != nullptr) {
    const Tap& tap = last->tap;
    std::string place = tap.region ? region_name(visit, *tap.region) : "";
    if (tap.kind == Tap::Kind::work)
      said = place + ", " + technique_name(visit, tap.technique) + ", " +
             visit.say("treat_session.depth_n", {{"depth", std::to_string(tap.depth)}});
    else if (tap.kind == Tap::Kind::discomfort)
      said = visit.say("treat_session.felt_n", {{"value", std::to_string(tap.value)}});
    else if (tap.kind == Tap::Kind::pace)
      said = visit.say("treat_pace." + tap.pace);
    else if (tap.kind == Tap::Kind::comfort)
      said = visit.say("treat_comfort.last", {{"value", std::to_string(tap.value)}});
    else if (tap.kind == Tap::Kind::tender)
      said = place + ", " + visit.say("treat_tender.last", {{"value", std::to_string(tap.value)}});
    else if (tap.kind == Tap::Kind::stop)
      said = visit.say("treat_stop." + tap.cause);
    else
      said = last_of_applied(visit, s, *last);
  }
  view.show("can_undo", last != nullptr).set("last_tap", said);
  view.set("last_at", last == nullptr ? "" : clock_of(visit, last->at));
}

http::Response session_view(Visit& visit, const RunningSession& s,
                            const std::optional<Error>& error = {}) {
  page::View view;
  set_head(view, visit, s.file);
  set_timer(view, visit, s);
  auto marks = marks_of(visit, s.file, &s.summary);
  view.markup("figure_back", page::body_map_svg(visit.language, page::Figure::back, marks));
  view.markup("figure_front", page::body_map_svg(visit.language, page::Figure::front, marks));
  set_places(view, visit, s);
  set_techniques(view, visit, s);
  set_numbers(view, visit, s);
  set_warning(view, visit, s);
  view.markup("curve", comfort_curve(visit, s));
  int elapsed = static_cast<int>((s.now - s.file.session->started).value / 60);
  set_plan(view, visit, s.file.room.plan, elapsed);
  set_plan_beside(view, visit, s.file.room.plan);
  set_changes(view, visit, s.file.room.changes);
  set_log(view, visit, s);
  set_room_asks(view, visit, s);
  set_modalities(view, visit, s, places_of(s));
  view.show("somewhere", s.room.state.region.has_value());
  view.set("region_now", s.room.state.region ? s.room.state.region->text() : "");
  view.set("place_now_name", s.room.state.region ? region_name(visit, *s.room.state.region)
                                                 : visit.say("treat_session.nowhere"));
  view.set("seq", std::int64_t{s.next_seq});
  view.set("stop_word", s.file.consent ? s.file.consent->word : "");
  view.show("all_withdrawn", s.room.state.withdrawn);
  view.show("refused", error.has_value());
  view.set("refused_text", error ? page::error_text(visit.language, *error) : "");
  return show(visit, "treat-session", std::move(view), error ? treat_status(*error) : 200);
}

http::Response session_again(Visit& visit, AppointmentId id, const std::optional<Error>& error) {
  auto running = clinic::running_session(visit.site.clinic, visit.actor(), id);
  if (!running)
    return running.error().message == "session_missing" ? go(visit, treat_path(id))
                                                        : show_error(visit, running.error());
  if (running->file.session->ended) return go(visit, treat_path(id, "/chart"));
  return session_view(visit, *running, error);
}

http::Response session_page(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  return session_again(visit, *id, std::nullopt);
}

// A button carries what it means: place, technique, depth, felt, pace, comfort, tender, what is put
// on and taken off, stop, undo.
Tap tap_of(const Visit& visit) {
  const http::Form& form = visit.form;
  Tap tap;
  if (form.has("put_on")) return put_on_of(visit);
  if (form.has("look") || form.has("take_off")) return skin_of(form);
  if (form.has("undo")) {
    tap.kind = Tap::Kind::undo;
  } else if (form.has("stop")) {
    tap.kind = Tap::Kind::stop;
    tap.cause = form.get("stop");
  } else if (form.has("felt")) {
    tap.kind = Tap::Kind::discomfort;
    tap.value = number_in(form, "felt").value_or(-1);
  } else if (form.has("pace")) {
    tap.kind = Tap::Kind::pace;
    tap.pace = form.get("pace");
  } else if (form.has("comfort")) {
    tap.kind = Tap::Kind::comfort;
    tap.value = number_in(form, "comfort").value_or(-1);
  } else if (form.has("tender")) {
    tap.kind = Tap::Kind::tender;
    tap.region = care::parse_region(form.get("place"));
    tap.value = number_in(form, "tender").value_or(-1);
    tap.count = number_in(form, "count").value_or(1);
    tap.muscle = form.get("muscle");
  } else {
    tap.region = care::parse_region(form.get("place"));
    tap.technique = form.get("technique");
    tap.depth = number_in(form, "depth").value_or(0);
  }
  return tap;
}

http::Response tap(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  clinic::LogTap in{*id, tap_of(visit), number_in(visit.form, "seq").value_or(0)};
  if (auto at = number_in(visit.form, "at")) in.at = Instant{*at};
  // A place chosen first has no technique yet: the plan's own for that place, else the first.
  if (in.tap.kind == Tap::Kind::work && in.tap.technique.empty()) {
    auto running = clinic::running_session(visit.site.clinic, visit.actor(), *id);
    if (running && running->room.state.technique.empty()) {
      for (const care::Segment& segment : running->file.room.plan.segments)
        for (const care::WorkedPlace& place : segment.places)
          if (in.tap.technique.empty() && in.tap.region == place.region &&
              !place.techniques.empty())
            in.tap.technique = place.techniques.front();
      auto all = techniques_of(visit, *running);
      if (in.tap.technique.empty() && !all.empty()) in.tap.technique = all.front();
    }
  }
  auto logged = clinic::log_tap(visit.site.clinic, visit.actor(), in);
  if (logged) return go(visit, treat_path(*id, "/session"));
  if (logged.error().code == Code::forbidden || logged.error().code == Code::not_found)
    return show_error(visit, logged.error());
  return session_again(visit, *id, logged.error());
}

}  // namespace

void add_treat_session(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  router.add({http::Method::get, "/treat/{appointment}/session",
              for_staff(site, roles, session_page), own});
  router.add({http::Method::post, "/treat/{appointment}/tap", for_staff(site, roles, tap), own});
}

}  // namespace fascia::web
