// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_treatment.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "clinic/change_appointment.h"
#include "clinic/chart.h"
#include "clinic/check_in.h"
#include "clinic/consent.h"
#include "clinic/day_answers.h"
#include "clinic/end_session.h"
#include "clinic/open_client.h"
#include "clinic/record_outcomes.h"
#include "clinic/session_log.h"
#include "clinic/start_session.h"
#include "clinic/tasks.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kMostTaps = 7;

Done drop(const auto& result) {
  if (!result) return result.error();
  return {};
}

// All that the day asks, answered with nothing to tell and numbers as most people have them.
care::AnswerMap quiet_day(const care::Protocol& protocol, const std::vector<std::string>& asked,
                          Chance& chance) {
  care::AnswerMap out;
  for (const std::string& id : asked) {
    const care::Question* q = protocol.question(id);
    if (q == nullptr) continue;
    switch (q->kind) {
      case care::Kind::tri:
        out[id] = q->yes_is_safe ? care::Said::yes : care::Said::no;
        break;
      case care::Kind::multi:
        out[id] = std::vector<std::string>{};
        break;
      case care::Kind::choice:
        out[id] = std::string("none");
        break;
      case care::Kind::number: {
        double usual = (q->low + q->high) / 2;
        if (q->unit == "mmHg") usual = (q->low > 40 ? 118 : 74) + chance.between(0, 8);
        if (q->unit == "mmol/L") usual = 7;
        if (q->unit == "Cel") usual = 36.7;
        out[id] = usual;
        break;
      }
      case care::Kind::regions:
        out[id] = std::vector<care::Region>{};
        break;
      case care::Kind::date:
        out[id] = care::Said::long_ago;
        break;
    }
  }
  return out;
}

std::string initials(const std::string& name) {
  std::string out;
  bool begin = true;
  for (char c : name) {
    if (begin && static_cast<unsigned char>(c) < 128) out += c;
    begin = c == ' ';
  }
  return out.empty() ? name : out;
}

Consent consent_for(const DemoPerson& person, const care::Plan& plan, Chance& chance) {
  Consent c;
  c.treatment = c.draping = c.pressure = c.stop_word = c.support = c.tender = true;
  c.depth = person.story->gentle ? 3 : 4;
  c.ceiling = plan.discomfort.ceiling;
  c.signed_by = person.details.name;
  for (const care::OwnConsentRegion& own : plan.own_consent) {
    RegionConsent r;
    r.region = own.region;
    r.says = chance.percent(88) ? RegionConsent::Says::yes : RegionConsent::Says::no;
    r.reason = "It may be part of what hurts.";
    r.alternative = "Work around it, through the drape.";
    r.signed_by = initials(person.details.name);
    c.regions.push_back(r);
  }
  return c;
}

}  // namespace

Done DemoTreatment::note(const Visit& visit, const char* what, const Done& done) {
  if (done) return {};
  ++counts_.troubles;
  if (counts_.first_trouble.empty())
    counts_.first_trouble = std::string(what) + ": " + done.error().message + " " +
                            done.error().field + " " + visit.id.text();
  return {};
}

void DemoTreatment::expect(const Booked& booked, const DemoPerson& person, const Actor& therapist,
                           const Actor& desk, int number) {
  const store::Appointment& a = booked.appointment;
  Visit visit{a.id, a.start, a.finish, &person, therapist, number, booked.manage_token};
  int fate = chance_.upto(100);
  if (fate < 4 && a.start + days_of_24h(-2) > clinic_.now()) {
    timeline_.add(a.start + days_of_24h(-2), [this, visit] {
      return note(visit, "cancel",
                  drop(cancel_appointment(clinic_, visit.id, {Actor{}, visit.manage_token})));
    });
    return;
  }
  if (fate < 7 && a.start + hours(-5) > clinic_.now()) {
    timeline_.add(a.start + hours(-5), [this, visit] {
      return note(visit, "late cancel",
                  drop(cancel_appointment(clinic_, visit.id, {Actor{}, visit.manage_token})));
    });
    return;
  }
  if (fate < 10) {
    timeline_.add(a.start + minutes(20), [this, visit, desk] {
      return note(visit, "no-show",
                  drop(set_status(clinic_, desk, visit.id, store::Status::no_show)));
    });
    return;
  }
  timeline_.add(a.start + minutes(-chance_.between(3, 12)), [this, visit, desk] {
    return note(visit, "arrived",
                drop(set_status(clinic_, desk, visit.id, store::Status::arrived)));
  });
  timeline_.add(a.start + minutes(chance_.between(0, 3)),
                [this, visit] { return note(visit, "begin", begin(visit)); });
}

int DemoTreatment::pain_before(const Visit& visit) {
  const DemoPerson& p = *visit.person;
  int worst = 0;
  for (const care::Pain& pain : p.story->pains) worst = std::max(worst, pain.intensity);
  int k = visit.number - 1, wobble = chance_.between(-1, 1), now = worst;
  switch (p.course) {
    case DemoCourse::responds:
      now = worst - (k * 9 + 5) / 10 + (k > 0 ? std::min(wobble, 0) : 0);
      break;
    case DemoCourse::plateau:
      now = worst - std::min(k, 2) + (k > 2 ? wobble : 0);
      break;
    case DemoCourse::stays:
      now = worst + wobble;
      break;
    case DemoCourse::worsens:
      now = worst + (k + 1) / 2;
      break;
  }
  return std::clamp(now, 1, 9);
}

// The questions of the day, and consent.
Done DemoTreatment::ready(const Visit& visit) {
  FASCIA_TRY(ClientFile file, open_client(clinic_, visit.therapist, visit.id));
  if (!file.room.day) return conflict("screening_missing");
  AnswerDay day{visit.id, quiet_day(clinic_.protocol, file.room.day->asked, chance_), true};
  FASCIA_TRY(DayScreening answered, answer_day(clinic_, visit.therapist, day));
  Consent consent = consent_for(*visit.person, file.room.plan, chance_);
  FASCIA_TRY_DONE(drop(give_consent(clinic_, visit.therapist, visit.id, consent)));
  int now = pain_before(visit);
  FASCIA_TRY_DONE(measure(visit, now));
  StartSession start{visit.id, {now, now, std::min(now + 2, 10)}, {}};
  start.read_findings = findings_to_read(answered.screening);
  start.identity_spoken = true;
  FASCIA_TRY_DONE(drop(start_session(clinic_, visit.therapist, start)));
  plan_taps(visit, file.room.plan, consent.declined());
  return {};
}

// What they cannot do well, and how far it moves, go with the pain.
Done DemoTreatment::measure(const Visit& visit, int pain) {
  const DemoStory& story = *visit.person->story;
  RecordOutcomes in;
  in.appointment = visit.id;
  const care::Measure* activity = care::measure_for(clinic_.follow_up.measures, "activity");
  FASCIA_CHECK(activity != nullptr);
  in.values.push_back({activity->id, double(std::clamp(9 - pain, 1, 9)), story.function});
  if (!story.movement.empty()) {
    int worst = 0;
    for (const care::Pain& p : story.pains) worst = std::max(worst, p.intensity);
    in.values.push_back({story.movement, double(story.movement_start + 3 * (worst - pain)), {}});
  }
  FASCIA_TRY_DONE(record_outcomes(clinic_, visit.therapist, in));
  return {};
}

// The client opens the link of the mail and answers, if they were asked.
Done DemoTreatment::answer(const Visit& visit, store::CheckInKind kind) {
  auto asked = clinic_.store.read([&](store::Connection& c) -> std::optional<store::CheckIn> {
    auto session = store::session_of(c, clinic_.tenant, visit.id);
    if (!session) return std::nullopt;
    for (auto& one : store::check_ins_of(c, clinic_.tenant, clinic_.sealer, session->id))
      if (one.kind == kind && !one.answered) return std::move(one);
    return std::nullopt;
  });
  if (!asked) return {};
  bool rough = chance_.percent(visit.person->course == DemoCourse::worsens ? 35 : 3);
  std::vector<std::pair<std::string, std::string>> form;
  std::string moment(store::to_string(kind));
  for (const auto* question : care::questions_at(clinic_.follow_up.check_ins, moment)) {
    const DemoCheckIn& way = rough ? data_.rough : data_.usual;
    auto at =
        std::find_if(way.begin(), way.end(), [&](auto& one) { return one.first == question->id; });
    if (at != way.end())
      form.emplace_back(question->id, chance_.of(at->second));
    else if (!question->measure.empty() && question->high == 10)
      form.emplace_back(question->id,
                        std::to_string(std::max(0, pain_before(visit) - chance_.between(0, 2))));
  }
  FASCIA_TRY_DONE(drop(answer_check_in(clinic_, {asked->id.value, asked->client, true, 5}, form)));
  // The last day's calls still wait.
  if (clinic_.now() < end_ + hours(-26))
    timeline_.add(clinic_.now() + hours(3),
                  [this, visit] { return note(visit, "call", call(visit)); });
  return {};
}

Done DemoTreatment::call(const Visit& visit) {
  for (const WaitingTask& waiting : waiting_tasks(clinic_, visit.therapist)) {
    const store::Task& task = waiting.task;
    if (task.appointment != visit.id || !waiting.may_act || task.role != store::Role::therapist)
      continue;
    if (task.kind == "hand_over_sheet")
      FASCIA_TRY_DONE(close_task(clinic_, visit.therapist, task.id, "spoke", {}));
    else
      FASCIA_TRY_DONE(note_call(clinic_, visit.therapist, task.id, "reached",
                                PrivateText("Better since this morning. Lighter next time.")));
  }
  return {};
}

Done DemoTreatment::begin(const Visit& visit) {
  FASCIA_TRY_DONE(ready(visit));
  timeline_.add(visit.finish + minutes(-chance_.between(1, 3)),
                [this, visit] { return note(visit, "finish", finish(visit)); });
  return {};
}

// Where they said no is left alone.
void DemoTreatment::plan_taps(const Visit& visit, const care::Plan& plan,
                              const std::vector<care::Region>& declined) {
  Instant at = clinic_.now();
  std::size_t taps = 0;
  auto later = [&](Instant when, const char* what, const Tap& tap) {
    timeline_.add(when, [this, visit, what, tap] {
      return note(visit, what, drop(log_tap(clinic_, visit.therapist, {visit.id, tap, 0})));
    });
  };
  Tap pace;
  pace.kind = Tap::Kind::pace;
  pace.pace = "slow";
  later(at + Seconds{20}, "pace", pace);
  for (int third = 1; third <= kComfortAsks; ++third) {
    Tap comfort;
    comfort.kind = Tap::Kind::comfort;
    comfort.value = visit.person->story->gentle ? 9 : 8;
    later(at + Seconds{(visit.finish - at).value * third / (kComfortAsks + 1)}, "comfort", comfort);
  }
  std::map<care::Region, Instant> worked_from;
  for (const care::Segment& segment : plan.segments) {
    Seconds length{std::int64_t{segment.half_minutes} * 30};
    for (const care::WorkedPlace& place : segment.places) {
      if (place.techniques.empty() || place.depth == 0 || taps >= kMostTaps) break;
      if (std::find(declined.begin(), declined.end(), place.region) != declined.end()) continue;
      ++taps;
      Tap tap;
      tap.region = place.region;
      tap.technique = place.techniques[std::size_t(chance_.upto(int(place.techniques.size())))];
      tap.depth = std::min(place.depth, visit.person->story->gentle ? 3 : 4);
      // Moving a joint is no deep stroke.
      if (const care::Technique* used = clinic_.plans.technique(tap.technique))
        tap.depth = std::clamp(tap.depth, 1, std::max(1, used->depth_high));
      Instant when = at + Seconds{30 + length.value * std::int64_t(taps % 2) / 2};
      later(when, "tap", tap);
      worked_from.emplace(place.region, when);
      // A spot that was found hurts a little less each time.
      if (const care::Technique* used = clinic_.plans.technique(tap.technique);
          used != nullptr && used->presses_tender) {
        Tap tender;
        tender.kind = Tap::Kind::tender;
        tender.region = tap.region;
        tender.value = std::max(2, 7 - visit.number);
        tender.count = 1;
        later(when + Seconds{20}, "tender", tender);
      }
      if (taps % 2 == 0) {
        Tap feels;
        feels.kind = Tap::Kind::discomfort;
        feels.value = chance_.percent(8) ? 6 : chance_.between(2, 5);
        later(when + Seconds{40}, "feels", feels);
      }
    }
    at = at + length;
  }
  for (const care::Beside& beside : plan.beside) {
    const care::Modality* modality = clinic_.plans.modality(beside.modality);
    if (modality == nullptr || !modality->lies || beside.ask) continue;
    for (const care::Region& region : beside.regions) {
      auto from = worked_from.find(region);
      if (from == worked_from.end() || from->second < clinic_.now() + minutes(9)) continue;
      lay(visit, *modality, region, from->second + Seconds{-30});
      return;
    }
  }
}

// A pack lies on a place until the hands come to it, is looked at after its minutes, and leaves
// fine skin.
void DemoTreatment::lay(const Visit& visit, const care::Modality& modality,
                        const care::Region& region, Instant until) {
  const Instant from = clinic_.now() + Seconds{30};
  Tap on;
  on.kind = Tap::Kind::put_on;
  on.modality = modality.id;
  on.region = region;
  for (const care::ModalityCheck& check : modality.checks) on.checked.push_back(check.id);
  const Instant look_at = from + minutes(modality.look_after);
  const Instant off_at = std::min(until, from + minutes(modality.minutes_high));
  timeline_.add(from, [this, visit, on, look_at, off_at]() -> Done {
    auto logged = log_tap(clinic_, visit.therapist, {visit.id, on, 0});
    if (!logged) return note(visit, "heat", logged.error());
    Tap look;
    look.kind = Tap::Kind::look;
    look.of = logged->entry.seq;
    look.skin = kSkinFine;
    Tap off = look;
    off.kind = Tap::Kind::take_off;
    for (const auto& [at, tap] : {std::pair(look_at, look), {off_at, off}})
      timeline_.add(at, [this, visit, done = tap] {
        return note(visit, "heat", drop(log_tap(clinic_, visit.therapist, {visit.id, done, 0})));
      });
    return {};
  });
}

Done DemoTreatment::finish(const Visit& visit) {
  int before = pain_before(visit);
  EndSession end{visit.id, std::max(0, before - chance_.between(0, 2))};
  end.comfort = 8;
  end.not_deep = "The client asked for light work today.";
  FASCIA_TRY_DONE(drop(end_session(clinic_, visit.therapist, end)));
  ++counts_.treated;
  using Kind = store::CheckInKind;
  for (auto [kind, after, share] : {std::tuple(Kind::after_24h, 26, 72), {Kind::after_48h, 51, 58}})
    if (chance_.percent(share))
      timeline_.add(clinic_.now() + hours(after) + minutes(chance_.between(0, 300)),
                    [this, visit, k = kind] { return note(visit, "check-in", answer(visit, k)); });
  // Who reads no mail is called an hour after each question was due, on its day or the next; who
  // did not answer, once the last question has gone out in vain.
  for (Seconds after : {minutes(12), hours(25), hours(49), hours(97), hours(170), hours(193)})
    if (clinic_.now() + after < end_ + hours(-26))
      timeline_.add(clinic_.now() + after,
                    [this, visit] { return note(visit, "call", call(visit)); });
  // A few charts of the last day wait for their signature.
  bool waits = visit.finish > end_ + hours(-30) && chance_.percent(35);
  if (waits) return {};
  timeline_.add(clinic_.now() + minutes(chance_.between(4, 10)), [this, visit]() -> Done {
    auto chart = read_chart(clinic_, visit.therapist, visit.id);
    if (!chart || chart->draft() == nullptr) return note(visit, "chart", drop(chart));
    Soap soap = chart->draft()->soap;
    if (soap.subjective.empty()) soap.subjective = visit.person->story->function;
    if (soap.plan.empty()) soap.plan = "Come back as planned.";
    if (!chart->summary.without_pace().empty()) soap.pace = "slow";
    return note(visit, "sign", sign_chart(clinic_, visit.therapist, visit.id, soap));
  });
  return {};
}

}  // namespace fascia::clinic
