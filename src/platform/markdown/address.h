// Which addresses a text may lead to.
#pragma once

#include <string_view>

namespace rapport::markdown {

bool is_safe_link(std::string_view address);
bool is_safe_picture(std::string_view address);

}  // namespace rapport::markdown
