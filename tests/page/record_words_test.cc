// SPDX-License-Identifier: Apache-2.0
// What a person reads of their own record is in words: no id of the program's own.
#include <regex>
#include <set>

#include "clinic/access_request.h"
#include "clinic/demo_clinic.h"
#include "clinic/export_record.h"
#include "clinic/small_clinic.h"
#include "interop/zip.h"
#include "page/record_package.h"
#include "store/clients.h"
#include "store/treatment.h"

namespace fascia::page {
namespace {

// Some weeks of the demo clinic, treated and followed up.
struct DemoRecords {
  DemoRecords() {
    folder = std::filesystem::temp_directory_path() / ("fascia-words-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    clinic::DemoSettings settings;
    settings.now = zone.instant({Date::of(2026, 11, 24), 8 * 60});
    settings.weeks_back = 2;
    clock = std::make_unique<clinic::DemoClock>(clinic::demo_beginning(settings));
    auto opened = store::Store::open(
        {.path = (folder / "fascia.db").string(), .synchronous = "OFF"}, clock->now());
    store = std::move(*opened);
    sealer = std::make_unique<store::Sealer>(keys::Key::make(random), random);
    auto made =
        clinic::make_demo(*store, *sealer, random, *clock, clinic::shipped_knowledge(), settings);
    EXPECT_TRUE(made);
    clinic = std::make_unique<clinic::Clinic>(*store, *sealer, random, *clock,
                                              clinic::shipped_knowledge(), made->tenant);
    clinic::load_availability(*clinic);
  }
  ~DemoRecords() {
    clinic.reset();
    store.reset();
    std::filesystem::remove_all(folder);
  }
  // Everybody who was in the room.
  std::set<ClientId> treated() {
    return store->read([&](store::Connection& c) {
      std::set<ClientId> out;
      for (const auto& row : c.query("SELECT DISTINCT client FROM treatment_session WHERE tenant = "
                                     "$1 AND ended IS NOT NULL",
                                     {clinic->tenant}))
        out.insert(row.id<ClientId>(0));
      return out;
    });
  }
  std::string page_of(ClientId client, Language language) {
    const clinic::Actor program{clinic::Actor::Kind::program, {}, store::Role::owner, {}};
    (void)clinic::receive_request(*clinic, program, client, clock->now(), PrivateText("all"));
    auto record =
        clinic::export_record(*clinic, program, client, language == Language::fr ? "fr" : "en");
    EXPECT_TRUE(record) << (record ? "" : record.error().message);
    static const Templates kTemplates =
        Templates::embedded([](std::string_view name) { return std::string(name); });
    auto package = pack_record(kTemplates, language, *record, zone, clock->now());
    auto entries = interop::read_zip(package.bytes.reveal());
    for (const auto& entry : *entries)
      if (entry.name == "record.html") return entry.bytes.reveal();
    return {};
  }

  const Zone zone = *Zone::load("America/Edmonton");
  std::filesystem::path folder;
  keys::SeededRandom random{1};
  std::unique_ptr<clinic::DemoClock> clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Sealer> sealer;
  std::unique_ptr<clinic::Clinic> clinic;
};

// Parts of the lines of a page that only a program reads: "low-back.R", "blood_thinner", "0f3k…".
std::set<std::string> ids_in(const std::string& page) {
  static const std::regex kLine("<li>([^<]*)</li>"), kPart("[^ ,;()]+"),
      kId("[a-z0-9]+([._-]+[A-Za-z0-9]+)+|[0-9a-hjkmnp-tv-z]{13}|[a-z]+_[a-z_]+"),
      kDate("[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9][0-9.:-]*");
  std::set<std::string> out;
  for (std::sregex_iterator line(page.begin(), page.end(), kLine), end; line != end; ++line) {
    const std::string text = (*line)[1];
    if (text.find("http") != text.npos || text.find('@') != text.npos) continue;
    // A value that is one word, or the parts of its label.
    auto colon = text.rfind(": ");
    std::string value = colon == text.npos ? text : text.substr(colon + 2);
    if (!value.empty() && value.back() == '.') continue;
    if (std::regex_match(value, kId) && !std::regex_match(value, kDate)) out.insert(text);
    const std::string label = colon == text.npos ? "" : text.substr(0, colon);
    for (std::sregex_iterator part(label.begin(), label.end(), kPart); part != end; ++part)
      if (std::regex_match(part->str(),
                           std::regex("[a-z0-9]+[._][a-z0-9._]+|[a-z]+-[a-z-]+\\.[LRM]")))
        out.insert(text);
  }
  return out;
}

TEST(ExportedWords, R25_a_record_is_in_words_without_the_programs_ids) {
  DemoRecords demo;
  int looked_at = 0;
  std::map<std::string, int> found;
  for (ClientId client : demo.treated()) {
    if (++looked_at > 6) break;
    for (Language language : {Language::en, Language::fr}) {
      const std::string page = demo.page_of(client, language);
      EXPECT_GT(page.size(), 4000u);
      for (const std::string& id : ids_in(page)) ++found[id];
    }
  }
  EXPECT_GT(looked_at, 5);
  for (const auto& [id, times] : found) ADD_FAILURE() << times << " x " << id;
}

}  // namespace
}  // namespace fascia::page
