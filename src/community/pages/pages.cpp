#include "community/pages/pages.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "platform/contract/parameters.h"
#include "platform/markdown/markdown.h"

namespace rapport::community {
namespace {

using portal::escaped;
using portal::link;
using portal::Page;
using portal::Say;
using portal::Visit;

constexpr std::int64_t questions_a_page = 30;
constexpr std::size_t found_max = 5;
constexpr std::size_t snippet_bytes = 200;
constexpr const char* community_path = "/-/community";

CustomerId visitor_of(const Visit& visit) {
  return visit.signed_in ? visit.signed_in->customer : CustomerId{};
}

PostId post_named(const std::string& text) {
  PostId id;
  return contract::parse_id(text, id.value) ? id : PostId{};
}

std::string path_of(PostId question) {
  return fmt::format("{}/{}", community_path, question.value);
}

http::Response to_sign_in(const Visit& visit, const std::string& then) {
  return portal::gone_to(visit, "/-/sign-in?then=" + then);
}

http::Response no_such_question(const Visit& visit) {
  return portal::refused(visit, 404, {"Not found", "页面不存在"},
                         {"There is no such question.", "没有找到该问题。"});
}

// What the community says no to, in the visitor's language.
Say words_for(const Error& error) {
  if (error.reason == "blocked") return {"You cannot write here any more.", "您已不能在此发布内容。"};
  if (error.reason == "locked")
    return {"This question takes no more answers.", "该问题已锁定，不再接受回答。"};
  if (error.reason == "own_post") return {"Nobody votes for themselves.", "不能给自己投票。"};
  if (error.reason == "not_yours") return {"Who asked says which answer helped.", "只有提问者可以采纳答案。"};
  if (error.code == ErrorCode::too_many)
    return {"That is a lot in a short time. Please go on later.", "操作过于频繁，请稍后再试。"};
  if (!error.issues.empty()) {
    const std::string& where = error.issues.front().where;
    if (where == "/name" && error.issues.front().what.starts_with("somebody"))
      return {"Somebody else is called that already. Please choose another name.",
              "该名称已被使用，请换一个。"};
    if (where == "/name")
      return {"Please choose a name of at most 40 characters that is no address: everybody sees it.",
              "请填写不超过 40 个字的名称，所有人可见，不能是邮箱或网址。"};
    if (where == "/title") return {"Please say in one line what it is about.", "请用一行文字说明问题。"};
    return {"Please write something, at most 5,000 characters.", "请填写内容，最多 5000 个字。"};
  }
  return {"That did not work. Please try again later.", "操作未成功，请稍后重试。"};
}

http::Response refused_by(const Visit& visit, const Error& error) {
  return portal::refused(visit, http::status_of(error.code), {"Not possible", "无法完成"}, words_for(error));
}

std::string author_of(const Visit& visit, const Post& post) {
  if (post.customer) return escaped(post.name);
  return fmt::format("{} <span class=\"status s4\">{}</span>", escaped(visit.name()),
                     visit.say({"Our team", "官方"}));
}

std::string state_of(const Visit& visit, const Post& post) {
  if (post.state == PostState::shown) return "";
  return fmt::format(" <span class=\"status s3\">{}</span>",
                     post.state == PostState::held
                         ? visit.say({"Only you see this until it has been looked at", "审核通过前仅您可见"})
                         : visit.say({"Not shown to others", "未公开"}));
}

std::string line_of(const Visit& visit, const Post& question) {
  const std::string answers = visit.is_zh()           ? fmt::format("{} 个回答", question.answers)
                              : question.answers == 1 ? std::string("1 answer")
                                                      : fmt::format("{} answers", question.answers);
  return fmt::format("<li><a href=\"{}\">{}</a>{}<span class=\"soft\">{} · {} · {}</span></li>",
                     link(visit, path_of(question.id)), escaped(question.title),
                     question.accepted
                         ? fmt::format("<span class=\"status s4\">{}</span>", visit.say({"Solved", "已解决"}))
                         : std::string(),
                     escaped(question.name), answers, portal::time_html(visit, question.last_at));
}

bool is_on(Community& community, OrgId org) {
  const auto settings = community.settings(org);
  return settings && settings->is_on;
}

http::Response list_page(Community& community, Visit& visit) {
  const bool is_unanswered = visit.asked("list") == "unanswered";
  std::optional<QuestionMark> after;
  if (const PostId id = post_named(visit.asked("after")); id)
    if (auto last = community.thread(visit.org(), id, {})) after = QuestionMark{last->question.last_at, id};
  auto found =
      community.shown(visit.org(), is_unanswered ? QuestionList::unanswered : QuestionList::everything, after,
                      questions_a_page + 1);
  if (!found) return http::problem(found.error(), visit.request.request_id);
  const bool has_more = static_cast<std::int64_t>(found->size()) > questions_a_page;
  if (has_more) found->pop_back();
  Page page;
  page.title = visit.say({"Community", "社区"});
  page.description = visit.say({"Customers help each other", "客户互助问答"});
  page.path = community_path;
  page.section = community_path;
  page.crumbs = {{page.title, ""}};
  page.is_indexed = !is_unanswered && !after;
  page.body = fmt::format(
      "<h1>{}</h1><p>{}</p><p class=\"next\"><a href=\"{}\">{}</a> · <a href=\"{}\">{}</a></p>",
      escaped(page.title),
      visit.say({"Questions of customers, answered by customers and by us.", "客户提问，由客户和我们解答。"}),
      link(visit, "/-/community/ask"), visit.say({"Ask a question", "我要提问"}),
      link(visit, is_unanswered ? community_path : "/-/community?list=unanswered"),
      is_unanswered ? visit.say({"All questions", "全部问题"}) : visit.say({"Without an answer", "待回答"}));
  std::string lines;
  for (const Post& question : *found)
    lines += line_of(visit, question);
  page.body += lines.empty() ? fmt::format("<p>{}</p>", visit.say({"Nothing here yet.", "这里还没有内容。"}))
                             : "<ul class=\"cases\">" + lines + "</ul>";
  if (has_more)
    page.body +=
        fmt::format("<p class=\"next\"><a rel=\"next\" href=\"{}\">{}</a></p>",
                    link(visit, fmt::format("/-/community?{}after={}",
                                            is_unanswered ? "list=unanswered&" : "", found->back().id.value)),
                    visit.say({"Older questions", "更早的问题"}));
  return portal::shown(visit, page);
}

// A button that is a form: works without scripts.
struct Button {
  const char* action;
  std::string_view words;
  std::string_view spoken;  // for who does not see it
  std::string value;
};
std::string button_of(const Visit& visit, PostId question, PostId post, const Button& button) {
  return fmt::format(
      "<form method=\"post\" action=\"{}\">{}<input type=\"hidden\" name=\"post\" value=\"{}\">"
      "<input type=\"hidden\" name=\"value\" value=\"{}\"><button class=\"plain\" aria-label=\"{}\">"
      "{}</button></form>",
      link(visit, path_of(question) + "/" + button.action), portal::form_fields(visit), post.value,
      escaped(button.value), escaped(button.spoken), escaped(button.words));
}

std::string buttons_of(const Visit& visit, const Post& question, const Post& post, int vote) {
  const CustomerId visitor = visitor_of(visit);
  if (!visitor || post.state != PostState::shown || question.state != PostState::shown) return "";
  std::string buttons;
  if (post.customer != visitor) {
    buttons += button_of(
        visit, question.id, post.id,
        {"vote", vote == 1 ? "▲ ✓" : "▲",
         vote == 1 ? visit.say({"Take your vote back", "取消投票"}) : visit.say({"This is useful", "有用"}),
         vote == 1 ? "0" : "1"});
    buttons += button_of(visit, question.id, post.id,
                         {"vote", vote == -1 ? "▼ ✓" : "▼",
                          vote == -1 ? visit.say({"Take your vote back", "取消投票"})
                                     : visit.say({"This is not useful", "没用"}),
                          vote == -1 ? "0" : "-1"});
    const std::string_view report = visit.say({"Report", "举报"});
    buttons += button_of(visit, question.id, post.id, {"report", report, report, ""});
  }
  if (post.question && question.customer == visitor) {
    const bool is_it = question.accepted == post.id;
    const std::string_view words =
        is_it ? visit.say({"This was not it", "取消采纳"}) : visit.say({"This helped me", "采纳此回答"});
    buttons += button_of(visit, question.id, is_it ? PostId{} : post.id, {"accept", words, words, ""});
  }
  return buttons.empty() ? "" : "<div class=\"community-buttons\">" + buttons + "</div>";
}

std::string post_of(const Visit& visit, const Post& question, const Post& post, int vote) {
  const bool is_accepted = post.question && question.accepted == post.id;
  const std::string votes = visit.is_zh()     ? fmt::format("{} 票", post.votes)
                            : post.votes == 1 ? std::string("1 vote")
                                              : fmt::format("{} votes", post.votes);
  return fmt::format(
      "<article class=\"card\"{}><p class=\"who\">{} · {} · {}{}{}</p><div "
      "class=\"prose\">{}</div>{}</article>",
      post.question ? fmt::format(" id=\"p{}\"", post.id.value) : std::string(), author_of(visit, post),
      portal::time_html(visit, post.at), votes,
      is_accepted ? fmt::format(" <span class=\"status s4\">{}</span>", visit.say({"This helped", "已采纳"}))
                  : std::string(),
      state_of(visit, post), markdown::html_of(post.body), buttons_of(visit, question, post, vote));
}

std::string name_field(const Visit& visit, const std::string& value) {
  return fmt::format(
      "<div class=\"field\"><label for=\"name\">{}</label><input id=\"name\" name=\"name\" required"
      " maxlength=\"40\" value=\"{}\"></div>",
      visit.say({"What everybody may call you", "公开显示的名称"}), escaped(value));
}

bool has_name(Community& community, const Visit& visit) {
  const auto member = community.member(visit.org(), visitor_of(visit));
  return member && member->has_value();
}

std::string answer_form(Community& community, const Visit& visit, const Post& question) {
  if (question.is_locked || question.state != PostState::shown) return "";
  if (!visit.signed_in)
    return fmt::format("<p class=\"next\"><a href=\"{}\">{}</a></p>",
                       link(visit, "/-/sign-in?then=" + path_of(question.id)),
                       visit.say({"Sign in to answer", "登录后回答"}));
  return fmt::format(
      "<form class=\"card\" method=\"post\" action=\"{}\">{}{}<div class=\"field\"><label "
      "for=\"body\">{}</label>"
      "<textarea id=\"body\" name=\"body\" rows=\"6\" required maxlength=\"5000\"></textarea></div>"
      "<button>{}</button></form>",
      link(visit, path_of(question.id) + "/answer"), portal::form_fields(visit),
      has_name(community, visit) ? std::string() : name_field(visit, visit.signed_in->name),
      visit.say({"Your answer", "您的回答"}), visit.say({"Answer", "发布回答"}));
}

http::Response question_page(Community& community, Visit& visit) {
  const PostId id = post_named(visit.request.path_parameters.at("id"));
  const auto thread = community.thread(visit.org(), id, visitor_of(visit));
  if (!thread) return no_such_question(visit);
  const Post& question = thread->question;
  std::map<PostId, int> votes;
  if (visit.signed_in) {
    std::vector<PostId> all{question.id};
    for (const Post& answer : thread->answers)
      all.push_back(answer.id);
    if (auto own = community.votes(visit.org(), all, visitor_of(visit))) votes = std::move(*own);
  }
  Page page;
  page.title = question.title;
  page.description = std::string(utf8_front(markdown::text_of(question.body), snippet_bytes));
  page.path = path_of(question.id);
  page.section = community_path;
  page.crumbs = {{std::string(visit.say({"Community", "社区"})), community_path}, {question.title, ""}};
  page.is_indexed = question.state == PostState::shown;
  page.body = fmt::format("<h1>{}</h1>{}", escaped(question.title),
                          post_of(visit, question, question, votes[question.id]));
  page.body += fmt::format("<h2>{}</h2>", visit.say({"Answers", "回答"}));
  if (thread->answers.empty())
    page.body += fmt::format("<p>{}</p>", visit.say({"None yet.", "还没有回答。"}));
  for (const Post& answer : thread->answers)
    page.body += post_of(visit, question, answer, votes[answer.id]);
  page.body += answer_form(community, visit, question);
  return portal::shown(visit, page);
}

struct Asking {
  std::string name, title, body;
};
http::Response ask_page(Community& community, Visit& visit, const Asking& said, std::string_view fault) {
  Page page;
  page.title = visit.say({"Ask a question", "我要提问"});
  page.path = "/-/community/ask";
  page.section = community_path;
  page.status = fault.empty() ? 200 : 422;
  page.crumbs = {{std::string(visit.say({"Community", "社区"})), community_path}, {page.title, ""}};
  page.body = fmt::format(
      "<h1>{}</h1><p>{}</p>{}<form class=\"card\" method=\"post\" action=\"{}\">{}{}<div class=\"field\">"
      "<label for=\"title\">{}</label><input id=\"title\" name=\"title\" required maxlength=\"150\" "
      "value=\"{}\">"
      "</div><div class=\"field\"><label for=\"body\">{}</label><textarea id=\"body\" name=\"body\" "
      "rows=\"8\""
      " required maxlength=\"5000\">{}</textarea></div><button>{}</button></form>",
      escaped(page.title),
      visit.say({"Everybody can read it. Do not write numbers of orders or anything private.",
                 "所有人都能看到，请勿填写订单号等私人信息。"}),
      fault.empty() ? std::string() : fmt::format("<p class=\"fault\" role=\"alert\">{}</p>", escaped(fault)),
      link(visit, "/-/community/ask"), portal::form_fields(visit),
      has_name(community, visit) ? std::string() : name_field(visit, said.name),
      visit.say({"In one line", "一句话说明"}), escaped(said.title), visit.say({"In detail", "详细描述"}),
      escaped(said.body), visit.say({"Ask", "发布问题"}));
  return portal::shown(visit, page);
}

http::Response take_question(Community& community, Visit& visit) {
  const auto form = portal::form_of(visit.request);
  if (!visit.signed_in) return to_sign_in(visit, "/-/community/ask");
  if (!portal::is_own_form(visit, form)) return portal::refused_form(visit);
  const Asking said{portal::value_of(form, "name"), portal::value_of(form, "title"),
                    portal::value_of(form, "body")};
  const auto made = community.ask(visit.org(), {visitor_of(visit), said.name}, said.title, said.body);
  if (!made) return ask_page(community, visit, said, visit.say(words_for(made.error())));
  return portal::gone_to(visit, path_of(made->id));
}

// The forms on a question's page.
using Deed =
    std::function<Result<void>(const Visit&, PostId question, PostId post, const std::string& value)>;
http::Response take(Visit& visit, const Deed& deed) {
  const PostId question = post_named(visit.request.path_parameters.at("id"));
  if (!visit.signed_in) return to_sign_in(visit, path_of(question));
  const auto form = portal::form_of(visit.request);
  if (!portal::is_own_form(visit, form)) return portal::refused_form(visit);
  const PostId post = post_named(portal::value_of(form, "post"));
  if (const auto done = deed(visit, question, post, portal::value_of(form, "value")); !done)
    return refused_by(visit, done.error());
  return portal::gone_to(visit, path_of(question));
}

http::Response take_answer(Community& community, Visit& visit) {
  const PostId question = post_named(visit.request.path_parameters.at("id"));
  if (!visit.signed_in) return to_sign_in(visit, path_of(question));
  const auto form = portal::form_of(visit.request);
  if (!portal::is_own_form(visit, form)) return portal::refused_form(visit);
  const auto made =
      community.answer(visit.org(), question, {visitor_of(visit), portal::value_of(form, "name")},
                       portal::value_of(form, "body"));
  if (!made) return refused_by(visit, made.error());
  return portal::gone_to(visit, path_of(question));
}

std::string found_block(Community& community, const Visit& visit, const std::string& words) {
  if (!is_on(community, visit.org())) return "";
  const auto found = community.find(visit.org(), words, found_max);
  if (!found || found->empty()) return "";
  std::string lines;
  for (const FoundQuestion& each : *found)
    lines += fmt::format("<li><a href=\"{}\">{}</a><p>{}</p></li>", link(visit, path_of(each.question.id)),
                         escaped(each.question.title),
                         escaped(utf8_front(markdown::text_of(each.accepted.body), snippet_bytes)));
  return fmt::format("<h2>{}</h2><ul class=\"articles\">{}</ul>",
                     visit.say({"Answered in the community", "社区中的解答"}), lines);
}

}  // namespace

void add_pages(portal::Portal& portal, Community& community) {
  const auto add = [&](const char* method, const char* path,
                       std::function<http::Response(Community&, Visit&)> make) {
    portal.add_page(method, path, [&community, make = std::move(make)](Visit& visit) {
      return is_on(community, visit.org()) ? make(community, visit) : no_such_question(visit);
    });
  };
  add("GET", community_path, list_page);
  add("GET", "/-/community/ask", [](Community& of, Visit& visit) {
    if (!visit.signed_in) return to_sign_in(visit, "/-/community/ask");
    return ask_page(of, visit, {visit.signed_in->name, visit.asked("title"), ""}, "");
  });
  add("POST", "/-/community/ask", take_question);
  add("GET", "/-/community/{id}", question_page);
  add("POST", "/-/community/{id}/answer", take_answer);
  const auto add_deed = [&](const char* path, Deed deed) {
    add("POST", path, [deed = std::move(deed)](Community&, Visit& visit) { return take(visit, deed); });
  };
  add_deed("/-/community/{id}/vote",
           [&community](const Visit& visit, PostId, PostId post, const std::string& value) {
             const int vote = value == "1" ? 1 : value == "-1" ? -1 : 0;
             return community.vote(visit.org(), post, visitor_of(visit), vote);
           });
  add_deed("/-/community/{id}/accept",
           [&community](const Visit& visit, PostId question, PostId post, const std::string&) {
             return community.accept(visit.org(), question, post, visitor_of(visit));
           });
  add_deed("/-/community/{id}/report",
           [&community](const Visit& visit, PostId, PostId post, const std::string&) {
             return community.report(visit.org(), post, visitor_of(visit), "");
           });
  portal.add_section(
      {community_path, {"Community", "社区"}, [&community](OrgId org) { return is_on(community, org); }});
  portal.add_search_block([&community](const Visit& visit, const std::string& words) {
    return found_block(community, visit, words);
  });
}

}  // namespace rapport::community
