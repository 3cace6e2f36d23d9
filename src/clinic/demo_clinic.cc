// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_clinic.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "clinic/answer_intake.h"
#include "clinic/book_appointment.h"
#include "clinic/book_couple.h"
#include "clinic/demo_house.h"
#include "clinic/demo_people.h"
#include "clinic/demo_timeline.h"
#include "clinic/demo_treatment.h"
#include "clinic/demo_visits.h"
#include "clinic/due_work.h"
#include "clinic/gentler_visit.h"
#include "clinic/init_clinic.h"
#include "clinic/messages.h"
#include "clinic/reply.h"
#include "clinic/screen_visit.h"
#include "clinic/service_list.h"

namespace fascia::clinic {
namespace {

constexpr int kDaysBefore = 20;  // of bookings before the first visit
constexpr int kDaysAhead = 42;
constexpr int kBeside = 12;  // how much more likely a start is that leaves no gap

const care::AnswerMap kAsBefore;

// The story of the clinic while it is told.
class Story {
 public:
  Story(Clinic& clinic, DemoClock& clock, const DemoHouse& house, const DemoData& data,
        const DemoSettings& settings)
      : clinic_(clinic),
        clock_(clock),
        house_(house),
        data_(data),
        chance_(settings.seed),
        end_(settings.now),
        beginning_(demo_beginning(settings)),
        treatment_(clinic, data, timeline_, chance_, counts_, end_) {
    auto offer = current_offer(clinic_);
    today_ = offer->zone.date(end_);
    demand_ = plan_demand(*offer, house, data, chance_, today_ - settings.weeks_back * 7,
                          today_ + kDaysAhead, today_);
  }

  Done tell(DemoMade& made) {
    for (const DemoVisit& visit : demand_.visits)
      timeline_.add(booking_time(visit), [this, &visit] { return book(visit); });
    add_replies();
    add_due_work_rounds();
    FASCIA_TRY_DONE(timeline_.run(clock_, end_));
    FASCIA_TRY_DONE(book_two());
    made.clients = static_cast<int>(demand_.persons.size());
    made.ahead = ahead_;
    made.treated = counts_.treated;
    made.troubles = counts_.troubles;
    made.first_trouble = counts_.first_trouble;
    return {};
  }

 private:
  // Days or weeks ahead, at an hour when people sit down to it.
  Instant booking_time(const DemoVisit& visit) {
    const Zone zone = current_offer(clinic_)->zone;
    int lead = visit.number > 1 ? chance_.between(6, 16) : chance_.between(1, 12);
    Date day = visit.day - lead;
    Instant at = zone.instant({day, chance_.between(7 * 60, 21 * 60)});
    Instant first = beginning_ + hours(20), last = end_ + minutes(-5);
    if (at > last) at = last + minutes(-chance_.between(0, 6 * 24 * 60));
    return std::max(at, first);
  }

  Result<Screened> screened(const DemoPerson& person, ServiceId service, Date day,
                            const care::AnswerMap& instead = {}) {
    ScreenVisit in;
    in.service = service;
    in.visit_date = day;
    in.birth_date = *person.details.birth_date;
    in.intake = demo_intake(clinic_.protocol, person);
    for (const auto& [question, answer] : instead) in.intake.answers[question] = answer;
    in.asked = "web";
    return screen_visit(clinic_, in);
  }

  // Late afternoons go first; most are put beside another visit, so that the gaps between stay long
  // enough for somebody else.
  std::optional<Instant> choose_start(const DemoVisit& visit, Date from, Date to) {
    auto offer = current_offer(clinic_);
    schedule::Question q;
    q.service = house_.services[visit.service];
    q.practitioner = house_.therapists[visit.therapist].id;
    q.from = from;
    q.to = to;
    q.now = clinic_.now();
    q.first_visit = visit.number == 1;
    std::vector<Instant> starts;
    std::vector<int> weights;
    const Seconds grid = minutes(offer->service(q.service)->grid_minutes);
    for (const auto& day : schedule::find_starts(offer->times, q))
      for (std::size_t i = 0; i < day.starts.size(); ++i) {
        Instant at = day.starts[i].at;
        bool first = i == 0 || day.starts[i - 1].at + grid < at;
        bool last = i + 1 == day.starts.size() || at + grid < day.starts[i + 1].at;
        int minute = offer->zone.wall(at).minute;
        int liked = minute >= 15 * 60 ? 6 : minute >= 11 * 60 && minute < 14 * 60 ? 2 : 3;
        starts.push_back(at);
        weights.push_back(liked * (first || last ? kBeside : 1));
      }
    if (starts.empty()) return std::nullopt;
    return starts[chance_.weighted(weights)];
  }

  std::optional<std::pair<ServiceId, Instant>> gentle_start(DemoVisit visit, Date day) {
    auto offer = current_offer(clinic_);
    const store::Service* wanted = offer->service(house_.services[visit.service]);
    const store::Service* gentle = gentler_service(*offer, *wanted);
    const auto& gives = house_.therapists[visit.therapist].services;
    if (gentle == nullptr || std::find(gives.begin(), gives.end(), gentle->id) == gives.end())
      return std::nullopt;
    auto at = std::find(house_.services.begin(), house_.services.end(), gentle->id);
    if (at == house_.services.end()) return std::nullopt;
    visit.service = std::size_t(at - house_.services.begin());
    auto start = choose_start(visit, day, day);
    if (!start) return std::nullopt;
    return std::pair(gentle->id, *start);
  }

  Done book(const DemoVisit& visit) {
    auto start = choose_start(visit, visit.day, visit.day);
    if (!start) {
      Date monday = visit.day - (visit.day.weekday() - 1);
      start = choose_start(
          visit, std::max(monday, current_offer(clinic_)->zone.date(clinic_.now())), monday + 6);
    }
    if (!start) return {};  // the week is full: they ring somebody else
    const DemoPerson& person = demand_.persons[visit.person];
    BookAppointment in;
    in.service = house_.services[visit.service];
    in.start = *start;
    in.practitioner = house_.therapists[visit.therapist].id;
    in.client = person.details;
    in.idempotency_key = fmt::format("demo-{}", ++bookings_);
    in.body = in.idempotency_key;
    Date day = current_offer(clinic_)->zone.date(*start);
    if (!chance_.percent(14)) {
      FASCIA_TRY(Screened answered, screened(person, in.service, day));
      if (!refuses(answered.screening)) in.screening = answered.token;
      // Whose answers allow gentle work alone, or leave a doubt, takes the gentle visit that day,
      // or goes to somebody who gives it.
      if (answered.screening.deep_work != care::DeepWork::full) {
        auto instead = gentle_start(visit, day);
        if (!instead) return {};
        std::tie(in.service, in.start) = *instead;
      }
    }
    auto booked = book_appointment(clinic_, in);
    if (!booked && booked.error().code == Code::conflict) return {};
    FASCIA_TRY(Booked done, std::move(booked));
    if (done.appointment.start > end_) ++ahead_;
    const DemoTherapist& therapist = house_.therapists[visit.therapist];
    Actor treats{Actor::Kind::staff, therapist.staff, store::Role::therapist, therapist.id};
    if (done.appointment.status == store::Status::requested) intake_later(done, person, day);
    treatment_.expect(done, person, treats, desk(), visit.number);
    if (visit.number == 1) book_twice_later(visit, person);
    return {};
  }

  // The first who came rings up at the end of the story; the desk mishears the name, and so the
  // clinic has them twice. Somebody will see it (merge_clients.h).
  void book_twice_later(const DemoVisit& visit, const DemoPerson& person) {
    if (twice_) return;
    twice_ = true;
    timeline_.add(end_ + minutes(-50), [this, visit, &person]() -> Done {
      auto start = choose_start(visit, today_ + 2, today_ + 12);
      if (!start) return {};
      BookAppointment in;
      in.service = house_.services[visit.service];
      in.start = *start;
      in.practitioner = house_.therapists[visit.therapist].id;
      in.client = person.details;
      in.client.email.clear();
      in.client.name.erase(in.client.name.find_last_of("aeiou"), 1);
      in.actor = desk();
      auto booked = book_appointment(clinic_, in);
      return booked ? Done{} : booked.error();
    });
  }

  Actor desk() const { return {Actor::Kind::staff, house_.desk, store::Role::desk, {}}; }

  // Two who rang a moment ago and come together, the week after next. Last of all, so that whoever
  // tells the story without them tells the same one.
  Done book_two() {
    auto offer = current_offer(clinic_);
    const store::Service* gentle = nullptr;
    for (const store::Service& one : offer->services)
      if (gentle == nullptr && service_kind(one) == care::ServiceKind::swedish) gentle = &one;
    if (gentle == nullptr) return {};
    BookCouple in;
    in.actor = desk();
    in.first.service = in.second.service = gentle->id;
    in.first.client = two_of_a_kind("Erin Falk", Date::of(1986, 3, 9), "erin.falk@example.invalid");
    in.second.client = two_of_a_kind("Jonas Falk", Date::of(1984, 8, 21), "");
    CoupleTimes ask{gentle->id, gentle->id, {}, {}, today_ + 9};
    auto day = next_couple_day(clinic_, ask);
    if (!day) return {};
    ask.day = *day;
    in.start = couple_times(clinic_, ask).back().at;
    in.reason = "two together";
    auto booked = book_couple(clinic_, in);
    return booked ? Done{} : Done(booked.error());
  }

  static ClientDetails two_of_a_kind(const char* name, Date born, const char* email) {
    ClientDetails out;
    out.name = name;
    out.birth_date = born;
    out.email = email;
    out.phone = "(780) 555-0177";
    return out;
  }

  // One of those who still come waits for a physician's letter when the story ends.
  bool wants_letter(const store::Appointment& a) {
    auto now_offered = current_offer(clinic_);
    const store::Service* service = now_offered->service(a.service);
    bool first =
        !letter_ && a.start > end_ + hours(72) && service_kind(*service) == care::ServiceKind::deep;
    letter_ = letter_ || first;
    return first;
  }

  // The health questions come in a day or two before the visit, by the private link.
  void intake_later(const Booked& booked, const DemoPerson& person, Date day) {
    const store::Appointment& a = booked.appointment;
    Instant at = a.start + hours(-chance_.between(20, 44));
    if (at < clinic_.now()) at = clinic_.now() + minutes(30);
    // Some are still due when the story ends, and what two of them answer refuses the visit.
    if (a.start > end_ && a.start < end_ + hours(40) && chance_.percent(60)) return;
    bool late = a.start > end_ + hours(24) && late_ < data_.late_answers.size();
    bool letter = !late && wants_letter(a);
    const care::AnswerMap& instead = late     ? data_.late_answers[late_++]
                                     : letter ? data_.letter_answers
                                              : kAsBefore;
    if (late) at = std::max(clinic_.now(), end_ + hours(-chance_.between(2, 6)));
    if (letter) at = std::max(clinic_.now(), end_ + hours(-3));
    const bool taps = !late && !letter;
    timeline_.add(at, [this, a, &person, day, &instead, taps]() -> Done {
      FASCIA_TRY(Screened answered, screened(person, a.service, day, instead));
      VisitDraft draft;
      draft.appointment = a.id;
      auto bound = finish_intake(clinic_, Actor{}, draft, answered);
      bool moot = !bound && bound.error().message == "appointment_over";  // cancelled meanwhile
      if (!bound) return moot ? Done{} : bound;
      // What their answers leave of a deep visit is offered at once, and they take it.
      auto visit = find_visit(clinic_, a.id, {kProgram, {}});
      if (taps && visit && gentler_offer(clinic_, *visit)) {
        auto taken = take_gentler(clinic_, a.id, {kProgram, {}});
        if (!taken && taken.error().code != Code::conflict) return taken.error();
      }
      return {};
    });
  }

  void add_replies() {
    for (const DemoReply& reply : data_.replies) {
      Instant at = end_ + days_of_24h(-reply.days_ago) + minutes(-chance_.between(30, 500));
      if (at < beginning_) continue;
      timeline_.add(at, [this, &reply]() -> Done {
        PostReply in{"deep-tissue-massage",
                     reply.name,
                     "reader@example.invalid",
                     reply.body,
                     reply.language,
                     true,
                     {}};
        return post_reply(clinic_, in);
      });
      if (!reply.approve && !reply.remove) continue;
      timeline_.add(at + hours(20), [this, &reply]() -> Done {
        for (const store::Reply& waiting : replies_to_moderate(clinic_, desk()))
          if (waiting.name == reply.name)
            FASCIA_TRY_DONE(
                moderate_reply(clinic_, desk(), waiting.id, reply.approve, std::nullopt));
        return {};
      });
    }
  }

  // What the clock brings is done each hour of the day, as a server does each minute.
  void add_due_work_rounds() {
    const auto& actions = due_actions();
    bool all = std::any_of(actions.begin(), actions.end(),
                           [](auto& action) { return action.what == "check_in.24h"; });
    if (!all) return;
    // What was written until the day before has left the outbox long ago; no server ran to send it.
    timeline_.add(end_ + hours(-24), [this] { return old_mail_has_left(clinic_); });
    for (Instant at = beginning_; at < end_; at = at + hours(1))
      timeline_.add(at, [this]() -> Done {
        while (do_due_work(clinic_) == 20) {
        }
        return {};
      });
  }

  Clinic& clinic_;
  DemoClock& clock_;
  const DemoHouse& house_;
  const DemoData& data_;
  Chance chance_;
  Instant end_, beginning_;
  Date today_;
  DemoDemand demand_;
  Timeline timeline_;
  DemoCounts counts_;
  DemoTreatment treatment_;
  int bookings_ = 0, ahead_ = 0;
  bool letter_ = false, twice_ = false;
  std::size_t late_ = 0;
};

}  // namespace

Instant demo_beginning(const DemoSettings& settings) {
  return settings.now + days_of_24h(-kDaysBefore - 7 * settings.weeks_back);
}

Result<DemoMade> make_demo(store::Store& store, store::Sealer& sealer, keys::Random& random,
                           DemoClock& clock, const Knowledge& knowledge,
                           const DemoSettings& settings) {
  FASCIA_CHECK(clock.now() == demo_beginning(settings));
  InitClinic init;
  init.name = "Grande Prairie Massage Pro";
  init.zone = "America/Edmonton";
  init.owner_name = "Margaret Cardinal";
  init.owner_sign_in = "owner";
  init.owner_password = demo_password(random);
  // Its hands are protected by the week; its visits bring their own rest.
  const BookingLimits sheet = limits_of_sheet(knowledge.plan);
  init.limits = BookingLimits();
  init.limits->deep_minutes_a_week = sheet.deep_minutes_a_week;
  init.limits->hands_on_minutes_a_week = sheet.hands_on_minutes_a_week;
  init.demo = true;
  DemoMade made;
  FASCIA_TRY(made.tenant, init_clinic(store, sealer, random, clock.now(), init));
  Clinic clinic(store, sealer, random, clock, knowledge, made.tenant);
  load_availability(clinic);
  FASCIA_TRY(DemoHouse house, furnish_demo(clinic, {init.owner_sign_in, init.owner_name,
                                                    store::Role::owner, init.owner_password}));
  FASCIA_TRY(DemoData data, read_demo_data(knowledge.screening));
  Story story(clinic, clock, house, data, settings);
  FASCIA_TRY_DONE(story.tell(made));
  made.sign_ins = house.sign_ins;
  return made;
}

}  // namespace fascia::clinic
