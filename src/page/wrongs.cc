// SPDX-License-Identifier: Apache-2.0
#include "page/wrongs.h"

#include <algorithm>
#include <utility>

namespace fascia::page {
namespace {

constexpr std::size_t kLongestLabel = 100;  // bytes; a question can be a paragraph

std::size_t place_of(std::string_view html, std::string_view attribute, std::string_view value) {
  return html.find(' ' + std::string(attribute) + "=\"" + std::string(value) + '"');
}

// The inverse of escape_html, for texts of this program's own pages.
std::string plain(std::string_view text) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  while (!text.empty()) {
    const auto* entity = std::ranges::find_if(
        kEntities, [&](const auto& one) { return text.starts_with(one.first); });
    if (entity != std::end(kEntities)) {
      out += entity->second;
      text.remove_prefix(entity->first.size());
      continue;
    }
    const bool space = text.front() == ' ' || text.front() == '\n';
    if (!space)
      out += text.front();
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
    text.remove_prefix(1);
  }
  while (out.ends_with(' ') || out.ends_with(':')) out.pop_back();
  return out;
}

// The words of a piece of a page, without "(required)" and the like beside them.
std::string words_of(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    const std::size_t open = html.find('<');
    text += html.substr(0, open);
    if (open == html.npos) break;
    html.remove_prefix(open);
    const bool beside = html.starts_with("<span class=\"required\"");
    const std::size_t close = beside ? html.find("</span>") : html.find('>');
    if (close == html.npos) break;
    html.remove_prefix(html.find('>', close) + 1);
  }
  return plain(text);
}

// What stands between the end of the tag around `at` and the next `end`.
std::string_view inside(std::string_view html, std::size_t at, std::string_view end) {
  const std::size_t from = html.find('>', at), to = html.find(end, at);
  return from == html.npos || to == html.npos || to <= from ? std::string_view()
                                                            : html.substr(from + 1, to - from - 1);
}

// A checkbox stands inside its label.
std::string_view label_around(std::string_view html, std::size_t tag) {
  const std::size_t open = html.rfind("<label", tag), closed = html.rfind("</label>", tag);
  if (open == html.npos || (closed != html.npos && closed > open)) return {};
  return inside(html, open, "</label>");
}

// The heading that a section begins with, or the label that stands there.
std::string_view heading_of(std::string_view html, std::size_t tag) {
  std::size_t next = html.find('>', tag);
  if (next != html.npos) next = html.find_first_not_of(" \n", next + 1);
  if (next == html.npos) return {};
  for (const auto& [open, end] :
       {std::pair("<h2", "</h2>"), {"<h3", "</h3>"}, {"<label", "</label>"}})
    if (html.substr(next).starts_with(open)) return inside(html, next, end);
  return {};
}

// What stands before a colon names the rest: "The stop word: it ends the touch at once".
std::string shortened(std::string label) {
  label.resize(std::min(label.size(), label.find(": ")));
  if (label.ends_with("\u00a0")) label.resize(label.size() - 2);
  if (label.size() <= kLongestLabel) return label;
  label.resize(label.rfind(' ', kLongestLabel));
  return label + "…";
}

std::string lead_of(Language language, const std::string& label) {
  if (label.empty()) return {};
  for (std::string_view end : {"?", "!", ".", "…"})
    if (label.ends_with(end)) return label + ' ';
  return label + text(language, "words.colon") + ' ';
}

std::string text_in(const View& view, std::string_view name) {
  return view.texts().find(name)->second.value;
}

}  // namespace

void set_wrongs(View& view, const std::vector<Wrong>& wrongs) {
  view.items("wrongs").clear();
  view.show("wrong", !wrongs.empty());
  for (const Wrong& wrong : wrongs)
    view.add("wrongs")
        .set("wrong_field", wrong.field)
        .set("wrong_text", wrong.text)
        .set("wrong_label", wrong.label)
        .set("wrong_whose", wrong.whose.empty() ? "" : wrong.whose + ", ")
        .show("wrong_at", !wrong.field.empty());
}

bool has_wrongs(const View& view) {
  const auto wrongs = view.lists().find("wrongs");
  return wrongs != view.lists().end() && !wrongs->second.empty();
}

void mark_wrong_fields(View& view) {
  std::vector<std::string> marked;
  for (const View& wrong : view.items("wrongs")) {
    std::string name = text_in(wrong, "wrong_field");
    std::ranges::replace_if(
        name, [](char c) { return c == '-' || c == '.'; }, '_');
    if (!view.truths().contains(name + "_wrong") || std::ranges::count(marked, name) > 0) continue;
    view.show(name + "_wrong").set(name + "_error", text_in(wrong, "wrong_text"));
    marked.push_back(std::move(name));
  }
}

void name_wrongs(View& view, Language language, std::string_view html) {
  std::vector<View>& wrongs = view.items("wrongs");
  const auto place = [&](const View& wrong) {
    const std::string field = text_in(wrong, "wrong_field");
    return field.empty() ? 0 : place_of(html, "id", field);
  };
  std::ranges::stable_sort(wrongs, {}, place);
  for (View& wrong : wrongs) {
    std::string label = text_in(wrong, "wrong_label");
    if (label.empty()) label = label_in(html, text_in(wrong, "wrong_field"));
    wrong.set("wrong_label", lead_of(language, shortened(std::move(label))));
  }
}

std::string label_in(std::string_view html, std::string_view id) {
  if (id.empty()) return {};
  if (const std::size_t at = place_of(html, "for", id); at != html.npos)
    return words_of(inside(html, at, "</label>"));
  const std::size_t at = place_of(html, "id", id);
  if (at == html.npos) return {};
  const std::size_t tag = html.rfind('<', at);
  const std::string_view begins = html.substr(tag);
  if (begins.starts_with("<fieldset"))
    return words_of(inside(html, html.find("<legend", tag), "</legend>"));
  if (begins.starts_with("<input")) return words_of(label_around(html, tag));
  if (begins.starts_with("<h2")) return words_of(inside(html, tag, "</h2>"));
  return words_of(heading_of(html, tag));
}

}  // namespace fascia::page
