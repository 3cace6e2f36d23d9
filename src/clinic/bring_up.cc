// SPDX-License-Identifier: Apache-2.0
#include "clinic/bring_up.h"

#include "store/clinic_profile.h"
#include "store/name_words.h"

namespace fascia::clinic {
namespace {

constexpr int kAtOnce = 500;
constexpr std::string_view kNamesLearned = "names.learned";

}  // namespace

bool BringUp::step() { return seal_measures() || learn_names(); }

bool BringUp::seal_measures() {
  if (!measures_after_) return false;
  if (!clinic_.store.read([&](store::Connection& c) {
        return store::has_open_measures(c, clinic_.tenant, *measures_after_);
      })) {
    measures_after_.reset();
    return false;
  }
  auto done = clinic_.store.write([&](store::Transaction& tx) -> Done {
    measures_after_ =
        store::seal_measures(tx, clinic_.tenant, clinic_.sealer, *measures_after_, kAtOnce);
    return {};
  });
  FASCIA_CHECK(done);
  return measures_after_.has_value();
}

bool BringUp::learn_names() {
  if (!names_after_) return false;
  const bool learned = clinic_.store.read([&](store::Connection& c) {
    return store::setting(c, clinic_.tenant, kNamesLearned).has_value();
  });
  if (learned) {
    names_after_.reset();
    return false;
  }
  auto done = clinic_.store.write([&](store::Transaction& tx) -> Done {
    names_after_ = store::learn_words_of_clients(tx, clinic_.tenant, *names_after_, kAtOnce);
    if (!names_after_) store::set_setting(tx, clinic_.tenant, kNamesLearned, "yes");
    return {};
  });
  FASCIA_CHECK(done);
  return names_after_.has_value();
}

}  // namespace fascia::clinic
