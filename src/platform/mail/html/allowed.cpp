#include "platform/mail/html/allowed.h"

#include <algorithm>
#include <array>

namespace rapport::mail {
namespace {

using std::string_view;

constexpr std::array kept_elements = {
    string_view("a"),          string_view("abbr"),       string_view("address"), string_view("article"),
    string_view("aside"),      string_view("b"),          string_view("bdi"),     string_view("bdo"),
    string_view("big"),        string_view("blockquote"), string_view("br"),      string_view("caption"),
    string_view("center"),     string_view("cite"),       string_view("code"),    string_view("col"),
    string_view("colgroup"),   string_view("dd"),         string_view("del"),     string_view("dfn"),
    string_view("div"),        string_view("dl"),         string_view("dt"),      string_view("em"),
    string_view("figcaption"), string_view("figure"),     string_view("font"),    string_view("footer"),
    string_view("h1"),         string_view("h2"),         string_view("h3"),      string_view("h4"),
    string_view("h5"),         string_view("h6"),         string_view("header"),  string_view("hr"),
    string_view("i"),          string_view("img"),        string_view("ins"),     string_view("kbd"),
    string_view("li"),         string_view("main"),       string_view("mark"),    string_view("ol"),
    string_view("p"),          string_view("pre"),        string_view("q"),       string_view("s"),
    string_view("samp"),       string_view("section"),    string_view("small"),   string_view("span"),
    string_view("strike"),     string_view("strong"),     string_view("sub"),     string_view("sup"),
    string_view("table"),      string_view("tbody"),      string_view("td"),      string_view("tfoot"),
    string_view("th"),         string_view("thead"),      string_view("time"),    string_view("tr"),
    string_view("tt"),         string_view("u"),          string_view("ul"),      string_view("var"),
    string_view("wbr"),
};

constexpr std::array dropped_elements = {
    string_view("applet"),    string_view("audio"),    string_view("canvas"),   string_view("embed"),
    string_view("frame"),     string_view("frameset"), string_view("iframe"),   string_view("math"),
    string_view("noembed"),   string_view("noframes"), string_view("noscript"), string_view("object"),
    string_view("plaintext"), string_view("script"),   string_view("select"),   string_view("style"),
    string_view("svg"),       string_view("template"), string_view("textarea"), string_view("title"),
    string_view("video"),     string_view("xml"),      string_view("xmp"),
};

struct AllowedAttribute {
  string_view element;  // "*": any
  string_view name;
};
constexpr std::array allowed_attributes = {
    AllowedAttribute{"*", "dir"},
    AllowedAttribute{"*", "lang"},
    AllowedAttribute{"*", "title"},
    AllowedAttribute{"*", "align"},
    AllowedAttribute{"*", "valign"},
    AllowedAttribute{"*", "bgcolor"},
    AllowedAttribute{"img", "alt"},
    AllowedAttribute{"img", "width"},
    AllowedAttribute{"img", "height"},
    AllowedAttribute{"img", "border"},
    AllowedAttribute{"table", "width"},
    AllowedAttribute{"table", "border"},
    AllowedAttribute{"table", "cellpadding"},
    AllowedAttribute{"table", "cellspacing"},
    AllowedAttribute{"table", "height"},
    AllowedAttribute{"td", "width"},
    AllowedAttribute{"td", "height"},
    AllowedAttribute{"td", "colspan"},
    AllowedAttribute{"td", "rowspan"},
    AllowedAttribute{"td", "nowrap"},
    AllowedAttribute{"th", "width"},
    AllowedAttribute{"th", "height"},
    AllowedAttribute{"th", "colspan"},
    AllowedAttribute{"th", "rowspan"},
    AllowedAttribute{"th", "scope"},
    AllowedAttribute{"tr", "height"},
    AllowedAttribute{"col", "span"},
    AllowedAttribute{"col", "width"},
    AllowedAttribute{"colgroup", "span"},
    AllowedAttribute{"font", "color"},
    AllowedAttribute{"font", "face"},
    AllowedAttribute{"font", "size"},
    AllowedAttribute{"ol", "start"},
    AllowedAttribute{"ol", "type"},
    AllowedAttribute{"ul", "type"},
    AllowedAttribute{"li", "value"},
    AllowedAttribute{"hr", "width"},
    AllowedAttribute{"hr", "size"},
    AllowedAttribute{"hr", "color"},
    AllowedAttribute{"time", "datetime"},
};

// By name or by the beginning of it ("border-").
constexpr std::array allowed_properties = {
    string_view("color"),           string_view("background-color"),
    string_view("background"),      string_view("font"),
    string_view("font-"),           string_view("text-align"),
    string_view("text-decoration"), string_view("text-decoration-"),
    string_view("text-indent"),     string_view("text-transform"),
    string_view("text-overflow"),   string_view("line-height"),
    string_view("letter-spacing"),  string_view("word-"),
    string_view("overflow-wrap"),   string_view("white-space"),
    string_view("margin"),          string_view("margin-"),
    string_view("padding"),         string_view("padding-"),
    string_view("border"),          string_view("border-"),
    string_view("width"),           string_view("height"),
    string_view("max-width"),       string_view("max-height"),
    string_view("min-width"),       string_view("min-height"),
    string_view("display"),         string_view("float"),
    string_view("clear"),           string_view("vertical-align"),
    string_view("list-style-type"), string_view("direction"),
    string_view("unicode-bidi"),    string_view("table-layout"),
    string_view("empty-cells"),     string_view("caption-side"),
};

constexpr std::array displays = {
    string_view("none"),         string_view("inline"),     string_view("block"),
    string_view("inline-block"), string_view("list-item"),  string_view("table"),
    string_view("table-row"),    string_view("table-cell"), string_view("table-row-group"),
};

template <std::size_t n>
bool is_among(const std::array<string_view, n>& list, string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string lower_ascii(string_view text) {
  std::string kept(text);
  for (char& c : kept)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return kept;
}

string_view trimmed(string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
    text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
    text.remove_suffix(1);
  return text;
}

bool is_style_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         string_view(" #.,%()'\"-+!/").find(c) != string_view::npos || static_cast<unsigned char>(c) >= 0x80;
}

// Functions by the word before each bracket.
bool has_only_colours(const std::string& value) {
  for (std::size_t at = value.find('('); at != std::string::npos; at = value.find('(', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && ((value[begin - 1] >= 'a' && value[begin - 1] <= 'z') || value[begin - 1] == '-'))
      --begin;
    const std::string name = value.substr(begin, at - begin);
    if (name != "rgb" && name != "rgba" && name != "hsl" && name != "hsla") return false;
  }
  return true;
}

// A minus in front of a number: what it moves may lie over something else.
bool has_negative(const std::string& value) {
  for (std::size_t at = value.find('-'); at != std::string::npos; at = value.find('-', at + 1)) {
    const bool begins = at == 0 || value[at - 1] == ' ' || value[at - 1] == ',' || value[at - 1] == '(';
    if (begins && at + 1 < value.size() &&
        ((value[at + 1] >= '0' && value[at + 1] <= '9') || value[at + 1] == '.'))
      return true;
  }
  return false;
}

bool is_allowed_property(const std::string& name) {
  if (name.starts_with("border-image")) return false;
  for (const string_view allowed : allowed_properties)
    if (name == allowed || (allowed.ends_with('-') && name.starts_with(allowed))) return true;
  return false;
}

bool is_allowed_declaration(const std::string& name, const std::string& value) {
  if (!is_allowed_property(name) || value.empty() || value.size() > 500) return false;
  if (!std::all_of(value.begin(), value.end(), is_style_char)) return false;
  // "/*" hides things; "//" is half an address.
  if (value.find("/*") != std::string::npos || value.find("//") != std::string::npos) return false;
  if (std::count(value.begin(), value.end(), '"') % 2 != 0 ||
      std::count(value.begin(), value.end(), '\'') % 2 != 0)
    return false;
  if (std::count(value.begin(), value.end(), '(') != std::count(value.begin(), value.end(), ')'))
    return false;
  if (!has_only_colours(value) || has_negative(value)) return false;
  if (name == "display") return is_among(displays, trimmed(value.substr(0, value.find('!'))));
  return true;
}

bool is_number(string_view value) {
  const string_view text = trimmed(value);
  if (text.empty() || text.size() > 6) return false;
  return std::all_of(
             text.begin(), text.end(),
             [](char c) { return (c >= '0' && c <= '9') || c == '%' || c == '.' || c == '+' || c == '*'; }) ||
         (text.size() > 2 && text.ends_with("px") && is_number(text.substr(0, text.size() - 2)));
}

}  // namespace

Element judge_element(std::string_view name) {
  if (is_among(kept_elements, name)) return Element::kept;
  return is_among(dropped_elements, name) || name.starts_with("svg:") || name.starts_with("math:")
             ? Element::dropped
             : Element::opened;
}

bool is_void_element(std::string_view name) {
  return name == "br" || name == "hr" || name == "img" || name == "col" || name == "wbr";
}

bool is_allowed_attribute(std::string_view element, std::string_view attribute, std::string_view value) {
  const auto found =
      std::find_if(allowed_attributes.begin(), allowed_attributes.end(), [&](const AllowedAttribute& one) {
        return one.name == attribute && (one.element == "*" || one.element == element);
      });
  if (found == allowed_attributes.end() || value.size() > 2'000) return false;
  if (attribute == "colspan" || attribute == "rowspan" || attribute == "span")
    return is_number(value) && trimmed(value).size() <= 4;
  if (attribute == "width" || attribute == "height" || attribute == "border" || attribute == "cellpadding" ||
      attribute == "cellspacing" || attribute == "start" || attribute == "value")
    return is_number(value);
  return true;
}

std::string allowed_style(std::string_view style) {
  std::string kept;
  if (style.size() > 10'000 || style.find('\\') != string_view::npos) return kept;
  std::string text;
  // Comments go first: they may stand in the middle of a word.
  for (std::size_t at = 0; at < style.size();) {
    const std::size_t comment = style.find("/*", at);
    text += style.substr(at, comment == string_view::npos ? string_view::npos : comment - at);
    if (comment == string_view::npos) break;
    const std::size_t end = style.find("*/", comment + 2);
    if (end == string_view::npos) break;
    at = end + 2;
  }
  string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const string_view declaration = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == string_view::npos) continue;
    const std::string name = lower_ascii(trimmed(declaration.substr(0, colon)));
    const std::string value = lower_ascii(trimmed(declaration.substr(colon + 1)));
    if (is_allowed_declaration(name, value)) kept += (kept.empty() ? "" : ";") + name + ":" + value;
  }
  return kept;
}

std::string trimmed_url(std::string_view url) {
  std::string kept;
  for (const char c : url)
    if (static_cast<unsigned char>(c) > ' ' && c != 0x7F) kept += c;
  return kept;
}

std::string scheme_of(std::string_view url) {
  const std::string text = trimmed_url(url);
  if (text.starts_with("//")) return "https";
  const std::size_t colon = text.find_first_of(":/?#");
  if (colon == std::string::npos || text[colon] != ':') return {};
  return lower_ascii(text.substr(0, colon));
}

Quote judge_quote(std::string_view element, std::string_view attribute, std::string_view value) {
  const std::string text = lower_ascii(value);
  const auto has = [&](const char* word) { return text.find(word) != std::string::npos; };
  if (attribute == "class") {
    if (has("gmail_quote") || has("gmail_extra") || has("yahoo_quoted") || has("protonmail_quote") ||
        has("moz-cite-prefix") || has("zmail_extra") || has("tutanota_quote") || has("x_gmail_quote") ||
        has("ntes-mailmaster-quote") || has("includetail"))
      return Quote::inside;
    if (has("outlookmessageheader")) return Quote::from_here;
  }
  if (attribute == "id") {
    if (text == "divrplyfwdmsg" || text == "x_divrplyfwdmsg" || text == "appendonsend" ||
        text == "mail-editor-reference-message-container")
      return Quote::from_here;
    if (text == "isreplycontent" || text == "reply-intro" || text == "orimsghtmlseperator")
      return Quote::inside;
  }
  if (attribute == "type" && text == "cite") return Quote::inside;
  // Outlook's rule above "From: Sent: To: Subject:".
  if (attribute == "style" && element == "div" &&
      (has("border-top:solid #e1e1e1") || has("border-top:solid #b5c4df") ||
       has("border-top: 1pt solid rgb(225")))
    return Quote::from_here;
  return Quote::no;
}

}  // namespace rapport::mail
