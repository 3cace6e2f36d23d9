// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/connection.h"

namespace fascia::store {

// The last event of the audit chain, as it is kept elsewhere: whoever knows it finds that a later
// chain was changed or its tail was cut off.
struct AuditHead {
  std::int64_t seq = 0;
  std::string hash;  // hex; of what a person copied, the first twelve digits and more
  bool operator==(const AuditHead&) const = default;
};
std::string to_text(const AuditHead& head);     // "4711:9f3a…"
std::string short_text(const AuditHead& head);  // its first sixteen digits: for paper
std::optional<AuditHead> parse_audit_head(std::string_view text);

std::optional<AuditHead> audit_head(Connection& c, TenantId tenant);
// Whether the event of that number stands and has that hash.
bool audit_reaches(Connection& c, TenantId tenant, const AuditHead& head);

// What the store of keys, which is another file, was told of the head last.
std::optional<AuditHead> kept_audit_head(Connection& c, TenantId tenant);
void keep_audit_head(Connection& c, TenantId tenant, const AuditHead& head, Instant at);

}  // namespace fascia::store
