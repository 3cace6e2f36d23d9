// SPDX-License-Identifier: Apache-2.0
#include "store/audit_head.h"

#include <charconv>

namespace fascia::store {
namespace {

constexpr std::int64_t kChain = 1;
constexpr std::size_t kLeast = 12, kShort = 16, kWhole = 64;

AuditHead head_of(const Row& row) { return {row.integer(0), row.text(1)}; }

}  // namespace

std::string to_text(const AuditHead& head) { return std::to_string(head.seq) + ":" + head.hash; }

std::string short_text(const AuditHead& head) {
  return std::to_string(head.seq) + ":" + head.hash.substr(0, kShort);
}

std::optional<AuditHead> parse_audit_head(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  AuditHead out;
  auto read = std::from_chars(text.data(), text.data() + text.size(), out.seq);
  auto at = static_cast<std::size_t>(read.ptr - text.data());
  if (read.ec != std::errc() || out.seq < 1 || at >= text.size() || text[at] != ':')
    return std::nullopt;
  out.hash = text.substr(at + 1);
  bool good = out.hash.size() >= kLeast && out.hash.size() <= kWhole &&
              out.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  return good ? std::optional(out) : std::nullopt;
}

std::optional<AuditHead> audit_head(Connection& c, TenantId tenant) {
  auto row = c.first(
      "SELECT seq, hash FROM audit_event WHERE tenant = $1 AND chain = $2 ORDER BY seq DESC LIMIT "
      "1",
      {tenant, kChain});
  return row ? std::optional(head_of(*row)) : std::nullopt;
}

bool audit_reaches(Connection& c, TenantId tenant, const AuditHead& head) {
  auto row =
      c.first("SELECT seq, hash FROM audit_event WHERE tenant = $1 AND chain = $2 AND seq = $3",
              {tenant, kChain, head.seq});
  return row && row->text(1).starts_with(head.hash);
}

std::optional<AuditHead> kept_audit_head(Connection& c, TenantId tenant) {
  auto row = c.first("SELECT seq, hash FROM audit_head WHERE tenant = $1", {tenant});
  return row ? std::optional(head_of(*row)) : std::nullopt;
}

void keep_audit_head(Connection& c, TenantId tenant, const AuditHead& head, Instant at) {
  c.run(
      "INSERT INTO audit_head (tenant, seq, hash, at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant) "
      "DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at",
      {tenant, head.seq, head.hash, at});
}

}  // namespace fascia::store
