// SPDX-License-Identifier: Apache-2.0
// Any row of bits and any length: each width of the kernel that this processor can run finds what
// counting cell by cell finds.
#include <cstdint>
#include <cstring>

#include "core/result.h"
#include "schedule/kernel.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fascia;
  if (size < 2 || size > 4096) return 0;
  const int cells = data[0] + (data[1] & 3) * 256 + 1;
  std::vector<std::uint64_t> row((size - 2 + 7) / 8);
  if (row.empty()) return 0;
  std::memcpy(row.data(), data + 2, size - 2);
  std::vector<std::uint64_t> wanted(row.size());
  int run = 0;
  for (std::size_t i = row.size() * 64; i-- > 0;) {
    run = (row[i / 64] >> (i % 64) & 1) != 0 ? run + 1 : 0;
    if (run >= cells) wanted[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  for (schedule::Width width : schedule::widths()) {
    std::vector<std::uint64_t> found(row.size()), added(row.size());
    schedule::fitting(row, cells, found, width);
    schedule::add_fitting(row, cells, added, width);
    FASCIA_CHECK(found == wanted && added == wanted);
  }
  return 0;
}
