// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <vector>

#include "care/clearance.h"

namespace fascia::clinic {

// A physician's answers as they are kept, and back. Error: letter_malformed.
boost::json::array write_letters(const std::vector<care::RuleLetter>& letters);
Result<std::vector<care::RuleLetter>> read_letters(const boost::json::value& value);

}  // namespace fascia::clinic
