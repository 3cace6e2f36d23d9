// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fascia::care {

class TomlTable;

// Whether it can be a code of this system at all: of SNOMED CT 6 to 18 digits with the check digit
// (Verhoeff) and the partition of a concept ("00", "10"), of LOINC digits with its check digit
// (mod 10), of RxNorm a number, of ICD-10 a letter, a digit and more, also the range "C00-C97", of
// ATC the beginning of a code. True of a system that has no such form. Nothing here knows which
// codes there are: one digit wrong or two exchanged is seen, another code in its place is not.
bool may_be_code(std::string_view system, std::string_view code);

// The codes below this key; the first that can be none is the table's fault: protocol_code.
std::vector<std::string> read_code_list(TomlTable& from, std::string_view key,
                                        std::string_view system);
// The one below this key, or nothing.
std::string read_code(TomlTable& from, std::string_view key, std::string_view system);

}  // namespace fascia::care
