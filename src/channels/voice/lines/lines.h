// Lines: all organisations' trunks, numbers and phones as the running phone side wants them. Built on the
// main thread; reads again on a worker after a change and then says so.
//
//   lines::Lines lines(admin.changes(), vault, workers, log);
//   lines.on_change([&] { … lines.configuration() … });   before the first change
//   lines.load();                                          at start, once the migrations have run
//   …notice: lines.configuration_changed(what);
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "channels/voice/calls/configuration.h"
#include "channels/voice/lines/line_states.h"
#include "channels/voice/lines/phone.h"
#include "channels/voice/lines/phone_number.h"
#include "channels/voice/lines/trunk.h"
#include "channels/voice/sip/configuration.h"
#include "org/changes.h"
#include "platform/crypto/vault.h"
#include "platform/log/log.h"
#include "platform/workers/worker_pool.h"

namespace rapport::api {
class Api;
}

namespace rapport::lines {

// Ids are the same everywhere: a trunk's, a phone's; a number's is its ChannelId.
struct Configuration {
  sip::Configuration sip;
  calls::Configuration calls;
};
using ConfigurationPtr = std::shared_ptr<const Configuration>;

// What cannot be used (a password that the vault does not open) is left out and logged.
Result<Configuration> load_configuration(database::Database& database, const crypto::Vault& vault,
                                         log::Log& log);

class Lines {
 public:
  // Borrows all; they outlive it, and `workers` is stopped before it goes.
  Lines(org::Changes& changes, const crypto::Vault& vault, workers::WorkerPool& workers, log::Log& log)
      : changes_(changes), vault_(vault), workers_(workers), log_(log) {}

  // Blocks. On failure the configuration stays what it was.
  Result<void> load();
  // The newest; never null, empty before load(). Any thread.
  ConfigurationPtr configuration() const;
  // Called on a worker after every configuration() that replaces another one; must not block for long. Set
  // once, before the first change.
  void on_change(std::function<void()> changed) { changed_ = std::move(changed); }
  // What org::Notice said. Any thread; does not block.
  void configuration_changed(const std::string& what);

  // Set before the server listens; without it nothing is known of any line.
  // Who knows prompts. Before add_operations().
  void check_prompts_by(HasPrompt has_prompt) { has_prompt_ = has_prompt; }
  void show_states(const LineStates* states) { states_ = states; }
  void add_operations(api::Api& api);

  // For the server's own commands, the demo and tests.
  Result<Trunk> create_trunk(const org::By& who, const TrunkFields& fields);
  Result<PhoneNumber> create_phone_number(const org::By& who, const PhoneNumberFields& fields);
  Result<NewPhone> create_phone(const org::By& who, const PhoneFields& fields);

 private:
  void reload();

  org::Changes& changes_;
  const crypto::Vault& vault_;
  workers::WorkerPool& workers_;
  log::Log& log_;
  std::function<void()> changed_;
  HasPrompt has_prompt_ = nullptr;
  const LineStates* states_ = nullptr;
  // Workers load one after the other, so that the newest reading stays; readers only take the pointer.
  std::mutex loading_;
  mutable std::mutex mutex_;
  ConfigurationPtr configuration_ = std::make_shared<const Configuration>();
};

}  // namespace rapport::lines
