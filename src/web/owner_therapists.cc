// SPDX-License-Identifier: Apache-2.0
// Therapists: who they are, what they were trained in, and what a receipt needs of them (R44).
#include <algorithm>

#include "clinic/check_house.h"
#include "page/spoken.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

using store::Practitioner;

std::optional<Practitioner> therapist_of(const Visit& visit, const clinic::House& house) {
  const std::string& id = visit.request.param("id");
  if (id == "new") {
    Practitioner fresh;
    fresh.languages = {"en"};
    fresh.position = static_cast<int>(house.practitioners.size());
    for (const store::Service& s : house.services) fresh.services.push_back(s.id);
    return fresh;
  }
  auto wanted = PractitionerId::parse(id);
  for (const Practitioner& p : house.practitioners)
    if (wanted && p.id == *wanted) return p;
  return std::nullopt;
}

bool valid_on(const clinic::House& house, PractitionerId id, Date day) {
  return std::any_of(house.credentials.begin(), house.credentials.end(), [&](const auto& k) {
    return k.practitioner == id && k.valid_from <= day && day <= k.valid_until;
  });
}

http::Response therapist_list_page(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  Date today = visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now());
  page::View view;
  view.list("items").show("none", house->practitioners.empty());
  for (const Practitioner& p : house->practitioners) {
    bool covered = valid_on(*house, p.id, today);
    view.add("items")
        .set("item_path", "/owner/therapist/" + p.id.text())
        .set("item_name", p.name)
        .set("item_more",
             visit.say(covered ? "owner_therapists.covered" : "owner_therapists.not_covered"))
        .show("item_off", !p.active);
  }
  return show(visit, "owner-therapists", std::move(view));
}

void set_credentials(page::View& view, const Visit& visit, const clinic::House& house,
                     const Practitioner& p, OwnerForm& form) {
  view.list("credentials");
  for (const store::Credential& k : house.credentials)
    if (p.id && k.practitioner == p.id)
      view.add("credentials")
          .set("credential_id", std::to_string(k.id))
          .set("credential_name", k.association)
          .set("credential_number", k.number)
          .set("credential_from", to_iso(k.valid_from))
          .set("credential_until", to_iso(k.valid_until))
          .set("credential_text", page::day_year_text(visit.language, k.valid_from) + " – " +
                                      page::day_year_text(visit.language, k.valid_until));
  form.text("association", "");
  form.text("number", "");
  form.text("valid_from", "");
  form.text("valid_until", "");
}

http::Response therapist_page(Visit& visit, const Error* error = nullptr,
                              bool of_credential = false) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto p = therapist_of(visit, *house);
  if (!p) return show_error(visit, not_found("practitioner_unknown"));
  page::View view;
  view.set("item_path", "/owner/therapist/" + visit.request.param("id"));
  view.show("exists", static_cast<bool>(p->id)).set("item_name", p->name);
  view.show("saved", visit.request.query_value("saved") == "yes");
  set_removed(view, visit);
  // Two forms stand on the page: only the one that was sent keeps what was typed.
  OwnerForm form(view, visit, of_credential ? nullptr : error);
  OwnerForm credential(view, visit, of_credential ? error : nullptr);
  form.text("name", p->name);
  form.text("first_name", p->first_name);
  std::vector<page::Option> genders, languages, techniques, services;
  genders.push_back({"", visit.say("owner_gender.none")});
  for (const char* id : {"woman", "man", "other"})
    genders.push_back({id, visit.say("owner_gender." + std::string(id))});
  for (std::string_view id : page::kSpoken)
    languages.push_back({std::string(id), page::spoken_text(visit.language, id)});
  for (const care::Technique& t : visit.site.clinic.plans.techniques)
    techniques.push_back({t.id, visit.language == page::Language::fr ? t.name.fr : t.name.en});
  std::vector<std::string> given;
  for (const store::Service& s : house->services)
    services.push_back({s.id.text(), visit.language == page::Language::fr ? s.name_fr : s.name_en});
  for (ServiceId id : p->services) given.push_back(id.text());
  form.choice("gender", genders, {p->gender});
  form.choice("languages", languages, p->languages);
  form.choice("services", services, given);
  form.choice("techniques", techniques, p->techniques);
  form.text("visits_a_day", std::to_string(p->visits_a_day));
  form.text("since_year", p->since_year > 0 ? std::to_string(p->since_year) : "");
  for (const auto& [field, hours] : {std::pair("training_hours", p->training_hours),
                                     {"deep_training_hours", p->deep_training_hours}})
    form.text(field, hours > 0 ? std::to_string(hours) : "");
  form.text("about_en", p->about_en);
  form.text("about_fr", p->about_fr);
  form.check("active", p->active);
  set_credentials(view, visit, *house, *p, credential);
  (of_credential ? credential : form).wrongs();
  return show(visit, "owner-therapist", std::move(view), owner_status(error));
}

// A number that cannot be read is one that cannot be: the use case names what is allowed there.
Practitioner read_therapist(const Visit& visit, Practitioner p, Faults& faults) {
  const http::Form& f = visit.form;
  p.name = f.get("name");
  p.first_name = f.get("first_name");
  p.gender = f.get("gender");
  p.languages = f.all("languages");
  p.techniques = f.all("techniques");
  faults.add(known_techniques(visit, p.techniques));
  p.about_en = f.get("about_en");
  p.about_fr = f.get("about_fr");
  p.active = f.has("active");
  p.services.clear();
  for (const std::string& text : f.all("services")) {
    auto id = ServiceId::parse(text);
    if (!id) faults.add(invalid("services", "service_unknown"));
    if (id) p.services.push_back(*id);
  }
  if (f.has("visits_a_day")) p.visits_a_day = read_number(f.get("visits_a_day")).value_or(-1);
  p.since_year = 0;
  if (std::string year = f.get("since_year"); !year.empty())
    p.since_year = read_number(year).value_or(-1);
  for (auto [field, hours] : {std::pair("training_hours", &p.training_hours),
                              {"deep_training_hours", &p.deep_training_hours}})
    if (f.has(field)) *hours = f.get(field).empty() ? 0 : read_number(f.get(field)).value_or(-1);
  return p;
}

http::Response save_therapist(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto kept = therapist_of(visit, *house);
  if (!kept) return show_error(visit, not_found("practitioner_unknown"));
  Faults faults;
  const Practitioner p = read_therapist(visit, *kept, faults);
  faults.add(clinic::check_practitioner(p));
  if (const Done read = faults.done(); !read) return therapist_page(visit, &read.error());
  auto done = clinic::edit_practitioner(visit.site.clinic, visit.actor(), p);
  if (!done) return therapist_page(visit, &done.error());
  return go(visit, "/owner/therapist/" + done->text() + "?saved=yes");
}

http::Response add_credential(Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  auto p = therapist_of(visit, *house);
  if (!p || !p->id) return show_error(visit, not_found("practitioner_unknown"));
  store::Credential k;
  k.practitioner = p->id;
  // One that stands on the page is corrected; the store knows whose it is.
  for (const store::Credential& kept : house->credentials)
    if (std::to_string(kept.id) == visit.form.get("credential")) k.id = kept.id;
  k.association = visit.form.get("association");
  k.number = visit.form.get("number");
  Faults faults;
  for (auto [name, into] :
       {std::pair("valid_from", &k.valid_from), {"valid_until", &k.valid_until}}) {
    auto day = parse_date(visit.form.get(name));
    if (!day) faults.add(invalid(name, "date_invalid"));
    if (day) *into = *day;
  }
  faults.add(clinic::check_credential(k));
  if (const Done read = faults.done(); !read) return therapist_page(visit, &read.error(), true);
  auto done = clinic::add_credential(visit.site.clinic, visit.actor(), k);
  if (!done) return therapist_page(visit, &done.error(), true);
  return go(visit, "/owner/therapist/" + p->id.text() + "?saved=yes");
}

std::int64_t credential_id(const Visit& visit) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (house)
    for (const store::Credential& kept : house->credentials)
      if (std::to_string(kept.id) == visit.form.get("credential")) return kept.id;
  return 0;
}

http::Response remove_credential(Visit& visit) {
  auto done = clinic::remove_credential(visit.site.clinic, visit.actor(), credential_id(visit));
  if (!done) return show_error(visit, done.error());
  return go_removed(visit, "/owner/therapist/" + visit.request.param("id"), *done);
}

}  // namespace

void add_owner_therapists(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/therapists", for_owner(site, therapist_list_page), "owner"});
  router.add({Method::get, "/owner/therapist/{id}",
              for_owner(site, [](Visit& v) { return therapist_page(v); }), "owner"});
  router.add({Method::post, "/owner/therapist/{id}", for_owner(site, save_therapist), "owner"});
  router.add(
      {Method::post, "/owner/therapist/{id}/credential", for_owner(site, add_credential), "owner"});
  router.add({Method::post, "/owner/therapist/{id}/credential/remove",
              for_owner(site, remove_credential), "owner"});
}

}  // namespace fascia::web
