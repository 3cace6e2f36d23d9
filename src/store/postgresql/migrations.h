// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/migrations.h"

namespace fascia::store::postgresql {

// The text of a migration that was written for SQLite, in PostgreSQL's types: INTEGER is BIGINT,
// TEXT compares byte by byte as it does there, STRICT is what PostgreSQL always is.
std::string in_postgresql(std::string_view migration);

// Every migration of SQLite in PostgreSQL's types, each followed by
// migrations/postgresql/NNNN_*.sql of its number where there is one: what only PostgreSQL has.
const std::vector<Migration>& shared_migrations();

}  // namespace fascia::store::postgresql
