#include <fmt/format.h>
#include <libxml/HTMLparser.h>

#include <climits>
#include <memory>
#include <set>

#include "platform/markdown/address.h"
#include "platform/markdown/markdown.h"

namespace rapport::markdown {
namespace {

constexpr int depth_max = 200;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string_view name_of(const xmlNode* node) {
  return node->name != nullptr ? reinterpret_cast<const char*>(node->name) : "";
}

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return {};
  std::string text(reinterpret_cast<const char*>(value));
  xmlFree(value);
  return text;
}

bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view each : names)
    if (name == each) return true;
  return false;
}

// Words stay words: what Markdown would take for marks gets a backslash.
void append_escaped(std::string& out, char byte) {
  static constexpr std::string_view marks = "\\`*_{}[]<>#|~&!";
  const bool starts_line = out.empty() || out.back() == '\n';
  if (marks.find(byte) != std::string_view::npos ||
      (starts_line && (byte == '-' || byte == '+' || byte == '=')))
    out.push_back('\\');
  out.push_back(byte);
}

// An address between ( and ).
std::string in_brackets(const std::string& address) {
  std::string out = "<";
  for (const char byte : address)
    if (byte != '<' && byte != '>' && byte != '\n' && byte != '\r' && byte != '\\') out.push_back(byte);
  return out + ">";
}

class Writer {
 public:
  std::string take() {
    while (!out_.empty() && is_space(out_.back()))
      out_.pop_back();
    return std::move(out_);
  }
  const std::string& first_heading() const { return heading_; }

  void write_children(const xmlNode* node, int depth) {
    for (const xmlNode* child = node->children; child != nullptr; child = child->next)
      write(child, depth + 1);
  }

  void write(const xmlNode* node, int depth) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) return words(node);
    if (node->type != XML_ELEMENT_NODE || depth > depth_max) return;
    const std::string_view name = name_of(node);
    if (is_one_of(name,
                  {"script", "style", "head", "title", "template", "iframe", "object", "embed", "svg", "math",
                   "form", "input", "button", "select", "textarea", "noscript", "meta", "link", "base"}))
      return;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
      return heading(node, name[1] - '0', depth);
    if (is_one_of(name, {"strong", "b"})) return marked(node, "**", depth);
    if (is_one_of(name, {"em", "i"})) return marked(node, "*", depth);
    if (is_one_of(name, {"del", "s", "strike"})) return marked(node, "~~", depth);
    if (name == "a") return link(node, depth);
    if (name == "img") return picture(node);
    if (name == "br") return line_break();
    if (name == "hr") return rule();
    if (is_one_of(name, {"ul", "ol"})) return list(node, name == "ol", depth);
    if (name == "blockquote") return indented(node, "> ", "> ", depth);
    if (name == "pre") return code_block(node);
    if (name == "code") return code(node);
    if (name == "table") return table(node, depth);
    const bool is_block =
        is_one_of(name, {"p", "div", "section", "article", "main", "header", "footer", "aside", "dl", "dt",
                         "dd", "figure", "figcaption", "address", "nav", "li", "body", "html"});
    if (is_block) block();
    write_children(node, depth);
    if (is_block) block();
  }

 private:
  void words(const xmlNode* node) {
    for (const char* at = reinterpret_cast<const char*>(node->content); at != nullptr && *at != '\0'; ++at) {
      if (is_space(*at)) {
        if (!out_.empty() && !is_space(out_.back())) out_.push_back(' ');
      } else {
        append_escaped(out_, *at);
      }
    }
  }
  void block() {
    while (!out_.empty() && (out_.back() == ' '))
      out_.pop_back();
    if (out_.empty()) return;
    while (out_.size() < 2 || out_.back() != '\n' || out_[out_.size() - 2] != '\n')
      out_.push_back('\n');
  }
  std::string inside(const xmlNode* node, int depth) {
    Writer writer;
    writer.write_children(node, depth);
    return writer.take();
  }
  static std::string on_one_line(std::string text) {
    for (char& byte : text)
      if (byte == '\n') byte = ' ';
    return text;
  }
  void heading(const xmlNode* node, int level, int depth) {
    block();
    const std::string text = on_one_line(inside(node, depth));
    if (text.empty()) return;
    if (heading_.empty()) heading_ = text;
    out_ += std::string(static_cast<std::size_t>(level), '#') + ' ' + text;
    block();
  }
  void marked(const xmlNode* node, std::string_view mark, int depth) {
    const std::string text = on_one_line(inside(node, depth));
    if (text.empty()) return;
    out_.append(mark).append(text).append(mark);
  }
  void link(const xmlNode* node, int depth) {
    const std::string text = on_one_line(inside(node, depth));
    const std::string address = attribute(node, "href");
    if (address.empty() || !is_safe_link(address) || text.empty())
      out_ += text;
    else
      out_ += '[' + text + "](" + in_brackets(address) + ')';
  }
  void picture(const xmlNode* node) {
    const std::string address = attribute(node, "src");
    std::string alt;
    for (const char byte : attribute(node, "alt"))
      append_escaped(alt, is_space(byte) ? ' ' : byte);
    if (!address.empty() && is_safe_picture(address)) out_ += "![" + alt + "](" + in_brackets(address) + ')';
  }
  void line_break() {
    if (!out_.empty() && out_.back() != '\n') out_ += "\\\n";
  }
  void rule() {
    block();
    out_ += "***";
    block();
  }
  void indented(const xmlNode* node, std::string_view first, std::string_view rest, int depth) {
    block();
    append_indented(inside(node, depth), first, rest);
    block();
  }
  void append_indented(const std::string& text, std::string_view first, std::string_view rest) {
    out_.append(first);
    for (std::size_t at = 0; at < text.size(); ++at) {
      out_.push_back(text[at]);
      if (text[at] != '\n') continue;
      out_.append(rest);
      while (at + 1 < text.size() && text[at + 1] == '\n' && out_.back() == ' ')
        out_.pop_back();
    }
  }
  void list(const xmlNode* node, bool is_ordered, int depth) {
    block();
    int number = 1;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      const std::string first = is_ordered ? fmt::format("{}. ", number++) : std::string("- ");
      const std::string text = inside(child, depth + 1);
      if (text.empty()) continue;
      append_indented(text, first, std::string(first.size(), ' '));
      out_.push_back('\n');
    }
    block();
  }
  static std::string raw(const xmlNode* node) {
    xmlChar* content = xmlNodeGetContent(node);
    if (content == nullptr) return {};
    std::string text(reinterpret_cast<const char*>(content));
    xmlFree(content);
    return text;
  }
  static std::string fence(const std::string& text, std::size_t least) {
    std::size_t longest = 0, run = 0;
    for (const char byte : text) {
      run = byte == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    return std::string(std::max(least, longest + 1), '`');
  }
  void code_block(const xmlNode* node) {
    block();
    const std::string text = raw(node);
    const std::string marks = fence(text, 3);
    out_ += marks + '\n' + text + (text.ends_with('\n') ? "" : "\n") + marks;
    block();
  }
  void code(const xmlNode* node) {
    const std::string text = on_one_line(raw(node));
    if (text.empty()) return;
    const std::string marks = fence(text, 1);
    out_ += marks + ' ' + text + ' ' + marks;
  }
  void rows_of(const xmlNode* node, int depth, std::vector<std::vector<std::string>>& rows) {
    if (depth > depth_max) return;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      if (name_of(child) != "tr") {
        if (is_one_of(name_of(child), {"thead", "tbody", "tfoot"})) rows_of(child, depth + 1, rows);
        continue;
      }
      rows.emplace_back();
      for (const xmlNode* cell = child->children; cell != nullptr; cell = cell->next)
        if (cell->type == XML_ELEMENT_NODE) rows.back().push_back(on_one_line(inside(cell, depth + 2)));
    }
  }
  void table(const xmlNode* node, int depth) {
    std::vector<std::vector<std::string>> rows;
    rows_of(node, depth, rows);
    std::size_t columns = 0;
    for (const auto& row : rows)
      columns = std::max(columns, row.size());
    if (columns == 0) return;
    block();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t column = 0; column < columns; ++column)
        out_ += "| " + (column < rows[i].size() ? rows[i][column] : std::string()) + ' ';
      out_ += "|\n";
      if (i > 0) continue;
      for (std::size_t column = 0; column < columns; ++column)
        out_ += "| --- ";
      out_ += "|\n";
    }
    block();
  }

  std::string out_;
  std::string heading_;
};

const xmlNode* find_element(const xmlNode* node, std::string_view name, int depth) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (name_of(node) == name) return node;
    if (depth < 4)
      if (const xmlNode* found = find_element(node->children, name, depth + 1)) return found;
  }
  return nullptr;
}

std::string plain_title(const xmlNode* root) {
  const xmlNode* title = find_element(root, "title", 0);
  std::string text;
  if (title == nullptr) return text;
  xmlChar* content = xmlNodeGetContent(title);
  for (const char* at = reinterpret_cast<const char*>(content); at != nullptr && *at != '\0'; ++at)
    if (!is_space(*at) || (!text.empty() && text.back() != ' ')) text.push_back(is_space(*at) ? ' ' : *at);
  xmlFree(content);
  while (!text.empty() && text.back() == ' ')
    text.pop_back();
  return text;
}

}  // namespace

Result<FromHtml> from_html(std::string_view html) {
  if (html.size() > html_bytes_max)
    return fail(ErrorCode::too_large, "too_large", fmt::format("more than {} bytes of HTML", html_bytes_max));
  const std::unique_ptr<xmlDoc, FreeDocument> document(
      htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return fail(ErrorCode::invalid, "not_html", "there is nothing to read");
  Writer writer;
  writer.write(root, 0);
  FromHtml made;
  made.language = attribute(root, "lang");
  made.title = plain_title(root);
  if (made.title.empty()) made.title = writer.first_heading();
  made.markdown = writer.take();
  if (made.markdown.empty()) return fail(ErrorCode::invalid, "not_html", "there are no words in it");
  return made;
}

}  // namespace rapport::markdown
