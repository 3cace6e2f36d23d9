// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/id.h"
#include "core/time.h"

namespace fascia::store {

// SQL is made from a literal alone, values are bound: injection does not compile. The text keeps to
// what SQLite and PostgreSQL share, with $1, $2 … as parameters.
class Sql {
 public:
  template <std::size_t N>
  consteval Sql(const char (&text)[N])
      : text_(text, N - 1) {}  // NOLINT(google-explicit-constructor)
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

using Value = std::variant<std::monostate, std::int64_t, std::string>;

// One bound value; what a row holds converts into it.
struct Param {
  Value value;

  Param(std::nullopt_t) {}                                              // NOLINT
  Param(std::integral auto n) : value(static_cast<std::int64_t>(n)) {}  // NOLINT
  Param(std::string_view text) : value(std::string(text)) {}            // NOLINT
  Param(const std::string& text) : value(text) {}                       // NOLINT
  Param(const char* text) : value(std::string(text)) {}                 // NOLINT
  Param(Instant t) : value(t.seconds) {}                                // NOLINT
  Param(Date d) : value(to_iso(d)) {}                                   // NOLINT
  template <class Tag>
  Param(Id<Tag> id) {  // NOLINT: "none" is NULL
    if (id) value = id.value;
  }
  template <class T>
  Param(const std::optional<T>& maybe) {  // NOLINT
    if (maybe) value = Param(*maybe).value;
  }
};

// What $1, $2 … stand for, for as long as the statement runs: a list in braces, or a row's cells.
class Params {
 public:
  Params() = default;
  Params(std::initializer_list<Param> list) : first_(std::data(list)), size_(list.size()) {}
  Params(const std::vector<Param>& row)  // NOLINT(google-explicit-constructor)
      : first_(row.data()), size_(row.size()) {}
  const Param* begin() const { return first_; }
  const Param* end() const { return first_ + size_; }
  std::size_t size() const { return size_; }

 private:
  const Param* first_ = nullptr;
  std::size_t size_ = 0;
};

// Reading a column as what it is not is the program's fault and throws.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  bool null(std::size_t i) const { return std::holds_alternative<std::monostate>(values_.at(i)); }
  std::int64_t integer(std::size_t i) const { return std::get<std::int64_t>(values_.at(i)); }
  int number(std::size_t i) const { return static_cast<int>(integer(i)); }
  bool flag(std::size_t i) const { return integer(i) != 0; }
  const std::string& text(std::size_t i) const { return std::get<std::string>(values_.at(i)); }
  std::string text_or_empty(std::size_t i) const { return null(i) ? std::string() : text(i); }
  Instant instant(std::size_t i) const { return {integer(i)}; }
  std::optional<Instant> maybe_instant(std::size_t i) const {
    return null(i) ? std::nullopt : std::optional(instant(i));
  }
  Date date(std::size_t i) const { return parse_date(text(i)).value(); }
  std::optional<Date> maybe_date(std::size_t i) const {
    return null(i) ? std::nullopt : std::optional(date(i));
  }
  template <class IdType>
  IdType id(std::size_t i) const {
    return null(i) ? IdType{} : IdType{integer(i)};
  }

 private:
  std::vector<Value> values_;
};
using Rows = std::vector<Row>;

// What stops the work: thrown by the store, caught by the request, the due work and main. Kinds
// come from the engine's codes (one file an engine), never from the words of its message.
class StoreError : public std::runtime_error {
 public:
  enum class Kind { busy, full, read_only, corrupt, constraint, unreachable, other };
  StoreError(Kind what, int code)
      : std::runtime_error("store error " + std::to_string(code)), kind(what), engine_code(code) {}
  const Kind kind;
  const int engine_code;
};

// One conversation with a database, inside a transaction. Used by one thread at a time.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  virtual Rows query(Sql sql, Params params = {}) = 0;
  // How many rows it changed.
  virtual std::int64_t run(Sql sql, Params params = {}) = 0;
  // Thousands of rows as fast as the engine takes them; `into` is "table (column, …)".
  virtual void add_rows(Sql into, const std::vector<std::vector<Value>>& rows) = 0;

  std::optional<Row> first(Sql sql, Params params = {}) {
    Rows rows = query(sql, params);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
  }
};

// A writing transaction. What must follow the commit and precede the answer (the availability index
// learning of a booking) is left here; it does not run when the transaction is undone.
class Transaction final : public Connection {
 public:
  explicit Transaction(Connection& engine) : engine_(engine) {}
  Rows query(Sql sql, Params params = {}) override { return engine_.query(sql, params); }
  std::int64_t run(Sql sql, Params params = {}) override { return engine_.run(sql, params); }
  void add_rows(Sql into, const std::vector<std::vector<Value>>& rows) override {
    engine_.add_rows(into, rows);
  }
  void after_commit(std::function<void()> effect) { effects_.push_back(std::move(effect)); }
  std::vector<std::function<void()>>& effects() { return effects_; }

 private:
  Connection& engine_;
  std::vector<std::function<void()>> effects_;
};

}  // namespace fascia::store
