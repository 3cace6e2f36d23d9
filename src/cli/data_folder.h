// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "keys/random.h"
#include "store/sealed.h"
#include "store/store.h"

// A clinic's folder on the disk: what stands in it and beside it, who uses it, and a new one.
namespace fascia::cli {

// DIR/fascia.db.
std::string database_of(const std::string& dir);
// DIR/protocols: rules of the clinic's own.
std::string own_rules_of(const std::string& dir);
// DIR.key beside DIR, so that no copy of DIR holds the key that opens it.
std::string default_key_file(const std::string& dir);
// The key of a folder: the one that was named, else its default.
std::string key_file_of(const std::string& dir, const std::string& named);
// The address of the database server of a clinic: the one that was named, else FASCIA_DATABASE,
// else `database` in DIR/settings.toml. Empty: the clinic stands in DIR/fascia.db.
Result<std::string> database_named(const std::string& dir, const std::string& named);

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

}  // namespace fascia::cli
