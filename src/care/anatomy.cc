// SPDX-License-Identifier: Apache-2.0
#include "care/anatomy.h"

#include <algorithm>

namespace fascia::care {

std::string_view to_string(Layer layer) {
  switch (layer) {
    case Layer::superficial:
      return "superficial";
    case Layer::intermediate:
      return "intermediate";
    case Layer::deep:
      break;
  }
  return "deep";
}

const BodyRegion* Anatomy::region(std::string_view id) const {
  auto found = std::find_if(regions.begin(), regions.end(), [&](auto& r) { return r.id == id; });
  return found == regions.end() ? nullptr : &*found;
}

const Muscle* Anatomy::muscle(std::string_view id) const {
  auto found = std::find_if(muscles.begin(), muscles.end(), [&](auto& m) { return m.id == id; });
  return found == muscles.end() ? nullptr : &*found;
}

bool exists(const Anatomy& anatomy, const Region& region) {
  const BodyRegion* found = anatomy.region(region.id);
  return found != nullptr && found->paired == (region.side != Side::midline);
}

std::vector<std::string> expand(const Anatomy& anatomy, std::string_view name) {
  auto coarse = anatomy.coarse.find(name);
  if (coarse != anatomy.coarse.end()) return coarse->second;
  if (anatomy.region(name) != nullptr) return {std::string(name)};
  return {};
}

std::vector<Region> with_sides(const Anatomy& anatomy, const std::vector<std::string>& ids) {
  std::vector<Region> all;
  for (const std::string& id : ids) {
    const BodyRegion* region = anatomy.region(id);
    if (region == nullptr) continue;
    if (!region->paired) {
      all.push_back({id, Side::midline});
      continue;
    }
    all.push_back({id, Side::left});
    all.push_back({id, Side::right});
  }
  return all;
}

std::vector<Region> neighbours(const Anatomy& anatomy, const Region& region) {
  std::vector<Region> all;
  const BodyRegion* found = anatomy.region(region.id);
  if (found == nullptr) return all;
  for (const Region& other : with_sides(anatomy, found->neighbours)) {
    if (other.side == region.side || other.side == Side::midline || region.side == Side::midline) {
      all.push_back(other);
    }
  }
  if (region.side != Side::midline && found->meets_other_half) {
    all.push_back({region.id, region.side == Side::left ? Side::right : Side::left});
  }
  return all;
}

std::string region_name(const Anatomy& anatomy, const Region& region, std::string_view language) {
  const BodyRegion* found = anatomy.region(region.id);
  if (found == nullptr) return region.id;
  std::string name = in_language(found->name, language);
  bool french = language == "fr";
  if (region.side == Side::left) name += french ? ", côté gauche" : ", left side";
  if (region.side == Side::right) name += french ? ", côté droit" : ", right side";
  return name;
}

std::string side_names(const Anatomy& anatomy, const std::string& id,
                       const std::vector<Region>& all, std::string_view language) {
  auto has = [&](Side side) {
    return std::find(all.begin(), all.end(), Region{id, side}) != all.end();
  };
  const BodyRegion* body = anatomy.region(id);
  if (body != nullptr && has(Side::left) && has(Side::right)) {
    return in_language(body->name, language) +
           (language == "fr" ? ", des deux côtés" : ", both sides");
  }
  Side side = has(Side::left) ? Side::left : has(Side::right) ? Side::right : Side::midline;
  return region_name(anatomy, {id, side}, language);
}

const SourceGate* closed_gate(const Anatomy& anatomy, const std::vector<Pain>& pains, int age,
                              const PainFacts& facts) {
  auto meets = [&](const SourceGate& gate) {
    if (!gate.when.empty() && facts.count(gate.when) == 0) return false;
    if (!gate.unless.empty() && facts.count(gate.unless) != 0) return false;
    if (gate.age_from && age < *gate.age_from) return false;
    int strongest = gate.all_of.empty() ? 10 : 0;
    for (const std::vector<Region>& any : gate.all_of) {
      int hits = 0;
      for (const Pain& pain : pains) {
        if (std::find(any.begin(), any.end(), pain.region) == any.end()) continue;
        ++hits;
        strongest = std::max(strongest, pain.intensity);
      }
      if (hits == 0 || (gate.one_side && hits > 1)) return false;
    }
    return strongest >= gate.intensity;
  };
  auto found = std::find_if(anatomy.gates.begin(), anatomy.gates.end(), meets);
  return found == anatomy.gates.end() ? nullptr : &*found;
}

}  // namespace fascia::care
