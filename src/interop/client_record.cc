// SPDX-License-Identifier: Apache-2.0
#include "interop/client_record.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/json.h"
#include "keys/token.h"

namespace fascia::interop {
namespace {

namespace bj = boost::json;

std::string fhir_time(Instant at) { return to_rfc3339_utc(at); }

bj::object reference(const std::string& to) { return {{"reference", to}}; }

bj::object code_text(const std::string& text) { return {{"text", text}}; }

// FHIR ids take letters, digits, "-" and "."; ours are letters and digits.
class BundleOf {
 public:
  BundleOf(const ClientRecord& record) : patient_("Patient/" + record.id) {}

  void add(const char* type, std::string id, bj::object more) {
    std::replace(id.begin(), id.end(), '_', '-');
    bj::object resource{{"resourceType", type}, {"id", id}};
    for (auto& [key, value] : more) resource[key] = std::move(value);
    // "Type/id" in a reference is found by what an address of this form ends with (FHIR R4, Bundle
    // 2.36.4.1); the host is nobody's.
    entries_.push_back(
        bj::object{{"fullUrl", "https://fascia.invalid/" + std::string(type) + "/" + id},
                   {"resource", std::move(resource)}});
  }
  bj::object patient() const { return reference(patient_); }
  PrivateText text(Instant made) {
    return PrivateText(json::write(bj::object{{"resourceType", "Bundle"},
                                              {"type", "collection"},
                                              {"timestamp", fhir_time(made)},
                                              {"entry", std::move(entries_)}}));
  }

 private:
  std::string patient_;
  bj::array entries_;
};

void add_patient(BundleOf& bundle, const ClientRecord& record) {
  bj::object patient{{"name", bj::array{bj::object{{"text", record.name}}}}};
  if (record.birth_date) patient["birthDate"] = to_iso(*record.birth_date);
  bj::array ways;
  if (!record.phone.empty())
    ways.push_back(bj::object{{"system", "phone"}, {"value", record.phone}});
  if (!record.email.empty())
    ways.push_back(bj::object{{"system", "email"}, {"value", record.email}});
  if (!ways.empty()) patient["telecom"] = std::move(ways);
  patient["communication"] = bj::array{bj::object{
      {"language", bj::object{{"coding", bj::array{bj::object{{"system", "urn:ietf:bcp:47"},
                                                              {"code", record.language}}}}}}}};
  if (!record.guardian.empty())
    patient["contact"] =
        bj::array{bj::object{{"name", bj::object{{"text", record.guardian}}},
                             {"relationship", bj::array{code_text(record.guardian_relation)}}}};
  bundle.add("Patient", record.id, std::move(patient));
}

// Our word for where a visit stands, in FHIR's.
const char* appointment_status(const std::string& status) {
  if (status == "requested") return "pending";
  if (status == "arrived" || status == "in_treatment") return "arrived";
  if (status == "completed") return "fulfilled";
  if (status == "cancelled" || status == "late_cancelled") return "cancelled";
  return status == "no_show" ? "noshow" : "booked";
}

void add_visits(BundleOf& bundle, const ClientRecord& record) {
  for (const auto& x : record.visits)
    bundle.add(
        "Appointment", x.id,
        {{"status", appointment_status(x.status)},
         {"description", x.service},
         {"start", fhir_time(x.start)},
         {"end", fhir_time(x.finish)},
         {"participant", bj::array{bj::object{{"actor", bundle.patient()}, {"status", "accepted"}},
                                   bj::object{{"actor", bj::object{{"display", x.therapist}}},
                                              {"status", "accepted"}}}}});
  for (const auto& x : record.sessions) {
    bj::object period{{"start", fhir_time(x.started)}};
    if (x.ended) period["end"] = fhir_time(*x.ended);
    bundle.add("Encounter", x.id,
               {{"status", x.ended ? "finished" : "in-progress"},
                {"class", bj::object{{"system", "http://terminology.hl7.org/CodeSystem/v3-ActCode"},
                                     {"code", "AMB"}}},
                {"type", bj::array{code_text("Massage therapy")}},
                {"subject", bundle.patient()},
                {"appointment", bj::array{reference("Appointment/" + x.visit)}},
                {"participant",
                 bj::array{bj::object{{"individual", bj::object{{"display", x.therapist}}}}}},
                {"period", std::move(period)}});
  }
}

bool was_answered(const ClientRecord::Document& x) {
  return x.kind == "intake" || x.kind == "check_in" || x.kind == "before_visit" ||
         x.kind == "questionnaire";
}

std::string as_text(const ClientRecord::Document& x) {
  std::string out;
  for (const auto& line : x.lines)
    out += (line.label.empty() ? "" : line.label + ": ") + line.text + "\n";
  for (const auto& step : x.steps) out += fhir_time(step.at) + ": " + step.state + "\n";
  return out;
}

void add_documents(BundleOf& bundle, const ClientRecord& record) {
  for (const auto& x : record.documents) {
    if (was_answered(x)) {
      bj::array items;
      for (std::size_t i = 0; i < x.lines.size(); ++i)
        items.push_back(
            bj::object{{"linkId", std::to_string(i + 1)},
                       {"text", x.lines[i].label},
                       {"answer", bj::array{bj::object{{"valueString", x.lines[i].text}}}}});
      bundle.add("QuestionnaireResponse", x.kind + "-" + x.id,
                 {{"status", "completed"},
                  {"subject", bundle.patient()},
                  {"authored", fhir_time(x.at)},
                  {"item", std::move(items)}});
      continue;
    }
    const std::string text = as_text(x);
    bj::object attachment{{"contentType", "text/plain; charset=utf-8"},
                          {"data", keys::base64(text)},
                          {"creation", fhir_time(x.at)}};
    bundle.add("DocumentReference", x.kind + "-" + x.id,
               {{"status", "current"},
                {"type", code_text(x.what.empty() ? x.kind : x.kind + ": " + x.what)},
                {"subject", bundle.patient()},
                {"date", fhir_time(x.at)},
                {"author",
                 bj::array{bj::object{{"display", x.author.empty() ? record.clinic : x.author}}}},
                {"content", bj::array{bj::object{{"attachment", std::move(attachment)}}}}});
  }
  for (const auto& x : record.files)
    bundle.add("DocumentReference", "file-" + x.id,
               {{"status", "current"},
                {"type", code_text("file")},
                {"subject", bundle.patient()},
                {"date", fhir_time(x.at)},
                {"content", bj::array{bj::object{{"attachment", bj::object{{"contentType", x.type},
                                                                           {"url", x.path}}}}}}});
}

void add_measures(BundleOf& bundle, const ClientRecord& record) {
  for (const auto& x : record.measures) {
    bj::object quantity{{"value", x.value}};
    if (!x.unit.empty()) quantity["unit"] = x.unit;
    bundle.add("Observation", x.id,
               {{"status", "final"},
                {"code", code_text(x.name)},
                {"subject", bundle.patient()},
                {"effectiveDateTime", fhir_time(x.at)},
                {"valueQuantity", std::move(quantity)}});
  }
}

}  // namespace

PrivateText to_fhir(const ClientRecord& record, Instant made) {
  BundleOf bundle(record);
  add_patient(bundle, record);
  add_visits(bundle, record);
  add_documents(bundle, record);
  add_measures(bundle, record);
  return bundle.text(made);
}

}  // namespace fascia::interop
