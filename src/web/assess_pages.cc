// SPDX-License-Identifier: Apache-2.0
// Assess and screen: who for and consent, the emergency gates, where it hurts, the health questions
// group by group, the answer. Works without script; what was typed outlives every mistake.
#include <algorithm>

#include "clinic/answer_intake.h"
#include "http/form_limits.h"
#include "web/answers.h"
#include "web/assess_parts.h"

namespace fascia::web {
namespace assess {

using clinic::VisitDraft;

VisitDraft draft_of(const Visit& visit) {
  VisitDraft draft = clinic::find_draft(visit.site.clinic, visit.browser);
  // What somebody of the staff asked or typed in stays with them, on a shared screen too (R20).
  bool theirs = !draft.asked_by || (visit.staff && visit.staff->id == draft.asked_by);
  return theirs ? draft : VisitDraft{};
}

Date today_of(const Visit& visit) {
  return visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
}

const store::Service* chosen_service(const Visit& visit, const VisitDraft& draft) {
  return clinic::draft_service(*visit.site.clinic.availability.get(), draft);
}

const std::string& service_name(const Visit& visit, const store::Service& service) {
  return visit.language == page::Language::fr ? service.name_fr : service.name_en;
}

std::string cut_text(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

std::string next_page(const Visit& visit, const VisitDraft& draft) {
  if (!draft.consent || !draft.intake.birth_date) return "/assess";
  care::Step step = clinic::next_questions(visit.site.clinic, draft);
  if (step.what == care::Step::What::emergency) return "/assess/emergency";
  // The gates come first; then where it hurts; then the rest.
  bool gates =
      step.what == care::Step::What::ask && is_gate_group(visit.site.clinic.protocol, step.group);
  if (gates) return "/assess/questions";
  if (draft.carried_day && draft.news.empty()) return "/assess/returning";
  if (draft.intake.pains.empty() && !draft.no_pain) return "/assess/where";
  if (draft.intake.since.empty() && !draft.no_pain) return "/assess/since";
  return step.what == care::Step::What::done ? "/assess/answer" : "/assess/questions";
}

http::Response go_on(Visit& visit, VisitDraft& draft) {
  draft.answered = false;
  std::string next = next_page(visit, draft);
  if (next == "/assess/emergency" || next == "/assess/answer") {
    auto screened = clinic::screen_draft(visit.site.clinic, visit.browser, draft);
    if (!screened) return show_error(visit, screened.error());
    auto bound = clinic::finish_intake(visit.site.clinic, visit.actor(), draft, *screened);
    if (!bound) return show_error(visit, bound.error());
    // R20: who typed in a paper form and treats nobody reads no findings, and leaves none behind.
    if (next == "/assess/answer" && draft.asked_by && !visit.staff->practitioner) {
      auto gone = clinic::forget_draft(visit.site.clinic, visit.browser);
      if (!gone) return show_error(visit, gone.error());
      return go(visit, "/desk/visit/" + draft.appointment.text() + "/intake?kept=yes");
    }
  } else if (auto kept = clinic::keep_draft(visit.site.clinic, visit.browser, draft); !kept) {
    return show_error(visit, kept.error());
  }
  return go(visit, next);
}

}  // namespace assess

namespace {

// What a person types here is about their body: no cache and no other site gets a trace of it.
Page secret(Page page, bool write = false) {
  return [page, write](Visit& visit) {
    if (write)
      if (auto refused = limited(visit, http::form_limits::kScreenings)) return *refused;
    http::Response response = page(visit);
    response.set("Cache-Control", "no-store");
    response.set("Referrer-Policy", "no-referrer");
    return response;
  };
}

}  // namespace

void add_assess_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  auto get = [&](const char* path, Page page) {
    router.add({Method::get, path, open_to_all(site, secret(std::move(page)))});
  };
  auto post = [&](const char* path, Page page) {
    router.add({Method::post, path, open_to_all(site, secret(std::move(page), true))});
  };
  get("/assess", assess::who_page);
  post("/assess", assess::post_who);
  get("/assess/returning", assess::returning_page);
  post("/assess/returning", assess::post_returning);
  get("/assess/where", assess::where_page);
  post("/assess/where", assess::post_where);
  get("/assess/since", assess::since_page);
  post("/assess/since", assess::post_since);
  get("/assess/questions", assess::questions_page);
  post("/assess/questions", assess::post_questions);
  post("/assess/keep", assess::keep_answers);
  get("/assess/emergency", assess::emergency_page);
  post("/assess/number", assess::post_number);
  post("/assess/mistake", assess::post_mistake);
  get("/assess/answer", assess::answer_page);
  post("/assess/answer", assess::post_answer);
  post("/assess/talk", assess::post_talk);
  post("/assess/gentler", assess::post_gentler);
  get("/assess/letter", assess::letter_page);
  post("/assess/again", [](Visit& v) {
    auto gone = clinic::begin_anew(v.site.clinic, v.browser);
    return gone ? go(v, "/assess") : show_error(v, gone.error());
  });
  get("/intake/{token}", assess::intake_page);
  post("/intake/{token}", assess::intake_page);
  const std::vector<store::Role> all = {store::Role::owner, store::Role::desk,
                                        store::Role::therapist};
  router.add({Method::get, "/desk/visit/{id}/intake",
              for_staff(site, all, secret(assess::staff_intake_page)), "staff"});
  router.add({Method::post, "/desk/visit/{id}/intake",
              for_staff(site, all, secret(assess::post_staff_intake)), "staff"});
}

}  // namespace fascia::web
