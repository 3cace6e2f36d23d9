// SPDX-License-Identifier: Apache-2.0
#include "notify/mime.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "keys/token.h"

namespace fascia::notify {
namespace {

constexpr std::size_t kLine = 76;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

// How many bytes the UTF-8 character at the front has; 0 when it is none (overlong forms and
// surrogates are none).
std::size_t utf8_length(std::string_view text) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t length = byte(0) < 0x80                       ? 1
                       : byte(0) >= 0xC2 && byte(0) < 0xE0  ? 2
                       : byte(0) >= 0xE0 && byte(0) < 0xF0  ? 3
                       : byte(0) >= 0xF0 && byte(0) <= 0xF4 ? 4
                                                            : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;
  if (byte(0) == 0xED && byte(1) > 0x9F) return 0;
  if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;
  if (byte(0) == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string base64_lines(std::string_view bytes) {
  std::string all = keys::base64(bytes), out;
  for (std::size_t i = 0; i < all.size(); i += kLine) out += all.substr(i, kLine) + "\r\n";
  return out;
}

// RFC 2045 6.7. Line breaks of any kind become CRLF; a blank at a line's end is written out.
std::string quoted_printable(std::string_view text) {
  std::string out, line;
  auto put = [&](std::string_view piece) {
    if (line.size() + piece.size() > kLine - 1) {
      out += line + "=\r\n";
      line.clear();
    }
    line += piece;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool last = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
    if (c == '\r' || c == '\n') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      out += line + "\r\n";
      line.clear();
    } else if (c == '=' || (is_control(c) && c != '\t') || (c & 0x80) != 0 ||
               ((c == ' ' || c == '\t') && last)) {
      put(fmt::format("={:02X}", static_cast<unsigned char>(c)));
    } else {
      put({&c, 1});
    }
  }
  return line.empty() ? out : out + line + "\r\n";
}

// RFC 2047: cut between UTF-8 characters, one word a line, no such line above 76.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t kBytes = 39;  // 52 characters of base64, 12 around them, the header's name
  std::vector<std::string> words;
  std::string piece;
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    if (piece.size() + length > kBytes) words.push_back(std::exchange(piece, {}));
    piece += text.substr(0, length);
    text.remove_prefix(length);
  }
  words.push_back(piece);
  std::string out;
  for (const std::string& word : words)
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + keys::base64(word) + "?=";
  return out;
}

// A value of free text, as it stands when it is short and plain.
std::string unstructured(std::string_view text) {
  bool plain = is_ascii(text) && text.size() <= 60 && text.find("=?") == text.npos &&
               !text.starts_with(' ') && !text.ends_with(' ');
  return plain ? std::string(text) : encoded_words(text);
}

std::string written(const Address& address) {
  if (address.name.empty()) return address.mailbox;
  std::string name = "\"";
  for (char c : address.name) {
    if (c == '"' || c == '\\') name.push_back('\\');
    name.push_back(c);
  }
  name.push_back('"');
  if (!is_ascii(address.name) || name.size() > 64) name = encoded_words(address.name);
  // The mailbox on a line of its own: whatever the name's length, no line gets too long.
  return name + "\r\n <" + address.mailbox + ">";
}

// Tue, 24 Nov 2026 16:16:51 +0000
std::string written(Instant t) {
  constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  WallTime w = Zone::utc().wall(t);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     kDays[static_cast<std::size_t>(w.date.weekday() - 1)], w.date.day(),
                     kMonths[static_cast<std::size_t>(w.date.month() - 1)], w.date.year(),
                     w.minute / 60, w.minute % 60, ((t.seconds % 60) + 60) % 60);
}

// What stands between the header of a part and the next boundary.
struct Part {
  std::string type;
  std::string more;  // further header lines, each with CRLF
  std::string body;
  std::string text() const { return "Content-Type: " + type + "\r\n" + more + "\r\n" + body; }
};

Part text_part(std::string_view kind, std::string_view text) {
  return {fmt::format("text/{}; charset=utf-8", kind),
          "Content-Transfer-Encoding: quoted-printable\r\n", quoted_printable(text)};
}

Part calendar_part(const CalendarPart& calendar) {
  return {fmt::format("text/calendar; charset=utf-8; method={}", calendar.method),
          "Content-Transfer-Encoding: base64\r\n", base64_lines(calendar.text)};
}

Part calendar_file(const CalendarPart& calendar) {
  return {"application/ics; name=\"appointment.ics\"",
          "Content-Transfer-Encoding: base64\r\n"
          "Content-Disposition: attachment; filename=\"appointment.ics\"\r\n",
          base64_lines(calendar.text)};
}

// "=_" stands in no quoted-printable and no base64 text, so a boundary is never met inside a part.
Part multipart(std::string_view kind, const std::string& boundary, const std::vector<Part>& parts) {
  std::string body;
  for (const Part& part : parts) body += "--" + boundary + "\r\n" + part.text() + "\r\n";
  return {fmt::format("multipart/{}; boundary=\"{}\"", kind, boundary), "",
          body + "--" + boundary + "--\r\n"};
}

Part content(const Mail& mail) {
  std::vector<Part> ways = {text_part("plain", mail.text)};
  if (!mail.html.empty()) ways.push_back(text_part("html", mail.html));
  if (mail.calendar) ways.push_back(calendar_part(*mail.calendar));
  if (ways.size() == 1) return ways.front();
  const std::string boundary = "=_" + mail.id.text();
  Part alternative = multipart("alternative", boundary + "_a", ways);
  if (!mail.calendar) return alternative;
  return multipart("mixed", boundary + "_m", {alternative, calendar_file(*mail.calendar)});
}

Done check_header(std::string_view field, std::string_view value) {
  if (std::any_of(value.begin(), value.end(), is_control))
    return invalid(field, "mail_header_control");
  if (!is_utf8(value)) return invalid(field, "mail_not_utf8");
  return {};
}

Done check_address(std::string_view field, const Address& address) {
  FASCIA_TRY_DONE(check_header(field, address.name));
  FASCIA_TRY_DONE(check_header(field, address.mailbox));
  FASCIA_TRY(Address parsed, parse_address(address.mailbox, field));
  if (parsed.mailbox != address.mailbox) return invalid(field, "email_domain_invalid");
  return {};
}

// A word without quotes in a header: a host, a language, a method.
Done check_token(std::string_view field, std::string_view value) {
  FASCIA_TRY_DONE(check_header(field, value));
  bool plain =
      !value.empty() && value.size() <= 253 && std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '.';
      });
  if (!plain) return invalid(field, "mail_header_invalid");
  return {};
}

Done check(const Mail& mail) {
  FASCIA_TRY_DONE(check_address("from", mail.from));
  FASCIA_TRY_DONE(check_address("to", mail.to));
  if (mail.reply_to) FASCIA_TRY_DONE(check_address("reply_to", *mail.reply_to));
  FASCIA_TRY_DONE(check_header("subject", mail.subject));
  FASCIA_TRY_DONE(check_token("host", mail.host));
  FASCIA_TRY_DONE(check_token("language", mail.language));
  if (mail.calendar) FASCIA_TRY_DONE(check_token("calendar.method", mail.calendar->method));
  if (!is_utf8(mail.text)) return invalid("text", "mail_not_utf8");
  if (!is_utf8(mail.html)) return invalid("html", "mail_not_utf8");
  return {};
}

}  // namespace

Result<std::string> mime_text(const Mail& mail) {
  FASCIA_TRY_DONE(check(mail));
  std::string out;
  auto header = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  header("Date", written(mail.date));
  header("From", written(mail.from));
  header("To", written(mail.to));
  if (mail.reply_to) header("Reply-To", written(*mail.reply_to));
  header("Subject", unstructured(mail.subject));
  header("Message-ID", "<" + mail.id.text() + "@" + mail.host + ">");
  header("Content-Language", mail.language);
  header("Auto-Submitted", "auto-generated");  // RFC 3834: no holiday reply, please
  header("MIME-Version", "1.0");
  return out + content(mail).text();
}

}  // namespace fascia::notify
