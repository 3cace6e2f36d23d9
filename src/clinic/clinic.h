// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "clinic/knowledge.h"
#include "core/clock.h"
#include "keys/random.h"
#include "schedule/availability.h"
#include "store/clinic_profile.h"
#include "store/practitioners.h"
#include "store/sealed.h"
#include "store/services.h"
#include "store/staff.h"
#include "store/store.h"
#include "store/therapist_rules.h"

namespace fascia::clinic {

// A day on which nobody works because the clinic is closed.
struct Closed {
  Date day;
  std::string holiday;  // id of schedule::holiday_rules(), or empty
  std::string name;     // what the owner called it; may be empty
};

// What the clinic offers and when, as memory holds it: an immutable state that readers share and a
// commit replaces. It never decides about a booking; the day mask does.
struct Offer {
  store::Location location;
  Zone zone = Zone::utc();
  std::vector<store::Service> services;  // active ones, in order
  std::vector<store::Service> joined;    // of several of these (join_services.h)
  // Sold no more, those of several parts too: for the visits that have one.
  std::vector<store::Service> retired;
  std::vector<store::Practitioner> practitioners;  // active ones, in order
  std::vector<store::Credential> credentials;
  std::vector<store::Room> rooms;
  std::vector<store::Equipment> equipment;  // active kinds
  std::vector<Closed> closed;               // whole days, in order
  std::vector<store::ServiceGroup> groups;  // of services that are lengths of one thing
  schedule::Snapshot times;
  std::optional<Instant> next_expiry;  // of the holds in `times`
  Date first_day;

  const store::Service* service(ServiceId id) const;  // a retired one too: it is not `active`
  const store::Service* service_by_slug(std::string_view slug) const;
  const store::Practitioner* practitioner(PractitionerId id) const;
  const store::Room* room(RoomId id) const;
  const Closed* closed_on(Date day) const;
  const store::ServiceGroup* group_of(ServiceId id) const;  // none: it stands by itself
};

class Availability {
 public:
  std::shared_ptr<const Offer> get() const {
    std::lock_guard lock(mutex_);
    return offer_;
  }
  void put(std::shared_ptr<const Offer> offer) {
    std::lock_guard lock(mutex_);
    offer_ = std::move(offer);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Offer> offer_;
};

// What every use case stands on; made once by cli or a test.
struct Clinic {
  Clinic(store::Store& s, store::Sealer& z, keys::Random& r, const Clock& t, const Knowledge& k,
         TenantId id)
      : store(s),
        sealer(z),
        random(r),
        clock(t),
        protocol(k.screening),
        plans(k.plan),
        follow_up(k.follow_up),
        knowledge(k),
        tenant(id) {}

  store::Store& store;
  store::Sealer& sealer;
  keys::Random& random;
  const Clock& clock;
  const care::Protocol& protocol;           // of screening
  const care::PlanProtocol& plans;          // of planning and matching
  const care::FollowUpProtocol& follow_up;  // of aftercare, check-ins and outcomes
  const Knowledge& knowledge;               // all of these, with the files they were read from
  TenantId tenant;
  std::size_t upload_limit = std::size_t{10}
                             << 20;  // bytes of one photo or PDF that is put on file
  LocationId location;  // which of the owner's places this program serves; none: the only one
  Availability availability;

  // The place as memory knows it: whose rooms and shifts these are, and whose work is left behind.
  LocationId place() const { return availability.get()->location.id; }
  Instant now() const { return clock.now(); }
};

// Who acts, and from where. A client acts through a private link or a browser without an account.
struct Actor {
  enum class Kind { client, staff, program } kind = Kind::client;
  StaffId staff;
  store::Role role = store::Role::desk;
  PractitionerId practitioner;  // of a staff member who treats
  std::string from = {};        // the browser's address, "program", "command"

  bool is_staff() const { return kind == Kind::staff; }
};

// The program itself: due work and the demo.
inline const Actor kProgram{Actor::Kind::program, {}, store::Role::owner, {}, "program"};
// Whoever can run a command beside the data, who acts as the owner.
inline const Actor kCommand{Actor::Kind::program, {}, store::Role::owner, {}, "command"};
// A client's browser, at its address.
inline Actor client_at(std::string from) {
  return {Actor::Kind::client, {}, store::Role::desk, {}, std::move(from)};
}

// Builds the state of one place (none: the only one) from the store. On the writer's thread, or
// before anybody else runs.
std::shared_ptr<const Offer> build_offer(store::Connection& c, TenantId tenant, Instant now,
                                         LocationId location = {});
// Loads the state at start; later use cases keep it.
void load_availability(Clinic& clinic);
// The state as of now: holds whose time is over are freed first, and a new day gets its rows.
std::shared_ptr<const Offer> current_offer(Clinic& clinic);

// Deep minutes that a visit of this service is planned with (R32 counts depth 4 and more).
int deep_minutes(const store::Service& service);

// "forbidden" unless staff of one of the roles acts.
Done require_role(const Actor& actor, std::initializer_list<store::Role> roles);

// Leaves an audit event in this transaction.
void audit(store::Connection& c, const Clinic& clinic, const Actor& actor, std::string_view action,
           std::string_view subject_kind, std::int64_t subject, ClientId client = {},
           std::string_view reason = {});

}  // namespace fascia::clinic
