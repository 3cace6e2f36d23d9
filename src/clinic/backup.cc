// SPDX-License-Identifier: Apache-2.0
#include "clinic/backup.h"

#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "clinic/audit_chain.h"
#include "clinic/backup_plan.h"
#include "clinic/client_keys.h"
#include "clinic/kept_changes.h"
#include "core/file_handle.h"
#include "core/log.h"
#include "store/client_keys.h"
#include "store/database_file.h"
#include "store/scratch_folder.h"
#include "store/sealed_copy.h"
#include "store/sealed_dump.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;

// A database in use is called so in each data folder.
constexpr std::string_view kInUse = "fascia.db.keys";
constexpr std::string_view kKeysEnd = ".keys", kChangesEnd = ".changes", kMaking = ".making",
                           kDumpEnd = ".dump";

Error unwritable(const std::string& file, std::string cause) {
  return {Code::unavailable, "backup_unwritable", "to", {{"file", file}}, std::move(cause)};
}

// A copy that is opened with this clinic's key, anew: nothing that memory knows helps it.
struct Copy {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  std::unique_ptr<Clinic> clinic;
};

Result<Copy> open_settled(Clinic& clinic, const std::string& file,
                          const std::vector<std::string>& keys) {
  Copy out;
  FASCIA_TRY(out.store,
             store::Store::open({.path = file, .keys_follow = !keys.empty()}, clinic.now()));
  out.sealer = clinic.sealer.again();
  auto tenant = out.store->read([](store::Connection& c) { return store::only_tenant(c); });
  if (!tenant || *tenant != clinic.tenant)
    return Error{Code::unavailable, "clinic_missing", "from", {{"dir", file}}, {}};
  if (!keys.empty()) FASCIA_TRY_DONE(adopt_keys(*out.store, *out.sealer, *tenant, keys));
  out.clinic = std::make_unique<Clinic>(*out.store, *out.sealer, clinic.random, clinic.clock,
                                        clinic.knowledge, *tenant);
  FASCIA_TRY_DONE(settle_keys(*out.clinic));
  // The rows were copied a moment before the keys: the copy's own end is the one it carries.
  FASCIA_TRY_DONE(keep_audit_head(*out.clinic, true));
  return out;
}

// Looks at all of it but the zone data, which are of this machine.
Result<std::vector<CheckLine>> look(Clinic& clinic, const std::string& file,
                                    const std::vector<std::string>& keys) {
  FASCIA_TRY(Copy copy, open_settled(clinic, file, keys));
  load_availability(*copy.clinic);
  auto lines = check_clinic(*copy.clinic);
  std::erase_if(lines, [](const CheckLine& line) { return line.what == "zone_data"; });
  return lines;
}

std::string own_key(Clinic& clinic) {
  return clinic.store.read([&](store::Connection& c) {
    return store::find_key(c, clinic.tenant, {}).value_or(std::string());
  });
}

// In plain it stands in the scratch folder alone, where the keys that wait in their rows leave
// them.
Done write_copy(Clinic& clinic, const std::string& scratch, const std::string& making) {
  FASCIA_TRY_DONE(clinic.store.copy_to(scratch));
  store::close_to_others(scratch);
  FASCIA_TRY(store::CopyFacts copied, store::read_copy(scratch));
  if (auto settled = open_settled(clinic, scratch, {}); !settled) return settled.error();
  FASCIA_TRY_DONE(store::number_copy(scratch, copied.number));
  FASCIA_TRY_DONE(store::seal_copy(scratch, making, std::string(kChangesNoted), clinic.sealer,
                                   own_key(clinic), clinic.random));
  std::error_code ec;
  fs::copy_file(store::keys_file_of(scratch), store::keys_file_of(making), ec);
  if (ec) return unwritable(making, ec.message());
  store::close_to_others(making);
  store::forget_database(scratch);
  return {};
}

// From the disk, as a restore finds it.
Result<std::vector<CheckLine>> look_again(Clinic& clinic, const std::string& scratch,
                                          const std::string& making) {
  FASCIA_TRY_DONE(store::open_copy(making, scratch, clinic.sealer, own_key(clinic)));
  std::error_code ec;
  fs::copy_file(store::keys_file_of(making), store::keys_file_of(scratch), ec);
  if (ec) return unwritable(scratch, ec.message());
  return look(clinic, scratch, {});
}

bool all_sound(const std::vector<CheckLine>& lines) {
  return std::all_of(lines.begin(), lines.end(), [](const CheckLine& l) { return l.sound; });
}

Error source_damaged(std::string cause) {
  return {Code::unavailable, "backup_source_damaged", "data", {}, std::move(cause)};
}

// Whether what stopped a copy is the clinic's own file, by its engine's word.
bool is_of_source(Clinic& clinic, const store::StoreError& fault) {
  using Kind = store::StoreError::Kind;
  if (fault.kind == Kind::full || fault.kind == Kind::read_only) return false;
  try {
    return !clinic.store.integrity().empty();
  } catch (const store::StoreError&) {
    return true;
  }
}

bool is_of(TenantId tenant, const fs::path& backup) {
  auto facts = store::read_copy(backup.string());
  return facts && facts->tenant == tenant;
}

fs::file_time_type file_time(Instant at) {
  return std::chrono::file_clock::from_sys(
      std::chrono::sys_seconds(std::chrono::seconds(at.seconds)));
}

Instant written(const fs::path& file) {
  std::error_code ec;
  auto at = std::chrono::file_clock::to_sys(fs::last_write_time(file, ec));
  return {std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count()};
}

bool same_bytes(const std::string& one, const std::string& other) {
  constexpr std::streamsize kAtOnce = 1 << 20;
  std::ifstream left(one, std::ios::binary), right(other, std::ios::binary);
  std::string a(kAtOnce, '\0'), b(kAtOnce, '\0');
  while (left && right) {
    left.read(a.data(), kAtOnce);
    right.read(b.data(), kAtOnce);
    if (left.gcount() != right.gcount() ||
        std::string_view(a.data(), static_cast<std::size_t>(left.gcount())) !=
            std::string_view(b.data(), static_cast<std::size_t>(right.gcount())))
      return false;
  }
  return left.eof() && right.eof();
}

// Of a file, and of a PostgreSQL database as its own program wrote it.
Done seal_and_open(Clinic& clinic, const std::string& plain, const std::string& sealed,
                   const std::string& again) {
  if (store::is_plain_dump(plain)) {
    FileHandle from(plain, O_RDONLY | O_CLOEXEC),
        to(again, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
    if (!from.is_open() || !to.is_open()) return unwritable(plain, "open");
    FASCIA_TRY_DONE(store::seal_dump(from.handle(), sealed, clinic.tenant, clinic.sealer));
    return store::open_dump(sealed, to.handle(), clinic.sealer);
  }
  FASCIA_TRY_DONE(store::seal_copy(plain, sealed, std::string(kChangesNoted), clinic.sealer,
                                   own_key(clinic), clinic.random));
  return store::open_copy(sealed, again, clinic.sealer, own_key(clinic));
}

// As old as it was: it goes when it would have gone.
Done seal_in_place(Clinic& clinic, const std::string& folder, const fs::path& plain) {
  store::ScratchFolder scratch(folder);
  if (!scratch.made()) return unwritable(plain.string(), "scratch");
  const std::string sealed = (fs::path(scratch.name()) / "sealed").string();
  const std::string again = (fs::path(scratch.name()) / "again").string();
  FASCIA_TRY_DONE(seal_and_open(clinic, plain.string(), sealed, again));
  if (!same_bytes(plain.string(), again)) return unwritable(plain.string(), "compare");
  std::error_code ec;
  const auto made = fs::last_write_time(plain, ec);
  if (!ec) fs::last_write_time(sealed, made, ec);
  if (!ec) fs::rename(sealed, plain, ec);
  if (ec || !store::sync_path(folder)) return unwritable(plain.string(), "rename");
  return {};
}

}  // namespace

Result<Backup> back_up(Clinic& clinic, const std::string& to) {
  if (fs::exists(to) || fs::exists(store::keys_file_of(to))) return conflict("backup_exists", "to");
  const std::string making = making_of(to, clinic.tenant);
  store::forget_database(making);
  Backup out{to, 0, {}, false};
  store::ScratchFolder scratch(clinic.store.folder());
  if (!scratch.made()) return unwritable(scratch.name(), "scratch");
  const std::string plain = scratch.name() + "/copy.db";
  try {
    // A copy of a chain that was cut off would look whole.
    if (auto chain = verify_audit(clinic, std::nullopt); chain.cut_off)
      return Backup{to, 0, {{"audit", false, chain.events, {"its end was cut off"}}}, false};
    auto lines = [&]() -> Result<std::vector<CheckLine>> {
      FASCIA_TRY_DONE(write_copy(clinic, plain, making));
      return look_again(clinic, plain, making);
    }();
    if (!lines || !all_sound(*lines)) store::forget_database(making);
    if (!lines) return lines.error();
    out.lines = std::move(*lines);
  } catch (const store::StoreError& fault) {
    store::forget_database(making);
    return is_of_source(clinic, fault) ? source_damaged(fault.what())
                                       : unwritable(to, fault.what());
  }
  out.sound = all_sound(out.lines);
  if (!out.sound) return out;
  if (!store::name_database(making, to)) return unwritable(to, "sync");
  std::error_code ec;
  out.bytes = fs::file_size(to, ec);
  // By the clinic's clock, as its age will be told.
  fs::last_write_time(store::keys_file_of(to), file_time(clinic.now()), ec);
  forget_old_keys(fs::absolute(to).parent_path().string(), clinic.tenant, clinic.now());
  return out;
}

namespace {

std::string end_is_missing(const std::string& until, Instant noted, const Zone& zone) {
  return "its end is missing: it goes to " + until + ", and the clinic noted more, up to " +
         to_rfc3339(noted, zone);
}

// Brings a copy forward by all that follows the backup, and the keys that belong to it: `keys` gets
// one more copy.
Result<CheckLine> follow_changes(Clinic& clinic, const std::string& backup,
                                 const std::string& scratch, const std::optional<ChangesEnd>& noted,
                                 std::vector<std::string>& keys) {
  FASCIA_TRY(KeptChanges kept, clinic.store.read([&](store::Connection& c) {
    return read_changes(c, clinic.sealer, clinic.tenant, backup, noted);
  }));
  CheckLine line{"changes", !kept.broken && !kept.lost, std::ssize(kept.all), {}};
  const Zone zone = clinic.availability.get()->zone;
  const std::string until = to_rfc3339(kept.until, zone);
  if (kept.lost) line.faults.push_back(end_is_missing(until, *kept.lost, zone));
  if (kept.broken) line.faults.push_back("a segment after " + until + " does not open");
  if (kept.cut_off) line.faults.push_back("the last segment, after " + until + ", was cut off");
  if (auto done = store::apply_to_rows(scratch, kept.all); !done) {
    line.sound = false;
    line.faults.push_back(done.error().cause);
  }
  const std::string own = store::keys_file_of(backup), copy = scratch + ".newest.keys";
  std::error_code ec;
  if (!fs::copy_file(own, copy, fs::copy_options::overwrite_existing, ec)) return line;
  FASCIA_TRY_DONE(store::apply_to_keys(copy, kept.all));
  keys.push_back(copy);
  return line;
}

}  // namespace

Result<Backup> look_at_backup(Clinic& clinic, const std::string& file, const std::string& scratch) {
  if (!fs::is_regular_file(file))
    return Error{Code::unavailable, "backup_missing", "from", {{"file", file}}, {}};
  if (auto whose = clinic_in(file); !whose) return whose.error();
  store::forget_database(scratch);
  FASCIA_TRY_DONE(store::open_copy(file, scratch, clinic.sealer, own_key(clinic)));
  std::error_code ec;
  auto keys = keys_beside(file);
  std::optional<Result<CheckLine>> changes;
  const auto noted = clinic.store.read(
      [&](store::Connection& c) { return noted_changes(c, clinic.tenant, file); });
  const Instant taken = time_of_backup(file).value_or(Instant{});
  if (fs::exists(changes_file_of(file)))
    changes = follow_changes(clinic, file, scratch, noted, keys);
  else if (noted && !changes_are_over(taken, clinic.now()))
    changes =
        CheckLine{"changes",
                  false,
                  0,
                  {end_is_missing("the backup", noted->until, clinic.availability.get()->zone)}};
  auto lines = look(clinic, scratch, keys);
  store::forget_database(scratch);
  fs::remove(scratch + ".newest.keys", ec);
  if (!lines) return lines.error();
  if (changes && !*changes) return changes->error();
  if (changes) lines->push_back(**changes);
  Backup out{file, fs::file_size(file, ec), std::move(*lines), false};
  out.sound = all_sound(out.lines);
  return out;
}

Result<TenantId> clinic_in(const std::string& backup) {
  auto facts = store::read_copy(backup);
  std::error_code ec;
  if (facts && facts->tenant) return facts->tenant;
  if (facts || fs::file_size(backup, ec) == 0)
    return Error{Code::unavailable, "clinic_missing", "from", {{"dir", backup}}, {}};
  return facts.error();
}

Done open_backup(const std::string& backup, const std::string& to, const store::Sealer& sealer,
                 const std::vector<std::string>& copies) {
  if (!store::is_sealed_copy(backup)) return store::open_copy(backup, to, sealer, {});
  FASCIA_TRY(TenantId tenant, clinic_in(backup));
  FASCIA_TRY(std::string key, tenant_key_in(copies, tenant, sealer));
  return store::open_copy(backup, to, sealer, key);
}

std::string making_of(const std::string& backup, TenantId tenant) {
  return backup + std::string(kMaking) + "-" + tenant.text();
}

int seal_copies_before_migration(Clinic& clinic, const std::string& folder) {
  std::error_code ec;
  int sealed = 0;
  std::vector<fs::path> plain;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(store::kBeforeMigration)) continue;
    const std::string file = entry.path().string(),
                      number = name.substr(store::kBeforeMigration.size());
    const bool is_copy = number.find_first_not_of("0123456789") == number.npos;
    if (is_copy && !store::is_sealed_copy(file) && is_of(clinic.tenant, entry.path()))
      plain.push_back(entry.path());
    // This folder's database alone leaves one here.
    if (name.ends_with(kDumpEnd) && store::is_plain_dump(file)) plain.push_back(entry.path());
  }
  // The tenant's key opens them: it must stand where a restore looks for it, not in its row alone.
  if (plain.empty() || !settle_keys(clinic)) return 0;
  for (const fs::path& file : plain) {
    if (auto done = seal_in_place(clinic, folder, file)) {
      ++sealed;
      continue;
    }
    log::warn("a copy of before a migration stays in plain", {{"file", file.filename().string()}});
  }
  return sealed;
}

int forget_old_keys(const std::string& folder, TenantId tenant, Instant now) {
  std::error_code ec;
  int gone = 0;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    std::string name = entry.path().filename().string();
    if (name.ends_with(kChangesEnd)) {
      const fs::path backup = entry.path().parent_path() / fs::path(name).stem();
      auto begun = time_of_backup(backup.string());
      std::error_code failed;
      // Without its backup nothing can be made of it, whosever it is.
      if (fs::exists(backup, failed) && !is_of(tenant, backup)) continue;
      if (changes_are_over(begun.value_or(written(entry.path())), now) &&
          fs::remove(entry.path(), failed))
        ++gone;
      continue;
    }
    if (now - written(entry.path()) <= days_of_24h(kKeysKeptDays)) continue;
    bool is_copy = name.starts_with(store::kBeforeMigration) &&
                   (name.ends_with(kDumpEnd) || is_of(tenant, entry.path()));
    if (name.ends_with(kKeysEnd) && name != kInUse) {
      auto keys = store::read_keys_copy(entry.path().string(), tenant);
      is_copy = keys && !keys->keys.empty();
    }
    if (!is_copy) continue;
    std::error_code failed;
    if (fs::remove(entry.path(), failed)) ++gone;
    for (const char* ending : {"-wal", "-shm"}) fs::remove(entry.path().string() + ending, failed);
  }
  return gone;
}

std::vector<std::string> keys_beside(const std::string& backup) {
  std::vector<std::string> out;
  std::string own = store::keys_file_of(backup);
  if (fs::exists(own)) out.push_back(own);
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(fs::absolute(backup).parent_path(), ec))
    if (std::string name = entry.path().filename().string();
        name.ends_with(kKeysEnd) && name.find(kMaking) == name.npos &&
        !(fs::exists(own) && fs::equivalent(entry.path(), own, ec)))
      out.push_back(entry.path().string());
  std::sort(out.begin() + (out.empty() || out.front() != own ? 0 : 1), out.end());
  return out;
}

}  // namespace fascia::clinic
