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

// What a kill amid a backup left: as large as the clinic, and never a backup.
void forget_unfinished(const std::string& folder) {
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    std::string name = entry.path().filename().string();
    if (!name.starts_with(kBegin) || name.find(".db.making") == name.npos) continue;
    std::error_code failed;
    fs::remove(entry.path(), failed);
  }
}

void forget_old_rows(const BackupPlan& plan, Instant now, const std::string& newest) {
  std::string oldest = name_for(now - days_of_24h(plan.keep_days));
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(plan.folder, ec)) {
    std::string name = entry.path().filename().string();
    if (!is_ours(name) || name == newest || name >= oldest) continue;
    std::error_code failed;
    fs::remove(entry.path(), failed);
    fs::remove(store::keys_file_of(entry.path().string()), failed);
    fs::remove(changes_file_of(entry.path().string()), failed);
  }
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
    keep_changes(clinic_.now());  // nobody writes any more
  } catch (const std::exception&) {
    log::error("the last changes are not kept");
  }
  store::change_log(clinic_.store)->stop();
}

Result<bool> BackupKeeper::look() {
  store::ChangeLog* log = store::change_log(clinic_.store);
  if (plan_.folder.empty() || log == nullptr) return false;
  if (!recording_) {
    FASCIA_TRY_DONE(log->record(clinic_.clock));
    last_ = clinic_.now();
    recording_ = true;
  }
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
  auto ends = [&](std::string_view why) {
    changes_.reset();
    log::error("changes since the backup are not kept", {{"why", why}});
  };
  auto add = [&] {
    try {
      if (auto done = changes_->add(clinic_, taken->all, until); !done) ends(done.error().message);
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

Result<bool> BackupKeeper::back_up_when_due(bool wanted) {
  auto last =
      clinic_.store.read([&](store::Connection& c) { return last_backup(c, clinic_.tenant); });
  Instant now = clinic_.now();
  Seconds pause = last && !last->sound ? kTryAgain : wanted ? kAgain : hours(plan_.every_hours);
  if (last && now >= last->at && now - last->at < pause) return false;
  LastBackup tried{now, false, name_for(now), {}};
  std::error_code ec;
  fs::create_directories(plan_.folder, ec);
  forget_unfinished(plan_.folder);
  const std::string file = (fs::path(plan_.folder) / tried.file).string();
  auto made = back_up(clinic_, file);
  tried.sound = made && made->sound;
  if (!tried.sound) tried.problem = made ? "backup_unsound" : made.error().message;
  if (tried.sound) newest_ = file;
  FASCIA_TRY_DONE(remember(clinic_, tried));
  if (tried.sound) {
    forget_old_rows(plan_, now, tried.file);
    log::info("backup taken", {{"file", tried.file}});
  } else {
    log::error("backup failed", {{"why", tried.problem}});
  }
  return true;
}

}  // namespace fascia::clinic
