// SPDX-License-Identifier: Apache-2.0
// `fascia plan`: the session that the protocol plans for one intake, or that stands for one visit.
#include "care/plan.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "cli/commands.h"
#include "cli/intake_file.h"
#include "cli/open_clinic.h"
#include "clinic/visit_plan.h"
#include "core/json.h"

namespace fascia::cli {
namespace {

constexpr int kShortest = 10;
constexpr int kLongest = 240;

struct PlanOptions {
  IntakeQuestion question;
  int minutes = 0;
  std::vector<std::string> conditions;
  std::string grade;
  bool seen_before = false;
  std::string appointment, why;
};

boost::json::object as_json(const ScreenedIntake& screened, const care::Plan& plan,
                            const std::string& language) {
  const care::Screening& screening = screened.screening;
  boost::json::object out = care::to_json(screened.knowledge.plan, plan, language);
  if (plan.sources_barred.empty()) {
    boost::json::array under;
    for (const std::string& muscle :
         care::muscles_under(screened.knowledge.plan.anatomy, screened.intake.pains))
      under.emplace_back(muscle);
    out["muscles_under_marks"] = std::move(under);
  }
  boost::json::array missing;
  for (const std::string& question : screening.missing) missing.emplace_back(question);
  out["screening"] = boost::json::object{
      {"decision", care::to_string(screening.decision)},
      {"goes_ahead", screening.goes_ahead()},
      {"visit_date", to_iso(screening.visit_date)},
      {"missing", std::move(missing)},
      {"protocol", boost::json::object{{"name", screening.protocol_name},
                                       {"version", screening.protocol_version}}}};
  return out;
}

void say(const care::PlanProtocol& protocol, const care::Plan& plan, const std::string& language) {
  for (const care::Recommendation& one : plan.for_client)
    std::cout << care::in_language(one.text, language) << "\n";
  for (const care::Segment& segment : plan.segments) {
    std::cout << "  " << segment.minutes() << " min  " << care::to_string(segment.phase);
    if (!segment.position.empty()) std::cout << ", " << segment.position;
    if (segment.up) std::cout << (*segment.up == care::Side::right ? ", right" : ", left") << " up";
    std::cout << "\n";
    const std::vector<int> tenths = segment.tenths_at_places();
    for (std::size_t i = 0; i < segment.places.size(); ++i) {
      const care::WorkedPlace& place = segment.places[i];
      std::cout << "      " << care::region_name(protocol.anatomy, place.region, language)
                << ": depth " << place.depth << ", " << tenths[i] / 10.0 << " min";
      for (const std::string& technique : place.techniques) std::cout << ", " << technique;
      std::cout << "\n";
    }
  }
  for (const care::Beside& one : plan.beside) {
    std::cout << "  " << one.modality << ", " << one.minutes << " min, " << one.at
              << (one.ask ? ", if the therapist agrees" : "") << "\n";
  }
  for (const care::SpotOnMap& spot : care::spots_on_map(protocol, plan)) {
    std::cout << "  ! " << care::in_language(spot.where, language) << ": "
              << care::in_language(spot.rule, language) << "\n";
  }
  for (const care::Recommendation& one : plan.watch)
    std::cout << "  ! " << care::in_language(one.text, language) << "\n";
  std::cout << "visits: " << plan.visits << ", ";
  if (plan.days_between > 0)
    std::cout << "one every " << plan.days_between << " days";
  else
    std::cout << plan.visits_a_week << " a week";
  std::cout << "; measured again at visit " << plan.reassess_at << ", in " << plan.reassess_in_days
            << " days\n";
  if (const care::Words evidence = care::evidence_text(protocol, plan.evidence);
      !evidence.en.empty())
    std::cout << care::in_language(evidence, language) << "\n";
  std::cout << "protocol: " << plan.version << "\n";
  if (!plan.screening_version.empty())
    std::cout << "screening rules: " << plan.screening_version << "\n";
}

// What was decided under other rules than those of today, where they say something else.
void say_rules(const clinic::DayScreening& day) {
  const care::Screening& now = day.screening;
  if (day.begun)
    std::cout << "decided: " << care::to_string(now.decision) << ", by the rules "
              << now.protocol_version << ", when the session began\n";
  if (day.then)
    std::cout << "the rules have changed since this was decided: then "
              << care::to_string(day.then->decision) << " (" << day.then->protocol_version
              << "), now " << care::to_string(now.decision) << " (" << now.protocol_version
              << ")\n";
}

boost::json::object as_json(const clinic::PlanChange& change) {
  boost::json::object out{{"kind", clinic::to_string(change.kind)},
                          {"reason", change.reason},
                          {"by", change.by},
                          {"at", to_rfc3339_utc(change.at)},
                          {"taken_back", change.taken_back}};
  if (change.region) out["region"] = change.region->text();
  if (!change.technique.empty()) out["technique"] = change.technique;
  if (!change.rule.empty()) out["rule"] = change.rule;
  if (change.to != 0) out["to"] = change.to;
  return out;
}

void say(const clinic::PlanChange& change) {
  std::cout << "changed: " << clinic::to_string(change.kind);
  if (change.to != 0) std::cout << ' ' << change.to;
  if (change.region) std::cout << ", " << change.region->text();
  if (!change.technique.empty()) std::cout << ", " << change.technique;
  if (!change.rule.empty()) std::cout << ", " << change.rule;
  std::cout << "; by " << change.by << ", " << to_rfc3339_utc(change.at)
            << (change.reason.empty() ? "" : ": " + change.reason)
            << (change.taken_back ? " (taken back)" : "") << "\n";
}

int run_visit(const PlanOptions& options) {
  SystemClock clock;
  const IntakeQuestion& question = options.question;
  auto open = open_clinic(question.data, question.key_file, clock);
  if (!open) return say_error(open.error());
  clinic::Clinic& clinic = (*open)->clinic();
  auto visit = clinic::visit_plan(
      clinic, AppointmentId::parse(options.appointment).value_or(AppointmentId{}), options.why);
  if (!visit) return say_error(visit.error());
  const care::Screening& screening = visit->room.day->screening;
  if (question.json) {
    auto out = care::to_json(clinic.plans, visit->room.plan, question.language);
    boost::json::array changes;
    for (const clinic::PlanChange& one : visit->room.changes) changes.push_back(as_json(one));
    out["appointment"] = visit->appointment.id.text();
    out["changes"] = std::move(changes);
    boost::json::object decided{
        {"decision", care::to_string(screening.decision)},
        {"visit_date", to_iso(screening.visit_date)},
        {"protocol", boost::json::object{{"name", screening.protocol_name},
                                         {"version", screening.protocol_version}}}};
    if (const auto& then = visit->room.day->then)
      decided["then"] = boost::json::object{{"decision", care::to_string(then->decision)},
                                            {"version", then->protocol_version}};
    out["screening"] = std::move(decided);
    std::cout << json::write_pretty(out);
  } else {
    say(clinic.plans, visit->room.plan, question.language);
    say_rules(*visit->room.day);
    for (const clinic::PlanChange& one : visit->room.changes) say(one);
  }
  return clinic::refused_by_therapist(visit->room.changes) || !screening.goes_ahead() ? kNo : kDone;
}

int run(const PlanOptions& options) {
  const bool of_visit = !options.appointment.empty();
  if (of_visit != options.question.file.empty() || (of_visit && options.question.data.empty())) {
    std::cerr << "fascia: plan takes --intake with --minutes, or --appointment with --data.\n";
    return kBadInput;
  }
  if (of_visit) return run_visit(options);
  if (options.minutes < kShortest || options.minutes > kLongest) {
    std::cerr << "fascia: --minutes takes " << kShortest << " to " << kLongest << ".\n";
    return kBadInput;
  }
  auto screened = screen_file(options.question);
  if (!screened) return say_error(screened.error());
  const care::PlanProtocol& protocol = screened->knowledge.plan;
  for (const std::string& id : options.conditions) {
    if (protocol.condition(id) != nullptr) continue;
    std::vector<std::string> names;
    for (const care::Condition& one : protocol.conditions) names.push_back(one.id);
    return say_error(invalid("condition", "condition_unknown",
                             {{"name", id}, {"nearest", care::nearest_name(id, names)}}));
  }
  care::PlanInput input =
      care::plan_input(protocol, screened->intake, screened->screening, options.minutes);
  for (const std::string& id : options.conditions) {
    if (std::find(input.named.begin(), input.named.end(), id) == input.named.end())
      input.named.push_back(id);
  }
  if (!options.grade.empty()) {
    const care::Condition* planned = care::choose_condition(protocol, input);
    std::vector<std::string> grades;
    if (planned != nullptr) grades = care::grades_of(*planned);
    if (std::find(grades.begin(), grades.end(), options.grade) == grades.end())
      return say_error(invalid("grade", "grade_unknown"));
    input.grade = options.grade;
  }
  input.first_visit = !options.seen_before;
  care::Plan plan = care::make_plan(protocol, input);
  if (options.question.json) {
    std::cout << json::write_pretty(as_json(*screened, plan, options.question.language));
  } else {
    say(protocol, plan, options.question.language);
  }
  if (screened->screening.goes_ahead()) return kDone;
  std::cerr << "fascia: the screening says "
            << (screened->screening.hold
                    ? "that safety answers are missing"
                    : std::string(care::to_string(screened->screening.decision)))
            << "; nothing is planned for the hands.\n";
  return kNo;
}

}  // namespace

void add_plan(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PlanOptions>();
  IntakeQuestion& question = options->question;
  CLI::App* command = app.add_subcommand("plan", "Plan one session from an intake");
  command->add_option("--intake", question.file, "the intake as JSON; - reads standard input");
  command->add_option(
      "--minutes", options->minutes,
      "booked minutes; no plan is longer than the longest of the protocol's lengths");
  command->add_option("--appointment", options->appointment,
                      "a visit of the clinic in --data: its plan as it stands, what the therapist "
                      "changed of it, when and why");
  command->add_option("--why", options->why, "why that visit's plan is read; kept in the audit");
  command->add_option("--service", question.service,
                      "deep, swedish, or the id of a service of the clinic in --data (default: the "
                      "intake's own, else deep)");
  command->add_option("--now", question.now,
                      "the day of the visit, if the intake names none (default: today)");
  command->add_option("--condition", options->conditions,
                      "a condition plan by its id; it may be given twice");
  command->add_option("--grade", options->grade,
                      "its grade, where the plan has grades, such as II");
  command->add_flag("--seen-before", options->seen_before, "not a first visit");
  command->add_option("--data", question.data, "the clinic whose services are meant");
  command->add_option("--key-file", question.key_file, "its master key (default: DIR.key)");
  command->add_option("--language", question.language, "words in en or fr")
      ->check(CLI::IsMember({"en", "fr"}))
      ->capture_default_str();
  command->add_flag("--json", question.json, "print the whole plan as JSON");
  command->footer(
      "Exit codes: 0 planned, 1 the screening says no (nothing is planned for the hands), 2 bad\n"
      "input, 3 a file cannot be read.\n"
      "Examples:\n"
      "  fascia plan --intake docs/examples/intake-go-ahead.json --minutes 60 --json\n"
      "  fascia plan --intake intake.json --minutes 30 --service swedish --language fr\n"
      "  fascia plan --appointment 2k6wr1n3s9vy5 --data clinic --why \"the client asked for it\"");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fascia::cli
