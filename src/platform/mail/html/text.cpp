#include "platform/mail/html/text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "platform/mail/html/allowed.h"
#include "platform/mail/html/events.h"

namespace rapport::mail {
namespace {

constexpr std::size_t quoted_deep_max = 20;

constexpr std::array<std::string_view, 26> blocks = {
    "address",    "article", "aside",  "blockquote", "center", "dd",      "div",  "dl",   "dt",
    "figcaption", "figure",  "footer", "form",       "header", "hr",      "li",   "main", "ol",
    "pre",        "section", "table",  "tr",         "ul",     "caption", "body", "html"};
constexpr std::array<std::string_view, 7> paragraphs = {"p", "h1", "h2", "h3", "h4", "h5", "h6"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

class TextWriter final : public HtmlListener {
 public:
  explicit TextWriter(Quotes quotes) : quotes_(quotes) {}

  void open(std::string_view name, const HtmlAttributes& attributes) override {
    Opened opened;
    if (skipped_ > 0 || judge_element(name) == Element::dropped) {
      opened.is_skipped = true;
      ++skipped_;
      open_.push_back(std::move(opened));
      return;
    }
    if (quotes_ == Quotes::left_out && is_quote(name, attributes)) {
      opened.is_skipped = true;
      ++skipped_;
      open_.push_back(std::move(opened));
      return;
    }
    if (is_one_of(paragraphs, name)) new_lines(2);
    if (is_one_of(blocks, name)) new_lines(1);
    if (name == "br") line_end();
    if (name == "hr") add_word("----");
    if (name == "li") add_word("- ");
    if (name == "td" || name == "th") cell();
    if (name == "pre") ++pre_;
    if (name == "blockquote" && quoted_ < quoted_deep_max) {
      opened.is_quote = true;
      ++quoted_;
    }
    for (const auto& one : attributes) {
      if (name == "a" && one.first == "href") opened.href = one.second;
      if (name == "img" && one.first == "alt" && !one.second.empty() && one.second.size() < 500)
        text("[" + std::string(one.second) + "]");
    }
    opened.begin = text_.size();
    open_.push_back(std::move(opened));
  }

  void close(std::string_view name) override {
    if (open_.empty()) return;
    const Opened opened = std::move(open_.back());
    open_.pop_back();
    if (opened.is_skipped) {
      --skipped_;
      return;
    }
    if (name == "a") link_end(opened);
    if (name == "pre" && pre_ > 0) --pre_;
    if (is_one_of(blocks, name)) new_lines(1);
    if (is_one_of(paragraphs, name)) new_lines(2);
    if (opened.is_quote) --quoted_;
  }

  void text(std::string_view text) override {
    if (skipped_ > 0) return;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const bool is_hard_blank = c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
      if (pre_ > 0 && c == '\n') {
        line_end();
        continue;
      }
      if (is_hard_blank) ++i;
      if (is_hard_blank || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        if (pre_ > 0)
          add(" ");
        else
          is_after_blank_ = true;
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) continue;
      if (is_after_blank_ && !is_at_line_begin()) text_ += ' ';
      is_after_blank_ = false;
      add(std::string_view(&c, 1));
    }
  }

  std::string take() {
    while (!text_.empty() && (text_.back() == '\n' || text_.back() == ' ' || text_.back() == '\t'))
      text_.pop_back();
    const std::size_t begin = std::min(text_.find_first_not_of("\n"), text_.size());
    return text_.substr(begin);
  }

 private:
  struct Opened {
    bool is_skipped = false;
    bool is_quote = false;
    std::string href = {};
    std::size_t begin = 0;  // of its text
  };

  static bool is_quote(std::string_view name, const HtmlAttributes& attributes) {
    for (const auto& one : attributes)
      if (one.first == "data-quote" || judge_quote(name, one.first, one.second) == Quote::inside) return true;
    return false;
  }

  bool is_at_line_begin() const { return text_.empty() || text_.back() == '\n'; }

  void add(std::string_view piece) {
    if (is_at_line_begin())
      for (std::size_t i = 0; i < quoted_; ++i)
        text_ += "> ";
    text_ += piece;
    empty_lines_ = 0;
  }

  void add_word(std::string_view word) {
    is_after_blank_ = false;
    add(word);
  }

  void cell() {
    if (!is_at_line_begin()) text_ += '\t';
    is_after_blank_ = false;
  }

  void line_end() {
    while (!text_.empty() && text_.back() == ' ')
      text_.pop_back();
    if (empty_lines_ < 3) text_ += '\n';
    ++empty_lines_;
    is_after_blank_ = false;
  }

  // So that the next word begins a line (1), or follows an empty one (2).
  void new_lines(std::size_t wanted) {
    is_after_blank_ = false;
    if (text_.empty()) return;
    while (!text_.empty() && (text_.back() == ' ' || text_.back() == '\t'))
      text_.pop_back();
    std::size_t have = 0;
    while (have < text_.size() && have < wanted && text_[text_.size() - 1 - have] == '\n')
      ++have;
    text_.append(wanted - have, '\n');
    empty_lines_ = std::max(empty_lines_, wanted - 1);
  }

  void link_end(const Opened& opened) {
    const std::string scheme = scheme_of(opened.href);
    if (scheme != "http" && scheme != "https") return;
    const std::string url = trimmed_url(opened.href);
    const std::string_view said = std::string_view(text_).substr(std::min(opened.begin, text_.size()));
    const std::size_t host = url.find("//");
    if (said.empty() || url.size() > 500 ||
        said.find(url.substr(host == std::string::npos ? 0 : host + 2)) != std::string_view::npos)
      return;
    add_word(" (" + url + ")");
  }

  Quotes quotes_;
  std::string text_;
  std::vector<Opened> open_;
  std::size_t skipped_ = 0, pre_ = 0, quoted_ = 0, empty_lines_ = 0;
  bool is_after_blank_ = false;
};

}  // namespace

std::string readable_text(std::string_view html, Quotes quotes) {
  TextWriter writer(quotes);
  (void)read_html(html, writer);
  return writer.take();
}

}  // namespace rapport::mail
