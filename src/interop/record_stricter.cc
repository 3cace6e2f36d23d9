// SPDX-License-Identifier: Apache-2.0
#include "interop/record_stricter.h"

#include <algorithm>

#include "care/returning.h"

namespace fascia::interop {
namespace {

template <class T>
bool unite_of(care::Answer& into, const care::Answer& more) {
  auto* list = std::get_if<std::vector<T>>(&into);
  const auto* other = std::get_if<std::vector<T>>(&more);
  if (list == nullptr || other == nullptr) return false;
  for (const T& one : *other)
    if (std::find(list->begin(), list->end(), one) == list->end()) list->push_back(one);
  std::sort(list->begin(), list->end());
  return true;
}

}  // namespace

bool in_doubt(const care::Answer& answer) {
  const auto* said = std::get_if<care::Said>(&answer);
  return said != nullptr && (*said == care::Said::not_sure || *said == care::Said::rather_not_say);
}

int care_taken(const care::Question& question, const care::Answer& answer) {
  if (in_doubt(answer)) return 1;
  return care::is_plain_no(question, answer) ? 0 : 2;
}

bool unite_lists(care::Answer& into, const care::Answer& more) {
  return unite_of<std::string>(into, more) || unite_of<care::Region>(into, more);
}

}  // namespace fascia::interop
