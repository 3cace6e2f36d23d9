// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "core/id.h"
#include "core/result.h"

namespace fascia::store::postgresql {

// A whole copy of a database, as PostgreSQL's own pg_dump says it for pg_restore; `take` reads it
// from a pipe to its end. The password of the address is given to the program where no list of
// programs shows it. Error backup_before_missing where there is no pg_dump or it ends with an
// error, and those of `take`.
Done dump(const std::string& address, const std::function<Done(int from)>& take);

// The way back, all of it in one transaction, by pg_restore; `give` writes what dump said to a
// pipe, which breaks where that program ends first: the caller's process ignores SIGPIPE. Errors:
// database_taken where the database is not empty, store_unreachable, dump_not_restored, and those
// of `give`.
Done restore_dump(const std::string& address, const std::function<Done(int to)>& give);

// Whose clinic stands in a database, whatever its schema; none in one that holds none.
TenantId tenant_in(const std::string& address);

}  // namespace fascia::store::postgresql
