// English words without their endings (Snowball): "refunds", "refunded" -> "refund". Any thread.
#pragma once

#include <string>
#include <string_view>

namespace rapport::text {

// `word` folded. What is no ASCII letters stays as it is.
std::string english_stem(std::string_view word);

}  // namespace rapport::text
