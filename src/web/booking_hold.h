// SPDX-License-Identifier: Apache-2.0
#pragma once

// A time that a person chose is held while the form of its details is filled in (R38).

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "clinic/visit_draft.h"
#include "schedule/availability.h"
#include "web/booking.h"

namespace fascia::web {

// What the form and the address say is wanted.
struct Wanted {
  const store::Service* service = nullptr;
  PractitionerId practitioner;  // none: anybody
  Instant start;
};
// Errors as the API's, so that both say the same of the same input: service_unknown, start_invalid,
// id_invalid, practitioner_not_for_service.
Result<Wanted> wanted_by_form(const Visit& visit, const clinic::Offer& offer);
Result<Wanted> wanted_by_address(const Visit& visit, const clinic::Offer& offer);

// What cannot be booked at all: the choice again, with what is wrong.
http::Response choose_again(Visit& visit, const clinic::Offer& offer, const Error& error);
// The page of the details of what is wanted.
std::string details_path(const clinic::Offer& offer, const Wanted& w);

// Which times would do instead.
schedule::Question question_of(const Visit& visit, const Wanted& w, const Outlook& outlook);
// Anybody who is free, of those whom this person asked for; of each part, where it is in turn.
Result<std::vector<PractitionerId>> who_fits(const Visit& visit, const clinic::VisitDraft& draft,
                                             const clinic::Offer& offer, const Wanted& w,
                                             const Outlook& outlook);

// The hold of the draft, if it is of what is wanted.
std::optional<store::Hold> hold_of(const Visit& visit, const clinic::VisitDraft& draft,
                                   const clinic::Offer& offer, const Wanted& w);
// The page that a hold was asked on, with what is wrong.
using Again = std::function<http::Response(const Error&)>;
// Takes the hold and leads to the details; a time that is gone shows the nearest others.
http::Response hold_and_go(Visit& visit, clinic::VisitDraft draft, const clinic::Offer& offer,
                           Wanted w, const Again& again);

// POST /book/hold and /book/leave.
void add_booking_hold(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
