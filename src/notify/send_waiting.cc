// SPDX-License-Identifier: Apache-2.0
#include "notify/send_waiting.h"

#include <array>

#include "clinic/tasks.h"
#include "core/log.h"
#include "notify/outbox_folder.h"

namespace fascia::notify {
namespace {

using clinic::Clinic;
using store::Message;

Done deliver(const Post& post, Transport transport, const Mail& mail) {
  FASCIA_TRY(std::string text, mime_text(mail));
  if (transport == Transport::smtp) return send(post.smtp, mail.from, mail.to, text);
  FASCIA_TRY(auto path, write_to_outbox(post.data_dir, mail.id, mail.date, text));
  return {};
}

// The try counts before it is made.
Result<std::vector<Message>> take(Clinic& clinic, int most) {
  return clinic.store.write([&](store::Transaction& tx) -> Result<std::vector<Message>> {
    Instant now = clinic.now();
    auto waiting =
        store::waiting_messages(tx, clinic.tenant, clinic.sealer, now, most, clinic.place());
    for (const Message& m : waiting)
      store::message_failed(tx, clinic.tenant, m.id, now + next_wait(m.tries).value_or(hours(12)));
    return waiting;
  });
}

Done give_up(Clinic& clinic, const Message& message) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::message_failed(tx, clinic.tenant, message.id, std::nullopt);
    clinic::NewTask task;
    task.kind = "mail_bounced";
    task.client = message.client;
    task.role = store::Role::desk;
    task.due = clinic.now() + hours(4);
    clinic::add_task(tx, clinic, task);
    return {};
  });
}

Done sent(Clinic& clinic, MessageId id) {
  return clinic.store.write([&](store::Transaction& tx) -> Done {
    store::message_sent(tx, clinic.tenant, id);
    return {};
  });
}

}  // namespace

std::optional<Seconds> next_wait(int tries) {
  constexpr std::array kWaits = {minutes(1), minutes(5), minutes(30), hours(2), hours(6)};
  if (tries < 0 || std::size_t(tries) >= kWaits.size()) return std::nullopt;
  return kWaits[std::size_t(tries)];
}

int send_waiting(Clinic& clinic, const page::Templates& templates, const Post& post, int most) {
  auto location = clinic.availability.get()->location;
  const Transport transport = choose_transport(post.smtp, post.to_folder, location.is_demo);
  if (transport == Transport::none) return 0;
  // A look without the writer: most of the time nothing waits.
  bool any = clinic.store.read([&](store::Connection& c) {
    return !store::waiting_messages(c, clinic.tenant, clinic.sealer, clinic.now(), 1,
                                    clinic.place())
                .empty();
  });
  if (!any) return 0;
  auto waiting = take(clinic, most);
  if (!waiting) return 0;
  int went = 0;
  for (const Message& message : *waiting) {
    auto mail = render_mail(templates, location, post.sender, message, clinic.now());
    Done done = mail ? deliver(post, transport, *mail) : Done(mail.error());
    if (done) {
      if (sent(clinic, message.id)) ++went;
      continue;
    }
    // Words and numbers of ours alone: what the mail said and to whom is in neither.
    log::warn("message not sent", {{"id", message.id.text()},
                                   {"kind", message.kind},
                                   {"why", done.error().message},
                                   {"cause", done.error().cause}});
    if (is_temporary(done.error()) && next_wait(message.tries)) continue;
    if (Done gone = give_up(clinic, message); !gone)
      log::warn("message kept", {{"id", message.id.text()}, {"why", gone.error().message}});
  }
  return went;
}

}  // namespace fascia::notify
