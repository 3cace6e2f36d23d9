// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <unordered_map>

#include "interop/record.h"

// Steps of reading a record that its files share.
namespace fascia::interop {

// One resource with its place. What stands in it with the wrong type is a fault and reads as
// nothing.
class Resource {
 public:
  Resource(const boost::json::object& json, std::string type, std::string name, std::string place)
      : json_(&json), type_(std::move(type)), name_(std::move(name)), place_(std::move(place)) {}

  const boost::json::object& json() const { return *json_; }
  const std::string& type() const { return type_; }
  const std::string& name() const { return name_; }    // "Condition/5"
  const std::string& place() const { return place_; }  // "/entry/3/resource"
  const std::vector<std::string>& faults() const { return faults_; }

  std::string_view text(const boost::json::object& in, std::string_view key) const;
  std::string_view text(std::string_view key) const { return text(*json_, key); }
  const boost::json::object* object(const boost::json::object& in, std::string_view key) const;
  const boost::json::object* object(std::string_view key) const { return object(*json_, key); }
  const boost::json::array* list(const boost::json::object& in, std::string_view key) const;
  std::optional<double> number(const boost::json::object& in, std::string_view key) const;
  void fault(std::string_view key) const;

 private:
  const boost::json::object* json_;
  std::string type_, name_, place_;
  mutable std::vector<std::string> faults_;
};

// A CodeableConcept: its codes with the systems' URIs, and its words.
struct Concept {
  struct Coding {
    std::string_view uri, code;
  };
  std::vector<Coding> codings;
  std::vector<std::string_view> texts;
  bool named() const { return !codings.empty() || !texts.empty(); }
};
void read_concept(const Resource& resource, const boost::json::value* value, std::string_view key,
                  Concept& into);
// The concept, or the concepts of a list, below a key.
Concept concept_at(const Resource& resource, std::string_view key);
// What it holds itself and refers to as "#id"; none, if it does not.
const boost::json::object* contained_at(const Resource& resource, std::string_view reference);

// A date, period, age or range of FHIR R4. `first` and `last` are the earliest and latest day it
// can mean, neither after the visit.
struct When {
  std::optional<Date> first, last;
  std::optional<Date> began;  // of a period, the earliest day of its start
  bool given = false;         // there is one, be it readable or not
  bool bad = false;           // not to be read, or in the future: asked
};
When read_day(std::string_view text, Date visit);
When read_when(const Resource& resource, std::string_view prefix, Date visit,
               std::optional<Date> birth);

// Collects the answers, the strictest of each question, with the resources they rest on.
class Gathered {
 public:
  explicit Gathered(const care::Protocol& protocol) : protocol_(protocol) {}
  // What one resource tells. A question in `open` may be answered anyhow; of one in `doubts` it
  // tells no more than a doubt.
  void add(const care::AnswerMap& answers, const std::set<std::string>& open,
           const std::string& resource, const std::set<std::string>& doubts = {});
  void not_sure(const std::string& question, const std::string& resource);
  // Moves the answers into the record.
  void finish(Record& record) const;
  // The question without a parent that it is a detail of; itself, if it is none.
  const std::string& root_of(const std::string& question) const;

 private:
  struct Known {
    const care::Question* question = nullptr;
    std::string root;
  };
  const Known& known(const std::string& question) const;
  struct Told {
    int times = 0;
    care::AnswerMap answers;
    std::map<std::string, int> counts;
    std::set<std::string> open;
    std::map<std::string, double> highest;  // of numbers that differ; `answers` has the lowest
  };
  std::string way_of(const std::string& root, const care::AnswerMap& some);
  void merge(Told& told, const std::string& question, const care::Answer& answer);
  std::vector<care::AnswerMap> settled(const Told& told) const;

  const care::Protocol& protocol_;
  // Of each first question, by the choices made in it.
  std::map<std::string, std::map<std::string, Told>> told_;
  std::map<std::string, std::set<std::string>, std::less<>> evidence_;
  std::set<std::string> doubted_, stated_;  // questions it is not sure of: doubts, and more
  mutable std::unordered_map<std::string, Known> known_;
};

// A reading of a measurement.
struct Taken {
  const Measurement* measurement = nullptr;
  Date day;
  std::optional<Instant> at;
  double value = 0;
  bool preliminary = false;
  std::string resource;
  std::string of{};  // which of several places, where each of them counts
};

// All that a concept mentions. `details` of entries come beside.
struct Mentioned {
  std::vector<Mention> mentions;
  std::vector<const CodedDetail*> details;
  std::map<std::string, double, std::less<>> numbers;  // by question
  // Some code of it is known, or of ICD-10: that goes by prefix, so that what is more specific than
  // the tables is known with it. Of SNOMED CT the tables hold single codes, no descendants.
  bool judged = false;
};

// What reading a record goes by, and what it makes.
struct Reading {
  Reading(const care::Protocol& p, const Codes& c, Date day)
      : protocol(p), codes(c), visit(day), gathered(p) {}

  const care::Protocol& protocol;
  const Codes& codes;
  Date visit;
  std::optional<Date> birth;
  Gathered gathered;
  std::vector<Taken> taken;
  std::set<std::string> only_raise;  // measurements too old to show that all is well
  std::set<std::string> told_entries;
  // What means more beside another entry, until all is read.
  struct Pending {
    const Resource* resource;
    const CodeEntry* entry;
    std::optional<Date> date;
    bool unsure;
  };
  std::vector<Pending> pending;
  Record record;
  std::unordered_map<std::string, const Resource*> by_reference;
  std::unordered_map<std::string, std::vector<Vocabulary::Found>> words_seen;
  struct NamedMeasure {
    const Measurement* one = nullptr;
    const MeasuredPair* pair = nullptr;
    bool by_name = false;  // only words say so: it shows no other reading to be wrong
  };
  std::unordered_map<std::string, NamedMeasure> names_seen;  // of Observations
  // What was seen or measured and nothing here knows: each is said once.
  std::set<std::string> numbers_named, findings_named;
  std::unordered_map<std::string, int> findings_of;  // of each thing, how many were said

  void warn(const std::string& place, std::string what, std::string words = {});
  void pass(const Resource& resource, std::string what);
  void ask(const CodeEntry& entry);
  // Nothing can be made of it: what it could have told is unsure.
  void unread(const std::string& type, const std::string& name, const std::string& place,
              std::string what);
  // Neither its code nor its words mean anything here: somebody has to look, unless it is a thing
  // of everyday life or was over long ago (`ended`). Without words, what it could have told is
  // unsure.
  void unmatched(const Resource& resource, const Concept& meant, const Mentioned& all,
                 std::optional<Date> ended = {});
  const std::vector<Vocabulary::Found>& find_words(std::string_view text);
  // Whether a code says that there is nothing to list ("no known problems"); then it is passed.
  bool is_absent(const Resource& resource, const Concept& meant);
};

// Of these uses alone.
Mentioned find_mentions(Reading& reading, const Concept& meant, std::initializer_list<Use> by_words,
                        bool any_by_code);
// Adds the details that these words tell of.
void find_details(Reading& reading, const Concept& meant, Mentioned& into);

// Where on the body, by bodySite and words; empty when nobody said.
std::vector<care::Region> find_sites(Reading& reading, const Resource& resource,
                                     const Concept& meant, const CodeEntry& entry);

// Adds the numbers that these words tell of (record_numbers.cc).
void find_numbers(const Concept& meant, Mentioned& into);

// The text with its shorthand in words ("# L radius" is a fracture) and without forms of address
// ("Ms Smith"): record_shorthand.cc.
std::string spelled_out(const Codes& codes, std::string_view text);
// The latest day that something done can have been on, by the words beside it ("2015", "as a
// child"); none, where they do not tell or tell of a day to come.
std::optional<Date> day_in_words(const Reading& reading,
                                 const std::vector<std::string_view>& texts);

// Gives an entry's answers to `gathered`, with this day and place. `unsure`: not sure.

struct Telling {
  const CodeEntry* entry = nullptr;
  const std::vector<CodedAnswer>* answers = nullptr;
  std::optional<Date> date;
  std::optional<Date> ended{};  // where that is known, and not its beginning alone
  bool unsure = false;
  std::vector<care::Region> sites;
  const Mentioned* beside = nullptr;  // its details and numbers
  std::optional<double> mg_a_day;     // of a medicine
  std::optional<Date> taken_since{};  // the same
};
void tell(Reading& reading, const Resource& resource, const Telling& telling);

// What it means that a relative has it, if anything.
void tell_family(Reading& reading, const Resource& resource, const CodeEntry& entry);

void read_condition(Reading& reading, const Resource& resource);
void read_family(Reading& reading, const Resource& resource);
void read_encounter(Reading& reading, const Resource& resource);
void read_device(Reading& reading, const Resource& resource);
void read_device_use(Reading& reading, const Resource& resource);
void read_report(Reading& reading, const Resource& resource);
void read_flag(Reading& reading, const Resource& resource);
void read_immunization(Reading& reading, const Resource& resource);
void read_procedure(Reading& reading, const Resource& resource);
void read_medicine(Reading& reading, const Resource& resource);
// The medicine itself: named here, contained, or another resource of the Bundle.
Concept medicine_of(Reading& reading, const Resource& resource);
void read_allergy(Reading& reading, const Resource& resource);
void read_observation(Reading& reading, const Resource& resource);
// A number of which nothing here knows what it measures. It decides nothing, and is said once for
// each thing that is measured: a record may hold it a hundred times.
void warn_of_number(Reading& reading, const Resource& resource, const Concept& code);
// Something that was seen and told in words or by a code, and nothing here knows what it means. It
// decides nothing, and is said once; of one thing that is seen again and again, a few times.
// `part`: the Observation, or the component of it.
void warn_of_finding(Reading& reading, const Resource& resource, const Concept& code,
                     const boost::json::object& part, const Concept& value, Said3 said);
// Whether it makes a result stricter.
bool worries(const Measurement& measurement, double value);
void settle_measurements(Reading& reading);
// Gives what entries mean beside each other.
void settle_pending(Reading& reading);

// A name that a person can read, of bounded length: its words, or its code where there are none.
std::string name_of(const Concept& meant);
// The code of a status CodeableConcept (clinicalStatus …), or a plain text, in small letters.
std::string status_at(const Resource& resource, std::string_view key);
// Of releases before R4: done, given or taken, and a mark beside it says that it was not.
bool is_marked_not(const Resource& resource);
// Whether the words beside are of a kind, e.g. encounter diagnoses only.
bool has_code(const Concept& meant, std::string_view code);

}  // namespace fascia::interop
