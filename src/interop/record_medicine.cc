// SPDX-License-Identifier: Apache-2.0
// Medicines: statements, prescriptions, what was given and handed out.
#include <algorithm>
#include <cstdlib>

#include "interop/record_parts.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

constexpr int kOrderDays = 365;  // an order is believed so long
constexpr int kSupplyDays = 90;  // a supply of which nobody says how long it lasts
constexpr int kSpareDays = 14;

struct Taking {
  enum class What { no, yes, stopped, ask } what = What::no;
  std::optional<Date> end;    // when stopped
  bool by_order = false;      // no more than the last day on which an order can have been taken
  std::optional<Date> since;  // the earliest day it can have begun
  std::string why;            // when no
};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> these) {
  return std::find(these.begin(), these.end(), text) != these.end();
}

Taking of_statement(Reading& reading, const Resource& resource, const std::string& status) {
  When when = read_when(resource, "effective", reading.visit, reading.birth);
  Taking taking;
  taking.since = when.began;
  if (is_one_of(status, {"active", "intended"})) {
    // Intended to begin in more than a week is not taken yet; the day says when.
    const bj::object* period = resource.object("effectivePeriod");
    std::string_view start =
        period != nullptr ? resource.text(*period, "start") : resource.text("effectiveDateTime");
    auto day = parse_date(start.substr(0, 10));
    bool later = status == "intended" && day && *day - reading.visit > 7;
    taking.what = later ? Taking::What::no : Taking::What::yes;
    taking.why = "planned";
    std::string_view end = period != nullptr ? resource.text(*period, "end") : std::string_view();
    When ended = read_day(end, reading.visit);
    // Active with an end that is past contradicts itself: as taken until asked.
    if (ended.last && *ended.last < reading.visit) taking.what = Taking::What::ask;
  } else if (is_one_of(status, {"completed", "stopped"})) {
    taking.what = Taking::What::stopped;
    const bj::object* period = resource.object("effectivePeriod");
    bool ended = period == nullptr || period->contains("end");
    taking.end = ended ? when.last : std::nullopt;
    if (!taking.end) taking.end = read_day(resource.text("dateAsserted"), reading.visit).last;
  } else {
    taking.what = Taking::What::ask;
    if (is_one_of(status, {"not-taken", "entered-in-error"})) taking.what = Taking::What::no;
    taking.why = status == "not-taken" ? "not_taken" : "entered_in_error";
  }
  return taking;
}

Taking of_order(Reading& reading, const Resource& resource, const std::string& status) {
  Taking taking;
  const bool older = resource.type() == "MedicationOrder";  // of DSTU2
  When ordered = read_day(resource.text(older ? "dateWritten" : "authoredOn"), reading.visit);
  taking.since = ordered.first;
  const std::string intent = status_at(resource, "intent");
  const bj::value* not_to = resource.json().if_contains("doNotPerform");
  if (is_one_of(status, {"draft", "cancelled"}) ||
      is_one_of(intent, {"proposal", "plan", "option"}) ||
      (not_to != nullptr && not_to->is_bool() && not_to->get_bool())) {
    taking.why = status == "cancelled" ? "cancelled" : "planned";
  } else if (status == "entered-in-error") {
    taking.why = "entered_in_error";
  } else if (is_one_of(status, {"completed", "stopped"})) {
    taking.what = Taking::What::stopped;
    if (const auto* supply = resource.object("dispenseRequest"))
      if (const auto* valid = resource.object(*supply, "validityPeriod"))
        taking.end = read_day(resource.text(*valid, "end"), reading.visit).last;
    taking.by_order = !taking.end;
    if (!taking.end && ordered.last)
      taking.end = std::min(*ordered.last + kOrderDays, reading.visit);
  } else if (status == "active" && ordered.last && reading.visit - *ordered.last <= kOrderDays) {
    taking.what = Taking::What::yes;
  } else {
    taking.what = Taking::What::ask;
  }
  return taking;
}

Taking of_supply(Reading& reading, const Resource& resource, const std::string& status) {
  Taking taking;
  taking.why = "not_taken";
  bool given = resource.type() == "MedicationAdministration";
  if (is_one_of(status, {"not-done", "declined", "cancelled", "preparation", "entered-in-error"}))
    return taking;
  if (!is_one_of(status, {"completed", "in-progress", "stopped"})) {
    taking.what = Taking::What::ask;
    return taking;
  }
  taking.what = Taking::What::stopped;
  if (given) {
    taking.end = read_when(resource, "effective", reading.visit, reading.birth).last;
    return taking;
  }
  bool handed = resource.json().contains("whenHandedOver");
  When when = read_day(resource.text(handed ? "whenHandedOver" : "whenPrepared"), reading.visit);
  double lasts = kSupplyDays;
  if (const auto* supply = resource.object("daysSupply"))
    lasts = resource.number(*supply, "value").value_or(kSupplyDays);
  taking.since = when.first;
  int days = static_cast<int>(std::clamp(lasts, 0.0, 730.0)) + kSpareDays;
  if (when.last) taking.end = std::min(*when.last + days, reading.visit);
  if (when.last && *when.last + days >= reading.visit) taking.what = Taking::What::yes;
  return taking;
}

void add_medication(const Resource& medication, Concept& into) {
  Concept code = concept_at(medication, "code");
  into.codings.insert(into.codings.end(), code.codings.begin(), code.codings.end());
  into.texts.insert(into.texts.end(), code.texts.begin(), code.texts.end());
  Concept form = concept_at(medication, "form");
  into.texts.insert(into.texts.end(), form.texts.begin(), form.texts.end());
  const bj::array* parts = medication.list(medication.json(), "ingredient");
  if (parts == nullptr) return;
  for (const bj::value& part : *parts)
    if (const auto* one = part.if_object())
      read_concept(medication, one->if_contains("itemCodeableConcept"), "ingredient", into);
}

}  // namespace

Concept medicine_of(Reading& reading, const Resource& resource) {
  Concept meant = concept_at(resource, "medicationCodeableConcept");
  const bj::object* link = resource.object("medicationReference");
  if (link == nullptr) return meant;
  std::string_view to = resource.text(*link, "reference");
  if (std::string_view words = resource.text(*link, "display"); !words.empty())
    meant.texts.push_back(words);
  if (const bj::object* inside = contained_at(resource, to)) {
    add_medication(Resource(*inside, "Medication", resource.name(), resource.place()), meant);
  } else if (auto found = reading.by_reference.find(std::string(to));
             found != reading.by_reference.end()) {
    add_medication(*found->second, meant);
  }
  return meant;
}

namespace {

// "81 MG Oral Tablet": the first number before "mg"; grams and micrograms as well.
std::optional<double> strength_in(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') continue;
    if (i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9') continue;
    const std::string from(text.substr(i, 24));
    char* end = nullptr;
    double number = std::strtod(from.c_str(), &end);
    while (*end == ' ') ++end;
    Wording unit(std::string_view(end).substr(0, 6));
    if (unit.words.empty()) continue;
    if (unit.words[0] == "mg") return number;
    if (unit.words[0] == "mcg") return number / 1000;
    if (unit.words[0] == "g" || unit.words[0] == "gm") return number * 1000;
  }
  return std::nullopt;
}

double times_a_day(const Resource& resource, const bj::object& dosage) {
  const bj::object* timing = resource.object(dosage, "timing");
  const bj::object* repeat = timing == nullptr ? nullptr : resource.object(*timing, "repeat");
  if (repeat == nullptr) return 1;
  double times = resource.number(*repeat, "frequency").value_or(1);
  double period = resource.number(*repeat, "period").value_or(1);
  std::string_view unit = resource.text(*repeat, "periodUnit");
  double days = unit == "h" ? period / 24 : unit == "wk" ? period * 7 : period;
  return days > 0 ? times / days : times;
}

std::optional<double> mg_a_day(const Resource& resource, const bj::object& dosage,
                               std::optional<double> strength) {
  const bj::array* rates = resource.list(dosage, "doseAndRate");
  double times = times_a_day(resource, dosage);
  if (rates != nullptr && !rates->empty() && rates->front().is_object()) {
    if (const auto* dose = resource.object(rates->front().get_object(), "doseQuantity")) {
      auto value = resource.number(*dose, "value");
      std::string_view unit = resource.text(*dose, "code");
      if (unit.empty()) unit = resource.text(*dose, "unit");
      if (value && unit == "mg") return *value * times;
      if (value && unit == "g") return *value * 1000 * times;
      if (value && strength) return *value * *strength * times;
    }
  }
  if (auto said = strength_in(resource.text(dosage, "text"))) return *said * times;
  return strength ? std::optional(*strength * times) : std::nullopt;
}

struct Dosing {
  std::optional<double> mg;
  std::set<std::string> routes;
  bool as_needed = false;
};

void find_routes(const Reading& reading, const Concept& meant, Dosing& into) {
  for (const Concept::Coding& coding : meant.codings)
    if (auto known = reading.codes.route_codes.find(coding.code);
        known != reading.codes.route_codes.end())
      into.routes.insert(known->second);
  for (std::string_view text : meant.texts) {
    Wording wording(text.substr(0, 500));
    for (const auto& [route, phrases] : reading.codes.routes)
      if (any_stands_in(phrases, wording)) into.routes.insert(route);
  }
}

Dosing dosing_of(Reading& reading, const Resource& resource, const Concept& meant) {
  Dosing dosing;
  find_routes(reading, meant, dosing);
  std::optional<double> strength;
  for (std::string_view text : meant.texts)
    if (!strength) strength = strength_in(text);
  dosing.mg = strength;
  bool request =
      is_one_of(resource.type(), {"MedicationRequest", "MedicationDispense", "MedicationOrder"});
  const bj::array* all = resource.list(resource.json(), request ? "dosageInstruction" : "dosage");
  if (all == nullptr) return dosing;
  std::optional<double> sum;
  for (const bj::value& value : *all) {
    const bj::object* one = value.if_object();
    if (one == nullptr) continue;
    Concept route;
    read_concept(resource, one->if_contains("route"), "dosage", route);
    if (std::string_view text = resource.text(*one, "text"); !text.empty())
      route.texts.push_back(text);
    find_routes(reading, route, dosing);
    if (auto mg = mg_a_day(resource, *one, strength)) sum = sum.value_or(0) + *mg;
    const bj::value* needed = one->if_contains("asNeededBoolean");
    dosing.as_needed = dosing.as_needed || one->contains("asNeededCodeableConcept") ||
                       (needed != nullptr && needed->is_bool() && needed->get_bool());
  }
  if (sum) dosing.mg = sum;
  return dosing;
}

bool by_another_way(const CodeEntry& entry, const Dosing& dosing) {
  auto goes = [&](const std::string& route) { return dosing.routes.count(route) != 0; };
  if (std::any_of(entry.not_by.begin(), entry.not_by.end(), goes)) return true;
  return !entry.only_by.empty() && std::none_of(entry.only_by.begin(), entry.only_by.end(), goes);
}

// "Warfarin discontinued" of a medicine that stands as active: since when, only its own end says.
Taking as_stopped(const Reading& reading, const Resource& resource) {
  Taking taking;
  taking.what = Taking::What::stopped;
  if (const bj::object* period = resource.object("effectivePeriod"))
    taking.end = read_day(resource.text(*period, "end"), reading.visit).last;
  return taking;
}

void take(Reading& reading, const Resource& resource, const Concept& meant, const Mention& mention,
          const Mentioned& all, Taking taking, const Dosing& dosing) {
  const CodeEntry& entry = *mention.entry;
  if (mention.sense == Sense::denied || mention.sense == Sense::family) {
    if (mention.sense == Sense::denied && entry.ask_when_not_taken) reading.ask(entry);
    return reading.pass(resource, "denied");
  }
  if (mention.sense == Sense::past && taking.what != Taking::What::no &&
      taking.what != Taking::What::stopped)
    taking = as_stopped(reading, resource);
  const Taking::What what = taking.what;
  if (by_another_way(entry, dosing)) return reading.pass(resource, "other_form");
  if (what == Taking::What::no) {
    if (taking.why == "not_taken" && entry.ask_when_not_taken) reading.ask(entry);
    return reading.pass(resource, taking.why);
  }
  if (what == Taking::What::ask || dosing.as_needed) reading.ask(entry);
  if (what == Taking::What::ask && !entry.taken_when_unknown) return;
  std::vector<CodedAnswer> answers = entry.answers;
  Telling telling;
  if (what == Taking::What::stopped) {
    if (!taking.end) reading.ask(entry);
    const int since = taking.end ? reading.visit - *taking.end : 0;
    // Such an order says nothing of the last hours.
    const bool of_hours = taking.by_order && entry.washout_days == 1;
    if (taking.end && (since >= entry.washout_days || of_hours)) {
      if (since < entry.asked_days) reading.ask(entry);
      return reading.pass(resource, "over");
    }
    telling.date = taking.end.value_or(reading.visit);
    answers.insert(answers.end(), entry.stopped_answers.begin(), entry.stopped_answers.end());
  }
  telling.entry = &entry;
  telling.answers = &answers;
  telling.sites = find_sites(reading, resource, meant, entry);
  telling.beside = &all;
  telling.mg_a_day = dosing.mg;
  telling.taken_since = taking.since;
  tell(reading, resource, telling);
}

}  // namespace

void read_medicine(Reading& reading, const Resource& resource) {
  const std::string status = status_at(resource, "status");
  Taking taking = resource.type() == "MedicationStatement" ? of_statement(reading, resource, status)
                  : is_one_of(resource.type(), {"MedicationRequest", "MedicationOrder"})
                      ? of_order(reading, resource, status)
                      : of_supply(reading, resource, status);
  if (is_marked_not(resource)) {
    taking.what = Taking::What::no;
    taking.why = "not_taken";
  }
  Concept meant = medicine_of(reading, resource);
  if (!meant.named()) {
    if (taking.what == Taking::What::no) return reading.pass(resource, taking.why);
    return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
  }
  Mentioned all = find_mentions(reading, meant, {Use::medicine}, false);
  if (all.mentions.empty()) {
    if (reading.is_absent(resource, meant)) return;
    // A code that nobody here knows, and no words beside it, may be any medicine.
    if (meant.texts.empty() && taking.what != Taking::What::no)
      return reading.unread(resource.type(), resource.name(), resource.place(), "unnamed");
    const bool over = taking.what == Taking::What::no || taking.what == Taking::What::stopped;
    reading.unmatched(resource, meant, all, over ? taking.end : std::nullopt);
    return;
  }
  Dosing dosing = dosing_of(reading, resource, meant);
  for (const Mention& mention : all.mentions)
    take(reading, resource, meant, mention, all, taking, dosing);
}

}  // namespace fascia::interop
