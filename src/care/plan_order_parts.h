// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "care/plan_parts.h"

// What the check of a plan and the making of one both ask about the order of work.
namespace fascia::care {

const WorkedPlace* place_in(const Segment& segment, const Region& region);
Region other_side(const Region& region);
// Deep work in segment `i` stands between enough lighter work on its place.
bool is_framed(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
               const WorkedPlace& place);
bool is_prepared(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                 const WorkedPlace& place);
bool is_loosened(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                 const WorkedPlace& place);
bool is_between(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                const WorkedPlace& place);
// Half minutes of light work on the place after segment `i`.
double light_after(const OrderRule& rule, const std::vector<Segment>& segments, std::size_t i,
                   const Region& region);
// Which limb, and how far from the trunk; nothing for the trunk itself.
std::optional<std::pair<std::size_t, std::size_t>> on_limb(const OrderRule& rule,
                                                           const Region& region);
// The first segment that is one deep block too many; their number where there is none.
std::size_t too_many_in_a_row(const OrderRule& rule, const std::vector<Segment>& segments);

}  // namespace fascia::care
