#pragma once

namespace rapport::program {

inline constexpr const char* version = RAPPORT_VERSION;  // of the file VERSION, by the build

}  // namespace rapport::program
