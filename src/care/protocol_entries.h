// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "care/protocol.h"

// The protocols as people read them: every table of every file that has an id, with what it says,
// line by line, whatever its kind. A new kind of rule is readable the day it is written.
namespace fascia::care {

// One key and its value; `depth` grows by one inside a sub-table, whose own line has no value.
struct EntryLine {
  int depth = 0;
  std::string key;
  std::optional<Words> words;  // for people, in both languages
  std::string text;            // otherwise: numbers, ids, conditions
  bool operator==(const EntryLine&) const = default;
};

struct Entry {
  std::string file;     // "red-flags.toml"
  int line = 0;         // of the file, where the entry begins
  std::string subject;  // the kind of its file: "screening", "plan", "follow-up", …
  std::string kind;     // "rule", "technique", "muscle", …
  std::string id;       // unique within its subject and kind
  Words title;          // the id where the entry has no words
  std::string mark;     // s seen in a source, k general knowledge, p our own choice
  std::string confidence;
  bool must_confirm = false;
  bool weak_part = false;  // something in it is marked p, of low confidence or to be confirmed
  std::vector<std::string> sources;  // ids of `source` entries, or the words of one
  int cases = 0;                     // test cases that stand in it
  std::vector<EntryLine> lines;      // in the order of their keys; the cases are left out
};

// The kinds of files there are; a clinic's own ("own/…") are its rules ("clinic") or the codes of a
// licensed release ("codes"), and nothing else, so that none is read in a shipped one's place or by
// nobody. Error protocol_kind with file, line, key and the nearest kind.
Done check_kinds(const std::vector<File>& files);

// Of all files, in the order of their names and lines. Errors: protocol_syntax with file and line;
// those of check_kinds.
Result<std::vector<Entry>> read_entries(const std::vector<File>& files);

// A value that a clinic's lead must look at by name before the protocol counts as reviewed: our own
// choice, of low confidence, or to be confirmed (sheet a 4.5); or a part of it is.
bool needs_review(const Entry& entry);

// The first of this kind (any kind where none is named) and id.
const Entry* find_entry(const std::vector<Entry>& entries, std::string_view kind,
                        std::string_view id);

enum class EntryChange : char { added, removed, changed };
struct EntryDifference {
  EntryChange change = EntryChange::changed;
  Entry entry;                    // as it is now; as it was where it was removed
  std::vector<EntryLine> before;  // lines that are gone
  std::vector<EntryLine> after;   // lines that are new
};
// What one state of the files says otherwise than another. Words that moved in a file, or cases
// alone, are no difference.
std::vector<EntryDifference> compare(const std::vector<Entry>& before,
                                     const std::vector<Entry>& after);

// Names and texts of all files as one short digest: which state of the rules somebody read.
std::string digest(const std::vector<File>& files);

}  // namespace fascia::care
