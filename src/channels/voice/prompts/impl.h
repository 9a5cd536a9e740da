// The inside of Prompts, shared by its sources.
#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "channels/voice/prompts/clip_folder.h"
#include "channels/voice/prompts/clip_shelf.h"
#include "channels/voice/prompts/music.h"
#include "channels/voice/prompts/prompts.h"
#include "platform/workers/worker_pool.h"

namespace rapport::prompts {

struct Prompts::Impl {
  // One call of prepare(): done when nothing is missing any more.
  struct Wish {
    std::vector<media::SharedClip> clips;
    std::size_t missing = 0;
    std::optional<Error> failure;
    Done done;
  };
  struct Waiter {
    std::shared_ptr<Wish> wish;
    std::size_t place = 0;
  };
  // What is to be made, once for everybody who waits for it.
  struct Work {
    std::string key;
    OrgId org;
    std::string text;  // as it is said
    std::string language;
    PromptId prompt;
  };

  Impl(Options the_options, Parts the_parts, std::unique_ptr<Speech> the_speech);

  // prepare.cpp
  void prepare(OrgId org, std::vector<Utterance> utterances, Done done);
  Result<Work> work_of(OrgId org, const Utterance& utterance) const;
  void make(const Work& work);  // on a speech thread
  Result<media::SharedClip> made(const Work& work);
  Result<media::SharedClip> spoken_clip(const Work& work);
  Result<media::SharedClip> uploaded_clip(const Work& work);
  void settle(const std::string& key, const Result<media::SharedClip>& clip);

  Result<void> load();
  std::string file_of(const std::string& digest) const;

  // operations.cpp
  void add_operations(api::Api& api);
  Result<void> remove_prompt(const org::By& who, PromptId id);

  const Options options;
  const Parts parts;
  const std::unique_ptr<Speech> speech;
  std::vector<PromptUses> uses;
  metrics::Counter& from_memory;
  metrics::Counter& from_disk;
  metrics::Counter& newly_made;
  metrics::Counter& failed;
  metrics::Histogram& seconds_to_make;
  ClipFolder folder;
  Music music;

  // Whoever asks and the speech threads share what is there and what is on its way; held for look-ups only.
  std::mutex mutex;
  ClipShelf shelf;
  std::map<std::string, std::vector<Waiter>> on_the_way;
  Instant complained;  // when a failure was last logged
  bool is_stopping = false;

  workers::WorkerPool threads;  // last: its work uses all above
};

}  // namespace rapport::prompts
