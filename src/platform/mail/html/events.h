// HTML as strangers write it, read by libxml2's forgiving parser: elements and texts in order, every element
// closed in the right place. Only events.cpp knows libxml2. Any thread; keeps nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rapport::mail {

using HtmlAttributes =
    std::vector<std::pair<std::string_view, std::string_view>>;  // names in lower case, values decoded

class HtmlListener {
 public:
  HtmlListener() = default;
  HtmlListener(const HtmlListener&) = delete;
  HtmlListener& operator=(const HtmlListener&) = delete;
  virtual ~HtmlListener() = default;
  // `name` in lower case, without a namespace's prefix cut off: "td", "o:p".
  virtual void open(std::string_view name, const HtmlAttributes& attributes) = 0;
  virtual void close(std::string_view name) = 0;
  // Decoded: "<" may stand in it.
  virtual void text(std::string_view text) = 0;
};

constexpr std::size_t html_bytes_max = 5'000'000;
constexpr std::size_t html_depth_max = 1'000;

// UTF-8 in. False: not all was read, because it is longer or deeper than these.
bool read_html(std::string_view html, HtmlListener& listener);

}  // namespace rapport::mail
