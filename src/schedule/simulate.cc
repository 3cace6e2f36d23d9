// SPDX-License-Identifier: Apache-2.0
#include "schedule/simulate.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "schedule/availability.h"

namespace fascia::schedule {
namespace {

constexpr int kAhead = 21;  // days a client looks ahead, at most
constexpr int kBreakMinutes = 30;
constexpr std::int64_t kRooms = 1000, kServices = 100;

// Chance that is the same with every compiler: std's distributions are not.
class Luck {
 public:
  explicit Luck(std::uint64_t seed) : engine_(seed) {}
  double share() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }

 private:
  std::mt19937_64 engine_;
};

// What is sold, and how often it is asked for out of a hundred.
struct Sold {
  int minutes, after;
  bool deep;
  int share;
};
constexpr Sold kSold[] = {{60, 15, true, 25},
                          {60, 15, false, 30},
                          {90, 15, true, 12},
                          {75, 15, true, 8},
                          {30, 10, false, 25}};
constexpr int kShortest = 40;  // of these, with its buffer

// One client's wish and luck, made before anything is booked so that every policy meets the same.
struct Wish {
  Instant asked;
  Date day;          // the first that suits
  int minute = 0;    // the time of day that would be best
  int patience = 0;  // days after `day` that would do
  int service = 0;
  int therapist = -1;     // -1: anybody
  bool waits = false;     // goes on the wait list when nothing is free
  double cancels_at = 2;  // share of the time until the visit; above 1: does not
  bool no_show = false;
};

struct World {
  Foundation f;
  std::vector<Wish> wishes;           // in order of time
  std::set<std::pair<int, int>> ill;  // therapist, day
};

PractitionerId therapist(int i) { return {i + 1}; }

Foundation clinic(const Simulation& in, StartPolicy policy) {
  Foundation f;
  f.zone = *Zone::load("America/Edmonton");
  f.first = Date::of(2026, 1, 5);  // a Monday
  f.days = in.weeks * 7;
  f.rules.lead_minutes = 60;
  f.rules.horizon_days = 400;
  f.rules.first_visit_room_minutes = 0;
  f.rules.deep_minutes_a_day = in.deep_minutes_a_day;
  int id = 0;
  for (const Sold& sold : kSold) {
    ServiceTime s{{kServices + id++}, sold.minutes, 0, sold.after, in.grid, "treatment", sold.deep};
    s.no_gaps = policy == StartPolicy::no_gaps;
    f.services.push_back(s);
  }
  const int rooms = std::max(1, (in.therapists * 3 + 3) / 4);
  for (int i = 0; i < rooms; ++i) f.rooms.push_back({{kRooms + i}, "treatment", i});
  for (int i = 0; i < in.therapists; ++i) {
    PractitionerTime p{therapist(i), {}};
    for (const ServiceTime& s : f.services) p.services.push_back(s.id);
    f.practitioners.push_back(p);
    const int from = i % 2 == 0 ? 9 * 60 : 11 * 60;
    for (int weekday = 1; weekday <= 7; ++weekday) {
      if ((weekday + i) % 7 < 2) continue;
      Shift shift{therapist(i), weekday, from, from + 8 * 60, {}, {}, Date::of(2000, 1, 1), {}};
      shift.floating = FloatingBreak{kBreakMinutes, from + 150, from + 300};
      f.shifts.push_back(shift);
    }
  }
  return f;
}

bool works(int i, Date day) { return (day.weekday() + i) % 7 >= 2; }

Wish make_wish(Luck& luck, const World& world, Date today) {
  Wish w;
  w.asked = world.f.zone.instant({today, 7 * 60 + luck.below(15 * 60)});
  // Half of them want it within three days, few plan more than two weeks ahead.
  w.day = today + static_cast<int>(-std::log(1 - luck.share()) * 4);
  w.minute = 9 * 60 + luck.below(40) * 15;
  w.patience = luck.below(7);
  int share = luck.below(100);
  while (share >= kSold[w.service].share) share -= kSold[w.service++].share;
  w.therapist =
      luck.share() < 0.4 ? luck.below(static_cast<int>(world.f.practitioners.size())) : -1;
  w.waits = luck.share() < 0.6;
  return w;
}

World make_world(const Simulation& in, StartPolicy policy) {
  World world{clinic(in, policy), {}, {}};
  Luck luck(in.seed);
  double mean = 0;
  for (const Sold& s : kSold) mean += s.minutes * s.share / 100.0;
  for (int d = 0; d < world.f.days; ++d) {
    const Date today = world.f.first + d;
    int here = 0;
    for (int i = 0; i < in.therapists; ++i) {
      here += works(i, today);
      if (luck.share() < in.ill) world.ill.insert({i, d});
    }
    const double clients = here * (8 * 60 - kBreakMinutes) * in.demand / mean;
    int count = static_cast<int>(clients * (0.7 + 0.6 * luck.share()) + luck.share());
    for (; count > 0; --count) {
      Wish w = make_wish(luck, world, today);
      const double cancels = luck.share(), at = luck.share();
      if (cancels < in.cancelled) w.cancels_at = at;
      w.no_show = luck.share() < in.no_show;
      if (w.day < world.f.first + world.f.days) world.wishes.push_back(w);
    }
  }
  std::ranges::stable_sort(world.wishes, {}, &Wish::asked);
  return world;
}

// One life of the clinic under one policy.
class Life {
 public:
  Life(const Simulation& in, StartPolicy policy)
      : in_(in), world_(make_world(in, policy)), snapshot_(build(world_.f, {}, 1)) {
    out_.policy = policy;
  }

  SimulationResult live() {
    std::size_t next = 0;
    for (int d = 0; d < world_.f.days; ++d) {
      const Date today = world_.f.first + d;
      cancel_until(world_.f.zone.instant({today, 7 * 60}));
      fall_ill(d);
      const Instant midnight = world_.f.zone.start_of(today + 1);
      for (; next < world_.wishes.size() && world_.wishes[next].asked < midnight; ++next) {
        cancel_until(world_.wishes[next].asked);
        ask(static_cast<int>(next));
      }
      cancel_until(midnight);
      close(d);
    }
    out_.waiting = static_cast<int>(waiting_.size());
    sum_up();
    return out_;
  }

 private:
  Question question(const Wish& w, Instant now, Date from, Date to) const {
    Question q;
    q.service = ServiceId{kServices + w.service};
    q.from = from;
    q.to = std::min(to, world_.f.first + (world_.f.days - 1));
    q.now = now;
    if (w.therapist >= 0) q.practitioner = therapist(w.therapist);
    return q;
  }

  // The start nearest to the wish: its day first, then the days after it.
  std::optional<Seat> nearest(const Wish& w, Instant now, Date from, Date to) const {
    const Question q = question(w, now, from, to);
    for (const Day& day : find_starts(snapshot_, q)) {
      if (day.starts.empty()) continue;
      const Instant best = world_.f.zone.instant({day.date, w.minute});
      auto away = [&](const Start& s) { return std::abs((s.at - best).value); };
      const Start& start = *std::ranges::min_element(day.starts, {}, away);
      if (auto seat = choose_seat(snapshot_, q, start.at)) return *seat;
    }
    return std::nullopt;
  }

  bool book(int client, Instant now) {
    const Wish& w = world_.wishes[static_cast<std::size_t>(client)];
    const Date from = std::max(w.day, world_.f.zone.date(now));
    auto seat = nearest(w, now, from, w.day + std::min(w.patience, kAhead));
    if (!seat) return false;
    take(client, *seat, now);
    ++out_.booked;
    return true;
  }

  void take(int client, Seat seat, Instant now) {
    seat.taken.id = client + 1;
    snapshot_ = with(snapshot_, seat.taken);
    const Wish& w = world_.wishes[static_cast<std::size_t>(client)];
    if (w.cancels_at <= 1) {
      const auto wait = static_cast<double>((seat.taken.start - now).value);
      cancels_.insert({now + Seconds{static_cast<std::int64_t>(wait * w.cancels_at)}, client});
    }
  }

  void ask(int client) {
    ++out_.asked;
    const Wish& w = world_.wishes[static_cast<std::size_t>(client)];
    if (book(client, w.asked)) return;
    if (w.waits)
      waiting_.push_back(client);
    else
      refuse(client);
  }

  void refuse(int client) {
    ++out_.refused;
    out_.refused_minutes += kSold[world_.wishes[static_cast<std::size_t>(client)].service].minutes;
  }

  void cancel_until(Instant now) {
    while (!cancels_.empty() && cancels_.begin()->first <= now) {
      const auto [when, client] = *cancels_.begin();
      cancels_.erase(cancels_.begin());
      if (snapshot_.taken.find(client + 1) == nullptr) continue;
      snapshot_ = without(snapshot_, client + 1);
      ++out_.cancelled;
      offer(when);
    }
  }

  // A freed time goes to the first in line whom it suits.
  void offer(Instant now) {
    for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
      if (!book(*at, now)) continue;
      ++out_.booked_from_wait_list;
      waiting_.erase(at);
      return;
    }
  }

  // The therapist's day is closed; each client is seated anew, that day with anybody, or within a
  // week; or is lost.
  void fall_ill(int d) {
    const Date today = world_.f.first + d;
    const Instant now = world_.f.zone.instant({today, 7 * 60});
    for (int i = 0; i < in_.therapists; ++i) {
      if (world_.ill.count({i, d}) == 0 || !works(i, today)) continue;
      std::vector<int> clients;
      for (const auto& [id, taken] : snapshot_.taken)
        if (taken.practitioner == therapist(i) && world_.f.zone.date(taken.start) == today)
          clients.push_back(static_cast<int>(id) - 1);
      for (int client : clients) snapshot_ = without(snapshot_, client + 1);
      close_day(i, today);
      for (int client : clients) seat_anew(client, now, today);
    }
  }

  // Time that nobody may have: as one that is taken and never counted.
  void close_day(int i, Date today) {
    Taken away;
    away.id = (std::int64_t{1} << 40) + (today - world_.f.first) * 1000 + i;
    away.practitioner = therapist(i);
    away.busy_from = away.start = world_.f.zone.start_of(today);
    away.busy_until = world_.f.zone.start_of(today + 1);
    snapshot_ = with(snapshot_, away);
  }

  void seat_anew(int client, Instant now, Date today) {
    Wish anybody = world_.wishes[static_cast<std::size_t>(client)];
    anybody.therapist = -1;
    if (auto seat = nearest(anybody, now, today, today + 7)) {
      take(client, *seat, now);
      ++out_.moved_for_illness;
    } else {
      ++out_.lost_to_illness;
    }
  }

  // Counts the day that ends, and who has waited past their last day.
  void close(int d) {
    const Date today = world_.f.first + d;
    count_visits(today);
    for (int i = 0; i < in_.therapists; ++i)
      if (works(i, today) && world_.ill.count({i, d}) == 0) count_gaps(i, today);
    std::erase_if(waiting_, [&](int client) {
      const Wish& w = world_.wishes[static_cast<std::size_t>(client)];
      const bool over = w.day + w.patience <= today;
      if (over) refuse(client);
      return over;
    });
  }

  void count_visits(Date today) {
    std::map<PractitionerId, int> deep;
    const Instant from = world_.f.zone.start_of(today), to = world_.f.zone.start_of(today + 1);
    for (const auto& [id, taken] : snapshot_.taken) {
      if (taken.start < from || taken.start >= to || id > (std::int64_t{1} << 32)) continue;
      const Wish& w = world_.wishes[static_cast<std::size_t>(id - 1)];
      if (w.no_show) {
        ++out_.no_shows;
        continue;
      }
      ++out_.treated;
      out_.treated_minutes += kSold[w.service].minutes;
      deep[taken.practitioner] += taken.deep_minutes;
    }
    for (int i = 0; i < in_.therapists; ++i)
      if (works(i, today) && world_.ill.count({i, today - world_.f.first}) == 0)
        deep_.push_back(deep[therapist(i)]);
  }

  // Free stretches of a therapist's day, the break taken out of the smallest that holds it.
  void count_gaps(int i, Date today) {
    const BitRow& free = *snapshot_.free.at(therapist(i).value);
    std::vector<int> stretches;
    const Cell end = cell_at_or_after(world_.f.zone.start_of(today + 1));
    int run = 0;
    for (Cell c = cell_at_or_before(world_.f.zone.start_of(today)); c <= end; ++c.index) {
      if (c < end && free.test(c)) {
        run += 5;
      } else if (run > 0) {
        stretches.push_back(run);
        run = 0;
      }
    }
    out_.worked += 8 * 60 - kBreakMinutes;
    std::ranges::sort(stretches);
    auto rest = std::ranges::find_if(stretches, [](int s) { return s >= kBreakMinutes; });
    if (rest != stretches.end()) *rest -= kBreakMinutes;
    for (int s : stretches) (s < kShortest ? out_.unusable : out_.unsold) += s;
  }

  void sum_up() {
    if (deep_.empty()) return;
    std::ranges::sort(deep_);
    std::int64_t sum = 0;
    for (int minutes : deep_) {
      sum += minutes;
      out_.days_at_limit += in_.deep_minutes_a_day > 0 && minutes + 60 > in_.deep_minutes_a_day;
    }
    out_.therapist_days = static_cast<int>(deep_.size());
    out_.deep_mean = static_cast<double>(sum) / static_cast<double>(deep_.size());
    out_.deep_p95 = deep_[deep_.size() * 95 / 100];
    out_.deep_most = deep_.back();
  }

  const Simulation in_;
  const World world_;
  Snapshot snapshot_;
  std::set<std::pair<Instant, int>> cancels_;
  std::deque<int> waiting_;
  std::vector<int> deep_;
  SimulationResult out_;
};

}  // namespace

std::string to_string(StartPolicy policy) {
  return policy == StartPolicy::no_gaps ? "no_gaps" : "fixed_grid";
}

SimulationResult simulate(const Simulation& simulation, StartPolicy policy) {
  return Life(simulation, policy).live();
}

}  // namespace fascia::schedule
