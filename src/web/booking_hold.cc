// SPDX-License-Identifier: Apache-2.0
// Taking the hold of a time, and what becomes of it when the page is left.
#include "web/booking_hold.h"

#include "clinic/gender_wish.h"
#include "clinic/holds.h"
#include "clinic/join_services.h"
#include "http/form_limits.h"

namespace fascia::web {
namespace {

using clinic::VisitDraft;

template <class Source>
Result<Wanted> wanted_of(const clinic::Offer& offer, const Source& value) {
  Wanted out;
  out.service = offer.service_by_slug(value("service"));
  if (out.service == nullptr || !out.service->online) return invalid("service", "service_unknown");
  auto start = parse_rfc3339(value("start"));
  if (!start) return invalid("start", "start_invalid");
  out.start = *start;
  std::string asked(value("practitioner"));
  auto who = PractitionerId::parse(asked);
  if (!asked.empty() && !who) return invalid("practitioner", "id_invalid");
  if (who && offer.practitioner(*who) == nullptr)
    return invalid("practitioner", "practitioner_not_for_service");
  out.practitioner = who.value_or(PractitionerId{});
  return out;
}

http::Response post_hold(Visit& visit) {
  auto offer = clinic::offer_to_hold(visit.site.clinic, visit.actor(), visit.form.get("service"));
  auto w = wanted_by_form(visit, *offer);
  if (!w) return choose_again(visit, *offer, w.error());
  return hold_and_go(visit, clinic::find_draft(visit.site.clinic, visit.browser), *offer, *w,
                     [&](const Error& error) {
                       return times_page(visit, w->service, w->practitioner,
                                         offer->zone.date(w->start), std::nullopt, &error);
                     });
}

// What became of the page (book.js): left by a link, its time is free again; closed, it is free
// soon, unless the page is open again before, which closing and loading it again begin alike.
Done page_went(const Visit& visit, VisitDraft draft) {
  clinic::Clinic& clinic = visit.site.clinic;
  const std::string page = visit.form.get("page");
  if (page == "open" && !draft.hold_until) return {};
  if (page == "open") return clinic::reopen_hold(clinic, draft.hold, *draft.hold_until);
  if (page != "closed") return clinic::release_hold(clinic, draft.hold);
  FASCIA_TRY(draft.hold_until, clinic::close_hold(clinic, draft.hold));
  if (!draft.hold_until) return {};
  return clinic::keep_draft(clinic, visit.browser, draft);
}

// A newer hold of the same browser stays.
http::Response post_leave(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  auto w = wanted_by_form(visit, *offer);
  // Of two who come together the first one's hold says what the page was about.
  const auto holds = clinic::holds_of(visit.site.clinic, draft.hold);
  const bool theirs =
      w && !holds.empty() &&
      (clinic::hold_it(*offer, holds, w->service->id, w->start) ||
       (holds.front().service == w->service->id && holds.front().start == w->start));
  if (theirs) {
    auto done = page_went(visit, std::move(draft));
    if (!done) return show_error(visit, done.error());
  }
  http::Response nothing;
  nothing.status = 204;
  return nothing;
}

}  // namespace

Result<Wanted> wanted_by_form(const Visit& visit, const clinic::Offer& offer) {
  return wanted_of(offer, [&](const char* name) { return visit.form.get(name); });
}

Result<Wanted> wanted_by_address(const Visit& visit, const clinic::Offer& offer) {
  return wanted_of(offer, [&](const char* name) { return visit.request.query_value(name); });
}

http::Response choose_again(Visit& visit, const clinic::Offer& offer, const Error& error) {
  const store::Service* service = offer.service_by_slug(visit.form.get("service"));
  if (service == nullptr || !service->online) return services_page(visit, offer, &error);
  return times_page(visit, service, {}, std::nullopt, std::nullopt, &error);
}

std::string details_path(const clinic::Offer& offer, const Wanted& w) {
  return "/book/details?service=" + http::url_encode(w.service->slug) +
         "&practitioner=" + (w.practitioner ? w.practitioner.text() : std::string()) +
         "&start=" + http::url_encode(to_rfc3339(w.start, offer.zone));
}

schedule::Question question_of(const Visit& visit, const Wanted& w, const Outlook& outlook) {
  schedule::Question q;
  q.service = w.service->id;
  q.practitioner = w.practitioner;
  q.now = visit.site.clinic.now();
  q.earliest = outlook.earliest;
  q.first_visit = true;
  q.may_turn = true;
  return q;
}

Result<std::vector<PractitionerId>> who_fits(const Visit& visit, const VisitDraft& draft,
                                             const clinic::Offer& offer, const Wanted& w,
                                             const Outlook& outlook) {
  if (w.practitioner || draft.gender.empty() || draft.gender == "any")
    return std::vector{w.practitioner};
  return clinic::who_fits_wish(offer, draft.gender, question_of(visit, w, outlook), w.start);
}

std::optional<store::Hold> hold_of(const Visit& visit, const VisitDraft& draft,
                                   const clinic::Offer& offer, const Wanted& w) {
  auto holds = clinic::holds_of(visit.site.clinic, draft.hold);
  const bool theirs = clinic::hold_it(offer, holds, w.service->id, w.start);
  return theirs ? std::optional(holds.front()) : std::nullopt;
}

http::Response hold_and_go(Visit& visit, VisitDraft draft, const clinic::Offer& offer, Wanted w,
                           const Again& again) {
  if (auto refused = limit_of(visit, http::form_limits::kHolds))
    return with_wait(again(refused->error), refused->wait);
  Outlook outlook = outlook_of(visit, draft, offer, *w.service);
  auto who = who_fits(visit, draft, offer, w, outlook);
  if (!who)
    return times_page(visit, w.service, {}, offer.zone.date(w.start), w.start, &who.error());
  clinic::HoldStart hold{w.service->id,
                         w.start,
                         w.practitioner,
                         outlook.earliest,
                         true,
                         visit.browser,
                         counted_address(visit),
                         visit.site.limits.count_of(http::form_limits::kHeldAtOnce)};
  if (who->size() == 1)
    hold.practitioner = w.practitioner = who->front();
  else
    hold.by_part = *who;
  auto held = clinic::hold_start(visit.site.clinic, hold);
  if (!held && held.error().code == Code::too_many)
    return with_wait(again(held.error()), clinic::kHoldTime);
  if (!held)
    return times_page(visit, w.service, w.practitioner, offer.zone.date(w.start), w.start,
                      &held.error());
  draft.hold = held->token;
  draft.hold_until.reset();
  draft.service = w.service->slug;
  draft.visit_date = offer.zone.date(w.start);
  draft.appointment = {};
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return go(visit, details_path(offer, w));
}

void add_booking_hold(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::post, "/book/hold", open_to_all(site, post_hold)});
  router.add({Method::post, "/book/leave", open_to_all(site, post_leave)});
}

}  // namespace fascia::web
