// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_chain.h"

#include <fmt/format.h>

#include <algorithm>

#include "clinic/close_holidays.h"
#include "clinic/demo_chance.h"
#include "clinic/demo_people.h"
#include "store/client_keys.h"
#include "store/day_mask.h"

namespace fascia::clinic {
namespace {

constexpr int kChainDaysAhead = 30;
constexpr int kTimesFilled = 70;    // of 100 times of a shift
constexpr int kVisitsAClient = 25;  // in all the years
constexpr int kShiftsSinceDays = 30 * 365;
const Actor kChainProgram{Actor::Kind::program, {}, store::Role::owner, {}};

struct WeekSketch {
  const char* weekdays;
  int from, to, break_from, break_to;
};
constexpr WeekSketch kWeeks[] = {{"12345", 9 * 60, 17 * 60, 12 * 60 + 30, 13 * 60 + 15},
                                 {"12346", 11 * 60, 19 * 60, 15 * 60, 15 * 60 + 45},
                                 {"23456", 8 * 60 + 30, 15 * 60 + 30, 12 * 60, 12 * 60 + 30},
                                 {"1245", 12 * 60, 20 * 60, 16 * 60, 16 * 60 + 45}};

// All rows of one place, before any of them is written.
struct ChainPlace {
  store::Location location;
  std::vector<store::Room> rooms;
  std::vector<store::Practitioner> therapists;
  std::vector<store::Credential> credentials;
  std::vector<store::KeptShift> shifts;
  std::vector<store::Client> clients;
  std::vector<store::WrappedKey> keys;
  std::vector<store::Appointment> visits;
  std::vector<store::MaskRow> masks;
};

// What all places share.
struct ChainGround {
  std::shared_ptr<const Offer> offer;
  std::vector<const store::Service*> services;  // those that need nothing which stands elsewhere
  DemoData people;
  Date today;
  std::string zone_version;
};

class PlaceMaker {
 public:
  PlaceMaker(Clinic& clinic, const ChainGround& ground, std::uint64_t seed, int number)
      : clinic_(clinic), ground_(ground), random_(seed), chance_(seed), number_(number) {}

  ChainPlace make(int therapists, std::int64_t visits) {
    place_.location = ground_.offer->location;
    place_.location.id = random_.id<LocationId>();
    place_.location.name = fmt::format("Example Massage {:03}", number_);
    place_.location.address = fmt::format("{} Example Avenue", 100 + number_);
    place_.location.email = fmt::format("desk{}@example.invalid", number_);
    for (int i = 0; i < therapists; ++i) add_therapist(i);
    add_clients(std::max<std::int64_t>(20, visits / kVisitsAClient));
    for (int i = 0; i < therapists; ++i)
      add_visits(static_cast<std::size_t>(i),
                 visits / therapists + (i < visits % therapists ? 1 : 0));
    // In the order in which they take place, as a clinic's rows come to be.
    std::ranges::sort(place_.visits, {}, [](const auto& a) { return std::pair(a.start, a.id); });
    std::vector<store::Busy> busy;
    for (const store::Appointment& a : place_.visits)
      if (store::takes_time(a.status))
        for (const store::Busy& one : store::busy_of(a)) busy.push_back(one);
    place_.masks = store::masks_of(std::move(busy));
    return std::move(place_);
  }

 private:
  std::string name() {
    const auto& first = chance_.percent(58) ? ground_.people.names.women : ground_.people.names.men;
    std::string out = chance_.of(first) + " " + chance_.of(ground_.people.names.family);
    if (chance_.percent(30)) out += "-" + chance_.of(ground_.people.names.family);
    return out;
  }

  void add_therapist(int i) {
    store::Practitioner p;
    p.id = random_.id<PractitionerId>();
    p.name = name();
    p.first_name = p.name.substr(0, p.name.find(' '));
    p.gender = chance_.percent(70) ? "woman" : "man";
    p.languages = {"en"};
    p.about_en = p.first_name + " works at one of the places of the demo chain.";
    p.about_fr = p.first_name + " travaille dans un des lieux de la chaîne de démonstration.";
    p.techniques = ground_.offer->practitioners.front().techniques;
    p.since_year = chance_.between(2005, 2024);
    p.training_hours = 2200;
    p.position = i;
    for (const store::Service* service : ground_.services) p.services.push_back(service->id);
    store::Room room;
    room.id = random_.id<RoomId>();
    room.location = place_.location.id;
    room.name = fmt::format("Room {}", i + 1);
    room.position = i;
    place_.credentials.push_back({random_.id<PractitionerId>().value, p.id, "MTAA",
                                  fmt::format("DEMO {}-{}", number_, i), ground_.today - 60,
                                  ground_.today + 340});
    const WeekSketch& week = kWeeks[static_cast<std::size_t>(i) % std::size(kWeeks)];
    for (const char* day = week.weekdays; *day != '\0'; ++day)
      place_.shifts.push_back({random_.id<PractitionerId>().value,
                               {p.id, *day - '0', week.from, week.to, week.break_from,
                                week.break_to, ground_.today - kShiftsSinceDays, std::nullopt}});
    place_.therapists.push_back(std::move(p));
    place_.rooms.push_back(std::move(room));
  }

  void add_clients(std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      store::Client client;
      client.id = random_.id<ClientId>();
      client.name = name();
      client.birth_date = ground_.today - chance_.between(18 * 365, 80 * 365);
      client.email = fmt::format("client{}.{}@example.invalid", number_, i);
      client.phone = fmt::format("({}) 555-01{:02}", chance_.between(200, 999), chance_.upto(100));
      client.language = chance_.percent(12) ? "fr" : "en";
      place_.keys.push_back({client.id, clinic_.sealer.new_wrapped_key(client.id.value)});
      place_.clients.push_back(std::move(client));
    }
  }

  // Backwards, day by day, until the therapist has that many.
  void add_visits(std::size_t who, std::int64_t most) {
    const PractitionerId id = place_.therapists[who].id;
    std::vector<schedule::Shift> week;
    for (const store::KeptShift& kept : place_.shifts)
      if (kept.shift.practitioner == id) week.push_back(kept.shift);
    const Zone& zone = ground_.offer->zone;
    for (Date day = ground_.today + kChainDaysAhead; most > 0; day = day - 1)
      for (const schedule::Shift& shift : week) {
        if (shift.weekday != day.weekday() || ground_.offer->closed_on(day) != nullptr) continue;
        for (int minute = shift.from_minute; most > 0;) {
          const store::Service& service = *chance_.of(ground_.services);
          const int end = minute + service.minutes + service.after_minutes;
          if (end > shift.to_minute) break;
          if (minute < *shift.break_to && end > *shift.break_from) {
            minute = *shift.break_to;
            continue;
          }
          if (chance_.percent(kTimesFilled)) {
            add_visit(who, service, zone, {day, minute});
            --most;
          }
          minute = end + 15 - 1 - (end + 15 - 1) % 15;
        }
      }
  }

  void add_visit(std::size_t who, const store::Service& service, const Zone& zone, WallTime wall) {
    store::Appointment a;
    a.id = random_.id<AppointmentId>();
    a.location = place_.location.id;
    a.service = service.id;
    a.practitioner = place_.therapists[who].id;
    a.room = place_.rooms[who].id;
    a.client = place_
                   .clients[static_cast<std::size_t>(
                       chance_.upto(static_cast<int>(place_.clients.size())))]
                   .id;
    a.wall = wall;
    a.zone = zone.name();
    a.zone_version = ground_.zone_version;
    a.start = zone.instant(wall);
    a.finish = a.start + minutes(service.minutes);
    a.busy_from = a.room_from = a.start;
    a.busy_until = a.room_until = a.finish + minutes(service.after_minutes);
    a.price = service.price;
    a.manage_hash = fmt::format("{:032x}{:032x}", random_.id<AppointmentId>().value,
                                random_.id<AppointmentId>().value);
    a.status = a.finish > clinic_.now() ? store::Status::confirmed
               : chance_.percent(4)     ? store::Status::no_show
                                        : store::Status::completed;
    place_.visits.push_back(std::move(a));
  }

  Clinic& clinic_;
  const ChainGround& ground_;
  keys::SeededRandom random_;
  Chance chance_;
  const int number_;
  ChainPlace place_;
};

Done write_place(Clinic& clinic, const ChainPlace& place) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    const TenantId tenant = clinic.tenant;
    store::add_location(tx, tenant, place.location);
    for (const auto& room : place.rooms) store::put_room(tx, tenant, room);
    for (const auto& who : place.therapists) store::put_practitioner(tx, tenant, who);
    for (const auto& one : place.credentials) store::add_credential(tx, tenant, one);
    for (const auto& one : place.shifts) store::add_shift(tx, tenant, place.location.id, one);
    store::add_clients(tx, tenant, place.clients, clinic.now());
    store::add_keys(tx, tenant, place.keys);
    store::add_appointments(tx, tenant, place.visits, clinic.now());
    store::add_masks(tx, tenant, place.masks);
    audit(tx, clinic, kChainProgram, "clinic.place_made", "location", place.location.id.value);
    return {};
  });
}

Result<ChainGround> chain_ground(Clinic& clinic) {
  auto fresh = clinic.store.read([&](store::Connection& c) {
    auto offer = std::make_shared<Offer>(*build_offer(c, clinic.tenant, clinic.now()));
    // The holidays of all the years that may be filled.
    offer->closed = closed_days(c, clinic.tenant, offer->first_day - kShiftsSinceDays,
                                kShiftsSinceDays + kChainDaysAhead + 2);
    return offer;
  });
  ChainGround ground{fresh, {}, {}, fresh->zone.date(clinic.now()), zone_data_version()};
  FASCIA_TRY(ground.people, read_demo_data(clinic.protocol));
  for (const store::Service& service : ground.offer->services)
    if (service.equipment.empty()) ground.services.push_back(&service);
  return ground;
}

// How many of `all` the n-th of `shares` gets.
std::int64_t chain_share(std::int64_t all, int shares, int n) {
  return all / shares + (n < all % shares ? 1 : 0);
}

}  // namespace

Result<std::int64_t> fill_chain(Clinic& clinic, const DemoChain& chain, const ChainProgress& tell) {
  FASCIA_TRY(ChainGround ground, chain_ground(clinic));
  if (!ground.offer->location.is_demo) return forbidden();
  const int others = chain.places - 1;
  if (others < 1) return 0;
  auto [places, visits] = clinic.store.read([&](store::Connection& c) {
    return std::pair(static_cast<int>(store::list_locations(c, clinic.tenant).size()),
                     store::count_appointments(c, clinic.tenant));
  });
  if (places != 1) return conflict("clinic_exists");
  const std::int64_t more = std::max<std::int64_t>(0, chain.appointments - visits);
  const auto therapists =
      std::max<std::int64_t>(others, chain.therapists - std::ssize(ground.offer->practitioners));
  std::int64_t added = 0;
  for (int n = 0; n < others; ++n) {
    const auto number = static_cast<std::uint64_t>(n) + 2;
    PlaceMaker maker(clinic, ground, chain.seed * 1'000'003 + number, n + 2);
    ChainPlace place = maker.make(static_cast<int>(chain_share(therapists, others, n)),
                                  chain_share(more, others, n));
    FASCIA_TRY_DONE(write_place(clinic, place));
    added += std::ssize(place.visits);
    tell(n + 2, visits + added);
  }
  return added;
}

}  // namespace fascia::clinic
