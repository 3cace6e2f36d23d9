// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clinic/open_client.h"
#include "page/body_map.h"
#include "web/site.h"

// The therapist's pages and what several of them say.
namespace fascia::web {

// The visit of the address; appointment_unknown when it is none.
Result<AppointmentId> visit_id(const Visit& visit);
std::string treat_path(AppointmentId id, std::string_view rest = {});

// Name, birth date, service, room, time and alerts: what stands at the head of each page.
void set_head(page::View& view, const Visit& visit, const clinic::ClientFile& file);
// What changes or limits this visit, in a few words each: the findings and the depth.
std::vector<std::string> alerts_of(const Visit& visit, const clinic::ClientFile& file);
// Which rules decided, with their version, and what has changed since.
void set_rules(page::View& view, const Visit& visit, const clinic::ClientFile& file);
// Pain as marked, zones to avoid, minutes worked.
std::vector<page::BodyMark> marks_of(const Visit& visit, const clinic::ClientFile& file,
                                     const clinic::SessionSummary* summary);

std::string technique_name(const Visit& visit, const std::string& id);
std::string techniques_text(const Visit& visit, const std::vector<std::string>& ids);
std::string region_name(const Visit& visit, const care::Region& region);
std::string regions_text(const Visit& visit, const std::vector<care::Region>& regions);
std::string clock_of(const Visit& visit, Instant at);
std::string minutes_and_seconds(std::int64_t seconds);  // "7:05" of 425
std::string day_of_instant(const Visit& visit, Instant at);
// The blocks of a plan, each with what is worked; `elapsed` minutes mark the one of now (-1: none).
void set_plan(page::View& view, const Visit& visit, const care::Plan& plan, int elapsed);
// What goes with the blocks: positions and their cushions, heat, cold and cups, where to be
// careful, what to watch, why it is so, how many visits and how sure the evidence is.
void set_plan_beside(page::View& view, const Visit& visit, const care::Plan& plan);
// Muscles whose usual pain fits the marks, with what they explain, and those under the marks.
void set_sources(page::View& view, const Visit& visit, const clinic::ClientFile& file);
// Worked places with minutes, depth and the highest discomfort, and the totals.
void set_summary(page::View& view, const Visit& visit, const clinic::SessionSummary& summary);

// Tender spots: of earlier visits with what was found now, where anything was, and the change.
void set_tender(page::View& view, const Visit& visit,
                const std::vector<clinic::FoundBefore>& before,
                const std::vector<clinic::TenderSpot>& now);
// The same as sentences.
std::vector<std::string> tender_lines(const Visit& visit,
                                      const std::vector<clinic::FoundBefore>& before,
                                      const std::vector<clinic::TenderSpot>& now);
// A spot on the map, with arrows to where its muscle sends pain.
void add_tender_marks(std::vector<page::BodyMark>& marks, const Visit& visit,
                      const std::vector<clinic::TenderSpot>& spots);
// Pace, comfort and tender spots in the room: what can be tapped, and what is asked now.
void set_room_asks(page::View& view, const Visit& visit, const clinic::RunningSession& s);
// Heat, cold, cups and stones: what is on, and what may be put on where; `near`: further places to
// offer.
void set_modalities(page::View& view, const Visit& visit, const clinic::RunningSession& s,
                    const std::vector<care::Region>& near);
// "Moist heat: low back, left side", and what became of it: minutes, looks, skin.
std::string applied_place(const Visit& visit, const clinic::Applied& one);
std::string applied_text(const Visit& visit, const clinic::Applied& one);
// The same of its newest tap: "Moist heat: low back, left side, skin fine".
std::string last_of_applied(const Visit& visit, const clinic::RunningSession& s,
                            const clinic::LoggedTap& last);
// What was ticked before it is put on, the boxes named for what they say; and how the skin is.
clinic::Tap put_on_of(const Visit& visit);
clinic::Tap skin_of(const http::Form& form);
// "slow", "slow and usual"; empty where nobody noted it.
std::string pace_text(const Visit& visit, const std::vector<std::string>& paces);
// "on average 7.5 of 10, asked 3 times"; empty when nobody asked.
std::string comfort_text(const Visit& visit, const clinic::SessionSummary& summary);

// What a client told, where chosen answers and own words stand in one text: the choices as they are
// worded in the reader's language, the client's own words in quotation marks.
std::string told_text(const Visit& visit, std::string_view told, std::string_view choices);

// The consent as it holds or was typed, and the places that need a yes of their own.
void set_consent(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                 const http::Form& form);
void set_own_regions(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                     const http::Form& form, const std::vector<Error>& errors);

// What was told for this visit and what came along from an earlier one, each with its day.
void set_answers(page::View& view, const Visit& visit, const clinic::ClientFile& file);

// What the therapist changed and why (R7), and the forms to change more.
void set_changes(page::View& view, const Visit& visit,
                 const std::vector<clinic::PlanChange>& changes);
std::vector<std::string> change_lines(const Visit& visit,
                                      const std::vector<clinic::PlanChange>& changes);
// Notes beside the record (R25).
void set_notes(page::View& view, const Visit& visit, const clinic::ClientFile& file);
// The grade of what was hurt: as said, as the answers suggest it, as confirmed; `errors` of the
// form.
void set_hurt_grades(page::View& view, const Visit& visit, const clinic::ClientFile& file,
                     const std::vector<Error>& errors);
// The id on the page of the grade's own form, for a fault of it.
std::string grade_place(const Visit& visit, const std::string& field);
void set_change_form(page::View& view, const Visit& visit, const clinic::ClientFile& file);
// "degrees"; of a number without a unit, its range.
std::string unit_of(const Visit& visit, const care::Measure& measure);
// What moved how far, before and after, with the field to enter more.
void set_movements(page::View& view, const Visit& visit,
                   const std::vector<clinic::Movement>& movements);
// The fields for what is measured on arrival (R6), and what was typed in them.
void set_arrival(page::View& view, const Visit& visit);
Result<care::AnswerMap> arrival_in(const Visit& visit);
// The page again beside the form that was refused.
http::Response client_refused(Visit& visit, const Error& error);
http::Response finish_refused(Visit& visit, const Error& error);

// A form field of 0-10 or another whole number; nothing when it was left open or is none.
std::optional<int> number_in(const http::Form& form, std::string_view name);
// Everybody who may have a practitioner of their own; the use case tells apart who treats.
std::vector<store::Role> treating_roles();
int treat_status(const Error& error);

void add_treat_day(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_client(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_consent(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_session(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_finish(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_change(http::Router& router, const std::shared_ptr<Site>& site);
void add_treat_chart(http::Router& router, const std::shared_ptr<Site>& site);
void add_progress_letter(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
