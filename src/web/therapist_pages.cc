// SPDX-License-Identifier: Apache-2.0
// Who treats here: training, membership and languages, as the owner entered them. Nothing else of a
// therapist stands on a public page.
#include <algorithm>

#include "page/spoken.h"
#include "page/words.h"
#include "web/booking.h"

namespace fascia::web {
namespace {

constexpr std::size_t kSkillsAtOnce = 6;  // the others one tap away

// The membership that is valid today and lasts longest; null for none.
const store::Credential* membership_of(const clinic::Offer& offer, PractitionerId id, Date today) {
  const store::Credential* best = nullptr;
  for (const store::Credential& one : offer.credentials) {
    if (one.practitioner != id || today < one.valid_from || one.valid_until < today) continue;
    if (best == nullptr || best->valid_until < one.valid_until) best = &one;
  }
  return best;
}

bool lapsed(const clinic::Offer& offer, PractitionerId id, Date today) {
  return membership_of(offer, id, today) == nullptr &&
         std::any_of(offer.credentials.begin(), offer.credentials.end(),
                     [&](const store::Credential& one) { return one.practitioner == id; });
}

const store::Service* first_service(const clinic::Offer& offer, const store::Practitioner& p) {
  for (const store::Service& service : offer.services)
    if (service.online &&
        std::find(p.services.begin(), p.services.end(), service.id) != p.services.end())
      return &service;
  return nullptr;
}

void add_person(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const store::Practitioner& p, const store::Credential* member) {
  const bool french = visit.language == page::Language::fr;
  page::View& one = view.add("people");
  one.set("person_name", p.first_name);
  const std::string& about = french ? p.about_fr : p.about_en;
  one.show("has_about", !about.empty()).set("about", about);
  std::vector<std::string> skills, languages;
  for (const care::Technique& technique : visit.site.clinic.plans.techniques)
    if (std::find(p.techniques.begin(), p.techniques.end(), technique.id) != p.techniques.end())
      skills.push_back(care::in_language(technique.name, page::code(visit.language)));
  for (const std::string& id : p.languages)
    languages.push_back(page::spoken_text(visit.language, id));
  one.list("skills").list("more_skills");
  for (std::size_t i = 0; i < skills.size(); ++i)
    one.add(i < kSkillsAtOnce || skills.size() == kSkillsAtOnce + 1 ? "skills" : "more_skills")
        .set("skill", skills[i]);
  const std::size_t more = one.lists().at("more_skills").size();
  one.show("has_skills", !skills.empty()).show("has_more", more != 0);
  one.set("more_count", std::int64_t(more));
  one.show("has_languages", !languages.empty());
  one.set("languages", page::and_text(visit.language, languages));
  one.show("has_since", p.since_year > 0).set("since", std::to_string(p.since_year));
  one.show("has_hours", p.training_hours > 0).set("hours", std::to_string(p.training_hours));
  one.show("has_deep_hours", p.deep_training_hours > 0);
  one.set("deep_hours", std::to_string(p.deep_training_hours));
  one.show("is_member", member != nullptr);
  one.set("association", member != nullptr ? member->association : std::string());
  one.set("valid_until", member != nullptr
                             ? page::day_year_text(visit.language, member->valid_until)
                             : std::string());
  const store::Service* service = first_service(offer, p);
  one.show("may_book", service != nullptr);
  one.set("book_path", service != nullptr ? "/book?service=" + http::url_encode(service->slug) +
                                                "&practitioner=" + p.id.text()
                                          : std::string());
}

// Who has no valid membership today cannot be booked, and is not listed.
http::Response therapists(Visit& visit) {
  auto offer = clinic::current_offer(visit.site.clinic);
  const Date today = offer->zone.date(visit.site.clinic.now());
  page::View view;
  view.list("people");
  for (const store::Practitioner& p : offer->practitioners)
    if (!lapsed(*offer, p.id, today))
      add_person(visit, view, *offer, p, membership_of(*offer, p.id, today));
  return show(visit, "therapists", std::move(view));
}

}  // namespace

void add_therapist_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  router.add({http::Method::get, "/therapists", open_to_all(site, therapists)});
}

}  // namespace fascia::web
