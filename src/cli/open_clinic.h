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
// Errors: data_missing, key_…, store_…, clinic_missing, protocol_….
Result<std::unique_ptr<OpenClinic>> open_clinic(const std::string& dir, const std::string& key_file,
                                                const Clock& clock);

// A new folder with its key and an empty database: data_exists when there is a clinic already.
struct NewFolder {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
};
Result<NewFolder> make_data_folder(const std::string& dir, const std::string& key_file,
                                   keys::Random& random, Instant now);

// Says an error on standard error in words, and gives the exit code for it.
int say_error(const Error& error);

}  // namespace fascia::cli
