// SPDX-License-Identifier: Apache-2.0
#include "store/sealed_copy.h"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <utility>

#include "core/file_handle.h"
#include "core/json.h"
#include "keys/sealed_file.h"
#include "keys/token.h"
#include "store/copy_faults.h"
#include "store/database_file.h"

namespace fascia::store {
namespace {

namespace fs = std::filesystem;
using keys::FileSealing;

constexpr std::string_view kFirstLine = "fascia backup 1";
constexpr std::size_t kLongestHead = 4 << 20;

std::string key_context(const CopyHead& head) { return "backup.key/" + keys::digest(head.text); }
std::string rows_context(const CopyHead& head) { return head.text + "\n" + head.sealed_key; }

Result<keys::Key> key_of_copy(const std::string& file, const CopyHead& head, const Sealer& sealer,
                              const std::string& tenant_key) {
  auto tenant = sealer.unwrapped(head.facts.tenant.value, tenant_key);
  if (!tenant) return copy_key_wrong(file);
  auto key = keys::open_key(*tenant, head.sealed_key, key_context(head));
  if (!key) return copy_damaged(file);
  return key;
}

std::string text_of_head(const CopyHead& head) {
  boost::json::object settings;
  for (const auto& [name, value] : head.settings) settings[name] = value;
  return json::write(boost::json::object{{"tenant", head.facts.tenant.text()},
                                         {"number", head.facts.number},
                                         {"settings", std::move(settings)}});
}

// The head as it is said; what it says is believed when the key opens that is bound to it.
Result<CopyHead> head_in(std::istream& in, const std::string& file) {
  std::string text(kLongestHead, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto first = text.find('\n'), second = text.find('\n', first + 1),
             third = text.find('\n', second + 1);
  if (text.substr(0, first) != kFirstLine || second == text.npos || third == text.npos)
    return copy_damaged(file);
  CopyHead out;
  out.text = text.substr(first + 1, second - first - 1);
  out.sealed_key = text.substr(second + 1, third - second - 1);
  try {
    FASCIA_TRY(auto value, json::read(out.text, {kLongestHead, 3}));
    auto tenant = TenantId::parse(value.at("tenant").as_string());
    if (!tenant) return copy_damaged(file);
    out.facts = {value.at("number").to_number<std::uint32_t>(), *tenant};
    for (const auto& [name, setting] : value.at("settings").as_object())
      out.settings[name] = std::string(setting.as_string());
  } catch (const std::exception&) {
    return copy_damaged(file);
  }
  return out;
}

// What stands on the disk is read again, not what memory still has of it.
bool is_on_disk(const FileHandle& file) {
  if (!file.sync()) return false;
  (void)::posix_fadvise(file.handle(), 0, 0, POSIX_FADV_DONTNEED);
  return true;
}

}  // namespace

bool is_sealed_copy(const std::string& file) {
  std::string begin(kFirstLine.size(), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return in && begin == kFirstLine;
}

Result<CopyHead> read_head(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return copy_unreadable(file);
  auto head = head_in(in, file);
  if (!head) return copy_damaged(file);
  return head;
}

Done seal_copy(const std::string& plain, const std::string& sealed,
               const std::string& settings_beginning, const Sealer& sealer,
               const std::string& tenant_key, keys::Random& random) {
  CopyHead head;
  FASCIA_TRY(head.facts, read_copy(plain));
  FASCIA_TRY(head.settings, settings_of_rows(plain, settings_beginning));
  head.text = text_of_head(head);
  const keys::Key key = keys::Key::make(random);
  auto tenant = sealer.unwrapped(head.facts.tenant.value, tenant_key);
  if (!tenant) return copy_key_wrong(plain);
  head.sealed_key = keys::seal(*tenant, key.bytes(), key_context(head), random);
  FileHandle from(plain, O_RDONLY | O_CLOEXEC), to(sealed, kNewFile);
  if (!from.is_open()) return copy_unreadable(plain);
  if (!to.is_open()) return copy_unwritable(sealed, "open");
  const std::string begin = std::string(kFirstLine) + "\n" + rows_context(head) + "\n";
  if (begin.size() > kLongestHead || !write_all(to.handle(), begin))
    return copy_unwritable(sealed, "write");
  switch (keys::seal_file(from.handle(), to.handle(), key, rows_context(head))) {
    case FileSealing::done:
      return is_on_disk(to) ? Done() : Done(copy_unwritable(sealed, "sync"));
    case FileSealing::unread:
      return copy_unreadable(plain);
    default:
      return copy_unwritable(sealed, "write");
  }
}

namespace {

Done open_sealed(const std::string& copy, const std::string& plain, const Sealer& sealer,
                 const std::string& tenant_key) {
  FASCIA_TRY(CopyHead head, read_head(copy));
  FASCIA_TRY(keys::Key key, key_of_copy(copy, head, sealer, tenant_key));
  FileHandle from(copy, O_RDONLY | O_CLOEXEC), to(plain, kNewFile);
  const auto begin = kFirstLine.size() + 1 + rows_context(head).size() + 1;
  if (!from.is_open() ||
      ::lseek(from.handle(), static_cast<off_t>(begin), SEEK_SET) != static_cast<off_t>(begin))
    return copy_unreadable(copy);
  if (!to.is_open()) return copy_unwritable(plain, "open");
  switch (keys::open_file(from.handle(), to.handle(), key, rows_context(head))) {
    case FileSealing::done:
      return {};
    case FileSealing::unread:
      return copy_unreadable(copy);
    case FileSealing::unwritten:
      return copy_unwritable(plain, "write");
    default:
      return copy_damaged(copy);
  }
}

}  // namespace

Done open_copy(const std::string& copy, const std::string& plain, const Sealer& sealer,
               const std::string& tenant_key) {
  std::error_code ec;
  Done done;
  if (is_sealed_copy(copy)) {
    done = open_sealed(copy, plain, sealer, tenant_key);
  } else if (fs::copy_file(copy, plain, ec); ec) {
    done = copy_unwritable(plain, "copy");
  }
  if (!done) fs::remove(plain, ec);
  if (done) close_to_others(plain);
  return done;
}

Result<std::map<std::string, std::string>> settings_of_copy(const std::string& copy,
                                                            const std::string& beginning,
                                                            const Sealer& sealer,
                                                            const std::string& tenant_key) {
  if (!is_sealed_copy(copy)) return settings_of_rows(copy, beginning);
  FASCIA_TRY(CopyHead head, read_head(copy));
  FASCIA_TRY(keys::Key key, key_of_copy(copy, head, sealer, tenant_key));
  std::erase_if(head.settings, [&](const auto& one) { return !one.first.starts_with(beginning); });
  return head.settings;
}

}  // namespace fascia::store
