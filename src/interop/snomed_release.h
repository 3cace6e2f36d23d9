// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <istream>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"

// The hierarchy of SNOMED CT is licensed and not shipped. A clinic that holds a release gives its
// file of relationships (RF2, snapshot: sct2_Relationship_Snapshot_…), and gets the codes below
// those of the protocol as a rule file of its own.
namespace fascia::interop {

struct SnomedDescendants {
  struct Below {
    std::string of;
    std::vector<std::string> codes;  // in order of their numbers
  };
  std::vector<Below> all;            // of those that have any, in the order of `of`
  std::vector<std::string> unknown;  // codes of ours that the release does not have
  std::size_t links = 0;             // active "is a" relationships that were read
};

// Reads line by line; keeps the active "is a" links alone. Errors: rf2_header where the first line
// is not that of a relationship file; rf2_line with its `line`; rf2_not_snapshot where one
// relationship stands there twice; rf2_no_links.
Result<SnomedDescendants> read_descendants(std::istream& relationships,
                                           const std::set<std::string>& of);

// As a file of the clinic's own rules (docs/health-records.md). `release`: how it is named there.
std::string descendants_file(const SnomedDescendants& found, const std::string& release);

}  // namespace fascia::interop
