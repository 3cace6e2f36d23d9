// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "clinic/day_sheet.h"
#include "clinic/tasks.h"
#include "clinic/visit_fee.h"
#include "page/fields.h"
#include "web/site.h"

namespace fascia::web {

// How far a visit is, as the desk's pages say it: an id for the catalogue [desk_state] and for the
// style, and a sign that stands before the name. Never what was answered (R20).
struct VisitState {
  std::string id;
  std::string sign;
};
VisitState state_of(const clinic::DeskVisit& visit);

// "M. Roy": other people can see a desk's screen.
std::string short_name(const std::string& full);

// Fills visit_path, visit_sign, visit_state, visit_class, visit_client, visit_service, visit_who,
// visit_room, visit_gear and visit_time of one item.
void set_visit(page::View& item, const Visit& visit, const clinic::DeskVisit& of);

// Why a day has no times: what it is closed for, else that none are free.
std::string no_times_text(const Visit& visit, const clinic::Closed* closed);

// What the desk's two booking pages share, for one and for two: the policy that is read out with
// what lies outside the rules; and the time that was typed, else the one that was picked.
void set_policy_and_rule(page::View& view, const Visit& visit, const Error* error);
// The policy alone, with the box that says it was read out and agreed to (R36). `ticked`: how the
// box begins.
void set_policy_read_out(page::View& view, const Visit& visit, bool ticked = false);
std::optional<Instant> start_of(const Visit& visit, const std::string& day);

// Whether the clinic has a room for two people at the same time.
bool takes_two(const Visit& visit);

// The day that was asked for, with what is wrong with a form on it.
http::Response desk_day_page(Visit& visit, const Error* error = nullptr);
// The day's part about somebody ill or a room lost, with the call lists that are open.
void set_lost(page::View& view, const Visit& visit, Date day, const Error* error);
// How many visits to come no shift or room holds any more; `may_enter_away`: whether they may open
// the page that lists them.
void set_outside(page::View& view, const Visit& visit);
// Whom a client asked for, as a choice.
void set_wish(page::View& view, const Visit& visit, ClientId client);

// What the desk reads before it books for somebody ("notices", parts/notices), and whether the form
// that came back had it all before it: else the page is shown again with this error.
void set_notices(page::View& view, const Visit& visit, const std::vector<std::string>& notices);
std::optional<Error> unread_notice(const Visit& visit, const std::vector<std::string>& notices);
// Whether somebody books by phone alone, with the way to change it.
void set_online(page::View& view, const Visit& visit, ClientId client);

// The fee of a visit, or what is at stake while it can still be cancelled (R36); and the reason as
// the form gives it.
void set_fee(page::View& view, const Visit& visit, const store::Appointment& a);
clinic::FeeReason fee_reason_of(const Visit& visit);

// Fills task_path, task_text, task_class, task_about, task_due and task_who of one item.
void set_task(page::View& item, const Visit& visit, const clinic::WaitingTask& task);

// 0 urgent, 1 a person waits for a call, 2 a paper is late: in this order they are dealt with.
std::size_t task_rank(const clinic::WaitingTask& task);

// The day that was asked for, else today at the clinic.
Date day_of(const Visit& visit, std::string_view text);
Date today_of(const Visit& visit);
std::string time_of(const Visit& visit, Instant at);  // wall clock at the clinic, as people say it
std::string service_name(const Visit& visit, const store::Service& service);
// All that is sold, for parts/select: the lengths of one thing together, each with its price.
std::vector<page::Option> service_options(const Visit& visit, const clinic::Offer& offer);

// Pages of the desk by group; each adds its routes.
void add_desk_day(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_visit(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_book(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_online(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_couple(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_arrival(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_tasks(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_reseat(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_away(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_series(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_wait(http::Router& router, const std::shared_ptr<Site>& site);
void add_desk_replies(http::Router& router, const std::shared_ptr<Site>& site);

// The status of a page that shows a refusal beside its form.
int status_for(const Error& error);

// Who may open the desk's pages.
std::vector<store::Role> desk_roles();

}  // namespace fascia::web
