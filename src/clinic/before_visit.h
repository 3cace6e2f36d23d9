// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/private_link.h"
#include "clinic/start_session.h"
#include "store/appointments.h"

namespace fascia::clinic {

// The client's own minute before a visit: how strong the pain is, how the hard things go, and
// whether anything is new. The therapist reads it before the door; the day's safety questions are
// asked all the same.

struct RatedThing {
  std::string words;  // the client's own
  int rating = 0;     // 0 cannot do it, 10 can do it well
};
struct Told {
  Instant at;
  PainRatings pain;
  std::vector<RatedThing> things;
  std::string anything;  // no, yes, unsure, rather_not
  std::string words;     // what is new
};

// The path of a new private link; it ends when the visit begins.
std::string make_before_path(store::Transaction& tx, Clinic& clinic, const store::Appointment& a);

// The page behind it. before_over (conflict) when the visit has begun or does not stand any more.
struct BeforePage {
  store::Appointment appointment;
  std::vector<std::string> things;  // that were hard to do
  std::optional<Date> last_visit;
  std::optional<Told> told;
};
Result<BeforePage> open_before_visit(Clinic& clinic, const OpenLink& link);

struct TellBefore {
  PainRatings pain;
  std::vector<std::optional<int>> ratings;  // of the things, in their order
  std::string anything;
  PrivateText words;
};
// Telling again replaces the words; each rating stays a measurement. Whatever is new, or not sure,
// is a task for the therapist. Errors: before_over; pain_range on pain_now, pain_average,
// pain_worst, thing.N; pain_worst_below; anything_missing on anything; note_too_long on words.
Done tell_before_visit(Clinic& clinic, const OpenLink& link, const TellBefore& in);

// For whoever has opened the visit.
std::optional<Told> told_before(store::Connection& c, Clinic& clinic, AppointmentId id);

}  // namespace fascia::clinic
