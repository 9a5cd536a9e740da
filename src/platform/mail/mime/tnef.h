// winmail.dat (TNEF, MS-OXTNEF): the files in it. Ours, because the library that Debian has is GPL (decision
// 0020). Pure; any thread; takes only what lies within the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport::mail {

struct TnefFile {
  std::string name = {};
  std::string type = {};  // "" where it does not say
  std::string bytes = {};
};
struct Tnef {
  bool is_tnef = false;
  bool is_cut = false;    // ended in the middle, or a count of it lied; what came before is whole
  std::string text = {};  // attBody, in UTF-8
  std::vector<TnefFile> files = {};
};

Tnef read_tnef(std::string_view bytes);

}  // namespace rapport::mail
