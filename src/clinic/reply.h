// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/clinic.h"
#include "store/intakes.h"

namespace fascia::clinic {

struct PostReply {
  std::string page;
  std::string name;
  std::string email;
  std::string body;
  std::string language = "en";
  bool consent = false;  // to have it published (R14)
  std::string honeypot;  // a field people do not see; what fills it is no person
};

// Keeps a reply until somebody approves it. What a robot sent is thanked for and dropped. Errors:
// name_missing, name_too_long, email_…, reply_missing, reply_too_long (2,000 characters),
// consent_missing on their fields.
Done post_reply(Clinic& clinic, const PostReply& in);
std::vector<store::Reply> approved_replies(Clinic& clinic, const std::string& page);
std::vector<store::Reply> replies_to_moderate(Clinic& clinic, const Actor& actor);
// Those that stand in public, so that one can be shortened or removed on request (R14).
std::vector<store::Reply> published_replies(Clinic& clinic, const Actor& actor);
// approve, remove, or publish a shortened text. reply_unknown; forbidden to who is no staff.
Done moderate_reply(Clinic& clinic, const Actor& actor, ReplyId id, bool approve,
                    std::optional<std::string> body);

}  // namespace fascia::clinic
