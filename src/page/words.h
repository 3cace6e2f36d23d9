// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/time.h"
#include "page/catalogue.h"

namespace fascia::page {

// Days, times, amounts and lengths as people say them. French amounts and times hold no-break
// spaces (U+00A0).
std::string day_text(Language language, Date day);        // Monday 23 November / lundi 23 novembre
std::string day_year_text(Language language, Date day);   // Monday 23 November 2026
std::string date_text(Language language, Date day);       // 23 November 2026: of a birth
std::string short_day_text(Language language, Date day);  // 23 Nov / 23 nov.
std::string clock_words(Language language, int minute);   // 2:30 pm / 14 h 30; minute of the day
std::string when_text(Language language, WallTime when);  // Monday 23 November, 2:30 pm
std::string money_text(Language language, const Money& money);  // $95.00 / 95,00 $
std::string minutes_text(Language language, int minutes);       // 1 hour 30 minutes; minutes >= 0
// A number with at most `decimals` digits behind the point, none when they are zero: 2.6 / 2,6.
std::string number_text(Language language, double value, int decimals = 1);
std::string pain_text(Language language, int pain);             // "7 of 10, strong"; 0..10
std::string comma_text(const std::vector<std::string>& items);  // a, b, c
std::string and_text(Language language, const std::vector<std::string>& items);  // a, b and c
// A phone number as a tel: link wants it: "+15874952239" of "(587) 495-2239".
std::string phone_digits(std::string_view phone);

}  // namespace fascia::page
