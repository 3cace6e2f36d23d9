// SPDX-License-Identifier: Apache-2.0
#include "clinic/who_may_book.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/tasks.h"
#include "core/blank.h"
#include "core/json.h"
#include "store/client_merges.h"

namespace fascia::clinic {
namespace {

using store::Role;

constexpr std::size_t kLongestWhy = 1000;

// Whether what was typed is how the clinic reaches this person. A name and a birth date are known
// to others too: a new address from one of them would be sent what was told (R15, R20). Who has
// another address gets a record of their own, and the owner sees the two side by side
// (merge_clients.h).
bool is_reached_by(store::Connection& c, const Clinic& clinic, const store::Client& person,
                   const ClientDetails& typed) {
  auto reaches = [&](const store::Client& one) {
    return (!typed.email.empty() && typed.email == one.email) ||
           (!typed.phone.empty() && store::digits_of(typed.phone) == store::digits_of(one.phone));
  };
  return reaches(person) ||
         std::ranges::any_of(store::merged_into(c, clinic.tenant, person.id), [&](ClientId id) {
           auto one = store::find_client(c, clinic.tenant, id);
           return one && reaches(*one);
         });
}

// Empty when the service is for this person.
std::string_view other_than(const store::Service& service, bool returning) {
  if (returning ? service.for_returning : service.for_new) return {};
  if (!service.for_new && !service.for_returning) return "service_unknown";
  return service.for_new ? "service_for_new" : "service_for_returning";
}

std::string why_of(const PrivateText& body) {
  auto read = json::read(body.reveal());
  return read && read->is_object() ? json::text_at(read->as_object(), "reason") : std::string();
}

Result<store::Client> client_to_block(store::Connection& c, const Clinic& clinic, ClientId id) {
  auto client = store::find_client(c, clinic.tenant, store::person_of(c, clinic.tenant, id));
  if (!client) return not_found("client_unknown", "client");
  return *client;
}

}  // namespace

std::optional<store::Client> person_reached(store::Connection& c, const Clinic& clinic,
                                            const ClientDetails& typed) {
  if (!typed.birth_date) return std::nullopt;
  for (ClientId id : store::persons_named(c, clinic.tenant, typed.name, *typed.birth_date))
    if (auto one = store::find_client(c, clinic.tenant, id);
        one && is_reached_by(c, clinic, *one, typed))
      return one;
  return std::nullopt;
}

bool is_returning(store::Connection& c, const Clinic& clinic, ClientId client) {
  return client && store::has_visited(c, clinic.tenant, client);
}

Done may_book_online(store::Connection& c, const Clinic& clinic, const store::Service& service,
                     ClientId client) {
  FASCIA_TRY_DONE(may_change_online(c, clinic, client, "client"));
  const std::string_view other = other_than(service, is_returning(c, clinic, client));
  return other.empty() ? Done{} : Done{invalid("service", other)};
}

Done may_change_online(store::Connection& c, const Clinic& clinic, ClientId client,
                       std::string_view field) {
  if (client && store::is_blocked(c, clinic.tenant, client)) return invalid(field, "book_by_phone");
  return {};
}

bool like_not_online(store::Connection& c, const Clinic& clinic, const store::Client& client) {
  if (!client.birth_date || store::is_blocked(c, clinic.tenant, client.id)) return false;
  const auto alike = store::persons_named(c, clinic.tenant, client.name, *client.birth_date);
  return std::ranges::any_of(
      alike, [&](ClientId one) { return store::is_blocked(c, clinic.tenant, one); });
}

void look_at_like_one(store::Transaction& tx, Clinic& clinic, const store::Client& client,
                      AppointmentId visit) {
  if (!like_not_online(tx, clinic, client)) return;
  add_task(tx, clinic,
           {"like_not_online", false, client.id, visit, store::Role::desk, {}, clinic.now(), {}});
}

std::vector<std::string> booking_notices(Clinic& clinic, const Actor& actor,
                                         const ClientDetails& typed, ClientId known,
                                         ServiceId service_id) {
  std::vector<std::string> out;
  if (!actor.is_staff()) return out;
  auto offer = clinic.availability.get();
  const store::Service* service = service_id ? offer->service(service_id) : nullptr;
  clinic.store.read([&](store::Connection& c) {
    ClientId id = known ? store::person_of(c, clinic.tenant, known) : ClientId{};
    if (!id)
      if (auto found = store::find_person(c, clinic.tenant, typed.name, typed.birth_date))
        id = found->id;
    auto blocked = [&](ClientId one) { return store::is_blocked(c, clinic.tenant, one); };
    if (id && blocked(id)) {
      out.emplace_back("not_online");
    } else if (typed.birth_date) {
      const auto alike = store::persons_named(c, clinic.tenant, typed.name, *typed.birth_date);
      if (std::ranges::any_of(alike, blocked)) out.emplace_back("like_not_online");
    }
    if (service == nullptr) return true;
    const std::string_view other = other_than(*service, is_returning(c, clinic, id));
    if (other == "service_for_new") out.emplace_back("for_new");
    if (other == "service_for_returning") out.emplace_back("for_returning");
    return true;
  });
  return out;
}

Result<store::ClientBlockId> block_online(Clinic& clinic, const Actor& actor, ClientId id,
                                          const PrivateText& why) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  if (is_blank(why.reveal())) return invalid("why", "block_reason_missing");
  if (why.reveal().size() > kLongestWhy) return invalid("why", "block_reason_too_long");
  return clinic.store.write([&](store::Transaction& tx) -> Result<store::ClientBlockId> {
    FASCIA_TRY(store::Client client, client_to_block(tx, clinic, id));
    if (store::is_blocked(tx, clinic.tenant, client.id)) return conflict("block_stands", "client");
    const PrivateText body(json::write(boost::json::object{{"reason", why.reveal()}}));
    auto block = clinic.random.id<store::ClientBlockId>();
    store::add_client_block(tx, clinic.tenant, clinic.sealer,
                            {block, client.id, clinic.now(), actor.staff, std::nullopt, {}, body});
    audit(tx, clinic, actor, "client.online_ended", "client_block", block.value, client.id);
    return block;
  });
}

Done allow_online(Clinic& clinic, const Actor& actor, ClientId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(store::Client client, client_to_block(tx, clinic, id));
    bool any = false;
    // Two stand where two records were joined.
    for (const auto& block : store::client_blocks(tx, clinic.tenant, clinic.sealer, client.id)) {
      if (!store::end_client_block(tx, clinic.tenant, block.id, actor.staff, clinic.now()))
        continue;
      any = true;
      audit(tx, clinic, actor, "client.online_again", "client_block", block.id.value, client.id);
    }
    return any ? Done{} : Done{not_found("block_unknown", "client")};
  });
}

Result<BooksOnline> read_blocks(Clinic& clinic, const Actor& actor, ClientId id) {
  FASCIA_TRY_DONE(require_role(actor, {Role::owner, Role::desk}));
  return clinic.store.write([&](store::Transaction& tx) -> Result<BooksOnline> {
    BooksOnline out;
    FASCIA_TRY(out.client, client_to_block(tx, clinic, id));
    auto name_of = [&](StaffId staff) {
      auto who = store::find_staff(tx, clinic.tenant, staff);
      return who ? who->name : std::string();
    };
    for (auto& block : store::client_blocks(tx, clinic.tenant, clinic.sealer, out.client.id)) {
      out.blocked = out.blocked || !block.ended;
      OnlineBlock one{std::move(block), {}, {}, {}};
      one.why = why_of(one.kept.why);
      one.set_by = name_of(one.kept.staff);
      one.ended_by = name_of(one.kept.ended_by);
      out.blocks.push_back(std::move(one));
    }
    if (!out.blocks.empty())
      audit(tx, clinic, actor, "client.online_read", "client", out.client.id.value, out.client.id);
    return out;
  });
}

bool books_by_phone(Clinic& clinic, ClientId client) {
  return clinic.store.read([&](store::Connection& c) {
    return store::is_blocked(c, clinic.tenant, store::person_of(c, clinic.tenant, client));
  });
}

}  // namespace fascia::clinic
