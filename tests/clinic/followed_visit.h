// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>

#include "clinic/aftercare_sheet.h"
#include "clinic/check_in.h"
#include "clinic/due_work.h"
#include "core/json.h"
#include "store/records.h"
#include "treated_visit.h"

namespace fascia::clinic {

// The visit is over: forty minutes on the low back, at six of ten at its strongest.
class FollowedVisit : public TreatedVisit {
 public:
  using TreatedVisit::TreatedVisit;
  void finish() {
    make_ready();
    finish_ready();
  }
  void finish_ready() {
    start_ready();
    EXPECT_TRUE(work("low-back.R", "petrissage", 3));
    wait(20);
    EXPECT_TRUE(feels(4));
    wait(20);
    auto ended = end_session(*clinic, ana_actor, {id, 3});
    ASSERT_TRUE(ended) << ended.error().message;
    session = *store->read(
        [&](store::Connection& c) { return store::session_of(c, clinic->tenant, id); });
  }
  std::vector<store::Message> mails(std::string_view kind) {
    auto all = store->read([&](store::Connection& c) {
      return store::waiting_messages(c, clinic->tenant, *sealer, clock.now(), 100);
    });
    std::erase_if(all, [&](const store::Message& m) { return m.kind != kind; });
    return all;
  }
  static std::string path_in(const store::Message& mail) {
    auto body = json::read(mail.payload.reveal());
    return std::string(body->as_object().at("path").as_string());
  }
  // What stands behind the last slash of the newest mail's link.
  std::string token_of(std::string_view kind) {
    auto all = mails(kind);
    if (all.empty()) return {};
    std::string path = path_in(all.back());
    return path.substr(path.rfind('/') + 1);
  }
  void later(int hours_on) {
    clock.seconds = session.ended->seconds + hours(hours_on).value;
    do_due_work(*clinic);
  }
  // One rating of the usual pain before a session that had so many treatments before it, days after
  // the first.
  void rated(int day, int treatments, double value, const char* when = "before") {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) -> Done {
      boost::json::object body{{"value", value}, {"when", when}};
      store::add_outcome(tx, clinic->tenant, *sealer,
                         {random.id<store::OutcomeId>(),
                          client,
                          {},
                          "nprs_avg7",
                          at(-30 + day, 9),
                          treatments,
                          PrivateText(json::write(body))});
      return {};
    }));
  }
  OpenLink opened(std::string_view purpose, const std::string& token) {
    auto proved = prove_birth_date(*clinic, purpose, token, "her browser", Date::of(1988, 5, 4));
    EXPECT_TRUE(proved) << (proved ? "" : proved.error().message);
    return proved ? *proved : OpenLink{};
  }
  using Fields = std::vector<std::pair<std::string, std::string>>;
  Result<Answered> answers(const Fields& fields) {
    return answer_check_in(*clinic, opened("check_in", token_of("check_in")), fields);
  }

  store::TreatmentSession session;
};

}  // namespace fascia::clinic
