// SPDX-License-Identifier: Apache-2.0
// The starts of a visit in turn, found among the free starts of each of its parts.
#include <algorithm>
#include <set>

#include "schedule/in_turn_parts.h"

namespace fascia::schedule {
namespace {

// One part of a visit that is looked for among the free starts of each part.
struct Link {
  PractitionerId who;
  Instant at;
  Instant busy_from, busy_until;
};

// All starts of one part, in order.
std::vector<Start> starts_of(const Snapshot& s, const Question& q) {
  std::vector<Start> out;
  for (Day& day : find_starts(s, q))
    for (Start& start : day.starts) out.push_back(std::move(start));
  return out;
}

class Looking {
 public:
  Looking(const Snapshot& s, const Question& q, const std::vector<Part>& parts)
      : s_(s), q_(q), parts_(parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Question one = question_of_part(q, parts[i], i == 0);
      if (i > 0) {
        one.from = q.from;
        one.to = q.to + 1;  // past midnight
      }
      starts_.push_back(starts_of(s, one));
    }
    for (const PractitionerTime& p : s.practitioners) {
      const auto of = [&](const Part& part) {
        return part.practitioner ? part.practitioner == p.id : gives(p, part.service);
      };
      if (std::ranges::any_of(parts, of) && (!q.practitioner || q.practitioner == p.id))
        asked_.push_back(p.id);
    }
    std::set<std::string> kinds;
    for (const Part& part : parts)
      for (const std::string& kind : service_at(s, part).equipment)
        shares_ = !kinds.insert(kind).second || shares_;
  }

  const std::vector<Start>& firsts() const { return starts_.front(); }

  // Who can be asked for by name at this start.
  std::vector<PractitionerId> names(const Start& start) {
    found_.clear();
    refused_.clear();
    chain_.clear();
    for (PractitionerId who : start.practitioners) {
      chain_.push_back(link(0, who, start.at));
      follow(1);
      chain_.pop_back();
    }
    std::vector<PractitionerId> out;
    for (PractitionerId id : asked_)
      if (found_.contains(id)) out.push_back(id);
    return out;
  }

 private:
  Link link(std::size_t i, PractitionerId who, Instant at) const {
    const ServiceTime& service = service_at(s_, parts_[i]);
    const Around own = around(s_, service.id, who);
    return {who, at, at - minutes(own.before), at + minutes(service.minutes + own.after)};
  }

  // What was found for each part alone: in the way of one another are the rooms, and one person
  // who would give two parts at once.
  void follow(std::size_t i) {
    if (i == parts_.size()) return ends();
    const Link last = chain_.back();
    const Instant finish = last.at + minutes(service_at(s_, parts_[i - 1]).minutes);
    for (auto at = std::ranges::lower_bound(starts_[i], finish, {}, &Start::at);
         at != starts_[i].end() && at->at <= finish + kLongestLook; ++at)
      for (PractitionerId who : at->practitioners) {
        if (at->at > finish + minutes(longest_wait(s_, q_, parts_, i - 1, last.who, who)) ||
            (i + 1 == parts_.size() && all_known(who)))
          continue;
        const Link next = link(i, who, at->at);
        const bool at_once = std::ranges::any_of(chain_, [&](const Link& other) {
          return other.who == who && next.busy_from < other.busy_until;
        });
        if (at_once) continue;
        chain_.push_back(next);
        follow(i + 1);
        chain_.pop_back();
      }
  }

  bool is_known(PractitionerId who) const {
    return found_.contains(who) || refused_.contains(who) ||
           (q_.practitioner && who != q_.practitioner);
  }
  bool all_known(PractitionerId who) const {
    return is_known(who) &&
           std::ranges::all_of(chain_, [&](const Link& one) { return is_known(one.who); });
  }

  void ends() {
    if (!rooms_for(0)) return;
    std::set<PractitionerId> people;
    for (const Link& one : chain_) people.insert(one.who);
    // The limits of one person's day, and a piece of equipment that two parts need: the very
    // function that books is asked.
    const bool sure = !shares_ && people.size() == chain_.size();
    for (PractitionerId who : people) {
      if (is_known(who)) continue;
      Question named = q_;
      named.practitioner = who;
      const bool sits = sure || choose_in_turn(s_, named, parts_, chain_.front().at).has_value();
      (sits ? found_ : refused_).insert(who);
    }
  }

  struct Kept {
    RoomId room;
    Cell from, until;
  };
  // A room for each, none of them twice at once.
  bool rooms_for(std::size_t i) {
    if (i == chain_.size()) return true;
    const ServiceTime& service = service_at(s_, parts_[i]);
    const Around own = around(s_, service.id, chain_[i].who);
    const int first = i == 0 && q_.first_visit ? s_.rules.first_visit_room_minutes : 0;
    for (const RoomTime& room : s_.rooms) {
      if (room.kind != service.room_kind) continue;
      const Kept kept{room.id, cell_at_or_before(chain_[i].at - minutes(own.before)),
                      cell_at_or_after(chain_[i].at + minutes(service.minutes + own.after + first +
                                                              room.turnover))};
      if (!s_.free.at(room.id.value)->all(kept.from, kept.until)) continue;
      const bool taken = std::ranges::any_of(rooms_, [&](const Kept& other) {
        return other.room == kept.room && other.from < kept.until && kept.from < other.until;
      });
      if (taken) continue;
      rooms_.push_back(kept);
      const bool all = rooms_for(i + 1);
      rooms_.pop_back();
      if (all) return true;
    }
    return false;
  }

  static constexpr Seconds kLongestLook = hours(4);  // no buffers are so long

  const Snapshot& s_;
  const Question& q_;
  const std::vector<Part>& parts_;
  std::vector<std::vector<Start>> starts_;
  std::vector<PractitionerId> asked_;
  std::set<PractitionerId> found_, refused_;  // of the start that is looked at
  bool shares_ = false;
  std::vector<Link> chain_;
  std::vector<Kept> rooms_;
};

}  // namespace

std::vector<Day> find_in_turn(const Snapshot& s, const Question& q,
                              const std::vector<Part>& parts) {
  std::vector<Day> days;
  for (Date d = q.from; d <= q.to; d = d + 1) days.push_back({d, {}});
  if (days.empty() || !are_known(s, parts)) return days;
  Looking looking(s, q, parts);
  for (const Start& start : looking.firsts())
    if (auto names = looking.names(start); !names.empty())
      days[static_cast<std::size_t>(s.day_of(start.at) - q.from)].starts.push_back(
          {start.at, std::move(names)});
  return days;
}

}  // namespace fascia::schedule
