// SPDX-License-Identifier: Apache-2.0
// The door: who is let in, and how everybody is seen out at a stop.
#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <chrono>
#include <condition_variable>
#include <future>
#include <unordered_set>

#include "http/conversation.h"

namespace fascia::http {
namespace {

using namespace wire;

constexpr int kBacklog = 4096;  // connections that the system may hold for us

}  // namespace

struct Server::Impl {
  ServerSettings settings;
  asio::io_context io;
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
  asio::strand<asio::io_context::executor_type> door = asio::make_strand(io);  // the acceptor's
  std::unique_ptr<tcp::acceptor> acceptor;
  std::vector<std::thread> threads;
  std::shared_ptr<asio::ssl::context> tls;  // swapped as a whole under the mutex
  std::mutex mutex;
  std::condition_variable empty;
  std::unordered_set<std::shared_ptr<Connection>> connections;
  std::atomic<bool> stopping = false;
  int bound_port = 0;
  Service service;

  Impl(ServerSettings s, const Router& router)
      : settings(std::move(s)), service{settings, router, stopping, nullptr, 0, 0} {}

  Result<std::shared_ptr<asio::ssl::context>> load_tls() const {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                         asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                         asio::ssl::context::no_tlsv1_1);
    ErrorCode ec;
    context->use_certificate_chain_file(settings.tls_cert, ec);
    if (!ec) context->use_private_key_file(settings.tls_key, asio::ssl::context::pem, ec);
    if (ec) return Error{Code::unavailable, "tls_unreadable", "tls_cert", {}, ec.message()};
    return context;
  }

  asio::awaitable<void> accept() {
    while (acceptor->is_open()) {
      auto strand = asio::make_strand(io);
      auto [ec, socket] = co_await acceptor->async_accept(strand, kAwait);
      if (ec == asio::error::operation_aborted) co_return;
      if (ec) {  // out of descriptors: wait a little, do not spin
        asio::steady_timer pause(door, 50ms);
        co_await pause.async_wait(kAwait);
        continue;
      }
      let_in(strand, std::move(socket));
    }
  }

  void let_in(asio::strand<asio::io_context::executor_type> strand, tcp::socket socket) {
    auto connection = std::make_shared<Connection>(Connection{strand});
    std::shared_ptr<asio::ssl::context> secrets;
    {
      std::lock_guard lock(mutex);
      if (connections.size() >= static_cast<std::size_t>(settings.max_connections)) return;
      connections.insert(connection);
      secrets = tls;
    }
    asio::co_spawn(strand, service.attend(std::move(socket), connection, std::move(secrets)),
                   [this, connection](std::exception_ptr) { forget(connection); });
  }

  // Whom the system has connected and nobody has met yet: to close on them would cut them off.
  void close_the_door() {
    ErrorCode ec;
    acceptor->non_blocking(true, ec);
    for (int most = kBacklog; most > 0 && !ec; --most) {
      auto strand = asio::make_strand(io);
      tcp::socket socket(strand);
      acceptor->accept(socket, ec);
      if (!ec) let_in(strand, std::move(socket));
    }
    acceptor->close(ec);
  }

  // Ends those that wait for a request: at first only where an answer was given before, as a
  // request that somebody is just writing on a new connection is met.
  void end_idle(bool also_new) {
    for (const auto& connection : connections)
      asio::post(connection->strand, [connection, also_new] {
        bool waits = connection->idle && (connection->served || also_new);
        if (connection->stream != nullptr && waits) connection->stream->cancel();
      });
  }

  void forget(const std::shared_ptr<Connection>& connection) {
    std::lock_guard lock(mutex);
    connections.erase(connection);
    if (connections.empty()) empty.notify_all();
  }
};

Server::Server(ServerSettings settings, const Router& router)
    : impl_(std::make_unique<Impl>(std::move(settings), router)) {}

Server::~Server() {
  stop(0);
  impl_->service.workers.reset();
}

Done Server::start() {
  Impl& s = *impl_;
  if (!s.settings.tls_cert.empty()) FASCIA_TRY_DONE(reload_tls());
  try {
    tcp::endpoint endpoint(asio::ip::make_address(s.settings.address),
                           static_cast<unsigned short>(s.settings.port));
    s.acceptor = std::make_unique<tcp::acceptor>(s.door, endpoint);  // sets SO_REUSEADDR
    s.acceptor->listen(kBacklog);
    s.bound_port = s.acceptor->local_endpoint().port();
  } catch (const boost::system::system_error& fault) {
    return Error{Code::unavailable,
                 "listen_failed",
                 "listen",
                 {{"address", s.settings.address}},
                 fault.code().message()};
  }
  s.service.largest_body = s.service.router.largest_body(s.settings.body_limit);
  s.service.workers = std::make_unique<WorkerPool>(
      s.settings.worker_threads, static_cast<std::size_t>(s.settings.worker_queue));
  asio::co_spawn(s.door, s.accept(), asio::detached);
  for (int i = 0; i < s.settings.io_threads; ++i) s.threads.emplace_back([&s] { s.io.run(); });
  return {};
}

int Server::port() const { return impl_->bound_port; }

Done Server::reload_tls() {
  FASCIA_TRY(auto fresh, impl_->load_tls());
  std::lock_guard lock(impl_->mutex);
  impl_->tls = std::move(fresh);
  return {};
}

void Server::stop(int seconds) {
  Impl& s = *impl_;
  if (s.threads.empty() || s.stopping.exchange(true)) return;
  std::promise<void> closed;
  asio::post(s.door, [&] {
    s.close_the_door();
    closed.set_value();
  });
  closed.get_future().wait();
  {
    std::unique_lock lock(s.mutex);
    const auto now = std::chrono::steady_clock::now(), until = now + std::chrono::seconds(seconds);
    auto all_gone = [&s] { return s.connections.empty(); };
    s.end_idle(false);
    if (!s.empty.wait_until(lock, std::min(until, now + 300ms), all_gone)) {
      s.end_idle(true);
      s.empty.wait_until(lock, until, all_gone);
    }
  }
  s.guard.reset();
  s.io.stop();
  for (auto& thread : s.threads) thread.join();
  s.threads.clear();
  s.acceptor.reset();
}

}  // namespace fascia::http
