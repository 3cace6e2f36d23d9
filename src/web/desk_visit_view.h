// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "clinic/day_sheet.h"
#include "web/site.h"

namespace fascia::web {

// What one visit's page at the desk and another time for it (desk_move.cc) share.

std::string desk_visit_path(AppointmentId id);
// The page, with what is wrong with a form on it.
http::Response desk_visit_page(Visit& visit, const Error* error = nullptr);

// What was chosen for the move: from the address while looking, from the form when it came back.
std::string chosen_to_move(const Visit& visit, std::string_view name);
// The visit of whoever comes with this person.
std::optional<store::Appointment> pair_of(const Visit& visit, const clinic::DeskVisit& v);
// With whom and on which day the desk looks for another time: unread, it is not the visit's own.
Done check_wish_to_move(const Visit& visit);
void set_free_times(page::View& view, const Visit& visit, const clinic::DeskVisit& v);
// A move is undone by moving back to where the visit was: at once from the notice, later from the
// page as long as that time lies ahead.
void set_move_back(page::View& view, const Visit& visit, AppointmentId id);
void add_desk_move(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
