// SPDX-License-Identifier: Apache-2.0
#include "clinic/enter_in_error.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/after_session.h"
#include "clinic/audit_chain.h"
#include "clinic/open_visit.h"
#include "core/json.h"
#include "store/follow_up.h"
#include "store/records.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

constexpr std::size_t kLongestReason = 500;

const store::ChartEntry* signed_of(const std::vector<store::ChartEntry>& entries) {
  auto at = std::find_if(entries.begin(), entries.end(), [](const store::ChartEntry& e) {
    return e.status == store::ChartStatus::locked && !e.amends;
  });
  return at == entries.end() ? nullptr : &*at;
}

bool is_open(const store::Appointment& a) {
  return store::takes_time(a.status) && a.status != store::Status::in_treatment &&
         a.status != store::Status::completed;
}

// The private pages of the wrong person no longer open what was not about them.
void close_links(store::Transaction& tx, Clinic& clinic, SessionId session) {
  Instant now = clinic.now();
  if (auto sheet = store::aftercare_of(tx, clinic.tenant, clinic.sealer, session))
    store::end_links(tx, clinic.tenant, "aftercare", sheet->id.value, now);
  for (const auto& one : store::check_ins_of(tx, clinic.tenant, clinic.sealer, session))
    store::end_links(tx, clinic.tenant, "check_in", one.id.value, now);
}

Result<store::Appointment> right_visit(store::Connection& c, const Clinic& clinic,
                                       const Offer& offer, const Actor& actor,
                                       const store::Appointment& wrong, AppointmentId id) {
  auto visit = own_visit(c, clinic, actor, id);
  if (!visit) return invalid("right", "visit_unknown");
  const store::Appointment& a = visit->appointment;
  bool same_day = offer.zone.date(a.start) == offer.zone.date(wrong.start);
  if (a.client == wrong.client || !same_day) return invalid("right", "visit_unknown");
  if (store::session_of(c, clinic.tenant, id)) return invalid("right", "session_started");
  if (!is_open(a)) return invalid("right", "visit_over");
  return a;
}

void copy_outcomes(store::Transaction& tx, Clinic& clinic,
                   const std::vector<store::Outcome>& outcomes, const store::Appointment& wrong,
                   const store::Appointment& right) {
  auto had = store::sessions_of(tx, clinic.tenant, right.client);
  for (const store::Outcome& one : outcomes) {
    if (one.appointment != wrong.id) continue;
    store::Outcome copy = one;
    copy.id = clinic.random.id<store::OutcomeId>();
    copy.client = right.client;
    copy.appointment = right.id;
    copy.treatments = static_cast<int>(had.size());
    store::add_outcome(tx, clinic.tenant, clinic.sealer, copy);
  }
}

// Taps, pain and words under the right person, the words as a draft.
Done write_anew(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                const store::TreatmentSession& from, const store::ChartEntry& entry,
                const std::vector<store::Outcome>& outcomes, const store::Appointment& wrong,
                store::Appointment right) {
  store::TreatmentSession session = from;
  session.id = clinic.random.id<SessionId>();
  session.appointment = right.id;
  session.client = right.client;
  session.ended.reset();
  copy_outcomes(tx, clinic, outcomes, wrong, right);
  FASCIA_TRY_DONE(store::start_session(tx, clinic.tenant, session));
  for (store::SessionEntry one :
       store::session_entries(tx, clinic.tenant, clinic.sealer, from.id)) {
    one.id = clinic.random.id<store::SessionEntryId>();
    one.session = session.id;
    store::add_session_entry(tx, clinic.tenant, clinic.sealer, one);
  }
  FASCIA_TRY_DONE(store::end_session(tx, clinic.tenant, session.id, *from.ended));
  right.status = store::Status::completed;
  store::update_appointment(tx, clinic.tenant, right);
  boost::json::value body = json::read(entry.body.reveal()).value();
  auto client = store::find_client(tx, clinic.tenant, right.client);
  FASCIA_CHECK(client.has_value());
  body.as_object().at("receipt").as_object()["client"] = client->name;
  store::ChartEntry draft;
  draft.id = clinic.random.id<ChartEntryId>();
  draft.session = session.id;
  draft.client = right.client;
  draft.author = actor.staff;
  draft.body = PrivateText(json::write(body));
  draft.created = clinic.now();
  store::add_chart_draft(tx, clinic.tenant, clinic.sealer, draft);
  audit(tx, clinic, actor, "chart.written_anew", "session", session.id.value, right.client);
  return after_session(tx, clinic, session.id);
}

}  // namespace

Done enter_in_error(Clinic& clinic, const Actor& actor, const EnterInError& in) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, in.appointment));
    auto session = store::session_of(tx, clinic.tenant, in.appointment);
    if (!session || !session->ended) return not_found("session_missing");
    if (!is_reason(in.reason)) return invalid("reason", "error_reason_missing");
    if (in.reason.size() > kLongestReason) return invalid("reason", "note_too_long");
    auto entries = store::chart_of(tx, clinic.tenant, clinic.sealer, session->id);
    const store::ChartEntry* kept = signed_of(entries);
    if (kept == nullptr) return conflict("chart_unsigned");
    // What is copied is read before the mark hides it.
    auto outcomes = store::outcomes_of(tx, clinic.tenant, clinic.sealer, visit.client.id);
    std::optional<store::Appointment> right;
    if (in.right) {
      FASCIA_TRY(right, right_visit(tx, clinic, *offer, actor, visit.appointment, in.right));
    }
    boost::json::value body = json::read(kept->body.reveal()).value();
    body.as_object()["reason"] = in.reason;
    store::ChartEntry mark;
    mark.id = clinic.random.id<ChartEntryId>();
    mark.session = session->id;
    mark.client = kept->client;
    mark.author = actor.staff;
    mark.status = store::ChartStatus::error;
    mark.amends = kept->id;
    mark.body = PrivateText(json::write(body));
    mark.created = clinic.now();
    mark.signed_at = mark.created;
    FASCIA_TRY_DONE(store::add_amendment(tx, clinic.tenant, clinic.sealer, mark));
    close_links(tx, clinic, session->id);
    // Why stands sealed in the entry.
    audit(tx, clinic, actor, "chart.entered_in_error", "session", session->id.value, mark.client);
    audit_digest(tx, clinic, actor, mark.id, mark.client);
    if (!right) return {};
    return write_anew(tx, clinic, actor, *session, *kept, outcomes, visit.appointment,
                      std::move(*right));
  });
}

std::vector<MeantFor> meant_for(Clinic& clinic, const Actor& actor, AppointmentId id) {
  auto offer = current_offer(clinic);
  return clinic.store.read([&](store::Connection& c) {
    std::vector<MeantFor> out;
    auto visit = own_visit(c, clinic, actor, id);
    if (!visit) return out;
    const store::Appointment& wrong = visit->appointment;
    Date day = offer->zone.date(wrong.start);
    for (const store::Appointment& a :
         store::list_of_therapist(c, clinic.tenant, actor.practitioner, offer->zone.start_of(day),
                                  offer->zone.start_of(day + 1))) {
      bool other = a.client != wrong.client;
      if (!other || !is_open(a) || store::session_of(c, clinic.tenant, a.id)) continue;
      auto client = store::find_client(c, clinic.tenant, a.client);
      if (client) out.push_back({a.id, client->name, a.start});
    }
    return out;
  });
}

}  // namespace fascia::clinic
