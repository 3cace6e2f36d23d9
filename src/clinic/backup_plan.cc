// SPDX-License-Identifier: Apache-2.0
#include "clinic/backup_plan.h"

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
constexpr Seconds kTryAgain = hours(1), kLate = hours(48);

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

void forget_old_rows(const BackupPlan& plan, Instant now, const std::string& newest) {
  std::string oldest = name_for(now - days_of_24h(plan.keep_days));
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(plan.folder, ec)) {
    std::string name = entry.path().filename().string();
    if (!is_ours(name) || name == newest || name >= oldest) continue;
    std::error_code failed;
    fs::remove(entry.path(), failed);
    fs::remove(store::keys_file_of(entry.path().string()), failed);
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

Result<bool> back_up_when_due(Clinic& clinic, const BackupPlan& plan) {
  if (plan.folder.empty() || clinic.store.engine() != "sqlite") return false;
  auto last =
      clinic.store.read([&](store::Connection& c) { return last_backup(c, clinic.tenant); });
  Instant now = clinic.now();
  Seconds pause = last && !last->sound ? kTryAgain : hours(plan.every_hours);
  if (last && now >= last->at && now - last->at < pause) return false;
  LastBackup tried{now, false, name_for(now), {}};
  std::error_code ec;
  fs::create_directories(plan.folder, ec);
  auto made = back_up(clinic, (fs::path(plan.folder) / tried.file).string());
  tried.sound = made && made->sound;
  if (!tried.sound) tried.problem = made ? "backup_unsound" : made.error().message;
  FASCIA_TRY_DONE(remember(clinic, tried));
  if (tried.sound) {
    forget_old_rows(plan, now, tried.file);
    log::info("backup taken", {{"file", tried.file}});
  } else {
    log::error("backup failed", {{"why", tried.problem}});
  }
  return true;
}

}  // namespace fascia::clinic
