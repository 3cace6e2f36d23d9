// SPDX-License-Identifier: Apache-2.0
// The letter to a physician, for printing: one Letter page, black on white.
#include "page/words.h"
#include "web/assess_parts.h"

namespace fascia::web::assess {
namespace {

// On one page there is room for this many rules with their boxes.
constexpr std::size_t kMostRules = 6;

}  // namespace

http::Response letter_page(Visit& visit) {
  clinic::VisitDraft draft = draft_of(visit);
  if (!draft.answered || draft.screening.empty()) return go(visit, next_page(visit, draft));
  auto found = clinic::find_answer(visit.site.clinic, draft.screening);
  if (!found) return show_error(visit, found.error());
  // The physician reads English whatever the client reads; French on request.
  visit.language =
      visit.request.query_value("in") == "fr" ? page::Language::fr : page::Language::en;
  page::View view;
  view.list("asked");
  std::size_t count = 0;
  for (const care::Finding& finding : found->screening.findings) {
    bool asks =
        finding.decision == care::Decision::clearance || finding.there == care::Decision::clearance;
    if (!asks || count++ >= kMostRules) continue;
    page::View& one = view.add("asked");
    auto words = [&](const care::Words& w) {
      return care::in_language(w, page::code(visit.language));
    };
    one.set("asked_title", words(finding.title)).set("asked_reason", words(finding.reason));
    one.set("asked_rule", finding.rule);
    std::string sources;
    for (const care::Source& source : finding.sources)
      sources += (sources.empty() ? "" : "; ") + source.title +
                 (source.year != 0 ? ", " + std::to_string(source.year) : "");
    one.set("asked_sources", sources);
  }
  view.show("needs_letter", count > 0);
  view.set("birth_day", page::day_year_text(visit.language, found->content.birth_date));
  view.set("today", page::day_year_text(visit.language, today_of(visit)));
  view.set("service_chosen", service_name(visit, found->service));
  view.set("clinic_address", visit.site.clinic.availability.get()->location.address);
  view.set("protocol_version",
           found->screening.protocol_name + " " + found->screening.protocol_version.substr(0, 10));
  return show(visit, "assess-letter", std::move(view));
}

}  // namespace fascia::web::assess
