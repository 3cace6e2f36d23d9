// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_draft.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "clinic/client_keys.h"
#include "core/json.h"
#include "keys/token.h"
#include "store/intakes.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

constexpr std::size_t kMostRefused = 8;

// A draft lives a day; one of an earlier program may lack a key.
Result<VisitDraft> read_draft(const Clinic& clinic, const PrivateText& text) {
  FASCIA_TRY(bj::value value, json::read(text.reveal()));
  const bj::object& object = value.as_object();
  VisitDraft draft;
  draft.consent = json::is_true_at(object, "consent");
  draft.consent_at = parse_rfc3339(json::text_at(object, "consent_at"));
  draft.for_whom = json::text_at(object, "for");
  draft.guardian = json::text_at(object, "guardian");
  draft.guardian_relation = json::text_at(object, "guardian_relation");
  draft.guardian_present = json::is_true_at(object, "guardian_present");
  draft.no_pain = json::is_true_at(object, "no_pain");
  draft.service = json::text_at(object, "service");
  draft.visit_date = parse_date(json::text_at(object, "visit_date"));
  draft.screening = json::text_at(object, "screening");
  draft.answered = json::is_true_at(object, "answered");
  for (const bj::value& token : json::list_at(object, "refused"))
    draft.refused.emplace_back(token.as_string());
  draft.appointment =
      AppointmentId::parse(json::text_at(object, "appointment")).value_or(draft.appointment);
  draft.asked = json::text_at(object, "asked");
  if (draft.asked.empty()) draft.asked = "web";
  draft.asked_by = StaffId::parse(json::text_at(object, "asked_by")).value_or(draft.asked_by);
  draft.carried_from =
      ScreeningId::parse(json::text_at(object, "carried_from")).value_or(draft.carried_from);
  draft.carried_day = parse_date(json::text_at(object, "carried_day"));
  draft.news = json::text_at(object, "news");
  for (const bj::value& group : json::list_at(object, "reopened"))
    draft.reopened.emplace_back(group.as_string());
  if (const bj::value* last = object.if_contains("last")) {
    FASCIA_TRY(draft.last, care::read_intake_value(*last, clinic.protocol));
    draft.last_day = parse_date(json::text_at(object, "last_day"));
  }
  draft.hold = json::text_at(object, "hold");
  draft.hold_until = parse_rfc3339(json::text_at(object, "hold_until"));
  draft.name = json::text_at(object, "name");
  draft.email = json::text_at(object, "email");
  draft.phone = json::text_at(object, "phone");
  draft.gender = json::text_at(object, "gender");
  draft.gender_of_second = json::text_at(object, "gender_of_second");
  draft.waiting = store::WaitId::parse(json::text_at(object, "waiting")).value_or(draft.waiting);
  FASCIA_TRY(draft.intake, care::read_intake_value(object.at("intake"), clinic.protocol));
  return draft;
}

}  // namespace

VisitDraft find_draft(Clinic& clinic, const std::string& browser) {
  auto text = clinic.store.read([&](store::Connection& c) {
    return store::find_draft(c, clinic.tenant, clinic.sealer, keys::token_hash(browser),
                             clinic.now());
  });
  if (!text) return {};
  // A draft of another protocol version that does not read any more begins anew.
  auto draft = read_draft(clinic, *text);
  return draft ? *draft : VisitDraft{};
}

Done keep_draft(Clinic& clinic, const std::string& browser, const VisitDraft& d) {
  // Days that are named by their month alone end with the day on which they were named.
  care::Intake intake = d.intake;
  intake.answered_on = clinic.availability.get()->zone.date(clinic.now());
  intake.visit_date.reset();
  bj::array refused;
  for (const std::string& token : d.refused) refused.emplace_back(token);
  bj::array reopened;
  for (const std::string& group : d.reopened) reopened.emplace_back(group);
  bj::object object{{"consent", d.consent},
                    {"consent_at", d.consent_at ? to_rfc3339_utc(*d.consent_at) : std::string()},
                    {"guardian_present", d.guardian_present},
                    {"no_pain", d.no_pain},
                    {"answered", d.answered},
                    {"refused", std::move(refused)},
                    {"appointment", d.appointment ? d.appointment.text() : std::string()},
                    {"asked", d.asked},
                    {"asked_by", d.asked_by ? d.asked_by.text() : std::string()},
                    {"for", d.for_whom},
                    {"guardian", d.guardian},
                    {"guardian_relation", d.guardian_relation},
                    {"service", d.service},
                    {"visit_date", d.visit_date ? to_iso(*d.visit_date) : std::string()},
                    {"screening", d.screening},
                    {"carried_from", d.carried_from ? d.carried_from.text() : std::string()},
                    {"carried_day", d.carried_day ? to_iso(*d.carried_day) : std::string()},
                    {"news", d.news},
                    {"reopened", std::move(reopened)},
                    {"hold", d.hold},
                    {"hold_until", d.hold_until ? to_rfc3339_utc(*d.hold_until) : std::string()},
                    {"name", d.name},
                    {"email", d.email},
                    {"phone", d.phone},
                    {"gender", d.gender},
                    {"gender_of_second", d.gender_of_second},
                    {"waiting", d.waiting ? d.waiting.text() : std::string()},
                    {"intake", care::write_intake(intake)}};
  if (d.last_day) {
    object["last"] = care::write_intake(d.last);
    object["last_day"] = to_iso(*d.last_day);
  }
  PrivateText text(json::write(object));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY_DONE(expect_master_key(tx, clinic));
    store::put_draft(tx, clinic.tenant, clinic.sealer, keys::token_hash(browser), text,
                     clinic.now() + hours(24));
    return {};
  });
}

Done forget_draft(Clinic& clinic, const std::string& browser) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::remove_draft(tx, clinic.tenant, keys::token_hash(browser));
    return {};
  });
}

Done begin_anew(Clinic& clinic, const std::string& browser) {
  VisitDraft before = find_draft(clinic, browser);
  VisitDraft draft;
  draft.refused = std::move(before.refused);
  draft.service = std::move(before.service);
  if (draft.refused.empty()) return forget_draft(clinic, browser);
  return keep_draft(clinic, browser, draft);
}

const store::Service* draft_service(const Offer& offer, const VisitDraft& draft) {
  if (const store::Service* service = offer.service_by_slug(draft.service)) return service;
  for (const store::Service& service : offer.services)
    if (service.kind == "deep" && service.online && service.minutes == 60) return &service;
  return offer.services.empty() ? nullptr : &offer.services.front();
}

Date draft_day(const Clinic& clinic, const VisitDraft& draft) {
  Date today = clinic.availability.get()->zone.date(clinic.now());
  return std::max(draft.visit_date.value_or(today + 1), today);
}

care::Step next_questions(const Clinic& clinic, const VisitDraft& draft) {
  auto offer = clinic.availability.get();
  const store::Service* service = draft_service(*offer, draft);
  care::Intake intake = draft.intake;
  intake.answered_on = offer->zone.date(clinic.now());
  care::ServiceKind kind = service != nullptr ? service_kind(*service) : care::ServiceKind::deep;
  Date day = draft_day(clinic, draft);
  care::Step next = care::next_step(clinic.protocol, intake, kind, day);
  if (next.what == care::Step::What::emergency || draft.reopened.empty()) return next;
  // A group with news is looked at once more, whether or not something in it is open.
  for (care::Step& step : care::all_steps(clinic.protocol, intake, kind, day)) {
    const auto& again = draft.reopened;
    bool reopened = std::find(again.begin(), again.end(), step.group) != again.end();
    if (reopened || step.group == next.group) return std::move(step);
  }
  return next;
}

Result<Screened> screen_draft(Clinic& clinic, const std::string& browser, VisitDraft& draft) {
  auto offer = current_offer(clinic);
  const store::Service* service = draft_service(*offer, draft);
  if (service == nullptr) return not_found("service_unknown");
  if (!draft.intake.birth_date) return invalid("birth_date", "birth_date_missing");
  ScreenVisit in{service->id,
                 draft_day(clinic, draft),
                 *draft.intake.birth_date,
                 draft.intake,
                 draft.refused,
                 draft.asked,
                 draft.asked_by,
                 draft.appointment,
                 draft.carried_from,
                 draft.news};
  FASCIA_TRY(Screened screened, screen_visit(clinic, in));
  draft.screening = screened.token;
  draft.service = service->slug;
  draft.visit_date = in.visit_date;
  draft.answered = true;
  if (screened.must_speak || refuses(screened.screening)) {
    draft.refused.push_back(screened.token);
    // Of many tries the first counts as much as the last.
    if (draft.refused.size() > kMostRefused) draft.refused.erase(draft.refused.begin() + 1);
  }
  FASCIA_TRY_DONE(keep_draft(clinic, browser, draft));
  return screened;
}

}  // namespace fascia::clinic
