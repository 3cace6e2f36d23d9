// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "postgresql_server.h"
#include "store/store.h"

namespace fascia::store {

// A real database of the engine under test, gone with the test: a SQLite file in a folder of its
// own, or a PostgreSQL database of its own. Every test that uses it is a test of both engines.
class TemporaryStore {
 public:
  // `settings` without its path.
  explicit TemporaryStore(StoreSettings settings = {}) : settings_(std::move(settings)) {
    if (on_postgresql()) {
      path_ = PostgresqlServer::shared().migrated_database();
    } else {
      static int count = 0;
      folder_ = std::filesystem::temp_directory_path() /
                ("fascia-store-" + std::to_string(getpid()) + "-" + std::to_string(++count));
      std::filesystem::create_directories(folder_);
      path_ = (folder_ / "fascia.db").string();
    }
    reopen();
  }
  ~TemporaryStore() {
    store_.reset();
    if (on_postgresql())
      PostgresqlServer::shared().give_back(path_);
    else
      std::filesystem::remove_all(folder_);
  }
  TemporaryStore(const TemporaryStore&) = delete;
  TemporaryStore& operator=(const TemporaryStore&) = delete;

  void reopen() {
    store_.reset();
    settings_.path = path_;
    auto opened = Store::open(settings_, {1790000000});
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message + " " + opened.error().cause);
    if (opened) store_ = std::move(*opened);
  }
  void reopen(StoreSettings settings) {
    settings_ = std::move(settings);
    reopen();
  }
  void close() { store_.reset(); }
  // The file, or the address.
  const std::string& path() const { return path_; }
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }

 private:
  StoreSettings settings_;
  std::filesystem::path folder_;
  std::string path_;
  std::unique_ptr<Store> store_;
};

}  // namespace fascia::store

// First line of a test about what only one engine has.
#define FASCIA_SQLITE_ONLY() \
  if (fascia::store::on_postgresql()) GTEST_SKIP() << "of SQLite alone"
#define FASCIA_POSTGRESQL_ONLY() \
  if (!fascia::store::on_postgresql()) GTEST_SKIP() << "of PostgreSQL alone"
