#include "platform/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <mutex>

#include "platform/markdown/address.h"

namespace rapport::markdown {
namespace {

constexpr int options = CMARK_OPT_VALIDATE_UTF8;  // and not CMARK_OPT_UNSAFE
constexpr std::size_t nesting_max = 100;

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};
using Parser = std::unique_ptr<cmark_parser, FreeParser>;
using Node = std::unique_ptr<cmark_node, FreeNode>;
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;

Parser new_parser() {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  Parser parser(cmark_parser_new(options));
  for (const char* name : {"table", "strikethrough"})
    if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
      cmark_parser_attach_syntax_extension(parser.get(), extension);
  return parser;
}

Node parsed(cmark_parser* parser, std::string_view markdown) {
  cmark_parser_feed(parser, markdown.data(), markdown.size());
  return Node(cmark_parser_finish(parser));
}

void drop_unsafe_addresses(cmark_node* root) {
  const Iterator iterator(cmark_iter_new(root));
  while (cmark_iter_next(iterator.get()) != CMARK_EVENT_DONE) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const auto kind = cmark_node_get_type(node);
    if (kind != CMARK_NODE_LINK && kind != CMARK_NODE_IMAGE) continue;
    const char* address = cmark_node_get_url(node);
    const std::string_view where = address != nullptr ? address : "";
    if (!(kind == CMARK_NODE_LINK ? is_safe_link(where) : is_safe_picture(where)))
      cmark_node_set_url(node, "");
  }
}

}  // namespace

Result<void> check(std::string_view markdown) {
  if (markdown.size() > markdown_bytes_max)
    return fail(ErrorCode::invalid, "too_large", fmt::format("more than {} bytes", markdown_bytes_max));
  std::size_t line = 1, marks = 0;
  bool is_front = true;
  for (const char byte : markdown) {
    if (byte == '\n') {
      ++line;
      marks = 0;
      is_front = true;
    } else if (is_front &&
               (byte == '>' || byte == '-' || byte == '*' || byte == '+' || byte == '.' || byte == ')')) {
      if (++marks > nesting_max)
        return fail(ErrorCode::invalid, "too_deep", fmt::format("line {} nests too deep", line));
    } else if (byte != ' ' && byte != '\t' && !(byte >= '0' && byte <= '9')) {
      is_front = false;
    }
  }
  return {};
}

std::string html_of(std::string_view markdown) {
  if (!check(markdown)) return {};
  const Parser parser = new_parser();
  const Node root = parsed(parser.get(), markdown);
  if (!root) return {};
  drop_unsafe_addresses(root.get());
  const std::unique_ptr<char, FreeText> html(
      cmark_render_html(root.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
  return html ? std::string(html.get()) : std::string();
}

std::string text_of(std::string_view markdown) {
  if (!check(markdown)) return {};
  const Parser parser = new_parser();
  const Node root = parsed(parser.get(), markdown);
  std::string text;
  const Iterator iterator(cmark_iter_new(root.get()));
  for (;;) {
    const cmark_event_type event = cmark_iter_next(iterator.get());
    if (event == CMARK_EVENT_DONE) break;
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const auto kind = cmark_node_get_type(node);
    if (event == CMARK_EVENT_ENTER &&
        (kind == CMARK_NODE_TEXT || kind == CMARK_NODE_CODE || kind == CMARK_NODE_CODE_BLOCK)) {
      if (const char* literal = cmark_node_get_literal(node)) text.append(literal);
    } else if (kind == CMARK_NODE_SOFTBREAK || kind == CMARK_NODE_LINEBREAK) {
      text.push_back(' ');
    } else if (event == CMARK_EVENT_EXIT && (kind & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK &&
               !text.empty() && text.back() != '\n') {
      text.push_back('\n');
    }
  }
  while (!text.empty() && text.back() == '\n')
    text.pop_back();
  return text;
}

}  // namespace rapport::markdown
