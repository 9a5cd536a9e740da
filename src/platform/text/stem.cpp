#include "platform/text/stem.h"

#include <libstemmer.h>

#include <memory>

#include "platform/text/utf8_walk.h"

namespace rapport::text {
namespace {

struct DeleteStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
constexpr std::size_t stemmed_length_max = 40;  // bytes; longer ones are no words

}  // namespace

std::string english_stem(std::string_view word) {
  thread_local const std::unique_ptr<sb_stemmer, DeleteStemmer> stemmer(sb_stemmer_new("english", "UTF_8"));
  if (!stemmer || word.size() > stemmed_length_max || !is_ascii(word)) return std::string(word);
  const sb_symbol* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) return std::string(word);
  return std::string(reinterpret_cast<const char*>(stem),
                     static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
}

}  // namespace rapport::text
