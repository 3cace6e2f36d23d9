// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "care/interview.h"
#include "clinic/consent.h"
#include "clinic/day_answers.h"
#include "clinic/end_session.h"
#include "clinic/open_client.h"
#include "clinic/screen_visit.h"
#include "clinic/session_log.h"
#include "clinic/start_session.h"
#include "small_clinic.h"

namespace fascia::clinic {

inline const care::Region kBack{"low-back", care::Side::right};

// A client with a sore back who answered no to every health question two days before, booked with
// Ana for today at ten; now is ten.
class TreatedVisit : public SmallClinic {
 public:
  explicit TreatedVisit(std::vector<care::Pain> pains = {{kBack, 7},
                                                         {{"mid-back", care::Side::right}, 4}},
                        const care::AnswerMap& told = {}) {
    store::Staff staff;
    staff.id = ana_actor.staff;
    staff.sign_in = "ana";
    staff.name = "Ana Silva";
    staff.role = store::Role::therapist;
    staff.practitioner = ana;
    EXPECT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      store::add_staff(tx, clinic->tenant, staff, clock.now());
      return {};
    }));
    ana_actor.practitioner = ana;
    ben_actor.practitioner = ben;
    Date visit = zone.date(at(2, 10));
    care::Intake intake;
    intake.pains = std::move(pains);
    intake.sex = "female";
    intake.answers = all_no(intake, visit);
    for (const auto& [question, answer] : told) intake.answers[question] = answer;
    ScreenVisit screen;
    screen.service = deep;
    screen.visit_date = visit;
    screen.birth_date = Date::of(1988, 5, 4);
    screen.intake = intake;
    auto screened = screen_visit(*clinic, screen);
    EXPECT_TRUE(screened) << (screened ? "" : screened.error().message);
    auto in = booking(at(2, 10), "treated");
    in.service = deep;
    in.practitioner = ana;
    in.screening = screened->token;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << (booked ? "" : booked.error().message);
    id = booked->appointment.id;
    client = booked->client.id;
    clock.seconds = at(2, 10).seconds;
  }

  // What "none of these" answers, over all groups, until nothing more is asked.
  static care::AnswerMap all_no(care::Intake intake, Date visit) {
    const care::Protocol& protocol = shipped_knowledge().screening;
    intake.birth_date = Date::of(1988, 5, 4);
    for (int round = 0; round < 4; ++round)
      for (const care::Group& group : protocol.groups)
        for (auto& [question, answer] : care::none_of_these(protocol, group.id, intake.answers))
          intake.answers.emplace(question, answer);
    (void)visit;
    return intake.answers;
  }
  // All that the day asks, answered with nothing to tell.
  care::AnswerMap quiet_day() {
    care::AnswerMap out;
    auto day = today();
    for (const std::string& question : day.asked) {
      const care::Question* q = clinic->protocol.question(question);
      if (q->kind == care::Kind::tri)
        out[question] = q->yes_is_safe ? care::Said::yes : care::Said::no;
      else if (q->kind == care::Kind::multi)
        out[question] = std::vector<std::string>{};
      else if (q->kind == care::Kind::choice)
        out[question] = std::string("none");
      else if (q->kind == care::Kind::number)
        out[question] = q->id == "bp.systolic"    ? 120.0
                        : q->id == "bp.diastolic" ? 75.0
                        : q->unit == "Cel"        ? 36.6
                                                  : 5.0;
    }
    return out;
  }
  DayScreening today() {
    return store->read([&](store::Connection& c) {
      auto a = store::find_appointment(c, clinic->tenant, id);
      return screening_today(c, *clinic, *clinic->availability.get(), *a)->value();
    });
  }
  // The places that the plan asks an own consent for.
  std::vector<care::Region> own_places() {
    auto file = open_client(*clinic, ana_actor, id);
    EXPECT_TRUE(file);
    std::vector<care::Region> out;
    for (const auto& own : file->room.plan.own_consent) out.push_back(own.region);
    return out;
  }
  Consent full_consent(RegionConsent::Says places = RegionConsent::Says::yes) {
    Consent c = bare_consent();
    for (const care::Region& place : own_places())
      c.regions.push_back({place, places, "why", "what else", "M.R."});
    return c;
  }
  Consent bare_consent() const {
    Consent c;
    c.treatment = c.draping = c.pressure = c.stop_word = c.support = c.tender = true;
    c.depth = 4;
    c.ceiling = 5;
    c.signed_by = "Maya Roy";
    return c;
  }
  // Day questions and consent done: the session may start.
  void make_ready() {
    auto day = answer_day(*clinic, ana_actor, {id, quiet_day(), false});
    ASSERT_TRUE(day) << day.error().message;
    ASSERT_TRUE(day->complete()) << (day->open.empty() ? "must speak" : day->open.front());
    auto consent = give_consent(*clinic, ana_actor, id, full_consent());
    ASSERT_TRUE(consent) << consent.error().field << " " << consent.error().message;
  }
  void start() {
    make_ready();
    start_ready();
  }
  void start_ready() {
    auto read = findings_to_read(today().screening);
    auto started = start_session(*clinic, ana_actor, {id, {6, 5, 8}, read, true});
    ASSERT_TRUE(started) << started.error().message;
  }
  Result<Logged> work(const char* region, const char* technique, int depth) {
    Tap tap;
    tap.region = care::parse_region(region);
    tap.technique = technique;
    tap.depth = depth;
    return log_tap(*clinic, ana_actor, {id, tap, 0});
  }
  Result<Logged> feels(int value) {
    Tap tap;
    tap.kind = Tap::Kind::discomfort;
    tap.value = value;
    return log_tap(*clinic, ana_actor, {id, tap, 0});
  }
  Result<Logged> tapped(Tap tap) { return log_tap(*clinic, ana_actor, {id, std::move(tap), 0}); }
  Result<Logged> pace(const char* how) {
    Tap tap;
    tap.kind = Tap::Kind::pace;
    tap.pace = how;
    return tapped(tap);
  }
  Result<Logged> at_ease(int value) {
    Tap tap;
    tap.kind = Tap::Kind::comfort;
    tap.value = value;
    return tapped(tap);
  }
  Result<Logged> finds_tender(const char* region, int tenderness, int count = 1,
                              const char* muscle = "") {
    Tap tap;
    tap.kind = Tap::Kind::tender;
    tap.region = care::parse_region(region);
    tap.value = tenderness;
    tap.count = count;
    tap.muscle = muscle;
    return tapped(tap);
  }
  // As most sessions end.
  static EndSession over(AppointmentId id, int pain_now) {
    return {id, pain_now, {}, "The client asked for light work."};
  }
  void wait(int whole_minutes) { clock.seconds += 60 * whole_minutes; }
  std::string refusal() {
    auto out =
        start_session(*clinic, ana_actor, {id, {}, findings_to_read(today().screening), true});
    return out ? "started" : out.error().message;
  }

  Actor ana_actor{Actor::Kind::staff, StaffId{21}, store::Role::therapist, {}};
  Actor ben_actor{Actor::Kind::staff, StaffId{22}, store::Role::therapist, {}};
  Actor owner_actor{Actor::Kind::staff, StaffId{23}, store::Role::owner, {}};
  Actor desk_actor{Actor::Kind::staff, StaffId{24}, store::Role::desk, {}};
  AppointmentId id;
  ClientId client;
};

}  // namespace fascia::clinic
