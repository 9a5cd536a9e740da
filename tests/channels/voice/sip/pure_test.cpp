#include <doctest/doctest.h>

#include <random>
#include <thread>

#include "channels/voice/sip/bindings.h"
#include "channels/voice/sip/digest.h"
#include "channels/voice/sip/libre.h"
#include "channels/voice/sip/networks.h"
#include "channels/voice/sip/nonces.h"
#include "channels/voice/sip/screen.h"
#include "channels/voice/sip/session_timer.h"
#include "channels/voice/sip/source_limits.h"
#include "channels/voice/sip/text.h"
#include "channels/voice/sip/timer_heap.h"
#include "channels/voice/sip/timers.h"

using namespace rapport;
using namespace rapport::sip;

TEST_CASE("Digest agrees with the examples of RFC 7616 and RFC 2617") {
  DigestInput input;
  input.user = "Mufasa";
  input.realm = "http-auth@example.org";
  input.password = "Circle of Life";
  input.method = "GET";
  input.uri = "/dir/index.html";
  input.nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  input.qop = "auth";
  input.nonce_count = "00000001";
  input.client_nonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  CHECK(digest_response(input) == "8ca523f5e9506fed4657c9700eebdbec");
  input.algorithm = DigestAlgorithm::sha256;
  CHECK(digest_response(input) == "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  DigestInput old;
  old.user = "Mufasa";
  old.realm = "testrealm@host.com";
  old.password = "Circle Of Life";
  old.method = "GET";
  old.uri = "/dir/index.html";
  old.nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
  old.qop = "auth";
  old.nonce_count = "00000001";
  old.client_nonce = "0a4f113b";
  CHECK(digest_response(old) == "6629fae49393a05397450978507c4ef1");
}

TEST_CASE("The better of two challenges is answered, and what we cannot do is not") {
  const std::vector<std::string> both = {
      R"(Digest realm="r", nonce="a", algorithm=MD5, qop="auth")",
      R"(Digest realm="r", nonce="b", algorithm=SHA-256, qop="auth,auth-int", opaque="o\"p")"};
  const auto answer = answer_challenge(both, "u", "p", "INVITE", "sip:x", 1, "c");
  REQUIRE(answer.has_value());
  CHECK(answer->find("nonce=\"b\"") != std::string::npos);
  CHECK(answer->find("algorithm=SHA-256") != std::string::npos);
  CHECK(answer->find(R"(opaque="o\"p")") != std::string::npos);
  CHECK_FALSE(answer_challenge({R"(Digest realm="r", nonce="a", algorithm=SHA-512-256)"}, "u", "p", "M", "u",
                               1, "c"));
  CHECK_FALSE(
      answer_challenge({R"(Digest realm="r", nonce="a", qop="auth-int")"}, "u", "p", "M", "u", 1, "c"));
  CHECK_FALSE(answer_challenge({"Basic realm=\"r\""}, "u", "p", "M", "u", 1, "c"));
  CHECK_FALSE(DigestFields::parse(R"(Digest nonce="a", nonce="b")"));
}

TEST_CASE("A nonce is good until it expires, each count once") {
  const Instant start{1'000'000};
  Nonces nonces("0123456789abcdef0123456789abcdef", seconds(60), 100);
  const std::string nonce = nonces.issue(start);
  CHECK(nonces.use(nonce, 1, start) == Nonces::Use::good);
  CHECK(nonces.use(nonce, 1, start) == Nonces::Use::stale);
  CHECK(nonces.use(nonce, 5, start + seconds(59)) == Nonces::Use::good);
  CHECK(nonces.use(nonce, 4, start + seconds(59)) == Nonces::Use::stale);
  CHECK(nonces.use(nonce, 6, start + seconds(61)) == Nonces::Use::stale);
  std::string forged = nonce;
  forged.back() = forged.back() == '0' ? '1' : '0';
  CHECK(nonces.use(forged, 9, start) == Nonces::Use::foreign);
  CHECK(nonces.use("zz", 1, start) == Nonces::Use::foreign);
  Nonces other("another key of thirty-two bytes..", seconds(60), 100);
  CHECK(other.use(nonce, 1, start) == Nonces::Use::foreign);
}

TEST_CASE("A nonce forgotten for want of room is not good once more") {
  const Instant start{1'000'000};
  Nonces nonces("0123456789abcdef0123456789abcdef", seconds(60), 3);
  const std::string first = nonces.issue(start);
  CHECK(nonces.use(first, 1, start) == Nonces::Use::good);
  for (int i = 1; i < 10; ++i)
    CHECK(nonces.use(nonces.issue(start + milliseconds(i)), 1, start + milliseconds(i)) == Nonces::Use::good);
  CHECK(nonces.use(first, 1, start + milliseconds(20)) == Nonces::Use::stale);
}

TEST_CASE("Timers fire in order, and a naive list agrees") {
  std::mt19937 random(7);
  TimerHeap heap;
  std::map<std::pair<std::int64_t, std::uint64_t>, int> naive;
  std::map<TimerHeap::Key, std::int64_t> due_of;
  std::vector<int> fired;
  Instant now{1};
  int next = 0;
  for (int step = 0; step < 20'000; ++step) {
    const auto chance = random() % 10;
    if (chance < 5) {
      const Instant due = now + Duration{static_cast<std::int64_t>(random() % 1'000)};
      const int value = ++next;
      const auto key = heap.arm(due, [&fired, value] { fired.push_back(value); });
      naive[{due.us, key}] = value;
      due_of[key] = due.us;
    } else if (chance < 8 && !due_of.empty()) {
      auto at = due_of.lower_bound(random() % static_cast<std::uint64_t>(next) + 1);
      if (at == due_of.end()) at = due_of.begin();
      heap.cancel(at->first);
      naive.erase({at->second, at->first});
      due_of.erase(at);
    } else {
      now = now + Duration{static_cast<std::int64_t>(random() % 200)};
      while (const auto task = heap.take_due(now)) {
        task();
        const auto first = naive.begin();
        REQUIRE(first != naive.end());
        REQUIRE(first->first.first <= now.us);
        REQUIRE(fired.back() == first->second);
        due_of.erase(first->first.second);
        naive.erase(first);
      }
      REQUIRE((naive.empty() || naive.begin()->first.first > now.us));
    }
    REQUIRE(heap.size() == naive.size());
  }
}

TEST_CASE("Networks hold what they should") {
  Networks networks;
  CHECK(networks.add("192.0.2.0/25"));
  CHECK(networks.add("2001:db8::/33"));
  CHECK(networks.add("198.51.100.7"));
  CHECK_FALSE(networks.add("192.0.2.0/33"));
  CHECK_FALSE(networks.add("example.org"));
  CHECK_FALSE(networks.add(""));
  const auto has = [&](const char* text) { return networks.contains(*address_bytes(text)); };
  CHECK(has("192.0.2.127"));
  CHECK_FALSE(has("192.0.2.128"));
  CHECK(has("::ffff:192.0.2.5"));
  CHECK(has("2001:db8:7fff::1"));
  CHECK_FALSE(has("2001:db8:8000::1"));
  CHECK(has("198.51.100.7"));
  CHECK_FALSE(has("198.51.100.8"));
}

TEST_CASE("A source is slowed down, banned for longer each time, and forgiven when it proves itself") {
  Limits limits;
  limits.messages_per_second = 10;
  limits.messages_burst = 20;
  limits.failures_until_ban = 3;
  limits.failure_window = seconds(10);
  limits.ban = seconds(60);
  limits.sources = 2;
  SourceLimits sources(limits);
  const AddressBytes one = *address_bytes("192.0.2.1"), two = *address_bytes("192.0.2.2"),
                     three = *address_bytes("192.0.2.3");
  Instant now{1'000'000};
  int passed = 0;
  for (int i = 0; i < 100; ++i)
    passed += sources.admit(one, now) ? 1 : 0;
  CHECK(passed == 20);
  now = now + seconds(1);
  passed = 0;
  for (int i = 0; i < 100; ++i)
    passed += sources.admit(one, now) ? 1 : 0;
  CHECK(passed == 10);
  CHECK_FALSE(sources.failed(two, now));
  CHECK_FALSE(sources.failed(two, now + seconds(11)));
  CHECK_FALSE(sources.failed(two, now + seconds(12)));
  CHECK(sources.failed(two, now + seconds(13)));
  CHECK_FALSE(sources.admit(two, now + seconds(72)));
  CHECK(sources.admit(two, now + seconds(74)));
  CHECK(sources.failed(two, now + seconds(75), 3));
  CHECK(sources.is_banned(two, now + seconds(194)));
  CHECK_FALSE(sources.is_banned(two, now + seconds(196)));
  sources.proved(two);
  CHECK(sources.failed(two, now + seconds(200), 3));
  CHECK_FALSE(sources.is_banned(two, now + seconds(261)));
  sources.admit(three, now + seconds(300));
  CHECK(sources.size() == 2);
}

TEST_CASE("Session timers are agreed as RFC 4028 says") {
  const SessionTimerRules rules{minutes(30), seconds(90)};
  TimerWords asked;
  asked.interval = seconds(60);
  asked.is_supported = true;
  CHECK(answer_timer(rules, asked).is_too_small);
  asked.is_supported = false;
  CHECK_FALSE(answer_timer(rules, asked).is_too_small);
  CHECK(answer_timer(rules, asked).terms.we_refresh);
  CHECK(answer_timer(rules, asked).terms.interval == seconds(90));
  asked.interval = seconds(1'000);
  asked.is_supported = true;
  const TimerAnswer theirs = answer_timer(rules, asked);
  CHECK_FALSE(theirs.terms.we_refresh);
  CHECK(theirs.headers == "Require: timer\r\nSession-Expires: 1000;refresher=uac\r\n");
  CHECK(theirs.terms.give_up_after() == seconds(968));
  asked.refresher = Refresher::uas;
  CHECK(answer_timer(rules, asked).terms.we_refresh);
  CHECK(answer_timer(rules, asked).headers == "Session-Expires: 1000;refresher=uas\r\n");
  asked.interval = seconds(7'200);
  CHECK(answer_timer(rules, asked).terms.interval == minutes(30));
  TimerWords answered;
  CHECK_FALSE(agreed_terms(answered).is_on);
  answered.interval = seconds(90);
  answered.refresher = Refresher::uas;
  CHECK_FALSE(agreed_terms(answered).we_refresh);
  CHECK(agreed_terms(answered).give_up_after() == seconds(60));
}

TEST_CASE("Nothing that goes into a message can start a line or leave its quotes") {
  CHECK(one_line("a\r\nVia: b") == "aVia: b");
  CHECK(quoted_text("say \"hi\" \\ \n") == "say \\\"hi\\\" \\\\ ");
  CHECK(unquoted_text("\"say \\\"hi\\\"\"") == "say \"hi\"");
  CHECK(escaped_user("a b@c>") == "a%20b%40c%3E");
  CHECK(unescaped("%31%2b%zz%") == "1+%zz%");
  CHECK_FALSE(is_plain_uri("sip:a b@c"));
  CHECK_FALSE(is_plain_uri("sip:a>@c"));
  CHECK(parameter(";a=1;b=\"x;y\" ; C = 3", "c") == "3");
  CHECK(parameter(";a=1;b=\"x;y\" ; C = 3", "b") == "x;y");
  CHECK_FALSE(parameter(";ab=1", "a"));
  CHECK(list_items("a, \"b,c\" ,, d").size() == 3);
  CHECK_FALSE(number_in("4294967296"));
  CHECK_FALSE(number_in("-1"));
  CHECK_FALSE(number_in(""));
}

TEST_CASE("A broken request gets a rough answer, however its Via is written") {
  for (const char* rport : {";rport", ";Rport", "; rport", ";rport=", ";rporty", ";rport;x"}) {
    const std::string request = std::string("OPTIONS sip:x SIP/2.0\r\nVia: SIP/2.0/UDP h") + rport +
                                "\r\nFrom: a\r\nTo: b\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n\r\n";
    const Screened screened = screen(request, "192.0.2.1", 5070, 8'191);
    CHECK(screened.kind == Screened::Kind::answer);
    CHECK(screened.is_broken);
    CHECK(screened.answer.find(";received=192.0.2.1") != std::string::npos);
  }
  CHECK(screen("\r\n\r\n", "192.0.2.1", 1, 8'191).kind == Screened::Kind::drop);
  CHECK(screen("ACK sip:x SIP/2.0\r\n\r\n", "192.0.2.1", 1, 8'191).kind == Screened::Kind::drop);
  CHECK(screen(std::string(9'000, 'A'), "192.0.2.1", 1, 8'191).kind == Screened::Kind::drop);
}

TEST_CASE("libre's own timers run on the monotonic clock") {
  std::thread([] {
    REQUIRE(re_thread_init() == 0);
    tmr timer{};
    const auto before = static_cast<std::uint64_t>(monotonic_now().us / 1'000);
    tmr_start(
        &timer, 100, [](void*) {}, nullptr);
    const auto after = static_cast<std::uint64_t>(monotonic_now().us / 1'000);
    CHECK(timer.jfs >= before + 100);
    CHECK(timer.jfs <= after + 100);
    tmr_cancel(&timer);
    re_thread_close();
  }).join();
}
