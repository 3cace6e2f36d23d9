// SPDX-License-Identifier: Apache-2.0
#include "clinic/clearance_reply.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/clearance_due.h"
#include "clinic/due_work.h"
#include "clinic/in_turn.h"
#include "clinic/letter_text.h"
#include "clinic/name_length.h"
#include "clinic/screen_visit.h"
#include "clinic/tasks.h"
#include "core/blank.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using care::RuleLetter;
using store::LetterStatus;

constexpr std::size_t kLongestLimits = 500;

Done check_name(const std::string& text, std::string_view field, std::string_view missing) {
  if (is_blank(text)) return invalid(field, missing);
  if (text.size() > kLongestName) return name_too_long(field);
  return {};
}

std::string folded(std::string text) {
  std::erase_if(text, [](unsigned char c) { return c == ' ' || c == '.'; });
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// A note of a call counts when a second person heard it: neither who enters it nor who said it.
Done check_second(const AnswerLetter& in, const std::string& own_name) {
  FASCIA_TRY_DONE(check_name(in.second_name, "second_name", "letter_second_name_missing"));
  std::string second = folded(in.second_name);
  if (second == folded(own_name) || second == folded(in.signer))
    return invalid("second_name", "letter_second_name_same");
  return {};
}

void check_rule(Faults& faults, const AnsweredRule& one, std::optional<Date> signed_on) {
  if (one.until && signed_on && *one.until < *signed_on)
    faults.add(invalid("until." + one.rule, "letter_until_before"));
  if (one.answer != RuleLetter::Answer::limits) return;
  if (is_blank(one.limits)) faults.add(invalid("limits." + one.rule, "letter_limits_missing"));
  if (one.limits.size() > kLongestLimits)
    faults.add(invalid("limits." + one.rule, "note_too_long"));
  if (!one.max_depth || *one.max_depth < 1 || *one.max_depth > 5)
    faults.add(invalid("depth." + one.rule, "letter_depth_missing"));
}

void check_answers(Faults& faults, const AnswerLetter& in) {
  bool any = false;
  for (const AnsweredRule& one : in.answers) {
    if (!one.answer) continue;
    any = true;
    check_rule(faults, one, in.signed_on);
  }
  if (!any) faults.add(invalid("answers", "letter_answer_missing"));
}

Done check_reply(const AnswerLetter& in, Date today, const std::string& own_name, bool has_file) {
  Faults faults;
  if (in.way != "paper" && in.way != "phone") faults.add(invalid("way", "letter_way_missing"));
  if (in.way == "paper" && !has_file) faults.add(invalid("file", "letter_file_missing"));
  faults.add(check_name(in.signer, "signer", "letter_signer_missing"));
  faults.add(check_name(in.role, "role", "letter_role_missing"));
  if (!in.signed_on)
    faults.add(invalid("signed_on", "date_invalid"));
  else if (*in.signed_on > today)
    faults.add(invalid("signed_on", "date_in_future"));
  if (in.way == "phone") faults.add(check_second(in, own_name));
  check_answers(faults, in);
  return faults.done();
}

// Only what was asked can be answered.
std::vector<RuleLetter> letters_of(const AnswerLetter& in, const AskedOf& asked) {
  std::vector<RuleLetter> out;
  for (const care::Finding& finding : asked.asked)
    for (const AnsweredRule& one : in.answers) {
      if (one.rule != finding.rule || !one.answer) continue;
      RuleLetter& letter = out.emplace_back();
      letter.rule = one.rule;
      letter.service = asked.screening.service;
      letter.answer = *one.answer;
      letter.signed_on = *in.signed_on;
      letter.until = one.until;
      bool limited = letter.answer == RuleLetter::Answer::limits;
      if (limited) letter.max_depth = one.max_depth;
      if (limited) letter.limits = one.limits;
      letter.about = finding.about;
      letter.told = asked.told;
    }
  return out;
}

void add_to_screening(store::Transaction& tx, Clinic& clinic, store::KeptScreening kept,
                      const std::vector<RuleLetter>& letters) {
  bj::object object = json::read(kept.content.reveal())->as_object();
  bj::array all;
  if (const bj::value* before = object.if_contains("letters")) all = before->as_array();
  for (bj::value& one : write_letters(letters)) all.push_back(std::move(one));
  object["letters"] = std::move(all);
  kept.content = PrivateText(json::write(object));
  store::update_screening(tx, clinic.tenant, clinic.sealer, kept);
}

// The visit as it stands with what came back.
Result<store::Appointment> decide_again(store::Transaction& tx, Clinic& clinic,
                                        const store::Appointment& visit) {
  FASCIA_TRY(AskedOf now, asked_of(tx, clinic, visit));
  FASCIA_TRY(ScreeningContent content, read_content(clinic, now.kept));
  bj::object kept = json::read(now.kept.content.reveal())->as_object();
  write_decision(kept, now.screening, content.letters.size());
  now.kept.content = PrivateText(json::write(kept));
  store::update_screening(tx, clinic.tenant, clinic.sealer, now.kept);
  if (decided(now.screening, content.must_speak)) {
    confirm_after_letter(tx, clinic, visit);
  } else if (now.screening.decision == care::Decision::do_not_treat ||
             now.screening.is_gentle_only()) {
    plan_due_work(tx, clinic, kLetterDue, visit.id.value, clinic.now());
  }
  return store::find_appointment(tx, clinic.tenant, visit.id).value();
}

Result<store::Appointment> answer_in(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                                     AppointmentId id, const AnswerLetter& in, Date today) {
  FASCIA_TRY(OpenVisit open, open_visit(tx, clinic, actor, id));
  open.appointment = lead_visit(tx, clinic, open.appointment);
  id = open.appointment.id;
  if (open.appointment.status != store::Status::requested) return conflict("letter_over");
  FASCIA_TRY(AskedOf asked, asked_of(tx, clinic, open.appointment));
  if (asked.asked.empty()) return conflict("letter_not_needed");
  want_letter(tx, clinic, open.appointment, asked.screening);
  auto row = store::clearance_of(tx, clinic.tenant, clinic.sealer, id);
  if (!row) return conflict("letter_not_needed");
  auto staff = store::find_staff(tx, clinic.tenant, actor.staff);
  std::string own_name = staff ? staff->name : std::string();
  bool has_file = !store::clearance_files(tx, clinic.tenant, row->id).empty();
  FASCIA_TRY_DONE(check_reply(in, today, own_name, has_file));
  LetterReply reply{in.way,
                    in.signer,
                    in.role,
                    *in.signed_on,
                    in.way == "phone" ? in.second_name : std::string(),
                    own_name,
                    clinic.now(),
                    letters_of(in, asked)};
  if (reply.answers.empty()) return invalid("answers", "letter_answer_missing");
  add_to_screening(tx, clinic, std::move(asked.kept), reply.answers);
  FASCIA_TRY(LetterContent content, read_letter_content(row->body));
  content.replies.push_back(std::move(reply));
  row->body = write_letter_content(content);
  step_letter(tx, clinic, actor, *row, LetterStatus::back);
  drop_task(tx, clinic, "clearance_reply", id);
  return decide_again(tx, clinic, open.appointment);
}

}  // namespace

std::optional<std::string_view> reply_file_type(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with(std::string_view("\x89PNG\r\n\x1a\n", 8))) return "image/png";
  return std::nullopt;
}

Done attach_reply(Clinic& clinic, const Actor& actor, AppointmentId id, const std::string& bytes) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  if (bytes.empty()) return invalid("file", "letter_file_missing");
  if (bytes.size() > clinic.upload_limit)
    return invalid("file", "letter_file_size",
                   {{"most", std::to_string(clinic.upload_limit >> 20)}});
  auto type = reply_file_type(bytes);
  if (!type) return invalid("file", "letter_file_type");
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    auto letter = store::clearance_of(tx, clinic.tenant, clinic.sealer, id);
    auto visit = store::find_appointment(tx, clinic.tenant, id);
    if (!letter || !visit) return conflict("letter_not_sent");
    if (store::clearance_files(tx, clinic.tenant, letter->id).size() >= kMostReplyFiles)
      return invalid("file", "letter_files_many");
    store::ClearanceFile file{clinic.random.id<store::ClearanceFileId>(),
                              letter->id,
                              letter->client,
                              std::string(*type),
                              static_cast<std::int64_t>(bytes.size()),
                              clinic.now(),
                              actor.staff};
    store::add_clearance_file(tx, clinic.tenant, clinic.sealer, file, PrivateText(bytes));
    audit(tx, clinic, actor, "letter.file_added", "appointment", id.value, letter->client);
    if (visit->status != store::Status::requested) return {};
    NewTask task;
    task.kind = "clearance_reply";
    task.client = letter->client;
    task.appointment = id;
    task.role = store::Role::therapist;
    task.practitioner = visit->practitioner;
    task.due = std::min(clinic.now() + hours(24), letter_is_due_at(clinic, *visit));
    add_task(tx, clinic, task);
    return {};
  });
}

Result<ReplyFile> read_reply_file(Clinic& clinic, const Actor& actor, AppointmentId id,
                                  store::ClearanceFileId wanted) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<ReplyFile> {
    FASCIA_TRY(OpenVisit open, open_visit(tx, clinic, actor, id));
    auto letter = store::clearance_of(tx, clinic.tenant, clinic.sealer, id);
    if (!letter) return not_found("letter_file_unknown");
    auto files = store::clearance_files(tx, clinic.tenant, letter->id);
    auto at = std::find_if(files.begin(), files.end(), [&](auto& f) { return f.id == wanted; });
    if (at == files.end()) return not_found("letter_file_unknown");
    audit(tx, clinic, actor, "letter.file_read", "appointment", id.value, open.client.id);
    std::string ending = at->type == "application/pdf" ? "pdf"
                         : at->type == "image/png"     ? "png"
                                                       : "jpg";
    return ReplyFile{at->type, "reply-" + at->id.text() + "." + ending,
                     store::clearance_file_bytes(tx, clinic.tenant, clinic.sealer, *at)};
  });
}

Result<store::Appointment> answer_letter(Clinic& clinic, const Actor& actor, AppointmentId id,
                                         const AnswerLetter& in) {
  auto offer = current_offer(clinic);
  Date today = offer->zone.date(clinic.now());
  return clinic.store.write(
      [&](store::Transaction& tx) { return answer_in(tx, clinic, actor, id, in, today); });
}

}  // namespace fascia::clinic
