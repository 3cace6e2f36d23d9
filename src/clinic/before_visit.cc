// SPDX-License-Identifier: Apache-2.0
#include "clinic/before_visit.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "clinic/check_in.h"
#include "clinic/record_outcomes.h"
#include "clinic/tasks.h"
#include "clinic/verdict_turn.h"
#include "core/faults.h"
#include "core/json.h"
#include "store/follow_up.h"
#include "store/treatment.h"

namespace fascia::clinic {
namespace {

namespace bj = boost::json;

constexpr std::string_view kAnything[] = {"no", "yes", "unsure", "rather_not"};
constexpr std::size_t kLongestWords = 1000;

Result<store::Appointment> visit_of(store::Connection& c, const Clinic& clinic,
                                    const OpenLink& link) {
  auto a = store::find_appointment(c, clinic.tenant, AppointmentId{link.subject});
  if (!a) return not_found("appointment_unknown");
  bool stands = a->status == store::Status::requested || a->status == store::Status::booked ||
                a->status == store::Status::confirmed || a->status == store::Status::arrived;
  if (!stands || a->start <= clinic.now()) return conflict("before_over");
  return *a;
}

Done check(const TellBefore& in) {
  Faults faults;
  faults.add(check_ratings(in.pain));
  for (std::size_t i = 0; i < in.ratings.size(); ++i)
    if (in.ratings[i] && (*in.ratings[i] < 0 || *in.ratings[i] > 10))
      faults.add(invalid("thing." + std::to_string(i + 1), "pain_range"));
  if (std::find(std::begin(kAnything), std::end(kAnything), in.anything) == std::end(kAnything))
    faults.add(invalid("anything", "anything_missing"));
  if (in.words.reveal().size() > kLongestWords) faults.add(invalid("words", "note_too_long"));
  return faults.done();
}

bj::value number_or_null(const std::optional<int>& value) {
  return value ? bj::value(*value) : bj::value(nullptr);
}

PrivateText body_of(const Told& told) {
  bj::array things;
  for (const RatedThing& one : told.things)
    things.push_back(bj::object{{"words", one.words}, {"rating", one.rating}});
  bj::object body{{"now", number_or_null(told.pain.now)},
                  {"average", number_or_null(told.pain.average)},
                  {"worst", number_or_null(told.pain.worst)},
                  {"things", std::move(things)},
                  {"anything", told.anything},
                  {"words", told.words}};
  return PrivateText(json::write(body));
}

// The outcomes of a person come in their own words as well; a body that cannot be read any more
// says nothing.
std::optional<Told> read_told(const store::BeforeVisit& kept) {
  auto value = json::read(kept.body.reveal());
  if (!value || !value->is_object()) return std::nullopt;
  const bj::object& body = value->as_object();
  Told out;
  out.at = kept.told;
  out.pain = {json::whole_at(body, "now"), json::whole_at(body, "average"),
              json::whole_at(body, "worst")};
  for (const bj::value& one : body.at("things").as_array())
    out.things.push_back({std::string(one.as_object().at("words").as_string()),
                          json::whole_at(one.as_object(), "rating").value_or(0)});
  out.anything = std::string(body.at("anything").as_string());
  out.words = std::string(body.at("words").as_string());
  return out;
}

void keep_ratings(store::Transaction& tx, Clinic& clinic, const store::Appointment& a,
                  const Told& told) {
  int had = treatments_had(tx, clinic, a.client);
  auto keep = [&](std::string_view use, std::optional<int> value, const std::string& activity) {
    const care::Measure* measure = care::measure_for(clinic.follow_up.measures, use);
    if (measure == nullptr || !value) return;
    bj::object body{{"value", *value}, {"when", "before"}, {"source", "self"}};
    if (!activity.empty()) body["activity"] = activity;
    store::add_outcome(tx, clinic.tenant, clinic.sealer,
                       {clinic.random.id<store::OutcomeId>(), a.client, a.id, measure->id,
                        clinic.now(), had, PrivateText(json::write(body))});
  };
  keep("pain_now", told.pain.now, {});
  keep("pain_average", told.pain.average, {});
  keep("pain_worst", told.pain.worst, {});
  for (const RatedThing& one : told.things) keep("activity", one.rating, one.words);
}

void tell_therapist(store::Transaction& tx, Clinic& clinic, const store::Appointment& a,
                    const Told& told) {
  auto open = open_spans(*clinic.availability.get(), clinic.now());
  NewTask task;
  task.kind = "client_says_new";
  task.client = a.client;
  task.appointment = a.id;
  task.role = store::Role::therapist;
  task.practitioner = a.practitioner;
  task.due = std::min(a.start, care::after_open_time(clinic.now(), hours(4), open));
  task.payload = PrivateText(told.words);
  add_task(tx, clinic, task);
}

}  // namespace

std::string make_before_path(store::Transaction& tx, Clinic& clinic, const store::Appointment& a) {
  return "/before/" + make_private_link(tx, clinic, {"before", a.id.value, a.client, a.start});
}

Result<BeforePage> open_before_visit(Clinic& clinic, const OpenLink& link) {
  return clinic.store.read([&](store::Connection& c) -> Result<BeforePage> {
    FASCIA_TRY(store::Appointment a, visit_of(c, clinic, link));
    BeforePage out{a, activities_of(c, clinic, a.client), {}, told_before(c, clinic, a.id)};
    for (const auto& session : store::sessions_of(c, clinic.tenant, a.client)) {
      Date day = clinic.availability.get()->zone.date(session.started);
      if (session.ended && (!out.last_visit || *out.last_visit < day)) out.last_visit = day;
    }
    return out;
  });
}

Done tell_before_visit(Clinic& clinic, const OpenLink& link, const TellBefore& in) {
  FASCIA_TRY_DONE(check(in));
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    FASCIA_TRY(store::Appointment a, visit_of(tx, clinic, link));
    auto things = activities_of(tx, clinic, a.client);
    Told told{clinic.now(), in.pain, {}, in.anything, in.words.reveal()};
    for (std::size_t i = 0; i < std::min(things.size(), in.ratings.size()); ++i)
      if (in.ratings[i]) told.things.push_back({things[i], *in.ratings[i]});
    store::keep_before_visit(tx, clinic.tenant, clinic.sealer,
                             {a.id, a.client, told.at, body_of(told)});
    const bool knew = is_for_lead(tx, clinic, a.client);
    keep_ratings(tx, clinic, a, told);
    tell_lead_of_turn(tx, clinic, a.client, a.id, knew);
    if (told.anything != "no" || !told.words.empty()) tell_therapist(tx, clinic, a, told);
    audit(tx, clinic, client_at(link.from), "before_visit.told", "appointment", a.id.value,
          a.client);
    return {};
  });
}

std::optional<Told> told_before(store::Connection& c, Clinic& clinic, AppointmentId id) {
  auto kept = store::find_before_visit(c, clinic.tenant, clinic.sealer, id);
  return kept ? read_told(*kept) : std::nullopt;
}

}  // namespace fascia::clinic
