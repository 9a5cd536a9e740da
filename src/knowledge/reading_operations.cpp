// Reading: one published article, what readers say of it, and which conversations and cases used it.
#include <limits>
#include <set>

#include "api/page.h"
#include "cases/case_operations.h"
#include "cases/case_store.h"
#include "knowledge/knowledge.h"
#include "platform/markdown/markdown.h"
#include "switchboard/model/described.h"

namespace rapport::knowledge {

using api::Call;
using contract::Notes;
using contract::Tag;

struct ReadingQuery {
  std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(ReadingQuery, (), (language))
Notes contract_notes(Tag<ReadingQuery>) {
  return {.fields = {{.name = "language",
                      .doc = "as read; absent or unknown: the nearest there is",
                      .format = contract::Format::language}}};
}

struct ArticleReading {
  ArticleId id;
  std::string slug;
  std::int32_t version = 0;
  std::string language;
  std::vector<std::string> languages;
  std::string title;
  std::string html, text;
  Audience audience = Audience::everybody;
  std::optional<CategoryId> category_id;
  std::vector<std::string> tags;
  Instant published_at;
};
BOOST_DESCRIBE_STRUCT(ArticleReading, (),
                      (id, slug, version, language, languages, title, html, text, audience, category_id, tags,
                       published_at))
Notes contract_notes(Tag<ArticleReading>) {
  return {.doc = "A published article in one language.",
          .fields = {{.name = "html", .doc = "safe, whoever wrote it"},
                     {.name = "text", .doc = "the same without marks, for where only words can go"}}};
}

struct GiveFeedback {
  bool is_helpful = true;
  std::string language;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(GiveFeedback, (), (is_helpful, language, words))
Notes contract_notes(Tag<GiveFeedback>) {
  return {.fields = {{.name = "language", .format = contract::Format::language},
                     {.name = "words", .max_length = 1'000, .has_default = true}}};
}
struct FeedbackQuery : api::PageQuery {};
BOOST_DESCRIBE_STRUCT(FeedbackQuery, (api::PageQuery), ())

struct UseArticle {
  std::optional<InteractionId> interaction_id;
  std::optional<CaseId> case_id;
  UsedAs way = UsedAs::link;
};
BOOST_DESCRIBE_STRUCT(UseArticle, (), (interaction_id, case_id, way))
Notes contract_notes(Tag<UseArticle>) {
  return {.doc = "Either a conversation or a case."};
}

// With what is known of where it was used.
struct ShownArticleUse : ArticleUse {
  std::optional<switchboard::Channel> channel;
  std::string case_number, case_subject;
};
BOOST_DESCRIBE_STRUCT(ShownArticleUse, (ArticleUse), (channel, case_number, case_subject))
Notes contract_notes(Tag<ShownArticleUse>) {
  return {.fields = {{.name = "channel", .doc = "of the conversation"},
                     {.name = "case_subject", .doc = "for those who may read cases"}}};
}
struct ArticleUses {
  std::vector<ShownArticleUse> items;
};
BOOST_DESCRIBE_STRUCT(ArticleUses, (), (items))

struct CaseArticle : ArticleUse {
  std::string slug;
  std::vector<ArticleTitle> titles;
};
BOOST_DESCRIBE_STRUCT(CaseArticle, (ArticleUse), (slug, titles))
struct CaseArticles {
  std::vector<CaseArticle> items;
};
BOOST_DESCRIBE_STRUCT(CaseArticles, (), (items))

namespace {

constexpr std::int64_t uses_shown_max = 200;

api::Operation public_operation(std::string path, std::string id, std::string summary) {
  api::Operation made =
      knowledge_operation("/api/v1/help/{organisation}" + path, std::move(id), std::move(summary), {});
  made.is_public = true;
  made.path_texts = {"organisation", "slug"};
  return made;
}

Result<ArticleReading> reading_of(const LiveArticle& live, const std::optional<std::string>& language) {
  const Translation* translation = translation_for(live.fields, language.value_or(""));
  if (translation == nullptr)
    return fail(ErrorCode::not_found, "unknown_article", "there is nothing to read in this article");
  ArticleReading reading;
  reading.id = live.id;
  reading.slug = live.slug;
  reading.version = live.version;
  reading.language = translation->language;
  for (const Translation& each : live.fields.translations)
    reading.languages.push_back(each.language);
  reading.title = translation->title;
  reading.html = markdown::html_of(translation->body);
  reading.text = markdown::text_of(translation->body);
  reading.audience = live.fields.audience;
  reading.category_id = live.fields.category_id;
  reading.tags = live.fields.tags;
  reading.published_at = live.published_at;
  return reading;
}

Result<void> take_feedback(Knowledge& knowledge, OrgId org, const LiveArticle& live,
                           const GiveFeedback& given, UserId user) {
  Feedback feedback;
  feedback.id = knowledge.needs.ids.next<FeedbackId>();
  feedback.version = live.version;
  feedback.language = given.language;
  feedback.is_helpful = given.is_helpful;
  feedback.words = given.words;
  if (user) feedback.user_id = user;
  feedback.at = knowledge.needs.clock();
  return knowledge.readings.add_feedback(org, live.id, feedback);
}

struct PublicArticle {
  OrgId org;
  LiveArticle live;
};
Result<PublicArticle> public_article(Knowledge& knowledge, const Call& call) {
  const auto organisation = organisation_named(knowledge.needs.directories, call.text("organisation"));
  if (!organisation)
    return fail(ErrorCode::not_found, "unknown_organisation", "there is no such organisation");
  auto live = knowledge.store.live(organisation->org, call.text("slug"), knowledge.needs.clock());
  if (!live) return tl::unexpected<Error>(live.error());
  if (live->fields.audience != Audience::everybody)
    return fail(ErrorCode::not_found, "unknown_article",
                "there is no such article, or none that is published");
  return PublicArticle{organisation->org, std::move(*live)};
}

Result<void> use_article(Knowledge& knowledge, const Call& call, const UseArticle& used) {
  const auto id = call.id<ArticleId>("id");
  if (auto live = knowledge.store.live(call.org(), id, knowledge.needs.clock()); !live)
    return tl::unexpected<Error>(live.error());
  if (used.interaction_id.has_value() == used.case_id.has_value())
    return org::wrong({{"/case_id", "either a conversation or a case"}});
  if (used.interaction_id)
    if (auto known = knowledge.needs.records.find(call.org(), *used.interaction_id); !known)
      return tl::unexpected<Error>(known.error());
  if (used.case_id) {
    auto known = knowledge.needs.changes.database().read([&](database::Session& sql) -> Result<bool> {
      return cases::CaseStore::find(sql, call.org(), *used.case_id).has_value();
    });
    if (!known) return tl::unexpected<Error>(known.error());
    if (!*known) return org::no_such("case", used.case_id->value);
  }
  return knowledge.readings.add_use(
      call.org(), {id, used.interaction_id, used.case_id, call.user(), used.way, knowledge.needs.clock()});
}

Result<ArticleUses> list_uses(Knowledge& knowledge, const Call& call) {
  const auto id = call.id<ArticleId>("id");
  if (auto known = knowledge.store.content(call.org(), id, 0); !known)
    return tl::unexpected<Error>(known.error());
  auto found = knowledge.readings.uses(call.org(), id, uses_shown_max);
  if (!found) return tl::unexpected<Error>(found.error());
  const bool reads_cases = call.caller().permissions.has_any(cases::case_readers);
  return knowledge.needs.changes.database().read([&](database::Session& sql) -> Result<ArticleUses> {
    ArticleUses shown;
    for (const ArticleUse& use : *found) {
      ShownArticleUse each;
      static_cast<ArticleUse&>(each) = use;
      if (use.interaction_id)
        if (const auto record = knowledge.needs.records.find(call.org(), *use.interaction_id))
          each.channel = record->channel;
      if (use.case_id) {
        const auto of_case = cases::CaseStore::find(sql, call.org(), *use.case_id);
        if (!of_case) continue;
        each.case_number = of_case->number;
        if (reads_cases) each.case_subject = of_case->subject;
      }
      shown.items.push_back(std::move(each));
    }
    return shown;
  });
}

// The case, and those that live on in it.
struct CaseFamily {
  std::vector<CaseId> cases;
  std::vector<InteractionId> interactions;
};
Result<CaseFamily> family_of(database::Session& sql, OrgId org, CaseId id) {
  if (!cases::CaseStore::find(sql, org, id)) return org::no_such("case", id.value);
  CaseFamily family{cases::CaseStore::family(sql, org, id), {}};
  for (const cases::CaseStore::Link& link : cases::CaseStore::links(sql, org, family.cases))
    family.interactions.push_back(link.interaction);
  return family;
}

Result<CaseArticles> list_case_articles(Knowledge& knowledge, const Call& call) {
  return knowledge.needs.changes.database().read([&](database::Session& sql) -> Result<CaseArticles> {
    auto family = family_of(sql, call.org(), call.id<CaseId>("id"));
    if (!family) return tl::unexpected<Error>(family.error());
    CaseArticles shown;
    std::set<ArticleId> seen;
    for (const ArticleUse& use : Readings::used_for(sql, call.org(), family->cases, family->interactions)) {
      if (!seen.insert(use.article_id).second) continue;
      auto named = ArticleStore::named(sql, call.org(), use.article_id);
      if (!named) continue;  // gone since
      CaseArticle each;
      static_cast<ArticleUse&>(each) = use;
      each.slug = std::move(named->slug);
      each.titles = std::move(named->titles);
      shown.items.push_back(std::move(each));
    }
    return shown;
  });
}

void add_case_articles(api::Api& api, Knowledge& knowledge) {
  api.get<CaseArticles>(
      knowledge_operation("/api/v1/cases/{id}/articles", "listCaseArticles",
                          "Articles that the case or one of its conversations used, the last first.",
                          cases::case_readers),
      [&knowledge](const Call& call) { return list_case_articles(knowledge, call); });
  api.remove<void>(
      knowledge_operation("/api/v1/cases/{id}/articles/{article}", "unlinkCaseArticle",
                          "The case did not use it after all; conversations that did still have.",
                          cases::case_workers),
      [&knowledge](const Call& call) -> Result<void> {
        auto family = knowledge.needs.changes.database().read(
            [&](database::Session& sql) { return family_of(sql, call.org(), call.id<CaseId>("id")); });
        if (!family) return tl::unexpected<Error>(family.error());
        return knowledge.readings.remove_use(call.org(), call.id<ArticleId>("article"), family->cases);
      });
}

void add_public_reading(api::Api& api, Knowledge& knowledge) {
  api.get<ReadingQuery, ArticleReading>(
      public_operation("/articles/{slug}", "readPublicArticle",
                       "A published article that everybody may read."),
      [&knowledge](const Call& call, const ReadingQuery& query) -> Result<ArticleReading> {
        auto found = public_article(knowledge, call);
        if (!found) return tl::unexpected<Error>(found.error());
        return reading_of(found->live, query.language);
      });
  api.post<GiveFeedback, void>(
      public_operation("/articles/{slug}/feedback", "givePublicFeedback", "Whether it helped."),
      [&knowledge](const Call& call, const GiveFeedback& given) -> Result<void> {
        auto found = public_article(knowledge, call);
        if (!found) return tl::unexpected<Error>(found.error());
        return take_feedback(knowledge, found->org, found->live, given, {});
      });
}

}  // namespace

void add_reading_operations(api::Api& api, Knowledge& knowledge) {
  api.get<ReadingQuery, ArticleReading>(
      knowledge_operation("/api/v1/articles/{id}/reading", "readArticle", "What readers see of it now.",
                          knowledge_readers),
      [&knowledge](const Call& call, const ReadingQuery& query) -> Result<ArticleReading> {
        auto live = knowledge.store.live(call.org(), call.id<ArticleId>("id"), knowledge.needs.clock());
        if (!live) return tl::unexpected<Error>(live.error());
        return reading_of(*live, query.language);
      });
  api.post<GiveFeedback, void>(knowledge_operation("/api/v1/articles/{id}/feedback", "giveArticleFeedback",
                                                   "Whether it helped.", knowledge_readers),
                               [&knowledge](const Call& call, const GiveFeedback& given) -> Result<void> {
                                 auto live = knowledge.store.live(call.org(), call.id<ArticleId>("id"),
                                                                  knowledge.needs.clock());
                                 if (!live) return tl::unexpected<Error>(live.error());
                                 return take_feedback(knowledge, call.org(), *live, given, call.user());
                               });
  api.get<FeedbackQuery, api::Page<Feedback>>(
      knowledge_operation("/api/v1/articles/{id}/feedback", "listArticleFeedback",
                          "What readers say of it, newest first.", knowledge_writers),
      [&knowledge](const Call& call, const FeedbackQuery& query) -> Result<api::Page<Feedback>> {
        const auto id = call.id<ArticleId>("id");
        auto before = api::read_cursor<FeedbackId>(query);
        if (!before) return tl::unexpected<Error>(before.error());
        if (auto known = knowledge.store.content(call.org(), id, 0); !known)
          return tl::unexpected<Error>(known.error());
        const FeedbackId newest{std::numeric_limits<std::int64_t>::max()};
        auto found = knowledge.readings.feedback(call.org(), id, before->value_or(newest), query.limit + 1);
        if (!found) return tl::unexpected<Error>(found.error());
        return api::page_of(std::move(*found), query.limit, [](const Feedback& each) { return each.id; });
      });
  api.post<UseArticle, void>(
      knowledge_operation("/api/v1/articles/{id}/uses", "useArticle",
                          "It was given to a customer in a conversation, or belongs to a case.",
                          knowledge_readers),
      [&knowledge](const Call& call, const UseArticle& used) { return use_article(knowledge, call, used); });
  api.get<ArticleUses>(
      knowledge_operation("/api/v1/articles/{id}/uses", "listArticleUses",
                          "Conversations and cases that used it, newest first.", knowledge_writers),
      [&knowledge](const Call& call) { return list_uses(knowledge, call); });
  add_case_articles(api, knowledge);
  add_public_reading(api, knowledge);
}

}  // namespace rapport::knowledge
