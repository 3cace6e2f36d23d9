// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>

#include "care/intake.h"
#include "care/protocol_parts.h"

namespace fascia::care {
namespace {

std::vector<Place> read_list(TomlTable& table, const Protocol& protocol) {
  std::vector<Place> places;
  for (const std::string& text : table.texts("at")) {
    if (auto place = read_place(protocol, text)) {
      places.push_back(*std::move(place));
    } else {
      table.fail("at", "protocol_unknown_name", text);
    }
  }
  return places;
}

void check_technique(TomlTable& table, const Protocol& protocol, const std::string& name) {
  if (protocol.techniques.count(name) == 0) table.fail("forbid", "protocol_unknown_name", name);
}

Change read_change(TomlTable& table, const Protocol& protocol) {
  Change change;
  change.places = read_list(table, protocol);
  change.max_depth = number_or_setting(table, "depth", protocol);
  if (change.max_depth && (*change.max_depth < 0 || *change.max_depth > 5)) {
    table.fail("depth", "protocol_value", "0 to 5");
  }
  for (const std::string& name : table.texts("forbid")) {
    check_technique(table, protocol, name);
    auto found = protocol.techniques.find(name);
    if (found == protocol.techniques.end()) continue;
    change.forbid.insert(change.forbid.end(), found->second.begin(), found->second.end());
  }
  change.forbids = ways_of(protocol, change.forbid);
  change.positions = table.texts("positions");
  for (const std::string& position : change.positions) {
    const auto& all = protocol.positions;
    if (std::find(all.begin(), all.end(), position) == all.end()) {
      table.fail("positions", "protocol_unknown_name", position);
    }
  }
  if (auto minutes = table.maybe_whole("minutes")) change.minutes = static_cast<int>(*minutes);
  if (table.has("service")) {
    change.service = parse_service_kind(table.text("service"));
    if (!change.service) table.fail("service", "protocol_value", "deep or swedish");
  }
  return change;
}

std::vector<Change> read_changes(TomlTable& table, std::string_view key, const Protocol& protocol) {
  std::vector<Change> all;
  for (TomlTable& one : table.tables(key)) {
    all.push_back(read_change(one, protocol));
    if (auto ok = one.done(); !ok) table.fail(ok.error());
  }
  return all;
}

// "modify", or "setting:…" for one that a reviewer may change.
Decision read_decision(TomlTable& table, std::string_view key, const Protocol& protocol) {
  std::string text = table.text(key, true);
  constexpr std::string_view kSetting = "setting:";
  if (text.rfind(kSetting, 0) == 0) {
    const Setting* setting = protocol.setting(text.substr(kSetting.size()));
    if (setting != nullptr && setting->decision) return *setting->decision;
    table.fail(key, "protocol_unknown_name", text);
  }
  auto decision = text == "none" ? Decision::proceed : parse_decision(text);
  if (!decision) table.fail(key, "protocol_value", "a decision is wanted, not " + text);
  return decision.value_or(Decision::emergency);
}

void read_both(TomlTable& table, const Protocol& protocol, Decision& deep, Decision& swedish) {
  if (table.has("both")) {
    deep = swedish = read_decision(table, "both", protocol);
    return;
  }
  deep = read_decision(table, "deep", protocol);
  swedish = read_decision(table, "swedish", protocol);
}

std::optional<Urgency> read_urgency(TomlTable& table) {
  if (!table.has("urgency")) return std::nullopt;
  auto urgency = parse_urgency(table.text("urgency"));
  if (!urgency) table.fail("urgency", "protocol_value", "an urgency is wanted");
  return urgency;
}

void read_earliest(TomlTable& table, const Protocol& protocol, Row& row) {
  auto earliest = table.table("earliest");
  if (!earliest) return;
  row.earliest_after = earliest->text("after", true);
  row.earliest_days = number_or_setting(*earliest, "days", protocol).value_or(0);
  const Question* question = protocol.question(row.earliest_after);
  if (row.earliest_after != "visit" && (question == nullptr || question->kind != Kind::date)) {
    earliest->fail("after", "protocol_unknown_name", row.earliest_after);
  }
  if (auto ok = earliest->done(); !ok) table.fail(ok.error());
}

Row read_row(TomlTable& table, const Protocol& protocol, const Names& names, const Rule& rule,
             const Words& reason) {
  Row row;
  row.when_text = table.text("when", true);
  row.when = read_condition(table, "when", names);
  read_both(table, protocol, row.deep, row.swedish);
  row.urgency = read_urgency(table).value_or(Urgency::none);
  row.local = table.truth("local");
  row.places = read_list(table, protocol);
  row.changes = read_changes(table, "changes", protocol);
  row.reason = table.words("reason");
  if (row.reason.en.empty()) row.reason = reason;
  if (row.reason.en.empty()) table.fail("reason", "protocol_key_missing");
  row.advice = table.words("advice");
  if (row.deep == Decision::emergency && row.advice.en.empty()) {
    table.fail("advice", "protocol_key_missing", "an emergency says what to do");
  }
  if ((row.local || row.deep == Decision::avoid_region) && row.places.empty()) {
    table.fail("at", "protocol_key_missing", "a region to avoid is named");
  }
  if (row.deep < row.swedish) {
    table.fail("swedish", "protocol_value", "the gentler service is never the stricter one");
  }
  if (row.deep == Decision::clearance && rule.clearance_days == 0) {
    table.fail("deep", "protocol_value", "clearance needs the rule's clearance_days");
  }
  read_earliest(table, protocol, row);
  row.clearance_days = static_cast<int>(table.whole("clearance_days"));
  if (row.clearance_days != 0 && row.clearance_days >= rule.clearance_days) {
    table.fail("clearance_days", "protocol_value", "shorter than the rule's clearance_days");
  }
  row.line = table.line();
  return row;
}

// The names of questions in a text, with another in place of each whose first part stands in
// `instead`, where there is such a question.
std::string with_others(std::string_view text, const Protocol& protocol,
                        const std::map<std::string, std::string>& instead) {
  constexpr std::string_view kOfNames = "abcdefghijklmnopqrstuvwxyz0123456789_.";
  std::string out;
  bool quoted = false;
  while (!text.empty()) {
    std::string_view name = text.substr(0, text.find_first_not_of(kOfNames));
    if (quoted || name.empty()) {
      quoted = quoted != (text.front() == '"');
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(name.size());
    auto other = instead.find(std::string(name.substr(0, name.find('.'))));
    std::string asked = other == instead.end() ? std::string() : other->second;
    if (!asked.empty() && name.find('.') != name.npos) asked += name.substr(name.find('.'));
    out += protocol.question(asked) == nullptr ? std::string(name) : asked;
  }
  return out;
}

// `also = { this = "that" }`: the rows hold for the questions of that name as well.
// Whether a condition still reads a question that another stands in for: a term hides it.
bool reads_exchanged(const Expression& condition, const Protocol& protocol,
                     const std::map<std::string, std::string>& instead) {
  std::set<std::string> names;
  collect_names(condition, names);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return with_others(name, protocol, instead) != name;
  });
}

void add_rows_for_others(TomlTable& table, const Protocol& protocol, const Names& names,
                         Rule& rule) {
  auto also = table.table("also");
  if (!also) return;
  std::map<std::string, std::string> instead;
  for (const std::string& name : also->keys()) instead[name] = also->text(name);
  if (auto ok = also->done(); !ok) table.fail(ok.error());
  const std::size_t count = rule.rows.size();
  for (std::size_t i = 0; i < count; ++i) {
    Row row = rule.rows[i];
    row.when_text = with_others(row.when_text, protocol, instead);
    if (row.when_text == rule.rows[i].when_text) {
      if (reads_exchanged(row.when, protocol, instead))
        table.fail("also", "protocol_value", "a term hides the question in " + row.when_text);
      continue;
    }
    Result<Expression> condition = parse_condition(row.when_text, names);
    if (!condition) {
      table.fail("also", "protocol_value", row.when_text);
      continue;
    }
    row.when = *std::move(condition);
    if (reads_exchanged(row.when, protocol, instead))
      table.fail("also", "protocol_value", "a term hides the question in " + row.when_text);
    row.earliest_after = with_others(row.earliest_after, protocol, instead);
    for (Place& place : row.places) place.marked = with_others(place.marked, protocol, instead);
    for (Change& change : row.changes)
      for (Place& place : change.places)
        place.marked = with_others(place.marked, protocol, instead);
    rule.rows.push_back(std::move(row));
  }
  if (rule.rows.size() == count) table.fail("also", "protocol_unknown_name");
}

void read_origin(TomlTable& table, const Protocol& protocol, Rule& rule) {
  rule.sources = table.texts("sources");
  if (rule.sources.empty()) table.fail("sources", "protocol_key_missing");
  for (const std::string& id : rule.sources) {
    if (protocol.sources.count(id) == 0) table.fail("sources", "protocol_unknown_name", id);
  }
  rule.mark = table.mark(true);
  rule.confidence = table.confidence(true);
  rule.clinic_must_confirm = table.truth("clinic_must_confirm");
  rule.confirmed_by = table.text("confirmed_by");
  rule.confirmed_on = table.text("confirmed_on");
}

// "89 days ago" counts back from the case's visit; everything else is as in an intake.
boost::json::value as_json(const toml::node& node, Date visit) {
  if (const auto* list = node.as_array()) {
    boost::json::array all;
    for (const toml::node& item : *list) all.push_back(as_json(item, visit));
    return all;
  }
  if (auto number = node.value_exact<std::int64_t>()) return static_cast<double>(*number);
  if (auto number = node.value_exact<double>()) return *number;
  std::string text = node.value<std::string>().value_or("");
  constexpr std::string_view kAgo = " days ago";
  if (text.size() > kAgo.size() && text.substr(text.size() - kAgo.size()) == kAgo) {
    int days = 0;
    std::from_chars(text.data(), text.data() + text.size() - kAgo.size(), days);
    text = to_iso(visit - days);
  }
  return boost::json::string(text);
}

// `told`, question = "40 days ago": not on the day of the case's visit.
void read_told(TomlTable& from, Case& one) {
  const toml::table* told = from.raw("told");
  if (told == nullptr) return;
  for (const auto& [key, node] : *told) {
    boost::json::value day = as_json(node, one.visit);
    auto date = day.is_string() ? parse_date(std::string_view(day.get_string())) : std::nullopt;
    if (date && one.answers.count(key.str()) != 0)
      one.told_on.emplace(std::string(key.str()), *date);
    else
      from.fail("told", "protocol_value", std::string(key.str()));
  }
}

void read_answers(TomlTable& table, const Protocol& protocol, Case& one) {
  const toml::table* answers = table.raw("answers");
  if (answers == nullptr) return;
  for (const auto& [key, node] : *answers) {
    const Question* question = protocol.question(key.str());
    if (question == nullptr) {
      table.fail("answers", "protocol_unknown_name", std::string(key.str()));
      continue;
    }
    auto answer = read_answer(*question, as_json(node, one.visit), protocol, key.str());
    if (answer) {
      one.answers.emplace(key.str(), *std::move(answer));
    } else {
      table.fail("answers", "protocol_value", std::string(key.str()));
    }
  }
}

// `forbidden = { "low-back.L" = ["traction"] }`, of a case.
void read_ways_there(TomlTable& from, std::string_view key, const Protocol& protocol,
                     std::map<Region, std::vector<std::string>>& into) {
  auto table = from.table(key);
  if (!table) return;
  for (const std::string& name : table->keys()) {
    auto region = parse_region(name);
    for (const std::string& way : table->texts(name)) {
      auto known = protocol.techniques.find(way);
      if (!region || known == protocol.techniques.end()) {
        from.fail(key, "protocol_unknown_name", way);
        continue;
      }
      std::vector<std::string>& all = into[*region];
      all.insert(all.end(), known->second.begin(), known->second.end());
    }
  }
  if (auto ok = table->done(); !ok) from.fail(ok.error());
}

void read_what_is_left(TomlTable& from, const Protocol& protocol, Case& one) {
  if (auto depth = from.table("depth")) {
    for (const std::string& name : depth->keys()) {
      auto region = parse_region(name);
      if (!region) from.fail("depth", "protocol_value", name);
      if (region) one.depth[*region] = static_cast<int>(depth->whole(name));
    }
    if (auto ok = depth->done(); !ok) from.fail(ok.error());
  }
  read_ways_there(from, "forbidden", protocol, one.forbidden);
  read_ways_there(from, "allowed", protocol, one.allowed);
}

}  // namespace

Done read_cases(TomlTable& table, const Protocol& protocol, Rule& rule) {
  for (TomlTable& from : table.tables("cases")) {
    Case one;
    one.name = from.text("name", true);
    one.visit = from.date("visit").value_or(Date::of(2026, 11, 24));
    one.birth = from.date("birth").value_or(Date::of(1980, 1, 1));
    one.sex = from.text("sex");
    for (const std::string& text : from.texts("pains")) {
      auto region = parse_region(text);
      if (!region) from.fail("pains", "protocol_value", text);
      if (region) one.pains.push_back(*region);
    }
    one.pain = static_cast<int>(from.whole("pain", one.pain));
    one.same_day = !from.truth("days_ahead");
    read_both(from, protocol, one.deep, one.swedish);
    one.urgency = read_urgency(from);
    read_answers(from, protocol, one);
    read_told(from, one);
    read_what_is_left(from, protocol, one);
    one.file = from.file();
    one.line = from.line();
    FASCIA_TRY_DONE(from.done());
    rule.cases.push_back(std::move(one));
  }
  return {};
}

Done read_rules(TomlTable& top, Protocol& protocol, const Names& names) {
  for (Change& change : read_changes(top, "always", protocol)) {
    protocol.always.push_back(std::move(change));
  }
  for (TomlTable& table : top.tables("rule")) {
    Rule rule;
    rule.id = table.text("id", true);
    rule.item = static_cast<int>(table.whole("item"));
    rule.title = table.words("title", true);
    rule.gate = read_gate(table);
    read_origin(table, protocol, rule);
    rule.clearance_days = static_cast<int>(table.whole("clearance_days"));
    rule.combination = table.truth("combination");
    if (table.has("unsure")) rule.unsure = read_decision(table, "unsure", protocol);
    Words reason = table.words("reason");
    // What every row but a note asks; a row adds its own.
    std::vector<Change> always = read_changes(table, "changes", protocol);
    for (TomlTable& from : table.tables("rows")) {
      Row row = read_row(from, protocol, names, rule, reason);
      FASCIA_TRY_DONE(from.done());
      row.changes.insert(row.changes.end(), always.begin(), always.end());
      rule.rows.push_back(std::move(row));
    }
    if (rule.rows.empty()) table.fail("rows", "protocol_key_missing");
    add_rows_for_others(table, protocol, names, rule);
    if (rule.rows.size() > kMostRows)
      table.fail("rows", "protocol_value", "at most " + std::to_string(kMostRows));
    if (protocol.rule(rule.id) != nullptr) table.fail("id", "protocol_duplicate");
    FASCIA_TRY_DONE(read_cases(table, protocol, rule));
    rule.file = table.file();
    rule.line = table.line();
    FASCIA_TRY_DONE(table.done());
    protocol.rules.push_back(std::move(rule));
  }
  return {};
}

}  // namespace fascia::care
