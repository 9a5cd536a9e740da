#include "channels/voice/prompts/prompts.h"

#include "channels/voice/prompts/espeak.h"
#include "channels/voice/prompts/http_speech.h"
#include "channels/voice/prompts/impl.h"

namespace rapport::prompts {
namespace {

std::unique_ptr<Speech> speech_of(const Options& options) {
  if (options.speech.empty() || options.speech == "none") return nullptr;
  if (options.speech.rfind("http://", 0) == 0 || options.speech.rfind("https://", 0) == 0)
    return std::make_unique<HttpSpeech>(
        HttpSpeechOptions{options.speech, options.authorization, options.timeout});
  EspeakOptions espeak;
  espeak.program = options.speech;
  espeak.timeout = options.timeout;
  for (const std::string& voice : options.voices) {
    const std::size_t cut = voice.find('=');
    if (cut != std::string::npos) espeak.voices[voice.substr(0, cut)] = voice.substr(cut + 1);
  }
  return std::make_unique<Espeak>(std::move(espeak));
}

metrics::Counter& made_counter(metrics::Metrics& metrics, const char* from) {
  return metrics.counter("rapport_prompt_clips_total", "Clips for callers, by where they came from.",
                         {{"from", from}});
}

}  // namespace

Prompts::Impl::Impl(Options the_options, Parts the_parts, std::unique_ptr<Speech> the_speech)
    : options(std::move(the_options)),
      parts(std::move(the_parts)),
      speech(std::move(the_speech)),
      uses{music_uses},
      from_memory(made_counter(parts.metrics, "memory")),
      from_disk(made_counter(parts.metrics, "disk")),
      newly_made(made_counter(parts.metrics, "new")),
      failed(made_counter(parts.metrics, "failed")),
      seconds_to_make(parts.metrics.histogram("rapport_speech_seconds",
                                              "How long text took to become speech.",
                                              {0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10})),
      folder({options.cache_folder, static_cast<std::size_t>(options.disk_mb) << 20, hours(24 * 30)},
             parts.clock()),
      music(
          [this](const std::string& digest) { return file_of(digest); },
          [this](const std::shared_ptr<media::Station>& station) {
            // When nobody has time for it, it ends here.
            (void)threads.post([held = std::shared_ptr<media::Station>(station)]() mutable { held.reset(); });
          }),
      shelf(static_cast<std::size_t>(options.memory_mb) << 20),
      threads(options.threads, options.waiting_max, [this](std::string_view what) {
        parts.log.error("a piece of speech failed", {{"what", what}});
      }) {}

std::string Prompts::Impl::file_of(const std::string& digest) const {
  auto path = parts.files.find(digest);
  return path ? path->string() : std::string();
}

Result<void> Prompts::Impl::load() {
  using Places = std::map<MusicKey, MusicFile>;
  auto places = parts.changes.database().read<Places>(
      [](database::Session& sql) -> Result<Places> { return all_music(sql); });
  if (!places) return tl::unexpected<Error>(std::move(places.error()));
  music.configure(std::move(*places));
  return {};
}

Prompts::Prompts(Options options, Parts parts) {
  auto speech = speech_of(options);
  impl_ = std::make_unique<Impl>(std::move(options), std::move(parts), std::move(speech));
}

Prompts::Prompts(Options options, Parts parts, std::unique_ptr<Speech> speech)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(parts), std::move(speech))) {}

Prompts::~Prompts() {
  stop();
}

void Prompts::prepare(OrgId org, std::vector<Utterance> utterances, Done done) {
  impl_->prepare(org, std::move(utterances), std::move(done));
}

media::SharedStation Prompts::music(OrgId org, QueueId queue, ChannelId number, PromptId own) {
  return impl_->music.of({org, queue, number, own}, impl_->parts.clock());
}

Result<void> Prompts::load() {
  return impl_->load();
}

void Prompts::configuration_changed(const std::string& what) {
  if (what != PromptStore::what && what != "everything") return;
  Impl* impl = impl_.get();
  const bool is_taken = impl->threads.post([impl] {
    if (auto loaded = impl->load(); !loaded)
      impl->parts.log.warning("changed music could not be read; the next change reads it",
                              {{"reason", loaded.error().reason}});
  });
  if (!is_taken) impl->parts.log.warning("changed music is not read yet: no speech thread is free");
}

void Prompts::add_uses(PromptUses uses) {
  impl_->uses.push_back(std::move(uses));
}

void Prompts::add_operations(api::Api& api) {
  impl_->add_operations(api);
}

void Prompts::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->is_stopping = true;
  }
  if (impl_->speech) impl_->speech->stop();
  impl_->threads.stop();
}

}  // namespace rapport::prompts
