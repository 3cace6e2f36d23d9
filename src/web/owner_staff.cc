// SPDX-License-Identifier: Apache-2.0
// Who may sign in: invite with a first password shown once, renew it, disable at once (R33).
#include "clinic/check_house.h"
#include "web/owner_view.h"
#include "web/typed_values.h"

namespace fascia::web {
namespace {

// A first password that was just made. It stands on this one answer and nowhere else.
struct Shown {
  std::string sign_in, password;
};

std::vector<page::Option> roles(const Visit& visit) {
  std::vector<page::Option> out;
  for (store::Role role : {store::Role::desk, store::Role::therapist, store::Role::owner})
    out.push_back({std::string(store::to_string(role)),
                   visit.say("owner_role." + std::string(store::to_string(role)))});
  return out;
}

http::Response staff_page(Visit& visit, const Error* error = nullptr,
                          const std::optional<Shown>& shown = std::nullopt) {
  auto house = clinic::read_house(visit.site.clinic, visit.actor());
  if (!house) return show_error(visit, house.error());
  page::View view;
  OwnerForm form(view, visit, error);
  form.wrongs();
  form.text("sign_in", "");
  form.text("name", "");
  form.choice("role", roles(visit), {"desk"});
  std::vector<page::Option> people{{"", visit.say("owner_staff.no_therapist")}};
  for (const auto& p : house->practitioners)
    if (p.active) people.push_back({p.id.text(), p.name});
  form.choice("practitioner", people, {});
  view.list("shown");
  if (shown)
    view.add("shown").set("shown_sign_in", shown->sign_in).set("shown_password", shown->password);
  view.list("staff");
  for (const store::Staff& s : house->staff)
    view.add("staff")
        .set("staff_id", s.id.text())
        .set("staff_name", s.name)
        .set("staff_sign_in", s.sign_in)
        .set("staff_role", visit.say("owner_role." + std::string(store::to_string(s.role))))
        .show("staff_on", s.active)
        .show("staff_self", s.id == visit.staff->id);
  http::Response response = show(visit, "owner-staff", std::move(view), owner_status(error));
  response.set("Cache-Control", "no-store");
  return response;
}

http::Response invite(Visit& visit) {
  Faults faults;
  clinic::NewStaff in;
  in.sign_in = visit.form.get("sign_in");
  in.name = visit.form.get("name");
  auto role = store::parse_role(visit.form.get("role"));
  if (!role) faults.add(invalid("role", "choice_missing"));
  in.role = role.value_or(store::Role::desk);
  in.practitioner =
      read_into(faults, id_or_none<PractitionerId>(visit.form.get("practitioner"), "practitioner",
                                                   "practitioner_unknown"));
  if (in.role == store::Role::desk) in.practitioner = {};
  if (!faults.none()) faults.add(clinic::check_staff(in));
  if (const Done read = faults.done(); !read) return staff_page(visit, &read.error());
  auto done = clinic::invite_staff(visit.site.clinic, visit.actor(), in);
  if (!done) return staff_page(visit, &done.error());
  return staff_page(visit, nullptr, Shown{in.sign_in, done->password});
}

http::Response renew(Visit& visit) {
  auto id = StaffId::parse(visit.request.param("id")).value_or(StaffId{});
  auto done = clinic::renew_password(visit.site.clinic, visit.actor(), id);
  if (!done) return show_error(visit, done.error());
  return staff_page(visit, nullptr, Shown{visit.form.get("sign_in"), *done});
}

http::Response set_active(Visit& visit) {
  auto id = StaffId::parse(visit.request.param("id")).value_or(StaffId{});
  auto done = clinic::set_staff_active(visit.site.clinic, visit.actor(), id,
                                       visit.form.get("active") == "yes");
  if (!done) return staff_page(visit, &done.error());
  return go(visit, "/owner/staff");
}

}  // namespace

void add_owner_staff(http::Router& router, const std::shared_ptr<Site>& site) {
  using http::Method;
  router.add({Method::get, "/owner/staff", for_owner(site, [](Visit& v) { return staff_page(v); }),
              "owner"});
  router.add({Method::post, "/owner/staff", for_owner(site, invite), "owner"});
  router.add({Method::post, "/owner/staff/{id}/password", for_owner(site, renew), "owner"});
  router.add({Method::post, "/owner/staff/{id}/active", for_owner(site, set_active), "owner"});
}

}  // namespace fascia::web
