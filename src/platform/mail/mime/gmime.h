// GMime's objects as C++ owns them; the library made ready once. Only for the sources of this folder.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace rapport::mail {

struct GObjectDone {
  void operator()(gpointer object) const { g_object_unref(object); }
};
struct GFree {
  void operator()(char* text) const { g_free(text); }
};
template <class T>
using GOwned = std::unique_ptr<T, GObjectDone>;
using GText = std::unique_ptr<char, GFree>;

// Before any other call of GMime's, on any thread.
void gmime_ready();

inline std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

}  // namespace rapport::mail
