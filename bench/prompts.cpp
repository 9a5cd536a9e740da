// How long a caller waits for the first sound of an announcement: spoken anew by espeak-ng, read from the
// disk, from memory, and an upload; and what a second of it takes in memory and on the disk.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <future>

#include "channels/voice/prompts/migrations.h"
#include "channels/voice/prompts/prompts.h"
#include "support/arguments.h"
#include "support/figures.h"
#include "support/temporary_folder.h"

using namespace rapport;

namespace {

using Clips = Result<std::vector<media::SharedClip>>;

const bench::Figures figures("prompts");

Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

// What stands around Prompts.
struct Around {
  explicit Around(const std::filesystem::path& folder) : ids(now) {
    database::Options options;
    options.sqlite_file = folder / "bench.db";
    auto steps = prompts::prompt_migrations();
    for (std::size_t i = 0; i < steps.size(); ++i)
      steps[i].version = static_cast<int>(i) + 1;
    database = std::move(database::Database::open(options, steps, log).value());
    files = std::move(files::Store::open({.folder = folder / "prompts"}).value());
    changes = std::make_unique<org::Changes>(*database, ids, now);
    speech.cache_folder = folder / "speech";
  }
  std::unique_ptr<prompts::Prompts> open() {
    return std::make_unique<prompts::Prompts>(speech, prompts::Parts{*changes, *files, log, metrics, now});
  }

  log::Log log{{.level = log::Level::error, .is_json = false, .file = ""}};
  metrics::Metrics metrics;
  live::IdSource ids;
  std::unique_ptr<database::Database> database;
  std::unique_ptr<files::Store> files;
  std::unique_ptr<org::Changes> changes;
  prompts::Options speech;
};

// Milliseconds from the wish to the clip; `clip` is what came.
double wait_for(prompts::Prompts& prompts, const phrases::Utterance& utterance, media::SharedClip& clip) {
  const auto began = std::chrono::steady_clock::now();
  std::promise<Clips> promise;
  prompts.prepare(OrgId{1}, {utterance}, [&promise](Clips clips) { promise.set_value(std::move(clips)); });
  Clips clips = promise.get_future().get();
  const auto took = std::chrono::steady_clock::now() - began;
  if (!clips) {
    fmt::print(stderr, "{}: {}\n", clips.error().reason, clips.error().detail);
    std::exit(1);
  }
  clip = clips->front();
  return std::chrono::duration<double, std::milli>(took).count();
}

struct Times {
  std::vector<double> ms;
  void report(const std::string& name) {
    std::sort(ms.begin(), ms.end());
    figures.report(name + "_p50", ms[ms.size() / 2], "ms");
    figures.report(name + "_max", ms.back(), "ms");
  }
};

std::vector<phrases::Utterance> announcements(int count) {
  std::vector<phrases::Utterance> all;
  for (int i = 1; i <= count; ++i) {
    all.push_back(
        {fmt::format("You are number {} in line. The wait is about {} minutes.", i, i * 2), "en", {}});
    all.push_back({fmt::format("您排在第 {} 位。预计等待约 {} 分钟。", i, i * 2), "zh-CN", {}});
  }
  return all;
}

}  // namespace

int main(int count, char** arguments) {
  bench::Arguments given(count, arguments);
  const bool is_quick = given.has("--quick");
  given.check_all_known();
  const bench::TemporaryFolder folder;
  Around around(folder.path());
  const auto all = announcements(is_quick ? 2 : 50);
  Times spoken, from_disk, from_memory;
  double seconds = 0;
  double bytes = 0;
  auto prompts = around.open();
  for (const phrases::Utterance& utterance : all) {
    media::SharedClip clip;
    spoken.ms.push_back(wait_for(*prompts, utterance, clip));
    seconds += clip->milliseconds() / 1'000.0;
    bytes += static_cast<double>((clip->at_8k.size() + clip->at_16k.size()) * sizeof(std::int16_t));
    from_memory.ms.push_back(wait_for(*prompts, utterance, clip));
  }
  prompts.reset();
  prompts = around.open();
  for (const phrases::Utterance& utterance : all) {
    media::SharedClip clip;
    from_disk.ms.push_back(wait_for(*prompts, utterance, clip));
  }
  double on_disk = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(around.speech.cache_folder))
    if (entry.is_regular_file()) on_disk += static_cast<double>(entry.file_size());
  spoken.report("first_sound_spoken_anew");
  from_disk.report("first_sound_from_disk");
  from_memory.report("first_sound_from_memory");
  figures.report("announcement_length", seconds / static_cast<double>(all.size()), "s");
  figures.report("memory_per_second_of_speech", bytes / seconds / 1'000, "kB");
  figures.report("disk_per_second_of_speech", on_disk / seconds / 1'000, "kB");
}
