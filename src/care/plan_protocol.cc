// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "care/code_check.h"
#include "care/plan_protocol_parts.h"
#include "care/protocol_entries.h"
#include "care/protocol_toml.h"

namespace fascia::care {
namespace {

std::vector<std::vector<std::string>> text_lists(TomlTable& table, std::string_view key) {
  std::vector<std::vector<std::string>> lists;
  const toml::array* outer = table.array(key);
  for (std::size_t i = 0; outer != nullptr && i < outer->size(); ++i) {
    lists.emplace_back();
    const toml::array* inner = (*outer)[i].as_array();
    if (inner == nullptr) table.fail(key, "protocol_value", "lists of texts are wanted");
    for (std::size_t j = 0; inner != nullptr && j < inner->size(); ++j) {
      lists.back().push_back((*inner)[j].value_or(std::string()));
    }
  }
  return lists;
}

struct Reader {
  PlanProtocol& protocol;
  Places& places;

  std::string id(TomlTable& table, std::string_view kind) {
    std::string id = table.text("id", true);
    std::string key = std::string(kind) + '.' + id;
    if (!places.emplace(key, PlaceInFile{table.file(), table.line()}).second) {
      table.fail("id", "protocol_duplicate", id);
    }
    return id;
  }

  void region(TomlTable& table) {
    BodyRegion region;
    region.id = id(table, "region");
    region.name = table.words("name", true);
    std::string sides = table.text("sides", true);
    if (sides != "LR" && sides != "M") table.fail("sides", "protocol_value", "LR or M is wanted");
    region.paired = sides == "LR";
    region.view = table.text("view", true);
    region.cap = small(table, "cap", 0, 5, 0);
    region.neighbours = table.texts("neighbours");
    region.meets_other_half = table.truth("meets_other_half");
    region.snomed = read_code(table, "snomed", "snomed");
    region.confidence = table.confidence(false, true);  // of its code: none has no code
    table.mark(true);                                   // of its cap
    std::string consent = table.text("consent");
    if (consent == "always") region.consent = OwnConsent::always;
    if (consent == "by_clinic_policy") region.consent = OwnConsent::by_clinic_policy;
    if (table.has("ceiling")) region.ceiling = small(table, "ceiling", 0, 10, 6);
    if (!consent.empty() && region.consent == OwnConsent::no) {
      table.fail("consent", "protocol_value", "always or by_clinic_policy is wanted");
    }
    protocol.anatomy.regions.push_back(std::move(region));
  }

  void zone(TomlTable& table) {
    CautionZone zone;
    zone.id = id(table, "zone");
    zone.where = table.words("where", true);
    zone.regions = table.texts("regions");
    zone.structures = table.text("structures");
    if (table.has("cap")) zone.cap = small(table, "cap", 0, 5, 0);
    zone.rule = table.words("rule", true);
    protocol.anatomy.zones.push_back(std::move(zone));
  }

  void gate(TomlTable& table) {
    SourceGate gate;
    gate.id = id(table, "source_gate");
    gate.text = table.words("text", true);
    for (const std::vector<std::string>& any : text_lists(table, "all_of")) {
      std::vector<Region> regions;
      for (const std::string& text : any) {
        auto region = parse_region(text);
        if (!region) table.fail("all_of", "protocol_value", text);
        regions.push_back(region.value_or(Region{}));
      }
      gate.all_of.push_back(std::move(regions));
    }
    gate.intensity = small(table, "intensity", 1, 10, 1);
    if (table.has("age_from")) gate.age_from = small(table, "age_from", 0, 130, 0);
    gate.when = table.text("when");
    gate.unless = table.text("unless");
    gate.one_side = table.truth("one_side");
    protocol.anatomy.gates.push_back(std::move(gate));
  }

  void muscle(TomlTable& table) {
    Muscle muscle;
    muscle.id = id(table, "muscle");
    muscle.name = table.words("name", true);
    muscle.locations = table.texts("locations");
    std::string layer = table.text("layer", true);
    for (Layer one : {Layer::superficial, Layer::intermediate, Layer::deep}) {
      if (to_string(one) == layer) muscle.layer = one;
    }
    if (to_string(muscle.layer) != layer) table.fail("layer", "protocol_value", layer);
    muscle.prior = small(table, "prior", 1, 100, 100);
    if (auto referral = table.table("referral")) {
      for (const std::string& region : referral->keys()) {
        muscle.referral[region] = small(*referral, region, 1, 4, 2);
      }
      if (auto ok = referral->done(); !ok) table.fail(ok.error());
    }
    muscle.cap = small(table, "cap", 2, 5, 2);
    muscle.positions = table.texts("positions");
    muscle.techniques = table.texts("techniques");
    muscle.worse_with = table.text("worse_with");
    muscle.caution = table.words("caution", true);
    muscle.both_sides = table.truth("both_sides");
    muscle.mark = table.mark(true);
    muscle.confidence = table.confidence();
    protocol.anatomy.muscles.push_back(std::move(muscle));
  }

  void technique(TomlTable& table) {
    Technique technique;
    technique.id = id(table, "technique");
    technique.name = table.words("name", true);
    technique.description = table.words("description", true);
    technique.layer = table.text("layer");
    std::vector<int> depth = numbers(table, "depth", 2);
    technique.depth_low = depth[0];
    technique.depth_high = depth[1];
    technique.speed = table.text("speed");
    std::vector<int> tenths = numbers(table, "minutes", 2, 10);
    technique.minutes_low = tenths[0] / 10.0;
    technique.minutes_high = tenths[1] / 10.0;
    technique.phases = table.texts("phases");
    technique.oil = table.truth("oil");
    technique.presses_tender = table.truth("presses_tender");
    technique.not_when = table.words("not_when", true);
    technique.mark = table.mark(true);
    technique.confidence = table.confidence();
    protocol.techniques.push_back(std::move(technique));
  }

  void modality(TomlTable& table) {
    Modality modality;
    modality.id = id(table, "modality");
    modality.name = table.words("name", true);
    modality.target = table.words("target", true);
    std::vector<int> minutes = numbers(table, "minutes", 3);
    modality.minutes_low = minutes[0];
    modality.minutes_high = minutes[1];
    modality.minutes_max = minutes[2];
    modality.when = table.words("when", true);
    modality.barred = table.words("barred", true);
    modality.caution = table.words("caution", true);
    modality.mark = table.mark(true);
    read_modality_rules(table, modality);
    protocol.modalities.push_back(std::move(modality));
  }

  void position(TomlTable& table) {
    Position position;
    position.id = id(table, "position");
    position.name = table.words("name", true);
    position.setup = table.words("setup", true);
    position.not_for = table.words("not_for", true);
    position.offer = table.words("offer", true);
    position.reaches = table.texts("reaches");
    position.one_side = table.truth("one_side");
    position.off_table = table.truth("off_table");
    position.most_minutes = small(table, "most_minutes", 0, 480, 0);
    position.mark = table.mark(true);
    protocol.positions.push_back(std::move(position));
  }

  void length(TomlTable& table) {
    SessionLength length;
    length.booked = small(table, "booked", 1, 480, 60);
    length.hands_on = small(table, "hands_on", 1, 480, 50);
    length.warm_up = small(table, "warm_up", 0, 60, 0);
    length.close = small(table, "close", 0, 60, 0);
    length.focus = small(table, "focus", 1, 20, 1);
    length.deep = small(table, "deep", 0, 120, 0);
    length.points = small(table, "points", 0, 50, 0);
    length.moves = small(table, "moves", 0, 10, 0);
    length.modalities = small(table, "modalities", 0, 5, 0);
    table.mark(true);
    protocol.lengths.push_back(length);
  }

  void tender_points(TomlTable& table) {
    TenderPointDose& dose = protocol.tender_points;
    dose.hold_seconds = small(table, "hold_seconds", 1, 300, 1);
    dose.hold_low = small(table, "hold_low", 1, 300, 1);
    dose.hold_high = small(table, "hold_high", 1, 300, 1);
    dose.hold_max = small(table, "hold_max", 1, 300, 1);
    dose.repeats = small(table, "repeats", 1, 10, 1);
    dose.repeats_max = small(table, "repeats_max", 1, 10, 1);
    dose.a_region = small(table, "a_region", 0, 20, 0);
    dose.again_hours = small(table, "again_hours", 0, 1000, 0);
    dose.how = table.words("how", true);
    dose.mark = table.mark(true);
  }

  void scales(TomlTable& top) {
    for (TomlTable& table : top.tables("depth")) {
      DepthLevel level{small(table, "level", 1, 5, 1), table.text("id", true),
                       table.words("moves", true),     table.words("feels", true),
                       table.words("does", true),      table.text("tool")};
      table.mark(true);
      protocol.depths.push_back(std::move(level));
      if (auto ok = table.done(); !ok) return top.fail(ok.error());
    }
    for (TomlTable& table : top.tables("comfort")) {
      ComfortBand band{small(table, "low", 0, 10, 0), small(table, "high", 0, 10, 0),
                       table.words("name", true), table.words("meaning", true),
                       table.words("action", true)};
      table.mark(true);
      protocol.comfort.push_back(std::move(band));
      if (auto ok = table.done(); !ok) return top.fail(ok.error());
    }
    for (TomlTable& table : top.tables("load")) {
      LoadLimit limit{table.text("id", true),
                      table.words("name", true),
                      small(table, "warn", 0, 10000, 0),
                      small(table, "hard", 0, 10000, 0),
                      table.text("unit", true),
                      table.text("source")};
      table.mark(true);
      protocol.load.push_back(std::move(limit));
      if (auto ok = table.done(); !ok) return top.fail(ok.error());
    }
  }

  void rule(TomlTable& table) {
    PlanRule rule;
    rule.id = id(table, "planning_rule");
    rule.value = small(table, "value", 0, 1000, 0);
    rule.text = table.words("text");
    rule.source = table.text("source");
    rule.mark = table.mark(true);
    protocol.rules.push_back(std::move(rule));
  }

  void match(TomlTable& table) {
    std::string name = id(table, "match");
    protocol.match.weights[name] = small(table, "points", -10000, 10000, 0);
    protocol.match.texts[name] = table.words("text", true);
    protocol.match.shorts[name] = table.words("short", true);
    table.mark(true);
  }

  void lies_on(TomlTable& table) {
    std::string position = id(table, "lies_on");
    protocol.lies_on[std::move(position)] = table.texts("regions");
    table.text("source", true);
    table.mark(true);
  }

  void rest(TomlTable& table) {
    RestAfter rest{id(table, "rest"), table.words("name", true), small(table, "from", 0, 480, 0),
                   small(table, "deep_from", 0, 120, 0), small(table, "minutes", 0, 60, 0)};
    table.text("source", true);
    table.mark(true);
    protocol.rests.push_back(std::move(rest));
  }

  void evidence_level(TomlTable& table) {
    EvidenceLevel level{id(table, "evidence_level"), table.words("name", true),
                        table.words("means", true)};
    table.text("source", true);
    table.mark(true);
    protocol.evidence.push_back(std::move(level));
  }

  void condition(TomlTable& table) {
    std::string name = id(table, "condition");
    protocol.conditions.push_back(read_condition(table, std::move(name)));
  }

  template <class T>
  void list(TomlTable& top, std::string_view key, std::vector<T>& all, T (*read)(TomlTable&)) {
    for (TomlTable& table : top.tables(key)) {
      all.push_back(read(table));
      if (auto ok = table.done(); !ok) return top.fail(ok.error());
    }
  }

  Done all(TomlTable& top) {
    using Read = void (Reader::*)(TomlTable&);
    static constexpr std::pair<std::string_view, Read> kTables[] = {
        {"region", &Reader::region},
        {"zone", &Reader::zone},
        {"source_gate", &Reader::gate},
        {"muscle", &Reader::muscle},
        {"technique", &Reader::technique},
        {"modality", &Reader::modality},
        {"position", &Reader::position},
        {"length", &Reader::length},
        {"planning_rule", &Reader::rule},
        {"match", &Reader::match},
        {"evidence_level", &Reader::evidence_level},
        {"rest", &Reader::rest},
        {"lies_on", &Reader::lies_on},
        {"condition", &Reader::condition}};
    for (const auto& [key, read] : kTables) {
      for (TomlTable& table : top.tables(key)) {
        (this->*read)(table);
        FASCIA_TRY_DONE(table.done());
      }
    }
    if (auto table = top.table("tender_points")) {
      tender_points(*table);
      FASCIA_TRY_DONE(table->done());
    }
    if (auto table = top.table("matching")) {
      read_exploration(*table, protocol.match);
      FASCIA_TRY_DONE(table->done());
    }
    list(top, "order_rule", protocol.order, read_order_rule);
    list(top, "heard", protocol.heard, read_heard_rule);
    list(top, "next", protocol.next, read_next_step);
    list(top, "flag", protocol.flags, read_course_flag);
    list(top, "lookalike", protocol.anatomy.lookalikes, read_lookalike);
    scales(top);
    if (auto table = top.table("coarse")) {
      for (const std::string& name : table->keys()) {
        protocol.anatomy.coarse[name] = table->texts(name);
      }
      FASCIA_TRY_DONE(table->done());
    }
    return top.done();
  }
};

}  // namespace

Result<PlanProtocol> read_plan_protocol(std::vector<File> files) {
  std::sort(files.begin(), files.end(), [](auto& a, auto& b) { return a.name < b.name; });
  PlanProtocol protocol;
  Places places;
  Reader reader{protocol, places};
  FASCIA_TRY(std::vector<ParsedFile> parsed, parse_files(std::move(files), "plan"));
  std::vector<File> read;
  for (ParsedFile& one : parsed) {
    TomlTable top(one.table, one.file.name, "");
    top.head();
    FASCIA_TRY_DONE(reader.all(top));
    read.push_back(std::move(one.file));
  }
  std::sort(protocol.lengths.begin(), protocol.lengths.end(),
            [](const SessionLength& a, const SessionLength& b) { return a.booked < b.booked; });
  FASCIA_TRY_DONE(check_plan_protocol(protocol, places));
  protocol.version = "plan+" + digest(read);
  return protocol;
}

}  // namespace fascia::care
