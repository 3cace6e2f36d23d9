// SPDX-License-Identifier: Apache-2.0
// What refuses a person stands in the protocol's files and nowhere in the program.
#include "screening_protocol.h"

namespace fascia::care {
namespace {

std::vector<File> without(std::string_view name) {
  std::vector<File> files = shipped_files();
  const std::size_t all = files.size();
  std::erase_if(files, [&](const File& file) { return file.name.ends_with(name); });
  EXPECT_EQ(files.size() + 1, all) << name;
  return files;
}

TEST(ScreeningHonesty, deleting_a_protocol_file_changes_the_answer) {
  struct Gone {
    const char* file;
    AnswerMap said;
  };
  AnswerMap gout, heart;
  for (const char* id : {"gout", "gout.hot", "gout.known", "gout.fever"}) gout[id] = Said::yes;
  heart["heart_failure"] = Said::yes;
  heart["heart_failure.class"] = std::string("stairs");
  heart["heart_failure.worse"] = Said::no;
  heart["heart_failure.flat"] = Said::yes;
  heart["heart_failure.gain_2d"] = 2.5;
  for (const Gone& gone :
       {Gone{"screening-bones.toml", gout}, Gone{"screening-circulation.toml", heart}}) {
    Intake intake = healthy(shipped());
    for (const auto& [question, answer] : gone.said) intake.answers[question] = answer;
    Screening with = screen(shipped(), intake, ServiceKind::deep, kVisit);
    EXPECT_GE(with.decision, Decision::clearance) << gone.file;
    auto less = read_protocol(without(gone.file));
    ASSERT_TRUE(less) << gone.file << ": " << describe(less.error());
    EXPECT_NE(less->version, shipped().version) << gone.file;
    Screening left = screen(*less, intake, ServiceKind::deep, kVisit);
    EXPECT_LT(left.decision, with.decision) << gone.file;
    EXPECT_LT(left.findings.size(), with.findings.size()) << gone.file;
  }
}

}  // namespace
}  // namespace fascia::care
