// Runner: brings flows to life in channels that write, hands the steps of those that speak to them ready to
// be said, and answers what the switchboard asks for every channel. One thread of its own hears the released
// effects, so that what is said keeps its order; webhooks go to workers. What it says is named by the flow's
// turn, so that after a restart nothing is said twice. It keeps only what can be lost: the words of secret
// attributes, and the run as last seen.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conversations/conversation.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "flows/library.h"
#include "flows/spoken.h"
#include "flows/webhook.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "org/directory.h"
#include "platform/log/log.h"
#include "platform/workers/worker_pool.h"

namespace rapport::flows {

struct RunnerParts {  // borrowed
  live::Loop& loop;
  live::IdSource& ids;
  database::Database& database;
  const org::Directories& directories;
  FlowStore& store;
  Library& library;
  conversations::Conversations& conversations;
  conversations::MessageStore& messages;
  conversations::RecordStore& records;
  customers::CustomerStore& customers;
  workers::WorkerPool& workers;
  log::Log& log;
  WebhookOptions webhooks;
  std::function<Instant()> clock;
};

// A button: what it shows, and what choosing it says.
struct Choice {
  std::string label;
  std::string says;
};

class Runner : public live::Listener {
 public:
  explicit Runner(RunnerParts parts);
  ~Runner() override;  // stops

  // Who speaks the steps of interactions on channels that speak; called on the runner's thread, in order.
  // Before start().
  void speak_by(std::function<void(SpokenStep)> speaker);
  // Everything that waits in a flow is taken up again. The loop runs already.
  void start();
  void stop();
  void on_released(const std::shared_ptr<const live::Released>& released) override;

  // What the customer is to choose from now; empty when nothing. Any thread that may block.
  std::vector<Choice> choices(OrgId org, const switchboard::InteractionView& view);
  // Whether what the customer writes next must not be kept: their flow collects a secret.
  bool hears_secret(OrgId org, InteractionId interaction);
  // The customer wrote. Their flow takes it as an answer, or not at all. Once per message id. Worker threads.
  void heard(OrgId org, InteractionId interaction, const std::string& client_id, const std::string& text);
  // The digits that were keyed when the flow stood at that turn. Worker threads.
  void keyed(OrgId org, InteractionId interaction, std::int32_t turn, const std::string& digits);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::flows
