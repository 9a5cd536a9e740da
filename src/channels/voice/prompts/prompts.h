// Prompts: what callers hear that nobody says live. Turns utterances (text, or uploaded prompts) into clips
// that the media plane plays, and says which music is on where. Built on the main thread; asked from any
// thread. Synthesis, decoding and SQL happen on its own few speech threads.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "channels/voice/media/source.h"
#include "channels/voice/prompts/prompt.h"
#include "channels/voice/prompts/speech.h"
#include "org/changes.h"
#include "phrases/utterance.h"
#include "platform/files/store.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace rapport::api {
class Api;
}

namespace rapport::prompts {

using phrases::Utterance;

struct Options {
  std::string speech = "espeak-ng";  // a program's name, an http or https URL, or "none"
  std::vector<std::string> voices;   // of espeak-ng: "zh=cmn", "en=en-us"; added to those it has
  std::string authorization;         // header of the HTTP server's requests
  Duration timeout = seconds(10);
  std::size_t threads = 2;
  std::size_t waiting_max = 1'000;     // pieces of work not begun; beyond it speech_busy
  std::filesystem::path cache_folder;  // spoken text; "": in memory only
  std::int64_t memory_mb = 64;         // 48 kB a second
  std::int64_t disk_mb = 256;          // 32 kB a second
};

// Borrowed; all of it outlives Prompts.
struct Parts {
  org::Changes& changes;
  files::Store& files;  // of prompts alone: at most prompt_bytes_max each
  log::Log& log;
  metrics::Metrics& metrics;
  std::function<Instant()> clock;
};

class Prompts {
 public:
  using Done = std::function<void(Result<std::vector<media::SharedClip>>)>;

  Prompts(Options options, Parts parts);
  // Instead of what the options name: for tests.
  Prompts(Options options, Parts parts, std::unique_ptr<Speech> speech);
  ~Prompts();  // stops

  // A clip for each utterance, in order. `done` is called exactly once and must not block: on the caller's
  // thread before this returns when all is in memory or the wish cannot be, else on a speech thread. Texts
  // are written as people write them (phrases/spoken.h). Errors: unavailable (no_speech: why nothing can
  // speak; speech_busy; stopping), not_found (unknown_prompt), invalid (too_much_to_say, language_unknown),
  // audio_unreadable. Whoever gets one goes on without speech.
  void prepare(OrgId org, std::vector<Utterance> utterances, Done done);

  // The station to be on for this caller; null: the built-in music. `own`, when there is such a prompt,
  // counts before all others. Does not wait. Any thread.
  media::SharedStation music(OrgId org, QueueId queue, ChannelId number, PromptId own = {});

  // Blocks: reads which music is where. At start, once the migrations have run.
  Result<void> load();
  // What org::Notice said. Any thread; does not block.
  void configuration_changed(const std::string& what);
  // More places where a prompt may be used. Before the server listens.
  void add_uses(PromptUses uses);
  void add_operations(api::Api& api);

  // What waits gets "stopping", what is being said is cut off. No `done` after it.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::prompts
