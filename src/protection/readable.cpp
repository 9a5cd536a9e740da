#include "protection/readable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json_text.h"
#include "platform/contract/instant_text.h"

namespace rapport::protection {
namespace {

struct Label {
  std::string_view column, text, text_zh;
};
constexpr std::array<Label, 35> labels{{{"name", "Name", "姓名 / 名称"},
                                        {"email", "E-mail", "邮箱"},
                                        {"phone", "Phone", "电话"},
                                        {"external_id", "Company's own id", "企业编号"},
                                        {"birthday", "Birthday", "生日"},
                                        {"language", "Language", "语言"},
                                        {"created_us", "Since", "创建时间"},
                                        {"kind", "Kind", "类型"},
                                        {"value", "Value", "内容"},
                                        {"is_verified", "Verified", "已验证"},
                                        {"added_us", "Added", "添加时间"},
                                        {"field", "Field", "字段"},
                                        {"changed_us", "Changed", "更新时间"},
                                        {"purpose", "Purpose", "用途"},
                                        {"channel", "Channel", "渠道"},
                                        {"is_given", "Given", "是否同意"},
                                        {"how", "How", "方式"},
                                        {"at_us", "Time", "时间"},
                                        {"amount", "Amount", "金额"},
                                        {"currency", "Currency", "币种"},
                                        {"body", "Words", "内容"},
                                        {"arrived_us", "Began", "开始时间"},
                                        {"accepted_us", "Answered", "接听时间"},
                                        {"closed_us", "Ended", "结束时间"},
                                        {"interaction", "Conversation", "会话编号"},
                                        {"sent_us", "Time", "时间"},
                                        {"author", "By", "发送方"},
                                        {"type", "Type", "类型"},
                                        {"bytes", "Bytes", "字节"},
                                        {"page_url", "Page", "页面"},
                                        {"subject", "Subject", "主题"},
                                        {"number", "Number", "编号"},
                                        {"solved_us", "Solved", "解决时间"},
                                        {"by_customer", "By the customer", "客户所写"},
                                        {"text", "Words", "内容"}}};

std::string label_of(std::string_view column, bool is_chinese) {
  for (const Label& label : labels)
    if (label.column == column) return std::string(is_chinese ? label.text_zh : label.text);
  std::string plain(column);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
}

bool is_time(const std::string& column) {
  return column.ends_with("_us");
}

// "2026-03-01 09:30 UTC".
std::string time_for_people(std::int64_t us) {
  std::string text = contract::format_instant({us}).substr(0, 16);
  text[10] = ' ';
  return text + " UTC";
}

// As the switchboard counts them: Author, Channel.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> authors{
    {{"customer", "客户"}, {"agent", "客服"}, {"note", "内部备注"}, {"system", "系统"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> channels{{{"phone", "电话"},
                                                                                 {"chat", "在线聊天"},
                                                                                 {"message", "消息"},
                                                                                 {"e-mail", "邮件"},
                                                                                 {"task", "任务"},
                                                                                 {"voicemail", "语音留言"}}};

template <std::size_t n>
std::string word_of(const std::array<std::pair<std::string_view, std::string_view>, n>& words,
                    std::int64_t which, bool is_chinese) {
  if (which < 0 || which >= static_cast<std::int64_t>(n)) return std::to_string(which);
  const auto& [english, chinese] = words[static_cast<std::size_t>(which)];
  return std::string(is_chinese ? chinese : english);
}

std::string number_for_people(const Table& table, const std::string& column, std::int64_t value,
                              bool is_chinese) {
  if (is_time(column)) return time_for_people(value);
  if (table.name == "message" && column == "author") return word_of(authors, value, is_chinese);
  if (table.name == "interaction" && column == "channel") return word_of(channels, value, is_chinese);
  if (column.starts_with("is_") || column == "by_customer")
    return is_chinese ? (value != 0 ? "是" : "否") : (value != 0 ? "yes" : "no");
  return std::to_string(value);
}

}  // namespace

bool is_inner_column(std::string_view column) {
  static constexpr std::array<std::string_view, 8> inner{"org",       "sealed_key", "digest", "blob_key",
                                                         "client_id", "visitor",    "proofs", "event_key"};
  return std::find(inner.begin(), inner.end(), column) != inner.end();
}

void append_json_row(std::string& out, const std::vector<Column>& columns,
                     const std::vector<database::Value>& row) {
  out += '{';
  bool is_first = true;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::string name = columns[i].name;
    if (is_inner_column(name)) continue;
    const bool is_instant = is_time(name);
    if (is_instant) name.resize(name.size() - 3);
    out += is_first ? "" : ",";
    is_first = false;
    append_json_string(out, name);
    out += ':';
    if (std::holds_alternative<std::monostate>(row[i]))
      out += "null";
    else if (const auto* text = std::get_if<std::string>(&row[i]))
      append_json_string(out, *text);
    else if (const auto* number = std::get_if<double>(&row[i]))
      out += fmt::format("{}", *number);
    else if (is_instant)
      append_json_string(out, contract::format_instant({std::get<std::int64_t>(row[i])}));
    else
      out += std::to_string(std::get<std::int64_t>(row[i]));
  }
  out += '}';
}

std::string page_head(const std::string& name, Instant at, bool is_chinese) {
  std::string shown;
  append_escaped(shown, name);
  return fmt::format(
      "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
      " content=\"width=device-width\"><title>{}</title><style>body{{font:16px/1.5 "
      "system-ui,sans-serif;margin:2"
      "rem auto;max-width:70rem;padding:0 1rem;color:#1f2328}}table{{border-collapse:collapse;width:100%}}"
      "th,td{{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d1d9e0;"
      "overflow-wrap:anywhere}}th{{white-space:nowrap}}td{{white-space:pre-wrap}}h2{{margin-top:2.5rem}}</"
      "style>"
      "</head><body><h1>{}</h1><p>{}</p>\n",
      is_chinese ? "zh-CN" : "en", shown, shown,
      is_chinese ? "截至 " + time_for_people(at.us) +
                       " 本企业保存的与您有关的资料。文件夹 data 中有同样内容的 JSON。"
                 : "What is kept about you here, as of " + time_for_people(at.us) +
                       ". The folder data has the same as JSON.");
}

std::string section_head(const Table& table, const std::vector<std::string_view>& shown, bool is_chinese) {
  std::string head =
      fmt::format("<h2>{}</h2>\n<table><thead><tr>", is_chinese ? table.title_zh : table.title);
  for (const std::string_view column : shown) {
    head += "<th>";
    append_escaped(head, label_of(column, is_chinese));
    head += "</th>";
  }
  return head + "</tr></thead><tbody>\n";
}

void append_page_row(std::string& out, const Table& table, const std::vector<std::string_view>& shown,
                     const std::vector<Column>& columns, const std::vector<database::Value>& row,
                     bool is_chinese) {
  out += "<tr>";
  for (const std::string_view wanted : shown) {
    out += "<td>";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name != wanted) continue;
      if (const auto* text = std::get_if<std::string>(&row[i])) append_escaped(out, *text);
      if (const auto* number = std::get_if<std::int64_t>(&row[i]))
        out += number_for_people(table, columns[i].name, *number, is_chinese);
    }
    out += "</td>";
  }
  out += "</tr>\n";
}

std::string section_end() {
  return "</tbody></table>\n";
}

std::string page_end() {
  return "</body></html>\n";
}

}  // namespace rapport::protection
