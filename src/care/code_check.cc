// SPDX-License-Identifier: Apache-2.0
#include "care/code_check.h"

#include <algorithm>
#include <array>

#include "care/protocol_toml.h"

namespace fascia::care {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Verhoeff's check digit: the multiplication of the dihedral group of a pentagon, and a permutation
// that moves on by one with each place. Source: SNOMED CT Release File Specification, 6.5.
bool verhoeff_holds(std::string_view digits) {
  static constexpr std::array<std::string_view, 10> kTimes = {
      "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
      "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"};
  static constexpr std::array<std::string_view, 8> kMoved = {
      "0123456789", "1576283094", "5803796142", "8916043527",
      "9453126870", "4286573901", "2793806415", "7046913258"};
  std::size_t check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto digit = static_cast<std::size_t>(digits[digits.size() - 1 - i] - '0');
    const auto moved = static_cast<std::size_t>(kMoved[i % kMoved.size()][digit] - '0');
    check = static_cast<std::size_t>(kTimes[check][moved] - '0');
  }
  return check == 0;
}

bool may_be_snomed(std::string_view code) {
  if (code.size() < 6 || code.size() > 18 || !all_digits(code) || code[0] == '0') return false;
  const std::string_view partition = code.substr(code.size() - 3, 2);
  return (partition == "00" || partition == "10") && verhoeff_holds(code);
}

// "8480-6": mod 10, each second digit doubled, from the right. Source: LOINC Users' Guide, C.
bool may_be_loinc(std::string_view code) {
  if (code.starts_with("LA"))  // of an answer: its check digit follows a rule that is not published
    return code.size() > 4 && code[code.size() - 2] == '-' && is_digit(code.back()) &&
           all_digits(code.substr(2, code.size() - 4));
  const std::size_t dash = code.find('-');
  if (dash == code.npos || dash > 7 || code.size() != dash + 2) return false;
  const std::string_view digits = code.substr(0, dash);
  if (!all_digits(digits) || !is_digit(code.back())) return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += value / 10 + value % 10;
  }
  return (10 - sum % 10) % 10 == code.back() - '0';
}

// "I82", "S72.0", "C7A", "M80.08XA".
bool may_be_icd10(std::string_view code) {
  const std::size_t dash = code.find('-');
  if (dash != code.npos)  // "C00-C97": of one letter, whole categories, rising
    return dash == 3 && code.size() == 7 && code[0] == code[4] && all_digits(code.substr(1, 2)) &&
           all_digits(code.substr(5, 2)) && code.substr(0, 3) < code.substr(4) &&
           is_capital(code[0]);
  if (code.size() < 3 || !is_capital(code[0]) || !is_digit(code[1])) return false;
  auto sign = [](char c) { return is_digit(c) || is_capital(c); };
  if (!sign(code[2])) return false;
  if (code.size() == 3) return true;
  return code[3] == '.' && code.size() > 4 && code.size() <= 8 &&
         std::all_of(code.begin() + 4, code.end(), sign);
}

// "B01AA03" or the beginning of one that ends with a level.
bool may_be_atc(std::string_view code) {
  constexpr std::string_view kForm = "A00AA00";
  if (code.size() != 1 && code.size() != 3 && code.size() != 4 && code.size() != 5 &&
      code.size() != kForm.size())
    return false;
  for (std::size_t i = 0; i < code.size(); ++i)
    if (!(kForm[i] == 'A' ? is_capital(code[i]) : is_digit(code[i]))) return false;
  return true;
}

}  // namespace

bool may_be_code(std::string_view system, std::string_view code) {
  if (system == "snomed") return may_be_snomed(code);
  if (system == "loinc") return may_be_loinc(code);
  if (system == "icd10") return may_be_icd10(code);
  if (system == "atc") return may_be_atc(code);
  if (system == "rxnorm") return all_digits(code) && code.size() <= 8 && code[0] != '0';
  return true;
}

std::vector<std::string> read_code_list(TomlTable& from, std::string_view key,
                                        std::string_view system) {
  std::vector<std::string> all = from.texts(key);
  for (const std::string& code : all) {
    if (may_be_code(system, code)) continue;
    Error error = from.fault(key, "protocol_code", code);
    // A list goes over many lines: the one of the code itself.
    if (const toml::array* list = from.array(key))
      for (const toml::node& node : *list)
        if (const auto* text = node.as_string(); text != nullptr && text->get() == code)
          for (auto& [name, value] : error.args)
            if (name == "line") value = std::to_string(node.source().begin.line);
    from.fail(std::move(error));
    break;
  }
  return all;
}

std::string read_code(TomlTable& from, std::string_view key, std::string_view system) {
  std::string code = from.text(key);
  if (!code.empty() && !may_be_code(system, code)) from.fail(key, "protocol_code", code);
  return code;
}

}  // namespace fascia::care
