// STUN from anywhere: read, and proven with a password that the sender does not know.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "channels/voice/media/stun.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rapport::media;
  const std::span<const std::uint8_t> bytes(data, size);
  const auto request = read_binding_request(bytes);
  if (!request) return 0;
  RAPPORT_CHECK(request->integrity_at + 24 <= size);
  RAPPORT_CHECK(request->ours.size() + request->theirs.size() < size);
  RAPPORT_CHECK(!is_genuine(bytes, request->integrity_at, "nobody knows this password"));
  std::array<std::uint8_t, stun_answer_bytes_max> out;
  RAPPORT_CHECK(write_binding_answer(request->transaction, *Address::from("::1", 5), "pw", out) <=
                out.size());
  return 0;
}
