// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/book_appointment.h"
#include "clinic/demo_house.h"
#include "clinic/demo_people.h"
#include "clinic/demo_timeline.h"
#include "store/follow_up.h"

namespace fascia::clinic {

// How often the story met a use case that said no where it should have said yes; a test wants none.
struct DemoCounts {
  int treated = 0;
  int troubles = 0;
  std::string first_trouble;
};

// What happens around one visit: it is cancelled, missed, or it is arrival, the questions of the
// day, consent, treatment tap by tap, the end, and the chart. All of it is put on the timeline.
class DemoTreatment {
 public:
  DemoTreatment(Clinic& clinic, const DemoData& data, Timeline& timeline, Chance& chance,
                DemoCounts& counts, Instant story_end)
      : clinic_(clinic),
        data_(data),
        timeline_(timeline),
        chance_(chance),
        counts_(counts),
        end_(story_end) {}

  void expect(const Booked& booked, const DemoPerson& person, const Actor& therapist,
              const Actor& desk, int number);

 private:
  struct Visit {
    AppointmentId id;
    Instant start, finish;
    const DemoPerson* person = nullptr;
    Actor therapist;
    int number = 1;
    std::string manage_token;
  };
  // Keeps going when a use case refuses; the counts tell.
  Done note(const Visit& visit, const char* what, const Done& done);
  Done begin(const Visit& visit);
  Done ready(const Visit& visit);
  void plan_taps(const Visit& visit, const care::Plan& plan,
                 const std::vector<care::Region>& declined);
  void lay(const Visit& visit, const care::Modality& modality, const care::Region& region,
           Instant until);
  Done finish(const Visit& visit);
  int pain_before(const Visit& visit);
  Done measure(const Visit& visit, int pain);
  Done answer(const Visit& visit, store::CheckInKind kind);
  Done call(const Visit& visit);

  Clinic& clinic_;
  const DemoData& data_;
  Timeline& timeline_;
  Chance& chance_;
  DemoCounts& counts_;
  Instant end_;
};

}  // namespace fascia::clinic
