// SPDX-License-Identifier: Apache-2.0
#include "clinic/chart.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "clinic/audit_chain.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/follow_up.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
constexpr std::size_t kLongestText = 8000;

bj::object write(const ReceiptFacts& r) {
  bj::object out{{"client", r.client},
                 {"therapist", r.therapist},
                 {"association", r.association},
                 {"number", r.number},
                 {"minutes_delivered", r.minutes_delivered},
                 {"cents", r.price.cents},
                 {"currency", r.price.currency},
                 {"day", to_iso(r.day)}};
  if (r.valid_from) out["valid_from"] = to_iso(*r.valid_from);
  if (r.valid_until) out["valid_until"] = to_iso(*r.valid_until);
  return out;
}

PrivateText write(const Soap& soap, const ReceiptFacts& receipt, const std::string& reason) {
  bj::object out{{"subjective", soap.subjective},
                 {"objective", soap.objective},
                 {"assessment", soap.assessment},
                 {"plan", soap.plan},
                 {"receipt", write(receipt)}};
  if (!soap.pace.empty()) out["pace"] = soap.pace;
  if (!reason.empty()) out["reason"] = reason;
  return PrivateText(json::write(out));
}

std::string text(const bj::object& o, const char* key) {
  const bj::value* at = o.if_contains(key);
  return at == nullptr ? std::string() : std::string(at->as_string());
}

ReceiptFacts read_receipt(const bj::object& o) {
  ReceiptFacts r;
  r.client = text(o, "client");
  r.therapist = text(o, "therapist");
  r.association = text(o, "association");
  r.number = text(o, "number");
  r.minutes_delivered = static_cast<int>(o.at("minutes_delivered").to_number<std::int64_t>());
  r.price = {o.at("cents").to_number<std::int64_t>(), text(o, "currency")};
  r.day = parse_date(text(o, "day")).value();
  r.valid_from = parse_date(text(o, "valid_from"));
  r.valid_until = parse_date(text(o, "valid_until"));
  return r;
}

ChartEntry read(const store::ChartEntry& kept, const std::string& author) {
  bj::value value = json::read(kept.body.reveal()).value();
  const bj::object& o = value.as_object();
  ChartEntry out;
  out.id = kept.id;
  out.status = kept.status;
  out.amends = kept.amends;
  out.soap = {text(o, "subjective"), text(o, "objective"), text(o, "assessment"), text(o, "plan"),
              text(o, "pace")};
  out.reason = text(o, "reason");
  out.author = author;
  out.created = kept.created;
  out.signed_at = kept.signed_at;
  out.digest = kept.digest;
  out.receipt = read_receipt(o.at("receipt").as_object());
  return out;
}

std::string name_of(store::Connection& c, const Clinic& clinic, StaffId id) {
  auto staff = store::find_staff(c, clinic.tenant, id);
  return staff ? staff->name : std::string();
}

ReceiptFacts receipt_of(const Offer& offer, const OpenVisit& visit,
                        const store::TreatmentSession& session) {
  ReceiptFacts r;
  r.client = visit.client.name;
  r.day = offer.zone.date(session.started);
  r.price = visit.appointment.price;
  r.minutes_delivered = static_cast<int>((*session.ended - session.started).value / 60);
  if (const auto* p = offer.practitioner(session.practitioner)) r.therapist = p->name;
  for (const store::Credential& one : offer.credentials) {
    if (one.practitioner != session.practitioner || r.day < one.valid_from ||
        one.valid_until < r.day)
      continue;
    r.association = one.association;
    r.number = one.number;
    r.valid_from = one.valid_from;
    r.valid_until = one.valid_until;
  }
  return r;
}

Done check_texts(const Soap& soap) {
  const std::pair<const char*, const std::string*> all[] = {{"subjective", &soap.subjective},
                                                            {"objective", &soap.objective},
                                                            {"assessment", &soap.assessment},
                                                            {"plan", &soap.plan}};
  Faults faults;
  for (const auto& [field, words] : all)
    if (words->size() > kLongestText) faults.add(invalid(field, "chart_too_long"));
  if (!soap.pace.empty() && soap.pace != "slow" && soap.pace != "usual")
    faults.add(invalid("pace", "pace_unknown"));
  return faults.done();
}

// A note says of each place how the strokes went.
Done check_pace(store::Connection& c, Clinic& clinic, const store::TreatmentSession& session,
                const Soap& soap) {
  if (!soap.pace.empty()) return {};
  SessionSummary done = summarise(read_log(c, clinic, session.id), comfort_steps(clinic),
                                  session.started, session.ended.value_or(clinic.now()));
  return done.without_pace().empty() ? Done{} : Done(invalid("pace", "pace_missing"));
}

struct Opened {
  OpenVisit visit;
  store::TreatmentSession session;
  std::vector<store::ChartEntry> entries;

  const store::ChartEntry* first(store::ChartStatus status) const {
    auto at = std::find_if(entries.begin(), entries.end(), [&](const store::ChartEntry& e) {
      return e.status == status && !e.amends;
    });
    return at == entries.end() ? nullptr : &*at;
  }
};

Result<Opened> open_own(store::Connection& c, Clinic& clinic, const Actor& actor,
                        AppointmentId id) {
  Opened out;
  FASCIA_TRY(out.visit, own_visit(c, clinic, actor, id));
  auto session = store::session_of(c, clinic.tenant, id);
  if (!session || !session->ended) return not_found("session_missing");
  out.session = *session;
  out.entries = store::chart_of(c, clinic.tenant, clinic.sealer, session->id);
  return out;
}

enum class Keep : char { draft, to_sign };

Result<store::ChartEntry> keep_in(store::Transaction& tx, Clinic& clinic, const Actor& actor,
                                  AppointmentId id, const Soap& soap, Keep how) {
  FASCIA_TRY_DONE(check_texts(soap));
  FASCIA_TRY(Opened open, open_own(tx, clinic, actor, id));
  const store::ChartEntry* draft = open.first(store::ChartStatus::draft);
  if (draft == nullptr)
    return open.first(store::ChartStatus::locked) != nullptr ? conflict("chart_signed")
                                                             : not_found("chart_missing");
  if (how == Keep::to_sign) FASCIA_TRY_DONE(check_pace(tx, clinic, open.session, soap));
  ReceiptFacts receipt = read(*draft, {}).receipt;
  FASCIA_TRY_DONE(store::change_chart_draft(tx, clinic.tenant, clinic.sealer, draft->id,
                                            write(soap, receipt, {})));
  return *draft;
}

void add_pain(store::Connection& c, Clinic& clinic, Chart& chart) {
  for (const auto& o : store::outcomes_of(c, clinic.tenant, clinic.sealer, chart.visit.client.id)) {
    const care::Measure* m = care::find_measure(clinic.follow_up.measures, o.measure);
    bool pain = m != nullptr && m->use == "pain_now";
    if (o.appointment != chart.visit.appointment.id || !pain) continue;
    bj::value value = json::read(o.body.reveal()).value();
    const bj::object& body = value.as_object();
    int number = static_cast<int>(body.at("value").to_number<double>());
    // What a later check-in says belongs to neither.
    if (text(body, "when") == "before") chart.pain_before = number;
    if (text(body, "when") == "after") chart.pain_after = number;
  }
}

}  // namespace

const ChartEntry* Chart::signed_entry() const {
  for (const ChartEntry& e : entries)
    if (e.status == store::ChartStatus::locked && !e.amends) return &e;
  return nullptr;
}
const ChartEntry* Chart::draft() const {
  for (const ChartEntry& e : entries)
    if (e.status == store::ChartStatus::draft) return &e;
  return nullptr;
}

const ChartEntry* Chart::error_mark() const {
  for (const ChartEntry& e : entries)
    if (e.status == store::ChartStatus::error) return &e;
  return nullptr;
}

void add_draft(store::Transaction& tx, Clinic& clinic, const Offer& offer, const Actor& actor,
               const OpenVisit& visit, const store::TreatmentSession& session) {
  store::ChartEntry entry;
  entry.id = clinic.random.id<ChartEntryId>();
  entry.session = session.id;
  entry.client = session.client;
  entry.author = actor.staff;
  entry.body = write({}, receipt_of(offer, visit, session), {});
  entry.created = clinic.now();
  store::add_chart_draft(tx, clinic.tenant, clinic.sealer, entry);
}

Result<Chart> read_chart(Clinic& clinic, const Actor& actor, AppointmentId id,
                         const std::string& reason) {
  ComfortSteps steps = comfort_steps(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Chart> {
    Chart out;
    FASCIA_TRY(out.visit, open_visit(tx, clinic, actor, id, reason));
    auto session = store::session_of(tx, clinic.tenant, id);
    if (!session) return not_found("session_missing");
    out.session = *session;
    out.log = read_log(tx, clinic, session->id);
    out.summary =
        summarise(out.log, steps, session->started, session->ended.value_or(clinic.now()));
    for (const auto& kept : store::chart_of(tx, clinic.tenant, clinic.sealer, session->id))
      out.entries.push_back(read(kept, name_of(tx, clinic, kept.author)));
    out.changes = changes_of(tx, clinic, id);
    out.movements = movements_of(tx, clinic, out.visit.client.id, id);
    add_pain(tx, clinic, out);
    audit(tx, clinic, actor, "chart.read", "session", session->id.value, session->client, reason);
    return out;
  });
}

Done keep_chart(Clinic& clinic, const Actor& actor, AppointmentId id, const Soap& soap) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(store::ChartEntry draft, keep_in(tx, clinic, actor, id, soap, Keep::draft));
    audit(tx, clinic, actor, "chart.draft_kept", "chart", draft.id.value, draft.client);
    return {};
  });
}

Done sign_chart(Clinic& clinic, const Actor& actor, AppointmentId id, const Soap& soap) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    if (soap.empty()) return invalid("subjective", "chart_empty");
    FASCIA_TRY(store::ChartEntry draft, keep_in(tx, clinic, actor, id, soap, Keep::to_sign));
    FASCIA_TRY_DONE(store::sign_chart(tx, clinic.tenant, draft.id, clinic.now()));
    audit(tx, clinic, actor, "chart.signed", "chart", draft.id.value, draft.client);
    audit_digest(tx, clinic, actor, draft.id, draft.client);
    return {};
  });
}

Done amend_chart(Clinic& clinic, const Actor& actor, AppointmentId id, const std::string& text,
                 const std::string& reason) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(Opened open, open_own(tx, clinic, actor, id));
    Faults faults;
    if (text.empty()) faults.add(invalid("text", "amendment_missing"));
    if (text.size() > kLongestText) faults.add(invalid("text", "chart_too_long"));
    if (reason.empty()) faults.add(invalid("reason", "amendment_reason_missing"));
    FASCIA_TRY_DONE(faults.done());
    const store::ChartEntry* kept = open.first(store::ChartStatus::locked);
    if (kept == nullptr) return conflict("chart_unsigned");
    store::ChartEntry entry;
    entry.id = clinic.random.id<ChartEntryId>();
    entry.session = open.session.id;
    entry.client = kept->client;  // of before a merge, it stays with whom it was signed for
    entry.author = actor.staff;
    entry.status = store::ChartStatus::locked;
    entry.amends = kept->id;
    entry.body = write({text, {}, {}, {}, {}}, read(*kept, {}).receipt, reason);
    entry.created = clinic.now();
    entry.signed_at = entry.created;
    FASCIA_TRY_DONE(store::add_amendment(tx, clinic.tenant, clinic.sealer, entry));
    audit(tx, clinic, actor, "chart.amended", "chart", entry.id.value, entry.client);
    audit_digest(tx, clinic, actor, entry.id, entry.client);
    return {};
  });
}

std::vector<store::TreatmentSession> unsigned_charts(Clinic& clinic, const Actor& actor) {
  if (!treats(actor)) return {};
  auto all = clinic.store.read(
      [&](store::Connection& c) { return store::unsigned_sessions(c, clinic.tenant); });
  std::erase_if(all, [&](const auto& s) { return s.practitioner != actor.practitioner; });
  return all;
}

}  // namespace fascia::clinic
