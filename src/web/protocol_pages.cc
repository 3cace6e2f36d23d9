// SPDX-License-Identifier: Apache-2.0
// Every clinical rule with its source, open to anyone, and the owner's page on which the clinic's
// lead signs them (R9).
#include <algorithm>

#include "clinic/review_protocol.h"
#include "page/body_map.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

std::string stem(const std::string& file) { return file.substr(0, file.rfind('.')); }

// A file's own title, or its name where the catalogue has none.
std::string file_title(const Visit& visit, const std::string& name) {
  constexpr std::string_view kOwn = "own-";
  if (name.starts_with(kOwn))
    return visit.say("protocol.own_file", {{"name", name.substr(kOwn.size())}});
  std::string id = "protocol_file." + name;
  std::replace(id.begin(), id.end(), '-', '_');
  if (page::has_text(visit.language, id)) return visit.say(id);
  std::string title = name;
  std::replace(title.begin(), title.end(), '-', ' ');
  return title;
}

std::string key_words(const Visit& visit, std::string key) {
  std::string id = "protocol_key." + key;
  if (page::has_text(visit.language, id)) return visit.say(id);
  std::replace(key.begin(), key.end(), '_', ' ');
  return key;
}

// What stands in a file without a name of its own is called by its key.
bool is_nameless(const care::Entry& entry) {
  return entry.kind == "table" || entry.kind == "list" || entry.kind == "file";
}

const std::string& words_in(const Visit& visit, const care::Words& words) {
  return care::in_language(words, page::code(visit.language));
}

std::string value_words(const Visit& visit, const care::EntryLine& line) {
  if (line.key == "level" || line.key == "level_to")
    if (const auto* level = visit.site.clinic.plans.evidence_level(line.text))
      return words_in(visit, level->name);
  std::string id = "decision." + line.text;
  bool decides = line.key == "both" || line.key == "deep" || line.key == "swedish";
  return decides && page::has_text(visit.language, id) ? visit.say(id) : line.text;
}

void add_lines(page::View& item, const Visit& visit, const care::Entry& entry) {
  item.list("entry_lines");
  for (const care::EntryLine& line : entry.lines) {
    bool coded = !line.words && !line.text.empty() &&
                 line.text.find_first_of("()_<>=@") != line.text.npos &&
                 value_words(visit, line) == line.text;
    item.add("entry_lines")
        .set("line_depth", std::int64_t(std::min(line.depth, 3)))
        .set("line_key", key_words(visit, line.key))
        .show("line_coded", coded)
        .set("line_value", line.words ? words_in(visit, *line.words) : value_words(visit, line));
  }
}

void add_sources(page::View& item, const Visit& visit, const care::Entry& entry) {
  item.list("entry_sources");
  for (const std::string& id : entry.sources) {
    const care::Entry* source =
        care::find_entry(clinic::entries_in_force(visit.site.clinic), "source", id);
    std::string url, year;
    if (source != nullptr)
      for (const care::EntryLine& line : source->lines) {
        if (line.key == "url") url = line.text;
        if (line.key == "year") year = line.text;
      }
    std::string title = source != nullptr ? words_in(visit, source->title) : id;
    if (!year.empty() && title.find(year) == title.npos) title += " (" + year + ")";
    item.add("entry_sources")
        .set("source_title", title)
        .set("source_url", url)
        .show("source_open", !url.empty());
  }
}

void add_marks(page::View& item, const Visit& visit, const care::Entry& entry) {
  item.list("entry_marks");
  auto mark = [&](std::string_view id) {
    std::string text = "protocol_mark." + std::string(id);
    item.add("entry_marks")
        .set("entry_mark",
             page::has_text(visit.language, text) ? visit.say(text) : std::string(id));
  };
  if (entry.mark.size() == 1) mark(entry.mark);
  if (!entry.confidence.empty()) {
    std::string said = entry.confidence.substr(0, entry.confidence.find(" ("));
    std::replace(said.begin(), said.end(), ' ', '_');
    mark(said);
  }
  if (entry.must_confirm) mark("confirm");
  if (entry.weak_part) mark("part");
}

// What the clinic's own files say instead of this rule or setting, and where.
void add_own(page::View& item, const Visit& visit, const care::Entry& entry) {
  const auto& entries = clinic::entries_in_force(visit.site.clinic);
  const care::Entry* own = nullptr;
  for (const char* kind : {"loosen", "set"})
    if (own == nullptr && entry.kind != kind) own = care::find_entry(entries, kind, entry.id);
  item.show("entry_changed", own != nullptr);
  item.set("entry_own_path",
           own == nullptr ? std::string()
                          : "/protocols/" + stem(own->file) + "#" + own->kind + "." + own->id);
}

void set_state(page::View& view, const Visit& visit) {
  auto review = visit.site.clinic.store.read([&](store::Connection& c) {
    return store::find_review(c, visit.site.clinic.tenant,
                              clinic::rules_version(visit.site.clinic));
  });
  view.set("rules_version", clinic::rules_version(visit.site.clinic));
  const clinic::Knowledge& knowledge = visit.site.clinic.knowledge;
  view.set("screening_version", knowledge.screening.version)
      .set("plan_version", knowledge.plan.version)
      .set("follow_up_version", knowledge.follow_up.version);
  view.show("reviewed", review.has_value());
  view.set("reviewer", review ? review->name : "");
  view.set("reviewer_credential", review ? review->credential : "");
  view.set("review_day", review ? page::day_year_text(visit.language, review->day) : "");
}

// R43: who read the French, or that nobody did.
void set_french(page::View& view, const Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto reading =
      clinic.store.read([&](store::Connection& c) { return clinic::french_reading(c, clinic); });
  view.show("french_read", reading.has_value());
  view.set("french_version", clinic::french_version(clinic));
  view.set("french_reader", reading ? reading->name : "");
  view.set("french_credential_said", reading ? reading->credential : "");
  view.set("french_day_said", reading ? page::day_year_text(visit.language, reading->day) : "");
}

// Every French word that is to be read, beside the English.
http::Response french(Visit& visit) {
  page::View view;
  set_french(view, visit);
  view.list("french_texts");
  for (const clinic::FrenchText& text : clinic::french_texts(visit.site.clinic))
    view.add("french_texts")
        .set("french_where", text.where)
        .set("french_fr", text.fr)
        .set("french_en", text.en);
  return show(visit, "protocol-french", std::move(view));
}

// The one file that is no list of rules: the drawing of the body, shown as it is drawn.
constexpr const char* kBodyMap = "bodymap.json";

http::Response drawing(Visit& visit) {
  page::View view;
  set_state(view, visit);
  page::set_body_map_shown(view, visit.language, {});
  view.list("drawn");
  for (const care::Region& region : page::body_regions())
    view.add("drawn")
        .set("drawn_name", page::region_text(visit.language, region))
        .set("drawn_id", region.text());
  return show(visit, "protocol-bodymap", std::move(view));
}

http::Response index(Visit& visit) {
  page::View view;
  set_state(view, visit);
  set_french(view, visit);
  std::map<std::string, int> files{{kBodyMap, int(page::body_regions().size())}};
  for (const care::Entry& entry : clinic::entries_in_force(visit.site.clinic)) ++files[entry.file];
  std::vector<std::pair<std::string, std::string>> titled;
  for (const auto& [file, count] : files) titled.emplace_back(file_title(visit, stem(file)), file);
  std::sort(titled.begin(), titled.end());
  view.list("files");
  for (const auto& [title, file] : titled)
    view.add("files")
        .set("file_title", title)
        .set("file_path", "/protocols/" + stem(file))
        .set("file_count", std::int64_t(files[file]));
  return show(visit, "protocols", std::move(view));
}

http::Response one_file(Visit& visit) {
  std::string file = visit.request.param("file") + ".toml";
  page::View view;
  set_state(view, visit);
  view.list("entries");
  for (const care::Entry& entry : clinic::entries_in_force(visit.site.clinic)) {
    if (entry.file != file) continue;
    page::View& item = view.add("entries");
    item.set("entry_anchor", entry.kind + "." + entry.id)
        .set("entry_title",
             is_nameless(entry) ? key_words(visit, entry.title.en) : words_in(visit, entry.title))
        .set("entry_id", entry.id)
        .set("entry_kind", key_words(visit, entry.kind))
        .set("entry_place", "protocols/" + entry.file + ":" + std::to_string(entry.line))
        .set("entry_cases", std::int64_t(entry.cases))
        .show("entry_tested", entry.cases != 0);
    add_marks(item, visit, entry);
    add_own(item, visit, entry);
    add_sources(item, visit, entry);
    add_lines(item, visit, entry);
  }
  std::string note = "protocol_note." + visit.request.param("file");
  std::replace(note.begin(), note.end(), '-', '_');
  const bool noted = page::has_text(visit.language, note);
  view.show("has_note", noted).set("note", noted ? visit.say(note) : std::string());
  if (view.lists().at("entries").empty()) return show_error(visit, not_found("rules_unknown"));
  view.set("title", file_title(visit, stem(file)));
  return show(visit, "protocol-file", std::move(view));
}

http::Response review_page(Visit& visit, const Error* error = nullptr) {
  auto state = clinic::read_review(visit.site.clinic, visit.actor());
  if (!state) return show_error(visit, state.error());
  page::View view;
  set_state(view, visit);
  set_french(view, visit);
  OwnerForm form(view, visit, error);
  form.wrongs();
  const std::string today =
      to_iso(visit.site.clinic.availability.get()->zone.date(visit.site.clinic.now()));
  form.text("name", "");
  form.text("credential", "");
  form.text("day", today);
  form.text("french_name", "");
  form.text("french_credential", "");
  form.text("french_day", today);
  form.check("read_all", false);
  view.show("acknowledged", state->acknowledged);
  view.show("points_wrong", error != nullptr && error->field == "points");
  view.set("point_count", std::int64_t(state->points.size()));
  auto ticked = visit.form.all("points");
  view.list("points");
  for (const care::Entry* entry : state->points) {
    std::string name = clinic::point_name(*entry);
    page::View& item = view.add("points");
    item.set("point", name)
        .set("point_title", words_in(visit, entry->title))
        .set("point_path", "/protocols/" + stem(entry->file) + "#" + entry->kind + "." + entry->id)
        .show("point_on", std::find(ticked.begin(), ticked.end(), name) != ticked.end());
    add_marks(item, visit, *entry);
  }
  view.show("saved", visit.request.query_value("saved") == "yes");
  return show(visit, "owner-rules", std::move(view), owner_status(error));
}

http::Response sign(Visit& visit) {
  clinic::SignProtocol in;
  in.name = visit.form.get("name");
  in.credential = visit.form.get("credential");
  in.day = parse_date(visit.form.get("day"));
  for (const std::string& point : visit.form.all("points")) in.points.insert(point);
  Done done = clinic::sign_protocol(visit.site.clinic, visit.actor(), in);
  if (!done) return review_page(visit, &done.error());
  return go(visit, "/owner/rules?saved=yes");
}

http::Response sign_french(Visit& visit) {
  clinic::SignFrench in;
  in.name = visit.form.get("french_name");
  in.credential = visit.form.get("french_credential");
  in.day = parse_date(visit.form.get("french_day"));
  in.read_all = visit.form.has("read_all");
  Done done = clinic::sign_french(visit.site.clinic, visit.actor(), in);
  if (done) return go(visit, "/owner/rules?saved=yes");
  Error error = done.error();
  if (error.field != "read_all") error.field = "french_" + error.field;
  return review_page(visit, &error);
}

http::Response acknowledge(Visit& visit) {
  Done done = clinic::acknowledge_unreviewed(visit.site.clinic, visit.actor());
  if (!done) return review_page(visit, &done.error());
  return go(visit, "/owner/rules?saved=yes");
}

}  // namespace

void add_protocol_pages(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/protocols", open_to_all(site, index)});
  router.add({Method::get, "/protocols/french", open_to_all(site, french)});
  router.add({Method::get, "/protocols/bodymap", open_to_all(site, drawing)});
  router.add({Method::get, "/protocols/{file}", open_to_all(site, one_file)});
  router.add({Method::get, "/owner/rules", for_owner(site, [](Visit& v) { return review_page(v); }),
              "owner"});
  router.add({Method::post, "/owner/rules", for_owner(site, sign), "owner"});
  router.add({Method::post, "/owner/rules/french", for_owner(site, sign_french), "owner"});
  router.add({Method::post, "/owner/rules/acknowledge", for_owner(site, acknowledge), "owner"});
}

}  // namespace fascia::web
