// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/address.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"

namespace fascia::notify {

// A file for the client's calendar, shown as an invitation and attached as appointment.ics.
struct CalendarPart {
  std::string text;    // RFC 5545
  std::string method;  // equal to its METHOD: PUBLISH, REQUEST, CANCEL
};

struct Mail {
  MessageId id;      // with `host` makes the Message-ID: a second sending carries the same
  std::string host;  // "clinic.example"
  Instant date;
  Address from;
  Address to;
  std::optional<Address> reply_to;
  std::string subject;  // says nothing of health (R18)
  std::string language = "en";
  std::string text;  // every mail has one
  std::string html;  // may be empty
  std::optional<CalendarPart> calendar;
};

// The message as RFC 5322 and MIME: CRLF, ASCII only, no line above 78 characters but a header word
// that cannot be broken. A control character in anything that becomes a header is refused, so no
// header can be slipped in: mail_header_control, or mail_not_utf8, with the part at fault as
// `field`.
Result<std::string> mime_text(const Mail& mail);

}  // namespace fascia::notify
