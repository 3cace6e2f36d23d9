// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/appointments.h"
#include "store/tasks.h"

namespace fascia::store {

using WaitId = Id<struct WaitTag>;
using WaitOfferId = Id<struct WaitOfferTag>;

struct WaitEntry {
  WaitId id;
  ServiceId service;
  PractitionerId practitioner;  // none: anybody
  Date from, until;             // the days on which a time would suit, both included
  std::string weekdays;         // "135": Monday, Wednesday, Friday; empty: any
  int from_minute = 0, until_minute = 24 * 60;  // the start, on the wall clock, half-open
  std::string name;
  std::optional<Date> birth_date;
  std::string email, phone, language;
  Instant created;
  LocationId location = {};  // none: the only place
  std::string gender = {};   // whom they would rather be treated by; empty: was not asked
};

// One time, kept for one who waits until the deadline.
struct WaitOffer {
  WaitOfferId id;
  WaitId entry;
  std::string token_hash;  // of the private link; the hold stands under the same
  PractitionerId practitioner;
  Instant start, made, expires;
  std::string state;  // open, accepted, declined, over
  AppointmentId appointment;
  TaskId task;  // of the desk, which calls; none: it was mailed
};

void add_wait_entry(Connection& c, TenantId tenant, const WaitEntry& entry);
std::optional<WaitEntry> find_wait_entry(Connection& c, TenantId tenant, WaitId id);
// For a time at this place; who came first is first.
std::vector<WaitEntry> wait_entries(Connection& c, TenantId tenant, LocationId location);
bool anybody_waits(Connection& c, TenantId tenant, LocationId location);
void remove_wait_entry(Connection& c, TenantId tenant, WaitId id);

void add_wait_offer(Connection& c, TenantId tenant, const WaitOffer& offer);
std::optional<WaitOffer> find_wait_offer(Connection& c, TenantId tenant, WaitOfferId id);
// The one that the desk was asked to call about.
std::optional<WaitOffer> wait_offer_of_task(Connection& c, TenantId tenant, TaskId task);
std::vector<WaitOffer> wait_offers_of(Connection& c, TenantId tenant, WaitId entry);
void update_wait_offer(Connection& c, TenantId tenant, const WaitOffer& offer);
// The desk says yes for somebody: the hold answers to another token from now on.
void rekey_hold(Connection& c, TenantId tenant, std::string_view token_hash,
                std::string_view new_hash);

}  // namespace fascia::store
