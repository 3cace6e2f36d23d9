// SPDX-License-Identifier: Apache-2.0
#include "care/expression.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace fascia::care {
namespace {

using Op = Expression::Op;
enum class Type { tri, number, text, multi, date, regions, literal };

constexpr int kMaxDepth = 40;
constexpr std::size_t kMaxLength = 4000;

struct Token {
  enum class What { end, word, text, number, sign } what = What::end;
  std::string_view text;
  std::size_t at = 0;
};

bool word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word_part(char c) { return word_start(c) || digit(c) || c == '.'; }

std::size_t count_parts(const Expression& e) {
  std::size_t count = 1;
  for (const Expression& part : e.parts) count += count_parts(part);
  return count;
}

struct Typed {
  Expression expression;
  Type type = Type::tri;
  const Name* name = nullptr;  // of a question read as it is
};

// One rule of the grammar a function; the first fault ends the reading.
class Reader {
 public:
  Reader(std::string_view text, const Names& names) : text_(text), names_(names) { next(); }

  Result<Expression> whole() {
    if (text_.size() > kMaxLength) return fail("the condition is too long");
    FASCIA_TRY(Typed typed, either(0));
    if (token_.what != Token::What::end) return fail("something stands behind the condition");
    if (typed.type != Type::tri) return fail("this is not a yes/no condition");
    resolve(typed.expression);
    return std::move(typed.expression);
  }

 private:
  Error fail(std::string_view why) const {
    return invalid("", "protocol_condition",
                   {{"column", std::to_string(token_.at + 1)}, {"why", std::string(why)}});
  }

  // Words become what they mean, so that judging compares no texts.
  void resolve(Expression& e) const {
    static constexpr std::array<std::string_view, 6> kSigns{"<", "<=", ">", ">=", "==", "!="};
    static constexpr std::array<std::string_view, 17> kCalls{
        "same_day",  "age",    "worst_pain",   "service", "sex",      "answer",
        "given",     "unsure", "days_since",   "any_of",  "count_of", "anything",
        "count_yes", "raised", "count_raised", "pain_in", "last"};
    auto place = [&](const auto& all) {
      auto found = std::find(all.begin(), all.end(), e.word);
      FASCIA_CHECK(found != all.end());  // check_call and compared let no other word through
      return found - all.begin();
    };
    if (e.op == Op::compare) e.sign = static_cast<Expression::Sign>(place(kSigns));
    if (e.op == Op::call) e.call = static_cast<Expression::Call>(place(kCalls));
    if (e.op == Op::name) e.slot = names_.find(e.word)->second.slot;
    for (Expression& part : e.parts) resolve(part);
  }

  void next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    token_ = {Token::What::end, {}, at_};
    if (at_ >= text_.size()) return;
    std::size_t from = at_;
    char c = text_[at_];
    if (word_start(c)) {
      while (at_ < text_.size() && word_part(text_[at_])) ++at_;
      token_.what = Token::What::word;
    } else if (digit(c)) {
      while (at_ < text_.size() && (digit(text_[at_]) || text_[at_] == '.')) ++at_;
      token_.what = Token::What::number;
    } else if (c == '"') {
      std::size_t end = text_.find('"', at_ + 1);
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
      token_.what = end == std::string_view::npos ? Token::What::sign : Token::What::text;
      token_.text = text_.substr(from + 1, at_ > from + 1 ? at_ - from - 2 : 0);
      return;
    } else {
      bool two = at_ + 1 < text_.size() && text_[at_ + 1] == '=' &&
                 (c == '<' || c == '>' || c == '=' || c == '!');
      at_ += two ? 2 : 1;
      token_.what = Token::What::sign;
    }
    token_.text = text_.substr(from, at_ - from);
  }
  bool is(std::string_view text) const {
    return token_.text == text && token_.what != Token::What::text;
  }
  bool take(std::string_view text) {
    if (!is(text)) return false;
    next();
    return true;
  }

  Result<Typed> either(int depth) {
    if (depth > kMaxDepth) return fail("too many brackets");
    return chain(depth, "or", Op::either);
  }
  Result<Typed> chain(int depth, std::string_view word, Op op) {
    auto part = [&] { return op == Op::either ? chain(depth, "and", Op::both) : negated(depth); };
    FASCIA_TRY(Typed first, part());
    if (!is(word)) return first;
    if (first.type != Type::tri) return fail("'and' and 'or' join yes/no conditions");
    Typed all{{op, {}, {}, 0, {}}, Type::tri, nullptr};
    all.expression.parts.push_back(std::move(first.expression));
    while (take(word)) {
      FASCIA_TRY(Typed more, part());
      if (more.type != Type::tri) return fail("'and' and 'or' join yes/no conditions");
      all.expression.parts.push_back(std::move(more.expression));
    }
    return all;
  }
  Result<Typed> negated(int depth) {
    if (!take("not")) return compared(depth);
    if (depth > kMaxDepth) return fail("too many 'not'");
    FASCIA_TRY(Typed inner, negated(depth + 1));
    if (inner.type != Type::tri) return fail("'not' turns a yes/no condition");
    Typed all{{Op::negate, {}, {}, 0, {}}, Type::tri, nullptr};
    all.expression.parts.push_back(std::move(inner.expression));
    return all;
  }
  Result<Typed> compared(int depth) {
    FASCIA_TRY(Typed left, summed(depth));
    static constexpr std::array<std::string_view, 6> kSigns{"<", "<=", ">", ">=", "==", "!="};
    if (token_.what != Token::What::sign ||
        std::find(kSigns.begin(), kSigns.end(), token_.text) == kSigns.end()) {
      return left;
    }
    Expression all{Op::compare, std::string(token_.text), {}, 0, {}};
    next();
    FASCIA_TRY(Typed right, summed(depth));
    if (left.type == Type::text && right.type == Type::literal) {
      if (all.word != "==" && all.word != "!=") return fail("a choice is compared by == or !=");
      if (auto ok = has_option(left.name, right.expression.word); !ok) return ok.error();
    } else if (left.type == Type::number && right.type == Type::number) {
      const std::string& a = left.expression.unit;
      const std::string& b = right.expression.unit;
      if (!a.empty() && !b.empty() && a != b) return fail("the units differ: " + a + ", " + b);
    } else {
      return fail("these two cannot be compared");
    }
    all.parts.push_back(std::move(left.expression));
    all.parts.push_back(std::move(right.expression));
    return Typed{std::move(all), Type::tri, nullptr};
  }
  Result<Typed> summed(int depth) {
    FASCIA_TRY(Typed left, primary(depth));
    while (is("+") || is("-")) {
      Op op = is("+") ? Op::add : Op::subtract;
      next();
      FASCIA_TRY(Typed right, primary(depth));
      if (left.type != Type::number || right.type != Type::number) {
        return fail("only numbers can be added");
      }
      Typed sum{{op, {}, left.expression.unit, 0, {}}, Type::number, nullptr};
      sum.expression.parts.push_back(std::move(left.expression));
      sum.expression.parts.push_back(std::move(right.expression));
      // A long sum is a deep tree; sums of the protocol are short.
      if (++sums_ > kMaxDepth) return fail("too many terms");
      left = std::move(sum);
    }
    return left;
  }
  Result<Typed> primary(int depth) {
    if (take("(")) {
      FASCIA_TRY(Typed inner, either(depth + 1));
      if (!take(")")) return fail("a ')' is missing");
      return inner;
    }
    if (token_.what == Token::What::number) return number();
    if (token_.what == Token::What::text) {
      Typed text{{Op::text, std::string(token_.text), {}, 0, {}}, Type::literal, nullptr};
      next();
      return text;
    }
    if (token_.what != Token::What::word) return fail("a condition was expected here");
    std::string word(token_.text);
    if (word == "and" || word == "or") return fail("a condition was expected here");
    next();
    if (word == "yes") return Typed{{Op::yes, {}, {}, 0, {}}, Type::tri, nullptr};
    if (word == "no") return Typed{{Op::no, {}, {}, 0, {}}, Type::tri, nullptr};
    if (take("(")) return call(word, depth);
    if (word == "same_day") return Typed{{Op::call, word, {}, 0, {}}, Type::tri, nullptr};
    if (word == "age") return Typed{{Op::call, word, "years", 0, {}}, Type::number, nullptr};
    if (word == "worst_pain") return Typed{{Op::call, word, {}, 0, {}}, Type::number, nullptr};
    if (word == "service" || word == "sex") {
      return Typed{{Op::call, word, {}, 0, {}}, Type::text, nullptr};
    }
    return named(word);
  }
  Result<Typed> number() {
    double value = 0;
    auto end = token_.text.data() + token_.text.size();
    auto read = std::from_chars(token_.text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) return fail("this is no number");
    next();
    Typed typed{{Op::number, {}, {}, value, {}}, Type::number, nullptr};
    if (token_.what == Token::What::word && !is("and") && !is("or")) {
      std::string unit(token_.text);
      if (unit == "weeks") {
        typed.expression.number *= 7;
        unit = "days";
      }
      typed.expression.unit = unit;
      next();
    }
    return typed;
  }
  Result<Typed> named(const std::string& word) {
    auto found = names_.find(word);
    if (found == names_.end()) return fail("no question is called '" + word + "'");
    if (found->second.term) {
      // Each use takes its own parts: together no more than a condition may have.
      term_parts_ += count_parts(*found->second.term);
      if (term_parts_ > kMostParts) return fail("the condition is too long with its terms");
      return Typed{*found->second.term, Type::tri, nullptr};
    }
    if (found->second.fixed) {
      return Typed{
          {Op::number, {}, found->second.unit, *found->second.fixed, {}}, Type::number, nullptr};
    }
    static constexpr std::array<Type, 6> kTypes{Type::tri,  Type::number, Type::date,
                                                Type::text, Type::multi,  Type::regions};
    return Typed{{Op::name, word, found->second.unit, 0, {}},
                 kTypes[static_cast<std::size_t>(found->second.kind)],
                 &found->second};
  }
  Done has_option(const Name* name, const std::string& option) const {
    if (name == nullptr) return {};
    const auto& all = name->options;
    if (std::find(all.begin(), all.end(), option) != all.end()) return {};
    return fail("the question has no option '" + option + "'");
  }

  Result<Typed> call(const std::string& word, int depth) {
    if (depth > kMaxDepth) return fail("too many brackets");
    Typed all{{Op::call, word, {}, 0, {}}, Type::tri, nullptr};
    std::vector<Typed> parts;
    while (!is(")")) {
      if (!parts.empty() && !take(",")) return fail("a ',' or ')' is missing");
      FASCIA_TRY(Typed part, argument(word, depth, parts.empty()));
      parts.push_back(std::move(part));
    }
    next();
    if (auto ok = check_call(word, parts, all); !ok) return ok.error();
    for (Typed& part : parts) all.expression.parts.push_back(std::move(part.expression));
    return all;
  }
  // days_since("x") and days_since(x) are the same.
  Result<Typed> argument(const std::string& word, int depth, bool first) {
    bool names_first = first && word != "pain_in" && word != "count_yes" && word != "raised" &&
                       word != "count_raised";
    if (names_first && token_.what == Token::What::text && names_.count(token_.text) != 0) {
      std::string name(token_.text);
      next();
      return named(name);
    }
    return either(depth + 1);
  }
  Done check_call(const std::string& word, const std::vector<Typed>& parts, Typed& all) const {
    auto is_name = [&](std::size_t i) {
      return i < parts.size() && parts[i].expression.op == Op::name;
    };
    auto literals = [&](std::size_t from) {
      return parts.size() > from && std::all_of(parts.begin() + static_cast<int>(from), parts.end(),
                                                [](auto& p) { return p.type == Type::literal; });
    };
    if (word == "answer") {
      if (parts.size() == 1 && is_name(0) && parts[0].type == Type::tri) return {};
      return fail("answer(question) takes one yes/no question");
    }
    if (word == "given" || word == "unsure") {
      if (parts.size() == 1 && is_name(0)) return {};
      return fail(word + "(question) takes one question");
    }
    if (word == "days_since") {
      all.type = Type::number;
      all.expression.unit = "days";
      if (parts.size() == 1 && is_name(0) && parts[0].type == Type::date) return {};
      return fail("days_since(question) takes one date question");
    }
    if (word == "last") {
      all.type = Type::number;
      bool number = is_name(0) && parts[0].type == Type::number;
      bool days = parts.size() == 2 && parts[1].expression.op == Op::number &&
                  (parts[1].expression.unit.empty() || parts[1].expression.unit == "days");
      if (!number || !days) return fail("last(question, 180 days) takes a question with a number");
      all.expression.unit = parts[0].expression.unit;
      return {};
    }
    if (word == "any_of" || word == "count_of") {
      if (word == "count_of") all.type = Type::number;
      bool options = is_name(0) && (parts[0].type == Type::text || parts[0].type == Type::multi);
      if (!options || !literals(1)) return fail(word + "(question, \"option\", ...)");
      for (std::size_t i = 1; i < parts.size(); ++i) {
        FASCIA_TRY_DONE(has_option(parts[0].name, parts[i].expression.word));
      }
      return {};
    }
    if (word == "anything") {
      if (parts.size() == 1 && is_name(0) &&
          (parts[0].type == Type::multi || parts[0].type == Type::regions)) {
        return {};
      }
      return fail("anything(question) takes one question with several answers");
    }
    if (word == "count_yes") {
      all.type = Type::number;
      bool tri = !parts.empty() && std::all_of(parts.begin(), parts.end(),
                                               [](auto& p) { return p.type == Type::tri; });
      if (tri) return {};
      return fail("count_yes counts yes/no conditions");
    }
    if (word == "raised" || word == "count_raised") {
      if (word == "count_raised") all.type = Type::number;
      return literals(0) ? known_rules(parts) : fail(word + "(\"rule\", \"begin*\", ...)");
    }
    if (word == "pain_in") {
      if (literals(0)) return {};
      return fail("pain_in(\"region\", ...) takes names of regions");
    }
    return fail("there is no '" + word + "(...)'");
  }

  Done known_rules(const std::vector<Typed>& parts) const {
    for (const Typed& part : parts) {
      const std::string& rule = part.expression.word;
      bool many = !rule.empty() && rule.back() == '*';
      if (!many && names_.count("rule:" + rule) == 0)
        return fail("no rule is called '" + rule + "'");
    }
    return {};
  }

  std::string_view text_;
  const Names& names_;
  std::size_t at_ = 0;
  Token token_;
  int sums_ = 0;
  std::size_t term_parts_ = 0;
};

}  // namespace

Tri operator&(Tri a, Tri b) { return std::min(a, b); }
Tri operator|(Tri a, Tri b) { return std::max(a, b); }
Tri operator!(Tri a) { return static_cast<Tri>(2 - static_cast<int>(a)); }

Result<Expression> parse_condition(std::string_view text, const Names& names) {
  return Reader(text, names).whole();
}

bool reads(const Expression& condition, std::string_view name) {
  if (condition.op == Op::name && condition.word == name) return true;
  return std::any_of(condition.parts.begin(), condition.parts.end(),
                     [&](const Expression& part) { return reads(part, name); });
}

void collect_names(const Expression& condition, std::set<std::string>& into) {
  if (condition.op == Op::name) into.insert(condition.word);
  for (const Expression& part : condition.parts) collect_names(part, into);
}

void collect_slots(const Expression& condition, std::vector<std::size_t>& into) {
  if (condition.op == Op::name && condition.slot >= 0)
    into.push_back(static_cast<std::size_t>(condition.slot));
  for (const Expression& part : condition.parts) collect_slots(part, into);
}

}  // namespace fascia::care
