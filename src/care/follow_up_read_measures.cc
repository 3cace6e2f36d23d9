// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "care/follow_up_parts.h"

// Reads what is measured, the verdict's parameters and the rules of the figures.
namespace fascia::care {
namespace {

constexpr double kMost = 1e6;

void read_parameters(TomlTable& table, VerdictParameters& p) {
  p.rule_version = table.text("rule_version", true);
  struct Number {
    std::string_view key;
    double VerdictParameters::*at;
    double low, high;
  };
  static constexpr double kSmall = 1e-6;
  static constexpr Number kNumbers[] = {
      {"low", &VerdictParameters::low, -kMost, kMost},
      {"high", &VerdictParameters::high, -kMost, kMost},
      {"mu0", &VerdictParameters::mu0, -kMost, kMost},
      {"om2", &VerdictParameters::om2, kSmall, kMost},
      {"kap2", &VerdictParameters::kap2, kSmall, kMost},
      {"lam", &VerdictParameters::lam, kSmall, 1},
      {"w_int", &VerdictParameters::w_int, 0, 1},
      {"mcid_abs", &VerdictParameters::mcid_abs, 0, kMost},
      {"mcid_rel", &VerdictParameters::mcid_rel, 0, 1},
      {"f_in", &VerdictParameters::f_in, 0, 1},
      {"p_in", &VerdictParameters::p_in, 0, 1},
      {"p_out", &VerdictParameters::p_out, 0, 1},
      {"f_clear", &VerdictParameters::f_clear, 0, 1},
      {"p_clear", &VerdictParameters::p_clear, 0, 1},
      {"a_worse", &VerdictParameters::a_worse, 0, kMost},
      {"p_worse_in", &VerdictParameters::p_worse_in, 0, 1},
      {"p_worse_prev", &VerdictParameters::p_worse_prev, 0, 1},
      {"p_worse_out", &VerdictParameters::p_worse_out, 0, 1},
      {"still_open", &VerdictParameters::still_open, 0, kMost},
      {"p_still_open", &VerdictParameters::p_still_open, 0, 1},
      {"slope_plateau", &VerdictParameters::slope_plateau, -kMost, 0},
      {"goal", &VerdictParameters::goal, 0, kMost},
      {"rebound", &VerdictParameters::rebound, 0, kMost},
      {"jump", &VerdictParameters::jump, 0, kMost},
      {"low_baseline", &VerdictParameters::low_baseline, 0, kMost},
      {"small_room", &VerdictParameters::small_room, 0, kMost},
      {"global_change", &VerdictParameters::global_change, 0, kMost},
      {"function_gain", &VerdictParameters::function_gain, 0, kMost}};
  for (const Number& one : kNumbers) p.*one.at = needed_number(table, one.key, one.low, one.high);
  struct Whole {
    std::string_view key;
    int VerdictParameters::*at;
  };
  static constexpr Whole kWholes[] = {{"course", &VerdictParameters::course},
                                      {"n_out", &VerdictParameters::n_out},
                                      {"n_min", &VerdictParameters::n_min},
                                      {"k_min", &VerdictParameters::k_min},
                                      {"k_decide", &VerdictParameters::k_decide},
                                      {"k_force", &VerdictParameters::k_force},
                                      {"k_plateau", &VerdictParameters::k_plateau},
                                      {"slope_ratings", &VerdictParameters::slope_ratings},
                                      {"gap_days", &VerdictParameters::gap_days}};
  for (const Whole& one : kWholes) p.*one.at = needed_whole(table, one.key, 1, 1000);
  for (TomlTable& from : table.tables("series")) {
    SeriesKind kind{needed_number(from, "sigma", 0.1, 100), from.truth("decimals"),
                    from.truth("inverted")};
    if (!p.series.emplace(from.text("id", true), kind).second) {
      from.fail("id", "protocol_duplicate");
    }
    if (auto ok = from.done(); !ok) table.fail(ok.error());
  }
}

VerdictCase read_verdict_case(TomlTable& table) {
  VerdictCase one;
  one.name = table.text("name", true);
  one.series = table.text("series", true);
  std::vector<double> values = number_list(table, "ratings");
  std::vector<double> treatments = number_list(table, "treatments");
  std::vector<double> days = number_list(table, "days");
  bool fits = values.size() == treatments.size() && (days.empty() || days.size() == values.size());
  if (!fits) table.fail("treatments", "protocol_value", "one for each rating is wanted");
  for (std::size_t i = 0; fits && i < values.size(); ++i) {
    Rating rating;
    rating.value = values[i];
    rating.treatments = static_cast<int>(std::clamp(treatments[i], -1000.0, 1000.0));
    if (!days.empty()) {
      rating.on = Date::of(2026, 1, 1) + static_cast<int>(std::clamp(days[i], 0.0, 10000.0));
    }
    one.ratings.push_back(rating);
  }
  one.verdicts = table.texts("verdicts");
  if (auto last = table.table("last")) {
    for (const std::string& key : last->keys()) one.last[key] = last->number(key);
    if (auto ok = last->done(); !ok) table.fail(ok.error());
  }
  one.flags = table.texts("flags");
  one.told = table.text("told");
  one.refused = table.text("refused");
  one.file = table.file();
  one.line = table.line();
  return one;
}

void read_least(TomlTable& table, Measure& measure) {
  for (TomlTable& from : table.tables("least")) {
    LeastChange row;
    row.from = from.number("from", -kMost);
    row.to = from.number("to", kMost);
    row.absolute = maybe_number(from, "absolute");
    row.relative = from.number("relative");
    row.round_up = from.number("round_up");
    if (auto ok = from.done(); !ok) table.fail(ok.error());
    measure.least.push_back(row);
  }
}

void read_alerts(TomlTable& table, Measure& measure) {
  for (TomlTable& from : table.tables("alerts")) {
    MeasureAlert alert;
    alert.id = from.text("id", true);
    alert.at_most = maybe_number(from, "at_most");
    alert.at_least = maybe_number(from, "at_least");
    if (!alert.at_most && !alert.at_least) from.fail("at_most", "protocol_key_missing");
    alert.times = whole_or(from, "times", 1, 20, 1);
    alert.who = from.text("who", true);
    alert.text = from.words("text", true);
    if (auto ok = from.done(); !ok) table.fail(ok.error());
    measure.alerts.push_back(std::move(alert));
  }
}

void read_measure_cases(TomlTable& table, const Measure& measure, std::vector<MeasureCase>& cases) {
  for (TomlTable& from : table.tables("cases")) {
    MeasureCase one;
    one.measure = measure.id;
    one.first = needed_number(from, "first", -kMost, kMost);
    one.last = maybe_number(from, "last");
    one.least = maybe_number(from, "least");
    one.no_least = from.truth("no_least");
    one.word = from.text("word");
    one.refused = from.text("refused");
    one.file = from.file();
    one.line = from.line();
    if (auto ok = from.done(); !ok) table.fail(ok.error());
    cases.push_back(std::move(one));
  }
}

Measure read_measure(TomlTable& table) {
  Measure measure;
  measure.id = table.text("id", true);
  measure.group = table.text("group", true);
  measure.use = table.text("use");
  measure.name = table.words("name", true);
  measure.text = table.words("text", true);
  measure.low_words = table.words("low_words");
  measure.high_words = table.words("high_words");
  measure.unit = table.text("unit");
  measure.low = needed_number(table, "low", -kMost, kMost);
  measure.high = needed_number(table, "high", measure.low, kMost);
  measure.step = table.has("step") ? needed_number(table, "step", 0, kMost) : 1;
  measure.higher_is_better = table.truth("higher_is_better");
  measure.sem = maybe_number(table, "sem");
  measure.mdc = maybe_number(table, "mdc");
  measure.mdc_single = maybe_number(table, "mdc_single");
  measure.between_raters = table.number("between_raters", 1);
  measure.normal = maybe_number(table, "normal");
  read_least(table, measure);
  measure.not_below = table.texts("not_below");
  measure.items_of = table.text("items_of");
  measure.least_items = whole_or(table, "least_items", 1, 100, 0);
  measure.from_session = whole_or(table, "from_session", 1, 100, 0);
  for (double number : number_list(table, "after_sessions"))
    measure.after_sessions.push_back(static_cast<int>(number));
  measure.without_names = table.truth("without_names");
  read_alerts(table, measure);
  measure.loinc = table.text("loinc");
  measure.licence = table.text("licence", true);
  bool free = measure.licence == "free" || measure.licence == "free_with_terms";
  if (!free) table.fail("licence", "protocol_value", "free or free_with_terms is wanted");
  read_source(table, measure.source, measure.mark);
  measure.confidence = table.confidence(true);
  return measure;
}

void read_figure_rules(TomlTable& table, FigureRules& rules) {
  struct Number {
    std::string_view key;
    double FigureRules::*at;
  };
  static constexpr Number kNumbers[] = {{"measured_share", &FigureRules::measured_share},
                                        {"response", &FigureRules::response},
                                        {"response_share", &FigureRules::response_share},
                                        {"baseline_least", &FigureRules::baseline_least},
                                        {"worse", &FigureRules::worse},
                                        {"kappa", &FigureRules::kappa},
                                        {"kappa_least", &FigureRules::kappa_least},
                                        {"different", &FigureRules::different},
                                        {"cell_weight", &FigureRules::cell_weight},
                                        {"high_share", &FigureRules::high_share}};
  for (const Number& one : kNumbers) rules.*one.at = needed_number(table, one.key, 0, 1000);
  rules.kappa_most = needed_number(table, "kappa_most", rules.kappa_least, 10000);
  struct Whole {
    std::string_view key;
    int FigureRules::*at;
  };
  static constexpr Whole kWholes[] = {
      {"inside_least", &FigureRules::inside_least},
      {"public_clinic_least", &FigureRules::public_clinic_least},
      {"public_therapist_least", &FigureRules::public_therapist_least},
      {"public_cell_least", &FigureRules::public_cell_least},
      {"round_percent", &FigureRules::round_percent},
      {"round_below", &FigureRules::round_below},
      {"extreme_least", &FigureRules::extreme_least},
      {"case_ratings", &FigureRules::case_ratings},
      {"case_treatments", &FigureRules::case_treatments},
      {"kappa_therapists", &FigureRules::kappa_therapists},
      {"kappa_cases", &FigureRules::kappa_cases},
      {"window_months", &FigureRules::window_months},
      {"long_weeks", &FigureRules::long_weeks}};
  for (const Whole& one : kWholes) rules.*one.at = needed_whole(table, one.key, 1, 1000);
  rules.baseline_steps = number_list(table, "baseline_steps");
  rules.areas.clear();
  for (TomlTable& from : table.tables("areas")) {
    rules.areas.push_back({from.text("id", true), from.texts("regions")});
    if (auto ok = from.done(); !ok) table.fail(ok.error());
  }
}

}  // namespace

Done read_verdict(TomlTable& top, FollowUpProtocol& protocol) {
  if (auto table = top.table("verdict")) {
    read_parameters(*table, protocol.verdict);
    FASCIA_TRY_DONE(table->done());
  }
  if (top.has("curve_note")) protocol.note = top.words("curve_note");
  for (TomlTable& table : top.tables("verdict_case")) {
    VerdictCase one = read_verdict_case(table);
    FASCIA_TRY_DONE(table.done());
    protocol.verdict_cases.push_back(std::move(one));
  }
  if (auto fault = top.first_fault()) return *fault;
  return {};
}

Done read_measures(TomlTable& top, FollowUpProtocol& protocol) {
  for (TomlTable& table : top.tables("measure")) {
    Measure measure = read_measure(table);
    unique_id(table, protocol.measures, measure.id);
    if (!measure.use.empty() && measure_for(protocol.measures, measure.use) != nullptr)
      table.fail("use", "protocol_value", "another measure has this use");
    read_measure_cases(table, measure, protocol.measure_cases);
    FASCIA_TRY_DONE(table.done());
    protocol.measures.push_back(std::move(measure));
  }
  if (auto table = top.table("change_words")) {
    for (const std::string& key : table->keys()) protocol.change_words[key] = table->words(key);
    FASCIA_TRY_DONE(table->done());
  }
  return {};
}

Done read_figures(TomlTable& top, FollowUpProtocol& protocol) {
  auto table = top.table("figures");
  if (!table) return {};
  read_figure_rules(*table, protocol.figures);
  protocol.noise_note = table->words("noise_note", true);
  std::string source, mark;
  read_source(*table, source, mark);
  return table->done();
}

}  // namespace fascia::care
