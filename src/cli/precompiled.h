// SPDX-License-Identifier: Apache-2.0
// What nearly every file of this room reads, compiled once (cmake/rooms.cmake).
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>

#include "cli/open_clinic.h"
#include "core/json.h"
