// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the booking pages and the pages of a booked visit share.

#include <optional>
#include <string>

#include "clinic/cancel_policy.h"
#include "clinic/visit_draft.h"
#include "page/fields.h"
#include "schedule/availability.h"
#include "store/appointments.h"
#include "web/site.h"

namespace fascia::web {

const std::string& name_of(const Visit& visit, const store::Service& service);
// The name with the length, which is said once: "Relaxation 60" already tells it.
std::string name_and_length(const Visit& visit, const store::Service& service);
// "For people who are new here"; empty where it is for all.
std::string whom_for(const Visit& visit, const store::Service& service);
// "Ana, a woman" is nobody's business: the first name, or "anyone who is free".
std::string therapist_of(const Visit& visit, const clinic::Offer& offer, PractitionerId id);
// "Ana, Ben": who gives the parts of a visit, each once.
std::string therapists_of(const Visit& visit, const clinic::Offer& offer,
                          const std::vector<PractitionerId>& by);
// "$95.00, or $99.75 with GST"
std::string price_words(const Visit& visit, const Money& before);
// "Times are those of Grande Prairie (America/Edmonton)."
void set_zone(const Visit& visit, page::View& view, const clinic::Offer& offer);
// What holds for a visit about cancelling, in words: what was agreed to, else what holds now (R36).
std::string policy_words(const Visit& visit, AppointmentId id);
// What the policy means in money for a visit of this price, or for two people's visits of these:
// list "sums" (parts/policy-sums).
void fill_policy_sums(const Visit& visit, page::View& view, const store::CancelPolicy& policy,
                      const std::vector<Money>& prices);
// What was agreed to with a form: the policy's words as they stand, with the version that the field
// says was read.
clinic::AgreedPolicy agreed_policy(const Visit& visit, const std::string& version_field);
// All that a form says but its token: what an idempotency key stands for.
std::string posted_body(const Visit& visit);

// What the answers of this browser say of a service (R1): nothing is known without answers.
struct Outlook {
  std::string token;  // of the screening; empty: none
  bool refused = false;
  std::optional<Date> earliest;  // the first day that could be offered
  // R40: a physician's letter alone is missing; the time is kept until it is back.
  bool letter = false;
  std::optional<Date> no_letter_from;  // the first day that asks for none
  bool wants_letter(Date day) const {
    return letter && !(no_letter_from && day >= *no_letter_from);
  }
  const store::Service* gentler = nullptr;  // another service that the same answers allow
  // Of several in one visit, those that the answers do not allow; empty where it is all or one.
  std::vector<const store::Service*> refused_parts = {};
};
// When each of several services begins ("10:00 Deep tissue 60 · 11:00 Relaxation 30"), where a
// visit is made of them.
void fill_parts(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const store::Appointment& a);
// "11:05 Hot stones 30, with Liam": a part of a visit in turn (clinic/in_turn.h).
std::string turn_text(const Visit& visit, const clinic::Offer& offer, ServiceId service,
                      PractitionerId practitioner, Instant start);
// Which part it is that cannot be given (parts/refused-parts).
void fill_refused_parts(const Visit& visit, page::View& view,
                        const std::vector<const store::Service*>& refused);
// Those of a joined service that these answers refuse on that day; empty when they refuse all.
std::vector<const store::Service*> refused_parts(const Visit& visit, const clinic::Offer& offer,
                                                 const clinic::ScreeningContent& content,
                                                 const store::Service& service, Date day);
// The note of a service that waits for a letter (parts/letter-note).
void fill_letter(const Visit& visit, page::View& view, const Outlook& outlook);
Outlook outlook_of(const Visit& visit, const clinic::VisitDraft& draft, const clinic::Offer& offer,
                   const store::Service& service);

// The strip of a week and the free times of one day, for templates/parts/times.tpl.
struct TimesAsk {
  schedule::Question question;       // service, practitioner, earliest; the days are filled in
  std::optional<Date> day;           // the chosen one; none: the first with a free time
  std::optional<Instant> leave_out;  // the visit's own start, when it is moved
  std::string path;  // "/book?service=deep-tissue-60&practitioner=": "&day=" is added
};
void fill_times(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const TimesAsk& ask);
// "Closed: Christmas Day"; of a day that the owner closed and called nothing, "Closed".
std::string closed_text(const Visit& visit, const clinic::Closed& closed);
// The nearest other times after start_taken (R38).
void fill_others(const Visit& visit, page::View& view, const clinic::Offer& offer,
                 const schedule::Question& question, Instant start);

// For parts/held: until when the time of the page is kept, and whether it may be kept longer (R38).
void fill_held(const Visit& visit, page::View& view, const clinic::Offer& offer,
               const std::optional<store::Hold>& hold);
// What was asked too often is answered by the page it was asked on, with Retry-After.
http::Response with_wait(http::Response page, Seconds wait);
// Private answers stay out of caches and out of the next page's referrer (R19).
http::Response kept_private(http::Response response);

// parts/gender-wish: whom somebody would rather be treated by. `page` is where the answer leads
// back to: "plan", else the times of the service.
void fill_gender_wish(const Visit& visit, page::View& view, const clinic::Offer& offer,
                      const store::Service& service, const clinic::VisitDraft& draft,
                      std::string_view page);

// The same as choices of a form, for whatever is booked: none where there is nothing to choose.
std::vector<page::Option> wish_options(const Visit& visit, const clinic::Offer& offer,
                                       const std::string& chosen);

// Whether people book for two by themselves here, and the pages for it: /book/two.
bool books_two(const Visit& visit, const clinic::Offer& offer);
void add_booking_two(http::Router& router, const std::shared_ptr<Site>& site);

// /book/hold, /book/details and /book/leave.
void add_booking_details(http::Router& router, const std::shared_ptr<Site>& site);
// /places: the next free time at each of the owner's places.
void add_places_pages(http::Router& router, const std::shared_ptr<Site>& site);
// The wait list: /wait and the private link of an offer.
void add_wait_pages(http::Router& router, const std::shared_ptr<Site>& site);
// GET /book without a service, with what is wrong.
http::Response services_page(const Visit& visit, const clinic::Offer& offer, const Error* error);
// GET /book with a note about what is wrong; the nearest other times when `taken` is given.
http::Response times_page(Visit& visit, const store::Service* service, PractitionerId who,
                          std::optional<Date> day, std::optional<Instant> taken,
                          const Error* error);

}  // namespace fascia::web
