// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_record.h"

#include <algorithm>

#include "clinic/answer_intake.h"
#include "clinic/change_appointment.h"
#include "clinic/clearance_letter.h"
#include "clinic/clearance_wait.h"
#include "clinic/day_answers.h"
#include "clinic/remind.h"
#include "core/json.h"
#include "keys/token.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

Error on_file(Error error) {
  error.field = "file";
  return error;
}

struct Before {
  Appointment visit;
  ScreeningContent answered;
};
Result<Before> answers_of(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  auto visit = store::find_appointment(c, clinic.tenant, id);
  if (!visit) return not_found("appointment_unknown");
  if (visit->location != clinic.place()) return conflict("visit_elsewhere");
  if (!can_still_change(*visit) || visit->finish <= clinic.now())
    return conflict("appointment_over");
  auto kept = visit->screening
                  ? store::find_screening(c, clinic.tenant, clinic.sealer, visit->screening)
                  : std::nullopt;
  if (!kept) return conflict("record_needs_answers", "file");
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  return Before{std::move(*visit), std::move(content)};
}

// The visit by what the record and the person say together.
Result<Appointment> bind_record(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                                AppointmentId id, const std::string& token) {
  auto a = store::find_appointment(tx, clinic.tenant, id);
  if (!a || !can_still_change(*a)) return conflict("appointment_over");
  auto kept = store::find_screening_by_token(tx, clinic.tenant, clinic.sealer,
                                             keys::token_hash(token), clinic.now());
  if (!kept || kept->client) return not_found("screening_unknown");
  // What was said on the day stays said, and what is open stays open (R1, R3).
  FASCIA_TRY_DONE(carry_day(tx, clinic, a->screening, *kept));
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  const auto offer = clinic.availability.get();
  const store::Service* service = offer->service(a->service);
  if (service == nullptr) return invalid("service", "service_unknown");
  a->screening = kept->id;
  carry_letters(tx, clinic, a->client, *kept, content);
  store::bind_screening(tx, clinic.tenant, clinic.sealer, *kept, a->client);
  FASCIA_TRY(std::optional<DayScreening> day, screening_today(tx, clinic, *offer, *a));
  FASCIA_CHECK(day.has_value());
  const care::Screening now = std::move(day->screening);
  const bool sure = decided(now, content.must_speak);
  a->status = sure ? Status::confirmed : Status::requested;
  a->intake_due_by.reset();
  store::update_appointment(tx, clinic.tenant, *a);
  plan_reminders(tx, clinic, *a);
  if (refuses(now)) want_letter(tx, clinic, *a, now);
  move_letter(tx, clinic, *a);
  call_about_answers(tx, clinic, *a, now, content.must_speak);
  audit(tx, clinic, actor, "appointment.record_laid", "appointment", id.value, a->client);
  return *a;
}

}  // namespace

Result<LaidRecord> lay_record(Clinic& clinic, const Actor& actor, AppointmentId id,
                              std::string_view text) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  if (text.empty()) return invalid("file", "record_missing");
  if (text.size() > clinic.upload_limit)
    return invalid("file", "record_size", {{"most", std::to_string(clinic.upload_limit >> 20)}});
  (void)current_offer(clinic);  // what another program changed is read before the writing begins
  FASCIA_TRY(Before before,
             clinic.store.read([&](store::Connection& c) { return answers_of(c, clinic, id); }));
  json::Limits limits = interop::kRecordLimits;
  auto bundle = json::read(text, limits);
  if (!bundle) return on_file(bundle.error());
  ScreenRecord in;
  in.service = before.visit.service;
  in.visit_date = before.visit.wall.date;
  in.birth_date = before.answered.birth_date;
  in.person = before.answered.beside ? before.answered.beside->person : before.answered.intake;
  in.asked = "record";
  in.asked_by = actor.staff;
  in.visit = id;
  auto screened = screen_record(clinic, in, *bundle);
  if (!screened) return on_file(screened.error());
  LaidRecord out;
  out.resources = screened->record.resources;
  const auto& warnings = screened->record.warnings;
  out.to_look_at = screened->record.unmatched.size() +
                   std::size_t(std::ranges::count_if(warnings, [](const interop::RecordNote& one) {
                     return one.what != "unmatched";  // its resource stands among those
                   }));
  FASCIA_TRY(out.visit, clinic.store.write([&](store::Transaction& tx) {
    return bind_record(tx, clinic, actor, id, screened->screened.token);
  }));
  return out;
}

}  // namespace fascia::clinic
