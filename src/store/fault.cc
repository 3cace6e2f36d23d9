// SPDX-License-Identifier: Apache-2.0
#include "store/fault.h"

#include "core/log.h"

namespace fascia::store {
namespace {

std::string_view message_of(StoreError::Kind kind) {
  using Kind = StoreError::Kind;
  switch (kind) {
    case Kind::busy:
      return "store_busy";
    case Kind::full:
      return "store_full";
    case Kind::read_only:
      return "store_read_only";
    case Kind::corrupt:
      return "store_corrupt";
    case Kind::unreachable:
      return "store_out_of_reach";
    case Kind::constraint:
    case Kind::other:
      break;
  }
  return "internal";
}

}  // namespace

Error error_of(const StoreError& fault) {
  std::string message(message_of(fault.kind));
  log::error("store fault", {{"kind", message}, {"code", std::to_string(fault.engine_code)}});
  Code code = message == "internal" ? Code::internal : Code::unavailable;
  return {code, std::move(message), {}, {}, fault.what()};
}

}  // namespace fascia::store
