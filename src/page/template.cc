// SPDX-License-Identifier: Apache-2.0
#include "page/template.h"

#include <ctemplate/template.h>
#include <fmt/format.h>

#include <cstdlib>
#include <set>

#include "page/source.h"

namespace fascia::page {
namespace {

std::string upper(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void fill(ctemplate::TemplateDictionary& dictionary, const View& view) {
  for (const auto& [name, text] : view.texts()) dictionary.SetValue(upper(name), text.value);
  for (const auto& [name, on] : view.truths())
    dictionary.ShowSection(on ? upper(name) : "NOT_" + upper(name));
  for (const auto& [name, items] : view.lists()) {
    if (items.empty()) dictionary.ShowSection("NOT_" + upper(name));
    for (const View& item : items) fill(*dictionary.AddSectionDictionary(upper(name)), item);
  }
}

using Stack = std::vector<const View*>;
using Problems = std::set<std::string>;

void check_used(const Scope& scope, const Stack& stack, Problems& problems);

void check_section(const Scope::Section& section, const Stack& stack, Problems& problems) {
  const std::string name = lower(section.name);
  for (auto view = stack.rbegin(); view != stack.rend(); ++view) {
    if (auto truth = (*view)->truths().find(name); truth != (*view)->truths().end()) {
      if (truth->second != section.inverted) check_used(section.body, stack, problems);
      return;
    }
    if (auto list = (*view)->lists().find(name); list != (*view)->lists().end()) {
      if (section.inverted) {
        if (list->second.empty()) check_used(section.body, stack, problems);
        return;
      }
      for (const View& item : list->second) {
        Stack inner = stack;
        inner.push_back(&item);
        check_used(section.body, inner, problems);
      }
      return;
    }
  }
  problems.insert("never set: section " + name);
}

void check_used(const Scope& scope, const Stack& stack, Problems& problems) {
  for (const Scope::Variable& variable : scope.variables) {
    const std::string name = lower(variable.name);
    const View::Text* found = nullptr;
    for (auto view = stack.rbegin(); view != stack.rend() && !found; ++view)
      if (auto at = (*view)->texts().find(name); at != (*view)->texts().end()) found = &at->second;
    if (!found)
      problems.insert("never set: " + name);
    else if (found->is_markup && !variable.raw)
      problems.insert("markup where text stands: " + name);
    else if (!found->is_markup && variable.raw)
      problems.insert("text where markup stands: " + name);
  }
  for (const Scope::Section& section : scope.sections) check_section(section, stack, problems);
}

void names_of(const Scope& scope, std::set<std::string>& out) {
  for (const auto& variable : scope.variables) out.insert(lower(variable.name));
  for (const auto& section : scope.sections) {
    out.insert(lower(section.name));
    names_of(section.body, out);
  }
}

void bodies_of(const Scope& scope, std::string_view list, std::vector<const Scope*>& out) {
  for (const auto& section : scope.sections) {
    if (!section.inverted && lower(section.name) == list)
      out.push_back(&section.body);
    else
      bodies_of(section.body, list, out);
  }
}

// Names of a view that no place of the template below `scopes` asks for.
void check_unused(const std::vector<const Scope*>& scopes, const View& view, const Stack& around,
                  Problems& problems) {
  std::set<std::string> used;
  for (const Scope* scope : scopes) names_of(*scope, used);
  const auto need = [&](const std::string& name) {
    if (!used.contains(name)) problems.insert("never used: " + name);
  };
  // ctemplate looks outwards for a section that an inner view leaves off.
  const auto shadow = [&](const std::string& name) {
    for (const View* outer : around)
      if (outer->truths().contains(name) || outer->lists().contains(name))
        problems.insert("hides one around it: " + name);
  };
  for (const auto& entry : view.texts()) need(entry.first);
  for (const auto& entry : view.truths()) need(entry.first), shadow(entry.first);
  for (const auto& [name, items] : view.lists()) {
    need(name);
    shadow(name);
    std::vector<const Scope*> bodies;
    for (const Scope* scope : scopes) bodies_of(*scope, name, bodies);
    Stack inner = around;
    inner.push_back(&view);
    for (const View& item : items) check_unused(bodies, item, inner, problems);
  }
}

// Tests set CHECK_FASCIA_VIEWS: a page whose view and template differ then fails instead of showing
// a gap (ctemplate prints nothing for a variable that was never set).
bool views_are_checked() {
  const char* set = std::getenv("CHECK_FASCIA_VIEWS");
  return set != nullptr && *set != '\0';
}

struct Ready {
  std::unique_ptr<ctemplate::Template> compiled;
  Scope scope;
};

// At most one blank line between paragraphs of a mail, none before or behind.
std::string tidy_plain(std::string text) {
  std::string out;
  for (char c : text)
    if (c != '\n' || !out.ends_with("\n\n")) out += c;
  while (out.starts_with('\n')) out.erase(0, 1);
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace

struct Templates::Impl {
  std::map<std::string, Ready, std::less<>> of[2];

  const Ready& at(std::string_view name, Language language) const {
    const auto& all = of[static_cast<int>(language)];
    auto found = all.find(name);
    FASCIA_CHECK(found != all.end());
    return found->second;
  }
};

Templates::Templates(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::load(const std::vector<EmbeddedFile>& files, AssetAddress asset) {
  constexpr std::string_view kFolder = "templates/", kEnding = ".tpl";
  Sources sources;
  sources.asset = std::move(asset);
  for (const EmbeddedFile& file : files) {
    if (!file.path.starts_with(kFolder) || !file.path.ends_with(kEnding)) continue;
    std::string_view name = file.path;
    name.remove_prefix(kFolder.size());
    name.remove_suffix(kEnding.size());
    sources.files.emplace(name, file.bytes);
  }
  auto impl = std::make_unique<Impl>();
  for (Language language : kLanguages) {
    sources.messages = &messages(language);
    for (const auto& [name, bytes] : sources.files) {
      // Layouts and parts are only ever read from inside a page.
      if (name.starts_with("parts/") || name.starts_with("layout")) continue;
      FASCIA_TRY(const std::string assembled, assemble(sources, name));
      FASCIA_TRY(Compiled source, compile(name, assembled));
      const auto strip = is_plain(name) ? ctemplate::DO_NOT_STRIP : ctemplate::STRIP_BLANK_LINES;
      Ready ready{std::unique_ptr<ctemplate::Template>(ctemplate::Template::StringToTemplate(
                      source.text.data(), source.text.size(), strip)),
                  std::move(source.scope)};
      if (!ready.compiled || ready.compiled->state() != ctemplate::TS_READY)
        return Error{Code::internal, "template_broken", {}, {}, name + ": ctemplate refuses it"};
      impl->of[static_cast<int>(language)].emplace(name, std::move(ready));
    }
  }
  return Templates(std::move(impl));
}

Templates Templates::embedded(AssetAddress asset) {
  auto loaded = load(embedded_under("templates/"), std::move(asset));
  if (!loaded) check_failed(loaded.error().cause.c_str(), __FILE__, __LINE__);
  return std::move(*loaded);
}

std::string Templates::render(std::string_view name, Language language, const View& view) const {
  const Ready& ready = impl_->at(name, language);
  if (views_are_checked()) {
    for (const std::string& problem : check(name, language, view))
      check_failed(("template " + std::string(name) + ": " + problem).c_str(), __FILE__, __LINE__);
  }
  ctemplate::TemplateDictionary dictionary("page");
  fill(dictionary, view);
  std::string out;
  FASCIA_CHECK(ready.compiled->Expand(&out, &dictionary));
  return is_plain(name) ? tidy_plain(std::move(out)) : out;
}

std::vector<std::string> Templates::check(std::string_view name, Language language,
                                          const View& view) const {
  const Ready& ready = impl_->at(name, language);
  Problems problems;
  check_used(ready.scope, {&view}, problems);
  // The view of a message holds what any message may say.
  if (!is_plain(name)) check_unused({&ready.scope}, view, {}, problems);
  return {problems.begin(), problems.end()};
}

std::vector<std::string> Templates::names() const {
  std::vector<std::string> out;
  for (const auto& entry : impl_->of[0]) out.push_back(entry.first);
  return out;
}

bool Templates::has(std::string_view name) const { return impl_->of[0].contains(name); }

}  // namespace fascia::page
