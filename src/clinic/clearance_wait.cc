// SPDX-License-Identifier: Apache-2.0
#include "clinic/clearance_wait.h"

#include <algorithm>

#include "clinic/clearance_due.h"
#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

using store::LetterStatus;
using store::Status;

constexpr Seconds kBackBefore = hours(24);

// What may be worked no deeper than the gentle service, letter or not, is not sold as deep work.
bool stays_gentle(const care::Screening& screening) {
  return screening.gentler && screening.limits.max_depth <= screening.gentler->limits.max_depth;
}

// R3: milder answers make no letter needless before a therapist has spoken about them.
bool waits_for_talk(const Clinic& clinic, const AskedOf& asked) {
  auto content = read_content(clinic, asked.kept);
  return !content || content->must_speak;
}

}  // namespace

bool waits_for_letter(const care::Screening& screening) {
  if (screening.decision != care::Decision::clearance || screening.talk_first) return false;
  // With every rule that asks answered, nothing may be left that refuses.
  bool asks = std::any_of(
      screening.findings.begin(), screening.findings.end(),
      [](const care::Finding& one) { return one.decision == care::Decision::clearance; });
  return asks && !stays_gentle(screening) && !screening.limits.positions.empty();
}

bool may_be_booked(const care::Screening& screening) {
  return !refuses(screening) || waits_for_letter(screening);
}

Done check_letter_start(const Clinic& clinic, Instant start) {
  if (start - kBackBefore <= clinic.now()) return invalid("start", "letter_too_soon");
  return {};
}

Date first_letter_day(const Clinic& clinic, const Offer& offer) {
  return offer.zone.date(clinic.now() + kBackBefore) + 1;
}

FirstDay first_day(const Clinic& clinic, const Offer& offer, const ScreeningContent& content,
                   const store::Service& service) {
  FirstDay out;
  Date day = offer.zone.date(clinic.now() + minutes(offer.times.rules.lead_minutes));
  care::Screening today = decide(clinic, content, service, day);
  if (!refuses(today)) return out;
  std::optional<care::Screening> later;
  if (today.earliest && *today.earliest > today.visit_date)
    later = decide(clinic, content, service, *today.earliest);
  bool free_later = later && !refuses(*later);
  if (waits_for_letter(today)) {
    out.letter = true;
    out.earliest = first_letter_day(clinic, offer);
    if (free_later) out.no_letter_from = today.earliest;
    return out;
  }
  out.letter = later && waits_for_letter(*later);
  out.refused = !free_later && !out.letter;
  if (!out.refused) out.earliest = today.earliest;
  if (out.letter) out.earliest = std::max(*out.earliest, first_letter_day(clinic, offer));
  return out;
}

void move_letter(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit) {
  auto letter = store::clearance_of(tx, clinic.tenant, clinic.sealer, visit.id);
  if (!letter) return;
  bool refused = false;
  if (visit.status == Status::requested) {
    auto asked = asked_of(tx, clinic, visit);
    refused = asked && asked->refused;
    if (!asked || !asked->asked.empty() || (!refused && waits_for_talk(clinic, *asked))) {
      // What has begun waits for no other time: its letter lapses once, and is not wanted again.
      if (visit.start <= clinic.now()) return;
      drop_letter_work(tx, clinic, visit.id);
      plan_due_work(tx, clinic, kLetterDue, visit.id.value, letter_is_due_at(clinic, visit));
      if (asked && !asked->asked.empty()) want_letter(tx, clinic, visit, asked->screening);
      return;
    }
  }
  bool open = letter->status == LetterStatus::wanted || letter->status == LetterStatus::given ||
              letter->status == LetterStatus::faxed || letter->status == LetterStatus::chased;
  if (open) step_letter(tx, clinic, kProgram, *letter, LetterStatus::needless);
  drop_letter_work(tx, clinic, visit.id);
  drop_task(tx, clinic, "clearance_missing", visit.id, refused ? "visit_refused" : "not_needed");
}

void letter_stands_again(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit) {
  if (visit.status != Status::requested) return;
  if (visit.start > clinic.now()) return move_letter(tx, clinic, visit);
  auto letter = store::clearance_of(tx, clinic.tenant, clinic.sealer, visit.id);
  if (!letter) return;
  if (letter->status == LetterStatus::lapsed)
    settle_lapsed(tx, clinic, visit);  // its task ended with the visit
  else
    plan_due_work(tx, clinic, kLetterStart, visit.id.value, clinic.now());
}

std::optional<AwaitedLetter> awaited_letter(Clinic& clinic, const store::Appointment& visit) {
  if (visit.status != Status::requested || visit.start <= clinic.now()) return std::nullopt;
  auto status = letter_status(clinic, visit.id);
  if (!status || *status == LetterStatus::needless) return std::nullopt;
  // Where only the talk is waited for, there is nothing to ask a physician yet.
  auto asked = clinic.store.read([&](store::Connection& c) { return asked_of(c, clinic, visit); });
  if (asked && asked->asked.empty()) return std::nullopt;
  return AwaitedLetter{*status, letter_is_due_at(clinic, visit)};
}

Result<ClearanceLetter> letter_of_client(Clinic& clinic, AppointmentId id,
                                         const std::string& from) {
  (void)current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<ClearanceLetter> {
    ClearanceLetter out;
    auto visit = store::find_appointment(tx, clinic.tenant, id);
    if (!visit) return not_found("appointment_unknown");
    visit = lead_visit(tx, clinic, *visit);
    id = visit->id;
    out.visit.appointment = *visit;
    out.visit.client = store::find_client(tx, clinic.tenant, visit->client).value();
    if (visit->status != Status::requested) return conflict("letter_not_needed");
    FASCIA_TRY(AskedOf asked, asked_of(tx, clinic, *visit));
    if (asked.asked.empty()) return conflict("letter_not_needed");
    out.service = service_of_visit(tx, clinic, *clinic.availability.get(), *visit).value();
    out.asked = std::move(asked.asked);
    out.protocol = asked.screening.protocol_name + " " + asked.screening.protocol_version;
    out.screening = std::move(asked.screening);
    audit(tx, clinic, client_at(from), "letter.read", "appointment", id.value, visit->client);
    return out;
  });
}

}  // namespace fascia::clinic
