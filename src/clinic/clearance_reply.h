// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/clearance_letter.h"

namespace fascia::clinic {

// What may come back as a file, told by its first bytes and not by its name.
std::optional<std::string_view> reply_file_type(std::string_view bytes);
inline constexpr std::size_t kMostReplyFiles = 10;

// A photo or PDF of the answer, sealed; of Clinic::upload_limit at most. Anybody on the staff may
// put it there; who treats then reads it and enters what it says (a task). Errors: forbidden;
// letter_not_sent where the visit has no letter; letter_file_missing, letter_file_size,
// letter_file_type, letter_files_many on file.
Done attach_reply(Clinic& clinic, const Actor& actor, AppointmentId id, const std::string& bytes);

struct ReplyFile {
  std::string type;
  std::string name;  // says nothing of health or of the person
  PrivateText bytes;
};
// Errors of open_visit; letter_file_unknown. Leaves an audit event.
Result<ReplyFile> read_reply_file(Clinic& clinic, const Actor& actor, AppointmentId id,
                                  store::ClearanceFileId file);

struct AnsweredRule {
  std::string rule;
  std::optional<care::RuleLetter::Answer> answer;  // none: the physician left it open
  std::string limits;
  std::optional<int> max_depth;
  std::optional<Date> until;
};
struct AnswerLetter {
  std::string way;  // "paper": a file is there; "phone": a second person heard it
  std::string signer, role;
  std::optional<Date> signed_on;
  std::string second_name;
  std::vector<AnsweredRule> answers;
};
// Enters what the physician said of each rule that asks. It decides at once: the visit is
// confirmed when it may go on, and becomes the gentler service or is released when it may not
// (clearance_due.h). By who treats. Errors: those of open_visit; letter_over, letter_not_needed;
// letter_way_missing on way; letter_file_missing on file; letter_second_name_missing,
// letter_second_name_same on second_name; letter_signer_missing on signer; letter_role_missing on
// role; date_invalid, date_in_future on signed_on; letter_answer_missing on answers;
// letter_limits_missing on "limits.<rule>", letter_depth_missing on "depth.<rule>",
// letter_until_before on "until.<rule>".
Result<store::Appointment> answer_letter(Clinic& clinic, const Actor& actor, AppointmentId id,
                                         const AnswerLetter& in);

}  // namespace fascia::clinic
