// Weights: what counts how much in ranking. The defaults are what bench/search found best; each part can be
// taken away there to see what it gains.
#pragma once

#include <cstdint>

namespace rapport::knowledge::search {

struct Weights {
  double title = 3.0;  // a word in the title, against one in the body
  double tag = 2.0;
  double pair = 1.0;         // a pair of Han characters, against a Latin word
  double han_word = 0.4;     // a word of ICU's dictionary, beside its pairs
  double near = 0.5;         // one typing mistake away
  double begun = 0.7;        // the rest of a word that is being typed
  double typed = 0.8;        // pinyin
  double sounds_like = 0.4;  // other characters of the same sound
  double synonym = 0.8;
  double common = 0.3;      // what everybody says
  double neighbours = 0.5;  // words that stand together in the query and in the text
  double covered = 0.6;     // how much of a document's score hangs on how much of the query it has
  double length_body = 0.6, length_title = 0.3;  // BM25's b
  double saturation = 1.2;                       // BM25's k1
  std::int64_t ranked_max = 3'000;               // rows that FTS5 ranks
  std::size_t ranked_again_max = 64;             // documents that are looked at closely
};

}  // namespace rapport::knowledge::search
