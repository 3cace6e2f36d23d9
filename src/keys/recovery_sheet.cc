// SPDX-License-Identifier: Apache-2.0
#include "keys/recovery_sheet.h"

#include <sodium.h>

#include "keys/token.h"

namespace fascia::keys {
namespace {

constexpr std::size_t kDigits = 16, kGroup = 4;  // of a line; its check is one more group

std::string check_of(int number, std::string_view digits) {
  return digest("recovery sheet, line " + std::to_string(number) + ": " + std::string(digits))
      .substr(0, kGroup);
}

std::string in_groups(const std::string& digits) {
  std::string line;
  for (std::size_t i = 0; i < digits.size(); i += kGroup)
    line += (i == 0 ? "" : " ") + digits.substr(i, kGroup);
  return line;
}

}  // namespace

RecoverySheet recovery_sheet(const Key& key) {
  RecoverySheet sheet;
  std::string hex(key.bytes().size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(key.bytes().data()),
                 key.bytes().size());
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    std::string digits = hex.substr(i * kDigits, kDigits);
    sheet[i] = in_groups(digits + check_of(static_cast<int>(i) + 1, digits));
  }
  sodium_memzero(hex.data(), hex.size());
  return sheet;
}

Result<std::string> read_sheet_line(int number, std::string_view typed) {
  if (typed.starts_with(std::to_string(number) + ':')) typed.remove_prefix(2);
  std::string digits;
  for (char c : typed) {
    if (c == ' ' || c == '\t' || c == '\r') continue;
    digits += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  bool whole = digits.size() == kDigits + kGroup &&
               digits.find_first_not_of("0123456789abcdef") == digits.npos;
  if (!whole || check_of(number, digits.substr(0, kDigits)) != digits.substr(kDigits))
    return invalid("line", "sheet_line_wrong", {{"line", std::to_string(number)}});
  return digits.substr(0, kDigits);
}

Result<Key> key_of_sheet(const RecoverySheet& typed) {
  std::string hex;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    FASCIA_TRY(std::string digits, read_sheet_line(static_cast<int>(i) + 1, typed[i]));
    hex += digits;
  }
  std::string bytes(hex.size() / 2, '\0');
  sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(),
                 hex.size(), nullptr, nullptr, nullptr);
  auto key = Key::from_bytes(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  sodium_memzero(hex.data(), hex.size());
  return key;
}

std::string sheet_mark(const Key& key) { return mac(key.bytes(), "recovery sheet"); }

}  // namespace fascia::keys
