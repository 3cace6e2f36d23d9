// SPDX-License-Identifier: Apache-2.0
#include "web/answers.h"

#include <algorithm>

#include "care/returning.h"
#include "page/body_map.h"
#include "page/fields.h"
#include "web/answer_fields.h"

namespace fascia::web {
namespace {

using care::Kind;
using care::Question;

bool can_be_none(const Question& q) {
  if (q.is_detail()) return false;
  return q.kind == Kind::tri || q.kind == Kind::multi || q.kind == Kind::choice;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The questions in sight, and behind each the details that an answer could bring.
std::vector<const Question*> with_details(const Asking& asking, const care::Step& step) {
  const care::Protocol& protocol = asking.protocol;
  std::vector<const Question*> all = step.questions;
  care::Facts facts = care::facts_of(protocol, asking.intake, asking.service, asking.visit_date);
  for (const Question& q : protocol.questions) {
    if (q.parent.empty() || q.group != step.group || q.staff) continue;
    // What an earlier answer settles is not waiting behind its parent either.
    if (care::value_of(q.asked_when, facts) == care::Tri::no) continue;
    auto is = [&](std::string_view id) {
      return [id](const Question* other) { return other->id == id; };
    };
    if (std::any_of(all.begin(), all.end(), is(q.id))) continue;
    auto parent = std::find_if(all.begin(), all.end(), is(q.parent));
    if (parent == all.end() || q.gate == care::Gate::measurement) continue;
    auto end = std::next(parent);  // behind its elder siblings
    while (end != all.end() &&
           ((*end)->parent == q.parent || (*end)->parent != (*parent)->parent) &&
           !(*end)->parent.empty())
      ++end;
    all.insert(end, &q);
  }
  return all;
}

bool only_details_open(const care::Protocol& protocol, const care::Step& step) {
  return !step.open.empty() &&
         std::all_of(step.open.begin(), step.open.end(), [&](const std::string& id) {
           const Question* q = protocol.question(id);
           return q != nullptr && !q->parent.empty();
         });
}

// Whether a line of this page, answered with yes or a doubt, waits for what it is about: "none of
// these" says no to the rest only where one thing behind the line was told.
bool waits_for_its_line(const care::Protocol& protocol, const Question& topic,
                        const std::vector<std::string>& lines, const care::AnswerMap& answers) {
  if (!topic.topic || !contains(lines, topic.parent) || !care::leads_to(topic, answers))
    return false;
  return std::none_of(protocol.questions.begin(), protocol.questions.end(),
                      [&](const Question& other) {
                        auto told = answers.find(other.id);
                        return other.topic && other.parent == topic.parent &&
                               told != answers.end() && !care::is_plain_no(other, told->second);
                      });
}

// For the script: the answers of the parent that ask for this detail.
std::string asked_for(const care::Protocol& protocol, const Question& q) {
  const Question* parent = protocol.question(q.parent);
  if (q.topic) return "yes not_sure rather_not_say";
  if (q.if_unsure) return "not_sure rather_not_say";
  if (parent == nullptr || parent->kind == Kind::tri) return "yes";
  std::string out;
  for (const auto& option : parent->options)
    if (q.parent_is.empty() ? option.id != "no" : contains(q.parent_is, option.id))
      out += (out.empty() ? "" : " ") + option.id;
  return out;
}

// The subheading before the first question of each section; a section's line says itself what it is
// about.
void set_section(page::View& view, page::Language language, const care::Protocol& protocol,
                 const Question& q, std::string& current) {
  const care::Section* section = protocol.section(q.section);
  bool line = section != nullptr && q.id == section->line_id();
  bool begins = section != nullptr && q.section != current && !line;
  current = q.section;
  view.show("q_section", begins);
  view.set("q_section_title",
           begins ? care::in_language(section->title, page::code(language)) : std::string());
}

struct Alarms {
  const Asking& asking;
  std::vector<care::Finding> found;  // each rule once

  // The rule that this answer would make an emergency by itself; empty for none.
  std::string rule_of(const Question& q, const std::string& option) {
    care::Answer answer = option;
    if (q.kind == Kind::tri) answer = q.yes_is_safe ? care::Said::no : care::Said::yes;
    if (q.kind == Kind::multi) answer = std::vector<std::string>{option};
    auto finding = care::emergency_of(asking.protocol, asking.intake, asking.service,
                                      asking.visit_date, q, answer);
    if (!finding) return {};
    auto same = [&](const care::Finding& f) {
      return f.rule == finding->rule && f.advice == finding->advice;
    };
    auto at = std::find_if(found.begin(), found.end(), same);
    if (at == found.end()) at = found.insert(found.end(), *std::move(finding));
    return "alarm-" + std::to_string(at - found.begin());
  }
};

void fill_alarms(page::View& view, page::Language language, const Alarms& alarms) {
  view.list("alarms");
  for (std::size_t i = 0; i < alarms.found.size(); ++i)
    view.add("alarms")
        .set("alarm_id", "alarm-" + std::to_string(i))
        .set("advice_reason", care::in_language(alarms.found[i].reason, page::code(language)))
        .set("advice_text", care::in_language(alarms.found[i].advice, page::code(language)));
  view.show("has_alarms", !alarms.found.empty());
}

}  // namespace

bool is_gate_group(const care::Protocol& protocol, std::string_view group) {
  return std::any_of(protocol.groups.begin(), protocol.groups.end(),
                     [&](const care::Group& g) { return g.id == group && g.gates; });
}

std::optional<care::Step> step_of_group(const Asking& asking, std::string_view group) {
  for (care::Step& step :
       care::all_steps(asking.protocol, asking.intake, asking.service, asking.visit_date))
    if (step.group == group) return std::move(step);
  return std::nullopt;
}

void fill_questions(page::View& view, page::Language language, const Asking& asking,
                    const care::Step& step, const std::vector<Error>& errors) {
  const care::Protocol& protocol = asking.protocol;
  for (const care::Group& group : protocol.groups)
    if (group.id == step.group)
      view.set("group_title", care::in_language(group.title, page::code(language)));
  view.set("group", step.group);
  view.list("questions");
  bool details = !asking.whole && only_details_open(protocol, step), none = false, places = false;
  std::string section;
  Alarms alarms{asking, {}};
  for (const Question* q : details ? step.questions : with_details(asking, step)) {
    bool shown = q->parent.empty() || care::leads_to(*q, asking.intake.answers);
    auto fault = std::find_if(errors.begin(), errors.end(),
                              [&](const Error& e) { return e.field == q->id; });
    bool wrong = fault != errors.end();
    if (details && !contains(step.open, q->id) && !wrong) continue;
    page::View& one = view.add("questions");
    FieldOf field{language, *q, protocol, asking.intake.answers, asking.today};
    bool all_places = shown && q->kind == Kind::regions;
    fill_question(one, field, all_places);
    places = places || (q->kind == Kind::regions && !all_places);
    one.show("q_hidden", !shown).show("q_detail", !q->parent.empty());
    set_section(one, language, protocol, *q, section);
    one.set("q_parent", q->parent).set("q_when", q->parent.empty() ? "" : asked_for(protocol, *q));
    const Question* parent = details && !q->topic ? protocol.question(q->parent) : nullptr;
    one.show("q_about", parent != nullptr);
    one.set("q_about_text",
            parent != nullptr ? care::in_language(parent->text, page::code(language)) : "");
    one.show("q_wrong", wrong).set("q_error", wrong ? page::error_text(language, *fault) : "");
    if (q->gate == care::Gate::emergency_gate)
      fill_alarm_options(one, field, [&](const std::string& o) { return alarms.rule_of(*q, o); });
    else
      fill_alarm_options(one, field, [](const std::string&) { return std::string(); });
    none = none || can_be_none(*q);
  }
  view.show("can_be_none", none).show("only_details", details);
  view.list("all_places");
  if (places)
    for (const care::Region& region : page::body_regions())
      view.add("all_places")
          .set("place_value", region.text())
          .set("place_text", page::region_text(language, region));
  fill_alarms(view, language, alarms);
}

std::vector<Error> read_questions(const http::Form& form, const Asking& asking,
                                  const care::Step& step, care::AnswerMap& answers) {
  std::vector<Error> errors;
  std::vector<std::string> in_sight = form.all("shown");
  auto read = [&](const Question& q) {
    auto answer = read_field(form, q, asking.protocol, asking.today);
    if (!answer) {
      errors.push_back(answer.error());
    } else if (*answer) {
      answers[q.id] = **std::move(answer);
    } else if (contains(in_sight, q.id) && q.kind == Kind::multi && answers.count(q.id) != 0) {
      answers.erase(q.id);  // every tick was taken away: open again
    }
  };
  bool none = form.has("none");
  // A line that was answered here was in sight, whether its form says so or not.
  std::vector<std::string> lines = in_sight;
  for (const care::Section& section : asking.protocol.sections)
    if (form.has("q-" + section.line_id())) lines.push_back(section.line_id());
  for (const Question* q : with_details(asking, step)) {
    bool untold = q->topic && answers.count(q->parent) == 0;
    if (!q->parent.empty() && !untold && !care::leads_to(*q, answers)) continue;
    read(*q);
    // Who names one thing of a section has said yes to its line.
    auto said = answers.find(q->id);
    if (untold && said != answers.end() && !care::is_plain_no(*q, said->second))
      answers[q->parent] = care::Said::yes;
  }
  if (none) {
    const care::AnswerMap told = answers;
    for (auto& [id, answer] : care::none_of_these(asking.protocol, step.group, answers)) {
      // What a line only now opened was not in sight: nobody said no to it.
      const Question* q = asking.protocol.question(id);
      if (q != nullptr && q->topic && !contains(in_sight, id)) continue;
      // R2, R5: nor does it take back the yes or the doubt above it.
      if (q != nullptr && waits_for_its_line(asking.protocol, *q, lines, told)) continue;
      answers.emplace(id, answer);
    }
  }
  // Details of what was taken back say nothing any more.
  for (const Question& q : asking.protocol.questions)
    if (!q.parent.empty() && q.group == step.group && !care::leads_to(q, answers) &&
        (q.is_detail() || (answers.count(q.parent) != 0 && contains(in_sight, q.parent))))
      answers.erase(q.id);
  Asking now = asking;
  now.intake.answers = answers;
  auto after = step_of_group(now, step.group);
  if (!after) return errors;
  for (const std::string& id : after->open) {
    bool told =
        std::any_of(errors.begin(), errors.end(), [&](const Error& e) { return e.field == id; });
    bool was_there = contains(in_sight, id) || contains(step.open, id);
    if (!told && was_there) errors.push_back(invalid(id, "answer_missing"));
  }
  return errors;
}

}  // namespace fascia::web
