// baresip as the desk phone: it registers over UDP, TCP and TLS, is called and calls.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "channels/voice/sip/support/process.h"
#include "channels/voice/sip/support/station.h"
#include "support/temp_folder.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

namespace {

void write_settings(const std::filesystem::path& folder, Transport transport, std::uint16_t port,
                    std::uint16_t own_port) {
  std::ofstream(folder / "config") << fmt::format(
      "module_path /usr/lib/baresip/modules\nmodule stdio.so\nmodule g711.so\nmodule aubridge.so\n"
      "module_app account.so\nmodule_app menu.so\n"
      "audio_player aubridge,a\naudio_source aubridge,a\naudio_alert aubridge,a\n"
      "sip_listen 127.0.0.1:{}\nnet_interface 127.0.0.1\nsip_verify_server no\n",
      own_port);
  std::ofstream(folder / "accounts") << fmt::format(
      "<sip:1001@127.0.0.1:{};transport={}>;auth_user=1001;auth_pass=secret;regint=60;answermode=auto;audio_"
      "codecs=PCMA/8000/1\n",
      port, name_of(transport));
  std::ofstream(folder / "contacts") << "";
}

}  // namespace

TEST_CASE("baresip registers, is called and calls, over UDP, TCP and TLS") {
  for (const Transport transport : {Transport::udp, Transport::tcp, Transport::tls}) {
    CAPTURE(name_of(transport));
    Options options = loopback_options();
    options.listeners.push_back({Transport::tls, "127.0.0.1", 0});
    Configuration configuration;
    configuration.phones = {{PhoneId{3}, {"1001", "secret"}, DigestOffer::md5}};
    Station station(options, configuration);
    tests::TempFolder folder;
    write_settings(folder.path(), transport, station.port(transport), free_port());
    Process phone({"baresip", "-f", folder.path().string()}, folder.path());
    const auto registered = station.next<PhoneRegistered>(10s);
    REQUIRE_MESSAGE(registered.has_value(), phone.output());
    CHECK(registered->transport == transport);
    CHECK(registered->user_agent.starts_with("baresip"));

    // We call it: over the connection it made, as its Contact cannot be reached from outside.
    const LegId called = station.new_leg();
    station.post(Invite{.leg = called,
                        .target = ToPhone{PhoneId{3}, registered->binding},
                        .caller_number = "4930",
                        .sdp = some_sdp});
    const auto answered = station.next<Answered>(10s);
    REQUIRE_MESSAGE(answered.has_value(), phone.output());
    CHECK(answered->sdp.find("m=audio ") != std::string::npos);
    station.post(Modify{called, other_sdp});
    CHECK(station.next<Modified>(5s).has_value());
    station.post(Hangup{called});
    CHECK(station.expect<Ended>().by == EndedBy::us);

    // It calls us.
    phone.type(fmt::format("/dial sip:4711@127.0.0.1:{};transport={}\n", station.port(transport),
                           name_of(transport)));
    const auto incoming = station.next<Incoming>(10s);
    REQUIRE_MESSAGE(incoming.has_value(), phone.output());
    CHECK(incoming->source.phone == PhoneId{3});
    CHECK(incoming->called_number == "4711");
    CHECK(incoming->transport == transport);
    station.post(Provisional{incoming->leg, 180});
    station.post(Answer{incoming->leg, some_sdp});
    CHECK_MESSAGE(station.next<Confirmed>(10s).has_value(), phone.output());
    phone.type("/hangup\n");
    const auto ended = station.next<Ended>(10s);
    REQUIRE_MESSAGE(ended.has_value(), phone.output());
    CHECK(ended->by == EndedBy::peer);
    CHECK(station.legs_alive() == 0);
  }
}
