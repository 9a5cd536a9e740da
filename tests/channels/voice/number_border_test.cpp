#include "channels/voice/number_border.h"

#include <doctest/doctest.h>

namespace rapport::voice {
namespace {

constexpr sip::TrunkId chinese{3}, anywhere{4};

NumberBorder border() {
  calls::Configuration calls;
  calls.trunks[chinese] = {OrgId{1}, "", "CN"};
  calls.trunks[anywhere] = {OrgId{1}, "", ""};
  NumberBorder made;
  made.configure(calls);
  return made;
}

sip::Incoming call(sip::TrunkId trunk, const std::string& from, const std::string& to) {
  sip::Incoming incoming;
  incoming.source.trunk = trunk;
  incoming.caller_number = from;
  incoming.called_number = to;
  border().come_in(incoming);
  return incoming;
}

}  // namespace

TEST_CASE("a national number is the same customer as the international one") {
  CHECK(call(chinese, "013900000001", "01012345678").caller_number == "+8613900000001");
  CHECK(call(chinese, "013900000001", "01012345678").called_number == "+861012345678");
  CHECK(call(chinese, "+8613900000001", "95500").caller_number == "+8613900000001");
  CHECK(call(chinese, "008613900000001", "95500").caller_number == "+8613900000001");
  CHECK(call(chinese, "013900000001", "95500").called_number == "95500");
}

TEST_CASE("what cannot be read stays as it came") {
  CHECK(call(anywhere, "013900000001", "01012345678").caller_number == "013900000001");
  CHECK(call(chinese, "alice", "95500").caller_number == "alice");
  CHECK(call(chinese, "", "95500").caller_number == "");
}

TEST_CASE("what is dialled through a trunk goes out with its country code") {
  sip::Invite invite;
  invite.target = sip::ToTrunk{chinese, "013900000001"};
  border().go_out(invite);
  CHECK(std::get<sip::ToTrunk>(invite.target).number == "+8613900000001");
  invite.target = sip::ToPhone{sip::PhoneId{1}, {}};
  border().go_out(invite);
  CHECK(std::holds_alternative<sip::ToPhone>(invite.target));
}

}  // namespace rapport::voice
