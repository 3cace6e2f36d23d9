// SPDX-License-Identifier: Apache-2.0
// The same bad input through the page and through the API: the same status, the same message, the
// same field, and nothing written. Ranges and rights stand in the use case alone; this shows it.
#include <boost/json/object.hpp>
#include <regex>

#include "api/api.h"
#include "core/json.h"
#include "web/small_site.h"

namespace fascia::whole {
namespace {

namespace bj = boost::json;
using web::has;

struct Bad {
  const char* what;   // for the message of a failure
  const char* field;  // the page's input
  const char* path;   // the API's value: "client.name"
  std::string text;   // what is sent in its place; the page sends it as typed
  const char* json;   // what the API sends instead of the text; "" = nothing at all
  int status;
  const char* code;
};

std::string many(std::size_t n) { return std::string(n, 'x'); }

class BadInput : public ::testing::Test {
 protected:
  void SetUp() override {
    api::add_routes(api_router,
                    std::make_shared<api::Api>(api::Api{*site.small.clinic, site.limits,
                                                        "https://book.example", "s", false}));
    api_router.set_error_page([](int status, const http::Request* request) {
      return api::problem_of_status(status, request);
    });
  }
  std::string when(int days, int hour, int minute = 0) const {
    return to_rfc3339(site.small.at(days, hour, minute), site.small.zone);
  }
  bj::object api_body() const {
    return {{"service", site.small.swedish.text()},
            {"start", when(1, 9)},
            {"practitioner", site.small.ana.text()},
            {"client",
             {{"name", "Maya Roy"},
              {"birth_date", "1988-05-04"},
              {"email", "maya@example.invalid"},
              {"phone", "780 555 0100"},
              {"guardian", "Ana Roy"},
              {"guardian_relation", "mother"}}}};
  }
  http::Pairs page_form() const {
    return {{"service", "relaxation-60"},
            {"practitioner", site.small.ana.text()},
            {"start", when(1, 9)},
            {"do", "book"},
            {"key", "key-1"},
            {"policy", "1"},
            {"for_whom", "me"},
            {"name", "Maya Roy"},
            {"birth_date", "1988-05-04"},
            {"email", "maya@example.invalid"},
            {"phone", "780 555 0100"},
            {"booked_by", "Ana Roy"},
            {"relation", "mother"}};
  }
  http::Response ask_api(const std::string& body, const std::string& key = "k",
                         const std::string& type = "application/json") {
    http::Request request;
    request.method = http::Method::post;
    request.path = "/api/v1/appointments";
    request.body = body;
    request.remote = "10.0.0.1";
    request.headers = {{"content-type", type}};
    if (!key.empty()) request.headers.emplace_back("idempotency-key", key);
    return api_router.answer(request);
  }
  static std::string text_at(const http::Response& response, const char* key) {
    auto body = json::read(web::text_of(response));
    if (!body || !body->is_object() || !body->as_object().contains(key)) return {};
    return std::string(body->as_object().at(key).as_string());
  }
  // Rows that a booking would leave behind.
  std::string rows() {
    return site.small.store->read([](store::Connection& c) {
      std::string all;
      for (const store::Sql& sql :
           {store::Sql("SELECT COUNT(*) FROM appointment"),
            store::Sql("SELECT COUNT(*) FROM client"), store::Sql("SELECT COUNT(*) FROM hold"),
            store::Sql("SELECT COUNT(*) FROM day_mask"), store::Sql("SELECT COUNT(*) FROM outbox"),
            store::Sql("SELECT COUNT(*) FROM due_work"),
            store::Sql("SELECT COUNT(*) FROM idempotency"),
            store::Sql("SELECT COUNT(*) FROM policy_agreement"),
            store::Sql("SELECT COUNT(*) FROM audit_event")})
        all += std::to_string(c.first(sql, {})->number(0)) + " ";
      return all;
    });
  }
  static void replace(http::Pairs& form, const std::string& field, const std::string& text) {
    for (auto& [name, value] : form)
      if (name == field) value = text;
  }

  web::SmallSite site;
  http::Router api_router;
};

// In place of a value that the page has no way to send.
constexpr const char* kAsText = nullptr;

std::vector<Bad> cases(const BadInput*) {
  const std::string control = "Maya\x07Roy";
  return {
      {"no name", "name", "client.name", "", kAsText, 422, "name_missing"},
      {"a name of spaces", "name", "client.name", "   ", kAsText, 422, "name_missing"},
      {"a long name", "name", "client.name", many(201), kAsText, 422, "name_too_long"},
      {"a name with a bell", "name", "client.name", control, kAsText, 422, "text_with_control"},
      {"30 February", "birth_date", "client.birth_date", "2026-02-30", kAsText, 422,
       "birth_date_invalid"},
      {"a word for a date", "birth_date", "client.birth_date", "tomorrow", kAsText, 422,
       "birth_date_invalid"},
      {"a huge number for a date", "birth_date", "client.birth_date", "99999999999999999999",
       kAsText, 422, "birth_date_invalid"},
      {"born next year", "birth_date", "client.birth_date", "2027-12-01", kAsText, 422,
       "date_in_future"},
      {"born in 1850", "birth_date", "client.birth_date", "1850-01-01", kAsText, 422,
       "birth_date_too_old"},
      {"no @", "email", "client.email", "no address", kAsText, 422, "email_at_missing"},
      {"no domain", "email", "client.email", "maya@", kAsText, 422, "email_domain_invalid"},
      {"a control sign in the e-mail", "email", "client.email", "ma\x07ya@example.invalid", kAsText,
       422, "email_local_invalid"},
      {"a long e-mail", "email", "client.email",
       many(60) + "@" + many(60) + "." + many(60) + "." + many(60) + "." + many(30), kAsText, 422,
       "email_too_long"},
      {"an e-mail that is not ASCII", "email", "client.email", "zoé@example.invalid", kAsText, 422,
       "email_not_ascii"},
      {"a short phone", "phone", "client.phone", "12", kAsText, 422, "phone_invalid"},
      {"a phone of words", "phone", "client.phone", "call me", kAsText, 422, "phone_invalid"},
      {"a long phone", "phone", "client.phone", "780 555 0100" + std::string(40, ' ') + "1",
       kAsText, 422, "phone_invalid"},
      {"a phone with a line break", "phone", "client.phone", "780 555\n0100", kAsText, 422,
       "phone_invalid"},
      {"a long guardian", "booked_by", "client.guardian", many(201), kAsText, 422, "name_too_long"},
      {"a guardian with a bell", "booked_by", "client.guardian", control, kAsText, 422,
       "text_with_control"},
      {"a long relation", "relation", "client.guardian_relation", many(201), kAsText, 422,
       "name_too_long"},
      {"a word for a start", "start", "start", "tomorrow", kAsText, 422, "start_invalid"},
      {"a start without a zone", "start", "start", "2026-11-24T09:00:00", kAsText, 422,
       "start_invalid"},
      {"a start of year 99999", "start", "start", "99999-11-24T09:00:00-06:00", kAsText, 422,
       "start_invalid"},
      {"off the grid", "start", "start", "2026-11-24T09:07:00-06:00", kAsText, 422,
       "start_off_grid"},
      {"half a minute", "start", "start", "2026-11-24T09:00:30-06:00", kAsText, 422,
       "start_off_grid"},
      {"yesterday", "start", "start", "2026-11-22T09:00:00-06:00", kAsText, 422, "start_too_soon"},
      {"within the lead time", "start", "start", "2026-11-23T09:00:00-06:00", kAsText, 422,
       "start_too_soon"},
      {"beyond the horizon", "start", "start", "2027-11-24T09:00:00-07:00", kAsText, 422,
       "start_too_far"},
      {"the year 9999", "start", "start", "9999-12-31T09:00:00-06:00", kAsText, 422,
       "start_too_far"},
      {"at night", "start", "start", "2026-11-24T03:00:00-06:00", kAsText, 422,
       "start_outside_hours"},
      {"a service nobody sells", "service", "service", "0000000000001", kAsText, 422,
       "service_unknown"},
      {"a therapist nobody knows", "practitioner", "practitioner", "0000000000001", kAsText, 422,
       "practitioner_not_for_service"},
      {"no id of a therapist", "practitioner", "practitioner", "Ana", kAsText, 400, "id_invalid"},
      {"a key of 201 bytes", "key", "Idempotency-Key", many(201), kAsText, 400, "value_too_long"},
      {"no key", "key", "Idempotency-Key", "", kAsText, 400, "idempotency_key_missing"},
  };
}

// The API's body with one value changed; `key` is its header.
std::string body_of(bj::object body, const Bad& bad, std::string& key) {
  std::string path = bad.path;
  if (path == "Idempotency-Key") {
    key = bad.text;
    return json::write(body);
  }
  bj::object* at = &body;
  if (path.starts_with("client.")) {
    at = &body["client"].as_object();
    path = path.substr(7);
  }
  (*at)[path] = bad.text;
  return json::write(body);
}

TEST_F(BadInput, the_page_and_the_API_answer_the_same_and_nothing_is_written) {
  const std::string before = rows();
  web::Browser maya(site);
  for (const Bad& bad : cases(this)) {
    std::string key = "k";
    auto answer = ask_api(body_of(api_body(), bad, key), key);
    EXPECT_EQ(answer.status, bad.status) << bad.what << web::text_of(answer);
    EXPECT_EQ(text_at(answer, "code"), bad.code) << bad.what;
    EXPECT_EQ(text_at(answer, "field"), bad.path) << bad.what;
    EXPECT_EQ(std::string(answer.header("Content-Type")), "application/problem+json");

    http::Pairs form = page_form();
    replace(form, bad.field, bad.text);
    auto page = maya.post("/book/details", form);
    const std::string text = web::text_of(page);
    EXPECT_EQ(page.status, bad.status) << bad.what;
    std::string said = text_at(answer, "title");
    EXPECT_FALSE(said.empty());
    // As HTML writes it.
    EXPECT_TRUE(has(text, std::regex_replace(said, std::regex("'"), "&#39;"))) << bad.what;
    const std::string field = bad.field;
    EXPECT_TRUE(text.find("href=\"#" + field + "\"") != text.npos ||
                text.find("data-field=\"" + field + "\"") != text.npos)
        << bad.what << ": the page does not name " << field;
    EXPECT_EQ(rows(), before) << bad.what << ": something was written";
  }
}

// What only JSON can get wrong.
TEST_F(BadInput, JSON_that_is_none_or_of_other_types_names_the_place) {
  const std::string before = rows();
  struct Case {
    const char* path;
    const char* json;
    int status;
    const char* code;
  };
  for (const Case& one :
       {Case{"client.name", R"(["Maya"])", 400, "value_text"},
        Case{"client.name", "12345", 400, "value_text"},
        Case{"client.name", "{}", 400, "value_text"},
        Case{"client.birth_date", "1e300", 400, "value_text"},
        Case{"client.email", "true", 400, "value_text"},
        Case{"start", "1764000000", 400, "value_text"}, Case{"start", "null", 400, "value_missing"},
        Case{"service", R"(["a"])", 400, "value_text"},
        Case{"service", R"("nonsense")", 400, "id_invalid"}, Case{"hold", "7", 400, "value_text"},
        Case{"screening", R"("nobody made this")", 422, "screening_unknown"},
        Case{"client", R"("Maya")", 400, "value_object"},
        Case{"client.shoe", "1", 400, "key_unknown"}, Case{"extra", "1", 400, "key_unknown"}}) {
    bj::object body = api_body();
    std::string path = one.path;
    bj::object* at = &body;
    if (path.starts_with("client.")) {
      at = &body["client"].as_object();
      path = path.substr(7);
    }
    (*at)[path] = json::read(one.json).value();
    auto answer = ask_api(json::write(body));
    EXPECT_EQ(answer.status, one.status) << one.path << one.json << web::text_of(answer);
    EXPECT_EQ(text_at(answer, "code"), one.code) << one.path << one.json;
    EXPECT_EQ(text_at(answer, "field"), one.path) << one.json;
  }
  for (const char* token : {"hold", "screening"}) {
    bj::object body = api_body();
    body[token] = many(201);
    auto answer = ask_api(json::write(body));
    EXPECT_EQ(text_at(answer, "code"), "value_too_long");
    EXPECT_EQ(text_at(answer, "field"), token);
  }
  struct Text {
    const char* what;
    std::string body;
    int status;
    const char* code;
  };
  std::string good = json::write(api_body());
  std::string latin = good;
  latin.replace(latin.find("Maya"), 4, "Zo\xe9!");
  std::string nan = good;
  nan.replace(nan.find("\"Maya Roy\""), 10, "1e999");
  std::string twice = good;
  twice.insert(1, R"("start":"x",)");
  for (const Text& one : {Text{"nothing", "", 400, "json_syntax"},
                          Text{"cut off", good.substr(0, 40), 400, "json_syntax"},
                          Text{"an array", "[]", 400, "value_object_wanted"},
                          Text{"bytes that are no UTF-8", latin, 400, "json_syntax"},
                          Text{"a number that is infinite", nan, 400, "json_syntax"},
                          Text{"a key twice", twice, 400, "json_duplicate_key"},
                          Text{"too deep", std::string(40, '['), 400, "json_too_deep"},
                          Text{"too big", std::string((1 << 20) + 1, ' '), 413, "json_too_big"}}) {
    auto answer = ask_api(one.body);
    EXPECT_EQ(answer.status, one.status) << one.what << web::text_of(answer).substr(0, 300);
    EXPECT_EQ(text_at(answer, "code"), one.code) << one.what;
  }
  auto plain = ask_api(good, "k", "text/plain");
  EXPECT_EQ(plain.status, 400);
  EXPECT_EQ(text_at(plain, "code"), "value_json_wanted");
  EXPECT_EQ(text_at(plain, "field"), "Content-Type");
  EXPECT_EQ(rows(), before);
}

// What only a form can get wrong.
TEST_F(BadInput, a_form_that_is_none_or_lacks_a_field_writes_nothing) {
  const std::string before = rows();
  web::Browser maya(site);
  http::Pairs bytes = page_form();
  replace(bytes, "name", "Zo\xe9");
  auto answer = maya.post("/book/details", bytes);
  EXPECT_EQ(answer.status, 422);
  EXPECT_TRUE(has(web::text_of(answer), "We could not read the form"));
  replace(bytes, "name", std::string("Maya\0Roy", 8));
  EXPECT_EQ(maya.post("/book/details", bytes).status, 422);
  for (const char* field : {"service", "start", "name", "birth_date", "key", "policy"}) {
    http::Pairs form = page_form();
    std::erase_if(form, [&](const auto& pair) { return pair.first == field; });
    auto refused = maya.post("/book/details", form);
    EXPECT_TRUE(refused.status == 422 || refused.status == 400) << field << refused.status;
    std::string text = web::text_of(refused);
    EXPECT_TRUE(text.find("href=\"#" + std::string(field) + "\"") != text.npos ||
                text.find("data-field=\"" + std::string(field) + "\"") != text.npos)
        << field;
  }
  http::Pairs list = page_form();
  for (auto& [name, value] : list)
    if (name == "name") name = "name[]";
  EXPECT_EQ(maya.post("/book/details", list).status, 422);
  EXPECT_EQ(rows(), before);
}

TEST_F(BadInput, a_key_used_again_with_another_body_is_refused_by_both) {
  ASSERT_EQ(ask_api(json::write(api_body()), "one").status, 201);
  bj::object other = api_body();
  other["start"] = when(2, 9);
  web::Browser maya(site);
  http::Pairs form = page_form();
  replace(form, "start", when(1, 11));
  replace(form, "key", "two");
  ASSERT_EQ(maya.post("/book/details", form).status, 303);
  const std::string before = rows();
  auto answer = ask_api(json::write(other), "one");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(text_at(answer, "code"), "idempotency_key_reused");
  EXPECT_EQ(text_at(answer, "field"), "Idempotency-Key");
  replace(form, "name", "Somebody Else");
  auto page = maya.post("/book/details", form);
  EXPECT_EQ(page.status, 422);
  EXPECT_TRUE(has(web::text_of(page), "href=\"#key\""));
  EXPECT_EQ(rows(), before);
}

// R38: a hold that is over, or of nobody, is no fault: the time is taken if it is still free.
TEST_F(BadInput, R38_an_unknown_hold_books_what_is_free_and_takes_nothing_from_anybody) {
  bj::object body = api_body();
  body["hold"] = "nobody made this";
  EXPECT_EQ(ask_api(json::write(body), "a").status, 201);
  EXPECT_EQ(ask_api(json::write(body), "b").status, 409);
}

}  // namespace
}  // namespace fascia::whole
