// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace fascia::store {

// Nothing can be read or written, as where a database file was damaged.
class BrokenStore final : public Store {
 public:
  std::vector<std::string> integrity() override { return {"broken"}; }
  Done copy_to(const std::string&) override { return conflict("broken"); }
  void wipe_deleted() override {}
  std::string engine() const override { return "broken"; }
  StoreError::Kind kind = StoreError::Kind::corrupt;

 protected:
  std::optional<Error> submit(std::function<bool(Transaction&)>) override {
    throw StoreError(kind, 11);
  }
  Connection& borrow() override { throw StoreError(kind, 11); }
  void give_back(Connection&) noexcept override {}
};

}  // namespace fascia::store
