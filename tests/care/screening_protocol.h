// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "care/screening.h"
#include "core/embedded.h"

namespace fascia::care {

inline std::vector<File> shipped_files() {
  std::vector<File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/")) {
    std::string name(file.path);
    if (name.size() < 5 || name.substr(name.size() - 5) != ".toml") continue;
    files.push_back({name, std::string(file.bytes)});
  }
  return files;
}

inline std::string describe(const Error& error) {
  std::string text = error.message + " at " + error.field;
  for (const auto& [key, value] : error.args) text += ' ' + key + '=' + value;
  return text;
}

// The protocol as shipped; a fault in it stops the test with file, line and key.
inline const Protocol& shipped() {
  static const Result<Protocol> protocol = read_protocol(shipped_files());
  if (!protocol) {
    ADD_FAILURE() << describe(protocol.error());
    static const Protocol kEmpty;
    return kEmpty;
  }
  return *protocol;
}

inline const Date kVisit = Date::of(2026, 11, 24);

// Everything answered with the reassuring answer, on the day of the visit.
inline Intake healthy(const Protocol& protocol) {
  Intake intake;
  intake.visit_date = kVisit;
  intake.birth_date = Date::of(1986, 5, 2);
  for (const Question& question : protocol.questions) {
    if (!question.parent.empty()) continue;
    if (question.kind == Kind::tri) {
      intake.answers[question.id] = question.yes_is_safe ? Said::yes : Said::no;
    } else if (question.kind == Kind::choice) {
      intake.answers[question.id] = std::string("none");
    } else if (question.kind == Kind::multi) {
      intake.answers[question.id] = std::vector<std::string>();
    }
  }
  return intake;
}

// A healthy person, but for these answers (JSON, as in an intake).
inline Intake person(std::string_view answers, Date birth = Date::of(1986, 5, 2)) {
  Intake intake = healthy(shipped());
  auto given = read_intake(R"({"visit_date":"2026-11-24","answers":)" + std::string(answers) + "}",
                           shipped());
  if (!given) {
    ADD_FAILURE() << describe(given.error());
    return intake;
  }
  for (auto& [id, answer] : given->answers) intake.answers[id] = answer;
  intake.birth_date = birth;
  return intake;
}

inline Intake on_thinner(std::string_view which = "doac") {
  return person(R"({"blood_thinner":")" + std::string(which) +
                R"(","blood_thinner.stopped":"no","blood_thinner.signs":"none"})");
}

inline const Finding* finding(const Screening& screening, std::string_view rule) {
  for (const Finding& one : screening.findings)
    if (one.rule == rule) return &one;
  return nullptr;
}

}  // namespace fascia::care
