// SPDX-License-Identifier: Apache-2.0
#include "interop/record_beside.h"

#include <algorithm>

#include "care/returning.h"
#include "interop/record_stricter.h"

namespace fascia::interop {
namespace {

using care::Answer;
using care::AnswerMap;
using care::Question;

// Two things told of one question that no order tells apart: a day, a number, a choice.
bool is_tie(const Question& question, const Answer& a, const Answer& b) {
  return a != b && care_taken(question, a) == 2 && care_taken(question, b) == 2 &&
         !std::holds_alternative<std::vector<std::string>>(a) &&
         !std::holds_alternative<std::vector<care::Region>>(a);
}

Answer stricter_answer(const Question& question, const Answer& person, const Answer& record,
                       bool doubted, bool tie_is_persons) {
  // "Until the client or a clinician answers": what the record only doubts the person settles. What
  // it states, and nobody knows how much of it there is, no "no" of theirs takes away.
  if (doubted && in_doubt(record) && !in_doubt(person)) return person;
  int persons = care_taken(question, person), records = care_taken(question, record);
  if (persons != records) return persons > records ? person : record;
  Answer both = person;
  if (unite_lists(both, record)) return both;
  return tie_is_persons ? person : record;
}

AnswerMap told_together(const care::Protocol& protocol, const AnswerMap& person,
                        const AnswerMap& record, const std::set<std::string>& doubted,
                        bool tie_is_persons) {
  AnswerMap out = person;
  for (const auto& [id, answer] : record) {
    const Question* question = protocol.question(id);
    auto [at, fresh] = out.emplace(id, answer);
    if (!fresh && question != nullptr)
      at->second =
          stricter_answer(*question, at->second, answer, doubted.contains(id), tie_is_persons);
  }
  return out;
}

// What the person said to a question: by itself, or with a no to the line that names it.
const Answer* word_of(const Question& question, const AnswerMap& person) {
  auto own = person.find(question.id);
  if (own == person.end() && question.topic) own = person.find(question.parent);
  return own == person.end() ? nullptr : &own->second;
}

// Yes against no, another choice, or a thing that the person did not tick.
bool contradicts(const Question& question, const Answer& record, const Answer& person,
                 bool doubted) {
  if (question.gate == care::Gate::measurement || in_doubt(person)) return false;
  bool no = care::is_plain_no(question, person) || person == Answer(care::Said::no);
  if (in_doubt(record)) return no && !doubted;
  if (care::is_plain_no(question, record) != no) return true;
  if (no) return false;
  if (const auto* told = std::get_if<std::vector<std::string>>(&record)) {
    const auto* ticked = std::get_if<std::vector<std::string>>(&person);
    return ticked == nullptr || std::any_of(told->begin(), told->end(), [&](const auto& one) {
             return std::find(ticked->begin(), ticked->end(), one) == ticked->end();
           });
  }
  return std::holds_alternative<std::string>(record) && record != person;
}

class Beside {
 public:
  Beside(const care::Protocol& protocol, Record record, const care::Intake& person, Date visit)
      : protocol_(protocol), record_(std::move(record)), person_(person), visit_(visit) {}

  Record laid(const std::string& conflict_question) {
    std::vector<AnswerMap> told = {record_.intake.answers};
    told.insert(told.end(), record_.others.begin(), record_.others.end());
    for (const AnswerMap& answers : told) find_conflicts(answers);
    std::vector<AnswerMap> ways = ways_of(told);
    for (const AnswerMap& answers : told) raise_measured(answers, ways);
    if (!record_.conflicts.empty()) {
      for (AnswerMap& way : ways) way.insert_or_assign(conflict_question, care::Said::yes);
      for (const RecordConflict& one : record_.conflicts)
        record_.evidence[conflict_question].insert(one.resources.begin(), one.resources.end());
    }
    settle_asked();
    const std::map<std::string, Date, std::less<>> old = std::move(record_.intake.told_on);
    const std::optional<Date> birth = record_.intake.birth_date;
    const std::string sex = record_.intake.sex;
    record_.intake = person_;
    if (!record_.intake.birth_date) record_.intake.birth_date = birth;
    if (record_.intake.sex.empty()) record_.intake.sex = sex;
    record_.intake.answers = std::move(ways.front());
    take_days(told, old);
    record_.others.assign(std::make_move_iterator(ways.begin() + 1),
                          std::make_move_iterator(ways.end()));
    record_.person = person_;
    // A record that holds nothing leaves the person's own answers; of a dead person nothing does.
    record_.tells_nothing =
        std::any_of(record_.warnings.begin(), record_.warnings.end(),
                    [](const RecordNote& note) { return note.what == "deceased"; });
    return std::move(record_);
  }

 private:
  // Each way to read the record, with the person's word and with the record's where they tie.
  std::vector<AnswerMap> ways_of(const std::vector<AnswerMap>& told) {
    std::vector<AnswerMap> ways;
    auto add = [&](AnswerMap way) {
      if (std::find(ways.begin(), ways.end(), way) == ways.end()) ways.push_back(std::move(way));
    };
    for (const AnswerMap& answers : told) {
      AnswerMap persons = told_together(protocol_, person_.answers, answers, record_.doubted, true);
      AnswerMap records =
          told_together(protocol_, person_.answers, answers, record_.doubted, false);
      if (persons != records && decision_of(persons) != decision_of(records)) name_ties(answers);
      add(std::move(persons));
      add(std::move(records));
    }
    return ways;
  }

  // A number that by itself says something ("INR 4.5") is not hidden by a no to what it belongs to:
  // that is unsure then, and told.
  void raise_measured(const AnswerMap& told, std::vector<AnswerMap>& ways) {
    care::Intake alone = person_;
    alone.answers.clear();
    for (const auto& [id, answer] : told)
      if (std::holds_alternative<double>(answer)) alone.answers.emplace(id, answer);
    if (alone.answers.empty()) return;
    const care::Screening screening =
        care::screen(protocol_, alone, care::ServiceKind::deep, visit_);
    for (const care::Finding& finding : screening.findings) {
      if (finding.unsure || finding.decision < care::Decision::modify) continue;
      for (const std::string& id : finding.evidence.answers) {
        const Question* question = protocol_.question(id);
        if (question == nullptr || question->parent.empty() || !alone.answers.contains(id))
          continue;
        const Question* parent = protocol_.question(question->parent);
        auto own = person_.answers.find(question->parent);
        if (parent == nullptr || own == person_.answers.end() ||
            !care::is_plain_no(*parent, own->second))
          continue;
        const Answer unsure = care::Said::not_sure;
        record_.evidence[parent->id].merge(std::set<std::string>(record_.evidence[id]));
        name(*parent, unsure, own->second);
        for (AnswerMap& way : ways)
          if (auto at = way.find(parent->id);
              at != way.end() && care::is_plain_no(*parent, at->second))
            at->second = unsure;
      }
    }
  }

  care::Decision decision_of(const AnswerMap& answers) const {
    care::Intake way = person_;
    way.answers = answers;
    return care::screen(protocol_, way, care::ServiceKind::deep, visit_).decision;
  }

  void find_conflicts(const AnswerMap& told) {
    for (const auto& [id, answer] : told) {
      const Question* question = protocol_.question(id);
      const Answer* person = question == nullptr ? nullptr : word_of(*question, person_.answers);
      if (person != nullptr &&
          contradicts(*question, answer, *person, record_.doubted.contains(id)))
        name(*question, answer, *person);
    }
  }

  // A day or a number that differs is a conflict where it makes another decision.
  void name_ties(const AnswerMap& told) {
    for (const auto& [id, answer] : told) {
      const Question* question = protocol_.question(id);
      auto person = person_.answers.find(id);
      if (question != nullptr && person != person_.answers.end() &&
          question->gate != care::Gate::measurement && is_tie(*question, person->second, answer))
        name(*question, answer, person->second);
    }
  }

  void name(const Question& question, const Answer& record, const Answer& person) {
    for (const RecordConflict& one : record_.conflicts)
      if (one.question == question.id) return;
    RecordConflict conflict{question.id, record, person, {}};
    auto resources = record_.evidence.find(question.id);
    if (resources != record_.evidence.end()) conflict.resources = resources->second;
    record_.conflicts.push_back(std::move(conflict));
  }

  // What the record raises is asked, unless the person said it outright; what staff alone may say,
  // of them.
  void settle_asked() {
    std::erase_if(record_.ask, [&](const std::string& id) {
      const Question* question = protocol_.question(id);
      if (question != nullptr && question->staff) return false;
      auto own = person_.answers.find(id);
      return own != person_.answers.end() && !in_doubt(own->second);
    });
  }

  // An old reading keeps its day; what the record told in the place of an answer that came along
  // from an earlier intake is of now.
  void take_days(const std::vector<AnswerMap>& told,
                 const std::map<std::string, Date, std::less<>>& old) {
    for (const auto& [id, day] : old)
      if (person_.answers.count(id) == 0) record_.intake.told_on.insert_or_assign(id, day);
    for (const AnswerMap& answers : told)
      for (const auto& [id, answer] : answers)
        if (old.count(id) == 0) record_.intake.told_on.erase(id);
  }

  const care::Protocol& protocol_;
  Record record_;
  const care::Intake& person_;
  const Date visit_;
};

}  // namespace

Result<Record> lay_beside(const care::Protocol& protocol, const Codes& codes, Record record,
                          const care::Intake& person, Date visit_date) {
  const std::optional<Date>& born = record.intake.birth_date;
  if (born && person.birth_date && *born != *person.birth_date)
    return invalid("birth_date", "screening_other_person");
  return Beside(protocol, std::move(record), person, visit_date).laid(codes.conflict);
}

}  // namespace fascia::interop
