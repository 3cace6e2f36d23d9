// SPDX-License-Identifier: Apache-2.0
#include "clinic/private_link.h"

#include "keys/token.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

constexpr int kTries = 5;

Error closed() { return {Code::forbidden, "link_closed", {}, {}, {}}; }

Result<store::PrivateLink> find_in(store::Connection& c, const Clinic& clinic,
                                   std::string_view purpose, const std::string& token) {
  auto link = store::find_link(c, clinic.tenant, keys::token_hash(token), clinic.now());
  if (!link || link->purpose != purpose) return not_found("link_unknown");
  return *link;
}

OpenLink opened(const store::PrivateLink& link, const std::string& browser,
                const std::string& from) {
  bool known = !browser.empty() && !link.opened_by.empty() &&
               keys::equal_secret(link.opened_by, keys::token_hash(browser));
  return {link.subject, link.client, known, link.tries_left, from};
}

}  // namespace

std::string make_private_link(store::Transaction& tx, Clinic& clinic, const NewLink& in) {
  std::string token = clinic.random.token();
  store::add_link(tx, clinic.tenant,
                  {keys::token_hash(token), in.purpose, in.subject, in.client, in.expires, kTries,
                   std::string()});
  return token;
}

Result<OpenLink> open_private_link(Clinic& clinic, std::string_view purpose,
                                   const std::string& token, const std::string& browser,
                                   const std::string& from) {
  return clinic.store.read([&](store::Connection& c) -> Result<OpenLink> {
    FASCIA_TRY(store::PrivateLink link, find_in(c, clinic, purpose, token));
    OpenLink out = opened(link, browser, from);
    if (!out.known_browser && link.tries_left <= 0) return closed();
    return out;
  });
}

Result<OpenLink> prove_birth_date(Clinic& clinic, std::string_view purpose,
                                  const std::string& token, const std::string& browser,
                                  Date birth_date, const std::string& from) {
  struct Answer {
    OpenLink link;
    bool right = false;
  };
  // A wrong date is no error of the transaction: the lost try must be kept.
  auto answer = clinic.store.write([&](store::Transaction& tx) -> Result<Answer> {
    FASCIA_TRY(store::PrivateLink link, find_in(tx, clinic, purpose, token));
    if (link.tries_left <= 0) return closed();
    auto client = store::find_client(tx, clinic.tenant, link.client);
    if (!client || !client->birth_date) return conflict("link_birth_date_missing");
    bool right = *client->birth_date == birth_date;
    if (right) {
      store::link_opened(tx, clinic.tenant, link.token_hash, keys::token_hash(browser));
      link.opened_by = keys::token_hash(browser);
      link.tries_left = kTries;
    } else {
      store::link_try_failed(tx, clinic.tenant, link.token_hash);
      --link.tries_left;
    }
    audit(tx, clinic, client_at(from), right ? "link.opened" : "link.birth_date_wrong",
          link.purpose, link.subject, link.client);
    return Answer{opened(link, browser, from), right};
  });
  if (!answer) return answer.error();
  if (answer->right) return answer->link;
  if (answer->link.tries_left <= 0) return closed();
  return invalid("birth_date", "birth_date_wrong",
                 {{"left", std::to_string(answer->link.tries_left)}});
}

}  // namespace fascia::clinic
