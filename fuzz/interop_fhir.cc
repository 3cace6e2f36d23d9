// SPDX-License-Identifier: Apache-2.0
// Any text, read as a health record: a screening or an error with its place, and never another
// answer the second time.
#include "core/embedded.h"
#include "core/json.h"
#include "interop/record.h"

namespace {

struct Known {
  fascia::care::Protocol protocol;
  fascia::interop::Codes codes;
};

const Known& known() {
  static const Known kKnown = [] {
    using namespace fascia;
    std::vector<care::File> files;
    for (const EmbeddedFile& file : embedded_under("protocols/"))
      if (file.path.ends_with(".toml"))
        files.push_back({std::string(file.path), std::string(file.bytes)});
    Known all;
    all.protocol = care::read_protocol(files).value();
    all.codes = interop::read_codes(files, all.protocol).value();
    return all;
  }();
  return kKnown;
}

std::string answer(std::string_view text) {
  using namespace fascia;
  const Date visit = Date::of(2026, 11, 24);
  auto record = interop::read_record(text, known().protocol, known().codes, visit);
  if (!record) return record.error().message + record.error().field;
  auto screening =
      interop::screen_record(known().protocol, *record, care::ServiceKind::deep, visit);
  return json::write(interop::to_json(screening, *record, known().codes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  FASCIA_CHECK(answer(text) == answer(text));
  return 0;
}
