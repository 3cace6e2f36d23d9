// SPDX-License-Identifier: Apache-2.0
#include "schedule/reseat.h"

#include <coin/Cbc_C_Interface.h>

#include <csignal>
#include <map>
#include <memory>
#include <mutex>

namespace fascia::schedule {
namespace {

constexpr double kMostSeconds = 2;

struct DeleteModel {
  void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};
using Model = std::unique_ptr<Cbc_Model, DeleteModel>;

// CBC takes the interrupt key for itself while it solves; it is given back as it was.
class KeepInterrupt {
 public:
  KeepInterrupt() { sigaction(SIGINT, nullptr, &before_); }
  ~KeepInterrupt() { sigaction(SIGINT, &before_, nullptr); }
  KeepInterrupt(const KeepInterrupt&) = delete;
  KeepInterrupt& operator=(const KeepInterrupt&) = delete;

 private:
  struct sigaction before_ = {};
};

void add_row(Cbc_Model* model, const std::vector<int>& columns, const std::vector<double>& weights,
             double most) {
  Cbc_addRow(model, "", static_cast<int>(columns.size()), columns.data(), weights.data(), 'L',
             most);
}

// A resource is kept busy once at a time. Of times that overlap the one that begins last begins
// within all others, so that the moments at which a time begins are all that need a row.
struct Use {
  Instant from, until;
  int column = 0;
};

void add_once_at_a_time(Cbc_Model* model, const std::vector<Use>& uses) {
  std::map<Instant, std::vector<int>> rows;
  for (const Use& one : uses)
    if (!rows.count(one.from))
      for (const Use& other : uses)
        if (other.from <= one.from && one.from < other.until)
          rows[one.from].push_back(other.column);
  for (const auto& [at, columns] : rows)
    if (columns.size() > 1) add_row(model, columns, std::vector<double>(columns.size(), 1), 1);
}

void add_resources(Cbc_Model* model, const std::vector<Place>& places) {
  std::map<std::int64_t, std::vector<Use>> uses;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int column = static_cast<int>(i);
    for (const Taken& t : all_of(places[i])) {
      uses[t.practitioner.value].push_back({t.busy_from, t.busy_until, column});
      uses[t.room.value].push_back({t.room_from, t.room_until, column});
      for (EquipmentId piece : t.equipment)
        uses[piece.value].push_back({t.busy_from, t.busy_until, column});
    }
  }
  for (const auto& [resource, of_one] : uses) add_once_at_a_time(model, of_one);
}

// Each visit at most once; a place is worth more than all costs together, so that none is left out
// to make the others cheaper.
Model model_of(const Reseating& in) {
  double all = 1;
  for (const Place& p : in.places) all += p.cost;
  Model model(Cbc_newModel());
  std::map<std::size_t, std::vector<int>> of_visit;
  for (std::size_t i = 0; i < in.places.size(); ++i) {
    Cbc_addCol(model.get(), "", 0, 1, in.places[i].cost - all, 1, 0, nullptr, nullptr);
    of_visit[in.places[i].visit].push_back(static_cast<int>(i));
  }
  for (const auto& [visit, columns] : of_visit)
    add_row(model.get(), columns, std::vector<double>(columns.size(), 1), 1);
  add_resources(model.get(), in.places);
  for (const SharedLimit& limit : in.limits) {
    std::vector<int> columns;
    std::vector<double> weights;
    for (const auto& [place, amount] : limit.places) {
      columns.push_back(static_cast<int>(place));
      weights.push_back(amount);
    }
    if (!columns.empty()) add_row(model.get(), columns, weights, limit.most);
  }
  return model;
}

}  // namespace

std::vector<Taken> all_of(const Place& place) {
  std::vector<Taken> out{place.taken};
  out.insert(out.end(), place.then.begin(), place.then.end());
  return out;
}

Reseated reseat(const Reseating& in) {
  Reseated out;
  out.place.resize(in.visits);
  if (in.places.empty()) return out;
  static std::mutex one_at_a_time;
  std::lock_guard lock(one_at_a_time);
  KeepInterrupt interrupt;
  Model model = model_of(in);
  Cbc_setObjSense(model.get(), 1);
  Cbc_setLogLevel(model.get(), 0);
  Cbc_setParameter(model.get(), "log", "0");
  Cbc_setMaximumSeconds(model.get(), kMostSeconds);
  Cbc_solve(model.get());
  out.is_best = Cbc_isProvenOptimal(model.get()) != 0;
  const double* solution = Cbc_getColSolution(model.get());
  if (solution == nullptr) return out;
  for (std::size_t i = 0; i < in.places.size(); ++i)
    if (solution[i] > 0.5) out.place[in.places[i].visit] = i;
  return out;
}

}  // namespace fascia::schedule
