// SPDX-License-Identifier: Apache-2.0
#include "clinic/consent.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "clinic/open_visit.h"
#include "clinic/room_plan.h"
#include "clinic/session_log.h"
#include "core/faults.h"
#include "core/json.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;
using Says = RegionConsent::Says;

constexpr int kOfAge = 18, kAlone = 14;  // R15

std::string_view to_text(Says says) {
  if (says == Says::yes) return "yes";
  return says == Says::no ? "no" : "withdrawn";
}

bj::object write(const Consent& consent) {
  bj::array regions;
  for (const RegionConsent& r : consent.regions)
    regions.push_back(bj::object{{"region", r.region.text()},
                                 {"says", to_text(r.says)},
                                 {"reason", r.reason},
                                 {"alternative", r.alternative},
                                 {"signed_by", r.signed_by}});
  return {{"treatment", consent.treatment},
          {"draping", consent.draping},
          {"pressure", consent.pressure},
          {"stop_word", consent.stop_word},
          {"support", consent.support},
          {"tender", consent.tender},
          {"clothing", consent.clothing},
          {"depth", consent.depth},
          {"ceiling", consent.ceiling},
          {"word", consent.word},
          {"withdrawn", consent.withdrawn},
          {"support_person", consent.support_person},
          {"signed_by", consent.signed_by},
          {"practitioner", consent.practitioner.text()},
          {"guardian", consent.guardian},
          {"guardian_relation", consent.guardian_relation},
          {"guardian_present", consent.guardian_present},
          {"regions", std::move(regions)}};
}

Consent read(const store::Consent& kept) {
  bj::value value = json::read(kept.body.reveal()).value();
  const bj::object& o = value.as_object();
  auto on = [&](const char* key) { return o.at(key).as_bool(); };
  auto text = [](const bj::object& from, const char* key) {
    return std::string(from.at(key).as_string());
  };
  Consent out;
  out.treatment = on("treatment");
  out.draping = on("draping");
  out.pressure = on("pressure");
  out.stop_word = on("stop_word");
  out.support = on("support");
  out.withdrawn = on("withdrawn");
  out.depth = static_cast<int>(o.at("depth").to_number<std::int64_t>());
  out.ceiling = static_cast<int>(o.at("ceiling").to_number<std::int64_t>());
  out.word = text(o, "word");
  out.support_person = text(o, "support_person");
  out.signed_by = text(o, "signed_by");
  out.practitioner = PractitionerId::parse(text(o, "practitioner")).value_or(PractitionerId{});
  if (o.contains("clothing")) {  // nor were these always asked
    out.tender = on("tender");
    out.clothing = text(o, "clothing");
  }
  if (o.contains("guardian")) {  // consents from before this was asked have none
    out.guardian = text(o, "guardian");
    out.guardian_relation = text(o, "guardian_relation");
    out.guardian_present = on("guardian_present");
  }
  for (const bj::value& one : o.at("regions").as_array()) {
    const bj::object& r = one.as_object();
    std::string says = text(r, "says");
    out.regions.push_back({care::parse_region(text(r, "region")).value(),
                           says == "yes"  ? Says::yes
                           : says == "no" ? Says::no
                                          : Says::withdrawn,
                           text(r, "reason"), text(r, "alternative"), text(r, "signed_by")});
  }
  out.at = kept.at;
  return out;
}

void check_items(Faults& faults, const Consent& in) {
  const std::pair<const char*, bool> items[] = {{"treatment", in.treatment},
                                                {"draping", in.draping},
                                                {"pressure", in.pressure},
                                                {"stop_word", in.stop_word},
                                                {"support", in.support}};
  for (const auto& [field, said] : items)
    if (!said) faults.add(invalid(field, "consent_item_missing"));
  if (in.depth < 1 || in.depth > 5) faults.add(invalid("depth", "consent_depth"));
  if (in.ceiling < 0 || in.ceiling > 10) faults.add(invalid("ceiling", "consent_ceiling"));
  if (in.word.empty()) faults.add(invalid("word", "consent_word_missing"));
  const auto& choices = clothing_choices();
  if (std::find(choices.begin(), choices.end(), in.clothing) == choices.end())
    faults.add(invalid("clothing", "clothing_unknown"));
  if (in.signed_by.empty()) faults.add(invalid("signed_by", "consent_signature_missing"));
}

void check_guardian(Faults& faults, const Consent& in, const Guardianship& needs) {
  if (!needs.consents) return;
  if (in.guardian.empty()) faults.add(invalid("guardian", "guardian_missing"));
  if (in.guardian_relation.empty())
    faults.add(invalid("guardian_relation", "guardian_relation_missing"));
  if (needs.present && !in.guardian_present)
    faults.add(invalid("guardian_present", "guardian_not_present"));
  for (const RegionConsent& r : in.regions)
    if (r.says == Says::yes)
      faults.add(invalid("region." + r.region.text(), "region_off_under_18"));
}

// Reason, alternative and signature belong to a yes; a no needs no reason.
Done check_region(const Consent& in, const care::Region& region) {
  std::string field = "region." + region.text();
  auto at = std::find_if(in.regions.begin(), in.regions.end(),
                         [&](const RegionConsent& r) { return r.region == region; });
  if (at == in.regions.end()) return invalid(field, "region_answer_missing");
  if (at->says != Says::yes) return {};
  if (at->reason.empty()) return invalid(field, "region_reason_missing");
  if (at->alternative.empty()) return invalid(field, "region_alternative_missing");
  if (at->signed_by.empty()) return invalid(field, "region_signature_missing");
  return {};
}

void keep(store::Transaction& tx, Clinic& clinic, const Actor& actor, const OpenVisit& visit,
          const Consent& consent, std::string_view action) {
  const store::Appointment& a = visit.appointment;
  // The newest holds: two answers within one second must not stand at the same moment.
  Instant at = clinic.now();
  auto before = store::consents_of(tx, clinic.tenant, clinic.sealer, a.id);
  if (!before.empty()) at = std::max(at, before.back().at + Seconds{1});
  store::add_consent(tx, clinic.tenant, clinic.sealer,
                     {clinic.random.id<store::ConsentId>(), a.client, a.id, at,
                      PrivateText(json::write(write(consent)))});
  audit(tx, clinic, actor, action, "appointment", a.id.value, a.client);
}

}  // namespace

const std::vector<std::string>& clothing_choices() {
  static const std::vector<std::string> kChoices{std::string(kAsWished), "underwear",
                                                 std::string(kClothed)};
  return kChoices;
}

Guardianship guardianship(std::optional<Date> born, Date visit) {
  if (!born) return {};
  int age = age_in_years(*born, visit);
  return {age < kOfAge, age < kAlone};
}

std::vector<care::Region> Consent::declined() const {
  std::vector<care::Region> out;
  for (const RegionConsent& r : regions)
    if (r.says != RegionConsent::Says::yes) out.push_back(r.region);
  return out;
}

bool Consent::agrees_to(const care::Region& own) const {
  return std::any_of(regions.begin(), regions.end(), [&](const RegionConsent& r) {
    return r.region == own && r.says == RegionConsent::Says::yes;
  });
}

std::optional<Consent> consent_of(store::Connection& c, Clinic& clinic, AppointmentId id) {
  auto all = store::consents_of(c, clinic.tenant, clinic.sealer, id);
  if (all.empty()) return std::nullopt;
  return read(all.back());
}

Result<Consent> give_consent(Clinic& clinic, const Actor& actor, AppointmentId id,
                             const Consent& in) {
  auto offer = current_offer(clinic);
  return clinic.store.write([&](store::Transaction& tx) -> Result<Consent> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, id));
    if (offer->zone.date(clinic.now()) != offer->zone.date(visit.appointment.start))
      return conflict("visit_not_today");
    if (!store::takes_time(visit.appointment.status) ||
        visit.appointment.status == store::Status::completed)
      return conflict("visit_over");
    FASCIA_TRY(RoomPlan room, room_plan(tx, clinic, *offer, visit, {}));
    Faults faults;
    check_items(faults, in);
    check_guardian(faults, in, room.guardian);
    for (const care::OwnConsentRegion& own : room.plan.own_consent)
      faults.add(check_region(in, own.region));
    FASCIA_TRY_DONE(faults.done());
    Consent consent = in;
    consent.practitioner = actor.practitioner;
    consent.withdrawn = false;
    consent.at = clinic.now();
    keep(tx, clinic, actor, visit, consent, "consent.given");
    return consent;
  });
}

Result<Consent> withdraw_consent(Clinic& clinic, const Actor& actor, AppointmentId id,
                                 std::optional<care::Region> where) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<Consent> {
    FASCIA_TRY(OpenVisit visit, own_visit(tx, clinic, actor, id));
    std::optional<Consent> consent = consent_of(tx, clinic, id);
    if (!consent) return conflict("consent_not_given");
    if (where) {
      auto at = std::find_if(consent->regions.begin(), consent->regions.end(),
                             [&](const RegionConsent& r) { return r.region == *where; });
      if (at == consent->regions.end())
        consent->regions.push_back({*where, Says::withdrawn, {}, {}, {}});
      else
        at->says = Says::withdrawn;
    } else {
      consent->withdrawn = true;
    }
    consent->at = clinic.now();
    keep(tx, clinic, actor, visit, *consent, "consent.withdrawn");
    auto session = store::session_of(tx, clinic.tenant, id);
    if (session && !session->ended) {
      Tap tap;
      tap.kind = Tap::Kind::withdrawn;
      tap.region = where;
      append_tap(tx, clinic, session->id, tap, clinic.now());
    }
    return std::move(*consent);
  });
}

}  // namespace fascia::clinic
