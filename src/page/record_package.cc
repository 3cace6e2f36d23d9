// SPDX-License-Identifier: Apache-2.0
#include "page/record_package.h"

#include "interop/zip.h"
#include "page/words.h"

namespace fascia::page {
namespace {

std::string moment_of(Language language, const Zone& zone, Instant at) {
  return day_year_text(language, zone.date(at)) + ", " +
         clock_words(language, zone.wall(at).minute);
}

PrivateText as_html(const Templates& templates, Language language,
                    const interop::ClientRecord& record, const Zone& zone, Instant made) {
  View view;
  view.set("clinic", record.clinic).set("person", record.name);
  view.set("born", record.birth_date ? day_year_text(language, *record.birth_date) : "");
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
    item.set("document_title", text(language, "export.kind_" + x.kind));
    item.set("document_when", moment_of(language, zone, x.at));
    item.set("document_who", x.author);
    item.show("document_has_who", !x.author.empty());
    item.show("document_draft", x.state == "draft");
    item.list("lines");
    for (const auto& line : x.lines)
      item.add("lines")
          .set("line_label", line.label)
          .set("line_text", line.text)
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
