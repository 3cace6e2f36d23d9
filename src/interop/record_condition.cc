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
  std::optional<Date> ended;  // where the end itself is told
  std::optional<Date> began;  // the latest day it can have begun
  bool noted = false;         // of which nothing more is known than when somebody wrote it down
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
  state.ended = end.last;
  state.noted = !onset.last && !onset.bad;
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

// An operation of which no day is told, but in its name.
std::optional<Date> day_of_operation(const Reading& reading, const Resource& resource,
                                     const Concept& meant, const State& state) {
  if (state.ended || (!state.noted && state.date)) return std::nullopt;
  std::vector<std::string_view> texts = meant.texts;
  if (std::string_view said = resource.text("onsetString"); !said.empty()) texts.push_back(said);
  const std::optional<Date> told = day_in_words(reading, texts);
  return told && state.date ? std::min(*told, *state.date) : told;
}

bool tells_history(const Codes& codes, const Concept& meant) {
  return std::ranges::any_of(meant.texts, [&](std::string_view text) {
    return any_stands_in(codes.history, Wording(text.substr(0, 200)));
  });
}

bool counts_from_end(const CodeEntry& entry) {
  return std::ranges::any_of(entry.past_answers, [](const CodedAnswer& answer) {
    return answer.from == CodedAnswer::From::end;
  });
}

// What one mention comes to.
void take(Reading& reading, const Resource& resource, const Concept& meant, const Mention& mention,
          const Mentioned& all, State state, bool of_a_visit) {
  const CodeEntry& entry = *mention.entry;
  if (entry.use == Use::procedure)
    if (auto day = day_of_operation(reading, resource, meant, state)) {
      state.date = day;
      state.ask = true;
    }
  switch (mention.sense) {
    case Sense::denied:
      return reading.pass(resource, "denied");
    case Sense::family:
      tell_family(reading, resource, entry);
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
  // What was past when somebody wrote it down had ended by then, and the day of a "history of" is
  // its own (sheet a, 4.4); the day that it began is no end.
  const bool dated = said_past && (state.noted || tells_history(reading.codes, meant));
  const std::optional<Date> ended = state.ended || !dated ? state.ended : state.date;
  std::optional<Date> gone = ended ? ended : seen;
  // Without its end, it may have gone on for as long as such a thing lasts.
  if (!ended && seen && counts_from_end(entry)) gone = *seen + entry.within_days;
  if (over && entry.past_days > 0 && gone && reading.visit - *gone > entry.past_days)
    return reading.pass(resource, "over");
  bool limited = !over || entry.use == Use::procedure || entry.past == CodeEntry::Past::counts;
  if (limited && entry.within_days > 0 && seen && reading.visit - *seen > entry.within_days) {
    if (!over) reading.ask(entry);
    if (entry.old_answers.empty()) return reading.pass(resource, "old");
    answers = &entry.old_answers;
  }
  bool unsure = state.unsure || mention.sense == Sense::suspected;
  if (state.ask || unsure || over) reading.ask(entry);
  Telling telling;
  telling.entry = &entry;
  telling.answers = answers;
  telling.date = state.date;
  telling.ended = ended;
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
  if (all.mentions.empty())
    return reading.unmatched(resource, meant, all, state.over ? state.date : std::nullopt);
  for (const Mention& mention : all.mentions)
    take(reading, resource, meant, mention, all, state, of_a_visit);
}

// The words of what an encounter refers to, or holds; a Condition of the Bundle is read by itself.
void add_named(const Resource& resource, std::string_view key, Concept& into) {
  const bj::array* all = resource.list(resource.json(), key);
  if (all == nullptr) return;
  for (const bj::value& value : *all) {
    const bj::object* one = value.if_object();
    if (one == nullptr) continue;
    const bj::object* link = key == "diagnosis" ? resource.object(*one, "condition") : one;
    if (link == nullptr) continue;
    if (std::string_view text = resource.text(*link, "display"); !text.empty())
      into.texts.push_back(text);
    if (const bj::object* inside = contained_at(resource, resource.text(*link, "reference")))
      read_concept(resource, inside->if_contains("code"), "contained", into);
  }
}

// A stay in hospital, why of which nothing says: somebody asks.
void ask_of_stay(Reading& reading, const Resource& resource, const Concept& meant,
                 const State& state) {
  const Codes::Stays& stays = reading.codes.stays;
  Concept kind = concept_at(resource, "class");
  const bool stayed = std::any_of(
      kind.codings.begin(), kind.codings.end(),
      [&](const Concept::Coding& coding) { return stays.classes.count(coding.code) != 0; });
  if (!stayed || (state.date && reading.visit - *state.date > stays.days)) return;
  for (const std::string& question : stays.ask) reading.record.ask.insert(question);
  reading.warn(resource.name(), "stay");
  reading.record.unmatched.push_back(resource.name());
  if (!meant.texts.empty())
    reading.record.unmatched_words[resource.name()] = std::string(meant.texts.front());
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
  State state;
  state.unsure = true;
  if (const auto* period = resource.object("period")) {
    When end = read_day(resource.text(*period, "end"), reading.visit);
    When start = read_day(resource.text(*period, "start"), reading.visit);
    state.date = end.last ? end.last : start.last;
  }
  Concept meant = concept_at(resource, "reasonCode");
  add_named(resource, "reasonReference", meant);
  add_named(resource, "diagnosis", meant);
  Mentioned all = find_mentions(reading, meant, {Use::condition}, true);
  if (all.mentions.empty()) ask_of_stay(reading, resource, meant, state);
  for (const Mention& mention : all.mentions)
    take(reading, resource, meant, mention, all, state, true);
}

// Never the person's own; of a few things it counts that a relative has them.
void read_family(Reading& reading, const Resource& resource) {
  if (status_at(resource, "status") == "entered-in-error")
    return reading.pass(resource, "entered_in_error");
  reading.pass(resource, "family");
  const bj::array* all = resource.list(resource.json(), "condition");
  if (all == nullptr) return;
  for (const bj::value& value : *all) {
    const bj::object* one = value.if_object();
    if (one == nullptr) continue;
    Concept meant;
    read_concept(resource, one->if_contains("code"), "condition", meant);
    for (const Mention& mention : find_mentions(reading, meant, {Use::condition}, true).mentions)
      if (mention.sense != Sense::denied) tell_family(reading, resource, *mention.entry);
  }
}

namespace {

// What a device is: its type, or what it is called.
void add_device(const Resource& device, Concept& into) {
  Concept type = concept_at(device, "type");
  into.codings.insert(into.codings.end(), type.codings.begin(), type.codings.end());
  into.texts.insert(into.texts.end(), type.texts.begin(), type.texts.end());
  const bj::array* names = device.list(device.json(), "deviceName");
  if (names == nullptr || type.named()) return;
  for (const bj::value& name : *names)
    if (const auto* one = name.if_object())
      if (std::string_view text = device.text(*one, "name"); !text.empty())
        into.texts.push_back(text);
}

void take_device(Reading& reading, const Resource& resource, const Concept& meant) {
  const std::string status = status_at(resource, "status");
  Mentioned all = find_mentions(reading, meant, {Use::condition}, true);
  State state;
  state.ask = !any_of(status, {"active", ""});
  state.unsure = state.ask;  // an inactive device may still be in the body
  take_all(reading, resource, meant, all, state, false);
}

}  // namespace

void read_device(Reading& reading, const Resource& resource) {
  if (status_at(resource, "status") == "entered-in-error")
    return reading.pass(resource, "entered_in_error");
  Concept meant;
  add_device(resource, meant);
  take_device(reading, resource, meant);
}

void read_device_use(Reading& reading, const Resource& resource) {
  if (status_at(resource, "status") == "entered-in-error")
    return reading.pass(resource, "entered_in_error");
  Concept meant;
  if (const bj::object* device = resource.object("device")) {
    if (std::string_view text = resource.text(*device, "display"); !text.empty())
      meant.texts.push_back(text);
    std::string_view to = resource.text(*device, "reference");
    if (const bj::object* inside = contained_at(resource, to)) {
      add_device(Resource(*inside, "Device", resource.name(), resource.place()), meant);
    } else if (auto found = reading.by_reference.find(std::string(to));
               found != reading.by_reference.end()) {
      add_device(*found->second, meant);
    }
  }
  if (!meant.named()) return reading.unread("Device", resource.name(), resource.place(), "unnamed");
  take_device(reading, resource, meant);
}

// What a report concludes; its results are Observations of their own.
void read_report(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (any_of(status, {"cancelled", "registered", "unknown"}))
    return reading.pass(resource, status == "cancelled" ? "cancelled" : "not_final");
  Concept meant = concept_at(resource, "conclusionCode");
  if (!meant.named()) meant = concept_at(resource, "codedDiagnosis");  // before R4
  if (std::string_view text = resource.text("conclusion"); !text.empty())
    meant.texts.push_back(text);
  if (!meant.named()) {
    // What it found stands in a document alone.
    if (resource.json().contains("presentedForm") && !resource.json().contains("result"))
      reading.warn(resource.name(), "document");
    return;
  }
  When when = read_when(resource, "effective", reading.visit, reading.birth);
  if (!when.given) when = read_day(resource.text("issued"), reading.visit);
  State state;
  state.date = state.began = when.last;
  state.ask = !when.last;
  state.unsure = !any_of(status, {"final", "amended", "corrected", "appended"});
  Mentioned all = find_mentions(reading, meant, {Use::condition, Use::procedure}, true);
  take_all(reading, resource, meant, all, state, false);
}

void read_flag(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (status == "inactive") return reading.pass(resource, "over");
  Concept meant = concept_at(resource, "code");
  if (!meant.named()) return reading.unread("any", resource.name(), resource.place(), "unnamed");
  State state;
  if (const auto* period = resource.object("period"))
    state.date = state.began = read_day(resource.text(*period, "start"), reading.visit).last;
  state.ask = !state.date;
  Mentioned all =
      find_mentions(reading, meant, {Use::condition, Use::procedure, Use::medicine}, true);
  take_all(reading, resource, meant, all, state, false);
}

void read_immunization(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (status == "not-done" || is_marked_not(resource)) return reading.pass(resource, "not_done");
  auto means = reading.codes.kind_entries.find(resource.type());
  if (means == reading.codes.kind_entries.end()) return;
  const CodeEntry& entry = reading.codes.entries[means->second];
  When when = read_when(resource, "occurrence", reading.visit, reading.birth);
  if (!when.given) when = read_day(resource.text("date"), reading.visit);
  if (when.last && !when.bad && reading.visit - *when.last > entry.within_days) return;
  if (!when.last || when.bad || status != "completed") reading.ask(entry);
  Telling telling;
  telling.entry = &entry;
  telling.answers = &entry.answers;
  telling.date = when.last;
  telling.sites = find_sites(reading, resource, concept_at(resource, "site"), entry);
  tell(reading, resource, telling);
}

}  // namespace fascia::interop
