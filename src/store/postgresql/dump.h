// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/result.h"

namespace fascia::store::postgresql {

// A whole copy of a database into a file by PostgreSQL's own pg_dump, for pg_restore. The password
// of the address is given to it where no list of programs shows it. Error backup_before_missing
// where there is no pg_dump or it ends with an error.
Done dump(const std::string& address, const std::string& file);

}  // namespace fascia::store::postgresql
