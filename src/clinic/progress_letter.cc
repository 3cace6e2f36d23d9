// SPDX-License-Identifier: Apache-2.0
#include "clinic/progress_letter.h"

#include <algorithm>

#include "clinic/name_length.h"
#include "clinic/record_rights.h"
#include "core/blank.h"
#include "core/faults.h"
#include "store/clients.h"
#include "store/practitioners.h"
#include "store/records.h"
#include "store/staff.h"

namespace fascia::clinic {
namespace {

constexpr std::string_view kWhat = "progress letter";
constexpr std::string_view kGround = "consent to disclose";

std::vector<OtherCarer> carers_of(const std::vector<KeptDisclosure>& given) {
  std::vector<OtherCarer> out;
  for (const KeptDisclosure& one : given) {
    if (one.given.what != kWhat) continue;
    auto known = std::ranges::find(out, one.given.to, &OtherCarer::name);
    if (known == out.end())
      out.push_back({one.given.to, one.at});
    else
      known->last_sent = std::max(known->last_sent, one.at);
  }
  std::ranges::stable_sort(out, std::ranges::greater{}, &OtherCarer::last_sent);
  return out;
}

}  // namespace

Done send_progress(Clinic& clinic, const Actor& actor, AppointmentId id, const SendProgress& in) {
  if (!treats(actor)) return forbidden();
  Faults faults;
  if (is_blank(in.recipient)) faults.add(invalid("recipient", "progress_recipient_missing"));
  if (in.recipient.size() > kLongestName) faults.add(name_too_long("recipient"));
  if (!in.consent) faults.add(invalid("consent", "progress_consent_missing"));
  FASCIA_TRY_DONE(faults.done());
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(OpenVisit visit, open_visit(tx, clinic, actor, id));
    note_disclosure(tx, clinic, actor, visit.client.id,
                    {in.recipient, std::string(kWhat), std::string(kGround)});
    return {};
  });
}

Result<ProgressLetter> read_progress(Clinic& clinic, const Actor& actor, AppointmentId id) {
  if (!treats(actor)) return forbidden();
  ProgressLetter out;
  FASCIA_TRY_DONE(clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(out.visit, open_visit(tx, clinic, actor, id));
    out.curve = curve_of(tx, clinic, out.visit.client.id, clinic.now());
    if (auto staff = store::find_staff(tx, clinic.tenant, actor.staff)) out.therapist = staff->name;
    const Date today = clinic.availability.get()->zone.date(clinic.now());
    for (const store::Credential& one : store::list_credentials(tx, clinic.tenant))
      if (one.practitioner == actor.practitioner && one.valid_from <= today &&
          today <= one.valid_until) {
        out.association = one.association;
        out.number = one.number;
      }
    audit(tx, clinic, actor, "progress_letter.read", "appointment", id.value, out.visit.client.id);
    return {};
  }));
  // Who is a therapist may read the log of their own client's record.
  Actor reader = actor;
  reader.role = store::Role::therapist;
  FASCIA_TRY(auto given, disclosures_of(clinic, reader, out.visit.client.id));
  out.carers = carers_of(given);
  return out;
}

}  // namespace fascia::clinic
