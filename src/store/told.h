// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/records.h"
#include "store/tasks.h"
#include "store/treatment.h"

namespace fascia::store {

// What was said to a client and what waited for them, for their whole record (R25); oldest first.

struct SentMessage {
  Message message;
  Instant created;
  std::string status;  // "waiting", "sent", "failed"
};
std::vector<SentMessage> messages_to_client(Connection& c, TenantId tenant, Sealer& sealer,
                                            ClientId client);

// Mails that did not leave yet.
std::int64_t count_waiting_mail(Connection& c, TenantId tenant);
// Those that should have left before this moment do not leave any more: how many.
std::int64_t give_up_old_mail(Connection& c, TenantId tenant, Instant before);

struct KeptTask {
  Task task;
  TaskContent content;
};
std::vector<KeptTask> tasks_about_client(Connection& c, TenantId tenant, Sealer& sealer,
                                         ClientId client);

// All plans of a visit: the last one stands, the others were replaced.
std::vector<Plan> plans_of(Connection& c, TenantId tenant, Sealer& sealer,
                           AppointmentId appointment);

// The file of a questionnaire as it was asked, whether it is still asked or not.
std::optional<std::string> questionnaire_file(Connection& c, TenantId tenant, std::string_view id,
                                              std::string_view version);

}  // namespace fascia::store
