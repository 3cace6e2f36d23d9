// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "clinic/screen_visit.h"
#include "interop/record.h"

namespace fascia::clinic {

// What of health records is kept with the answers they lie beside, and how it comes back: the files
// themselves are not kept.
void write_record_parts(const ScreeningContent& content, boost::json::object& into);
Done read_record_parts(const Clinic& clinic, const boost::json::object& from,
                       ScreeningContent& content);
BesideRecord beside_of(const interop::Record& record);
// What records say is of today; what the person answered, where it stands as they said it, of the
// day they did.
void keep_day_of(const care::Intake& person, Date today, care::Intake& merged);

// What nobody here understands of the records that count, and nobody has asked about yet: what two
// of them hold in the same words once.
std::vector<UnreadThing> unread_of(const ScreeningContent& content);

// What of the records stands behind an answer, for whoever reads it.
struct ThingBehind {
  const KeptRecord* record = nullptr;
  std::string resource;  // "Condition/12"
  interop::NamedThing thing;
};
std::vector<ThingBehind> things_behind(const ScreeningContent& content,
                                       const std::string& question);

// Lays the records that lie beside an earlier screening of the same visit beside these answers too,
// with those that come with them, so that neither answering anew nor a further record drops
// anything of one. `take_back`: the place of one of them that counts no more; record_unknown
// (conflict) where there is none such. Nothing happens where none lies there, or the earlier
// answers are another person's.
struct LayKept {
  ScreeningId before;
  care::ServiceKind kind;
  Date visit_date;
  std::optional<std::size_t> take_back{};
  std::string taken_by{};
};
Done lay_kept_records(store::Connection& c, const Clinic& clinic, const LayKept& in,
                      ScreeningContent& content);
// The same, of answers that are kept already: `kept` says what came of it.
Done lay_kept_records(store::Connection& c, const Clinic& clinic, ScreeningId before,
                      const store::Service& service, Date visit_date, ScreeningContent& content,
                      store::KeptScreening& kept);

}  // namespace fascia::clinic
