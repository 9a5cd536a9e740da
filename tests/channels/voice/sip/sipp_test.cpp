// sipp as the peer: the scenarios are in sipp/*.xml.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "channels/voice/sip/support/process.h"
#include "channels/voice/sip/support/station.h"
#include "support/temp_folder.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

namespace {

struct Sipp {
  Sipp(const std::string& scenario, std::uint16_t server, bool is_tcp, std::uint16_t own_port = free_port())
      : port(own_port),
        process({"sipp",
                 fmt::format("127.0.0.1:{}", server),
                 "-sf",
                 fmt::format("tests/channels/voice/sip/sipp/{}.xml", scenario),
                 "-s",
                 "1001",
                 "-m",
                 "1",
                 "-i",
                 "127.0.0.1",
                 "-p",
                 std::to_string(port),
                 "-t",
                 is_tcp ? "t1" : "u1",
                 "-nostdin",
                 "-timeout",
                 "20s",
                 "-timeout_error",
                 "-trace_err",
                 "-error_file",
                 (folder.path() / "errors").string()},
                folder.path()) {}
  void check_success() {
    const auto code = process.wait(20s);
    CHECK_MESSAGE(code == 0, process.output().substr(0, 3'000));
  }
  tests::TempFolder folder;
  std::uint16_t port;
  Process process;
};

}  // namespace

TEST_CASE("sipp calls, holds and hangs up, over UDP and TCP") {
  for (const bool is_tcp : {false, true}) {
    Station station;
    Sipp sipp("call", station.port(is_tcp ? Transport::tcp : Transport::udp), is_tcp);
    const LegId leg = station.expect<Incoming>(10s).leg;
    station.post(Provisional{leg, 180});
    station.post(Answer{leg, some_sdp});
    station.expect<Confirmed>();
    CHECK(station.expect<ModifyAsked>().sdp.find("sendonly") != std::string::npos);
    station.post(AnswerModify{leg, some_sdp});
    CHECK(station.expect<Ended>().by == EndedBy::peer);
    sipp.check_success();
  }
}

TEST_CASE("sipp calls without an offer") {
  Station station;
  Sipp sipp("late_offer", station.port(), false);
  const Incoming incoming = station.expect<Incoming>(10s);
  CHECK(incoming.sdp.empty());
  station.post(Answer{incoming.leg, some_sdp});
  CHECK(station.expect<Confirmed>().sdp.find("m=audio 30000") != std::string::npos);
  station.expect<Ended>();
  sipp.check_success();
}

TEST_CASE("sipp gives up while it rings, by CANCEL and by BYE") {
  for (const char* scenario : {"cancel", "early_bye"}) {
    Station station;
    Sipp sipp(scenario, station.port(), false);
    station.post(Provisional{station.expect<Incoming>(10s).leg, 180});
    CHECK(station.expect<Ended>().by == EndedBy::peer);
    sipp.check_success();
  }
}

TEST_CASE("sipp loses an ACK") {
  Station station;
  Sipp sipp("lost_ack", station.port(), false);
  station.post(Answer{station.expect<Incoming>(10s).leg, some_sdp});
  station.expect<Confirmed>();
  station.expect<Ended>();
  sipp.check_success();
}

TEST_CASE("sipp registers with the right password and not with a wrong one") {
  Configuration configuration;
  configuration.phones = {{PhoneId{3}, {"1001", "secret"}, DigestOffer::md5}};
  Station station(loopback_options(), configuration);
  Sipp wrong("register_wrong", station.port(), false);
  wrong.check_success();
  CHECK(station.count<PhoneRegistered>() == 0);
  Sipp right("register", station.port(), false);
  CHECK(station.expect<PhoneRegistered>(10s).expires == seconds(120));
  right.check_success();
}

TEST_CASE("sipp takes our call and transfers it") {
  for (const bool is_tcp : {false, true}) {
    Station station;
    Sipp sipp("answer_refer", station.port(is_tcp ? Transport::tcp : Transport::udp), is_tcp);
    Configuration configuration = loopback_trunk();
    configuration.trunks[0].gateways = {
        {"127.0.0.1", sipp.port, is_tcp ? Transport::tcp : Transport::udp, 0}};
    // Ready when it answers; until then TCP is refused.
    configuration.trunks[0].keep_alive = {};
    station.configure(configuration);
    LegId leg;
    std::optional<Answered> answered;
    for (int i = 0; i < 50 && !answered; ++i) {
      leg = station.new_leg();
      station.post(
          Invite{.leg = leg, .target = ToTrunk{TrunkId{7}, "5"}, .caller_number = "4", .sdp = some_sdp});
      answered = station.next<Answered>(is_tcp ? 300ms : 8s);
    }
    REQUIRE(answered.has_value());
    CHECK(answered->leg == leg);
    CHECK(station.expect<ReferAsked>().target_number == "77");
    station.post(AnswerRefer{leg, 202});
    station.post(NotifyRefer{leg, 200, ""});
    CHECK_FALSE(station.next<ReferAnswered>(300ms));
    station.post(Hangup{leg});
    sipp.check_success();
  }
}

TEST_CASE("sipp sees our session refresh") {
  Options options = loopback_options();
  options.session_timer = {seconds(2), seconds(2)};
  Station station(options);
  Sipp sipp("answer_timer", station.port(), false);
  station.configure(loopback_trunk(sipp.port));
  const LegId leg = station.new_leg();
  station.post(Invite{.leg = leg, .target = ToTrunk{TrunkId{7}, "5"}, .caller_number = "4", .sdp = some_sdp});
  station.expect<Answered>(10s);
  CHECK_FALSE(station.next<Ended>(1'500ms));
  station.post(Hangup{leg});
  sipp.check_success();
}
