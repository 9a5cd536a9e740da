// The contact form: suggests articles, then opens a case and asks somebody to work on it.
#include <fmt/format.h>

#include <map>

#include "base/utf8.h"
#include "cases/kept_store.h"
#include "conversations/incoming_file.h"
#include "customers/matching.h"
#include "org/entity.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "platform/files/dangerous_name.h"
#include "platform/http/address.h"
#include "platform/mail/mime/compose.h"
#include "portal/portal.h"
#include "portal/suggestions.h"

namespace rapport::portal {
namespace {

constexpr std::size_t name_length_max = 100;
constexpr std::int64_t forms_per_hour = 20;  // from one address
constexpr std::int64_t forms_with_files_per_hour = 40;
constexpr std::size_t files_max = 5;
constexpr std::int64_t files_bytes_max = 10 << 20;  // together
constexpr std::size_t body_bytes_max = 16 << 20;    // beyond it the server's own words are the answer

struct Filled {
  std::string name, email, subject, text;
  std::map<std::string, std::string> fields;
  std::string once;
  std::vector<conversations::Attachment>
      files;  // in the store already; they stay while the form goes to and fro
};
using Faults = std::map<std::string, std::string>;  // by the field's name; "" for the whole

std::size_t length_of(std::string_view text) {
  std::size_t points = 0;
  for (const char byte : text)
    points += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
  return points;
}

// Of the case's type, what the form asks for, in the order of the settings.
std::vector<cases::CaseField> asked_fields(Portal& portal, const Visit& visit) {
  std::vector<cases::CaseField> asked;
  if (!visit.settings.case_type_id) return asked;
  const auto type =
      org::get(portal.needs().changes, cases::case_types, visit.org(), *visit.settings.case_type_id);
  if (!type) return asked;
  for (const std::string& key : visit.settings.contact_fields)
    for (const cases::CaseField& field : type->fields)
      if (field.key == key) asked.push_back(field);
  return asked;
}

std::string fault_of(const Faults& faults, const std::string& name) {
  const auto found = faults.find(name);
  if (found == faults.end()) return "";
  return fmt::format("<p class=\"fault\" id=\"fault-{}\">{}</p>", escaped(name), escaped(found->second));
}

// What ties a field to what is wrong with it.
std::string fault_attributes(const Faults& faults, const std::string& name) {
  if (!faults.contains(name)) return "";
  return fmt::format(" aria-invalid=\"true\" aria-describedby=\"fault-{}\"", escaped(name));
}

std::string label_of(const Visit& visit, const std::string& id, std::string_view label, bool is_required) {
  return fmt::format(
      "<label for=\"{}\">{}{}</label>", escaped(id), escaped(label),
      is_required ? std::string()
                  : fmt::format(" <span class=\"soft\">{}</span>", visit.say({"(optional)", "（选填）"})));
}

std::string line_field(const Visit& visit, const Faults& faults, const std::string& name, const Say& label,
                       const std::string& value, const std::string& more) {
  return fmt::format("<div class=\"field\">{}<input id=\"{}\" name=\"{}\" value=\"{}\" {}{}>{}</div>",
                     label_of(visit, name, visit.say(label), more.find("required") != std::string::npos),
                     name, name, escaped(value), more, fault_attributes(faults, name),
                     fault_of(faults, name));
}

std::string custom_field(const Visit& visit, const Faults& faults, const cases::CaseField& field,
                         const std::string& value) {
  const std::string name = "field_" + field.key;
  const std::string& label = visit.is_zh() && !field.name_zh.empty() ? field.name_zh : field.name;
  const std::string needed = field.is_needed_to_open ? " required" : "";
  std::string control;
  if (field.kind == cases::CaseFieldKind::choice || field.kind == cases::CaseFieldKind::boolean) {
    std::string options = "<option value=\"\"></option>";
    const auto add = [&](const std::string& each, std::string_view words) {
      options += fmt::format("<option value=\"{}\"{}>{}</option>", escaped(each),
                             each == value ? " selected" : "", escaped(words));
    };
    if (field.kind == cases::CaseFieldKind::boolean) {
      add("true", visit.say({"Yes", "是"}));
      add("false", visit.say({"No", "否"}));
    }
    for (const std::string& choice : field.choices)
      add(choice, choice);
    control = fmt::format("<select id=\"{}\" name=\"{}\"{}{}>{}</select>", escaped(name), escaped(name),
                          needed, fault_attributes(faults, name), options);
  } else {
    const char* type = field.kind == cases::CaseFieldKind::date ? "date" : "text";
    control = fmt::format("<input id=\"{}\" name=\"{}\" type=\"{}\" maxlength=\"{}\" value=\"{}\"{}{}>",
                          escaped(name), escaped(name), type, cases::field_length_max, escaped(value), needed,
                          fault_attributes(faults, name));
  }
  return fmt::format("<div class=\"field\">{}{}{}</div>",
                     label_of(visit, name, label, field.is_needed_to_open), control, fault_of(faults, name));
}

// A file that was sent once is not chosen again: it stands here, and can be left out.
std::string files_field(const Visit& visit, const Faults& faults, const Filled& filled) {
  std::string kept;
  for (const conversations::Attachment& file : filled.files)
    kept += fmt::format(
        "<li><label><input type=\"checkbox\" name=\"file_id\" value=\"{}\" checked> {}</label></li>",
        file.id.value, escaped(file.name));
  if (!kept.empty()) kept = "<ul class=\"files\">" + kept + "</ul>";
  return fmt::format(
      "<div class=\"field\">{}{}<input id=\"files\" name=\"files\" type=\"file\" multiple{}>"
      "<p class=\"soft\">{}</p>{}</div>",
      label_of(visit, "files", visit.say({"Files", "附件"}), false), kept, fault_attributes(faults, "files"),
      visit.say({"At most 5, of 10 MB together: pictures, documents, archives.",
                 "最多 5 个文件，共 10 MB：图片、文档、压缩包。"}),
      fault_of(faults, "files"));
}

// `suggested`: articles that were found for what was written, to look at before it is sent.
http::Response form_page(Portal& portal, const Visit& visit, const Filled& filled, const Faults& faults,
                         const std::string& suggested) {
  Page page;
  page.title = visit.say({"Contact us", "联系我们"});
  page.path = "/-/contact";
  page.section = page.path;
  page.crumbs = {{page.title, ""}};
  page.is_indexed = true;
  page.has_search = false;
  page.status = faults.empty() ? 200 : 422;
  page.body = fmt::format("<h1>{}</h1>", escaped(page.title));
  if (!faults.empty()) {
    const auto whole = faults.find("");
    page.body +=
        fmt::format("<p class=\"notice\" role=\"alert\">{}</p>",
                    whole != faults.end()
                        ? escaped(whole->second)
                        : std::string(visit.say({"Please look at what is marked.", "请检查标记的内容。"})));
  }
  if (!suggested.empty())
    page.body +=
        fmt::format("<section class=\"before\" role=\"status\"><h2>{}</h2>{}<p>{}</p></section>",
                    visit.say({"Does one of these answer it?", "以下文章能解决您的问题吗？"}), suggested,
                    visit.say({"If not, send your message below.", "如果没有，请在下方提交。"}));
  page.body += fmt::format(
      "<form class=\"card\" method=\"post\" enctype=\"multipart/form-data\" action=\"{}\" "
      "data-contact=\"{}/-/suggest\">{}"
      "<input type=\"hidden\" name=\"once\" value=\"{}\"><input type=\"hidden\" name=\"confirmed\" "
      "value=\"{}\">"
      "<div class=\"unseen\" aria-hidden=\"true\"><label for=\"website\">Website</label>"
      "<input id=\"website\" name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></div>",
      link(visit, "/-/contact"), visit.base, form_fields(visit), escaped(filled.once),
      suggested.empty() ? "" : "1");
  page.body += line_field(visit, faults, "subject", {"What is it about?", "您想咨询什么？"}, filled.subject,
                          "required maxlength=\"200\" autocomplete=\"off\"");
  page.body +=
      fmt::format("<div class=\"while\" data-suggestions data-title=\"{}\" aria-live=\"polite\"></div>",
                  visit.say({"These may answer it:", "这些文章也许能帮到您："}));
  page.body += fmt::format(
      "<div class=\"field\">{}<textarea id=\"text\" name=\"text\" rows=\"7\" required maxlength=\"20000\"{}>"
      "{}</textarea>{}</div>",
      label_of(visit, "text", visit.say({"Your message", "详细描述"}), true),
      fault_attributes(faults, "text"), escaped(filled.text), fault_of(faults, "text"));
  for (const cases::CaseField& field : asked_fields(portal, visit)) {
    const auto value = filled.fields.find(field.key);
    page.body +=
        custom_field(visit, faults, field, value == filled.fields.end() ? std::string() : value->second);
  }
  page.body += files_field(visit, faults, filled);
  if (!visit.signed_in) {
    page.body += line_field(visit, faults, "email", {"Your email address", "您的邮箱"}, filled.email,
                            "type=\"email\" required maxlength=\"254\" autocomplete=\"email\"");
    page.body += line_field(visit, faults, "name", {"Your name", "您的称呼"}, filled.name,
                            "maxlength=\"100\" autocomplete=\"name\"");
  }
  page.body += fmt::format("<button>{}</button></form>", suggested.empty()
                                                             ? visit.say({"Send", "提交"})
                                                             : visit.say({"Send all the same", "仍然提交"}));
  return shown(visit, page);
}

Filled filled_in(Portal& portal, const Visit& visit, const Form& form) {
  Filled filled;
  filled.name = value_of(form, "name");
  filled.email = visit.signed_in ? visit.signed_in->email : value_of(form, "email");
  filled.subject = value_of(form, "subject");
  filled.text = value_of(form, "text");
  filled.once = value_of(form, "once");
  for (const cases::CaseField& field : asked_fields(portal, visit))
    if (std::string value = value_of(form, "field_" + field.key); !value.empty())
      filled.fields.emplace(field.key, std::move(value));
  return filled;
}

// Of this browser alone: by its cookie, which nobody else has.
conversations::Uploader uploader_of(const Visit& visit) {
  std::uint64_t mixed = 14'695'981'039'346'656'037U;
  for (const char byte : visit.reader)
    mixed = (mixed ^ static_cast<unsigned char>(byte)) * 1'099'511'628'211U;
  return {-static_cast<std::int64_t>(mixed >> 2U) - 1};
}

std::string why_not_taken(const Visit& visit, const Error& error) {
  if (error.reason == "file_empty") return std::string(visit.say({"it is empty", "文件为空"}));
  if (error.reason == "file_too_large") return std::string(visit.say({"it is too large", "文件过大"}));
  if (error.reason == "type_not_allowed")
    return std::string(visit.say({"files of its kind are not taken", "不支持此类文件"}));
  return std::string(visit.say({"it could not be taken just now", "暂时无法接收"}));
}

Result<conversations::Attachment> taken_in(Portal& portal, const Visit& visit, const FormFile& file) {
  const auto& needs = portal.needs();
  if (files::is_dangerous_name(file.name)) return fail(ErrorCode::invalid, "type_not_allowed", file.name);
  auto incoming = conversations::IncomingFile::begin(needs.files, needs.messages, needs.ids,
                                                     {visit.org(), uploader_of(visit), file.name});
  if (!incoming) return tl::unexpected<Error>(incoming.error());
  if (auto taken = incoming->take(file.bytes); !taken) return tl::unexpected<Error>(taken.error());
  return incoming->finish(needs.clock());
}

// Those that came before and were not left out, and those that come now.
void take_files(Portal& portal, const Visit& visit, const Form& form, Filled& filled, Faults& faults) {
  const auto& needs = portal.needs();
  std::int64_t bytes = 0;
  for (const auto& [name, value] : form.values) {
    if (name != "file_id" || value.empty() || value.size() > 18 ||
        value.find_first_not_of("0123456789") != std::string::npos || filled.files.size() == files_max)
      continue;
    const AttachmentId id{std::stoll(value)};
    if (!needs.messages.can_send(visit.org(), {}, uploader_of(visit), {id})) continue;
    auto found = needs.messages.find_attachment(visit.org(), id);
    if (!found) continue;
    bytes += found->attachment.bytes;
    filled.files.push_back(std::move(found->attachment));
  }
  if (form.files.empty()) return;
  for (const FormFile& file : form.files)
    bytes += static_cast<std::int64_t>(file.bytes.size());
  if (filled.files.size() + form.files.size() > files_max || bytes > files_bytes_max) {
    faults.emplace("files", std::string(visit.say({"At most 5 files, of 10 MB together. Please choose again.",
                                                   "最多 5 个文件，共 10 MB。请重新选择。"})));
    return;
  }
  const auto may =
      portal.store().count(visit.org(), Attempt::files_from_client,
                           crypto::token_digest(http::rate_limit_key(visit.request.remote_address)),
                           {{hours(1), forms_with_files_per_hour}}, needs.clock());
  if (may && !*may) {
    faults.emplace("files",
                   std::string(visit.say({"Too many files came from your network. Please try again in "
                                          "an hour, or send it without.",
                                          "文件提交过于频繁，请一小时后再试，或不带附件提交。"})));
    return;
  }
  std::string refused;
  for (const FormFile& file : form.files) {
    auto taken = taken_in(portal, visit, file);
    if (taken)
      filled.files.push_back(std::move(*taken));
    else
      refused += fmt::format("{}{}: {}", refused.empty() ? "" : "; ", file.name,
                             why_not_taken(visit, taken.error()));
  }
  if (!refused.empty()) faults.emplace("files", std::move(refused));
}

bool has_line_break(std::string_view text) {
  for (const char byte : text)
    if (static_cast<unsigned char>(byte) < ' ' || byte == 0x7f) return true;
  return false;
}

Faults faults_of(const Visit& visit, const Filled& filled) {
  Faults faults;
  const auto say = [&](const char* name, const Say& words) {
    faults.emplace(name, std::string(visit.say(words)));
  };
  if (filled.subject.empty() || has_line_break(filled.subject))
    say("subject", {"In a few words, please.", "请简要填写。"});
  else if (length_of(filled.subject) > cases::subject_length_max)
    say("subject", {"At most 200 characters.", "最多 200 个字符。"});
  if (filled.text.empty())
    say("text", {"Please say what we can do.", "请填写详细描述。"});
  else if (length_of(filled.text) > cases::comment_length_max)
    say("text", {"At most 20,000 characters.", "最多 20000 个字符。"});
  if (!mail::wire_address(filled.email))
    say("email", {"This is no address that we can answer.", "邮箱地址不正确。"});
  if (length_of(filled.name) > name_length_max || has_line_break(filled.name))
    say("name", {"At most 100 characters.", "最多 100 个字符。"});
  return faults;
}

// Whose case it is. What a stranger types about themselves makes a row of its own, of this browser and this
// address: it gets nobody into somebody else's story.
Result<CustomerId> customer_of_form(Portal& portal, const Visit& visit, const Filled& filled) {
  if (visit.signed_in) return visit.signed_in->customer;
  const auto& needs = portal.needs();
  const Instant now = needs.clock();
  const std::string address = customers::email_key(filled.email);
  customers::Customer fresh;
  fresh.id = needs.ids.next<CustomerId>();
  fresh.name = filled.name;
  fresh.email = filled.email;
  fresh.language = visit.language;
  fresh.created_at = now;
  auto row = needs.customers.find_or_create(visit.org(), "chat_visitor",
                                            "form:" + crypto::token_digest(visit.reader + address), fresh);
  if (!row) return tl::unexpected<Error>(row.error());
  if (auto added = portal.store().add_writer(visit.org(), address, {row->id, visit.reader}, now); !added)
    return tl::unexpected<Error>(added.error());
  if (auto settled = needs.resolution.settle(visit.org(), row->id); !settled)
    return tl::unexpected<Error>(settled.error());
  return row->id;
}

Result<cases::Case> open_case(Portal& portal, const Visit& visit, const Filled& filled) {
  const auto& needs = portal.needs();
  auto customer = customer_of_form(portal, visit, filled);
  if (!customer) return tl::unexpected<Error>(customer.error());
  cases::NewCase wanted;
  wanted.subject = filled.subject;
  wanted.text = filled.text;
  wanted.is_by_customer = true;
  wanted.type_id = visit.settings.case_type_id;
  wanted.customer_id = *customer;
  wanted.fields = filled.fields;
  wanted.tags = {cases::tag_of_forms};
  for (const conversations::Attachment& file : filled.files)
    wanted.attachments.push_back(file.id);
  const org::By by{visit.org(), {}};
  auto opened = needs.cases.open(by, wanted);
  if (!opened) return opened;
  (void)needs.readers.known_as(visit.org(), visit.reader, *customer, needs.clock());
  if (visit.settings.contact_queue_id) {
    const auto work = needs.cases.route(by, opened->id, {*visit.settings.contact_queue_id, {}});
    if (work)
      (void)needs.readers.contacted(visit.org(), visit.reader, *work, needs.clock());
    else
      needs.log.warning("a case of the contact form waits for nobody",
                        {{"case", opened->number}, {"why", work.error().detail}});
  }
  return opened;
}

http::Response send_form(Portal& portal, Visit& visit) {
  const Form form = form_of(visit.request);
  if (!is_own_form(visit, form)) return refused_form(visit);
  if (!value_of(form, "website").empty())
    return gone_to(visit, "/-/contact/sent");  // only machines fill it in
  Filled filled = filled_in(portal, visit, form);
  Faults faults = faults_of(visit, filled);
  take_files(portal, visit, form, filled, faults);
  if (!faults.empty()) return form_page(portal, visit, filled, faults, "");
  if (value_of(form, "confirmed").empty())
    if (const std::string suggested = suggestion_list(portal, visit, filled.subject); !suggested.empty())
      return form_page(portal, visit, filled, {}, suggested);
  auto& store = portal.store();
  const Instant now = portal.needs().clock();
  if (filled.once.empty()) filled.once = crypto::random_token();
  const auto is_first = store.count(visit.org(), Attempt::contact_once, filled.once, {{hours(24), 1}}, now);
  if (is_first && !*is_first) return gone_to(visit, "/-/contact/sent");  // sent twice by one form
  const auto may = store.count(visit.org(), Attempt::contact_from_client,
                               crypto::token_digest(http::rate_limit_key(visit.request.remote_address)),
                               {{hours(1), forms_per_hour}}, now);
  filled.once = crypto::random_token();
  if (may && !*may)
    return form_page(
        portal, visit, filled,
        {{"", std::string(visit.say({"Too many messages came from your network. Please try again "
                                     "in an hour.",
                                     "提交过于频繁，请一小时后再试。"}))}},
        "");
  const auto opened = open_case(portal, visit, filled);
  if (!opened && opened.error().code == ErrorCode::invalid) {
    for (const Issue& issue : opened.error().issues) {
      const bool is_field = issue.where.starts_with("/fields/");
      faults.emplace(is_field ? "field_" + issue.where.substr(8) : std::string(),
                     std::string(visit.say({"Please check this.", "请检查此项。"})));
    }
    return form_page(portal, visit, filled, faults, "");
  }
  if (!opened) {
    portal.needs().log.warning("a contact form could not be taken", {{"why", opened.error().detail}});
    return form_page(portal, visit, filled,
                     {{"", std::string(visit.say({"We could not take it just now. Please send it again.",
                                                  "暂时无法提交，请重试。"}))}},
                     "");
  }
  return gone_to(visit, "/-/contact/sent?number=" + http::percent_encoded(opened->number));
}

http::Response sent_page(Visit& visit) {
  const std::int64_t number = cases::parse_case_number(visit.asked("number"));
  Page page;
  page.title = visit.say({"We have your message", "我们已收到您的消息"});
  page.path = "/-/contact/sent";
  page.body = fmt::format("<div class=\"notice good\"><h1>{}</h1>", escaped(page.title));
  if (number > 0)
    page.body += fmt::format("<p>{} <strong>{}</strong></p>", visit.say({"Its number is", "编号为"}),
                             cases::case_number(number));
  page.body +=
      fmt::format("<p>{}</p>", visit.say({"We will answer as soon as we can.", "我们会尽快回复您。"}));
  if (visit.has_my_cases)
    page.body += fmt::format("<p><a href=\"{}\">{}</a></p>", link(visit, "/-/cases"),
                             visit.say({"See your requests", "查看我的请求"}));
  page.body += "</div>";
  return shown(visit, page);
}

}  // namespace

void add_contact(Portal& portal) {
  const auto is_off = [](const Visit& visit) { return !visit.settings.has_contact_form; };
  const auto nothing_here = [](const Visit& visit) {
    return refused(visit, 404, {"Not found", "页面不存在"}, {"There is no form here.", "该页面不存在。"});
  };
  portal.add_page("GET", "/-/contact", [&portal, is_off, nothing_here](Visit& visit) {
    if (is_off(visit)) return nothing_here(visit);
    Filled filled;
    filled.subject = std::string(utf8_front(visit.asked("subject"), cases::subject_length_max));
    filled.once = crypto::random_token();
    return form_page(portal, visit, filled, {}, "");
  });
  portal.add_page("POST", "/-/contact",
                  [&portal, is_off, nothing_here](Visit& visit) {
                    return is_off(visit) ? nothing_here(visit) : send_form(portal, visit);
                  },
                  {false, body_bytes_max});
  portal.add_page("GET", "/-/contact/sent", [](Visit& visit) { return sent_page(visit); });
}

}  // namespace rapport::portal
