// SPDX-License-Identifier: Apache-2.0
#include "clinic/visit_draft.h"

#include <boost/json/object.hpp>

#include "core/json.h"
#include "keys/token.h"
#include "store/intakes.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

std::string text_of(const bj::object& object, const char* key) {
  return std::string(object.at(key).as_string());
}

Result<VisitDraft> read_draft(const Clinic& clinic, const PrivateText& text) {
  FASCIA_TRY(bj::value value, json::read(text.reveal()));
  const bj::object& object = value.as_object();
  VisitDraft draft;
  draft.consent = object.at("consent").as_bool();
  draft.for_whom = text_of(object, "for");
  draft.guardian = text_of(object, "guardian");
  draft.guardian_relation = text_of(object, "guardian_relation");
  draft.service = text_of(object, "service");
  draft.visit_date = parse_date(text_of(object, "visit_date"));
  draft.screening = text_of(object, "screening");
  draft.hold = text_of(object, "hold");
  draft.name = text_of(object, "name");
  draft.email = text_of(object, "email");
  draft.phone = text_of(object, "phone");
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
  bj::object object{{"consent", d.consent},
                    {"for", d.for_whom},
                    {"guardian", d.guardian},
                    {"guardian_relation", d.guardian_relation},
                    {"service", d.service},
                    {"visit_date", d.visit_date ? to_iso(*d.visit_date) : std::string()},
                    {"screening", d.screening},
                    {"hold", d.hold},
                    {"name", d.name},
                    {"email", d.email},
                    {"phone", d.phone},
                    {"intake", care::write_intake(d.intake)}};
  PrivateText text(json::write(object));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
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

}  // namespace fascia::clinic
