#include "channels/voice/number_border.h"

#include <doctest/doctest.h>

namespace rapport::voice {
namespace {

constexpr sip::TrunkId chinese{3}, anywhere{4};

NumberBorder border() {
  calls::Configuration calls;
  calls.trunks[chinese] = {.org = OrgId{1}, .region = "CN"};
  calls.trunks[anywhere] = {.org = OrgId{1}};
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

TEST_CASE("a trunk gets numbers, dialled and shown, in the form that it wants") {
  calls::Configuration calls;
  calls.trunks[chinese] = {.org = OrgId{1}, .region = "CN", .form = numbering::Form::national};
  calls.trunks[anywhere] = {.org = OrgId{1}, .form = numbering::Form::e164_without_plus};
  NumberBorder made;
  made.configure(calls);
  sip::Invite invite;
  invite.target = sip::ToTrunk{chinese, "+8613900000001"};
  invite.caller_number = "+442012345678";
  invite.asserted_number = "+861012345678";
  made.go_out(invite);
  CHECK(std::get<sip::ToTrunk>(invite.target).number == "13900000001");
  CHECK(invite.caller_number == "00442012345678");
  CHECK(invite.asserted_number == "01012345678");
  invite = {};
  invite.target = sip::ToTrunk{anywhere, "+8613900000001"};
  invite.caller_number = "95500";
  made.go_out(invite);
  CHECK(std::get<sip::ToTrunk>(invite.target).number == "8613900000001");
  CHECK(invite.caller_number == "95500");
}

TEST_CASE("who hides their number has none here, though the carrier tells it") {
  sip::Incoming incoming;
  incoming.source.trunk = chinese;
  incoming.caller_number = "013900000001";
  incoming.caller_name = "Wang";
  incoming.called_number = "95500";
  incoming.is_caller_hidden = true;
  border().come_in(incoming);
  CHECK(incoming.caller_number == "");
  CHECK(incoming.caller_name == "");
}

}  // namespace rapport::voice
