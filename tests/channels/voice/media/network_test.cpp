// Loss, jitter, reordering, duplicates; and strangers who send.
#include <doctest/doctest.h>

#include "channels/voice/media/support/stage.h"
#include "channels/voice/sdp/session.h"

namespace rapport::media::test {

using sdp::Codec;

namespace {

// By tenths of a second: what is lost or late moves the tone's phase, and is no other tone.
double share_by_tenths(const std::vector<std::int16_t>& heard, double hz) {
  constexpr std::size_t tenth = 800;
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin + tenth <= heard.size(); begin += tenth, ++count)
    sum += share_of({heard.data() + begin, heard.data() + begin + tenth}, 8000, hz);
  return sum / static_cast<double>(count);
}

// b hears a through a decoding path (another codec), so that jitter buffer and concealment are in it.
double share_through(PeerOptions bad, std::uint64_t* concealed = nullptr) {
  Stage stage;
  Peer a(bad), b({Codec::pcma, 0});
  stage.connect(leg(1), a, bad.codec);
  stage.connect(leg(2), b, Codec::pcma);
  stage.plane().hears(leg(2), {leg(1)});
  REQUIRE(stage.wait<Connected>(leg(1)));
  until([&] { return b.heard().size() > 8000; });
  b.forget();
  until([&] { return b.heard().size() > 8000 * 2; });
  if (concealed) *concealed = b.packets();
  return share_by_tenths(b.heard(), bad.tone_hz);
}

}  // namespace

TEST_CASE("Reordered, doubled and jittery packets come out as if nothing had happened") {
  PeerOptions shuffled{Codec::pcmu, 500}, doubled{Codec::pcmu, 500}, jittery{Codec::pcmu, 500};
  shuffled.is_shuffled = true;
  doubled.is_doubled = true;
  jittery.jitter_ms = 40;
  CHECK(share_through(shuffled) > 0.9);
  CHECK(share_through(doubled) > 0.98);
  CHECK(share_through(jittery) > 0.8);
}

TEST_CASE("One packet in ten lost is concealed, in G.711 and in Opus") {
  for (const Codec codec : {Codec::pcmu, Codec::g722, Codec::opus}) {
    CAPTURE(sdp::to_string(codec));
    PeerOptions lossy{codec, 500};
    lossy.lose_every = 10;
    CHECK(share_through(lossy) > 0.8);
  }
}

TEST_CASE("Loss is told as quality") {
  Stage stage;
  PeerOptions lossy{Codec::pcmu, 500};
  lossy.lose_every = 5;
  Peer a(lossy);
  stage.connect(leg(1), a, Codec::pcmu);
  CHECK(until([&] {
    for (const Event& event : stage.events())
      if (const auto* quality = std::get_if<Quality>(&event))
        if (quality->loss_in > 0.15F && quality->loss_in < 0.25F && quality->mos_in < 3 &&
            quality->mos_in > 1)
          return true;
    return false;
  }));
}

TEST_CASE("Packets from another address than the one heard first are refused") {
  Stage stage;
  Peer a({Codec::pcmu, 440}), thief({Codec::pcmu, 2000}), b({Codec::pcmu, 0});
  LegOptions options;
  options.codecs = {Codec::pcmu};
  stage.connect(leg(1), a, options);
  stage.connect(leg(2), b, options);
  stage.plane().hears(leg(2), {leg(1)});
  REQUIRE(hears_tone(b, 440));
  // The thief knows the port (and even comes from the same host).
  const auto offer = stage.plane().offer(leg(1));
  REQUIRE(offer);
  thief.send_to(sdp::parse(offer->sdp)->sections.front().port);
  CHECK(share_now(b, 440) > 0.98);
  CHECK(thief.packets() == 0);
}

TEST_CASE("Packets from another host than the SDP's are refused, unless signalling came from there") {
  Peer a({Codec::pcmu, 440});
  std::string sdp = a.sdp();
  sdp.replace(sdp.find("c=IN IP4 127.0.0.1"), 18, "c=IN IP4 127.0.0.7");
  for (const bool is_known : {false, true}) {
    Stage stage;
    LegOptions options;
    options.codecs = {Codec::pcmu};
    if (is_known) options.also_from = "127.0.0.1";
    REQUIRE(stage.plane().open(leg(1), options));
    const auto answered = stage.plane().answer(leg(1), sdp);
    REQUIRE(answered);
    a.send_to(sdp::parse(answered->sdp)->sections.front().port);
    if (is_known) {
      CHECK(stage.wait<Connected>(leg(1)));
      CHECK(until([&] { return a.packets() > 5; }));  // answered where it is, not where it said
    } else {
      until([] { return false; }, 200);
      CHECK(stage.count<Connected>(leg(1)) == 0);
    }
  }
}

TEST_CASE("Two phones talk over IPv6") {
  PlaneOptions options;
  options.bind_address = "::1";
  PeerOptions low{Codec::pcmu, 440}, high{Codec::pcmu, 1'000};
  low.host = high.host = "::1";
  Stage stage(options);
  Peer a(low), b(high);
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::pcmu);
  stage.plane().hears(leg(1), {leg(2)});
  stage.plane().hears(leg(2), {leg(1)});
  REQUIRE(stage.wait<Connected>(leg(1)));
  REQUIRE(stage.wait<Connected>(leg(2)));
  CHECK(hears_tone(a, 1'000));
  CHECK(hears_tone(b, 440));
}

TEST_CASE("SDES: two trunks talk, and a packet under the wrong key is refused") {
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcmu, 1000}), thief({Codec::pcmu, 2000});
  const auto a_port = stage.connect_encrypted(leg(1), a, 'a'),
             b_port = stage.connect_encrypted(leg(2), b, 'b');
  // First the thief, with keys of its own; nothing is learned from it.
  thief.secure(std::move(*SrtpSession::make(sdp::Suite::aead_aes_128_gcm, std::string(28, 't'),
                                            sdp::Suite::aead_aes_128_gcm, std::string(28, 't'))));
  thief.send_to(a_port);
  stage.plane().hears(leg(1), {leg(2)});
  stage.plane().hears(leg(2), {leg(1)});
  until([] { return false; }, 200);
  CHECK(stage.count<Connected>(leg(1)) == 0);
  a.send_to(a_port);
  b.send_to(b_port);
  CHECK(hears_tone(a, 1000));
  CHECK(hears_tone(b, 440));
  CHECK(share_now(b, 2000) < 0.001);
}

TEST_CASE("Ports of closed legs are used again, and a full range says so") {
  PlaneOptions options;
  // A range that is free just now: two pairs.
  const auto probe = UdpSocket::bind(*Address::from("127.0.0.1", 0));
  options.first_port = static_cast<std::uint16_t>((probe->port() / 8) * 8);
  options.last_port = static_cast<std::uint16_t>(options.first_port + 7);
  Stage stage(options);
  int opened = 0;
  while (opened < 10 && stage.plane().open(leg(opened + 1), {}))
    ++opened;
  CHECK(opened >= 2);
  CHECK(opened <= 4);
  CHECK(stage.plane().open(leg(99), {}).error().reason == "no_free_port");
  CHECK(stage.plane().open(leg(1), {}).error().reason == "leg_exists");
  stage.plane().close(leg(1));
  REQUIRE(stage.wait<Closed>(leg(1)));
  CHECK(stage.plane().open(leg(1), {}));
}

}  // namespace rapport::media::test
