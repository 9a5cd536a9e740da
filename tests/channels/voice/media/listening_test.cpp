// Who hears whom: whisper, monitor, barge, conference, mute, hold.
#include <doctest/doctest.h>

#include "channels/voice/media/support/stage.h"
#include "channels/voice/sdp/session.h"

namespace rapport::media::test {

using sdp::Codec;

namespace {

constexpr LegId customer = leg(1), agent = leg(2), supervisor = leg(3);

struct Call {
  Stage stage;
  Peer customer_phone{{Codec::pcmu, 440}}, agent_phone{{Codec::pcmu, 1000}},
      supervisor_phone{{Codec::pcmu, 1800}};
  Call() {
    stage.connect(customer, customer_phone, Codec::pcmu);
    stage.connect(agent, agent_phone, Codec::pcmu);
    stage.connect(supervisor, supervisor_phone, Codec::pcmu);
    stage.plane().hears(customer, {agent});
    stage.plane().hears(agent, {customer});
  }
};

}  // namespace

TEST_CASE("A monitoring supervisor hears both and nobody hears the supervisor") {
  Call call;
  call.stage.plane().hears(supervisor, {customer, agent});
  CHECK(hears_tones(call.supervisor_phone, {440, 1000}, 0.4));
  CHECK(hears_tone(call.customer_phone, 1000));
  CHECK(hears_tone(call.agent_phone, 440));
}

TEST_CASE("A whisper reaches the agent only") {
  Call call;
  call.stage.plane().hears(supervisor, {customer, agent});
  call.stage.plane().hears(agent, {customer, supervisor});
  CHECK(hears_tones(call.agent_phone, {440, 1800}, 0.4));
  CHECK(share_now(call.customer_phone, 1000) > 0.95);
  CHECK(share_now(call.customer_phone, 1800) < 0.001);
  // Whisper becomes barge, live.
  call.stage.plane().hears(customer, {agent, supervisor});
  CHECK(hears_tones(call.customer_phone, {1000, 1800}, 0.4));
  // And back.
  call.stage.plane().hears(customer, {agent});
  CHECK(hears_tone(call.customer_phone, 1000));
  CHECK(share_now(call.customer_phone, 1800) < 0.001);
}

TEST_CASE("In a conference of six everybody hears the five others and not themselves") {
  Stage stage;
  const int hz[] = {400, 600, 850, 1150, 1500, 2000};
  const Codec codecs[] = {Codec::pcmu, Codec::pcma, Codec::g722, Codec::opus, Codec::pcmu, Codec::g722};
  std::vector<std::unique_ptr<Peer>> peers;
  for (int i = 0; i < 6; ++i) {
    peers.push_back(std::make_unique<Peer>(PeerOptions{codecs[i], hz[i]}));
    stage.connect(leg(i + 1), *peers.back(), codecs[i]);
  }
  for (int i = 0; i < 6; ++i) {
    std::vector<LegId> others;
    for (int k = 0; k < 6; ++k)
      if (k != i) others.push_back(leg(k + 1));
    stage.plane().hears(leg(i + 1), others);
  }
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    std::vector<int> others;
    for (std::size_t k = 0; k < 6; ++k)
      if (k != i) others.push_back(hz[k]);
    CHECK(hears_tones(*peers[i], others, 0.05));
    CHECK(share_now(*peers[i], hz[i]) < 0.01);
  }
}

TEST_CASE("A muted leg is heard by nobody, until it is not muted") {
  Call call;
  CHECK(hears_tone(call.customer_phone, 1000));
  call.stage.plane().mute(agent, true);
  CHECK(until([&] { return share_now(call.customer_phone, 1000) == -1; }));
  CHECK(hears_tone(call.agent_phone, 440));
  call.stage.plane().mute(agent, false);
  CHECK(hears_tone(call.customer_phone, 1000));
}

TEST_CASE("A phone that puts us on hold hears nothing from us and is not heard, then both again") {
  Call call;
  CHECK(hears_tone(call.customer_phone, 1000));
  const auto held = call.stage.plane().answer(customer, call.customer_phone.sdp("inactive"));
  REQUIRE(held);
  CHECK(held->agreed.remote_direction == sdp::Direction::inactive);
  CHECK(held->agreed.direction == sdp::Direction::inactive);
  const auto quiet = [](Peer& peer) {
    return until([&] {
      peer.forget();
      until([&] { return !peer.heard().empty(); }, 200);
      return peer.heard().empty();
    });
  };
  CHECK(quiet(call.customer_phone));
  REQUIRE(call.stage.plane().answer(customer, call.customer_phone.sdp()));
  CHECK(hears_tone(call.customer_phone, 1000));
  CHECK(hears_tone(call.agent_phone, 440));
}

TEST_CASE("We put a phone on hold with music: it hears the music, the agent does not hear it") {
  Call call;
  CHECK(hears_tone(call.agent_phone, 440));
  const auto offer = call.stage.plane().offer(customer, sdp::Direction::sendonly);
  REQUIRE(offer);
  REQUIRE(call.stage.plane().accept(customer, call.customer_phone.sdp("recvonly")));
  call.stage.plane().play(customer, PlayerId{1}, {Tone{2500, 0, 1000, 0}}, {true, false, 0});
  CHECK(hears_tone(call.customer_phone, 2500));
  call.agent_phone.forget();
  CHECK(until([&] { return share_now(call.agent_phone, 440) < 0.01; }));
  REQUIRE(call.stage.plane().offer(customer));
  REQUIRE(call.stage.plane().accept(customer, call.customer_phone.sdp()));
  call.stage.plane().stop(customer, PlayerId{1});
  CHECK(hears_tone(call.customer_phone, 1000));
  CHECK(hears_tone(call.agent_phone, 440));
}

TEST_CASE("A codec changes in the middle of a call") {
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcmu, 1000});
  LegOptions options;
  options.codecs = {Codec::pcmu, Codec::g722};
  stage.connect(leg(1), a, options);
  stage.connect(leg(2), b, options);
  stage.plane().hears(leg(1), {leg(2)});
  stage.plane().hears(leg(2), {leg(1)});
  CHECK(hears_tone(b, 440));
  // Another phone takes over from a (attended transfer): new address, new codec, new SSRC.
  Peer c({Codec::g722, 1300});
  const auto answered = stage.plane().answer(leg(1), c.sdp());
  REQUIRE(answered);
  c.send_to(sdp::parse(answered->sdp)->sections.front().port);
  CHECK(hears_tone(b, 1300));
  CHECK(hears_tone(c, 1000));
}

TEST_CASE("Voice activity and inactivity are told") {
  Stage stage;
  Peer a({Codec::pcmu, 0});
  LegOptions options;
  options.codecs = {Codec::pcmu};
  options.reports_voice = true;
  options.inactive_after_s = 1;
  stage.connect(leg(1), a, options);
  REQUIRE(stage.wait<Connected>(leg(1)));
  a.set_tone(500);
  CHECK(stage.wait<Talking>(leg(1)));
  a.set_tone(0);
  CHECK(stage.wait<Silent>(leg(1)));
  CHECK(stage.wait<Quality>(leg(1)));
  a.send_to(9);  // discard
  CHECK(stage.wait<Inactive>(leg(1)));
}

}  // namespace rapport::media::test
