// SPDX-License-Identifier: Apache-2.0
// A booked visit, opened by its private link: what was promised, move, cancel, the calendar file,
// the questions that are due. Opening it changes nothing (R19); it shows no answer and no finding.
#include <algorithm>

#include "clinic/book_couple.h"
#include "clinic/change_appointment.h"
#include "clinic/clearance_wait.h"
#include "clinic/gentler_visit.h"
#include "clinic/in_turn.h"
#include "clinic/messages.h"
#include "clinic/who_may_book.h"
#include "http/form_limits.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/gentler_view.h"
#include "web/letter_view.h"
#include "web/private_link.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

using store::Appointment;
using store::Status;

bool can_change(const Visit& visit, const Appointment& a) {
  bool open =
      a.status == Status::requested || a.status == Status::booked || a.status == Status::confirmed;
  return open && a.start > visit.site.clinic.now();
}

// Every page of a visit begins with the link.
struct Opened {
  Appointment appointment;
  clinic::Key key;
  std::string path;  // of the private link
};

Result<Opened> open(const Visit& visit) {
  auto id = AppointmentId::parse(visit.request.param("id"));
  const std::string& token = visit.request.param("token");
  if (!id) return not_found("appointment_unknown");
  clinic::Key key{clinic::client_at(visit.request.remote), token};
  FASCIA_TRY(Appointment a, clinic::find_visit(visit.site.clinic, *id, key));
  return Opened{a, key, clinic::manage_path(*id, token)};
}

using VisitPage = http::Response (*)(Visit&, const Opened&);
http::Handler of_visit(const std::shared_ptr<Site>& site, VisitPage page) {
  return open_to_all(site, [page](Visit& visit) {
    auto opened = open(visit);
    if (!opened) return kept_private(show_error(visit, opened.error()));
    return kept_private(page(visit, *opened));
  });
}

// Those of the visit that stand as this one does.
std::vector<Appointment> parts_alike(const Visit& visit, const Appointment& a) {
  return visit.site.clinic.store.read(
      [&](store::Connection& c) { return clinic::alike(c, visit.site.clinic, a); });
}

void fill_facts(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const Appointment& a) {
  const auto service = visit.site.clinic.store.read([&](store::Connection& c) {
    return clinic::service_of_visit(c, visit.site.clinic, offer, a);
  });
  view.set("service_name", service ? name_and_length(visit, *service) : "");
  fill_parts(visit, view, offer, a);
  view.set("time_when", page::when_text(visit.language, a.wall));
  std::vector<std::string> names;
  for (const Appointment& part : parts_alike(visit, a))
    if (std::string name = therapist_of(visit, offer, part.practitioner);
        std::ranges::find(names, name) == names.end())
      names.push_back(std::move(name));
  view.set("time_who", page::comma_text(names));
  view.set("price_words", price_words(visit, clinic::price_of_visit(visit.site.clinic, a)));
  // The private link opens at the owner's other places too, whose people memory does not hold.
  store::Location at = offer.location;
  if (a.location != at.id)
    visit.site.clinic.store.read([&](store::Connection& c) {
      at = store::location_of(c, visit.site.clinic.tenant, a.location);
      if (auto who = store::find_practitioner(c, visit.site.clinic.tenant, a.practitioner))
        view.set("time_who", who->first_name);
      return 0;
    });
  std::string place = clinic::place_of(at);
  view.set("place", place.empty() ? at.name : at.name + ", " + place);
  set_zone(visit, view, offer);
}

std::string_view title_of(const Visit& visit, const Appointment& a) {
  switch (a.status) {
    case Status::cancelled:
    case Status::late_cancelled:
      return "visit.cancelled";
    case Status::no_show:
    case Status::completed:
    case Status::in_treatment:
    case Status::arrived:
      return "visit.over";
    default:
      break;
  }
  if (visit.request.query_value("moved") == "1") return "visit.moved";
  bool fresh = visit.request.query_value("new") == "1";
  if (a.status == Status::requested) return fresh ? "visit.kept_new" : "visit.kept";
  return fresh ? "visit.booked_new" : "visit.booked";
}

// R16: the page says all that the mail says, and how the mail went.
void fill_mail(const Visit& visit, page::View& view, const Appointment& a) {
  std::string email = clinic::email_of(visit.site.clinic, a.client);
  const std::string transport = clinic::mail_transport(visit.site.clinic);
  view.show("mail_sent", !email.empty() && transport == "smtp");
  view.show("mail_in_folder", !email.empty() && transport == "folder");
  view.show("mail_waits", !email.empty() && transport == "none");
  view.show("no_mail", email.empty());
  view.set("mail_to", email);
}

// What is waited for, without a word of health: a physician's letter is a paper until the birth
// date is given.
void fill_paper(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const std::optional<clinic::AwaitedLetter>& letter) {
  view.show("paper", letter.has_value());
  view.show("paper_back", letter && letter->status == store::LetterStatus::back);
  view.set("paper_by", letter ? page::when_text(visit.language, offer.zone.wall(letter->due)) : "");
}

// The deposit while the visit stands, and the fee when it does not.
void fill_money(const Visit& visit, page::View& view, const Appointment& a, bool open) {
  const Money deposit = open ? clinic::deposit_of(visit.site.clinic, a) : Money{};
  view.show("has_deposit", deposit.cents > 0);
  view.set("deposit", page::money_text(visit.language, deposit));
  auto fee = clinic::find_fee(visit.site.clinic, a.id);
  view.show("fee_due", fee && fee->kept.due).show("fee_none", fee && !fee->kept.due);
  view.set("fee", fee ? page::money_text(visit.language, fee->kept.fee) : "");
  view.show("late", !fee && a.status == Status::late_cancelled);
}

// Of two who come together, to the one who booked for both: whose name and price they said.
void fill_companion(const Visit& visit, page::View& view, const Appointment& a, bool open) {
  std::optional<clinic::Companion> other;
  if (open) other = clinic::companion_of(visit.site.clinic, a);
  const bool named = other && !other->first_name.empty();
  view.show("companion_named", named).show("companion_unnamed", other && !named);
  view.set("companion", named ? other->first_name : "");
  view.set("companion_price", named ? price_words(visit, other->price) : "");
}

http::Response visit_page(Visit& visit, const Opened& o) {
  auto offer = clinic::current_offer(visit.site.clinic);
  const Appointment& a = o.appointment;
  page::View view;
  fill_facts(visit, view, *offer, a);
  view.set("visit_title", visit.say(title_of(visit, a)));
  bool open = can_change(visit, a);
  bool fresh = visit.request.query_value("new") == "1" || visit.request.query_value("moved") == "1";
  view.show("open", open).show("fresh", fresh && open);
  bool due = open && a.status == Status::requested && !a.screening;
  view.show("questions_due", due);
  auto letter = clinic::awaited_letter(visit.site.clinic, a);
  fill_paper(visit, view, *offer, letter);
  const bool offered = set_gentler_offer(view, visit, a, o.path + "/gentler");
  view.show("talk_first",
            open && a.status == Status::requested && a.screening && !letter && !offered);
  view.set("questions_by", due && a.intake_due_by
                               ? page::when_text(visit.language, offer->zone.wall(*a.intake_due_by))
                               : std::string());
  view.set("visit_path", o.path).set("visit_link", site_address(visit) + o.path);
  view.set("policy", policy_words(visit, a.id));
  fill_money(visit, view, a, open);
  fill_companion(visit, view, a, open);
  fill_mail(visit, view, a);
  return show(visit, "visit", std::move(view));
}

// ---- moving

bool with_anyone(const Visit& visit) { return visit.request.query_value("with") == "anyone"; }

// Who moves a visit by phone alone is told so before any time is shown: of two who come together,
// and who does not book online.
std::string_view moved_by_phone(const Visit& visit, const Appointment& a) {
  auto other = clinic::other_visit(visit.site.clinic, a);
  if (other && store::takes_time(other->status)) return "couple_moves_by_phone";
  return clinic::books_by_phone(visit.site.clinic, a.client) ? "move_by_phone" : "";
}

http::Response move_by_phone(Visit& visit, const Opened& o, std::string_view why, int status) {
  page::View view;
  fill_facts(visit, view, *clinic::current_offer(visit.site.clinic), o.appointment);
  view.set("visit_path", o.path).set("why_phone", visit.say("errors." + std::string(why)));
  return show(visit, "visit-move-phone", std::move(view), status);
}

http::Response move_page(Visit& visit, const Opened& o, const Error* error,
                         std::optional<Instant> taken) {
  if (!can_change(visit, o.appointment)) return go(visit, o.path);
  const Appointment& a = o.appointment;
  if (const auto why = moved_by_phone(visit, a); !why.empty())
    return move_by_phone(visit, o, why, error == nullptr ? 200 : 409);
  clinic::Offer offer =
      clinic::offer_without(visit.site.clinic, *clinic::current_offer(visit.site.clinic), a);
  // Whoever gives the parts of a visit in turn is asked for at the desk alone.
  bool anyone = with_anyone(visit) && !a.in_turn;
  page::View view;
  fill_facts(visit, view, offer, a);
  view.set("visit_path", o.path).show("with_anyone", anyone);
  TimesAsk ask;
  ask.question.service = a.service;
  ask.question.practitioner = anyone ? PractitionerId{} : a.practitioner;
  ask.question.now = visit.site.clinic.now();
  ask.question.first_visit = a.first_visit;
  ask.question.in_turn = visit.site.clinic.store.read(
      [&](store::Connection& c) { return clinic::parts_to_move(c, visit.site.clinic, a); });
  if (a.in_turn) ask.question.practitioner = {};
  ask.day = parse_date(visit.request.query_value("day"));
  if (!ask.day && taken) ask.day = offer.zone.date(*taken);
  ask.leave_out = a.start;
  std::string with = anyone ? "anyone" : "same";
  ask.path = o.path + "/move?with=" + with;
  fill_times(visit, view, offer, ask);
  view.show("times_post", false).set("times_method", "get").set("times_action", o.path + "/move");
  view.set("times_with", with).set("service_slug", "").set("practitioner_value", "");
  view.show("gone", error != nullptr);
  view.set("gone_text", error != nullptr ? page::error_text(visit.language, *error) : "");
  const int status = error == nullptr ? 200 : error->code == Code::invalid ? 422 : 409;
  return show(visit, "visit-move", std::move(view), status);
}

http::Response get_move(Visit& visit, const Opened& o) {
  const std::string_view asked = visit.request.query_value("start");
  auto start = parse_rfc3339(asked);
  Error unread = invalid("start", "start_missing");
  if (!start || !can_change(visit, o.appointment) || !moved_by_phone(visit, o.appointment).empty())
    return move_page(visit, o, asked.empty() || start ? nullptr : &unread, std::nullopt);
  auto who = with_anyone(visit)
                 ? clinic::therapist_free_at(visit.site.clinic, o.appointment, *start)
                 : Result<PractitionerId>(o.appointment.practitioner);
  if (!who) return move_page(visit, o, &who.error(), *start);
  auto offer = clinic::current_offer(visit.site.clinic);
  page::View view;
  fill_facts(visit, view, *offer, o.appointment);
  view.set("visit_path", o.path).set("start_value", to_rfc3339(*start, offer->zone));
  view.set("practitioner_value", who->text()).set("new_who", therapist_of(visit, *offer, *who));
  view.show("other_therapist", *who != o.appointment.practitioner);
  view.set("new_when", page::when_text(visit.language, offer->zone.wall(*start)));
  return show(visit, "visit-move-confirm", std::move(view));
}

http::Response post_move(Visit& visit, const Opened& o) {
  if (auto refused = limited(visit, http::form_limits::kVisitChanges)) return *refused;
  auto start = parse_rfc3339(visit.form.get("start"));
  Error unread = invalid("start", "start_missing");
  if (!start) return move_page(visit, o, &unread, std::nullopt);
  auto who = known_or_none<PractitionerId>(visit.form.get("practitioner"),
                                           visit.site.clinic.availability.get()->practitioners,
                                           "practitioner", "practitioner_unknown");
  if (!who) return move_page(visit, o, &who.error(), *start);
  auto moved = clinic::move_appointment(visit.site.clinic, o.appointment.id, o.key, *start, *who);
  if (!moved && moved.error().message == "appointment_over") return go(visit, o.path);
  if (!moved) return move_page(visit, o, &moved.error(), *start);
  return go(visit, o.path + "?moved=1");
}

// ---- cancelling

http::Response cancel_page(Visit& visit, const Opened& o, const Error* error) {
  if (!can_change(visit, o.appointment)) return go(visit, o.path);
  page::View view;
  fill_facts(visit, view, *clinic::current_offer(visit.site.clinic), o.appointment);
  view.set("visit_path", o.path).set("policy", policy_words(visit, o.appointment.id));
  const Money fee = clinic::fee_if(visit.site.clinic, o.appointment, Status::late_cancelled);
  const bool late = clinic::cancels_late(visit.site.clinic, o.appointment);
  // The clinic's own words may name a fee that the program does not know.
  auto policy = clinic::policy_of(visit.site.clinic, o.appointment.id).policy;
  const bool unsaid = late && policy.late.kind == store::Charge::Kind::unsaid;
  view.show("costs", fee.cents > 0).show("late", unsaid).show("free", fee.cents == 0 && !unsaid);
  view.set("fee", page::money_text(visit.language, fee));
  std::vector<page::Option> reasons;
  for (const char* why : {"ill", "emergency", "weather", "none"})
    reasons.push_back({why, visit.say("fee.why_" + std::string(why))});
  page::set_options(view, "why", reasons, {},
                    error != nullptr ? page::error_text(visit.language, *error) : std::string());
  page::set_wrongs(view, wrongs_of(visit, error));
  return show(visit, "visit-cancel", std::move(view), error != nullptr ? 422 : 200);
}

http::Response get_cancel(Visit& visit, const Opened& o) { return cancel_page(visit, o, nullptr); }

http::Response post_cancel(Visit& visit, const Opened& o) {
  if (auto refused = limited(visit, http::form_limits::kVisitChanges)) return *refused;
  auto done = clinic::cancel_appointment(visit.site.clinic, o.appointment.id, o.key,
                                         {visit.form.get("why"), {}});
  if (!done && done.error().field == "why") return cancel_page(visit, o, &done.error());
  if (!done && done.error().message != "appointment_over") return show_error(visit, done.error());
  return go(visit, o.path);
}

// ---- the gentler visit at the same start (R4)

http::Response post_gentler(Visit& visit, const Opened& o) {
  if (auto refused = limited(visit, http::form_limits::kVisitChanges)) return *refused;
  auto done = clinic::take_gentler(visit.site.clinic, o.appointment.id, o.key);
  const bool late = !done && done.error().message != "appointment_over" &&
                    done.error().message != "gentler_not_offered";
  return late ? show_error(visit, done.error()) : go(visit, o.path);
}

// ---- the letter to a physician (R40)

http::Response letter_page(Visit& visit, const Opened& o) {
  auto letter = clinic::letter_of_client(visit.site.clinic, o.appointment.id, visit.request.remote);
  if (!letter && letter.error().message == "letter_not_needed") return go(visit, o.path);
  if (!letter) return show_error(visit, letter.error());
  page::View view;
  auto awaited = clinic::awaited_letter(visit.site.clinic, o.appointment);
  if (!awaited) return go(visit, o.path);
  auto offer = clinic::current_offer(visit.site.clinic);
  set_letter_steps(view, visit, page::when_text(visit.language, offer->zone.wall(awaited->due)),
                   o.path);
  LetterPaper paper;
  paper.client_name = letter->visit.client.name;
  paper.birth_date = letter->visit.client.birth_date;
  paper.protocol = letter->protocol;
  paper.asked = std::move(letter->asked);
  // The physician reads English whatever the client reads; French on request.
  bool french = visit.request.query_value("in") == "fr";
  visit.language = french ? page::Language::fr : page::Language::en;
  paper.service = name_and_length(visit, letter->service);
  set_letter(view, visit, paper);
  return show(visit, "visit-letter", std::move(view));
}

http::Response client_letter(Visit& visit, const Opened& o) {
  return behind_birth_date(visit, clinic::kLetterLink, visit.request.param("token"),
                           [&](Visit& v, const clinic::OpenLink&) { return letter_page(v, o); });
}

// ---- questions and calendar

// The answers of this browser from here on belong to this visit (R4).
http::Response post_questions(Visit& visit, const Opened& o) {
  const Appointment& a = o.appointment;
  if (!can_change(visit, a) || a.screening) return go(visit, o.path);
  auto offer = clinic::current_offer(visit.site.clinic);
  clinic::VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  if (auto slug = clinic::slug_of_visit(visit.site.clinic, a); !slug.empty()) draft.service = slug;
  draft.appointment = a.id;
  draft.visit_date = a.wall.date;
  if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept)
    return show_error(visit, kept.error());
  return go(visit, "/assess");
}

http::Response get_calendar(Visit& visit, const Opened& o) {
  auto offer = clinic::current_offer(visit.site.clinic);
  auto event =
      clinic::calendar_of(*offer, parts_alike(visit, o.appointment), visit.site.clinic.now());
  event.clinic_host = visit.site.clinic.store.read(
      [&](store::Connection& c) { return clinic::calendar_host(c, visit.site.clinic); });
  http::Response response = http::plain(200, interop::calendar_event(event));
  response.set("Content-Type", "text/calendar; charset=utf-8; method=PUBLISH");
  response.set("Content-Disposition", "attachment; filename=\"appointment.ics\"");
  return response;
}

}  // namespace

void add_visit_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  const std::string visit = "/visit/{id}/{token}";
  auto add = [&](Method method, const std::string& path, VisitPage page) {
    router.add({method, visit + path, of_visit(site, page), "private link"});
  };
  add(Method::get, "", visit_page);
  for (Method method : {Method::get, Method::post}) add(method, "/letter", client_letter);
  add(Method::get, "/move", get_move);
  add(Method::post, "/move", post_move);
  add(Method::get, "/cancel", get_cancel);
  add(Method::post, "/cancel", post_cancel);
  add(Method::post, "/gentler", post_gentler);
  add(Method::post, "/questions", post_questions);
  add(Method::get, "/appointment.ics", get_calendar);
}

}  // namespace fascia::web
