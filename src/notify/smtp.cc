// SPDX-License-Identifier: Apache-2.0
#include "notify/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace fascia::notify {
namespace {

struct FreeCurl {
  void operator()(CURL* c) const { curl_easy_cleanup(c); }
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
using Handle = std::unique_ptr<CURL, FreeCurl>;
using List = std::unique_ptr<curl_slist, FreeCurl>;

void start_curl_once() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  FASCIA_CHECK(started == CURLE_OK);
}

Error later(std::string_view message) {
  return {Code::unavailable, std::string(message), {}, {}, {}};
}

// What is still to be read, and whether the server was told a sender: a 5xx before that is about us
// or the connection, not about this message.
struct Sending {
  std::string_view rest;
  bool sender_given = false;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* user) {
  auto& rest = static_cast<Sending*>(user)->rest;
  std::size_t n = std::min(size * count, rest.size());
  std::memcpy(to, rest.data(), n);
  rest.remove_prefix(n);
  return n;
}

// Sees the dialogue without printing any of it.
int watch(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
  if (kind == CURLINFO_HEADER_OUT && std::string_view(data, size).starts_with("MAIL FROM"))
    static_cast<Sending*>(user)->sender_given = true;
  return 0;
}

// What a mail server may read in two ways lets one message carry another (SMTP smuggling).
bool is_well_formed(std::string_view message) {
  std::size_t line = 0;
  for (std::size_t i = 0; i < message.size(); ++i) {
    char c = message[i];
    if (c == '\0') return false;
    if (c == '\n') return false;
    if (c == '\r') {
      if (i + 1 == message.size() || message[i + 1] != '\n') return false;
      ++i;
      line = 0;
    } else if (++line > 998) {
      return false;
    }
  }
  return message.ends_with("\r\n");
}

Result<std::string> url_of(const SmtpSettings& settings, const Address& from) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
  if (settings.host.empty() || settings.host.find_first_not_of(kAllowed) != std::string::npos)
    return invalid("smtp_host", "smtp_host_invalid");
  bool v6 = settings.host.find(':') != std::string::npos;
  // The path is the name we greet with.
  return fmt::format("{}://{}{}{}:{}/{}", settings.tls == Tls::tls ? "smtps" : "smtp",
                     v6 ? "[" : "", settings.host, v6 ? "]" : "", settings.port,
                     from.mailbox.substr(from.mailbox.rfind('@') + 1));
}

Error error_of(CURLcode code, long reply, bool sender_given) {
  Error out = later("mail_later");
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      out.message = "mail_unreachable";
      break;
    case CURLE_OPERATION_TIMEDOUT:
      out.message = "mail_timeout";
      break;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
      out.message = "mail_tls_failed";
      break;
    case CURLE_LOGIN_DENIED:
      out.message = "mail_sign_in_refused";
      break;
    default:
      // 530, 534, 535, 538: the server wants another sign-in (RFC 4954), the message is not judged.
      if (reply == 530 || reply == 534 || reply == 535 || reply == 538)
        out.message = "mail_sign_in_refused";
      else if (reply / 100 == 5 && sender_given)
        out = conflict("mail_refused");
  }
  out.cause = fmt::format("curl {} smtp {}", static_cast<int>(code), reply);
  return out;
}

void set_security(CURL* curl, const SmtpSettings& settings) {
  if (settings.tls == Tls::starttls) curl_easy_setopt(curl, CURLOPT_USE_SSL, long{CURLUSESSL_ALL});
  if (!settings.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
  if (settings.username.empty()) return;
  curl_easy_setopt(curl, CURLOPT_USERNAME, settings.username.c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
}

int must_stop(const std::atomic<bool>* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return stop != nullptr && stop->load() ? 1 : 0;
}

}  // namespace

Result<Tls> parse_tls(std::string_view text) {
  if (text == "none") return Tls::none;
  if (text == "starttls") return Tls::starttls;
  if (text == "tls") return Tls::tls;
  return invalid("smtp_tls", "smtp_tls_unknown");
}

Transport choose_transport(const SmtpSettings& settings, bool to_folder, bool is_demo) {
  if (is_demo) return Transport::outbox_folder;
  if (!settings.host.empty()) return Transport::smtp;
  return to_folder ? Transport::outbox_folder : Transport::none;
}

std::string_view to_string(Transport transport) {
  if (transport == Transport::none) return "none";
  return transport == Transport::smtp ? "smtp" : "folder";
}

Done send(const SmtpSettings& settings, const Address& from, const Address& to,
          std::string_view message) {
  FASCIA_TRY(Address sender, parse_address(from.mailbox, "from"));
  FASCIA_TRY(Address receiver, parse_address(to.mailbox, "to"));
  if (!is_well_formed(message)) return invalid("message", "mail_malformed");
  FASCIA_TRY(std::string url, url_of(settings, sender));
  start_curl_once();
  Handle curl(curl_easy_init());
  FASCIA_CHECK(curl != nullptr);
  List receivers(curl_slist_append(nullptr, ("<" + receiver.mailbox + ">").c_str()));
  Sending sending{message};
  auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_NOPROXY, "*");  // mail never goes through a proxy of the environment
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.value * 1000));
  set(CURLOPT_MAIL_FROM, ("<" + sender.mailbox + ">").c_str());
  set(CURLOPT_MAIL_RCPT, receivers.get());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &give);
  set(CURLOPT_READDATA, static_cast<void*>(&sending));
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_DEBUGFUNCTION, &watch);
  set(CURLOPT_DEBUGDATA, static_cast<void*>(&sending));
  set(CURLOPT_NOPROGRESS, settings.stop == nullptr ? 1L : 0L);
  set(CURLOPT_XFERINFOFUNCTION, &must_stop);
  set(CURLOPT_XFERINFODATA, settings.stop);
  set_security(curl.get(), settings);
  CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return {};
  long reply = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
  return error_of(code, reply, sending.sender_given);
}

}  // namespace fascia::notify
