// SPDX-License-Identifier: Apache-2.0
#include "clinic/find_client.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr int kMost = static_cast<int>(store::kMostAround);

}  // namespace

std::optional<int> read_clock_words(std::string_view text) {
  std::string s;
  for (char c : text)
    if (c != ' ' && c != '.') s += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  bool am = s.ends_with("am"), pm = s.ends_with("pm");
  if (am || pm) s.resize(s.size() - 2);
  std::size_t split = s.find_first_of(":h");
  if (split == s.npos && !am && !pm) return std::nullopt;
  std::string hour = s.substr(0, split), minute = split == s.npos ? "" : s.substr(split + 1);
  if (minute.empty()) minute = "00";
  auto digits = [](const std::string& t, std::size_t most) {
    return !t.empty() && t.size() <= most && t.find_first_not_of("0123456789") == t.npos;
  };
  if (!digits(hour, 2) || !digits(minute, 2) || minute.size() != 2) return std::nullopt;
  int h = std::stoi(hour), m = std::stoi(minute);
  if (am || pm) {
    if (h < 1 || h > 12) return std::nullopt;
    h = h % 12 + (pm ? 12 : 0);
  }
  if (h > 23 || m > 59) return std::nullopt;
  return h * 60 + m;
}

Result<Found> find_for_desk(Clinic& clinic, const Actor& actor, const std::string& text, Date day) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  Found found;
  if (auto minute = read_clock_words(text)) {
    FASCIA_TRY(DaySheet sheet, day_sheet(clinic, actor, day));
    Instant at = current_offer(clinic)->zone.instant({day, *minute});
    for (DeskVisit& v : sheet.visits)
      if (v.appointment.start <= at && at < v.appointment.finish)
        found.at_time.push_back(std::move(v));
    return found;
  }
  clinic.store.read([&](store::Connection& c) {
    std::vector<ClientId> ids;
    for (auto& client : store::search_clients(c, clinic.tenant, text, kMost)) {
      ids.push_back(client.id);
      found.clients.push_back({std::move(client), {}, {}});
    }
    for (store::NamedVisit& visit : store::visits_around(c, clinic.tenant, ids, clinic.now()))
      for (auto& one : found.clients)
        if (one.client.id == visit.client)
          (visit.start <= clinic.now() ? one.last : one.next) = visit;
  });
  return found;
}

Result<store::Client> find_one_client(Clinic& clinic, const Actor& actor, ClientId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk, Role::therapist}));
  auto client = clinic.store.read([&](store::Connection& c) {
    return store::find_client(c, clinic.tenant, store::person_of(c, clinic.tenant, id));
  });
  if (!client) return not_found("client_unknown", "client");
  return *client;
}

}  // namespace fascia::clinic
