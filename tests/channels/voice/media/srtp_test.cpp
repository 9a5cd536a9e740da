// SRTP on the ciphers of srtp_crypto.h: whole packets that others have published. The RFCs' own vectors for
// each cipher are tried by the program itself, each time it starts.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "channels/voice/media/srtp_session.h"

namespace rapport::media {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes from_hex(std::string_view text) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
  return bytes;
}

std::string key_of(std::string_view hex) {
  const Bytes bytes = from_hex(hex);
  return {bytes.begin(), bytes.end()};
}

std::unique_ptr<SrtpSession> session(sdp::Suite suite, const std::string& key) {
  auto made = SrtpSession::make(suite, key, suite, key);
  REQUIRE(made);
  return std::move(*made);
}

Bytes sealed(SrtpSession& session, Bytes packet) {
  const std::size_t size = packet.size();
  packet.resize(size + srtp_trailer_bytes_max);
  packet.resize(session.protect_rtp(packet.data(), size));
  return packet;
}

Bytes opened(SrtpSession& session, Bytes packet) {
  packet.resize(session.unprotect_rtp(packet.data(), packet.size()));
  return packet;
}

// Of libsrtp's own test/srtp_driver.c.
const Bytes plain_packet = from_hex("800f1234decafbadcafebabeabababababababababababababababab");

struct Published {
  sdp::Suite suite;
  const char *key, *packet;
};

constexpr Published published_packets[] = {
    {sdp::Suite::aes_cm_128_hmac_sha1_80, "e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6",
     "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"},
    {sdp::Suite::aead_aes_128_gcm, "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab",
     "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392"},
};

}  // namespace

TEST_CASE("Published packets come out of SRTP as they were published, and open again") {
  for (const Published& one : published_packets) {
    const std::string key = key_of(one.key);
    CHECK(sealed(*session(one.suite, key), plain_packet) == from_hex(one.packet));
    CHECK(opened(*session(one.suite, key), from_hex(one.packet)) == plain_packet);
  }
}

TEST_CASE("Each suite opens what it sealed, refuses it a second time, and refuses every changed byte") {
  for (const sdp::Suite suite : {sdp::Suite::aead_aes_128_gcm, sdp::Suite::aead_aes_256_gcm,
                                 sdp::Suite::aes_cm_128_hmac_sha1_80, sdp::Suite::aes_cm_128_hmac_sha1_32}) {
    std::string key(sdp::key_bytes(suite), ' ');
    for (std::size_t i = 0; i < key.size(); ++i)
      key[i] = static_cast<char>(i * 7 + 3);
    const auto sender = session(suite, key), receiver = session(suite, key);
    const Bytes packet = sealed(*sender, plain_packet);
    REQUIRE(packet.size() > plain_packet.size());
    for (std::size_t at = 0; at < packet.size(); ++at) {
      Bytes forged = packet;
      forged[at] ^= 1;
      // Another source or sequence number is another packet, whose code does not fit either.
      CHECK(opened(*receiver, forged).empty());
    }
    CHECK(opened(*receiver, packet) == plain_packet);
    CHECK(opened(*receiver, packet).empty());  // a replay

    std::array<std::uint8_t, 28 + srtp_trailer_bytes_max + 4> report{0x80, 201, 0, 6};
    const auto before = report;
    const std::size_t size = sender->protect_rtcp(report.data(), 28);
    REQUIRE(size > 28);
    CHECK(receiver->unprotect_rtcp(report.data(), size) == 28);
    CHECK(std::equal(report.begin(), report.begin() + 28, before.begin()));
  }
}

}  // namespace rapport::media
