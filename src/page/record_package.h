// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "interop/client_record.h"
#include "page/template.h"

namespace fascia::page {

// One file for a person with all that is kept of them: `record.html` to read, `record.fhir.json`
// for another program, and the files as they were uploaded.
struct RecordPackage {
  std::string name;  // "record-2026-11-24.zip": says nothing of the person
  PrivateText bytes;
};
RecordPackage pack_record(const Templates& templates, Language language,
                          const interop::ClientRecord& record, const Zone& zone, Instant made);

}  // namespace fascia::page
