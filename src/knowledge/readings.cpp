#include "knowledge/readings.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/database/statement.h"

namespace rapport::knowledge {

namespace {

template <class... Parameters>
void each_use(database::Session& sql, std::vector<ArticleUse>& all, const char* query,
              const Parameters&... parameters) {
  database::each<ArticleId, InteractionId, CaseId, UserId, UsedAs, Instant>(
      sql, query,
      [&all](ArticleId article, InteractionId interaction, CaseId in, UserId by, UsedAs way, Instant at) {
        ArticleUse use;
        use.article_id = article;
        if (interaction) use.interaction_id = interaction;
        if (in) use.case_id = in;
        if (by) use.user_id = by;
        use.way = way;
        use.at = at;
        all.push_back(use);
      },
      parameters...);
}

void order_uses(std::vector<ArticleUse>& all) {
  std::stable_sort(all.begin(), all.end(),
                   [](const ArticleUse& a, const ArticleUse& b) { return b.at < a.at; });
}

}  // namespace

std::vector<database::Migration> case_use_migrations() {
  return {{0, "cases that used articles",
           "create table article_case (org bigint not null, article bigint not null, case_id bigint not null,"
           " by_user bigint not null, way integer not null, at_us bigint not null,"
           " primary key (org, article, case_id));"
           "create index article_case_by_case on article_case (org, case_id)",
           ""}};
}

contract::Notes contract_notes(contract::Tag<UsedAs>) {
  return {.fields = {{.name = "by_hand", .doc = "somebody said that they belong together"}}};
}

contract::Notes contract_notes(contract::Tag<Feedback>) {
  return {.name = "ArticleFeedback"};
}

Result<void> Readings::add_feedback(OrgId org, ArticleId article, const Feedback& feedback) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        database::execute(
            sql,
            "insert into article_feedback (org, id, article, version, language, is_helpful, words,"
            " by_user, at_us) values (:org, :id, :article, :version, :language, :helpful, :words, :by, :at)",
            org, feedback.id, article, feedback.version, feedback.language, feedback.is_helpful,
            feedback.words, feedback.user_id.value_or(UserId{}), feedback.at);
        return {};
      })
      .get();
}

Result<std::vector<Feedback>> Readings::feedback(OrgId org, ArticleId article, FeedbackId before,
                                                 std::int64_t most) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Feedback>> {
    std::vector<Feedback> all;
    database::each<FeedbackId, std::int32_t, std::string, bool, std::string, UserId, Instant>(
        sql,
        "select id, version, language, is_helpful, words, by_user, at_us from article_feedback"
        " where org = :org and article = :article and id < :before order by id desc limit :most",
        [&all](FeedbackId id, std::int32_t version, std::string language, bool is_helpful, std::string words,
               UserId by, Instant at) {
          all.push_back({id, version, std::move(language), is_helpful, std::move(words),
                         by ? std::optional<UserId>(by) : std::nullopt, at});
        },
        org, article, before, most);
    return all;
  });
}

Result<void> Readings::add_use(OrgId org, const ArticleUse& use) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        const UserId by = use.user_id.value_or(UserId{});
        if (use.case_id)
          database::execute(
              sql,
              "insert into article_case (org, article, case_id, by_user, way, at_us) values (:org, :article,"
              " :case, :by, :way, :at) on conflict (org, article, case_id) do update"
              " set by_user = excluded.by_user, way = excluded.way, at_us = excluded.at_us",
              org, use.article_id, *use.case_id, by, use.way, use.at);
        if (use.interaction_id)
          database::execute(
              sql,
              "insert into article_use (org, article, interaction, by_user, way, at_us) values (:org,"
              " :article, :interaction, :by, :way, :at) on conflict (org, article, interaction) do update"
              " set by_user = excluded.by_user, way = excluded.way, at_us = excluded.at_us",
              org, use.article_id, *use.interaction_id, by, use.way, use.at);
        return {};
      })
      .get();
}

Result<std::vector<ArticleUse>> Readings::uses(OrgId org, ArticleId article, std::int64_t most) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<ArticleUse>> {
    std::vector<ArticleUse> all;
    each_use(sql, all,
             "select article, interaction, 0, by_user, way, at_us from article_use where org = :org"
             " and article = :article order by at_us desc, interaction desc limit :most",
             org, article, most);
    each_use(sql, all,
             "select article, 0, case_id, by_user, way, at_us from article_case where org = :org"
             " and article = :article order by at_us desc, case_id desc limit :most",
             org, article, most);
    order_uses(all);
    if (all.size() > static_cast<std::size_t>(most)) all.resize(static_cast<std::size_t>(most));
    return all;
  });
}

std::vector<ArticleUse> Readings::used_for(database::Session& sql, OrgId org,
                                           const std::vector<CaseId>& cases,
                                           const std::vector<InteractionId>& interactions) {
  std::vector<ArticleUse> all;
  for (const CaseId id : cases)
    each_use(sql, all,
             "select article, 0, case_id, by_user, way, at_us from article_case where org = :org"
             " and case_id = :case",
             org, id);
  for (const InteractionId id : interactions)
    each_use(sql, all,
             "select article, interaction, 0, by_user, way, at_us from article_use where org = :org"
             " and interaction = :interaction",
             org, id);
  order_uses(all);
  return all;
}

Result<void> Readings::remove_use(OrgId org, ArticleId article, const std::vector<CaseId>& cases) {
  return database_
      .write<void>([&](database::Session& sql) -> Result<void> {
        std::size_t removed = 0;
        for (const CaseId id : cases)
          removed += database::execute(
              sql, "delete from article_case where org = :org and article = :article and case_id = :case",
              org, article, id);
        if (removed == 0)
          return fail(ErrorCode::not_found, "unknown_use",
                      fmt::format("article {} is not linked to this case", article.value));
        return {};
      })
      .get();
}

void Readings::add_search(OrgId org, const SearchLine& line) {
  database_.write_then(
      [org, line](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "insert into article_search (org, id, words, language, who, results, opened, at_us)"
                          " values (:org, :id, :words, :language, :who, :results, 0, :at)",
                          org, line.id, line.words, line.language, line.who, line.results, line.at);
        return {};
      },
      [](const Result<void>&) {});
}

Result<void> Readings::set_opened(OrgId org, SearchId search, ArticleId article) {
  return database_
      .write<void>([=](database::Session& sql) -> Result<void> {
        if (database::execute(sql,
                              "update article_search set opened = :article where org = :org and id = :id",
                              article, org, search) == 0)
          return fail(ErrorCode::not_found, "unknown_search", fmt::format("no search {}", search.value));
        return {};
      })
      .get();
}

Result<std::vector<Gap>> Readings::gaps(OrgId org, Instant since, std::int64_t most) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Gap>> {
    std::vector<Gap> all;
    database::each<std::string, std::string, std::int64_t, std::int64_t, std::int64_t, Instant>(
        sql,
        "select words, language, count(*), cast(sum(case when results = 0 then 1 else 0 end) as bigint),"
        " cast(sum(case when results > 0 and opened = 0 then 1 else 0 end) as bigint), max(at_us)"
        " from article_search where org = :org and at_us >= :since group by words, language"
        " having sum(case when opened = 0 then 1 else 0 end) > 0"
        " order by 4 desc, 5 desc, 6 desc, words limit :most",
        [&all](std::string words, std::string language, std::int64_t searches, std::int64_t without_result,
               std::int64_t without_opening, Instant last) {
          all.push_back(
              {std::move(words), std::move(language), searches, without_result, without_opening, last});
        },
        org, since, most);
    return all;
  });
}

}  // namespace rapport::knowledge
