// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "care/screening_protocol.h"
#include "core/embedded.h"
#include "interop/record_beside.h"
#include "source_folder.h"

namespace fascia::interop {

namespace bj = boost::json;

inline const Date kVisit = Date::of(2026, 11, 24);
inline std::string days_ago(int days) { return to_iso(kVisit - days); }

inline std::vector<care::File> protocol_files() {
  std::vector<care::File> files;
  for (const EmbeddedFile& file : embedded_under("protocols/"))
    if (file.path.ends_with(".toml"))
      files.push_back({std::string(file.path), std::string(file.bytes)});
  return files;
}

inline std::string describe(const Error& error) {
  std::string text = error.message + " at " + error.field;
  for (const auto& [key, value] : error.args) text += ' ' + key + '=' + value;
  return text;
}

inline const care::Protocol& protocol() {
  static const Result<care::Protocol> kProtocol = care::read_protocol(protocol_files());
  if (!kProtocol) ADD_FAILURE() << describe(kProtocol.error());
  static const care::Protocol kEmpty;
  return kProtocol ? *kProtocol : kEmpty;
}

inline const Codes& codes() {
  static const Result<Codes> kCodes = read_codes(protocol_files(), protocol());
  if (!kCodes) ADD_FAILURE() << describe(kCodes.error());
  static const Codes kEmpty;
  return kCodes ? *kCodes : kEmpty;
}

// Quotes are written ' in these small texts.
inline std::string quoted(std::string text) {
  for (char& c : text)
    if (c == '\'') c = '"';
  return text;
}

// A Bundle of a person born in 1986 with these resources.
inline std::string bundle_of(const std::vector<std::string>& resources) {
  std::string text =
      "{'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'urn:uuid:p','resource':"
      "{'resourceType':'Patient','id':'p','gender':'female','birthDate':'1986-05-02'}}";
  for (const std::string& resource : resources) text += ",{'resource':" + resource + "}";
  return quoted(text + "]}");
}

struct Answered {
  Record record;
  care::Screening deep;
  care::Decision decision() const { return deep.decision; }
  bool told(const std::string& question) const {
    return record.intake.answers.count(question) != 0;
  }
  bool passed(const std::string& why) const {
    for (const RecordNote& note : record.passed)
      if (note.what == why) return true;
    return false;
  }
  bool warned(const std::string& what) const {
    for (const RecordNote& note : record.warnings)
      if (note.what == what) return true;
    return false;
  }
};

inline Answered answer(const std::string& text, Date visit = kVisit) {
  Answered out;
  auto record = read_record(text, protocol(), codes(), visit);
  if (!record) {
    ADD_FAILURE() << describe(record.error());
    return out;
  }
  out.record = std::move(*record);
  out.deep = screen_record(protocol(), out.record, care::ServiceKind::deep, visit);
  return out;
}

// Everything answered with the reassuring answer, on the day of the visit.
inline care::Intake well_person() {
  care::Intake intake = care::healthy(protocol());
  for (const care::Question& question : protocol().questions)
    if (question.staff) intake.answers.erase(question.id);
  return intake;
}

// The record with what the person answered beside it.
inline Answered beside(const std::string& text, const care::Intake& person,
                       care::ServiceKind service = care::ServiceKind::deep) {
  Answered out;
  auto record = read_record(text, protocol(), codes(), kVisit);
  auto laid = record ? lay_beside(protocol(), codes(), std::move(*record), person, kVisit)
                     : Result<Record>(record.error());
  if (!laid) {
    ADD_FAILURE() << describe(laid.error());
    return out;
  }
  out.record = std::move(*laid);
  out.deep = screen_record(protocol(), out.record, service, kVisit);
  return out;
}

inline Answered answer_of(const std::vector<std::string>& resources) {
  return answer(bundle_of(resources));
}

inline std::string coded(const std::string& uri, const std::string& code) {
  return "{'coding':[{'system':'" + uri + "','code':'" + code + "'}]}";
}
inline std::string snomed(const std::string& code) { return coded("http://snomed.info/sct", code); }
inline std::string icd10(const std::string& code) {
  return coded("http://hl7.org/fhir/sid/icd-10-cm", code);
}
inline std::string atc(const std::string& code) { return coded("http://www.whocc.no/atc", code); }
inline std::string words(const std::string& text) { return "{'text':'" + text + "'}"; }

// A confirmed condition; `more` begins with a comma.
inline std::string condition(const std::string& code, const std::string& clinical = "active",
                             const std::string& more = "", const std::string& id = "c1") {
  return "{'resourceType':'Condition','id':'" + id +
         "','subject':{'reference':'Patient/p'},'clinicalStatus':" +
         coded("http://terminology.hl7.org/CodeSystem/condition-clinical", clinical) +
         ",'code':" + code + more + "}";
}
inline std::string onset(int days) { return ",'onsetDateTime':'" + days_ago(days) + "'"; }
inline std::string abated(int days) { return ",'abatementDateTime':'" + days_ago(days) + "'"; }
inline std::string verified(const std::string& status) {
  return ",'verificationStatus':" +
         coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", status);
}

inline std::string procedure(const std::string& code, const std::string& status,
                             const std::string& more) {
  return "{'resourceType':'Procedure','id':'op','status':'" + status + "','code':" + code + more +
         "}";
}
inline std::string performed(int days) { return ",'performedDateTime':'" + days_ago(days) + "'"; }

inline std::string statement(const std::string& medicine, const std::string& status,
                             const std::string& more = "") {
  return "{'resourceType':'MedicationStatement','id':'m','status':'" + status +
         "','medicationCodeableConcept':" + medicine + more + "}";
}
inline std::string order(const std::string& medicine, const std::string& status,
                         const std::string& more = "") {
  return "{'resourceType':'MedicationRequest','id':'m','intent':'order','status':'" + status +
         "','medicationCodeableConcept':" + medicine + more + "}";
}

inline std::string pressure(int systolic, int diastolic, const std::string& when,
                            const std::string& status = "final", const std::string& id = "bp") {
  auto part = [](const char* code, int value) {
    return "{'code':" + coded("http://loinc.org", code) +
           ",'valueQuantity':{'value':" + std::to_string(value) + ",'code':'mm[Hg]'}}";
  };
  return "{'resourceType':'Observation','id':'" + id + "','status':'" + status +
         "','code':" + coded("http://loinc.org", "85354-9") + ",'effectiveDateTime':'" + when +
         "','component':[" + part("8480-6", systolic) + "," + part("8462-4", diastolic) + "]}";
}

inline std::string measured(const std::string& loinc, const std::string& value,
                            const std::string& unit, int days,
                            const std::string& status = "final") {
  return "{'resourceType':'Observation','id':'o','status':'" + status +
         "','code':" + coded("http://loinc.org", loinc) + ",'effectiveDateTime':'" +
         days_ago(days) + "','valueQuantity':{'value':" + value + ",'code':'" + unit + "'}}";
}

inline std::string text_of(const std::string& path) {
  std::ifstream in(source_file(path));
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace fascia::interop
