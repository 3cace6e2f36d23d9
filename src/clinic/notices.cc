// SPDX-License-Identifier: Apache-2.0
#include "clinic/notices.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "core/address.h"
#include "core/faults.h"
#include "store/clients.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kMostAddresses = 10;
constexpr std::size_t kMostReminders = 3;
constexpr int kLongestAhead = 168;

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto comma = text.find(',');
    std::string one(text.substr(0, comma));
    one.erase(0, one.find_first_not_of(" \t"));
    one.erase(one.find_last_not_of(" \t") + 1);
    if (!one.empty()) out.push_back(one);
    if (comma == text.npos) break;
    text.remove_prefix(comma + 1);
  }
  return out;
}

}  // namespace

std::vector<std::string> parse_addresses(std::string_view text) { return parts_of(text); }

std::optional<std::vector<int>> parse_hours(std::string_view text) {
  std::vector<int> out;
  for (const std::string& part : parts_of(text)) {
    int value = 0;
    auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    bool whole = fault == std::errc() && end == part.data() + part.size();
    if (!whole || value < 1 || value > kLongestAhead) return std::nullopt;
    out.push_back(value);
  }
  std::sort(out.begin(), out.end(), std::greater<>());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.size() > kMostReminders) return std::nullopt;
  return out;
}

Result<Notices> read_notices(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.read([&](store::Connection& c) -> Result<Notices> {
    return Notices{store::setting(c, clinic.tenant, kAlertTo).value_or(""),
                   store::setting(c, clinic.tenant, kReminderHours).value_or("48, 3"),
                   store::setting(c, clinic.tenant, kLetterFax).value_or("")};
  });
}

Done check_notices(const Notices& in) {
  Faults faults;
  auto addresses = parse_addresses(in.alert_to);
  if (addresses.size() > kMostAddresses) faults.add(invalid("alert_to", "alert_to_many"));
  for (const std::string& one : addresses) faults.add(parse_address(one, "alert_to"));
  std::size_t digits = store::digits_of(in.letter_fax).size();
  if (!in.letter_fax.empty() && (digits < 7 || digits > 15 || in.letter_fax.size() > 40))
    faults.add(invalid("letter_fax", "phone_invalid"));
  if (!parse_hours(in.reminder_hours))
    faults.add(invalid("reminder_hours", "reminder_hours_invalid"));
  return faults.done();
}

Done edit_notices(Clinic& clinic, const Actor& actor, const Notices& in) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  FASCIA_TRY_DONE(check_notices(in));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, kAlertTo, in.alert_to);
    store::set_setting(tx, clinic.tenant, kReminderHours, in.reminder_hours);
    store::set_setting(tx, clinic.tenant, kLetterFax, in.letter_fax);
    audit(tx, clinic, actor, "notices.changed", "clinic", 0);
    return {};
  });
}

}  // namespace fascia::clinic
