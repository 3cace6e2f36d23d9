// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace fascia {

// What a person wrote or answered about themselves. It has no formatter and no operator<<, so that
// it cannot be logged by accident; whoever may show it asks for it by name.
class PrivateText {
 public:
  PrivateText() = default;
  explicit PrivateText(std::string text) : text_(std::move(text)) {}
  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool operator==(const PrivateText&) const = default;

 private:
  std::string text_;
};

}  // namespace fascia
