// SPDX-License-Identifier: Apache-2.0
// One browser's connection, from its first byte to its last: requests are read, answered on a
// worker and their answers written. For server.cc alone, the one translation unit that knows Beast
// and its coroutines: both are dear to compile.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/log.h"
#include "http/admit.h"
#include "http/head.h"
#include "http/large_body.h"
#include "http/lower.h"
#include "http/server.h"
#include "http/worker_pool.h"

namespace fascia::http::wire {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = beast::http;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Plain = beast::tcp_stream;
using Tls = beast::ssl_stream<beast::tcp_stream>;
using Parser = bhttp::request_parser<bhttp::string_body>;
using namespace std::chrono_literals;

// Bodies up to this go out in one piece with the header.
inline constexpr std::size_t kJoined = 8 * 1024;
inline constexpr std::size_t kFirstBytes = 8 * 1024;  // of a request, read at once
inline constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

inline std::string view_text(beast::string_view text) { return {text.data(), text.size()}; }

// The header fields as plain values.
inline Pairs headers_of(const Parser& parser) {
  Pairs out;
  for (const auto& field : parser.get())
    out.emplace_back(lower({field.name_string().data(), field.name_string().size()}),
                     view_text(field.value()));
  return out;
}

inline std::string address_text(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address.to_string();
}

// What a refused request asked for, as far as it came: the parser knows no line of a head that is
// too long or broken.
inline std::string target_of(const Parser& parser, const beast::flat_buffer& buffer) {
  if (!parser.get().target().empty()) return view_text(parser.get().target());
  std::string_view line(static_cast<const char*>(buffer.data().data()), buffer.size());
  line = line.substr(0, line.find('\r'));
  auto space = line.find(' ');
  return space == line.npos ? std::string() : std::string(line.substr(space + 1));
}

// Whose words a refusal speaks, where the path itself cannot be believed: a program's or, empty,
// a person's.
inline std::string program_path(std::string_view target) {
  return target.starts_with("/api/") ? "/api/" : std::string();
}

inline bool is_http_fault(const ErrorCode& ec) {
  return ec.category() == make_error_code(bhttp::error::bad_method).category();
}

inline std::string_view bytes_of(const Response& response) {
  if (auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (auto* view = std::get_if<std::string_view>(&response.body)) return *view;
  return {};
}

// One browser's connection. All but the strand is touched on that strand only.
struct Connection {
  asio::strand<asio::io_context::executor_type> strand;
  Plain* stream = nullptr;  // while it may be cancelled
  bool idle = false;        // waits for the first byte of a request
  bool served = false;      // had an answer
};

// Lends the stream to its connection, so that a stop can end it while idle.
class Lent {
 public:
  Lent(Connection& connection, Plain& stream) : connection_(connection) {
    connection_.stream = &stream;
  }
  ~Lent() { connection_.stream = nullptr; }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;

 private:
  Connection& connection_;
};

// How connections are served: what they share and never change.
struct Service {
  const ServerSettings& settings;
  const Router& router;
  const std::atomic<bool>& stopping;
  std::unique_ptr<WorkerPool> workers;  // from the start on
  std::size_t largest_body = 0;         // that any route takes
  std::atomic<int> large_bodies = 0;    // in memory now

  // Runs the job on a worker; false when too many wait (never for the next part of an answer).
  auto on_worker(std::function<void()> job, bool begun) {
    return asio::async_initiate<decltype(asio::use_awaitable), void(bool)>(
        [this, begun](auto handler, std::function<void()> work) {
          auto executor = asio::get_associated_executor(handler);
          auto held = std::make_shared<decltype(handler)>(std::move(handler));
          auto finish = [executor, held](bool ran) {
            asio::post(executor, [held, ran] { std::move (*held)(ran); });
          };
          auto run = [work = std::move(work), finish] {
            work();
            finish(true);
          };
          if (begun)
            workers->go_on(std::move(run));
          else if (!workers->push(std::move(run)))
            finish(false);
        },
        asio::use_awaitable, std::move(job));
  }

  // The page of an error, and plain words when even that page fails.
  Response error(int status, const Request* request) const noexcept {
    try {
      Response response = router.error(status, request);
      if (sendable(response)) return response;
    } catch (...) {
    }
    log::error("error page failed");
    return plain(status, std::to_string(status) + "\n");
  }

  Response answer(Request& request) const noexcept {
    try {
      Response response = router.answer(request);
      if (sendable(response)) return response;
      log::error("answer not sendable");  // a line break in a header: never let it out
    } catch (...) {
      log::error("request failed");
    }
    return error(500, &request);
  }

  template <class S>
  asio::awaitable<bool> write(S& stream, Response& response, const Request& request, bool http11,
                              bool keep_alive) {
    beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(settings.write_seconds));
    auto* source = std::get_if<Stream>(&response.body);
    bool never_a_body = response.status == 204 || response.status == 304;
    bool bodiless = never_a_body || request.method == Method::head;
    Framing framing{http11, keep_alive, request.secure, false, std::nullopt};
    std::string_view bytes = bytes_of(response);
    if (source != nullptr) {
      framing.chunked = http11 && !never_a_body;
      framing.keep_alive = keep_alive && (http11 || bodiless);
    } else if (!never_a_body) {
      framing.length = bytes.size();
    }
    std::string head = response_head(response, framing);
    if (bodiless) bytes = {};
    if (bytes.size() <= kJoined) head.append(std::exchange(bytes, {}));
    std::array<asio::const_buffer, 2> out{asio::buffer(head), asio::buffer(bytes)};
    auto [ec, n] = co_await asio::async_write(stream, out, kAwait);
    if (ec) co_return false;
    if (source != nullptr && !bodiless && !co_await write_pieces(stream, *source, http11))
      co_return false;
    co_return framing.keep_alive;
  }

  // Chunks to HTTP/1.1; to 1.0 plain bytes whose end is the end of the connection.
  template <class S>
  asio::awaitable<bool> write_pieces(S& stream, Stream& source, bool chunked) {
    while (true) {
      std::optional<std::string> piece;
      bool broke = false;
      auto pull = [&] {
        try {
          piece = source();
        } catch (...) {
          log::error("stream failed");
          broke = true;
        }
      };
      co_await on_worker(pull, true);
      if (broke) co_return false;  // the missing end tells the reader
      if (piece && piece->empty()) continue;
      beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(settings.write_seconds));
      ErrorCode ec;
      std::size_t n = 0;
      if (piece && chunked) {
        auto chunk = bhttp::make_chunk(asio::buffer(*piece));
        std::tie(ec, n) = co_await asio::async_write(stream, chunk, kAwait);
      } else if (piece) {
        std::tie(ec, n) = co_await asio::async_write(stream, asio::buffer(*piece), kAwait);
      } else if (chunked) {
        std::tie(ec, n) = co_await asio::async_write(stream, asio::buffer("0\r\n\r\n", 5), kAwait);
      }
      if (ec || !piece) co_return !ec;
    }
  }

  // Reads one header: 0, a status to answer before closing, or -1 to close without a word.
  template <class S>
  asio::awaitable<int> read_header(S& stream, beast::flat_buffer& buffer, Parser& parser,
                                   Connection& connection, bool first) {
    auto& lowest = beast::get_lowest_layer(stream);
    auto seconds = [](int n) { return std::chrono::seconds(n); };
    connection.idle = buffer.size() == 0;
    lowest.expires_after(
        seconds(first || !connection.idle ? settings.header_seconds : settings.idle_seconds));
    if (connection.idle) {
      // By itself, as the parser tells nobody of a header that has only begun.
      auto [ec, n] = co_await stream.async_read_some(buffer.prepare(kFirstBytes), kAwait);
      connection.idle = false;
      if (ec) co_return -1;
      buffer.commit(n);
      if (!first) lowest.expires_after(seconds(settings.header_seconds));
    }
    // A drop at a time does not buy more time: the clock has started.
    while (!parser.is_header_done()) {
      auto [ec, n] = co_await bhttp::async_read_some(stream, buffer, parser, kAwait);
      if (ec == bhttp::error::header_limit || ec == bhttp::error::buffer_overflow) co_return 431;
      if (ec == bhttp::error::body_limit) co_return 413;
      if (is_http_fault(ec)) co_return ec == bhttp::error::end_of_stream ? -1 : 400;
      if (ec) co_return -1;
    }
    co_return 0;
  }

  // Before the body is read: whether as much as its length says may come. 0, or the status that
  // refuses it. More than elsewhere only where the route takes it, with its length told, from
  // whom the route knows, and only a few at once.
  asio::awaitable<int> admit_body(Parser& parser, const Request& request, LargeBody& large) {
    const auto length = parser.content_length();
    if (!length || *length <= settings.body_limit) co_return 0;
    const Route* route = router.find(request);
    if (route == nullptr || *length > route->body_limit || !route->may_send) co_return 413;
    bool may = false;
    auto ask = [&] {
      try {
        may = route->may_send(request);
      } catch (...) {
        log::error("request failed");
      }
    };
    if (!co_await on_worker(ask, false)) co_return 503;
    if (!may) co_return 413;
    co_return large.begin(large_bodies, settings.large_bodies) ? 0 : 503;
  }

  // Reads the body, with the same outcomes.
  template <class S>
  asio::awaitable<int> read_body(S& stream, beast::flat_buffer& buffer, Parser& parser) {
    if (parser.is_done()) co_return parser.get().body().size() > settings.body_limit ? 413 : 0;
    const auto length = parser.content_length();
    // A photo over a telephone takes its time.
    const int times = length && *length > settings.body_limit ? 4 : 1;
    beast::get_lowest_layer(stream).expires_after(
        std::chrono::seconds(settings.body_seconds * times));
    if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
      constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
      auto [ec, n] = co_await asio::async_write(stream, asio::buffer(kGoOn), kAwait);
      if (ec) co_return -1;
    }
    while (!parser.is_done()) {
      auto [ec, n] = co_await bhttp::async_read_some(stream, buffer, parser, kAwait);
      if (ec == bhttp::error::body_limit) co_return 413;
      // In chunks, no length was told.
      if (!length && parser.get().body().size() > settings.body_limit) co_return 413;
      if (is_http_fault(ec)) co_return 400;
      if (ec) co_return -1;
    }
    co_return 0;
  }

  // Header fields and target into plain values; 0 or the status that refuses them.
  int admit_head(const Parser& parser, const std::string& peer, bool secure, Request& out) const {
    const auto& message = parser.get();
    Arrival arrival;
    arrival.method = {message.method_string().data(), message.method_string().size()};
    arrival.target = {message.target().data(), message.target().size()};
    arrival.headers = headers_of(parser);
    arrival.http11 = message.version() >= 11;
    arrival.peer = peer;
    arrival.secure = secure;
    return admit(std::move(arrival), {settings.allowed_hosts, settings.trusted_proxies}, out);
  }

  template <class S>
  asio::awaitable<void> serve(S& stream, Connection& connection, const std::string& peer,
                              bool secure) {
    beast::flat_buffer buffer(settings.header_limit + 64 * 1024);
    for (bool first = true; first || !stopping; first = false) {
      Parser parser;
      parser.header_limit(static_cast<std::uint32_t>(settings.header_limit));
      parser.body_limit(largest_body);
      Request request;
      LargeBody large;
      request.secure = secure;
      int fault = co_await read_header(stream, buffer, parser, connection, first);
      if (fault < 0) co_return;
      // A refused header may still tell the path, and with it who renders the refusal.
      int refused = fault == 400 || fault == 431 ? 0 : admit_head(parser, peer, secure, request);
      if (fault == 0) fault = refused;
      if (fault == 0) fault = co_await admit_body(parser, request, large);
      if (fault == 0) fault = co_await read_body(stream, buffer, parser);
      if (fault < 0) co_return;
      bool keep = fault == 0 && parser.get().keep_alive();
      bool http11 = fault != 0 || parser.get().version() >= 11;
      Response response;
      if (fault == 0) {
        request.body = std::move(parser.get().body());
        auto job = [&] { response = answer(request); };
        if (!co_await on_worker(job, false)) {
          response = error(503, &request);
          response.set("Retry-After", "1");
        }
      } else {
        if (request.path.empty()) request.path = program_path(target_of(parser, buffer));
        response = error(fault, request.path.empty() ? nullptr : &request);
        if (fault == 503) response.set("Retry-After", "1");
      }
      if (!co_await write(stream, response, request, http11, keep && !stopping)) co_return;
      connection.served = true;
    }
  }

  asio::awaitable<void> attend(tcp::socket socket, std::shared_ptr<Connection> connection,
                               std::shared_ptr<asio::ssl::context> secrets) {
    ErrorCode ec;
    auto end = socket.remote_endpoint(ec);
    if (ec) co_return;
    std::string peer = address_text(end.address());
    socket.set_option(tcp::no_delay(true), ec);
    if (!secrets) {
      Plain stream(std::move(socket));
      Lent lent(*connection, stream);
      co_await serve(stream, *connection, peer, false);
      co_await linger(stream);
      co_return;
    }
    Tls stream(std::move(socket), *secrets);
    auto& lowest = beast::get_lowest_layer(stream);
    Lent lent(*connection, lowest);
    lowest.expires_after(std::chrono::seconds(settings.header_seconds));
    auto [fault] = co_await stream.async_handshake(asio::ssl::stream_base::server, kAwait);
    if (fault) co_return;
    co_await serve(stream, *connection, peer, true);
    lowest.expires_after(500ms);
    co_await stream.async_shutdown(kAwait);
    co_await linger(lowest);
  }

  // The client may still be sending: closing at once would reset the connection and it would never
  // read its answer. So read a little on, briefly.
  asio::awaitable<void> linger(Plain& stream) {
    ErrorCode ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::array<char, 16384> sink;
    stream.expires_after(500ms);
    for (ErrorCode ec; !ec;) {
      std::size_t n = 0;
      std::tie(ec, n) = co_await stream.async_read_some(asio::buffer(sink), kAwait);
    }
  }
};

}  // namespace fascia::http::wire
