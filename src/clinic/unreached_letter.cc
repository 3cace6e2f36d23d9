// SPDX-License-Identifier: Apache-2.0
#include "clinic/unreached_letter.h"

#include <algorithm>

#include "clinic/check_in_parts.h"
#include "clinic/tasks.h"
#include "core/blank.h"
#include "store/rights.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kDecides = "lead_decides";
constexpr std::string_view kKind = "letter";
constexpr std::size_t kLongestLetter = 4000;

Result<store::Task> task_of(store::Connection& c, const Clinic& clinic, const Actor& actor,
                            store::TaskId id) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  auto task = store::find_task(c, clinic.tenant, id);
  if (!task || task->kind != kDecides || !task->client) return not_found("task_unknown");
  if (task->done_at) return conflict("task_closed");
  return *task;
}

}  // namespace

Result<UnreachedLetter> unreached_letter(Clinic& clinic, const Actor& actor, store::TaskId id) {
  return clinic.store.read([&](store::Connection& c) -> Result<UnreachedLetter> {
    FASCIA_TRY(store::Task task, task_of(c, clinic, actor, id));
    UnreachedLetter out;
    if (auto client = store::find_client(c, clinic.tenant, task.client)) out.client = *client;
    for (const CallSoFar& call :
         calls_in(store::task_content(c, clinic.tenant, clinic.sealer, id).note))
      out.calls.push_back(call.at);
    std::sort(out.calls.begin(), out.calls.end());
    if (auto staff = store::find_staff(c, clinic.tenant, actor.staff)) out.by = staff->name;
    return out;
  });
}

Result<LetterInFile> keep_unreached_letter(Clinic& clinic, const Actor& actor, store::TaskId id,
                                           const PrivateText& text) {
  if (is_blank(text.reveal())) return invalid("text", "letter_empty");
  if (text.reveal().size() > kLongestLetter) return invalid("text", "note_too_long");
  return clinic.store.write([&](store::Transaction& tx) -> Result<LetterInFile> {
    FASCIA_TRY(store::Task task, task_of(tx, clinic, actor, id));
    store::RecordLine note{clinic.random.id<Id<store::RecordLine>>().value,
                           task.client,
                           clinic.now(),
                           std::string(kKind),
                           actor.staff,
                           text};
    store::add_record_note(tx, clinic.tenant, clinic.sealer, note);
    audit(tx, clinic, actor, "record.letter", "record_note", note.id, task.client);
    task.taken_by = actor.staff;
    audit(tx, clinic, actor, "task.closed", "task", id.value, task.client);
    const LetterInFile out{task.client, note.id};
    end_task(tx, clinic, std::move(task), kKind);
    return out;
  });
}

Result<KeptLetter> kept_letter(Clinic& clinic, const Actor& actor, const LetterInFile& which) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<KeptLetter> {
    auto client = store::find_client(c, clinic.tenant, which.client);
    if (client)
      for (RecordNote& note : record_notes(c, clinic, which.client))
        if (note.id == which.note && note.letter) return KeptLetter{client->name, std::move(note)};
    return not_found("letter_unknown");
  });
}

}  // namespace fascia::clinic
