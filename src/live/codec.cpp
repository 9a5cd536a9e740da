#include "live/codec.h"

#include "platform/contract/hash.h"
#include "platform/contract/json.h"
#include "switchboard/model/described.h"

namespace rapport::live {
namespace {

// Our own tables, but untrusted all the same: a snapshot is large, a newer or older program may have written
// it.
contract::DecodeOptions own_tables() {
  contract::DecodeOptions options;
  options.bytes_max = std::size_t{4} << 30;
  options.items_max = 100'000'000;
  options.ignores_unknown = true;
  return options;
}

}  // namespace

std::string encode_event(const switchboard::Event& event) {
  return contract::encode(event);
}

Result<switchboard::Event> decode_event(std::string_view json) {
  return contract::decode<switchboard::Event>(json, own_tables());
}

std::string encode_image(const switchboard::Image& image) {
  return contract::encode(image);
}

Result<switchboard::Image> decode_image(std::string_view json) {
  return contract::decode<switchboard::Image>(json, own_tables());
}

std::uint64_t decision_hash(const std::vector<switchboard::Effect>& effects) {
  return contract::hash(contract::encode(effects));
}

}  // namespace rapport::live
