// SPDX-License-Identifier: Apache-2.0
#include "clinic/access_request.h"

#include <algorithm>
#include <array>

#include "core/blank.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

using store::AccessRequest;
using store::AccessRequestId;
using store::Role;

constexpr std::array<std::string_view, 3> kOutcomes{"given", "refused", "withdrawn"};
constexpr int kDays = 45, kExtension = 30, kEstimateStands = 30;

Date today(const Clinic& clinic) { return clinic.availability.get()->zone.date(clinic.now()); }

// Changes an open request in one transaction and leaves `action` behind.
template <class Change>
Result<AccessRequest> change(Clinic& clinic, const Actor& actor, AccessRequestId id,
                             std::string_view action, Change work) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Result<AccessRequest> {
    auto x = store::find_access_request(tx, clinic.tenant, clinic.sealer, id);
    if (!x) return not_found("request_unknown", "request");
    if (!x->outcome.empty()) return conflict("request_closed", "request");
    FASCIA_TRY_DONE(work(*x));
    store::update_access_request(tx, clinic.tenant, *x);
    audit(tx, clinic, actor, action, "access_request", id.value, x->client);
    return *x;
  });
}

}  // namespace

Result<AccessRequest> receive_request(Clinic& clinic, const Actor& actor, ClientId client,
                                      Instant received, const PrivateText& asked) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  if (is_blank(asked.reveal())) return invalid("asked", "request_missing");
  if (received > clinic.now()) return invalid("received", "date_in_future");
  Date day = clinic.availability.get()->zone.date(received);
  return clinic.store.write([&](store::Transaction& tx) -> Result<AccessRequest> {
    if (!store::find_client(tx, clinic.tenant, client))
      return not_found("client_unknown", "client");
    if (store::person_of(tx, clinic.tenant, client) != client)
      return conflict("merge_joined", "client");
    AccessRequest x{clinic.random.id<AccessRequestId>(),
                    client,
                    day,
                    day + kDays,
                    0,
                    {},
                    {},
                    {},
                    actor.staff,
                    asked};
    store::add_access_request(tx, clinic.tenant, clinic.sealer, x);
    audit(tx, clinic, actor, "access.asked", "access_request", x.id.value, client);
    return x;
  });
}

Result<AccessRequest> extend_request(Clinic& clinic, const Actor& actor, AccessRequestId id) {
  return change(clinic, actor, id, "access.extended", [](AccessRequest& x) -> Done {
    if (x.extended > 0) return conflict("request_extended", "request");
    x.extended = kExtension;
    x.due = x.due + kExtension;
    return {};
  });
}

Result<AccessRequest> send_estimate(Clinic& clinic, const Actor& actor, AccessRequestId id) {
  return change(clinic, actor, id, "access.estimate_sent", [&](AccessRequest& x) -> Done {
    if (x.estimate) return conflict("request_estimated", "request");
    x.estimate = today(clinic);
    return {};
  });
}

Result<AccessRequest> accept_estimate(Clinic& clinic, const Actor& actor, AccessRequestId id) {
  return change(clinic, actor, id, "access.estimate_accepted", [&](AccessRequest& x) -> Done {
    if (!x.estimate) return conflict("request_not_estimated", "request");
    x.due = x.due + (today(clinic) - *x.estimate);
    x.estimate.reset();
    return {};
  });
}

std::optional<AccessOutcome> parse_access_outcome(std::string_view text) {
  auto at = std::ranges::find(kOutcomes, text);
  if (at == kOutcomes.end()) return std::nullopt;
  return static_cast<AccessOutcome>(at - kOutcomes.begin());
}

Result<AccessRequest> close_request(Clinic& clinic, const Actor& actor, AccessRequestId id,
                                    AccessOutcome outcome) {
  std::string word(kOutcomes[static_cast<std::size_t>(outcome)]);
  return change(clinic, actor, id, "access." + word, [&](AccessRequest& x) -> Done {
    x.outcome = word;
    x.answered = clinic.now();
    return {};
  });
}

Result<std::vector<OpenRequest>> open_requests(Clinic& clinic, const Actor& actor) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner}));
  Date day = today(clinic);
  return clinic.store.read([&](store::Connection& c) -> Result<std::vector<OpenRequest>> {
    std::vector<OpenRequest> out;
    for (auto& x : store::access_requests(c, clinic.tenant, clinic.sealer, {})) {
      OpenRequest one;
      // While the estimate is out, its days do not count.
      one.days_left = x.due - (x.estimate ? *x.estimate : day);
      one.withdrawn = x.estimate && day - *x.estimate > kEstimateStands;
      if (auto client = store::find_client(c, clinic.tenant, x.client))
        one.client_name = client->name;
      one.request = std::move(x);
      out.push_back(std::move(one));
    }
    return out;
  });
}

}  // namespace fascia::clinic
