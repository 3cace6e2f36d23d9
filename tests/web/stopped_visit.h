// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/answered.h"
#include "clinic/change_appointment.h"
#include "clinic/screen_record.h"
#include "store/records.h"
#include "web/small_site.h"

namespace fascia::web {

inline const char* const kLegClotRecord =
    R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",)"
    R"("birthDate":"1988-05-04"}},{"resource":{"resourceType":"Condition","id":"c7",)"
    R"("clinicalStatus":{"coding":[{"code":"active"}]},"code":{"coding":[{"system":)"
    R"("http://snomed.info/sct","code":"128053003"}]},"onsetDateTime":"2026-11-01"}},)"
    R"({"resource":{"resourceType":"Condition","id":"c9","clinicalStatus":{"coding":[{"code":)"
    R"("active"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"999001",)"
    R"("display":"Zorbitis <of> the gleeb"}]}}}]})";

class StoppedVisit : public ::testing::Test, public SmallSite {
 protected:
  void SetUp() override {
    for (auto [name, role, who] : {std::tuple("anna", store::Role::therapist, small.ana),
                                   std::tuple("bela", store::Role::therapist, small.ben),
                                   std::tuple("dana", store::Role::desk, PractitionerId{})})
      ASSERT_TRUE(
          clinic::add_staff(*small.clinic, small.program, {name, name, role, who, kPassword}));
    auto in = small.booking(small.at(3, 10), "k");
    in.service = small.deep;
    in.practitioner = small.ana;
    auto booked = clinic::book_appointment(*small.clinic, in);
    ASSERT_TRUE(booked);
    id = booked->appointment.id;
    path = "/visit/" + id.text() + "/" + booked->manage_token;
  }
  void answer(const care::AnswerMap& said) {
    auto bound =
        clinic::bind_intake(*small.clinic, id, {small.program, {}},
                            clinic::answered(small, small.deep, small.monday + 3, said)->token);
    ASSERT_TRUE(bound) << bound.error().message;
  }
  void answer_gentle() {
    answer({{"any.organs", care::Said::yes},
            {"adrenal", std::string("addison")},
            {"adrenal.ill", care::Said::no}});
  }
  Browser signed_in(const std::string& name) { return sign_in(router, name); }
  store::Appointment now() { return *clinic::find_visit(*small.clinic, id, {small.program, {}}); }
  AppointmentId id;
  std::string path;
};

}  // namespace fascia::web
