#include "deflection/report.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "deflection/deflection_store.h"
#include "deflection/interval.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::deflection {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Afterwards>) {
  return {
      .doc = "Of attempts whose time afterwards is over; those whose time still runs are not in it.",
      .fields = {{.name = "contacted", .doc = "the same person contacted us, on any channel, about whatever"},
                 {.name = "about_it", .doc = "and what they said then was about it"},
                 {.name = "per_mille", .doc = "contacted of attempts"},
                 {.name = "low_per_mille", .doc = "95 % interval (Wilson)"},
                 {.name = "recognised", .doc = "attempts of readers whom we knew when they began"}}};
}
Notes contract_notes(Tag<Measured>) {
  return {.name = "MeasuredAttempts",
          .fields = {{.name = "attempts", .doc = "the same by the same reader within seven days counts once"},
                     {.name = "readers", .doc = "browsers"}}};
}
Notes contract_notes(Tag<ArticleDeflection>) {
  return {.fields = {{.name = "titles", .doc = "none: it is not there any more"},
                     {.name = "unread_answers",
                      .doc = "contacts that it would have answered, of people who had not read it"}}};
}
Notes contract_notes(Tag<ContactCounts>) {
  return {.doc = "Contacts of customers, whether or not they read anything before.",
          .fields = {{.name = "with_words", .doc = "of the others nobody can say what they were about"},
                     {.name = "with_answer", .doc = "a published article says what they asked"},
                     {.name = "unread", .doc = "and they had read none of those that do"}}};
}
Notes contract_notes(Tag<DeflectionReport>) {
  return {.fields = {{.name = "measured_until", .doc = "every contact until then is in it"},
                     {.name = "unconfirmed",
                      .doc = "attempts of browsers that keep no cookie, machines mostly; not counted"},
                     {.name = "within_contact",
                      .doc = "attempts during a conversation with us, which sent them there; not counted"}}};
}
Notes contract_notes(Tag<AnswerThere>) {
  return {.fields = {{.name = "read_at", .doc = "absent: not in the seven days before"}}};
}
Notes contract_notes(Tag<AnsweredContact>) {
  return {
      .doc = "A contact that asked what a published article says.",
      .fields = {{.name = "interaction_id", .doc = "or case_id"}, {.name = "answers", .doc = "best first"}}};
}

namespace {

using database::Session;

// Attempts, readers, attempts without a result; then five of each window. Parameters: measured (:until)
// first.
std::string measured_columns() {
  std::string columns =
      "count(*), count(distinct reader), cast(coalesce(sum(case when results = 0 then 1 else 0"
      " end), 0) as bigint)";
  for (const Duration window : windows) {
    const std::string over = fmt::format("begun_us + {} <= :until", window.us);
    const std::string contacted = fmt::format("{} and contacted_us <= begun_us + {}", over, window.us);
    for (const std::string& claim :
         {over, contacted, fmt::format("{} and about_us <= begun_us + {}", over, window.us),
          over + " and is_recognised = 1", contacted + " and is_recognised = 1"})
      columns += fmt::format(", cast(coalesce(sum(case when {} then 1 else 0 end), 0) as bigint)", claim);
  }
  return columns;
}

constexpr const char* counted =
    " from help_attempt where org = :org and begun_us >= :since and kind = :kind"
    " and is_confirmed = 1 and is_within_contact = 0";

using Numbers = std::array<std::int64_t, 18>;

Measured measured_of(const Numbers& numbers) {
  Measured measured;
  measured.attempts = numbers[0];
  measured.readers = numbers[1];
  std::size_t at = 3;
  for (Afterwards* window : {&measured.within_24_h, &measured.within_72_h, &measured.within_7_d}) {
    window->attempts = numbers[at];
    window->contacted = numbers[at + 1];
    window->about_it = numbers[at + 2];
    window->recognised = numbers[at + 3];
    window->recognised_contacted = numbers[at + 4];
    const Interval interval = wilson(window->contacted, window->attempts);
    window->per_mille = interval.share;
    window->low_per_mille = interval.low;
    window->high_per_mille = interval.high;
    at += 5;
  }
  return measured;
}

struct Group {
  std::string key;  // of a search its language and words
  knowledge::ArticleId article;
  Numbers numbers{};
};

// `keys` are two columns, a text and a number, that the rows are grouped by.
std::vector<Group> grouped(Session& sql, OrgId org, AttemptKind kind, Instant since, Instant until,
                           std::string_view keys, std::string_view group_by) {
  const std::string query = fmt::format("select {}, {}{}{}", measured_columns(), keys, counted, group_by);
  std::vector<Group> groups;
  using N = std::int64_t;
  database::each<N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, std::string, knowledge::ArticleId>(
      sql, query,
      [&groups](N a, N b, N c, N d, N e, N f, N g, N h, N i, N j, N k, N l, N m, N n, N o, N p, N q, N r,
                std::string key, knowledge::ArticleId article) {
        groups.push_back({std::move(key), article, {a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r}});
      },
      until, org, since, kind);
  return groups;
}

Measured overall(Session& sql, OrgId org, AttemptKind kind, Instant since, Instant until) {
  const auto one = grouped(sql, org, kind, since, until, "'', 0", "");
  return one.empty() ? Measured{} : measured_of(one.front().numbers);
}

std::vector<knowledge::ArticleTitle> titles_of_article(Session& sql, OrgId org, knowledge::ArticleId id) {
  const auto titles =
      database::first<std::string>(sql, "select titles from article where org = :org and id = :id", org, id);
  if (!titles) return {};
  return contract::decode<std::vector<knowledge::ArticleTitle>>(*titles).value_or(
      std::vector<knowledge::ArticleTitle>{});
}

std::int64_t count_of(Session& sql, std::string_view query, OrgId org, Instant since) {
  return database::first<std::int64_t>(sql, query, org, since).value_or(0);
}

}  // namespace

DeflectionReport report(Session& sql, OrgId org, Instant since) {
  DeflectionReport made;
  made.measured_until = DeflectionStore::progress(sql, org).measured;
  made.reading = overall(sql, org, AttemptKind::read, since, made.measured_until);
  made.searching = overall(sql, org, AttemptKind::search, since, made.measured_until);
  made.unconfirmed = count_of(sql,
                              "select count(*) from help_attempt where org = :org and begun_us >= :since"
                              " and is_confirmed = 0",
                              org, since);
  made.within_contact = count_of(sql,
                                 "select count(*) from help_attempt where org = :org and begun_us >= :since"
                                 " and is_confirmed = 1 and is_within_contact = 1",
                                 org, since);
  made.contacts.contacts =
      count_of(sql, "select count(*) from help_contact where org = :org and at_us >= :since", org, since);
  made.contacts.with_words = count_of(
      sql, "select count(*) from help_contact where org = :org and at_us >= :since and has_words = 1", org,
      since);
  const auto answered_ones = database::first<std::int64_t, std::int64_t>(
      sql,
      "select count(*), cast(coalesce(sum(case when reads = 0 then 1 else 0 end), 0) as bigint) from"
      " (select count(read_us) as reads from help_answer where org = :org and at_us >= :since"
      " group by kind, contact) as each_contact",
      org, since);
  if (answered_ones) {
    made.contacts.with_answer = std::get<0>(*answered_ones);
    made.contacts.unread = std::get<1>(*answered_ones);
  }
  for (const Group& group :
       grouped(sql, org, AttemptKind::read, since, made.measured_until, "'', article",
               fmt::format(" group by article order by 1 desc, article limit {}", articles_reported_max))) {
    ArticleDeflection article;
    static_cast<Measured&>(article) = measured_of(group.numbers);
    article.article_id = group.article;
    article.titles = titles_of_article(sql, org, group.article);
    article.unread_answers =
        database::first<std::int64_t>(sql,
                                      "select count(*) from help_answer where org = :org and at_us >= :since"
                                      " and article = :article and read_us is null",
                                      org, since, group.article)
            .value_or(0);
    made.articles.push_back(std::move(article));
  }
  return made;
}

std::vector<SearchDeflection> searches(Session& sql, OrgId org, Instant since) {
  std::vector<SearchDeflection> all;
  const Instant until = DeflectionStore::progress(sql, org).measured;
  for (const Group& group :
       grouped(sql, org, AttemptKind::search, since, until, "words, 0",
               fmt::format(" group by words order by 1 desc, words limit {}", articles_reported_max))) {
    SearchDeflection search;
    static_cast<Measured&>(search) = measured_of(group.numbers);
    search.words = group.key;
    search.without_result = group.numbers[2];
    all.push_back(std::move(search));
  }
  return all;
}

std::vector<AnsweredContact> answered(Session& sql, OrgId org, Instant since, bool is_unread_only,
                                      const std::optional<ContactPlace>& after, std::int64_t most) {
  const ContactPlace place = after.value_or(ContactPlace{{std::numeric_limits<std::int64_t>::max()}, 0});
  std::vector<AnsweredContact> all;
  std::vector<ContactKey> keys;
  database::each<ContactKind, std::int64_t, switchboard::Channel, Instant>(
      sql,
      "select c.kind, c.id, c.channel, c.at_us from help_contact c where c.org = :org and c.at_us >= :since"
      " and (c.at_us < :at or (c.at_us = :at and c.id < :id))"
      " and exists (select 1 from help_answer w where w.org = c.org and w.kind = c.kind and w.contact = c.id)"
      " and (:every = 1 or not exists (select 1 from help_answer w where w.org = c.org and w.kind = c.kind"
      " and w.contact = c.id and w.read_us is not null))"
      " order by c.at_us desc, c.id desc limit :most",
      [&](ContactKind kind, std::int64_t id, switchboard::Channel channel, Instant at) {
        AnsweredContact contact;
        if (kind == ContactKind::interaction)
          contact.interaction_id = InteractionId{id};
        else
          contact.case_id = CaseId{id};
        contact.channel = channel;
        contact.at = at;
        keys.push_back({kind, id});
        all.push_back(std::move(contact));
      },
      org, since, place.at, place.id, !is_unread_only, most);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const auto& [article, read] : database::all<knowledge::ArticleId, std::optional<Instant>>(
             sql,
             "select article, read_us from help_answer where org = :org and kind = :kind and contact = :id"
             " order by place",
             org, keys[i].kind, keys[i].id))
      all[i].answers.push_back({article, titles_of_article(sql, org, article), read});
  }
  return all;
}

}  // namespace rapport::deflection
