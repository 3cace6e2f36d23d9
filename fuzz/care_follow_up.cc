// SPDX-License-Identifier: Apache-2.0
#include "care/follow_up_protocol.h"

// Any text, read as a file of the follow-up.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace fascia::care;
  static const Protocol kScreening = [] {
    Protocol protocol;
    protocol.regions = {{"low-back", Side::left}};
    protocol.tools = {"tool"};
    Question question;
    question.id = "q";
    protocol.questions.push_back(question);
    return protocol;
  }();
  std::string text("kind = \"follow-up\"\n");
  text.append(reinterpret_cast<const char*>(data), size);
  if (auto protocol = read_follow_up_protocol({{"fuzz.toml", text}}, kScreening)) {
    run_follow_up_cases(*protocol, fascia::Zone::utc());
  }
  return 0;
}
