// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace fascia::cli {

void add_check(CLI::App&, int&) {}

}  // namespace fascia::cli
