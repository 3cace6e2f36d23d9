// SPDX-License-Identifier: Apache-2.0
#include "page/fields.h"

#include <algorithm>

namespace fascia::page {
namespace {

void set_error(View& view, const std::string& name, std::string_view error) {
  view.show(name + "_wrong", !error.empty());
  view.set(name + "_error", error);
}

}  // namespace

void set_scale(View& view, std::string_view name, std::optional<int> chosen,
               std::string_view error) {
  const std::string base(name);
  set_error(view, base, error);
  set_scale_steps(view, base + "_steps", 0, 10, chosen);
}

void set_scale_steps(View& row, std::string_view name, int low, int high,
                     std::optional<int> chosen) {
  row.list(name);
  for (int step = low; step <= high; ++step)
    row.add(name).set("step", step).show("step_chosen", chosen == step);
}

static View& add_option(View& view, const std::string& name, const Option& option,
                        const std::vector<std::string>& chosen) {
  const bool on = std::find(chosen.begin(), chosen.end(), option.value) != chosen.end();
  return view.add(name + "_options")
      .set("option_value", option.value)
      .set("option_text", option.text)
      .show("option_chosen", on);
}

void set_options(View& view, std::string_view name, const std::vector<Option>& options,
                 const std::vector<std::string>& chosen, std::string_view error) {
  const std::string base(name);
  set_error(view, base, error);
  view.list(base + "_options");
  for (const Option& option : options) add_option(view, base, option, chosen);
}

void set_grouped_options(View& view, std::string_view name, const std::vector<Option>& options,
                         const std::vector<std::string>& chosen, std::string_view error) {
  const std::string base(name);
  set_error(view, base, error);
  view.list(base + "_options");
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string& group = options[i].group;
    const bool first = i == 0 || options[i - 1].group != group;
    const bool last = i + 1 == options.size() || options[i + 1].group != group;
    add_option(view, base, options[i], chosen)
        .set("option_group", group)
        .show("option_opens", first && !group.empty())
        .show("option_closes", last && !group.empty());
  }
}

void set_check(View& view, std::string_view name, bool on, std::string_view error) {
  const std::string base(name);
  set_error(view, base, error);
  view.show(base + "_on", on);
}

void set_steps(View& view, int now, int count) {
  view.set("step_now", now);
  view.set("step_count", count);
}

}  // namespace fascia::page
