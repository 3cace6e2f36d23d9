// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace fascia::clinic {

// What chance decides in the demo's story; the same on each machine, unlike the library's
// distributions. (splitmix64; it decides nothing that must not be guessed.)
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}

  int upto(int n) { return n <= 1 ? 0 : static_cast<int>(next() % static_cast<unsigned>(n)); }
  int between(int from, int to) { return from + upto(to - from + 1); }
  bool percent(int p) { return upto(100) < p; }
  template <class T>
  const T& of(const std::vector<T>& items) {
    return items[static_cast<std::size_t>(upto(static_cast<int>(items.size())))];
  }
  // An index, each as likely as its weight; the weights are not all zero.
  std::size_t weighted(const std::vector<int>& weights) {
    int sum = 0;
    for (int w : weights) sum += w;
    int left = upto(sum);
    std::size_t at = 0;
    while (at + 1 < weights.size() && left >= weights[at]) left -= weights[at++];
    return at;
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace fascia::clinic
