// SPDX-License-Identifier: Apache-2.0
#include "interop/csv.h"

#include <algorithm>

namespace fascia::interop {
namespace {

// -12.50 is an amount, not a formula.
bool is_plain_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  bool digit = false, point = false;
  for (char c : text) {
    if (c >= '0' && c <= '9')
      digit = true;
    else if (c == '.' && !point)
      point = true;
    else
      return false;
  }
  return digit;
}

bool is_formula(std::string_view text) {
  constexpr std::string_view kStarts = "=+-@\t\r";
  return !text.empty() && kStarts.find(text.front()) != kStarts.npos && !is_plain_number(text);
}

char separator_of(std::string_view text) {
  std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  char best = ',';
  for (char c : {';', '\t'})
    if (std::count(first.begin(), first.end(), c) > std::count(first.begin(), first.end(), best))
      best = c;
  return best;
}

Error at_line(std::string_view message, std::size_t line) {
  return invalid("csv", message, {{"line", std::to_string(line)}});
}

// Moves through the text a field at a time.
class Reader {
 public:
  Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool done() const { return at_ >= text_.size(); }
  std::size_t line() const { return line_; }

  // The next field; `ends_row` says whether the row ends behind it.
  Result<std::string> field(bool& ends_row) {
    std::string out;
    if (!done() && text_[at_] == '"') {
      std::size_t opened = line_;
      if (!quoted(out)) return at_line("csv_quote_open", opened);
    } else {
      while (!done() && !ends_field(text_[at_])) {
        if (text_[at_] == '"') return at_line("csv_quote_stray", line_);
        out.push_back(text_[at_++]);
      }
    }
    if (!done() && !ends_field(text_[at_])) return at_line("csv_quote_stray", line_);
    ends_row = done() || text_[at_] != separator_;
    if (ends_row)
      end_line();
    else
      ++at_;
    return out;
  }

 private:
  bool ends_field(char c) const { return c == separator_ || c == '\r' || c == '\n'; }

  bool quoted(std::string& out) {
    for (++at_; !done(); ++at_) {
      char c = text_[at_];
      if (c == '"') {
        ++at_;
        if (done() || text_[at_] != '"') return true;
      }
      if (c == '\n') ++line_;
      out.push_back(c);
    }
    return false;
  }

  void end_line() {
    if (!done() && text_[at_] == '\r') ++at_;
    if (!done() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::string csv_line(const CsvRow& row) {
  std::string out;
  for (const std::string& field : row) {
    if (&field != &row.front()) out.push_back(',');
    std::string text = is_formula(field) ? "'" + field : field;
    if (text.find_first_of(",;\t\"\r\n") == text.npos) {
      out += text;
      continue;
    }
    out.push_back('"');
    for (char c : text) out.append(c == '"' ? 2 : 1, c);
    out.push_back('"');
  }
  return out + "\r\n";
}

Result<std::vector<CsvRow>> read_csv(std::string_view text, const CsvLimits& limits) {
  if (text.size() > limits.max_bytes) return at_line("csv_too_big", 1);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Reader reader(text, separator_of(text));
  std::vector<CsvRow> rows;
  while (!reader.done()) {
    if (rows.size() == limits.max_rows) return at_line("csv_too_big", reader.line());
    CsvRow row;
    for (bool ends_row = false; !ends_row;) {
      if (row.size() == limits.max_columns) return at_line("csv_too_big", reader.line());
      FASCIA_TRY(auto field, reader.field(ends_row));
      row.push_back(std::move(field));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace fascia::interop
