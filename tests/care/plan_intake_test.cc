// SPDX-License-Identifier: Apache-2.0
// From an intake to a plan: what holds for any answers at all.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/json.h"
#include "plan_inputs.h"

namespace fascia::care {
namespace {

int number(int low, int high) { return *rc::gen::inRange(low, high + 1); }

Region any_region() {
  const std::vector<Region>& body = shipped().regions;
  return body[*rc::gen::inRange<std::size_t>(0, body.size())];
}

Answer any_answer(const Question& question) {
  if (number(0, 9) == 0) return number(0, 1) == 0 ? Said::not_sure : Said::rather_not_say;
  auto option = [&] {
    return question.options[*rc::gen::inRange<std::size_t>(0, question.options.size())].id;
  };
  switch (question.kind) {
    case Kind::tri:
      return number(0, 1) == 0 ? Said::yes : Said::no;
    case Kind::number:
      return question.low + number(0, 100) * (question.high - question.low) / 100;
    case Kind::date: {
      Date day = kVisit - number(0, 400);
      return SaidDate{day, to_iso(day)};
    }
    case Kind::choice:
      return question.options.empty() ? Answer(std::string("none")) : Answer(option());
    case Kind::multi:
      return question.options.empty() ? Answer(std::vector<std::string>{})
                                      : Answer(std::vector<std::string>{option()});
    case Kind::regions:
      break;
  }
  return std::vector<Region>{any_region()};
}

// A healthy person's answers with some of them changed.
Intake any_intake() {
  Intake intake = healthy(shipped());
  for (int i = number(0, 4); i > 0; --i) intake.pains.push_back({any_region(), number(1, 10)});
  static const std::vector<std::string> kSince = {"", "two days", "3 weeks", "a year",
                                                  "depuis hier"};
  intake.since = kSince[*rc::gen::inRange<std::size_t>(0, kSince.size())];
  intake.birth_date = kVisit - number(6 * 365, 95 * 365);
  const std::vector<Question>& questions = shipped().questions;
  for (int i = number(0, 4); i > 0; --i) {
    const Question& question = questions[*rc::gen::inRange<std::size_t>(0, questions.size())];
    intake.answers[question.id] = any_answer(question);
  }
  return intake;
}

RC_GTEST_PROP(PlanOfIntake, minutes_sum_excluded_places_stay_out_and_depth_is_allowed, ()) {
  Intake intake = any_intake();
  ServiceKind service = number(0, 1) == 0 ? ServiceKind::deep : ServiceKind::swedish;
  Screening screening = screen(shipped(), intake, service, kVisit);
  int minutes = number(15, 120);
  PlanInput input = plan_input(plans(), intake, screening, minutes);
  Plan plan = make_plan(plans(), input);
  int halves = 0;
  for (const Segment& segment : plan.segments) {
    halves += segment.half_minutes;
    double places = 0;
    for (const WorkedPlace& place : segment.places) {
      places += segment.minutes_at(place);
      int allowed = screening.limits.depth_at(place.region);
      RC_ASSERT(allowed > 0);
      RC_ASSERT(place.depth <= allowed);
      RC_ASSERT(place.depth <= plans().anatomy.region(place.region.id)->cap);
      for (const std::string& id : place.techniques) {
        RC_ASSERT(screening.limits.allows(id, place.region));
      }
    }
    RC_ASSERT(segment.places.empty() || std::abs(places - segment.minutes()) < 1e-6);
  }
  RC_ASSERT(halves == plan.minutes * 2);
  RC_ASSERT(plan.minutes <= minutes);
  for (const Beside& one : plan.beside) {
    for (const Region& region : one.regions) {
      RC_ASSERT(screening.limits.allows(one.modality, region));
    }
  }
  if (!screening.goes_ahead()) {
    for (const Segment& segment : plan.segments) RC_ASSERT(segment.places.empty());
  }
  RC_ASSERT(order_faults(plans(), plan).empty());
  PlanInput again =
      plan_input(plans(), intake, screen(shipped(), intake, service, kVisit), minutes);
  RC_ASSERT(json::write(write_plan(make_plan(plans(), again))) == json::write(write_plan(plan)));
}

}  // namespace
}  // namespace fascia::care
