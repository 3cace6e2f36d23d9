// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"

#include <algorithm>

namespace fascia {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// RFC 5322 dot-atom.
bool is_local_part(std::string_view text) {
  constexpr std::string_view kOther = ".!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && text.size() <= 64 && text.front() != '.' && text.back() != '.' &&
         text.find("..") == text.npos && std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter_or_digit(c) || kOther.find(c) != kOther.npos;
         });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

// RFC 1123 names; a top-level domain is never a number, so 127.0.0.1 is none.
bool is_domain(std::string_view text) {
  int labels = 0;
  std::string_view label;
  for (bool more = true; more; ++labels) {
    std::size_t dot = text.find('.');
    more = dot != text.npos;
    label = text.substr(0, dot);
    if (!is_label(label)) return false;
    if (more) text.remove_prefix(dot + 1);
  }
  return labels >= 2 && label.size() >= 2 &&
         std::any_of(label.begin(), label.end(), [](char c) { return c < '0' || c > '9'; });
}

}  // namespace

Result<Address> parse_address(std::string_view text, std::string_view field) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  if (text.empty()) return invalid(field, "email_missing");
  // 254: what fits into the path of an SMTP command (RFC 5321 4.5.3.1.3).
  if (text.size() > 254) return invalid(field, "email_too_long", {{"most", "254"}});
  if (std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; }))
    return invalid(field, "email_not_ascii");
  std::size_t at = text.rfind('@');
  if (at == text.npos) return invalid(field, "email_at_missing");
  std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  if (!is_local_part(local)) return invalid(field, "email_local_invalid");
  if (!is_domain(domain)) return invalid(field, "email_domain_invalid");
  Address out;
  out.mailbox = std::string(text);
  for (std::size_t i = at + 1; i < out.mailbox.size(); ++i)
    if (char& c = out.mailbox[i]; c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_never_delivered(const Address& address) {
  std::string_view mailbox = address.mailbox;
  constexpr std::string_view kInvalid = "invalid";
  if (!mailbox.ends_with(kInvalid)) return false;
  mailbox.remove_suffix(kInvalid.size());
  return mailbox.ends_with('.') || mailbox.ends_with('@');
}

}  // namespace fascia
