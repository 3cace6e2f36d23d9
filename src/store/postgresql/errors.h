// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "store/connection.h"

namespace fascia::store::postgresql {

// A fault as PostgreSQL's five letters (SQLSTATE) tell it. Its words and its DETAIL hold values of
// the people whose data they are, and go nowhere.
class EngineError final : public StoreError {
 public:
  explicit EngineError(std::string_view sqlstate);
  const char* what() const noexcept override { return text_.c_str(); }
  std::string_view sqlstate() const { return sqlstate_; }

 private:
  std::string sqlstate_, text_;
};

StoreError::Kind kind_of(std::string_view sqlstate);
// The engine undid the transaction for the sake of another one: the same work may pass now.
bool may_try_again(const StoreError& fault);
// The second lock on the door: two visits in one place at one time.
bool is_overlap(const StoreError& fault);

// COMMIT was not answered, and nobody can say what came of it.
constexpr std::string_view kFateUnknown = "08007";
// What the client library says of a conversation that broke off.
constexpr std::string_view kConnectionLost = "08006";

}  // namespace fascia::store::postgresql
