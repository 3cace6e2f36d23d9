// SPDX-License-Identifier: Apache-2.0
// What is offered: services, practitioners, free starts. Rendered once for each state of the
// clinic.
#include <boost/json/array.hpp>
#include <cmath>
#include <map>
#include <mutex>

#include "api/parts.h"
#include "clinic/cancel_policy.h"
#include "clinic/gender_wish.h"
#include "clinic/join_services.h"
#include "clinic/next_at_places.h"
#include "core/find_by_id.h"
#include "core/json.h"
#include "http/form_limits.h"
#include "page/policy_words.h"

namespace fascia::api {
namespace {

namespace bj = boost::json;
constexpr int kMostDays = 92;

bj::array words(const std::vector<std::string>& items) {
  bj::array out;
  for (const std::string& item : items) out.emplace_back(item);
  return out;
}

// A share in percent, an amount in money; of a charge of nothing neither.
bj::object charge_json(const store::Charge& charge, const std::string& currency) {
  bj::object out{
      {"kind", store::to_string(charge.kind)}, {"percent", nullptr}, {"amount", nullptr}};
  if (charge.kind == store::Charge::Kind::share) out["percent"] = charge.value;
  if (charge.kind == store::Charge::Kind::amount)
    out["amount"] = to_json(Money{charge.value, currency});
  return out;
}

// The answers of one state of the clinic. A start leaves the list as its lead time passes, so an
// answer is good for one minute of the clock and one version of the times.
class Answers {
 public:
  std::shared_ptr<const std::string> find(const void* state, std::int64_t minute,
                                          const std::string& key) {
    std::lock_guard lock(mutex_);
    if (state != state_ || minute != minute_) return nullptr;
    auto at = kept_.find(key);
    return at == kept_.end() ? nullptr : at->second;
  }
  void keep(std::shared_ptr<const clinic::Offer> state, std::int64_t minute, const std::string& key,
            std::shared_ptr<const std::string> text) {
    constexpr std::size_t kMost = 2000;
    std::lock_guard lock(mutex_);
    if (state.get() != state_ || minute != minute_ || kept_.size() >= kMost) {
      kept_.clear();
      holder_ = std::move(state);  // held, so that its address names no other state
      state_ = holder_.get();
      minute_ = minute;
    }
    kept_[key] = std::move(text);
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const clinic::Offer> holder_;
  const void* state_ = nullptr;
  std::int64_t minute_ = 0;
  std::map<std::string, std::shared_ptr<const std::string>> kept_;
};

}  // namespace

Result<schedule::Question> starts_question(const clinic::Offer& offer, const StartsAsk& ask,
                                           Instant now) {
  schedule::Question q;
  for (auto [name, value] :
       {std::pair("service", &ask.service), {"from", &ask.from}, {"to", &ask.to}})
    if (value->empty()) return invalid(name, "value_missing", {{"field", name}});
  auto service = ServiceId::parse(ask.service);
  if (!service) return invalid("service", "id_invalid");
  const store::Service* asked = offer.service(*service);
  if (asked == nullptr || !asked->active) return not_found("service_unknown", "service");
  q.service = *service;
  if (!ask.practitioner.empty()) {
    auto id = PractitionerId::parse(ask.practitioner);
    if (!id) return invalid("practitioner", "id_invalid");
    if (offer.practitioner(*id) == nullptr)
      return not_found("practitioner_unknown", "practitioner");
    q.practitioner = *id;
  }
  auto from = parse_date(ask.from), to = parse_date(ask.to);
  if (!from) return invalid("from", "date_invalid");
  if (!to) return invalid("to", "date_invalid");
  if (*to < *from) return invalid("to", "until_before_from");
  if (*to - *from >= kMostDays)
    return invalid("to", "too_many_days", {{"most", std::to_string(kMostDays)}});
  q.from = *from;
  q.to = *to;
  q.now = now;
  q.first_visit = true;
  q.may_turn = true;
  return q;
}

// A month names some thousand times who is free: written out as text, which takes a fraction of the
// time that a value for each name would.
std::string availability_text(const clinic::Offer& offer, const std::vector<schedule::Day>& days) {
  std::string out = "{\"zone\":" + json::write(bj::string(offer.zone.name())) + ",\"days\":[";
  auto comma = [&](bool first) { out += first ? "" : ","; };
  for (const schedule::Day& day : days) {
    comma(&day == days.data());
    out += "{\"date\":\"" + to_iso(day.date) + "\",\"starts\":[";
    for (const schedule::Start& start : day.starts) {
      comma(&start == day.starts.data());
      out += "{\"start\":\"" + to_rfc3339(start.at, offer.zone) + "\",\"practitioners\":[";
      for (const PractitionerId& id : start.practitioners) {
        comma(&id == start.practitioners.data());
        out += "\"" + id.text() + "\"";
      }
      out += "]}";
    }
    out += "]}";
  }
  return out + "]}";
}

http::Response get_availability(const Api& api, const http::Request& request) {
  static Answers answers;
  if (auto known = only_query(request, {"service", "from", "to", "practitioner", "gender"}); !known)
    return problem(known.error(), request);
  auto offer = clinic::current_offer(api.clinic);
  Instant now = api.clinic.now();
  std::int64_t minute = now.seconds / 60;
  std::string key;
  for (const char* name : {"service", "from", "to", "practitioner", "gender"}) {
    key += request.query_value(name);
    key += '\n';
  }
  if (auto kept = answers.find(offer.get(), minute, key)) return http::json(200, *kept);
  auto value = [&](const char* name) { return std::string(request.query_value(name)); };
  auto question = starts_question(
      *offer, {value("service"), value("practitioner"), value("from"), value("to")}, now);
  if (!question) return problem(question.error(), request);
  // What the list of services does not show is not offered to programs.
  if (!offer->service(question->service)->online)
    return problem(not_found("service_unknown", "service"), request);
  const std::string wish = value("gender");
  if (!clinic::is_gender_wish(wish)) return problem(invalid("gender", "wish_unknown"), request);
  const auto times =
      wish.empty() ? schedule::find_starts(offer->times, *question)
                   : schedule::find_starts(clinic::offer_for_wish(*offer, wish).times, *question);
  auto text = std::make_shared<const std::string>(availability_text(*offer, times));
  answers.keep(offer, minute, key, text);
  return http::json(200, *text);
}

// By name: a kind that is switched off has none, and no visit that needs it is offered.
bj::array equipment_of(const clinic::Offer& offer, const store::Service& service) {
  bj::array out;
  for (store::EquipmentKindId kind : service.equipment)
    if (const auto* one = find_by_id(offer.equipment, kind); one != nullptr)
      out.emplace_back(one->name);
  return out;
}

// What several lengths of one thing are called together, or null.
bj::value group_of(const clinic::Offer& offer, const store::Service& service, bool french) {
  const store::ServiceGroup* group = offer.group_of(service.id);
  if (group == nullptr) return nullptr;
  return bj::value(french ? group->name_fr : group->name_en);
}

bj::object service_json(const clinic::Offer& offer, const store::Service& s, bool french) {
  return {{"id", s.id.text()},
          {"slug", s.slug},
          {"name", french ? s.name_fr : s.name_en},
          {"kind", s.kind},
          {"minutes", s.minutes},
          {"price", {{"cents", s.price.cents}, {"currency", s.price.currency}}},
          {"techniques", words(s.techniques)},
          {"equipment", equipment_of(offer, s)},
          {"clients", s.for_new == s.for_returning ? "all"
                      : s.for_new                  ? "new"
                                                   : "returning"},
          {"group", group_of(offer, s, french)}};
}

http::Response get_services(const Api& api, const http::Request& request) {
  if (auto known = only_query(request, {}); !known) return problem(known.error(), request);
  auto offer = clinic::current_offer(api.clinic);
  bool french = request.header("accept-language").starts_with("fr");
  bj::array items;
  for (const store::Service& s : offer->services)
    if (s.online) items.push_back(service_json(*offer, s, french));
  return http::json(200, json::write(bj::object{{"items", std::move(items)}}));
}

// Several in one visit as one service, whose id every other question takes.
http::Response join_services(const Api& api, const http::Request& request) {
  if (auto refused = limited(api, http::form_limits::kJoined, request)) return *refused;
  auto joined = [&]() -> Result<ServiceId> {
    FASCIA_TRY(bj::object body, read_object(request, {"services"}));
    const bj::value* list = body.if_contains("services");
    if (list == nullptr) return invalid("services", "value_missing", {{"field", "services"}});
    if (!list->is_array()) return invalid("services", "value_list", {{"field", "services"}});
    std::vector<ServiceId> parts;
    for (const bj::value& one : list->as_array()) {
      auto id = one.is_string() ? ServiceId::parse(one.as_string()) : std::nullopt;
      if (!id) return invalid("services", "id_invalid");
      parts.push_back(*id);
    }
    auto out = clinic::join_services(api.clinic, clinic::client_at(request.remote), parts);
    if (out) return *out;
    Error error = out.error();
    error.field = "services";
    return error;
  }();
  if (!joined) return problem(joined.error(), request);
  auto offer = clinic::current_offer(api.clinic);
  const store::Service* service = offer->service(*joined);
  if (service == nullptr) return problem(not_found("service_unknown", "services"), request);
  bj::object body =
      service_json(*offer, *service, request.header("accept-language").starts_with("fr"));
  bj::array parts;
  for (ServiceId part : service->parts) parts.emplace_back(part.text());
  body["parts"] = std::move(parts);
  body["in_turn"] = clinic::is_in_turn(*offer, service->id);
  return http::json(201, json::write(body));
}

// What the owner did not write down is null.
bj::value told(int number) { return number > 0 ? bj::value(number) : bj::value(nullptr); }

http::Response get_practitioners(const Api& api, const http::Request& request) {
  if (auto known = only_query(request, {}); !known) return problem(known.error(), request);
  auto offer = clinic::current_offer(api.clinic);
  bj::array items;
  for (const store::Practitioner& p : offer->practitioners) {
    bj::array services;
    for (ServiceId id : p.services)
      if (const auto* one = find_by_id(offer->services, id); one != nullptr && one->online)
        services.emplace_back(id.text());
    items.push_back(bj::object{{"id", p.id.text()},
                               {"name", p.name},
                               {"languages", words(p.languages)},
                               {"techniques", words(p.techniques)},
                               {"since_year", told(p.since_year)},
                               {"training_hours", told(p.training_hours)},
                               {"deep_training_hours", told(p.deep_training_hours)},
                               {"services", std::move(services)}});
  }
  return http::json(200, json::write(bj::object{{"items", std::move(items)}}));
}

http::Response get_places(const Api& api, const http::Request& request) {
  static clinic::OtherPlaces others;
  if (auto known = only_query(request, {"service", "near", "order"}); !known)
    return problem(known.error(), request);
  clinic::AskPlaces ask;
  if (const std::string near(request.query_value("near")); !near.empty()) {
    auto position = parse_position(near, "near");
    if (!position) return problem(position.error(), request);
    ask.near = *position;
  }
  if (const auto order = request.query_value("order"); order == "nearest") {
    ask.order = clinic::PlaceOrder::nearest;
    if (!ask.near) return problem(invalid("near", "value_missing", {{"field", "near"}}), request);
  } else if (!order.empty() && order != "soonest") {
    return problem(invalid("order", "order_unknown"), request);
  }
  auto offer = clinic::current_offer(api.clinic);
  auto id = ServiceId::parse(request.query_value("service"));
  const store::Service* service = id ? offer->service(*id) : nullptr;
  if (service == nullptr || !service->online)
    return problem(not_found("service_unknown", "service"), request);
  ask.service = service->id;
  bj::array items;
  for (const clinic::NextAtPlace& next : clinic::next_at_places(api.clinic, others, ask))
    items.push_back(bj::object{
        {"id", next.place.id.text()},
        {"name", next.place.name},
        {"address", next.place.address},
        {"city", next.place.city},
        {"phone", next.place.phone},
        {"zone", next.zone.name()},
        {"here", next.here},
        {"at", next.place.at ? bj::value(to_text(*next.place.at)) : bj::value(nullptr)},
        {"km", next.km ? bj::value(std::round(*next.km * 10) / 10) : bj::value(nullptr)},
        {"next", next.start ? bj::value(to_rfc3339(*next.start, next.zone)) : bj::value(nullptr)}});
  return http::json(200, json::write(bj::object{{"items", std::move(items)}}));
}

http::Response get_policy(const Api& api, const http::Request& request) {
  if (auto known = only_query(request, {}); !known) return problem(known.error(), request);
  store::CancelPolicy policy = clinic::policy_now(api.clinic);
  return http::json(
      200, json::write(bj::object{{"version", policy.version},
                                  {"hours", policy.hours},
                                  {"late_fee", charge_json(policy.late, policy.currency)},
                                  {"no_show_fee", charge_json(policy.no_show, policy.currency)},
                                  {"deposit", charge_json(policy.deposit, policy.currency)},
                                  {"text", page::policy_text(language_of(request), policy)}}));
}

}  // namespace fascia::api
