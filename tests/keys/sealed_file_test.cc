// SPDX-License-Identifier: Apache-2.0
#include "keys/sealed_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fascia::keys {
namespace {

class SealedFile : public testing::Test {
 protected:
  static constexpr std::size_t kPieceOf = 64 << 10, kBesides = 17, kHead = 24;

  ~SealedFile() override { std::filesystem::remove_all(folder_); }
  // What comes out when `bytes` goes through one of the two.
  FileSealing through(FileSealing (*work)(int, int, const Key&, std::string_view),
                      const std::string& bytes, std::string& out, const Key& key,
                      std::string_view context = "a") {
    std::ofstream(folder_ / "from", std::ios::binary) << bytes;
    int from = ::open((folder_ / "from").c_str(), O_RDONLY);
    int to = ::open((folder_ / "to").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    FileSealing done = work(from, to, key, context);
    ::close(from);
    ::close(to);
    std::ifstream in(folder_ / "to", std::ios::binary);
    out.assign(std::istreambuf_iterator<char>(in), {});
    return done;
  }
  FileSealing opened(const std::string& bytes) {
    std::string out;
    return through(open_file, bytes, out, key_);
  }
  static std::string plain(std::size_t size) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>('a' + i * 7 % 23 + i / 999);
    return out;
  }

  SystemRandom random_;
  const Key key_ = Key::make(random_);
  std::filesystem::path folder_ = [] {
    std::string name = (std::filesystem::temp_directory_path() / "fascia-sealed-XXXXXX").string();
    return std::filesystem::path(::mkdtemp(name.data()));
  }();
};

TEST_F(SealedFile, opens_as_it_was_whatever_its_length) {
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, kPieceOf - 1, kPieceOf, kPieceOf + 1,
                           3 * kPieceOf, 3 * kPieceOf + 5}) {
    std::string sealed, back;
    ASSERT_EQ(through(seal_file, plain(size), sealed, key_), FileSealing::done);
    EXPECT_EQ(sealed.size(), kHead + size + (size / kPieceOf + 1) * kBesides);
    ASSERT_EQ(through(open_file, sealed, back, key_), FileSealing::done) << size;
    EXPECT_TRUE(back == plain(size)) << size;
  }
}

TEST_F(SealedFile, R22_does_not_open_changed_cut_swapped_lengthened_or_with_another_key) {
  std::string sealed, out;
  ASSERT_EQ(through(seal_file, plain(3 * kPieceOf + 500), sealed, key_), FileSealing::done);
  EXPECT_EQ(sealed.find(plain(40)), std::string::npos);
  const std::size_t piece = kPieceOf + kBesides;
  for (std::size_t at : {std::size_t{0}, kHead, kHead + 100, kHead + piece, sealed.size() - 1}) {
    std::string flipped = sealed;
    flipped[at] ^= 1;
    EXPECT_EQ(opened(flipped), FileSealing::broken) << at;
  }
  // Also where a piece ends.
  for (std::size_t size : {std::size_t{0}, std::size_t{10}, kHead, kHead + piece, kHead + 3 * piece,
                           sealed.size() - 1})
    EXPECT_EQ(opened(sealed.substr(0, size)), FileSealing::broken) << size;
  EXPECT_EQ(opened(sealed + "x"), FileSealing::broken);
  EXPECT_EQ(opened(sealed.substr(0, kHead) + sealed.substr(kHead + piece, piece) +
                   sealed.substr(kHead, piece) + sealed.substr(kHead + 2 * piece)),
            FileSealing::broken);
  EXPECT_EQ(opened(sealed.substr(0, kHead) + sealed.substr(kHead + piece)), FileSealing::broken);
  EXPECT_EQ(through(open_file, sealed, out, key_, "b"), FileSealing::broken);
  EXPECT_EQ(through(open_file, sealed, out, Key::make(random_)), FileSealing::broken);
  EXPECT_EQ(opened(sealed), FileSealing::done);
}

}  // namespace
}  // namespace fascia::keys
