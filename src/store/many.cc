// SPDX-License-Identifier: Apache-2.0
#include "store/many.h"

namespace fascia::store {

constexpr std::size_t kAtOnce = 5000;

void ManyRows::add(Params row) {
  auto& cells = rows_.emplace_back();
  cells.reserve(row.size());
  for (const Param& param : row) cells.push_back(param.value);
  if (rows_.size() >= kAtOnce) flush();
}

void ManyRows::flush() {
  if (!rows_.empty()) c_.add_rows(into_, rows_);
  rows_.clear();
}

}  // namespace fascia::store
