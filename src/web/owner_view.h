// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "clinic/erase_client.h"
#include "clinic/manage_clinic.h"
#include "clinic/merge_clients.h"
#include "core/faults.h"
#include "page/fields.h"
#include "web/site.h"

namespace fascia::web {

// A field of an owner's form: what was typed when it came back, else what is kept.
class OwnerForm {
 public:
  OwnerForm(page::View& view, const Visit& visit, const Error* error)
      : view_(view), visit_(visit), error_(error) {}
  void text(std::string_view name, const std::string& kept);
  void choice(std::string_view name, const std::vector<page::Option>& options,
              const std::vector<std::string>& kept);
  void check(std::string_view name, bool kept);
  // What is wrong with it, at the top and beside each field.
  void wrongs();

 private:
  bool came_back() const { return error_ != nullptr; }
  page::View& view_;
  const Visit& visit_;
  const Error* error_;
};

// Beside the fields of one row of a list (parts/row-field), whose ids end in the row's.
void set_row_faults(page::View& row, const Visit& visit, const Error* error, const std::string& id,
                    std::initializer_list<std::string_view> fields);

// Numbers and amounts as people type them; nothing when it is none.
std::optional<int> read_number(const std::string& text);
std::optional<std::int64_t> read_cents(const std::string& text);  // "95", "95.50", "95,50"
std::string cents_text(std::int64_t cents);

// technique_unknown on techniques where the treatment plans do not know one of them.
Done known_techniques(const Visit& visit, const std::vector<std::string>& ids);

// "Deep tissue 60" -> "deep-tissue-60".
std::string slug_of(const std::string& name);

// After something was taken away: to the list, which says once what became of it.
http::Response go_removed(const Visit& visit, const std::string& list,
                          const clinic::Removed& removed);
void set_removed(page::View& view, const Visit& visit);

int owner_status(const Error* error);
http::Handler for_owner(std::shared_ptr<Site> site, Page page);

void add_owner_profile(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_limits(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_places(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_policy(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_services(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_rooms(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_equipment(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_therapists(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_own(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_hours(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_holidays(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_staff(http::Router& router, const std::shared_ptr<Site>& site);
// "Monday 23 November 2026": a record is spoken of over years.
std::string record_day(const Visit& visit, Date day);
std::string record_day(const Visit& visit, Instant at);
void add_owner_records(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_record(http::Router& router, const std::shared_ptr<Site>& site);
// The letter to whom nobody reached; where one in the file is read again.
std::string kept_letter_path(ClientId client, std::int64_t note);
void add_unreached_letter(http::Router& router, const std::shared_ptr<Site>& site);
// What a record holds kind by kind, in the list "kinds"; what is due of them, as one line.
void set_kinds(page::View& view, const Visit& visit, const clinic::RecordAge& age);
std::string parts_due_text(const Visit& visit, const clinic::RecordAge& age);
void add_owner_part(http::Router& router, const std::shared_ptr<Site>& site);
// Pairs of records that are alike, in the list "pairs"; merges that stand, in "merges".
void set_alike(page::View& view, const Visit& visit, const std::vector<clinic::LikePair>& pairs);
void set_merges(page::View& view, const Visit& visit,
                const std::vector<clinic::StandingMerge>& merges);
void add_owner_merge(http::Router& router, const std::shared_ptr<Site>& site);
void add_owner_breaches(http::Router& router, const std::shared_ptr<Site>& site);

}  // namespace fascia::web
