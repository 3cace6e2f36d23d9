// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "clinic/book_couple.h"

namespace fascia::clinic {

// A booking for two (book_couple.h) as the two bookings that it is, and what is wrong with it
// before anything is looked up (check_couple).

BookAppointment booking_of(const BookCouple& in, const CouplePerson& person);
// The form has two people: a fault says which. How often the other one comes, and when, is nothing
// that the one who books may learn.
Error of_second(Error error, const Actor& actor);

}  // namespace fascia::clinic
