// SPDX-License-Identifier: Apache-2.0
#include "clinic/check_in.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>

#include "clinic/aftercare_sheet.h"
#include "clinic/aftercare_text.h"
#include "clinic/check_in_parts.h"
#include "clinic/due_work.h"
#include "clinic/messages.h"
#include "clinic/session_log.h"
#include "clinic/tasks.h"
#include "core/json.h"
#include "store/appointments.h"
#include "store/clients.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

std::optional<Instant> next_session(store::Connection& c, const Clinic& clinic,
                                    const store::TreatmentSession& session) {
  std::optional<Instant> next;
  for (const auto& other : store::sessions_of(c, clinic.tenant, session.client))
    if (other.started > session.started && (!next || other.started < *next)) next = other.started;
  return next;
}

// The one of this kind, as the rules plan it; none once the next session has begun.
std::optional<care::PlannedCheckIn> planned(store::Connection& c, const Clinic& clinic,
                                            const store::TreatmentSession& session,
                                            store::CheckInKind kind) {
  auto all =
      care::plan_check_ins(clinic.follow_up.check_ins, *session.ended,
                           clinic.availability.get()->zone, next_session(c, clinic, session));
  for (const care::PlannedCheckIn& one : all)
    if (one.moment == store::to_string(kind)) return one;
  return std::nullopt;
}

std::string work_name(store::CheckInKind kind) {
  return "check_in." + std::string(store::to_string(kind));
}

void mail_check_in(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                   store::CheckInId id, Instant expires) {
  auto client = store::find_client(tx, clinic.tenant, session.client);
  auto a = store::find_appointment(tx, clinic.tenant, session.appointment);
  if (!client || !a) return;
  std::string token =
      make_private_link(tx, clinic, {"check_in", id.value, session.client, expires});
  auto payload = appointment_payload(*clinic.availability.get(), *a);
  payload["path"] = "/check-in/" + token;
  add_mail(tx, clinic, "check_in", *client, std::move(payload));
}

std::optional<double> rating(const store::Outcome& o, std::string_view when) {
  auto body = json::read(o.body.reveal());
  if (!body || body->as_object().at("when").as_string() != when) return std::nullopt;
  return body->as_object().at("value").to_number<double>();
}

// What is known besides the answers.
care::CheckInContext context_of(store::Connection& c, Clinic& clinic,
                                const store::TreatmentSession& session) {
  care::CheckInContext out;
  std::optional<double> average;
  for (const auto& o : store::outcomes_of(c, clinic.tenant, clinic.sealer, session.client)) {
    auto value = rating(o, "before");
    if (!value) continue;
    if (o.measure == "nprs_avg7" && !out.baseline) out.baseline = value;
    if (o.appointment != session.appointment) continue;
    if (o.measure == "nprs_now") out.pain_before = value;
    if (o.measure == "nprs_avg7") average = value;
  }
  if (!out.pain_before) out.pain_before = average;
  SessionSummary summary =
      summarise(read_log(c, clinic, session.id), comfort_steps(clinic.plans.comfort),
                session.started, *session.ended);
  if (summary.highest_discomfort >= 0) out.last_pressure = summary.highest_discomfort;
  care::AnswerMap flags = flags_of_visit(c, clinic, session);
  if (auto bleeding = flags.find("bleeding_risk"); bleeding != flags.end())
    out.bleeding_risk =
        bleeding->second == care::Answer(care::Said::yes) ? care::Tri::yes : care::Tri::no;
  // Which places are legs the body map does not say: a swelling anywhere counts as one in a leg,
  // which is the stricter answer.
  out.leg_worked = !summary.regions.empty();
  return out;
}

care::Words option_words(const care::CheckInRules& rules, const care::CheckInQuestion& question,
                         const std::string& id, const care::AftercareRules& aftercare) {
  for (const auto& option : question.options)
    if (option.id == id) return option.text;
  for (const care::Sign& sign : aftercare.signs)
    if (question.signs && sign.id == id) return sign.text;
  (void)rules;
  return {id, id};
}

care::Words answer_words(Clinic& clinic, const care::CheckInQuestion& question,
                         const care::Answer& answer) {
  const auto& rules = clinic.follow_up.check_ins;
  const auto& aftercare = clinic.follow_up.aftercare;
  if (const auto* number = std::get_if<double>(&answer)) {
    std::string text = std::to_string(static_cast<int>(std::lround(*number)));
    return {text, text};
  }
  if (const auto* one = std::get_if<std::string>(&answer))
    return option_words(rules, question, *one, aftercare);
  care::Words out;
  if (const auto* many = std::get_if<std::vector<std::string>>(&answer))
    for (const std::string& id : *many) {
      care::Words words = option_words(rules, question, id, aftercare);
      out.en += (out.en.empty() ? "" : "; ") + words.en;
      out.fr += (out.fr.empty() ? "" : "; ") + words.fr;
    }
  return out.en.empty() ? care::Words{"none", "aucun"} : out;
}

std::vector<AnsweredLine> lines_of(Clinic& clinic, const care::CheckInAnswers& given) {
  std::vector<AnsweredLine> out;
  for (const auto* question : care::questions_at(clinic.follow_up.check_ins, given.moment)) {
    auto answer = given.answers.find(question->id);
    if (answer == given.answers.end()) continue;
    out.push_back({care::question_text(*question, given.moment),
                   answer_words(clinic, *question, answer->second)});
  }
  return out;
}

// What a check-in measures stays out of the verdict: it is asked after a session.
void keep_measures(store::Transaction& tx, Clinic& clinic, const store::TreatmentSession& session,
                   const care::CheckInAnswers& given) {
  int had = 0;
  for (const auto& s : store::sessions_of(tx, clinic.tenant, session.client))
    if (s.ended && *s.ended <= clinic.now()) ++had;
  for (const auto* question : care::questions_at(clinic.follow_up.check_ins, given.moment)) {
    auto answer = given.answers.find(question->id);
    if (question->measure.empty() || answer == given.answers.end()) continue;
    const auto* number = std::get_if<double>(&answer->second);
    if (number == nullptr) continue;
    bj::object body{{"value", *number}, {"when", "check_in"}};
    store::add_outcome(tx, clinic.tenant, clinic.sealer,
                       {clinic.random.id<store::OutcomeId>(), session.client, session.appointment,
                        question->measure, clinic.now(), had, PrivateText(json::write(body))});
  }
}

}  // namespace

void plan_check_in_work(store::Transaction& tx, Clinic& clinic,
                        const store::TreatmentSession& session) {
  for (auto kind : {store::CheckInKind::after_24h, store::CheckInKind::after_48h})
    if (auto one = planned(tx, clinic, session, kind))
      plan_due_work(tx, clinic, work_name(kind), session.id.value, one->send);
}

Done ask_check_in(store::Transaction& tx, Clinic& clinic, SessionId id, store::CheckInKind kind,
                  std::string_view later) {
  auto session = store::find_session(tx, clinic.tenant, id);
  if (!session || !session->ended) return {};
  auto one = planned(tx, clinic, *session, kind);
  if (!one || clinic.now() >= one->expires) return {};
  auto client = store::find_client(tx, clinic.tenant, session->client);
  if (!client || client->email.empty() || !client->birth_date) return {};
  Instant allowed = care::send_time(clinic.follow_up.check_ins, std::max(clinic.now(), one->send),
                                    clinic.availability.get()->zone);
  if (allowed > clinic.now()) {
    plan_due_work(tx, clinic, later, id.value, allowed);
    return {};
  }
  store::CheckIn kept{
      clinic.random.id<store::CheckInId>(), id, session->client, kind, one->due, {}, {}};
  if (store::add_check_in(tx, clinic.tenant, clinic.sealer, kept))
    mail_check_in(tx, clinic, *session, kept.id, std::max(one->expires, clinic.now() + hours(12)));
  return {};
}

// Work that plans itself anew needs a second name: its own is marked as done when it returns.
Done ask_24h(store::Transaction& tx, Clinic& clinic, std::int64_t session) {
  return ask_check_in(tx, clinic, SessionId{session}, store::CheckInKind::after_24h,
                      "check_in.24h.later");
}
Done ask_24h_later(store::Transaction& tx, Clinic& clinic, std::int64_t session) {
  return ask_check_in(tx, clinic, SessionId{session}, store::CheckInKind::after_24h,
                      "check_in.24h");
}
Done ask_48h(store::Transaction& tx, Clinic& clinic, std::int64_t session) {
  return ask_check_in(tx, clinic, SessionId{session}, store::CheckInKind::after_48h,
                      "check_in.48h.later");
}
Done ask_48h_later(store::Transaction& tx, Clinic& clinic, std::int64_t session) {
  return ask_check_in(tx, clinic, SessionId{session}, store::CheckInKind::after_48h,
                      "check_in.48h");
}

Result<OpenCheckIn> open_check_in(Clinic& clinic, const OpenLink& link) {
  return clinic.store.read([&](store::Connection& c) -> Result<OpenCheckIn> {
    auto kept =
        store::find_check_in(c, clinic.tenant, clinic.sealer, store::CheckInId{link.subject});
    if (!kept) return not_found("check_in_missing");
    OpenCheckIn out{kept->kind, {}};
    if (kept->answered) {
      FASCIA_TRY(out.answered, read_answered(*kept));
    }
    return out;
  });
}

Result<Answered> answer_check_in(Clinic& clinic, const OpenLink& link,
                                 const std::vector<std::pair<std::string, std::string>>& form) {
  const care::CheckInRules& rules = clinic.follow_up.check_ins;
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Answered> {
    auto kept =
        store::find_check_in(tx, clinic.tenant, clinic.sealer, store::CheckInId{link.subject});
    if (!kept) return not_found("check_in_missing");
    auto session = store::find_session(tx, clinic.tenant, kept->session);
    if (!session || !session->ended) return not_found("check_in_missing");
    std::string moment(store::to_string(kept->kind));
    std::vector<std::pair<std::string, std::string>> fields;
    auto asked = care::questions_at(rules, moment);
    for (const auto& field : form)
      if (std::any_of(asked.begin(), asked.end(),
                      [&](const auto* q) { return q->id == field.first; }))
        fields.push_back(field);
    FASCIA_TRY(care::CheckInAnswers given, care::read_check_in(rules, moment, fields));
    care::CheckInResult result =
        care::check_in(rules, clinic.follow_up.clock, given, context_of(tx, clinic, *session),
                       clinic.now(), offer->zone, open_spans(*offer, clinic.now()));
    Answered out{kept->kind,    clinic.now(), lines_of(clinic, given),
                 given.note,    result.level, result.shown,
                 result.screen, result.lines, result.ceiling_change};
    FASCIA_TRY_DONE(store::answer_check_in(tx, clinic.tenant, clinic.sealer, kept->id,
                                           write_answered(clinic, out, given, result),
                                           clinic.now()));
    keep_measures(tx, clinic, *session, given);
    leave_tasks(tx, clinic, *session, out, result);
    audit(tx, clinic, {}, "check_in.answered", "check_in", kept->id.value, kept->client);
    return out;
  });
}

}  // namespace fascia::clinic
