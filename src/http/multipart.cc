// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "http/form.h"
#include "http/lower.h"

namespace fascia::http {
namespace {

constexpr std::size_t kMostParts = 200;
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046
constexpr std::size_t kLongestHead = 2000;

// `key="value"` of a Content-Disposition, the value in quotes.
std::optional<std::string> quoted(std::string_view head, std::string_view key) {
  std::string sign = "; " + std::string(key) + "=\"";
  std::size_t at = lower(head).find(sign);
  if (at == std::string::npos) return std::nullopt;
  at += sign.size();
  std::size_t end = head.find('"', at);
  if (end == head.npos) return std::nullopt;
  return std::string(head.substr(at, end - at));
}

struct Part {
  std::string name;
  std::optional<std::string> file;  // what the browser calls it
};
std::optional<Part> part_of(std::string_view head) {
  if (head.size() > kLongestHead || !valid_utf8(head)) return std::nullopt;
  while (!head.empty()) {
    std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    if (!lower(line).starts_with("content-disposition: form-data")) continue;
    auto name = quoted(line, "name");
    if (!name || name->empty()) return std::nullopt;
    return Part{*name, quoted(line, "filename")};
  }
  return std::nullopt;
}

}  // namespace

std::string name_of_file(std::string_view field) { return std::string(field) + "/name"; }

std::string boundary_of(std::string_view type) {
  if (!lower(type).starts_with("multipart/form-data")) return {};
  std::size_t at = lower(type).find("boundary=");
  if (at == std::string::npos) return {};
  std::string_view rest = type.substr(at + 9);
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    rest = rest.substr(0, rest.find('"'));
  } else {
    rest = rest.substr(0, rest.find_first_of("; \t"));
  }
  return rest.size() > kLongestBoundary ? std::string() : std::string(rest);
}

Result<Pairs> parse_multipart(std::string_view body, std::string_view boundary) {
  auto malformed = [] { return invalid("", "form_malformed"); };
  const std::string first = "--" + std::string(boundary);
  const std::string next = "\r\n" + first;
  if (boundary.empty() || !body.starts_with(first)) return malformed();
  body.remove_prefix(first.size());
  Pairs pairs;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return malformed();
    body.remove_prefix(2);
    std::size_t head = body.find("\r\n\r\n");
    if (head == body.npos) return malformed();
    auto part = part_of(body.substr(0, head));
    if (!part) return malformed();
    body.remove_prefix(head + 4);
    std::size_t end = body.find(next);
    if (end == body.npos) return malformed();
    std::string value(body.substr(0, end));
    const bool text = !part->file;
    if (text && (!valid_utf8(value) || value.find('\0') != value.npos))
      return invalid(part->name, "form_malformed");
    if (pairs.size() == kMostParts) return invalid("", "form_too_many_fields");
    std::string named = name_of_file(part->name);
    pairs.emplace_back(std::move(part->name), std::move(value));
    if (part->file)
      pairs.emplace_back(std::move(named), part->file->substr(part->file->find_last_of("/\\") + 1));
    body.remove_prefix(end + next.size());
  }
  return pairs;
}

}  // namespace fascia::http
