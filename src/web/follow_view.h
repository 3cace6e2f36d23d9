// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/aftercare_sheet.h"
#include "clinic/client_curve.h"
#include "store/tasks.h"
#include "web/site.h"

// The pages after a session, and what several of them show.
namespace fascia::web {

std::string follow_words(const Visit& visit, const care::Words& text);
// "911" as a link that calls it, with words.
void add_number(page::View& view, const Visit& visit, const std::string& number);
// The sheet as the client reads it: parts/follow-sheet.
void set_sheet(page::View& view, const Visit& visit, const clinic::AftercareSheet& sheet);
// The curve with its words and tables: parts/follow-curve.
void set_client_curve(page::View& view, const Visit& visit, const clinic::ClientCurve& curve);
// Opens the curve for this browser, which has given the birth date.
http::Response go_to_progress(const Visit& visit, const clinic::OpenLink& link);

// What the client told before this visit: parts/follow-told.
void set_told(page::View& view, const Visit& visit, AppointmentId id);
// The task of the address; none where it cannot be read.
store::TaskId task_id(const Visit& visit);
// Where a task is done, when it has a page of its own: step_path, step_text.
void set_task_step(page::View& view, const Visit& visit, const store::Task& task);

void add_follow_client(http::Router& router, const std::shared_ptr<Site>& site);
void add_follow_check_in(http::Router& router, const std::shared_ptr<Site>& site);
void add_follow_staff(http::Router& router, const std::shared_ptr<Site>& site);
void add_follow_measure(http::Router& router, const std::shared_ptr<Site>& site);
void add_follow_before(http::Router& router, const std::shared_ptr<Site>& site);
void add_follow_birth_date(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
