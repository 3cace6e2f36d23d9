// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "interop/client_record.h"

namespace fascia::clinic {

// One sealed body as lines that a person can read: each value under its name, questions, places,
// techniques, muscles, rules and people under their words. Nothing is left out, whatever a body
// holds, but what says to a program what words beside it say to a person; what has no words here
// keeps its own.
class BodyLines {
 public:
  BodyLines(const Clinic& clinic, const std::vector<store::Staff>& staff,
            std::string_view language);

  std::vector<interop::ClientRecord::Line> of(const PrivateText& body) const;

 private:
  using Value = boost::json::value;
  std::string words(const care::Words& text) const { return language_ == "fr" ? text.fr : text.en; }
  // The words for an id; empty where there are none.
  std::string named(std::string_view id) const;
  std::string label(std::string_view key) const;
  std::string plain(const Value& value, std::string_view key) const;
  void add(const Value& value, std::string_view key, const std::string& name,
           std::vector<interop::ClientRecord::Line>& out) const;

  const Clinic& clinic_;
  std::string language_;
  std::map<std::string, std::string, std::less<>> people_;  // by the text of their id
};

}  // namespace fascia::clinic
