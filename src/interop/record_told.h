// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>

#include "interop/record.h"

// What a record told, kept without its file, so that it can be laid beside other answers of the
// same person later (interop/record_beside.h).
namespace fascia::interop {

// Of a record by itself, before anything lies beside it: its answers in all their ways, the days
// and resources of them, and what it raises. Its warnings and what is unmatched are kept elsewhere.
boost::json::object write_told(const Record& record);
// Errors as care::read_intake_value's, where the protocol has one of the questions no more.
Result<Record> read_told(const boost::json::object& told, const care::Protocol& protocol);

}  // namespace fascia::interop
