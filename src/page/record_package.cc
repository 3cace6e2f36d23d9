// SPDX-License-Identifier: Apache-2.0
#include "page/record_package.h"

#include <algorithm>

#include "interop/zip.h"
#include "page/words.h"

namespace fascia::page {
namespace {

std::string moment_of(Language language, const Zone& zone, Instant at) {
  return day_year_text(language, zone.date(at)) + ", " +
         clock_words(language, zone.wall(at).minute);
}

// "Call: offer another visit or another day"; of what is not known here, its own word.
std::string word_or(Language language, const std::string& id, const std::string& word) {
  return has_text(language, id) ? text(language, id) : word;
}

// The id of a message for this word of a record; spaces stand as in ids.
std::string id_of(std::string id) {
  std::replace(id.begin(), id.end(), ' ', '_');
  return id;
}

// "intake, pains, region": each name that is known here under its words, those that it has behind
// the name before it first.
std::string label_of(Language language, std::string_view label) {
  std::string out, before;
  while (!label.empty()) {
    std::size_t end = std::min(label.find(", "), label.size());
    const std::string part(label.substr(0, end));
    const std::string own = id_of("export.name_" + before + "_" + part);
    out += out.empty() ? "" : ", ";
    out += has_text(language, own) ? text(language, own)
                                   : word_or(language, id_of("export.name_" + part), part);
    before = part;
    label.remove_prefix(std::min(label.size(), end + 2));
  }
  return out;
}

// A value under its words: those of its own name first ("skin", "fine"), then those of anybody's.
std::string value_of(Language language, std::string_view label, const std::string& value) {
  const std::size_t last = label.rfind(", ");
  const std::string name(last == label.npos ? label : label.substr(last + 2));
  const std::string own = id_of("export.word_" + name + "_" + value);
  return has_text(language, own) ? text(language, own)
                                 : word_or(language, "export.word_" + value, value);
}

std::string title_of(Language language, const interop::ClientRecord::Document& x) {
  std::string title = text(language, "export.kind_" + x.kind);
  if (x.what.empty()) return title;
  std::string what = x.kind == "task"      ? word_or(language, "task." + x.what, x.what)
                     : x.kind == "message" ? word_or(language, "export.mail_" + x.what, x.what)
                                           : x.what;
  return title + text(language, "words.colon") + ' ' + what;
}

// How a call ended, whether a message left.
std::string state_of(Language language, const interop::ClientRecord::Document& x) {
  if (x.state.empty()) return {};
  if (x.kind == "task") return word_or(language, "task_outcome." + x.state, x.state);
  if (x.kind == "message") return word_or(language, "export.mail_state_" + x.state, x.state);
  if (x.kind == "access_request") return word_or(language, "records.outcome_" + x.state, x.state);
  return {};
}

PrivateText as_html(const Templates& templates, Language language,
                    const interop::ClientRecord& record, const Zone& zone, Instant made) {
  View view;
  view.set("clinic", record.clinic).set("person", record.name);
  view.set("born", record.birth_date ? date_text(language, *record.birth_date) : "");
  view.set("phone", record.phone).set("email", record.email);
  view.set("guardian", record.guardian).set("relation", record.guardian_relation);
  view.show("has_guardian", !record.guardian.empty());
  view.set("made", moment_of(language, zone, made));
  view.list("visits").list("documents").list("measures").list("files");
  for (const auto& x : record.visits)
    view.add("visits")
        .set("visit_when", moment_of(language, zone, x.start))
        .set("visit_what", x.service)
        .set("visit_who", x.therapist)
        .set("visit_state", text(language, "export.state_" + x.status));
  for (const auto& x : record.documents) {
    View& item = view.add("documents");
    item.set("document_title", title_of(language, x));
    item.set("document_state", state_of(language, x));
    item.show("document_has_state", !state_of(language, x).empty());
    item.list("steps");
    for (const auto& step : x.steps)
      item.add("steps")
          .set("step_when", moment_of(language, zone, step.at))
          .set("step_state", text(language, "letter_status." + step.state))
          .set("step_by", step.by)
          .show("step_has_by", !step.by.empty());
    item.set("document_when", moment_of(language, zone, x.at));
    item.set("document_who", x.author);
    item.show("document_has_who", !x.author.empty());
    item.show("document_draft", x.state == "draft");
    item.list("lines");
    for (const auto& line : x.lines)
      item.add("lines")
          .set("line_label", label_of(language, line.label))
          .set("line_text", value_of(language, line.label, line.text))
          .show("line_labelled", !line.label.empty());
  }
  for (const auto& x : record.measures)
    view.add("measures")
        .set("measure_when", moment_of(language, zone, x.at))
        .set("measure_name", x.name)
        .set("measure_value",
             number_text(language, x.value, 2) + (x.unit.empty() ? std::string() : " " + x.unit));
  for (const auto& x : record.files)
    view.add("files").set("file_path", x.path).set("file_when", moment_of(language, zone, x.at));
  return PrivateText(templates.render("record-export", language, view));
}

}  // namespace

RecordPackage pack_record(const Templates& templates, Language language,
                          const interop::ClientRecord& record, const Zone& zone, Instant made) {
  std::vector<interop::ZipEntry> entries{
      {"record.html", as_html(templates, language, record, zone, made)},
      {"record.fhir.json", interop::to_fhir(record, made)}};
  for (const auto& file : record.files) entries.push_back({file.path, file.bytes});
  return {"record-" + to_iso(zone.date(made)) + ".zip", interop::write_zip(entries, made)};
}

}  // namespace fascia::page
