// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "http/router.h"

namespace fascia::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  int port = 0;  // 0: a free one
  int io_threads = 1;
  int worker_threads = 4;
  int max_connections = 2000;
  int worker_queue = 1000;  // requests that may wait; more are answered 503 with Retry-After
  std::size_t header_limit = 16 * 1024;
  std::size_t body_limit = 1 << 20;
  int large_bodies = 4;  // larger ones, where a route takes them, in memory at once; more get 503
  int header_seconds = 10;                   // for the whole header
  int body_seconds = 30;                     // for the whole body; four times that for a large one
  int idle_seconds = 60;                     // between requests
  int write_seconds = 30;                    // for each piece of the answer
  std::string tls_cert, tls_key;             // PEM files; empty: plain HTTP
  std::vector<std::string> trusted_proxies;  // addresses or networks believed about the browser
  std::vector<std::string> allowed_hosts;    // another Host is 421; empty: any
};

// The listener. I/O threads read and write and never run a handler; workers run handlers.
class Server {
 public:
  Server(ServerSettings settings, const Router& router);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and begins to answer. Errors: listen_failed, tls_unreadable.
  Done start();
  int port() const;
  // Reads certificate and key again for new connections; a broken pair keeps the old one.
  Done reload_tls();
  // Takes no new connection, finishes what was begun, returns after at most `seconds`. A handler
  // that runs even longer is waited for by the destructor; its answer reaches nobody.
  void stop(int seconds);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fascia::http
