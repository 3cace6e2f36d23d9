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
  TemporaryStore() {
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
    auto opened = Store::open({.path = path(), .vfs = "", .readers = 4}, {1790000000});
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message + " " + opened.error().cause);
    if (opened) store_ = std::move(*opened);
  }
  void close() { store_.reset(); }
  std::string path() const { return (folder_ / "fascia.db").string(); }
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace fascia::store
