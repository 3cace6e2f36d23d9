// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace fascia::http::wire {

// One of the few large bodies that are in memory at once, for as long as its request lasts.
class LargeBody {
 public:
  LargeBody() = default;
  LargeBody(const LargeBody&) = delete;
  LargeBody& operator=(const LargeBody&) = delete;
  ~LargeBody() {
    if (open_ != nullptr) --*open_;
  }
  bool begin(std::atomic<int>& open, int most) {
    if (++open > most) {
      --open;
      return false;
    }
    open_ = &open;
    return true;
  }

 private:
  std::atomic<int>* open_ = nullptr;
};

}  // namespace fascia::http::wire
