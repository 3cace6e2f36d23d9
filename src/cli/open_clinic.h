// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "cli/data_folder.h"
#include "clinic/clinic.h"
#include "store/scratch_folder.h"

namespace fascia::cli {

// A data folder with everything a command needs of it.
struct OpenClinic {
  std::string dir;
  std::unique_ptr<store::ScratchFolder> copy;  // of a clinic whose disk cannot be written
  std::string key_digest_source;  // secret text derived from the master key, for form tokens
  std::unique_ptr<keys::Random> random;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  clinic::Knowledge knowledge;
  std::unique_ptr<clinic::Clinic> clinic_;

  clinic::Clinic& clinic() { return *clinic_; }
};

// What a clinic is opened for. One that is only looked at is not migrated, may be read from a disk
// that cannot be written, and may be one that was moved away. Under a server that runs a command
// does not migrate either: it would take the ground from under it.
enum class Opening : char { to_work, to_serve, backup_taken, only_look };

// `database` as database_named takes it. Errors: data_missing, key_…, store_…, clinic_missing,
// protocol_…, clinic_moved, schema_older_served. A database on a server is dumped into DIR,
// sealed, before it is migrated, unless its backup was taken: backup_before_missing where no
// pg_dump can do it.
Result<std::unique_ptr<OpenClinic>> open_clinic(const std::string& dir, const std::string& key_file,
                                                const Clock& clock,
                                                const std::string& database = {},
                                                Opening opening = Opening::to_work);
// From here on the clinic is this one of the owner's places, by its number, which lasts, or its
// name; without either the only one. Errors: location_missing, location_unknown.
Done serve_place(OpenClinic& open, const std::string& name);

// The same for a database file anywhere, e.g. a backup, or an address; `dir` is the clinic's folder
// where that is known.
Result<std::unique_ptr<OpenClinic>> open_database(const std::string& database,
                                                  const std::string& key_path, const Clock& clock,
                                                  const std::string& dir = {},
                                                  Opening opening = Opening::to_work);
// The same in two steps, for who looks at the database before it is known whether anything in it
// can be read.
struct OpenStore {
  std::string dir, named;  // the clinic's folder, and what it was called
  Opening opening = Opening::to_work;
  std::unique_ptr<store::ScratchFolder> copy;
  std::unique_ptr<store::Store> store;
};
Result<OpenStore> open_to_look(const std::string& dir, const std::string& database,
                               const Clock& clock);
Result<std::unique_ptr<OpenClinic>> open_rows(OpenStore opened, const std::string& key_path,
                                              const Clock& clock);
// Where a clinic was moved to; a setting of the database that it was moved away from.
inline constexpr std::string_view kMovedTo = "moved.to";
// A file or an address as it may be printed: without a password.
std::string shown_database(const std::string& database);
// The shipped knowledge with those rules. Errors: those of read_knowledge_with; loosening_later:
// who stands for a loosening does so from a day that is not there yet.
Result<clinic::Knowledge> knowledge_with_own(const std::string& dir);
// Says an error on standard error in words, and gives the exit code for it.
int say_error(const Error& error);

}  // namespace fascia::cli
