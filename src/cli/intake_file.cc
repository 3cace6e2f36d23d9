// SPDX-License-Identifier: Apache-2.0
#include "cli/intake_file.h"

#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>

#include "care/staff_answers.h"
#include "cli/open_clinic.h"
#include "clinic/screen_visit.h"

namespace fascia::cli {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

Date today() {
  std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return Date::of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

}  // namespace

Result<std::string> read_text(const std::string& path, std::size_t most) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  std::string text;
  char piece[4096];
  while (in.read(piece, sizeof piece) || in.gcount() > 0) {
    text.append(piece, static_cast<std::size_t>(in.gcount()));
    if (text.size() > most) break;  // the reader says that it is too big
  }
  if (path != "-" && (!file.is_open() || file.bad()))
    return Error{Code::unavailable, "file_unreadable", "intake", {{"file", path}}, {}};
  return text;
}

Result<Date> day_of(const IntakeQuestion& question) {
  if (question.now.empty()) return today();
  auto given = parse_date(question.now);
  if (!given) return invalid("now", "date_invalid");
  return *given;
}

// A clinic knows its services; without one only the two kinds are known, and any other name is
// screened as the stricter of them.
Result<care::ServiceKind> kind_of(const IntakeQuestion& question, const std::string& named) {
  if (named.empty()) return care::ServiceKind::deep;
  if (auto kind = care::parse_service_kind(named)) return *kind;
  if (question.data.empty()) {
    if (named.starts_with("deep")) return care::ServiceKind::deep;
    std::cerr
        << "fascia: " << named
        << " is judged as deep tissue, the stricter kind. Name its clinic with --data, or say "
           "--service swedish for a relaxation massage.\n";
    return care::ServiceKind::deep;
  }
  SystemClock clock;
  FASCIA_TRY(auto open, open_clinic(question.data, question.key_file, clock));
  auto offer = open->clinic().availability.get();
  for (const store::Service& service : offer->services) {
    if (service.slug == named || service.id.text() == named) return clinic::service_kind(service);
  }
  return invalid("service", "service_unknown");
}

Result<clinic::Knowledge> knowledge_of(const std::string& data) {
  if (data.empty()) return clinic::read_knowledge_with({});
  return knowledge_with_own(data);
}

Result<care::Intake> read_intake_file(const IntakeQuestion& question,
                                      const care::Protocol& protocol) {
  FASCIA_TRY(std::string text, read_text(question.file, kMostBytes));
  FASCIA_TRY(care::Intake intake, care::read_intake(text, protocol));
  if (intake.answered_by == "staff") return intake;
  for (const std::string& id : care::drop_what_staff_alone_may_say(protocol, intake))
    std::cerr << "fascia: " << id
              << " is not counted: staff alone may say it, with \"answered_by\": "
              << "\"staff\".\n";
  return intake;
}

Result<ScreenedIntake> screen_file(const IntakeQuestion& question) {
  ScreenedIntake out;
  FASCIA_TRY(out.knowledge, knowledge_of(question.data));
  FASCIA_TRY(out.intake, read_intake_file(question, out.knowledge.screening));
  FASCIA_TRY(Date day, day_of(question));
  if (out.intake.visit_date) day = *out.intake.visit_date;
  const std::string& named = question.service.empty() ? out.intake.service : question.service;
  FASCIA_TRY(care::ServiceKind kind, kind_of(question, named));
  out.screening = care::screen(out.knowledge.screening, out.intake, kind, day);
  return out;
}

}  // namespace fascia::cli
