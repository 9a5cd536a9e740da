// Writing: articles, the steps of their life, categories and synonyms.
#include <fmt/format.h>

#include "api/page.h"
#include "knowledge/category.h"
#include "knowledge/knowledge.h"
#include "org/entity_api.h"
#include "platform/markdown/markdown.h"
#include "platform/text/text.h"

namespace rapport::knowledge {

using api::Call;
using contract::Notes;
using contract::Tag;

struct ArticleQuery : api::PageQuery {
  std::optional<ArticleState> state;
  std::optional<CategoryId> category_id;
  std::optional<Audience> audience;
  std::optional<std::string> language;
  std::optional<std::string> q;
  std::optional<bool> is_due;
};
BOOST_DESCRIBE_STRUCT(ArticleQuery, (api::PageQuery), (state, category_id, audience, language, q, is_due))
Notes contract_notes(Tag<ArticleQuery>) {
  return {.fields = {
              {.name = "language", .doc = "with a translation into it", .format = contract::Format::language},
              {.name = "q", .doc = "in a title, a tag or the slug", .max_length = 200},
              {.name = "is_due", .doc = "true: only those that somebody should look at again by now"}}};
}

struct SendBackArticle {
  std::string why;
};
BOOST_DESCRIBE_STRUCT(SendBackArticle, (), (why))
Notes contract_notes(Tag<SendBackArticle>) {
  return {.fields = {{.name = "why", .max_length = 1'000, .has_default = true}}};
}
struct PublishArticle {
  std::string note;
};
BOOST_DESCRIBE_STRUCT(PublishArticle, (), (note))
Notes contract_notes(Tag<PublishArticle>) {
  return {
      .fields = {
          {.name = "note", .doc = "what is new, for colleagues", .max_length = 500, .has_default = true}}};
}
struct RollBackArticle {
  std::int32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RollBackArticle, (), (version))

struct ArticleDifferenceQuery {
  std::int32_t from = 0;
  std::int32_t to = 0;
};
BOOST_DESCRIBE_STRUCT(ArticleDifferenceQuery, (), (from, to))
Notes contract_notes(Tag<ArticleDifferenceQuery>) {
  return {.doc = "0 is the draft.", .all_optional = true};
}
struct ArticleDifference {
  ArticleFields from, to;
};
BOOST_DESCRIBE_STRUCT(ArticleDifference, (), (from, to))

struct MarkdownText {
  std::string markdown;
};
BOOST_DESCRIBE_STRUCT(MarkdownText, (), (markdown))
Notes contract_notes(Tag<MarkdownText>) {
  return {.fields = {{.name = "markdown", .max_length = body_length_max}}};
}
struct RenderedText {
  std::string html;
};
BOOST_DESCRIBE_STRUCT(RenderedText, (), (html))
Notes contract_notes(Tag<RenderedText>) {
  return {.fields = {{.name = "html", .doc = "safe, whoever wrote it"}}};
}

struct Synonyms {
  std::vector<std::vector<std::string>> groups;
};
BOOST_DESCRIBE_STRUCT(Synonyms, (), (groups))
Notes contract_notes(Tag<Synonyms>) {
  return {.doc = "Words that mean the same in this company; a search for one finds the others.",
          .fields = {{.name = "groups", .max_length = 60, .max_items = 1'000}}};
}

namespace {

constexpr std::size_t article_bytes_max = 4 << 20;
constexpr std::size_t synonyms_per_group_max = 20;

api::Operation article_operation(std::string path, std::string id, std::string summary,
                                 api::Permissions any_of) {
  api::Operation made =
      knowledge_operation("/api/v1/articles" + path, std::move(id), std::move(summary), any_of);
  made.body_bytes_max = article_bytes_max;
  return made;
}

api::Operation step_operation(const std::string& name, std::string id, std::string summary,
                              api::Permissions any_of) {
  api::Operation made = article_operation("/{id}/" + name, std::move(id), std::move(summary), any_of);
  made.status = 200;
  return made;
}

// The revision that the caller has seen; every save says it.
Result<std::int64_t> seen_revision(const Call& call) {
  const std::string text = call.request().header("if-match");
  if (text.size() < 3 || text.front() != '"' || text.back() != '"' || text.size() > 20 ||
      text.find_first_not_of("0123456789", 1) != text.size() - 1)
    return fail(ErrorCode::invalid, "if_match_required",
                "say which revision you have seen: If-Match: \"7\", as the ETag said");
  return std::stoll(text.substr(1, text.size() - 2));
}

Result<ArticleWhole> whole_article(Knowledge& knowledge, const Call& call, ArticleId id) {
  auto whole = knowledge.store.find(call.org(), id);
  if (whole) call.add_header("ETag", fmt::format("\"{}\"", whole->revision));
  return whole;
}

// Changes one article, brings it into the search, and shows it.
template <class Work>
Result<ArticleWhole> change_article(Knowledge& knowledge, const Call& call, ArticleId id, const Work& work) {
  auto done = knowledge.needs.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    auto result = work(change);
    if (!result) return tl::unexpected<Error>(result.error());
    return {};
  });
  if (!done) return tl::unexpected<Error>(done.error());
  knowledge.indexing.bring(call.org(), {id});
  return whole_article(knowledge, call, id);
}

Result<api::Page<ArticleSummary>> list_articles(Knowledge& knowledge, const Call& call,
                                                const ArticleQuery& query) {
  auto after = api::read_cursor<ArticlePlace>(query);
  if (!after) return tl::unexpected<Error>(after.error());
  ArticleFilter filter;
  filter.state = query.state;
  filter.category = query.category_id;
  filter.audience = query.audience;
  filter.language = query.language;
  filter.text = query.q.value_or("");
  if (query.is_due.value_or(false)) filter.due_before = knowledge.needs.clock();
  auto found = knowledge.store.list(call.org(), filter, *after, query.limit + 1);
  if (!found) return tl::unexpected<Error>(found.error());
  return api::page_of(std::move(*found), query.limit, [](const ArticleSummary& article) {
    return ArticlePlace{article.changed_at, article.id};
  });
}

Result<ArticleWhole> create_article(Knowledge& knowledge, const Call& call, const ArticleFields& fields) {
  const ArticleId id = knowledge.needs.ids.next<ArticleId>();
  return change_article(knowledge, call, id,
                        [&](org::Change& change) { return knowledge.store.add(change, id, fields); });
}

Result<ArticleWhole> save_article(Knowledge& knowledge, const Call& call, const ArticleFields& fields) {
  const auto id = call.id<ArticleId>("id");
  // Whether it is there comes first.
  if (auto known = knowledge.store.content(call.org(), id, 0); !known)
    return tl::unexpected<Error>(known.error());
  auto revision = seen_revision(call);
  if (!revision) return tl::unexpected<Error>(revision.error());
  return change_article(knowledge, call, id, [&](org::Change& change) {
    return knowledge.store.save(change, id, *revision, fields);
  });
}

void add_steps(api::Api& api, Knowledge& knowledge) {
  api.post<ArticleWhole>(
      step_operation("submit", "submitArticle", "Asks for a review of the draft.", knowledge_writers),
      [&knowledge](const Call& call) {
        const auto id = call.id<ArticleId>("id");
        return change_article(knowledge, call, id,
                              [&](org::Change& change) { return knowledge.store.submit(change, id); });
      });
  api.post<SendBackArticle, ArticleWhole>(
      step_operation("send-back", "sendBackArticle", "Back to its writers, with a word why.",
                     knowledge_publishers),
      [&knowledge](const Call& call, const SendBackArticle& wanted) {
        const auto id = call.id<ArticleId>("id");
        return change_article(knowledge, call, id, [&](org::Change& change) {
          return knowledge.store.send_back(change, id, wanted.why);
        });
      });
  api.post<PublishArticle, ArticleWhole>(
      step_operation("publish", "publishArticle", "Makes the draft a version that readers see.",
                     knowledge_publishers),
      [&knowledge](const Call& call, const PublishArticle& wanted) {
        const auto id = call.id<ArticleId>("id");
        return change_article(knowledge, call, id, [&](org::Change& change) {
          return knowledge.store.publish(change, id, wanted.note);
        });
      });
  api.post<RollBackArticle, ArticleWhole>(
      step_operation("roll-back", "rollBackArticle", "Publishes what an earlier version said, as a new one.",
                     knowledge_publishers),
      [&knowledge](const Call& call, const RollBackArticle& wanted) {
        const auto id = call.id<ArticleId>("id");
        return change_article(knowledge, call, id, [&](org::Change& change) {
          return knowledge.store.roll_back(change, id, wanted.version);
        });
      });
  api.post<ArticleWhole>(step_operation("expire", "expireArticle",
                                        "Nobody sees it any more; its versions stay.", knowledge_publishers),
                         [&knowledge](const Call& call) {
                           const auto id = call.id<ArticleId>("id");
                           return change_article(knowledge, call, id, [&](org::Change& change) {
                             return knowledge.store.expire(change, id);
                           });
                         });
}

void add_synonyms(api::Api& api, Knowledge& knowledge) {
  api::Operation read;
  read.path = "/api/v1/knowledge/synonyms";
  read.id = "getSynonyms";
  read.tag = "knowledge";
  read.summary = "Words that mean the same here.";
  read.any_of = knowledge_writers;
  api::Operation write = read;
  write.id = "setSynonyms";
  write.summary = "Replaces the whole list.";
  write.any_of = knowledge_publishers;
  api.get<Synonyms>(read, [&knowledge](const Call& call) -> Result<Synonyms> {
    auto groups = knowledge.store.synonyms(call.org());
    if (!groups) return tl::unexpected<Error>(groups.error());
    return Synonyms{std::move(*groups)};
  });
  api.put<Synonyms, Synonyms>(
      write, [&knowledge](const Call& call, const Synonyms& wanted) -> Result<Synonyms> {
        Synonyms kept;
        std::vector<Issue> issues;
        for (std::size_t i = 0; i < wanted.groups.size(); ++i) {
          std::vector<std::string> group;
          for (const std::string& word : wanted.groups[i])
            if (std::string folded = text::folded(word); !text::words(folded).empty())
              group.push_back(std::move(folded));
          if (group.size() > synonyms_per_group_max)
            issues.push_back(
                {fmt::format("/groups/{}", i), fmt::format("at most {} words", synonyms_per_group_max)});
          if (group.size() > 1) kept.groups.push_back(std::move(group));
        }
        if (!issues.empty()) return org::wrong(std::move(issues));
        auto set =
            knowledge.needs.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
              knowledge.store.set_synonyms(change, kept.groups);
              return {};
            });
        if (!set) return tl::unexpected<Error>(set.error());
        return kept;
      });
}

}  // namespace

void add_article_operations(api::Api& api, Knowledge& knowledge) {
  api.get<ArticleQuery, api::Page<ArticleSummary>>(
      article_operation("", "listArticles", "Articles in every state, the newest change first.",
                        knowledge_writers),
      [&knowledge](const Call& call, const ArticleQuery& query) {
        return list_articles(knowledge, call, query);
      });
  api.post<ArticleFields, ArticleWhole>(
      article_operation("", "createArticle", "A new draft.", knowledge_writers),
      [&knowledge](const Call& call, const ArticleFields& fields) {
        return create_article(knowledge, call, fields);
      });
  api.get<ArticleWhole>(
      article_operation("/{id}", "getArticle", "Its draft and versions. The ETag is the draft's revision.",
                        knowledge_writers),
      [&knowledge](const Call& call) { return whole_article(knowledge, call, call.id<ArticleId>("id")); });
  api.put<ArticleFields, ArticleWhole>(
      article_operation(
          "/{id}", "saveArticle",
          "Saves the draft. If-Match names the revision that was seen; 409 when it has moved on.",
          knowledge_writers),
      [&knowledge](const Call& call, const ArticleFields& fields) {
        return save_article(knowledge, call, fields);
      });
  api.remove<void>(
      article_operation("/{id}", "deleteArticle", "Removes it with all its versions.", knowledge_publishers),
      [&knowledge](const Call& call) -> Result<void> {
        const auto id = call.id<ArticleId>("id");
        auto gone = knowledge.needs.changes.make<void>(
            org::by(call), "", [&](org::Change& change) { return knowledge.store.remove(change, id); });
        if (gone) knowledge.indexing.bring(call.org(), {id});
        return gone;
      });
  api.get<ArticleDifferenceQuery, ArticleDifference>(
      article_operation("/{id}/difference", "compareArticleVersions",
                        "What two versions say; 0 is the draft.", knowledge_writers),
      [&knowledge](const Call& call, const ArticleDifferenceQuery& query) -> Result<ArticleDifference> {
        const auto id = call.id<ArticleId>("id");
        auto from = knowledge.store.content(call.org(), id, query.from);
        if (!from) return tl::unexpected<Error>(from.error());
        auto to = knowledge.store.content(call.org(), id, query.to);
        if (!to) return tl::unexpected<Error>(to.error());
        return ArticleDifference{std::move(*from), std::move(*to)};
      });
  add_steps(api, knowledge);
  add_synonyms(api, knowledge);
  org::register_all(api, knowledge.needs.changes,
                    {.path = "/api/v1/article-categories",
                     .singular = "ArticleCategory",
                     .plural = "ArticleCategories",
                     .tag = "knowledge",
                     .read_any_of = knowledge_readers,
                     .write_any_of = knowledge_publishers},
                    categories);
  api::Operation preview;
  preview.path = "/api/v1/knowledge/preview";
  preview.id = "previewMarkdown";
  preview.tag = "knowledge";
  preview.summary = "How Markdown will look.";
  preview.any_of = knowledge_writers;
  preview.status = 200;
  api.post<MarkdownText, RenderedText>(
      preview, [](const Call&, const MarkdownText& text) -> Result<RenderedText> {
        if (auto readable = markdown::check(text.markdown); !readable)
          return fail(ErrorCode::invalid, readable.error().reason, readable.error().detail,
                      {{"/markdown", readable.error().detail}});
        return RenderedText{markdown::html_of(text.markdown)};
      });
}

}  // namespace rapport::knowledge
