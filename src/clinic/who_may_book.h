// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/book_appointment.h"
#include "clinic/clinic.h"
#include "store/client_blocks.h"

namespace fascia::clinic {

// Rules of booking that look at the person. Online somebody is known by name, birth date and an
// address or phone that the clinic has, and by nothing less (R15, R20): whoever gives another
// address is somebody new there. The desk is told, and may go on.

// The record of who books online, by what was typed; nobody when it does not reach that person.
std::optional<store::Client> person_reached(store::Connection& c, const Clinic& clinic,
                                            const ClientDetails& typed);

// Returning: a visit of theirs took place, which is one that a therapist ended (completed). What is
// booked, cancelled or missed makes nobody returning, and neither does somebody else's visit.
bool is_returning(store::Connection& c, const Clinic& clinic, ClientId client);

// What a client may not book by themselves; `client` none: nobody whom the clinic knows.
// book_by_phone on "client" says neither why nor that there is a why; service_for_new and
// service_for_returning on "service".
Done may_book_online(store::Connection& c, const Clinic& clinic, const store::Service& service,
                     ClientId client);
// Of a visit that somebody has: only whether they still change it by themselves. Whom the service
// is for was decided when it was booked.
Done may_change_online(store::Connection& c, const Clinic& clinic, ClientId client,
                       std::string_view field);

// Whether somebody of this name and birth date is not to book online, whatever address or phone
// this record has. Only the desk is told: whoever types a name learns nothing of who else comes.
bool like_not_online(store::Connection& c, const Clinic& clinic, const store::Client& client);
// Who booked online and is like them: the desk looks whether it is the same person.
void look_at_like_one(store::Transaction& tx, Clinic& clinic, const store::Client& client,
                      AppointmentId visit);

// What the desk should know before it books for this person: "not_online", "like_not_online" (one
// of this name and birth date is not to book online), "for_new", "for_returning". `known` none: by
// what was typed; `service` none: what does not depend on it.
std::vector<std::string> booking_notices(Clinic& clinic, const Actor& actor,
                                         const ClientDetails& typed, ClientId known,
                                         ServiceId service);

// By an owner or the desk. The reason is kept sealed with who wrote it; the log has neither.
// client_unknown; block_stands (conflict) on client; block_reason_missing, block_reason_too_long on
// why.
Result<store::ClientBlockId> block_online(Clinic& clinic, const Actor& actor, ClientId client,
                                          const PrivateText& why);
// block_unknown when none stands.
Done allow_online(Clinic& clinic, const Actor& actor, ClientId client);

struct OnlineBlock {
  store::ClientBlock kept;
  std::string why;
  std::string set_by, ended_by;  // names; empty where nobody is known
};
struct BooksOnline {
  store::Client client;
  bool blocked = false;
  std::vector<OnlineBlock> blocks;  // newest first
};
// Reading the reasons is noted in the log. client_unknown.
Result<BooksOnline> read_blocks(Clinic& clinic, const Actor& actor, ClientId client);
// Whether one stands, for any of the staff.
bool books_by_phone(Clinic& clinic, ClientId client);

}  // namespace fascia::clinic
