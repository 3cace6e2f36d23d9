// SPDX-License-Identifier: Apache-2.0
// The time is held: the person says who comes and how to reach them, and confirms. What was typed
// is kept with the browser's draft and outlives the hold (R38).
#include <algorithm>

#include "clinic/book_appointment.h"
#include "clinic/clearance_letter.h"
#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/private_link.h"
#include "http/form_limits.h"
#include "interop/problem.h"
#include "page/fields.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking_hold.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

using clinic::VisitDraft;

std::string or_typed(const Visit& visit, const char* field, const std::string& kept) {
  return visit.form.has(field) ? visit.form.get(field) : kept;
}

std::string field_of(const Error& error) {
  if (error.message == "screening_other_person") return "birth_date";
  if (error.field == "Idempotency-Key") return "key";
  if (error.field == "client.guardian_relation") return "relation";
  if (error.field == "client.guardian") return "booked_by";
  constexpr std::string_view kClient = "client.";
  return error.field.starts_with(kClient) ? error.field.substr(kClient.size()) : error.field;
}

// The whole form is wrong where too many were sent; what became of the time has a note of its own.
std::vector<page::Wrong> wrongs_here(const Visit& visit, const Error* error) {
  std::vector<page::Wrong> wrongs;
  if (error == nullptr || (error->field.empty() && error->code != Code::too_many)) return wrongs;
  for (page::Wrong& wrong :
       wrongs_of(visit, each_changed(*error, [](Error& one) { one.field = field_of(one); })))
    if (wrong.field != "start") wrongs.push_back(std::move(wrong));
  return wrongs;
}

void fill_person(const Visit& visit, page::View& view, const VisitDraft& draft,
                 const Error* error) {
  std::string birth = draft.intake.birth_date ? to_iso(*draft.intake.birth_date) : std::string();
  std::string whom = or_typed(visit, "for_whom", draft.for_whom);
  page::set_options(view, "for_whom",
                    {{"me", visit.say("book.for_me")},
                     {"child", visit.say("book.for_child")},
                     {"other", visit.say("book.for_other")}},
                    {whom.empty() ? "me" : whom});
  view.field("name", or_typed(visit, "name", draft.name));
  view.field("birth_date", or_typed(visit, "birth_date", birth));
  view.field("email", or_typed(visit, "email", draft.email));
  view.field("phone", or_typed(visit, "phone", draft.phone));
  view.field("booked_by", or_typed(visit, "booked_by", draft.guardian));
  view.field("relation", or_typed(visit, "relation", draft.guardian_relation));
  const auto wrongs = wrongs_here(visit, error);
  const bool of_other = std::ranges::any_of(wrongs, [](const page::Wrong& one) {
    return one.field == "booked_by" || one.field == "relation";
  });
  view.show("other_open", whom == "child" || whom == "other" || of_other);
  page::set_wrongs(view, wrongs);
}

void fill_visit(const Visit& visit, page::View& view, const clinic::Offer& offer, const Wanted& w,
                const std::optional<store::Hold>& hold) {
  view.set("service_slug", w.service->slug).set("service_name", name_and_length(visit, *w.service));
  view.set("start_value", to_rfc3339(w.start, offer.zone));
  view.set("practitioner_value", w.practitioner ? w.practitioner.text() : std::string());
  view.set("time_when", page::when_text(visit.language, offer.zone.wall(w.start)));
  PractitionerId who = hold ? hold->practitioner : w.practitioner;
  view.set("time_who", therapist_of(visit, offer, who));
  view.set("price_words", price_words(visit, w.service->price));
  view.set("whom", whom_for(visit, *w.service));
  store::CancelPolicy policy = clinic::policy_now(visit.site.clinic);
  view.set("policy", page::policy_text(visit.language, policy));
  view.set("version", policy.version);
  fill_policy_sums(visit, view, policy, {w.service->price});
  set_zone(visit, view, offer);
  fill_held(visit, view, offer, hold);
}

// Of a visit in turn: when each part begins, and who gives it.
void fill_turns(const Visit& visit, page::View& view, const VisitDraft& draft,
                const clinic::Offer& offer, bool held) {
  std::string text;
  std::vector<std::string> names;
  const auto holds =
      held ? clinic::holds_of(visit.site.clinic, draft.hold) : std::vector<store::Hold>();
  for (const store::Hold& one : holds) {
    text += (text.empty() ? "" : " · ") +
            turn_text(visit, offer, one.service, one.practitioner, one.start);
    names.push_back(therapist_of(visit, offer, one.practitioner));
  }
  view.show("has_parts", holds.size() > 1).set("parts_text", text);
  if (holds.size() > 1) view.set("time_who", page::comma_text(names));
}

http::Response details_page(Visit& visit, const VisitDraft& draft, const clinic::Offer& offer,
                            const Wanted& w, const Error* error) {
  page::View view;
  Outlook outlook = outlook_of(visit, draft, offer, *w.service);
  bool gone = error != nullptr && error->field == "start";
  fill_visit(visit, view, offer, w, gone ? std::nullopt : hold_of(visit, draft, offer, w));
  fill_turns(visit, view, draft, offer, view.truths().at("held"));
  fill_person(visit, view, draft, error);
  view.set("key", visit.form.has("key") ? visit.form.get("key") : visit.site.clinic.random.token());
  view.show("gone", gone).set("gone_text", gone ? page::error_text(visit.language, *error) : "");
  view.list("others");
  if (gone) fill_others(visit, view, offer, question_of(visit, w, outlook), w.start);
  // What is wrong with neither a field nor a time: the note says it, with whom to call.
  const bool call = error != nullptr && error->message == "book_by_phone";
  const bool others = error != nullptr && error->message.starts_with("service_for_");
  view.show("call_us", call || others)
      .set("call_text", call || others ? page::error_text(visit.language, *error) : "");
  bool refuses = error != nullptr && (error->message == "screening_refuses" ||
                                      error->message == "screening_gentle_only");
  view.show("refused", refuses);
  fill_refused_parts(visit, view, outlook.refused_parts);
  view.show("has_gentler", refuses && outlook.gentler != nullptr);
  view.set("gentler_path", outlook.gentler
                               ? "/book?service=" + http::url_encode(outlook.gentler->slug)
                               : std::string());
  view.set("gentler_name", outlook.gentler ? name_of(visit, *outlook.gentler) : std::string());
  bool letter = !outlook.token.empty() && outlook.wants_letter(offer.zone.date(w.start));
  view.show("letter", letter).show("answered", !outlook.token.empty() && !letter);
  view.show("unanswered", outlook.token.empty());
  int status = error == nullptr ? 200 : interop::http_status(*error);
  return kept_private(show(visit, "book-details", std::move(view), status));
}

http::Response get_details(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  auto w = wanted_by_address(visit, *offer);
  if (!w) return go(visit, "/book");
  return details_page(visit, clinic::find_draft(visit.site.clinic, visit.browser), *offer, *w,
                      nullptr);
}

// ---- confirming

void keep_typed(const Visit& visit, VisitDraft& draft) {
  auto typed = [&](const char* field, std::size_t most) {
    std::string text = visit.form.get(field);
    return text.size() <= most ? text : std::string();
  };
  draft.name = typed("name", 200);
  draft.email = typed("email", 300);
  draft.phone = typed("phone", 40);
  draft.guardian = typed("booked_by", 200);
  draft.guardian_relation = typed("relation", 100);
  draft.for_whom = typed("for_whom", 10);
  // The answers of a person stay theirs: the birth date they were given with is not overwritten
  // (R15).
  if (!draft.intake.birth_date) draft.intake.birth_date = parse_date(visit.form.get("birth_date"));
}

// What could be read; what could not is among the faults.
clinic::BookAppointment booking_of(const Visit& visit, const VisitDraft& draft, const Wanted& w,
                                   const Outlook& outlook, Faults& faults) {
  clinic::BookAppointment in;
  in.actor = clinic::client_at(visit.request.remote);
  in.service = w.service->id;
  in.start = w.start;
  in.practitioner = w.practitioner;
  in.hold = draft.hold;
  in.screening = outlook.token;
  in.client.name = visit.form.get("name");
  in.client.birth_date = parse_date(visit.form.get("birth_date"));
  if (!in.client.birth_date) faults.add(invalid("client.birth_date", "birth_date_invalid"));
  in.client.email = visit.form.get("email");
  in.client.phone = visit.form.get("phone");
  in.client.language = page::code(visit.language);
  in.client.guardian = visit.form.get("booked_by");
  in.client.guardian_relation = visit.form.get("relation");
  if (!known_word(visit.form.get("for_whom"), {"", "me", "child", "other"}))
    faults.add(invalid("for_whom", "choice_missing"));
  in.for_other = visit.form.get("for_whom") == "child" || visit.form.get("for_whom") == "other";
  if (in.for_other) in.booked_by = visit.form.get("booked_by");
  in.idempotency_key = visit.form.get("key");
  in.gender_wish = draft.gender;
  in.policy = agreed_policy(visit, "policy");
  in.body = posted_body(visit);
  return in;
}

// The health answers were bound, or are still due: then this browser's next answers are theirs.
Done after_booking(const Visit& visit, VisitDraft draft, const clinic::Booked& booked) {
  if (booked.repeated) return {};
  if (booked.appointment.screening) return clinic::begin_anew(visit.site.clinic, visit.browser);
  draft.hold.clear();
  draft.appointment = booked.appointment.id;
  draft.name.clear();
  draft.email.clear();
  draft.phone.clear();
  draft.gender.clear();
  return clinic::keep_draft(visit.site.clinic, visit.browser, draft);
}

http::Response confirm(Visit& visit, VisitDraft draft, const clinic::Offer& offer,
                       const Wanted& w) {
  if (auto refused = limit_of(visit, http::form_limits::kBookings))
    return with_wait(details_page(visit, draft, offer, w, &refused->error), refused->wait);
  Outlook outlook = outlook_of(visit, draft, offer, *w.service);
  Faults faults;
  auto in = booking_of(visit, draft, w, outlook, faults);
  if (!faults.none()) faults.add(clinic::check_booking(visit.site.clinic, in));
  if (const Done read = faults.done(); !read)
    return details_page(visit, draft, offer, w, &read.error());
  // Without a hold whose time it is, somebody who was asked for takes it, or nobody.
  if (auto hold = hold_of(visit, draft, offer, w)) {
    if (!draft.gender.empty()) in.practitioner = hold->practitioner;
  } else {
    auto who = who_fits(visit, draft, offer, w, outlook);
    if (!who) return details_page(visit, draft, offer, w, &who.error());
    if (who->size() == 1)
      in.practitioner = who->front();
    else
      in.by_part = *who;
  }
  auto booked = clinic::book_appointment(visit.site.clinic, in);
  if (!booked && booked.error().message == "screening_unknown") {
    // Answers older than a day are forgotten: the time is taken, the questions are due (R4, R13).
    in.screening.clear();
    booked = clinic::book_appointment(visit.site.clinic, in);
  }
  if (!booked && booked.error().message == "screening_rules_changed")
    return go(visit, "/assess/answer");
  if (!booked) return details_page(visit, draft, offer, w, &booked.error());
  if (Done done = after_booking(visit, draft, *booked); !done)
    return show_error(visit, done.error());
  // The birth date was given a moment ago: the letter of the visit opens for this browser. For any
  // other visit there is no such link, and nothing happens.
  (void)clinic::prove_birth_date(visit.site.clinic, clinic::kLetterLink, booked->manage_token,
                                 visit.browser, *in.client.birth_date);
  return go(visit, clinic::manage_path(booked->appointment.id, booked->manage_token) + "?new=1");
}

std::string other_times_path(const clinic::Offer& offer, const Wanted& w) {
  return "/book?service=" + http::url_encode(w.service->slug) +
         (w.practitioner ? "&practitioner=" + w.practitioner.text() : std::string()) +
         "&day=" + to_iso(offer.zone.date(w.start));
}

http::Response post_details(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  auto w = wanted_by_form(visit, *offer);
  if (!w) return choose_again(visit, *offer, w.error());
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  keep_typed(visit, draft);
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  const Again again = [&](const Error& error) {
    return details_page(visit, draft, *offer, *w, &error);
  };
  const Error unread = invalid("do", "choice_missing");
  if (!known_word(visit.form.get("do"), {"", "book", "leave", "extend"})) return again(unread);
  if (auto other = parse_rfc3339(visit.form.get("other_start")))
    return hold_and_go(visit, draft, *offer, {w->service, w->practitioner, *other}, again);
  if (visit.form.get("do") == "leave") {
    auto done = clinic::release_hold(visit.site.clinic, draft.hold);
    return done ? go(visit, other_times_path(*offer, *w)) : show_error(visit, done.error());
  }
  if (visit.form.get("do") == "extend") {
    auto more = clinic::extend_hold(visit.site.clinic, draft.hold);
    if (!more && more.error().message != "hold_no_more")
      return hold_and_go(visit, draft, *offer, *w,
                         again);  // the same time again, if it is still free
    return go(visit, details_path(*offer, *w));
  }
  return confirm(visit, draft, *offer, *w);
}

}  // namespace

void add_booking_details(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  add_booking_hold(router, site);
  router.add({Method::get, "/book/details", open_to_all(site, get_details)});
  router.add({Method::post, "/book/details", open_to_all(site, post_details)});
}

}  // namespace fascia::web
