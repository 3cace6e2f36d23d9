// SPDX-License-Identifier: Apache-2.0
#include "forgetful_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <random>
#include <vector>

namespace fascia::store {

// A change that the disk has not promised to keep. `before` and `after` are the bytes at `offset`
// (`before` may be shorter: the file was), or all that a truncation took.
struct UnsyncedWrite {
  std::int64_t size_before = 0;
  std::int64_t offset = 0;
  std::vector<char> before, after;
  bool truncation = false;
};

struct ForgetfulVfs::State {
  sqlite3_vfs vfs = {};
  sqlite3_vfs* real = nullptr;
  mutable std::mutex mutex;
  std::map<std::string, std::vector<UnsyncedWrite>> unsynced;
  std::atomic<std::int64_t> syncs = 0, nameless = 0;
  bool off = false;
  bool full = false;
};

namespace {

using State = ForgetfulVfs::State;

// What SQLite allocates for an open file; the real file's own structure follows it in memory.
struct File {
  sqlite3_file base;
  State* state;
  std::string* path;  // empty for a file without a name
  sqlite3_file* real;
};

File& own(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return own(file).real; }
State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

std::int64_t size_of(File& file) {
  sqlite3_int64 size = 0;
  file.real->pMethods->xFileSize(file.real, &size);
  return size;
}

// The bytes at `offset` as far as the file reaches.
std::vector<char> bytes_at(File& file, std::int64_t offset, std::int64_t count) {
  std::int64_t there = std::clamp<std::int64_t>(size_of(file) - offset, 0, count);
  std::vector<char> out(static_cast<std::size_t>(there));
  if (there > 0) file.real->pMethods->xRead(file.real, out.data(), static_cast<int>(there), offset);
  return out;
}

int close(sqlite3_file* file) {
  int code = real(file)->pMethods->xClose(real(file));
  delete own(file).path;
  return code;
}

int read(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), into, count, offset);
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  File& self = own(file);
  std::lock_guard lock(self.state->mutex);
  if (self.state->off) return SQLITE_IOERR_WRITE;
  if (self.state->full) return SQLITE_FULL;
  const char* bytes = static_cast<const char*>(from);
  self.state->unsynced[*self.path].push_back(
      {size_of(self), offset, bytes_at(self, offset, count), {bytes, bytes + count}, false});
  return self.real->pMethods->xWrite(self.real, from, count, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  File& self = own(file);
  std::lock_guard lock(self.state->mutex);
  if (self.state->off) return SQLITE_IOERR_TRUNCATE;
  std::int64_t before = size_of(self);
  self.state->unsynced[*self.path].push_back(
      {before, size, bytes_at(self, size, std::max<std::int64_t>(before - size, 0)), {}, true});
  return self.real->pMethods->xTruncate(self.real, size);
}

int sync(sqlite3_file* file, int flags) {
  File& self = own(file);
  std::lock_guard lock(self.state->mutex);
  if (self.state->off) return SQLITE_IOERR_FSYNC;
  ++self.state->syncs;
  self.state->unsynced.erase(*self.path);
  return self.real->pMethods->xSync(self.real, flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved(sqlite3_file* file, int* out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int control(sqlite3_file* file, int op, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), op, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, volatile void** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: with shared memory for the WAL, without memory maps, so that each write passes here.
constexpr sqlite3_io_methods kMethods = {2,
                                         close,
                                         read,
                                         write,
                                         truncate,
                                         sync,
                                         file_size,
                                         lock_file,
                                         unlock_file,
                                         check_reserved,
                                         control,
                                         sector_size,
                                         characteristics,
                                         shm_map,
                                         shm_lock,
                                         shm_barrier,
                                         shm_unmap,
                                         nullptr,
                                         nullptr};

int open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags, int* out_flags) {
  State& state = state_of(vfs);
  if (path == nullptr) ++state.nameless;
  auto* self = new (file) File{{nullptr}, &state, nullptr, nullptr};
  self->real = reinterpret_cast<sqlite3_file*>(self + 1);
  self->real->pMethods = nullptr;
  int code = state.real->xOpen(state.real, path, self->real, flags, out_flags);
  if (code != SQLITE_OK) return code;
  self->path = std::make_unique<std::string>(path == nullptr ? "" : path).release();
  self->base.pMethods = &kMethods;
  return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  State& state = state_of(vfs);
  std::lock_guard lock(state.mutex);
  if (state.off) return SQLITE_IOERR_DELETE;
  state.unsynced.erase(path);
  return state.real->xDelete(state.real, path, sync_folder);
}

void set_size(const std::string& path, std::int64_t size) {
  std::filesystem::resize_file(path, static_cast<std::uintmax_t>(size));
}

void put(const std::string& path, std::int64_t offset, const std::vector<char>& bytes) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(offset);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void undo(const std::string& path, const UnsyncedWrite& change) {
  put(path, change.offset, change.before);
  set_size(path, change.size_before);
}

void redo(const std::string& path, const UnsyncedWrite& change) {
  if (change.truncation)
    set_size(path, change.offset);
  else
    put(path, change.offset, change.after);
}

}  // namespace

ForgetfulVfs::ForgetfulVfs() : state_(std::make_unique<State>()) {
  state_->real = sqlite3_vfs_find(nullptr);
  state_->vfs = *state_->real;
  state_->vfs.zName = name();
  state_->vfs.pNext = nullptr;
  state_->vfs.pAppData = state_.get();
  state_->vfs.szOsFile = static_cast<int>(sizeof(File)) + state_->real->szOsFile;
  state_->vfs.xOpen = open;
  state_->vfs.xDelete = remove;
  // The others look at the path or at nothing but their own arguments; they want the real layer.
  state_->vfs.xAccess = [](sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    auto* below = state_of(vfs).real;
    return below->xAccess(below, path, flags, out);
  };
  state_->vfs.xFullPathname = [](sqlite3_vfs* vfs, const char* path, int count, char* out) {
    auto* below = state_of(vfs).real;
    return below->xFullPathname(below, path, count, out);
  };
  sqlite3_vfs_register(&state_->vfs, 0);
}

ForgetfulVfs::~ForgetfulVfs() { sqlite3_vfs_unregister(&state_->vfs); }

void ForgetfulVfs::cut_power() {
  std::lock_guard lock(state_->mutex);
  state_->off = true;
}

void ForgetfulVfs::restore(std::uint64_t seed) {
  std::lock_guard lock(state_->mutex);
  std::mt19937_64 random(seed);
  for (auto& [path, changes] : state_->unsynced) {
    if (path.empty() || !std::filesystem::exists(path)) continue;
    for (auto at = changes.rbegin(); at != changes.rend(); ++at) undo(path, *at);
    for (const UnsyncedWrite& change : changes)
      if (seed != 0 && random() % 2 == 0) redo(path, change);
  }
  state_->unsynced.clear();
  state_->off = false;
}

void ForgetfulVfs::set_full(bool full) {
  std::lock_guard lock(state_->mutex);
  state_->full = full;
}

std::int64_t ForgetfulVfs::syncs() const { return state_->syncs; }
std::int64_t ForgetfulVfs::nameless() const { return state_->nameless; }

}  // namespace fascia::store
