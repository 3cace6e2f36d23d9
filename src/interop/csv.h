// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace fascia::interop {

using CsvRow = std::vector<std::string>;

// RFC 4180 with CRLF. A field is quoted when it must be. A field that a spreadsheet would run as a
// formula (it begins with = + - @, a tab or a return, and is no plain number) gets a ' before it.
std::string csv_line(const CsvRow& row);

struct CsvLimits {
  std::size_t max_bytes = 10 << 20;
  std::size_t max_rows = 100000;
  std::size_t max_columns = 200;
};
// Reads a whole file: a byte order mark is skipped, CRLF, LF and CR end a row, an empty last line
// is none. The separator is the one of , ; and tab that the first line holds most of. Errors carry
// `line` (from 1): csv_too_big, csv_quote_open, csv_quote_stray. A formula guard is left as it
// stands.
Result<std::vector<CsvRow>> read_csv(std::string_view text, const CsvLimits& limits = {});

}  // namespace fascia::interop
