// Prompts on a fresh database with a voice of the test's own, which can be made to wait.
#pragma once

#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <utility>

#include "channels/voice/prompts/migrations.h"
#include "channels/voice/prompts/prompts.h"
#include "program/migrations.h"
#include "support/databases.h"
#include "support/sound.h"

namespace rapport::prompts::testing {

inline constexpr OrgId shop{7};

// Says a text as 100 ms of a tone; counts.
class TestVoice : public Speech {
 public:
  std::string voice_of(const std::string& language) const override { return voice + " " + language; }
  Result<media::Sound> say(const std::string& text, const std::string&) override;
  void stop() override { go_on(); }
  void wait_with_all();  // until go_on()
  void go_on();
  int times_said(const std::string& text);

  std::string voice = "test";
  std::string fails_at;  // this text

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_waiting_ = false;
  std::map<std::string, int> said_;
};

using Clips = Result<std::vector<media::SharedClip>>;

class Stage {
 public:
  explicit Stage(tests::FreshDatabase& fresh, const std::function<void(Options&)>& change = {});
  // As a stop and start of the program would.
  void restart();
  std::future<Clips> ask(std::vector<Utterance> utterances, OrgId org = shop);
  Clips clips(std::vector<Utterance> utterances, OrgId org = shop) {
    return ask(std::move(utterances), org).get();
  }
  PromptId upload(const std::string& name, const std::string& bytes, OrgId org = shop);

  TestVoice* voice = nullptr;
  Instant now{1'772'000'000'000'000};
  Options options;
  std::unique_ptr<Prompts> prompts;
  std::unique_ptr<files::Store> files;
  metrics::Metrics metrics;
  org::Changes changes;

 private:
  tests::FreshDatabase& fresh_;
  live::IdSource ids_;
};

}  // namespace rapport::prompts::testing
