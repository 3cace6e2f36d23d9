// SPDX-License-Identifier: Apache-2.0
#include "clinic/match_therapists.h"

#include <algorithm>

#include "clinic/match_records.h"

namespace fascia::clinic {
namespace {

constexpr int kDaysAhead = 28;  // where the next free starts are looked for
constexpr int kDaysOfLoad = 5;  // a week's deep minutes are so many days' worth

std::optional<Date> credential_of(const Offer& offer, PractitionerId id, Date day) {
  std::optional<Date> until;
  for (const store::Credential& one : offer.credentials) {
    if (one.practitioner != id || one.valid_from > day) continue;
    until = std::max(until.value_or(one.valid_until), one.valid_until);
  }
  return until;
}

std::vector<Instant> next_starts(const Clinic& clinic, const Offer& offer,
                                 const MatchTherapists& in, PractitionerId id) {
  schedule::Question question;
  question.service = in.service;
  question.practitioner = id;
  question.now = clinic.now();
  question.from = std::max(in.day, in.earliest.value_or(in.day));
  question.to = question.from + kDaysAhead;
  question.earliest = in.earliest;
  question.first_visit = in.first_visit;
  std::vector<Instant> starts;
  for (const schedule::Day& day : schedule::find_starts(offer.times, question)) {
    for (const schedule::Start& start : day.starts) {
      // Not after the credential ends: such a time would be refused when booking.
      auto until = credential_of(offer, id, day.date);
      if (!until || *until < day.date) continue;
      starts.push_back(start.at);
      if (starts.size() == in.most_starts) return starts;
    }
  }
  return starts;
}

// Deep minutes that are booked with each in the week of the visit.
int deep_booked(const Offer& offer, PractitionerId id, Date day) {
  Date monday = day - (day.weekday() - 1);
  int sum = 0;
  for (const auto& [taken_id, taken] : offer.times.taken) {
    Date on = offer.zone.date(taken.start);
    if (taken.practitioner == id && on >= monday && on < monday + 7) sum += taken.deep_minutes;
  }
  return sum;
}

care::Candidate candidate_of(const Clinic& clinic, const Offer& offer, const MatchTherapists& in,
                             const store::Practitioner& one) {
  care::Candidate candidate;
  candidate.id = one.id.text();
  candidate.techniques = {one.techniques.begin(), one.techniques.end()};
  for (ServiceId service : one.services) candidate.services.insert(service.text());
  int year = offer.zone.date(clinic.now()).year();
  candidate.experience_years = one.since_year > 0 ? std::max(0, year - one.since_year) : 0;
  candidate.training_hours = one.training_hours;
  candidate.credential_until = credential_of(offer, one.id, in.day);
  candidate.gender = one.gender;
  candidate.languages = {one.languages.begin(), one.languages.end()};
  candidate.deep_limit = offer.times.rules.deep_minutes_a_day * kDaysOfLoad;
  for (const schedule::PractitionerTime& p : offer.times.practitioners)
    if (p.id == one.id && p.week.deep_minutes != 0)
      candidate.deep_limit = candidate.deep_limit == 0
                                 ? p.week.deep_minutes
                                 : std::min(candidate.deep_limit, p.week.deep_minutes);
  candidate.deep_booked = deep_booked(offer, one.id, in.day);
  candidate.next_starts = next_starts(clinic, offer, in, one.id);
  return candidate;
}

// The same answers for the same day and service are the same question.
std::string question_of(const MatchTherapists& in) {
  std::string text = in.service.text() + to_iso(in.day) + in.plan.version + in.plan.condition;
  for (const care::Recommendation& one : in.plan.for_client) text += one.text.en;
  return text;
}

}  // namespace

Result<MatchedTherapists> match_therapists(Clinic& clinic, const MatchTherapists& in) {
  auto offer = current_offer(clinic);
  if (offer->service(in.service) == nullptr) return invalid("service", "service_unknown");
  care::MatchInput input;
  input.service = in.service.text();
  input.techniques = care::needed_techniques(in.plan);
  input.day = in.day;
  input.wishes = in.wishes;
  input.audience = in.audience;
  input.question = question_of(in);
  MatchRecords records = match_records(clinic);
  for (const store::Practitioner& one : offer->practitioners) {
    care::Candidate candidate = candidate_of(clinic, *offer, in, one);
    const MatchRecord& record = records.by_problem[{in.plan.condition, one.id}];
    candidate.treated = record.treated;
    candidate.measured = record.measured;
    candidate.band = record.band;
    candidate.people = records.people[one.id];
    input.candidates.push_back(std::move(candidate));
  }
  care::Ranking ranking = care::rank(clinic.plans, input);
  MatchedTherapists out;
  auto take = [](std::vector<care::Ranked>& from, std::vector<MatchedTherapist>& into) {
    for (care::Ranked& one : from)
      if (auto id = PractitionerId::parse(one.therapist))
        into.push_back({*id, one.rank, std::move(one.reasons), std::move(one.why),
                        std::move(one.next_starts)});
  };
  take(ranking.listed, out.listed);
  take(ranking.other_language, out.other_language);
  if (in.audience != care::Audience::staff) return out;
  for (const care::Unlisted& one : ranking.unlisted)
    if (auto id = PractitionerId::parse(one.therapist)) out.left_out.push_back({*id, one.why});
  return out;
}

}  // namespace fascia::clinic
