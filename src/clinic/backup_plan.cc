// SPDX-License-Identifier: Apache-2.0
#include "clinic/backup_plan.h"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>

#include "core/json.h"
#include "core/log.h"
#include "store/client_keys.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLastBackup = "backup.last";
constexpr std::string_view kBegin = "clinic-", kEnd = ".db";
constexpr Seconds kTryAgain = hours(1), kLate = hours(48), kAgain = minutes(10);
constexpr int kMostAgain = 3;  // backups in that time, where a program crashes again and again
constexpr Seconds kQuiet =
    minutes(5);  // without a change that long, a segment says that there was none

// "clinic-20261124T203000Z.db": in the order of time by name.
std::string name_for(Instant at) {
  std::string text;
  for (char c : to_rfc3339_utc(at))
    if (c != '-' && c != ':') text += c;
  return std::string(kBegin) + text + std::string(kEnd);
}

bool is_ours(const std::string& name) {
  return name.size() == name_for({}).size() && name.starts_with(kBegin) && name.ends_with(kEnd);
}

// What a kill amid one of our backups left: as large as the clinic, and never a backup. Of names
// without an owner, as older programs gave them, what nobody wrote for a day.
void forget_unfinished(const std::string& folder, TenantId tenant) {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    std::string name = entry.path().filename().string();
    const auto at = name.find(".making");
    if (at == name.npos || !is_ours(name.substr(0, at))) continue;
    std::error_code failed;
    const bool old = fs::file_time_type::clock::now() - fs::last_write_time(entry.path(), failed) >
                     std::chrono::hours(24);
    const std::string own = making_of(name.substr(0, at), tenant);
    const bool ownerless = name.size() == at + 7 || name[at + 7] == '.';
    if (name == own || name.starts_with(own + ".") || name.starts_with(own + "-") ||
        (ownerless && old))
      fs::remove(entry.path(), failed);
  }
}

void forget_old_rows(const BackupPlan& plan, TenantId tenant, Instant now,
                     const std::string& newest) {
  std::string oldest = name_for(now - days_of_24h(plan.keep_days));
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(plan.folder, ec)) {
    std::string name = entry.path().filename().string();
    if (!is_ours(name) || name == newest || name >= oldest) continue;
    auto facts = store::read_copy(entry.path().string());
    if (!facts || facts->tenant != tenant) continue;  // another clinic's, or nobody's to tell
    std::error_code failed;
    fs::remove(entry.path(), failed);
    fs::remove(store::keys_file_of(entry.path().string()), failed);
    fs::remove(changes_file_of(entry.path().string()), failed);
  }
}

// Of changes that went after their thirty days.
Done forget_old_notes(Clinic& clinic) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::forget_settings(
        tx, clinic.tenant, kChangesNoted,
        std::string(kChangesNoted) + name_for(clinic.now() - days_of_24h(kKeysKeptDays)));
    return {};
  });
}

Done remember(Clinic& clinic, const LastBackup& last) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, kLastBackup,
                       json::write(boost::json::object{{"at", last.at.seconds},
                                                       {"sound", last.sound},
                                                       {"file", last.file},
                                                       {"problem", last.problem}}));
    return {};
  });
}

}  // namespace

std::optional<LastBackup> last_backup(store::Connection& c, TenantId tenant) {
  auto kept = store::setting(c, tenant, kLastBackup);
  if (!kept) return std::nullopt;
  auto value = json::read(*kept).value();
  const auto& o = value.as_object();
  return LastBackup{{o.at("at").as_int64()},
                    o.at("sound").as_bool(),
                    std::string(o.at("file").as_string()),
                    std::string(o.at("problem").as_string())};
}

bool backup_is_late(const std::optional<LastBackup>& last, Instant now) {
  return !last || !last->sound || now - last->at > kLate;
}

std::vector<std::string> backups_in(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec))
    if (time_of_backup(entry.path().string())) out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> backups_of(TenantId tenant, const std::string& folder) {
  auto out = backups_in(folder);
  std::erase_if(out, [&](const std::string& file) {
    auto facts = store::read_copy(file);
    return facts && facts->tenant != tenant;
  });
  return out;
}

std::optional<Instant> time_of_backup(const std::string& file) {
  std::string name = fs::path(file).filename().string();
  if (!is_ours(name)) return std::nullopt;
  std::string t = name.substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size());
  return parse_rfc3339(t.substr(0, 4) + "-" + t.substr(4, 2) + "-" + t.substr(6, 5) + ":" +
                       t.substr(11, 2) + ":" + t.substr(13));
}

BackupKeeper::~BackupKeeper() {
  if (!recording_) return;
  try {
    keep_changes(clinic_.now());              // nobody writes any more
    if (noted_) keep_changes(clinic_.now());  // but where it ends
  } catch (const std::exception&) {
    log::error("the last changes are not kept");
  }
  store::change_log(clinic_.store)->stop();
}

Done BackupKeeper::begin() {
  store::ChangeLog* log = store::change_log(clinic_.store);
  if (plan_.folder.empty() || log == nullptr || recording_) return {};
  FASCIA_TRY(std::uint32_t number, log->record(clinic_.clock));
  last_ = clinic_.now();
  recording_ = true;
  const auto backups = backups_of(clinic_.tenant, plan_.folder);
  if (backups.empty() || !fs::exists(changes_file_of(backups.back()))) return {};
  auto before = ChangesWriter::go_on(clinic_, backups.back(), number);
  if (before && before->until() <= last_)
    changes_ = std::move(*before);
  else
    log::warn("more was written than was kept: a backup is taken, moments before it are not kept");
  return {};
}

Result<bool> BackupKeeper::look() {
  FASCIA_TRY_DONE(begin());
  if (!recording_) return false;
  FASCIA_TRY(bool tried, back_up_when_due(!changes_));
  keep_changes(clinic_.now() - Seconds{1});  // this second is not over
  return tried;
}

// The backup is of some moment since it was begun: the changes of before it, which its own number
// tells, close what follows the one before.
void BackupKeeper::keep_changes(Instant until) {
  auto taken = store::change_log(clinic_.store)->take();
  if (!taken) return log::error("changes not taken", {{"why", taken.error().message}});
  const std::string newest = std::exchange(newest_, {});
  auto facts =
      newest.empty() ? Result<store::CopyFacts>(store::CopyFacts{}) : store::read_copy(newest);
  const bool note_alone = std::exchange(noted_, false) && taken->all.size() == 1;
  auto ends = [&](std::string_view why) {
    changes_.reset();
    log::error("changes since the backup are not kept", {{"why", why}});
  };
  auto add = [&] {
    try {
      if (auto done = changes_->add(clinic_, taken->all, until); !done)
        return ends(done.error().message);
      if (!note_alone && !taken->all.empty()) note_end();
    } catch (const store::StoreError&) {
      ends("store");  // what was taken is nowhere: a gap must not look whole
    }
  };
  if (!taken->whole) {
    log::warn("another program wrote: what follows is kept from the next backup on");
    until = taken->all.empty() ? until : taken->all.back().at;  // of more nobody knows
  }
  bool quiet = taken->whole && changes_ && until - changes_->until() >= kQuiet;
  if (changes_ && (quiet || !taken->all.empty())) add();
  if (!taken->whole) changes_.reset();
  if (!newest.empty() && taken->whole && facts) {
    Instant begins = last_;
    for (const store::Change& change : taken->all)
      if (change.number == facts->number) begins = change.at;
    auto writer = ChangesWriter::begin(clinic_, newest, facts->number, begins);
    if (writer) {
      changes_ = std::move(*writer);
      add();
    } else {
      ends(writer.error().message);
    }
  }
  if (!taken->all.empty()) last_ = taken->all.back().at;
}

void BackupKeeper::note_end() {
  auto done = clinic_.store.write([&](store::Transaction& tx) -> Done {
    note_changes(tx, clinic_.tenant, changes_->backup(), changes_->end());
    return {};
  });
  noted_ = done.has_value();
  if (!done) log::warn("the end of the changes is not noted", {{"why", done.error().message}});
}

bool BackupKeeper::may_back_up_again(Instant now) const {
  const auto backups = backups_of(clinic_.tenant, plan_.folder);
  return std::ranges::count_if(backups, [&](const std::string& one) {
           return *time_of_backup(one) > now - kAgain;
         }) < kMostAgain;
}

Result<bool> BackupKeeper::back_up_when_due(bool wanted) {
  auto last =
      clinic_.store.read([&](store::Connection& c) { return last_backup(c, clinic_.tenant); });
  Instant now = clinic_.now();
  Seconds pause = last && !last->sound ? kTryAgain : wanted ? Seconds{0} : hours(plan_.every_hours);
  if (last && now >= last->at && now - last->at < pause) return false;
  if (wanted && !may_back_up_again(now)) return false;
  LastBackup tried{now, false, name_for(now), {}};
  std::error_code ec;
  fs::create_directories(plan_.folder, ec);
  forget_unfinished(plan_.folder, clinic_.tenant);
  const std::string file = (fs::path(plan_.folder) / tried.file).string();
  if (fs::exists(file)) return false;            // this second has one
  if (changes_) keep_changes(now - Seconds{1});  // so that it notes where those end
  auto made = back_up(clinic_, file);
  tried.sound = made && made->sound;
  if (!tried.sound) tried.problem = made ? "backup_unsound" : made.error().message;
  if (tried.sound) newest_ = file;
  FASCIA_TRY_DONE(remember(clinic_, tried));
  if (tried.sound) {
    forget_old_rows(plan_, clinic_.tenant, now, tried.file);
    FASCIA_TRY_DONE(forget_old_notes(clinic_));
    log::info("backup taken", {{"file", tried.file}});
  } else {
    log::error("backup failed", {{"why", tried.problem}});
  }
  return true;
}

}  // namespace fascia::clinic
