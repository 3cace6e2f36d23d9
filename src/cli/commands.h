// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

namespace fascia::cli {

// Each adds one subcommand with its help and examples; running it sets the exit code: 0 done, 1 the
// answer is no, 2 bad input or use, 3 cannot reach or read what it needs.
void add_init(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_demo(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_backup(CLI::App& app, int& exit_code);
void add_restore(CLI::App& app, int& exit_code);
void add_key(CLI::App& app, int& exit_code);
void add_client(CLI::App& app, int& exit_code);
void add_audit(CLI::App& app, int& exit_code);
void add_rights(CLI::App& app, int& exit_code);
void add_place(CLI::App& app, int& exit_code);
void add_move(CLI::App& app, int& exit_code);
void add_screen(CLI::App& app, int& exit_code);
void add_starts(CLI::App& app, int& exit_code);
void add_plan(CLI::App& app, int& exit_code);
void add_protocol(CLI::App& app, int& exit_code);
void add_protocol_codes(CLI::App& protocol, int& exit_code);    // below `protocol`
void add_protocol_signing(CLI::App& protocol, int& exit_code);  // the same
void add_simulate(CLI::App& app, int& exit_code);

inline constexpr int kDone = 0, kNo = 1, kBadInput = 2, kUnreachable = 3;

}  // namespace fascia::cli
