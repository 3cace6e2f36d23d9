// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>

#include "clinic/aftercare_sheet.h"

// How a sheet stands in its sealed cell: every word of it, in both languages.
namespace fascia::clinic {

boost::json::object write_words(const care::Words& words);
care::Words read_words(const boost::json::value& from);

boost::json::object write_sheet(const care::Aftercare& sheet);
care::Aftercare read_sheet(const boost::json::value& value);
boost::json::object write_choices(const SheetChoices& choices);
SheetChoices read_choices(const boost::json::value& value);

}  // namespace fascia::clinic
