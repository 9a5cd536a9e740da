// Counts what media threads allocate while packets flow: nothing. malloc itself is replaced, so that
// libraries count too.
#include <doctest/doctest.h>
#include <execinfo.h>
#include <pthread.h>

#include <atomic>
#include <cstdlib>
#include <cstring>

#include "channels/voice/media/support/stage.h"

#if defined(__SANITIZE_ADDRESS__)
#define RAPPORT_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RAPPORT_HAS_ASAN 1
#endif
#endif

#ifndef RAPPORT_HAS_ASAN  // which replaces malloc itself

namespace {

std::atomic<bool> is_watching = false;
std::atomic<std::uint64_t> allocations = 0;

void count() {
  if (!is_watching.load(std::memory_order_relaxed)) return;
  char name[16] = "";
  if (::pthread_getname_np(::pthread_self(), name, sizeof name) == 0 && std::strcmp(name, "media") == 0)
    if (allocations.fetch_add(1, std::memory_order_relaxed) == 0) {
      void* frames[30];
      ::backtrace_symbols_fd(frames, ::backtrace(frames, 30), 2);  // who it was
    }
}

}  // namespace

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);

void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}
void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}
void* realloc(void* old, std::size_t size) {
  count();
  return __libc_realloc(old, size);
}
}

namespace rapport::media::test {

using sdp::Codec;

TEST_CASE("While packets flow no media thread allocates: passed on, recorded, mixed, encrypted, with music") {
  std::atomic<int> frames = 0;  // outlives the plane
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcmu, 1000}), c({Codec::opus, 600}), d({Codec::g722, 700}),
      e({Codec::pcma, 800}), f({Codec::pcmu, 500}), g({Codec::pcmu, 900});
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::pcmu);
  stage.connect(leg(3), c, Codec::opus);
  stage.connect(leg(4), d, Codec::g722);
  LegOptions watched;
  watched.codecs = {Codec::pcma};
  watched.detects_tones = watched.reports_voice = true;
  stage.connect(leg(5), e, watched);
  f.send_to(stage.connect_encrypted(leg(6), f, 'f'));
  g.send_to(stage.connect_encrypted(leg(7), g, 'g', sdp::Suite::aes_cm_128_hmac_sha1_80));
  stage.plane().hears(leg(6), {leg(7)});
  stage.plane().hears(leg(7), {leg(6)});
  stage.plane().hears(leg(1), {leg(2)});
  stage.plane().hears(leg(2), {leg(1)});
  stage.plane().hears(leg(3), {leg(4), leg(5)});
  stage.plane().hears(leg(4), {leg(3), leg(5)});
  stage.plane().hears(leg(5), {leg(3), leg(4)});
  stage.plane().play(leg(5), PlayerId{1}, {Tone{450, 0, 100, 100}}, {true, true, -6});
  stage.plane().record(TapId{1}, {{leg(1)}, {leg(2), leg(3)}, 16000}, [&](const TapFrame&) { ++frames; });
  REQUIRE(hears_tone(a, 1000));
  REQUIRE(hears_tones(c, {700, 800}, 0.1));
  REQUIRE(hears_tone(f, 900));
  REQUIRE(hears_tone(g, 500));
  // RTCP and quality have been through once, too.
  for (int n = 1; n <= 7; ++n)
    REQUIRE(stage.wait<Quality>(leg(n)));
  frames = 0;
  void* warm[1];
  ::backtrace(warm, 1);  // loads what it needs, which allocates
  is_watching = true;
  CHECK(until([&] { return frames > 150; }, 8000));
  is_watching = false;
  CHECK(allocations.load() == 0);
}

}  // namespace rapport::media::test

#endif
