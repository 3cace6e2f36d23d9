// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/connection.h"

namespace fascia::store {

// Rows by the thousand, for the demo of a chain (clinic/demo_chain.h): past what the statements of
// one row look at. Whoever calls answers for what `fascia check` looks for. Written out as they
// become many, so that no statement takes longer than a writer may; the last ones by flush().
class ManyRows {
 public:
  // `into` is "table (column, …)".
  ManyRows(Connection& c, Sql into) : c_(c), into_(into) {}
  void add(Params row);
  void flush();

 private:
  Connection& c_;
  Sql into_;
  std::vector<std::vector<Value>> rows_;
};

}  // namespace fascia::store
