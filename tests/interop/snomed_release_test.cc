// SPDX-License-Identifier: Apache-2.0
// A small made-up release: none of its numbers but the protocol's own codes are of SNOMED CT.
#include "interop/snomed_release.h"

#include <sstream>

#include "record_bundles.h"

namespace fascia::interop {
namespace {

const std::string kRf2Header =
    "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\t"
    "characteristicTypeId\tmodifierId\r\n";
const std::string kClotCode = "128053003";  // deep vein thrombosis, of the protocol
constexpr const char* kIsALink = "116680003";

std::string link(int id, const std::string& child, const std::string& parent,
                 const char* type = kIsALink, const char* active = "1") {
  return std::to_string(id) + "\t20260101\t" + active + "\t900000000000207008\t" + child + "\t" +
         parent + "\t0\t" + type + "\t900000000000011006\t900000000000451002\r\n";
}

Result<SnomedDescendants> read_rf2(const std::string& text,
                                   const std::set<std::string>& of = {kClotCode}) {
  std::istringstream in(text);
  return read_descendants(in, of);
}

// 9001 and 9002 are clots, 9003 is below both; 9009 was one once; 9010 has its place there.
const std::string kMadeUp = kRf2Header + link(1, "9001", kClotCode) + link(2, "9002", kClotCode) +
                            link(3, "9003", "9001") + link(4, "9003", "9002") +
                            link(5, "9009", kClotCode, kIsALink, "0") +
                            link(6, "9010", kClotCode, "363698007") + link(7, "9020", "9021");

TEST(SnomedRelease, all_below_a_code_by_active_is_a_links_alone_each_once) {
  auto found = read_rf2(kMadeUp, {kClotCode, "9021", "424242"});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->all.size(), 2u);
  EXPECT_EQ(found->all[0].of, kClotCode);
  EXPECT_EQ(found->all[0].codes, (std::vector<std::string>{"9001", "9002", "9003"}));
  EXPECT_EQ(found->all[1].codes, (std::vector<std::string>{"9020"}));
  EXPECT_EQ(found->unknown, (std::vector<std::string>{"424242"}));
  EXPECT_EQ(found->links, 5u);
}

TEST(SnomedRelease, a_ring_of_links_ends) {
  auto found = read_rf2(kRf2Header + link(1, "9001", kClotCode) + link(2, kClotCode, "9001"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->all[0].codes, (std::vector<std::string>{"9001"}));
}

TEST(SnomedRelease, what_is_no_snapshot_of_relationships_is_named_with_its_line) {
  auto fault = [](const std::string& text) {
    auto read = read_rf2(text);
    if (read) return std::string("read");
    return read.error().message +
           (read.error().args.empty() ? "" : " " + read.error().args.front().second);
  };
  EXPECT_EQ(fault(""), "rf2_header");
  EXPECT_EQ(fault("id\tterm\n1\tclot\n"), "rf2_header");
  EXPECT_EQ(fault(kRf2Header), "rf2_no_links");
  EXPECT_EQ(fault(kRf2Header + link(1, "9010", kClotCode, "363698007")), "rf2_no_links");
  EXPECT_EQ(fault(kMadeUp + "8\t20260101\t1\r\n"), "rf2_line 9");
  EXPECT_EQ(fault(kMadeUp + link(8, "ninety", kClotCode)), "rf2_line 9");
  EXPECT_EQ(fault(kMadeUp + link(8, "9004", kClotCode, kIsALink, "x")), "rf2_line 9");
  EXPECT_EQ(fault(kMadeUp + std::string(5000, '\t') + "\n"), "rf2_line 9");
  // A full file: the same link with two states.
  EXPECT_EQ(fault(kMadeUp + link(5, "9009", kClotCode)), "rf2_not_snapshot 9");
}

TEST(SnomedRelease, the_written_file_gives_each_descendant_the_meaning_of_its_code) {
  std::vector<care::File> files = protocol_files();
  files.push_back({"own/snomed.toml", descendants_file(*read_rf2(kMadeUp), "made up \"1\"")});
  auto with = read_codes(files, protocol());
  ASSERT_TRUE(with) << describe(with.error());
  auto means = [](const Codes& all, const std::string& code) {
    std::vector<Mention> out;
    all.find("snomed", code, out);
    return out.empty() ? std::string() : out.front().entry->id;
  };
  for (const char* code : {"9001", "9002", "9003"}) {
    EXPECT_EQ(means(*with, code), means(codes(), kClotCode)) << code;
    EXPECT_EQ(means(codes(), code), "") << code;
  }
  for (const char* code : {"9009", "9010", "9020"}) EXPECT_EQ(means(*with, code), "") << code;
  // A record that codes the descendant decides as one that codes the protocol's own.
  auto decided = [&](const Codes& all, const std::string& code) {
    auto record = read_record(bundle_of({condition(snomed(code), "active", onset(10))}), protocol(),
                              all, kVisit);
    EXPECT_TRUE(record);
    return screen_record(protocol(), *record, care::ServiceKind::deep, kVisit).decision;
  };
  EXPECT_EQ(decided(*with, "9003"), care::Decision::do_not_treat);
  EXPECT_EQ(decided(*with, "9003"), decided(codes(), kClotCode));
}

TEST(SnomedRelease, R7_an_own_file_adds_descendants_and_no_meaning_of_its_own) {
  std::vector<care::File> files = protocol_files();
  files.push_back(
      {"own/codes.toml", "kind = \"codes\"\n[[harmless]]\nen = [\"deep vein thrombosis\"]\n"});
  auto read = read_codes(files, protocol());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "protocol_key_unknown");
}

TEST(SnomedRelease, the_protocols_own_codes_are_all_there) {
  auto all = codes().snomed_codes();
  EXPECT_TRUE(all.contains(kClotCode));
  EXPECT_GT(all.size(), 300u);
  for (const std::string& code : all)
    EXPECT_EQ(code.find_first_not_of("0123456789"), std::string::npos) << code;
}

}  // namespace
}  // namespace fascia::interop
