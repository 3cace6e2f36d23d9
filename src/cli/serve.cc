// SPDX-License-Identifier: Apache-2.0
// `fascia serve`: the clinic's pages and its API until SIGTERM.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>

#include "api/api.h"
#include "cli/commands.h"
#include "cli/open_clinic.h"
#include "cli/public_url.h"
#include "cli/settings.h"
#include "clinic/changed_rules.h"
#include "clinic/keep_wall_times.h"
#include "clinic/messages.h"
#include "core/embedded.h"
#include "core/log.h"
#include "http/server.h"
#include "store/database_file.h"
#include "store/scratch_folder.h"
#include "web/site.h"
#include "work/worker.h"

namespace fascia::cli {
namespace {

struct ServeOptions {
  std::string dir;
  bool print_config = false;
  std::map<std::string, std::string> flags;
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

struct Listen {
  std::string address;
  int port = 0;
};

Result<Listen> parse_listen(const std::string& text) {
  auto colon = text.rfind(':');
  std::string port = colon == text.npos ? "" : text.substr(colon + 1);
  bool good = !port.empty() && port.size() <= 5 &&
              port.find_first_not_of("0123456789") == port.npos && std::stoi(port) <= 65535;
  if (!good)
    return invalid("listen", "setting_invalid",
                   {{"name", "listen"}, {"value", text}, {"allowed", "ADDRESS:PORT"}});
  std::string address = text.substr(0, colon);
  if (address == "localhost") address = "127.0.0.1";
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  return Listen{address, std::stoi(port)};
}

// The clock file and the lifted limits are for tests and load: never where others can reach.
Done check_dangerous(const Settings& settings, const Listen& listen, bool is_demo) {
  if (!settings.boolean("limits") && !is_loopback(listen.address))
    return invalid("limits", "only_on_loopback", {{"name", "limits"}});
  if (settings.text("clock").empty()) return {};
  if (!is_loopback(listen.address))
    return invalid("clock", "only_on_loopback", {{"name", "clock"}});
  if (!is_demo) return invalid("clock", "only_for_demo", {{"name", "clock"}});
  return {};
}

Result<std::unique_ptr<Clock>> clock_of(const Settings& settings) {
  if (settings.text("clock").empty())
    return std::unique_ptr<Clock>(std::make_unique<SystemClock>());
  FASCIA_TRY(auto file, FileClock::open(settings.text("clock")));
  return std::unique_ptr<Clock>(std::move(file));
}

http::ServerSettings server_settings(const Settings& settings, const Listen& listen) {
  http::ServerSettings s;
  s.address = listen.address;
  s.port = listen.port;
  s.io_threads = int(settings.integer("io_threads"));
  s.worker_threads = int(settings.integer("worker_threads"));
  s.max_connections = int(settings.integer("max_connections"));
  s.worker_queue = int(settings.integer("worker_queue"));
  s.idle_seconds = int(settings.integer("idle_seconds"));
  s.body_limit = std::size_t(settings.integer("body_limit"));
  s.tls_cert = settings.text("tls_cert");
  s.tls_key = settings.text("tls_key");
  s.trusted_proxies = settings.list("trusted_proxies");
  if (auto url = read_public_url(settings.text("public_url"))) {
    s.allowed_hosts = {url->host};
    // Health checks and the desk on the machine itself reach it by the loopback address too.
    if (is_loopback(listen.address)) s.allowed_hosts.push_back(listen.address);
  }
  return s;
}

void add_assets(http::AssetSite& assets) {
  for (const EmbeddedFile& file : embedded_under("assets/")) {
    if (file.path.ends_with(".br") || file.path.ends_with(".gz")) continue;
    auto packed = [&](const char* ending) {
      return embedded(std::string(file.path) + ending).value_or("");
    };
    assets.add(std::string(file.path.substr(7)), file.bytes, packed(".br"), packed(".gz"));
  }
}

// Everything that answers, tied together for as long as the server runs.
struct House {
  explicit House(const Settings& settings) : memory_limits(limit_counts(settings)) {}

  std::unique_ptr<OpenClinic> open;
  http::AssetSite assets;
  std::unique_ptr<page::Templates> templates;
  http::MemoryLimits memory_limits;
  http::NoLimits no_limits;
  http::Router router;
};

void add_routes(House& house, const Settings& settings) {
  http::LimitStore& limits = settings.boolean("limits")
                                 ? static_cast<http::LimitStore&>(house.memory_limits)
                                 : house.no_limits;
  house.open->clinic().upload_limit = std::size_t(settings.integer("upload_limit"));
  const std::string& url = settings.text("public_url");
  auto site = std::make_shared<web::Site>(
      web::Site{house.open->clinic(), *house.templates, house.assets, limits, url,
                house.open->key_digest_source, hours(settings.integer("staff_session_hours")),
                url.starts_with("https://") || !settings.text("tls_cert").empty()});
  api::add_routes(house.router,
                  std::make_shared<api::Api>(api::Api{house.open->clinic(), limits, url,
                                                      settings.text("metrics_token"),
                                                      settings.boolean("bench_routes")}));
  web::add_routes(house.router, site);
  house.router.set_error_page([site](int status, const http::Request* request) {
    if (request != nullptr && api::is_api_path(request->path))
      return api::problem_of_status(status, request);
    return web::error_page(*site, status, request);
  });
}

// Waits for SIGTERM or SIGINT; SIGHUP reads the certificate again.
void wait_for_the_end(http::Server& server, const sigset_t& signals) {
  for (int signal = 0; sigwait(&signals, &signal) == 0;) {
    if (signal != SIGHUP) return;
    if (auto done = server.reload_tls(); !done)
      log::warn("certificate kept", {{"why", done.error().message}});
  }
}

work::WorkSettings work_settings(const Settings& settings, const std::string& dir) {
  work::WorkSettings w;
  w.data_dir = dir;
  w.public_url = settings.text("public_url");
  w.mail_from = settings.text("mail_from");
  w.backups = {settings.text("backup_folder"), int(settings.integer("backup_hours")),
               int(settings.integer("backup_keep_days"))};
  w.mail_to_folder = settings.boolean("mail_to_folder");
  w.smtp.host = settings.text("smtp_host");
  w.smtp.port = int(settings.integer("smtp_port"));
  w.smtp.username = settings.text("smtp_username");
  w.smtp.password = settings.text("smtp_password");
  return w;
}

log::Level level_of(std::string_view name) {
  if (name == "debug") return log::Level::debug;
  if (name == "warn") return log::Level::warn;
  return name == "error" ? log::Level::error : log::Level::info;
}

Result<int> serve(const ServeOptions& options) {
  FASCIA_TRY(
      Settings settings,
      read_settings(read_file((std::filesystem::path(options.dir) / "settings.toml").string()),
                    fascia_environment(), options.flags));
  if (options.print_config) {
    std::cout << settings.print();
    return kDone;
  }
  log::set_level(level_of(settings.text("log_level")));
  if (!settings.text("database").empty() && !settings.text("backup_folder").empty())
    return conflict("backup_by_postgresql", "backup_folder");
  FASCIA_TRY(Listen listen, parse_listen(settings.text("listen")));
  FASCIA_TRY(auto clock, clock_of(settings));
  // The threads that are made from here on leave these signals to this one.
  sigset_t signals;
  sigemptyset(&signals);
  for (int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  House house(settings);
  // Reading the pages takes as long as reading the rules: both at once.
  auto templates = std::async(std::launch::async, [&house] {
    add_assets(house.assets);
    return std::make_unique<page::Templates>(page::Templates::embedded(
        [&house](std::string_view name) { return house.assets.url(name); }));
  });
  FASCIA_TRY(FolderInUse in_use, use_folder(options.dir, Use::beside_others));
  std::optional<FolderInUse> served;
  if (settings.text("database").empty()) {
    FASCIA_TRY(FolderInUse alone, serve_file(options.dir));
    served.emplace(std::move(alone));
  }
  if (settings.text("database").empty())
    store::forget_database(database_of(options.dir) + ".making");  // of a restore that was killed
  store::forget_scratch(options.dir);
  FASCIA_TRY(
      house.open,
      open_clinic(options.dir, settings.text("key_file"), *clock, settings.text("database"),
                  settings.boolean("backup_taken") ? Opening::backup_taken : Opening::to_serve));
  FASCIA_TRY_DONE(serve_place(*house.open, settings.text("location")));
  bool is_demo = house.open->clinic().availability.get()->location.is_demo;
  FASCIA_TRY_DONE(check_dangerous(settings, listen, is_demo));
  FASCIA_TRY(auto kept, clinic::keep_wall_times(house.open->clinic()));
  (void)kept;  // said in the log, and the desk has its tasks
  FASCIA_TRY(int refused, clinic::look_at_changed_rules(house.open->clinic()));
  if (refused != 0)
    log::warn("changed rules refuse booked visits", {{"visits", std::to_string(refused)}});
  const std::string& named = settings.text("public_url");
  clinic::keep_calendar_host(house.open->clinic(), named.empty() ? "//" + listen.address : named);
  house.templates = templates.get();
  add_routes(house, settings);
  auto tls = notify::parse_tls(settings.text("smtp_tls"));
  if (!tls) return tls.error();
  work::WorkSettings work = work_settings(settings, options.dir);
  work.smtp.tls = *tls;
  http::Server server(server_settings(settings, listen), house.router);
  FASCIA_TRY_DONE(server.start());
  std::string address = (settings.text("tls_cert").empty() ? "http://" : "https://") +
                        (listen.address.find(':') != std::string::npos ? "[" + listen.address + "]"
                                                                       : listen.address) +
                        ":" + std::to_string(server.port());
  // Without a public address the links in mails lead to where the pages are.
  if (work.public_url.empty()) work.public_url = address;
  // Another program changed the master key: what is written here could not be read any more.
  std::atomic<bool> key_changed = false;
  work.on_key_changed = [&key_changed] {
    key_changed = true;
    ::kill(::getpid(), SIGTERM);
  };
  work::Worker worker(house.open->clinic(), *house.templates, work);
  worker.start();
  std::cout << "Fascia is ready: " << address << "/" << std::endl;
  wait_for_the_end(server, signals);
  server.stop(5);
  worker.stop();
  if (key_changed) return Error{Code::unavailable, "key_changed", "key_file", {}, {}};
  return kDone;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Serve a clinic's pages and API");
  command->add_option("--data", options->dir, "the clinic's data folder")->required();
  command->add_flag("--print-config", options->print_config,
                    "print each setting and where it comes from");
  for (const Setting& setting : setting_table()) {
    std::string flag = "--" + setting.name;
    std::replace(flag.begin(), flag.end(), '_', '-');
    command->add_option_function<std::string>(
        flag,
        [options, name = setting.name](const std::string& value) { options->flags[name] = value; },
        setting.help + (setting.fallback.empty() ? "" : " (default: " + setting.fallback + ")"));
  }
  command->footer(
      "Each option may also stand in DIR/settings.toml (public_url = \"…\") or in a variable "
      "(FASCIA_PUBLIC_URL).\n"
      "Example:\n  fascia serve --data /srv/clinic --public-url https://book.example.ca");
  command->callback([options, &exit_code] {
    auto done = serve(*options);
    exit_code = done ? *done : say_error(done.error());
  });
}

}  // namespace fascia::cli
