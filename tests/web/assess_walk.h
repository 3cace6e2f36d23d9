// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/small_site.h"

namespace fascia::web {

// The first page of the assessment, as Maya Roy fills it in for herself.
inline const http::Pairs kWho = {{"for_whom", "me"},
                                 {"birth_day", "4"},
                                 {"birth_month", "5"},
                                 {"birth_year", "1988"},
                                 {"consent", "yes"}};

// One person on the way through the pages of the assessment; the browser has seen the first.
struct Assessed {
  Browser& browser;

  std::string where(const http::Response& response) {
    EXPECT_EQ(response.status, 303) << text_of(response).substr(0, 3000);
    return std::string(response.header("Location"));
  }
  std::string begin(const http::Pairs& more = {}) {
    return where(browser.post("/assess", with(kWho, more)));
  }
  http::Response group(const std::string& id, http::Pairs fields = {}, bool none = true) {
    fields.emplace_back("group", id);
    if (none) fields.emplace_back("none", "yes");
    return browser.post("/assess/questions", fields);
  }
  std::string map() {
    browser.post("/assess/where", {{"region", "low-back.R"}, {"pain.low-back.R", "6"}});
    return where(browser.post("/assess/since", {{"since", "weeks"}, {"limits", "sit"}}));
  }
  // Through to the answer, with `fields` in their group.
  std::string answer(const std::string& id = {}, const http::Pairs& fields = {}) {
    begin();
    group("now", id == "now" ? fields : http::Pairs());
    std::string next = map();
    for (const char* g : {"heart", "medicine", "body", "pregnancy", "pain"})
      next = where(group(g, id == g ? fields : http::Pairs()));
    return next;
  }
  // The same with what wants a physician's letter for deep work.
  void answer_with_a_blood_thinner() {
    answer("medicine", {{"q-blood_thinner", "doac"}});
    group("medicine", {{"q-blood_thinner.stopped", "no"}, {"q-blood_thinner.signs", "none"}});
  }
  std::string page(const std::string& path) {
    http::Response response = browser.get(path);
    EXPECT_EQ(response.status, 200) << path << " " << response.header("Location");
    return text_of(response);
  }
};

struct WalkedSite {
  SmallSite site;
  Browser own{site};
};

// The same with a site and a browser of its own.
struct AssessWalk : WalkedSite, Assessed {
  AssessWalk() : Assessed{own} { browser.get("/assess"); }
};

}  // namespace fascia::web
