#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>

#include "platform/text/han.h"
#include "platform/text/text.h"
#include "platform/text/utf8_walk.h"

namespace rapport::text {
namespace {

struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};

icu::BreakIterator* word_breaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return breaks.get();
}

}  // namespace

std::vector<Word> words(std::string_view text) {
  std::vector<Word> found;
  icu::BreakIterator* breaks = word_breaks();
  if (breaks == nullptr || text.empty()) return found;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> opened(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  breaks->setText(opened.get(), status);
  if (U_FAILURE(status)) return found;
  std::int32_t begin = breaks->first();
  for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE;
       begin = end, end = breaks->next()) {
    if (breaks->getRuleStatus() < UBRK_WORD_NUMBER) continue;
    const auto from = static_cast<std::size_t>(begin);
    const std::string_view piece = text.substr(from, static_cast<std::size_t>(end) - from);
    found.push_back({folded(piece), from, static_cast<std::size_t>(end), has_han(piece)});
  }
  return found;
}

std::vector<Word> han_pairs(std::string_view text) {
  struct Character {
    std::string folded;
    std::size_t begin = 0, end = 0;
  };
  std::vector<Word> pairs;
  std::vector<Character> run;
  const auto finish_run = [&pairs, &run] {
    if (run.size() == 1) pairs.push_back({run[0].folded, run[0].begin, run[0].end, true});
    for (std::size_t i = 0; i + 1 < run.size(); ++i)
      pairs.push_back({run[i].folded + run[i + 1].folded, run[i].begin, run[i + 1].end, true});
    run.clear();
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const std::int32_t character = next_character(text, at);
    if (character < 0 || !is_han(static_cast<char32_t>(character))) {
      finish_run();
      continue;
    }
    const std::string_view bytes = text.substr(begin, at - begin);
    const bool is_plain = character >= 0x3400 && character < 0xA000;  // nothing but its Simplified form
    run.push_back({is_plain ? simplified(bytes) : folded(bytes), begin, at});
  }
  finish_run();
  return pairs;
}

}  // namespace rapport::text
