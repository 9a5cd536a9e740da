#include "advice/mood.h"

#include <array>

namespace rapport::advice {
namespace {

constexpr std::array<std::string_view, 32> english{
    {"angry",     "furious",      "unacceptable",  "ridiculous", "terrible",      "awful",
     "worst",     "disappointed", "disappointing", "frustrated", "frustrating",   "complain",
     "complaint", "lawyer",       "scam",          "rip-off",    "useless",       "fed up",
     "sick of",   "never again",  "outrageous",    "disgusting", "waste of time", "annoyed",
     "annoying",  "unbelievable", "horrible",      "appalling",  "incompetent",   "pathetic",
     "disgrace",  "had enough"}};

constexpr std::array<std::string_view, 26> chinese{
    {"投诉", "生气",  "愤怒", "太差",     "垃圾",     "骗子",     "骗人", "失望",  "气死",
     "举报", "曝光",  "差评", "忍无可忍", "不能接受", "无法接受", "受够", "烦死",  "态度恶劣",
     "律师", "12315", "消协", "坑人",     "太过分",   "火大",     "恶心", "没人管"}};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool has_word(const std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

}  // namespace

std::string upset_word(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    c = lower(c);
  for (const std::string_view word : english)
    if (has_word(small, word)) return std::string(word);
  for (const std::string_view word : chinese)
    if (small.find(word) != std::string::npos) return std::string(word);
  return "";
}

}  // namespace rapport::advice
