// SPDX-License-Identifier: Apache-2.0
#include "work/worker.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "clinic/holds.h"
#include "clinic/messages.h"
#include "clinic/small_clinic.h"

namespace fascia::work {
namespace {

// Takes connections and says nothing for ever.
class SilentServer {
 public:
  SilentServer() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
    EXPECT_EQ(::listen(fd_, 4), 0);
    socklen_t size = sizeof at;
    EXPECT_EQ(::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size), 0);
    port = ntohs(at.sin_port);
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { ::close(fd_); }
  int port = 0;

 private:
  int fd_;
};

class Work : public ::testing::Test, public clinic::SmallClinic {
 protected:
  static const page::Templates& templates() {
    static const page::Templates kTemplates = page::Templates::embedded(
        [](std::string_view name) { return "/assets/" + std::string(name); });
    return kTemplates;
  }
  WorkSettings settings() const {
    WorkSettings s;
    s.data_dir = folder.string();
    s.public_url = "https://book.example";
    s.mail_to_folder = true;
    return s;
  }
  std::size_t holds() {
    return store->read(
        [&](store::Connection& c) { return store::list_holds(c, clinic->tenant).size(); });
  }
};

TEST_F(Work, a_message_leaves_by_itself_and_the_thread_ends_at_once) {
  Worker worker(*clinic, templates(), settings());
  worker.start();
  ASSERT_TRUE(clinic::book_appointment(*clinic, booking(at(1, 10), "k")));
  for (int i = 0; i < 200 && !std::filesystem::exists(folder / "outbox"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(std::filesystem::exists(folder / "outbox"));
  auto begin = std::chrono::steady_clock::now();
  worker.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST_F(Work, a_mail_server_that_hangs_does_not_keep_the_program_from_ending) {
  SilentServer silent;
  WorkSettings s = settings();
  s.smtp.host = "127.0.0.1";
  s.smtp.port = silent.port;
  s.smtp.tls = notify::Tls::none;
  ASSERT_TRUE(clinic::book_appointment(*clinic, booking(at(1, 10), "k")));
  Worker worker(*clinic, templates(), s);
  worker.start();
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  auto begin = std::chrono::steady_clock::now();
  worker.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

// LB#313, LB#410, LB#57, carlos-emr/carlos#1650
TEST_F(Work, a_booking_does_not_wait_for_a_mail_server_that_hangs) {
  SilentServer silent;
  WorkSettings s = settings();
  s.smtp.host = "127.0.0.1";
  s.smtp.port = silent.port;
  s.smtp.tls = notify::Tls::none;
  ASSERT_TRUE(clinic::book_appointment(*clinic, booking(at(1, 10), "first")));
  Worker worker(*clinic, templates(), s);
  worker.start();
  std::this_thread::sleep_for(std::chrono::milliseconds(700));  // it waits for the greeting now
  auto begin = std::chrono::steady_clock::now();
  for (int day : {2, 3, 4})
    EXPECT_TRUE(clinic::book_appointment(*clinic, booking(at(day, 10), std::to_string(day))));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  worker.stop();
}

TEST_F(Work, a_hold_ends_when_the_clinics_clock_says_so) {
  ASSERT_TRUE(clinic::hold_start(*clinic, {swedish, at(1, 10), ana, {}, true, "b", "a"}));
  Worker worker(*clinic, templates(), settings());
  worker.run_once();
  EXPECT_EQ(holds(), 1U);
  clock.seconds += 10 * 60;
  worker.run_once();
  EXPECT_EQ(holds(), 0U);
}

TEST_F(Work, pages_learn_how_mail_leaves) {
  WorkSettings s = settings();
  s.smtp.host = "192.0.2.1";
  {
    Worker worker(*clinic, templates(), s);
    worker.start();
    EXPECT_EQ(clinic::mail_transport(*clinic), "smtp");
  }
  s.smtp.host.clear();
  {
    Worker worker(*clinic, templates(), s);
    worker.start();
    EXPECT_EQ(clinic::mail_transport(*clinic), "folder");
  }
  s.mail_to_folder = false;
  Worker worker(*clinic, templates(), s);
  worker.start();
  EXPECT_EQ(clinic::mail_transport(*clinic), "none");
}

}  // namespace
}  // namespace fascia::work
