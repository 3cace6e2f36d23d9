// SPDX-License-Identifier: Apache-2.0
// A file of screening rules that somebody edited badly, and below a line "%%" a clinic's own beside
// it: an error with its place, or rules whose cases run and that judge a person.
#include "care/screening.h"

namespace {

constexpr const char* kSmallProtocol = R"(kind = "screening"
regions = ["low-back.L", "low-back.R", "calf.L", "calf.R"]
tools = ["heat-moist"]
positions = ["prone", "supine"]
[protocol]
name = "small"
number = "1"
[techniques]
heat = ["heat-moist"]
[[source]]
id = "S"
title = "A book"
[[group]]
id = "g"
title = { en = "A group", fr = "Un groupe" }
[[setting]]
id = "stop.days"
title = { en = "Days", fr = "Jours" }
why = { en = "So.", fr = "Ainsi." }
value = 90
sources = ["S"]
confidence = "low"
[[setting]]
id = "call"
title = { en = "A call", fr = "Un choix" }
why = { en = "So.", fr = "Ainsi." }
decision = "clearance"
sources = ["S"]
confidence = "low"
[[question]]
id = "ill"
group = "g"
kind = "tri"
gate = "safety"
text = { en = "Ill?", fr = "Malade?" }
[[question]]
id = "ill.date"
group = "g"
kind = "date"
gate = "safety"
parent = "ill"
text = { en = "When?", fr = "Quand?" }
[[rule]]
id = "ill"
title = { en = "Ill", fr = "Malade" }
gate = "safety"
reason = { en = "It harms.", fr = "Cela nuit." }
sources = ["S"]
mark = "k"
confidence = "low"
clearance_days = 30
[[rule.rows]]
when = 'ill'
both = "setting:call"
)";

fascia::care::AnswerMap yes_to_all(const fascia::care::Protocol& protocol) {
  fascia::care::AnswerMap answers;
  for (const auto& question : protocol.questions)
    if (question.kind == fascia::care::Kind::tri) answers[question.id] = fascia::care::Said::yes;
  return answers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace fascia::care;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t cut = text.find("%%\n");
  std::vector<File> files{
      {"base.toml", kSmallProtocol},
      {"fuzz.toml", "kind = \"screening\"\n" + std::string(text.substr(0, cut))}};
  if (cut != text.npos)
    files.push_back({"own/fuzz.toml", "kind = \"clinic\"\n" + std::string(text.substr(cut + 3))});
  auto protocol = read_protocol(files);
  if (!protocol) return 0;
  run_cases(*protocol);
  Intake intake;
  intake.visit_date = fascia::Date::of(2026, 11, 24);
  intake.answers = yes_to_all(*protocol);
  for (ServiceKind service : {ServiceKind::deep, ServiceKind::swedish})
    screen(*protocol, intake, service, *intake.visit_date);
  return 0;
}
