// SPDX-License-Identifier: Apache-2.0
#include "page/policy_words.h"

#include "page/words.h"

namespace fascia::page {

namespace {

using Kind = store::Charge::Kind;

bool asks(const store::Charge& charge) {
  return charge.kind == Kind::share || charge.kind == Kind::amount;
}

std::string charge_text(Language language, const store::Charge& charge,
                        const std::string& currency) {
  if (charge.kind == Kind::amount)
    return text(language, "policy.amount",
                {{"money", money_text(language, {charge.value, currency})}});
  if (charge.value == 100) return text(language, "policy.whole");
  return text(language, "policy.share", {{"percent", std::to_string(charge.value)}});
}

// Until when it is free, and what it costs after that.
std::string hours_text(Language language, const store::CancelPolicy& policy) {
  const bool always_free = policy.hours == 0 || policy.late.kind == Kind::none;
  if (always_free) return text(language, "book.policy_any_time");
  const Arguments hours = {{"hours", std::to_string(policy.hours)}};
  const bool one = policy.hours == 1;
  if (!asks(policy.late)) return text(language, one ? "book.policy_hour" : "book.policy", hours);
  return text(language, one ? "policy.until_hour" : "policy.until", hours) + " " +
         text(language, "policy.late",
              {{"fee", charge_text(language, policy.late, policy.currency)}});
}

}  // namespace

std::string policy_text(Language language, const store::CancelPolicy& policy) {
  std::string out = hours_text(language, policy);
  if (asks(policy.no_show))
    out += " " + text(language, "policy.no_show",
                      {{"fee", charge_text(language, policy.no_show, policy.currency)}});
  else if (policy.no_show.kind == Kind::none)
    out += " " + text(language, "policy.no_show_free");
  if (asks(policy.deposit))
    out += " " + text(language, "policy.deposit",
                      {{"fee", charge_text(language, policy.deposit, policy.currency)}});
  out += " " + text(language, "book.policy_never");
  // Own words that were given in one language only still hold for everybody.
  const std::string& own = language == Language::fr ? policy.more_fr : policy.more_en;
  const std::string& other = language == Language::fr ? policy.more_en : policy.more_fr;
  const std::string& more = own.empty() ? other : own;
  return more.empty() ? out : out + " " + more;
}

}  // namespace fascia::page
