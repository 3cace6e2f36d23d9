// SPDX-License-Identifier: Apache-2.0
// What nearly every test of this room reads, compiled once (cmake/rooms.cmake).
#pragma once

#include "clinic/followed_visit.h"
#include "clinic/small_clinic.h"
