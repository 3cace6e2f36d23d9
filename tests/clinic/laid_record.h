// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "answered.h"
#include "clinic/change_appointment.h"
#include "clinic/tasks.h"
#include "clinic/visit_record.h"
#include "small_clinic.h"
#include "store/records.h"

namespace fascia::clinic {

inline std::string record_with(const std::string& resources,
                               const std::string& born = "1988-05-04") {
  return R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":)"
         R"("Patient","id":"p","birthDate":")" +
         born + R"("}})" + (resources.empty() ? "" : "," + resources) + "]}";
}
inline const std::string kLegClot =
    R"({"resource":{"resourceType":"Condition","id":"c7","clinicalStatus":{"coding":[{"code":)"
    R"("active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]},)"
    R"("onsetDateTime":"2026-11-01"}})";
inline const std::string kUnknown =
    R"({"resource":{"resourceType":"Condition","id":"c9","clinicalStatus":{"coding":[{"code":)"
    R"("active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"999001",)"
    R"("display":"Zorblax syndrome"}]}}})";

struct AnsweredVisit : SmallClinic {
  store::Appointment visit;
  Actor desk{Actor::Kind::staff, random.id<StaffId>(), store::Role::desk, {}};

  explicit AnsweredVisit(bool with_answers = true) {
    BookAppointment in = booking(at(3, 10), "a");
    in.service = deep;
    if (with_answers) in.screening = answered(*this, deep, monday + 3, {})->token;
    auto booked = book_appointment(*clinic, in);
    EXPECT_TRUE(booked) << booked.error().message;
    visit = booked->appointment;
  }
  store::Appointment now() { return *find_visit(*clinic, visit.id, {program, {}}); }
  ScreeningContent content() {
    auto kept = clinic->store.read([&](store::Connection& c) {
      return store::find_screening(c, clinic->tenant, clinic->sealer, now().screening);
    });
    return *read_content(*clinic, *kept);
  }
  std::string refusal(std::string_view file) {
    auto done = lay_record(*clinic, desk, visit.id, file);
    return done ? "" : done.error().message + " on " + done.error().field;
  }
};

}  // namespace fascia::clinic
