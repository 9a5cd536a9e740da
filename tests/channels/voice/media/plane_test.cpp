#include "channels/voice/media/plane.h"

#include <doctest/doctest.h>

#include "channels/voice/media/support/stage.h"
#include "channels/voice/sdp/session.h"

namespace rapport::media::test {

using sdp::Codec;

TEST_CASE("Two legs that hear each other in the same codec are passed on, both directions") {
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcmu, 1000});
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::pcmu);
  REQUIRE(stage.plane().hears(leg(1), {leg(2)}));
  REQUIRE(stage.plane().hears(leg(2), {leg(1)}));
  CHECK(hears_tone(a, 1000));
  CHECK(hears_tone(b, 440));
  CHECK(stage.wait<Connected>(leg(1)));
  CHECK(stage.count<Connected>(leg(1)) == 1);
  CHECK(a.sequence_gaps() == 0);
  REQUIRE(stage.plane().close(leg(1)));
  CHECK(stage.wait<Closed>(leg(1)));
  CHECK_FALSE(stage.plane().close(leg(1)));
  stage.stop();
  CHECK(stage.count<Closed>(leg(1)) == 1);
  CHECK(stage.count<Closed>(leg(2)) == 1);
}

TEST_CASE("Legs of different codecs are decoded, mixed and encoded") {
  const std::pair<Codec, Codec> pairs[] = {{Codec::pcmu, Codec::pcma},
                                           {Codec::pcma, Codec::g722},
                                           {Codec::pcmu, Codec::opus},
                                           {Codec::opus, Codec::g722}};
  for (const auto& pair : pairs) {
    CAPTURE(sdp::to_string(pair.first));
    CAPTURE(sdp::to_string(pair.second));
    Stage stage;
    Peer a({pair.first, 440}), b({pair.second, 1000});
    stage.connect(leg(1), a, pair.first);
    stage.connect(leg(2), b, pair.second);
    stage.plane().hears(leg(1), {leg(2)});
    stage.plane().hears(leg(2), {leg(1)});
    CHECK(hears_tone(a, 1000));
    CHECK(hears_tone(b, 440));
    CHECK(a.sequence_gaps() == 0);
  }
}

}  // namespace rapport::media::test
