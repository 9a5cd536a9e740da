// What speaks: espeak-ng as it is installed, a speech server over real sockets, and programs that misbehave.
#include <doctest/doctest.h>

#include <chrono>

#include "channels/voice/prompts/espeak.h"
#include "channels/voice/prompts/http_speech.h"
#include "channels/voice/prompts/loudness.h"
#include "channels/voice/prompts/run_program.h"
#include "platform/http/server.h"
#include "support/sound.h"

namespace rapport::prompts {
namespace {

bool has_espeak() {
  static const bool is_there =
      run_program({{"espeak-ng", "--version"}, "", 100'000, seconds(10), nullptr}).has_value();
  if (!is_there) MESSAGE("espeak-ng is not installed: skipped");
  return is_there;
}

// A speech server with one answer.
struct SpeechServer {
  explicit SpeechServer(http::Response answer) {
    router.add("POST", "/speak", [this, answer](http::Request request, http::Reply reply) {
      asked = request;
      reply(answer);
    });
    http::ServerOptions options;
    options.port = 0;
    server = std::make_unique<http::Server>(options, router, log, metrics);
    REQUIRE(server->start().has_value());
  }
  std::string url() const { return fmt::format("http://127.0.0.1:{}/speak", server->port()); }

  http::Router router;
  log::Log log{{.level = log::Level::error, .is_json = false, .file = "/dev/null"}};
  metrics::Metrics metrics;
  http::Request asked;
  std::unique_ptr<http::Server> server;
};

}  // namespace

TEST_CASE("a program gets its input whole, and its output comes back") {
  const std::string much(300'000, 'x');
  CHECK(run_program({{"cat"}, much, 1 << 20, seconds(10), nullptr}).value() == much);
  CHECK(run_program({{"true"}, "nobody reads this", 100, seconds(10), nullptr}).value().empty());
  CHECK(run_program({{"true"}, much, 100, seconds(10), nullptr}).value().empty());
  // Only what it needs of our environment.
  CHECK(run_program({{"env"}, "", 10'000, seconds(10), nullptr}).value() == "LANG=C.UTF-8\n");
}

TEST_CASE("a program that misbehaves is ended, and what it did is said") {
  const auto reason = [](const ProgramRun& run) { return run_program(run).error().reason; };
  CHECK(reason({{"no-such-program"}, "", 100, seconds(10), nullptr}) == "program_missing");
  CHECK(reason({{"false"}, "", 100, seconds(10), nullptr}) == "program_failed");
  CHECK(reason({{"yes"}, "", 100'000, seconds(10), nullptr}) == "output_too_large");
  const auto began = std::chrono::steady_clock::now();
  CHECK(reason({{"sleep", "60"}, "", 100, milliseconds(100), nullptr}) == "program_too_slow");
  const std::atomic<bool> is_cancelled{true};
  CHECK(reason({{"sleep", "60"}, "", 100, seconds(60), &is_cancelled}) == "cancelled");
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(30));
}

TEST_CASE("espeak-ng speaks Chinese and English") {
  if (!has_espeak()) return;
  Espeak espeak{{}};
  CHECK(espeak.voice_of("zh-CN") == "cmn");
  CHECK(espeak.voice_of("en-GB") == "en");
  CHECK(espeak.voice_of("de") == "de");
  struct Line {
    const char* text;
    const char* language;
  };
  for (const Line& line :
       {Line{"You are number three in line.", "en"}, {"您排在第三位，预计等待两分钟。", "zh-CN"}}) {
    CAPTURE(line.language);
    auto sound = espeak.say(line.text, line.language);
    REQUIRE(sound.has_value());
    trim_silence(sound->samples, sound->rate);
    const auto ms = sound->samples.size() * 1'000 / static_cast<std::size_t>(sound->rate);
    CHECK(ms > 800);
    CHECK(ms < 6'000);
    make_equally_loud(sound->samples, sound->rate);
    CHECK(active_level_dbov(sound->samples, sound->rate) == doctest::Approx(-20).epsilon(0.15));
  }
  CHECK(espeak.say("…", "en").has_value());
  CHECK(espeak.say("[[ fU@ ]] <speak> -v de --stdin", "en").has_value());
  CHECK(espeak.say("hello", "--path=/etc").error().reason == "language_unknown");
  CHECK(espeak.say("hello", "xx-none").error().reason == "no_speech");
  espeak.stop();
  CHECK(espeak.say("hello", "en").error().reason == "no_speech");
}

TEST_CASE("without espeak-ng it is said what is missing") {
  EspeakOptions options;
  options.program = "no-such-program";
  const auto failed = Espeak(options).say("hello", "en");
  CHECK(failed.error().code == ErrorCode::unavailable);
  CHECK(failed.error().reason == "no_speech");
  CHECK(failed.error().detail.find("no-such-program") != std::string::npos);
}

TEST_CASE("a speech server is asked for a text and its file is taken") {
  http::Response wav;
  wav.content_type = "audio/wav";
  wav.body = tests::wav_file(tests::sine(400, 500, 24'000, 8'000), 24'000);
  SpeechServer server(wav);
  HttpSpeech speech({server.url(), "Bearer secret", seconds(5)});
  const auto sound = speech.say("您好", "zh-CN");
  REQUIRE(sound.has_value());
  CHECK(sound->rate == 24'000);
  CHECK(sound->samples.size() == 12'000);
  CHECK(server.asked.body == R"({"text":"您好","language":"zh-CN","format":"wav"})");
  CHECK(server.asked.header("authorization") == "Bearer secret");
}

TEST_CASE("a speech server that fails is named as the reason") {
  http::Response bad;
  bad.status = 500;
  SpeechServer broken(bad);
  CHECK(HttpSpeech({broken.url(), "", seconds(5)}).say("hello", "en").error().detail ==
        "the speech server answered 500");
  http::Response page;
  page.body = "<html>not sound</html>";
  SpeechServer wrong(page);
  CHECK(HttpSpeech({wrong.url(), "", seconds(5)}).say("hello", "en").error().reason == "audio_unreadable");
  CHECK(HttpSpeech({"http://127.0.0.1:1/", "", seconds(5)}).say("hello", "en").error().reason == "no_speech");
}

}  // namespace rapport::prompts
