// SPDX-License-Identifier: Apache-2.0
// Asks one address over and over on many connections and tells, for each answer, when it was asked
// for, when it was there, and which of the distinct bodies it had.
// usage: load PORT PATH CONNECTIONS SECONDS FOLDER [BODIES]
//   BODIES: a file with a JSON body a line; each is posted once, its line's number as the
//   Idempotency-Key, and what is kept of its answer is the status
//   FOLDER/answers  one line an answer: asked answered body (nanoseconds of CLOCK_MONOTONIC,
//   number) FOLDER/body.N   each distinct body once
// standard output: requests a second and the 99th percentile in milliseconds
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

std::int64_t now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return std::int64_t(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

struct Answer {
  std::int64_t asked, answered;
  std::size_t body;
};

struct Run {
  std::string head;                         // up to the length of the body
  std::vector<std::string> bodies_to_post;  // empty: the head is asked over and over
  std::size_t posted = 0;
  std::int64_t until;
  std::vector<Answer> answers;
  std::unordered_map<std::string, std::size_t> bodies;
};

// The body's length once the head is whole; what is asked over and over must be a plain 200.
std::size_t body_length(const std::string& head, bool posted) {
  if (!posted && !head.starts_with("HTTP/1.1 200")) throw std::runtime_error(head.substr(0, 200));
  std::size_t at = head.find("Content-Length: ");
  if (at == std::string::npos) throw std::runtime_error("an answer without Content-Length");
  return std::stoul(head.substr(at + 16));
}

class Client {
 public:
  Client(asio::io_context& io, Run& run) : socket_(io), run_(run) {}

  void start(const tcp::endpoint& server) {
    socket_.connect(server);
    socket_.set_option(tcp::no_delay(true));
    ask();
  }

 private:
  void ask() {
    asked_ = now();
    if (asked_ >= run_.until) return;
    if (posts() && run_.posted == run_.bodies_to_post.size()) return;
    asio::write(socket_, asio::buffer(posts() ? next_post() : run_.head + "\r\n"));
    asio::async_read_until(socket_, asio::dynamic_buffer(text_), "\r\n\r\n",
                           [this](boost::system::error_code error, std::size_t head) {
                             if (error) throw boost::system::system_error(error);
                             read_body(head);
                           });
  }

  bool posts() const { return !run_.bodies_to_post.empty(); }

  std::string next_post() {
    const std::string& body = run_.bodies_to_post[run_.posted++];
    return fmt::format(
        "{}Content-Type: application/json\r\nIdempotency-Key: {}\r\nContent-Length: {}\r\n\r\n{}",
        run_.head, run_.posted, body.size(), body);
  }

  void read_body(std::size_t head) {
    std::size_t whole = head + body_length(text_.substr(0, head), posts());
    if (text_.size() >= whole) return keep(head);
    asio::async_read(socket_, asio::dynamic_buffer(text_),
                     asio::transfer_exactly(whole - text_.size()),
                     [this, head](boost::system::error_code error, std::size_t) {
                       if (error) throw boost::system::system_error(error);
                       keep(head);
                     });
  }

  void keep(std::size_t head) {
    std::int64_t answered = now();
    posts() ? text_ = text_.substr(9, 3) : text_.erase(0, head);
    auto [at, fresh] = run_.bodies.try_emplace(text_, run_.bodies.size());
    (void)fresh;
    run_.answers.push_back({asked_, answered, at->second});
    text_.clear();
    ask();
  }

  tcp::socket socket_;
  Run& run_;
  std::string text_;
  std::int64_t asked_ = 0;
};

void write_down(const Run& run, const std::string& folder) {
  std::ofstream answers(folder + "/answers");
  for (const Answer& a : run.answers)
    answers << a.asked << ' ' << a.answered << ' ' << a.body << '\n';
  for (const auto& [body, number] : run.bodies)
    std::ofstream(folder + "/body." + std::to_string(number)) << body;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6 && argc != 7) {
    fmt::print(stderr, "usage: load PORT PATH CONNECTIONS SECONDS FOLDER [BODIES]\n");
    return 2;
  }
  double seconds = std::stod(argv[4]);
  Run run;
  run.head = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", argc == 7 ? "POST" : "GET",
                         argv[2], argv[1]);
  if (argc == 7) {
    std::ifstream bodies(argv[6]);
    for (std::string line; std::getline(bodies, line);) run.bodies_to_post.push_back(line);
    if (run.bodies_to_post.empty()) throw std::runtime_error("no bodies to post");
  }
  run.answers.reserve(1'000'000);
  asio::io_context io(1);
  std::vector<std::unique_ptr<Client>> clients;
  std::int64_t began = now();
  run.until = began + std::int64_t(seconds * 1e9);
  for (int i = 0; i < std::stoi(argv[3]); ++i) {
    clients.push_back(std::make_unique<Client>(io, run));
    clients.back()->start({asio::ip::address_v4::loopback(), std::uint16_t(std::stoi(argv[1]))});
  }
  io.run();
  double took = double(now() - began) / 1e9;
  write_down(run, argv[5]);
  std::vector<std::int64_t> waits;
  for (const Answer& a : run.answers) waits.push_back(a.answered - a.asked);
  if (waits.empty()) return 1;
  auto tail = waits.begin() + std::ptrdiff_t(waits.size() * 99 / 100);
  std::nth_element(waits.begin(), tail, waits.end());
  fmt::print("{:.0f} {:.3f}\n", double(waits.size()) / took, double(*tail) / 1e6);
  return 0;
}
