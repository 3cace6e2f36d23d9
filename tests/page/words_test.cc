// SPDX-License-Identifier: Apache-2.0
#include "page/words.h"

#include <gtest/gtest.h>

namespace fascia::page {
namespace {

constexpr Language en = Language::en, fr = Language::fr;

TEST(Words, days_as_people_say_them) {
  const Date day = Date::of(2026, 11, 23);
  EXPECT_EQ(day_text(en, day), "Monday 23 November");
  EXPECT_EQ(day_text(fr, day), "lundi 23 novembre");
  EXPECT_EQ(day_year_text(en, day), "Monday 23 November 2026");
  EXPECT_EQ(day_text(fr, Date::of(2026, 12, 1)), "mardi 1er décembre");
  EXPECT_EQ(short_day_text(en, day), "23 Nov");
  EXPECT_EQ(short_day_text(fr, day), "23 nov.");
}

TEST(Words, every_day_and_month_has_a_word) {
  for (int i = 0; i < 366; ++i)
    for (Language language : kLanguages) {
      const Date day = Date::of(2028, 1, 1) + i;
      EXPECT_FALSE(day_text(language, day).empty());
      EXPECT_FALSE(short_day_text(language, day).empty());
    }
}

TEST(Words, times_of_the_clock) {
  EXPECT_EQ(clock_words(en, 0), "12:00 am");
  EXPECT_EQ(clock_words(en, 12 * 60), "12:00 pm");
  EXPECT_EQ(clock_words(en, 14 * 60 + 30), "2:30 pm");
  EXPECT_EQ(clock_words(fr, 14 * 60 + 30), "14\u00a0h\u00a030");
  EXPECT_EQ(clock_words(fr, 9 * 60), "9\u00a0h");
  EXPECT_EQ(when_text(en, {Date::of(2026, 11, 23), 870}), "Monday 23 November, 2:30 pm");
}

TEST(Words, amounts_with_their_currency) {
  EXPECT_EQ(money_text(en, {10500, "CAD"}), "$105.00");
  EXPECT_EQ(money_text(fr, {10500, "CAD"}), "105,00\u00a0$");
  EXPECT_EQ(money_text(en, {123456789, "CAD"}), "$1,234,567.89");
  EXPECT_EQ(money_text(en, {-505, "USD"}), "−5.05 USD");
  EXPECT_EQ(money_text(fr, {100000, "EUR"}), "1\u00a0000,00\u00a0EUR");
}

TEST(Words, lengths_and_counts) {
  EXPECT_EQ(minutes_text(en, 1), "1 minute");
  EXPECT_EQ(minutes_text(en, 0), "0 minutes");
  EXPECT_EQ(minutes_text(fr, 0), "0 minute");
  EXPECT_EQ(minutes_text(en, 90), "90 minutes");
  EXPECT_EQ(minutes_text(en, 120), "2 hours");
  EXPECT_EQ(minutes_text(en, 135), "2 hours 15 minutes");
}

TEST(Words, numbers_and_lists) {
  EXPECT_EQ(number_text(en, 2.60), "2.6");
  EXPECT_EQ(number_text(fr, 2.60), "2,6");
  EXPECT_EQ(number_text(en, -1), "−1");
  EXPECT_EQ(number_text(en, -0.001), "0");
  EXPECT_EQ(and_text(en, {}), "");
  EXPECT_EQ(and_text(en, {"a"}), "a");
  EXPECT_EQ(and_text(en, {"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(and_text(fr, {"a", "b"}), "a et b");
}

TEST(Words, pain_has_its_number_and_its_word) {
  EXPECT_EQ(pain_text(en, 0), "0 of 10, no pain");
  EXPECT_EQ(pain_text(en, 7), "7 of 10, strong pain");
  EXPECT_EQ(pain_text(fr, 10), "10 sur 10, la pire douleur");
}

TEST(Words, phone_numbers_can_be_called) {
  EXPECT_EQ(phone_digits("(587) 495-2239"), "+15874952239");
  EXPECT_EQ(phone_digits("+44 20 7946 0000"), "+442079460000");
  EXPECT_EQ(phone_digits("911"), "911");
}

}  // namespace
}  // namespace fascia::page
