// SPDX-License-Identifier: Apache-2.0
#include "clinic/reply.h"

#include "clinic/name_length.h"
#include "core/address.h"
#include "core/faults.h"

namespace fascia::clinic {

using store::Role;

namespace {

constexpr std::size_t kLongest = 2000;
constexpr std::size_t kLongestReplyName = 100;

}  // namespace

Done post_reply(Clinic& clinic, const PostReply& in) {
  if (!in.honeypot.empty()) return {};
  Faults faults;
  if (in.name.empty()) faults.add(invalid("name", "name_missing"));
  if (in.name.size() > kLongestReplyName) faults.add(name_too_long("name", kLongestReplyName));
  const auto address = parse_address(in.email, "email");
  faults.add(address);
  if (in.body.empty()) faults.add(invalid("text", "reply_missing"));
  if (in.body.size() > kLongest)
    faults.add(invalid("text", "reply_too_long", {{"most", std::to_string(kLongest)}}));
  if (!in.consent) faults.add(invalid("consent", "consent_missing"));
  FASCIA_TRY_DONE(faults.done());
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::add_reply(tx, clinic.tenant,
                     {clinic.random.id<ReplyId>(), in.page, in.name, address->mailbox, in.body,
                      in.language, "waiting", clinic.now()});
    return {};
  });
}

std::vector<store::Reply> approved_replies(Clinic& clinic, const std::string& page) {
  return clinic.store.read([&](store::Connection& c) {
    return store::list_replies(c, clinic.tenant, page, "approved");
  });
}

std::vector<store::Reply> replies_to_moderate(Clinic& clinic, const Actor& actor) {
  if (!require_role(actor, {Role::owner, Role::desk})) return {};
  return clinic.store.read(
      [&](store::Connection& c) { return store::waiting_replies(c, clinic.tenant); });
}

std::vector<store::Reply> published_replies(Clinic& clinic, const Actor& actor) {
  if (!require_role(actor, {Role::owner, Role::desk})) return {};
  return clinic.store.read(
      [&](store::Connection& c) { return store::all_replies(c, clinic.tenant, "approved"); });
}

Done moderate_reply(Clinic& clinic, const Actor& actor, ReplyId id, bool approve,
                    std::optional<std::string> body) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  if (approve && body && body->empty()) return invalid("text", "reply_missing");
  if (body && body->size() > kLongest)
    return invalid("text", "reply_too_long", {{"most", std::to_string(kLongest)}});
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    if (!store::set_reply(tx, clinic.tenant, id, approve ? "approved" : "removed", body))
      return not_found("reply_unknown");
    audit(tx, clinic, actor, approve ? "reply.approved" : "reply.removed", "reply", id.value);
    return {};
  });
}

}  // namespace fascia::clinic
