// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <postgresql/libpq-fe.h>

#include <map>
#include <memory>
#include <string>

#include "store/connection.h"

namespace fascia::store::postgresql {

// A connection to one PostgreSQL database with its prepared statements kept. It connects when it is
// first needed and again after it was lost.
class PostgresqlConnection final : public Connection {
 public:
  enum class Mode { read, write, migrate };
  PostgresqlConnection(std::string address, Mode mode, bool durable)
      : address_(std::move(address)), mode_(mode), durable_(durable) {}

  Rows query(Sql sql, Params params = {}) override;
  std::int64_t run(Sql sql, Params params = {}) override;
  void add_rows(Sql into, const std::vector<std::vector<Value>>& rows) override;
  // A text of several statements, for migrations and transaction control; the first cell of what
  // the last of them answers, or nothing.
  std::string script(const std::string& text);
  // A statement whose names come from the schema, for what goes over every table: never from
  // anything that a person typed.
  std::vector<std::vector<Value>> made(const std::string& sql,
                                       const std::vector<Value>& values = {});

  // Begins a transaction with this text and answers as script does. A connection that was lost
  // while nobody used it is made anew once: nothing was said on it yet.
  std::string begin(const std::string& text);
  // Throws when the engine undid the transaction instead.
  void commit();
  // Never throws: a connection that cannot undo is closed, which undoes.
  void roll_back() noexcept;

 private:
  struct Finish {
    void operator()(PGconn* c) const { PQfinish(c); }
  };
  struct Clear {
    void operator()(PGresult* r) const { PQclear(r); }
  };
  using Answer = std::unique_ptr<PGresult, Clear>;

  void connect();
  Answer checked(PGresult* result);
  Answer execute(Sql sql, Params params);
  const std::string& prepared(Sql sql, Params params);
  [[noreturn]] void fail(std::string_view sqlstate);

  const std::string address_;
  const Mode mode_;
  const bool durable_;
  std::unique_ptr<PGconn, Finish> engine_;
  // A literal is one statement for as long as the program runs; the types of its values make it
  // another one (a NULL has none).
  std::map<std::pair<const char*, std::string>, std::string> statements_;
};

}  // namespace fascia::store::postgresql
