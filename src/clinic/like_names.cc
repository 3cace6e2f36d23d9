// SPDX-License-Identifier: Apache-2.0
#include "clinic/like_names.h"

#include <algorithm>
#include <numeric>

namespace fascia::clinic {
namespace {

constexpr std::size_t kFewLetters = 2;

// Letters to add, drop or change to make one of the other.
std::size_t letters_apart(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row.back();
}

std::string_view first_word(std::string_view folded) { return folded.substr(0, folded.find(' ')); }
std::string_view last_word(std::string_view folded) {
  std::size_t space = folded.rfind(' ');
  return space == folded.npos ? folded : folded.substr(space + 1);
}

}  // namespace

bool sounds_alike(std::string_view a, std::string_view b) {
  std::string left = store::folded_name(a), right = store::folded_name(b);
  if (left.empty() || right.empty()) return false;
  return last_word(left) == last_word(right) || first_word(left) == first_word(right) ||
         letters_apart(left, right) <= kFewLetters;
}

bool nearly_one_name(std::string_view a, std::string_view b) {
  return letters_apart(store::folded_name(a), store::folded_name(b)) <= kFewLetters;
}

bool same_first_name(std::string_view a, std::string_view b) {
  return first_word(store::folded_name(a)) == first_word(store::folded_name(b));
}

std::vector<LikeName> like_names(store::Connection& c, const Clinic& clinic, const Offer& offer,
                                 const store::Appointment& visit, const store::Client& client) {
  std::vector<LikeName> out;
  Date day = offer.zone.date(visit.start);
  for (const store::Appointment& other :
       store::list_at(c, clinic.tenant, offer.location.id, offer.zone.start_of(day),
                      offer.zone.start_of(day + 1))) {
    bool comes = store::takes_time(other.status) || other.status == store::Status::completed;
    if (!comes || other.client == client.id) continue;
    auto who = store::find_client(c, clinic.tenant, other.client);
    if (!who || !sounds_alike(who->name, client.name)) continue;
    const store::Practitioner* therapist = offer.practitioner(other.practitioner);
    out.push_back({who->name, who->birth_date, other.start,
                   therapist == nullptr ? std::string() : therapist->first_name});
  }
  return out;
}

}  // namespace fascia::clinic
