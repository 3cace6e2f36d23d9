// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "core/json_huge.h"

namespace fascia::json {
namespace {

namespace bj = boost::json;
using ErrorCode = bj::error_code;

// Builds the value while it keeps the place: basic_parser calls these as it reads.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);  // NOLINT
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);   // NOLINT
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);     // NOLINT
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);  // NOLINT

  bj::value result;
  const char* complaint = nullptr;  // message id of our own refusal
  bool keeps_huge = false;          // a number that is none to us stays as its text

  std::string pointer() const {
    std::string out;
    for (const Level& level : levels_) {
      out += '/';
      if (!level.is_object) {
        out += std::to_string(level.array.size());
        continue;
      }
      for (char c : level.key) {
        if (c == '~')
          out += "~0";
        else if (c == '/')
          out += "~1";
        else
          out += c;
      }
    }
    return out;
  }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_object_begin(ErrorCode&) {
    levels_.emplace_back();
    levels_.back().is_object = true;
    return true;
  }
  bool on_object_end(std::size_t, ErrorCode&) {
    bj::value done = std::move(levels_.back().object);
    levels_.pop_back();
    return put(std::move(done));
  }
  bool on_array_begin(ErrorCode&) {
    levels_.emplace_back();
    return true;
  }
  bool on_array_end(std::size_t, ErrorCode&) {
    bj::value done = std::move(levels_.back().array);
    levels_.pop_back();
    return put(std::move(done));
  }
  bool on_key_part(bj::string_view part, std::size_t, ErrorCode&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(bj::string_view part, std::size_t, ErrorCode& ec) {
    text_.append(part.data(), part.size());
    Level& level = levels_.back();
    level.key = std::move(text_);
    text_.clear();
    if (level.object.contains(level.key)) {
      complaint = "json_duplicate_key";
      ec = bj::error::syntax;
      return false;
    }
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, ErrorCode&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(bj::string_view part, std::size_t, ErrorCode&) {
    text_.append(part.data(), part.size());
    bj::value done = bj::string(text_);
    text_.clear();
    return put(std::move(done));
  }
  bool on_number_part(bj::string_view, ErrorCode&) { return true; }
  bool on_int64(std::int64_t n, bj::string_view, ErrorCode&) { return put(n); }
  bool on_uint64(std::uint64_t n, bj::string_view, ErrorCode&) { return put(n); }
  bool on_double(double n, bj::string_view digits, ErrorCode& ec) {
    // 3e532 reads as infinity, which no JSON text can say again.
    if (std::isfinite(n)) return put(n);
    if (keeps_huge) return put(bj::string(digits));
    ec = bj::error::exponent_overflow;
    return false;
  }
  bool on_bool(bool b, ErrorCode&) { return put(b); }
  bool on_null(ErrorCode&) { return put(nullptr); }
  bool on_comment_part(bj::string_view, ErrorCode&) { return true; }
  bool on_comment(bj::string_view, ErrorCode&) { return true; }

 private:
  struct Level {
    bool is_object = false;
    bj::object object;
    bj::array array;
    std::string key;
  };

  bool put(bj::value value) {
    if (levels_.empty()) {
      result = std::move(value);
      return true;
    }
    Level& level = levels_.back();
    if (level.is_object)
      level.object.emplace(level.key, std::move(value));
    else
      level.array.push_back(std::move(value));
    return true;
  }

  std::vector<Level> levels_;
  std::string text_;
};

Error refusal(std::string_view message, std::string_view text, std::size_t at,
              std::string pointer) {
  std::size_t line = 1, column = 1;
  for (char c : text.substr(0, at)) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else {
      ++column;
    }
  }
  return invalid(pointer, message,
                 {{"line", std::to_string(line)}, {"column", std::to_string(column)}});
}

void indent_value(std::string& out, const bj::value& value, std::size_t depth) {
  const std::string pad((depth + 1) * 2, ' ');
  const std::string end(depth * 2, ' ');
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += "{\n";
    for (auto it = object->begin(); it != object->end(); ++it) {
      if (it != object->begin()) out += ",\n";
      out += pad + bj::serialize(bj::string(it->key())) + ": ";
      indent_value(out, it->value(), depth + 1);
    }
    out += "\n" + end + "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += "[\n";
    for (auto it = array->begin(); it != array->end(); ++it) {
      if (it != array->begin()) out += ",\n";
      out += pad;
      indent_value(out, *it, depth + 1);
    }
    out += "\n" + end + "]";
  } else {
    out += bj::serialize(value);
  }
}

Result<bj::value> read_text(std::string_view text, const Limits& limits, bool keeps_huge) {
  if (text.size() > limits.max_bytes)
    return invalid("", "json_too_big", {{"bytes", std::to_string(limits.max_bytes)}});
  // Some systems write the mark of UTF-8 before the text (RFC 8259, 8.1: it may be passed over).
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  bj::parse_options options;
  options.max_depth = limits.max_depth;
  bj::basic_parser<Builder> parser(options);
  parser.handler().keeps_huge = keeps_huge;
  ErrorCode ec;
  std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  Builder& builder = parser.handler();
  if (!ec && used < text.size()) ec = bj::error::extra_data;
  if (!ec && !parser.done()) ec = bj::error::incomplete;
  if (!ec) return std::move(builder.result);
  const char* message = builder.complaint;
  if (message == nullptr && ec == bj::error::too_deep) message = "json_too_deep";
  return refusal(message != nullptr ? message : "json_syntax", text, used, builder.pointer());
}

}  // namespace

Result<bj::value> read(std::string_view text, const Limits& limits) {
  return read_text(text, limits, false);
}

Result<bj::value> read_with_huge_numbers(std::string_view text, const Limits& limits) {
  return read_text(text, limits, true);
}

std::string write(const bj::value& value) { return bj::serialize(value); }

std::string write_pretty(const bj::value& value) {
  std::string out;
  indent_value(out, value, 0);
  return out + "\n";
}

std::string text_at(const bj::object& object, std::string_view key) {
  const bj::value* found = object.if_contains(key);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::optional<int> whole_at(const bj::object& object, std::string_view key) {
  const bj::value* found = object.if_contains(key);
  if (found == nullptr || !found->is_int64()) return std::nullopt;
  return static_cast<int>(found->get_int64());
}

bool is_true_at(const bj::object& object, std::string_view key) {
  const bj::value* found = object.if_contains(key);
  return found != nullptr && found->is_bool() && found->get_bool();
}

const bj::array& list_at(const bj::object& object, std::string_view key) {
  static const bj::array kNone;
  const bj::value* found = object.if_contains(key);
  return found != nullptr && found->is_array() ? found->get_array() : kNone;
}

}  // namespace fascia::json
