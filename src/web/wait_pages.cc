// SPDX-License-Identifier: Apache-2.0
// The wait list: what would suit, and a time that is kept for who waits until a deadline.
#include <algorithm>
#include <iterator>
#include <map>

#include "clinic/join_services.h"
#include "clinic/messages.h"
#include "clinic/wait_list.h"
#include "http/form_limits.h"
#include "interop/problem.h"
#include "page/fields.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/typed_values.h"
#include "web/wait_view.h"

namespace fascia::web {
namespace {

struct PartOfDay {
  const char* id;
  int from, until;
};
constexpr PartOfDay kParts[] = {{"any", 0, 24 * 60},
                                {"morning", 0, 12 * 60},
                                {"afternoon", 12 * 60, 17 * 60},
                                {"evening", 17 * 60, 24 * 60}};

// The fields of the form, by name.
using Typed = std::map<std::string, std::string>;

std::string part_of(const store::WaitEntry& e) {
  for (const PartOfDay& one : kParts)
    if (one.from == e.from_minute && one.until == e.until_minute) return one.id;
  return {};
}

Typed typed_of(const clinic::Offer& offer, const store::WaitEntry& e) {
  const store::Service* service = offer.service(e.service);
  return {{"service", service != nullptr ? service->slug : std::string()},
          {"practitioner", e.practitioner ? e.practitioner.text() : std::string()},
          {"from", to_iso(e.from)},
          {"until", to_iso(e.until)},
          {"part", part_of(e)},
          {"name", e.name},
          {"birth_date", e.birth_date ? to_iso(*e.birth_date) : std::string()},
          {"email", e.email},
          {"phone", e.phone},
          {"gender", e.gender}};
}

bool posted(const Visit& visit) { return visit.request.method == http::Method::post; }

// Whether the wish that this browser made is changed.
bool changes(const Visit& visit) {
  return (posted(visit) ? visit.form.get("change")
                        : std::string(visit.request.query_value("change"))) == "yes";
}

// What was typed, or what the address says at first.
std::string typed(const Visit& visit, const char* name) {
  return posted(visit) ? visit.form.get(name) : std::string(visit.request.query_value(name));
}

// What could be read, and what could not among the faults.
clinic::JoinWaitList read_form(const Visit& visit, const clinic::Offer& offer, Faults& faults) {
  clinic::JoinWaitList in;
  const http::Form& form = visit.form;
  if (const store::Service* s = offer.service_by_slug(form.get("service"))) in.service = s->id;
  in.practitioner = read_into(
      faults,
      id_or_none<PractitionerId>(form.get("practitioner"), "practitioner", "practitioner_unknown"));
  in.from = read_into(faults, date_or_none(form.get("from"), "from"));
  in.until = read_into(faults, date_or_none(form.get("until"), "until"));
  for (const std::string& day : form.all("weekday")) {
    if (day.size() != 1 || day[0] < '1' || day[0] > '7')
      faults.add(invalid("weekday", "choice_missing"));
    else
      in.weekdays += day;
  }
  if (const std::string asked = form.get("part"); !asked.empty()) {
    const auto* part = std::find_if(std::begin(kParts), std::end(kParts),
                                    [&](const PartOfDay& one) { return asked == one.id; });
    if (part == std::end(kParts)) {
      faults.add(invalid("part", "choice_missing"));
    } else {
      in.from_minute = part->from;
      in.until_minute = part->until;
    }
  }
  in.name = form.get("name");
  in.email = form.get("email");
  in.phone = form.get("phone");
  in.birth_date = read_into(faults, birth_date_or_none(form.get("birth_date"), "birth_date"));
  in.gender = form.get("gender");
  in.language = page::code(visit.language);
  in.actor = visit.actor();
  return in;
}

// Whom they would rather be treated by, where it makes a difference for any of the visits; what
// they said on the page of the times stands there already.
void set_wish_choice(page::View& view, const Visit& visit, const clinic::Offer& offer,
                     const std::string& kept) {
  std::string chosen = posted(visit) ? typed(visit, "gender") : kept;
  if (chosen.empty() && !posted(visit) && !visit.staff)
    chosen = clinic::find_draft(visit.site.clinic, visit.browser).gender;
  const auto options = wish_options(visit, offer, chosen);
  view.show("may_wish", !options.empty());
  page::set_options(view, "gender", options, {chosen});
}

void set_choices(page::View& view, const Visit& visit, const clinic::Offer& offer,
                 const std::optional<store::WaitEntry>& kept) {
  const Typed before = kept && !posted(visit) ? typed_of(offer, *kept) : Typed();
  auto value = [&](const char* name) {
    const auto at = before.find(name);
    return at == before.end() ? typed(visit, name) : at->second;
  };
  std::vector<std::string> ticked = visit.form.all("weekday");
  if (kept && !posted(visit))
    for (char day : kept->weekdays) ticked.emplace_back(1, day);
  std::vector<page::Option> services, people{{"", visit.say("book.anyone")}}, days, parts;
  for (const store::Service& s : offer.services)
    if (s.online || visit.staff) services.push_back({s.slug, name_and_length(visit, s)});
  if (const store::Service* s = offer.service_by_slug(value("service"));
      s != nullptr && !s->parts.empty() && (s->online || visit.staff))
    services.push_back({s->slug, name_and_length(visit, *s)});
  for (const store::Practitioner& p : offer.practitioners)
    people.push_back({p.id.text(), p.first_name});
  for (int d = 1; d <= 7; ++d)
    days.push_back({std::to_string(d), visit.say("words.weekday_" + std::to_string(d))});
  for (const PartOfDay& part : kParts)
    parts.push_back({part.id, visit.say("wait.part_" + std::string(part.id))});
  std::string part = value("part");
  set_wish_choice(view, visit, offer, kept ? kept->gender : std::string());
  page::set_options(view, "service", services, {value("service")});
  page::set_options(view, "practitioner", people, {value("practitioner")});
  page::set_options(view, "weekday", days, ticked);
  page::set_options(view, "part", parts, {part.empty() ? "any" : part});
  for (const char* name : {"from", "until", "name", "birth_date", "email", "phone"})
    view.field(name, value(name));
}

const WaitForm kPublic{"/wait", "/wait/told", true};

http::Response get_wait(Visit& visit) { return wait_form_page(visit, kPublic, {}); }

http::Response post_wait(Visit& visit) {
  if (auto refused = limit_of(visit, http::form_limits::kWaitJoins))
    return with_wait(wait_form_page(visit, kPublic, &refused->error), refused->wait);
  return join_by_form(visit, kPublic);
}

// What they wished, to the browser that said it.
http::Response get_told(Visit& visit) {
  const auto wish = clinic::own_wish(visit.site.clinic, visit.browser);
  page::View view;
  view.show("left", !wish && visit.request.query_value("left") == "yes");
  view.show("has_wish", wish.has_value());
  std::string service, when;
  if (wish) {
    auto offer = clinic::current_offer(visit.site.clinic);
    const store::Service* wanted = offer->service(wish->service);
    service = wanted != nullptr ? name_and_length(visit, *wanted) : std::string();
    when = wish_text(visit, *offer, *wish);
  }
  view.set("wish_service", service).set("wish_when", when);
  view.set("wish_reach", !wish ? "" : wish->email.empty() ? wish->phone : wish->email);
  return kept_private(show(visit, "wait-told", std::move(view)));
}

http::Response post_leave(Visit& visit) {
  auto done = clinic::take_wish_back(visit.site.clinic, visit.actor(), visit.browser);
  return done ? go(visit, "/wait/told?left=yes") : show_error(visit, done.error());
}

std::string path_of(const Visit& visit) {
  return "/wait/" + visit.request.param("id") + "/" + visit.request.param("token");
}

clinic::WaitAnswer answer_of(const Visit& visit) {
  auto id = store::WaitOfferId::parse(visit.request.param("id"));
  return {id.value_or(store::WaitOfferId{}),
          visit.request.param("token"),
          clinic::client_at(visit.request.remote),
          {}};
}

http::Response offer_page(Visit& visit, const Error* error = nullptr) {
  auto in = answer_of(visit);
  auto found = clinic::find_offer(visit.site.clinic, in.id, in.token);
  if (!found) return kept_private(show_error(visit, found.error()));
  auto offer = clinic::current_offer(visit.site.clinic);
  const store::Service* service = offer->service(found->entry.service);
  store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  page::View view;
  page::set_wrongs(view, wrongs_of(visit, error));
  view.show("open", found->open && service != nullptr);
  view.set("service_name", service != nullptr ? name_and_length(visit, *service) : "")
      .set("time_when", page::when_text(visit.language, offer->zone.wall(found->offer.start)))
      .set("time_who", therapists_of(visit, *offer, found->by))
      .set("price_words", service != nullptr ? price_words(visit, service->price) : "")
      .set("kept_until", page::when_text(visit.language, offer->zone.wall(found->offer.expires)))
      .set("offer_path", path_of(visit))
      .set("policy", page::policy_text(visit.language, policy))
      .set("version", policy.version);
  fill_policy_sums(visit, view, policy, {service != nullptr ? service->price : Money{}});
  set_zone(visit, view, *offer);
  return kept_private(show(visit, "wait-offer", std::move(view),
                           error != nullptr ? interop::http_status(*error) : 200));
}

http::Response say_yes(Visit& visit) {
  auto in = answer_of(visit);
  in.policy = agreed_policy(visit, "policy");
  auto booked = clinic::accept_offer(visit.site.clinic, in);
  if (!booked) return offer_page(visit, &booked.error());
  return kept_private(
      go(visit, clinic::manage_path(booked->appointment.id, booked->manage_token) + "?new=1"));
}

http::Response say_no(Visit& visit) {
  bool leaves = visit.form.get("leave") == "yes";
  auto done = clinic::decline_offer(visit.site.clinic, answer_of(visit), leaves);
  if (!done) return offer_page(visit, &done.error());
  return go(visit, path_of(visit));
}

}  // namespace

http::Response wait_form_page(Visit& visit, const WaitForm& where, const Error* error) {
  auto offer = clinic::offer_with(visit.site.clinic, typed(visit, "service"));
  page::View view;
  const bool changing = where.own && changes(visit);
  std::optional<store::WaitEntry> kept;
  if (changing) kept = clinic::own_wish(visit.site.clinic, visit.browser);
  set_choices(view, visit, *offer, kept);
  view.show("changing", changing);
  page::set_wrongs(view, wrongs_of(visit, error));
  view.set("wait_action", where.action);
  view.show("for_desk", visit.staff.has_value());
  return show(visit, "wait", std::move(view),
              error != nullptr ? interop::http_status(*error) : 200);
}

std::string wish_text(const Visit& visit, const clinic::Offer& offer, const store::WaitEntry& e) {
  std::string days;
  for (char d : e.weekdays) {
    if (!days.empty()) days += ", ";
    days += visit.say(std::string("words.weekday_") + d);
  }
  const store::Practitioner* p = offer.practitioner(e.practitioner);
  std::string text =
      visit.say("wait.wish_dates", {{"from", page::short_day_text(visit.language, e.from)},
                                    {"until", page::short_day_text(visit.language, e.until)}});
  if (!days.empty()) text += " · " + days;
  if (e.from_minute > 0 || e.until_minute < 24 * 60)
    text +=
        " · " + visit.say("wait.wish_hours",
                          {{"from", page::clock_words(visit.language, e.from_minute)},
                           {"until", page::clock_words(visit.language, e.until_minute % 1440)}});
  text += " · " + (p != nullptr ? p->first_name : visit.say("book.anyone"));
  const bool wishes = !e.gender.empty() && e.gender != "any";
  return wishes ? text + " · " + visit.say("wait.wish_" + e.gender) : text;
}

http::Response join_by_form(Visit& visit, const WaitForm& where) {
  auto offer = clinic::offer_to_hold(visit.site.clinic, visit.actor(), visit.form.get("service"));
  Faults faults;
  clinic::JoinWaitList in = read_form(visit, *offer, faults);
  if (where.own && changes(visit))
    if (const auto wish = clinic::own_wish(visit.site.clinic, visit.browser)) in.instead = wish->id;
  if (!faults.none()) faults.add(clinic::check_join(visit.site.clinic, in));
  if (const Done read = faults.done(); !read) return wait_form_page(visit, where, &read.error());
  auto done = clinic::join_wait_list(visit.site.clinic, in);
  if (!done) return wait_form_page(visit, where, &done.error());
  if (where.own)
    if (auto kept = clinic::remember_wish(visit.site.clinic, visit.browser, *done); !kept)
      return show_error(visit, kept.error());
  return go(visit, where.done);
}

void add_wait_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/wait", open_to_all(site, get_wait)});
  router.add({Method::post, "/wait", open_to_all(site, post_wait)});
  router.add({Method::get, "/wait/told", open_to_all(site, get_told)});
  router.add({Method::post, "/wait/leave", open_to_all(site, post_leave)});
  router.add({Method::get, "/wait/{id}/{token}",
              open_to_all(site, [](Visit& visit) { return offer_page(visit); })});
  router.add({Method::post, "/wait/{id}/{token}/yes", open_to_all(site, say_yes)});
  router.add({Method::post, "/wait/{id}/{token}/no", open_to_all(site, say_no)});
}

}  // namespace fascia::web
