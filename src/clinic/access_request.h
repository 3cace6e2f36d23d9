// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/rights.h"

namespace fascia::clinic {

// A person asks for their record (R25; sheet d, PRV-12): the answer is due 45 days after the local
// day on which the request came, once 30 days later with notice, and the clock stands from the day
// an estimate of the fee is sent until it is accepted. Who does not answer the estimate in 30 days
// has withdrawn. Owner alone: forbidden. client_unknown, request_missing (on `asked`),
// date_in_future (on `received`).
Result<store::AccessRequest> receive_request(Clinic& clinic, const Actor& actor, ClientId client,
                                             Instant received, const PrivateText& asked);
// request_unknown, request_closed; request_extended when it was before.
Result<store::AccessRequest> extend_request(Clinic& clinic, const Actor& actor,
                                            store::AccessRequestId id);
// From today; request_estimated when one is out.
Result<store::AccessRequest> send_estimate(Clinic& clinic, const Actor& actor,
                                           store::AccessRequestId id);
// request_not_estimated when none is out.
Result<store::AccessRequest> accept_estimate(Clinic& clinic, const Actor& actor,
                                             store::AccessRequestId id);
enum class AccessOutcome : char { given, refused, withdrawn };
std::optional<AccessOutcome> parse_access_outcome(std::string_view text);
Result<store::AccessRequest> close_request(Clinic& clinic, const Actor& actor,
                                           store::AccessRequestId id, AccessOutcome outcome);

struct OpenRequest {
  store::AccessRequest request;
  std::string client_name;
  int days_left = 0;       // below 0: late
  bool withdrawn = false;  // the estimate was not answered in time
};
// By the day they are due.
Result<std::vector<OpenRequest>> open_requests(Clinic& clinic, const Actor& actor);

}  // namespace fascia::clinic
