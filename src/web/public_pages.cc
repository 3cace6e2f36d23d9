// SPDX-License-Identifier: Apache-2.0
// The front page, the page on deep tissue massage, and its replies.
#include "clinic/reply.h"
#include "clinic/service_list.h"
#include "http/form_limits.h"
#include "interop/problem.h"
#include "page/body_map.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/site.h"
#include "web/styleguide.h"

namespace fascia::web {
namespace {

const std::string kArticle = "deep-tissue-massage";

const std::string& service_name(const Visit& visit, const store::Service& service) {
  return visit.language == page::Language::fr ? service.name_fr : service.name_en;
}

http::Response front(Visit& visit) {
  page::View view;
  view.list("services");
  auto offer = clinic::current_offer(visit.site.clinic);
  for (const clinic::SoldThing& thing : clinic::sold_things(*offer, true))
    for (const store::Service* service : thing.lengths) {
      // Many clinics write the length into the name; it is not said twice.
      const std::string& name = thing.group == nullptr ? service_name(visit, *service)
                                : visit.language == page::Language::fr ? thing.group->name_fr
                                                                       : thing.group->name_en;
      const bool said = name.find(std::to_string(service->minutes)) != name.npos;
      view.add("services")
          .set("service_name", name)
          .show("length_shown", !said)
          .set("service_length", page::minutes_text(visit.language, service->minutes))
          .set("service_price", page::money_text(visit.language, service->price));
    }
  view.show("has_services", !view.lists().at("services").empty());
  view.markup("hero_figure",
              page::body_map_svg(visit.language, page::Figure::back,
                                 {{{"low-back", care::Side::right}, 7, false, false, 0},
                                  {{"low-back", care::Side::left}, 4, false, false, 0}}));
  return show(visit, "front", std::move(view));
}

http::Response article(Visit& visit, const Error* error, int status) {
  page::View view;
  view.list("replies");
  auto offer = visit.site.clinic.availability.get();
  for (const store::Reply& reply : clinic::approved_replies(visit.site.clinic, kArticle))
    view.add("replies")
        .set("reply_name", reply.name)
        .set("reply_day", page::day_year_text(visit.language, offer->zone.date(reply.created)))
        .set("reply_text", reply.body);
  view.show("reply_sent", visit.request.query_value("reply") == "sent");
  for (const char* field : {"reply_name", "reply_email", "reply_text"})
    view.field(field, visit.form.get(field));
  page::set_check(view, "reply_consent", visit.form.has("reply_consent"));
  auto wrongs = wrongs_of(visit, error);
  for (page::Wrong& wrong : wrongs)
    wrong.field = wrong.field.empty() ? "reply_text" : "reply_" + wrong.field;
  page::set_wrongs(view, wrongs);
  return show(visit, kArticle, std::move(view), status);
}

http::Response post_reply(Visit& visit) {
  if (auto refused = limit_of(visit, http::form_limits::kReplies)) {
    http::Response response = article(visit, &refused->error, 429);
    response.set("Retry-After", std::to_string(refused->wait.value));
    return response;
  }
  clinic::PostReply in;
  in.page = kArticle;
  in.name = visit.form.get("reply_name");
  in.email = visit.form.get("reply_email");
  in.body = visit.form.get("reply_text");
  in.consent = visit.form.has("reply_consent");
  in.honeypot = visit.form.get("website");
  in.language = page::code(visit.language);
  auto done = clinic::post_reply(visit.site.clinic, in);
  if (!done) {
    // Only what was kept counts: who forgot a field tries again.
    visit.site.limits.give_back(http::form_limits::kReplies, visit.request.remote);
    return article(visit, &done.error(), interop::http_status(done.error()));
  }
  return go(visit, "/deep-tissue-massage?reply=sent#replies");
}

}  // namespace

void add_public_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/", open_to_all(site, front)});
  router.add({Method::get, "/deep-tissue-massage",
              open_to_all(site, [](Visit& v) { return article(v, nullptr, 200); })});
  router.add({Method::post, "/deep-tissue-massage/replies", open_to_all(site, post_reply)});
  add_therapist_pages(router, site);
  add_styleguide(router, site);
}

}  // namespace fascia::web
