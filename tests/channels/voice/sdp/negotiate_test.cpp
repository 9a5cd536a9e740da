#include "channels/voice/sdp/negotiate.h"

#include <doctest/doctest.h>

#include "channels/voice/sdp/support/offers.h"

namespace rapport::sdp {
namespace {

Local phone_local() {
  Local local;
  local.address = "192.0.2.10";
  local.port = 20000;
  local.rtcp_port = 20001;
  local.codecs = {Codec::pcma, Codec::pcmu};
  return local;
}

Local browser_local() {
  Local local = phone_local();
  local.security = Security::dtls;
  local.ufrag = "ourufrag";
  local.password = "ourpasswordourpassword00";
  local.fingerprint = "AA:BB";
  return local;
}

Local trunk_local() {
  Local local = phone_local();
  local.security = Security::sdes;
  local.keys = {{1, Suite::aead_aes_128_gcm, std::string(28, 'g')},
                {2, Suite::aes_cm_128_hmac_sha1_80, std::string(30, 'c')}};
  return local;
}

const Section& audio_of(const Session& session) {
  for (const Section& section : session.sections)
    if (section.port != 0) return section;
  return session.sections.front();
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("Chromium's audio is answered with G.711, its video and data are refused in place") {
  const auto answered = answer(*parse(test::chromium_offer()), browser_local());
  REQUIRE(answered);
  const Session& session = answered->session;
  REQUIRE(session.sections.size() == 3);
  CHECK(session.sections[0].kind == "audio");
  CHECK(session.sections[0].formats == std::vector<std::string>{"8", "0", "126"});
  CHECK(session.sections[1].port == 0);
  CHECK(session.sections[2].port == 0);
  CHECK(session.sections[2].kind == "application");
  REQUIRE(session.find("group"));
  CHECK(*session.find("group") == "BUNDLE 0");
  CHECK(session.find("ice-lite"));
  CHECK(*session.sections[0].find("setup") == "passive");
  CHECK(*session.sections[0].find("mid") == "0");
  CHECK(session.sections[0].find("rtcp-mux"));
  CHECK(session.sections[0].find("candidate")->find("192.0.2.10 20000 typ host") != std::string::npos);
  const Agreed& agreed = answered->agreed;
  CHECK(agreed.send.codec == Codec::pcma);
  CHECK(agreed.security == Security::dtls);
  CHECK(agreed.remote_ufrag == "maog");
  CHECK(agreed.remote_fingerprint.size() == 95);
  REQUIRE(agreed.send_events.size() == 1);
  CHECK(agreed.send_events[0] == Events{126, 8000});
}

TEST_CASE("Opus with its events at 48 kHz comes first where it is wanted first") {
  Local local = browser_local();
  local.codecs = {Codec::opus, Codec::g722, Codec::pcma};
  const auto answered = answer(*parse(test::chromium_offer()), local);
  REQUIRE(answered);
  CHECK(answered->agreed.send == Format{Codec::opus, 111, true});
  CHECK(answered->agreed.receive.size() == 3);
  REQUIRE(answered->agreed.send_events.size() == 2);
  CHECK(answered->agreed.send_events[0] == Events{110, 48000});
}

TEST_CASE("A browser without fingerprint, credentials or rtcp-mux is refused") {
  const std::string offer = test::chromium_offer();
  const std::pair<const char*, const char*> spoilt[] = {{"a=fingerprint:sha-256", "a=fingerprint:sha-1"},
                                                        {"a=ice-pwd:", "a=ice-nothing:"},
                                                        {"a=rtcp-mux", "a=rtcp-nomux"},
                                                        {"a=setup:actpass", "a=setup:passive"}};
  for (const auto& change : spoilt) {
    CAPTURE(change.first);
    const auto refused = answer(*parse(with(offer, change.first, change.second)), browser_local());
    REQUIRE_FALSE(refused);
    CHECK((refused.error().reason == "sdp_incomplete" || refused.error().reason == "security_refused"));
  }
}

TEST_CASE("A phone's offer is answered in our order, with its payload types") {
  const auto answered = answer(*parse(test::baresip_offer()), phone_local());
  REQUIRE(answered);
  const Section& audio = audio_of(answered->session);
  CHECK(audio.transport == "RTP/AVP");
  CHECK(audio.formats == std::vector<std::string>{"8", "0", "101"});
  CHECK(answered->agreed.remote_address == "192.0.2.2");
  CHECK(answered->agreed.remote_port == 10240);
  CHECK(answered->agreed.remote_rtcp_port == 10241);
  CHECK_FALSE(answered->agreed.is_muxed);
  CHECK(*audio.find("rtcp") == "20001");
}

TEST_CASE("Static payload types need no rtpmap, and a phone without events gets none") {
  const auto answered = answer(*parse(test::sipp_offer()), phone_local());
  REQUIRE(answered);
  CHECK(answered->agreed.send == Format{Codec::pcmu, 0});
  CHECK(answered->agreed.send_events.empty());
  CHECK(audio_of(answered->session).formats == std::vector<std::string>{"0"});
}

TEST_CASE("No common codec, no audio and the wrong security are refused") {
  Local local = phone_local();
  local.codecs = {Codec::g722};
  CHECK(answer(*parse(test::sipp_offer()), local).error().reason == "no_common_codec");
  CHECK(answer(*parse("v=0\r\nm=video 5 RTP/AVP 99\r\n"), phone_local()).error().reason == "no_audio");
  CHECK(answer(*parse("v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 0 RTP/AVP 0\r\n"), phone_local()).error().reason ==
        "no_audio");
  CHECK(answer(*parse(test::sipp_offer()), trunk_local()).error().reason == "security_refused");
  CHECK(answer(*parse(test::chromium_offer()), phone_local()).error().reason == "security_refused");
  CHECK(answer(*parse("v=0\r\nm=audio 5 RTP/AVP 0\r\n"), phone_local()).error().reason == "sdp_incomplete");
}

TEST_CASE("Hold: our direction follows theirs and our own wish") {
  struct Case {
    const char* theirs;
    Direction wanted, expected;
  };
  for (const Case& one : {Case{"sendrecv", Direction::sendrecv, Direction::sendrecv},
                          Case{"sendonly", Direction::sendrecv, Direction::recvonly},
                          Case{"recvonly", Direction::sendrecv, Direction::sendonly},
                          Case{"inactive", Direction::sendrecv, Direction::inactive},
                          Case{"sendrecv", Direction::sendonly, Direction::sendonly},
                          Case{"sendonly", Direction::sendonly, Direction::inactive}}) {
    CAPTURE(one.theirs);
    Local local = phone_local();
    local.direction = one.wanted;
    const auto answered = answer(
        *parse(with(test::sipp_offer(), "a=rtpmap:0", std::string("a=") + one.theirs + "\r\na=rtpmap:0")),
        local);
    REQUIRE(answered);
    CHECK(answered->agreed.direction == one.expected);
    CHECK(audio_of(answered->session).find(to_string(one.expected)));
  }
}

TEST_CASE("SDES: the best common suite, the offer's tag, our key back") {
  const auto answered = answer(*parse(test::savp_and_avp_offer()), trunk_local());
  REQUIRE(answered);
  REQUIRE(answered->session.sections.size() == 2);
  CHECK(answered->session.sections[0].port == 0);  // the plain one
  const Section& audio = answered->session.sections[1];
  CHECK(audio.transport == "RTP/SAVP");
  CHECK(answered->agreed.security == Security::sdes);
  CHECK(answered->agreed.send_key.suite == Suite::aes_cm_128_hmac_sha1_80);
  CHECK(answered->agreed.receive_key.bytes.size() == 30);
  CHECK(audio.find("crypto")->starts_with("7 AES_CM_128_HMAC_SHA1_80 inline:"));
  CHECK(read_crypto(*audio.find("crypto"))->bytes == std::string(30, 'c'));
  // Either will do: the safe one is taken.
  Local either = trunk_local();
  either.security = Security::sdes_optional;
  CHECK(answer(*parse(test::savp_and_avp_offer()), either)->agreed.security == Security::sdes);
  CHECK(answer(*parse(test::sipp_offer()), either)->agreed.security == Security::none);
}

TEST_CASE("Crypto lines with an MKI, a wrong length or unknown parameters are not used") {
  const std::string good = write_crypto({3, Suite::aead_aes_256_gcm, std::string(44, '\x80')});
  REQUIRE(read_crypto(good));
  CHECK(*read_crypto(good) == Key{3, Suite::aead_aes_256_gcm, std::string(44, '\x80')});
  CHECK(read_crypto(good + "|2^31"));
  CHECK_FALSE(read_crypto(good + "|2^31|1:4"));
  CHECK_FALSE(read_crypto(good + " UNENCRYPTED_SRTP"));
  CHECK_FALSE(read_crypto("1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ="));
  CHECK_FALSE(read_crypto("x AES_CM_128_HMAC_SHA1_80 inline:"));
  CHECK_FALSE(read_crypto("1 F8_128_HMAC_SHA1_80 inline:AAAA"));
}

TEST_CASE("An offer of ours and the answer to it settle the same on both ends") {
  for (const Security security : {Security::none, Security::sdes}) {
    Local caller = security == Security::none ? phone_local() : trunk_local();
    Local callee = caller;
    callee.address = "192.0.2.99";
    callee.port = 30000;
    callee.codecs = {Codec::pcmu, Codec::pcma};
    for (Key& key : callee.keys)
      key.bytes.assign(key.bytes.size(), 'z');
    const Session offered = offer(caller);
    const auto answered = answer(*parse(write(offered)), callee);
    REQUIRE(answered);
    const auto accepted = accept(offered, *parse(write(answered->session)), caller);
    REQUIRE(accepted);
    CHECK(accepted->send.codec == Codec::pcmu);
    CHECK(accepted->remote_port == 30000);
    CHECK(accepted->is_muxed);
    CHECK(accepted->send_events.size() == 1);
    CHECK(accepted->security == security);
    if (security == Security::sdes) {
      CHECK(accepted->send_key.bytes == answered->agreed.receive_key.bytes);
      CHECK(accepted->receive_key.bytes == answered->agreed.send_key.bytes);
    }
  }
}

TEST_CASE("An answer of port 0, of other sections or of another transport is refused") {
  const Local local = phone_local();
  const Session offered = offer(local);
  const std::string head = "v=0\r\no=- 1 1 IN IP4 1.2.3.4\r\nc=IN IP4 1.2.3.4\r\n";
  CHECK(accept(offered, *parse(head + "m=audio 0 RTP/AVP 0\r\n"), local).error().reason == "audio_refused");
  CHECK(accept(offered, *parse(head), local).error().reason == "no_audio");
  CHECK(accept(offered, *parse(head + "m=audio 5 RTP/SAVP 0\r\n"), local).error().reason ==
        "security_refused");
  CHECK(accept(offered, *parse(head + "m=audio 5 RTP/AVP 3\r\n"), local).error().reason == "no_common_codec");
}

TEST_CASE("ptime is what the other end wants to hear, in tens of milliseconds") {
  for (const auto& pair : {std::pair{10, 10}, {20, 20}, {30, 30}, {35, 30}, {60, 60}, {200, 60}}) {
    const auto answered = answer(*parse(with(test::sipp_offer(), "a=rtpmap:0",
                                             "a=ptime:" + std::to_string(pair.first) + "\r\na=rtpmap:0")),
                                 phone_local());
    REQUIRE(answered);
    CHECK(answered->agreed.ptime_ms == pair.second);
  }
}

}  // namespace rapport::sdp
