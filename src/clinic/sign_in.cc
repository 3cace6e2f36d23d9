// SPDX-License-Identifier: Apache-2.0
#include "clinic/sign_in.h"

#include "keys/password.h"
#include "keys/token.h"

namespace fascia::clinic {

Result<std::string> checked_sign_in(std::string_view text, std::string_view field) {
  std::string out;
  for (char c : text) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789.-";
  if (out.size() < 2 || out.size() > 40 || out.find_first_not_of(kAllowed) != out.npos)
    return invalid(field, "sign_in_invalid");
  return out;
}

Done check_password(std::string_view password, std::string_view field) {
  if (password.size() < 10) return invalid(field, "password_too_short");
  if (password.size() > 200) return invalid(field, "password_too_long");
  return {};
}

Result<SignedIn> sign_in(Clinic& clinic, const std::string& name, const std::string& password,
                         Seconds lasts, const std::string& from) {
  const Error wrong{Code::unauthorized, "sign_in_wrong", "password", {}, {}};
  auto checked = checked_sign_in(name, "name");
  std::optional<store::Staff> staff;
  if (checked)
    staff = clinic.store.read([&](store::Connection& c) {
      return store::find_staff_by_sign_in(c, clinic.tenant, *checked);
    });
  if (!staff || !staff->active) {
    keys::verify_nobody(password);
    return wrong;
  }
  if (!keys::verify_password(staff->password_hash, password)) return wrong;
  SignedIn in{clinic.random.token(), *staff, clinic.now() + lasts};
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    store::add_session(tx, clinic.tenant, {keys::token_hash(in.token), staff->id, in.expires},
                       clinic.now());
    audit(tx, clinic, actor_of(*staff, from), "staff.signed_in", "staff", staff->id.value);
    return {};
  }));
  return in;
}

Done sign_out(Clinic& clinic, const std::string& token) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::remove_session(tx, clinic.tenant, keys::token_hash(token));
    return {};
  });
}

std::optional<store::Staff> signed_in(Clinic& clinic, const std::string& token) {
  if (token.empty()) return std::nullopt;
  return clinic.store.read([&](store::Connection& c) -> std::optional<store::Staff> {
    auto session = store::find_session(c, clinic.tenant, keys::token_hash(token));
    if (!session || session->expires <= clinic.now()) return std::nullopt;
    auto staff = store::find_staff(c, clinic.tenant, session->staff);
    return staff && staff->active ? staff : std::nullopt;
  });
}

Result<SignedIn> change_password(Clinic& clinic, const Actor& actor, const std::string& current,
                                 const std::string& fresh, Seconds lasts) {
  if (!actor.is_staff()) return forbidden();
  auto staff = clinic.store.read(
      [&](store::Connection& c) { return store::find_staff(c, clinic.tenant, actor.staff); });
  if (!staff || !staff->active) return forbidden();
  if (!keys::verify_password(staff->password_hash, current))
    return invalid("current", "password_wrong");
  FASCIA_TRY_DONE(check_password(fresh, "password"));
  std::string hash = keys::hash_password(fresh, clinic.random);
  SignedIn in{clinic.random.token(), *staff, clinic.now() + lasts};
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    store::set_staff_password(tx, clinic.tenant, staff->id, hash);
    store::add_session(tx, clinic.tenant, {keys::token_hash(in.token), staff->id, in.expires},
                       clinic.now());
    audit(tx, clinic, actor, "staff.password", "staff", staff->id.value);
    return {};
  }));
  return in;
}

Actor actor_of(const store::Staff& staff, std::string from) {
  return {Actor::Kind::staff, staff.id, staff.role, staff.practitioner, std::move(from)};
}

}  // namespace fascia::clinic
