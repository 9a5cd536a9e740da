#include "program/command_line.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <optional>

#include "program/commands/backup.h"
#include "program/commands/deliver.h"
#include "program/commands/demo.h"
#include "program/commands/erlang.h"
#include "program/commands/forecast.h"
#include "program/commands/openapi.h"
#include "program/commands/replay.h"
#include "program/commands/schedule.h"
#include "program/commands/schedule_solver.h"
#include "program/commands/serve.h"
#include "program/commands/simulate.h"
#include "program/commands/staff.h"
#include "program/commands/user.h"
#include "program/commands/whatif.h"
#include "program/demo_organisation.h"
#include "program/settings.h"
#include "program/version.h"

namespace rapport::program {
namespace {

// What every command that touches a server's data takes.
struct Common {
  std::filesystem::path config;
  std::filesystem::path data;

  void add_to(CLI::App& command) {
    command.add_option("--config", config, "Configuration file (TOML)")->check(CLI::ExistingFile);
    command.add_option("--data", data, "Data folder, instead of the configured one");
  }
  // Prints what is wrong with the configuration.
  std::optional<Settings> settings() const {
    auto loaded = load_settings(config);
    if (!loaded) {
      std::cerr << loaded.error().detail << "\n";
      return std::nullopt;
    }
    if (!data.empty()) loaded->data = data;
    return std::move(*loaded);
  }
};

}  // namespace

int run(int argc, char** argv) {
  CLI::App app{"Rapport: an open, self-hosted customer engagement centre", "rapport"};
  app.set_version_flag("--version", std::string("rapport ") + version);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  int exit_code = 0;
  Common common;

  auto* serve_command = app.add_subcommand("serve", "Run the server");
  common.add_to(*serve_command);
  std::optional<int> port;
  serve_command->add_option("--port", port, "Port to listen on, instead of the configured one")
      ->check(CLI::Range(0, 65'535));
  bool is_example = false;
  serve_command->add_flag("--print-config", is_example,
                          "Print a configuration file with every setting and its default, and stop");
  serve_command->callback([&] {
    if (is_example) {
      Settings defaults;
      std::cout << config::example(schema_of(defaults));
      return;
    }
    auto settings = common.settings();
    if (!settings) {
      exit_code = 2;
      return;
    }
    if (port) settings->http.port = static_cast<std::uint16_t>(*port);
    exit_code = serve(*settings);
  });

  auto* deliver_command = app.add_subcommand(
      "deliver", "Hand a mail from standard input to the running server, for a mail server's pipe");
  common.add_to(*deliver_command);
  std::string mail_sender;
  std::vector<std::string> mail_recipients;
  deliver_command->add_option("-f,--from", mail_sender, "The envelope's sender; without: none");
  deliver_command->add_option("recipients", mail_recipients, "Addresses of mailboxes")->required();
  deliver_command->callback([&] {
    const auto settings = common.settings();
    // Not ours to judge: kept by the mail server until somebody has mended it.
    exit_code = settings ? deliver(*settings, mail_sender, mail_recipients, std::cin, std::cerr) : 75;
  });

  auto* demo_command =
      app.add_subcommand("demo", "Run the demo organisation on this machine, with sign-ins for everyone");
  common.add_to(*demo_command);
  demo_command->add_option("--port", port, "Port to listen on, instead of the configured one")
      ->check(CLI::Range(0, 65'535));
  std::string demo_zone = demo_time_zone;
  demo_command
      ->add_option("--time-zone", demo_zone, "Where the company is when it is made, such as Europe/Berlin")
      ->capture_default_str();
  demo_command->callback([&] {
    auto settings = common.settings();
    if (!settings) {
      exit_code = 2;
      return;
    }
    if (port) settings->http.port = static_cast<std::uint16_t>(*port);
    exit_code = demo(*settings, demo_zone);
  });

  add_simulate(app, exit_code);
  add_erlang(app, exit_code);
  add_staff(app, exit_code);
  add_schedule(app, exit_code);
  add_schedule_solver(app, exit_code);
  add_forecast(app, exit_code);
  add_whatif(app, exit_code);

  ReplayOptions replay_options;
  auto* replay_command =
      app.add_subcommand("replay", "Replay the journal and prove that every decision comes out the same");
  common.add_to(*replay_command);
  replay_command->add_option("--org", replay_options.org, "Only this organisation (short name or number)");
  replay_command->add_flag("--json", replay_options.is_json, "One JSON object per organisation");
  replay_command->callback([&] {
    const auto settings = common.settings();
    exit_code = settings ? replay(*settings, replay_options, std::cout, std::cerr) : 2;
  });

  auto* openapi_command = app.add_subcommand("openapi", "Print the API's OpenAPI 3.1 document");
  openapi_command->callback([&] { exit_code = openapi(std::cout, std::cerr); });

  std::filesystem::path folder;
  auto* backup_command =
      app.add_subcommand("backup", "Copy database, attachments and key while the server runs");
  common.add_to(*backup_command);
  backup_command->add_option("--to", folder, "New folder for the copy")->required();
  backup_command->callback([&] {
    const auto settings = common.settings();
    exit_code = settings ? backup(*settings, folder, std::cout, std::cerr) : 2;
  });
  auto* restore_command = app.add_subcommand("restore", "Put a backup into an empty data folder");
  common.add_to(*restore_command);
  restore_command->add_option("--from", folder, "Folder that `rapport backup` made")->required();
  restore_command->callback([&] {
    const auto settings = common.settings();
    exit_code = settings ? restore(*settings, folder, std::cout, std::cerr) : 2;
  });

  NewUser new_user;
  auto* user_command = app.add_subcommand("user", "Users from the command line");
  user_command->require_subcommand(1);
  auto* add_command =
      user_command->add_subcommand("add", "Add a user; the password is read from standard input");
  common.add_to(*add_command);
  add_command->add_option("--org", new_user.org, "Short name of the organisation")->required();
  add_command->add_option("--create-org", new_user.new_org_name,
                          "Make the organisation, with this name, when it is not there");
  add_command->add_option("--email", new_user.email, "E-mail address, for signing in")->required();
  add_command->add_option("--name", new_user.name, "Name that colleagues and customers see")->required();
  add_command
      ->add_option("--role", new_user.role,
                   "Role: admin, supervisor, agent, planner, analyst, or one of the organisation's own")
      ->capture_default_str();
  add_command->add_option("--time-zone", new_user.time_zone, "Time zone of a new organisation")
      ->capture_default_str();
  add_command->callback([&] {
    const auto settings = common.settings();
    exit_code = settings ? add_user(*settings, new_user, std::cin, std::cout, std::cerr) : 2;
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  }
  return exit_code;
}

}  // namespace rapport::program
