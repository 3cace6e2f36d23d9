// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include "core/embedded.h"
#include "keys/token.h"
#include "store/clearances.h"
#include "store/client_blocks.h"
#include "store/client_keys.h"
#include "store/client_merges.h"
#include "store/erasure.h"
#include "store/follow_up.h"
#include "store/intakes.h"
#include "store/records.h"
#include "store/rights.h"
#include "store/tasks.h"
#include "store/treatment.h"
#include "store/visit_fees.h"
#include "treated_clinic.h"

namespace fascia::store {
namespace {

class SealedBytes : public TreatedClinic {
 protected:
  // Every byte of the database, its log and its shared memory.
  std::string bytes_on_disk() {
    std::vector<std::string> paths;
    if (on_postgresql())
      paths = PostgresqlServer::shared().files_of(store.path());
    else
      for (const std::string& file : {store.path(), keys_file_of(store.path())})
        for (const char* ending : {"", "-wal", "-shm"}) paths.push_back(file + ending);
    std::string all;
    for (const std::string& path : paths) {
      std::ostringstream bytes;
      bytes << std::ifstream(path, std::ios::binary).rdbuf();
      all += bytes.str();
    }
    return all;
  }
  // A note in every sealed table.
  void write_everywhere(const PrivateText& note) {
    write([&](Transaction& tx) {
      ASSERT_TRUE(start_session(tx, kTenant, {{31}, {21}, kAnn, {51}, kStart, std::nullopt}));
      add_consent(tx, kTenant, sealer, {{1}, kAnn, {21}, kStart, note});
      add_plan(tx, kTenant, sealer, {{1}, kAnn, {21}, kStart, note});
      add_plan_change(tx, kTenant, sealer, {{1}, kAnn, {21}, kStart, note});
      add_session_entry(tx, kTenant, sealer, {{1}, {31}, 1, kStart, note});
      ChartEntry entry;
      entry.id = {1};
      entry.session = {31};
      entry.client = kAnn;
      entry.author = {41};
      entry.body = note;
      add_chart_draft(tx, kTenant, sealer, entry);
      ASSERT_TRUE(change_chart_draft(tx, kTenant, sealer, {1}, note));
      ASSERT_TRUE(sign_chart(tx, kTenant, {1}, kStart));
      add_aftercare(tx, kTenant, sealer, {{1}, {31}, kAnn, kStart, note});
      add_check_in(tx, kTenant, sealer,
                   {{1}, {31}, kAnn, CheckInKind::after_24h, kStart, std::nullopt, {}});
      ASSERT_TRUE(answer_check_in(tx, kTenant, sealer, {1}, note, kStart));
      add_outcome(tx, kTenant, sealer, {{1}, kAnn, {}, "pain_now", kStart, 0, note});
      AuditEvent looked{kStart, "staff", 41, "chart.read", "client", 11, kAnn};
      looked.reason = note.reveal();
      add_audit(tx, kTenant, sealer, looked);
      Task call;
      call.id = {1};
      call.kind = "call_after_refusal";
      call.client = kAnn;
      call.due = call.created = kStart;
      add_task(tx, kTenant, sealer, call, {note, note});
      keep_before_visit(tx, kTenant, sealer, {{21}, kAnn, kStart, note});
      ASSERT_TRUE(add_clearance(tx, kTenant, sealer,
                                {{1}, kAnn, {21}, LetterStatus::wanted, kStart, note}));
      add_clearance_file(tx, kTenant, sealer, {{1}, {1}, kAnn, "application/pdf", 4, kStart, {41}},
                         note);
      add_legal_hold(tx, kTenant, sealer, {{1}, kAnn, kStart, {41}, std::nullopt, note});
      add_visit_fee(tx, kTenant, sealer,
                    {{1}, {21}, kAnn, "no_show", {4750, "CAD"}, false, {41}, kStart, note});
      add_client_block(tx, kTenant, sealer, {{1}, kAnn, kStart, {41}, std::nullopt, {}, note});
      Date day = Date::of(2026, 11, 23);
      add_access_request(tx, kTenant, sealer,
                         {{1}, kAnn, day, day + 45, 0, {}, {}, "", {41}, note});
      add_record_note(tx, kTenant, sealer, {1, kAnn, kStart, "annotation", {41}, note});
      add_disclosure(tx, kTenant, sealer, {1, kAnn, kStart, "", {41}, note});
      put_breach(tx, kTenant, sealer, {{1}, kStart, {}, {}, {}, {41}, note});
      merge_clients(tx, kTenant, sealer, {{1}, kAnn, kBob, kStart, {41}, {}, {}, note});
    });
    write([&](Transaction& tx) {
      put_draft(tx, kTenant, sealer, keys::token_hash("draft"), note, kStart + hours(24));
      KeptScreening screening;
      screening.id = {1};
      screening.token_hash = keys::token_hash("screening");
      screening.service = {71};
      screening.content = note;
      screening.expires = kStart + hours(24);
      add_screening(tx, kTenant, sealer, screening, kStart);
      bind_screening(tx, kTenant, sealer, screening, kAnn);
      Message message;
      message.id = {1};
      message.kind = "booked";
      message.client = kAnn;
      message.language = "en";
      message.payload = note;
      add_message(tx, kTenant, sealer, message, kStart);
      add_answer(tx, kTenant, sealer, {keys::token_hash("key"), keys::digest("body"), {21}, note},
                 kStart);
    });
  }
};

TEST_F(SealedBytes, R22_nothing_sealed_can_be_read_in_the_files) {
  // A word of this run alone: PostgreSQL's log of changes still holds what the run before wrote.
  const std::string word = "stabbing" + random.token();
  const std::string note = word + " pain below the left shoulder blade";
  write_everywhere(PrivateText(note));
  EXPECT_EQ(bytes_on_disk().find(note), std::string::npos);
  EXPECT_EQ(bytes_on_disk().find(word), std::string::npos);
  // What is not sealed is found, so the search above looks where it must.
  write([&](Transaction& tx) { set_setting(tx, kTenant, "note", note); });
  EXPECT_NE(bytes_on_disk().find(note), std::string::npos);
}

TEST_F(SealedBytes, R22_each_table_with_a_sealed_cell_was_tried) {
  FASCIA_SQLITE_ONLY();  // the tables are the same
  write_everywhere(PrivateText("note"));
  auto tables = read([](Connection& c) {
    return c.query(
        "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS t "
        "WHERE m.type = 'table' AND t.name = 'sealed'");
  });
  EXPECT_GT(tables.size(), 10u);
  std::string filled;
  for (const Row& row : read([](Connection& c) {
         return c.query(
             "SELECT 'consent' FROM consent UNION SELECT 'plan' FROM plan "
             "UNION SELECT 'plan_change' FROM plan_change "
             "UNION SELECT 'session_entry' FROM session_entry "
             "UNION SELECT 'chart_entry' FROM chart_entry UNION SELECT 'aftercare' FROM aftercare "
             "UNION SELECT 'before_visit' FROM before_visit "
             "UNION SELECT 'clearance' FROM clearance "
             "UNION SELECT 'clearance_file' FROM clearance_file "
             "UNION SELECT 'check_in' FROM check_in UNION SELECT 'outcome' FROM outcome "
             "UNION SELECT 'intake_draft' FROM intake_draft "
             "UNION SELECT 'screening' FROM screening UNION SELECT 'outbox' FROM outbox "
             "UNION SELECT 'legal_hold' FROM legal_hold "
             "UNION SELECT 'visit_fee' FROM visit_fee "
             "UNION SELECT 'client_block' FROM client_block "
             "UNION SELECT 'access_request' FROM access_request "
             "UNION SELECT 'record_note' FROM record_note "
             "UNION SELECT 'disclosure' FROM disclosure UNION SELECT 'breach' FROM breach "
             "UNION SELECT 'client_merge' FROM client_merge "
             "UNION SELECT 'task' FROM task "
             "UNION SELECT 'audit_event' FROM audit_event WHERE sealed <> '' "
             "UNION SELECT 'idempotency' FROM idempotency");
       }))
    filled += " " + row.text(0) + " ";
  for (const Row& row : tables)
    EXPECT_NE(filled.find(" " + row.text(0) + " "), std::string::npos) << row.text(0);
}

}  // namespace
}  // namespace fascia::store
