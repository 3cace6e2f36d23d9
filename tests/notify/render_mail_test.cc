// SPDX-License-Identifier: Apache-2.0
#include "notify/render_mail.h"

#include <boost/json/array.hpp>
#include <cstdlib>
#include <optional>
#include <set>

#include "clinic/change_appointment.h"
#include "clinic/due_work.h"
#include "clinic/messages.h"
#include "clinic/small_clinic.h"
#include "clinic/tasks.h"
#include "clinic/visit_series.h"
#include "core/json.h"
#include "notify/send_waiting.h"
#include "notify/smtp_server.h"

namespace fascia::notify {
namespace {

const page::Templates& templates() {
  static const page::Templates kTemplates = page::Templates::embedded(
      [](std::string_view name) { return "/assets/" + std::string(name); });
  return kTemplates;
}

class Mails : public ::testing::Test, public clinic::SmallClinic {
 protected:
  clinic::Booked booked(const std::string& language = "en") {
    clinic::BookAppointment in = booking(at(3, 10), "k");
    in.service = deep;
    in.client.language = language;
    auto done = clinic::book_appointment(*clinic, in);
    EXPECT_TRUE(done);
    return *done;
  }
  std::vector<store::Message> waiting() {
    return store->read([&](store::Connection& c) {
      return store::waiting_messages(c, clinic->tenant, *sealer, clock.now(), 50);
    });
  }
  Mail last() {
    auto all = waiting();
    EXPECT_FALSE(all.empty());
    // Which of several is the newest is told by its kind in each test.
    auto mail = render(all.back());
    EXPECT_TRUE(mail) << mail.error().message << " " << mail.error().cause;
    return *mail;
  }
  Result<Mail> render(const store::Message& message) {
    return render_mail(templates(), clinic->availability.get()->location,
                       {"https://book.example", "desk@book.example"}, message, clock.now());
  }
  Mail of_kind(const std::string& kind) {
    for (const store::Message& m : waiting())
      if (m.kind == kind) return *render(m);
    ADD_FAILURE() << "no message " << kind;
    return {};
  }
  Post post() { return {folder.string(), {"https://book.example", "desk@book.example"}, {}, true}; }
  std::string state(MessageId id) {
    return store->read([&](store::Connection& c) {
      return c
          .first("SELECT status FROM outbox WHERE tenant = $1 AND id = $2", {clinic->tenant, id})
          ->text(0);
    });
  }
};

TEST_F(Mails, R36_the_mail_states_the_deposit_and_the_fee_in_money_and_no_reason) {
  using Asks = store::Charge::Kind;
  ASSERT_TRUE(clinic::edit_policy(*clinic, program,
                                  {24, "", "", {Asks::share, 50}, {}, {Asks::amount, 2000}}));
  clinic::BookAppointment in = booking(at(3, 10), "k");
  in.policy = clinic::AgreedPolicy{2, "the words"};
  auto due = clinic::book_appointment(*clinic, in);
  ASSERT_TRUE(due);
  const Mail booked = of_kind("booked");
  EXPECT_NE(booked.text.find("a deposit of $20.00"), std::string::npos) << booked.text;
  EXPECT_NE(booked.text.find("No payment is taken online."), std::string::npos);
  clock.seconds = at(3, 8).seconds;
  ASSERT_TRUE(
      clinic::cancel_appointment(*clinic, due->appointment.id, {{}, due->manage_token}, {}));
  const Mail told = of_kind("cancelled");
  EXPECT_NE(told.text.find("you pay $47.50 to the clinic"), std::string::npos) << told.text;
  EXPECT_EQ(told.text.find("deposit"), std::string::npos);
}

TEST_F(Mails, R18_R36_who_is_ill_reads_of_no_fee_and_no_illness) {
  ASSERT_TRUE(clinic::edit_policy(*clinic, program,
                                  {24, "", "", {store::Charge::Kind::share, 50}, {}, {}}));
  clinic::BookAppointment in = booking(at(3, 10), "k");
  in.policy = clinic::AgreedPolicy{2, "the words"};
  auto ill = clinic::book_appointment(*clinic, in);
  ASSERT_TRUE(ill);
  clock.seconds = at(3, 8).seconds;
  ASSERT_TRUE(clinic::cancel_appointment(*clinic, ill->appointment.id, {{}, ill->manage_token},
                                         {"ill", {}}));
  const Mail told = of_kind("cancelled");
  EXPECT_EQ(told.text.find("you pay"), std::string::npos) << told.text;
  EXPECT_EQ(told.text.find(" ill"), std::string::npos) << told.text;
}

TEST_F(Mails, R18_a_mail_names_clinic_time_place_and_first_name_and_no_more) {
  clinic::Booked visit = booked();
  Mail mail = last();
  for (const char* part :
       {"Grande Prairie Massage", "Thursday 26 November, 10:00 am", "Ana", "America/Edmonton"})
    EXPECT_NE(mail.text.find(part), std::string::npos) << part << "\n" << mail.text;
  std::string link =
      "https://book.example" + clinic::manage_path(visit.appointment.id, visit.manage_token);
  EXPECT_NE(mail.text.find(link), std::string::npos);
  EXPECT_NE(mail.text.find("by Wednesday 25 November, 10:00 am"), std::string::npos) << mail.text;
  std::string all = mail.subject + mail.text + mail.calendar->text;
  for (const char* part : {"Deep", "tissue", "Silva", "Maya", "Roy", "1988", "health", "pain", "$"})
    EXPECT_EQ(all.find(part), std::string::npos) << part << "\n" << all;
  EXPECT_EQ(mail.subject, "Your visit: Thursday 26 November, 10:00 am");
  EXPECT_EQ(mail.calendar->method, "REQUEST");
  EXPECT_EQ(mail.calendar->text.find(visit.manage_token), std::string::npos);
}

TEST_F(Mails, R18_moving_and_cancelling_raise_the_sequence_of_the_same_event) {
  clinic::Booked visit = booked();
  auto uid = [](const Mail& m) {
    auto at = m.calendar->text.find("UID:");
    return m.calendar->text.substr(at, m.calendar->text.find('\r', at) - at);
  };
  Mail first = of_kind("booked");
  ASSERT_TRUE(
      clinic::move_appointment(*clinic, visit.appointment.id, {{}, visit.manage_token}, at(4, 11)));
  Mail moved = of_kind("moved");
  EXPECT_NE(moved.text.find("Friday 27 November, 11:00 am"), std::string::npos);
  EXPECT_NE(moved.calendar->text.find("SEQUENCE:1"), std::string::npos);
  EXPECT_EQ(uid(moved), uid(first));
  ASSERT_TRUE(clinic::cancel_appointment(*clinic, visit.appointment.id, {{}, visit.manage_token}));
  Mail gone = of_kind("cancelled");
  EXPECT_EQ(gone.calendar->method, "CANCEL");
  EXPECT_NE(gone.calendar->text.find("SEQUENCE:2"), std::string::npos);
  EXPECT_EQ(uid(gone), uid(first));
  EXPECT_EQ(gone.text.find("https://"), std::string::npos);
}

// RFC 5545, 3.8.4.7: the id is for ever. The clinic's address is not.
TEST_F(Mails, the_calendar_id_is_the_clinics_own_whatever_its_address_is) {
  clinic::Booked visit = booked();
  const std::string id = "UID:" + visit.appointment.id.text() + "@";
  const store::Message message = waiting().back();
  for (const char* url : {"https://book.example", "http://127.0.0.1:8080", ""}) {
    auto mail = render_mail(templates(), clinic->availability.get()->location,
                            {url, "desk@book.example"}, message, clock.now());
    ASSERT_TRUE(mail);
    EXPECT_NE(mail->calendar->text.find(id + clinic->tenant.text() + "\r\n"), std::string::npos)
        << mail->calendar->text;
    EXPECT_NE(mail->calendar->text.find("STATUS:TENTATIVE"), std::string::npos);
  }
}

TEST_F(Mails, a_clinic_whose_files_had_its_address_in_them_keeps_it_for_its_calendar_ids) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    store::forget_settings(tx, clinic->tenant, clinic::kCalendarHost, "calendar_host ");
    return {};
  }));
  clinic::keep_calendar_host(*clinic, "https://old.example:8443/x");
  clinic::keep_calendar_host(*clinic, "https://new.example");  // it has moved since
  clinic::Booked visit = booked();
  EXPECT_NE(last().calendar->text.find("UID:" + visit.appointment.id.text() + "@old.example\r\n"),
            std::string::npos);
}

// Where the machine stands that the program runs on.
class MachineZone {
 public:
  explicit MachineZone(const char* zone) {
    if (const char* was = std::getenv("TZ")) was_ = was;
    setenv("TZ", zone, 1);
    tzset();
  }
  ~MachineZone() {
    was_ ? setenv("TZ", was_->c_str(), 1) : unsetenv("TZ");
    tzset();
  }
  MachineZone(const MachineZone&) = delete;
  MachineZone& operator=(const MachineZone&) = delete;

 private:
  std::optional<std::string> was_;
};

// cal#29868, cal#6382, E!A#1504, E!A#910, medplum#6723, medplum#10475, SuiteCRM#822: whoever books
// and wherever the machine stands, mail, reminder and calendar file say the clinic's time.
TEST_F(Mails, every_mail_of_a_visit_says_the_time_of_the_place_and_the_reminder_comes_at_it) {
  int n = 0;
  for (const char* machine : {"UTC", "Pacific/Auckland", "Asia/Kathmandu"})
    for (bool by_desk : {false, true}) {
      MachineZone stands(machine);
      clinic::SmallClinic small;  // of its own, so that each mail is the only one
      auto in = small.booking(small.at(3, 10), std::to_string(++n));
      if (by_desk) in.actor = {clinic::Actor::Kind::staff, StaffId{7}, store::Role::desk, {}};
      ASSERT_TRUE(clinic::book_appointment(*small.clinic, in));
      auto all = [&] {
        return small.store->read([&](store::Connection& c) {
          return store::waiting_messages(c, small.clinic->tenant, *small.sealer, small.clock.now(),
                                         50);
        });
      };
      auto told = [&](std::string_view kind) {
        int found = 0;
        for (const store::Message& m : all()) {
          if (m.kind != kind) continue;
          ++found;
          auto mail =
              render_mail(templates(), small.clinic->availability.get()->location,
                          {"https://book.example", "desk@book.example"}, m, small.clock.now());
          EXPECT_TRUE(mail) << kind;
          if (!mail) continue;
          EXPECT_NE(mail->text.find("Thursday 26 November, 10:00 am"), std::string::npos)
              << machine << "\n"
              << mail->text;
          for (const char* other : {"5:00 pm", "4:00 pm", "5:00 am", "9:45 pm", "UTC"})
            EXPECT_EQ(mail->text.find(other), std::string::npos) << machine << "\n" << mail->text;
          if (mail->calendar) {
            EXPECT_NE(mail->calendar->text.find("DTSTART;TZID=America/Edmonton:20261126T100000"),
                      std::string::npos)
                << machine;
          }
        }
        return found;
      };
      EXPECT_EQ(told("booked"), 1) << "one mail, with one time";
      small.clock.seconds = small.at(1, 9, 59).seconds;
      clinic::do_due_work(*small.clinic);
      EXPECT_EQ(told("reminder"), 0) << machine;
      small.clock.seconds = small.at(1, 10).seconds;
      clinic::do_due_work(*small.clinic);
      EXPECT_EQ(told("reminder"), 1) << machine;
    }
}

// E!A#1388, E!A#733, cal#17139, cal#7796: a calendar that reads a file again, or reads those of two
// people, has each visit once, and what is cancelled is that one alone.
TEST_F(Mails, a_calendar_file_read_twice_is_one_event_and_a_cancelled_one_takes_no_other_along) {
  clinic::Booked first = booked();
  const clinic::Actor desk{clinic::Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  clinic::RepeatVisit repeat;
  repeat.first = first.appointment.id;
  repeat.count = 3;
  auto more = clinic::repeat_visit(*clinic, desk, repeat);
  ASSERT_TRUE(more);
  auto uids = [](const std::string& text) {
    std::multiset<std::string> out;
    for (std::size_t at = 0; (at = text.find("\nUID:", at)) != text.npos; ++at)
      out.insert(text.substr(at + 5, text.find('\r', at) - at - 5));
    return out;
  };
  const std::string series = of_kind("series").calendar->text;
  EXPECT_EQ(series, of_kind("series").calendar->text) << "sent again it is the same file";
  const auto named = uids(series);
  EXPECT_EQ(named.size(), 3u);
  EXPECT_EQ(std::set<std::string>(named.begin(), named.end()).size(), 3u);
  const AppointmentId second = (*more)[0].appointment.id, third = (*more)[1].appointment.id;
  ASSERT_TRUE(clinic::cancel_appointment(*clinic, second, {desk, {}}));
  Mail gone = of_kind("cancelled");
  EXPECT_EQ(gone.calendar->method, "CANCEL");
  const auto cancelled = uids(gone.calendar->text);
  ASSERT_EQ(cancelled.size(), 1u);
  EXPECT_EQ(cancelled.begin()->substr(0, cancelled.begin()->find('@')), second.text());
  for (AppointmentId id : {first.appointment.id, third})
    EXPECT_TRUE(store::takes_time(clinic::find_visit(*clinic, id, {desk, {}})->status));
}

// E!A#1702, E!A#1399: what another server says, or does not say, deletes nothing here.
TEST_F(Mails, a_server_that_never_answers_takes_no_visit_away) {
  clinic::Booked visit = booked();
  Post down = post();
  down.smtp.host = "127.0.0.1";
  down.smtp.port = 1;
  down.smtp.tls = Tls::none;
  for (int tries = 0; tries < 3; ++tries) {
    EXPECT_EQ(send_waiting(*clinic, templates(), down), 0);
    clock.seconds += 3600;
  }
  clinic::load_availability(*clinic);
  EXPECT_TRUE(
      store::takes_time(clinic::find_visit(*clinic, visit.appointment.id, {program, {}})->status));
  auto again = booking(at(3, 10), "again");
  again.client.name = "Rival Ray";
  again.practitioner = visit.appointment.practitioner;
  EXPECT_EQ(clinic::book_appointment(*clinic, again).error().message, "start_taken");
}

TEST_F(Mails, R18_visits_that_repeat_are_one_mail_and_one_calendar_file) {
  clinic::Booked first = booked();
  const clinic::Actor desk{clinic::Actor::Kind::staff, StaffId{77}, store::Role::desk, {}};
  clinic::RepeatVisit repeat;
  repeat.first = first.appointment.id;
  repeat.count = 3;
  auto more = clinic::repeat_visit(*clinic, desk, repeat);
  ASSERT_TRUE(more) << more.error().message;
  std::vector<std::string> kinds;
  for (const store::Message& m : waiting()) kinds.push_back(m.kind);
  std::sort(kinds.begin(), kinds.end());
  EXPECT_EQ(kinds, (std::vector<std::string>{"booked", "series"}));
  Mail mail = of_kind("series");
  EXPECT_EQ(mail.subject, "Your visits, from Thursday 26 November, 10:00 am on");
  for (const char* day : {"Thursday 26 November", "Thursday 3 December", "Thursday 10 December"})
    EXPECT_NE(mail.text.find(std::string("* ") + day + ", 10:00 am, 60 min"), std::string::npos)
        << mail.text;
  // Each that is new has its link and its questions; the first one's are in its own mail.
  auto count = [](const std::string& text, const std::string& part) {
    int n = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; ++at) ++n;
    return n;
  };
  EXPECT_EQ(count(mail.text, "https://book.example/visit/"), 2);
  EXPECT_EQ(count(mail.text, "https://book.example/intake/"), 2);
  for (const clinic::Booked& one : *more)
    EXPECT_EQ(count(mail.text, "https://book.example/visit/" + one.appointment.id.text() + "/"), 1);
  ASSERT_TRUE(mail.calendar);
  EXPECT_EQ(mail.calendar->method, "PUBLISH");
  EXPECT_EQ(count(mail.calendar->text, "BEGIN:VEVENT"), 3);
  EXPECT_EQ(count(mail.calendar->text, "BEGIN:VTIMEZONE"), 1);
  EXPECT_EQ(count(mail.calendar->text, "METHOD:PUBLISH"), 1);
  EXPECT_EQ(count(mail.calendar->text, "UID:" + first.appointment.id.text() + "@"), 1);
  const std::string all = mail.subject + mail.text + mail.calendar->text;
  for (const char* part : {"Deep", "tissue", "Silva", "Maya", "Roy", "1988", "health", "pain", "$"})
    EXPECT_EQ(all.find(part), std::string::npos) << part << "\n" << all;
  EXPECT_TRUE(mime_text(mail));
}

TEST_F(Mails, R18_a_letter_that_is_waited_for_is_a_paper) {
  booked();
  for (store::Message message : waiting()) {
    if (message.kind != "booked") continue;
    auto payload = json::read(message.payload.reveal())->as_object();
    payload["paper_wanted"] = true;
    payload["intake_due"] = "";
    message.payload = PrivateText(json::write(payload));
    std::string text = render(message)->text;
    EXPECT_NE(text.find("It is sure once a paper is back"), std::string::npos) << text;
    for (const char* part : {"Your visit is booked", "doctor", "letter", "health"})
      EXPECT_EQ(text.find(part), std::string::npos) << part;
  }
}

TEST_F(Mails, speaks_the_readers_language) {
  booked("fr");
  Mail mail = last();
  EXPECT_EQ(mail.language, "fr");
  EXPECT_NE(mail.text.find("jeudi 26 novembre"), std::string::npos) << mail.text;
  EXPECT_NE(mail.subject.find("Votre rendez-vous"), std::string::npos);
}

TEST_F(Mails, a_kind_without_words_is_an_error_and_not_an_empty_mail) {
  booked();
  store::Message message = waiting().back();
  message.kind = "no_such_kind";
  EXPECT_EQ(render(message).error().message, "message_kind_unknown");
  message.kind = "booked";
  message.payload = PrivateText("[1]");
  EXPECT_EQ(render(message).error().message, "message_malformed");
}

TEST_F(Mails, without_a_mail_server_a_message_stands_as_a_file_once) {
  booked();
  EXPECT_EQ(send_waiting(*clinic, templates(), post()), 1);
  EXPECT_EQ(send_waiting(*clinic, templates(), post()), 0);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "outbox"))
    files.push_back(entry.path());
  ASSERT_EQ(files.size(), 1U);
  std::string text = read_all(files[0]);
  EXPECT_NE(text.find("To: maya@example.invalid"), std::string::npos);
  EXPECT_NE(text.find("text/calendar"), std::string::npos);
}

TEST_F(Mails, R22_without_any_way_out_a_message_waits_sealed_and_its_count_is_known) {
  booked();
  const MessageId id = waiting().back().id;
  Post none = post();
  none.to_folder = false;
  ASSERT_TRUE(clinic::set_mail_transport(*clinic, "none"));
  EXPECT_EQ(send_waiting(*clinic, templates(), none), 0);
  EXPECT_EQ(state(id), "waiting");
  EXPECT_EQ(waiting().size(), 1U);  // nor is it put off
  EXPECT_FALSE(std::filesystem::exists(folder / "outbox"));
  EXPECT_EQ(clinic::mail_without_a_way_out(*clinic), 1);
  // There is one at last: what is of today leaves, what is older does not.
  clock.seconds += 23 * 3600;
  ASSERT_TRUE(clinic::set_mail_transport(*clinic, "folder"));
  EXPECT_EQ(state(id), "waiting");
  EXPECT_EQ(clinic::mail_without_a_way_out(*clinic), 0);
  ASSERT_TRUE(clinic::set_mail_transport(*clinic, "none"));
  clock.seconds += 2 * 3600;
  ASSERT_TRUE(clinic::set_mail_transport(*clinic, "folder"));
  EXPECT_EQ(state(id), "failed");
}

TEST_F(Mails, a_mail_server_gets_it_and_one_that_is_down_gets_it_later) {
  booked();
  MessageId id = waiting().back().id;
  Post down = post();
  down.smtp.host = "127.0.0.1";
  down.smtp.port = 1;
  down.smtp.tls = Tls::none;
  EXPECT_EQ(send_waiting(*clinic, templates(), down), 0);
  EXPECT_EQ(state(id), "waiting");
  EXPECT_TRUE(waiting().empty());
  clock.seconds += 61;
  SmtpServer server;
  Post up = down;
  up.smtp.port = server.port();
  EXPECT_EQ(send_waiting(*clinic, templates(), up), 1);
  EXPECT_EQ(state(id), "sent");
}

TEST_F(Mails, R16_after_the_last_try_the_desk_has_a_task) {
  booked();
  MessageId id = waiting().back().id;
  Post down = post();
  down.smtp.host = "127.0.0.1";
  down.smtp.port = 1;
  down.smtp.tls = Tls::none;
  int tries = 0;
  while (state(id) == "waiting" && tries < 20) {
    EXPECT_EQ(send_waiting(*clinic, templates(), down), 0);
    clock.seconds += 12 * 3600 + 1;
    ++tries;
  }
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(tries, 6);
  auto tasks =
      clinic::waiting_tasks(*clinic, {clinic::Actor::Kind::program, {}, store::Role::owner, {}});
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_EQ(tasks[0].task.kind, "mail_bounced");
  EXPECT_EQ(tasks[0].client_name, "Maya Roy");
}

TEST_F(Mails, R45_a_demo_clinic_writes_files_even_when_a_mail_server_is_set) {
  ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
    tx.run("UPDATE location SET is_demo = 1 WHERE tenant = $1", {clinic->tenant});
    return {};
  }));
  clinic::load_availability(*clinic);
  booked();
  SmtpServer server;
  Post with_server = post();
  with_server.smtp.host = "127.0.0.1";
  with_server.smtp.port = server.port();
  with_server.smtp.tls = Tls::none;
  EXPECT_EQ(send_waiting(*clinic, templates(), with_server), 1);
  EXPECT_TRUE(std::filesystem::exists(folder / "outbox"));
  EXPECT_EQ(server.count(), 0);
}

}  // namespace
}  // namespace fascia::notify
