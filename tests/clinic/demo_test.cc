// SPDX-License-Identifier: Apache-2.0
#include "clinic/demo_clinic.h"
#include "clinic/like_records.h"
#include "clinic/messages.h"
#include "clinic/tasks.h"
#include "small_clinic.h"
#include "store/clearances.h"
#include "store/records.h"

namespace fascia::clinic {
namespace {

// The demo clinic with six weeks of bookings ahead; one without a past is made once for the tests
// of this file.
struct Demo {
  explicit Demo(int weeks_back = 0) {
    settings.now = zone.instant({Date::of(2026, 11, 24), 8 * 60});
    settings.weeks_back = weeks_back;
    folder = std::filesystem::temp_directory_path() /
             ("fascia-demo-" + std::to_string(getpid()) + "-" + std::to_string(weeks_back));
    std::filesystem::create_directories(folder);
    clock = std::make_unique<DemoClock>(demo_beginning(settings));
    auto opened = store::Store::open(
        {.path = (folder / "fascia.db").string(), .synchronous = "OFF"}, clock->now());
    EXPECT_TRUE(opened);
    store = std::move(*opened);
    sealer = std::make_unique<store::Sealer>(keys::Key::make(random), random);
    auto told = make_demo(*store, *sealer, random, *clock, shipped_knowledge(), settings);
    EXPECT_TRUE(told) << (told ? "" : told.error().message);
    if (told) made = *told;
    clinic =
        std::make_unique<Clinic>(*store, *sealer, random, *clock, shipped_knowledge(), made.tenant);
    load_availability(*clinic);
  }
  ~Demo() {
    clinic.reset();
    store.reset();
    std::filesystem::remove_all(folder);
  }
  static Demo& once() {
    static Demo demo;
    return demo;
  }

  const Zone zone = *Zone::load("America/Edmonton");
  DemoSettings settings;
  std::filesystem::path folder;
  keys::SeededRandom random{1};
  std::unique_ptr<DemoClock> clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  std::unique_ptr<Clinic> clinic;
  DemoMade made;
};

TEST(DemoClinic, the_story_meets_no_refusal) {
  EXPECT_EQ(Demo::once().made.troubles, 0) << Demo::once().made.first_trouble;
  EXPECT_GT(Demo::once().made.ahead, 250);
}

// R40: whoever looks at the demo finds one letter on its way.
TEST(DemoClinic, R40_somebody_waits_for_a_physicians_letter) {
  Demo& demo = Demo::once();
  int waiting = 0;
  demo.clinic->store.read([&](store::Connection& c) {
    for (const store::Appointment& a : store::list_appointments(
             c, demo.made.tenant, demo.settings.now + hours(72), demo.settings.now + hours(2000)))
      if (auto letter = store::clearance_of(c, demo.made.tenant, *demo.sealer, a.id))
        waiting +=
            a.status == store::Status::requested && letter->status == store::LetterStatus::wanted;
    return true;
  });
  EXPECT_GE(waiting, 1);
}

// R15: and one person whom the desk wrote down a second time.
TEST(DemoClinic, R15_somebody_is_there_twice) {
  Demo& demo = Demo::once();
  const Actor owner{Actor::Kind::program, {}, store::Role::owner, {}};
  Date today = demo.zone.date(demo.settings.now);
  auto alike = like_records(*demo.clinic, owner, today + -1, today + 1);
  ASSERT_TRUE(alike);
  EXPECT_TRUE(std::any_of(alike->begin(), alike->end(), [](const LikePair& two) {
    return two.alike.like_name && two.alike.same_birth_date && two.alike.same_phone;
  }));
}

// A person who looks at it today can book soon, and still it is a busy clinic.
TEST(DemoClinic, an_hour_of_deep_tissue_is_free_within_three_days) {
  Demo& demo = Demo::once();
  auto offer = current_offer(*demo.clinic);
  Date today = demo.zone.date(demo.settings.now);
  for (const char* slug : {"deep-tissue-60", "deep-tissue-75"}) {
    schedule::Question question;
    question.service = offer->service_by_slug(slug)->id;
    question.now = demo.settings.now;
    question.from = today;
    question.to = today + 3;
    question.first_visit = true;
    std::size_t starts = 0;
    for (const schedule::Day& day : schedule::find_starts(offer->times, question))
      starts += day.starts.size();
    EXPECT_GT(starts, 0u) << slug;
  }
  int busy = 0;
  for (const auto& [id, taken] : offer->times.taken)
    if (demo.zone.date(taken.start) >= today && demo.zone.date(taken.start) < today + 7) ++busy;
  EXPECT_GT(busy, 70);
}

// A clinic that lets calls lie for weeks is none that anybody would copy.
TEST(DemoClinic, R41_whoever_waits_for_a_call_got_it_within_days) {
  Demo demo(4);
  EXPECT_EQ(demo.made.troubles, 0) << demo.made.first_trouble;
  auto called = demo.store->read([](store::Connection& c) {
    return c.first("SELECT COUNT(*) FROM task WHERE kind = 'check_in_call' AND outcome = 'spoke'")
        ->integer(0);
  });
  EXPECT_GT(called, 5);
  const Actor owner{Actor::Kind::program, {}, store::Role::owner, {}};
  for (const WaitingTask& one : waiting_tasks(*demo.clinic, owner))
    EXPECT_GT(one.task.due, demo.settings.now + days_of_24h(-3)) << one.task.kind;
}

TEST(DemoClinic, old_mail_counts_as_sent_in_a_demo_alone) {
  Demo& demo = Demo::once();
  ASSERT_TRUE(old_mail_has_left(*demo.clinic));
  EXPECT_TRUE(demo.store
                  ->read([&](store::Connection& c) {
                    return store::waiting_messages(c, demo.made.tenant, *demo.sealer,
                                                   demo.settings.now, 10);
                  })
                  .empty());
  SmallClinic real;
  ASSERT_TRUE(book_appointment(*real.clinic, real.booking(real.at(2, 10), "k")));
  EXPECT_FALSE(old_mail_has_left(*real.clinic));
  EXPECT_FALSE(real.store
                   ->read([&](store::Connection& c) {
                     return store::waiting_messages(c, real.clinic->tenant, *real.sealer,
                                                    real.clock.now(), 10);
                   })
                   .empty());
}

}  // namespace
}  // namespace fascia::clinic
