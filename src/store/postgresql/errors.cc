// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/errors.h"

namespace fascia::store::postgresql {
namespace {

// The five letters as a number in base 36, for what keeps a code as a number.
int number_of(std::string_view sqlstate) {
  int out = 0;
  for (char c : sqlstate.substr(0, 5)) out = out * 36 + (c <= '9' ? c - '0' : c - 'A' + 10);
  return out;
}

bool one_of(std::string_view state, std::initializer_list<std::string_view> states) {
  for (std::string_view one : states)
    if (state == one) return true;
  return false;
}

bool has_state(const StoreError& fault, std::initializer_list<std::string_view> states) {
  const auto* own = dynamic_cast<const EngineError*>(&fault);
  return own != nullptr && one_of(own->sqlstate(), states);
}

}  // namespace

EngineError::EngineError(std::string_view sqlstate)
    : StoreError(kind_of(sqlstate), number_of(sqlstate)),
      sqlstate_(sqlstate),
      text_("store error " + sqlstate_) {}

StoreError::Kind kind_of(std::string_view state) {
  using Kind = StoreError::Kind;
  std::string_view group = state.substr(0, 2);
  if (group == "23") return Kind::constraint;
  // Lost a race, waited too long for a lock, took too long, or the server has no place for one
  // more.
  if (one_of(state, {"40001", "40P01", "55P03", "57014", "53300"})) return Kind::busy;
  if (state == "53100") return Kind::full;
  if (state == "25006") return Kind::read_only;
  if (group == "XX" && state != "XX000") return Kind::corrupt;
  // 08P01 is our own wrong question. 57P0x: the server stops or starts. 25P03: idle for too long.
  if (state == kFateUnknown) return Kind::other;
  if (group == "08" && state != "08P01") return Kind::unreachable;
  if (one_of(state, {"57P01", "57P02", "57P03", "57P05", "25P03", "3D000"}))
    return Kind::unreachable;
  if (group == "28") return Kind::unreachable;  // it lets us in no more
  return Kind::other;
}

bool may_try_again(const StoreError& fault) { return has_state(fault, {"40001", "40P01"}); }
bool is_overlap(const StoreError& fault) { return has_state(fault, {"23P01"}); }

}  // namespace fascia::store::postgresql
