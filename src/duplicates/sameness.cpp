#include "duplicates/sameness.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "platform/text/text.h"

namespace rapport::duplicates {
namespace {

constexpr Duration soon = minutes(30);
constexpr Duration long_apart = hours(24);
constexpr std::size_t shown_max = 5;    // words in a ground
constexpr std::size_t words_max = 400;  // of one contact

constexpr std::array stop_words = {
    "about", "after", "again", "also", "been", "before", "could", "from", "good", "have",  "hello",  "help",
    "here",  "just",  "like",  "more", "need", "please", "since", "some", "that", "thank", "thanks", "their",
    "them",  "then",  "there", "they", "this", "today",  "want",  "were", "what", "when",  "where",  "which",
    "will",  "with",  "would", "your", "一下", "什么",   "可以",  "问题", "你们", "你好",  "客服",   "怎么",
    "您好",  "我们",  "我想",  "我的", "现在", "请问",   "谢谢",  "有没", "没有", "这个"};

bool says_nothing(const std::string& word) {
  return std::find(stop_words.begin(), stop_words.end(), word) != stop_words.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void sort_once(std::vector<std::string>& all) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (all.size() > words_max) all.resize(words_max);
}

std::vector<std::string> shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

std::string listed(const std::vector<std::string>& all) {
  std::string text;
  for (std::size_t i = 0; i < all.size() && i < shown_max; ++i)
    text += (i == 0 ? "" : ", ") + all[i];
  return text;
}

Duration between(Instant a, Instant b) {
  return a < b ? b - a : a - b;
}

bool is_year(std::string_view text) {
  return text.size() == 4 && (text.starts_with("19") || text.starts_with("20"));
}

}  // namespace

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> found;
  for (text::Word& word : text::words(text)) {
    const bool is_short = word.text.size() < 4;
    if (!word.is_han && !is_short && !says_nothing(word.text)) found.push_back(std::move(word.text));
  }
  for (text::Word& pair : text::han_pairs(text))
    if (pair.text.size() > 3 && !says_nothing(pair.text)) found.push_back(std::move(pair.text));
  sort_once(found);
  return found;
}

std::vector<std::string> references_in(std::string_view text) {
  std::vector<std::string> found;
  std::string current;
  const auto end_one = [&] {
    while (!current.empty() && current.back() == '-')
      current.pop_back();
    const auto digits = std::count_if(current.begin(), current.end(), is_digit);
    if (digits >= 4 && !is_year(current)) found.push_back(text::folded(current));
    current.clear();
  };
  for (const char c : text) {
    if (is_digit(c) || is_letter(c) || (c == '-' && !current.empty()))
      current += c;
    else
      end_one();
  }
  end_one();
  sort_once(found);
  return found;
}

Judgement judge(const Contact& a, const Contact& b) {
  Judgement judged;
  if (a.stage == ContactStage::answered || b.stage == ContactStage::answered) return judged;
  const auto add = [&judged](GroundKind kind, std::int32_t points, std::string value = "") {
    judged.grounds.push_back({kind, points, std::move(value)});
    judged.per_mille += points;
  };
  if (a.queue && a.queue == b.queue) add(GroundKind::same_queue, 350);
  const Duration apart = between(a.arrived_at, b.arrived_at);
  const bool both_wait = a.stage == ContactStage::waiting && b.stage == ContactStage::waiting;
  if (apart <= soon) {
    both_wait ? add(GroundKind::both_wait, 300) : add(GroundKind::soon_after, 200);
    if (a.is_spoken || b.is_spoken) add(GroundKind::spoken, 300);
  } else if (apart >= long_apart) {
    add(GroundKind::long_ago, -300);
  }
  if (const auto common = shared(a.references, b.references); !common.empty())
    add(GroundKind::same_reference, 600, listed(common));
  else if (!a.references.empty() && !b.references.empty())
    add(GroundKind::other_reference, -700);
  const auto words = shared(a.words, b.words);
  if (words.size() >= 2) {
    const auto fewer = std::min(a.words.size(), b.words.size());
    add(GroundKind::same_words, static_cast<std::int32_t>(400 * words.size() / fewer), listed(words));
  }
  std::stable_sort(judged.grounds.begin(), judged.grounds.end(),
                   [](const Ground& x, const Ground& y) { return x.points > y.points; });
  if (judged.per_mille >= same_from)
    judged.thing = SameThing::yes;
  else if (judged.per_mille >= unsure_from)
    judged.thing = SameThing::unsure;
  return judged;
}

}  // namespace rapport::duplicates
