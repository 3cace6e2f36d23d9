// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace fascia::care {

// A value that many hold alike and nobody changes: copies share one.
template <class T>
class Shared {
 public:
  Shared() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): to hold it so is the holder's own affair.
  Shared(T value)
      : value_(is_nothing(value) ? nullptr : std::make_shared<const T>(std::move(value))) {}

  const T& operator*() const {
    static const T kNothing{};
    return value_ == nullptr ? kNothing : *value_;
  }
  const T* operator->() const { return &**this; }
  // NOLINTNEXTLINE(google-explicit-constructor): read, it is the value.
  operator const T&() const { return **this; }
  friend bool operator==(const Shared& a, const Shared& b) {
    return a.value_ == b.value_ || *a == *b;
  }

 private:
  static bool is_nothing(const T& value) {
    if constexpr (requires { value.empty(); })
      return value.empty();
    else
      return value == T{};
  }

  std::shared_ptr<const T> value_;
};

// A short list in order, each value once. Many findings and places say the same, so they share one
// list; a change makes a list of its own.
template <class T>
class SharedList {
 public:
  SharedList() = default;
  explicit SharedList(std::vector<T> in_order)
      : values_(in_order.empty() ? nullptr
                                 : std::make_shared<const std::vector<T>>(std::move(in_order))) {}

  bool empty() const { return values_ == nullptr; }
  std::size_t size() const { return list().size(); }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }
  std::size_t count(const T& value) const {
    return std::binary_search(begin(), end(), value) ? 1 : 0;
  }
  void insert(const T& value) {
    if (count(value) != 0) return;
    std::vector<T> more = list();
    more.insert(std::upper_bound(more.begin(), more.end(), value), value);
    *this = SharedList(std::move(more));
  }
  const std::vector<T>& list() const {
    static const std::vector<T> kNothing;
    return values_ == nullptr ? kNothing : *values_;
  }
  friend bool operator==(const SharedList& a, const SharedList& b) {
    return a.values_ == b.values_ || a.list() == b.list();
  }

 private:
  std::shared_ptr<const std::vector<T>> values_;
};

}  // namespace fascia::care
