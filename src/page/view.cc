// SPDX-License-Identifier: Apache-2.0
#include "page/view.h"

namespace fascia::page {

View& View::set(std::string_view name, std::string_view text) {
  texts_.insert_or_assign(std::string(name), Text{std::string(text), false});
  return *this;
}

View& View::set(std::string_view name, std::int64_t number) {
  return set(name, std::string_view(std::to_string(number)));
}

View& View::markup(std::string_view name, std::string html) {
  texts_.insert_or_assign(std::string(name), Text{std::move(html), true});
  return *this;
}

View& View::show(std::string_view name, bool on) {
  truths_.insert_or_assign(std::string(name), on);
  return *this;
}

View& View::list(std::string_view name) {
  lists_.try_emplace(std::string(name));
  return *this;
}

std::vector<View>& View::items(std::string_view name) {
  return lists_.try_emplace(std::string(name)).first->second;
}

View& View::add(std::string_view name) { return items(name).emplace_back(); }

View& View::field(std::string_view name, std::string_view typed, std::string_view error) {
  const std::string base(name);
  show(base + "_wrong", !error.empty());
  set(base + "_error", error);
  return set(base, typed);
}

}  // namespace fascia::page
