// The journal's and the snapshots' text form (JSON by the described structs), and the hash that proves a
// replay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/model/image.h"

namespace rapport::live {

std::string encode_event(const switchboard::Event& event);
Result<switchboard::Event> decode_event(std::string_view json);
std::string encode_image(const switchboard::Image& image);
Result<switchboard::Image> decode_image(std::string_view json);

// 64-bit hash of the effects' text form. Equal effects give equal hashes on every machine and in every
// version that describes them alike.
std::uint64_t decision_hash(const std::vector<switchboard::Effect>& effects);

}  // namespace rapport::live
