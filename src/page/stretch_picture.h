// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace fascia::page {

// What a stretch of protocols/stretches.toml looks like, as a drawing for the page; its words stand
// beside it, so a reader of the page by ear is not told of it. An arrow is the way to move, dots
// are where the pull is felt, dashes are where the movement began or goes next. Empty for a stretch
// that a clinic added.
std::string stretch_picture(std::string_view id);

}  // namespace fascia::page
