// SPDX-License-Identifier: Apache-2.0
#include "clinic/client_curve.h"

#include <algorithm>

#include "clinic/open_visit.h"
#include "keys/token.h"
#include "store/records.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kJudged = "pain_average";  // the use of what the verdict runs on
constexpr std::string_view kMean = "pain_mean";       // instead of it where all three were asked
// A rating between sessions counts when none ended or begins so near to it (sheet c 8.6).
constexpr Seconds kClearOfSession = days_of_24h(3);
constexpr Seconds kCurveOpens = days_of_24h(30);

struct Line {
  CurveOfMeasure curve;
  PractitionerId first_by, last_by;
};

// One line for each measure, and for each activity in the client's words; the newest of a visit
// counts.
std::vector<Line> lines_of(const Clinic& clinic, const Zone& zone, const std::vector<Kept>& kept) {
  std::vector<Line> out;
  for (const Kept& one : kept) {
    const care::Measure* measure =
        care::find_measure(clinic.follow_up.measures, one.outcome.measure);
    if (measure == nullptr) continue;
    auto line = std::find_if(out.begin(), out.end(), [&](const Line& l) {
      return l.curve.measure == measure && l.curve.activity == one.activity;
    });
    if (line == out.end())
      line = out.insert(out.end(), Line{{measure, one.activity, {}, {}}, one.by, one.by});
    CurveOfMeasure::Point point{zone.date(one.outcome.taken), one.value, one.outcome.treatments,
                                one.source, one.when == "check_in"};
    auto& points = line->curve.points;
    if (!points.empty() && points.back().day == point.day &&
        points.back().treatments == point.treatments)
      points.back() = point;
    else
      points.push_back(point);
    line->last_by = one.by;
  }
  for (Line& line : out)
    if (line.curve.points.size() > 1)
      line.curve.change =
          care::change(*line.curve.measure, line.curve.points.front().value,
                       line.curve.points.back().value, line.first_by == line.last_by);
  return out;
}

const CurveOfMeasure* find_line(const std::vector<CurveOfMeasure>& lines, std::string_view use) {
  for (const CurveOfMeasure& line : lines)
    if (line.measure->use == use) return &line;
  return nullptr;
}

// The mean gain over the activities that were rated twice.
std::optional<double> function_gain(const std::vector<CurveOfMeasure>& lines) {
  double sum = 0;
  int count = 0;
  for (const CurveOfMeasure& line : lines) {
    if (line.measure->use != "activity" || line.points.size() < 2) continue;
    sum += line.points.back().value - line.points.front().value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

// How strong it was when the health form was filled in, at its worst place: before the first
// treatment. Later the person rates it apart, and a form that is sent again says of the worst place
// what the whole is not.
void add_intakes(const Clinic& clinic, ClientId client, const std::vector<KeptIntake>& intakes,
                 const std::vector<store::TreatmentSession>& sessions, std::vector<Kept>& kept) {
  const care::Measure* now = care::measure_for(clinic.follow_up.measures, "pain_now");
  if (now == nullptr) return;
  for (const KeptIntake& one : intakes) {
    int strongest = -1;
    for (const care::Pain& pain : one.intake.pains) strongest = std::max(strongest, pain.intensity);
    if (strongest < 0) continue;
    Kept out;
    out.outcome.client = client;
    out.outcome.measure = now->id;
    out.outcome.taken = one.answered;
    for (const auto& session : sessions)
      if (session.ended && *session.ended <= one.answered) ++out.outcome.treatments;
    if (out.outcome.treatments > 0) continue;
    out.value = strongest;
    out.when = "before";
    out.source = MeasuredBy::intake;
    kept.push_back(std::move(out));
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Kept& x, const Kept& y) { return x.outcome.taken < y.outcome.taken; });
}

// What a check-in asks counts when it is asked well after one session and well before the next.
bool counts(const Kept& kept, const std::vector<store::TreatmentSession>& sessions) {
  if (kept.when != "check_in") return kept.when == "before";
  Instant taken = kept.outcome.taken;
  bool after_one = false;
  for (const store::TreatmentSession& session : sessions) {
    bool later = session.started > taken;
    if (later && session.started <= taken + kClearOfSession) return false;
    if (later) continue;
    if (!session.ended || *session.ended + kClearOfSession > taken) return false;
    after_one = true;
  }
  return after_one;
}

const CurveOfMeasure::Point* at_same_time(const CurveOfMeasure* line,
                                          const CurveOfMeasure::Point& as) {
  if (line == nullptr) return nullptr;
  for (const auto& point : line->points)
    if (point.day == as.day && point.treatments == as.treatments &&
        point.between_visits == as.between_visits)
      return &point;
  return nullptr;
}

// Now, average and worst as one number, where each rating has all three: it is less noisy, so that
// small gains are told sooner (sheet c 7b.1). A series holds one kind: else there is none.
std::vector<CurveOfMeasure::Point> means_of(const ClientCurve& curve, const CurveOfMeasure& pain) {
  const CurveOfMeasure* now = find_line(curve.measures, "pain_now");
  const CurveOfMeasure* worst = find_line(curve.measures, "pain_worst");
  std::vector<CurveOfMeasure::Point> out;
  for (CurveOfMeasure::Point point : pain.points) {
    const auto* n = at_same_time(now, point);
    const auto* w = at_same_time(worst, point);
    if (n == nullptr || w == nullptr) return {};
    point.value = (point.value + n->value + w->value) / 3;
    out.push_back(point);
  }
  return out;
}

// The days of a new injury or an operation, as the client's health forms tell them.
std::vector<Date> fresh_starts(const Clinic& clinic, const std::vector<KeptIntake>& intakes) {
  std::vector<Date> out;
  for (const KeptIntake& kept : intakes)
    for (const care::LetterEnd& event : clinic.protocol.letter_ends) {
      if (!event.new_episode) continue;
      for (const std::string& question : event.dates) {
        auto answer = kept.intake.answers.find(question);
        if (answer == kept.intake.answers.end()) continue;
        if (const auto* day = std::get_if<care::SaidDate>(&answer->second))
          out.push_back(day->latest);
      }
    }
  return out;
}

void set_flags(const Clinic& clinic, bool global_change, ClientCurve& out) {
  const care::VerdictStep& now = out.verdict;
  const std::pair<std::string_view, bool> raised[] = {{"jump", now.jump},
                                                      {"rebound", now.rebound},
                                                      {"low_baseline", now.low_baseline},
                                                      {"small_room", now.small_room},
                                                      {"global_change", global_change}};
  for (const care::CourseFlag& flag : clinic.plans.flags)
    for (const auto& [id, up] : raised) {
      if (flag.id != id || !up) continue;
      out.flags.push_back(&flag);
      out.next.red_flags_first |= flag.red_flags_first;
    }
}

void judge_course(const Clinic& clinic, const std::vector<Date>& starts, ClientCurve& out) {
  const care::VerdictParameters& rules = clinic.follow_up.verdict;
  const CurveOfMeasure* pain = find_line(out.measures, kJudged);
  const care::Measure* mean = care::measure_for(clinic.follow_up.measures, kMean);
  std::vector<CurveOfMeasure::Point> points;
  if (pain != nullptr && mean != nullptr) points = means_of(out, *pain);
  bool by_mean = !points.empty();
  if (pain != nullptr && !by_mean) points = pain->points;
  auto course = care::VerdictCourse::begin(rules, pain == nullptr ? std::string()
                                                  : by_mean       ? mean->id
                                                                  : pain->measure->id);
  if (pain != nullptr && course) {
    std::optional<Date> before;
    for (const auto& point : points) {
      care::Rating rating;
      rating.new_episode = before && std::any_of(starts.begin(), starts.end(), [&](Date day) {
                             return *before < day && day <= point.day;
                           });
      before = point.day;
      rating.value = point.value;
      rating.treatments = point.treatments;
      rating.on = point.day;
      rating.check_in = point.between_visits;
      // A rating that the rule cannot take is left out; the others still say something.
      auto added = course->add(rating);
      (void)added;
    }
    out.verdict = course->now();
  }
  bool goal_twice = pain != nullptr && pain->points.size() > 2;
  if (goal_twice)
    for (auto p = pain->points.end() - 2; p != pain->points.end(); ++p)
      goal_twice = goal_twice && p->value <= rules.goal;
  const CurveOfMeasure* global = find_line(out.measures, "global");
  std::optional<double> said;
  if (global != nullptr) said = global->points.back().value;
  auto other = care::disagreements(rules, out.verdict.verdict, said, function_gain(out.measures));
  out.next =
      care::next_step(clinic.plans.next, rules, out.verdict, goal_twice, other.function_better);
  set_flags(clinic, other.global_change, out);
}

}  // namespace

ClientCurve curve_of(store::Connection& c, Clinic& clinic, ClientId client, Instant until) {
  auto offer = clinic.availability.get();
  ClientCurve out;
  out.client = client;
  if (auto found = store::find_client(c, clinic.tenant, client)) out.client_name = found->name;
  auto sessions = store::sessions_of(c, clinic.tenant, client);
  for (const auto& session : sessions) {
    if (!session.ended || *session.ended > until) continue;
    ++out.visits;
    if (!out.since) out.since = offer->zone.date(session.started);
  }
  auto kept = kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, client));
  std::erase_if(kept, [&](const Kept& k) { return !counts(k, sessions); });
  // How it was with the therapist, nobody reads by name.
  std::erase_if(kept, [&](const Kept& k) {
    const auto* measure = care::find_measure(clinic.follow_up.measures, k.outcome.measure);
    return measure != nullptr && measure->without_names;
  });
  const std::vector<KeptIntake> intakes = intakes_of(c, clinic, client);
  add_intakes(clinic, client, intakes, sessions, kept);
  std::erase_if(kept, [&](const Kept& k) { return k.outcome.taken > until; });
  out.scores = scores_of(c, clinic, kept, offer->zone);
  for (Line& line : lines_of(clinic, offer->zone, kept))
    out.measures.push_back(std::move(line.curve));
  std::stable_partition(out.measures.begin(), out.measures.end(),
                        [](const CurveOfMeasure& m) { return m.measure->use == kJudged; });
  judge_course(clinic, fresh_starts(clinic, intakes), out);
  return out;
}

Result<ClientCurve> curve_of_link(Clinic& clinic, const OpenLink& link) {
  return clinic.store.read([&](store::Connection& c) -> Result<ClientCurve> {
    return curve_of(c, clinic, link.client, clinic.now());
  });
}

Result<ClientCurve> curve_of_client(Clinic& clinic, const Actor& actor, ClientId client) {
  if (!treats(actor)) return forbidden();
  return clinic.store.write([&](store::Transaction& tx) -> Result<ClientCurve> {
    auto visits = store::list_of_client(tx, clinic.tenant, client);
    if (visits.empty()) return not_found("client_unknown");
    auto own = std::find_if(visits.begin(), visits.end(), [&](const store::Appointment& a) {
      return a.practitioner == actor.practitioner;
    });
    AppointmentId by = own == visits.end() ? visits.back().id : own->id;
    FASCIA_TRY(OpenVisit visit, open_visit(tx, clinic, actor, by));
    audit(tx, clinic, actor, "curve.read", "client", client.value, client);
    return curve_of(tx, clinic, visit.client.id, clinic.now());
  });
}

Result<std::string> open_progress(Clinic& clinic, const OpenLink& link,
                                  const std::string& browser) {
  if (!link.known_browser) return forbidden();
  return clinic.store.write([&](store::Transaction& tx) -> Result<std::string> {
    std::string token = make_private_link(
        tx, clinic, {"curve", link.client.value, link.client, clinic.now() + kCurveOpens});
    store::link_opened(tx, clinic.tenant, keys::token_hash(token), keys::token_hash(browser));
    return "/progress/" + token;
  });
}

}  // namespace fascia::clinic
