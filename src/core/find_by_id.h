// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

namespace fascia {

// The item with this `id`, or nothing.
template <class Items, class IdType>
auto find_by_id(const Items& items, IdType id) -> decltype(&items.front()) {
  auto at = std::find_if(items.begin(), items.end(), [&](auto& item) { return item.id == id; });
  return at == items.end() ? nullptr : &*at;
}

}  // namespace fascia
