// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "clinic/small_clinic.h"
#include "web/site.h"

namespace fascia::web {

inline constexpr const char* kPassword = "a long password";  // of everybody, in all tests of pages

// The limits of a server by itself once they are switched on; until then none.
class LimitSwitch final : public http::LimitStore {
 public:
  Seconds take(const http::RateLimit& limit, std::string_view who, Instant now) override {
    return on ? counted->take(limit, who, now) : Seconds{0};
  }
  void give_back(const http::RateLimit& limit, std::string_view who) override {
    counted->give_back(limit, who);
  }
  int count_of(const http::RateLimit& limit) const override { return counted->count_of(limit); }
  bool are_lifted() const override { return !on; }
  bool on = false;
  std::unique_ptr<http::MemoryLimits> counted = std::make_unique<http::MemoryLimits>();
};

// Everything people can open, over a small clinic, without a socket.
class SmallSite {
 public:
  SmallSite() {
    site = std::make_shared<Site>(
        Site{*small.clinic, templates(), assets, limits, "https://book.example", "secret"});
    add_routes(router, site);
    router.set_error_page([this](int status, const http::Request* request) {
      return error_page(*site, status, request);
    });
  }
  static const page::Templates& templates() {
    static const page::Templates kTemplates = page::Templates::embedded(
        [](std::string_view name) { return "/assets/" + std::string(name); });
    return kTemplates;
  }

  clinic::SmallClinic small;
  http::AssetSite assets;
  LimitSwitch limits;
  std::shared_ptr<Site> site;
  http::Router router;
};

// The pages of a clinic that a test made by itself, without limits.
struct ServedPages {
  void serve(clinic::Clinic& clinic, const std::string& public_url = {}) {
    site = std::make_shared<Site>(
        Site{clinic, SmallSite::templates(), assets, limits, public_url, "secret"});
    add_routes(router, site);
  }

  http::AssetSite assets;
  http::NoLimits limits;
  std::shared_ptr<Site> site;
  http::Router router;
};

inline std::string text_of(const http::Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (const auto* text = std::get_if<std::string_view>(&response.body)) return std::string(*text);
  return {};
}

// A person's browser: keeps cookies and the last form's token, follows nothing by itself.
class Browser {
 public:
  explicit Browser(SmallSite& site, std::string address = "10.0.0.1")
      : Browser(site.router, std::move(address)) {}
  explicit Browser(http::Router& router, std::string address = "10.0.0.1")
      : router_(router), address_(std::move(address)) {}

  http::Response get(const std::string& url) { return send(http::Method::get, url, {}); }
  // Posts fields with the token of this browser.
  http::Response post(const std::string& url, http::Pairs fields) {
    if (token_.empty()) get("/sign-in");  // any page with a form
    fields.emplace_back("token", token_);
    std::string body;
    for (const auto& [name, value] : fields)
      body += (body.empty() ? "" : "&") + http::url_encode(name) + "=" + http::url_encode(value);
    return send(http::Method::post, url, body);
  }
  // The same with a file, as a browser sends a form that has one.
  http::Response upload(const std::string& url, const std::string& field,
                        const std::string& bytes) {
    if (token_.empty()) get("/sign-in");
    const std::string line = "--cut\r\nContent-Disposition: form-data; name=\"";
    std::string body = line + "token\"\r\n\r\n" + token_ + "\r\n" + line + field +
                       "\"; filename=\"Maya Roy.exe\"\r\nContent-Type: text/html\r\n\r\n" + bytes +
                       "\r\n--cut--\r\n";
    return send(http::Method::post, url, body, "multipart/form-data; boundary=cut");
  }
  // Where a redirect leads, opened.
  http::Response follow(const http::Response& response) {
    EXPECT_EQ(response.status, 303) << text_of(response);
    std::string to(response.header("Location"));
    return get(to.substr(0, to.find('#')));  // the place on the page stays in the browser
  }
  std::string language = "en-CA";
  std::string host;  // as the browser's address bar says; empty: none is sent

 private:
  http::Response send(http::Method method, const std::string& url, const std::string& body,
                      const char* type = "application/x-www-form-urlencoded") {
    http::Request request;
    request.method = method;
    auto mark = url.find('?');
    request.path = url.substr(0, mark);
    if (mark != url.npos) {
      auto query = http::parse_form(std::string_view(url).substr(mark + 1));
      EXPECT_TRUE(query);
      if (query) request.query = *query;
    }
    std::string cookies;
    for (const auto& [name, value] : cookies_)
      cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) request.headers.emplace_back("cookie", cookies);
    request.headers.emplace_back("accept-language", language);
    if (!host.empty()) request.headers.emplace_back("host", host);
    if (method == http::Method::post) request.headers.emplace_back("content-type", type);
    request.body = body;
    request.remote = address_;
    http::Response response = router_.answer(request);
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") {
        auto equals = value.find('='), end = value.find(';');
        cookies_[value.substr(0, equals)] = value.substr(equals + 1, end - equals - 1);
      }
    constexpr std::string_view kToken = "name=\"token\" value=\"";
    std::string text = text_of(response);
    if (auto at = text.find(kToken); at != text.npos) {
      at += kToken.size();
      token_ = text.substr(at, text.find('"', at) - at);
    }
    return response;
  }

  http::Router& router_;
  std::string address_;
  std::map<std::string, std::string> cookies_;
  std::string token_;
};

// The fields with some of them changed or added; "-" takes one away.
inline http::Pairs with(http::Pairs fields, const http::Pairs& changes) {
  for (const auto& field : changes) {
    std::erase_if(fields, [&](const auto& old) { return old.first == field.first; });
    fields.push_back(field);
  }
  std::erase_if(fields, [](const auto& field) { return field.second == "-"; });
  return fields;
}

// Maya Roy books online, for herself, with whoever is free: the form of /book/details.
inline http::Pairs maya_books(const std::string& service, const std::string& start) {
  return {{"service", service},
          {"practitioner", ""},
          {"start", start},
          {"do", "book"},
          {"key", "key-1"},
          {"for_whom", "me"},
          {"name", "Maya Roy"},
          {"birth_date", "1988-05-04"},
          {"email", "maya@example.invalid"},
          {"phone", ""},
          {"policy", "1"}};
}

// The browser of somebody who has signed in.
inline Browser sign_in(http::Router& router, const std::string& name,
                       const std::string& language = "en-CA") {
  Browser browser(router);
  browser.language = language;
  browser.get("/sign-in");
  const auto in = browser.post("/sign-in", {{"name", name}, {"password", kPassword}});
  EXPECT_EQ(in.status, 303) << text_of(in);
  return browser;
}

inline std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; ++at) ++n;
  return n;
}

inline ::testing::AssertionResult has(const std::string& text, const std::string& part) {
  if (text.find(part) != text.npos) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "no \"" << part << "\" in\n" << text;
}
inline ::testing::AssertionResult lacks(const std::string& text, const std::string& part) {
  if (text.find(part) == text.npos) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "\"" << part << "\" stands in\n" << text;
}

}  // namespace fascia::web
