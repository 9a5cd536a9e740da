#include "knowledge/search/common_words.h"

#include <algorithm>
#include <iterator>

namespace rapport::knowledge::search {
namespace {

// Sorted. Not there: words that tell what is to be done (on, off, up, out, not, no, without).
constexpr std::string_view latin_words[] = {
    "a",      "about",   "after",   "again",  "all",     "already",  "also",   "always",  "am",
    "an",     "and",     "another", "any",    "anyone",  "anything", "are",    "arent",   "as",
    "at",     "be",      "because", "been",   "before",  "being",    "but",    "by",      "can",
    "could",  "d",       "did",     "didnt",  "do",      "does",     "doesnt", "doing",   "done",
    "dont",   "each",    "eight",   "either", "else",    "even",     "ever",   "every",   "everything",
    "few",    "five",    "for",     "four",   "from",    "get",      "gets",   "getting", "give",
    "go",     "goes",    "going",   "got",    "had",     "has",      "have",   "having",  "he",
    "hello",  "help",    "her",     "here",   "hers",    "hey",      "hi",     "him",     "his",
    "how",    "however", "i",       "id",     "if",      "im",       "in",     "into",    "is",
    "isnt",   "it",      "its",     "ive",    "just",    "know",     "let",    "like",    "ll",
    "m",      "make",    "many",    "may",    "maybe",   "me",       "might",  "mine",    "more",
    "most",   "much",    "must",    "my",     "myself",  "need",     "nine",   "now",     "of",
    "oh",     "ok",      "okay",    "one",    "only",    "or",       "other",  "our",     "ours",
    "please", "quite",   "re",      "really", "s",       "same",     "see",    "seven",   "several",
    "shall",  "she",     "should",  "since",  "six",     "so",       "some",   "someone", "something",
    "still",  "such",    "sure",    "t",      "tell",    "ten",      "than",   "thank",   "thanks",
    "that",   "thats",   "the",     "their",  "theirs",  "them",     "then",   "there",   "theres",
    "these",  "they",    "thing",   "things", "think",   "this",     "those",  "though",  "three",
    "to",     "too",     "tried",   "try",    "trying",  "two",      "until",  "us",      "ve",
    "very",   "want",    "wanted",  "wants",  "was",     "wasnt",    "we",     "well",    "were",
    "what",   "whats",   "when",    "where",  "whether", "which",    "while",  "who",     "whom",
    "whose",  "why",     "will",    "wish",   "with",    "wont",     "would",  "yes",     "yet",
    "you",    "your",    "youre",   "yours"};

constexpr std::string_view han_words[] = {"你好", "您好", "谢谢", "请问", "麻烦", "问题", "知道", "时候",
                                          "现在", "已经", "但是", "因为", "所以", "如果", "然后", "需要",
                                          "可以", "应该", "觉得", "告诉", "帮忙", "为啥", "是否", "一直"};

// A pair that begins with one of these is no word, or a common one; what is one all the same stands apart.
constexpr std::string_view leading[] = {"的", "了", "吗", "呢", "们", "么", "是", "我", "你", "您"};
constexpr std::string_view telling_pairs[] = {"目的", "了结", "自我"};

// A pair of two of these, or a word of one, is common.
constexpr std::string_view small[] = {
    "的", "了", "吗", "呢", "们", "么", "是", "我", "你", "您", "他", "她", "它", "吧", "啊", "呀", "在",
    "有", "和", "与", "或", "及", "把", "被", "给", "对", "从", "到", "向", "个", "这", "那", "哪", "就",
    "也", "都", "很", "太", "还", "又", "再", "才", "只", "没", "不", "要", "想", "能", "会", "可", "以",
    "请", "问", "因", "为", "所", "但", "如", "果", "而", "且", "之", "其", "怎", "什", "何", "多", "少",
    "几", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "来", "去", "让", "说", "得"};

constexpr std::size_t han_bytes = 3;  // all of them are of the basic plane

template <std::size_t N>
bool is_in(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

}  // namespace

bool is_common_word(std::string_view word) {
  if (std::binary_search(std::begin(latin_words), std::end(latin_words), word)) return true;
  if (is_in(han_words, word)) return true;
  if (word.empty() || word.size() % han_bytes != 0 || static_cast<unsigned char>(word.front()) < 0xE0)
    return false;
  for (std::size_t at = 0; at < word.size(); at += han_bytes)
    if (!is_in(small, word.substr(at, han_bytes))) return false;
  return !is_in(telling_pairs, word);
}

bool is_common_pair(std::string_view pair) {
  if (is_common_word(pair)) return true;
  if (pair.size() != 2 * han_bytes || is_in(telling_pairs, pair)) return false;
  return is_in(leading, pair.substr(0, han_bytes));
}

}  // namespace rapport::knowledge::search
