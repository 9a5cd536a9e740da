// Fingerprints: everything in a value of the switchboard as numbers, to tell whether two are the same, and as
// text, to show them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "switchboard/switchboard.h"

namespace rapport::sim {

using Fingerprint = std::vector<std::int64_t>;

Fingerprint fingerprint(const switchboard::Effects& effects);
std::string text_of(const switchboard::Event& event);
std::string text_of(const switchboard::Effects& effects);  // a line each, without explanations
std::string text_of(switchboard::Change change);
std::string text_of(const switchboard::InteractionView& view);
std::string text_of(const switchboard::AgentView& view);

}  // namespace rapport::sim
