// What the called see: by the rules of the trunk that they are called through.
#include <algorithm>

#include "channels/voice/calls/call_control.h"

namespace rapport::calls {

// The first of the queue's numbers that callers reach through this trunk; "": it has none.
std::string CallControl::number_of_queue(const Call& call, sip::TrunkId trunk) const {
  const auto found =
      std::find_if(configuration_.numbers.begin(), configuration_.numbers.end(), [&](const Number& number) {
        return number.org == call.org && number.queue == call.queue &&
               (!number.trunk || number.trunk == trunk);
      });
  return found == configuration_.numbers.end() ? "" : found->number;
}

void CallControl::show_caller(sip::Invite& invite, const Call& call) const {
  const auto* through = std::get_if<sip::ToTrunk>(&invite.target);
  if (through == nullptr) return;
  const auto trunk = configuration_.trunks.find(through->trunk);
  if (trunk == configuration_.trunks.end()) return;
  const TrunkRules& rules = trunk->second;
  switch (rules.shown) {
    case ShownNumber::called:
      invite.caller_number = call.number.number;
      break;
    case ShownNumber::queue:
      invite.caller_number = number_of_queue(call, through->trunk);
      break;
    case ShownNumber::fixed:
      invite.caller_number = rules.caller_number;
      break;
    case ShownNumber::hidden:
      // Asserted to the carrier, who bills it, and told to nobody else.
      invite.caller_number = rules.caller_number.empty() ? call.number.number : rules.caller_number;
      invite.is_caller_hidden = true;
      break;
  }
  if (invite.caller_number.empty()) invite.caller_number = rules.caller_number;
}

// An agent's own phone outside shows who calls where the trunk lets it; what we assert is a number of ours.
void CallControl::show_customer(sip::Invite& invite, Call& call) const {
  const Party* customer = call.customer();
  const std::string number = customer != nullptr ? customer->number : "";
  const auto* through = std::get_if<sip::ToTrunk>(&invite.target);
  if (through == nullptr) {  // a desk phone is in the house
    invite.caller_number = number;
    invite.caller_name = call.caller_name;
    return;
  }
  show_caller(invite, call);
  const auto trunk = configuration_.trunks.find(through->trunk);
  if (number.empty() || trunk == configuration_.trunks.end() || !trunk->second.is_customer_shown) return;
  invite.asserted_number = invite.caller_number;
  invite.caller_number = number;
  invite.caller_name = call.caller_name;
  invite.is_caller_hidden = false;
}

}  // namespace rapport::calls
