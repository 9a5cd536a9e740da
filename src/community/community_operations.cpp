#include "community/community_operations.h"

#include "api/page.h"
#include "platform/markdown/markdown.h"

namespace rapport::community {

using api::Call;
using contract::Notes;
using contract::Tag;

struct CommunityPost {
  PostId id;
  std::optional<CustomerId> customer_id;
  std::optional<UserId> user_id;
  std::string name;
  std::string title, html, text;
  PostState state = PostState::shown;
  HeldFor held_for = HeldFor::nothing;
  bool is_locked = false;
  bool is_accepted = false;  // of a question: one of its answers is
  std::int64_t votes = 0, answers = 0, reports = 0;
  std::vector<std::string> report_reasons;
  std::optional<CaseId> case_id;
  Instant at, last_at;
  bool is_blocked = false;  // who wrote it
};
BOOST_DESCRIBE_STRUCT(CommunityPost, (),
                      (id, customer_id, user_id, name, title, html, text, state, held_for, is_locked,
                       is_accepted, votes, answers, reports, report_reasons, case_id, at, last_at,
                       is_blocked))
Notes contract_notes(Tag<CommunityPost>) {
  return {.doc = "A question, or an answer to one.",
          .fields = {{.name = "user_id", .doc = "of an agent's answer; a customer's has customer_id"},
                     {.name = "name", .doc = "what others see of a customer; empty of an agent"},
                     {.name = "html", .doc = "safe, whoever wrote it"},
                     {.name = "reports", .doc = "since a moderator last looked"},
                     {.name = "case_id", .doc = "of a question that nobody answered in time"}}};
}

struct CaseReply {
  std::optional<UserId> user_id;
  Instant at;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CaseReply, (), (user_id, at, text))

struct CommunityThread {
  CommunityPost question;
  std::vector<CommunityPost> answers;
  std::vector<CaseReply> case_replies;
};
BOOST_DESCRIBE_STRUCT(CommunityThread, (), (question, answers, case_replies))
Notes contract_notes(Tag<CommunityThread>) {
  return {
      .fields = {{.name = "answers", .doc = "the accepted one first, then by votes"},
                 {.name = "case_replies",
                  .doc = "what the customer was told in the question's case: to be offered as an answer"}}};
}

struct QuestionQuery : api::PageQuery {
  QuestionList list = QuestionList::everything;
};
BOOST_DESCRIBE_STRUCT(QuestionQuery, (api::PageQuery), (list))
Notes contract_notes(Tag<QuestionQuery>) {
  return {.fields = {{.name = "list", .has_default = true}}};
}

struct AnswerQuestion {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(AnswerQuestion, (), (body))
Notes contract_notes(Tag<AnswerQuestion>) {
  return {.fields = {{.name = "body", .doc = "Markdown", .min_length = 1, .max_length = body_length_max}}};
}
struct AcceptAnswer {
  std::optional<PostId> answer_id;
};
BOOST_DESCRIBE_STRUCT(AcceptAnswer, (), (answer_id))
Notes contract_notes(Tag<AcceptAnswer>) {
  return {.fields = {{.name = "answer_id", .doc = "absent: none has helped"}}};
}
struct ModeratePost {
  Moderation what = Moderation::show;
};
BOOST_DESCRIBE_STRUCT(ModeratePost, (), (what))
struct BlockAuthor {
  bool is_blocked = true;
};
BOOST_DESCRIBE_STRUCT(BlockAuthor, (), (is_blocked))

namespace {

const api::Permissions community_readers{api::Permission::take_interactions, api::Permission::supervise,
                                         api::Permission::see_history, api::Permission::write_knowledge,
                                         api::Permission::publish_knowledge};
const api::Permissions community_writers{api::Permission::take_interactions, api::Permission::supervise,
                                         api::Permission::write_knowledge,
                                         api::Permission::publish_knowledge};
const api::Permissions moderators{api::Permission::supervise, api::Permission::publish_knowledge};

constexpr std::int64_t case_events_looked_at = 500;

api::Operation community_operation(std::string rest, std::string id, std::string summary,
                                   api::Permissions any_of) {
  return {.path = "/api/v1/community/" + rest,
          .id = std::move(id),
          .tag = "community",
          .summary = std::move(summary),
          .any_of = any_of};
}

CommunityPost shown_post(const Post& post, PostId accepted) {
  CommunityPost shown;
  shown.id = post.id;
  if (post.customer) shown.customer_id = post.customer;
  if (post.user) shown.user_id = post.user;
  shown.name = post.name;
  shown.title = post.title;
  shown.html = markdown::html_of(post.body);
  shown.text = markdown::text_of(post.body);
  shown.state = post.state;
  shown.held_for = post.held_for;
  shown.is_locked = post.is_locked;
  shown.is_accepted = post.question ? post.id == accepted : static_cast<bool>(post.accepted);
  shown.votes = post.votes;
  shown.answers = post.answers;
  shown.reports = post.reports;
  if (post.case_id) shown.case_id = post.case_id;
  shown.at = post.at;
  shown.last_at = post.last_at;
  return shown;
}

Result<CommunityThread> thread_of(Community& community, const Call& call) {
  auto whole = community.whole(call.org(), call.id<PostId>("id"));
  if (!whole) return tl::unexpected<Error>(whole.error());
  CommunityThread thread;
  const PostId accepted = whole->question.accepted;
  thread.question = shown_post(whole->question, accepted);
  for (const Post& answer : whole->answers)
    thread.answers.push_back(shown_post(answer, accepted));
  auto looked = community.changes().database().read([&](database::Session& sql) -> Result<void> {
    const auto complete = [&](CommunityPost& post) {
      if (post.reports > 0 || post.held_for == HeldFor::reports)
        post.report_reasons = PostStore::reasons(sql, call.org(), post.id);
      if (!post.customer_id) return;
      const auto member = PostStore::member(sql, call.org(), *post.customer_id);
      post.is_blocked = member && member->is_blocked;
    };
    complete(thread.question);
    for (CommunityPost& answer : thread.answers)
      complete(answer);
    return {};
  });
  if (!looked) return tl::unexpected<Error>(looked.error());
  if (whole->question.case_id) {
    auto told = community.cases().timeline(call.org(), whole->question.case_id, {}, case_events_looked_at);
    if (told)
      for (cases::CaseEvent& event : *told)
        if (event.kind == cases::CaseEventKind::comment && event.is_public && !event.is_by_customer)
          thread.case_replies.push_back({event.user_id, event.at, std::move(event.text)});
  }
  return thread;
}

Result<api::Page<CommunityPost>> list_questions(Community& community, const Call& call,
                                                const QuestionQuery& query) {
  auto after = api::read_cursor<QuestionMark>(query);
  if (!after) return tl::unexpected<Error>(after.error());
  auto found = community.changes().database().read([&](database::Session& sql) -> Result<std::vector<Post>> {
    return PostStore::questions(sql, call.org(), query.list, false, *after, query.limit + 1);
  });
  if (!found) return tl::unexpected<Error>(found.error());
  std::vector<CommunityPost> items;
  for (const Post& post : *found)
    items.push_back(shown_post(post, post.accepted));
  return api::page_of(std::move(items), query.limit, [](const CommunityPost& each) {
    return QuestionMark{each.last_at, each.id};
  });
}

void add_moderation(api::Api& api, Community& community) {
  api::Operation moderate = community_operation(
      "posts/{id}/moderate", "moderateCommunityPost",
      "Shows or hides a question or an answer, locks a question, keeps what was reported.", moderators);
  moderate.status = 204;
  api.post<ModeratePost, void>(moderate, [&community](const Call& call, const ModeratePost& wanted) {
    return community.moderate(org::by(call), call.id<PostId>("id"), wanted.what);
  });
  api.post<BlockAuthor, void>(
      community_operation("authors/{id}/block", "blockCommunityAuthor",
                          "A customer may not write in the community any more, or again.", moderators),
      [&community](const Call& call, const BlockAuthor& wanted) {
        return community.block(org::by(call), call.id<CustomerId>("id"), wanted.is_blocked);
      });
  const api::Permissions admins{api::Permission::publish_knowledge, api::Permission::manage_organisation};
  api.get<CommunitySettings>(
      community_operation("settings", "getCommunitySettings", "How the community is kept.", admins),
      [&community](const Call& call) { return community.settings(call.org()); });
  api.put<CommunitySettings, CommunitySettings>(
      community_operation("settings", "setCommunitySettings", "Replaces all of it.", admins),
      [&community](const Call& call, const CommunitySettings& wanted) {
        return community.set_settings(org::by(call), wanted);
      });
}

}  // namespace

void add_operations(api::Api& api, Community& community) {
  api.get<QuestionQuery, api::Page<CommunityPost>>(
      community_operation("questions", "listCommunityQuestions",
                          "Questions of customers, the newest activity first.", community_readers),
      [&community](const Call& call, const QuestionQuery& query) {
        return list_questions(community, call, query);
      });
  api.get<CommunityThread>(community_operation("questions/{id}", "getCommunityQuestion",
                                               "With all its answers.", community_readers),
                           [&community](const Call& call) { return thread_of(community, call); });
  api.post<AnswerQuestion, CommunityPost>(
      community_operation("questions/{id}/answers", "answerCommunityQuestion",
                          "An answer with the agents' badge; customers see it at once.", community_writers),
      [&community](const Call& call, const AnswerQuestion& wanted) -> Result<CommunityPost> {
        auto made = community.answer_as_agent(org::by(call), call.id<PostId>("id"), wanted.body);
        if (!made) return tl::unexpected<Error>(made.error());
        return shown_post(*made, {});
      });
  api.post<AcceptAnswer, void>(
      community_operation("questions/{id}/accept", "acceptCommunityAnswer",
                          "Which answer helped, where who asked does not say it.", community_writers),
      [&community](const Call& call, const AcceptAnswer& wanted) {
        return community.accept_as_agent(org::by(call), call.id<PostId>("id"),
                                         wanted.answer_id.value_or(PostId{}));
      });
  add_moderation(api, community);
}

}  // namespace rapport::community
