// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "store/postgresql/connection.h"

namespace fascia::store::postgresql {

// What is wrong with the pages of a database, as far as its own server tells; `reader` is connected
// by it, and in no transaction. Table by table and index by index: what ends one look is a fault of
// that one, and the others go on.
//
// Every value of every row is read. A page that came back as zeros reads as one without rows, also
// where pages have checksums: where a vacuum noted that all see its rows, what an index says is
// counted beside what is there; elsewhere lost_rows.cc finds it. Where the extension amcheck is
// installed and may be asked, each index is compared with its table.
std::vector<std::string> faults_of_pages(PostgresqlConnection& reader);

}  // namespace fascia::store::postgresql
