#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"

namespace rapport::calls::tests {
namespace {

constexpr QueueId sales{8};
constexpr sip::TrunkId mobile{4};  // the trunk through which an agent's own phone is reached

// A customer has called 95500 and an agent calls somebody in; or an agent is reached at an outside number.
struct Shown : Line {
  explicit Shown(TrunkRules rules) {
    rules.org = org;
    Configuration configuration = configured;
    Number number = configuration.numbers.front();
    number.number = "+861066660000";
    number.trunk = {};
    number.queue = sales;
    configuration.numbers.push_back(number);
    configuration.trunks[trunk] = configuration.trunks[mobile] = rules;
    configuration.agents[{org, bob}] = AgentPhone{"", {}, "+8613900000002", mobile};
    happen(Configured{configuration});
  }
  // The INVITE to whom an agent calls in.
  sip::Invite to_outside() {
    open_station(ann, 1);
    ring("+8613900000001");
    offer(ann);
    close_offer(switchboard::OfferEnd::accepted);
    change(switchboard::Change::accepted, ann);
    ask(ann, Action::dial, "+861099990000");
    return last();
  }
  // The INVITE to the agent's own phone.
  sip::Invite to_agent(const std::string& customer) {
    ring(customer);
    offer(bob);
    return last();
  }
  sip::Invite last() const {
    const auto all = sent<sip::Invite>();
    return all.empty() ? sip::Invite{} : all.back();
  }
};

TrunkRules shows(ShownNumber shown, std::string fixed = "") {
  return {.caller_number = std::move(fixed), .shown = shown};
}

}  // namespace

TEST_CASE("whom an agent calls in sees what the trunk's rule says") {
  CHECK(Shown(shows(ShownNumber::called)).to_outside().caller_number == "95500");
  CHECK(Shown(shows(ShownNumber::called, "+861011110000")).to_outside().caller_number == "95500");
  CHECK(Shown(shows(ShownNumber::fixed, "+861011110000")).to_outside().caller_number == "+861011110000");
  CHECK(Shown(shows(ShownNumber::queue)).to_outside().caller_number == "95500");
  const sip::Invite hidden = Shown(shows(ShownNumber::hidden, "+861011110000")).to_outside();
  CHECK(hidden.is_caller_hidden);
  CHECK(hidden.caller_number == "+861011110000");
  CHECK_FALSE(Shown(shows(ShownNumber::called)).to_outside().is_caller_hidden);
}

TEST_CASE("an agent's own phone shows the customer, and a number of ours is asserted") {
  const sip::Invite shown = Shown(shows(ShownNumber::fixed, "+861011110000")).to_agent("+8613900000001");
  CHECK(std::get<sip::ToTrunk>(shown.target).number == "+8613900000002");
  CHECK(shown.caller_number == "+8613900000001");
  CHECK(shown.asserted_number == "+861011110000");
  TrunkRules ours = shows(ShownNumber::called);
  ours.is_customer_shown = false;
  const sip::Invite not_shown = Shown(ours).to_agent("+8613900000001");
  CHECK(not_shown.caller_number == "95500");
  CHECK(not_shown.caller_name == "");
  CHECK(not_shown.asserted_number == "");
  // Who hides their number is not shown either: our number is.
  CHECK(Shown(shows(ShownNumber::called)).to_agent("").caller_number == "95500");
}

TEST_CASE("a trunk that refuses anonymous callers answers them with 433") {
  TrunkRules rules;
  rules.refuses_anonymous = true;
  Shown line(rules);
  line.ring("");
  const auto refused = line.sent<sip::Refuse>();
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].code == 433);
  CHECK(line.control.calls() == 0);
  line.ring("+8613900000001");
  CHECK(line.sent<sip::Refuse>().size() == 1);
  CHECK(line.control.calls() == 1);
}

}  // namespace rapport::calls::tests
