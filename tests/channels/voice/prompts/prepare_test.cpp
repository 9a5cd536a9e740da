// From utterances to clips: made once, kept, made again when broken, and failures that say why.
#include <fstream>

#include "channels/voice/prompts/clip_folder.h"
#include "channels/voice/prompts/clip_shelf.h"
#include "channels/voice/prompts/loudness.h"
#include "channels/voice/prompts/support/stage.h"

namespace rapport::prompts {

using namespace testing;

namespace {

template <class Body>
void on_a_stage(Body&& body, const std::function<void(Options&)>& change = {}) {
  tests::FreshDatabase fresh(database::Engine::sqlite, program::all_migrations());
  Stage stage(fresh, change);
  body(stage);
}

std::vector<std::filesystem::path> speech_files(const Stage& stage) {
  std::vector<std::filesystem::path> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(stage.options.cache_folder))
    if (entry.is_regular_file()) all.push_back(entry.path());
  return all;
}

}  // namespace

TEST_CASE("several callers who want the same words make one synthesis") {
  on_a_stage([](Stage& stage) {
    stage.voice->wait_with_all();
    std::vector<std::future<Clips>> all;
    for (int i = 0; i < 50; ++i)
      all.push_back(stage.ask({{"Welcome", "en", {}}, {"Goodbye", "en", {}}, {"Welcome", "en", {}}}));
    stage.voice->go_on();
    media::SharedClip welcome;
    for (auto& answer : all) {
      const Clips clips = answer.get();
      REQUIRE(clips.has_value());
      REQUIRE(clips->size() == 3);
      CHECK(clips->at(0) == clips->at(2));
      CHECK(clips->at(0) != clips->at(1));
      if (welcome) CHECK(clips->at(0) == welcome);
      welcome = clips->at(0);
    }
    CHECK(stage.voice->times_said("Welcome") == 1);
    CHECK(stage.voice->times_said("Goodbye") == 1);
    CHECK(welcome->milliseconds() > 50);
  });
}

TEST_CASE("what was said once is said from memory, on the caller's thread") {
  on_a_stage([](Stage& stage) {
    REQUIRE(stage.clips({{"Welcome", "en", {}}}).has_value());
    const auto here = std::this_thread::get_id();
    std::thread::id there;
    stage.prompts->prepare(shop, {{"Welcome", "en", {}}},
                           [&](const Clips&) { there = std::this_thread::get_id(); });
    CHECK(there == here);
    // Nothing to say is no work at all.
    CHECK(stage.clips({}).value().empty());
    CHECK(stage.clips({{" ", "en", {}}}).value().at(0)->milliseconds() == 0);
  });
}

TEST_CASE("numbers are words before they are spoken, and languages do not mix") {
  on_a_stage([](Stage& stage) {
    REQUIRE(stage
                .clips({{"您排在第 2 位。", "zh-CN", {}},
                        {"You are number 2.", "en", {}},
                        {"OK", "en", {}},
                        {"OK", "zh", {}}})
                .has_value());
    CHECK(stage.voice->times_said("您排在第二位。") == 1);
    CHECK(stage.voice->times_said("You are number two.") == 1);
    CHECK(stage.voice->times_said("OK") == 2);
  });
}

TEST_CASE("speech survives a restart, and a broken file is made again") {
  on_a_stage([](Stage& stage) {
    REQUIRE(stage.clips({{"Welcome", "en", {}}, {"Goodbye", "en", {}}}).has_value());
    CHECK(speech_files(stage).size() == 2);
    const auto before = stage.clips({{"Welcome", "en", {}}}).value().at(0)->at_16k;
    stage.restart();
    const auto after = stage.clips({{"Welcome", "en", {}}});
    REQUIRE(after.has_value());
    CHECK(after->at(0)->at_16k == before);
    CHECK(stage.voice->times_said("Welcome") == 0);
    // One byte anywhere, or the end missing.
    for (const std::filesystem::path& file : speech_files(stage)) {
      std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekp(1'000);
      bytes.put('!');
    }
    stage.restart();
    REQUIRE(stage.clips({{"Welcome", "en", {}}}).has_value());
    CHECK(stage.voice->times_said("Welcome") == 1);
    for (const std::filesystem::path& file : speech_files(stage))
      std::filesystem::resize_file(file, 20);
    stage.restart();
    REQUIRE(stage.clips({{"Welcome", "en", {}}}).has_value());
    CHECK(stage.voice->times_said("Welcome") == 1);
    // Another voice says it anew.
    stage.restart();
    stage.voice->voice = "other";
    REQUIRE(stage.clips({{"Welcome", "en", {}}}).has_value());
    CHECK(stage.voice->times_said("Welcome") == 1);
  });
}

TEST_CASE("the disk keeps what is used, up to its limits") {
  const tests::TempFolder folder;
  const std::string name(62, 'a');
  const std::vector<std::int16_t> second(16'000, 1'000);  // 32 kB
  Instant now{1'772'000'000'000'000};
  ClipFolder kept({folder.path(), 100'000, hours(24)}, now);
  for (int i = 10; i < 14; ++i) {
    now = now + seconds(1);
    kept.keep(name + std::to_string(i), second, now);
    if (i == 12) CHECK(kept.find(name + "10", now).has_value());
  }
  CHECK(kept.bytes() <= 100'000);
  CHECK(kept.size() == 3);
  CHECK(kept.find(name + "10", now).has_value());  // used since
  CHECK(!kept.find(name + "11", now).has_value());
  ClipFolder next_day({folder.path(), 100'000, hours(24)}, now + hours(23));
  CHECK(next_day.size() == 3);
  ClipFolder much_later({folder.path(), 100'000, hours(24)}, now + hours(25));
  CHECK(much_later.size() == 0);
  ClipFolder nowhere({"", 100'000, hours(24)}, now);
  nowhere.keep(name + "10", second, now);
  CHECK(!nowhere.find(name + "10", now).has_value());
  ClipFolder unwritable({"/proc/nowhere", 100'000, hours(24)}, now);
  unwritable.keep(name + "10", second, now);
  CHECK(!unwritable.find(name + "10", now).has_value());
}

TEST_CASE("memory keeps what is used, up to its limit") {
  ClipShelf shelf(100'000);
  const auto second = [] { return media::make_clip(std::vector<std::int16_t>(16'000), 16'000).value(); };
  shelf.keep("a", second());
  shelf.keep("b", second());
  CHECK(shelf.find("a"));
  shelf.keep("c", second());
  CHECK(shelf.find("a"));
  CHECK(!shelf.find("b"));
  CHECK(shelf.find("c"));
  CHECK(shelf.bytes() <= 100'000);
  shelf.keep("long", media::make_clip(std::vector<std::int16_t>(160'000), 16'000).value());
  CHECK(!shelf.find("long"));
  shelf.forget("a");
  shelf.forget("c");
  CHECK(shelf.bytes() == 0);
}

TEST_CASE("whoever cannot be served hears why, and the next one is tried again") {
  on_a_stage([](Stage& stage) {
    stage.voice->fails_at = "broken";
    const Clips failed = stage.clips({{"fine", "en", {}}, {"broken", "en", {}}});
    REQUIRE(!failed);
    CHECK(failed.error().reason == "no_speech");
    stage.voice->fails_at = "";
    CHECK(stage.clips({{"fine", "en", {}}, {"broken", "en", {}}}).has_value());
    CHECK(stage.voice->times_said("fine") == 1);
    CHECK(stage.clips(std::vector<Utterance>(33, Utterance{"x", "en", {}})).error().reason ==
          "too_much_to_say");
    CHECK(stage.clips({{std::string(5'000, 'x'), "en", {}}}).error().reason == "too_much_to_say");
    stage.prompts->stop();
    CHECK(stage.clips({{"later", "en", {}}}).error().reason == "stopping");
  });
}

TEST_CASE("beyond the limit of waiting work nobody waits") {
  on_a_stage(
      [](Stage& stage) {
        stage.voice->wait_with_all();
        std::vector<std::future<Clips>> all;
        for (int i = 0; i < 10; ++i)
          all.push_back(stage.ask({{"text " + std::string(1, static_cast<char>('a' + i)), "en", {}}}));
        stage.voice->go_on();
        int busy = 0;
        for (auto& answer : all) {
          const Clips clips = answer.get();
          busy += !clips && clips.error().reason == "speech_busy" ? 1 : 0;
        }
        CHECK(busy >= 5);
        CHECK(busy < 10);
      },
      [](Options& options) {
        options.threads = 1;
        options.waiting_max = 3;
      });
}

TEST_CASE("a stop in the middle leaves nobody without an answer") {
  on_a_stage([](Stage& stage) {
    stage.voice->wait_with_all();
    std::vector<std::future<Clips>> all;
    for (int i = 0; i < 20; ++i)
      all.push_back(stage.ask({{"text " + std::string(1, static_cast<char>('a' + i)), "en", {}}}));
    stage.prompts->stop();
    for (auto& answer : all)
      (void)answer.get();
  });
}

TEST_CASE("an upload is played in its organisation, and equally loud") {
  on_a_stage([](Stage& stage) {
    const PromptId quiet =
        stage.upload("quiet", tests::wav_file(tests::sine(400, 1'000, 44'100, 1'000), 44'100));
    const Clips clips = stage.clips({{"Welcome", "en", {}}, {"", "", quiet}});
    REQUIRE(clips.has_value());
    CHECK(clips->at(1)->milliseconds() == 1'000);
    const double level = active_level_dbov(clips->at(1)->at_16k, 16'000);
    CHECK(level > -21);
    CHECK(level < -19);
    CHECK(active_level_dbov(clips->at(0)->at_16k, 16'000) == doctest::Approx(-20).epsilon(0.05));
    CHECK(stage.clips({{"", "", quiet}}, OrgId{8}).error().reason == "unknown_prompt");
    CHECK(stage.clips({{"", "", PromptId{12345}}}).error().reason == "unknown_prompt");
  });
}

TEST_CASE("silence around words goes, and nothing clips") {
  std::vector<std::int16_t> samples(16'000, 0);
  const auto word = tests::sine(300, 500, 16'000, 32'000);
  samples.insert(samples.end(), word.begin(), word.end());
  samples.insert(samples.end(), 16'000, 0);
  trim_silence(samples, 16'000);
  CHECK(samples.size() < 16'000 * 7 / 10);
  CHECK(samples.size() >= 16'000 / 2);
  make_equally_loud(samples, 16'000);
  CHECK(active_level_dbov(samples, 16'000) == doctest::Approx(-20).epsilon(0.05));
  // A click among quiet: the click is the limit.
  std::vector<std::int16_t> click = tests::sine(300, 500, 16'000, 500);
  click[4'000] = 32'767;
  make_equally_loud(click, 16'000);
  CHECK(click[4'000] <= 29'200);
  std::vector<std::int16_t> nothing(100, 0);
  trim_silence(nothing, 16'000);
  make_equally_loud(nothing, 16'000);
  CHECK(nothing.size() == 100);
}

}  // namespace rapport::prompts
