// SPDX-License-Identifier: Apache-2.0
#include "clinic/day_answers.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/client_curve.h"
#include "clinic/kept_record.h"
#include "clinic/open_visit.h"
#include "core/faults.h"
#include "core/json.h"
#include "interop/record.h"
#include "store/intakes.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using care::AnswerMap;
using care::Gate;
using care::Question;

bool unsure(const AnswerMap& answers, const std::string& id) {
  auto at = answers.find(id);
  const auto* said = at == answers.end() ? nullptr : std::get_if<care::Said>(&at->second);
  return said != nullptr && (*said == care::Said::not_sure || *said == care::Said::rather_not_say);
}

bool said_yes(const AnswerMap& answers, const std::string& id) {
  auto at = answers.find(id);
  const auto* said = at == answers.end() ? nullptr : std::get_if<care::Said>(&at->second);
  return said != nullptr && *said == care::Said::yes;
}

bool judged(const care::Protocol& protocol, const std::string& question) {
  std::set<std::string> names;
  for (const care::Rule& rule : protocol.rules)
    for (const care::Row& row : rule.rows) care::collect_names(row.when, names);
  return names.count(question) != 0;
}

// Of the red-flag form: what the person was asked about that calls for help at once.
bool is_red_flag(const DayScreening& day, const Question& q) {
  return day.red_flags_first && q.gate == Gate::emergency_gate && !q.is_detail() && !q.if_unsure &&
         !q.staff && day.before.intake.answers.count(q.id) != 0;
}

// What has to be asked before the start, whether or not it is answered by now.
void list_questions(const Clinic& clinic, const care::Screening& before, DayScreening& day) {
  std::set<std::string> wanted;
  const care::Screening& after = day.screening;
  for (const care::Screening* s : {&before, &after})
    for (const auto* list : {&s->missing, &s->ask_on_the_day, &s->measure_on_arrival})
      wanted.insert(list->begin(), list->end());
  for (const auto& [id, answer] : day.today) wanted.insert(id);
  for (const Question& q : clinic.protocol.questions) {
    bool gate = q.gate == Gate::emergency_gate || q.gate == Gate::consent;
    bool unclear = gate && unsure(day.before.intake.answers, q.id);
    if (unclear || is_red_flag(day, q) || wanted.count(q.id) != 0) day.asked.push_back(q.id);
  }
}

void list_open(const Clinic& clinic, const care::Screening& before, DayScreening& day) {
  const auto& measure = before.measure_on_arrival;
  auto in = [](const std::vector<std::string>& all, const std::string& id) {
    return std::find(all.begin(), all.end(), id) != all.end();
  };
  for (const std::string& id : day.asked) {
    const care::Screening& now = day.screening;
    bool wanted = in(now.missing, id) || in(now.ask_on_the_day, id) ||
                  in(now.measure_on_arrival, id) || in(measure, id);
    bool answered = day.today.count(id) != 0;
    const Question* q = clinic.protocol.question(id);
    bool strict = q != nullptr && (q->gate == Gate::day_of_visit || q->gate == Gate::measurement ||
                                   q->gate == Gate::emergency_gate || q->gate == Gate::consent);
    bool unclear =
        strict && (answered ? unsure(day.today, id) : unsure(day.before.intake.answers, id));
    bool flag = q != nullptr && is_red_flag(day, *q);
    if (((wanted || flag) && !answered) || unclear) day.open.push_back(id);
  }
}

// What was said on the day is of that day: a visit that was moved since asks anew (R1). `round`: as
// it was decided then.
Done read_day(const Clinic& clinic, const bj::object& kept, const Zone& zone, Date visit,
              DayScreening& day, const bj::object*& round) {
  const bj::value* today = kept.if_contains("today");
  if (today == nullptr) return {};
  const bj::object& object = today->as_object();
  auto at = parse_rfc3339(std::string_view(object.at("at").as_string()));
  if (!at || zone.date(*at) != visit) return {};
  round = &object;
  FASCIA_TRY(
      care::Intake intake,
      care::read_intake_value(bj::object{{"answers", object.at("answers")}}, clinic.protocol));
  day.today = std::move(intake.answers);
  day.spoken = object.at("spoken").as_bool();
  return {};
}

// `begun`: what was decided at the start of the session, which no rule of later changes.
void decide_day(const Clinic& clinic, const store::Service& service, Date visit, DayScreening& day,
                const std::optional<care::Screening>& begun = {}) {
  day.asked.clear();
  day.open.clear();
  care::Screening before = begun ? *begun : decide(clinic, day.before, service, visit);
  day.screening = before;
  if (!begun && !day.today.empty()) {
    std::vector<AnswerMap> others;
    for (const AnswerMap& answers : day.before.others) {
      DayScreening way = day;
      way.before.intake.answers = answers;
      others.push_back(intake_of_day(clinic, way, visit).answers);
    }
    day.screening = interop::screen_ways(clinic.protocol, intake_of_day(clinic, day, visit), others,
                                         service_kind(service), visit, day.before.letters);
  }
  list_questions(clinic, before, day);
  list_open(clinic, before, day);
  bool unjudged = std::any_of(day.asked.begin(), day.asked.end(), [&](const std::string& id) {
    return said_yes(day.today, id) && !judged(clinic.protocol, id);
  });
  day.must_speak = (day.before.must_speak || unjudged) && !day.spoken;
}

// As it was decided when the session began. Of one from before that was kept: by its last round of
// answers, where the rules of now are others; by the same rules it is decided as it was.
Result<std::optional<care::Screening>> decided_at_start(const Clinic& clinic,
                                                        const bj::object& kept,
                                                        const bj::object* round) {
  const bj::object* from = round == nullptr ? &kept : round;
  const bj::value* start = kept.if_contains("at_start");
  if (start != nullptr) from = &start->as_object();
  const bj::value* told = from->if_contains("screening");
  if (told == nullptr) return std::optional<care::Screening>();
  FASCIA_TRY(care::Screening screening, care::read_screening(*told));
  if (start == nullptr && screening.protocol_version == clinic.protocol.version)
    return std::optional<care::Screening>();
  return std::optional(std::move(screening));
}

// The last round of the day was decided by other rules: what they said is shown beside what those
// of now say, and a no of theirs stays one until the therapist says anew that they spoke about it.
Done look_back_on_round(const Clinic& clinic, const bj::object* round, DayScreening& day) {
  day.then = day.before.then;
  if (round == nullptr) return {};
  FASCIA_TRY(care::Screening then, care::read_screening(round->at("screening")));
  if (then.protocol_version == clinic.protocol.version) {
    day.then.reset();
    return {};
  }
  bool held = day.before.rules_hold;
  if (!care::says_the_same(then, day.screening)) {
    held = held || (then.decision >= care::Decision::clearance && !day.refuses());
    day.then = std::move(then);
  }
  if (!held) return {};
  day.spoken = false;
  day.before.must_speak = day.must_speak = true;
  return {};
}

Result<std::optional<DayScreening>> find_day(store::Connection& c, Clinic& clinic,
                                             const Offer& offer, const store::Appointment& a,
                                             std::optional<store::KeptScreening>& kept) {
  std::optional<DayScreening> none;
  if (!a.screening) return none;
  kept = store::find_screening(c, clinic.tenant, clinic.sealer, a.screening);
  const store::Service* service = offer.service(a.service);
  if (!kept || service == nullptr) return none;
  DayScreening day;
  FASCIA_TRY(day.before, read_content(clinic, *kept));
  const Date visit = offer.zone.date(a.start);
  FASCIA_TRY(bj::value content, json::read(kept->content.reveal()));
  const bj::object* round = nullptr;
  FASCIA_TRY_DONE(read_day(clinic, content.as_object(), offer.zone, visit, day, round));
  day.begun = store::session_of(c, clinic.tenant, a.id).has_value();
  if (day.begun) {
    if (day.before.rules_hold) day.before.must_speak = day.before.rules_hold = false;
    day.before.then.reset();
    FASCIA_TRY(auto start, decided_at_start(clinic, content.as_object(), round));
    decide_day(clinic, *service, visit, day, start);
    return std::optional(std::move(day));
  }
  // Once it has begun, what was rated at its start is for the next visit.
  if (offer.zone.date(clinic.now()) == visit)
    day.red_flags_first = curve_of(c, clinic, a.client, clinic.now()).next.red_flags_first;
  decide_day(clinic, *service, visit, day);
  FASCIA_TRY_DONE(look_back_on_round(clinic, round, day));
  return std::optional(std::move(day));
}

void keep_day(store::Transaction& tx, Clinic& clinic, const Actor& actor, DayScreening& day,
              store::KeptScreening kept) {
  care::Intake answers;
  answers.answers = day.today;
  bj::object object = json::read(kept.content.reveal())->as_object();
  // Each round of the day stands there with its time; what it replaces is kept too (R3).
  bj::array earlier;
  if (auto* rounds = object.if_contains("today_before")) earlier = rounds->as_array();
  if (auto* last = object.if_contains("today")) earlier.push_back(*last);
  object["today_before"] = std::move(earlier);
  object["today"] = bj::object{{"answers", care::write_intake(answers).at("answers")},
                               {"spoken", day.spoken},
                               {"screening", care::write_screening(day.screening)},
                               {"protocol", clinic.protocol.version},
                               {"by", actor.staff.text()},
                               {"at", to_rfc3339_utc(clinic.now())}};
  kept.content = PrivateText(json::write(object));
  store::update_screening(tx, clinic.tenant, clinic.sealer, kept);
}

// Without the answers of the day that are milder than what the new screening says and the old one
// did not.
Result<bj::object> round_beside(const Clinic& clinic, const bj::object& round,
                                const ScreeningContent& told, const ScreeningContent& anew) {
  FASCIA_TRY(care::Intake day, care::read_intake_value(bj::object{{"answers", round.at("answers")}},
                                                       clinic.protocol));
  const AnswerMap said = day.answers;
  for (const care::Loosened& milder :
       care::compare_answers(clinic.protocol, anew.intake.answers, said)) {
    auto was = told.intake.answers.find(milder.question);
    auto is = anew.intake.answers.find(milder.question);
    bool same = was != told.intake.answers.end() && is != anew.intake.answers.end() &&
                was->second == is->second;
    if (!same) day.answers.erase(milder.question);
  }
  bj::object out = round;
  out["answers"] = care::write_intake(day).at("answers");
  out["spoken"] = false;
  return out;
}

Result<DayScreening> decide_again(store::Transaction& tx, Clinic& clinic, const Offer& offer,
                                  const Actor& actor, const store::Appointment& a,
                                  const AnswerMap& answers, bool spoken) {
  Date day_of_visit = offer.zone.date(a.start);
  if (offer.zone.date(clinic.now()) != day_of_visit) return conflict("visit_not_today");
  if (store::session_of(tx, clinic.tenant, a.id)) return conflict("session_started");
  std::optional<store::KeptScreening> kept;
  FASCIA_TRY(std::optional<DayScreening> day, find_day(tx, clinic, offer, a, kept));
  if (!day) return conflict("screening_missing");
  for (const auto& [id, answer] : answers) day->today[id] = answer;
  day->spoken = day->spoken || spoken;
  decide_day(clinic, *offer.service(a.service), day_of_visit, *day);
  keep_day(tx, clinic, actor, *day, std::move(*kept));
  return std::move(*day);
}

}  // namespace

care::Intake intake_of_day(const Clinic& clinic, const DayScreening& day, Date visit) {
  care::Intake out = day.before.intake;
  out.birth_date = day.before.birth_date;
  for (const Question& q : clinic.protocol.questions)
    if (visit - care::told_day(out, q.id, visit) > q.valid_days) out.answers.erase(q.id);
  for (const auto& [id, answer] : day.today) {
    out.answers[id] = answer;
    out.told_on.erase(id);
  }
  out.answered_on = visit;
  return out;
}

Done carry_day(store::Transaction& tx, Clinic& clinic, ScreeningId before,
               store::KeptScreening& kept) {
  auto old = store::find_screening(tx, clinic.tenant, clinic.sealer, before);
  if (!old || old->id == kept.id) return {};
  FASCIA_TRY(ScreeningContent told, read_content(clinic, *old));
  FASCIA_TRY(ScreeningContent anew, read_content(clinic, kept));
  FASCIA_TRY(bj::value was, json::read(old->content.reveal()));
  FASCIA_TRY(bj::value now, json::read(kept.content.reveal()));
  bj::object& from = was.as_object();
  bj::object& into = now.as_object();
  const bool adds = anew.must_speak || !unread_of(anew).empty() || anew.others != told.others ||
                    anew.intake.answers != told.intake.answers;
  if (const auto* spoken = from.if_contains("spoken"))
    into[adds ? "spoken_before" : "spoken"] = *spoken;
  bj::array rounds;
  if (const auto* earlier = from.if_contains("today_before")) rounds = earlier->as_array();
  if (const auto* today = from.if_contains("today")) {
    bj::object round = today->as_object();
    if (adds) {
      rounds.push_back(*today);
      FASCIA_TRY(round, round_beside(clinic, today->as_object(), told, anew));
    }
    into["today"] = std::move(round);
  }
  if (!rounds.empty()) into["today_before"] = std::move(rounds);
  kept.content = PrivateText(json::write(into));
  store::update_screening(tx, clinic.tenant, clinic.sealer, kept);
  return {};
}

void keep_start(store::Transaction& tx, Clinic& clinic, ScreeningId screening,
                const DayScreening& day) {
  auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, screening);
  FASCIA_CHECK(kept.has_value());
  bj::object object = json::read(kept->content.reveal())->as_object();
  object["at_start"] = bj::object{{"screening", care::write_screening(day.screening)},
                                  {"protocol", clinic.protocol.version},
                                  {"at", to_rfc3339_utc(clinic.now())}};
  kept->content = PrivateText(json::write(object));
  store::update_screening(tx, clinic.tenant, clinic.sealer, *kept);
}

Result<std::optional<DayScreening>> screening_today(store::Connection& c, Clinic& clinic,
                                                    const Offer& offer,
                                                    const store::Appointment& appointment) {
  std::optional<store::KeptScreening> kept;
  return find_day(c, clinic, offer, appointment, kept);
}

Result<care::Screening> decide_visit(store::Connection& c, Clinic& clinic, const Offer& offer,
                                     const store::Appointment& appointment,
                                     const store::Service& whole, const ScreeningContent& content) {
  FASCIA_TRY(std::optional<DayScreening> day, screening_today(c, clinic, offer, appointment));
  if (day && !day->today.empty()) return std::move(day->screening);
  return decide(clinic, content, whole, appointment.wall.date);
}

std::vector<const care::Question*> arrival_measures(const care::Protocol& protocol) {
  std::vector<const care::Question*> out;
  for (const Question& q : protocol.questions)
    if (q.gate == Gate::measurement && q.kind == care::Kind::number) out.push_back(&q);
  return out;
}

Result<DayScreening> measure_on_arrival(Clinic& clinic, const Actor& actor,
                                        const MeasureArrival& in) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  if (in.measured.empty()) return invalid("measures", "nothing_measured");
  auto measures = arrival_measures(clinic.protocol);
  Faults faults;
  for (const auto& [id, value] : in.measured) {
    auto at = std::find_if(measures.begin(), measures.end(),
                           [&wanted = id](auto* q) { return q->id == wanted; });
    const double* number = std::get_if<double>(&value);
    if (at == measures.end())
      faults.add(invalid(id, "measure_unknown"));
    else if (number == nullptr || *number < (*at)->low || *number > (*at)->high)
      faults.add(invalid(id, "number_wanted"));
  }
  FASCIA_TRY_DONE(faults.done());
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<DayScreening> {
    auto a = store::find_appointment(tx, clinic.tenant, in.appointment);
    if (!a) return not_found("appointment_unknown");
    if (!store::takes_time(a->status) || a->status == store::Status::completed)
      return conflict("visit_over");
    FASCIA_TRY(DayScreening day, decide_again(tx, clinic, *offer, actor, *a, in.measured, false));
    audit(tx, clinic, actor, "screening.measured_on_arrival", "appointment", a->id.value,
          a->client);
    return day;
  });
}

Result<DayScreening> answer_day(Clinic& clinic, const Actor& actor, const AnswerDay& in) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<DayScreening> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    const store::Appointment& a = visit.appointment;
    FASCIA_TRY(DayScreening day, decide_again(tx, clinic, *offer, actor, a, in.answers, in.spoken));
    audit(tx, clinic, actor, "screening.asked_on_the_day", "appointment", a.id.value, a.client);
    return day;
  });
}

}  // namespace fascia::clinic
