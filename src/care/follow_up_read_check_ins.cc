// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "care/follow_up_parts.h"

// Reads the questions after a session and what their answers lead to.
namespace fascia::care {
namespace {

Done read_moments(TomlTable& top, CheckInRules& rules) {
  for (TomlTable& table : top.tables("moment")) {
    CheckInMoment moment;
    moment.id = table.text("id", true);
    unique_id(table, rules.moments, moment.id);
    moment.after = hours(needed_whole(table, "after_hours", 1, 10000));
    moment.reminder = hours(needed_whole(table, "reminder_hours", 1, 1000));
    moment.expires = hours(needed_whole(table, "expires_hours", 1, 1000));
    moment.extra = table.truth("extra");
    FASCIA_TRY_DONE(table.done());
    rules.moments.push_back(std::move(moment));
  }
  return {};
}

bool is_moment(const CheckInRules& rules, const std::string& id) {
  return std::any_of(rules.moments.begin(), rules.moments.end(),
                     [&](const CheckInMoment& moment) { return moment.id == id; });
}

void read_kind(TomlTable& table, CheckInQuestion& question) {
  std::string kind = table.text("kind", true);
  if (kind == "number") {
    question.low = needed_number(table, "low", -1000, 1000);
    question.high = needed_number(table, "high", question.low, 1000);
    question.low_words = table.words("low_words");
    question.high_words = table.words("high_words");
  } else if (kind == "choice" || kind == "multi") {
    question.kind = kind == "choice" ? Kind::choice : Kind::multi;
  } else if (kind == "text") {
    question.free_text = true;
  } else {
    table.fail("kind", "protocol_value", "number, choice, multi or text is wanted");
  }
}

CheckInQuestion read_question(TomlTable& table, const FollowUpProtocol& protocol) {
  const CheckInRules& rules = protocol.check_ins;
  CheckInQuestion question;
  question.id = table.text("id", true);
  unique_id(table, rules.questions, question.id);
  question.at = table.texts("at");
  for (const std::string& id : question.at) {
    if (!is_moment(rules, id)) table.fail("at", "protocol_unknown_name", id);
  }
  read_kind(table, question);
  question.signs = table.truth("signs");
  question.needed = table.truth("needed");
  question.measure = table.text("measure");
  question.text = table.words("text", true);
  if (auto instead = table.table("instead")) {
    for (const std::string& id : instead->keys()) {
      if (!is_moment(rules, id)) instead->fail(id, "protocol_unknown_name", id);
      question.instead.emplace_back(id, instead->words(id));
    }
    if (auto ok = instead->done(); !ok) table.fail(ok.error());
  }
  for (TomlTable& option : table.tables("options")) {
    question.options.push_back(
        {option.text("id", true), {option.text("en", true), option.text("fr", true)}});
    if (auto ok = option.done(); !ok) table.fail(ok.error());
  }
  if (question.signs) {
    for (const Sign& sign : protocol.aftercare.signs) {
      question.options.push_back({sign.id, sign.text});
    }
  }
  bool wants = question.kind != Kind::number && question.options.empty();
  if (wants) table.fail("options", "protocol_key_missing");
  return question;
}

void make_names(CheckInRules& rules) {
  Names& names = rules.names;
  Name at{Kind::choice, "", {}};
  for (const CheckInMoment& moment : rules.moments) at.options.push_back(moment.id);
  names["at"] = std::move(at);
  for (const CheckInQuestion& question : rules.questions) {
    if (question.free_text) continue;
    Name name{question.kind, "", {}};
    for (const Question::Option& option : question.options) name.options.push_back(option.id);
    names[question.id] = std::move(name);
  }
  names["pain_before"] = names["baseline"] = {Kind::number, "", {}};
  names["crisis"] = names["bleeding_risk"] = names["leg_worked"] = {Kind::tri, "", {}};
}

EscalationRow read_row(TomlTable& table, const FollowUpProtocol& protocol) {
  const CheckInRules& rules = protocol.check_ins;
  EscalationRow row;
  row.id = table.text("id", true);
  unique_id(table, rules.rows, row.id);
  row.when = condition_or_no(table, "when", rules.names);
  if (!table.has("when")) table.fail("when", "protocol_key_missing");
  row.unless = table.texts("unless");
  auto level = parse_level(table.text("level", true));
  if (!level || *level == Level::none) table.fail("level", "protocol_value", "a level is wanted");
  row.level = level.value_or(Level::emergency);
  row.rank = needed_whole(table, "rank", 1, 1000);
  row.who = table.texts("who");
  for (const std::string& who : row.who) {
    bool role = who == "lead" || who == "therapist" || who == "desk";
    if (!role) table.fail("who", "protocol_value", "lead, therapist or desk is wanted");
  }
  row.lines = table.texts("lines");
  row.open_minutes = whole_or(table, "open_minutes", 1, 10000, 0);
  row.open_days = whole_or(table, "open_days", 1, 30, 0);
  for (double value : number_list(table, "tries")) row.tries.push_back(static_cast<int>(value));
  row.next_morning = table.truth("next_morning");
  row.alert = table.truth("alert");
  row.always_shown = table.truth("always_shown");
  row.text = table.words("text", true);
  row.call = table.words("call");
  bool calls = row.text.en.find("{call}") != std::string::npos;
  if (calls != !row.call.en.empty()) {
    table.fail("call", "protocol_value", "goes with {call} in the text");
  }
  if (calls) needs_placeholder(table, "text", row.text, "call");
  row.advice = table.text("advice");
  bool known = row.advice.empty() ||
               std::any_of(protocol.aftercare.advice.begin(), protocol.aftercare.advice.end(),
                           [&](const AdviceRule& rule) { return rule.id == row.advice; });
  if (!known) table.fail("advice", "protocol_unknown_name", row.advice);
  if (!row.who.empty() && row.open_minutes == 0 && row.open_days == 0) {
    table.fail("open_minutes", "protocol_key_missing", "who must act, and by when");
  }
  read_source(table, row.source, row.mark);
  return row;
}

int clock_of(TomlTable& table, std::string_view key) {
  auto minute = parse_clock(table.text(key, true));
  if (!minute) table.fail(key, "protocol_value", "a time like 09:00 is wanted");
  return minute.value_or(0);
}

void read_settings(TomlTable& table, CheckInRules& rules) {
  rules.send_from = clock_of(table, "send_from");
  rules.send_until = clock_of(table, "send_until");
  if (rules.send_until <= rules.send_from) {
    table.fail("send_until", "protocol_value", "later than send_from is wanted");
  }
  rules.lowest_ceiling = needed_whole(table, "lowest_ceiling", 0, 10);
  rules.highest_ceiling = needed_whole(table, "highest_ceiling", rules.lowest_ceiling, 10);
  rules.ask_again_when = condition_or_no(table, "ask_again_when", rules.names);
  rules.ask_again_at = table.text("ask_again_at", true);
  if (!is_moment(rules, rules.ask_again_at)) table.fail("ask_again_at", "protocol_unknown_name");
  rules.closed_call = table.words("closed_call", true);
  needs_placeholder(table, "closed_call", rules.closed_call, "time");
  rules.closed_call_unknown = table.words("closed_call_unknown", true);
  rules.closed_lines = table.texts("closed_lines");
  rules.nothing = table.words("nothing", true);
  rules.nothing_id = table.text("nothing_id", true);
  rules.least_tries = needed_whole(table, "least_tries", 1, 20);
  rules.call_outcomes = table.texts("call_outcomes");
  rules.reached_outcomes = table.texts("reached_outcomes");
  rules.alert_repeat_minutes = needed_whole(table, "alert_repeat_minutes", 1, 1440);
  rules.alert_subject = table.words("alert_subject", true);
  rules.alert_text = table.words("alert_text", true);
  rules.crisis_words = table.texts("crisis_words");
  for (const std::string& outcome : rules.reached_outcomes) {
    const auto& all = rules.call_outcomes;
    bool known = std::find(all.begin(), all.end(), outcome) != all.end();
    if (!known) table.fail("reached_outcomes", "protocol_unknown_name", outcome);
  }
}

}  // namespace

Done read_check_ins(TomlTable& top, FollowUpProtocol& protocol) {
  CheckInRules& rules = protocol.check_ins;
  FASCIA_TRY_DONE(read_moments(top, rules));
  for (TomlTable& table : top.tables("question")) {
    CheckInQuestion question = read_question(table, protocol);
    FASCIA_TRY_DONE(table.done());
    rules.questions.push_back(std::move(question));
  }
  make_names(rules);
  // The answer to the same question after the session before.
  if (auto table = top.table("pressure_before")) {
    rules.pressure_question = table->text("question", true);
    auto found = rules.names.find(rules.pressure_question);
    if (found == rules.names.end()) table->fail("question", "protocol_unknown_name");
    if (found != rules.names.end()) rules.names["pressure_before"] = found->second;
    FASCIA_TRY_DONE(table->done());
  }
  for (TomlTable& table : top.tables("row")) {
    EscalationRow row = read_row(table, protocol);
    FASCIA_TRY_DONE(table.done());
    rules.rows.push_back(std::move(row));
  }
  for (TomlTable& table : top.tables("ceiling")) {
    CeilingRow row{condition_or_no(table, "when", rules.names),
                   needed_whole(table, "change", -10, 10)};
    std::string source, mark;
    read_source(table, source, mark);
    FASCIA_TRY_DONE(table.done());
    rules.ceilings.push_back(std::move(row));
  }
  if (auto table = top.table("check_ins")) {
    read_settings(*table, rules);
    FASCIA_TRY_DONE(table->done());
  }
  if (auto fault = top.first_fault()) return *fault;
  return {};
}

}  // namespace fascia::care
