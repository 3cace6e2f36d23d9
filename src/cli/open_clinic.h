// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "clinic/clinic.h"

namespace fascia::cli {

// A data folder with everything a command needs of it.
struct OpenClinic {
  std::string dir;
  std::string key_digest_source;  // secret text derived from the master key, for form tokens
  std::unique_ptr<keys::Random> random;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  clinic::Knowledge knowledge;
  std::unique_ptr<clinic::Clinic> clinic_;

  clinic::Clinic& clinic() { return *clinic_; }
};

// DIR.key beside DIR, so that no copy of DIR holds the key that opens it.
std::string default_key_file(const std::string& dir);
// `database` as database_named takes it. Errors: data_missing, key_…, store_…, clinic_missing,
// protocol_….
Result<std::unique_ptr<OpenClinic>> open_clinic(const std::string& dir, const std::string& key_file,
                                                const Clock& clock,
                                                const std::string& database = {});
// From here on the clinic is this one of the owner's places; without a name the only one. Errors:
// location_missing, location_unknown.
Done serve_place(OpenClinic& open, const std::string& name);
// The address of the database server of a clinic: the one that was named, else FASCIA_DATABASE,
// else `database` in DIR/settings.toml. Empty: the clinic stands in DIR/fascia.db.
Result<std::string> database_named(const std::string& dir, const std::string& named);

// The same for a database file anywhere, e.g. a backup, or an address; `dir` is the clinic's folder
// where that is known.
Result<std::unique_ptr<OpenClinic>> open_database(const std::string& database,
                                                  const std::string& key_path, const Clock& clock,
                                                  const std::string& dir = {});
// A file or an address as it may be printed: without a password.
std::string shown_database(const std::string& database);
std::string database_of(const std::string& dir);
// DIR/protocols: rules of the clinic's own.
std::string own_rules_of(const std::string& dir);
// Whether a server uses a data folder: it holds the folder for as long as the value lives, even
// when it is killed. `alone`: nobody else does, else clinic_in_use.
class FolderInUse {
 public:
  explicit FolderInUse(int file) : file_(file) {}
  FolderInUse(FolderInUse&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  FolderInUse& operator=(FolderInUse&&) = delete;
  ~FolderInUse();

 private:
  int file_ = -1;
};
enum class Use : char { beside_others, alone };
Result<FolderInUse> use_folder(const std::string& dir, Use use);
// A database file has one server: what it offers it holds in memory. Errors: clinic_served.
Result<FolderInUse> serve_file(const std::string& dir);

// While the master key is changed the new one stands here; then it takes the place of the old one,
// which is kept as KEY.old.
std::string next_key(const std::string& key_path);
Done take_next_key(const std::string& key_path);

// The key of a folder: the one that was named, else its default.
std::string key_file_of(const std::string& dir, const std::string& named);

// A new folder with its key and an empty database: data_exists when there is a clinic already. The
// database stands under another name until `finish_data_folder`, so that a clinic that was begun
// and not finished is never opened. With `database` the rows go to that server, which must hold no
// clinic yet: what was begun there and not finished stays, and its key is gone.
struct NewFolder {
  std::string key_path;
  bool kept = false;  // else the key and what was begun go away with this value
  std::string making;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;

  NewFolder() = default;
  NewFolder(NewFolder&&) = default;
  NewFolder& operator=(NewFolder&&) = default;
  ~NewFolder();
};
// `fast` syncs once at the end instead of after each write: for what is made anew when it fails.
enum class Speed { safe, fast };
Result<NewFolder> make_data_folder(const std::string& dir, const std::string& key_file,
                                   keys::Random& random, Instant now, Speed speed = Speed::safe,
                                   const std::string& database = {});
// Closes the database, syncs it and gives it its name.
Done finish_data_folder(NewFolder folder, const std::string& dir);

// Says an error on standard error in words, and gives the exit code for it.
int say_error(const Error& error);

}  // namespace fascia::cli
