// SPDX-License-Identifier: Apache-2.0
// What nearly every file of this room reads, compiled once (cmake/rooms.cmake).
#pragma once

#include <algorithm>

#include "clinic/clinic.h"
