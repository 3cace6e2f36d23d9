// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/kept_record.h"
#include "web/site.h"

namespace fascia::web {

// What stands in a health record, in words that whoever treats reads.

// "Hospital, 27 November 2026": where a record came from and when it was laid beside the answers.
std::string record_origin(const Visit& visit, const std::string& source, std::optional<Instant> at);
std::string record_origin(const Visit& visit, const clinic::KeptRecord& record);
// "diagnosis “Deep vein thrombosis”"; without words the kind alone.
std::string thing_words(const Visit& visit, const std::string& resource,
                        const interop::NamedThing& thing);
// All that stands behind an answer, each with the record it is of.
std::string behind_words(const Visit& visit, const std::vector<clinic::ThingBehind>& things);
// What somebody has to look at in one record, each with why.
std::vector<std::string> look_words(const Visit& visit, const clinic::KeptRecord& record);

}  // namespace fascia::web
