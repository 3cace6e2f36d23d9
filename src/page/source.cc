// SPDX-License-Identifier: Apache-2.0
#include "page/source.h"

#include <fmt/format.h>

namespace fascia::page {
namespace {

constexpr std::string_view kAutoescape = "{{%AUTOESCAPE context=\"HTML\"}}\n";
constexpr int kMaxDepth = 12;
using Parameters = std::map<std::string, std::string, std::less<>>;

Error broken(std::string_view name, std::string reason) {
  return {Code::internal, "template_broken", {}, {}, fmt::format("{}: {}", name, reason)};
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

std::string upper_name(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '-' || c == '.')
      out += '_';
    else
      out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return out;
}

std::string lower_name(std::string_view text) {
  std::string out;
  for (char c : text) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

// The end of a [[...]] that begins at `from`, not inside its quotes; npos when it never ends.
std::size_t token_end(std::string_view text, std::size_t from) {
  bool quoted = false;
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && text[i] == ']' && text[i + 1] == ']') return i;
  }
  return text.npos;
}

class Assembler {
 public:
  Assembler(const Sources& sources, bool plain) : sources_(sources), plain_(plain) {}

  Result<std::string> file(std::string_view name, const Parameters& parameters, int depth) {
    if (depth > kMaxDepth) return broken(name, "parts inside parts without end");
    auto at = sources_.files.find(name);
    if (at == sources_.files.end()) return broken(name, "no such file");
    std::string_view body = at->second;
    if (!is_plain(name)) {
      if (!body.starts_with(kAutoescape)) return broken(name, "does not begin with AUTOESCAPE");
      body.remove_prefix(kAutoescape.size());
    }
    if (body.starts_with("[[< ")) return page_in_layout(name, body, parameters, depth);
    return expand(name, body, parameters, depth);
  }

 private:
  Result<std::string> page_in_layout(std::string_view name, std::string_view body,
                                     const Parameters& parameters, int depth) {
    const std::size_t end = token_end(body, 2);
    if (end == body.npos) return broken(name, "[[< without end");
    std::string layout;
    FASCIA_TRY(Parameters given,
               arguments(name, body.substr(4, end - 4), layout, parameters, depth));
    body.remove_prefix(end + 2);
    if (body.starts_with('\n')) body.remove_prefix(1);
    FASCIA_TRY(given["content"], expand(name, body, parameters, depth));
    return file(layout, given, depth + 1);
  }

  Result<std::string> expand(std::string_view name, std::string_view body,
                             const Parameters& parameters, int depth) {
    std::string out;
    while (true) {
      const std::size_t open = body.find("[[");
      out += body.substr(0, open);
      if (open == body.npos) return out;
      const std::size_t close = token_end(body, open + 2);
      if (close == body.npos) return broken(name, "[[ without ]]");
      const std::string_view token = body.substr(open + 2, close - open - 2);
      body.remove_prefix(close + 2);
      if (token.starts_with('?') || token.starts_with('!')) {
        const std::string_view key = token.substr(1);
        const std::string closing = fmt::format("[[/{}]]", key);
        const std::size_t end = body.find(closing);
        if (end == body.npos) return broken(name, closing + " is missing");
        auto given = parameters.find(key);
        const bool there = given != parameters.end() && !given->second.empty();
        if (there == token.starts_with('?')) {
          FASCIA_TRY(std::string inner, expand(name, body.substr(0, end), parameters, depth));
          out += inner;
        }
        body.remove_prefix(end + closing.size());
        continue;
      }
      FASCIA_TRY(std::string value, token_value(name, token, parameters, depth));
      out += value;
    }
  }

  Result<std::string> token_value(std::string_view name, std::string_view token,
                                  const Parameters& parameters, int depth) {
    if (token == "content") return parameter(name, token, parameters);
    if (token.starts_with('=')) return parameter(name, token.substr(1), parameters);
    if (token.starts_with("asset ")) return sources_.asset(trim(token.substr(6)));
    if (token.starts_with("> ")) {
      std::string part;
      FASCIA_TRY(Parameters given, arguments(name, token.substr(2), part, parameters, depth));
      FASCIA_TRY(std::string inner, file(part, given, depth + 1));
      // A part in the middle of a line must not break the line.
      if (inner.ends_with('\n')) inner.pop_back();
      return inner;
    }
    return message(name, token);
  }

  Result<std::string> parameter(std::string_view name, std::string_view key,
                                const Parameters& parameters) {
    std::string_view otherwise;
    const std::size_t bar = key.find('|');
    const bool has_default = bar != key.npos;
    if (has_default) {
      otherwise = key.substr(bar + 1);
      key = key.substr(0, bar);
    }
    const std::string lower = lower_name(key);
    auto at = parameters.find(lower);
    if (at == parameters.end() || (at->second.empty() && has_default)) {
      if (!has_default) return broken(name, fmt::format("parameter {} is missing", key));
      return std::string(otherwise);
    }
    return lower == key ? at->second : upper_name(at->second);
  }

  Result<std::string> message(std::string_view name, std::string_view id) {
    auto at = sources_.messages->find(id);
    if (at == sources_.messages->end()) return broken(name, fmt::format("no message {}", id));
    std::string out = plain_ ? at->second : escape_html(at->second);
    for (const std::string& placeholder : placeholders(at->second)) {
      const std::string from = '{' + placeholder + '}', to = "{{" + upper_name(placeholder) + "}}";
      for (std::size_t i = out.find(from); i != out.npos; i = out.find(from, i + to.size()))
        out.replace(i, from.size(), to);
    }
    return out;
  }

  // `parts/button text="@front.book"`: the file's name into `part`, the rest as parameters.
  Result<Parameters> arguments(std::string_view name, std::string_view token, std::string& part,
                               const Parameters& outer, int depth) {
    token = trim(token);
    const std::size_t space = token.find_first_of(" \n");
    part = token.substr(0, space);
    token = space == token.npos ? std::string_view() : trim(token.substr(space));
    Parameters out;
    while (!token.empty()) {
      const std::size_t equals = token.find("=\"");
      const std::size_t end = equals == token.npos ? token.npos : token.find('"', equals + 2);
      if (end == token.npos) return broken(name, fmt::format("arguments of {}: {}", part, token));
      const std::string key(trim(token.substr(0, equals)));
      const std::string_view value = token.substr(equals + 2, end - equals - 2);
      if (value.starts_with('@')) {
        FASCIA_TRY(out[key], message(name, value.substr(1)));
      } else {
        FASCIA_TRY(out[key], expand(name, value, outer, depth));
      }
      token = trim(token.substr(end + 1));
    }
    return out;
  }

  const Sources& sources_;
  bool plain_;
};

// Recursive descent over {{...}}; mails drop the line of a marker that stands alone on it.
class Compiler {
 public:
  Compiler(std::string_view name, std::string_view text)
      : name_(name), text_(text), plain_(is_plain(name)) {}

  Result<Compiled> run() {
    Compiled out;
    FASCIA_TRY_DONE(body(out.scope, {}, false));
    out.text = std::move(out_);
    return out;
  }

 private:
  Done body(Scope& scope, const std::string& closing, bool inverted) {
    while (true) {
      const std::size_t open = text_.find("{{", at_);
      out_ += text_.substr(at_, open - at_);
      if (open == text_.npos) {
        at_ = text_.size();
        if (!closing.empty()) return broken(name_, "{{#" + closing + "}} is never closed");
        return {};
      }
      const std::size_t close = text_.find("}}", open);
      if (close == text_.npos) return broken(name_, "{{ without }}");
      const std::string_view token = text_.substr(open + 2, close - open - 2);
      if (token.empty()) return broken(name_, "{{}}");
      at_ = close + 2;
      const char kind = token.front();
      if (kind == '%' || kind == '!') continue;
      if (kind == '/') {
        if (token.substr(1) != closing) return broken(name_, fmt::format("{{{{{}}}}}", token));
        out_ += fmt::format("{{{{/{}{}}}}}", inverted ? "NOT_" : "", closing);
        drop_line(open);
        return {};
      }
      if (kind == '#' || kind == '^') {
        Scope::Section section{std::string(token.substr(1)), kind == '^', {}};
        out_ += fmt::format("{{{{#{}{}}}}}", section.inverted ? "NOT_" : "", section.name);
        drop_line(open);
        FASCIA_TRY_DONE(body(section.body, section.name, section.inverted));
        scope.sections.push_back(std::move(section));
        continue;
      }
      const std::size_t colon = token.find(':');
      const bool raw = colon != token.npos && token.substr(colon) == ":none";
      scope.variables.push_back({std::string(token.substr(0, colon)), raw});
      out_ += fmt::format("{{{{{}}}}}", token);
    }
  }

  void drop_line(std::size_t open) {
    const bool alone =
        (open == 0 || text_[open - 1] == '\n') && at_ < text_.size() && text_[at_] == '\n';
    if (plain_ && alone) ++at_;
  }

  std::string name_;
  std::string_view text_;
  bool plain_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

bool is_plain(std::string_view name) { return name.ends_with(".txt"); }

Result<std::string> assemble(const Sources& sources, std::string_view name) {
  FASCIA_TRY(std::string out, Assembler(sources, is_plain(name)).file(name, {}, 0));
  return is_plain(name) ? std::move(out) : std::string(kAutoescape) + out;
}

Result<Compiled> compile(std::string_view name, std::string_view assembled) {
  const bool plain = is_plain(name);
  if (!plain) assembled.remove_prefix(kAutoescape.size());
  FASCIA_TRY(Compiled out, Compiler(name, assembled).run());
  if (!plain) out.text.insert(0, kAutoescape);
  return out;
}

}  // namespace fascia::page
