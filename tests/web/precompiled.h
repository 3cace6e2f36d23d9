// SPDX-License-Identifier: Apache-2.0
// What nearly every test of this room reads, compiled once (cmake/rooms.cmake).
#pragma once

#include "web/small_site.h"
