// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/client_keys.h"
#include "store/connection.h"

namespace fascia::store {

// What a client's record holds that may go before the rest of it (protocols/retention.toml).
enum class RecordKind : char {
  messages,  // e-mails that were written, and private links that are over
  fees       // what visits cost that nobody came to
};
std::optional<RecordKind> parse_record_kind(std::string_view word);
std::vector<std::string> tables_of(RecordKind kind);

struct KindRows {
  std::int64_t count = 0;
  std::optional<Instant> first, last;
};
KindRows rows_of_kind(Connection& c, TenantId tenant, ClientId client, RecordKind kind);
std::int64_t count_of_kind_before(Connection& c, TenantId tenant, ClientId client, RecordKind kind,
                                  Instant before);
// Those of before; how many, links not counted.
std::int64_t delete_of_kind_before(Connection& c, TenantId tenant, ClientId client, RecordKind kind,
                                   Instant before);

// Parts of which the store of keys knows that they were let go, and the audit chain does not: an
// older copy was restored.
std::vector<EndedKind> ended_but_here(Connection& c, TenantId tenant);

}  // namespace fascia::store
