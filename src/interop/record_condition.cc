// SPDX-License-Identifier: Apache-2.0
// Conditions, and what else tells of one: reasons of visits, implanted devices.
#include <algorithm>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

constexpr int kOldDays = 365;  // an old diagnosis of a visit is asked, not believed

// Where a condition stands in time.
struct State {
  bool over = false;
  bool back = false;  // again: the day it began says nothing of now
  bool unsure = false;
  bool remission = false;
  std::optional<Date> date;   // what a time limit counts from
  std::optional<Date> began;  // the latest day it can have begun
  bool ask = false;
};

bool any_of(std::string_view text, std::initializer_list<std::string_view> these) {
  return std::find(these.begin(), these.end(), text) != these.end();
}

State read_state(Reading& reading, const Resource& resource) {
  State state;
  const std::string clinical = status_at(resource, "clinicalStatus");
  const std::string verified = status_at(resource, "verificationStatus");
  state.unsure = any_of(verified, {"unconfirmed", "provisional", "differential"});
  When onset = read_when(resource, "onset", reading.visit, reading.birth);
  When end = read_when(resource, "abatement", reading.visit, reading.birth);
  When noted = read_day(resource.text("recordedDate"), reading.visit);
  const bj::value* still = resource.json().if_contains("abatementBoolean");
  bool abated = end.given && !(still != nullptr && still->is_bool() && !still->get_bool());
  state.back = any_of(clinical, {"recurrence", "relapse"});
  state.remission = clinical == "remission";
  if (any_of(clinical, {"inactive", "resolved"})) {
    state.over = true;
  } else if (!any_of(clinical, {"active", "remission"}) && !state.back) {
    if (!clinical.empty()) resource.fault("clinicalStatus");
    state.over = clinical.empty() && abated;
  }
  state.ask = onset.bad || end.bad || (abated && !state.over && !state.remission) ||
              (onset.last && end.last && *onset.last > *end.last);
  state.began = onset.last ? onset.last : noted.last;
  if (state.over || state.remission) {
    state.date = end.last ? end.last : (end.given ? std::nullopt : state.began);
    if (state.ask && state.date && state.began) state.date = std::max(*state.date, *state.began);
  } else if (state.back) {
    state.date = noted.last;
  } else {
    state.date = state.began;
    if (state.date && end.last) state.date = std::max(*state.date, *end.last);
  }
  state.ask = state.ask || !state.date;
  return state;
}

// What one mention comes to.
void take(Reading& reading, const Resource& resource, const Concept& meant, const Mention& mention,
          const Mentioned& all, const State& state, bool of_a_visit) {
  const CodeEntry& entry = *mention.entry;
  switch (mention.sense) {
    case Sense::denied:
      return reading.pass(resource, "denied");
    case Sense::family:
      return reading.pass(resource, "family");
    case Sense::planned:
      return reading.pass(resource, "planned");
    case Sense::risk:
      return reading.pass(resource, "risk");
    default:
      break;
  }
  // "History of hypertension" is how many say that they have it.
  bool said_past =
      mention.sense == Sense::past && !(entry.lasting && entry.past == CodeEntry::Past::nothing);
  bool over = state.over || said_past || (state.remission && entry.past == CodeEntry::Past::other);
  const std::vector<CodedAnswer>* answers = &entry.answers;
  if (over && entry.past == CodeEntry::Past::nothing && entry.use != Use::procedure)
    return reading.pass(resource, "over");
  if (over && entry.past == CodeEntry::Past::other) answers = &entry.past_answers;
  std::optional<Date> seen = state.date ? state.date : state.began;
  if (of_a_visit && !entry.lasting && seen && reading.visit - *seen > kOldDays) {
    reading.pass(resource, "old");
    return reading.ask(entry);
  }
  bool limited = !over || entry.use == Use::procedure || entry.past == CodeEntry::Past::counts;
  if (limited && entry.within_days > 0 && seen && reading.visit - *seen > entry.within_days) {
    reading.pass(resource, "old");
    if (!over) reading.ask(entry);
    return;
  }
  bool unsure = state.unsure || mention.sense == Sense::suspected;
  if (state.ask || unsure || over) reading.ask(entry);
  Telling telling;
  telling.entry = &entry;
  telling.answers = answers;
  telling.date = state.date;
  telling.unsure = unsure && !entry.counts_when_suspected;
  telling.sites = find_sites(reading, resource, meant, entry);
  telling.beside = &all;
  tell(reading, resource, telling);
}

void add_notes(const Resource& resource, Concept& into) {
  const bj::array* notes = resource.list(resource.json(), "note");
  if (notes == nullptr) return;
  for (const bj::value& note : *notes)
    if (const auto* one = note.if_object())
      if (std::string_view text = resource.text(*one, "text"); !text.empty())
        into.texts.push_back(text);
}

// Severity, stage and notes beside the code only add details.
void read_beside(Reading& reading, const Resource& resource, const Concept& meant,
                 Mentioned& into) {
  Concept beside = concept_at(resource, "severity");
  if (const bj::array* stages = resource.list(resource.json(), "stage"))
    for (const bj::value& stage : *stages)
      if (const auto* one = stage.if_object())
        read_concept(resource, one->if_contains("summary"), "stage", beside);
  if (meant.named()) add_notes(resource, beside);
  find_details(reading, beside, into);
}

void take_all(Reading& reading, const Resource& resource, const Concept& meant,
              const Mentioned& all, const State& state, bool of_a_visit) {
  if (all.mentions.empty()) return reading.unmatched(resource, meant, all);
  for (const Mention& mention : all.mentions)
    take(reading, resource, meant, mention, all, state, of_a_visit);
}

}  // namespace

void read_condition(Reading& reading, const Resource& resource) {
  const std::string verified = status_at(resource, "verificationStatus");
  if (verified == "refuted") return reading.pass(resource, "refuted");
  if (verified == "entered-in-error") return reading.pass(resource, "entered_in_error");
  Concept meant = concept_at(resource, "code");
  if (!meant.named()) add_notes(resource, meant);
  if (!meant.named())
    return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
  Mentioned all = find_mentions(reading, meant, {Use::condition, Use::procedure}, true);
  // A code of the family, or of somebody who has not got it, speaks for the whole.
  if (all.mentions.empty() && !resource.faults().empty())
    return reading.unread(resource.type(), resource.name(), resource.place(), "unread");
  read_beside(reading, resource, meant, all);
  Concept category = concept_at(resource, "category");
  bool of_a_visit =
      has_code(category, "encounter-diagnosis") && !has_code(category, "problem-list-item");
  take_all(reading, resource, meant, all, read_state(reading, resource), of_a_visit);
}

void read_encounter(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (any_of(status, {"planned", "cancelled", "entered-in-error"})) return;
  Concept meant = concept_at(resource, "reasonCode");
  if (!meant.named()) return;
  Mentioned all = find_mentions(reading, meant, {Use::condition}, true);
  State state;
  state.unsure = true;
  if (const auto* period = resource.object("period")) {
    When end = read_day(resource.text(*period, "end"), reading.visit);
    When start = read_day(resource.text(*period, "start"), reading.visit);
    state.date = end.last ? end.last : start.last;
  }
  for (const Mention& mention : all.mentions)
    take(reading, resource, meant, mention, all, state, true);
}

void read_device(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  Concept meant = concept_at(resource, "type");
  Mentioned all = find_mentions(reading, meant, {Use::condition}, true);
  State state;
  state.ask = !any_of(status, {"active", ""});
  state.unsure = state.ask;  // an inactive device may still be in the body
  take_all(reading, resource, meant, all, state, false);
}

}  // namespace fascia::interop
