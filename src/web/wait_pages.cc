// SPDX-License-Identifier: Apache-2.0
// The wait list: what would suit, and a time that is kept for who waits until a deadline.
#include <algorithm>
#include <iterator>

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

// What was typed, or what the address says at first.
std::string typed(const Visit& visit, const char* name) {
  if (visit.request.method == http::Method::post) return visit.form.get(name);
  return std::string(visit.request.query_value(name));
}

Result<clinic::JoinWaitList> read_form(const Visit& visit, const clinic::Offer& offer) {
  clinic::JoinWaitList in;
  if (const store::Service* s = offer.service_by_slug(visit.form.get("service")))
    in.service = s->id;
  FASCIA_TRY(in.practitioner, id_or_none<PractitionerId>(visit.form.get("practitioner"),
                                                         "practitioner", "practitioner_unknown"));
  FASCIA_TRY(in.from, date_or_none(visit.form.get("from"), "from"));
  FASCIA_TRY(in.until, date_or_none(visit.form.get("until"), "until"));
  for (const std::string& day : visit.form.all("weekday")) {
    if (day.size() != 1 || day[0] < '1' || day[0] > '7')
      return invalid("weekday", "choice_missing");
    in.weekdays += day;
  }
  if (const std::string asked = visit.form.get("part"); !asked.empty()) {
    const auto* part = std::find_if(std::begin(kParts), std::end(kParts),
                                    [&](const PartOfDay& one) { return asked == one.id; });
    if (part == std::end(kParts)) return invalid("part", "choice_missing");
    in.from_minute = part->from;
    in.until_minute = part->until;
  }
  in.name = visit.form.get("name");
  in.email = visit.form.get("email");
  in.phone = visit.form.get("phone");
  FASCIA_TRY(in.birth_date, date_or_none(visit.form.get("birth_date"), "birth_date"));
  in.gender = visit.form.get("gender");
  in.language = page::code(visit.language);
  in.actor = visit.actor();
  return in;
}

// Whom they would rather be treated by, where it makes a difference for any of the visits; what
// they said on the page of the times stands there already.
void set_wish_choice(page::View& view, const Visit& visit, const clinic::Offer& offer,
                     const std::string& wrong) {
  std::string chosen = typed(visit, "gender");
  if (visit.request.method == http::Method::get && !visit.staff)
    chosen = clinic::find_draft(visit.site.clinic, visit.browser).gender;
  const auto options = wish_options(visit, offer, chosen);
  view.show("may_wish", !options.empty());
  page::set_options(view, "gender", options, {chosen}, wrong);
}

void set_choices(page::View& view, const Visit& visit, const clinic::Offer& offer,
                 const std::vector<page::Wrong>& wrongs) {
  auto wrong = [&](std::string_view field) {
    for (const page::Wrong& one : wrongs)
      if (one.field == field) return one.text;
    return std::string();
  };
  std::vector<page::Option> services, people{{"", visit.say("book.anyone")}}, days, parts;
  for (const store::Service& s : offer.services)
    if (s.online || visit.staff) services.push_back({s.slug, name_and_length(visit, s)});
  if (const store::Service* s = offer.service_by_slug(typed(visit, "service"));
      s != nullptr && !s->parts.empty() && (s->online || visit.staff))
    services.push_back({s->slug, name_and_length(visit, *s)});
  for (const store::Practitioner& p : offer.practitioners)
    people.push_back({p.id.text(), p.first_name});
  for (int d = 1; d <= 7; ++d)
    days.push_back({std::to_string(d), visit.say("words.weekday_" + std::to_string(d))});
  for (const PartOfDay& part : kParts)
    parts.push_back({part.id, visit.say("wait.part_" + std::string(part.id))});
  std::string part = typed(visit, "part");
  set_wish_choice(view, visit, offer, wrong("gender"));
  page::set_options(view, "service", services, {typed(visit, "service")}, wrong("service"));
  page::set_options(view, "practitioner", people, {typed(visit, "practitioner")},
                    wrong("practitioner"));
  page::set_options(view, "weekday", days, visit.form.all("weekday"), wrong("weekday"));
  page::set_options(view, "part", parts, {part.empty() ? "any" : part}, wrong("part"));
  for (const char* name : {"from", "until", "name", "birth_date", "email", "phone"})
    view.field(name, typed(visit, name), wrong(name));
}

http::Response get_wait(Visit& visit) { return wait_form_page(visit, {"/wait", "/wait/told"}, {}); }

http::Response post_wait(Visit& visit) {
  const WaitForm form{"/wait", "/wait/told"};
  if (auto refused = limit_of(visit, http::form_limits::kWaitJoins))
    return with_wait(wait_form_page(visit, form, &refused->error), refused->wait);
  return join_by_form(visit, form);
}

http::Response get_told(Visit& visit) { return show(visit, "wait-told", page::View()); }

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
  page::set_wrongs(view, error != nullptr ? wrongs_of(visit, *error) : std::vector<page::Wrong>());
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
  auto wrongs = error != nullptr ? wrongs_of(visit, *error) : std::vector<page::Wrong>();
  set_choices(view, visit, *offer, wrongs);
  // What is wrong with no field leads to what was typed.
  for (page::Wrong& wrong : wrongs)
    if (wrong.field.empty()) wrong.field = "name";
  page::set_wrongs(view, wrongs);
  view.set("wait_action", where.action);
  view.show("for_desk", visit.staff.has_value());
  return show(visit, "wait", std::move(view),
              error != nullptr ? interop::http_status(*error) : 200);
}

http::Response join_by_form(Visit& visit, const WaitForm& where) {
  auto offer = clinic::offer_to_hold(visit.site.clinic, visit.actor(), visit.form.get("service"));
  auto in = read_form(visit, *offer);
  if (!in) return wait_form_page(visit, where, &in.error());
  auto done = clinic::join_wait_list(visit.site.clinic, *in);
  if (!done) return wait_form_page(visit, where, &done.error());
  return go(visit, where.done);
}

void add_wait_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/wait", open_to_all(site, get_wait)});
  router.add({Method::post, "/wait", open_to_all(site, post_wait)});
  router.add({Method::get, "/wait/told", open_to_all(site, get_told)});
  router.add({Method::get, "/wait/{id}/{token}",
              open_to_all(site, [](Visit& visit) { return offer_page(visit); })});
  router.add({Method::post, "/wait/{id}/{token}/yes", open_to_all(site, say_yes)});
  router.add({Method::post, "/wait/{id}/{token}/no", open_to_all(site, say_no)});
}

}  // namespace fascia::web
