// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "care/clearance.h"
#include "care/intake.h"
#include "care/protocol.h"
#include "care/shared_list.h"

// The answer for one person, one kind of service and one day (R1), from values alone: the same
// protocol and intake always give the same screening.
namespace fascia::care {

using Regions = SharedList<Region>;
using Forbidden = SharedList<std::string>;  // techniques or tools

// A change of a finding, with its places on the body map. No regions: the whole body.
struct AppliedChange {
  Regions regions;
  std::optional<int> max_depth;
  Shared<std::vector<std::string>> techniques;  // forbidden
  Shared<std::vector<std::string>> tools;       // forbidden
  Shared<std::vector<std::string>> positions;   // allowed; empty: all
  std::optional<int> minutes;
  bool operator==(const AppliedChange&) const = default;
};

struct Evidence {
  std::string mark;
  std::string confidence;
  bool clinic_must_confirm = false;
  std::vector<std::string> answers;  // the questions it rests on
  bool operator==(const Evidence&) const = default;
};

// A letter that an event ended.
struct EndedLetter {
  Date signed_on;
  Words event;
};

struct Finding {
  std::string rule;
  Shared<Words> title;
  Decision decision = Decision::note;
  // For a decision about the places alone: what it is there (the finding counts as avoid_region).
  std::optional<Decision> there;
  Urgency urgency = Urgency::none;
  Regions regions;
  std::vector<AppliedChange> changes;
  Shared<Words> reason;
  Shared<Words> advice;
  Shared<std::vector<Source>> sources;
  Evidence evidence;
  std::optional<Date> earliest;
  bool unsure = false;  // rests on "not sure" or a detail left open
  int clearance_days = 0;
  std::string about;                        // where it asks a physician: the answers it rests on
  std::optional<RuleLetter> letter;         // a physician answered, and it serves on this day
  std::optional<EndedLetter> letter_ended;  // a physician answered, and it serves no more
  std::optional<Loosening> loosened;        // the clinic's own files made it milder than it was:
  std::optional<Decision> before_loosening;
};

struct RegionLimit {
  int max_depth = 5;
  Forbidden techniques;
  Forbidden tools;
  bool operator==(const RegionLimit&) const = default;
};

// The limits of places, in the places' order. Many are limited alike, so that each limit stands
// here once, whatever the number of its places.
class RegionLimits {
 public:
  RegionLimits() = default;
  // The limit of each of the places, by its number in `limits`.
  RegionLimits(Regions places, std::vector<std::uint8_t> which, std::vector<RegionLimit> limits)
      : places_(std::move(places)), which_(std::move(which)), limits_(std::move(limits)) {}

  struct Place {
    const Region& region;
    const RegionLimit& limit;
  };
  class Iterator {
   public:
    Iterator(const RegionLimits& all, std::size_t at) : all_(&all), at_(at) {}
    Place operator*() const { return {all_->places_.list()[at_], all_->limit(at_)}; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const RegionLimits* all_;
    std::size_t at_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }
  std::size_t size() const { return which_.size(); }
  bool empty() const { return which_.empty(); }
  const RegionLimit* find(const Region& region) const;  // nothing: not limited
  // A limit of its own for one place, to be made stricter before the next one is asked for.
  RegionLimit& operator[](const Region& region);
  friend bool operator==(const RegionLimits& a, const RegionLimits& b);

 private:
  const RegionLimit& limit(std::size_t at) const { return limits_[which_[at]]; }

  Regions places_;
  std::vector<std::uint8_t> which_;
  std::vector<RegionLimit> limits_;
};

// All findings merged (sheet a, 4.1).
struct Limits {
  int max_depth = 5;     // anywhere
  RegionLimits regions;  // where less than that holds
  Forbidden techniques;  // everywhere
  Forbidden tools;
  std::vector<std::string> positions;  // allowed, in the protocol's order
  std::optional<int> minutes;
  bool operator==(const Limits&) const = default;

  int depth_at(const Region& region) const;  // 0-5; 0 is no contact
  bool allows(const std::string& technique_or_tool, const Region& region) const;
};

struct Gentler {
  Decision decision = Decision::proceed;
  Limits limits;
};

inline constexpr int kDeepFrom = 4;  // the depth from which a service is deep tissue

// What may be sold as deep tissue, by where it comes from that nothing may be worked so deep: the
// settings deep.cap_* say which caps count, and how much (sheet a, 1).
enum class DeepWork {
  full,       // deep tissue, with the changes that are found
  ask_first,  // kept as requested until somebody has spoken with the person
  none,       // not sold as deep tissue: gentle work alone
};
std::string_view to_string(DeepWork work);

struct Screening {
  ServiceKind service = ServiceKind::deep;
  Date visit_date;
  Decision decision = Decision::proceed;
  Urgency urgency = Urgency::none;
  std::vector<Finding> findings;  // strictest first, then as in the protocol
  Limits limits;
  std::optional<Date> earliest;                 // the first day on which it could be yes
  std::optional<Gentler> gentler;               // only for deep
  std::vector<std::string> missing;             // safety questions without an answer
  std::vector<std::string> ask_on_the_day;      // before the start: fever, alcohol, anything new
  std::vector<std::string> measure_on_arrival;  // before the start: blood pressure
  std::vector<std::string> warnings;
  std::vector<Loosening> loosened;  // all that the clinic's own files loosen, whether it acted here
  std::string protocol_name;
  std::string protocol_version;
  DeepWork deep_work = DeepWork::full;
  bool hold = false;        // something is missing: nothing is confirmed on the web
  bool staff_call = false;  // an unsure answer to a gate: somebody must speak with the person
  // R5: nothing that is sure refuses; only unsure answers do. A person speaks with the client
  // first.
  bool talk_first = false;

  // Whether a visit of this kind may be confirmed now. What is asked or measured on the day may
  // still hold its start.
  bool goes_ahead() const { return !hold && decision <= Decision::avoid_region; }
  // Nothing may be worked as deep as deep tissue is: it is not sold as that (sheet a, 1).
  bool is_gentle_only() const { return deep_work == DeepWork::none; }
};

// Total and pure. `visit_date` comes before the intake's own. `letters`: what physicians answered
// about this person (R40).
Screening screen(const Protocol& protocol, const Intake& intake, ServiceKind service,
                 Date visit_date, const std::vector<RuleLetter>& letters = {});

// As `fascia screen --json` prints it; reasons in `language` ("en" or "fr").
boost::json::object to_json(const Screening& screening, std::string_view language = "en");

// As it is kept with what it decided about, in both languages, and back: what was decided reads as
// it did then, whatever the rules say later. What was kept in English alone is English in both.
// Error screening_unreadable.
boost::json::object write_screening(const Screening& screening);
Result<Screening> read_screening(const boost::json::value& kept);
// Whether two say the same to the person and to whoever works: decision, limits, which rules say so
// and how strictly. Versions and words count for nothing.
bool says_the_same(const Screening& a, const Screening& b);

// R3: the safety answers that a later intake made milder.
struct Loosened {
  std::string question;
  std::string before;  // as JSON text
  std::string after;
};
std::vector<Loosened> compare_answers(const Protocol& protocol, const AnswerMap& before,
                                      const AnswerMap& after);

// The facts a condition is judged by; also for the interview.
Facts facts_of(const Protocol& protocol, const Intake& intake, ServiceKind service,
               Date visit_date);
// Whether a question is still to be asked, or was not settled by another answer.
bool is_asked(const Protocol& protocol, const Facts& facts, std::string_view question);

}  // namespace fascia::care
