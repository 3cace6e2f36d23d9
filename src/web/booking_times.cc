// SPDX-License-Identifier: Apache-2.0
// The pieces that booking and moving share: the week, the day's free times, prices, the policy.
#include <algorithm>

#include "clinic/clearance_wait.h"
#include "clinic/holds.h"
#include "clinic/in_turn.h"
#include "clinic/join_services.h"
#include "clinic/price.h"
#include "clinic/screen_visit.h"
#include "clinic/service_list.h"
#include "clinic/visit_fee.h"
#include "page/policy_words.h"
#include "page/words.h"
#include "web/booking.h"
#include "web/owner_view.h"

namespace fascia::web {
namespace {

constexpr int kWeek = 7;
constexpr Seconds kEndsSoon = minutes(2);
constexpr int kNoon = 12 * 60, kEvening = 17 * 60;

Date monday_of(Date day) { return day - (day.weekday() - 1); }

std::string times_count(const Visit& visit, std::size_t n) {
  if (n == 0) return visit.say("book.no_times");
  if (n == 1) return visit.say("book.one_time");
  return visit.say("book.times", {{"n", std::to_string(n)}});
}

std::string_view part_of_day(int minute) {
  return minute < kNoon ? "book.morning" : minute < kEvening ? "book.afternoon" : "book.evening";
}

// Free days of the whole horizon: the kernel answers in microseconds.
std::vector<schedule::Day> all_days(const clinic::Offer& offer, schedule::Question q, Date today) {
  q.from = today;
  q.to = today + offer.times.rules.horizon_days;
  q.may_turn = true;
  return schedule::find_starts(offer.times, q);
}

void add_day(const Visit& visit, page::View& view, const clinic::Offer& offer,
             const schedule::Day* day, Date date, Date chosen, const std::string& path) {
  std::size_t n = day == nullptr ? 0 : day->starts.size();
  page::View& one = view.add("days");
  one.set("day_path", path + "&day=" + to_iso(date));
  one.set("day_weekday", visit.say("words.weekday_" + std::to_string(date.weekday())).substr(0, 3));
  one.set("day_date", page::short_day_text(visit.language, date));
  const bool closed = n == 0 && offer.closed_on(date) != nullptr;
  one.set("day_count", closed ? visit.say("book.closed") : times_count(visit, n));
  one.show("day_free", n > 0).show("day_now", date == chosen);
}

void add_times(const Visit& visit, page::View& view, const clinic::Offer& offer,
               const schedule::Day* day) {
  view.list("day_parts");
  if (day == nullptr) return;
  std::string_view part;
  page::View* group = nullptr;
  for (const schedule::Start& start : day->starts) {
    int minute = offer.zone.wall(start.at).minute;
    if (part_of_day(minute) != part || group == nullptr) {
      part = part_of_day(minute);
      group = &view.add("day_parts");
      group->set("day_part_name", visit.say(part));
    }
    group->add("times")
        .set("time_value", to_rfc3339(start.at, offer.zone))
        .set("time_text", page::clock_words(visit.language, minute));
  }
}

}  // namespace

const std::string& name_of(const Visit& visit, const store::Service& service) {
  return visit.language == page::Language::fr ? service.name_fr : service.name_en;
}

std::string name_and_length(const Visit& visit, const store::Service& service) {
  const std::string& name = name_of(visit, service);
  if (name.find(std::to_string(service.minutes)) != name.npos) return name;
  return name + ", " + page::minutes_text(visit.language, service.minutes);
}

std::string whom_for(const Visit& visit, const store::Service& service) {
  if (service.for_new && service.for_returning) return {};
  return visit.say(service.for_new ? "service_for.new_here" : "service_for.been_here");
}

std::string therapist_of(const Visit& visit, const clinic::Offer& offer, PractitionerId id) {
  const store::Practitioner* p = offer.practitioner(id);
  return p == nullptr ? visit.say("book.anyone") : p->first_name;
}

std::string therapists_of(const Visit& visit, const clinic::Offer& offer,
                          const std::vector<PractitionerId>& by) {
  std::vector<std::string> names;
  for (auto one = by.begin(); one != by.end(); ++one)
    if (std::find(by.begin(), one, *one) == one) names.push_back(therapist_of(visit, offer, *one));
  return page::comma_text(names);
}

std::string price_words(const Visit& visit, const Money& before) {
  clinic::FullPrice price = clinic::full_price(visit.site.clinic, before);
  if (price.tax.cents == 0) return page::money_text(visit.language, before);
  return visit.say("book.price", {{"before", page::money_text(visit.language, price.before)},
                                  {"total", page::money_text(visit.language, price.total)}});
}

void set_zone(const Visit& visit, page::View& view, const clinic::Offer& offer) {
  std::string place = offer.location.city.empty() ? offer.location.name : offer.location.city;
  view.set("zone_note", visit.say("book.zone", {{"place", place}, {"zone", offer.zone.name()}}));
}

std::string policy_words(const Visit& visit, AppointmentId id) {
  return page::policy_text(visit.language, clinic::policy_of(visit.site.clinic, id).policy);
}

namespace {

// Of one visit, or of two people who each pay for their own.
std::string sum_text(const Visit& visit, const store::Charge& charge,
                     const std::vector<Money>& prices) {
  std::vector<Money> sums;
  for (const Money& price : prices) sums.push_back(clinic::charge_of(charge, price));
  if (std::ranges::all_of(sums, [](const Money& sum) { return sum.cents == 0; })) return {};
  const std::string first = page::money_text(visit.language, sums.front());
  if (sums.size() == 1) return first;
  if (sums.front() == sums.back()) return visit.say("policy.sum_each", {{"sum", first}});
  return visit.say("policy.sum_two",
                   {{"first", first}, {"second", page::money_text(visit.language, sums.back())}});
}

}  // namespace

void fill_policy_sums(const Visit& visit, page::View& view, const store::CancelPolicy& policy,
                      const std::vector<Money>& prices) {
  view.list("sums");
  bool any = false;
  // With no hours nobody can be late.
  const store::Charge late = policy.hours == 0 ? store::Charge{} : policy.late;
  for (const auto& [name, charge] :
       {std::pair("late", late), {"no_show", policy.no_show}, {"deposit", policy.deposit}}) {
    const std::string sum = sum_text(visit, charge, prices);
    if (sum.empty()) continue;
    any = true;
    view.add("sums")
        .set("sum_name", visit.say("policy.sum_" + std::string(name)))
        .set("sum_text", sum);
  }
  view.show("has_sums", any);
}

clinic::AgreedPolicy agreed_policy(const Visit& visit, const std::string& version_field) {
  return {read_number(visit.form.get(version_field)).value_or(0),
          page::policy_text(visit.language, clinic::policy_now(visit.site.clinic))};
}

std::string posted_body(const Visit& visit) {
  std::string out;
  for (const auto& [name, value] : visit.form.pairs())
    if (name != "token") out += name + "=" + value + "\n";
  return out;
}

Outlook outlook_of(const Visit& visit, const clinic::VisitDraft& draft, const clinic::Offer& offer,
                   const store::Service& service) {
  Outlook out;
  if (draft.screening.empty() || !draft.answered) return out;
  clinic::Clinic& clinic = visit.site.clinic;
  auto found = clinic::find_answer(clinic, draft.screening);
  if (!found) return out;
  out.token = draft.screening;
  Date day = offer.zone.date(clinic.now() + minutes(offer.times.rules.lead_minutes));
  care::Screening today = clinic::decide(clinic, found->content, service, day);
  if (!clinic::refuses(today)) {
    // What is not sold as deep tissue is offered as the gentler service.
    if (today.is_gentle_only()) out.gentler = clinic::gentler_service(offer, service);
    return out;
  }
  clinic::FirstDay days = clinic::first_day(clinic, offer, found->content, service);
  out.earliest = days.earliest;
  out.letter = days.letter;
  out.refused = days.refused;
  out.no_letter_from = days.no_letter_from;
  out.refused_parts = refused_parts(visit, offer, found->content, service, day);
  std::vector<const store::Service*> others = clinic::parts_of(offer, service);
  for (const store::Service& other : offer.services) others.push_back(&other);
  for (const store::Service* other : others) {
    if (!other->online || other->kind == service.kind || other->kind == "deep") continue;
    care::Screening then = clinic::decide(clinic, found->content, *other, day);
    // Beside a letter it is offered as what needs none.
    if (out.letter ? clinic::refuses(then) : !clinic::may_be_booked(then)) continue;
    out.gentler = other;
    break;
  }
  return out;
}

std::vector<const store::Service*> refused_parts(const Visit& visit, const clinic::Offer& offer,
                                                 const clinic::ScreeningContent& content,
                                                 const store::Service& service, Date day) {
  auto parts = clinic::parts_of(offer, service);
  const std::size_t all = parts.size();
  std::erase_if(parts, [&](const store::Service* part) {
    return !clinic::refuses(clinic::decide(visit.site.clinic, content, *part, day));
  });
  if (parts.size() == all) parts.clear();
  return parts;
}

std::string turn_text(const Visit& visit, const clinic::Offer& offer, ServiceId service,
                      PractitionerId practitioner, Instant start) {
  const store::Service* part = offer.service(service);
  return visit.say("in_turn.part",
                   {{"time", page::clock_words(visit.language, offer.zone.wall(start).minute)},
                    {"service", part == nullptr ? std::string() : name_of(visit, *part)},
                    {"who", therapist_of(visit, offer, practitioner)}});
}

void fill_parts(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const store::Appointment& a) {
  if (a.in_turn) {
    std::string text;
    for (const store::Appointment& part : clinic::whole_visit(visit.site.clinic, a))
      if (part.status == a.status || store::takes_time(part.status))
        text += (text.empty() ? "" : " · ") +
                turn_text(visit, offer, part.service, part.practitioner, part.start);
    view.show("has_parts").set("parts_text", text);
    return;
  }
  const store::Service* service = offer.service(a.service);
  const bool several = service != nullptr && !service->parts.empty();
  std::string text;
  Instant begins = a.start;
  // A part that is longer today than when this was booked says nothing of the minutes then.
  const bool as_booked = several && a.start + minutes(service->minutes) == a.finish;
  if (several)
    for (const store::Service* part : clinic::parts_of(offer, *service)) {
      if (!text.empty()) text += " · ";
      if (as_booked)
        text += page::clock_words(visit.language, offer.zone.wall(begins).minute) + " ";
      text += name_of(visit, *part);
      begins = begins + minutes(part->minutes);
    }
  view.show("has_parts", several).set("parts_text", text);
}

void fill_refused_parts(const Visit& visit, page::View& view,
                        const std::vector<const store::Service*>& refused) {
  std::vector<std::string> names;
  for (const store::Service* part : refused) names.push_back(name_of(visit, *part));
  view.show("part_refused", !names.empty());
  view.set("refused_names", page::and_text(visit.language, names));
}

void fill_letter(const Visit& visit, page::View& view, const Outlook& outlook) {
  view.show("letter", outlook.letter);
  view.show("letter_ends", outlook.letter && outlook.no_letter_from);
  view.set("free_day", outlook.no_letter_from
                           ? page::day_text(visit.language, *outlook.no_letter_from)
                           : std::string());
}

void fill_times(const Visit& visit, page::View& view, const clinic::Offer& offer,
                const TimesAsk& ask) {
  Date today = offer.zone.date(visit.site.clinic.now());
  Date last = today + offer.times.rules.horizon_days;
  std::vector<schedule::Day> days = all_days(offer, ask.question, today);
  for (schedule::Day& day : days)
    std::erase_if(day.starts, [&](const schedule::Start& s) { return s.at == ask.leave_out; });
  auto day_of = [&](Date date) -> const schedule::Day* {
    int at = date - today;
    return at >= 0 && std::size_t(at) < days.size() ? &days[std::size_t(at)] : nullptr;
  };
  auto first_free = [&](Date from) -> std::optional<Date> {
    for (Date d = std::max(from, today); d <= last; d = d + 1)
      if (const schedule::Day* day = day_of(d); day != nullptr && !day->starts.empty()) return d;
    return std::nullopt;
  };
  Date chosen = std::clamp(ask.day.value_or(first_free(today).value_or(today)), today, last);
  Date monday = monday_of(chosen);
  view.list("days");
  for (int i = 0; i < kWeek; ++i)
    if (Date d = monday + i; d >= today && d <= last)
      add_day(visit, view, offer, day_of(d), d, chosen, ask.path);
  auto way = [&](const char* name, Date to, bool there) {
    view.show(std::string("has_") + name, there);
    view.set(std::string(name) + "_path", ask.path + "&day=" + to_iso(std::max(to, today)));
  };
  way("earlier", monday - kWeek, monday > today);
  way("later", monday + kWeek, monday + kWeek <= last);
  const schedule::Day* day = day_of(chosen);
  add_times(visit, view, offer, day);
  view.set("chosen_day", page::day_text(visit.language, chosen));
  const clinic::Closed* closed =
      day == nullptr || day->starts.empty() ? offer.closed_on(chosen) : nullptr;
  view.set("none_why",
           closed == nullptr ? visit.say("book.none_free") : closed_text(visit, *closed) + ".");
  auto next = day == nullptr || day->starts.empty() ? first_free(chosen) : std::nullopt;
  if (!next && (day == nullptr || day->starts.empty())) next = first_free(today);
  view.show("has_next_free", next.has_value());
  view.set("next_free_path", next ? ask.path + "&day=" + to_iso(*next) : "");
  view.set("next_free_day", next ? page::day_text(visit.language, *next) : "");
  set_zone(visit, view, offer);
}

void fill_others(const Visit& visit, page::View& view, const clinic::Offer& offer,
                 const schedule::Question& question, Instant start) {
  view.list("others");
  schedule::Question asked = question;
  asked.may_turn = true;
  for (const schedule::Start& other : schedule::nearest_starts(offer.times, asked, start, 6))
    view.add("others")
        .set("other_value", to_rfc3339(other.at, offer.zone))
        .set("other_text", page::when_text(visit.language, offer.zone.wall(other.at)));
}

std::string closed_text(const Visit& visit, const clinic::Closed& closed) {
  const std::string& name =
      closed.holiday.empty() ? closed.name : visit.say("holiday." + closed.holiday);
  return name.empty() ? visit.say("book.closed") : visit.say("book.closed_for", {{"name", name}});
}

void fill_held(const Visit& visit, page::View& view, const clinic::Offer& offer,
               const std::optional<store::Hold>& hold) {
  const Seconds left = hold ? hold->expires - visit.site.clinic.now() : Seconds{0};
  view.show("held", hold.has_value()).show("ends_soon", hold && left <= kEndsSoon);
  view.show("may_extend", hold && hold->extensions < clinic::kMostExtensions);
  view.set("seconds_left", left.value);
  view.set("held_until",
           hold ? page::clock_words(visit.language, offer.zone.wall(hold->expires).minute) : "");
}

http::Response with_wait(http::Response page, Seconds wait) {
  page.set("Retry-After", std::to_string(wait.value));
  return page;
}

http::Response kept_private(http::Response response) {
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cache-Control", "no-store");
  response.set("X-Robots-Tag", "noindex");
  return response;
}

}  // namespace fascia::web
