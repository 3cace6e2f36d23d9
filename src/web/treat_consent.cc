// SPDX-License-Identifier: Apache-2.0
// What a client agrees to before the session, and takes back (R12).
#include <algorithm>

#include "page/fields.h"
#include "page/words.h"
#include "web/treat_view.h"

namespace fascia::web {

void set_consent(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                 const http::Form& form) {
  const auto& given = file.consent;
  bool holds = given && !given->withdrawn;
  // Once given it is one line; what was refused just now stays open.
  bool sent = visit.request.path.ends_with("/consent");
  bool wanting = std::any_of(file.hindrances.begin(), file.hindrances.end(), [](auto& id) {
    return id.starts_with("guardian_") || id.starts_with("consent_");
  });
  // It comes after the questions of the day, which may change what is planned.
  bool later = file.room.day && !file.room.day->complete() && !given;
  view.show("consent_folded", !sent && ((holds && !wanting) || later));
  view.show("consent_given", holds).show("consent_withdrawn", given && given->withdrawn);
  view.set("consent_at", given ? clock_of(visit, given->at) : "")
      .set("consent_signed", given ? given->signed_by : "")
      .set("consent_depth", std::int64_t{given ? given->depth : 0})
      .set("consent_ceiling", std::int64_t{given ? given->ceiling : 0})
      .set("consent_word", given ? given->word : "");
  auto typed = [&](const char* name, const std::string& otherwise) {
    return form.has(name) ? form.get(name) : otherwise;
  };
  for (const char* item : {"treatment", "draping", "pressure", "stop_word", "support"})
    page::set_check(view, item, form.has(item) || holds);
  page::set_check(view, "tender", form.has("tender") || (holds && given->tender));
  std::vector<page::Option> clothes;
  for (const std::string& one : clinic::clothing_choices())
    clothes.push_back({one, visit.say("treat_client.clothes_" + one)});
  page::set_options(view, "clothing", clothes,
                    {form.has("clothing") ? form.get("clothing")
                     : holds              ? given->clothing
                                          : std::string(clinic::kAsWished)});
  int most = std::max(1, file.room.max_depth);
  std::vector<page::Option> depths;
  for (int d = 1; d <= most; ++d)
    depths.push_back({std::to_string(d), visit.say("treat_depth." + std::to_string(d))});
  int planned = 1;
  for (const care::Segment& s : file.room.plan.segments) planned = std::max(planned, s.depth());
  page::set_options(view, "depth", depths,
                    {typed("depth", std::to_string(std::min(planned, most)))});
  std::vector<page::Option> ceilings;
  for (int c = 0; c <= file.room.plan.discomfort.ceiling; ++c)
    ceilings.push_back(
        {std::to_string(c), visit.say("treat_client.ceiling_option", {{"n", std::to_string(c)}})});
  page::set_options(view, "ceiling", ceilings, {typed("ceiling", std::to_string(file.ceiling))});
  view.field("word", typed("word", holds ? given->word : visit.say("treat_client.stop")));
  view.field("support_person", typed("support_person", holds ? given->support_person : ""));
  view.field("signed_by", typed("signed_by", ""));
  const clinic::Guardianship& needs = file.room.guardian;
  view.show("guardian_needed", needs.consents).show("guardian_there", needs.present);
  const store::Client& client = file.visit.client;
  bool known = given && !given->guardian.empty();
  view.field("guardian", typed("guardian", known ? given->guardian : client.guardian));
  view.field("guardian_relation", typed("guardian_relation", known ? given->guardian_relation
                                                                   : client.guardian_relation));
  page::set_check(view, "guardian_present",
                  form.has("guardian_present") || (holds && given->guardian_present));
}

void set_own_regions(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                     const http::Form& form, const std::vector<Error>& errors) {
  view.list("own_regions");
  std::vector<care::Region> asked;
  for (const care::OwnConsentRegion& own : file.room.plan.own_consent) asked.push_back(own.region);
  if (file.consent)  // those already said no to have left the plan, and can be said yes to
    for (const clinic::RegionConsent& r : file.consent->regions)
      if (std::find(asked.begin(), asked.end(), r.region) == asked.end()) asked.push_back(r.region);
  for (const care::Region& region : asked) {
    std::string id = region.text(), name = region_name(visit, region);
    std::string says, reason, alternative;
    if (file.consent)
      for (const clinic::RegionConsent& r : file.consent->regions)
        if (r.region == region) {
          says = r.says == clinic::RegionConsent::Says::yes ? "yes" : "no";
          reason = r.reason;
          alternative = r.alternative;
        }
    if (form.has("says." + id)) says = form.get("says." + id);
    if (reason.empty()) reason = visit.say("treat_client.region_reason_text");
    if (alternative.empty()) alternative = visit.say("treat_client.region_alternative_text");
    if (form.has("reason." + id)) reason = form.get("reason." + id);
    if (form.has("alternative." + id)) alternative = form.get("alternative." + id);
    page::View& one = view.add("own_regions");
    auto fault = std::ranges::find(errors, "region." + id, &Error::field);
    bool wrong = fault != errors.end();
    one.set("own_id", id).set("own_name", name).set("own_reason", reason);
    one.set("own_alternative", alternative).set("own_signed", form.get("signed." + id));
    one.show("own_yes", says == "yes").show("own_no", says == "no").show("own_wrong", wrong);
    one.set("own_error", wrong ? page::error_text(visit.language, *fault) : "");
  }
}

namespace {

http::Response give_consent(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  const http::Form& form = visit.form;
  clinic::Consent in;
  in.treatment = form.has("treatment");
  in.draping = form.has("draping");
  in.pressure = form.has("pressure");
  in.stop_word = form.has("stop_word");
  in.support = form.has("support");
  in.tender = form.has("tender");
  if (form.has("clothing")) in.clothing = form.get("clothing");
  in.depth = number_in(form, "depth").value_or(0);
  in.ceiling = number_in(form, "ceiling").value_or(-1);
  in.word = form.get("word");
  in.support_person = form.get("support_person");
  in.signed_by = form.get("signed_by");
  in.guardian = form.get("guardian");
  in.guardian_relation = form.get("guardian_relation");
  in.guardian_present = form.has("guardian_present");
  for (const std::string& place : form.all("place")) {
    auto region = care::parse_region(place);
    std::string says = form.get("says." + place);
    if (!region || says.empty()) continue;
    in.regions.push_back(
        {*region,
         says == "yes" ? clinic::RegionConsent::Says::yes : clinic::RegionConsent::Says::no,
         form.get("reason." + place), form.get("alternative." + place),
         form.get("signed." + place)});
  }
  auto given = clinic::give_consent(visit.site.clinic, visit.actor(), *id, in);
  if (!given) return client_refused(visit, given.error());
  return go(visit, treat_path(*id, "#start"));
}

http::Response withdraw(Visit& visit) {
  auto id = visit_id(visit);
  if (!id) return show_error(visit, id.error());
  auto region = care::parse_region(visit.form.get("region"));
  if (!region && !visit.form.has("all"))
    return client_refused(visit, invalid("region", "region_unknown"));
  auto done = clinic::withdraw_consent(visit.site.clinic, visit.actor(), *id, region);
  if (!done) return client_refused(visit, done.error());
  return go(visit, treat_path(*id, visit.form.has("in_session") ? "/session" : "#consent"));
}

}  // namespace

void add_treat_consent(http::Router& router, const std::shared_ptr<Site>& site) {
  auto roles = treating_roles();
  const char* own = "the visit's own therapist";
  router.add({http::Method::post, "/treat/{appointment}/consent",
              for_staff(site, roles, give_consent), own});
  router.add(
      {http::Method::post, "/treat/{appointment}/withdraw", for_staff(site, roles, withdraw), own});
}

}  // namespace fascia::web
