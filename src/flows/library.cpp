#include "flows/library.h"

#include <algorithm>
#include <utility>

#include "switchboard/flow/validate.h"

namespace rapport::flows {
namespace {

constexpr std::size_t known_max = 2'000;

}  // namespace

std::int32_t Published::language(const std::string& wanted) const {
  const std::vector<std::string>& all = definition.languages;
  const auto place = [&all](const std::string& name) {
    return static_cast<std::int32_t>(std::find(all.begin(), all.end(), name) - all.begin());
  };
  const auto count = static_cast<std::int32_t>(all.size());
  if (place(wanted) < count) return place(wanted);
  const std::int32_t by_part = place(wanted.substr(0, wanted.find('-')));
  return by_part < count ? by_part : 0;
}

PublishedPtr Library::find(OrgId org, FlowId flow, std::int32_t version) {
  const auto key = std::tuple(org, flow, version);
  {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    if (found != known_.end()) return found->second;
  }
  auto definition = store_.definition(org, flow, version);
  if (!definition || version == 0) return nullptr;
  auto checked = switchboard::flow::check_flow(*definition);
  if (!checked.program) return nullptr;
  auto made = std::make_shared<Published>(
      Published{flow, version, std::move(*definition), std::move(*checked.program)});
  const std::lock_guard lock(mutex_);
  if (known_.size() >= known_max) known_.clear();
  known_[key] = made;
  return made;
}

std::optional<switchboard::FlowStart> Library::start(OrgId org, FlowId flow, const std::string& language) {
  auto whole = store_.find(org, flow);
  if (!whole || !whole->live_version) return std::nullopt;
  const PublishedPtr published = find(org, flow, *whole->live_version);
  if (!published) return std::nullopt;
  switchboard::FlowStart start;
  start.flow = flow;
  start.version = *whole->live_version;
  start.language = published->language(language);
  return start;
}

std::optional<switchboard::FlowStart> Library::start(OrgId org, const std::string& kind,
                                                     const std::string& key, const std::string& language) {
  auto flow = store_.entrance(org, kind, key);
  if (!flow || !*flow) return std::nullopt;
  return start(org, **flow, language);
}

}  // namespace rapport::flows
