// SPDX-License-Identifier: Apache-2.0
#include "http/form.h"

#include "http/multipart.h"

namespace fascia::http {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      int high = hex(text[i + 1]), low = hex(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (!valid_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    unsigned char first = byte(i);
    if (first < 0x80) {
      ++i;
      continue;
    }
    int more = first >= 0xc2 && first < 0xe0   ? 1
               : first >= 0xe0 && first < 0xf0 ? 2
               : first >= 0xf0 && first < 0xf5 ? 3
                                               : 0;
    if (more == 0 || i + static_cast<std::size_t>(more) >= text.size()) return false;
    unsigned char second = byte(i + 1);
    // Overlong forms, surrogates and what lies above U+10FFFF.
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
        (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
      return false;
    for (int k = 1; k <= more; ++k)
      if ((byte(i + static_cast<std::size_t>(k)) & 0xc0) != 0x80) return false;
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

Result<Pairs> parse_form(std::string_view text) {
  constexpr std::size_t kMost = 2000;
  Pairs pairs;
  while (!text.empty()) {
    std::string_view one = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    if (one.empty()) continue;
    if (pairs.size() == kMost) return invalid("", "form_too_many_fields");
    std::string_view raw_name = one.substr(0, one.find('='));
    std::string_view raw_value =
        raw_name.size() < one.size() ? one.substr(raw_name.size() + 1) : std::string_view();
    auto name = decode(raw_name, true);
    if (!name) return invalid("", "form_malformed");
    auto value = decode(raw_value, true);
    if (!value) return invalid(*name, "form_malformed");
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::optional<std::string> clean_path(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return std::nullopt;
  for (std::size_t i = 0; i + 2 < raw.size(); ++i) {
    if (raw[i] != '%') continue;
    int value = hex(raw[i + 1]) * 16 + hex(raw[i + 2]);
    if (value == '/' || value == '\\' || value == '%') return std::nullopt;
  }
  auto path = decode(raw, false);
  if (!path || path->find('\\') != std::string::npos) return std::nullopt;
  for (char c : *path)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
  std::string_view rest = *path;
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the slash
    std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    if (segment == "." || segment == ".." || (segment.empty() && !rest.empty()))
      return std::nullopt;
  }
  return path;
}

Result<Form> Form::of(const Request& request) {
  std::string_view type = request.header("content-type");
  if (std::string boundary = boundary_of(type); !boundary.empty()) {
    FASCIA_TRY(auto parts, parse_multipart(request.body, boundary));
    return Form(std::move(parts));
  }
  if (!request.body.empty() && !type.starts_with("application/x-www-form-urlencoded"))
    return invalid("", "form_malformed");
  FASCIA_TRY(auto pairs, parse_form(request.body));
  return Form(std::move(pairs));
}

std::string Form::get(std::string_view name) const {
  for (const auto& [key, value] : pairs_) {
    if (key != name) continue;
    std::string_view text = value;
    auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return std::string(text);
  }
  return {};
}

std::vector<std::string> Form::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : pairs_)
    if (key == name) out.push_back(value);
  return out;
}

bool Form::has(std::string_view name) const {
  for (const auto& [key, value] : pairs_)
    if (key == name) return true;
  return false;
}

std::string url_encode(std::string_view text) {
  constexpr std::string_view kPlain = "-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 kPlain.find(c) != kPlain.npos;
    if (plain) {
      out += c;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace fascia::http
