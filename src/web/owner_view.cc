// SPDX-License-Identifier: Apache-2.0
#include "web/owner_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/clients.h"

namespace fascia::web {

void OwnerForm::text(std::string_view name, const std::string& kept) {
  view_.field(name, came_back() ? visit_.form.get(name) : kept);
}

void OwnerForm::choice(std::string_view name, const std::vector<page::Option>& options,
                       const std::vector<std::string>& kept) {
  page::set_options(view_, name, options, came_back() ? visit_.form.all(name) : kept);
}

void OwnerForm::check(std::string_view name, bool kept) {
  page::set_check(view_, name, came_back() ? visit_.form.has(name) : kept);
}

void OwnerForm::wrongs() { page::set_wrongs(view_, wrongs_of(visit_, error_)); }

void set_row_faults(page::View& row, const Visit& visit, const Error* error, const std::string& id,
                    std::initializer_list<std::string_view> fields) {
  for (std::string_view field : fields) {
    const std::string name = "row_" + std::string(field);
    const std::string fault = fault_at(visit, error, std::string(field) + "-" + id);
    row.show(name + "_wrong", !fault.empty()).set(name + "_error", fault);
  }
}

std::optional<int> read_number(const std::string& text) {
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != text.npos)
    return std::nullopt;
  return std::stoi(text);
}

std::optional<std::int64_t> read_cents(const std::string& text) {
  std::string digits;
  for (char c : text)
    if (c != '$' && c != ' ') digits += c == ',' ? '.' : c;
  std::size_t point = digits.find('.');
  auto whole = read_number(digits.substr(0, point));
  std::string rest = point == digits.npos ? "00" : digits.substr(point + 1);
  auto cents = read_number(rest);
  if (!whole || !cents || rest.size() != 2) return std::nullopt;
  return std::int64_t{*whole} * 100 + *cents;
}

std::string cents_text(std::int64_t cents) {
  return fmt::format("{}.{:02}", cents / 100, cents % 100);
}

Done known_techniques(const Visit& visit, const std::vector<std::string>& ids) {
  const auto& known = visit.site.clinic.plans.techniques;
  for (const std::string& id : ids)
    if (std::ranges::find(known, id, &care::Technique::id) == known.end())
      return invalid("techniques", "technique_unknown");
  return {};
}

std::string slug_of(const std::string& name) {
  std::string out;
  for (char c : store::folded_name(name))
    if (c == ' ')
      out += '-';
    else if (static_cast<unsigned char>(c) < 0x80)
      out += c;
  return out.substr(0, 60);
}

int owner_status(const Error* error) {
  if (error == nullptr) return 200;
  return error->code == Code::conflict ? 409 : error->code == Code::not_found ? 404 : 422;
}

http::Handler for_owner(std::shared_ptr<Site> site, Page page) {
  return for_staff(std::move(site), {store::Role::owner}, std::move(page));
}

http::Response go_removed(const Visit& visit, const std::string& list,
                          const clinic::Removed& removed) {
  std::string ahead = removed.ahead > 0 ? "&ahead=" + std::to_string(removed.ahead) : "";
  return go(visit, list + (removed.switched_off ? "?done=off" : "?done=removed") + ahead);
}

void set_removed(page::View& view, const Visit& visit) {
  std::string_view done = visit.request.query_value("done");
  bool known = done == "off" || done == "removed";
  auto ahead = read_number(std::string(visit.request.query_value("ahead")));
  view.show("removed", known);
  view.set("removed_text", known ? visit.say("owner_removed." + std::string(done)) : "");
  view.show("removed_ahead", known && ahead && *ahead > 0);
  view.set("ahead_text", ahead && *ahead > 0
                             ? visit.say("owner_removed.ahead", {{"n", std::to_string(*ahead)}})
                             : "");
}

}  // namespace fascia::web
