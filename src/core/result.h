// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace fascia {

// What went wrong, in words that no protocol owns. HTTP status, exit code and OperationOutcome are
// each derived from it in one table at their edge.
enum class Code {
  not_found,
  invalid,       // a value is missing, malformed or out of range; `field` names it
  conflict,      // the state of the world says no (a start that is taken, a signed chart)
  forbidden,     // known person, no right
  unauthorized,  // nobody is signed in
  too_many,      // a limit holds; try later
  unavailable,   // the store or another part cannot answer now
  internal,
};

// An error with a face for the caller and one for the log.
struct Error {
  Code code = Code::internal;
  // Stable id of the message in the catalogue, e.g. "start_taken"; also the `code` of problem+json.
  std::string message;
  // Path of the field at fault, e.g. "client.birth_date"; empty when no field is.
  std::string field;
  // Arguments of the message, shown to the caller: nothing private goes in here.
  std::vector<std::pair<std::string, std::string>> args;
  // For the log alone. Never on a page, never in JSON, never a value a person typed.
  std::string cause;
  // The other faults of the same input, where all of it was looked at (core/faults.h): a page tells
  // every one at its field, a program is told the first. None of them has others of its own.
  std::vector<Error> also = {};

  bool operator==(const Error&) const = default;
};

// Short ways to say the usual errors.
Error invalid(std::string_view field, std::string_view message,
              std::vector<std::pair<std::string, std::string>> args = {});
// number_out_of_range with `low`, `high` and `step`.
Error out_of_range(std::string_view field, int low, int high, int step = 1);
Error not_found(std::string_view message, std::string_view field = {});
Error conflict(std::string_view message, std::string_view field = {});
Error forbidden(std::string_view message = "forbidden");
std::string_view to_string(Code code);

// A value or the reason there is none. Dropping one is a compile error.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  // NOLINTNEXTLINE(google-explicit-constructor): `return invalid(...)` reads as it is meant.
  Result(Error error) : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}
};

using Done = Result<void>;

// A broken promise of the program itself; stops the work (request, job or main catches it).
[[noreturn]] void check_failed(const char* what, const char* file, int line);

}  // namespace fascia

#define FASCIA_CHECK(condition) \
  ((condition) ? void() : ::fascia::check_failed(#condition, __FILE__, __LINE__))

#define FASCIA_JOIN_(a, b) a##b
#define FASCIA_JOIN(a, b) FASCIA_JOIN_(a, b)
#define FASCIA_TRY_(name, declaration, expression) \
  auto name = (expression);                        \
  if (!name) return std::move(name).error();       \
  declaration = *std::move(name)
// FASCIA_TRY(auto x, f()): the value of f(), or return its error. A statement of its own.
#define FASCIA_TRY(declaration, ...) \
  FASCIA_TRY_(FASCIA_JOIN(fascia_try_, __COUNTER__), declaration, __VA_ARGS__)
// FASCIA_TRY_DONE(f()): the same for a Done.
#define FASCIA_TRY_DONE(...)                                                                   \
  do {                                                                                         \
    if (auto fascia_done = (__VA_ARGS__); !fascia_done) return std::move(fascia_done).error(); \
  } while (false)
