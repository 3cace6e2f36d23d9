// SPDX-License-Identifier: Apache-2.0
// The client's own minute before a visit, and how its therapist reads it.
#include "clinic/before_visit.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/follow_view.h"
#include "web/private_link.h"
#include "web/treat_view.h"

namespace fascia::web {
namespace {

constexpr const char* kAnything[] = {"no", "yes", "unsure", "rather_not"};

std::string thing_field(std::size_t index) { return "thing." + std::to_string(index + 1); }

void add_things(page::View& view, const Visit& visit, const std::vector<std::string>& things) {
  view.list("things").show("has_things", !things.empty());
  for (std::size_t i = 0; i < things.size(); ++i) {
    page::View& one = view.add("things");
    one.set("thing_field", thing_field(i)).set("thing", things[i]);
    page::set_scale_steps(one, "thing_steps", 0, 10, number_in(visit.form, thing_field(i)));
  }
}

http::Response minute_page(const Visit& visit, const clinic::BeforePage& before,
                           const std::optional<Error>& error) {
  page::View view;
  view.set("sheet_path", visit.request.path);
  view.set("visit_when", page::when_text(visit.language, before.appointment.wall));
  for (const char* name : {"pain_now", "pain_average", "pain_worst"})
    page::set_scale(view, name, number_in(visit.form, name));
  add_things(view, visit, before.things);
  std::string since = before.last_visit
                          ? visit.say("follow_before.since_visit",
                                      {{"day", page::day_text(visit.language, *before.last_visit)}})
                          : visit.say("follow_before.since_form");
  view.set("anything_text", since);
  std::vector<page::Option> options;
  for (const char* id : kAnything)
    options.push_back({id, visit.say("follow_before.anything_" + std::string(id))});
  page::set_options(view, "anything", options, {visit.form.get("anything")});
  view.field("words", visit.form.get("words"));
  page::set_wrongs(view, wrongs_of(visit, error ? &*error : nullptr));
  return show(visit, "follow-before", std::move(view), error ? 422 : 200);
}

http::Response thanks_page(const Visit& visit, const clinic::BeforePage& before) {
  page::View view;
  view.set("sheet_path", visit.request.path);
  view.set("visit_when", page::when_text(visit.language, before.appointment.wall));
  view.show("says_new", before.told && before.told->anything != "no");
  return show(visit, "follow-before-told", std::move(view));
}

http::Response tell(Visit& visit, const clinic::OpenLink& link, const clinic::BeforePage& before) {
  clinic::TellBefore in;
  in.pain = {number_in(visit.form, "pain_now"), number_in(visit.form, "pain_average"),
             number_in(visit.form, "pain_worst")};
  for (std::size_t i = 0; i < before.things.size(); ++i)
    in.ratings.push_back(number_in(visit.form, thing_field(i)));
  in.anything = visit.form.get("anything");
  in.words = PrivateText(visit.form.get("words"));
  auto done = clinic::tell_before_visit(visit.site.clinic, link, in);
  if (done) return go(visit, visit.request.path);
  if (done.error().code == Code::invalid) return minute_page(visit, before, done.error());
  return show_error(visit, done.error());
}

http::Response before_page(Visit& visit) {
  return behind_birth_date(
      visit, "before", visit.request.param("token"), [](Visit& v, const clinic::OpenLink& link) {
        auto before = clinic::open_before_visit(v.site.clinic, link);
        if (!before) return show_error(v, before.error());
        bool posted = v.request.method == http::Method::post && !v.form.has("link_birth_date");
        if (posted && v.form.has("again")) return minute_page(v, *before, {});
        if (posted) return tell(v, link, *before);
        return before->told ? thanks_page(v, *before) : minute_page(v, *before, {});
      });
}

}  // namespace

void set_told(page::View& view, const Visit& visit, AppointmentId id) {
  auto told = visit.site.clinic.store.read(
      [&](store::Connection& c) { return clinic::told_before(c, visit.site.clinic, id); });
  view.show("has_told", told.has_value());
  view.list("told_lines");
  view.set("told_at", told ? clock_of(visit, told->at) : "");
  view.set("told_day", told ? day_of_instant(visit, told->at) : "");
  view.show("told_new", told && told->anything != "no");
  view.set("told_anything", told ? visit.say("follow_before.anything_" + told->anything) : "");
  view.set("told_words", told ? told->words : "");
  view.show("told_has_words", told && !told->words.empty());
  if (!told) return;
  auto add = [&](const std::string& name, std::optional<int> value) {
    if (value)
      view.add("told_lines").set("told_name", name).set("told_value", std::int64_t{*value});
  };
  const auto& measures = visit.site.clinic.follow_up.measures;
  auto name_of = [&](std::string_view use) {
    const care::Measure* m = care::measure_for(measures, use);
    return m == nullptr ? std::string(use) : follow_words(visit, m->name);
  };
  add(name_of("pain_now"), told->pain.now);
  add(name_of("pain_average"), told->pain.average);
  add(name_of("pain_worst"), told->pain.worst);
  for (const clinic::RatedThing& one : told->things) add(one.words, one.rating);
}

void add_follow_before(http::Router& router, const std::shared_ptr<Site>& site) {
  for (auto method : {http::Method::get, http::Method::post})
    router.add({method, "/before/{token}", open_to_all(site, before_page),
                "the client, by private link and birth date"});
}

}  // namespace fascia::web
