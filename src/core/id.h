// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fascia {

// 13 characters of Crockford's base 32, lower case: how an id is written in JSON, pages and links.
std::string id_text(std::int64_t value);
// The number of such a text; nothing when it is malformed, zero or above 2^63-1.
std::optional<std::int64_t> id_value(std::string_view text);

// A random 63-bit number made by the program (keys/random.h), never in sequence. Ids of different
// things do not convert into each other. 0 means "none".
template <class Tag>
struct Id {
  std::int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
  std::string text() const { return id_text(value); }
  static std::optional<Id> parse(std::string_view text) {
    if (auto v = id_value(text)) return Id{*v};
    return std::nullopt;
  }
};

using TenantId = Id<struct TenantTag>;
using LocationId = Id<struct LocationTag>;
using StaffId = Id<struct StaffTag>;  // a sign-in; a therapist's also names a practitioner
using PractitionerId = Id<struct PractitionerTag>;
using RoomId = Id<struct RoomTag>;
using EquipmentId = Id<struct EquipmentTag>;
using ServiceId = Id<struct ServiceTag>;
using ClientId = Id<struct ClientTag>;
using AppointmentId = Id<struct AppointmentTag>;
using HoldId = Id<struct HoldTag>;
using IntakeId = Id<struct IntakeTag>;
using ScreeningId = Id<struct ScreeningTag>;
using PlanId = Id<struct PlanTag>;
using SessionId = Id<struct SessionTag>;
using ChartEntryId = Id<struct ChartEntryTag>;
using ReplyId = Id<struct ReplyTag>;
using MessageId = Id<struct MessageTag>;
using DueWorkId = Id<struct DueWorkTag>;

}  // namespace fascia

template <class Tag>
struct std::hash<fascia::Id<Tag>> {
  std::size_t operator()(const fascia::Id<Tag>& id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
