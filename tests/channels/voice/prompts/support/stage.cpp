#include "channels/voice/prompts/support/stage.h"

namespace rapport::prompts::testing {

Result<media::Sound> TestVoice::say(const std::string& text, const std::string&) {
  std::unique_lock lock(mutex_);
  ++said_[text];
  changed_.wait(lock, [this] { return !is_waiting_; });
  if (!fails_at.empty() && text == fails_at)
    return fail(ErrorCode::unavailable, "no_speech", "as the test wants");
  return media::Sound{tests::sine(400, 100, 16'000, 8'000), 16'000};
}

void TestVoice::wait_with_all() {
  const std::lock_guard lock(mutex_);
  is_waiting_ = true;
}

void TestVoice::go_on() {
  const std::lock_guard lock(mutex_);
  is_waiting_ = false;
  changed_.notify_all();
}

int TestVoice::times_said(const std::string& text) {
  const std::lock_guard lock(mutex_);
  return said_[text];
}

Stage::Stage(tests::FreshDatabase& fresh, const std::function<void(Options&)>& change)
    : changes(fresh.db(), ids_, [this] { return now; }), fresh_(fresh), ids_([this] { return now; }) {
  options.cache_folder = fresh.folder() / "speech";
  if (change) change(options);
  files::Options store;
  store.folder = fresh.folder() / "prompts";
  store.types_allowed = {"audio/x-wav"};
  files = files::Store::open(store).value();
  restart();
}

void Stage::restart() {
  prompts.reset();
  auto made = std::make_unique<TestVoice>();
  voice = made.get();
  prompts = std::make_unique<Prompts>(
      options, Parts{changes, *files, fresh_.log(), metrics, [this] { return now; }}, std::move(made));
}

std::future<Clips> Stage::ask(std::vector<Utterance> utterances, OrgId org) {
  auto promise = std::make_shared<std::promise<Clips>>();
  prompts->prepare(org, std::move(utterances),
                   [promise](Clips clips) { promise->set_value(std::move(clips)); });
  return promise->get_future();
}

PromptId Stage::upload(const std::string& name, const std::string& bytes, OrgId org) {
  auto upload = files->begin();
  REQUIRE(upload.has_value());
  REQUIRE(upload->append(bytes).has_value());
  const auto stored = upload->finish();
  REQUIRE(stored.has_value());
  const auto made = create_prompt(changes, org::By{org, {}}, {name, ""},
                                  {stored->digest, "audio/wav", stored->bytes, 1'000});
  REQUIRE(made.has_value());
  return made->id;
}

}  // namespace rapport::prompts::testing
