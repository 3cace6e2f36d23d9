// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/time.h"

namespace fascia::schedule {

// Something that takes a therapist's and a room's time: an appointment or a hold.
struct Taken {
  std::int64_t id = 0;
  PractitionerId practitioner;
  RoomId room;
  Instant busy_from, busy_until;  // the therapist, buffers included
  Instant room_from, room_until;  // the room, a first visit's extra minutes and turnover included
  Instant start;
  int deep_minutes = 0;
  std::vector<EquipmentId> equipment = {};  // for as long as the therapist
  int minutes = 0;                          // of the session itself
  ServiceId service = {};                   // what it is; none: no limit counts it as one

  bool operator==(const Taken&) const = default;
};

// All that is taken, by id. Copies share what neither changes: a booking among 100,000 copies one
// piece of 256, so that a new snapshot costs microseconds. Ids are random over 63 bits, and a piece
// holds a range of them, so that walking through is in order of the id.
class TakenSet {
 public:
  using Entry = std::pair<std::int64_t, Taken>;

  TakenSet() = default;
  explicit TakenSet(const std::vector<Taken>& all);
  const Taken* find(std::int64_t id) const;
  void put(const Taken& taken);  // in place of one with the same id
  void remove(std::int64_t id);
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool operator==(const TakenSet& other) const;

  class Iterator {
   public:
    const Entry& operator*() const { return (*set_->pieces_[piece_])[at_]; }
    Iterator& operator++() {
      ++at_;
      return skip();
    }
    bool operator==(const Iterator&) const = default;

   private:
    friend class TakenSet;
    Iterator(const TakenSet* set, std::size_t piece) : set_(set), piece_(piece) { skip(); }
    Iterator& skip() {
      while (piece_ < kPieces && (!set_->pieces_[piece_] || at_ == set_->pieces_[piece_]->size())) {
        ++piece_;
        at_ = 0;
      }
      return *this;
    }
    const TakenSet* set_;
    std::size_t piece_, at_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, kPieces}; }

 private:
  static constexpr std::size_t kPieces = 256;
  using Piece = std::vector<Entry>;
  std::array<std::shared_ptr<const Piece>, kPieces> pieces_;
  std::size_t size_ = 0;
};

}  // namespace fascia::schedule
