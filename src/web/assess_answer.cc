// SPDX-License-Identifier: Apache-2.0
// The answer for one person, one service and one day (R1, R8); another day or service
// decides again.
#include <algorithm>

#include "clinic/ask_for_call.h"
#include "clinic/clearance_wait.h"
#include "clinic/gentler_visit.h"
#include "clinic/join_services.h"
#include "clinic/review_protocol.h"
#include "clinic/service_list.h"
#include "http/form_limits.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/assess_parts.h"
#include "web/booking.h"
#include "web/gentler_view.h"

namespace fascia::web::assess {
namespace {

using care::Decision;
using clinic::FoundScreening;
using clinic::VisitDraft;

// The visit that a draft's answers are for.
std::optional<store::Appointment> visit_of(const Visit& visit, const VisitDraft& draft) {
  if (!draft.appointment) return std::nullopt;
  auto found = clinic::find_visit(visit.site.clinic, draft.appointment, {clinic::kProgram, {}});
  return found ? std::optional(*found) : std::nullopt;
}

std::string decision_word(Decision decision) {
  return std::string(care::to_string(decision == Decision::note ? Decision::proceed : decision));
}

void fill_choice(const Visit& visit, page::View& view, const clinic::Offer& offer,
                 const FoundScreening& found, const std::string& typed_day, const Error* error) {
  std::vector<page::Option> services;
  for (const store::Service& service : offer.services)
    if (service.online || service.id == found.service.id)
      services.push_back({service.slug, service_name(visit, service)});
  if (!found.service.parts.empty())
    services.push_back({found.service.slug, service_name(visit, found.service)});
  page::set_options(view, "service", services, {found.service.slug});
  view.field("visit_date", typed_day.empty() ? to_iso(found.visit_date) : typed_day,
             error != nullptr ? page::error_text(visit.language, *error) : "");
  Date today = today_of(visit);
  view.set("first_day", to_iso(today)).set("last_day", to_iso(today + 90));
}

// R5: what is only unsure is spoken about first. A number may be left, and a time kept.
void set_talk(const Visit& visit, page::View& view, bool talk_first, const store::Service& service,
              bool for_visit) {
  std::string_view number = visit.request.query_value("talk");
  view.show("talk_first", talk_first).show("talk_sent", number == "sent");
  view.show("talk_wanted", number != "sent").show("talk_may_book", !for_visit);
  view.set("talk_book_path", "/book/" + service.slug);
  view.field(
      "phone", "",
      number == "wrong" ? page::error_text(visit.language, invalid("phone", "phone_invalid")) : "");
}

// A booked visit that the answers stop: the gentle one at its own start, in one tap (R4).
bool offer_for_visit(const Visit& visit, page::View& view, const VisitDraft& draft) {
  auto booked = visit_of(visit, draft);
  view.show("offers_gentler", false);
  return booked && set_gentler_offer(view, visit, *booked, "/assess/gentler");
}

// The gentler service: instead of what is refused, or because nothing may be worked deeper than it
// goes. Then that is what it is sold as; says so.
bool set_gentler(const Visit& visit, page::View& view, const FoundScreening& found, bool talk,
                 const VisitDraft& draft) {
  const care::Screening& s = found.screening;
  const store::Service* gentle =
      clinic::gentler_service(*visit.site.clinic.availability.get(), found.service);
  bool fits = !talk && gentle != nullptr && s.gentler && s.gentler->decision < Decision::clearance;
  bool refused = clinic::refuses(s);
  bool light = fits && !refused && !draft.appointment &&
               (s.is_gentle_only() || s.limits.max_depth <= s.gentler->limits.max_depth);
  // The letter opens the gentle service alone.
  bool asks = !talk && gentle != nullptr && s.decision == Decision::clearance && s.gentler &&
              s.gentler->decision == Decision::clearance && !clinic::waits_for_letter(s);
  const bool offered = offer_for_visit(visit, view, draft);
  view.show("gentler", fits && refused && !offered).show("light", light);
  view.show("gentler_asks", asks && !offered);
  view.set("gentler_slug", fits || asks ? gentle->slug : "");
  view.set("gentler_name", fits || asks ? service_name(visit, *gentle) : "");
  return light;
}

void fill_ways(const Visit& visit, page::View& view, const VisitDraft& draft,
               const FoundScreening& found) {
  const care::Screening& s = found.screening;
  bool must_speak = found.content.must_speak;
  bool refused = clinic::refuses(s);
  bool talk_first = s.talk_first && !must_speak;
  bool later = refused && s.earliest && *s.earliest > found.visit_date && !must_speak;
  view.show("later", later);
  view.set("earliest_day", later ? page::day_year_text(visit.language, *s.earliest) : "");
  view.set("earliest_iso", later ? to_iso(*s.earliest) : "");
  bool light = set_gentler(visit, view, found, talk_first || must_speak, draft);
  const auto& warnings = s.warnings;
  view.show("focus_lost",
            std::find(warnings.begin(), warnings.end(), "focus_lost") != warnings.end());
  view.set("slug", found.service.slug).set("day_iso", to_iso(found.visit_date));
  view.show("refused", refused).show("must_speak", must_speak);
  fill_refused_parts(visit, view,
                     refused ? refused_parts(visit, *visit.site.clinic.availability.get(),
                                             found.content, found.service, found.visit_date)
                             : std::vector<const store::Service*>());
  set_talk(visit, view, talk_first, found.service, static_cast<bool>(draft.appointment));
  view.show("staff_call", s.staff_call && !must_speak && !talk_first);
  bool waits = clinic::waits_for_letter(s) && !must_speak;
  view.show("may_wait", waits);
  view.show("clearance",
            refused && !waits && s.decision == Decision::clearance && !must_speak && !talk_first &&
                (draft.appointment || !s.gentler || s.gentler->decision != Decision::clearance));
  view.show("may_book", !refused && !must_speak && !talk_first && !light && !draft.appointment);
  view.show("for_visit", static_cast<bool>(draft.appointment));
  view.show("may_go_back", !draft.appointment);
  view.show("staff_asked", static_cast<bool>(draft.asked_by));
}

// Nothing leads on before the person has looked through the questions again.
void show_no_way(page::View& view) {
  for (const char* way :
       {"may_book", "light", "gentler", "gentler_asks", "later", "may_wait", "clearance",
        "must_speak", "talk_first", "staff_call", "may_go_back", "offers_gentler"})
    view.show(way, false);
}

void fill_title(const Visit& visit, page::View& view, const FoundScreening& found,
                const VisitDraft& draft) {
  bool must_speak = found.content.must_speak;
  bool speak = must_speak || found.screening.talk_first;
  std::string decision = speak ? "speak" : decision_word(found.screening.decision);
  view.set("answer_kind", decision);
  view.show("unreviewed",
            !clinic::refuses(found.screening) && !clinic::is_reviewed(visit.site.clinic));
  view.set("answer_title", visit.say("answer." + decision));
  view.set("answer_text", visit.say("answer." + decision + "_text"));
  view.show("rules_changed", found.content.ask_anew).set("rules_changed_text", "");
  if (found.content.ask_anew) {
    const care::Screening& then = *found.content.then;
    const std::string said = then.talk_first ? "speak" : decision_word(then.decision);
    view.set("answer_kind", "speak").set("answer_title", visit.say("rules_then.client_title"));
    view.set("answer_text",
             visit.say("rules_then.client_text", {{"then", visit.say("answer." + said)}}));
  }
  bool booked = draft.appointment && !speak && !clinic::refuses(found.screening);
  view.show("visit_confirmed", booked && clinic::decided(found.screening, must_speak));
  view.show("visit_kept", draft.appointment && (!booked || clinic::stops_booked(found.screening)));
}

// The way back to each group of questions.
void fill_review(const Visit& visit, page::View& view, const VisitDraft& draft) {
  view.list("groups");
  care::Intake intake = draft.intake;
  intake.answered_on = today_of(visit);
  const store::Service* service = chosen_service(visit, draft);
  const care::Protocol& protocol = visit.site.clinic.protocol;
  for (const care::Step& step : care::all_steps(
           protocol, intake, service ? clinic::service_kind(*service) : care::ServiceKind::deep,
           clinic::draft_day(visit.site.clinic, draft)))
    for (const care::Group& group : protocol.groups)
      if (group.id == step.group)
        view.add("groups")
            .set("group_path", "/assess/questions?group=" + group.id)
            .set("group_name", care::in_language(group.title, page::code(visit.language)));
}

http::Response show_answer(Visit& visit, const VisitDraft& draft, const FoundScreening& found,
                           const std::string& typed_day, const Error* error) {
  const care::Screening& s = found.screening;
  page::View view;
  page::set_steps(view, kSteps, kSteps);
  fill_title(visit, view, found, draft);
  fill_ways(visit, view, draft, found);
  if (found.content.ask_anew) show_no_way(view);
  view.set("service_chosen", service_name(visit, found.service));
  view.set("day_chosen", page::day_text(visit.language, found.visit_date));
  fill_choice(visit, view, *visit.site.clinic.availability.get(), found, typed_day, error);
  if (clinic::refuses(s) || s.talk_first)
    view.list("changes");
  else
    fill_changes(visit, view, s.limits);
  bool changes = !clinic::refuses(s) &&
                 (s.decision == Decision::modify || s.decision == Decision::avoid_region);
  view.show("has_changes", changes);
  fill_findings(visit, view, s);
  set_urgent(view, visit, s);
  view.show("urgent_alone", !clinic::refuses(s));
  view.show("ask_on_the_day", !s.ask_on_the_day.empty() && !clinic::refuses(s));
  view.show("measure_on_arrival", !s.measure_on_arrival.empty() && !clinic::refuses(s));
  fill_review(visit, view, draft);
  view.set("protocol_version", s.protocol_name + " " + s.protocol_version.substr(0, 10));
  view.set("rules_number", s.protocol_version.substr(0, s.protocol_version.find('+')));
  view.show("rules_unread", !clinic::is_reviewed(visit.site.clinic));
  std::vector<page::Wrong> wrongs;
  if (error != nullptr) wrongs = wrongs_of(visit, *error);
  page::set_wrongs(view, wrongs);
  return show(visit, "assess-answer", std::move(view), error != nullptr ? 422 : 200);
}

Result<FoundScreening> found_of(Visit& visit, const VisitDraft& draft) {
  if (!draft.answered || draft.screening.empty()) return not_found("screening_unknown");
  auto found = clinic::find_answer(visit.site.clinic, draft.screening);
  // The visit may be another service by now: that one is decided.
  auto booked = found ? visit_of(visit, draft) : std::nullopt;
  if (!booked || booked->service == found->service.id || booked->in_turn) return found;
  auto offer = visit.site.clinic.availability.get();
  if (const store::Service* service = offer->service(booked->service)) {
    found->service = *service;
    found->screening =
        clinic::decide(visit.site.clinic, found->content, *service, found->visit_date);
  }
  return found;
}

}  // namespace

http::Response answer_page(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  auto found = found_of(visit, draft);
  std::string next = next_page(visit, draft);
  if (next != "/assess/answer") return go(visit, next);
  if (!found) return go(visit, "/assess");
  return show_answer(visit, draft, *found, {}, nullptr);
}

http::Response post_talk(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kNumbers)) return *refused;
  auto asked = clinic::ask_for_talk(visit.site.clinic, visit.browser, visit.form.get("phone"));
  if (!asked && asked.error().field != "phone") return show_error(visit, asked.error());
  return go(visit, asked ? "/assess/answer?talk=sent#talk" : "/assess/answer?talk=wrong#talk");
}

http::Response post_gentler(Visit& visit) {
  if (auto refused = limited(visit, http::form_limits::kVisitChanges)) return *refused;
  VisitDraft draft = draft_of(visit);
  auto booked = visit_of(visit, draft);
  if (!booked || !found_of(visit, draft)) return go(visit, next_page(visit, draft));
  // Who came by the link proved the birth date before the draft was bound to the visit.
  clinic::Key key{visit.actor(), {}};
  if (!key.actor.is_staff()) key.actor.kind = clinic::Actor::Kind::program;
  auto done = clinic::take_gentler(visit.site.clinic, booked->id, key);
  const bool moot = !done && (done.error().message == "gentler_not_offered" ||
                              done.error().message == "appointment_over");
  if (!done && !moot) return show_error(visit, done.error());
  return go(visit, "/assess/answer");
}

http::Response post_answer(Visit& visit) {
  VisitDraft draft = draft_of(visit);
  auto found = found_of(visit, draft);
  if (!found) return go(visit, next_page(visit, draft));
  std::string day_text = visit.form.get("visit_date");
  auto day = parse_date(day_text);
  Error error;
  Date today = today_of(visit);
  if (!day)
    error = invalid("visit_date", "date_invalid");
  else if (*day < today)
    error = invalid("visit_date", "date_in_past");
  else if (*day > today + 365)
    error = invalid("visit_date", "start_too_far");
  if (!error.message.empty()) return show_answer(visit, draft, *found, day_text, &error);
  auto offer = visit.site.clinic.availability.get();
  if (const store::Service* service = offer->service_by_slug(visit.form.get("service")))
    draft.service = service->slug;
  draft.visit_date = day;
  return go_on(visit, draft);
}

}  // namespace fascia::web::assess
