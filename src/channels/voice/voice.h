// Voice: the telephone channel's composition. Owns call control (calls/) on a thread of its own, and starts
// the two planes that have their own threads: signalling (sip/) and media (media/). Everything reaches call
// control as a value through one inbox: events of the planes, released effects of the switchboards, the
// desks' wishes; what call control wants done is carried out here.
#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "callbacks/number_store.h"
#include "channels/voice/calls/configuration.h"
#include "channels/voice/lines/line_states.h"
#include "channels/voice/media/plane.h"
#include "channels/voice/prompts/prompts.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/options.h"
#include "conversations/record_store.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "desk/feed_hub.h"
#include "desk/softphones.h"
#include "duplicates/duplicates.h"
#include "flows/library.h"
#include "flows/runner.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"
#include "platform/workers/worker_pool.h"
#include "recordings/recorder.h"
#include "value/treatments.h"
#include "voicemails/voicemails.h"

namespace rapport::voice {

struct Options {
  sip::Options sip = {};  // without listeners there is no telephone
  media::PlaneOptions media = {.threads = 0};
  calls::Limits calls = {};
};

// Borrowed; all of it outlives Voice.
struct Parts {
  live::Loop& loop;
  live::IdSource& ids;
  customers::CustomerStore& customers;
  customers::Resolution& resolution;
  conversations::RecordStore& records;
  callbacks::NumberStore& callbacks;
  flows::Library& flows;
  flows::Runner& flow_runner;  // speaks by this
  value::Treatments& treatments;
  desk::FeedHub& hub;
  recordings::Recorder& recorder;
  voicemails::Voicemails& voicemails;
  duplicates::Duplicates& duplicates;
  workers::WorkerPool& workers;
  prompts::Prompts& prompts;  // stopped after it
  log::Log& log;
  metrics::Metrics& metrics;
  std::function<Instant()> clock;
};

class Voice : public live::Listener, public desk::Softphones {
 public:
  Voice(Options options, Parts parts);
  ~Voice() override;  // stops

  // After the loop has started. Calls do not survive the process: what the switchboards still hold of them is
  // ended first. Errors: a listener's address or port.
  Result<void> start(const std::vector<OrgId>& orgs);
  // Hangs up on everybody and joins the threads.
  void stop();
  // Whole values; calls that are up go on. Any thread.
  void configure(sip::Configuration lines, calls::Configuration calls);
  // With the ports that were really taken; empty when there is no telephone.
  std::vector<sip::Listener> listeners() const;

  // What is known of trunks and phones. Any thread.
  const lines::LineStates& states() const;

  // What the caller of this interaction may know of another place of theirs. On a worker.
  void tell_elsewhere(OrgId org, InteractionId interaction,
                      const std::optional<duplicates::Elsewhere>& elsewhere);

  void on_released(const std::shared_ptr<const live::Released>& released) override;  // loop thread

  // On the hub's thread.
  void offer(const api::Caller& caller, std::int64_t connection, const std::string& sdp) override;
  void leave(std::int64_t connection) override;
  void look(const api::Caller& caller, std::int64_t connection, InteractionId interaction) override;
  void act(const api::Caller& caller, std::int64_t connection, const desk::FeedRequest& request) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::voice
