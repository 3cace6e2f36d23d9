// SPDX-License-Identifier: Apache-2.0
// What a visit costs that did not take place, and why nobody pays it (R36).
#include "clinic/visit_fee.h"
#include "page/fields.h"
#include "page/words.h"
#include "web/desk_view.h"

namespace fascia::web {
namespace {

using store::Status;

std::vector<page::Option> reasons_of(const Visit& visit) {
  std::vector<page::Option> out;
  for (const std::string& why : clinic::fee_reasons(visit.actor()))
    out.push_back({why, visit.say("desk_fee." + why)});
  return out;
}

std::string said_by(const Visit& visit, const store::VisitFee& fee) {
  auto when =
      page::when_text(visit.language, visit.site.clinic.availability.get()->zone.wall(fee.at));
  auto who = visit.site.clinic.store.read([&](store::Connection& c) {
    return store::find_staff(c, visit.site.clinic.tenant, fee.staff);
  });
  if (!who) return visit.say("desk_fee.said_by_client", {{"when", when}});
  return visit.say("desk_fee.said_by", {{"name", who->name}, {"when", when}});
}

}  // namespace

void set_fee(page::View& view, const Visit& visit, const store::Appointment& a) {
  auto money = [&](const Money& m) { return page::money_text(visit.language, m); };
  const bool ahead =
      a.status == Status::requested || a.status == Status::booked || a.status == Status::confirmed;
  const Money late = ahead ? clinic::fee_if(visit.site.clinic, a, Status::late_cancelled) : Money{},
              absent = ahead ? clinic::fee_if(visit.site.clinic, a, Status::no_show) : Money{};
  view.show("stake_late", late.cents > 0).show("stake_no_show", absent.cents > 0);
  view.show("fee_at_stake", late.cents > 0 || absent.cents > 0);
  view.set("stake_late_text", visit.say("desk_fee.stake_late", {{"fee", money(late)}}));
  view.set("stake_no_show_text", visit.say("desk_fee.stake_no_show", {{"fee", money(absent)}}));
  auto fee = clinic::find_fee(visit.site.clinic, a.id);
  view.show("has_fee", fee.has_value());
  std::string text, by;
  if (fee) {
    const std::string amount = money(fee->kept.fee);
    text = fee->kept.due
               ? visit.say("desk_fee.due", {{"fee", amount}})
               : visit.say("desk_fee.waived",
                           {{"fee", amount}, {"reason", visit.say("desk_fee." + fee->reason.why)}});
    by = said_by(visit, fee->kept);
  }
  view.set("fee_text", text).set("fee_by", by);
  const bool posted = visit.form.has("why");
  page::set_options(view, "why", reasons_of(visit),
                    {posted ? visit.form.get("why")
                     : fee  ? fee->reason.why
                            : std::string()});
  view.field("fee_note", posted ? visit.form.get("fee_note") : fee ? fee->reason.note : "");
}

clinic::FeeReason fee_reason_of(const Visit& visit) {
  return {visit.form.get("why"), visit.form.get("fee_note")};
}

}  // namespace fascia::web
