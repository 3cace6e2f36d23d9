// SPDX-License-Identifier: Apache-2.0
// What nearly every test of this room reads, compiled once (cmake/rooms.cmake).
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "care/screening_protocol.h"
