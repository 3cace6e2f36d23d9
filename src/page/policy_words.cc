// SPDX-License-Identifier: Apache-2.0
#include "page/policy_words.h"

namespace fascia::page {

std::string policy_text(Language language, const store::CancelPolicy& policy) {
  std::string out = policy.hours == 0
                        ? text(language, "book.policy_any_time")
                        : text(language, policy.hours == 1 ? "book.policy_hour" : "book.policy",
                               {{"hours", std::to_string(policy.hours)}});
  out += " " + text(language, "book.policy_never");
  // Own words that were given in one language only still hold for everybody.
  const std::string& own = language == Language::fr ? policy.more_fr : policy.more_en;
  const std::string& other = language == Language::fr ? policy.more_en : policy.more_fr;
  const std::string& more = own.empty() ? other : own;
  return more.empty() ? out : out + " " + more;
}

}  // namespace fascia::page
