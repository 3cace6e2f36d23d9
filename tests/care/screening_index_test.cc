// SPDX-License-Identifier: Apache-2.0
#include "care/screening_index.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "care/screening_parts.h"
#include "core/json.h"
#include "screening_protocol.h"

namespace fascia::care {
namespace {

// Answers as chance makes them, from a seed: nobody's, a healthy person's or half of them, and
// among these now and then something else; days on the edges of the rules, lines with and without
// what stands behind them, what came along from earlier.
class Chance {
 public:
  explicit Chance(unsigned seed) : next_(seed) {}

  Intake intake() {
    Intake intake;
    if (below(5) != 0)
      intake.birth_date = Date::of(1926 + below(100), 1 + below(12), 1 + below(28));
    intake.sex = std::vector<std::string>{"", "female", "male", "other"}[at_most(3)];
    if (below(3) == 0) intake.answered_on = kVisit - below(500);
    for (int i = below(4); i > 0; --i) intake.pains.push_back({region(), below(11)});
    int base = below(3);
    rarity_ = 1 + below(8) * below(8) * 8;
    for (const Question& question : shipped().questions) {
      bool answered = base == 1 ? question.parent.empty() : base == 2 && below(2) == 0;
      if (answered) intake.answers[question.id] = plain_no(question);
      if (below(question.parent.empty() ? rarity_ : rarity_ / 2 + 1) == 0)
        intake.answers[question.id] = something(question);
    }
    for (const auto& [id, answer] : intake.answers)
      if (below(12) == 0) intake.told_on[id] = kVisit - below(600);
    return intake;
  }

 private:
  int below(int n) { return static_cast<int>(next_() % static_cast<unsigned>(n)); }
  std::size_t at_most(std::size_t n) { return next_() % (n + 1); }
  Region region() { return shipped().regions[at_most(shipped().regions.size() - 1)]; }

  static Answer plain_no(const Question& question) {
    switch (question.kind) {
      case Kind::tri:
        return question.yes_is_safe ? Said::yes : Said::no;
      case Kind::choice:
        return std::string("none");
      case Kind::multi:
        return std::vector<std::string>();
      case Kind::regions:
        return std::vector<Region>();
      default:
        return Said::not_sure;
    }
  }

  Answer something(const Question& question) {
    static constexpr int kEdges[] = {0,  1,  7,  14, 28,  30,  41,  42,  43,  56, 83,
                                     84, 89, 90, 91, 179, 180, 181, 364, 365, 366};
    switch (below(10)) {
      case 0:
        return Said::not_sure;
      case 1:
        return Said::rather_not_say;
      default:
        break;
    }
    switch (question.kind) {
      case Kind::tri:
        return below(3) == 0 ? Said::no : Said::yes;
      case Kind::number:
        return std::round(question.low + (question.high - question.low) * below(101) / 100);
      case Kind::date: {
        if (below(8) == 0) return Said::long_ago;
        Date day = kVisit - (below(2) == 0 ? kEdges[at_most(std::size(kEdges) - 1)] : below(800));
        return SaidDate{day, to_iso(day)};
      }
      case Kind::choice:
        return question.options[at_most(question.options.size() - 1)].id;
      case Kind::multi: {
        std::vector<std::string> all;
        for (const auto& option : question.options)
          if (below(3) == 0) all.push_back(option.id);
        return all;
      }
      default: {
        std::vector<Region> all;
        for (int i = below(4); i > 0; --i) all.push_back(region());
        return all;
      }
    }
  }

  std::mt19937 next_;
  int rarity_ = 1;
};

// Every rule, one after the other, whatever was said.
std::vector<Finding> of_all_rules(Facts facts, ServiceKind service) {
  std::vector<Finding> all;
  Lists lists(shipped());
  for (bool combination : {false, true}) {
    for (const Rule& rule : shipped().rules) {
      if (rule.combination != combination) continue;
      if (auto ruling = judge(shipped(), rule, facts, service, {}))
        all.push_back(in_words(lists, *ruling, facts, service));
    }
    for (const Finding& finding : all)
      if (finding.decision > Decision::note)
        facts.raised.push_back(shipped().rule(finding.rule)->id);
  }
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
    return std::pair(b.decision, b.urgency) < std::pair(a.decision, a.urgency);
  });
  return all;
}

// Place by place and name by name.
struct PlainLimits {
  int max_depth = 5;
  std::map<Region, int> depth;
  std::map<Region, std::set<std::string>> forbidden;
  std::set<std::string> everywhere;
};

PlainLimits plain_limits(const std::vector<Finding>& findings) {
  PlainLimits out;
  for (const Change& change : shipped().always)
    for (const Region& region : expand(shipped(), change.places, {}))
      out.depth[region] =
          std::min(out.depth.emplace(region, 5).first->second, change.max_depth.value_or(5));
  for (const Finding& finding : findings) {
    if (finding.decision >= Decision::do_not_treat) out.max_depth = 0;
    for (const AppliedChange& change : finding.changes) {
      std::set<std::string> names(change.techniques->begin(), change.techniques->end());
      names.insert(change.tools->begin(), change.tools->end());
      if (change.regions.empty()) {
        out.max_depth = std::min(out.max_depth, change.max_depth.value_or(5));
        out.everywhere.insert(names.begin(), names.end());
      }
      for (const Region& region : change.regions) {
        out.depth[region] =
            std::min(out.depth.emplace(region, 5).first->second, change.max_depth.value_or(5));
        out.forbidden[region].insert(names.begin(), names.end());
      }
    }
  }
  return out;
}

std::set<std::string> names_of(const Forbidden& techniques, const Forbidden& tools) {
  std::set<std::string> all(techniques.begin(), techniques.end());
  all.insert(tools.begin(), tools.end());
  return all;
}

std::string text_of(const std::vector<Finding>& findings) {
  Screening screening;
  screening.findings = findings;
  std::string text = json::write(to_json(screening));
  for (const Finding& finding : findings) text += finding.about;
  return text;
}

constexpr int kIntakes = 1000;

std::size_t rows_in(const std::vector<RowsOf>& woken) {
  std::size_t rows = 0;
  for (const RowsOf& some : woken) rows += some.rows.count();
  return rows;
}

std::size_t all_rows() {
  std::size_t rows = 0;
  for (const Rule& rule : shipped().rules) rows += rule.rows.size();
  return rows;
}

TEST(ScreeningIndex, rows_that_sleep_would_find_nothing) {
  std::size_t judged = 0, all = 0, found = 0;
  for (unsigned seed = 0; seed < kIntakes; ++seed) {
    Intake intake = Chance(seed).intake();
    for (ServiceKind service : {ServiceKind::deep, ServiceKind::swedish}) {
      Facts facts = facts_of(shipped(), intake, service, kVisit);
      Screening quick = screen(shipped(), intake, service, kVisit);
      ASSERT_EQ(text_of(quick.findings), text_of(of_all_rules(facts, service)))
          << seed << ' ' << json::write(write_intake(intake));
      found += quick.findings.size();
      judged += rows_in(woken_rows(shipped(), facts));
      all += all_rows();
    }
  }
  EXPECT_GT(found, std::size_t{kIntakes});
  EXPECT_LT(judged, all);
}

TEST(ScreeningIndex, a_healthy_person_wakes_few_rows) {
  Intake intake = healthy(shipped());  // the facts point into it
  Facts facts = facts_of(shipped(), intake, ServiceKind::deep, kVisit);
  EXPECT_LT(rows_in(woken_rows(shipped(), facts)), all_rows() / 10);
}

TEST(ScreeningIndex, what_is_settled_is_what_walking_again_and_again_settles) {
  const Protocol& protocol = shipped();
  for (unsigned seed = 0; seed < kIntakes; ++seed) {
    Intake intake = Chance(seed).intake();
    Facts facts = facts_of(protocol, intake, ServiceKind::deep, kVisit);
    for (const Question& question : protocol.questions) {
      const std::size_t slot = question.slot;
      auto given = intake.answers.find(question.id);
      const Answer* answer = given == intake.answers.end() ? nullptr : &given->second;
      ASSERT_EQ(facts.given[slot], answer);
      Date told = told_day(intake, question.id, kVisit);
      ASSERT_EQ(facts.hidden[slot], kVisit - told > question.valid_days) << question.id;
      // Nothing is left that a further look would settle.
      if (facts.not_asked[slot]) continue;
      bool measured = question.gate == Gate::measurement;
      ASSERT_TRUE(measured || value_of(question.asked_when, facts) != Tri::no) << question.id;
      bool by_itself = question.topic && answer != nullptr;
      if (question.parent_slot && !by_itself && !question.if_unsure) {
        const Answer* parent = facts.given[*question.parent_slot];
        bool denied = parent != nullptr && *parent == Answer(Said::no);
        ASSERT_FALSE(denied) << question.id;
      }
    }
  }
}

TEST(ScreeningIndex, a_question_that_hangs_on_one_behind_it_is_settled_with_it) {
  std::vector<File> files = shipped_files();
  std::string own = "kind = \"clinic\"\n";
  for (const auto& [id, when] : std::map<std::string, std::string>{{"own.a", "own.b"},
                                                                   {"own.b", "own.c"},
                                                                   {"own.c", "no"},
                                                                   {"own.d", "own.e"},
                                                                   {"own.e", "yes"}})
    own += "[[question]]\nid = \"" + id +
           "\"\ngroup = \"today\"\nkind = \"tri\"\ngate = \"note\"\n" +
           "text = { en = \"A\", fr = \"A\" }\nasked_when = '" + when + "'\n";
  files.push_back({"own/ahead.toml", own});
  auto protocol = read_protocol(files);
  ASSERT_TRUE(protocol) << describe(protocol.error());
  Facts facts = facts_of(*protocol, {}, ServiceKind::deep, kVisit);
  for (const char* id : {"own.a", "own.b", "own.c"})
    EXPECT_FALSE(is_asked(*protocol, facts, id)) << id;
  for (const char* id : {"own.d", "own.e"}) EXPECT_TRUE(is_asked(*protocol, facts, id)) << id;
}

TEST(ScreeningIndex, limits_are_those_of_place_by_place_and_name_by_name) {
  std::size_t places = 0;
  for (unsigned seed = 0; seed < kIntakes / 3; ++seed) {
    Intake intake = Chance(seed).intake();
    Screening screening = screen(shipped(), intake, ServiceKind::deep, kVisit);
    PlainLimits plain = plain_limits(screening.findings);
    const Limits& limits = screening.limits;
    ASSERT_TRUE(limits.max_depth == plain.max_depth || limits.max_depth == 3) << seed;
    ASSERT_LE(limits.max_depth, plain.max_depth) << seed;
    ASSERT_EQ(names_of(limits.techniques, limits.tools), plain.everywhere) << seed;
    ASSERT_EQ(limits.regions.size(), plain.depth.size()) << seed;
    for (const auto& [region, limit] : limits.regions) {
      ASSERT_EQ(limit.max_depth, plain.depth.at(region)) << seed << ' ' << region.text();
      ASSERT_EQ(names_of(limit.techniques, limit.tools), plain.forbidden[region]) << seed;
      for (const std::string& tool : limit.tools) ASSERT_EQ(shipped().tools.count(tool), 1u);
      for (const std::string& other : limit.techniques) ASSERT_EQ(shipped().tools.count(other), 0u);
      places += plain.forbidden[region].size();
    }
  }
  EXPECT_GT(places, 1000u);
}

TEST(ScreeningIndex, the_gentler_answer_beside_the_deep_one_is_the_gentle_screening) {
  for (unsigned seed = 0; seed < kIntakes / 3; ++seed) {
    Intake intake = Chance(seed).intake();
    Screening deep = screen(shipped(), intake, ServiceKind::deep, kVisit);
    Screening gentle = screen(shipped(), intake, ServiceKind::swedish, kVisit);
    ASSERT_EQ(deep.gentler->decision, gentle.decision) << seed;
    ASSERT_EQ(deep.gentler->limits, gentle.limits) << seed;
  }
}

TEST(ScreeningIndex, what_a_clinic_loosens_for_one_kind_stays_with_that_kind) {
  Protocol protocol = shipped();
  for (std::size_t i = 0; i < protocol.rules.size(); i += 2) {
    Loosening one;
    one.rule = protocol.rules[i].id;
    (i % 4 == 0 ? one.deep : one.swedish) = Decision::note;
    protocol.loosened.push_back(one);
  }
  int apart = 0;
  for (unsigned seed = 0; seed < kIntakes / 5; ++seed) {
    Intake intake = Chance(seed).intake();
    Screening deep = screen(protocol, intake, ServiceKind::deep, kVisit);
    Screening gentle = screen(protocol, intake, ServiceKind::swedish, kVisit);
    ASSERT_EQ(deep.gentler->decision, gentle.decision) << seed;
    ASSERT_EQ(deep.gentler->limits, gentle.limits) << seed;
    apart += deep.decision != gentle.decision;
  }
  EXPECT_GT(apart, 0);
}

TEST(ScreeningIndex, each_question_is_found_by_its_id_and_nothing_else_is) {
  const SlotNames& slots = index_of(shipped()).slots;
  for (const Question& question : shipped().questions) {
    ASSERT_NE(slots.find(question.id), nullptr) << question.id;
    ASSERT_EQ(*slots.find(question.id), question.slot);
    // Of the same length with the same ends, where it has a middle.
    std::string other = question.id;
    other[other.size() / 2] = '#';
    EXPECT_EQ(slots.find(other), nullptr) << other;
    EXPECT_EQ(slots.find(question.id + "#"), nullptr);
  }
  EXPECT_EQ(slots.find(""), nullptr);
  EXPECT_EQ(index_of(Protocol()).slots.find("blood_clot"), nullptr);
}

TEST(ScreeningIndex, more_questions_or_rows_than_it_has_bits_for_are_refused) {
  auto fault_of = [](const std::string& own) {
    std::vector<File> files = shipped_files();
    files.push_back({"own/many.toml", "kind = \"clinic\"\n" + own});
    auto protocol = read_protocol(files);
    return protocol ? std::string() : describe(protocol.error());
  };
  std::string questions, rows;
  for (std::size_t i = 0; i < kMostQuestions; ++i)
    questions += "[[question]]\nid = \"own.q" + std::to_string(i) +
                 "\"\ngroup = \"today\"\nkind = \"tri\"\ngate = \"note\"\n"
                 "text = { en = \"A\", fr = \"A\" }\n";
  EXPECT_NE(fault_of(questions).find("key=question why=at most 1024"), std::string::npos)
      << fault_of(questions);
  rows =
      "[[source]]\nid = \"own-house\"\ntitle = \"Ours\"\n[[rule]]\nid = \"own-many\"\n"
      "title = { en = \"A\", fr = \"A\" }\ngate = \"note\"\n"
      "reason = { en = \"A.\", fr = \"A.\" }\nsources = [\"own-house\"]\nmark = \"p\"\n"
      "confidence = \"low\"\n";
  for (std::size_t i = 0; i <= kMostRows; ++i)
    rows += "[[rule.rows]]\nwhen = 'blood_clot'\ndeep = \"note\"\nswedish = \"note\"\n";
  EXPECT_NE(fault_of(rows).find("why=at most 64"), std::string::npos) << fault_of(rows);
}

TEST(SharedList, a_name_more_makes_a_list_of_its_own) {
  Forbidden one({"cup-static", "stripping"});
  Forbidden other = one;
  other.insert("iastm");
  other.insert("iastm");
  EXPECT_EQ(std::vector<std::string>(other.begin(), other.end()),
            (std::vector<std::string>{"cup-static", "iastm", "stripping"}));
  EXPECT_EQ(one.count("iastm"), 0u);
  EXPECT_EQ(other.count("iastm"), 1u);
  EXPECT_NE(one, other);
  EXPECT_EQ(one, Forbidden({"cup-static", "stripping"}));
  EXPECT_TRUE(Forbidden(std::vector<std::string>()).empty());
}

}  // namespace
}  // namespace fascia::care
