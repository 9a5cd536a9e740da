// What is seen of the community: by customers, by moderators, by the search.
#include <fmt/format.h>

#include <algorithm>

#include "community/community.h"
#include "platform/markdown/markdown.h"

namespace rapport::community {
namespace {

using database::Session;

void order(std::vector<Post>& answers, PostId accepted) {
  std::stable_sort(answers.begin(), answers.end(), [accepted](const Post& a, const Post& b) {
    if ((a.id == accepted) != (b.id == accepted)) return a.id == accepted;
    return a.votes > b.votes;
  });
}

knowledge::search::Index::Entry entry_of_question(const Post& question, const Post* accepted) {
  knowledge::search::Index::Entry entry{question.id.value, 0, {}};
  if (question.state != PostState::shown || accepted == nullptr) return entry;
  knowledge::search::Document document;
  document.article = question.id.value;
  document.title = question.title;
  document.body = markdown::text_of(question.body) + "\n" + markdown::text_of(accepted->body);
  entry.documents.push_back(std::move(document));
  return entry;
}

}  // namespace

Result<std::vector<Post>> Community::shown(OrgId org, QuestionList list,
                                           const std::optional<QuestionMark>& after, std::int64_t most) {
  return needs_.changes.database().read([&](Session& sql) -> Result<std::vector<Post>> {
    return PostStore::questions(sql, org, list, true, after, most);
  });
}

Result<Thread> Community::whole(OrgId org, PostId id) {
  return needs_.changes.database().read([&](Session& sql) -> Result<Thread> {
    auto question = PostStore::find(sql, org, id);
    if (!question || question->question)
      return fail(ErrorCode::not_found, "unknown_post", "there is no such question");
    Thread thread{std::move(*question), PostStore::answers(sql, org, id)};
    order(thread.answers, thread.question.accepted);
    return thread;
  });
}

Result<Thread> Community::thread(OrgId org, PostId id, CustomerId visitor) {
  auto all = whole(org, id);
  if (!all) return all;
  const auto is_seen = [visitor](const Post& post) {
    return post.state == PostState::shown || (visitor && post.customer == visitor);
  };
  if (!is_seen(all->question)) return fail(ErrorCode::not_found, "unknown_post", "there is no such question");
  std::vector<Post> seen;
  for (Post& answer : all->answers)
    if (is_seen(answer)) seen.push_back(std::move(answer));
  all->answers = std::move(seen);
  return all;
}

Result<std::map<PostId, int>> Community::votes(OrgId org, const std::vector<PostId>& posts,
                                               CustomerId visitor) {
  return needs_.changes.database().read([&](Session& sql) -> Result<std::map<PostId, int>> {
    std::map<PostId, int> votes;
    for (const PostId post : posts)
      votes[post] = PostStore::vote_of(sql, org, post, visitor);
    return votes;
  });
}

Result<std::vector<FoundQuestion>> Community::find(OrgId org, const std::string& words, std::size_t most) {
  knowledge::search::Query query;
  query.text = words;
  query.limit = most;
  auto hits = index_->find(org, query);
  if (!hits) return tl::unexpected<Error>(hits.error());
  return needs_.changes.database().read([&](Session& sql) -> Result<std::vector<FoundQuestion>> {
    std::vector<FoundQuestion> found;
    for (const knowledge::search::Hit& hit : *hits) {
      auto question = PostStore::find(sql, org, {hit.article});
      if (!question || question->state != PostState::shown || !question->accepted) continue;
      auto accepted = PostStore::find(sql, org, question->accepted);
      if (!accepted || accepted->state != PostState::shown) continue;
      found.push_back({std::move(*question), std::move(*accepted)});
    }
    return found;
  });
}

void Community::bring(OrgId org, PostId id) {
  const auto all = whole(org, id);
  if (!all) return;
  const Post* accepted = nullptr;
  for (const Post& answer : all->answers)
    if (answer.id == all->question.accepted && answer.state == PostState::shown) accepted = &answer;
  auto stamps = needs_.changes.database().read(
      [&](Session& sql) -> Result<std::int64_t> { return PostStore::stamp(sql, org, id); });
  auto entry = entry_of_question(all->question, accepted);
  entry.stamp = stamps.value_or(0);
  // What was not brought now is found by the keeper's comparison.
  if (auto put = index_->put(org, {entry}); !put)
    needs_.log.warning("a question is not in the search yet", {{"reason", put.error().reason}});
}

Result<void> Community::compare(OrgId org) {
  using Stamps = std::vector<std::pair<PostId, std::int64_t>>;
  auto there = needs_.changes.database().read(
      [org](Session& sql) -> Result<Stamps> { return PostStore::accepted_stamps(sql, org); });
  if (!there) return tl::unexpected<Error>(there.error());
  auto known = index_->stamps(org);
  if (!known) return tl::unexpected<Error>(known.error());
  for (const auto& [id, stamp] : *there) {
    const auto found = known->find(id.value);
    if (found == known->end() || found->second != stamp) bring(org, id);
    if (found != known->end()) known->erase(found);
  }
  for (const auto& [id, stamp] : *known)
    if (auto gone = index_->put(org, {{id, 0, {}}}); !gone) return gone;
  return {};
}

}  // namespace rapport::community
