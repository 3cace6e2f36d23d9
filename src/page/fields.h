// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/view.h"

namespace fascia::page {

// What the parts of a form need in the view. A text field is View::field (parts/field, parts/area).

// 0 to 10 for parts/scale; nothing is chosen beforehand unless it was answered.
void set_scale(View& view, std::string_view name, std::optional<int> chosen,
               std::string_view error = {});
// The numbers from `low` to `high`, both among them, as the list `name` of a row's view, for
// parts/scale-steps.
void set_scale_steps(View& row, std::string_view name, int low, int high,
                     std::optional<int> chosen);

struct Option {
  std::string value;
  std::string text;
  std::string group = {};  // of set_grouped_options
};
// For parts/chips (one or several of a few) and parts/select (one of many). Several may be chosen
// in chips of kind="checkbox".
void set_options(View& view, std::string_view name, const std::vector<Option>& options,
                 const std::vector<std::string>& chosen, std::string_view error = {});
// For parts/select grouped="yes": neighbours of one group stand under its name.
void set_grouped_options(View& view, std::string_view name, const std::vector<Option>& options,
                         const std::vector<std::string>& chosen, std::string_view error = {});

// For parts/checkbox.
void set_check(View& view, std::string_view name, bool on, std::string_view error = {});

// For parts/steps: step `now` of `count`, both from 1.
void set_steps(View& view, int now, int count);

}  // namespace fascia::page
