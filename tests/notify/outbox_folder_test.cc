// SPDX-License-Identifier: Apache-2.0
#include "notify/outbox_folder.h"

#include <sys/stat.h>

#include "notify/smtp_server.h"

namespace fascia::notify {
namespace {

const Instant kDate = *parse_rfc3339("2026-11-24T16:16:51Z");

mode_t mode(const std::filesystem::path& path) {
  struct stat about {};
  EXPECT_EQ(::stat(path.c_str(), &about), 0);
  return about.st_mode & 07777;
}

std::vector<std::string> names(const std::filesystem::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    out.push_back(entry.path().filename().string());
  return out;
}

TEST(OutboxFolder, R18_a_file_name_says_when_and_which_and_no_more) {
  TemporaryFolder data;
  auto path = write_to_outbox(data.path(), MessageId{42}, kDate, "Subject: x\r\n\r\nHi\r\n");
  ASSERT_TRUE(path) << path.error().cause;
  EXPECT_EQ(*path, data.path() / "outbox" / ("20261124T161651Z-" + MessageId{42}.text() + ".eml"));
  EXPECT_EQ(read_all(*path), "Subject: x\r\n\r\nHi\r\n");
}

TEST(OutboxFolder, only_the_owner_may_read) {
  TemporaryFolder data;
  mode_t before = ::umask(0);
  auto path = write_to_outbox(data.path(), MessageId{42}, kDate, "x\r\n");
  ::umask(before);
  ASSERT_TRUE(path);
  EXPECT_EQ(mode(*path), 0600U);
  EXPECT_EQ(mode(data.path() / "outbox"), 0700U);
}

TEST(OutboxFolder, the_same_message_is_the_same_file_and_no_draft_stays) {
  TemporaryFolder data;
  auto first = write_to_outbox(data.path(), MessageId{42}, kDate, std::string(100000, 'a'));
  auto again = write_to_outbox(data.path(), MessageId{42}, kDate, "b\r\n");
  auto other = write_to_outbox(data.path(), MessageId{43}, kDate, "c\r\n");
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(read_all(*again), "b\r\n");
  EXPECT_EQ(names(data.path() / "outbox").size(), 2U);
}

TEST(OutboxFolder, says_so_when_it_cannot_write_and_leaves_nothing) {
  TemporaryFolder data;
  auto missing = write_to_outbox(data.path() / "none", MessageId{42}, kDate, "x");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message, "outbox_unwritable");
  EXPECT_EQ(missing.error().code, Code::unavailable);
  // A folder stands where the file should go: the draft is taken away again.
  std::string name = "20261124T161651Z-" + MessageId{42}.text() + ".eml";
  std::filesystem::create_directories(data.path() / "outbox" / name);
  auto blocked = write_to_outbox(data.path(), MessageId{42}, kDate, "x");
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().cause.substr(0, 6), "rename");
  EXPECT_EQ(names(data.path() / "outbox"), std::vector<std::string>{name});
}

}  // namespace
}  // namespace fascia::notify
