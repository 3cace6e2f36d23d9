// SPDX-License-Identifier: Apache-2.0
#include "clinic/screen_visit.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "care/returning.h"
#include "clinic/client_keys.h"
#include "clinic/kept_record.h"
#include "clinic/letter_text.h"
#include "core/json.h"
#include "keys/token.h"
#include "store/appointments.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
constexpr Seconds kLives = hours(24);

// The changed answers of a person who was refused: both are kept, with their times.
bj::array changes_since(const Clinic& clinic, const store::KeptScreening& kept,
                        const ScreeningContent& before, const care::AnswerMap& binding,
                        const care::Intake& after) {
  bj::array out;
  for (const care::Loosened& x : care::compare_answers(clinic.protocol, binding, after.answers))
    out.push_back(bj::object{{"question", x.question},
                             {"before", x.before},
                             {"before_in", kept.id.text()},
                             {"before_at", before.at},
                             {"after", x.after},
                             {"at", to_rfc3339_utc(clinic.now())}});
  return out;
}

// Whether a therapist spoke with the person in the room.
bool spoken_on_the_day(const store::KeptScreening& kept) {
  auto value = json::read(kept.content.reveal());
  const bj::value* today = value ? value->as_object().if_contains("today") : nullptr;
  return today != nullptr && today->at("spoken").as_bool();
}

// What this person answered before: in the same browser, for the same visit, or for the visit whose
// answers came along.
struct KeptBefore {
  store::KeptScreening kept;
  ScreeningContent content;
  care::AnswerMap binding;  // those of its answers that no later one makes milder
};
Result<std::vector<KeptBefore>> kept_before(store::Transaction& tx, const Clinic& clinic,
                                            const ScreenVisit& in) {
  std::vector<store::KeptScreening> found;
  for (const std::string& token : in.earlier)
    if (auto kept = store::find_screening_by_token(tx, clinic.tenant, clinic.sealer,
                                                   keys::token_hash(token), clinic.now()))
      found.push_back(std::move(*kept));
  if (auto visit = store::find_appointment(tx, clinic.tenant, in.visit); visit && visit->screening)
    if (auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, visit->screening))
      found.push_back(std::move(*kept));
  // What is found in this browser or for this visit binds whole, whether it came along or not.
  const std::size_t whole = found.size();
  const bool known = std::any_of(found.begin(), found.end(), [&](const store::KeptScreening& one) {
    return one.id == in.carried_from;
  });
  if (in.carried_from && !known)
    if (auto kept = store::find_screening(tx, clinic.tenant, clinic.sealer, in.carried_from))
      found.push_back(std::move(*kept));
  std::vector<KeptBefore> out;
  for (std::size_t i = 0; i < found.size(); ++i) {
    store::KeptScreening& kept = found[i];
    FASCIA_TRY(ScreeningContent content, read_content(clinic, kept));
    if (content.birth_date != in.birth_date) continue;  // another person
    care::AnswerMap binding = content.intake.answers;
    if (i >= whole) {
      // Weeks lie between: what passes may be milder by now, what lasts may not.
      binding = care::carry_answers(clinic.protocol, content.intake, in.visit_date).answers;
      if (spoken_on_the_day(kept)) content.must_speak = false;
    }
    out.push_back({std::move(kept), std::move(content), std::move(binding)});
  }
  return out;
}

// What this person was told before. A refusal counts for the service and day it
// was for as well as for the new ones: another day makes no answer milder.
struct Earlier {
  bool must_speak = false;
  bj::array changes;
};
Result<Earlier> compare_earlier(store::Transaction& tx, const Clinic& clinic, const Offer& offer,
                                const ScreenVisit& in, const care::Intake& after) {
  Earlier out;
  FASCIA_TRY(auto before, kept_before(tx, clinic, in));
  std::optional<Instant> spoken;
  for (const auto& [kept, old, binding] : before)
    if (old.spoken_at) spoken = std::max(spoken.value_or(*old.spoken_at), *old.spoken_at);
  for (const auto& [kept, old, binding] : before) {
    auto at = parse_rfc3339(old.at);
    if (spoken && at && *at <= *spoken) continue;  // the person spoke with a therapist since
    const store::Service* was = offer.service(kept.service);
    // What only the changed rules hold is decided by the new answers: as far as none is milder.
    const bool to_speak = old.must_speak && !old.rules_hold;
    bool refused = to_speak || (old.then && refuses(*old.then)) ||
                   refuses(decide(clinic, old, *offer.service(in.service), in.visit_date)) ||
                   (was != nullptr && refuses(decide(clinic, old, *was, kept.visit_date)));
    if (refused)
      for (bj::value& change : changes_since(clinic, kept, old, binding, after))
        out.changes.push_back(std::move(change));
    out.must_speak = out.must_speak || to_speak || !out.changes.empty();
  }
  return out;
}

bool says_another_answer(const care::Screening& then, const care::Screening& now) {
  auto answer = [](const care::Screening& one) {
    return one.decision == care::Decision::note ? care::Decision::proceed : one.decision;
  };
  return answer(then) != answer(now) || then.talk_first != now.talk_first ||
         then.deep_work != now.deep_work;
}

// Held against what was decided of the very same answers, for the same service and day, under rules
// that are others by now. A letter that came since is another ground: nothing is said of it.
Done look_back(const Clinic& clinic, const bj::object& kept, ScreeningContent& content) {
  const bj::value* told = kept.if_contains("screening");
  if (told == nullptr || !told->is_object()) return {};
  const bj::value* by = told->as_object().if_contains("protocol");
  if (by == nullptr ||
      (by->is_object() && json::text_at(by->get_object(), "version") == clinic.protocol.version))
    return {};
  const bj::value* letters = kept.if_contains("letters_known");
  const std::size_t known =
      letters == nullptr ? 0 : static_cast<std::size_t>(letters->to_number<std::int64_t>());
  if (known != content.letters.size()) return {};
  FASCIA_TRY(care::Screening then, care::read_screening(*told));
  care::Intake intake = content.intake;
  intake.birth_date = content.birth_date;
  const care::Screening now = interop::screen_ways(clinic.protocol, intake, content.others,
                                                   then.service, then.visit_date, content.letters);
  if (care::says_the_same(then, now)) return {};
  const bj::value* spoken = kept.if_contains("spoken");
  const bool settled = spoken != nullptr &&
                       json::text_at(spoken->as_object(), "protocol") == clinic.protocol.version;
  content.rules_hold = !content.must_speak && !settled && stops_booked(then) && !stops_booked(now);
  content.must_speak = content.must_speak || content.rules_hold;
  content.ask_anew = says_another_answer(then, now);
  content.then = std::move(then);
  return {};
}

Done check(const Clinic& clinic, const ScreenVisit& in, const Offer& offer) {
  Date today = offer.zone.date(clinic.now());
  const store::Service* service = offer.service(in.service);
  // What is not sold online is screened for who was booked for it at the clinic, or asked there.
  bool inside = in.visit || in.asked_by || in.asked == "aloud" || in.asked == "paper";
  if (service == nullptr || !(service->online || inside))
    return invalid("service", "service_unknown");
  if (in.intake.birth_date && *in.intake.birth_date != in.birth_date)
    return invalid("intake.birth_date", "birth_date_differs");
  if (in.visit_date < today) return invalid("visit_date", "date_in_past");
  if (in.birth_date > today) return invalid("birth_date", "date_in_future");
  if (age_in_years(in.birth_date, today) > 120) return invalid("birth_date", "birth_date_too_old");
  return {};
}

}  // namespace

Result<FoundScreening> find_answer(Clinic& clinic, const std::string& token) {
  auto offer = current_offer(clinic);
  auto kept = clinic.store.read([&](store::Connection& c) {
    return store::find_screening_by_token(c, clinic.tenant, clinic.sealer, keys::token_hash(token),
                                          clinic.now());
  });
  if (!kept) return not_found("screening_unknown");
  const store::Service* service = offer->service(kept->service);
  if (service == nullptr) return not_found("service_unknown");
  FASCIA_TRY(ScreeningContent content, read_content(clinic, *kept));
  care::Screening screening = decide(clinic, content, *service, kept->visit_date);
  return FoundScreening{std::move(content), *service, kept->visit_date, std::move(screening)};
}

care::ServiceKind service_kind(const store::Service& service) {
  return service.kind == "deep" ? care::ServiceKind::deep : care::ServiceKind::swedish;
}

bool refuses(const care::Screening& screening) {
  return screening.decision >= care::Decision::clearance && !screening.talk_first;
}

bool refuses_outright(const care::Screening& screening) {
  return !screening.talk_first &&
         std::ranges::any_of(screening.findings, [](const care::Finding& one) {
           return one.decision > care::Decision::clearance && !one.letter;
         });
}

bool stops_booked(const care::Screening& screening) {
  return refuses(screening) || screening.deep_work != care::DeepWork::full;
}

bool decided(const care::Screening& screening, bool must_speak) {
  return !screening.hold && !screening.staff_call && !screening.talk_first && !must_speak &&
         !stops_booked(screening);
}

Result<ScreeningContent> read_content(const Clinic& clinic, const store::KeptScreening& kept) {
  FASCIA_TRY(bj::value value, json::read(kept.content.reveal()));
  const bj::object& object = value.as_object();
  ScreeningContent content;
  auto text = [&](const char* key) { return std::string(object.at(key).as_string()); };
  content.birth_date = parse_date(text("birth_date")).value();
  FASCIA_TRY(content.intake, care::read_intake_value(object.at("intake"), clinic.protocol));
  content.must_speak = object.at("must_speak").as_bool();
  content.asked = text("asked");
  content.asked_by = text("asked_by");
  content.at = text("at");
  if (const bj::value* spoken = object.if_contains("spoken")) {
    content.spoken_at = parse_rfc3339(std::string(spoken->at("at").as_string()));
    content.must_speak = false;
  }
  if (const bj::value* returning = object.if_contains("returning")) {
    content.carried_from = ScreeningId::parse(std::string(returning->at("from").as_string()))
                               .value_or(content.carried_from);
    content.news = std::string(returning->at("news").as_string());
  }
  FASCIA_TRY_DONE(read_record_parts(clinic, object, content));
  if (const bj::value* letters = object.if_contains("letters")) {
    FASCIA_TRY(content.letters, read_letters(*letters));
  }
  FASCIA_TRY_DONE(look_back(clinic, object, content));
  return content;
}

void write_decision(bj::object& into, const care::Screening& screening, std::size_t letters) {
  into["screening"] = care::write_screening(screening);
  into["letters_known"] = letters;
}

care::Screening decide(const Clinic& clinic, const ScreeningContent& content,
                       const store::Service& service, Date visit_date) {
  care::Intake intake = content.intake;
  intake.birth_date = content.birth_date;
  care::Screening out = interop::screen_ways(clinic.protocol, intake, content.others,
                                             service_kind(service), visit_date, content.letters);
  // What a record says and nobody here understands is asked before anything is confirmed.
  for (const UnreadThing& one : unread_of(content)) {
    out.missing.push_back(std::string(interop::kUnreadPrefix) + one.resource);
    out.hold = true;
  }
  return out;
}

Result<Screened> screen_visit(Clinic& clinic, const ScreenVisit& in) {
  auto offer = current_offer(clinic);
  FASCIA_TRY_DONE(check(clinic, in, *offer));
  const store::Service& service = *offer->service(in.service);
  Screened out;
  out.token = clinic.random.token();
  out.id = clinic.random.id<ScreeningId>();
  out.expires = clinic.now() + kLives;
  ScreeningContent content{in.birth_date, in.intake, false, in.asked, {}, {}};
  content.beside = in.beside;
  content.others = in.others;
  if (in.record) content.records.push_back(*in.record);
  content.intake.visit_date = in.visit_date;
  content.intake.answered_on = offer->zone.date(clinic.now());
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    if (auto visit = store::find_appointment(tx, clinic.tenant, in.visit))
      FASCIA_TRY_DONE(lay_kept_records(tx, clinic,
                                       {visit->screening, service_kind(service), in.visit_date,
                                        in.take_back, in.asked_by ? in.asked_by.text() : ""},
                                       content));
    out.screening = decide(clinic, content, service, in.visit_date);
    FASCIA_TRY(Earlier before, compare_earlier(tx, clinic, *offer, in, content.intake));
    out.must_speak = before.must_speak;
    bj::object kept{{"birth_date", to_iso(in.birth_date)},
                    {"intake", care::write_intake(content.intake)},
                    {"must_speak", out.must_speak},
                    {"changed_answers", std::move(before.changes)},
                    {"asked", in.asked},
                    {"asked_by", in.asked_by ? in.asked_by.text() : std::string()},
                    {"at", to_rfc3339_utc(clinic.now())}};
    write_decision(kept, out.screening, content.letters.size());
    write_record_parts(content, kept);
    if (in.carried_from)
      kept["returning"] = bj::object{{"from", in.carried_from.text()}, {"news", in.news}};
    FASCIA_TRY_DONE(expect_master_key(tx, clinic));
    store::add_screening(tx, clinic.tenant, clinic.sealer,
                         {out.id,
                          keys::token_hash(out.token),
                          in.visit_date,
                          in.service,
                          clinic.protocol.version,
                          {},
                          PrivateText(json::write(kept)),
                          out.expires},
                         clinic.now());
    return {};
  }));
  return out;
}

}  // namespace fascia::clinic
