// SPDX-License-Identifier: Apache-2.0
#include "store/sealed_dump.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "core/file_handle.h"
#include "core/json.h"
#include "keys/sealed_file.h"
#include "store/copy_faults.h"

namespace fascia::store {
namespace {

namespace fs = std::filesystem;
using keys::FileSealing;

constexpr std::string_view kDumpLine = "fascia dump 1\n", kPlainDump = "PGDMP";
constexpr std::size_t kLongestDumpHead = 4096;

bool starts_as(const std::string& file, std::string_view begin) {
  std::string got(begin.size(), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(got.data(), static_cast<std::streamsize>(got.size()));
  return in && got == begin;
}

struct DumpHead {
  std::string text;  // as it stands in the file
  TenantId tenant;
  std::string wrapped;
  std::size_t size() const { return kDumpLine.size() + text.size() + 1; }
};

// What it says is believed when the rest opens, which is bound to it.
Result<DumpHead> head_of_dump(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kLongestDumpHead, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto end = text.find('\n', kDumpLine.size());
  if (!text.starts_with(kDumpLine) || end == text.npos) return copy_damaged(file);
  DumpHead out;
  out.text = text.substr(kDumpLine.size(), end - kDumpLine.size());
  try {
    FASCIA_TRY(auto value, json::read(out.text, {kLongestDumpHead, 2}));
    auto tenant = TenantId::parse(value.at("tenant").as_string());
    if (!tenant) return copy_damaged(file);
    out.tenant = *tenant;
    out.wrapped = std::string(value.at("key").as_string());
  } catch (const std::exception&) {
    return copy_damaged(file);
  }
  return out;
}

Done pass_on(const std::string& file, int to) {
  FileHandle from(file, O_RDONLY | O_CLOEXEC);
  if (!from.is_open()) return copy_unreadable(file);
  std::array<char, 64 << 10> piece;
  while (true) {
    const ssize_t got = ::read(from.handle(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return copy_unreadable(file);
    if (got == 0) return {};
    if (!write_all(to, {piece.data(), static_cast<std::size_t>(got)}))
      return copy_unwritable(file, "write");
  }
}

Done write_dump(int from, const std::string& sealed, TenantId tenant, Sealer& sealer) {
  FileHandle to(sealed, kNewFile);
  if (!to.is_open()) return copy_unwritable(sealed, "open");
  const std::string wrapped = sealer.new_wrapped_key(tenant.value);
  auto key = sealer.unwrapped(tenant.value, wrapped);
  FASCIA_CHECK(key.has_value());
  const std::string head =
      json::write(boost::json::object{{"tenant", tenant.text()}, {"key", wrapped}});
  if (!write_all(to.handle(), std::string(kDumpLine) + head + "\n"))
    return copy_unwritable(sealed, "write");
  switch (keys::seal_file(from, to.handle(), *key, head)) {
    case FileSealing::done:
      break;
    case FileSealing::unread:
      return copy_unreadable(sealed);
    default:
      return copy_unwritable(sealed, "write");
  }
  if (!to.sync()) return copy_unwritable(sealed, "sync");
  // What stands on the disk is read again, not what memory still has of it.
  (void)::posix_fadvise(to.handle(), 0, 0, POSIX_FADV_DONTNEED);
  FileHandle nowhere("/dev/null", O_WRONLY | O_CLOEXEC);
  return open_dump(sealed, nowhere.handle(), sealer);
}

}  // namespace

bool is_sealed_dump(const std::string& file) { return starts_as(file, kDumpLine); }

bool is_plain_dump(const std::string& file) { return starts_as(file, kPlainDump); }

Done seal_dump(int from, const std::string& sealed, TenantId tenant, Sealer& sealer) {
  auto done = write_dump(from, sealed, tenant, sealer);
  std::error_code ec;
  if (!done) fs::remove(sealed, ec);
  return done;
}

Result<bool> fits_dump(const std::string& file, const Sealer& sealer) {
  FASCIA_TRY(DumpHead head, head_of_dump(file));
  return sealer.unwraps(head.tenant.value, head.wrapped);
}

Done open_dump(const std::string& file, int to, const Sealer& sealer) {
  if (is_plain_dump(file)) return pass_on(file, to);
  FASCIA_TRY(DumpHead head, head_of_dump(file));
  auto key = sealer.unwrapped(head.tenant.value, head.wrapped);
  if (!key) return copy_key_wrong(file);
  FileHandle from(file, O_RDONLY | O_CLOEXEC);
  const auto begin = static_cast<off_t>(head.size());
  if (!from.is_open() || ::lseek(from.handle(), begin, SEEK_SET) != begin)
    return copy_unreadable(file);
  switch (keys::open_file(from.handle(), to, *key, head.text)) {
    case FileSealing::done:
      return {};
    case FileSealing::unread:
      return copy_unreadable(file);
    case FileSealing::unwritten:
      return copy_unwritable(file, "write");
    default:
      return copy_damaged(file);
  }
}

}  // namespace fascia::store
