// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "clinic/clinic.h"
#include "notify/smtp.h"
#include "page/template.h"

namespace fascia::work {

struct WorkSettings {
  std::string data_dir;    // messages stand as files in DIR/outbox where no mail server is set
  std::string public_url;  // private links begin with it
  std::string mail_from;
  notify::SmtpSettings smtp;
};

// A thread that sends what the outbox holds and takes due work when its time has come.
class Worker {
 public:
  Worker(clinic::Clinic& clinic, const page::Templates& templates, WorkSettings settings);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  // Finishes the message or work it has in hand, then ends.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fascia::work
