// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_record.h"

#include <algorithm>

#include "clinic/answer_intake.h"
#include "clinic/change_appointment.h"
#include "clinic/change_parts.h"
#include "clinic/clearance_letter.h"
#include "clinic/clearance_wait.h"
#include "clinic/day_answers.h"
#include "clinic/in_turn.h"
#include "clinic/kept_record.h"
#include "clinic/remind.h"
#include "core/json_huge.h"
#include "keys/token.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Status;

// The place in the file goes along as an argument.
Error on_file(Error error) {
  if (error.field.starts_with('/')) error.args.emplace_back("at", error.field);
  error.field = "file";
  return error;
}

struct Before {
  Appointment visit;
  ScreeningContent answered;
  const care::Intake& person() const {
    return answered.beside ? answered.beside->person : answered.intake;
  }
};
Result<Before> answers_of(store::Connection& c, const Clinic& clinic, AppointmentId id) {
  auto visit = store::find_appointment(c, clinic.tenant, id);
  if (!visit) return not_found("appointment_unknown");
  visit = lead_visit(c, clinic, *visit);
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

// The visit by what its records and the person say together.
Result<Appointment> bind_records(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                                 AppointmentId id, const std::string& token,
                                 std::string_view done) {
  auto a = store::find_appointment(tx, clinic.tenant, id);
  if (!a || !can_still_change(*a)) return conflict("appointment_over");
  auto kept = store::find_screening_by_token(tx, clinic.tenant, clinic.sealer,
                                             keys::token_hash(token), clinic.now());
  if (!kept || kept->client) return not_found("screening_unknown");
  const auto offer = clinic.availability.get();
  const auto service = service_of_visit(tx, clinic, *offer, *a);
  if (!service) return invalid("service", "service_unknown");
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  // Another record may have been laid meanwhile.
  FASCIA_TRY_DONE(
      lay_kept_records(tx, clinic, a->screening, *service, a->wall.date, content, *kept));
  // What was said on the day stays said, and what is open stays open (R1, R3).
  FASCIA_TRY_DONE(carry_day(tx, clinic, a->screening, *kept));
  FASCIA_TRY(content, read_content(clinic, *kept));
  a->screening = kept->id;
  carry_letters(tx, clinic, a->client, *kept, content);
  store::bind_screening(tx, clinic.tenant, clinic.sealer, *kept, a->client);
  FASCIA_TRY(const care::Screening now, decide_visit(tx, clinic, *offer, *a, *service, content));
  const bool sure = decided(now, content.must_speak), was_sure = a->status != Status::requested;
  a->status = sure ? Status::confirmed : Status::requested;
  a->intake_due_by.reset();
  store::update_appointment(tx, clinic.tenant, *a);
  stand_alike(tx, clinic, *a);
  plan_reminders(tx, clinic, *a);
  if (refuses(now)) want_letter(tx, clinic, *a, now);
  move_letter(tx, clinic, *a);
  call_about_answers(tx, clinic, *a, now, content.must_speak);
  if (!was_sure) say_if_sure(tx, clinic, *offer, *a);
  audit(tx, clinic, actor, done, "appointment", id.value, a->client);
  return *a;
}

std::string staff_name(store::Connection& c, const Clinic& clinic, const std::string& id) {
  auto staff = StaffId::parse(id);
  auto found = staff ? store::find_staff(c, clinic.tenant, *staff) : std::nullopt;
  return found ? found->name : std::string();
}

Done for_any_staff(const Actor& actor) {
  return require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist});
}

}  // namespace

const std::vector<std::string>& record_sources() {
  static const std::vector<std::string> kSources = {"hospital", "doctor", "clinic", "person"};
  return kSources;
}

Result<LaidRecord> lay_record(Clinic& clinic, const Actor& actor, AppointmentId id,
                              std::string_view text, const std::string& source) {
  FASCIA_TRY_DONE(for_any_staff(actor));
  const auto& sources = record_sources();
  if (!source.empty() && std::ranges::find(sources, source) == sources.end())
    return invalid("source", "record_source_unknown");
  if (text.empty()) return invalid("file", "record_missing");
  if (text.size() > clinic.upload_limit)
    return invalid("file", "record_size", {{"most", std::to_string(clinic.upload_limit >> 20)}});
  (void)current_offer(clinic);  // what another program changed is read before the writing begins
  FASCIA_TRY(Before before,
             clinic.store.read([&](store::Connection& c) { return answers_of(c, clinic, id); }));
  json::Limits limits = interop::kRecordLimits;
  auto bundle = json::read_with_huge_numbers(text, limits);
  if (!bundle) return on_file(bundle.error());
  ScreenRecord in;
  in.service = before.visit.service;
  in.visit_date = before.visit.wall.date;
  in.birth_date = before.answered.birth_date;
  in.person = before.person();
  in.asked = "record";
  in.source = source;
  in.asked_by = actor.staff;
  in.visit = before.visit.id;
  auto screened = screen_record(clinic, in, *bundle);
  if (!screened) return on_file(screened.error());
  LaidRecord out;
  out.resources = screened->record.resources;
  const auto& warnings = screened->record.warnings;
  out.to_look_at = screened->record.unmatched.size() +
                   std::size_t(std::ranges::count_if(warnings, [](const interop::RecordNote& one) {
                     return !interop::is_of_unmatched(one);
                   }));
  FASCIA_TRY(out.visit, clinic.store.write([&](store::Transaction& tx) {
    return bind_records(tx, clinic, actor, before.visit.id, screened->screened.token,
                        "appointment.record_laid");
  }));
  return out;
}

Result<RecordsBeside> records_beside(Clinic& clinic, const Actor& actor, AppointmentId id) {
  FASCIA_TRY_DONE(for_any_staff(actor));
  return clinic.store.read([&](store::Connection& c) -> Result<RecordsBeside> {
    auto visit = store::find_appointment(c, clinic.tenant, id);
    if (!visit) return not_found("appointment_unknown");
    RecordsBeside out;
    if (auto client = store::find_client(c, clinic.tenant, visit->client))
      out.client_name = client->name;
    auto before = answers_of(c, clinic, id);
    out.may_change = static_cast<bool>(before);
    visit = lead_visit(c, clinic, *visit);
    auto kept = visit->screening
                    ? store::find_screening(c, clinic.tenant, clinic.sealer, visit->screening)
                    : std::nullopt;
    if (!kept) return out;
    FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
    for (const KeptRecord& one : content.records)
      out.records.push_back({one.source, parse_rfc3339(one.at), staff_name(c, clinic, one.by),
                             parse_rfc3339(one.taken_at), staff_name(c, clinic, one.taken_by)});
    return out;
  });
}

Result<Appointment> take_back_record(Clinic& clinic, const Actor& actor, AppointmentId id,
                                     std::size_t which) {
  FASCIA_TRY_DONE(for_any_staff(actor));
  (void)current_offer(clinic);
  FASCIA_TRY(Before before,
             clinic.store.read([&](store::Connection& c) { return answers_of(c, clinic, id); }));
  ScreenVisit in;
  in.service = before.visit.service;
  in.visit_date = before.visit.wall.date;
  in.birth_date = before.answered.birth_date;
  in.intake = before.person();
  in.beside = BesideRecord{before.person(), {}};
  in.asked = "record";
  in.asked_by = actor.staff;
  in.visit = before.visit.id;
  in.take_back = which;
  FASCIA_TRY(Screened screened, screen_visit(clinic, in));
  return clinic.store.write([&](store::Transaction& tx) {
    return bind_records(tx, clinic, actor, before.visit.id, screened.token,
                        "appointment.record_taken_back");
  });
}

}  // namespace fascia::clinic
