// SPDX-License-Identifier: Apache-2.0
#include "clinic/clearance_letter.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/clearance_due.h"
#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/letter_text.h"
#include "clinic/name_length.h"
#include "clinic/record_rights.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using store::LetterStatus;

// The page of the letter looks at the visit itself; the link outlives a move to a later day.
constexpr Seconds kLinkLives = days_of_24h(400);

bj::object reply_json(const LetterReply& one) {
  return {{"way", one.way},
          {"signer", one.signer},
          {"role", one.role},
          {"signed_on", to_iso(one.signed_on)},
          {"second_name", one.second_name},
          {"entered_by", one.entered_by},
          {"entered", to_rfc3339_utc(one.entered)},
          {"answers", write_letters(one.answers)}};
}

Result<LetterReply> reply_from(const bj::value& value) {
  const bj::object& object = value.as_object();
  LetterReply out;
  out.way = json::text_at(object, "way");
  out.signer = json::text_at(object, "signer");
  out.role = json::text_at(object, "role");
  out.second_name = json::text_at(object, "second_name");
  out.entered_by = json::text_at(object, "entered_by");
  auto signed_on = parse_date(json::text_at(object, "signed_on"));
  auto entered = parse_rfc3339(json::text_at(object, "entered"));
  if (!signed_on || !entered) return invalid("letters", "letter_malformed");
  out.signed_on = *signed_on;
  out.entered = *entered;
  FASCIA_TRY(out.answers, read_letters(object.at("answers")));
  return out;
}

bool is_over(const store::Appointment& a) { return a.status != store::Status::requested; }

// What lapsed with the start of its visit comes back with a later start alone.
bool may_be_wanted_again(LetterStatus status, bool ahead) {
  return status == LetterStatus::needless || (status == LetterStatus::lapsed && ahead);
}

// The visit's letter, made when nobody asked for one before.
Result<store::Clearance> letter_in(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                                   AppointmentId id) {
  FASCIA_TRY(OpenVisit open, open_visit(tx, clinic, actor, id));
  open.appointment = lead_visit(tx, clinic, open.appointment);
  id = open.appointment.id;
  if (is_over(open.appointment)) return conflict("letter_over");
  FASCIA_TRY(AskedOf asked, asked_of(tx, clinic, open.appointment));
  if (asked.asked.empty()) return conflict("letter_not_needed");
  want_letter(tx, clinic, open.appointment, asked.screening);
  auto row = store::clearance_of(tx, clinic.tenant, clinic.sealer, id);
  if (!row) return conflict("letter_not_needed");
  return *row;
}

std::string name_of(store::Connection& c, const Clinic& clinic, StaffId id) {
  auto staff = id ? store::find_staff(c, clinic.tenant, id) : std::nullopt;
  return staff ? staff->name : std::string();
}

// The private link of the visit opens its letter too, behind the birth date (R19).
void begin_letter(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit,
                  store::ClearanceId letter) {
  store::add_letter_step(tx, clinic.tenant, letter, {clinic.now(), {}, LetterStatus::wanted});
  store::PrivateLink link;
  link.token_hash = visit.manage_hash;
  link.purpose = kLetterLink;
  link.subject = visit.id.value;
  link.client = visit.client;
  link.expires = visit.start + kLinkLives;
  store::add_link(tx, clinic.tenant, link);
}

Done check_fax(const FaxLetter& in) {
  Faults faults;
  if (in.recipient.find_first_not_of(' ') == in.recipient.npos)
    faults.add(invalid("recipient", "letter_recipient_missing"));
  if (in.recipient.size() > kLongestName) faults.add(name_too_long("recipient"));
  std::size_t digits = store::digits_of(in.fax).size();
  if (digits < 7 || digits > 15 || in.fax.size() > 40) faults.add(invalid("fax", "phone_invalid"));
  if (!in.consent) faults.add(invalid("consent", "letter_consent_missing"));
  return faults.done();
}

}  // namespace

Result<LetterContent> read_letter_content(const PrivateText& body) {
  LetterContent out;
  FASCIA_TRY(bj::value value, json::read(body.reveal()));
  const bj::object& object = value.as_object();
  out.recipient = json::text_at(object, "recipient");
  out.fax = json::text_at(object, "fax");
  out.consent_by = json::text_at(object, "consent_by");
  out.consent_at = parse_rfc3339(json::text_at(object, "consent_at"));
  for (const bj::value& one : object.at("replies").as_array()) {
    FASCIA_TRY(LetterReply reply, reply_from(one));
    out.replies.push_back(std::move(reply));
  }
  return out;
}

PrivateText write_letter_content(const LetterContent& content) {
  bj::array replies;
  for (const LetterReply& one : content.replies) replies.push_back(reply_json(one));
  bj::object out{{"recipient", content.recipient},
                 {"fax", content.fax},
                 {"consent_by", content.consent_by},
                 {"replies", std::move(replies)}};
  if (content.consent_at) out["consent_at"] = to_rfc3339_utc(*content.consent_at);
  return PrivateText(json::write(out));
}

Result<AskedOf> asked_of(store::Connection& c, Clinic& clinic, const store::Appointment& visit) {
  auto kept = visit.screening
                  ? store::find_screening(c, clinic.tenant, clinic.sealer, visit.screening)
                  : std::nullopt;
  auto offer = clinic.availability.get();
  const auto service = service_of_visit(c, clinic, *offer, visit);
  if (!kept || !service) return conflict("screening_missing");
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  AskedOf out;
  out.screening = decide(clinic, content, *service, visit.wall.date);
  out.told = care::events_told(clinic.protocol, content.intake.answers);
  content.letters.clear();
  care::Screening without = decide(clinic, content, *service, visit.wall.date);
  out.refused = refuses_outright(without);
  if (!out.refused)
    for (care::Finding& finding : without.findings)
      if (care::asks_physician(finding)) out.asked.push_back(std::move(finding));
  out.kept = std::move(*kept);
  return out;
}

Result<ClearanceLetter> read_letter(Clinic& clinic, const Actor& actor, AppointmentId id) {
  (void)current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<ClearanceLetter> {
    ClearanceLetter out;
    FASCIA_TRY(out.visit, open_visit(tx, clinic, actor, id));
    store::Appointment& visit = out.visit.appointment;
    visit = lead_visit(tx, clinic, visit);
    FASCIA_TRY(AskedOf asked, asked_of(tx, clinic, visit));
    out.service = service_of_visit(tx, clinic, *clinic.availability.get(), visit).value();
    out.asked = std::move(asked.asked);
    out.protocol = asked.screening.protocol_name + " " + asked.screening.protocol_version;
    out.screening = std::move(asked.screening);
    out.row = store::clearance_of(tx, clinic.tenant, clinic.sealer, visit.id);
    if (out.row) {
      FASCIA_TRY(out.content, read_letter_content(out.row->body));
      for (const store::LetterStep& step : store::letter_steps(tx, clinic.tenant, out.row->id))
        out.steps.push_back({step.status, step.at, name_of(tx, clinic, step.staff)});
      out.files = store::clearance_files(tx, clinic.tenant, out.row->id);
    }
    audit(tx, clinic, actor, "letter.read", "appointment", visit.id.value, out.visit.client.id);
    return out;
  });
}

void want_letter(store::Transaction& tx, Clinic& clinic, const store::Appointment& visit,
                 const care::Screening& screening) {
  bool asks =
      visit.status == store::Status::requested && !refuses_outright(screening) &&
      std::any_of(screening.findings.begin(), screening.findings.end(), care::asks_physician);
  if (!asks) return;
  store::Clearance letter;
  letter.id = clinic.random.id<store::ClearanceId>();
  letter.client = visit.client;
  letter.appointment = visit.id;
  letter.created = clinic.now();
  letter.body = write_letter_content({});
  if (store::add_clearance(tx, clinic.tenant, clinic.sealer, letter))
    begin_letter(tx, clinic, visit, letter.id);
  else if (auto kept = store::clearance_of(tx, clinic.tenant, clinic.sealer, visit.id);
           kept && may_be_wanted_again(kept->status, visit.start > clinic.now()))
    step_letter(tx, clinic, kProgram, *kept, LetterStatus::wanted);
  else
    return;
  plan_due_work(tx, clinic, kLetterDue, visit.id.value, letter_is_due_at(clinic, visit));
  NewTask task;
  task.kind = "clearance_missing";
  task.client = visit.client;
  task.appointment = visit.id;
  task.role = store::Role::therapist;
  task.practitioner = visit.practitioner;
  task.due = std::min(clinic.now() + hours(24), letter_is_due_at(clinic, visit));
  add_task(tx, clinic, task);
}

void step_letter(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                 store::Clearance& letter, LetterStatus to) {
  letter.status = to;
  store::update_clearance(tx, clinic.tenant, clinic.sealer, letter);
  store::add_letter_step(tx, clinic.tenant, letter.id, {clinic.now(), actor.staff, to});
  audit(tx, clinic, actor, "letter." + std::string(store::to_string(to)), "appointment",
        letter.appointment.value, letter.client);
}

Done give_letter(Clinic& clinic, const Actor& actor, AppointmentId id) {
  (void)current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(store::Clearance letter, letter_in(tx, clinic, actor, id));
    step_letter(tx, clinic, actor, letter, LetterStatus::given);
    return {};
  });
}

Done fax_letter(Clinic& clinic, const Actor& actor, AppointmentId id, const FaxLetter& in) {
  (void)current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(store::Clearance letter, letter_in(tx, clinic, actor, id));
    FASCIA_TRY_DONE(check_fax(in));
    FASCIA_TRY(LetterContent content, read_letter_content(letter.body));
    content.recipient = in.recipient;
    content.fax = in.fax;
    content.consent_by = actor.staff.text();
    content.consent_at = clinic.now();
    letter.body = write_letter_content(content);
    step_letter(tx, clinic, actor, letter, LetterStatus::faxed);
    // Given, the client carries it; faxed, the clinic gives something of the record on (R25).
    note_disclosure(tx, clinic, actor, letter.client,
                    {in.recipient, "letter that asks for clearance", "consent to disclose"});
    return {};
  });
}

Done chase_letter(Clinic& clinic, const Actor& actor, AppointmentId id) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    auto letter = store::clearance_of(tx, clinic.tenant, clinic.sealer, id);
    bool sent =
        letter && (letter->status == LetterStatus::given || letter->status == LetterStatus::faxed ||
                   letter->status == LetterStatus::chased);
    if (!sent) return conflict("letter_not_sent");
    step_letter(tx, clinic, actor, *letter, LetterStatus::chased);
    return {};
  });
}

std::optional<LetterStatus> letter_status(Clinic& clinic, AppointmentId id) {
  return clinic.store.read([&](store::Connection& c) -> std::optional<LetterStatus> {
    auto letter = store::clearance_of(c, clinic.tenant, clinic.sealer, id);
    return letter ? std::optional(letter->status) : std::nullopt;
  });
}

void carry_letters(store::Connection& c, Clinic& clinic, ClientId client,
                   store::KeptScreening& kept, ScreeningContent& content) {
  std::vector<care::RuleLetter> out;
  for (const store::Clearance& row :
       store::clearances_of_client(c, clinic.tenant, clinic.sealer, client)) {
    auto earlier = read_letter_content(row.body);
    if (!earlier) continue;
    for (const LetterReply& reply : earlier->replies)
      out.insert(out.end(), reply.answers.begin(), reply.answers.end());
  }
  if (out.empty()) return;
  bj::object object = json::read(kept.content.reveal())->as_object();
  object["letters"] = write_letters(out);
  kept.content = PrivateText(json::write(object));
  content.letters = std::move(out);
}

}  // namespace fascia::clinic
