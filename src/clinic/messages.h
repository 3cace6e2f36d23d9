// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/clinic.h"
#include "interop/calendar.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {

// Leaves a message in the outbox: mail/<kind>.txt is its template, mail.subject_<kind> its subject.
// What stands in `payload` fills the template by name; "path" becomes the private link, "wall" the
// day and time in words. Somebody without an e-mail address gets none. `visit` is the one that it
// is about: the mail stays with it when two records part.
void add_mail(store::Transaction& tx, Clinic& clinic, std::string_view kind,
              const store::Client& client, boost::json::object payload, AppointmentId visit = {});

// The same about an appointment: "booked", "moved", "cancelled", with its calendar file. It says
// clinic, time, place and the therapist's first name, nothing of health (R18).
void add_appointment_message(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                             std::string_view kind, const store::Appointment& appointment,
                             const store::Client& client, const std::string& manage_token);

// Visits that repeat, in one mail with one calendar file of them all, each with its own link; no
// token: the link of its first mail stays.
struct ToldVisit {
  store::Appointment appointment;
  std::string manage_token;
};
void add_series_message(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                        const std::vector<ToldVisit>& visits, const store::Client& client);

// The path of a new private link to the health questions of a requested visit (R4, R19); it ends
// when the visit begins.
std::string make_intake_path(store::Transaction& tx, Clinic& clinic,
                             const store::Appointment& appointment);

// Whether the visit waits for a physician's letter (R40). A mail calls it a paper (R18).
bool paper_is_wanted(store::Connection& c, const Clinic& clinic,
                     const store::Appointment& appointment);

// What every message about an appointment may say of it.
boost::json::object appointment_payload(const Offer& offer, const store::Appointment& appointment);

// Of all its parts, where it is a visit in turn: who gives each, and when it begins.
boost::json::object visit_payload(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                  const store::Appointment& appointment);

// The path of the private link to move or cancel.
std::string manage_path(AppointmentId id, const std::string& token);

// What a calendar may know of an appointment (R18), to be saved by hand.
interop::CalendarEvent calendar_of(const Offer& offer, const std::vector<store::Appointment>& parts,
                                   Instant made_at);
// "book.example.ca" of "https://book.example.ca:8443/x".
std::string host_of(std::string_view public_url);
// What stands behind the @ of this clinic's calendar ids. It is the clinic's own id, whatever its
// address on the net is by now; a clinic that sent files before that was so keeps the name that
// stands in them, or the calendars of its clients would not know its visits again.
inline constexpr std::string_view kCalendarHost = "calendar_host";  // of the clinic's settings
std::string calendar_host(store::Connection& c, const Clinic& clinic);
// Said once, when the program begins: the name by which an older program made those ids.
void keep_calendar_host(Clinic& clinic, std::string_view public_url);
// "12 Main Street, Grande Prairie"
std::string place_of(const store::Location& location);

// Where a client's mail goes; empty: the desk tells them.
std::string email_of(Clinic& clinic, ClientId client);

// How messages leave, as the worker of this clinic said when it began: "smtp", "folder" or "none",
// and then they wait. Pages say it to whoever booked.
std::string mail_transport(Clinic& clinic);
// How many wait because there is no way out; 0 where there is one.
std::int64_t mail_without_a_way_out(Clinic& clinic);
// All that waits in the outbox now counts as sent. For a demo clinic, whose story is told when it
// is over: forbidden in any other.
Done old_mail_has_left(Clinic& clinic);
// With a first way out only the mail of the last day leaves: what is older is told by now, or over.
Done set_mail_transport(Clinic& clinic, std::string_view transport);

}  // namespace fascia::clinic
