// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

namespace fascia::store::sqlite {

// A clinic whose keys are gone must not get an empty file of them: with the right copy beside it
// all is well again. Keys that still stand in their rows are not missing. Error keys_gone.
Done expect_keys(const StoreSettings& settings);
// Why it does not open, and which of its files.
Error open_error(const StoreSettings& settings, const StoreError& fault);

}  // namespace fascia::store::sqlite
