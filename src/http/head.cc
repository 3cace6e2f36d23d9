// SPDX-License-Identifier: Apache-2.0
#include "http/head.h"

#include <charconv>
#include <ctime>

#include "http/lower.h"

namespace fascia::http {
namespace {

// Pages load nothing from elsewhere and run no script written into the page.
constexpr std::string_view kContentPolicy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

constexpr std::pair<int, std::string_view> kReasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Payload Too Large"},
    {415, "Unsupported Media Type"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Entity"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
};

std::string_view reason(int status) {
  for (const auto& [known, text] : kReasons)
    if (known == status) return text;
  return "";
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (same_name(key, name)) return value;
  return {};
}

bool is_framing(std::string_view name) {
  for (std::string_view one : {"content-length", "transfer-encoding", "connection", "date"})
    if (same_name(name, one)) return true;
  return false;
}

bool is_token(std::string_view name) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  for (char c : name) {
    bool word = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
    if (!word && kSigns.find(c) == kSigns.npos) return false;
  }
  return !name.empty();
}

void put(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void put_number(std::string& out, std::size_t number) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

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

void put_guards(std::string& out, const Response& response, bool secure) {
  auto otherwise = [&](std::string_view name, std::string_view value) {
    if (header(response, name).empty()) put(out, name, value);
  };
  otherwise("X-Content-Type-Options", "nosniff");
  otherwise("X-Frame-Options", "DENY");
  otherwise("Referrer-Policy", "no-referrer");
  if (header(response, "Content-Type").starts_with("text/html"))
    otherwise("Content-Security-Policy", kContentPolicy);
  otherwise("Cache-Control", "no-store");
  if (secure) otherwise("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

bool sendable(const Response& response) {
  if (response.status < 200 || response.status > 599) return false;
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name)) return false;
    for (char c : value)
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f) return false;
  }
  return true;
}

std::string response_head(const Response& response, const Framing& framing) {
  std::string out;
  out.reserve(512);
  out += framing.http11 ? "HTTP/1.1 " : "HTTP/1.0 ";
  put_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(reason(response.status)).append("\r\n");
  put(out, "Date", http_date());
  for (const auto& [name, value] : response.headers)
    if (!is_framing(name)) put(out, name, value);
  put_guards(out, response, framing.secure);
  if (framing.chunked) out += "Transfer-Encoding: chunked\r\n";
  if (framing.length) {
    out += "Content-Length: ";
    put_number(out, *framing.length);
    out += "\r\n";
  }
  // Each version of HTTP is silent about what it does anyway.
  if (framing.http11 && !framing.keep_alive) out += "Connection: close\r\n";
  if (!framing.http11 && framing.keep_alive) out += "Connection: keep-alive\r\n";
  return out += "\r\n";
}

}  // namespace fascia::http
