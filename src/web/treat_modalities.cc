// SPDX-License-Identifier: Apache-2.0
// Heat, cold, cups and stones in the room: what is on with its time, what may be put on where, and
// what was made sure of before.
#include <algorithm>

#include "clinic/session_modalities.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

using clinic::Applied;
using clinic::RunningSession;

std::string modality_name(const Visit& visit, const std::string& id) {
  const care::Modality* modality = visit.site.clinic.plans.modality(id);
  return modality == nullptr ? id : care::in_language(modality->name, page::code(visit.language));
}

// Which word about its time is due: to look, to take off, off at once; empty: none.
std::string_view due(const clinic::ModalityTimes& times, const Applied& one, Instant now) {
  const std::int64_t seconds = (now - one.from).value;
  if (seconds >= 60LL * times.most) return "over";
  if (seconds >= 60LL * times.aim) return "aim";
  if (times.look > 0 && !one.looked && seconds >= 60LL * times.look) return "look";
  return {};
}

// What is due of it now, in words; empty: nothing.
std::string set_running(page::View& line, const Visit& visit, const RunningSession& s,
                        const Applied& one) {
  const auto times = clinic::times_of(visit.site.clinic, s.room.rules, s.room.state, one);
  const bool look = times.look > 0 && !one.looked && times.look < times.most;
  auto clock_after = [&](int minutes) {
    return clock_of(visit, one.from + Seconds{60LL * minutes});
  };
  line.set("on_from", one.from.seconds)
      .set("on_clock", minutes_and_seconds((s.now - one.from).value))
      .set("on_look", std::int64_t{look ? times.look : 0})
      .set("on_aim", std::int64_t{times.aim})
      .set("on_most", std::int64_t{times.most});
  std::string when = visit.say("treat_on.times", {{"since", clock_of(visit, one.from)},
                                                  {"aim", clock_after(times.aim)},
                                                  {"most", clock_after(times.most)}});
  if (look) when += " " + visit.say("treat_on.look_at", {{"time", clock_after(times.look)}});
  line.set("on_when", when);
  const std::string_view word = due(times, one, s.now);
  line.show("on_is_due", !word.empty()).show("on_is_over", word == "over");
  const std::string note =
      word.empty() ? std::string() : visit.say("treat_on.due_" + std::string(word));
  line.set("on_note", note);
  line.show("on_may_look", times.look > 0 && !one.looked);
  return note;
}

// Where it may go now: the place of now first, then those that the plan has it for.
std::vector<care::Region> places_for(const Visit& visit, const RunningSession& s,
                                     const care::Modality& modality,
                                     const std::vector<care::Region>& near) {
  std::vector<care::Region> out;
  auto add = [&](const care::Region& region) {
    const bool known = std::find(out.begin(), out.end(), region) != out.end();
    if (!known && clinic::may_put_on(visit.site.clinic, s.room, modality, region, s.now))
      out.push_back(region);
  };
  if (s.room.state.region) add(*s.room.state.region);
  for (const care::Beside& beside : s.file.room.plan.beside)
    if (beside.modality == modality.id)
      for (const care::Region& region : beside.regions) add(region);
  for (const care::Region& region : near) add(region);
  return out;
}

// Why it goes nowhere: of the place of now, or the first that is near.
std::string refusal(const Visit& visit, const RunningSession& s, const care::Modality& modality,
                    const std::vector<care::Region>& near) {
  std::optional<care::Region> region = s.room.state.region;
  if (!region && !near.empty()) region = near.front();
  if (!region) return visit.say("treat_session.nowhere");
  if (auto kept =
          care::keeps_away(visit.site.clinic.plans, modality, *region, s.room.rules.modalities))
    return care::in_language(kept->why, page::code(visit.language));
  auto may = clinic::may_put_on(visit.site.clinic, s.room, modality, *region, s.now);
  return may ? "" : page::error_text(visit.language, may.error());
}

void set_checks(page::View& line, const Visit& visit, const RunningSession& s,
                const care::Modality& modality, const std::vector<care::Region>& places) {
  const bool sent = visit.form.get("put_on") == modality.id;
  auto add = [&](const std::string& id, const std::string& text) {
    const std::string name = "sure." + id;
    line.add("checks")
        .set("check_name", name)
        .set("check_id", modality.id + "-" + id)
        .set("check_text", text)
        .show("check_on", sent && visit.form.has(name));
  };
  for (const care::ModalityCheck& check : modality.checks)
    add(check.id, care::in_language(check.text, page::code(visit.language)));
  std::vector<std::string> whys;
  for (const care::Words& why :
       care::modality_cautions(visit.site.clinic.plans, modality, places, s.room.rules.modalities))
    whys.push_back(care::in_language(why, page::code(visit.language)));
  if (!whys.empty())
    add(std::string(clinic::kCautionSeen),
        visit.say("treat_on.caution", {{"why", page::and_text(visit.language, whys)}}));
}

void set_offer(page::View& line, const Visit& visit, const RunningSession& s,
               const care::Modality& modality, const std::vector<care::Region>& near) {
  auto places = places_for(visit, s, modality, near);
  line.set("modality_id", modality.id).set("modality_name", modality_name(visit, modality.id));
  line.set("modality_target", care::in_language(modality.target, page::code(visit.language)));
  line.show("modality_open", visit.form.get("put_on") == modality.id);
  line.show("modality_offered", !places.empty());
  if (places.empty()) line.set("modality_refusal", refusal(visit, s, modality, near));
  const auto& beside = s.file.room.plan.beside;
  auto planned = std::find_if(beside.begin(), beside.end(),
                              [&](const care::Beside& one) { return one.modality == modality.id; });
  line.show("modality_planned", planned != beside.end());
  line.list("modality_places").list("checks");
  for (const care::Region& place : places)
    line.add("modality_places")
        .set("modality_place", place.text())
        .set("modality_place_name", region_name(visit, place));
  if (!places.empty()) set_checks(line, visit, s, modality, places);
}

}  // namespace

std::string applied_place(const Visit& visit, const Applied& one) {
  return modality_name(visit, one.modality) + visit.say("words.colon") + " " +
         region_name(visit, one.region);
}

std::string applied_text(const Visit& visit, const Applied& one) {
  const std::int64_t seconds = one.until ? (*one.until - one.from).value : 0;
  std::string text =
      page::minutes_text(visit.language, std::max(1, static_cast<int>((seconds + 30) / 60)));
  text += ", " + visit.say("treat_on.was_sure");
  if (one.looked)
    text += ", " + visit.say("treat_on.was_looked", {{"time", clock_of(visit, *one.looked)}});
  if (!one.skin.empty()) text += ", " + visit.say("treat_on.was_" + one.skin);
  return text;
}

std::string last_of_applied(const Visit& visit, const RunningSession& s,
                            const clinic::LoggedTap& last) {
  const clinic::Tap& tap = last.tap;
  const int seq = tap.kind == clinic::Tap::Kind::put_on ? last.seq : tap.of;
  for (const clinic::Applied& one : s.room.state.applied)
    if (one.seq == seq)
      return applied_place(visit, one) + ", " +
             visit.say("treat_on.last_" + (tap.skin.empty() ? "put_on" : tap.skin));
  return {};
}

clinic::Tap put_on_of(const Visit& visit) {
  clinic::Tap tap;
  tap.kind = clinic::Tap::Kind::put_on;
  tap.modality = visit.form.get("put_on");
  tap.region = care::parse_region(visit.form.get("place"));
  auto keep = [&](const std::string& id) {
    if (visit.form.has("sure." + id)) tap.checked.push_back(id);
  };
  if (const care::Modality* modality = visit.site.clinic.plans.modality(tap.modality))
    for (const care::ModalityCheck& check : modality->checks) keep(check.id);
  keep(std::string(clinic::kCautionSeen));
  return tap;
}

clinic::Tap skin_of(const http::Form& form) {
  const bool looks = form.has("look");
  clinic::Tap tap;
  tap.kind = looks ? clinic::Tap::Kind::look : clinic::Tap::Kind::take_off;
  tap.skin = form.get(looks ? "look" : "take_off");
  tap.of = number_in(form, "of").value_or(0);
  return tap;
}

void set_modalities(page::View& view, const Visit& visit, const RunningSession& s,
                    const std::vector<care::Region>& near) {
  view.list("on").list("modalities");
  std::string alarm;  // the first that is due, at the head of the page
  for (const Applied& one : s.room.state.applied) {
    if (!one.is_on() && !one.skin.empty()) continue;
    page::View& line = view.add("on");
    line.set("on_seq", std::int64_t{one.seq}).set("on_name", applied_place(visit, one));
    line.show("on_runs", one.is_on());
    if (!one.is_on()) continue;
    const std::string note = set_running(line, visit, s, one);
    if (alarm.empty() && !note.empty()) alarm = applied_place(visit, one) + ". " + note;
  }
  view.show("has_on_alarm", !alarm.empty()).set("on_alarm", alarm);
  for (const care::Modality& modality : visit.site.clinic.plans.modalities)
    set_offer(view.add("modalities"), visit, s, modality, near);
}

}  // namespace fascia::web
