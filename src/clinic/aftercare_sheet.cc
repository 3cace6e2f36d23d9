// SPDX-License-Identifier: Apache-2.0
#include "clinic/aftercare_sheet.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/aftercare_text.h"
#include "clinic/day_answers.h"
#include "clinic/open_visit.h"
#include "clinic/plan_visit.h"
#include "clinic/record_outcomes.h"
#include "clinic/session_log.h"
#include "core/json.h"
#include "store/appointments.h"

namespace fascia::clinic {
namespace {

Error missing() { return not_found("aftercare_missing"); }

// What happened in the room, from the log alone.
care::SessionFacts facts_of_log(store::Connection& c, Clinic& clinic,
                                const store::TreatmentSession& session) {
  SessionSummary summary = summarise(read_log(c, clinic, session.id), comfort_steps(clinic),
                                     session.started, session.ended.value_or(clinic.now()));
  care::SessionFacts facts;
  const std::vector<std::string>& tools = clinic.follow_up.aftercare.tools;
  for (const WorkedRegion& w : summary.regions)
    facts.worked.push_back({w.region, w.minutes, w.deepest});
  for (const Applied& one : summary.applied)
    if (std::find(tools.begin(), tools.end(), one.modality) != tools.end())
      facts.tools.push_back(one.modality);
  facts.highest_discomfort = std::max(0, summary.highest_discomfort);
  facts.ended = session.ended.value_or(clinic.now());
  const care::Measure* now = care::measure_for(clinic.follow_up.measures, "pain_now");
  for (const Kept& kept :
       kept_outcomes(store::outcomes_of(c, clinic.tenant, clinic.sealer, session.client)))
    if (now != nullptr && kept.outcome.measure == now->id && kept.when == "after" &&
        kept.outcome.appointment == session.appointment)
      facts.pain_now = static_cast<int>(kept.value);
  return facts;
}

Result<care::Aftercare> sheet_of(store::Connection& c, Clinic& clinic,
                                 const store::TreatmentSession& session,
                                 const SheetChoices& choices) {
  auto offer = clinic.availability.get();
  care::SessionFacts facts = facts_of_log(c, clinic, session);
  facts.preference = choices.preference;
  facts.tenderness = choices.tenderness;
  facts.pack_minutes = choices.pack_minutes;
  facts.oil = choices.oil;
  care::AnswerMap flags = flags_of_visit(c, clinic, session);
  for (const auto& [id, yes] : choices.flags) {
    // A fact that the health form speaks of is not answered a second time here.
    auto known = flags.find(id);
    if (known == flags.end()) flags[id] = yes ? care::Said::yes : care::Said::no;
  }
  FASCIA_TRY(care::Aftercare sheet,
             care::aftercare(clinic.follow_up.aftercare, clinic.follow_up.clock, flags, facts,
                             offer->zone, offer->location.phone));
  for (const std::string& item : choices.removed) {
    FASCIA_TRY(sheet, care::without(std::move(sheet), item));
  }
  return sheet;
}

PrivateText body_of(const Clinic& clinic, const AftercareSheet& sheet) {
  boost::json::object body{{"version", clinic.follow_up.version},
                           {"sheet", write_sheet(sheet.sheet)},
                           {"choices", write_choices(sheet.choices)}};
  return PrivateText(json::write(body));
}

Result<AftercareSheet> read_kept(store::Connection& c, const Clinic& clinic,
                                 const std::optional<store::Aftercare>& kept) {
  if (!kept) return missing();
  auto session = store::find_session(c, clinic.tenant, kept->session);
  if (!session) return missing();
  FASCIA_TRY(boost::json::value body, json::read(kept->body.reveal()));
  AftercareSheet out{kept->id,
                     kept->session,
                     session->appointment,
                     kept->client,
                     session->ended.value_or(kept->created),
                     {},
                     {}};
  out.sheet = read_sheet(body.as_object().at("sheet"));
  out.choices = read_choices(body.as_object().at("choices"));
  return out;
}

Result<AftercareSheet> of_visit(store::Connection& c, Clinic& clinic, AppointmentId id) {
  auto session = store::session_of(c, clinic.tenant, id);
  if (!session) return missing();
  return read_kept(c, clinic, store::aftercare_of(c, clinic.tenant, clinic.sealer, session->id));
}

}  // namespace

care::AnswerMap flags_of_visit(store::Connection& c, Clinic& clinic,
                               const store::TreatmentSession& session) {
  auto offer = clinic.availability.get();
  auto a = store::find_appointment(c, clinic.tenant, session.appointment);
  if (!a) return {};
  auto day = screening_today(c, clinic, *offer, *a);
  if (!day || !*day) return {};
  Date visit = offer->zone.date(session.started);
  care::Intake intake = intake_of_day(clinic, **day, visit);
  const store::Service* service = offer->service(a->service);
  auto kind = service == nullptr ? care::ServiceKind::deep : service_kind(*service);
  care::Facts facts = care::facts_of(clinic.protocol, intake, kind, visit);
  std::vector<std::string> conditions;
  if (auto plan = newest_plan(c, clinic, session.appointment); plan && *plan) {
    conditions = (**plan).plan.also;
    conditions.push_back((**plan).plan.condition);
  }
  return care::health_flags(clinic.follow_up.aftercare, facts, conditions);
}

Result<AftercareSheet> make_aftercare(store::Transaction& tx, Clinic& clinic,
                                      const store::TreatmentSession& session) {
  auto known = store::aftercare_of(tx, clinic.tenant, clinic.sealer, session.id);
  if (known) return read_kept(tx, clinic, known);
  AftercareSheet out{clinic.random.id<store::AftercareId>(),
                     session.id,
                     session.appointment,
                     session.client,
                     session.ended.value_or(clinic.now()),
                     {},
                     {}};
  FASCIA_TRY(out.sheet, sheet_of(tx, clinic, session, out.choices));
  store::add_aftercare(tx, clinic.tenant, clinic.sealer,
                       {out.id, out.session, out.client, clinic.now(), body_of(clinic, out)});
  return out;
}

Result<AftercareSheet> aftercare_of_link(Clinic& clinic, const OpenLink& link) {
  return clinic.store.read([&](store::Connection& c) -> Result<AftercareSheet> {
    return read_kept(
        c, clinic,
        store::find_aftercare(c, clinic.tenant, clinic.sealer, store::AftercareId{link.subject}));
  });
}

Result<AftercareSheet> aftercare_of_visit(Clinic& clinic, const Actor& actor, AppointmentId id) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<AftercareSheet> {
    FASCIA_TRY(OpenVisit visit, open_visit(tx, clinic, actor, id));
    FASCIA_TRY(AftercareSheet sheet, of_visit(tx, clinic, id));
    audit(tx, clinic, actor, "aftercare.read", "aftercare", sheet.id.value, visit.client.id);
    return sheet;
  });
}

Result<AftercareSheet> change_aftercare(Clinic& clinic, const Actor& actor, AppointmentId id,
                                        const SheetChoices& choices) {
  if (choices.tenderness && (*choices.tenderness < 0 || *choices.tenderness > 10))
    return invalid("tenderness", "pain_range");
  return clinic.store.write([&](store::Transaction& tx) -> Result<AftercareSheet> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, id));
    FASCIA_TRY(AftercareSheet sheet, of_visit(tx, clinic, id));
    auto session = store::find_session(tx, clinic.tenant, sheet.session);
    FASCIA_TRY(sheet.sheet, sheet_of(tx, clinic, *session, choices));
    sheet.choices = choices;
    store::change_aftercare(tx, clinic.tenant, clinic.sealer,
                            {sheet.id, sheet.session, sheet.client, {}, body_of(clinic, sheet)});
    audit(tx, clinic, actor, "aftercare.changed", "aftercare", sheet.id.value, visit.client.id);
    return sheet;
  });
}

}  // namespace fascia::clinic
