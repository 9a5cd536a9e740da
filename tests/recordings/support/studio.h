// A studio: a shop whose conversations can be recorded from tones, without a telephone.
#pragma once

#include <memory>

#include "recordings/support/sound.h"
#include "support/program/shop.h"

namespace rapport::recordings::testing {

using namespace program::testing;

struct ShownRecordings {
  std::vector<Recording> items;
};
BOOST_DESCRIBE_STRUCT(ShownRecordings, (), (items))

// The sound of both channels from `at` on, as the media plane would give it.
void play(Tape& tape, std::uint64_t& at, const std::vector<std::int16_t>& left,
          const std::vector<std::int16_t>& right, bool is_paused = false);
void play_last(Tape& tape, std::uint64_t at);

struct Studio : Shop {
  explicit Studio(House& the_house);

  std::shared_ptr<Tape> begin(OrgId of, InteractionId of_interaction);
  // `ms` of 440 Hz left and 1000 Hz right, ended; its id.
  RecordingId record(int ms, UserId agent = {});
  Recording known(RecordingId id);
  bool is_ended(RecordingId id);
  HttpReply listen(HttpClient& client, RecordingId id, const rapport::testing::HeaderMap& headers = {});

  Desk anas;
  InteractionId interaction;
};

inline std::string path_of(RecordingId id, const std::string& rest = "") {
  return "/api/v1/recordings/" + std::to_string(id.value) + rest;
}

template <class Body>
void in_a_studio(Body&& body) {
  in_a_house([&](House& house) {
    Studio studio(house);
    body(studio);
  });
}

}  // namespace rapport::recordings::testing
