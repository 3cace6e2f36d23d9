// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/connection.h"

namespace fascia::store::sqlite {

// The store's word for an extended result code of SQLite.
StoreError store_error(int extended_code);

}  // namespace fascia::store::sqlite
