// SPDX-License-Identifier: Apache-2.0
#include "interop/record_union.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "interop/record_stricter.h"

namespace fascia::interop {
namespace {

using care::Answer;
using care::AnswerMap;

constexpr std::size_t kMostTogether = 24;  // ways to answer, as of one record

std::vector<AnswerMap> take_ways(Record& record) {
  std::vector<AnswerMap> ways = {std::move(record.intake.answers)};
  ways.insert(ways.end(), std::make_move_iterator(record.others.begin()),
              std::make_move_iterator(record.others.end()));
  record.others.clear();
  return ways;
}

bool tells(const std::vector<AnswerMap>& ways, const std::string& question) {
  return std::ranges::any_of(ways, [&](const AnswerMap& way) { return way.contains(question); });
}

bool is_unsure_in(const std::vector<AnswerMap>& ways, const std::string& question) {
  return std::ranges::any_of(ways, [&](const AnswerMap& way) {
    auto told = way.find(question);
    return told != way.end() && in_doubt(told->second);
  });
}

class Two {
 public:
  Two(const care::Protocol& protocol, Record one, Record other)
      : protocol_(protocol), one_(std::move(one)), other_(std::move(other)) {}

  Record united() {
    ones_ = take_ways(one_);
    others_ = take_ways(other_);
    leave_old(one_, ones_, other_, others_);
    leave_old(other_, others_, one_, ones_);
    std::vector<AnswerMap> ways = ways_together();
    one_.intake.answers = std::move(ways.front());
    one_.others.assign(std::make_move_iterator(ways.begin() + 1),
                       std::make_move_iterator(ways.end()));
    one_.intake.told_on.merge(other_.intake.told_on);
    for (auto& [question, resources] : other_.evidence)
      one_.evidence[question].insert(resources.begin(), resources.end());
    // What one of them states is no doubt alone.
    one_.doubted = doubted_by_both();
    one_.ask.merge(other_.ask);
    one_.measure.merge(other_.measure);
    one_.named.merge(other_.named);
    // A sex that they tell differently hides no question.
    std::string& sex = one_.intake.sex;
    if (sex.empty())
      sex = other_.intake.sex;
    else if (!other_.intake.sex.empty() && other_.intake.sex != sex)
      sex.clear();
    if (!one_.intake.birth_date) one_.intake.birth_date = other_.intake.birth_date;
    one_.resources += other_.resources;
    return std::move(one_);
  }

 private:
  // Of a measurement that both tell, the older value decides nothing (told_on: too old to decide).
  static void leave_old(Record& old, std::vector<AnswerMap>& olds, const Record& fresh,
                        const std::vector<AnswerMap>& freshs) {
    std::erase_if(old.intake.told_on, [&](const auto& told) {
      const auto& [question, day] = told;
      if (!tells(freshs, question)) return false;
      auto other = fresh.intake.told_on.find(question);
      if (other != fresh.intake.told_on.end() && other->second <= day) return false;
      for (AnswerMap& way : olds) way.erase(question);
      return true;
    });
  }

  std::set<std::string> doubted_by_both() const {
    std::set<std::string> out;
    for (auto [record, other, others] :
         {std::tuple(&one_, &other_, &others_), std::tuple(&other_, &one_, &ones_)})
      for (const std::string& question : record->doubted)
        if (other->doubted.contains(question) || !is_unsure_in(*others, question))
          out.insert(question);
    return out;
  }

  // A question stands with its details: those of one record say nothing of what another tells.
  std::string root_of(const std::string& id) const {
    std::string root = id;
    for (int level = 0; level < 8; ++level) {
      const care::Question* question = protocol_.question(root);
      if (question == nullptr || question->parent.empty() || question->topic) break;
      root = question->parent;
    }
    return root;
  }

  AnswerMap over(const AnswerMap& first, const AnswerMap& second) const {
    std::set<std::string> told;
    for (const auto& [id, answer] : first) told.insert(root_of(id));
    AnswerMap out = first;
    for (const auto& [id, answer] : second)
      if (!told.contains(root_of(id))) out.emplace(id, answer);
    return out;
  }

  AnswerMap stricter(const AnswerMap& first, const AnswerMap& second) const {
    AnswerMap out = first;
    for (const auto& [id, answer] : second) {
      auto [at, fresh] = out.emplace(id, answer);
      const care::Question* question = protocol_.question(id);
      if (fresh || question == nullptr) continue;
      const int has = care_taken(*question, at->second), more = care_taken(*question, answer);
      if (more > has)
        at->second = answer;
      else if (more == has)
        unite_lists(at->second, answer);
    }
    return out;
  }

  std::vector<AnswerMap> ways_together() {
    std::vector<AnswerMap> ways;
    auto add = [&](AnswerMap way) {
      if (std::ranges::find(ways, way) == ways.end()) ways.push_back(std::move(way));
    };
    auto add_both = [&](const AnswerMap& first, const AnswerMap& second) {
      add(stricter(first, second));
      add(over(first, second));
      add(over(second, first));
    };
    if (ones_.size() * others_.size() * 3 <= kMostTogether) {
      for (const AnswerMap& first : ones_)
        for (const AnswerMap& second : others_) add_both(first, second);
      return ways;
    }
    // Too many to weigh each with each: each beside the first of the other, and what is told in
    // several ways is asked.
    for (const AnswerMap& first : ones_) add_both(first, others_.front());
    for (const AnswerMap& second : others_) add_both(ones_.front(), second);
    if (ways.size() <= kMostTogether) return ways;
    for (const AnswerMap& way : ways)
      for (const auto& [id, answer] : way) {
        auto first = ways.front().find(id);
        if (first == ways.front().end() || first->second != answer) one_.ask.insert(root_of(id));
      }
    ways.resize(kMostTogether);
    return ways;
  }

  const care::Protocol& protocol_;
  Record one_, other_;
  std::vector<AnswerMap> ones_, others_;  // their ways to answer
};

template <class Map>
void name_keys(Map& map, const std::string& before) {
  Map named;
  for (auto& [key, value] : map) named.emplace(before + key, std::move(value));
  map = std::move(named);
}

void name_all(Record& record, const std::string& before) {
  for (auto& [question, resources] : record.evidence) {
    std::set<std::string> named;
    for (const std::string& resource : resources) named.insert(before + resource);
    resources = std::move(named);
  }
  name_keys(record.named, before);
  name_keys(record.unmatched_words, before);
  for (std::string& name : record.unmatched) name.insert(0, before);
  for (RecordNote& note : record.warnings) note.place.insert(0, before);
  for (RecordNote& note : record.passed) note.place.insert(0, before);
}

template <class List>
void append(List& into, List more) {
  into.insert(into.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

}  // namespace

Result<Record> unite_named_records(const care::Protocol& protocol, std::vector<NamedRecord> named) {
  std::optional<Date> born;
  bool nothing = true;
  Record notes;
  std::vector<Record> records;
  for (NamedRecord& one : named) {
    const std::optional<Date>& day = one.record.intake.birth_date;
    if (born && day && *born != *day) return invalid(one.name, "screening_other_person");
    if (day) born = day;
    nothing = nothing && one.record.tells_nothing;
    name_all(one.record, one.name + '#');
    append(notes.warnings, std::move(one.record.warnings));
    append(notes.passed, std::move(one.record.passed));
    append(notes.unmatched, std::move(one.record.unmatched));
    notes.unmatched_words.merge(one.record.unmatched_words);
    records.push_back(std::move(one.record));
  }
  Record out = unite_records(protocol, std::move(records));
  out.tells_nothing = nothing;
  out.warnings = std::move(notes.warnings);
  out.passed = std::move(notes.passed);
  out.unmatched = std::move(notes.unmatched);
  out.unmatched_words = std::move(notes.unmatched_words);
  return out;
}

Record unite_records(const care::Protocol& protocol, std::vector<Record> records) {
  if (records.empty()) return {};
  Record out = std::move(records.front());
  for (std::size_t i = 1; i < records.size(); ++i)
    out = Two(protocol, std::move(out), std::move(records[i])).united();
  return out;
}

}  // namespace fascia::interop
