// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_visits.h"

#include <algorithm>

namespace fascia::clinic {
namespace {

// Somebody who comes more than once.
struct Series {
  std::size_t person = 0, therapist = 0, service = 0;
  Date next;
  int every_days = 7;
  int left = 0;
  int number = 1;
};

class Demand {
 public:
  Demand(const Offer& offer, const DemoHouse& house, const DemoData& data, Chance& chance)
      : offer_(offer), house_(house), data_(data), chance_(chance) {}

  void fill_week(Date monday, Date first, Date last, int full_percent) {
    for (std::size_t t = 0; t < house_.therapists.size(); ++t) {
      int wanted = working_minutes(t, monday, first, last) * full_percent / 100;
      std::vector<Date> days = working_days(t, monday, first, last);
      if (days.empty()) continue;
      for (Series& s : series_)
        if (s.therapist == t && s.left > 0 && s.next < monday + 7 && wanted > 0)
          wanted -= come_back(s, days);
      while (wanted > 0) wanted -= somebody_new(t, days);
    }
  }

  DemoDemand take() {
    std::stable_sort(out_.visits.begin(), out_.visits.end(),
                     [](auto& a, auto& b) { return a.day < b.day; });
    return std::move(out_);
  }

 private:
  std::vector<schedule::Shift> shifts_of(std::size_t t) const {
    std::vector<schedule::Shift> out;
    for (const schedule::Shift& s : house_.shifts)
      if (s.practitioner == house_.therapists[t].id) out.push_back(s);
    return out;
  }
  int working_minutes(std::size_t t, Date monday, Date first, Date last) const {
    int sum = 0;
    for (const auto& s : shifts_of(t))
      if (Date day = monday + (s.weekday - 1); day >= first && day <= last)
        sum += s.to_minute - s.from_minute - (s.break_to.value_or(0) - s.break_from.value_or(0));
    return sum;
  }
  std::vector<Date> working_days(std::size_t t, Date monday, Date first, Date last) const {
    std::vector<Date> out;
    for (const auto& s : shifts_of(t))
      if (Date day = monday + (s.weekday - 1); day >= first && day <= last) out.push_back(day);
    return out;
  }
  int busy_minutes(std::size_t service) const {
    const store::Service* s = offer_.service(house_.services[service]);
    return s->before_minutes + s->minutes + s->after_minutes;
  }

  int come_back(Series& s, const std::vector<Date>& days) {
    // The weekday they had before, or the nearest the therapist works.
    Date day = *std::min_element(days.begin(), days.end(), [&](Date a, Date b) {
      return std::abs(a - s.next) < std::abs(b - s.next);
    });
    out_.visits.push_back({s.person, s.therapist, s.service, day, ++s.number});
    s.next = day + s.every_days;
    --s.left;
    return busy_minutes(s.service);
  }

  int somebody_new(std::size_t t, const std::vector<Date>& days) {
    std::size_t index = out_.persons.size();
    Date day = chance_.of(days);
    out_.persons.push_back(make_person(data_, chance_, day, int(index) + 1));
    std::size_t service = service_for(*out_.persons.back().story, t);
    out_.visits.push_back({index, t, service, day, 1});
    if (chance_.percent(62)) {
      static constexpr int kEvery[] = {7, 7, 7, 14, 14, 21, 28};
      Series s{index, t, service, {}, kEvery[chance_.upto(7)], chance_.between(1, 9), 1};
      s.next = day + s.every_days;
      series_.push_back(s);
    }
    return busy_minutes(service);
  }

  // One that fits the story and that the therapist gives.
  std::size_t service_for(const DemoStory& story, std::size_t t) {
    const auto& gives = house_.therapists[t].services;
    std::vector<std::size_t> fit, any;
    std::vector<int> fit_weights;
    for (std::size_t i = 0; i < house_.services.size(); ++i) {
      if (std::find(gives.begin(), gives.end(), house_.services[i]) == gives.end()) continue;
      any.push_back(i);
      const std::string& slug = offer_.service(house_.services[i])->slug;
      if (std::find(story.services.begin(), story.services.end(), slug) == story.services.end())
        continue;
      fit.push_back(i);
      fit_weights.push_back(house_.popular[i]);
    }
    return fit.empty() ? chance_.of(any) : fit[chance_.weighted(fit_weights)];
  }

  const Offer& offer_;
  const DemoHouse& house_;
  const DemoData& data_;
  Chance& chance_;
  std::vector<Series> series_;
  DemoDemand out_;
};

}  // namespace

DemoDemand plan_demand(const Offer& offer, const DemoHouse& house, const DemoData& data,
                       Chance& chance, Date first, Date last, Date today) {
  Demand demand(offer, house, data, chance);
  static constexpr int kAhead[] = {64, 58, 58, 56, 54, 50, 46};
  for (Date monday = first - (first.weekday() - 1); monday <= last; monday = monday + 7) {
    int weeks = (monday + 6 - today) / 7;
    // The clinic fills as it becomes known: from a third to three quarters.
    int full = monday + 6 < today ? std::max(30, 72 - 3 * ((today - monday - 6) / 7))
                                  : kAhead[std::min(weeks, 6)];
    demand.fill_week(monday, first, last, full);
  }
  return demand.take();
}

}  // namespace fascia::clinic
