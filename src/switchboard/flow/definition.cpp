#include "switchboard/flow/definition.h"

#include <array>

namespace rapport::switchboard::flow {
namespace {

struct Exits {
  std::vector<ExitName> operator()(const Say&) const { return {{"next"}}; }
  std::vector<ExitName> operator()(const Menu& menu) const {
    std::vector<ExitName> exits = {{"timeout"}, {"invalid", false}};
    for (const MenuOption& option : menu.options)
      exits.push_back({option.name});
    return exits;
  }
  std::vector<ExitName> operator()(const Collect&) const {
    return {{"timeout"}, {"invalid", false}, {"done"}};
  }
  std::vector<ExitName> operator()(const Set&) const { return {{"next"}}; }
  std::vector<ExitName> operator()(const Branch& branch) const {
    std::vector<ExitName> exits = {{"else"}};
    for (const Case& one : branch.cases)
      exits.push_back({one.name});
    return exits;
  }
  std::vector<ExitName> operator()(const Hours&) const { return {{"closed"}, {"open"}}; }
  std::vector<ExitName> operator()(const Lookup&) const { return {{"unknown"}, {"found"}}; }
  std::vector<ExitName> operator()(const Webhook&) const { return {{"failed"}, {"ok"}}; }
  std::vector<ExitName> operator()(const Language&) const { return {{"next"}}; }
  std::vector<ExitName> operator()(const Queue& queue) const {
    return {{"refused"}, {"waited", queue.wait_max_s > 0}, {"offered", !queue.treatment.offer.empty()}};
  }
  std::vector<ExitName> operator()(const Callback&) const { return {{"failed"}, {"booked"}}; }
  std::vector<ExitName> operator()(const Voicemail&) const { return {{"nothing"}, {"recorded"}}; }
  std::vector<ExitName> operator()(const Transfer&) const { return {{"failed"}, {"done", false}}; }
  std::vector<ExitName> operator()(const Split& split) const {
    std::vector<ExitName> exits;
    for (const Share& share : split.shares)
      exits.push_back({share.name});
    return exits;
  }
  std::vector<ExitName> operator()(const Tag&) const { return {{"next"}}; }
  std::vector<ExitName> operator()(const End&) const { return {}; }
  std::vector<ExitName> operator()(const Record&) const { return {{"next"}}; }
};

}  // namespace

std::vector<ExitName> exits_of(const Does& does) {
  return std::visit(Exits{}, does);
}

const char* kind_of(const Does& does) {
  static constexpr std::array<const char*, 17> names = {
      "say",   "menu",     "collect",   "set",      "branch", "hours", "lookup", "webhook", "language",
      "queue", "callback", "voicemail", "transfer", "split",  "tag",   "end",    "record"};
  static_assert(names.size() == std::variant_size_v<Does>);
  return names[does.index()];
}

}  // namespace rapport::switchboard::flow
