// SPDX-License-Identifier: Apache-2.0
// What nearly every file of this room reads, compiled once (cmake/rooms.cmake).
#pragma once

#include <algorithm>

#include "page/fields.h"
#include "page/view.h"
#include "page/words.h"
#include "web/site.h"
