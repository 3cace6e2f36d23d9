// SPDX-License-Identifier: Apache-2.0
// Procedures and allergies.
#include <algorithm>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

// A visit at which it was done or told of, in this Bundle: not later than its last day.
std::optional<Date> day_of_visit(const Reading& reading, const Resource& resource) {
  const auto* link = resource.object("encounter");
  if (link == nullptr) link = resource.object("context");  // before R4
  if (link == nullptr) return std::nullopt;
  auto found = reading.by_reference.find(std::string(resource.text(*link, "reference")));
  if (found == reading.by_reference.end() || found->second->type() != "Encounter")
    return std::nullopt;
  const auto* period = found->second->object("period");
  if (period == nullptr) return std::nullopt;
  return read_day(found->second->text(*period, "end"), reading.visit).last;
}

// The day a procedure was done; one that goes on is done today.
When done_on(const Reading& reading, const Resource& resource, const std::string& status) {
  When when = read_when(resource, "performed", reading.visit, reading.birth);
  if (!when.given) when = read_when(resource, "occurrence", reading.visit, reading.birth);  // R5
  if (!when.given) when.last = day_of_visit(reading, resource);
  if (!when.last) {
    std::vector<std::string_view> texts = concept_at(resource, "code").texts;
    if (std::string_view said = resource.text("performedString"); !said.empty())
      texts.push_back(said);
    when.last = day_in_words(reading, texts);
    when.bad = when.bad || when.last;  // words are asked about
  }
  if (status != "in-progress") return when;
  const auto* period = resource.object("performedPeriod");
  if (period == nullptr || !period->contains("end")) when.last = reading.visit;
  return when;
}

// What happened, and how bad it is thought to be, in the words of the code files.
Concept reactions_of(const Resource& resource) {
  Concept beside;
  if (resource.text("criticality") == "high") beside.texts.emplace_back("criticality high");
  const auto* reactions = resource.list(resource.json(), "reaction");
  if (reactions == nullptr) return beside;
  for (const auto& one : *reactions) {
    const auto* reaction = one.if_object();
    if (reaction == nullptr) continue;
    if (resource.text(*reaction, "severity") == "severe")
      beside.texts.emplace_back("severity severe");
    const auto* all = resource.list(*reaction, "manifestation");
    if (all == nullptr) continue;
    for (const auto& manifestation : *all)
      read_concept(resource, &manifestation, "reaction", beside);
  }
  return beside;
}

}  // namespace

void read_procedure(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  if (status == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (status == "preparation" || status == "on-hold") return reading.pass(resource, "planned");
  if (status == "not-done" || is_marked_not(resource)) return reading.pass(resource, "not_done");
  Concept meant = concept_at(resource, "code");
  if (!meant.named())
    return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
  Concept kind = meant;
  Concept category = concept_at(resource, "category");
  kind.codings.insert(kind.codings.end(), category.codings.begin(), category.codings.end());
  Mentioned all = find_mentions(reading, kind, {Use::procedure}, false);
  if (all.mentions.empty()) {
    if (!resource.faults().empty())
      return reading.unread(resource.type(), resource.name(), resource.place(), "unread");
    return reading.unmatched(resource, meant, all);
  }
  const bool done = status == "completed" || status == "in-progress";
  When when = done_on(reading, resource, status);
  for (const Mention& mention : all.mentions) {
    const CodeEntry& entry = *mention.entry;
    const std::vector<CodedAnswer>* answers = &entry.answers;
    if (mention.sense == Sense::denied || mention.sense == Sense::planned ||
        mention.sense == Sense::family || mention.sense == Sense::risk) {
      reading.pass(resource, mention.sense == Sense::planned ? "planned" : "denied");
      continue;
    }
    if (entry.within_days > 0 && when.last && reading.visit - *when.last > entry.within_days) {
      if (entry.old_answers.empty()) {
        if (when.bad) reading.ask(entry);
        reading.pass(resource, "old");
        continue;
      }
      answers = &entry.old_answers;
      reading.ask(entry);
    }
    if (!done) {
      reading.ask(entry);
      if (status == "stopped" || status == "unknown") continue;
      resource.fault("status");  // none, or none that R4 has: it may well have been done
    }
    if (when.bad || !when.last) reading.ask(entry);
    Telling telling;
    telling.entry = &entry;
    telling.answers = answers;
    telling.date = when.last;
    telling.ended = when.last;
    telling.sites = find_sites(reading, resource, meant, entry);
    telling.beside = &all;
    tell(reading, resource, telling);
  }
}

void read_allergy(Reading& reading, const Resource& resource) {
  const std::string verified = status_at(resource, "verificationStatus");
  const std::string clinical = status_at(resource, "clinicalStatus");
  if (verified == "refuted") return reading.pass(resource, "refuted");
  if (verified == "entered-in-error") return reading.pass(resource, "entered_in_error");
  if (clinical == "inactive" || clinical == "resolved") return reading.pass(resource, "over");
  Concept meant = concept_at(resource, "code");
  if (const auto* reactions = resource.list(resource.json(), "reaction"))
    for (const auto& one : *reactions)
      if (const auto* reaction = one.if_object())
        read_concept(resource, reaction->if_contains("substance"), "reaction", meant);
  if (!meant.named())
    return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
  Mentioned all = find_mentions(reading, meant, {Use::allergy}, false);
  find_details(reading, reactions_of(resource), all);
  if (all.mentions.empty()) return reading.unmatched(resource, meant, all);
  for (const Mention& mention : all.mentions) {
    if (mention.sense < Sense::past) {
      reading.pass(resource, "denied");
      continue;
    }
    Telling telling;
    telling.entry = mention.entry;
    telling.answers = &mention.entry->answers;
    telling.unsure = mention.sense == Sense::suspected || verified == "unconfirmed";
    telling.sites = {};
    telling.beside = &all;
    tell(reading, resource, telling);
  }
}

}  // namespace fascia::interop
