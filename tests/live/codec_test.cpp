#include <doctest/doctest.h>

#include "live/codec.h"

namespace rapport::live {
namespace {

// Every alternative, one after the other.
template <std::size_t at = 0>
void check_from() {
  if constexpr (at < std::variant_size_v<switchboard::Event>) {
    const switchboard::Event event{std::in_place_index<at>};
    const std::string text = encode_event(event);
    CAPTURE(text);
    const auto read = decode_event(text);
    REQUIRE(read.has_value());
    CHECK(read->index() == at);
    CHECK(encode_event(*read) == text);
    check_from<at + 1>();
  }
}

}  // namespace

TEST_CASE("whatever can happen is read from the journal as it was written") {
  check_from();
}

}  // namespace rapport::live
