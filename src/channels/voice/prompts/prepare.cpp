// From utterances to clips.
#include <fmt/format.h>

#include <chrono>
#include <fstream>

#include "channels/voice/media/resampler.h"
#include "channels/voice/prompts/impl.h"
#include "channels/voice/prompts/loudness.h"
#include "phrases/spoken.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::prompts {
namespace {

constexpr int kept_rate = 16'000;
constexpr Duration between_complaints = minutes(1);

Result<std::string> file_bytes(const std::filesystem::path& path, std::size_t most) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(most + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || file.gcount() <= 0)
    return fail(ErrorCode::unavailable, "audio_unreadable", "the file of the prompt cannot be read");
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

}  // namespace

Result<Prompts::Impl::Work> Prompts::Impl::work_of(OrgId org, const Utterance& utterance) const {
  Work work;
  work.org = org;
  if (utterance.prompt) {
    work.prompt = utterance.prompt;
    work.key = fmt::format("prompt {} {}", org.value, utterance.prompt.value);
    return work;
  }
  if (utterance.text.size() > utterance_bytes_max)
    return fail(ErrorCode::invalid, "too_much_to_say", "a text is too long to be spoken");
  work.text = phrases::spoken(utterance.text, phrases::tongue_of(utterance.language));
  if (work.text.size() > utterance_bytes_max)
    return fail(ErrorCode::invalid, "too_much_to_say", "a text is too long to be spoken");
  if (!speech) return fail(ErrorCode::unavailable, "no_speech", "no speech is configured");
  work.language = utterance.language;
  work.key = crypto::hex(crypto::sha256(options.speech + '\0' + speech->voice_of(work.language) + '\0' +
                                        work.language + '\0' + work.text));
  return work;
}

void Prompts::Impl::prepare(OrgId org, std::vector<Utterance> utterances, Done done) {
  if (utterances.size() > utterances_max)
    return done(fail(ErrorCode::invalid, "too_much_to_say",
                     fmt::format("more than {} pieces at once", utterances_max)));
  std::vector<Work> all;
  for (const Utterance& utterance : utterances) {
    auto work = work_of(org, utterance);
    if (!work) return done(tl::unexpected<Error>(std::move(work.error())));
    all.push_back(std::move(*work));
  }
  const auto wish = std::make_shared<Wish>();
  wish->clips.resize(all.size());
  wish->done = std::move(done);
  std::vector<Work> to_make;
  bool is_complete = false;
  {
    const std::lock_guard lock(mutex);
    if (is_stopping) {
      wish->failure = Error{ErrorCode::unavailable, "stopping", "the server stops"};
      is_complete = true;
    }
    for (std::size_t i = 0; i < all.size() && !is_complete; ++i) {
      wish->clips[i] = shelf.find(all[i].key);
      if (wish->clips[i]) {
        from_memory.add();
        continue;
      }
      ++wish->missing;
      std::vector<Waiter>& waiting = on_the_way[all[i].key];
      if (waiting.empty()) to_make.push_back(std::move(all[i]));
      waiting.push_back({wish, i});
    }
    is_complete = is_complete || wish->missing == 0;
  }
  if (is_complete) {
    if (wish->failure) return wish->done(tl::unexpected<Error>(std::move(*wish->failure)));
    return wish->done(std::move(wish->clips));
  }
  for (const Work& work : to_make) {
    if (!threads.post([this, work] { make(work); }))
      settle(work.key, fail(ErrorCode::unavailable, "speech_busy", "too much is waiting to be spoken"));
  }
}

void Prompts::Impl::make(const Work& work) {
  bool is_over = false;
  {
    const std::lock_guard lock(mutex);
    is_over = is_stopping;
  }
  if (is_over) return settle(work.key, fail(ErrorCode::unavailable, "stopping", "the server stops"));
  settle(work.key, made(work));
}

Result<media::SharedClip> Prompts::Impl::made(const Work& work) {
  // Whatever a library throws, those who wait are told.
  try {
    return work.prompt ? uploaded_clip(work) : spoken_clip(work);
  } catch (const std::exception& error) {
    return fail(ErrorCode::internal, "speech_failed", error.what());
  }
}

Result<media::SharedClip> Prompts::Impl::spoken_clip(const Work& work) {
  if (work.text.find_first_not_of(" \t\r\n") == std::string::npos)
    return std::make_shared<const media::Clip>();
  if (const auto kept = folder.find(work.key, parts.clock())) {
    from_disk.add();
    return media::make_clip(*kept, kept_rate);
  }
  const auto began = std::chrono::steady_clock::now();
  auto sound = speech->say(work.text, work.language);
  if (!sound) return tl::unexpected<Error>(std::move(sound.error()));
  trim_silence(sound->samples, sound->rate);
  make_equally_loud(sound->samples, sound->rate);
  const std::vector<std::int16_t> samples = media::resample(sound->samples, sound->rate, kept_rate);
  auto clip = media::make_clip(samples, kept_rate);
  seconds_to_make.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  newly_made.add();
  folder.keep(work.key, samples, parts.clock());
  return clip;
}

Result<media::SharedClip> Prompts::Impl::uploaded_clip(const Work& work) {
  auto digest =
      parts.changes.database().read<std::string>([&](database::Session& sql) -> Result<std::string> {
        return digest_of_prompt(sql, work.org, work.prompt);
      });
  if (!digest) return tl::unexpected<Error>(std::move(digest.error()));
  if (digest->empty()) return fail(ErrorCode::not_found, "unknown_prompt", "there is no such prompt");
  auto path = parts.files.find(*digest);
  if (!path) return tl::unexpected<Error>(std::move(path.error()));
  auto bytes = file_bytes(*path, prompt_bytes_max);
  if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
  auto sound = media::decode_sound(std::move(*bytes), prompt_seconds_max);
  if (!sound) return tl::unexpected<Error>(std::move(sound.error()));
  make_equally_loud(sound->samples, sound->rate);
  newly_made.add();
  return media::make_clip(sound->samples, sound->rate);
}

// To everybody who waits for it; those with nothing missing any more are done.
void Prompts::Impl::settle(const std::string& key, const Result<media::SharedClip>& clip) {
  std::vector<std::shared_ptr<Wish>> complete;
  bool is_to_be_logged = false;
  {
    const std::lock_guard lock(mutex);
    const auto waiting = on_the_way.extract(key);
    if (clip) shelf.keep(key, *clip);
    if (waiting.empty()) return;
    for (const Waiter& waiter : waiting.mapped()) {
      if (clip)
        waiter.wish->clips[waiter.place] = *clip;
      else if (!waiter.wish->failure)
        waiter.wish->failure = clip.error();
      if (--waiter.wish->missing == 0) complete.push_back(waiter.wish);
    }
    if (!clip && !is_stopping) {
      failed.add();
      const Instant now = parts.clock();
      is_to_be_logged = complained + between_complaints < now;
      if (is_to_be_logged) complained = now;
    }
  }
  if (is_to_be_logged)
    parts.log.warning("something that callers were to hear could not be made",
                      {{"reason", clip.error().reason}, {"detail", clip.error().detail}});
  for (const std::shared_ptr<Wish>& wish : complete) {
    if (wish->failure)
      wish->done(tl::unexpected<Error>(std::move(*wish->failure)));
    else
      wish->done(std::move(wish->clips));
  }
}

}  // namespace rapport::prompts
