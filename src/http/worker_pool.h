// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace fascia::http {

// Threads that run handlers, fed from a bounded queue. A job may not throw.
class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t queue) : most_(queue) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }
  // Waits for what runs; what only waits is dropped unrun.
  ~WorkerPool() {
    std::deque<std::function<void()>> dropped;
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
      dropped.swap(queue_);
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
  }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False when the queue is full: the job will not run.
  bool push(std::function<void()> job) { return push(std::move(job), most_); }
  // The next part of work already begun: never refused, for half an answer helps nobody.
  void go_on(std::function<void()> job) { push(std::move(job), SIZE_MAX); }

 private:
  bool push(std::function<void()> job, std::size_t most) {
    {
      std::lock_guard lock(mutex_);
      if (queue_.size() >= most) return false;
      queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
  }

  void work() {
    while (true) {
      std::function<void()> job;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        job = std::move(queue_.front());
        queue_.pop_front();
      }
      job();
    }
  }

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace fascia::http
