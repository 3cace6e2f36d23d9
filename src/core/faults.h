// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace fascia {

// The faults of one input, gathered in the order in which they were found, so that a form can tell
// all of them at once. A field has one fault: the first that was found in it.
class Faults {
 public:
  void add(Error fault) {
    std::vector<Error> others = std::exchange(fault.also, {});
    keep(std::move(fault));
    for (Error& other : others) keep(std::move(other));
  }
  // What a check found, if it found anything.
  template <class T>
  void add(const Result<T>& looked) {
    if (!looked) add(looked.error());
  }

  bool none() const { return found_.empty(); }
  bool at(std::string_view field) const {
    for (const Error& one : found_)
      if (one.field == field) return true;
    return false;
  }
  // Nothing when there was no fault; otherwise the first with the others beside it.
  Done done() const {
    if (found_.empty()) return {};
    Error first = found_.front();
    first.also.assign(found_.begin() + 1, found_.end());
    return first;
  }

 private:
  void keep(Error fault) {
    if (fault.field.empty() || !at(fault.field)) found_.push_back(std::move(fault));
  }

  std::vector<Error> found_;
};

// The same fault, and every one beside it, changed: a form has names of its own for its fields.
template <class Change>
Error each_changed(Error error, Change change) {
  change(error);
  for (Error& other : error.also) change(other);
  return error;
}

}  // namespace fascia
