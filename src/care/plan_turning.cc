// SPDX-License-Identifier: Apache-2.0
#include "care/plan_turning.h"

#include <algorithm>
#include <limits>

#include "care/plan_minutes.h"
#include "care/plan_order_parts.h"

// In which position each part of the visit is worked, and when the client turns (sheet b 4.6, 4.7).
namespace fascia::care {
namespace {

constexpr int kFirst = 100, kStep = 4;
constexpr long kTurn = 400, kOver = 300, kOverHard = 100000, kNoEnd = 50000;
constexpr long kWithinBlock = 400;  // a turn in the middle of specific work
// To an earlier position of the template again or one it does not name; not beginning with its
// first; up from the table.
constexpr long kBack = 300, kBegin = 1200, kUp = 1500;
constexpr long kShort = 16,
               kTooShort = 120;  // half minutes that are worth a turn; each one missing

bool on_side(const Region& region, const std::optional<Side>& side) {
  return !side || region.side == *side || region.side == Side::midline;
}

// The pieces of one way through the visit, with the position of each: exact, since there are few.
class Turning {
 public:
  Turning(const Frame& frame, const std::vector<Segment>& blocks,
          const std::vector<Station>& stations, std::vector<Piece> pieces, int moves, bool anywhere)
      : frame_(frame),
        blocks_(blocks),
        stations_(stations),
        pieces_(std::move(pieces)),
        moves_(moves),
        anywhere_(anywhere) {}

  void choose() {
    std::size_t n = pieces_.size(), s = stations_.size();
    auto m = static_cast<std::size_t>(moves_) + 1;
    for (std::size_t i = 0; i < n; ++i) sums_.push_back(sums_.back() + pieces_[i].half_minutes);
    for (std::size_t i = 0; i < n; ++i) {
      bool same = i > 0 && pieces_[i].block == pieces_[i - 1].block &&
                  pieces_[i].side == pieces_[i - 1].side;
      if (!same) reached_.clear();
      for (std::size_t k = 0; k < s; ++k) {
        if (!same) reached_.push_back(reached(pieces_[i], stations_[k]));
        worths_.push_back(worth(i, k));
      }
    }
    constexpr long kNone = std::numeric_limits<long>::min() / 2;
    // By piece, station, first piece of the stretch, and turns so far.
    auto at = [&](std::size_t i, std::size_t k, std::size_t from, std::size_t turns) {
      return ((i * s + k) * n + from) * m + turns;
    };
    std::vector<long> best(n * s * n * m, kNone);
    std::vector<std::size_t> came(best.size(), 0);
    auto offer = [&](std::size_t to, std::size_t from, long sum) {
      if (sum <= best[to]) return;
      best[to] = sum;
      came[to] = from;
    };
    for (std::size_t k = 0; k < s; ++k) {
      offer(at(0, k, 0, 0), 0, worths_[k] - over(k, 0, 0) - (anywhere_ ? 0 : begin(k)));
    }
    for (std::size_t i = 1; i < n; ++i) {
      for (std::size_t k = 0; k < s; ++k) {
        for (std::size_t from = 0; from < i; ++from) {
          for (std::size_t turns = 0; turns < m; ++turns) {
            std::size_t state = at(i - 1, k, from, turns);
            if (best[state] == kNone) continue;
            long stay = worths_[i * s + k] - over(k, from, i) + over(k, from, i - 1);
            offer(at(i, k, from, turns), state, best[state] + stay);
            for (std::size_t next = 0; next < s && turns + 1 < m; ++next) {
              if (next == k) continue;
              long turned = worths_[i * s + next] - over(next, i, i) - hurry(from, i - 1) -
                            turn(i, stations_[k], stations_[next]);
              offer(at(i, next, i, turns + 1), state, best[state] + turned);
            }
          }
        }
      }
    }
    std::size_t last = 0;
    value_ = kNone;
    for (std::size_t state = at(n - 1, 0, 0, 0); state < best.size(); ++state) {
      if (best[state] == kNone) continue;
      std::size_t from = state / m % n;
      long value = best[state] - (from == 0 ? 0 : hurry(from, n - 1));
      if (value <= value_) continue;
      value_ = value;
      last = state;
    }
    path_.assign(n, 0);
    for (std::size_t i = n; i-- > 0; last = came[last]) path_[i] = last / m / n % s;
    if (anywhere_) value_ -= begin(path_.front());
  }

  // Pieces of one block in one position are one segment.
  LaidOut laid_out() const {
    LaidOut out;
    out.value = value_;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      bool same = i > 0 && pieces_[i].block == pieces_[i - 1].block && path_[i] == path_[i - 1] &&
                  pieces_[i].side == pieces_[i - 1].side;
      if (same) {
        out.segments.back().half_minutes += pieces_[i].half_minutes;
        continue;
      }
      out.blocks.push_back(pieces_[i].block);
      Segment segment = blocks_[pieces_[i].block];
      const Station& station = stations_[path_[i]];
      segment.position = station.position;
      segment.up = station.up;
      segment.half_minutes = pieces_[i].half_minutes;
      std::erase_if(segment.places, [&](const WorkedPlace& worked) {
        return !on_side(worked.region, pieces_[i].side) ||
               !reaches(frame_.protocol, station.position, station.up, worked.region);
      });
      out.segments.push_back(std::move(segment));
    }
    return out;
  }

 private:
  // How much of a piece's work a station reaches, of all of it.
  std::pair<long, long> reached(const Piece& one, const Station& station) const {
    long all = 0, hit = 0;
    for (const WorkedPlace& place : blocks_[one.block].places) {
      bool here = on_side(place.region, one.side);
      const long weight = static_cast<long>(place.weight) * place.weight;
      if (here || one.alone) all += weight;
      if (!here) continue;
      if (reaches(frame_.protocol, station.position, station.up, place.region)) hit += weight;
    }
    return {hit, all};
  }
  // The same in hundredths of half minutes, by what the template likes.
  long worth(std::size_t piece, std::size_t at) const {
    const Piece& one = pieces_[piece];
    const Station& station = stations_[at];
    const auto [hit, all] = reached_[at];
    if (all == 0) return 0;
    long rank = station.rank;
    if (one.side) {
      if (station.up != one.side) return -1000L * one.half_minutes;
      if (station.rank < kFirst) rank = std::min<long>(rank, one.rank);
    }
    if (hit > 0 || piece + 1 < pieces_.size()) return one.half_minutes * rank * hit / all;
    // The end is at what was worked on, or there is none.
    bool ends = std::any_of(blocks_.begin(), blocks_.end(), [&](const Segment& other) {
      return std::any_of(other.places.begin(), other.places.end(), [&](const WorkedPlace& place) {
        return !is_frame(other.phase) &&
               reaches(frame_.protocol, station.position, station.up, place.region);
      });
    });
    return ends ? 0 : -kNoEnd;
  }
  long begin(std::size_t at) const { return stations_[at].order == 0 ? 0 : kBegin; }
  int halves(std::size_t from, std::size_t to) const { return sums_[to + 1] - sums_[from]; }
  // What it costs to turn before a piece.
  long turn(std::size_t piece, const Station& from, const Station& to) const {
    long cost = kTurn;
    bool within = pieces_[piece].block == pieces_[piece - 1].block &&
                  blocks_[pieces_[piece].block].phase == Phase::specific;
    if (within) cost += kWithinBlock;
    if (to.order < from.order || !to.listed) cost += kBack;
    if (to.off_table || from.off_table) cost += kUp;
    return cost;
  }
  // What a stretch costs that is hardly worth the turn.
  long hurry(std::size_t from, std::size_t to) const {
    return std::max(0L, kShort - halves(from, to)) * kTooShort;
  }
  // What a stretch that is too long costs.
  long over(std::size_t at, std::size_t from, std::size_t to) const {
    const Station& station = stations_[at];
    if (station.limit == 0) return 0;
    return std::max(0L, long{halves(from, to)} - station.limit) *
           (station.hard ? kOverHard : kOver);
  }

  const Frame& frame_;
  const std::vector<Segment>& blocks_;
  const std::vector<Station>& stations_;
  std::vector<Piece> pieces_;
  int moves_;
  bool anywhere_;
  std::vector<int> sums_ = {0};                 // half minutes before each piece
  std::vector<std::pair<long, long>> reached_;  // by station, of the piece at hand
  std::vector<long> worths_;                    // of each piece in each station
  std::vector<std::size_t> path_;
  long value_ = 0;
};

// Nobody lies on a shoulder, ribs or hip that hurts (sheet b 4.6).
bool lies_on_pain(const Frame& frame, const Station& station) {
  const auto at = frame.protocol.lies_on.find(station.position);
  return at != frame.protocol.lies_on.end() &&
         std::any_of(frame.input.pains.begin(), frame.input.pains.end(), [&](const Pain& pain) {
           return is_in(at->second, pain.region.id) && pain.region.side != Side::midline &&
                  pain.region.side != station.up;
         });
}

}  // namespace

std::vector<Side> sides_of(const Frame& frame) {
  int left = 0, right = 0;
  for (const Pain& pain : frame.input.pains) {
    bool here = std::find(frame.focus.begin(), frame.focus.end(), pain.region) != frame.focus.end();
    if (!here) continue;
    int weight = std::max(1, pain.intensity);
    if (pain.region.side == Side::left) left += weight;
    if (pain.region.side == Side::right) right += weight;
  }
  if (left == 0 && right > 0) return {Side::right};
  if (right == 0 && left > 0) return {Side::left};
  if (left > right) return {Side::left, Side::right};
  return {Side::right, Side::left};
}

std::vector<Station> stations_of(const Frame& frame) {
  std::vector<Station> all, on_pain;
  const std::vector<std::string>& own = frame.condition.positions;
  for (std::size_t i = 0; i < frame.positions.size(); ++i) {
    const Position* position = frame.protocol.position(frame.positions[i]);
    if (position == nullptr) continue;
    bool listed = is_in(own, position->id) || !frame.input.limits.positions.empty();
    Station station{position->id,
                    {},
                    listed ? kFirst - kStep * static_cast<int>(i) : kUnlisted,
                    0,
                    false,
                    position->off_table,
                    listed,
                    i};
    Segment here;
    here.position = position->id;
    station.limit = longest_stretch(frame.protocol, frame.condition.id, here);
    station.hard = position->most_minutes > 0;
    if (!position->one_side) {
      all.push_back(station);
      continue;
    }
    std::vector<Side> sides = sides_of(frame);
    for (Side side : {sides.front(), sides.front() == Side::left ? Side::right : Side::left}) {
      station.up = side;
      (lies_on_pain(frame, station) ? on_pain : all).push_back(station);
    }
  }
  // Where nothing else is allowed, how to lie is for the therapist to see.
  return all.empty() ? on_pain : all;
}

std::optional<Side> excused_side(const Frame& frame) {
  if (frame.positions.empty()) return {};
  Station first;
  first.position = frame.positions.front();
  for (Side side : {Side::left, Side::right}) {
    first.up = side;
    if (lies_on_pain(frame, first)) return side;
  }
  return {};
}

bool reaches(const PlanProtocol& protocol, const std::string& position,
             const std::optional<Side>& up, const Region& region) {
  const Position* found = protocol.position(position);
  return found != nullptr && is_in(found->reaches, region.id) && on_side(region, up);
}

LaidOut turn_through(const Frame& frame, const std::vector<Segment>& blocks,
                     const std::vector<Station>& stations, std::vector<Piece> pieces, int moves,
                     bool anywhere) {
  Turning turning(frame, blocks, stations, std::move(pieces), moves, anywhere);
  turning.choose();
  return turning.laid_out();
}

}  // namespace fascia::care
