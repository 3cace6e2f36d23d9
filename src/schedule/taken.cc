// SPDX-License-Identifier: Apache-2.0
#include "schedule/taken.h"

#include <algorithm>

namespace fascia::schedule {
namespace {

std::size_t piece_of(std::int64_t id) { return static_cast<std::size_t>(id >> 55) & 0xff; }

auto place_of(auto& piece, std::int64_t id) {
  return std::lower_bound(piece.begin(), piece.end(), id,
                          [](const auto& entry, std::int64_t x) { return entry.first < x; });
}

}  // namespace

TakenSet::TakenSet(const std::vector<Taken>& all) {
  std::array<Piece, kPieces> pieces;
  for (const Taken& t : all) pieces[piece_of(t.id)].push_back({t.id, t});
  for (std::size_t i = 0; i < kPieces; ++i) {
    if (pieces[i].empty()) continue;
    std::ranges::sort(pieces[i], {}, &Entry::first);
    size_ += pieces[i].size();
    pieces_[i] = std::make_shared<const Piece>(std::move(pieces[i]));
  }
}

const Taken* TakenSet::find(std::int64_t id) const {
  const auto& piece = pieces_[piece_of(id)];
  if (!piece) return nullptr;
  auto at = place_of(*piece, id);
  return at != piece->end() && at->first == id ? &at->second : nullptr;
}

void TakenSet::put(const Taken& taken) {
  auto& piece = pieces_[piece_of(taken.id)];
  Piece changed = piece ? *piece : Piece();
  auto at = place_of(changed, taken.id);
  if (at != changed.end() && at->first == taken.id) {
    at->second = taken;
  } else {
    changed.insert(at, {taken.id, taken});
    ++size_;
  }
  piece = std::make_shared<const Piece>(std::move(changed));
}

void TakenSet::remove(std::int64_t id) {
  if (find(id) == nullptr) return;
  auto& piece = pieces_[piece_of(id)];
  Piece changed = *piece;
  changed.erase(place_of(changed, id));
  --size_;
  piece = std::make_shared<const Piece>(std::move(changed));
}

bool TakenSet::operator==(const TakenSet& other) const {
  return size_ == other.size_ && std::equal(pieces_.begin(), pieces_.end(), other.pieces_.begin(),
                                            [](const auto& a, const auto& b) {
                                              static const Piece kNone;
                                              return a == b || (a ? *a : kNone) == (b ? *b : kNone);
                                            });
}

}  // namespace fascia::schedule
