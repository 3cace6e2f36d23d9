// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/embedded.h"
#include "core/result.h"
#include "page/catalogue.h"
#include "page/view.h"

namespace fascia::page {

// The address of a bundled asset by its name: "app.css" -> "/assets/app.0f3c.css".
using AssetAddress = std::function<std::string(std::string_view name)>;

// All templates of the program, compiled once for each language. Safe from any thread.
//
// A template is HTML for ctemplate (its values are escaped by where they stand; the first line of
// each file is {{%AUTOESCAPE context="HTML"}}), or plain text when its name ends in ".txt.tpl".
// Before ctemplate sees it, while loading:
//   [[front.title]]            the catalogue's text; its {name} becomes the variable {{NAME}}
//   [[> parts/button text="@front.book" kind="quiet"]]   another file's text, with parameters;
//                              a value that begins with @ is a message
//   [[=text]]  [[=kind|main]]  a parameter inside a part, with what it is when not given;
//                              [[=NAME]] in capitals gives the value as a variable's name
//   [[?hint]]..[[/hint]]       only where the parameter was given and is not empty; [[!hint]] where
//   not
//   [[< layout title="@front.title"]]   on its own line: this page stands in that file's
//   [[content]]
//   [[asset app.css]]          the address of an asset
// Nothing else is between double square brackets.
class Templates {
 public:
  // Reads `files` (all below "templates/"). Errors: template_broken, with file and reason in
  // `cause`.
  static Result<Templates> load(const std::vector<EmbeddedFile>& files, AssetAddress asset);
  // The program's own; stops when they are broken (tests load every one).
  static Templates embedded(AssetAddress asset);

  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;
  ~Templates();

  // The page, mail or part `name` ("front", "mail/booked.txt"). The name must exist.
  std::string render(std::string_view name, Language language, const View& view) const;
  // What differs between a template and a view: a variable that was never set, a name that the
  // template never uses, markup in a place for text, an item's name that hides one around it.
  // Empty when they fit. For tests: each page is checked with its view.
  std::vector<std::string> check(std::string_view name, Language language, const View& view) const;
  // Every name that render() takes, sorted.
  std::vector<std::string> names() const;
  bool has(std::string_view name) const;

 private:
  struct Impl;
  explicit Templates(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace fascia::page
