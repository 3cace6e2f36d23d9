// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "store/store.h"

namespace fascia::clinic {

// The writer is busy for a while: whoever writes meanwhile stands in the queue, so that with SQLite
// they share one commit, and none of them is in memory when the next is decided.
class BusyWriter {
 public:
  explicit BusyWriter(store::Store& store, int milliseconds = 300)
      : writer_([this, &store, milliseconds] {
          EXPECT_TRUE(store.write([&](store::Transaction&) -> Done {
            busy_ = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
            return {};
          }));
        }) {
    while (!busy_) std::this_thread::yield();
  }
  BusyWriter(const BusyWriter&) = delete;
  BusyWriter& operator=(const BusyWriter&) = delete;
  ~BusyWriter() { wait(); }
  void wait() {
    if (writer_.joinable()) writer_.join();
  }

 private:
  std::atomic<bool> busy_ = false;
  std::thread writer_;
};

}  // namespace fascia::clinic
