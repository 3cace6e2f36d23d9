// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_fee.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/cancel_policy.h"
#include "clinic/in_turn.h"
#include "clinic/screen_visit.h"
#include "core/blank.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

using store::Appointment;
using store::Charge;
using store::Status;

constexpr std::size_t kLongestFeeNote = 500;
constexpr std::string_view kDue = "none", kKindness = "kindness";

PrivateText body_of(const FeeReason& reason) {
  return PrivateText(
      json::write(boost::json::object{{"reason", reason.why}, {"note", reason.note}}));
}

FeeReason reason_of(const PrivateText& body) {
  auto read = json::read(body.reveal());
  if (!read || !read->is_object()) return {};
  return {json::text_at(read->as_object(), "reason"), json::text_at(read->as_object(), "note")};
}

// A letter that is missing refuses too; what was sold as deep tissue and is none stops as well.
bool answers_stop(store::Connection& c, Clinic& clinic, const Appointment& a) {
  if (!a.screening) return false;
  auto kept = store::find_screening(c, clinic.tenant, clinic.sealer, a.screening);
  auto offer = clinic.availability.get();
  const auto service = service_of_visit(c, clinic, *offer, a);
  if (!kept || !service) return false;
  auto content = read_content(clinic, *kept);
  return content && stops_booked(decide(clinic, *content, *service, a.wall.date));
}

Done check_reason(const Actor& actor, const FeeReason& reason) {
  const auto known = fee_reasons(actor);
  if (std::ranges::find(known, reason.why) == known.end())
    return invalid("why", "fee_reason_invalid");
  if (reason.note.size() > kLongestFeeNote) return invalid("fee_note", "fee_note_too_long");
  if (reason.why == kKindness && is_blank(reason.note))
    return invalid("fee_note", "fee_note_missing");
  return {};
}

void keep_fee(store::Transaction& tx, Clinic& clinic, const Actor& actor, const Appointment& a,
              std::string_view what, const Money& fee, const FeeReason& reason) {
  store::VisitFee kept{clinic.random.id<store::VisitFeeId>(),
                       a.id,
                       a.client,
                       std::string(what),
                       fee,
                       reason.why == kDue,
                       actor.staff,
                       clinic.now(),
                       body_of(reason)};
  store::remove_visit_fee(tx, clinic.tenant, a.id);
  store::add_visit_fee(tx, clinic.tenant, clinic.sealer, kept);
  audit(tx, clinic, actor, kept.due ? "visit.fee_due" : "visit.fee_waived", "appointment",
        a.id.value, a.client);
}

}  // namespace

Money charge_of(const Charge& charge, const Money& price) {
  switch (charge.kind) {
    case Charge::Kind::share:
      return {(price.cents * charge.value + 50) / 100, price.currency};
    case Charge::Kind::amount:
      return {std::min(charge.value, price.cents), price.currency};
    default:
      return {0, price.currency};
  }
}

bool is_late(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  const Appointment first = lead_visit(c, clinic, a);
  return clinic.now() > first.start - hours(policy_of(c, clinic, first.id).policy.hours);
}

Money fee_if(store::Connection& c, Clinic& clinic, const Appointment& a, Status to) {
  if (!leads(a)) return {0, a.price.currency};  // it is with the first part
  const PolicyOfVisit policy = policy_of(c, clinic, a.id);
  const bool late =
      to == Status::late_cancelled && clinic.now() > a.start - hours(policy.policy.hours);
  const Charge charge = late                    ? policy.policy.late
                        : to == Status::no_show ? policy.policy.no_show
                                                : Charge{};
  const Money fee = charge_of(policy.agreed ? charge : Charge{}, price_of_visit(c, clinic, a));
  return fee.cents > 0 && answers_stop(c, clinic, a) ? Money{0, fee.currency} : fee;
}

Money fee_if(Clinic& clinic, const Appointment& a, Status to) {
  return clinic.store.read([&](store::Connection& c) { return fee_if(c, clinic, a, to); });
}

Money deposit_of(store::Connection& c, const Clinic& clinic, const Appointment& a) {
  if (!leads(a)) return {0, a.price.currency};
  const PolicyOfVisit policy = policy_of(c, clinic, a.id);
  return charge_of(policy.agreed ? policy.policy.deposit : Charge{}, price_of_visit(c, clinic, a));
}

Money deposit_of(Clinic& clinic, const Appointment& a) {
  return clinic.store.read([&](store::Connection& c) { return deposit_of(c, clinic, a); });
}

std::vector<std::string> fee_reasons(const Actor& actor) {
  std::vector<std::string> out{"none", "ill", "emergency", "weather"};
  if (actor.kind != Actor::Kind::client) out.insert(out.end(), {"clinic", "kindness"});
  return out;
}

Done owe_fee(store::Transaction& tx, Clinic& clinic, const Actor& actor, const Appointment& a,
             Status to, const FeeReason& reason) {
  // What nobody could mean is refused whether something is owed or not.
  const auto known = fee_reasons(actor);
  if (!reason.why.empty() && std::ranges::find(known, reason.why) == known.end())
    return invalid("why", "fee_reason_invalid");
  if (to != Status::late_cancelled && to != Status::no_show) return {};
  const Money fee = fee_if(tx, clinic, a, to);
  if (fee.cents == 0) return {};
  FeeReason why = reason;
  // Whoever did not come was not spoken with yet; who calls to cancel is asked.
  if (why.why.empty() && actor.is_staff() && to == Status::late_cancelled)
    return invalid("why", "fee_reason_missing");
  if (why.why.empty()) why.why = kDue;
  FASCIA_TRY_DONE(check_reason(actor, why));
  keep_fee(tx, clinic, actor, a, store::to_string(to), fee, why);
  return {};
}

void drop_fee(store::Transaction& tx, Clinic& clinic, const Actor& actor, const Appointment& a) {
  if (store::remove_visit_fee(tx, clinic.tenant, a.id))
    audit(tx, clinic, actor, "visit.fee_undone", "appointment", a.id.value, a.client);
}

Done change_fee(Clinic& clinic, const Actor& actor, AppointmentId id, const FeeReason& reason) {
  FASCIA_TRY_DONE(
      require_role(actor, {store::Role::owner, store::Role::desk, store::Role::therapist}));
  FASCIA_TRY_DONE(check_reason(actor, reason));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    auto a = store::find_appointment(tx, clinic.tenant, id);
    auto fee = store::find_visit_fee(tx, clinic.tenant, clinic.sealer, id);
    if (!a || !fee) return not_found("fee_unknown", "why");
    keep_fee(tx, clinic, actor, *a, fee->what, fee->fee, reason);
    return {};
  });
}

std::optional<FeeOfVisit> find_fee(Clinic& clinic, AppointmentId id) {
  return clinic.store.read([&](store::Connection& c) -> std::optional<FeeOfVisit> {
    auto kept = store::find_visit_fee(c, clinic.tenant, clinic.sealer, id);
    if (!kept) return std::nullopt;
    FeeReason reason = reason_of(kept->why);
    return FeeOfVisit{std::move(*kept), std::move(reason)};
  });
}

}  // namespace fascia::clinic
