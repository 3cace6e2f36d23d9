// SPDX-License-Identifier: Apache-2.0
#include "work/worker.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "clinic/audit_chain.h"
#include "clinic/bring_up.h"
#include "clinic/client_keys.h"
#include "clinic/due_work.h"
#include "clinic/follow_store.h"
#include "clinic/messages.h"
#include "core/log.h"
#include "notify/send_waiting.h"

namespace fascia::work {
namespace {

constexpr auto kLook = std::chrono::milliseconds(250);
constexpr auto kFollow = std::chrono::milliseconds(50);
constexpr auto kKeep = std::chrono::seconds(10);
constexpr Seconds kForget = minutes(10);
constexpr Seconds kHead = minutes(1);

notify::Post post_of(const WorkSettings& settings, const std::atomic<bool>& stopping) {
  notify::Post post{settings.data_dir,
                    {settings.public_url, settings.mail_from},
                    settings.smtp,
                    settings.mail_to_folder};
  post.smtp.stop = &stopping;
  return post;
}

}  // namespace

struct Worker::Impl {
  clinic::Clinic& clinic;
  const page::Templates& templates;
  std::atomic<bool> stopping = false;
  notify::Post post;
  clinic::BringUp bring_up;
  clinic::BackupPlan backups;
  std::string data_dir;
  std::function<void()> on_key_changed;
  std::unique_ptr<clinic::BackupKeeper> watch;
  std::thread thread, follower, keeper;
  std::mutex mutex;
  std::condition_variable wake;
  Instant forget_next{}, head_next{};

  Impl(clinic::Clinic& c, const page::Templates& t, const WorkSettings& settings)
      : clinic(c),
        templates(t),
        post(post_of(settings, stopping)),
        bring_up(c),
        backups(settings.backups),
        data_dir(settings.data_dir),
        on_key_changed(settings.on_key_changed) {}

  bool look() {
    clinic::current_offer(clinic);
    int done = clinic::do_due_work(clinic);
    done += notify::send_waiting(clinic, templates, post);
    if (auto settled = clinic::settle_keys(clinic); !settled)
      log::warn("keys not settled", {{"why", settled.error().message}});
    Instant now = clinic.now();
    if (now >= head_next || head_next - now > kHead) {
      if (clinic::keep_audit_head(clinic)) head_next = now + kHead;
    }
    // A clock that a test sets back begins anew.
    if (now >= forget_next || forget_next - now > kForget) {
      if (clinic::forget_what_ended(clinic)) forget_next = now + kForget;
    }
    if (bring_up.step()) ++done;
    return done > 0;
  }

  // A fault of one look (a full disk, a store that is gone) ends that look and no more.
  void guarded_look() {
    try {
      look();
    } catch (const std::logic_error& fault) {  // of the program: its text holds no data
      log::error("work interrupted", {{"why", fault.what()}});
    } catch (const std::exception&) {
      log::error("work interrupted");
    }
  }

  void expect_key() {
    if (!on_key_changed) return;
    if (clinic.store.read(
            [&](store::Connection& c) { return clinic::expect_master_key(c, clinic); }))
      return;
    log::error("the master key was changed by another program: this one ends");
    std::exchange(on_key_changed, nullptr)();
  }

  // What other programs on the same database book is seen here within moments.
  void follow() {
    bool failed = false;
    while (!stopping) {
      try {
        clinic::follow_store(clinic);
        expect_key();
        failed = false;
      } catch (const std::exception&) {
        if (!failed) log::error("other programs are not followed");
        failed = true;
      }
      std::unique_lock lock(mutex);
      wake.wait_for(lock, failed ? kFollow * 10 : kFollow, [this] { return stopping.load(); });
    }
  }

  // Takes backups when they are due and keeps what is written between them; copies of keys that are
  // too old go from the data folder too.
  void keep() {
    while (!stopping) {
      try {
        clinic::forget_old_keys(data_dir, clinic.tenant, clinic.now());
        if (auto done = watch->look(); !done)
          log::error("backup not noted", {{"why", done.error().message}});
      } catch (const std::exception&) {
        log::error("backup interrupted");
      }
      std::unique_lock lock(mutex);
      wake.wait_for(lock, kKeep, [this] { return stopping.load(); });
    }
  }

  void run() {
    while (!stopping) {
      guarded_look();
      std::unique_lock lock(mutex);
      wake.wait_for(lock, kLook, [this] { return stopping.load(); });
    }
  }
};

Worker::Worker(clinic::Clinic& clinic, const page::Templates& templates, WorkSettings settings)
    : impl_(std::make_unique<Impl>(clinic, templates, settings)) {}

Worker::~Worker() { stop(); }

void Worker::start() {
  impl_->watch = std::make_unique<clinic::BackupKeeper>(impl_->clinic, impl_->backups);
  if (auto begun = impl_->watch->begin(); !begun)
    log::error("changes are not kept yet", {{"why", begun.error().message}});
  bool demo = impl_->clinic.availability.get()->location.is_demo;
  const auto transport = notify::choose_transport(impl_->post.smtp, impl_->post.to_folder, demo);
  if (transport == notify::Transport::none)
    log::warn("no mail server is set: mails wait, and nobody gets one", {{"setting", "smtp_host"}});
  if (auto kept = clinic::set_mail_transport(impl_->clinic, notify::to_string(transport)); !kept)
    log::warn("setting not kept", {{"why", kept.error().message}});
  impl_->thread = std::thread([this] { impl_->run(); });
  impl_->keeper = std::thread([this] { impl_->keep(); });
  // A file has one program that serves it.
  if (impl_->clinic.store.engine() == "postgresql")
    impl_->follower = std::thread([this] { impl_->follow(); });
}

void Worker::stop() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
  if (impl_->follower.joinable()) impl_->follower.join();
  if (impl_->keeper.joinable()) impl_->keeper.join();
  impl_->watch.reset();  // keeps what was written last: nobody writes any more
}

bool Worker::run_once() { return impl_->look(); }

}  // namespace fascia::work
