// How good and how fast the search over articles is: ranking on our own bilingual set, what each part of it
// gains, recall on public reading-comprehension sets when they are there, and milliseconds on 100,000
// articles.
//
//   search [--quick] [--set FOLDER] [--public FOLDER] [--articles N]
//
// The public sets are below FOLDER, or $RAPPORT_DATA/search.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "search/quality.h"
#include "search/speed.h"

using namespace rapport::bench;

int main(int count, char** arguments) {
  bool is_quick = false;
  const char* data = std::getenv("RAPPORT_DATA");
  std::string set = "bench/search", shared = data != nullptr ? std::string(data) + "/search" : std::string();
  int articles = 100'000;
  for (int i = 1; i < count; ++i) {
    const auto is = [&](const char* name) { return std::strcmp(arguments[i], name) == 0; };
    if (is("--quick"))
      is_quick = true;
    else if (is("--set") && i + 1 < count)
      set = arguments[++i];
    else if (is("--public") && i + 1 < count)
      shared = arguments[++i];
    else if (is("--articles") && i + 1 < count)
      articles = std::atoi(arguments[++i]);
    else
      return fmt::print(stderr, "usage: search [--quick] [--set FOLDER] [--public FOLDER] [--articles N]\n"),
             2;
  }
  if (is_quick) articles = 2'000;
  if (!measure_own_set(set, !is_quick)) return 1;
  measure_public_sets(shared, is_quick);
  measure_speed(set, articles);
  return 0;
}
