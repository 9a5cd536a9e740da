// Searching: for agents, for readers from outside, for a conversation; and what was looked for in vain.
#include "knowledge/knowledge.h"

namespace rapport::knowledge {

using api::Call;
using contract::Notes;
using contract::Tag;

struct PublicSearchQuery {
  std::string q;
  std::optional<std::string> language;
  std::optional<CategoryId> category_id;
  std::int32_t limit = 10;
  bool is_typing = false;
};
BOOST_DESCRIBE_STRUCT(PublicSearchQuery, (), (q, language, category_id, limit, is_typing))
Notes contract_notes(Tag<PublicSearchQuery>) {
  return {.fields = {
              {.name = "q",
               .doc = "in either script, or as pinyin; empty: nothing",
               .max_length = 500,
               .has_default = true},
              {.name = "language", .doc = "only translations into it", .format = contract::Format::language},
              {.name = "limit", .min = 1, .max = 50, .has_default = true},
              {.name = "is_typing",
               .doc = "the last word may be unfinished, and the search is not kept for the report",
               .has_default = true}}};
}
struct ArticleSearchQuery : PublicSearchQuery {
  std::optional<Audience> audience;
  std::optional<ArticleState> state;
};
BOOST_DESCRIBE_STRUCT(ArticleSearchQuery, (PublicSearchQuery), (audience, state))
Notes contract_notes(Tag<ArticleSearchQuery>) {
  return {.fields = {{.name = "audience", .doc = "absent: all"},
                     {.name = "state", .doc = "absent: what is published; others are for writers"}}};
}

struct OpenedArticle {
  ArticleId article_id;
};
BOOST_DESCRIBE_STRUCT(OpenedArticle, (), (article_id))

struct GapQuery {
  std::int32_t days = 30;
};
BOOST_DESCRIBE_STRUCT(GapQuery, (), (days))
Notes contract_notes(Tag<GapQuery>) {
  return {.fields = {{.name = "days", .doc = "how far back", .min = 1, .max = 365, .has_default = true}}};
}
struct GapReport {
  std::vector<Gap> items;
};
BOOST_DESCRIBE_STRUCT(GapReport, (), (items))

struct SuggestionQuery {
  std::int32_t limit = 5;
};
BOOST_DESCRIBE_STRUCT(SuggestionQuery, (), (limit))
Notes contract_notes(Tag<SuggestionQuery>) {
  return {.fields = {{.name = "limit", .min = 1, .max = 20, .has_default = true}}};
}

namespace {

constexpr std::int64_t gaps_max = 200;
constexpr std::size_t messages_looked_at = 30;

Asked asked_from(const PublicSearchQuery& query) {
  Asked asked;
  asked.text = query.q;
  asked.is_typing = query.is_typing;
  asked.limit = static_cast<std::size_t>(query.limit);
  asked.category = query.category_id;
  asked.language = query.language;
  return asked;
}

Result<FoundArticles> suggest(Knowledge& knowledge, const Call& call, const SuggestionQuery& query) {
  const auto interaction = call.id<InteractionId>("id");
  if (auto known = knowledge.needs.records.find(call.org(), interaction); !known)
    return tl::unexpected<Error>(known.error());
  auto messages = knowledge.needs.messages.newest(call.org(), interaction, messages_looked_at, false);
  if (!messages) return tl::unexpected<Error>(messages.error());
  Asked asked;
  asked.text = last_words_of(*messages);
  asked.limit = static_cast<std::size_t>(query.limit);
  asked.is_suggested = true;
  return knowledge.finding.find(call.org(), asked);
}

void add_agents_search(api::Api& api, Knowledge& knowledge) {
  api.get<ArticleSearchQuery, FoundArticles>(
      knowledge_operation("/api/v1/knowledge/search", "searchArticles", "Articles by words, best first.",
                          knowledge_readers),
      [&knowledge](const Call& call, const ArticleSearchQuery& query) -> Result<FoundArticles> {
        Asked asked = asked_from(query);
        if (query.audience) asked.audiences = {*query.audience};
        if (query.state && *query.state != ArticleState::published &&
            !call.caller().permissions.has_any(knowledge_writers))
          return fail(ErrorCode::forbidden, "missing_permission", "drafts are for those who write articles");
        asked.state = query.state;
        return knowledge.finding.find(call.org(), asked);
      });
  api.post<OpenedArticle, void>(
      knowledge_operation("/api/v1/knowledge/searches/{id}/opened", "openSearchResult",
                          "Which result of a search was opened.", knowledge_readers),
      [&knowledge](const Call& call, const OpenedArticle& opened) -> Result<void> {
        if (auto known = knowledge.store.content(call.org(), opened.article_id, 0); !known)
          return tl::unexpected<Error>(known.error());
        return knowledge.readings.set_opened(call.org(), call.id<SearchId>("id"), opened.article_id);
      });
  api.get<SuggestionQuery, FoundArticles>(
      knowledge_operation("/api/v1/interactions/{id}/suggested-articles", "suggestArticles",
                          "Articles that may answer what the customer said last.", knowledge_readers),
      [&knowledge](const Call& call, const SuggestionQuery& query) {
        return suggest(knowledge, call, query);
      });
}

void add_public_search(api::Api& api, Knowledge& knowledge) {
  api::Operation search = knowledge_operation("/api/v1/help/{organisation}/search", "searchPublicArticles",
                                              "Published articles that everybody may read, by words.", {});
  search.is_public = true;
  search.path_texts = {"organisation"};
  api.get<PublicSearchQuery, FoundArticles>(
      search, [&knowledge](const Call& call, const PublicSearchQuery& query) -> Result<FoundArticles> {
        const auto organisation = organisation_named(knowledge.needs.directories, call.text("organisation"));
        if (!organisation)
          return fail(ErrorCode::not_found, "unknown_organisation", "there is no such organisation");
        Asked asked = asked_from(query);
        asked.who = Searcher::reader;
        asked.audiences = {Audience::everybody};
        return knowledge.finding.find(organisation->org, asked);
      });
  api::Operation opened =
      knowledge_operation("/api/v1/help/{organisation}/searches/{id}/opened", "openPublicSearchResult",
                          "Which result of a search was opened.", {});
  opened.is_public = true;
  opened.path_texts = {"organisation"};
  api.post<OpenedArticle, void>(
      opened, [&knowledge](const Call& call, const OpenedArticle& wanted) -> Result<void> {
        const auto organisation = organisation_named(knowledge.needs.directories, call.text("organisation"));
        if (!organisation)
          return fail(ErrorCode::not_found, "unknown_organisation", "there is no such organisation");
        if (auto known = knowledge.store.live(organisation->org, wanted.article_id, knowledge.needs.clock());
            !known)
          return tl::unexpected<Error>(known.error());
        return knowledge.readings.set_opened(organisation->org, call.id<SearchId>("id"), wanted.article_id);
      });
}

}  // namespace

void add_search_operations(api::Api& api, Knowledge& knowledge) {
  add_agents_search(api, knowledge);
  add_public_search(api, knowledge);
  api.get<GapQuery, GapReport>(
      knowledge_operation(
          "/api/v1/knowledge/gaps", "listKnowledgeGaps",
          "What was searched for without a result, or without opening one.",
          {api::Permission::write_knowledge, api::Permission::publish_knowledge, api::Permission::analyse}),
      [&knowledge](const Call& call, const GapQuery& query) -> Result<GapReport> {
        auto found =
            knowledge.readings.gaps(call.org(), knowledge.needs.clock() - hours(24 * query.days), gaps_max);
        if (!found) return tl::unexpected<Error>(found.error());
        return GapReport{std::move(*found)};
      });
}

}  // namespace rapport::knowledge
