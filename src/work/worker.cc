// SPDX-License-Identifier: Apache-2.0
#include "work/worker.h"

namespace fascia::work {

struct Worker::Impl {
  clinic::Clinic& clinic;
  const page::Templates& templates;
  WorkSettings settings;
};

Worker::Worker(clinic::Clinic& clinic, const page::Templates& templates, WorkSettings settings)
    : impl_(std::make_unique<Impl>(Impl{clinic, templates, std::move(settings)})) {}
Worker::~Worker() = default;
void Worker::start() {}
void Worker::stop() {}

}  // namespace fascia::work
