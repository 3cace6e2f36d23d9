// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/private_text.h"
#include "store/connection.h"
#include "store/sealed.h"

namespace fascia::store {

using ClearanceId = Id<struct ClearanceTag>;
using ClearanceFileId = Id<struct ClearanceFileTag>;

// The question to a physician about one visit, and how far it is on its way (R40). What was asked
// and answered is sealed under the client's key; the status says nothing of health.
enum class LetterStatus {
  wanted,    // nobody has it yet
  given,     // to the client
  faxed,     // to the physician
  chased,    // asked for again
  back,      // the answer is there
  gentler,   // it did not come in time: the visit became the gentler service
  released,  // or its time was given back
  needless,  // the visit was decided without it: its new day, or new answers, ask no physician
  lapsed,    // the visit's time came while somebody had still to speak with the client (R3)
};
std::string_view to_string(LetterStatus status);
std::optional<LetterStatus> parse_letter_status(std::string_view text);

struct Clearance {
  ClearanceId id;
  ClientId client;
  AppointmentId appointment;
  LetterStatus status = LetterStatus::wanted;
  Instant created;
  PrivateText body;  // JSON of the use case
};
// False when the visit has one: a visit has one letter.
bool add_clearance(Connection& c, TenantId tenant, Sealer& sealer, const Clearance& letter);
void update_clearance(Connection& c, TenantId tenant, Sealer& sealer, const Clearance& letter);
std::optional<Clearance> clearance_of(Connection& c, TenantId tenant, Sealer& sealer,
                                      AppointmentId appointment);
std::vector<Clearance> clearances_of_client(Connection& c, TenantId tenant, Sealer& sealer,
                                            ClientId client);

// Who brought it to which status, and when. Nobody: the program.
struct LetterStep {
  Instant at;
  StaffId staff;
  LetterStatus status = LetterStatus::wanted;
};
void add_letter_step(Connection& c, TenantId tenant, ClearanceId letter, const LetterStep& step);
std::vector<LetterStep> letter_steps(Connection& c, TenantId tenant, ClearanceId letter);

// What came back as a photo or a PDF.
struct ClearanceFile {
  ClearanceFileId id;
  ClearanceId clearance;
  ClientId client;
  std::string type;  // "application/pdf", "image/jpeg", "image/png"
  std::int64_t size = 0;
  Instant at;
  StaffId staff;
};
void add_clearance_file(Connection& c, TenantId tenant, Sealer& sealer, const ClearanceFile& file,
                        const PrivateText& bytes);
std::vector<ClearanceFile> clearance_files(Connection& c, TenantId tenant, ClearanceId letter);
PrivateText clearance_file_bytes(Connection& c, TenantId tenant, Sealer& sealer,
                                 const ClearanceFile& file);

}  // namespace fascia::store
