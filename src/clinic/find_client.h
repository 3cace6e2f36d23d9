// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "clinic/day_sheet.h"

namespace fascia::clinic {

struct FoundClient {
  store::Client client;
  std::optional<store::NamedVisit> next;  // the next visit that is still to come
  std::optional<store::NamedVisit> last;  // the latest one before now
};

struct Found {
  std::vector<FoundClient> clients;
  std::vector<DeskVisit> at_time;  // visits of `day` under way at the time that was typed
};

// What the desk types into the one field: a part of a name, digits of a phone ("0142", at least
// three), or a time of the day ("14:30", "2:30 pm", "14 h 30"). forbidden to who is no staff.
Result<Found> find_for_desk(Clinic& clinic, const Actor& actor, const std::string& text, Date day);

// One client by id, for a booking. client_unknown.
Result<store::Client> find_one_client(Clinic& clinic, const Actor& actor, ClientId id);

// Minute of the day of what people type as a time; nothing when it is none.
std::optional<int> read_clock_words(std::string_view text);

}  // namespace fascia::clinic
