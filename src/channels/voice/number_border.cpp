#include "channels/voice/number_border.h"

namespace rapport::voice {
namespace {

std::string in_one_spelling(const std::string& number, const std::string& region) {
  return numbering::one_spelling(number, region).value_or(number);
}

}  // namespace

void NumberBorder::configure(const calls::Configuration& calls) {
  ways_.clear();
  for (const auto& [trunk, rules] : calls.trunks)
    ways_[trunk] = {rules.region, rules.form};
}

void NumberBorder::come_in(sip::Incoming& incoming) const {
  if (!incoming.source.trunk) return;
  if (incoming.is_caller_hidden) {
    incoming.caller_number.clear();
    incoming.caller_name.clear();
  }
  const auto way = ways_.find(incoming.source.trunk);
  const std::string region = way == ways_.end() ? "" : way->second.region;
  if (!incoming.caller_number.empty())
    incoming.caller_number = in_one_spelling(incoming.caller_number, region);
  incoming.called_number = in_one_spelling(incoming.called_number, region);
}

void NumberBorder::go_out(sip::Invite& invite) const {
  auto* through = std::get_if<sip::ToTrunk>(&invite.target);
  if (through == nullptr) return;
  const auto found = ways_.find(through->trunk);
  if (found == ways_.end()) return;
  const Way& way = found->second;
  for (std::string* number : {&through->number, &invite.caller_number, &invite.asserted_number})
    if (!number->empty())
      *number = numbering::written(in_one_spelling(*number, way.region), way.form, way.region);
}

}  // namespace rapport::voice
