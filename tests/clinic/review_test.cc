// SPDX-License-Identifier: Apache-2.0
#include "clinic/review_protocol.h"
#include "clinic/small_clinic.h"

namespace fascia::clinic {
namespace {

struct Review : ::testing::Test {
  SmallClinic small;
  Clinic& clinic = *small.clinic;
  const Actor owner = {Actor::Kind::staff, {7}, store::Role::owner, {}};

  SignProtocol whole() {
    SignProtocol in{"Ana Silva", "RMT 12345", Date::of(2026, 11, 23), {}};
    auto state = read_review(clinic, owner);
    for (const care::Entry* point : state->points) in.points.insert(point_name(*point));
    return in;
  }
};

TEST_F(Review, R9_the_rules_count_as_reviewed_once_every_value_of_our_own_was_looked_at) {
  EXPECT_FALSE(is_reviewed(clinic));
  SignProtocol in = whole();
  ASSERT_GT(in.points.size(), 10u);
  std::string last = *in.points.begin();
  in.points.erase(last);
  auto refused = sign_protocol(clinic, owner, in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "review_points_open");
  EXPECT_EQ(refused.error().field, "points");
  EXPECT_EQ(refused.error().args.at(0).second, "1");
  EXPECT_FALSE(is_reviewed(clinic));

  in.points.insert(last);
  ASSERT_TRUE(sign_protocol(clinic, owner, in));
  EXPECT_TRUE(is_reviewed(clinic));
  auto state = read_review(clinic, owner);
  ASSERT_TRUE(state->review);
  EXPECT_EQ(state->review->name, "Ana Silva");
  EXPECT_EQ(state->review->credential, "RMT 12345");
  EXPECT_EQ(state->review->version, shipped_rules_version());
}

TEST_F(Review, R9_rules_of_the_clinics_own_are_another_state_that_somebody_must_sign) {
  ASSERT_TRUE(sign_protocol(clinic, owner, whole()));
  ASSERT_TRUE(is_reviewed(clinic));
  auto own = read_knowledge_with({{"own/house.toml", R"(kind = "clinic"
[[loosen]]
rule = "med-anticoagulant"
deep = "modify"
by = "Ana Silva"
credential = "RMT 12345"
on = 2026-11-20
reason = { en = "Our doctor sees each client.", fr = "Notre médecin voit chaque client." }
)"}});
  ASSERT_TRUE(own);
  Clinic with(*small.store, *small.sealer, small.random, small.clock, *own, clinic.tenant);
  load_availability(with);
  EXPECT_FALSE(is_reviewed(with));
  EXPECT_NE(rules_version(with), rules_version(clinic));
  EXPECT_EQ(care::find_entry(entries_in_force(clinic), "loosen", ""), nullptr);
  const care::Entry* entry =
      care::find_entry(entries_in_force(with), "loosen", "med-anticoagulant");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->file, "own-house.toml");
  // Signing it means to have looked at it.
  EXPECT_EQ(sign_protocol(with, owner, whole()).error().message, "review_points_open");
}

TEST_F(Review, R43_the_french_is_signed_by_a_named_reader_and_stands_for_the_very_words) {
  EXPECT_TRUE(still_unsigned(clinic).french);
  SignFrench in{"Luc Roy", "certified translator 4711", Date::of(2026, 11, 23), false};
  auto refused = sign_french(clinic, owner, in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "french_not_read");
  in.read_all = true;
  for (store::Role role : {store::Role::desk, store::Role::therapist})
    EXPECT_EQ(sign_french(clinic, {Actor::Kind::staff, {8}, role, {}}, in).error().message,
              "forbidden");
  SignFrench nobody = in;
  nobody.name = " ";
  EXPECT_EQ(sign_french(clinic, owner, nobody).error().field, "name");
  nobody = in;
  nobody.day = Date::of(2026, 11, 24);  // tomorrow
  EXPECT_EQ(sign_french(clinic, owner, nobody).error().message, "date_in_future");
  ASSERT_TRUE(sign_french(clinic, owner, in));
  EXPECT_FALSE(still_unsigned(clinic).french);
  EXPECT_TRUE(still_unsigned(clinic).rules);  // the one is not the other
  auto reading = clinic.store.read([&](store::Connection& c) { return french_reading(c, clinic); });
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->name, "Luc Roy");
  EXPECT_EQ(reading->credential, "certified translator 4711");
  EXPECT_EQ(reading->version, french_version(clinic));

  // One word more in French is another state; what is changed in English alone is none.
  auto with = [&](const std::string& en, const std::string& fr) {
    return read_knowledge_with({{"own/house.toml",
                                 "kind = \"clinic\"\n[[question]]\nid = \"own.q\"\n"
                                 "group = \"body\"\nkind = \"tri\"\n"
                                 "gate = \"note\"\ntext = { en = \"" +
                                     en + "\", fr = \"" + fr + "\" }\n"}});
  };
  std::vector<std::string> versions;
  for (auto [en, fr] : {std::pair{"Itch?", "Démangeaison?"}, std::pair{"An itch?", "Démangeaison?"},
                        std::pair{"Itch?", "Des démangeaisons?"}}) {
    auto own = with(en, fr);
    ASSERT_TRUE(own);
    Clinic house(*small.store, *small.sealer, small.random, small.clock, *own, clinic.tenant);
    load_availability(house);
    EXPECT_TRUE(still_unsigned(house).french);
    versions.push_back(french_version(house));
  }
  EXPECT_EQ(versions[0], versions[1]);
  EXPECT_NE(versions[0], versions[2]);
}

TEST_F(Review, R43_every_question_reason_and_advice_is_among_what_is_read) {
  std::set<std::string> read;
  for (const FrenchText& text : french_texts(clinic)) {
    EXPECT_FALSE(text.fr.empty()) << text.where;
    read.insert(text.fr);
  }
  auto has = [&](const care::Words& words) {
    return words.fr.empty() || words.fr == words.en || read.count(words.fr) != 0;
  };
  for (const care::Question& question : clinic.protocol.questions) {
    // A line's text is its signs in a row; each is read by itself.
    EXPECT_TRUE(question.is_line() || has(question.text)) << question.id;
    EXPECT_TRUE(has(question.why)) << question.id;
    for (const auto& option : question.options) EXPECT_TRUE(has(option.text)) << question.id;
  }
  for (const care::Section& section : clinic.protocol.sections)
    for (const care::SignList& list : section.ask) {
      EXPECT_TRUE(has(list.stem)) << section.id;
      for (const care::Words& sign : list.signs) EXPECT_TRUE(has(sign)) << section.id;
    }
  for (const care::Rule& rule : clinic.protocol.rules)
    for (const care::Row& row : rule.rows) {
      EXPECT_TRUE(has(row.reason)) << rule.id;
      EXPECT_TRUE(has(row.advice)) << rule.id;
    }
}

TEST_F(Review, names_the_field_that_is_wrong_and_is_for_the_owner_alone) {
  auto fault = [&](SignProtocol in) {
    auto done = sign_protocol(clinic, owner, in);
    return done ? std::string() : done.error().field + " " + done.error().message;
  };
  SignProtocol in = whole();
  in.name = "  ";
  EXPECT_EQ(fault(in), "name review_field_missing");
  in = whole();
  in.credential = std::string(201, 'x');
  EXPECT_EQ(fault(in), "credential review_text_long");
  in = whole();
  in.day = std::nullopt;
  EXPECT_EQ(fault(in), "day date_invalid");
  in.day = Date::of(2026, 11, 24);  // tomorrow
  EXPECT_EQ(fault(in), "day date_in_future");
  for (store::Role role : {store::Role::desk, store::Role::therapist}) {
    const Actor other{Actor::Kind::staff, {8}, role, {}};
    EXPECT_EQ(sign_protocol(clinic, other, whole()).error().message, "forbidden");
    EXPECT_EQ(acknowledge_unreviewed(clinic, other).error().message, "forbidden");
    EXPECT_TRUE(read_review(clinic, other));
  }
  EXPECT_FALSE(is_reviewed(clinic));
}

TEST_F(Review, R9_a_clinic_that_is_no_demo_acknowledges_unreviewed_rules_before_it_treats) {
  auto settled = [&] {
    return clinic.store.read([&](store::Connection& c) { return is_review_settled(c, clinic); });
  };
  EXPECT_TRUE(settled());  // the small clinic has said so
  ASSERT_TRUE(clinic.store.write([&](store::Transaction& tx) -> Done {
    store::set_setting(tx, clinic.tenant, "rules_unreviewed_acknowledged", "an older version");
    return {};
  }));
  EXPECT_FALSE(settled());
  ASSERT_TRUE(acknowledge_unreviewed(clinic, owner));
  EXPECT_TRUE(settled());
  EXPECT_FALSE(is_reviewed(clinic));
}

}  // namespace
}  // namespace fascia::clinic
