// What is said on a leg: made on a speech thread, played when it is ready, unless it is not wanted any more.
#include "channels/voice/impl.h"

namespace rapport::voice {

void Voice::Impl::carry_out(const calls::Speak& speak) {
  speaking[speak.leg] = speak.player;
  const auto ready = [this, leg = speak.leg, player = speak.player](auto clips) {
    Prepared prepared{leg, player, {}};
    if (clips)
      prepared.clips = std::move(*clips);
    else
      parts.log.warning("a caller hears nothing instead of speech",
                        {{"reason", clips.error().reason}, {"detail", clips.error().detail}});
    post(std::move(prepared));
  };
  parts.prompts.prepare(speak.org, speak.says, ready);
}

void Voice::Impl::carry_out(const calls::StopSpeaking& stop) {
  const auto found = speaking.find(stop.leg);
  if (found != speaking.end() && found->second == stop.player) speaking.erase(found);
  plane->stop(stop.leg, stop.player);
}

void Voice::Impl::play(Prepared prepared) {
  const auto found = speaking.find(prepared.leg);
  if (found == speaking.end() || found->second != prepared.player) return;
  std::vector<media::Source> sources(prepared.clips.begin(), prepared.clips.end());
  if (!sources.empty() && plane->play(prepared.leg, prepared.player, std::move(sources), {})) return;
  // Nothing was heard, and the call goes on.
  apply(calls::Event{
      media::Event{media::PlayerEnded{prepared.leg, prepared.player, media::PlayerEnd::stopped}}});
}

}  // namespace rapport::voice
