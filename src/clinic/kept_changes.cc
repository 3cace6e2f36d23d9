// SPDX-License-Identifier: Apache-2.0
#include "clinic/kept_changes.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "clinic/backup_plan.h"
#include "clinic/client_keys.h"
#include "core/file_handle.h"
#include "keys/token.h"
#include "store/client_keys.h"
#include "store/sealed_copy.h"

namespace fascia::clinic {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "fascia changes 2 ";

std::string segment_context(const std::string& head) { return "backup.changes/" + head; }

// The head after one more line, which is as it stands in the file.
std::string head_after(const std::string& head, std::string_view line) {
  return keys::digest(head + std::string(line));
}

std::string note_name(const std::string& backup) {
  return std::string(kChangesNoted) + fs::path(backup).filename().string();
}

std::optional<ChangesEnd> read_note(const std::string& text) {
  std::istringstream in(text);
  ChangesEnd out;
  if (!(in >> out.segments >> out.until.seconds >> out.head)) return std::nullopt;
  return out;
}

Error unreadable_changes(const std::string& backup) {
  return {Code::unavailable, "changes_unreadable", "from", {{"file", changes_file_of(backup)}}, {}};
}

Error cut_changes(const std::string& backup, Instant until, Instant noted,
                  const std::function<std::string(Instant)>& say) {
  return {Code::unavailable,
          "changes_cut",
          "from",
          {{"file", changes_file_of(backup)}, {"until", say(until)}, {"noted", say(noted)}},
          {}};
}

Error unwritable_changes(const std::string& file) {
  return {Code::unavailable, "backup_unwritable", "to", {{"file", file}}, "changes"};
}

std::string in_plain(const std::vector<store::Change>& changes, Instant until) {
  std::string out =
      "until " + std::to_string(until.seconds) + " " + std::to_string(changes.size()) + "\n";
  for (const store::Change& change : changes)
    out += std::to_string(change.number) + " " + std::to_string(change.at.seconds) + " " +
           std::to_string(change.rows.size()) + " " + std::to_string(change.keys.size()) + "\n" +
           change.rows + change.keys;
  return out;
}

// False when it is not as `in_plain` writes it.
bool read_plain(const std::string& plain, KeptChanges& out) {
  std::istringstream in(plain);
  std::string word;
  std::size_t count = 0;
  Instant until;
  if (!(in >> word >> until.seconds >> count) || word != "until" || in.get() != '\n') return false;
  for (std::size_t i = 0; i < count; ++i) {
    store::Change change;
    std::size_t rows = 0, keys = 0;
    if (!(in >> change.number >> change.at.seconds >> rows >> keys) || in.get() != '\n')
      return false;
    if (rows > plain.size() || keys > plain.size()) return false;
    change.rows.resize(rows);
    change.keys.resize(keys);
    in.read(change.rows.data(), static_cast<std::streamsize>(rows));
    in.read(change.keys.data(), static_cast<std::streamsize>(keys));
    if (!in || (!out.all.empty() && change.number != out.all.back().number + 1)) return false;
    out.all.push_back(std::move(change));
  }
  // Of a second that was not over, what is here is all that is known.
  out.until = out.all.empty() ? until : std::max(until, out.all.back().at);
  return true;
}

bool write_down(int handle, std::string_view bytes) {
  return write_all(handle, bytes) && ::fdatasync(handle) == 0;
}

}  // namespace

std::string changes_file_of(const std::string& backup) { return backup + ".changes"; }

void note_changes(store::Transaction& tx, TenantId tenant, const std::string& backup,
                  const ChangesEnd& end) {
  store::set_setting(
      tx, tenant, note_name(backup),
      std::to_string(end.segments) + " " + std::to_string(end.until.seconds) + " " + end.head);
}

std::optional<ChangesEnd> noted_changes(store::Connection& c, TenantId tenant,
                                        const std::string& backup) {
  auto note = store::setting(c, tenant, note_name(backup));
  return note ? read_note(*note) : std::nullopt;
}

bool changes_are_over(Instant backup, Instant now) {
  return now - backup > days_of_24h(kKeysKeptDays);
}

Result<ChangesWriter> ChangesWriter::begin(Clinic& clinic, const std::string& backup,
                                           std::uint32_t number, Instant begins) {
  ChangesWriter out;
  out.backup_ = backup;
  out.file_ = changes_file_of(backup);
  out.number_ = number;
  out.end_.until = begins;
  out.handle_ = ::open(out.file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const std::string first = std::string(kFirstLine) + clinic.random.token();
  out.end_.head = head_after({}, first);
  const std::string segment = out.sealed(clinic, "begins " + std::to_string(begins.seconds) + "\n");
  if (out.handle_ < 0 || !write_down(out.handle_, first + "\n") || !out.write(segment))
    return unwritable_changes(out.file_);
  return out;
}

Result<ChangesWriter> ChangesWriter::go_on(Clinic& clinic, const std::string& backup,
                                           std::uint32_t number) {
  FASCIA_TRY(KeptChanges kept, clinic.store.read([&](store::Connection& c) {
    return read_changes(c, clinic.sealer, clinic.tenant, backup,
                        noted_changes(c, clinic.tenant, backup));
  }));
  FASCIA_TRY(store::CopyFacts facts, store::read_copy(backup));
  const std::uint32_t last = kept.all.empty() ? facts.number : kept.all.back().number;
  if (kept.cut_off || kept.broken || kept.lost || last != number)
    return conflict("changes_do_not_fit", "to");
  ChangesWriter out;
  out.backup_ = backup;
  out.file_ = changes_file_of(backup);
  out.number_ = number;
  out.end_ = kept.end;
  out.handle_ = ::open(out.file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (out.handle_ < 0) return unwritable_changes(out.file_);
  return out;
}

ChangesWriter::ChangesWriter(ChangesWriter&& other) noexcept { *this = std::move(other); }

ChangesWriter& ChangesWriter::operator=(ChangesWriter&& other) noexcept {
  std::swap(backup_, other.backup_);
  std::swap(file_, other.file_);
  std::swap(handle_, other.handle_);
  std::swap(number_, other.number_);
  std::swap(end_, other.end_);
  return *this;
}

ChangesWriter::~ChangesWriter() {
  if (handle_ >= 0) ::close(handle_);
}

std::string ChangesWriter::sealed(Clinic& clinic, const std::string& plain) const {
  return clinic.store.read([&](store::Connection& c) {
    return clinic.sealer.seal(c, clinic.tenant, {}, segment_context(end_.head), end_.segments,
                              PrivateText(plain));
  });
}

bool ChangesWriter::write(std::string_view line) {
  if (!write_down(handle_, std::string(line) + "\n")) return false;
  end_.head = head_after(end_.head, line);
  ++end_.segments;
  return true;
}

Done ChangesWriter::add(Clinic& clinic, const std::vector<store::Change>& changes, Instant until) {
  std::vector<store::Change> fresh;
  std::uint32_t number = number_;
  for (const store::Change& change : changes) {
    // As the numbers go round: what is before is far ahead.
    if (static_cast<std::int32_t>(change.number - number) <= 0) continue;
    if (change.number != number + 1) return conflict("changes_do_not_fit", "to");
    number = change.number;
    fresh.push_back(change);
  }
  if (!write(sealed(clinic, in_plain(fresh, until)))) return unwritable_changes(file_);
  number_ = number;
  end_.until = until;
  return {};
}

Result<KeptChanges> read_changes(store::Connection& connection, store::Sealer& sealer,
                                 TenantId tenant, const std::string& backup,
                                 const std::optional<ChangesEnd>& noted) {
  const std::string file = changes_file_of(backup);
  auto unreadable = [&](const char* message) {
    return Error{Code::unavailable, message, "from", {{"file", file}}, {}};
  };
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!in) return unreadable("changes_missing");
  // A crash amid its beginning leaves a backup that nothing follows.
  const Instant taken = time_of_backup(backup).value_or(Instant{});
  KeptChanges out{taken, taken, {}, true};
  bool fits = false;  // what was noted
  const bool begun = std::getline(in, line) && !in.eof();
  if (begun && !line.starts_with(kFirstLine)) return unreadable("changes_unreadable");
  out.end.head = head_after({}, line);
  for (std::int64_t number = 0; begun && std::getline(in, line); ++number) {
    out.cut_off = in.eof();  // no end of line
    if (out.cut_off) break;
    std::string plain;
    try {
      plain =
          sealer.open(connection, tenant, {}, segment_context(out.end.head), number, line).reveal();
    } catch (const store::StoreError&) {
      throw;
    } catch (const std::logic_error&) {
      out.broken = true;
    }
    if (number == 0 && !out.broken) {
      out.broken = !plain.starts_with("begins ");
      if (!out.broken) out.begins = out.until = Instant{std::stoll(plain.substr(7))};
    } else if (!out.broken) {
      out.broken = !read_plain(plain, out);
    }
    if (out.broken && number == 0) return unreadable("changes_unreadable");
    if (out.broken) break;
    out.end = {number + 1, head_after(out.end.head, line), out.until};
    fits = fits || (noted && noted->segments == number + 1 && noted->head == out.end.head);
  }
  if (noted && !fits && !out.broken) out.lost = noted->until;
  return out;
}

// The newest that can be read (a damaged one is why somebody looks for an older one) of a clinic
// whose own key opens with the master key; the others may be another clinic's.
Done KeptFolder::choose_tenant(const std::vector<std::string>& keys) {
  Result<store::CopyFacts> facts = Error{};
  for (auto backup = backups_.rbegin(); backup != backups_.rend(); ++backup) {
    facts = store::read_copy(*backup);
    if (!facts || (tenant_ && tenant_ == facts->tenant)) continue;
    const bool first = !tenant_;
    if (first) tenant_ = facts->tenant;
    auto key = tenant_key_in(keys, facts->tenant, *sealer_);
    if (!key) continue;
    tenant_ = facts->tenant;
    tenant_key_ = *key;
    break;
  }
  if (!tenant_)
    return facts
               ? Error{Code::unavailable, "backup_missing", "from", {{"file", backups_.back()}}, {}}
               : facts.error();
  std::erase_if(backups_, [&](const std::string& file) {
    auto whose = store::read_copy(file);
    return whose && whose->tenant != tenant_;
  });
  return {};
}

Result<std::unique_ptr<KeptFolder>> KeptFolder::open(const std::string& folder,
                                                     const keys::Key& master, keys::Random& random,
                                                     Instant now, const std::string& scratch,
                                                     const std::vector<std::string>& keys) {
  std::unique_ptr<KeptFolder> out(new KeptFolder());
  out->backups_ = backups_in(folder);
  if (out->backups_.empty())
    return Error{Code::unavailable, "backup_missing", "from", {{"file", folder}}, {}};
  out->scratch_ = scratch;
  auto key = keys::Key::from_bytes(master.bytes());
  out->sealer_ = std::make_unique<store::Sealer>(std::move(*key), random);
  auto copies = keys_beside(out->backups_.back());
  copies.insert(copies.end(), keys.begin(), keys.end());
  FASCIA_TRY_DONE(out->choose_tenant(copies));
  out->read_notes(now);
  FASCIA_TRY(out->store_, store::Store::open({.path = scratch + "/keys.db"}, now));
  FASCIA_TRY_DONE(adopt_keys(*out->store_, *out->sealer_, out->tenant_, copies));
  bool fits = out->store_->read([&](store::Connection& c) {
    return store::find_key(c, out->tenant_, {}) && out->sealer_->fits(c, out->tenant_);
  });
  if (!fits) return Error{Code::unavailable, "key_wrong", "key_file", {{"file", folder}}, {}};
  return out;
}

// What a backup says of those before it; of what went after thirty days nobody asks.
void KeptFolder::read_notes(Instant now) {
  for (const std::string& backup : backups_) {
    auto kept = store::settings_of_copy(backup, std::string(kChangesNoted), *sealer_, tenant_key_);
    if (!kept) continue;
    for (const auto& [name, text] : *kept) {
      const std::string of = name.substr(kChangesNoted.size());
      auto note = read_note(text);
      auto taken = time_of_backup(of);
      if (note && taken && !changes_are_over(*taken, now) && note->segments > noted_[of].segments)
        noted_[of] = *note;
    }
  }
}

Result<KeptChanges> KeptFolder::changes_of(const std::string& backup) {
  std::optional<ChangesEnd> noted;
  if (auto at = noted_.find(fs::path(backup).filename().string()); at != noted_.end())
    noted = at->second;
  auto kept = store_->read(
      [&](store::Connection& c) { return read_changes(c, *sealer_, tenant_, backup, noted); });
  if (kept || kept.error().message != "changes_missing") return kept;
  const Instant taken = *time_of_backup(backup);
  KeptChanges none{taken, taken, {}};
  if (noted) none.lost = noted->until;
  return none;
}

Result<KeptMoment> KeptFolder::moment(Instant at, const std::function<std::string(Instant)>& say) {
  std::optional<Instant> before, after;
  for (auto backup = backups_.rbegin(); backup != backups_.rend(); ++backup) {
    const Instant taken = *time_of_backup(*backup);
    if (taken > at) {  // nor did anything that follows it come before
      after = taken;
      continue;
    }
    auto kept = changes_of(*backup);
    if (!kept) return kept.error();
    if (kept->begins <= at && at <= kept->until) {
      KeptMoment out{*backup, {}, kept->begins};
      for (store::Change& change : kept->all) {
        if (change.at > at) break;
        out.last = change.at;
        out.changes.push_back(std::move(change));
      }
      return out;
    }
    if (kept->begins <= at && kept->broken) return unreadable_changes(*backup);
    if (kept->begins <= at && kept->lost && at <= *kept->lost)
      return cut_changes(*backup, kept->until, *kept->lost, say);
    if (kept->begins > at) {
      after = kept->begins;
    } else {
      before = kept->until;
      break;
    }
  }
  auto text = [&](std::optional<Instant> t) { return t ? say(*t) : std::string("–"); };
  return Error{Code::conflict,
               !before  ? "moment_too_early"
               : !after ? "moment_too_late"
                        : "moment_not_kept",
               "at",
               {{"before", text(before)}, {"after", text(after)}},
               {}};
}

KeptKeys KeptFolder::newest_keys() {
  KeptKeys out;
  for (const std::string& backup : backups_) {
    const std::string keys = store::keys_file_of(backup),
                      copy = scratch_ + "/" + std::to_string(out.copies.size()) + ".keys";
    if (!fs::exists(keys)) continue;
    auto kept = changes_of(backup);
    if (kept && kept->all.empty() && !kept->lost && !kept->broken) continue;
    std::error_code ec;
    bool made = kept && fs::copy_file(keys, copy, ec) && store::apply_to_keys(copy, kept->all);
    if (made) out.copies.push_back(copy);
    if (!made || kept->broken || kept->lost) out.unread.push_back(changes_file_of(backup));
  }
  return out;
}

}  // namespace fascia::clinic
