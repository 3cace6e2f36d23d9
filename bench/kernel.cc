// SPDX-License-Identifier: Apache-2.0
// The kernel of free starts beside what the same core can do at best: summing the same memory; the
// rules of a small clinic beside the bare kernel; growth with the number of therapists; bytes.
// Interleaved rounds, medians. usage: bench_kernel [ROUNDS]
#include "schedule/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <random>

#include "schedule/availability.h"
#include "schedule/start_rows.h"

namespace {

using namespace fascia;
using namespace fascia::schedule;
using Words = std::vector<std::uint64_t>;

constexpr int kCellsADay = 288;
constexpr int kNinetyMinutes = 18;
std::uint64_t g_kept = 0;  // what is measured must not be thrown away

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

double seconds_of(const std::function<void()>& work) {
  auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

struct Times {
  double median = 0, best = 0;
};

// Several pieces of work, each done once a round, one after the other.
std::vector<Times> interleaved(int rounds, const std::vector<std::function<void()>>& works) {
  std::vector<std::vector<double>> all(works.size());
  for (int i = 0; i < rounds + 1; ++i)
    for (std::size_t w = 0; w < works.size(); ++w) {
      double took = seconds_of(works[w]);
      if (i > 0) all[w].push_back(took);  // the first round warms up
    }
  std::vector<Times> out;
  for (auto& one : all) out.push_back({median(one), *std::min_element(one.begin(), one.end())});
  return out;
}

// Eight hours of work on five days of seven, with visits and pauses in them.
struct Rows {
  std::size_t words;
  Words bits;
  std::span<const std::uint64_t> row(std::size_t i) const { return {&bits[i * words], words}; }
  std::size_t count() const { return bits.size() / words; }
};

Rows make_rows(int therapists, int days) {
  Rows out{static_cast<std::size_t>((days * kCellsADay + 63) / 64), {}};
  std::mt19937_64 random(7);
  for (int t = 0; t < therapists; ++t) {
    BitRow row({0}, days * kCellsADay);
    for (int d = 0; d < days; ++d) {
      if (random() % 7 < 2) continue;
      const int from = d * kCellsADay + 96 + int(random() % 24);
      row.set({from}, {from + 96});
      for (int visit = 0; visit < 4; ++visit) {
        const int at = from + int(random() % 84);
        row.clear({at}, {at + 12});
      }
    }
    out.bits.insert(out.bits.end(), row.words().begin(), row.words().end());
  }
  return out;
}

#if defined(__x86_64__)
[[gnu::target("avx2")]]
#endif
std::uint64_t
sum_of(const Words& words) {
  std::uint64_t sum = 0;
  for (std::uint64_t word : words) sum += word;
  return sum;
}

// When anybody is free for 90 minutes: the question of a chain's page.
void anybody(const Rows& rows, Words& any, Width width) {
  std::fill(any.begin(), any.end(), 0);
  for (std::size_t i = 0; i < rows.count(); ++i)
    add_fitting(rows.row(i), kNinetyMinutes, any, width);
  g_kept += any[0];
}

void chain(int rounds) {
  const Rows rows = make_rows(17'600, 90);
  Words any(rows.words);
  const double gigabytes = double(rows.bits.size()) * 8 / 1e9;
  std::vector<std::function<void()>> works{[&] { g_kept += sum_of(rows.bits); }};
  const auto all = widths();
  for (Width width : all) works.push_back([&, width] { anybody(rows, any, width); });
  const auto took = interleaved(rounds, works);
  fmt::print(
      "17,600 therapists x 90 days, 90 minutes, {:.0f} MB: summing it {:.2f} ms, {:.1f} GB/s\n",
      gigabytes * 1e3, took[0].median * 1e3, gigabytes / took[0].median);
  for (std::size_t i = 0; i < all.size(); ++i)
    fmt::print(
        "  kernel {}: {:.2f} ms, {:.1f} GB/s: {:.2f} of the rate of summing (best rounds {:.2f})\n",
        to_string(all[i]), took[i + 1].median * 1e3, gigabytes / took[i + 1].median,
        took[0].median / took[i + 1].median, took[0].best / took[i + 1].best);
}

// Twelve therapists, six rooms of the kind, buffers, lead time, horizon, grid; 70 % of the work
// taken.
Snapshot small_clinic(int days, int deep_minutes, std::optional<FloatingBreak> floating = {}) {
  Foundation f;
  f.zone = *Zone::load("America/Edmonton");
  f.first = Date::of(2026, 11, 23);
  f.days = days;
  f.services = {{ServiceId{101}, 75, 5, 10, 15, "treatment", true, true}};
  f.rules.deep_minutes_a_day = deep_minutes;
  for (int r = 0; r < 6; ++r) f.rooms.push_back({RoomId{201 + r}, "treatment", r});
  for (int t = 0; t < 12; ++t) {
    f.practitioners.push_back({PractitionerId{11 + t}, {ServiceId{101}}});
    for (int day = 1; day <= 5; ++day)
      f.shifts.push_back(
          {PractitionerId{11 + t}, day, 540, 1020, 720, 750, Date::of(2000, 1, 1), {}, floating});
  }
  Snapshot s = build(f, {}, 1);
  std::mt19937 random(3);
  for (int i = 1; i < 4'000; ++i) {
    Question q;
    q.service = ServiceId{101};
    q.practitioner = PractitionerId{11 + std::int64_t(random() % 12)};
    q.staff = true;
    q.now = f.zone.instant({f.first, 0});
    auto seat = choose_seat(
        s, q, f.zone.instant({f.first + int(random() % days), 540 + int(random() % 28) * 15}));
    if (!seat) continue;
    seat->taken.id = i;
    s = with(s, seat->taken);
  }
  return s;
}

void clinic(int rounds, int deep_minutes, std::optional<FloatingBreak> floating = {}) {
  const Snapshot s = small_clinic(100, deep_minutes, floating);
  Question q;
  q.service = ServiceId{101};
  q.from = s.first + 2;
  q.to = q.from + 29;
  q.now = s.zone.instant({s.first, 480});
  const ServiceTime& service = s.services.at(q.service);
  // The same therapists' same days, without anything but their rows.
  Rows bare{30 * kCellsADay / 64, {}};
  for (const PractitionerTime& p : s.practitioners) {
    auto words = s.free.at(p.id.value)->words().subspan(9, bare.words);
    bare.bits.insert(bare.bits.end(), words.begin(), words.end());
  }
  Words out(bare.words);
  constexpr int kTimes = 400;
  const auto took = interleaved(rounds, {[&] {
                                           for (int i = 0; i < kTimes; ++i)
                                             for (std::size_t p = 0; p < bare.count(); ++p) {
                                               fitting(bare.row(p), kNinetyMinutes, out);
                                               g_kept += out[0];
                                             }
                                         },
                                         [&] {
                                           for (int i = 0; i < kTimes; ++i)
                                             for (const Givers& some : givers(s, service, q))
                                               g_kept += start_rows(s, some, q).bits[0];
                                         },
                                         [&] {
                                           for (int i = 0; i < kTimes; ++i)
                                             g_kept += find_starts(s, q).size();
                                         }});
  std::size_t found = 0;
  for (const Day& day : find_starts(s, q)) found += day.starts.size();
  fmt::print(
      "12 therapists x 30 days, {} taken: bare kernel {:.2f} us; with 6 rooms, buffers and "
      "rules{} {:.2f} us: {:.2f} times (best rounds {:.2f}); as a list of {} starts {:.2f} us\n",
      s.taken.size(), took[0].median / kTimes * 1e6,
      deep_minutes == 0 ? ""
      : floating        ? ", deep minutes and a floating break among them"
                        : ", deep minutes among them",
      took[1].median / kTimes * 1e6, took[1].median / took[0].median, took[1].best / took[0].best,
      found, took[2].median / kTimes * 1e6);
}

void growth(int rounds) {
  double first = 0;
  for (int therapists : {10, 100, 1'000, 10'000}) {
    const Rows rows = make_rows(therapists, 90);
    Words any(rows.words);
    const int times = 20'000 / therapists;
    const double took = interleaved(rounds, {[&] {
                                      for (int i = 0; i < times; ++i) anybody(rows, any, widest());
                                    }})[0]
                            .median /
                        times;
    const double each = took / therapists * 1e9;
    if (first == 0) first = each;
    fmt::print(
        "{:>6} therapists x 90 days: {:.2f} us, {:.1f} ns a therapist, {:.2f} of that of ten\n",
        therapists, took * 1e6, each, each / first);
  }
}

// A state of 200 therapists and 100,000 visits, and the next one after a booking.
void booking(int rounds) {
  Foundation f;
  f.zone = *Zone::load("America/Edmonton");
  f.first = Date::of(2026, 11, 23);
  f.days = 130;
  f.services = {{ServiceId{101}, 60, 0, 15, 15, "treatment"}};
  for (int r = 0; r < 120; ++r) f.rooms.push_back({RoomId{1001 + r}, "treatment", r});
  for (int t = 0; t < 200; ++t) {
    f.practitioners.push_back({PractitionerId{1 + t}, {ServiceId{101}}});
    for (int day = 1; day <= 7; ++day)
      f.shifts.push_back({PractitionerId{1 + t}, day, 540, 1020, {}, {}, Date::of(2000, 1, 1), {}});
  }
  std::vector<Taken> all(100'000);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Taken& t = all[i];
    t.id = static_cast<std::int64_t>((i + 1) * 0x9e3779b97f4a7c15ULL >> 1);
    t.practitioner = {1 + static_cast<std::int64_t>(i % 200)};
    t.room = {1001 + static_cast<std::int64_t>(i % 120)};
    t.start = f.zone.instant({f.first + static_cast<int>(i / 200 / 4), 540}) +
              minutes(90 * static_cast<std::int64_t>(i / 200 % 4));
    t.busy_from = t.room_from = t.start;
    t.busy_until = t.room_until = t.start + minutes(75);
  }
  Taken next = all.back();
  all.pop_back();
  Snapshot state = build(f, all, 1);
  Snapshot booked = with(state, next);
  Question q;
  q.service = ServiceId{101};
  q.from = f.first + 95;
  q.to = q.from + 29;
  q.now = f.zone.instant({f.first + 90, 480});
  const auto took = interleaved(rounds, {[&] { g_kept += build(f, all, 1).taken.size(); },
                                         [&] {
                                           for (int i = 0; i < 20; ++i)
                                             g_kept += with(state, next).taken.size();
                                         },
                                         [&] {
                                           for (int i = 0; i < 20; ++i)
                                             g_kept += without(booked, next.id).taken.size();
                                         },
                                         [&] { g_kept += find_starts(state, q).size(); }});
  fmt::print(
      "200 therapists, 120 rooms, 130 days, 100,000 visits: built in {:.1f} ms; the state after a "
      "booking {:.0f} us, after "
      "a cancelling {:.0f} us; a month of anybody {:.2f} ms\n",
      took[0].median * 1e3, took[1].median / 20 * 1e6, took[2].median / 20 * 1e6,
      took[3].median * 1e3);
}

void bytes(const Snapshot& s) {
  std::size_t sum = 0, rooms = 0;
  for (const PractitionerTime& p : s.practitioners)
    sum +=
        s.free.at(p.id.value)->words().size_bytes() + s.working.at(p.id)->bytes() +
        (s.breaks.contains(p.id) ? s.breaks.at(p.id).bytes() : 0) +
        (s.load.contains(p.id) ? (s.load.at(p.id)->deep.size() + s.load.at(p.id)->weeks.size()) * 2
                               : 0);
  for (const RoomRow& row : s.room_rows) rooms += row.begins->size() * 8;
  fmt::print(
      "bytes a therapist for {} days, a fixed and a floating break each day: {}; of a clinic, "
      "where "
      "a visit has a room: {} for each of {} lengths of visits\n",
      s.day_starts->size(), sum / s.practitioners.size(), rooms / s.room_rows.size(),
      s.room_rows.size());
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 15;
  chain(rounds);
  clinic(rounds, 0);
  clinic(rounds, 240);
  clinic(rounds, 240, FloatingBreak{15, 840, 1020});
  growth(rounds);
  booking(std::min(rounds, 9));
  bytes(small_clinic(180, 240, FloatingBreak{15, 840, 1020}));
  return g_kept == 0 ? 1 : 0;
}
