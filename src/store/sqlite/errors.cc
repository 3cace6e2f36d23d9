// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/errors.h"

#include <sqlite3.h>

namespace fascia::store::sqlite {

StoreError store_error(int extended_code) {
  using Kind = StoreError::Kind;
  switch (extended_code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Kind::busy, extended_code};
    case SQLITE_FULL:
      return {Kind::full, extended_code};
    case SQLITE_READONLY:
      return {Kind::read_only, extended_code};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Kind::corrupt, extended_code};
    case SQLITE_CONSTRAINT:
      return {Kind::constraint, extended_code};
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return {Kind::unreachable, extended_code};
    default:
      return {Kind::other, extended_code};
  }
}

}  // namespace fascia::store::sqlite
