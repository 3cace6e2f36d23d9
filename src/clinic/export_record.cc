// SPDX-License-Identifier: Apache-2.0
#include "clinic/export_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "clinic/record_lines.h"
#include "clinic/record_outcomes.h"
#include "clinic/record_rights.h"
#include "core/json.h"
#include "interop/questionnaire.h"
#include "store/appointments.h"
#include "store/clearances.h"
#include "store/client_blocks.h"
#include "store/clients.h"
#include "store/erasure.h"
#include "store/follow_up.h"
#include "store/intakes.h"
#include "store/questionnaires.h"
#include "store/rights.h"
#include "store/staff.h"
#include "store/told.h"
#include "store/treatment.h"
#include "store/visit_fees.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using interop::ClientRecord;

constexpr std::string_view kAboutTheOther = "other_of_two";  // a task

class Collector {
 public:
  Collector(store::Connection& c, Clinic& clinic, ClientId client, std::string_view language)
      : c_(c),
        clinic_(clinic),
        client_(client),
        language_(language),
        lines_(clinic, store::list_staff(c, clinic.tenant), language) {}

  ClientRecord all(const store::Client& person) {
    offer_ = clinic_.availability.get();
    record_.clinic = offer_->location.name;
    record_.id = client_.text();
    record_.name = person.name;
    record_.birth_date = person.birth_date;
    record_.email = person.email;
    record_.phone = person.phone;
    record_.language = person.language;
    record_.guardian = person.guardian;
    record_.guardian_relation = person.guardian_relation;
    staff_ = store::list_staff(c_, tenant());
    find_errors();
    for (const auto& visit : store::list_of_client(c_, tenant(), client_)) add_visit(visit);
    // Those too that no visit points to any more: answered anew, or the visit came to nothing.
    for (const auto& x : store::screenings_of_client(c_, tenant(), sealer(), client_))
      add("intake", x.id.text(), visit_of_[x.id], x.created, {}, x.content);
    for (const auto& x : store::sessions_of(c_, tenant(), client_)) add_session(x);
    add_charts();
    for (const auto& x : store::check_ins_of_client(c_, tenant(), sealer(), client_))
      if (x.answered && errors_.count(x.session) == 0)
        add("check_in", x.id.text(), {}, *x.answered, {}, x.body);
    add_measures();
    for (const auto& x : store::clearances_of_client(c_, tenant(), sealer(), client_))
      add_letter(x);
    add_tasks();
    add_messages();
    add_money_and_blocks();
    add_rights();
    std::stable_sort(record_.documents.begin(), record_.documents.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    return std::move(record_);
  }

 private:
  // R17: what was entered on the wrong client's chart is somebody else's, and leaves the clinic
  // with nobody but that person.
  void find_errors() {
    for (const auto& x : store::sessions_of(c_, tenant(), client_, store::Errors::shown))
      if (store::entered_in_error(c_, tenant(), x.id)) {
        errors_.insert(x.id);
        error_visits_.insert(x.appointment);
      }
  }
  TenantId tenant() const { return clinic_.tenant; }
  store::Sealer& sealer() { return clinic_.sealer; }
  std::string therapist(PractitionerId id) const {
    const auto* p = offer_->practitioner(id);
    return p == nullptr ? std::string() : p->name;
  }
  std::string staff_name(StaffId id) const {
    auto who = std::find_if(staff_.begin(), staff_.end(),
                            [&](const store::Staff& s) { return s.id == id; });
    return who == staff_.end() ? std::string() : who->name;
  }
  std::string words(const care::Words& text) const { return language_ == "fr" ? text.fr : text.en; }
  void add(const char* kind, const std::string& id, const std::string& visit, Instant at,
           const std::string& author, const PrivateText& body, std::string_view state = {}) {
    record_.documents.push_back({id, kind, visit, author, std::string(state), at, lines_.of(body)});
  }

  void add_visit(const store::Appointment& a) {
    const auto* service = offer_->service(a.service);
    std::string name = service == nullptr  ? std::string()
                       : language_ == "fr" ? service->name_fr
                                           : service->name_en;
    const std::string visit = a.id.text();
    record_.visits.push_back({visit, std::string(store::to_string(a.status)), name,
                              therapist(a.practitioner), a.start, a.finish});
    if (a.screening) visit_of_.emplace(a.screening, visit);
    const bool own = error_visits_.count(a.id) == 0;  // whoever was in the room
    if (own)
      for (const auto& x : store::consents_of(c_, tenant(), sealer(), a.id))
        add("consent", x.id.text(), visit, x.at, {}, x.body);
    auto plans = store::plans_of(c_, tenant(), sealer(), a.id);
    for (const auto& plan : plans)
      add(plan.id == plans.back().id ? "plan" : "old_plan", plan.id.text(), visit, plan.created, {},
          plan.body);
    if (own)
      for (const auto& x : store::plan_changes_of(c_, tenant(), sealer(), a.id))
        add("plan_change", x.id.text(), visit, x.at, {}, x.body);
    if (auto told = store::find_before_visit(c_, tenant(), sealer(), a.id))
      add("before_visit", visit, visit, told->told, {}, told->body);
  }

  void add_session(const store::TreatmentSession& x) {
    record_.sessions.push_back(
        {x.id.text(), x.appointment.text(), therapist(x.practitioner), x.started, x.ended});
    // One line a tap, under its time.
    ClientRecord::Document taps{
        x.id.text(), "session", x.appointment.text(), therapist(x.practitioner), {}, x.started, {}};
    for (const auto& entry : store::session_entries(c_, tenant(), sealer(), x.id)) {
      std::string text;
      for (const auto& line : lines_.of(entry.body))
        text += (text.empty() ? "" : "; ") + line.label + " " + line.text;
      int minute = offer_->zone.wall(entry.at).minute;
      taps.lines.push_back({fmt::format("{:02}:{:02}", minute / 60, minute % 60), text});
    }
    if (!taps.lines.empty()) record_.documents.push_back(std::move(taps));
    if (auto sheet = store::aftercare_of(c_, tenant(), sealer(), x.id))
      add("aftercare", sheet->id.text(), x.appointment.text(), sheet->created, {}, sheet->body);
  }

  void add_charts() {
    for (const auto& x : store::chart_of_client(c_, tenant(), sealer(), client_)) {
      if (errors_.count(x.session) != 0) continue;
      add("chart", x.id.text(), {}, x.signed_at.value_or(x.created), staff_name(x.author), x.body,
          store::to_string(x.status));
    }
  }

  void add_measures() {
    for (const Kept& x : kept_outcomes(store::outcomes_of(c_, tenant(), sealer(), client_))) {
      const auto* measure = care::find_measure(clinic_.follow_up.measures, x.outcome.measure);
      std::string name = measure != nullptr ? words(measure->name) : add_answers(x.outcome);
      if (name.empty()) name = x.outcome.measure;
      if (!x.activity.empty()) name += ": " + x.activity;
      record_.measures.push_back({x.outcome.id.text(), name,
                                  measure == nullptr ? std::string() : measure->unit,
                                  x.outcome.taken, x.value});
    }
  }

  // The answers behind a score, which is the measure "q.<id>", under the words they were given to.
  // Its title; empty where the measure is no questionnaire's.
  std::string add_answers(const store::Outcome& outcome) {
    auto body = json::read(outcome.body.reveal());
    if (!outcome.measure.starts_with("q.") || !body || !body->is_object()) return {};
    auto file = store::questionnaire_file(c_, tenant(), outcome.measure.substr(2),
                                          json::text_at(body->as_object(), "version"));
    if (!file) return {};
    auto asked = interop::read_questionnaire(*file);
    const bj::value* said = body->as_object().if_contains("answers");
    if (!asked || said == nullptr || !said->is_object()) return {};
    ClientRecord::Document out;
    out.id = outcome.id.text();
    out.kind = "questionnaire";
    out.at = outcome.taken;
    out.what = words(asked->title);
    for (const auto& item : asked->items) {
      std::string text = json::text_at(said->as_object(), item.link);
      if (text.empty()) continue;
      for (const auto& option : item.options)
        if (option.code == text) {
          text = words(option.text);
          break;
        }
      out.lines.push_back({words(item.text), std::move(text)});
    }
    record_.documents.push_back(std::move(out));
    return words(asked->title);
  }

  void add_letter(const store::Clearance& letter) {
    add("letter", letter.id.text(), letter.appointment.text(), letter.created, {}, letter.body,
        store::to_string(letter.status));
    for (const auto& step : store::letter_steps(c_, tenant(), letter.id))
      record_.documents.back().steps.push_back(
          {std::string(store::to_string(step.status)), staff_name(step.staff), step.at});
    for (const auto& file : store::clearance_files(c_, tenant(), letter.id)) {
      std::string ending = file.type == "application/pdf" ? ".pdf"
                           : file.type == "image/png"     ? ".png"
                                                          : ".jpg";
      record_.files.push_back({file.id.text(), "files/letter-" + file.id.text() + ending, file.type,
                               file.at, store::clearance_file_bytes(c_, tenant(), sealer(), file)});
    }
  }

  // Why somebody was to call, and what was said. Of two who come together each is told their own
  // part: what a call says of the other is theirs (R17).
  void add_tasks() {
    for (const auto& x : store::tasks_about_client(c_, tenant(), sealer(), client_)) {
      if (error_visits_.count(x.task.appointment) != 0) continue;
      ClientRecord::Document out{x.task.id.text(),
                                 "task",
                                 x.task.appointment ? x.task.appointment.text() : std::string(),
                                 staff_name(x.task.taken_by),
                                 x.task.outcome,
                                 x.task.created,
                                 {},
                                 x.task.kind};
      if (x.task.kind != kAboutTheOther) out.lines = lines_.of(x.content.payload);
      if (!x.content.note.empty()) out.lines.push_back({{}, x.content.note.reveal()});
      record_.documents.push_back(std::move(out));
    }
  }

  // That it was sent, to which address. Its links open what is private and stay out.
  void add_messages() {
    for (const auto& x : store::messages_to_client(c_, tenant(), sealer(), client_)) {
      ClientRecord::Document out{x.message.id.text(), "message", {}, {}, x.status, x.created, {},
                                 x.message.kind};
      if (auto body = json::read(x.message.payload.reveal()); body && body->is_object())
        if (const bj::value* to = body->as_object().if_contains("to"); to && to->is_string())
          out.lines.push_back({{}, std::string(to->as_string())});
      record_.documents.push_back(std::move(out));
    }
  }

  // What visits cost that did not take place, and that somebody was to book at the clinic alone.
  void add_money_and_blocks() {
    for (const auto& x : store::fees_of_client(c_, tenant(), sealer(), client_)) {
      add("fee", x.id.text(), x.appointment.text(), x.at, staff_name(x.staff), x.why);
      auto& lines = record_.documents.back().lines;
      lines.insert(lines.begin(), {{"amount", fmt::format("{}.{:02} {}", x.fee.cents / 100,
                                                          x.fee.cents % 100, x.fee.currency)},
                                   {"due", x.due ? "true" : "false"}});
    }
    for (const auto& x : store::client_blocks(c_, tenant(), sealer(), client_))
      add("block", x.id.text(), {}, x.since, staff_name(x.staff), x.why);
  }

  void add_rights() {
    for (const auto& x : store::record_notes(c_, tenant(), sealer(), client_))
      add("note", ClientId{x.id}.text(), {}, x.at, {}, x.body, x.kind);
    for (const auto& x : store::disclosures(c_, tenant(), sealer(), client_))
      add("disclosure", ClientId{x.id}.text(), {}, x.at, {}, x.body);
    for (const auto& x : store::access_requests(c_, tenant(), sealer(), client_))
      add("access_request", x.id.text(), {}, offer_->zone.instant({x.received, 0}), {}, x.body,
          x.outcome);
  }

  store::Connection& c_;
  Clinic& clinic_;
  ClientId client_;
  std::string language_;
  BodyLines lines_;
  std::shared_ptr<const Offer> offer_;
  std::vector<store::Staff> staff_;
  std::set<SessionId> errors_;
  std::set<AppointmentId> error_visits_;
  std::map<ScreeningId, std::string> visit_of_;
  ClientRecord record_;
};

}  // namespace

Result<ClientRecord> export_record(Clinic& clinic, const Actor& actor, ClientId client,
                                   std::string_view language) {
  FASCIA_TRY_DONE(require_role(actor, {store::Role::owner}));
  return clinic.store.write([&](store::Transaction& tx) -> Result<ClientRecord> {
    auto person = store::find_client(tx, clinic.tenant, client);
    if (!person) return not_found("client_unknown", "client");
    if (store::person_of(tx, clinic.tenant, client) != client)
      return conflict("merge_joined", "client");
    if (store::find_erasure(tx, clinic.tenant, client)) return conflict("client_erased", "client");
    auto requests = store::access_requests(tx, clinic.tenant, clinic.sealer, client);
    auto open = std::find_if(requests.begin(), requests.end(),
                             [](const auto& x) { return x.outcome.empty(); });
    if (open == requests.end()) return conflict("export_not_asked", "asked");
    ClientRecord record = Collector(tx, clinic, client, language).all(*person);
    note_disclosure(tx, clinic, actor, client,
                    {person->name, "the whole record, as one file",
                     "request for access of " + to_iso(open->received)});
    audit(tx, clinic, actor, "export.read", "access_request", open->id.value, client);
    return record;
  });
}

}  // namespace fascia::clinic
