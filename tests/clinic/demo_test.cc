// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>
#include <unordered_map>

#include "clinic/demo_clinic.h"
#include "clinic/like_records.h"
#include "clinic/messages.h"
#include "clinic/tasks.h"
#include "core/json.h"
#include "small_clinic.h"
#include "source_folder.h"
#include "store/appointments.h"
#include "store/clearances.h"
#include "store/follow_up.h"
#include "store/intakes.h"
#include "store/records.h"
#include "store/told.h"
#include "store/treatment.h"

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
  static Demo& with_weeks_behind() {
    static Demo demo(4);
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
  Demo& demo = Demo::with_weeks_behind();
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

// Texts that are looked for together, by their first letters.
class Needles {
 public:
  void add(const std::string& text) {
    if (text.size() >= kHead) by_head_[head(text.data())].push_back(text);
  }
  std::size_t size() const { return by_head_.size(); }
  std::set<std::string> found_in(const std::string& bytes) const {
    std::set<std::string> out;
    for (std::size_t at = 0; at + kHead <= bytes.size(); ++at)
      if (auto some = by_head_.find(head(bytes.data() + at)); some != by_head_.end())
        for (const std::string& text : some->second)
          if (bytes.compare(at, text.size(), text) == 0) out.insert(text);
    return out;
  }

 private:
  static constexpr std::size_t kHead = 8;
  static std::uint64_t head(const char* text) {
    std::uint64_t out = 0;
    std::memcpy(&out, text, kHead);
    return out;
  }
  std::unordered_map<std::uint64_t, std::vector<std::string>> by_head_;
};

// What somebody typed or a rule said: the longer texts in a sealed body.
void add_texts(const boost::json::value& body, Needles& out) {
  if (const auto* text = body.if_string()) {
    if (text->size() >= 12 && text->find(' ') != text->npos) out.add(std::string(*text));
  } else if (const auto* list = body.if_array()) {
    for (const auto& one : *list) add_texts(one, out);
  } else if (const auto* object = body.if_object()) {
    for (const auto& one : *object) add_texts(one.value(), out);
  }
}
void add_body(const PrivateText& body, Needles& out) {
  if (auto read = json::read(body.reveal()))
    add_texts(*read, out);
  else if (body.reveal().size() >= 12)
    out.add(body.reveal());
}

// R22, with no table left out: of a clinic at work no name of a condition, no measure, nothing of a
// chart, a task or a letter and no reason that was typed stands in the bytes of its files.
TEST(DemoClinic, R22_nothing_of_health_stands_in_the_bytes_of_a_clinic_at_work) {
  Demo& demo = Demo::with_weeks_behind();
  Needles needles;
  for (const care::Rule& rule : demo.clinic->protocol.rules)
    for (const std::string& title : {rule.title.en, rule.title.fr}) needles.add(title);
  for (const care::Condition& condition : demo.clinic->plans.conditions)
    for (const std::string& name : {condition.name.en, condition.name.fr}) needles.add(name);
  for (const care::Measure& measure : demo.clinic->follow_up.measures)
    for (const std::string& name : {measure.name.en, measure.name.fr}) needles.add(name);
  EXPECT_GT(needles.size(), 200u);
  int written = 0, measured = 0;
  demo.clinic->store.read([&](store::Connection& c) {
    const TenantId tenant = demo.made.tenant;
    auto& sealer = demo.clinic->sealer;
    for (const store::Row& row :
         c.query("SELECT id FROM client WHERE tenant = $1 ORDER BY id", {tenant})) {
      auto client = row.id<ClientId>(0);
      for (const auto& one : store::chart_of_client(c, tenant, sealer, client)) {
        add_body(one.body, needles);
        ++written;
      }
      for (const auto& one : store::tasks_about_client(c, tenant, sealer, client)) {
        add_body(one.content.payload, needles);
        add_body(one.content.note, needles);
      }
      for (const auto& one : store::clearances_of_client(c, tenant, sealer, client))
        add_body(one.body, needles);
      for (const auto& one : store::check_ins_of_client(c, tenant, sealer, client))
        add_body(one.body, needles);
      for (const auto& one : store::outcomes_of(c, tenant, sealer, client)) {
        add_body(one.body, needles);
        measured += !one.measure.empty();
      }
      for (const auto& one : store::audit_of_client(c, tenant, sealer, client))
        if (one.event.action != store::kDigestAction && one.event.reason.size() > 11)
          needles.add(one.event.reason);
      for (const auto& visit : store::list_of_client(c, tenant, client)) {
        if (visit.screening)
          if (auto kept = store::find_screening(c, tenant, sealer, visit.screening))
            add_body(kept->content, needles);
        for (const auto& plan : store::plans_of(c, tenant, sealer, visit.id))
          add_body(plan.body, needles);
        for (const auto& consent : store::consents_of(c, tenant, sealer, visit.id))
          add_body(consent.body, needles);
      }
    }
    EXPECT_EQ(
        c.query("SELECT id FROM outcome WHERE tenant = $1 AND measure <> ''", {tenant}).size(), 0u);
  });
  EXPECT_GT(written, 30);
  EXPECT_GT(measured, 30);
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(demo.folder)) {
    std::ostringstream text;
    text << std::ifstream(file.path(), std::ios::binary).rdbuf();
    bytes += text.str();
  }
  EXPECT_GT(bytes.size(), std::size_t{1} << 20);
  // Names are not sealed: they are found, so the search looks where it must.
  std::set<std::string> names;
  demo.clinic->store.read([&](store::Connection& c) {
    for (const store::Row& row : c.query(
             "SELECT name, guardian FROM client WHERE tenant = $1 ORDER BY id", {demo.made.tenant}))
      names.insert({row.text(0), row.text(1)});
    for (const store::Row& row :
         c.query("SELECT name FROM practitioner WHERE tenant = $1", {demo.made.tenant}))
      names.insert(row.text(0));
  });
  std::size_t open = 0;
  for (const std::string& text : needles.found_in(bytes)) {
    open += names.count(text);
    if (names.count(text) == 0) ADD_FAILURE() << text;
  }
  EXPECT_GT(open, 10u);
}

// What tells of health in the open is a word of the program's own, and stands in the list of what a
// thief gets.
TEST(DemoClinic, R22_each_word_in_the_open_that_tells_of_health_is_said_to_a_reader_of_the_docs) {
  std::ostringstream docs;
  docs << std::ifstream(source_file("docs/security.md")).rdbuf();
  auto is_said = [&](const std::string& word) {
    return docs.str().find("`" + word + "`") != std::string::npos;
  };
  for (int i = 0; i <= static_cast<int>(store::LetterStatus::lapsed); ++i) {
    const std::string word(store::to_string(static_cast<store::LetterStatus>(i)));
    EXPECT_TRUE(is_said(word)) << word;
  }
  Demo& demo = Demo::with_weeks_behind();
  std::set<std::string> words;
  demo.store->read([&](store::Connection& c) {
    for (const store::Row& row :
         c.query("SELECT kind FROM task WHERE tenant = $1 UNION SELECT status FROM clearance WHERE "
                 "tenant = $1 UNION SELECT status FROM clearance_step WHERE tenant = $1",
                 {demo.made.tenant}))
      words.insert(row.text(0));
  });
  EXPECT_GT(words.size(), 5u);
  for (const std::string& word : words) EXPECT_TRUE(is_said(word)) << word;
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
