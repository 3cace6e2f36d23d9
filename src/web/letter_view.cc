// SPDX-License-Identifier: Apache-2.0
#include "web/letter_view.h"

#include "clinic/notices.h"
#include "page/words.h"

namespace fascia::web {
namespace {

// More rules than this have room on one page only without their reasons.
constexpr std::size_t kMostWithReasons = 4;

std::string sources_text(const care::Finding& finding) {
  std::string out;
  for (const care::Source& source : *finding.sources)
    out += (out.empty() ? "" : "; ") + source.title +
           (source.year != 0 ? ", " + std::to_string(source.year) : "");
  return out;
}

}  // namespace

void set_letter(page::View& view, const Visit& visit, const LetterPaper& paper) {
  auto words = [&](const care::Words& w) {
    return care::in_language(w, page::code(visit.language));
  };
  bool reasons = paper.asked.size() <= kMostWithReasons;
  view.list("asked");
  for (const care::Finding& finding : paper.asked)
    view.add("asked")
        .set("asked_title", words(finding.title))
        .set("asked_reason", words(finding.reason))
        .show("asked_with_reason", reasons)
        .set("asked_rule", finding.rule)
        .set("asked_sources", sources_text(finding))
        .set("asked_days", std::int64_t{finding.clearance_days});
  view.show("needs_letter", !paper.asked.empty()).show("many", !reasons);
  view.set("letter_name", paper.client_name);
  view.set("birth_day", paper.birth_date ? page::date_text(visit.language, *paper.birth_date) : "");
  auto offer = visit.site.clinic.availability.get();
  view.set("today", page::day_year_text(visit.language, offer->zone.date(visit.site.clinic.now())));
  view.set("service_chosen", paper.service);
  view.set("clinic_address", offer->location.address);
  std::string fax = visit.site.clinic.store.read([&](store::Connection& c) {
    return store::setting(c, visit.site.clinic.tenant, clinic::kLetterFax).value_or("");
  });
  view.set("clinic_fax", fax).show("has_fax", !fax.empty());
  // Name and a short version: enough to find the very rules again.
  std::size_t plus = paper.protocol.find('+');
  view.set("protocol_version",
           plus == paper.protocol.npos ? paper.protocol : paper.protocol.substr(0, plus + 9));
}

void set_letter_steps(page::View& view, const Visit& visit, const std::string& due,
                      const std::string& back_path) {
  view.set("steps_language", page::code(visit.language)).set("back_path", back_path);
  view.set("steps_lead", visit.say("letter.steps_lead"));
  view.list("letter_steps");
  for (const char* id :
       {"letter.step_doctor", "letter.step_fax", "letter.step_back", "letter.step_else"})
    view.add("letter_steps").set("letter_step", visit.say(id, {{"due", due}}));
  view.set("steps_back", visit.say("letter.back_to_visit"));
  bool french = visit.request.query_value("in") == "fr";
  view.set("other_path", visit.request.path + (french ? "" : "?in=fr"));
  view.set("other_text", visit.say(french ? "letter.print_en" : "letter.print_fr"));
}

void set_letter_note(page::View& view, const Visit& visit, const care::Finding& finding) {
  view.show("finding_letter", finding.letter || finding.letter_ended)
      .set("finding_letter_text", "");
  if (finding.letter_ended) {
    const care::Words& event = finding.letter_ended->event;
    view.set(
        "finding_letter_text",
        visit.say("letter.note_ended",
                  {{"day", page::day_year_text(visit.language, finding.letter_ended->signed_on)},
                   {"event", care::in_language(event, page::code(visit.language))}}));
  }
  if (!finding.letter) return;
  const care::RuleLetter& letter = *finding.letter;
  std::string text = visit.say(
      "letter.note_" + std::string(care::to_string(letter.answer)),
      {{"day", page::day_year_text(visit.language, letter.signed_on)},
       {"until",
        page::day_year_text(visit.language, care::serves_until(letter, finding.clearance_days))},
       {"limits", letter.limits},
       {"depth", std::to_string(letter.max_depth.value_or(3))}});
  view.set("finding_letter_text", text);
}

void set_loosening(page::View& view, const Visit& visit, const care::Finding& finding) {
  view.show("finding_loosened", finding.loosened.has_value()).set("finding_loosened_text", "");
  if (!finding.loosened) return;
  const care::Loosening& one = *finding.loosened;
  care::Decision before = finding.before_loosening.value_or(finding.decision);
  view.set("finding_loosened_text",
           visit.say("letter.loosened",
                     {{"before", visit.say("decision." + std::string(care::to_string(before)))},
                      {"by", one.by},
                      {"credential", one.credential},
                      {"day", one.on ? page::day_year_text(visit.language, *one.on) : ""},
                      {"reason", care::in_language(one.reason, page::code(visit.language))}}));
}

void set_loosened(page::View& view, const Visit& visit, const care::Screening& screening) {
  view.show("has_loosened", !screening.loosened.empty()).list("loosened");
  const care::Protocol& protocol = visit.site.clinic.protocol;
  auto words = [&](const care::Words& w) {
    return care::in_language(w, page::code(visit.language));
  };
  for (const care::Loosening& one : screening.loosened) {
    const care::Rule* rule = protocol.rule(one.rule);
    const care::Setting* setting = protocol.setting(one.setting);
    std::string title = rule != nullptr      ? words(rule->title)
                        : setting != nullptr ? words(setting->title)
                                             : one.rule;
    view.add("loosened")
        .set("loosened_title", title)
        .set("loosened_by", one.by)
        .set("loosened_credential", one.credential)
        .set("loosened_day", one.on ? page::day_year_text(visit.language, *one.on) : "")
        .set("loosened_reason", words(one.reason));
  }
}

}  // namespace fascia::web
