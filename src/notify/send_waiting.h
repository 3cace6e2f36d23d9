// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "clinic/clinic.h"
#include "notify/render_mail.h"
#include "notify/smtp.h"

namespace fascia::notify {

struct Post {
  std::string data_dir;  // of DIR/outbox
  Sender sender;
  SmtpSettings smtp;
  bool to_folder = false;  // without a mail server messages become readable files in DIR/outbox
};

// Renders and sends what waits in the outbox, at most `most`; how many went. Each message is moved
// to its next try before it is sent, so that a second process leaves it alone and a crash sends it
// again. What the server refuses for good, or what fails the last time, becomes a task for the desk
// (R16: people are told by phone). Where there is no way out all of them wait.
int send_waiting(clinic::Clinic& clinic, const page::Templates& templates, const Post& post,
                 int most = 20);

// When a message that failed `tries` times is tried again; nothing after the last.
std::optional<Seconds> next_wait(int tries);

}  // namespace fascia::notify
