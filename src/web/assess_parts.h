// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "care/interview.h"
#include "care/screening.h"
#include "clinic/visit_draft.h"
#include "web/site.h"

// What the pages of the assessment share.
namespace fascia::web::assess {

inline constexpr int kSteps = 5;

clinic::VisitDraft draft_of(const Visit& visit);
Date today_of(const Visit& visit);
const store::Service* chosen_service(const Visit& visit, const clinic::VisitDraft& draft);
const std::string& service_name(const Visit& visit, const store::Service& service);

// Keeps the draft and goes to the page that comes next. Where the answers are complete, or are an
// emergency already, they are decided first.
http::Response go_on(Visit& visit, clinic::VisitDraft& draft);
// The page that comes next for the answers so far.
std::string next_page(const Visit& visit, const clinic::VisitDraft& draft);

// Every finding with its reason and its sources; under an answer that refuses, what only changes a
// visit stands apart, as said of the visit that may come.
void fill_findings(const Visit& visit, page::View& view, const care::Screening& screening);
// What is done differently, in the client's words; the therapist sees every technique.
void fill_changes(const Visit& visit, page::View& view, const care::Limits& limits);
// What is due for the urgencies that were found, the strictest first, each once.
void set_urgent(page::View& view, const Visit& visit, const care::Screening& screening);

// At most `most` bytes, never half a letter.
std::string cut_text(std::string text, std::size_t most);

http::Response who_page(Visit& visit);
http::Response post_who(Visit& visit);
// Of a client who was here before: what was told then, and what is new since.
http::Response returning_page(Visit& visit);
http::Response post_returning(Visit& visit);
http::Response where_page(Visit& visit);
http::Response post_where(Visit& visit);
http::Response since_page(Visit& visit);
http::Response post_since(Visit& visit);
http::Response questions_page(Visit& visit);
http::Response post_questions(Visit& visit);
// The script's: what is answered so far is kept as it is typed (R46); "emergency" when it is one.
http::Response keep_answers(Visit& visit);
http::Response emergency_page(Visit& visit);
http::Response post_number(Visit& visit);
http::Response post_mistake(Visit& visit);
http::Response answer_page(Visit& visit);
http::Response post_answer(Visit& visit);
http::Response post_talk(Visit& visit);
// The gentle visit at the same start, for a visit that the answers stop.
http::Response post_gentler(Visit& visit);
http::Response letter_page(Visit& visit);
// The intake of a visit that is booked: by the link of its mail, and at the desk (R4, R16).
http::Response intake_page(Visit& visit);  // /intake/{token}
http::Response staff_intake_page(Visit& visit);
http::Response post_staff_intake(Visit& visit);

}  // namespace fascia::web::assess
