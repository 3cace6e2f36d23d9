// SPDX-License-Identifier: Apache-2.0
#include "schedule/start_rows.h"

#include <algorithm>

#include "schedule/kernel.h"

namespace fascia::schedule {
namespace {

using Word = std::uint64_t;
using Words = std::vector<Word>;

// Half-open, of the cells in which a therapist's time may begin.
struct Band {
  Cell from, until;
};

// The words of the rows that a question is about.
struct Window {
  Band begin;  // where a therapist's time may begin
  std::size_t first = 0, words = 0, stride = 0;

  std::span<const Word> of(const BitRow& row) const {
    auto all = row.words();
    return all.subspan(first, std::min(stride, all.size() - first));
  }
};

Cell moved(Cell c, std::int64_t by) { return {c.index + by}; }

void clear(std::span<Word> row, Cell origin, Band band) {
  const auto size = static_cast<std::int64_t>(row.size()) * 64;
  const std::int64_t a = std::clamp<std::int64_t>(band.from.index - origin.index, 0, size);
  const std::int64_t b = std::clamp<std::int64_t>(band.until.index - origin.index, 0, size);
  if (b <= a) return;
  const auto first = static_cast<std::size_t>(a / 64), last = static_cast<std::size_t>(b / 64);
  const Word below = (Word{1} << (a % 64)) - 1;     // what stays of the first word
  const Word above = ~((Word{1} << (b % 64)) - 1);  // and of the last
  if (first == last) {
    row[first] &= below | above;
    return;
  }
  row[first] &= below;
  for (std::size_t i = first + 1; i < last; ++i) row[i] = 0;
  if (last < row.size()) row[last] &= above;
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

Window window_of(const Snapshot& s, Band starts, int before, int longest) {
  Window w;
  w.begin = {moved(starts.from, -before), moved(starts.until, -before)};
  w.begin.from = std::max(w.begin.from, s.origin);
  if (w.begin.until <= w.begin.from) return w;
  w.first = static_cast<std::size_t>(w.begin.from.index - s.origin.index) / 64;
  const auto last = static_cast<std::size_t>(w.begin.until.index - 1 - s.origin.index) / 64;
  w.words = last - w.first + 1;
  w.stride = w.words + words_ahead(longest);
  return w;
}

Cell origin_of(const Snapshot& s, const Window& w) {
  return moved(s.origin, static_cast<std::int64_t>(w.first) * 64);
}

// A grid's cells, as places where the therapist's time begins, within the window alone.
Words grid_of(const Snapshot& s, const Window& w, int grid, int before) {
  Words out(w.words);
  const auto row = s.on_grid.at(grid)->words();
  moved_down(row, w.first * 64 + static_cast<std::size_t>(before), out);
  const Cell origin = origin_of(s, w);
  clear(out, origin, {origin, w.begin.from});
  clear(out, origin, {w.begin.until, moved(origin, static_cast<std::int64_t>(w.words) * 64)});
  return out;
}

void keep_both(std::span<Word> out, std::span<const Word> other) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] &= other[i];
}

// Where some room of the kind, and a piece of each equipment, is free for the whole of its time.
Words places(const Snapshot& s, const ServiceTime& service, const Question& q, const Window& w) {
  Words any(w.stride);
  for (const RoomTime& room : s.rooms) {
    if (room.kind != service.room_kind) continue;
    int cells = cells_of(s, service, room.turnover, q.first_visit).room;
    auto row = w.of(*s.free.at(room.id.value));
    add_fitting(row, cells, std::span(any).first(row.size()));
  }
  for (const std::string& kind : service.equipment) {
    Words pieces(w.stride);
    for (const EquipmentTime& one : s.equipment) {
      if (one.kind != kind) continue;
      auto row = w.of(*s.free.at(one.id.value));
      add_fitting(row, cells_of(s, service, 0, false).busy, std::span(pieces).first(row.size()));
    }
    keep_both(any, pieces);
  }
  std::fill(any.begin() + static_cast<std::ptrdiff_t>(w.words), any.end(), 0);
  return any;
}

// The first and the last cell from which `cells` in one piece are free within the window.
std::optional<Band> break_places(const BitRow& free, const BreakWindow& window) {
  std::optional<Band> found;
  int run = 0;
  for (Cell c = window.from; c < window.until; ++c.index) {
    run = free.test(c) ? run + 1 : 0;
    if (run < window.cells) continue;
    Cell at = moved(c, 1 - window.cells);
    if (!found) found = Band{at, at};
    found->until = at;
  }
  return found;
}

// Where a visit of `busy` cells may not begin, for the break would have no place any more: neither
// before it nor after it. Where the break has none as it is, nothing more is put into its window.
Band refused_for_break(const BitRow& free, const BreakWindow& window, int busy) {
  auto place = break_places(free, window);
  if (!place) return {moved(window.from, 1 - busy), window.until};
  return {moved(place->until, 1 - busy), moved(place->from, window.cells)};
}

int shortest_useful(const Snapshot& s, PractitionerId who) {
  if (s.rules.shortest_useful_minutes > 0) return cells_for(s.rules.shortest_useful_minutes);
  int shortest = 0;
  for (const PractitionerTime& p : s.practitioners) {
    if (p.id != who) continue;
    for (ServiceId id : p.services) {
      auto at = s.services.find(id);
      if (at == s.services.end() || at->second.retired) continue;
      int busy = cells_of(s, as_given(at->second, p), 0, false).busy;
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
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::size_t at = i + skipped;
    Word at_an_end = ~earlier.words()[at] | ~after.words()[at];
    out[i] &= at_an_end | (enough.words()[at] & on_grid[i]);
  }
}

// The days of the window as bits from its origin: day `first` of the rows begins at bits[0].
struct DayBits {
  std::size_t first = 0;
  std::vector<std::int64_t> bits;
};

DayBits day_bits(const Snapshot& s, const Window& w, int before) {
  const Cell origin = origin_of(s, w);
  DayBits out;
  out.first = static_cast<std::size_t>(std::max(0, s.day_of(instant_of(origin)) - s.first));
  const auto size = static_cast<std::int64_t>(w.words) * 64;
  for (std::size_t i = out.first; out.bits.empty() || out.bits.back() < size; ++i)
    out.bits.push_back(i < s.day_starts->size()
                           ? cell_at_or_after((*s.day_starts)[i]).index - before - origin.index
                           : size);
  return out;
}

// The days of a therapist's load that are full; those that follow each other as one.
template <class Full>
void clear_full(std::span<Word> out, const DayBits& days, std::size_t begin_of_load,
                std::size_t size_of_load, Full full) {
  const std::size_t first = begin_of_load + days.first;
  const std::size_t count = std::min(days.bits.size() - 1, size_of_load - first);
  for (std::size_t i = 0; i < count; ++i) {
    if (!full(first + i)) continue;
    const std::size_t begin = i;
    while (i < count && full(first + i)) ++i;
    clear(out, Cell{0}, {{days.bits[begin]}, {days.bits[i]}});
  }
}

// Days that have the most visits of the service, or of the therapist, already.
void clear_full_days(std::span<Word> out, const Snapshot& s, const ServiceTime& service,
                     PractitionerId who, const DayBits& days) {
  clear_full(out, days, 0, s.day_starts->size(), [&](std::size_t i) {
    const Date day = s.first + static_cast<int>(i);
    return is_day_full(s, service.id, day) || is_day_full(s, who, day);
  });
}

bool has_day_limit(const Snapshot& s, const ServiceTime& service) {
  return service.deep && s.rules.deep_minutes_a_day != 0;
}

bool has_week_limit(const ServiceTime& service, const PractitionerTime& who) {
  return who.week.minutes != 0 || (service.deep && who.week.deep_minutes != 0);
}

// R32: days on which the therapist's deep minutes are full, and weeks that are.
void keep_load(std::span<Word> out, const Snapshot& s, const ServiceTime& service,
               const PractitionerTime& who, const DayBits& days) {
  const bool by_day = has_day_limit(s, service), by_week = has_week_limit(service, who);
  const int most = s.rules.deep_minutes_a_day - service.deep_minutes();
  const WeekLimits week{who.week.minutes - service.minutes,
                        who.week.deep_minutes - service.deep_minutes()};
  const bool too_long =
      (by_day && most < 0) ||
      (by_week && ((who.week.minutes != 0 && week.minutes < 0) ||
                   (service.deep && who.week.deep_minutes != 0 && week.deep_minutes < 0)));
  if (too_long) std::ranges::fill(out, 0);
  auto at = s.load.find(who.id);
  if (too_long || at == s.load.end()) return;
  const Snapshot::Load& load = *at->second;
  const auto begin = static_cast<std::size_t>(s.first - s.monday);
  if (by_day)
    clear_full(out, days, begin, load.deep.size(),
               [&](std::size_t i) { return load.deep[i] > most; });
  if (!by_week) return;
  std::vector<bool> full(load.weeks.size());
  for (std::size_t w = 0; w < full.size(); ++w) {
    int deep = 0;
    for (std::size_t i = w * 7; i < w * 7 + 7; ++i) deep += load.deep[i];
    full[w] = (who.week.minutes != 0 && load.weeks[w] > week.minutes) ||
              (service.deep && who.week.deep_minutes != 0 && deep > week.deep_minutes);
  }
  clear_full(out, days, begin, load.deep.size(), [&](std::size_t i) { return full[i / 7]; });
}

}  // namespace

VisitCells cells_of(const Snapshot& s, const ServiceTime& service, int turnover, bool first_visit) {
  VisitCells v;
  v.before = cells_for(service.before);
  v.busy = v.before + cells_for(service.minutes + service.after);
  v.room = v.before + cells_for(service.minutes + service.after + turnover +
                                (first_visit ? s.rules.first_visit_room_minutes : 0));
  return v;
}

std::vector<const PractitionerTime*> asked(const Snapshot& s, const Question& q) {
  std::vector<const PractitionerTime*> out;
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
  for (const PractitionerTime* p : asked(s, q)) {
    const Around own = around(service, *p);
    auto same = std::ranges::find_if(out, [&](const Givers& g) {
      return Around{g.service.before, g.service.after} == own;
    });
    if (same != out.end())
      same->who.push_back(p);
    else
      out.push_back({as_given(service, *p), {p}});
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

std::optional<Cell> first_break_place(const BitRow& free, const BreakWindow& window) {
  auto places = break_places(free, window);
  return places ? std::optional(places->from) : std::nullopt;
}

bool has_break(const BitRow& free, const BreakWindow& window) {
  return break_places(free, window).has_value();
}

bool leaves_break(const Snapshot& s, PractitionerId who, Cell from, Cell until) {
  auto at = s.breaks.find(who);
  if (at == s.breaks.end()) return true;
  const int busy = static_cast<int>(until.index - from.index);
  for (const BreakWindow& window : at->second) {
    if (window.until <= from || until <= window.from) continue;
    Band refused = refused_for_break(*s.free.at(who.value), window, busy);
    if (refused.from <= from && from < refused.until) return false;
  }
  return true;
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
  int turnover = 0;
  for (const RoomTime& room : s.rooms)
    if (room.kind == service.room_kind) turnover = std::max(turnover, room.turnover);
  const VisitCells visit = cells_of(s, service, turnover, q.first_visit);
  const Window w = window_of(s, allowed_starts(s, q), visit.before, visit.room);
  if (w.words == 0) return out;
  out.origin = origin_of(s, w);
  out.words = w.words;
  out.stride = w.stride;
  out.before = visit.before;
  const bool gapless = service.no_gaps && !q.staff;
  const Words grid = grid_of(s, w, q.staff ? kEveryCell : service.grid, visit.before);
  Words common = places(s, service, q, w);
  keep_both(std::span(common).first(w.words),
            gapless ? grid_of(s, w, kEveryCell, visit.before) : grid);
  const bool loaded = has_day_limit(s, service) || std::ranges::any_of(who, [&](const auto* p) {
                        return has_week_limit(service, *p);
                      });
  const DayBits days = loaded || !s.visits.empty() ? day_bits(s, w, visit.before) : DayBits{};
  out.who.reserve(who.size());
  out.bits = std::make_unique_for_overwrite<Word[]>(who.size() * w.stride);
  for (std::size_t i = 0; i < who.size(); ++i) {
    const PractitionerId id = who[i]->id;
    out.who.push_back(id);
    const BitRow& free = *s.free.at(id.value);
    auto source = w.of(free);
    fitting_within(source, visit.busy, std::span(common).first(source.size()),
                   {&out.bits[i * w.stride], source.size()});
    const std::span<Word> row(&out.bits[i * w.stride], w.words);
    if (loaded) keep_load(row, s, service, *who[i], days);
    if (!s.visits.empty()) clear_full_days(row, s, service, id, days);
    if (gapless) keep_gapless(row, s, id, w, visit.busy, grid);
    if (auto breaks = s.breaks.find(id); breaks != s.breaks.end())
      for (const BreakWindow& window : breaks->second)
        if (w.begin.from < window.until && window.from < moved(w.begin.until, visit.busy))
          clear(row, out.origin, refused_for_break(free, window, visit.busy));
  }
  return out;
}

}  // namespace fascia::schedule
