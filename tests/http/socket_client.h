// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

namespace fascia::http {

// A client that sends just the bytes it is told to.
class Wire {
 public:
  explicit Wire(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void send(const std::string& bytes) {
    (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  // All that comes until the other side closes, or the pattern is there, or nothing came for long.
  std::string read(const std::string& until = "", int milliseconds = 3000) {
    std::string out;
    char buffer[65536];
    pollfd waits{socket_, POLLIN, 0};
    while (until.empty() || out.find(until) == out.npos) {
      if (poll(&waits, 1, milliseconds) <= 0) return out + "[silence]";
      ssize_t n = ::recv(socket_, buffer, sizeof buffer, 0);
      if (n <= 0) return out;
      out.append(buffer, static_cast<std::size_t>(n));
    }
    return out;
  }
  bool connected() const { return connected_; }

 private:
  int socket_;
  bool connected_ = false;
};

}  // namespace fascia::http
