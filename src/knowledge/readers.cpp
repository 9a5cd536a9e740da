#include "knowledge/readers.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "knowledge/article_store.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "platform/text/text.h"

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
constexpr std::int64_t browsers_of_person_max = 50;    // the newest
constexpr std::int64_t readings_searched_max = 1'000;  // of one browser

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

// Browsers that were of this person only.
std::vector<std::string> readers_of(database::Session& sql, OrgId org, const std::vector<CustomerId>& rows) {
  std::set<std::string> readers;
  for (const CustomerId row : rows)
    for (std::string& reader : database::all<std::string>(
             sql,
             "select reader from reader_customer where org = :org and customer = :customer"
             " order by at_us desc limit :most",
             org, row, browsers_of_person_max))
      readers.insert(std::move(reader));
  std::vector<std::string> own;
  for (const std::string& reader : readers) {
    const auto known = database::all<CustomerId>(
        sql, "select customer from reader_customer where org = :org and reader = :reader", org, reader);
    if (std::all_of(known.begin(), known.end(), [&rows](CustomerId one) {
          return std::find(rows.begin(), rows.end(), one) != rows.end();
        }))
      own.push_back(reader);
  }
  return own;
}

// Each article's titles are read once.
class Titles {
 public:
  Titles(database::Session& sql, OrgId org) : sql_(sql), org_(org) {}

  std::string of(ArticleId article, const std::string& language) {
    auto found = known_.find(article);
    if (found == known_.end()) {
      auto named = ArticleStore::named(sql_, org_, article);
      found = known_.emplace(article, named ? std::move(named->titles) : std::vector<ArticleTitle>()).first;
    }
    for (const ArticleTitle& title : found->second)
      if (title.language == language) return title.title;
    return found->second.empty() ? std::string() : found->second.front().title;
  }

 private:
  database::Session& sql_;
  OrgId org_;
  std::map<ArticleId, std::vector<ArticleTitle>> known_;
};

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

std::vector<PersonReading> Readers::read_by(database::Session& sql, OrgId org,
                                            const std::vector<CustomerId>& rows,
                                            const PersonReadingMark& behind, const std::string& words,
                                            std::int64_t most) {
  constexpr std::int64_t end = std::numeric_limits<std::int64_t>::max();
  const Instant at = behind.id != 0 ? behind.at : Instant{end};
  const std::int64_t id = behind.id != 0 ? behind.id : end;
  const std::string sought = text::folded(words);
  Titles titles(sql, org);
  std::vector<PersonReading> found;
  for (const std::string& reader : readers_of(sql, org, rows)) {
    const std::size_t first = found.size();
    database::each<std::int64_t, Instant, ArticleId, std::string>(
        sql,
        "select id, at_us, article, language from reader_step where org = :org and reader = :reader"
        " and kind = :read and (at_us < :at or (at_us = :at and id < :id)) order by at_us desc, id desc"
        " limit :most",
        [&found](std::int64_t step, Instant when, ArticleId article, std::string language) {
          found.push_back({step, when, article, "", std::move(language)});
        },
        org, reader, ReaderStepKind::read, at, id, words.empty() ? most : readings_searched_max);
    if (words.empty()) continue;
    found.erase(std::remove_if(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
                               [&](const PersonReading& one) {
                                 return text::folded(titles.of(one.article, one.language)).find(sought) ==
                                        std::string::npos;
                               }),
                found.end());
  }
  std::sort(found.begin(), found.end(), [](const PersonReading& a, const PersonReading& b) {
    return a.at != b.at ? b.at < a.at : b.id < a.id;
  });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  for (PersonReading& one : found)
    one.title = titles.of(one.article, one.language);
  return found;
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
