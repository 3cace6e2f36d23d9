// SPDX-License-Identifier: Apache-2.0
// The one translation unit that knows Beast and its coroutines: both are dear to compile.
#include "http/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <atomic>
#include <condition_variable>
#include <list>

#include "core/log.h"
#include "http/form.h"
#include "http/proxies.h"
#include "http/worker_pool.h"

namespace fascia::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = beast::http;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Plain = beast::tcp_stream;
using Tls = beast::ssl_stream<beast::tcp_stream>;
using Parser = bhttp::request_parser<bhttp::string_body>;
using namespace std::chrono_literals;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

constexpr std::string_view kContentPolicy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'";

std::optional<Method> method_of(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get: return Method::get;
    case bhttp::verb::head: return Method::head;
    case bhttp::verb::post: return Method::post;
    case bhttp::verb::put: return Method::put;
    case bhttp::verb::patch: return Method::patch;
    case bhttp::verb::delete_: return Method::del;
    case bhttp::verb::options: return Method::options;
    default: return std::nullopt;
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

std::string view_text(beast::string_view text) { return {text.data(), text.size()}; }

// "Tue, 24 Nov 2026 20:30:00 GMT", made once a second in each thread.
const std::string& http_date() {
  thread_local std::time_t made = 0;
  thread_local std::string text;
  std::time_t now = std::time(nullptr);
  if (now != made) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    char buffer[40];
    text.assign(buffer, std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made = now;
  }
  return text;
}

template <class Body>
void fill_head(bhttp::response<Body>& out, const Response& response, bool secure) {
  for (const auto& [name, value] : response.headers) out.insert(name, value);
  out.set(bhttp::field::date, http_date());
  auto otherwise = [&](const char* name, std::string_view value) {
    if (out.find(name) == out.end()) out.set(name, beast::string_view(value.data(), value.size()));
  };
  otherwise("X-Content-Type-Options", "nosniff");
  otherwise("X-Frame-Options", "DENY");
  otherwise("Referrer-Policy", "no-referrer");
  if (out["Content-Type"].starts_with("text/html"))
    otherwise("Content-Security-Policy", kContentPolicy);
  if (out.find("Cache-Control") == out.end()) out.set(bhttp::field::cache_control, "no-store");
  if (secure) otherwise("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

struct Server::Impl {
  // One browser's connection, known to the server so that a stop can end the idle ones.
  struct Connection {
    std::function<void()> cancel;
    bool idle = false;  // only touched on the connection's own strand
  };

  ServerSettings settings;
  const Router& router;
  asio::io_context io;
  asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
  std::unique_ptr<tcp::acceptor> acceptor;
  std::vector<std::thread> threads;
  std::unique_ptr<WorkerPool> workers;
  std::shared_ptr<asio::ssl::context> tls;  // swapped as a whole under the mutex
  std::mutex mutex;
  std::condition_variable empty;
  std::list<std::shared_ptr<Connection>> connections;
  std::atomic<bool> stopping = false;
  int bound_port = 0;

  Impl(ServerSettings s, const Router& r) : settings(std::move(s)), router(r) {}

  Result<std::shared_ptr<asio::ssl::context>> load_tls() const {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                         asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                         asio::ssl::context::no_tlsv1_1);
    ErrorCode ec;
    context->use_certificate_chain_file(settings.tls_cert, ec);
    if (!ec) context->use_private_key_file(settings.tls_key, asio::ssl::context::pem, ec);
    if (ec) return Error{Code::invalid, "tls_unreadable", "tls_cert", {}, ec.message()};
    return context;
  }

  // Runs the job on a worker; false when too many wait.
  auto on_worker(std::function<void()> job) {
    return asio::async_initiate<decltype(asio::use_awaitable), void(bool)>(
        [this](auto handler, std::function<void()> work) {
          auto executor = asio::get_associated_executor(handler);
          auto held = std::make_shared<decltype(handler)>(std::move(handler));
          auto finish = [executor, held](bool ran) {
            asio::post(executor, [held, ran] { std::move (*held)(ran); });
          };
          if (!workers->push([work = std::move(work), finish] {
                work();
                finish(true);
              }))
            finish(false);
        },
        asio::use_awaitable, std::move(job));
  }

  // Everything of a message but its handler: text into plain values. The status says what is wrong.
  int read_request(const Parser& parser, const std::string& peer, bool secure, Request& out) const {
    const auto& message = parser.get();
    auto method = method_of(message.method());
    if (!method) return 405;
    out.method = *method;
    std::string target = view_text(message.target());
    auto question = target.find('?');
    auto path = clean_path(std::string_view(target).substr(0, question));
    if (!path) return 400;
    out.path = std::move(*path);
    if (question != std::string::npos) {
      auto query = parse_form(std::string_view(target).substr(question + 1));
      if (!query) return 400;
      out.query = std::move(*query);
    }
    for (const auto& field : message)
      out.headers.emplace_back(lower({field.name_string().data(), field.name_string().size()}),
                               view_text(field.value()));
    std::string_view host = out.header("host");
    if (host.empty() && message.version() >= 11) return 400;
    if (!settings.allowed_hosts.empty() &&
        std::find(settings.allowed_hosts.begin(), settings.allowed_hosts.end(), lower(host)) ==
            settings.allowed_hosts.end())
      return 421;
    out.remote = browser_address(peer, out.header("x-forwarded-for"), settings.trusted_proxies);
    bool proxied = std::find(settings.trusted_proxies.begin(), settings.trusted_proxies.end(),
                             peer) != settings.trusted_proxies.end();
    out.secure = secure || (proxied && out.header("x-forwarded-proto") == "https");
    out.body = message.body();
    return 0;
  }

  template <class S>
  asio::awaitable<bool> write(S& stream, Response& response, const Request& request,
                              unsigned version, bool keep_alive) {
    beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(settings.write_seconds));
    bool bodiless = request.method == Method::head || response.status == 304 || response.status == 204;
    if (auto* source = std::get_if<Stream>(&response.body); source != nullptr && !bodiless)
      co_return co_await write_stream(stream, response, *source, request, version, keep_alive);
    std::string_view bytes;
    if (auto* text = std::get_if<std::string>(&response.body)) bytes = *text;
    if (auto* view = std::get_if<std::string_view>(&response.body)) bytes = *view;
    auto status = static_cast<bhttp::status>(response.status);
    ErrorCode ec;
    if (bodiless) {
      bhttp::response<bhttp::empty_body> out{status, version};
      fill_head(out, response, request.secure);
      if (response.status != 204) out.content_length(bytes.size());
      out.keep_alive(keep_alive);
      std::tie(ec, std::ignore) = co_await bhttp::async_write(stream, out, kAwait);
    } else {
      bhttp::response<bhttp::span_body<const char>> out{status, version};
      fill_head(out, response, request.secure);
      out.body() = beast::span<const char>(bytes.data(), bytes.size());
      out.content_length(bytes.size());
      out.keep_alive(keep_alive);
      std::tie(ec, std::ignore) = co_await bhttp::async_write(stream, out, kAwait);
    }
    co_return !ec && keep_alive;
  }

  // Chunks to HTTP/1.1; to 1.0 plain bytes whose end is the end of the connection.
  template <class S>
  asio::awaitable<bool> write_stream(S& stream, Response& response, Stream& source,
                                     const Request& request, unsigned version, bool keep_alive) {
    bool chunked = version >= 11;
    bhttp::response<bhttp::empty_body> head{static_cast<bhttp::status>(response.status), version};
    fill_head(head, response, request.secure);
    head.chunked(chunked);
    head.keep_alive(keep_alive && chunked);
    bhttp::response_serializer<bhttp::empty_body> serializer{head};
    auto [ec, n] = co_await bhttp::async_write_header(stream, serializer, kAwait);
    while (!ec) {
      std::optional<std::string> piece;
      bool broke = false;
      bool ran = co_await on_worker([&] {
        try {
          piece = source();
        } catch (const std::exception&) {
          broke = true;
        }
      });
      if (!ran || broke) co_return false;  // the missing end tells the reader
      if (!piece) break;
      if (piece->empty()) continue;
      beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(settings.write_seconds));
      if (chunked)
        std::tie(ec, n) = co_await asio::async_write(stream, bhttp::make_chunk(asio::buffer(*piece)), kAwait);
      else
        std::tie(ec, n) = co_await asio::async_write(stream, asio::buffer(*piece), kAwait);
    }
    if (!ec && chunked) std::tie(ec, n) = co_await asio::async_write(stream, bhttp::make_chunk_last(), kAwait);
    co_return !ec && chunked && keep_alive;
  }

  // Reads one message: 0, a status to answer before closing, or -1 to close without a word.
  template <class S>
  asio::awaitable<int> read(S& stream, beast::flat_buffer& buffer, Parser& parser,
                            Connection& connection, bool first) {
    auto& lowest = beast::get_lowest_layer(stream);
    auto seconds = [](int n) { return std::chrono::seconds(n); };
    connection.idle = buffer.size() == 0;
    lowest.expires_after(seconds(first ? settings.header_seconds : settings.idle_seconds));
    bool begun = false;
    while (!parser.is_header_done()) {
      auto [ec, n] = co_await bhttp::async_read_some(stream, buffer, parser, kAwait);
      if (ec == bhttp::error::header_limit || ec == bhttp::error::buffer_overflow) co_return 431;
      if (ec == bhttp::error::body_limit) co_return 413;
      if (ec.category() == make_error_code(bhttp::error::bad_method).category())
        co_return ec == bhttp::error::end_of_stream ? -1 : 400;
      if (ec) co_return -1;
      if (!begun) lowest.expires_after(seconds(settings.header_seconds));
      begun = true;
      connection.idle = false;
    }
    connection.idle = false;
    lowest.expires_after(seconds(settings.body_seconds));
    if (parser.get()[bhttp::field::expect] == "100-continue" && !parser.is_done()) {
      bhttp::response<bhttp::empty_body> go_on{bhttp::status::continue_, 11};
      auto [ec, n] = co_await bhttp::async_write(stream, go_on, kAwait);
      if (ec) co_return -1;
    }
    while (!parser.is_done()) {
      auto [ec, n] = co_await bhttp::async_read_some(stream, buffer, parser, kAwait);
      if (ec == bhttp::error::body_limit) co_return 413;
      if (ec.category() == make_error_code(bhttp::error::bad_method).category()) co_return 400;
      if (ec) co_return -1;
    }
    co_return 0;
  }

  template <class S>
  asio::awaitable<void> serve(S& stream, Connection& connection, const std::string& peer,
                              bool secure) {
    beast::flat_buffer buffer(settings.header_limit + 64 * 1024);
    for (bool first = true;; first = false) {
      Parser parser;
      parser.header_limit(static_cast<std::uint32_t>(settings.header_limit));
      parser.body_limit(settings.body_limit);
      int fault = stopping ? -1 : co_await read(stream, buffer, parser, connection, first);
      if (fault < 0) co_return;
      Request request;
      Response response;
      unsigned version = 11;
      bool keep = false;
      if (fault == 0) {
        version = parser.get().version();
        keep = parser.get().keep_alive();
        fault = read_request(parser, peer, secure, request);
      }
      if (fault == 0) {
        bool ran = co_await on_worker([&] { response = router.answer(request); });
        if (!ran) {
          response = router.error(503, &request);
          response.set("Retry-After", "1");
        }
      } else {
        response = router.error(fault, fault == 421 ? &request : nullptr);
        keep = keep && fault == 421;
      }
      if (!co_await write(stream, response, request, version, keep && !stopping)) co_return;
    }
  }

  asio::awaitable<void> accept_one(tcp::socket socket, std::shared_ptr<Connection> connection,
                                   std::shared_ptr<asio::ssl::context> secrets) {
    ErrorCode ec;
    auto end = socket.remote_endpoint(ec);
    std::string peer = ec ? std::string() : end.address().to_string();
    socket.set_option(tcp::no_delay(true), ec);
    if (secrets) {
      Tls stream(std::move(socket), *secrets);
      watch(*connection, stream);
      beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(settings.header_seconds));
      auto [fault] = co_await stream.async_handshake(asio::ssl::stream_base::server, kAwait);
      if (!fault) {
        co_await serve(stream, *connection, peer, true);
        beast::get_lowest_layer(stream).expires_after(2s);
        co_await stream.async_shutdown(kAwait);
      }
    } else {
      Plain stream(std::move(socket));
      watch(*connection, stream);
      co_await serve(stream, *connection, peer, false);
      stream.socket().shutdown(tcp::socket::shutdown_send, ec);
      co_await linger(stream);
    }
    co_await asio::dispatch(asio::use_awaitable);
  }

  // After a refusal the client may still be sending: closing at once would reset the connection and
  // it would never read why. So read a little on, briefly.
  asio::awaitable<void> linger(Plain& stream) {
    char sink[4096];
    stream.expires_after(500ms);
    for (int i = 0; i < 256; ++i) {
      auto [ec, n] = co_await stream.async_read_some(asio::buffer(sink), kAwait);
      if (ec) co_return;
    }
  }

  template <class S>
  void watch(Connection& connection, S& stream) {
    std::lock_guard lock(mutex);
    connection.cancel = [this, &connection, &stream] {
      asio::post(stream.get_executor(), [this, &connection, &stream] {
        if (still_there(connection) && connection.idle) beast::get_lowest_layer(stream).cancel();
      });
    };
  }

  bool still_there(const Connection& connection) {
    std::lock_guard lock(mutex);
    for (auto& one : connections)
      if (one.get() == &connection) return true;
    return false;
  }

  asio::awaitable<void> accept() {
    while (acceptor->is_open()) {
      auto strand = asio::make_strand(io);
      auto [ec, socket] = co_await acceptor->async_accept(strand, kAwait);
      if (ec == asio::error::operation_aborted || stopping) co_return;
      if (ec) {  // out of descriptors: wait a little, do not spin
        asio::steady_timer pause(io, 50ms);
        co_await pause.async_wait(kAwait);
        continue;
      }
      auto connection = std::make_shared<Connection>();
      std::shared_ptr<asio::ssl::context> secrets;
      {
        std::lock_guard lock(mutex);
        if (connections.size() >= static_cast<std::size_t>(settings.max_connections)) continue;
        connections.push_back(connection);
        secrets = tls;
      }
      asio::co_spawn(strand, accept_one(std::move(socket), connection, secrets),
                     [this, connection](std::exception_ptr) { forget(connection); });
    }
  }

  void forget(const std::shared_ptr<Connection>& connection) {
    std::lock_guard lock(mutex);
    connections.remove(connection);
    if (connections.empty()) empty.notify_all();
  }
};

Server::Server(ServerSettings settings, const Router& router)
    : impl_(std::make_unique<Impl>(std::move(settings), router)) {}

Server::~Server() { stop(0); }

Done Server::start() {
  Impl& s = *impl_;
  if (!s.settings.tls_cert.empty()) FASCIA_TRY_DONE(reload_tls());
  try {
    tcp::endpoint endpoint(asio::ip::make_address(s.settings.address),
                           static_cast<unsigned short>(s.settings.port));
    s.acceptor = std::make_unique<tcp::acceptor>(s.io, endpoint);  // sets SO_REUSEADDR
    s.acceptor->listen(4096);
    s.bound_port = s.acceptor->local_endpoint().port();
  } catch (const boost::system::system_error& fault) {
    return Error{Code::unavailable, "listen_failed", "listen",
                 {{"address", s.settings.address}}, fault.code().message()};
  }
  s.workers = std::make_unique<WorkerPool>(s.settings.worker_threads,
                                           static_cast<std::size_t>(s.settings.worker_queue));
  asio::co_spawn(s.io, s.accept(), asio::detached);
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
  asio::post(s.io, [&s] { s.acceptor->close(); });
  {
    std::unique_lock lock(s.mutex);
    for (auto& connection : s.connections)
      if (connection->cancel) connection->cancel();
    s.empty.wait_for(lock, std::chrono::seconds(seconds), [&s] { return s.connections.empty(); });
  }
  s.workers.reset();  // ends what runs; then nobody posts to the I/O threads any more
  s.guard.reset();
  s.io.stop();
  for (auto& thread : s.threads) thread.join();
  s.threads.clear();
}

}  // namespace fascia::http
