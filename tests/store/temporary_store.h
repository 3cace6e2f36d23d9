// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "store/store.h"

namespace fascia::store {

// A real SQLite file in a folder of its own, gone with the test.
class TemporaryStore {
 public:
  // `settings` without its path.
  explicit TemporaryStore(StoreSettings settings = {}) : settings_(std::move(settings)) {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("fascia-store-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(folder_);
    reopen();
  }
  ~TemporaryStore() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  TemporaryStore(const TemporaryStore&) = delete;
  TemporaryStore& operator=(const TemporaryStore&) = delete;

  void reopen() {
    store_.reset();
    settings_.path = path();
    auto opened = Store::open(settings_, {1790000000});
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message + " " + opened.error().cause);
    if (opened) store_ = std::move(*opened);
  }
  void reopen(StoreSettings settings) {
    settings_ = std::move(settings);
    reopen();
  }
  void close() { store_.reset(); }
  std::string path() const { return (folder_ / "fascia.db").string(); }
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

 private:
  StoreSettings settings_;
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace fascia::store
