// SPDX-License-Identifier: Apache-2.0
// Each file of fuzz/corpus goes through its fuzzer's entry once more: what was found once is never
// found again, and the fuzzers compile without a fuzzer.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#define LLVMFuzzerTestOneInput care_expression
#include "../../fuzz/care_expression.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput care_follow_up
#include "../../fuzz/care_follow_up.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput care_plan
#include "../../fuzz/care_plan.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput care_protocol
#include "../../fuzz/care_protocol.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput core_json
#include "../../fuzz/core_json.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput http_form
#include "../../fuzz/http_form.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput http_multipart
#include "../../fuzz/http_multipart.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput interop_fhir
#include "../../fuzz/interop_fhir.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput interop_questionnaire
#include "../../fuzz/interop_questionnaire.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput interop_series_rule
#include "../../fuzz/interop_series_rule.cc"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput schedule_kernel
#include "../../fuzz/schedule_kernel.cc"
#include "source_folder.h"
#undef LLVMFuzzerTestOneInput

namespace fascia {
namespace {

namespace fs = std::filesystem;
using Entry = int (*)(const unsigned char*, std::size_t);

struct Fuzzer {
  const char* name;
  Entry entry;
};
constexpr Fuzzer kFuzzers[] = {{"care_expression", care_expression},
                               {"care_follow_up", care_follow_up},
                               {"care_plan", care_plan},
                               {"care_protocol", care_protocol},
                               {"core_json", core_json},
                               {"http_form", http_form},
                               {"http_multipart", http_multipart},
                               {"interop_fhir", interop_fhir},
                               {"interop_questionnaire", interop_questionnaire},
                               {"interop_series_rule", interop_series_rule},
                               {"schedule_kernel", schedule_kernel}};

TEST(Corpus, each_file_that_was_kept_is_read_without_a_fault) {
  const fs::path root = source_folder() / "fuzz";
  for (const Fuzzer& fuzzer : kFuzzers) {
    int files = 0;
    for (const auto& file : fs::directory_iterator(root / "corpus" / fuzzer.name)) {
      std::ifstream in(file.path(), std::ios::binary);
      std::string text{std::istreambuf_iterator<char>(in), {}};
      EXPECT_EQ(fuzzer.entry(reinterpret_cast<const unsigned char*>(text.data()), text.size()), 0);
      ++files;
    }
    EXPECT_GT(files, 2) << fuzzer.name;
  }
}

TEST(Corpus, every_fuzzer_has_its_own) {
  for (const auto& file : fs::directory_iterator(source_folder() / "fuzz")) {
    if (file.path().extension() != ".cc") continue;
    std::string name = file.path().stem().string();
    EXPECT_TRUE(std::any_of(std::begin(kFuzzers), std::end(kFuzzers), [&](const Fuzzer& one) {
      return one.name == name;
    })) << name;
  }
}

}  // namespace
}  // namespace fascia
