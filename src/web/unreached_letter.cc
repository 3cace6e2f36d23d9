// SPDX-License-Identifier: Apache-2.0
// The letter to whom three calls did not reach: shown, put into the file, and printed from there.
#include "clinic/unreached_letter.h"

#include <algorithm>

#include "page/fields.h"
#include "page/words.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

constexpr std::string_view kBetween = "\n\n";  // paragraphs, as they are kept

store::TaskId task_of(const Visit& visit) {
  return store::TaskId::parse(visit.request.param("id")).value_or(store::TaskId{});
}
std::string path_of(const Visit& visit) {
  return "/desk/task/" + visit.request.param("id") + "/letter";
}

// As it was asked for, else in the language that the client reads.
page::Language language_in(const Visit& visit, const clinic::UnreachedLetter& letter) {
  std::string in = visit.request.method == http::Method::post
                       ? visit.form.get("in")
                       : std::string(visit.request.query_value("in"));
  if (in.empty()) in = letter.client.language;
  return in == "fr" ? page::Language::fr : page::Language::en;
}

std::string days_of(const Visit& visit, page::Language language,
                    const std::vector<Instant>& calls) {
  std::vector<std::string> days;
  for (Instant call : calls) {
    std::string day =
        page::day_text(language, visit.site.clinic.availability.get()->zone.date(call));
    if (std::ranges::find(days, day) == days.end()) days.push_back(std::move(day));
  }
  return page::and_text(language, days);
}

// The title first. The clinic, the calls and whom to call: nothing of health.
std::vector<std::string> paragraphs_of(const Visit& visit, page::Language language,
                                       const clinic::UnreachedLetter& letter) {
  auto offer = visit.site.clinic.availability.get();
  const auto& place = offer->location;
  auto say = [&](const char* id, const page::Arguments& arguments = {}) {
    return page::text(language, std::string("unreached.") + id, arguments);
  };
  const std::string today =
      page::day_year_text(language, offer->zone.date(visit.site.clinic.now()));
  return {say("paper_title"),
          say("place", {{"clinic", place.name},
                        {"address", place.address},
                        {"town", place.city},
                        {"today", today}}),
          say("dear", {{"name", letter.client.name}}),
          letter.calls.empty() ? say("called_undated")
                               : say("called", {{"days", days_of(visit, language, letter.calls)}}),
          say("ask", {{"phone", place.phone}}),
          say("help", {{"emergency", place.emergency_line.empty() ? "911" : place.emergency_line}}),
          say("file"),
          say("signed", {{"by", letter.by}, {"clinic", place.name}})};
}

http::Response paper(Visit& visit, page::View view, const std::vector<std::string>& paragraphs,
                     int status = 200) {
  bool french = !paragraphs.empty() &&
                paragraphs.front() == page::text(page::Language::fr, "unreached.paper_title", {});
  view.set("letter_language", french ? "fr" : "en");
  view.set("letter_title", paragraphs.empty() ? "" : paragraphs.front());
  view.list("lines");
  for (std::size_t i = 1; i < paragraphs.size(); ++i)
    view.add("lines").set("line_text", paragraphs[i]);
  http::Response response = show(visit, "unreached-letter", std::move(view), status);
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response to_keep(Visit& visit) {
  auto letter = clinic::unreached_letter(visit.site.clinic, visit.actor(), task_of(visit));
  if (!letter) return show_error(visit, letter.error());
  page::View view;
  page::set_wrongs(view, {});
  view.show("to_keep", true)
      .set("back_path", "/desk/task/" + visit.request.param("id"))
      .set("letter_path", path_of(visit))
      .set("client_name", letter->client.name)
      .set("kept_day", "")
      .set("kept_by", "");
  return paper(visit, std::move(view), paragraphs_of(visit, language_in(visit, *letter), *letter));
}

http::Response keep(Visit& visit) {
  clinic::Clinic& clinic = visit.site.clinic;
  auto letter = clinic::unreached_letter(clinic, visit.actor(), task_of(visit));
  if (!letter) return show_error(visit, letter.error());
  std::string text;
  for (const std::string& one : paragraphs_of(visit, language_in(visit, *letter), *letter))
    text += (text.empty() ? "" : std::string(kBetween)) + one;
  auto kept = clinic::keep_unreached_letter(clinic, visit.actor(), task_of(visit),
                                            PrivateText(std::move(text)));
  if (!kept) return show_error(visit, kept.error());
  return go(visit, kept_letter_path(kept->client, kept->note));
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::size_t from = 0;
  for (std::size_t at; (at = text.find(kBetween, from)) != text.npos; from = at + kBetween.size())
    out.push_back(text.substr(from, at - from));
  out.push_back(text.substr(from));
  return out;
}

http::Response from_file(Visit& visit) {
  clinic::LetterInFile which{
      ClientId::parse(visit.request.param("client")).value_or(ClientId{}),
      ClientId::parse(visit.request.param("note")).value_or(ClientId{}).value};
  auto kept = clinic::kept_letter(visit.site.clinic, visit.actor(), which);
  if (!kept) return show_error(visit, kept.error());
  page::View view;
  page::set_wrongs(view, {});
  view.show("to_keep", false)
      .set("back_path", "/owner/record/" + which.client.text())
      .set("letter_path", "")
      .set("client_name", kept->client_name)
      .set("kept_day", record_day(visit, kept->note.at))
      .set("kept_by", kept->note.by);
  return paper(visit, std::move(view), split(kept->note.text.reveal()));
}

}  // namespace

std::string kept_letter_path(ClientId client, std::int64_t note) {
  return "/owner/record/" + client.text() + "/letter/" + ClientId{note}.text();
}

void add_unreached_letter(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/desk/task/{id}/letter", for_owner(site, to_keep), "owner"});
  router.add({Method::post, "/desk/task/{id}/letter", for_owner(site, keep), "owner"});
  router.add(
      {Method::get, "/owner/record/{client}/letter/{note}", for_owner(site, from_file), "owner"});
}

}  // namespace fascia::web
