// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "clinic/backup_plan.h"
#include "clinic/clinic.h"
#include "notify/smtp.h"
#include "page/template.h"

namespace fascia::work {

struct WorkSettings {
  std::string data_dir;
  std::string public_url;  // private links begin with it
  std::string mail_from;
  notify::SmtpSettings smtp;
  bool mail_to_folder = false;  // readable files in DIR/outbox where no mail server is set
  clinic::BackupPlan backups;
  // Called once when another program changed the master key, which this one does not have.
  std::function<void()> on_key_changed;
};

// A thread that frees holds whose time is over, takes due work when its time has come, forgets the
// answers of people who did not book (R13), and sends what the outbox holds. It looks four times a
// second; time is the clinic's clock. A backup, which takes longer, is taken by another thread.
class Worker {
 public:
  Worker(clinic::Clinic& clinic, const page::Templates& templates, WorkSettings settings);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  // Finishes the message or work it has in hand, then ends.
  void stop();
  // One look, on the caller's thread: what a test of a whole course of treatment calls after it
  // moved the clock. True when something was done.
  bool run_once();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fascia::work
