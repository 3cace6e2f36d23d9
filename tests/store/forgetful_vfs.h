// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace fascia::store {

// A file-system layer of SQLite over the system's own that can lose power: what was written and not
// synced is then undone in the real files. Between the cut and `restore` every write, sync and
// delete fails, as from a disk that is gone. Any thread may use it; one is alive under a name at a
// time.
class ForgetfulVfs {
 public:
  ForgetfulVfs();
  ~ForgetfulVfs();  // after the last connection that uses it
  ForgetfulVfs(const ForgetfulVfs&) = delete;
  ForgetfulVfs& operator=(const ForgetfulVfs&) = delete;

  static const char* name() { return "forgetful"; }

  void cut_power();
  // Undoes what was not synced, once nobody has the files open. A real disk may have kept any of
  // it: with a seed a random part is kept, in random pieces; with 0 all is lost.
  void restore(std::uint64_t seed = 0);

  // From now on the disk is full for whatever makes a file longer or changes it.
  void set_full(bool full);
  // How often any file was synced since the start.
  std::int64_t syncs() const;
  // How many files without a name were made: what the engine keeps aside, in the system's folder.
  std::int64_t nameless() const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace fascia::store
