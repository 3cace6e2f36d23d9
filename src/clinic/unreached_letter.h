// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/record_rights.h"
#include "store/clients.h"
#include "store/tasks.h"

namespace fascia::clinic {

// Three calls after a check-in and nobody reached: a letter goes into the file, and the clinic's
// lead decides (sheet c 8.6, R41). It says that we called and whom to call, and nothing of health;
// its words are the catalogue's, so that the page makes them. All of it for the owner: forbidden.
struct UnreachedLetter {
  store::Client client;
  std::vector<Instant> calls;  // that reached nobody, oldest first
  std::string by;              // full name of who signs
};
// Of an open task "lead_decides": task_unknown, task_closed.
Result<UnreachedLetter> unreached_letter(Clinic& clinic, const Actor& actor, store::TaskId id);

// Keeps it as it was shown beside the client's record, with who and when, and ends the lead's task
// as "letter". letter_empty on text.
struct LetterInFile {
  ClientId client;
  std::int64_t note = 0;
};
Result<LetterInFile> keep_unreached_letter(Clinic& clinic, const Actor& actor, store::TaskId id,
                                           const PrivateText& text);

// To print it again. letter_unknown.
struct KeptLetter {
  std::string client_name;
  RecordNote note;
};
Result<KeptLetter> kept_letter(Clinic& clinic, const Actor& actor, const LetterInFile& which);

}  // namespace fascia::clinic
