// SPDX-License-Identifier: Apache-2.0
#include "cli/restore_dump.h"

#include <fcntl.h>

#include <boost/json.hpp>
#include <csignal>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "core/file_handle.h"
#include "core/json.h"
#include "keys/random.h"
#include "store/postgresql/address.h"
#include "store/postgresql/dump.h"
#include "store/sealed_dump.h"

namespace fascia::cli {
namespace {

// With the key of now or the one of before; one that an older program left in plain needs none.
Result<std::unique_ptr<store::Sealer>> sealer_of(const std::string& dump,
                                                 const std::string& key_path,
                                                 keys::Random& random) {
  Result<std::unique_ptr<store::Sealer>> out =
      Error{Code::unavailable, "key_wrong", "key_file", {{"file", key_path}}, {}};
  for (const std::string& file : {key_path, key_path + ".old"}) {
    auto key = keys::read_master_key(file);
    if (!key && file == key_path) out = key.error();
    if (!key) continue;
    auto sealer = std::make_unique<store::Sealer>(std::move(*key), random);
    if (store::is_plain_dump(dump)) return sealer;
    FASCIA_TRY(const bool fits, store::fits_dump(dump, *sealer));
    if (fits) return sealer;
  }
  return out;
}

}  // namespace

bool is_dump(const std::string& file) {
  return store::is_sealed_dump(file) || store::is_plain_dump(file);
}

Result<int> restore_dump(const RestoreDump& options) {
  FASCIA_TRY(std::string database, database_named(options.dir, options.database));
  if (!store::postgresql::is_address(database))
    return invalid("database", "option_missing", {{"option", "--database"}});
  keys::SystemRandom random;
  FASCIA_TRY(auto sealer,
             sealer_of(options.from, key_file_of(options.dir, options.key_file), random));
  // To its end, before anything is made of it.
  {
    FileHandle nowhere("/dev/null", O_WRONLY | O_CLOEXEC);
    FASCIA_TRY_DONE(store::open_dump(options.from, nowhere.handle(), *sealer));
  }
  std::signal(SIGPIPE, SIG_IGN);  // where pg_restore ends first
  FASCIA_TRY_DONE(store::postgresql::restore_dump(
      database, [&](int to) { return store::open_dump(options.from, to, *sealer); }));
  const std::string shown = shown_database(database);
  if (options.json)
    std::cout << json::write_pretty(boost::json::object{{"database", shown}, {"verified", true}});
  else
    std::cout
        << "The clinic stands in " << shown
        << " as it was before the migration. Who was erased since is in it again: put the list "
           "of them in before a server starts (docs/postgresql.md). Go on with the older "
           "program, or with this one, which migrates it anew.\n";
  return kDone;
}

}  // namespace fascia::cli
