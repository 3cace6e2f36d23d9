// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "clinic/clinic.h"

namespace fascia::clinic {

// What is sold as people read it: one thing with the lengths it comes in, shortest first. A thing
// of one length has no group.
struct SoldThing {
  const store::ServiceGroup* group = nullptr;
  std::vector<const store::Service*> lengths;
};
// In the clinic's order, a group where its first one stands. `online`: what people book by
// themselves.
std::vector<SoldThing> sold_things(const Offer& offer, bool online);
// The lengths of the thing that this service is one of; empty when it is the only one.
std::vector<const store::Service*> other_lengths(const Offer& offer, const store::Service& service,
                                                 bool online);

// What is offered in place of deep work that the answers do not allow: a gentle part of the same
// visit, else the gentle service nearest in length that people book by themselves. None: nothing.
const store::Service* gentler_service(const Offer& offer, const store::Service& than);

}  // namespace fascia::clinic
