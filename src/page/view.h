// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fascia::page {

// What a template is filled with: a plain tree. Names are lower_snake here and UPPER_SNAKE in the
// template. A text is {{NAME}}, a truth is {{#NAME}}..{{/NAME}} and its contrary
// {{^NAME}}..{{/NAME}}, a list is {{#NAME}}..{{/NAME}} once an item ({{^NAME}} when it is empty).
// Inside an item the names of the views around it are visible too.
class View {
 public:
  // A text; escaped where it stands in the page.
  View& set(std::string_view name, std::string_view text);
  View& set(std::string_view name, const char* text) { return set(name, std::string_view(text)); }
  View& set(std::string_view name, std::int64_t number);
  // Markup made by this room (body map, curve), {{NAME:none}} in the template. Never a text that a
  // person typed.
  View& markup(std::string_view name, std::string html);
  // A truth. Not a text: show("paid", true).
  View& show(std::string_view name, bool on = true);
  // One more item of a list; the reference holds until the next item of the same list.
  View& add(std::string_view list);
  // The list stands in the view even when it stays empty.
  View& list(std::string_view name);
  // The items so far, to be changed.
  std::vector<View>& items(std::string_view list);
  // A form field: {{NAME}} is what was typed, {{#NAME_WRONG}} and {{NAME_ERROR}} say what is wrong
  // with it (empty = nothing). Fits the parts field, area, choice and checkbox.
  View& field(std::string_view name, std::string_view typed, std::string_view error = {});

  struct Text {
    std::string value;
    bool is_markup = false;
  };
  const std::map<std::string, Text, std::less<>>& texts() const { return texts_; }
  const std::map<std::string, bool, std::less<>>& truths() const { return truths_; }
  const std::map<std::string, std::vector<View>, std::less<>>& lists() const { return lists_; }

 private:
  std::map<std::string, Text, std::less<>> texts_;
  std::map<std::string, bool, std::less<>> truths_;
  std::map<std::string, std::vector<View>, std::less<>> lists_;
};

}  // namespace fascia::page
