#include "channels/voice/number_border.h"

#include "channels/voice/lines/dialled.h"

namespace rapport::voice {

void NumberBorder::configure(const calls::Configuration& calls) {
  regions_.clear();
  for (const auto& [trunk, rules] : calls.trunks)
    regions_[trunk] = rules.region;
}

std::string NumberBorder::one_spelling(sip::TrunkId trunk, const std::string& number) const {
  const auto region = regions_.find(trunk);
  const auto read = lines::normalise_number(number, region == regions_.end() ? "" : region->second);
  return read ? *read : number;
}

void NumberBorder::come_in(sip::Incoming& incoming) const {
  if (!incoming.source.trunk) return;
  if (!incoming.caller_number.empty())
    incoming.caller_number = one_spelling(incoming.source.trunk, incoming.caller_number);
  incoming.called_number = one_spelling(incoming.source.trunk, incoming.called_number);
}

void NumberBorder::go_out(sip::Invite& invite) const {
  auto* through = std::get_if<sip::ToTrunk>(&invite.target);
  if (through == nullptr) return;
  through->number = one_spelling(through->trunk, through->number);
}

}  // namespace rapport::voice
