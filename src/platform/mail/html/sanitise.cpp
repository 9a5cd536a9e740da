#include "platform/mail/html/sanitise.h"

#include <algorithm>

#include "platform/mail/html/allowed.h"
#include "platform/mail/html/events.h"

namespace rapport::mail {
namespace {

constexpr std::size_t nested_max = 200;            // elements in the result; deeper ones lose their tags
constexpr std::size_t data_image_max = 2'000'000;  // bytes of a data: URL
constexpr std::size_t url_max = 8'000;

bool is_picture_data(const std::string& url) {
  for (const char* type : {"png", "jpeg", "jpg", "gif", "webp", "bmp"}) {
    const std::string front = "data:image/" + std::string(type) + ";base64,";
    if (url.size() < front.size() || url.size() > data_image_max) continue;
    bool is_alike = true;
    for (std::size_t i = 0; i < front.size(); ++i) {
      const char c = url[i] >= 'A' && url[i] <= 'Z' ? static_cast<char>(url[i] + 32) : url[i];
      is_alike = is_alike && c == front[i];
    }
    if (!is_alike) continue;
    return std::all_of(url.begin() + static_cast<std::ptrdiff_t>(front.size()), url.end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
             c == '/' || c == '=';
    });
  }
  return false;
}

class Sanitiser final : public HtmlListener {
 public:
  explicit Sanitiser(Sanitised& result) : result_(result) {}

  void open(std::string_view name, const HtmlAttributes& attributes) override {
    const Element judged = judge_element(name);
    if (dropped_ > 0 || judged == Element::dropped) {
      ++dropped_;
      return;
    }
    const bool is_kept = judged == Element::kept && kept_ < nested_max;
    if (is_void_element(name)) {
      open_.push_back(false);
      if (judged == Element::kept) write_open(name, attributes);
      return;
    }
    open_.push_back(is_kept);
    if (!is_kept) return;
    ++kept_;
    write_open(name, attributes);
  }

  void close(std::string_view) override {
    if (dropped_ > 0) {
      --dropped_;
      return;
    }
    if (open_.empty()) return;
    const bool is_kept = open_.back();
    open_.pop_back();
    if (!is_kept) return;
    --kept_;
    result_.html += "</" + names_.back() + ">";
    names_.pop_back();
  }

  void text(std::string_view text) override {
    if (dropped_ == 0) result_.html += escaped(text);
  }

  // What is still open when the reading stopped.
  void finish() {
    while (!names_.empty()) {
      result_.html += "</" + names_.back() + ">";
      names_.pop_back();
    }
  }

 private:
  void write_open(std::string_view name, const HtmlAttributes& attributes) {
    if (!is_void_element(name)) names_.emplace_back(name);
    result_.html += '<';
    result_.html += name;
    Quote quote = Quote::no;
    std::vector<std::string_view> seen;
    for (const auto& one : attributes) {
      if (std::find(seen.begin(), seen.end(), one.first) != seen.end()) continue;
      seen.push_back(one.first);
      if (const Quote here = judge_quote(name, one.first, one.second); here != Quote::no) quote = here;
      write_attribute(name, one.first, one.second);
    }
    if (name == "blockquote" && quote == Quote::no && is_citing(attributes)) quote = Quote::inside;
    if (quote == Quote::inside) result_.html += " data-quote=\"\"";
    if (quote == Quote::from_here) result_.html += " data-quote-begins=\"\"";
    result_.html += '>';
  }

  // A blockquote without a look of its own is an earlier mail; with one, it is the sender's own indentation.
  static bool is_citing(const HtmlAttributes& attributes) {
    for (const auto& one : attributes)
      if (one.first == "style" && one.second.find("margin") != std::string_view::npos &&
          one.second.find("border-left") == std::string_view::npos &&
          one.second.find("border:none") == std::string_view::npos)
        return false;
    return true;
  }

  void write(std::string_view name, std::string_view value) {
    result_.html += ' ';
    result_.html += name;
    result_.html += "=\"";
    result_.html += escaped(value);
    result_.html += '"';
  }

  void write_attribute(std::string_view element, std::string_view name, std::string_view value) {
    if (element == "a" && name == "href") return write_link(value);
    if (element == "img" && name == "src") return write_image(value);
    if (name == "style") {
      const std::string style = allowed_style(value);
      if (!style.empty()) write("style", style);
      return;
    }
    if (is_allowed_attribute(element, name, value)) write(name, value);
  }

  void write_link(std::string_view value) {
    const std::string url = trimmed_url(value);
    const std::string scheme = scheme_of(value);
    if (url.size() > url_max ||
        (scheme != "http" && scheme != "https" && scheme != "mailto" && scheme != "tel"))
      return;
    write("href", url.starts_with("//") ? "https:" + url : url);
    write("rel", "noopener noreferrer nofollow");
    write("target", "_blank");
  }

  void write_image(std::string_view value) {
    const std::string url = trimmed_url(value);
    const std::string scheme = scheme_of(value);
    if (scheme == "cid" && url.size() <= url_max) {
      const std::string id = url.substr(4);
      if (std::find(result_.content_ids.begin(), result_.content_ids.end(), id) ==
              result_.content_ids.end() &&
          result_.content_ids.size() < 1'000)
        result_.content_ids.push_back(id);
      return write("src", "cid:" + id);
    }
    if (scheme == "data" && is_picture_data(url)) return write("src", url);
    if ((scheme != "http" && scheme != "https") || url.size() > url_max) return;
    ++result_.remote_images;
    write("data-remote-src", url.starts_with("//") ? "https:" + url : url);
  }

  Sanitised& result_;
  std::vector<bool> open_;          // for each element that is open: whether its tags are in the result
  std::vector<std::string> names_;  // of those whose tags are
  std::size_t kept_ = 0;
  std::size_t dropped_ = 0;  // depth within what is dropped
};

}  // namespace

std::string escaped(std::string_view text) {
  std::string kept;
  kept.reserve(text.size() + 16);
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '&')
      kept += "&amp;";
    else if (c == '<')
      kept += "&lt;";
    else if (c == '>')
      kept += "&gt;";
    else if (c == '"')
      kept += "&quot;";
    else if (c == '\'')
      kept += "&#39;";
    else if (c == '`')
      kept += "&#96;";
    else if ((u >= 0x20 && u != 0x7F) || c == '\n' || c == '\t')
      kept += c;
  }
  return kept;
}

Sanitised sanitise(std::string_view html) {
  Sanitised result;
  Sanitiser sanitiser(result);
  result.is_cut = !read_html(html, sanitiser);
  sanitiser.finish();
  return result;
}

}  // namespace rapport::mail
