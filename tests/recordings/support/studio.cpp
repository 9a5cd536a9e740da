#include "recordings/support/studio.h"

namespace rapport::recordings::testing {

void play(Tape& tape, std::uint64_t& at, const std::vector<std::int16_t>& left,
          const std::vector<std::int16_t>& right, bool is_paused) {
  for (std::size_t i = 0; i + frame_samples <= left.size(); i += frame_samples) {
    TapeFrame frame;
    frame.index = at++;
    frame.left = std::span(left).subspan(i, frame_samples);
    frame.right = std::span(right).subspan(i, frame_samples);
    frame.is_paused = is_paused;
    tape.hear(frame);
  }
}

void play_last(Tape& tape, std::uint64_t at) {
  TapeFrame last;
  last.index = at;
  last.is_last = true;
  tape.hear(last);
}

Studio::Studio(House& the_house) : Shop(the_house), anas(desk_of_ana()) {
  ChatVisitor customer = visitor();
  customer.start("I would like to be called", "first");
  interaction = anas.accept_next().id;
}

std::shared_ptr<Tape> Studio::begin(OrgId of, InteractionId of_interaction) {
  Beginning beginning;
  beginning.org = of;
  beginning.interaction = of_interaction;
  beginning.queue = queue;
  return house.parts().recorder.begin(beginning, {});
}

RecordingId Studio::record(int ms, UserId agent) {
  const auto tape = begin(org, interaction);
  if (agent) tape->mark(MarkKind::agent_joined, agent);
  std::uint64_t at = 0;
  play(*tape, at, tone(440, ms), tone(1'000, ms));
  play_last(*tape, at);
  REQUIRE(eventually([&] { return is_ended(tape->id()); }));
  return tape->id();
}

Recording Studio::known(RecordingId id) {
  auto found = house.parts().recording_store.find(org, id);
  return found ? found->recording : Recording{};
}

bool Studio::is_ended(RecordingId id) {
  const Recording recording = known(id);
  return recording.id == id && recording.state != RecordingState::writing;
}

HttpReply Studio::listen(HttpClient& client, RecordingId id, const rapport::testing::HeaderMap& headers) {
  return client.send("GET", path_of(id, "/audio"), "", headers);
}

}  // namespace rapport::recordings::testing
