// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "clinic/clinic.h"

namespace fascia::clinic {

// A demo clinic grown into the chain of one owner, to see how much one database carries
// (docs/scale.md).
struct DemoChain {
  int places = 1;                 // with the one that the story made
  int therapists = 0;             // of all places, those of the story among them
  std::int64_t appointments = 0;  // of all places, those of the story among them
  std::uint64_t seed = 1;
};

// Of all places and appointments, how many stand.
using ChainProgress = std::function<void(int places, std::int64_t appointments)>;

// Makes the places that are missing beside the one of the demo's story, with rooms, therapists,
// shifts, clients and visits: from 30 days ahead backwards, 70 of 100 times of each shift, until
// each therapist has their share. Ten million visits cannot go through the use cases: these rows
// are written past them, by the thousand, each place in one transaction, so that one that was begun
// and not finished is not there. `fascia check` finds them as whole as any others; they have no
// health questions, charts or messages. The same seed, day and clinic give the same rows. How many
// appointments were added; forbidden in a clinic that is no demo.
Result<std::int64_t> fill_chain(Clinic& clinic, const DemoChain& chain, const ChainProgress& tell);

}  // namespace fascia::clinic
