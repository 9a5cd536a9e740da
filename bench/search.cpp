// How good and how fast the search over articles is: ranking on our own bilingual set, what each part of it
// gains, recall on public reading-comprehension sets when they are there, and milliseconds on 100,000
// articles.
//
//   search [--quick] [--set FOLDER] [--public FOLDER] [--articles N]
//
// The public sets are below FOLDER, or $RAPPORT_DATA/search.
#include <cstdlib>
#include <string>

#include "search/quality.h"
#include "search/speed.h"
#include "support/arguments.h"

using namespace rapport::bench;

int main(int count, char** arguments) {
  const char* data = std::getenv("RAPPORT_DATA");
  Arguments given(count, arguments);
  const bool is_quick = given.has("--quick");
  const std::string set = given.text("--set", "bench/search");
  const std::string shared = given.text("--public", data != nullptr ? std::string(data) + "/search" : "");
  auto articles = static_cast<int>(given.number("--articles", 100'000));
  given.check_all_known();
  if (is_quick) articles = 2'000;
  if (!measure_own_set(set, !is_quick)) return 1;
  measure_public_sets(shared, is_quick);
  measure_speed(set, articles);
  return 0;
}
