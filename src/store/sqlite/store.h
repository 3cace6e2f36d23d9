// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace fascia::store::sqlite {

// Store::open for a file.
Result<std::unique_ptr<Store>> open(const StoreSettings& settings, Instant now);

}  // namespace fascia::store::sqlite
