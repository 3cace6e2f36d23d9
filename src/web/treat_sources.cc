// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "page/words.h"
#include "web/treat_view.h"

// Where the marked pain may come from: sheet b 5b.4.
namespace fascia::web {
namespace {

std::string side_text(const Visit& visit, const care::ProbableSource& source,
                      const std::string& muscle) {
  const char* side = source.both_sides                  ? "both"
                     : source.side == care::Side::left  ? "left"
                     : source.side == care::Side::right ? "right"
                                                        : "middle";
  return visit.say(std::string("treat_sources.") + side, {{"muscle", muscle}});
}

// The marked places that are in the muscle's pattern, and those that are not: why it is named.
void add_overlap(page::View& row, const Visit& visit, const care::Muscle& muscle,
                 const care::ProbableSource& source, const std::vector<care::Pain>& pains) {
  std::vector<care::Region> fits, rest;
  for (const care::Pain& pain : pains) {
    care::Side side = pain.region.side;
    bool same = source.both_sides || side == source.side || side == care::Side::midline;
    bool in = same && muscle.referral.count(pain.region.id) != 0;
    (in ? fits : rest).push_back(pain.region);
  }
  row.show("source_fits", !fits.empty()).set("source_fits_at", regions_text(visit, fits));
  row.show("source_leaves", !rest.empty()).set("source_leaves_at", regions_text(visit, rest));
}

}  // namespace

void set_sources(page::View& view, const Visit& visit, const clinic::ClientFile& file) {
  const care::Anatomy& anatomy = visit.site.clinic.plans.anatomy;
  const care::Plan& plan = file.room.plan;
  const std::string_view language = page::code(visit.language);
  std::vector<care::Pain> pains;
  if (file.room.day) pains = file.room.day->before.intake.pains;
  view.list("sources");
  for (const care::ProbableSource& source : plan.sources) {
    const care::Muscle* muscle = anatomy.muscle(source.muscle);
    if (muscle == nullptr) continue;
    page::View& row = view.add("sources");
    row.set("source_muscle", side_text(visit, source, care::in_language(muscle->name, language)));
    row.set("source_match",
            visit.say("treat_sources." + std::string(care::to_string(source.strength))));
    add_overlap(row, visit, *muscle, source, pains);
  }
  auto gate = std::ranges::find(anatomy.gates, plan.sources_barred, &care::SourceGate::id);
  bool barred = gate != anatomy.gates.end();
  view.show("sources_barred", barred)
      .set("sources_barred_why", barred ? care::in_language(gate->text, language) : std::string());
  std::vector<std::string> under;
  if (!barred)
    for (const std::string& id : care::muscles_under(anatomy, pains))
      if (const care::Muscle* muscle = anatomy.muscle(id))
        under.push_back(care::in_language(muscle->name, language));
  const std::string names = page::and_text(visit.language, under);
  // One mark says little of where pain comes from: what lies under it is told first.
  bool first = pains.size() == 1;
  view.show("under_first", first && !under.empty()).show("under_last", !first && !under.empty());
  view.set("under_marks", names);
  view.show("sources_lead", !plan.sources.empty());
  view.show("has_sources", barred || !plan.sources.empty() || !under.empty());
}

}  // namespace fascia::web
