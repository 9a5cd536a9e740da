#include "knowledge/readers.h"

#include <set>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::knowledge {
namespace {

constexpr const char* reader_tables =
    "create table reader_step (org bigint not null, id bigint not null, reader text not null,"
    " kind integer not null, at_us bigint not null, words text not null, search bigint not null,"
    " article bigint not null, language text not null, results bigint not null, is_fresh integer not null,"
    " primary key (org, id));"
    "create index reader_step_by_reader on reader_step (org, reader, at_us);"
    "create index reader_step_by_article on reader_step (org, article, at_us);"
    "create index reader_step_by_time on reader_step (org, at_us);"
    "create table reader_customer (org bigint not null, reader text not null, customer bigint not null,"
    " at_us bigint not null, primary key (org, reader, customer));"
    "create index reader_customer_by_customer on reader_customer (org, customer);"
    "create table reader_contact (org bigint not null, interaction bigint not null, reader text not null,"
    " at_us bigint not null, primary key (org, interaction));"
    "create index reader_contact_by_reader on reader_contact (org, reader, at_us)";

constexpr Duration looked_back = hours(24);
constexpr std::int64_t steps_looked_at = 200;

std::string title_in(const std::string& content, const std::string& language) {
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  const auto fields = contract::decode<ArticleFields>(content, lenient);
  if (!fields) return "";
  for (const Translation& translation : fields->translations)
    if (translation.language == language) return translation.title;
  return fields->translations.empty() ? std::string() : fields->translations.front().title;
}

void name_article(database::Session& sql, OrgId org, ArticleId article, const std::string& language,
                  TriedStep& step) {
  const auto row = database::first<std::string, std::string>(
      sql,
      "select a.slug, v.content from article a join article_version v on v.org = a.org and v.article = a.id"
      " and v.version = a.live_version where a.org = :org and a.id = :id and a.live_version > 0",
      org, article);
  if (!row) return;
  step.slug = std::get<0>(*row);
  step.title = title_in(std::get<1>(*row), language);
}

}  // namespace

contract::Notes contract_notes(contract::Tag<TriedStep>) {
  return {.doc = "A search of a customer's, or an article that they read, before they reached us.",
          .fields = {{.name = "words", .doc = "of a search, as typed"},
                     {.name = "results", .doc = "of a search: how many articles it found"},
                     {.name = "title", .doc = "of the article; empty when it is not published any more"}}};
}

std::vector<database::Migration> reader_migrations() {
  return {{0, "what readers tried before they reached us", reader_tables, ""}};
}

void Readers::note(OrgId org, const std::string& reader, const ReaderStep& step) {
  if (reader.empty()) return;
  database_.write_then(
      [org, reader, step, id = ids_.next<SearchId>()](database::Session& sql) -> Result<void> {
        database::execute(
            sql,
            "insert into reader_step (org, id, reader, kind, at_us, words, search, article, language, "
            "results,"
            " is_fresh) values (:org, :id, :reader, :kind, :at, :words, :search, :article, :language,"
            " :results, :fresh)",
            org, id, reader, step.kind, step.at, step.words, step.search, step.article, step.language,
            step.results, step.is_fresh);
        return {};
      },
      [](const Result<void>&) {});
}

void Readers::returned(OrgId org, const std::string& reader) {
  database_.write_then(
      [org, reader](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "update reader_step set is_fresh = 0 where org = :org and reader = :reader"
                          " and is_fresh = 1",
                          org, reader);
        return {};
      },
      [](const Result<void>&) {});
}

Result<void> Readers::known_as(OrgId org, const std::string& reader, CustomerId customer, Instant at) {
  if (reader.empty()) return {};
  return database_
      .write<void>([=](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "insert into reader_customer (org, reader, customer, at_us) values (:org, :reader,"
                          " :customer, :at) on conflict do nothing",
                          org, reader, customer, at);
        return {};
      })
      .get();
}

Result<void> Readers::contacted(OrgId org, const std::string& reader, InteractionId interaction, Instant at) {
  if (reader.empty()) return {};
  return database_
      .write<void>([=](database::Session& sql) -> Result<void> {
        // Only who has been here: a reader that somebody made up leads to nothing.
        database::execute(sql,
                          "insert into reader_contact (org, interaction, reader, at_us)"
                          " select cast(:org as bigint), cast(:interaction as bigint), cast(:reader as "
                          "text), cast(:at as bigint)"
                          " where exists (select 1 from reader_step"
                          " where org = :org and reader = :reader) on conflict do nothing",
                          org, interaction, reader, at);
        return {};
      })
      .get();
}

Result<std::vector<TriedStep>> Readers::tried_before(OrgId org, InteractionId interaction, std::size_t most) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<TriedStep>> {
    std::vector<TriedStep> tried;
    const auto contact = database::first<std::string, Instant>(
        sql, "select reader, at_us from reader_contact where org = :org and interaction = :interaction", org,
        interaction);
    if (!contact) return tried;
    const Instant arrived = std::get<1>(*contact);
    std::set<std::pair<std::string, std::int64_t>> seen;
    std::vector<std::string> languages;
    database::each<ReaderStepKind, Instant, std::string, std::int64_t, ArticleId, std::string>(
        sql,
        "select kind, at_us, words, results, article, language from reader_step where org = :org"
        " and reader = :reader and at_us >= :since and at_us <= :until order by at_us desc, id desc limit "
        ":most",
        [&](ReaderStepKind kind, Instant at, std::string words, std::int64_t results, ArticleId article,
            std::string language) {
          if (tried.size() >= most || !seen.insert({words, article.value}).second) return;
          TriedStep step;
          step.kind = kind;
          step.at = at;
          step.words = std::move(words);
          step.results = results;
          if (article) step.article_id = article;
          tried.push_back(std::move(step));
          languages.push_back(std::move(language));
        },
        org, std::get<0>(*contact), arrived - looked_back, arrived, steps_looked_at);
    for (std::size_t i = 0; i < tried.size(); ++i)
      if (tried[i].article_id) name_article(sql, org, *tried[i].article_id, languages[i], tried[i]);
    return tried;
  });
}

Result<void> Readers::forget(Instant now) {
  return database_
      .write<void>([=](database::Session& sql) -> Result<void> {
        const Instant before = now - hours(24 * reader_days);
        database::execute(sql, "delete from reader_step where at_us < :before", before);
        database::execute(sql, "delete from reader_contact where at_us < :before", before);
        database::execute(sql, "delete from reader_customer where at_us < :before", before);
        return {};
      })
      .get();
}

}  // namespace rapport::knowledge
