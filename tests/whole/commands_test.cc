// SPDX-License-Identifier: Apache-2.0
// The commands as scripts use them: exit codes, what stands on which output, what they refuse.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <regex>

#include "program.h"

namespace fascia::whole {
namespace {

// Runs SQL on a file as somebody would who goes past the program.
std::string tamper(const std::string& file, const std::string& sql) {
  sqlite3* db = nullptr;
  std::string out;
  if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) return "cannot open";
  auto collect = [](void* into, int n, char** values, char**) {
    for (int i = 0; i < n; ++i)
      static_cast<std::string*>(into)->append(values[i] == nullptr ? "" : values[i]).append("\n");
    return 0;
  };
  char* fault = nullptr;
  if (sqlite3_exec(db, sql.c_str(), collect, &out, &fault) != SQLITE_OK) out = fault;
  sqlite3_free(fault);
  sqlite3_close(db);
  return out;
}

TEST(Commands, R33_init_makes_an_empty_clinic_and_prints_its_owner_s_password_once) {
  Folder folder;
  auto made =
      run({"init", "--data", folder / "clinic", "--name", "Prairie Hands", "--owner", "ana"});
  ASSERT_EQ(made.code, 0) << made.err;
  std::smatch password;
  ASSERT_TRUE(std::regex_search(made.out, password, std::regex("password (\\S+)")));
  EXPECT_NE(made.out.find("fascia serve --data"), made.out.npos);
  EXPECT_NE(made.out.find("127.0.0.1:8080"), made.out.npos);
  // It stands nowhere in the folder.
  for (const auto& file : fs::directory_iterator(folder / "clinic"))
    EXPECT_EQ(text_of(file.path()).find(password[1].str()), std::string::npos);
  EXPECT_EQ(
      tamper(folder / "clinic/fascia.db",
             "SELECT (SELECT COUNT(*) FROM staff WHERE role = 'owner'), (SELECT COUNT(*) FROM "
             "service), (SELECT COUNT(*) FROM practitioner), (SELECT is_demo FROM location)"),
      "1\n0\n0\n0\n");
  // R32: it begins with the limits of the clinical sheet, in booked minutes.
  EXPECT_EQ(
      tamper(folder / "clinic/fascia.db",
             "SELECT name, value FROM setting WHERE name LIKE 'deep_minutes_a_%' OR name LIKE "
             "'hands_on%' OR name LIKE 'rest_%' ORDER BY name"),
      "deep_minutes_a_day\n240\ndeep_minutes_a_week\n1440\nhands_on_minutes_a_week\n1680\n"
      "rest_deep_from\n60\nrest_deep_minutes\n20\nrest_long_from\n50\nrest_long_minutes\n15\n"
      "rest_minutes\n10\n");
  auto again = run({"init", "--data", folder / "clinic", "--name", "X", "--owner", "ana"});
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(again.out, "");
}

TEST(Commands, a_place_says_where_it_is_and_says_it_no_more) {
  Folder folder;
  const std::string data = folder / "clinic";
  ASSERT_EQ(run({"init", "--data", data, "--name", "Prairie Hands", "--owner", "ana"}).code, 0);
  auto listed = [&] { return run({"place", "list", "--data", data, "--json"}).out; };
  EXPECT_NE(listed().find("\"at\":null"), std::string::npos);
  auto set = run({"place", "set", "--data", data, "--at", "55.1700,-118.8"});
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_EQ(set.out, "Prairie Hands is at 55.17,-118.8 now.\n");
  EXPECT_NE(listed().find("\"at\":\"55.17,-118.8\""), std::string::npos);
  EXPECT_NE(run({"place", "list", "--data", data}).out.find(", at 55.17,-118.8\n"),
            std::string::npos);
  auto wrong = run({"place", "set", "--data", data, "--at", "here"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("55.17,-118.8"), std::string::npos) << wrong.err;
  EXPECT_EQ(run({"place", "set", "--data", data, "--at", "none"}).code, 0);
  EXPECT_NE(listed().find("\"at\":null"), std::string::npos);
}

TEST(Commands, init_and_demo_tell_a_program_what_they_made) {
  Folder folder;
  auto made = run(
      {"init", "--data", folder / "clinic", "--name", "Prairie Hands", "--owner", "ana", "--json"});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_TRUE(std::regex_match(
      made.out, std::regex("\\{\"data\":\"[^\"]+\",\"key_file\":\"[^\"]+\",\"sign_in\":\"ana\","
                           "\"password\":\"[^\"]{16}\"\\}\\n")))
      << made.out;
  auto demo = run({"demo", "--data", folder / "demo", "--weeks-back", "0", "--json"});
  ASSERT_EQ(demo.code, 0) << demo.err;
  EXPECT_TRUE(std::regex_match(
      demo.out, std::regex("\\{\"data\":[^\\[]*\"sign_ins\":\\[.*\"role\":\"owner\".*\\]\\}\\n")))
      << demo.out;
}

TEST(Commands, a_word_that_is_not_known_is_answered_with_the_nearest) {
  auto option = run({"serve", "--data", "/nowhere", "--lisen", "127.0.0.1:0"});
  EXPECT_EQ(option.code, 2);
  EXPECT_NE(option.err.find("--lisen is not known here. Do you mean --listen?"), option.err.npos)
      << option.err;
  auto command = run({"serv", "--data", "/nowhere"});
  EXPECT_EQ(command.code, 2);
  EXPECT_NE(command.err.find("serve"), command.err.npos) << command.err;
}

TEST(Commands, R45_demo_people_use_invalid_addresses_and_555_numbers) {
  DemoClinic demo;
  const std::string file = demo.data() + "/fascia.db";
  EXPECT_EQ(tamper(file, "SELECT is_demo FROM location"), "1\n");
  EXPECT_GT(std::stoi(tamper(file, "SELECT COUNT(*) FROM client")), 100);
  EXPECT_EQ(tamper(file,
                   "SELECT email FROM client WHERE email <> '' AND email NOT LIKE '%.invalid'"
                   " UNION SELECT email FROM reply WHERE email NOT LIKE '%.invalid'"
                   " UNION SELECT email FROM location WHERE email NOT LIKE '%.invalid'"),
            "");
  EXPECT_EQ(tamper(file, "SELECT phone FROM client WHERE phone NOT LIKE '%555-01__'"), "");
}

TEST(Commands, the_same_seed_and_day_make_the_same_clinic_byte_for_byte) {
  Folder folder;
  // With treatments behind it: sessions, charts, check-ins and outcomes are told by the same seed.
  auto dump_of = [&](const char* name, const char* seed) {
    auto made =
        run({"demo", "--data", folder / name, "--now", "2026-11-24", "--weeks-back", "1", "--seed",
             seed, "--locations", "3", "--therapists", "12", "--appointments", "2000"});
    EXPECT_EQ(made.code, 0) << made.err;
    std::string all, file = std::string(folder / name) + "/fascia.db";
    std::istringstream tables(
        tamper(file, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"));
    for (std::string table; std::getline(tables, table);)
      all += table + "\n" + tamper(file, "SELECT * FROM " + table + " ORDER BY 1, 2, 3");
    return all;
  };
  std::string first = dump_of("a", "3");
  EXPECT_GT(first.size(), 100'000u);
  EXPECT_GT(std::stoi(tamper(std::string(folder / "a") + "/fascia.db",
                             "SELECT COUNT(*) FROM treatment_session WHERE ended IS NOT NULL")),
            20);
  EXPECT_EQ(tamper(std::string(folder / "a") + "/fascia.db", "SELECT COUNT(*) FROM appointment"),
            "2000\n");
  EXPECT_TRUE(first == dump_of("b", "3"));
  EXPECT_FALSE(first == dump_of("c", "4"));
}

TEST(Commands, the_demo_reads_as_a_clinic) {
  DemoClinic demo;
  const std::string file = demo.data() + "/fascia.db";
  auto number = [&](const char* sql) { return std::stod(tamper(file, sql)); };
  EXPECT_EQ(number("SELECT COUNT(*) FROM practitioner"), 6);
  EXPECT_EQ(number("SELECT COUNT(*) FROM room"), 4);
  EXPECT_EQ(number("SELECT COUNT(*) FROM service WHERE kind = 'deep'"), 4);
  EXPECT_EQ(number("SELECT COUNT(*) FROM service"), 6);
  EXPECT_EQ(number("SELECT COUNT(DISTINCT techniques) FROM practitioner"), 6);
  // Six weeks ahead, some of it with the health questions still open.
  EXPECT_GT(number("SELECT COUNT(*) FROM appointment"), 400);
  double open = number("SELECT 100.0 * SUM(status = 'requested') / COUNT(*) FROM appointment");
  EXPECT_GT(open, 5);
  EXPECT_LT(open, 30);
  // People come back, and late afternoons are asked for most.
  EXPECT_GT(number("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM appointment GROUP BY client)"),
            3);
  EXPECT_GT(number("SELECT COUNT(*) FROM appointment WHERE substr(wall, 12) >= '15:00'"),
            number("SELECT COUNT(*) FROM appointment WHERE substr(wall, 12) < '11:00'"));
}

TEST(Commands, check_finds_what_was_changed_behind_its_back) {
  const std::pair<const char*, const char*> kFaults[] = {
      {"UPDATE appointment SET busy_until = busy_until + 600 WHERE id = (SELECT MIN(id) FROM "
       "appointment WHERE status = 'confirmed')",
       "masks"},
      {"UPDATE day_mask SET m0 = -1, m1 = -1, m2 = -1, m3 = -1, m4 = -1 WHERE day = (SELECT "
       "MAX(day) FROM day_mask)",
       "index"},
      {"UPDATE audit_event SET action = 'x' WHERE seq = 40", "audit"},
      {"DELETE FROM audit_event WHERE seq = 40", "audit"},
      {"UPDATE client SET wrapped_key = '' WHERE id = (SELECT MIN(id) FROM client)", "keys"},
      {"UPDATE outbox SET sealed = (SELECT sealed FROM outbox ORDER BY id DESC LIMIT 1) WHERE id = "
       "(SELECT MIN(id) FROM outbox)",
       "cells"},
  };
  {
    DemoClinic demo;
    auto sound = run({"check", "--data", demo.data(), "--json"});
    EXPECT_EQ(sound.code, 0) << sound.out;
    EXPECT_NE(sound.out.find("\"sound\": true"), sound.out.npos);
  }
  for (const auto& [sql, what] : kFaults) {
    DemoClinic demo;
    EXPECT_EQ(tamper(demo.data() + "/fascia.db", sql), "");
    auto found = run({"check", "--data", demo.data(), "--json"});
    EXPECT_EQ(found.code, 1) << sql;
    std::regex line("\"what\": \"" + std::string(what) + "\",\\s+\"sound\": false");
    EXPECT_TRUE(std::regex_search(found.out, line)) << sql << "\n" << found.out;
  }
}

TEST(Commands, check_says_3_without_data_or_its_key) {
  Folder folder;
  EXPECT_EQ(run({"check", "--data", folder / "nothing"}).code, 3);
  DemoClinic demo;
  write_text(folder / "other.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
  fs::permissions(folder / "other.key", fs::perms::owner_read);
  auto wrong = run({"check", "--data", demo.data(), "--key-file", folder / "other.key"});
  EXPECT_EQ(wrong.code, 3) << wrong.err;
  EXPECT_EQ(wrong.out, "");
}

TEST(Commands, check_names_zone_data_that_is_stale) {
  Folder folder;
  fs::create_directories(folder / "zones/America");
  fs::copy_file("/usr/share/zoneinfo/America/Edmonton", folder / "zones/America/Edmonton");
  write_text(folder / "zones/tzdata.zi", "# version 2026b\n");
  DemoClinic demo;
  auto stale = run({"check", "--data", demo.data()}, {{"TZDIR", folder / "zones"}});
  EXPECT_EQ(stale.code, 1) << stale.err;
  EXPECT_NE(stale.out.find("2026b is older than 2026c"), stale.out.npos) << stale.out;
}

TEST(Commands, a_backup_comes_back_on_an_empty_machine_with_its_key_alone) {
  DemoClinic demo;
  Folder folder;
  const std::string to = folder / "backup.db";
  ASSERT_EQ(run({"backup", "--data", demo.data(), "--to", to}).code, 0);
  EXPECT_EQ(run({"backup", "--data", demo.data(), "--to", to}).code, 1);  // not overwritten
  std::string key = text_of(demo.data() + ".key");
  EXPECT_EQ(text_of(to).find(key.substr(0, 40)), std::string::npos);
  // Without the key it is of no use; with it all is there.
  auto keyless = run({"restore", "--from", to, "--data", folder / "again"});
  EXPECT_EQ(keyless.code, 3) << keyless.err;
  EXPECT_FALSE(fs::exists(folder / "again/fascia.db"));
  fs::copy_file(demo.data() + ".key", folder / "again.key");
  auto restored = run({"restore", "--from", to, "--data", folder / "again"});
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(run({"check", "--data", folder / "again"}).code, 0);
  EXPECT_EQ(tamper(folder / "again/fascia.db", "SELECT COUNT(*), MAX(id) FROM appointment"),
            tamper(demo.data() + "/fascia.db", "SELECT COUNT(*), MAX(id) FROM appointment"));
  EXPECT_EQ(run({"restore", "--from", to, "--data", folder / "again"}).code, 1);  // not overwritten
}

TEST(Commands, R24_a_clinic_comes_back_from_a_backup_and_the_sheet_on_an_empty_machine) {
  Folder folder;
  const std::string dir = folder / "clinic", to = folder / "backup.db";
  ASSERT_EQ(run({"init", "--data", dir, "--name", "Prairie Hands", "--owner", "ana"}).code, 0);
  auto before = run({"check", "--data", dir});
  EXPECT_EQ(before.code, 0);
  EXPECT_NE(before.err.find("not on paper yet"), before.err.npos);
  auto sheet = run({"key", "sheet", "--data", dir});
  ASSERT_EQ(sheet.code, 0) << sheet.err;
  EXPECT_EQ(sheet.out.find(text_of(dir + ".key").substr(0, 20)), sheet.out.npos);
  std::vector<std::string> lines;
  for (const char* number : {"1", "2", "3", "4"}) {
    std::smatch line;
    ASSERT_TRUE(std::regex_search(
        sheet.out, line, std::regex(std::string(number) + ":  ([0-9a-f]{4}( [0-9a-f]{4}){4})\n")));
    lines.push_back(line[1]);
  }
  // Typing it back: one wrong sign is found, the right line is asked for by its number.
  const std::string typed = folder / "typed";
  write_text(typed, "0000 0000 0000 0000 0000\n");
  auto wrong = run({"key", "confirm", "--data", dir, "--from", typed});
  EXPECT_EQ(wrong.code, 2);
  std::smatch asked;
  ASSERT_TRUE(std::regex_search(wrong.err, asked, std::regex("Type line ([1-4])")));
  const std::string right = lines.at(std::stoul(asked[1]) - 1);
  write_text(typed, lines.at(std::stoul(asked[1]) % 4));  // another line of the same sheet
  EXPECT_EQ(run({"key", "confirm", "--data", dir, "--from", typed}).code, 2);
  write_text(typed, "  " + right + "\n");
  EXPECT_EQ(run({"key", "confirm", "--data", dir, "--from", typed}).code, 0);
  EXPECT_EQ(run({"check", "--data", dir}).err, "");
  EXPECT_EQ(run({"key", "sheet", "--data", dir}).code, 1);  // shown once
  EXPECT_EQ(run({"key", "sheet", "--data", dir, "--again"}).code, 0);
  // The machine is lost; paper and backup are left.
  ASSERT_EQ(run({"backup", "--data", dir, "--to", to}).code, 0);
  fs::remove_all(dir);
  fs::remove(dir + ".key");
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  write_text(typed, "1: " + all);
  ASSERT_EQ(run({"key", "enter", "--key-file", folder / "new.key", "--from", typed}).code, 0);
  auto restored = run({"restore", "--from", to, "--data", folder / "new"});
  EXPECT_EQ(restored.code, 0) << restored.err;
  auto after = run({"check", "--data", folder / "new"});
  EXPECT_EQ(after.code, 0);
  EXPECT_EQ(after.err, "");
}

TEST(Commands, a_backup_that_was_changed_is_not_restored) {
  DemoClinic demo;
  Folder folder;
  const std::string to = folder / "backup.db";
  ASSERT_EQ(run({"backup", "--data", demo.data(), "--to", to}).code, 0);
  const std::string whole = text_of(to);
  fs::copy_file(demo.data() + ".key", folder / "again.key");
  for (std::size_t at : {whole.size() / 2, whole.size() - 1, whole.size()}) {
    std::string changed = whole;
    at == whole.size() ? changed.resize(at - 1) : void(changed[at] ^= 1);
    write_text(to, changed);
    auto restored = run({"restore", "--from", to, "--data", folder / "again"});
    EXPECT_EQ(restored.code, 1) << at;
    EXPECT_NE(restored.err.find(to + " does not open"), restored.err.npos) << restored.err;
    EXPECT_FALSE(fs::exists(folder / "again"));
  }
  write_text(to, whole);
  fs::remove(to + ".keys");
  auto keyless = run({"restore", "--from", to, "--data", folder / "again"});
  EXPECT_EQ(keyless.code, 3) << keyless.out;
}

// As older programs left them.
TEST(Commands, a_backup_in_plain_is_restored_unless_it_was_changed) {
  DemoClinic demo;
  Folder folder;
  const std::string to = folder / "backup.db";
  for (const char* ending : {"", ".keys"})
    fs::copy_file(demo.data() + "/fascia.db" + ending, to + ending);
  for (const char* name : {"again.key", "changed.key"})
    fs::copy_file(demo.data() + ".key", folder / name);
  auto restored = run({"restore", "--from", to, "--data", folder / "again"});
  EXPECT_EQ(restored.code, 0) << restored.err;
  EXPECT_EQ(tamper(to, "UPDATE audit_event SET reason = 'x' WHERE seq = 7"), "");
  EXPECT_EQ(run({"restore", "--from", to, "--data", folder / "changed"}).code, 1);
  EXPECT_FALSE(fs::exists(folder / "changed/fascia.db"));
}

// The demo has one person twice.
TEST(Commands, R15_two_records_of_one_person_are_joined_and_put_apart_again) {
  DemoClinic demo;
  auto alike = run({"client", "alike", "--data", demo.data()});
  ASSERT_EQ(alike.code, 0) << alike.out << alike.err;
  const std::string older = alike.out.substr(0, 13),
                    newer = alike.out.substr(alike.out.find('\n') + 1, 13);
  auto merge = [&] {
    return run({"client", "merge", "--data", demo.data(), "--client", older, "--other", newer})
        .code;
  };
  EXPECT_EQ(merge(), 0);
  EXPECT_EQ(merge(), 1);
  EXPECT_EQ(run({"check", "--data", demo.data()}).code, 0);
  auto apart = run({"client", "unmerge", "--data", demo.data(), "--client", older});
  EXPECT_EQ(apart.code, 0) << apart.err;
  EXPECT_NE(apart.out.find(newer), apart.out.npos);
  EXPECT_EQ(run({"client", "unmerge", "--data", demo.data(), "--client", older}).code, 2);
}

TEST(Commands, R23_a_record_is_not_erased_before_its_time_and_not_by_a_slip) {
  DemoClinic demo;
  const std::string file = demo.data() + "/fascia.db";
  std::string name = tamper(file, "SELECT name FROM client ORDER BY id LIMIT 1");
  name.pop_back();
  auto found = run({"client", "find", "--data", demo.data(), "--name", name});
  ASSERT_EQ(found.code, 0) << found.err;
  const std::string id = found.out.substr(0, found.out.find(' '));
  EXPECT_NE(found.out.find("kept until 20"), found.out.npos) << found.out;
  auto slip = run({"client", "erase", "--data", demo.data(), "--client", id, "--name", "Ann Other",
                   "--why", "x"});
  EXPECT_EQ(slip.code, 2) << slip.out << slip.err;
  auto early =
      run({"client", "erase", "--data", demo.data(), "--client", id, "--name", name, "--why", "x"});
  EXPECT_EQ(early.code, 1) << early.out << early.err;
  EXPECT_EQ(run({"client", "hold", "--data", demo.data(), "--client", id, "--why", "claim"}).code,
            0);
  EXPECT_EQ(run({"client", "release", "--data", demo.data(), "--client", id}).code, 0);
  EXPECT_EQ(run({"client", "release", "--data", demo.data(), "--client", id}).code, 2);
  EXPECT_EQ(tamper(file, "SELECT COUNT(*) FROM client WHERE name = ''"), "0\n");
  EXPECT_EQ(run({"client", "keep", "--data", demo.data(), "--adult", "9"}).code, 2);
  auto kept = run({"client", "keep", "--data", demo.data(), "--adult", "12"});
  EXPECT_NE(kept.out.find("Adults: 12 years"), kept.out.npos) << kept.out << kept.err;
  // R25: the whole record, once it was asked for, into a file of the one who ran it alone.
  const std::string out = demo.data() + "-record.zip";
  auto exported = [&] {
    return run({"client", "export", "--data", demo.data(), "--client", id, "--out", out}).code;
  };
  EXPECT_EQ(exported(), 1);
  ASSERT_EQ(run({"rights", "ask", "--data", demo.data(), "--client", id, "--asked", "all"}).code,
            0);
  EXPECT_EQ(exported(), 0);
  namespace fs = std::filesystem;
  EXPECT_EQ(fs::status(out).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_GT(fs::file_size(out), 1000u);
  EXPECT_EQ(exported(), 1);  // nothing is written over
  fs::remove(out);
}

TEST(Commands, audit_says_where_it_ends_and_finds_a_tail_that_was_cut_off) {
  DemoClinic demo;
  auto head = run({"audit", "head", "--data", demo.data()});
  ASSERT_EQ(head.code, 0) << head.err;
  const std::string known = head.out.substr(0, head.out.find('\n'));
  auto whole = run({"audit", "verify", "--data", demo.data(), known});
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  EXPECT_EQ(run({"audit", "verify", "--data", demo.data(), "nonsense"}).code, 2);
  tamper(demo.data() + "/fascia.db",
         "DELETE FROM audit_event WHERE seq > (SELECT MAX(seq) - 3 FROM audit_event)");
  EXPECT_EQ(run({"audit", "verify", "--data", demo.data()}).code, 0);
  auto cut = run({"audit", "verify", "--data", demo.data(), known, "--json"});
  EXPECT_EQ(cut.code, 1);
  EXPECT_NE(cut.out.find("\"cut_off\": true"), cut.out.npos) << cut.out;
}

TEST(Commands, the_master_key_is_changed_whole_or_not_and_what_was_cut_in_between_goes_on) {
  DemoClinic demo;
  const std::string key = demo.data() + ".key", before = text_of(key);
  {
    Server server(demo.serve());
    ASSERT_NE(server.port, 0) << server.err();
    EXPECT_EQ(run({"key", "rotate", "--data", demo.data()}).code, 1);
    EXPECT_EQ(text_of(key), before);
  }
  auto done = run({"key", "rotate", "--data", demo.data()});
  ASSERT_EQ(done.code, 0) << done.err;
  const std::string after = text_of(key);
  EXPECT_NE(after, before);
  EXPECT_EQ(text_of(key + ".old"), before);
  EXPECT_FALSE(fs::exists(key + ".next"));
  EXPECT_EQ(run({"check", "--data", demo.data()}).code, 0);
  auto old = run({"check", "--data", demo.data(), "--key-file", key + ".old"});
  EXPECT_EQ(old.code, 3) << old.out;
  // The power went after the keys were wrapped anew and before the new key had its name.
  fs::rename(key, key + ".next");
  fs::rename(key + ".old", key);
  EXPECT_EQ(run({"check", "--data", demo.data()}).code, 0);
  EXPECT_EQ(text_of(key), after);
  EXPECT_EQ(text_of(key + ".old"), before);
}

TEST(Commands, a_backup_is_verified_without_being_touched) {
  DemoClinic demo;
  Folder folder;
  const std::string to = folder / "backup.db";
  ASSERT_EQ(run({"backup", "--data", demo.data(), "--to", to}).code, 0);
  EXPECT_EQ(run({"backup", "--data", demo.data()}).code, 2);
  std::string bytes = text_of(to);
  auto verified = run({"backup", "verify", "--data", demo.data(), "--from", to});
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  EXPECT_TRUE(text_of(to) == bytes);
  write_text(to, bytes.substr(0, bytes.size() - 1));
  auto cut = run({"backup", "verify", "--data", demo.data(), "--from", to});
  EXPECT_EQ(cut.code, 1);
  EXPECT_NE(cut.err.find(to + " does not open"), cut.err.npos) << cut.err;
  write_text(to, bytes);
  // Without any copy of the clients' keys the rows open to nobody.
  fs::remove(to + ".keys");
  EXPECT_NE(run({"backup", "verify", "--data", demo.data(), "--from", to}).code, 0);
}

TEST(Commands, each_has_help_with_an_example_and_bad_use_is_2) {
  for (const char* command : {"init", "demo", "serve", "check", "backup", "restore", "move", "key",
                              "client", "audit", "screen", "starts", "plan", "place"}) {
    auto help = run({command, "--help"});
    EXPECT_EQ(help.code, 0) << command;
    EXPECT_NE(help.out.find("fascia " + std::string(command)), help.out.npos) << command;
    EXPECT_NE(help.out.find("Example"), help.out.npos) << command;
    EXPECT_EQ(run({command, "--no-such-option"}).code, 2) << command;
  }
  EXPECT_EQ(run({"no-such-command"}).code, 2);
  EXPECT_EQ(run({}).code, 2);
}

}  // namespace
}  // namespace fascia::whole
