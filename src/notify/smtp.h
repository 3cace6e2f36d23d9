// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "core/address.h"
#include "core/result.h"
#include "core/time.h"

namespace fascia::notify {

enum class Tls { none, starttls, tls };
// "none", "starttls" or "tls"; else smtp_tls_unknown on `smtp_tls`.
Result<Tls> parse_tls(std::string_view text);

struct SmtpSettings {
  std::string host;  // empty: no mail server
  int port = 587;
  std::string username;  // empty: no sign-in
  std::string password;
  Tls tls = Tls::starttls;  // starttls and tls never fall back to clear text
  std::string ca_file;      // empty: the system's authorities
  Seconds timeout = {30};   // for the whole sending
  // Set from another thread: a sending in hand ends within a second as mail_later.
  const std::atomic<bool>* stop = nullptr;
};

enum class Transport { none, outbox_folder, smtp };
// The mail of a demo clinic stands in the folder whatever is set (R45). Without a mail server it
// waits sealed where it is (R22), unless the operator wants readable files of it.
Transport choose_transport(const SmtpSettings& settings, bool to_folder, bool is_demo);
// "none", "folder" or "smtp".
std::string_view to_string(Transport transport);

// Hands one message (from mime_text) to the mail server. Blocks; may be called from any thread.
// Errors:
//   unavailable mail_unreachable, mail_timeout, mail_tls_failed, mail_sign_in_refused, mail_later:
//               try again; nothing is wrong with the message.
//   conflict    mail_refused: the server said no for good (5xx on sender, recipient or text).
//   invalid     mail_malformed: a bare CR or LF, a NUL or a line above 998; smtp_host_invalid.
// The cause holds numbers alone: curl's code and the server's reply, no address and no secret.
Done send(const SmtpSettings& settings, const Address& from, const Address& to,
          std::string_view message);

// Whether the same message may go through later.
inline bool is_temporary(const Error& error) { return error.code == Code::unavailable; }

}  // namespace fascia::notify
