// SPDX-License-Identifier: Apache-2.0
#include "schedule/start_rows.h"

#include <algorithm>
#include <bit>

#include "schedule/break_places.h"
#include "schedule/kernel.h"

namespace fascia::schedule {
namespace {

using Word = std::uint64_t;

// Half-open, of the cells in which a therapist's time may begin.
struct Band {
  Cell from, until;
};

// The words of the rows that a question is about.
struct Window {
  Band begin;  // where a therapist's time may begin
  std::size_t first = 0, words = 0;

  // With those that follow and decide whether so many cells are free from the last ones.
  std::span<const Word> of(const BitRow& row, int cells) const {
    auto all = row.words();
    return all.subspan(first, std::min(words + words_ahead(cells), all.size() - first));
  }
};

// The bits [a, b) of the row: mostly a day, too short for a call of memset.
void clear_bits(std::span<Word> row, std::size_t a, std::size_t b) {
  if (b <= a) return;
  const std::size_t last = b / 64;
  Word stays = (Word{1} << (a % 64)) - 1;
  for (std::size_t i = a / 64; i < last; ++i) {
    row[i] &= stays;
    stays = 0;
  }
  if (last < row.size()) row[last] &= stays | ~((Word{1} << (b % 64)) - 1);
}

void clear(std::span<Word> row, Cell origin, Band band) {
  const auto size = static_cast<std::int64_t>(row.size()) * 64;
  clear_bits(
      row,
      static_cast<std::size_t>(std::clamp<std::int64_t>(band.from.index - origin.index, 0, size)),
      static_cast<std::size_t>(std::clamp<std::int64_t>(band.until.index - origin.index, 0, size)));
}

// When a session may start by day, lead time and horizon: what refused_by_rules of availability.cc
// says of one instant.
Band allowed_starts(const Snapshot& s, const Question& q) {
  const Cell begin = s.origin, end = moved(s.origin, s.cells);
  auto start_of = [&](Date d) {
    if (d <= s.first) return begin;
    std::size_t i = static_cast<std::size_t>(d - s.first);
    return i < s.day_starts->size() ? cell_at_or_after((*s.day_starts)[i]) : end;
  };
  Instant soonest = q.now + minutes(q.staff ? -kStaffLateMinutes : s.rules.lead_minutes);
  Date last = q.staff ? q.to : std::min(q.to, s.zone.date(q.now) + s.rules.horizon_days);
  Cell from = start_of(q.earliest ? std::max(q.from, *q.earliest) : q.from);
  return {std::max(from, cell_at_or_after(soonest)), std::min(end, start_of(last + 1))};
}

Window window_of(const Snapshot& s, Band starts, int before) {
  Window w;
  w.begin = {moved(starts.from, -before), moved(starts.until, -before)};
  w.begin.from = std::max(w.begin.from, s.origin);
  if (w.begin.until <= w.begin.from) return w;
  w.first = static_cast<std::size_t>(w.begin.from.index - s.origin.index) / 64;
  const auto last = static_cast<std::size_t>(w.begin.until.index - 1 - s.origin.index) / 64;
  w.words = last - w.first + 1;
  const auto all = static_cast<std::size_t>((s.cells + 63) / 64);
  w.words = std::min((w.words + 6) / 8 * 8 + 1, all - w.first);
  return w;
}

Cell origin_of(const Snapshot& s, const Window& w) {
  return moved(s.origin, static_cast<std::int64_t>(w.first) * 64);
}

// A grid's cells, as places where the therapist's time begins, within the window alone.
void put_grid(std::span<Word> out, const Snapshot& s, const Window& w, int grid, int before) {
  const auto row = s.on_grid.at(grid)->words();
  moved_down(row, w.first * 64 + static_cast<std::size_t>(before), out);
  const Cell origin = origin_of(s, w);
  clear(out, origin, {origin, w.begin.from});
  clear(out, origin, {w.begin.until, moved(origin, static_cast<std::int64_t>(w.words) * 64)});
}

// Of the cells of `out` stay those where some room of the kind, and a piece of each equipment, is
// free for the whole of its time.
void keep_places(std::span<Word> out, const Snapshot& s, const ServiceTime& service,
                 const Question& q, const Window& w, int busy) {
  if (const RoomRow* row = room_row(s, service, q.first_visit))
    fitting_within(std::span(*row->begins).subspan(w.first, w.words), 1, out, out);
  else
    keep_where_a_room_is(s, service, q.first_visit, w.first, out);
  for (const std::string& kind : service.equipment) {
    std::vector<Wanted> pieces;
    for (const EquipmentTime& one : s.equipment)
      if (one.kind == kind) pieces.push_back({w.of(*s.free.at(one.id.value), busy), busy});
    keep_fitting_any(pieces, out);
  }
}

int shortest_useful(const Snapshot& s, PractitionerId who) {
  if (s.rules.shortest_useful_minutes > 0) return cells_for(s.rules.shortest_useful_minutes);
  int shortest = 0;
  for (const PractitionerTime& p : s.practitioners) {
    if (p.id != who) continue;
    for (ServiceId id : p.services) {
      auto at = s.services.find(id);
      if (at == s.services.end() || at->second.retired) continue;
      int busy = cells_of(as_given(at->second, p)).busy;
      shortest = shortest == 0 ? busy : std::min(shortest, busy);
    }
  }
  return std::max(1, shortest);
}

// Starts without a hole: at an end of a stretch of free time, or on the grid with enough on both
// sides. See leaves_no_hole for the same said of one start.
void keep_gapless(std::span<Word> out, const Snapshot& s, PractitionerId who, const Window& w,
                  int busy, std::span<const Word> on_grid) {
  const int useful = shortest_useful(s, who);
  const std::int64_t margin = 64 + std::max(busy, useful);
  BitRow free = s.free.at(who.value)->slice(moved(w.begin.from, -margin),
                                            moved(w.begin.until, margin + busy));
  const BitRow useful_from = free.starts(useful);
  const BitRow earlier = free.later(-1), after = free.later(busy);
  BitRow enough = useful_from.later(-useful);
  enough &= useful_from.later(busy);
  const auto skipped = static_cast<std::size_t>((origin_of(s, w).index - free.origin().index) / 64);
  // The window's last words are there for the kernel's width alone: nothing is set in them.
  const std::size_t asked = std::min(out.size(), free.words().size() - skipped);
  for (std::size_t i = 0; i < asked; ++i) {
    std::size_t at = i + skipped;
    Word at_an_end = ~earlier.words()[at] | ~after.words()[at];
    out[i] &= at_an_end | (enough.words()[at] & on_grid[i]);
  }
}

// Where a visit of `busy` cells would leave a floating break no place: it would begin too late to
// end before the break and too early to follow it. Mostly within two words, cleared without asking
// whether anything is to be cleared: which it is changes from day to day.
void keep_breaks(std::span<Word> out, std::span<const BesideBreak> breaks, const Snapshot& s,
                 const Window& w, int busy) {
  const std::int64_t from_end = 1 - busy - static_cast<std::int64_t>(w.first) * 64;
  const Word before_last = (out.size() - 1) * 64;
  for (const BesideBreak& one : breaks) {
    const auto from = static_cast<Word>(one.ends_by + from_end);  // before the row: a huge one
    const int count = std::max(0, one.begins_from - one.ends_by + busy - 1);
    if (from >= before_last || count > 63) {
      clear(out, origin_of(s, w),
            {moved(s.origin, one.ends_by - busy + 1), moved(s.origin, one.begins_from)});
      continue;
    }
    const Word bits = (Word{1} << count) - 1;
    out[from / 64] &= ~(bits << (from % 64));
    out[from / 64 + 1] &= ~(bits >> 1 >> (~from % 64));
  }
}

// The days of the window, from the `first` of the rows on: the i-th has the bits from begins[i] to
// begins[i + 1].
struct DayBits {
  std::size_t first = 0, count = 0;
  std::vector<std::size_t> begins;
};

DayBits day_bits(const Snapshot& s, const Window& w, int before) {
  const Cell origin = origin_of(s, w);
  const auto size = static_cast<std::int64_t>(w.words) * 64;
  const int last = s.day_of(instant_of(moved(origin, size + before))) - s.first;
  DayBits out;
  out.first = static_cast<std::size_t>(std::max(0, s.day_of(instant_of(origin)) - s.first));
  out.count = std::min(s.day_starts->size(), static_cast<std::size_t>(last) + 1) - out.first;
  out.begins.reserve(out.count + 1);
  const auto starts = std::span(*s.day_starts).subspan(out.first, out.count);
  std::int64_t at = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    // Most days follow one of 24 hours: the division for each would cost more than all the rest.
    const bool even = i > 0 && (starts[i] - starts[i - 1]).value == kDayCells * kCellSeconds;
    at = even ? at + kDayCells : cell_at_or_after(starts[i]).index - before - origin.index;
    out.begins.push_back(static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, size)));
  }
  out.begins.push_back(static_cast<std::size_t>(size));
  return out;
}

// Up to 64 days from the `at`-th of the window on, a bit each.
void clear_days(std::span<Word> out, const DayBits& days, std::size_t at, Word bits) {
  for (; bits != 0; bits &= bits - 1) {
    const std::size_t day = at + static_cast<std::size_t>(std::countr_zero(bits));
    clear_bits(out, days.begins[day], days.begins[day + 1]);
  }
}

// The days of a therapist's load that are full.
template <class Full>
void clear_full(std::span<Word> out, const DayBits& days, std::size_t begin_of_load,
                std::size_t size_of_load, Full full) {
  const std::size_t first = begin_of_load + days.first;
  const std::size_t count = std::min(days.count, size_of_load - first);
  for (std::size_t at = 0; at < count; at += 64) {
    Word bits = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(64, count - at); ++i)
      bits |= Word{full(first + at + i)} << i;
    clear_days(out, days, at, bits);
  }
}

// Days that have the most visits already, as `full` says of each.
template <class Full>
void clear_full_days(std::span<Word> out, const Snapshot& s, const DayBits& days, Full full) {
  clear_full(out, days, 0, s.day_starts->size(),
             [&](std::size_t i) { return full(s.first + static_cast<int>(i)); });
}

bool has_day_limit(const Snapshot& s, const ServiceTime& service) {
  return service.deep && s.rules.deep_minutes_a_day != 0;
}

bool has_week_limit(const ServiceTime& service, const PractitionerTime& who) {
  return who.week.minutes != 0 || (service.deep && who.week.deep_minutes != 0);
}

// R32: days on which the therapist's deep minutes are full, and weeks that are.
void keep_load(std::span<Word> out, const Snapshot& s, const ServiceTime& service,
               const PractitionerTime& who, const Snapshot::Load* load, const DayBits& days) {
  const bool by_day = has_day_limit(s, service), by_week = has_week_limit(service, who);
  const int most = s.rules.deep_minutes_a_day - service.deep_minutes();
  const WeekLimits week{who.week.minutes - service.minutes,
                        who.week.deep_minutes - service.deep_minutes()};
  const bool too_long =
      (by_day && most < 0) ||
      (by_week && ((who.week.minutes != 0 && week.minutes < 0) ||
                   (service.deep && who.week.deep_minutes != 0 && week.deep_minutes < 0)));
  if (too_long) std::ranges::fill(out, 0);
  if (too_long || load == nullptr) return;
  const auto begin = static_cast<std::size_t>(s.first - s.monday);
  if (by_day) {
    const auto deep = std::span(load->deep).subspan(begin + days.first);
    for (std::size_t i = 0; i < days.count; i += 64) {
      // Sixteen at a time are compared at once: some days more than are asked about.
      const auto count = std::min<std::size_t>(64, days.count - i);
      const auto some = deep.subspan(i, std::min((count + 15) / 16 * 16, deep.size() - i));
      clear_days(out, days, i, above(some, most) & (~Word{0} >> (64 - count)));
    }
  }
  if (!by_week) return;
  std::vector<bool> full(load->weeks.size());
  for (std::size_t w = 0; w < full.size(); ++w) {
    int deep = 0;
    for (std::size_t i = w * 7; i < w * 7 + 7; ++i) deep += load->deep[i];
    full[w] = (who.week.minutes != 0 && load->weeks[w] > week.minutes) ||
              (service.deep && who.week.deep_minutes != 0 && deep > week.deep_minutes);
  }
  clear_full(out, days, begin, load->deep.size(), [&](std::size_t i) { return full[i / 7]; });
}

// None when nothing is counted, or nothing within the days of the rows.
const Snapshot::Load* load_of(const Snapshot& s, PractitionerId who) {
  auto at = s.load.find(who);
  return at == s.load.end() || at->second->deep.empty() ? nullptr : at->second.get();
}

std::span<const BesideBreak> breaks_of(const Snapshot& s, PractitionerId who, const Window& w,
                                       int busy) {
  auto at = s.breaks.find(who);
  if (at == s.breaks.end()) return {};
  return at->second.beside(w.begin.from, moved(w.begin.until, busy), busy);
}

}  // namespace

VisitCells cells_of(const ServiceTime& service) {
  const int before = cells_for(service.before);
  return {before, before + cells_for(service.minutes + service.after)};
}

std::vector<const PractitionerTime*> asked(const Snapshot& s, const Question& q) {
  std::vector<const PractitionerTime*> out;
  out.reserve(q.practitioner ? 1 : s.practitioners.size());
  for (const PractitionerTime& p : s.practitioners)
    if ((!q.practitioner || q.practitioner == p.id) &&
        std::find(p.services.begin(), p.services.end(), q.service) != p.services.end())
      out.push_back(&p);
  return out;
}

ServiceTime as_given(const ServiceTime& service, const PractitionerTime& who) {
  ServiceTime out = service;
  const Around own = around(service, who);
  out.before = own.before;
  out.after = own.after;
  return out;
}

std::vector<Givers> givers(const Snapshot& s, const ServiceTime& service, const Question& q) {
  std::vector<Givers> out;
  auto all = asked(s, q);
  if (std::ranges::none_of(all, [&](const auto* p) { return p->own.contains(service.id); })) {
    if (!all.empty()) out.push_back({service, std::move(all)});
    return out;
  }
  for (const PractitionerTime* p : all) {
    const Around own = around(service, *p);
    auto same = std::ranges::find_if(out, [&](const Givers& g) {
      return Around{g.service.before, g.service.after} == own;
    });
    if (same == out.end()) {
      same = out.insert(out.end(), {as_given(service, *p), {}});
      same->who.reserve(all.size());
    }
    same->who.push_back(p);
  }
  return out;
}

bool within_load(const Snapshot& s, const ServiceTime& service, const PractitionerTime& who,
                 Date day) {
  if (has_day_limit(s, service) &&
      deep_minutes_on(s, who.id, day) + service.deep_minutes() > s.rules.deep_minutes_a_day)
    return false;
  if (!has_week_limit(service, who)) return true;
  const WeekLimits taken = minutes_in_week(s, who.id, day);
  return (who.week.minutes == 0 || taken.minutes + service.minutes <= who.week.minutes) &&
         (!service.deep || who.week.deep_minutes == 0 ||
          taken.deep_minutes + service.deep_minutes() <= who.week.deep_minutes);
}

bool leaves_break(const Snapshot& s, PractitionerId who, Cell from, Cell until) {
  auto at = s.breaks.find(who);
  if (at == s.breaks.end()) return true;
  const std::int64_t a = from.index - s.origin.index, b = until.index - s.origin.index;
  const auto breaks = at->second.beside(from, until, static_cast<int>(b - a));
  return std::ranges::all_of(
      breaks, [&](const BesideBreak& one) { return b <= one.ends_by || a >= one.begins_from; });
}

bool leaves_no_hole(const Snapshot& s, PractitionerId who, Cell from, Cell until, bool on_grid) {
  const BitRow& free = *s.free.at(who.value);
  if (!free.test(moved(from, -1)) || !free.test(until)) return true;
  const int useful = shortest_useful(s, who);
  return on_grid && free.all(moved(from, -useful), from) && free.all(until, moved(until, useful));
}

StartRows start_rows(const Snapshot& s, const Givers& given, const Question& q) {
  StartRows out;
  const ServiceTime& service = given.service;
  const auto& who = given.who;
  const VisitCells visit = cells_of(service);
  const Window w = window_of(s, allowed_starts(s, q), visit.before);
  if (w.words == 0) return out;
  out.origin = origin_of(s, w);
  out.words = w.words;
  out.before = visit.before;
  const bool gapless = service.no_gaps && !q.staff;
  // One row more than therapists: the allowed cells that have a room.
  out.bits = std::make_unique_for_overwrite<Word[]>((who.size() + 1) * w.words);
  const std::span<Word> common(&out.bits[who.size() * w.words], w.words);
  put_grid(common, s, w, q.staff || gapless ? kEveryCell : service.grid, visit.before);
  keep_places(common, s, service, q, w, visit.busy);
  std::vector<Word> grid;
  if (gapless) {
    grid.resize(w.words);
    put_grid(grid, s, w, service.grid, visit.before);
  }
  const bool loaded = has_day_limit(s, service) || std::ranges::any_of(who, [&](const auto* p) {
                        return has_week_limit(service, *p);
                      });
  const DayBits days = loaded || !s.visits.empty() ? day_bits(s, w, visit.before) : DayBits{};
  if (!s.visits.empty())
    clear_full_days(common, s, days, [&](Date day) { return is_day_full(s, service.id, day); });
  out.who.reserve(who.size());
  const Width width = widest();
  for (std::size_t i = 0; i < who.size(); ++i) {
    const PractitionerTime& one = *who[i];
    out.who.push_back(one.id);
    // Looked up first: what waits for memory then does so beside the kernel.
    const BitRow& free = *s.free.at(one.id.value);
    const Snapshot::Load* load = loaded ? load_of(s, one.id) : nullptr;
    const auto breaks = breaks_of(s, one.id, w, visit.busy);
    const std::span<Word> row(&out.bits[i * w.words], w.words);
    fitting_within(w.of(free, visit.busy), visit.busy, common, row, width);
    if (loaded) keep_load(row, s, service, one, load, days);
    if (s.visits.contains(one.id.value))
      clear_full_days(row, s, days, [&](Date day) { return is_day_full(s, one.id, day); });
    if (gapless) keep_gapless(row, s, one.id, w, visit.busy, grid);
    keep_breaks(row, breaks, s, w, visit.busy);
  }
  return out;
}

}  // namespace fascia::schedule
