// SPDX-License-Identifier: Apache-2.0
#include "store/postgresql/connection.h"

#include <unistd.h>

#include <charconv>
#include <random>
#include <set>

#include "store/postgresql/errors.h"

namespace fascia::store::postgresql {
namespace {

// Object ids of the types that travel; they are the same in every PostgreSQL.
constexpr Oid kBool = 16, kName = 19, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25,
              kUnknown = 705, kVarchar = 1043;
// A statement that is refused before the server sees it.
constexpr std::string_view kWrongQuestion = "08P01", kBadText = "22021", kWrongType = "42804";

// An address may say otherwise; these end a wait for a server that is gone.
constexpr const char* kNames[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                  "keepalives_count", "tcp_user_timeout", "application_name",
                                  "dbname",           "client_encoding",  nullptr};

// One a program: who else is connected is seen by it.
const char* name_of_program() {
  static const std::string kOwn = [] {
    std::random_device chance;
    return "fascia/" + std::to_string(::getpid()) + "-" + std::to_string(chance());
  }();
  return kOwn.c_str();
}

const char* settings_for(PostgresqlConnection::Mode mode) {
  using Mode = PostgresqlConnection::Mode;
  switch (mode) {
    case Mode::read:
      return "SET statement_timeout = '60s'; SET default_transaction_read_only = on";
    case Mode::write:
      // A process that hangs in the middle of a write must not stop all others.
      return "SET statement_timeout = '60s'; SET lock_timeout = '15s'; "
             "SET idle_in_transaction_session_timeout = '30s'";
    case Mode::migrate:
      break;
  }
  return "SET statement_timeout = 0; SET lock_timeout = 0; "
         "SET idle_in_transaction_session_timeout = 0";
}

// Every $n from 1 to the number of values, and no other.
void check_parameters(std::string_view text, std::size_t count) {
  std::set<int> numbers;
  for (std::size_t at = text.find('$'); at != text.npos; at = text.find('$', at + 1)) {
    int number = 0;
    std::from_chars(text.data() + at + 1, text.data() + text.size(), number);
    numbers.insert(number);
  }
  if (numbers.size() != count ||
      (count > 0 && (*numbers.begin() != 1 || *numbers.rbegin() != static_cast<int>(count))))
    throw EngineError(kWrongQuestion);
}

Value value_of(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return std::monostate{};
  std::string_view text(PQgetvalue(result, row, column),
                        static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case kInt8:
    case kInt4:
    case kInt2: {
      std::int64_t number = 0;
      std::from_chars(text.data(), text.data() + text.size(), number);
      return number;
    }
    case kBool:
      return std::int64_t{text == "t"};
    case kText:
    case kVarchar:
    case kName:
    case kUnknown:
      return std::string(text);
    default:
      throw EngineError(kWrongType);
  }
}

}  // namespace

void PostgresqlConnection::fail(std::string_view sqlstate) {
  // The statements lived on the connection.
  if (engine_ && PQstatus(engine_.get()) != CONNECTION_OK) {
    engine_.reset();
    statements_.clear();
  }
  throw EngineError(sqlstate);
}

void PostgresqlConnection::connect() {
  statements_.clear();
  const char* values[] = {"5",    "10",   "5", "3", "15000", name_of_program(), address_.c_str(),
                          "UTF8", nullptr};
  static_assert(std::size(values) == std::size(kNames));
  engine_.reset(PQconnectdbParams(kNames, values, 1));
  if (!engine_ || PQstatus(engine_.get()) != CONNECTION_OK) {
    engine_.reset();
    throw EngineError(kConnectionLost);
  }
  // Notices and errors carry values: neither reaches standard error or a log.
  PQsetNoticeProcessor(
      engine_.get(), [](void*, const char*) {}, nullptr);
  PQsetErrorVerbosity(engine_.get(), PQERRORS_SQLSTATE);
  // With "on" a standby's word is waited for where the server has one; a server may say more, not
  // less.
  std::string sync = durable_
                         ? "SELECT CASE WHEN current_setting('synchronous_commit') = 'off' THEN "
                           "set_config('synchronous_commit', 'on', false) END"
                         : "SET synchronous_commit = off";
  script(std::string(settings_for(mode_)) + "; " + sync);
  if (std::string_view(PQparameterStatus(engine_.get(), "server_encoding")) != "UTF8") {
    engine_.reset();
    throw EngineError(kBadText);
  }
}

PostgresqlConnection::Answer PostgresqlConnection::checked(PGresult* result) {
  Answer answer(result);
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
    return answer;
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  std::string sqlstate(state == nullptr ? kConnectionLost : std::string_view(state));
  answer.reset();
  fail(sqlstate);
}

const std::string& PostgresqlConnection::prepared(Sql sql, Params params) {
  std::string kinds;
  std::vector<Oid> types;
  for (const Param& param : params) {
    bool number = std::holds_alternative<std::int64_t>(param.value);
    bool null = std::holds_alternative<std::monostate>(param.value);
    kinds += number ? 'n' : null ? '-' : 't';
    types.push_back(number ? kInt8 : null ? 0 : kText);
  }
  std::pair key(sql.text().data(), kinds);
  if (auto at = statements_.find(key); at != statements_.end()) return at->second;
  check_parameters(sql.text(), params.size());
  std::string name = "s" + std::to_string(statements_.size());
  checked(PQprepare(engine_.get(), name.c_str(), std::string(sql.text()).c_str(),
                    static_cast<int>(types.size()), types.data()));
  return statements_.emplace(key, name).first->second;
}

namespace {

// Values as the client library takes them: texts that stay where they are, and their types.
struct Bound {
  std::vector<std::string> numbers;
  std::vector<const char*> values;
  std::vector<Oid> types;

  explicit Bound(std::size_t count) { numbers.reserve(count); }
  void add(const Value& value) {
    if (const auto* n = std::get_if<std::int64_t>(&value)) {
      values.push_back(numbers.emplace_back(std::to_string(*n)).c_str());
      types.push_back(kInt8);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      // It would be cut there in silence.
      if (text->find('\0') != text->npos) throw EngineError(kBadText);
      values.push_back(text->c_str());
      types.push_back(kText);
    } else {
      values.push_back(nullptr);
      types.push_back(0);
    }
  }
  int count() const { return static_cast<int>(values.size()); }
};

std::vector<std::vector<Value>> cells_of(const PGresult* result) {
  std::vector<std::vector<Value>> rows;
  int columns = PQnfields(result);
  for (int row = 0; row < PQntuples(result); ++row) {
    std::vector<Value>& values = rows.emplace_back();
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column)
      values.push_back(value_of(result, row, column));
  }
  return rows;
}

}  // namespace

PostgresqlConnection::Answer PostgresqlConnection::execute(Sql sql, Params params) {
  if (!engine_) throw EngineError(kConnectionLost);
  const std::string& name = prepared(sql, params);
  Bound bound(params.size());
  for (const Param& param : params) bound.add(param.value);
  return checked(PQexecPrepared(engine_.get(), name.c_str(), bound.count(), bound.values.data(),
                                nullptr, nullptr, 0));
}

Rows PostgresqlConnection::query(Sql sql, Params params) {
  Rows rows;
  for (auto& values : cells_of(execute(sql, params).get())) rows.emplace_back(std::move(values));
  return rows;
}

std::vector<std::vector<Value>> PostgresqlConnection::made(const std::string& sql,
                                                           const std::vector<Value>& values) {
  if (!engine_) throw EngineError(kConnectionLost);
  Bound bound(values.size());
  for (const Value& value : values) bound.add(value);
  return cells_of(
      checked(PQexecParams(engine_.get(), sql.c_str(), bound.count(), bound.types.data(),
                           bound.values.data(), nullptr, nullptr, 0))
          .get());
}

std::int64_t PostgresqlConnection::run(Sql sql, Params params) {
  Answer answer = execute(sql, params);
  std::string_view count = PQcmdTuples(answer.get());
  std::int64_t changed = 0;
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

namespace {

// A value as COPY reads it in its text format.
void add_copied(std::string& out, const Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) {
    out += std::to_string(*n);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    for (char c : *text) {
      if (c == '\0') throw EngineError(kBadText);
      if (c == '\\' || c == '\t' || c == '\n' || c == '\r') out += '\\';
      out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
    }
  } else {
    out += "\\N";
  }
}

}  // namespace

void PostgresqlConnection::add_rows(Sql into, const std::vector<std::vector<Value>>& rows) {
  if (!engine_) throw EngineError(kConnectionLost);
  std::string text;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      add_copied(text, row[i]);
      text += i + 1 < row.size() ? '\t' : '\n';
    }
  Answer begun(PQexec(engine_.get(), ("COPY " + std::string(into.text()) + " FROM STDIN").c_str()));
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    (void)checked(begun.release());
    throw EngineError(kWrongQuestion);
  }
  if (PQputCopyData(engine_.get(), text.data(), static_cast<int>(text.size())) != 1 ||
      PQputCopyEnd(engine_.get(), nullptr) != 1)
    fail(kConnectionLost);
  // The answer, and the end of all answers.
  Answer ended(PQgetResult(engine_.get()));
  while (PGresult* more = PQgetResult(engine_.get())) PQclear(more);
  (void)checked(ended.release());
}

std::string PostgresqlConnection::script(const std::string& text) {
  if (!engine_) connect();
  Answer answer = checked(PQexec(engine_.get(), text.c_str()));
  return PQntuples(answer.get()) > 0 ? PQgetvalue(answer.get(), 0, 0) : "";
}

std::string PostgresqlConnection::begin(const std::string& text) {
  bool fresh = !engine_;
  try {
    return script(text);
  } catch (const StoreError& fault) {
    if (fresh || fault.kind != StoreError::Kind::unreachable) throw;
  }
  engine_.reset();
  return script(text);
}

void PostgresqlConnection::commit() {
  if (!engine_) throw EngineError(kConnectionLost);
  Answer answer = checked(PQexec(engine_.get(), "COMMIT"));
  // A transaction with a fault in it answers COMMIT with ROLLBACK, as if all were well.
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") throw EngineError("25P02");
}

void PostgresqlConnection::roll_back() noexcept {
  if (!engine_) return;
  PQclear(PQexec(engine_.get(), "ROLLBACK"));
  if (PQstatus(engine_.get()) == CONNECTION_OK &&
      PQtransactionStatus(engine_.get()) == PQTRANS_IDLE)
    return;
  engine_.reset();
  statements_.clear();
}

}  // namespace fascia::store::postgresql
