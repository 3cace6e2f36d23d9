// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/small_clinic.h"

namespace fascia::clinic {

// A second program beside a clinic's: a store and a memory of its own, which follows when it is
// told to.
struct Beside {
  explicit Beside(const SmallClinic& first)
      : store(std::move(*store::Store::open({.path = first.database}, first.clock.now()))),
        sealer(std::move(*keys::Key::from_bytes(first.master_key)), random),
        clinic(*store, sealer, random, first.clock, shipped_knowledge(), first.clinic->tenant) {
    load_availability(clinic);
  }
  keys::SystemRandom random;
  std::unique_ptr<store::Store> store;
  store::Sealer sealer;
  Clinic clinic;
};

}  // namespace fascia::clinic
