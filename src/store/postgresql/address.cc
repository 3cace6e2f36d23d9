// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/address.h"

#include <postgresql/libpq-fe.h>

#include <memory>

namespace fascia::store::postgresql {

bool is_address(std::string_view text) {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

std::string shown_address(const std::string& address) {
  char* fault = nullptr;  // may quote the password: freed unread
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(address.c_str(), &fault), PQconninfoFree);
  if (fault != nullptr) PQfreemem(fault);
  if (!options) return "postgresql://…";
  auto part = [&](std::string_view name) {
    for (PQconninfoOption* o = options.get(); o->keyword != nullptr; ++o)
      if (name == o->keyword && o->val != nullptr) return std::string(o->val);
    return std::string();
  };
  std::string out = "postgresql://";
  if (std::string user = part("user"); !user.empty()) out += user + "@";
  out += part("host");
  if (std::string port = part("port"); !port.empty()) out += ":" + port;
  return out + "/" + part("dbname");
}

}  // namespace fascia::store::postgresql
