#include "deflection/deflection_store.h"

#include <algorithm>
#include <set>

#include "platform/database/statement.h"
#include "switchboard/model/event.h"

namespace rapport::deflection {
namespace {

using database::Session;

constexpr std::size_t contact_words_max = 600;  // bytes: what the search looks at
constexpr std::int64_t first_words_max = 3;     // messages of the customer

constexpr const char* deflection_tables =
    "create table help_attempt (org bigint not null, id bigint not null, reader text not null, kind integer "
    "not"
    " null, article bigint not null, words text not null, language text not null, results bigint not null,"
    " begun_us bigint not null, times integer not null, is_confirmed integer not null,"
    " is_recognised integer not null, is_within_contact integer not null, contacts bigint not null,"
    " contacted_us bigint, about_us bigint, primary key (org, id));"
    "create index help_attempt_by_reader on help_attempt (org, reader, kind, article, begun_us);"
    "create index help_attempt_by_time on help_attempt (org, begun_us);"
    "create table help_contact (org bigint not null, kind integer not null, id bigint not null,"
    " customer bigint not null, channel integer not null, at_us bigint not null, has_words integer not null,"
    " primary key (org, kind, id));"
    "create index help_contact_by_customer on help_contact (org, customer, at_us);"
    "create index help_contact_by_time on help_contact (org, at_us, id);"
    "create table help_answer (org bigint not null, kind integer not null, contact bigint not null,"
    " article bigint not null, place integer not null, at_us bigint not null, read_us bigint,"
    " primary key (org, kind, contact, article));"
    "create index help_answer_by_time on help_answer (org, at_us);"
    "create table help_progress (org bigint primary key, steps_us bigint not null, interaction bigint not "
    "null,"
    " case_id bigint not null, measured_us bigint not null)";

// The person's rows of a reader's or a contact's row: what follows begins at the few, so it says in which
// order (SQLite keeps no statistics).
#define ATTEMPT_TO_CONTACT                                                                            \
  " from help_attempt a cross join reader_customer r cross join customer me cross join customer also" \
  " cross join help_contact c"
#define SAME_PERSON                                                                      \
  " and r.org = a.org and r.reader = a.reader and me.org = a.org and me.id = r.customer" \
  " and also.org = a.org and also.person = me.person and c.org = a.org and c.customer = also.id"

void append(std::string& words, const std::string& more) {
  if (more.empty() || words.size() >= contact_words_max) return;
  if (!words.empty()) words += '\n';
  words += more;
}

}  // namespace

std::vector<database::Migration> deflection_migrations() {
  return {{0, "deflection", deflection_tables, ""}};
}

Progress DeflectionStore::progress(Session& sql, OrgId org) {
  const auto row = database::first<Instant, std::int64_t, std::int64_t, Instant>(
      sql, "select steps_us, interaction, case_id, measured_us from help_progress where org = :org", org);
  if (!row) return {};
  return {std::get<0>(*row), std::get<1>(*row), std::get<2>(*row), std::get<3>(*row)};
}

void DeflectionStore::set_progress(Session& sql, OrgId org, const Progress& progress) {
  database::execute(
      sql,
      "insert into help_progress (org, steps_us, interaction, case_id, measured_us) values (:org,"
      " :steps, :interaction, :case_id, :measured) on conflict (org) do update set"
      " steps_us = excluded.steps_us, interaction = excluded.interaction,"
      " case_id = excluded.case_id, measured_us = excluded.measured_us",
      org, progress.steps, progress.interaction, progress.case_id, progress.measured);
}

std::vector<Step> DeflectionStore::steps(Session& sql, OrgId org, Instant after, Instant until,
                                         std::int64_t most) {
  std::vector<Step> all;
  database::each<Instant, std::string, AttemptKind, knowledge::ArticleId, std::string, std::string,
                 std::int64_t>(
      sql,
      "select at_us, reader, kind, article, words, language, results from reader_step where org = :org"
      " and at_us > :after and at_us <= :until order by at_us, id limit :most",
      [&all](Instant at, std::string reader, AttemptKind kind, knowledge::ArticleId article,
             std::string words, std::string language, std::int64_t results) {
        all.push_back({at, std::move(reader), kind, article, std::move(words), std::move(language), results});
      },
      org, after, until, most);
  return all;
}

void DeflectionStore::take(Session& sql, OrgId org, const Step& step, live::IdSource& ids) {
  // A search by its words, an article by itself: in whatever language it was read.
  const std::string words = step.kind == AttemptKind::search ? step.words : std::string();
  const knowledge::ArticleId article = step.kind == AttemptKind::read ? step.article : knowledge::ArticleId{};
  const auto going_on = database::first<AttemptId>(
      sql,
      "select id from help_attempt where org = :org and reader = :reader and kind = :kind"
      " and article = :article and words = :words and begun_us > :since order by begun_us desc limit 1",
      org, step.reader, step.kind, article, words, step.at - attempt_lasts);
  if (going_on) {
    database::execute(sql, "update help_attempt set times = times + 1 where org = :org and id = :id", org,
                      *going_on);
    return;
  }
  const bool is_recognised =
      database::first<CustomerId>(sql,
                                  "select customer from reader_customer where org = :org and reader = :reader"
                                  " and at_us <= :at limit 1",
                                  org, step.reader, step.at)
          .has_value();
  database::execute(
      sql,
      "insert into help_attempt (org, id, reader, kind, article, words, language, results, begun_us, times,"
      " is_confirmed, is_recognised, is_within_contact, contacts) values (:org, :id, :reader, :kind, "
      ":article,"
      " :words, :language, :results, :begun, 1, 0, :recognised, 0, 0)",
      org, ids.next<AttemptId>(), step.reader, step.kind, article, words, step.language, step.results,
      step.at, is_recognised);
}

DeflectionStore::Batch DeflectionStore::interactions(Session& sql, OrgId org, std::int64_t after,
                                                     Instant from, Instant until, std::int64_t most) {
  Batch batch;
  batch.last = after;
  std::int64_t rows = 0;
  bool is_over = false;
  database::each<std::int64_t, switchboard::Channel, CustomerId, Instant>(
      sql,
      "select id, channel, customer, arrived_us from interaction where org = :org and id > :after"
      " order by id limit :most",
      [&](std::int64_t id, switchboard::Channel channel, CustomerId customer, Instant at) {
        is_over = is_over || at > until;
        if (is_over) return;
        ++rows;
        batch.last = id;
        // Work on a case is ours, not theirs.
        if (channel == switchboard::Channel::task || !customer || at < from) return;
        batch.contacts.push_back({{ContactKind::interaction, id}, customer, channel, at, "", {}});
      },
      org, after, most);
  batch.is_full = rows == most;
  for (NewContact& contact : batch.contacts)
    contact.words = words_of(sql, org, contact.key);
  return batch;
}

// Opened with words of the customer, and not from a conversation that is counted already.
DeflectionStore::Batch DeflectionStore::cases(Session& sql, OrgId org, std::int64_t after, Instant from,
                                              Instant until, std::int64_t most) {
  Batch batch;
  batch.last = after;
  std::int64_t rows = 0;
  bool is_over = false;
  database::each<std::int64_t, CustomerId, Instant, std::int64_t>(
      sql,
      "select c.id, c.customer, c.created_us, (select count(*) from case_event e where e.org = c.org"
      " and e.case_id = c.id and e.by_customer = 1 and e.at_us <= c.created_us + 60000000)"
      " - 1000 * (select count(*) from case_link l join interaction i on i.org = l.org and i.id = "
      "l.interaction"
      " where l.org = c.org and l.case_id = c.id and l.is_work = 0 and i.channel <> :task)"
      " from case_record c where c.org = :org and c.id > :after order by c.id limit :most",
      [&](std::int64_t id, CustomerId customer, Instant at, std::int64_t says) {
        is_over = is_over || at > until;
        if (is_over) return;
        ++rows;
        batch.last = id;
        if (says <= 0 || !customer || at < from) return;
        batch.contacts.push_back(
            {{ContactKind::case_, id}, customer, switchboard::Channel::task, at, "", {}});
      },
      switchboard::Channel::task, org, after, most);
  batch.is_full = rows == most;
  for (NewContact& contact : batch.contacts)
    contact.words = words_of(sql, org, contact.key);
  return batch;
}

std::string DeflectionStore::words_of(Session& sql, OrgId org, const ContactKey& contact) {
  std::string words;
  const auto take = [&words](std::string more) { append(words, more); };
  if (contact.kind == ContactKind::interaction) {
    database::each<std::string>(sql, "select subject from entrance where org = :org and interaction = :id",
                                take, org, contact.id);
    database::each<std::string>(
        sql,
        "select body from message where org = :org and interaction = :id and author = :customer order by id"
        " limit :most",
        take, org, contact.id, switchboard::Author::customer, first_words_max);
    if (words.empty())  // of a call: what was opened for it
      database::each<std::string>(
          sql,
          "select c.subject from case_link l join case_record c on c.org = l.org and"
          " c.id = l.case_id where l.org = :org and l.interaction = :id order by c.id",
          take, org, contact.id);
  } else {
    database::each<std::string>(sql, "select subject from case_record where org = :org and id = :id", take,
                                org, contact.id);
    database::each<std::string>(
        sql,
        "select text from case_event where org = :org and case_id = :id and by_customer = 1 and text <> ''"
        " order by id limit :most",
        take, org, contact.id, first_words_max);
  }
  return words;
}

void DeflectionStore::add(Session& sql, OrgId org, const NewContact& contact) {
  database::execute(
      sql,
      "insert into help_contact (org, kind, id, customer, channel, at_us, has_words) values (:org,"
      " :kind, :id, :customer, :channel, :at, :has) on conflict (org, kind, id) do nothing",
      org, contact.key.kind, contact.key.id, contact.customer, contact.channel, contact.at,
      !contact.words.empty());
  for (std::size_t i = 0; i < contact.answers.size(); ++i) {
    // What was published only afterwards could not have helped.
    const auto first = database::first<std::optional<Instant>>(
        sql, "select min(published_us) from article_version where org = :org and article = :article", org,
        contact.answers[i]);
    if (!first || !*first || **first > contact.at) continue;
    database::execute(
        sql,
        "insert into help_answer (org, kind, contact, article, place, at_us) values (:org, :kind,"
        " :contact, :article, :place, :at) on conflict (org, kind, contact, article) do nothing",
        org, contact.key.kind, contact.key.id, contact.answers[i], i, contact.at);
  }
}

void DeflectionStore::confirm(Session& sql, OrgId org, Instant open) {
  database::execute(
      sql,
      "update help_attempt set is_confirmed = 1 where org = :org and begun_us > :open and is_confirmed = 0"
      " and exists (select 1 from reader_step s where s.org = help_attempt.org"
      " and s.reader = help_attempt.reader and s.is_fresh = 0)",
      org, open);
}

std::vector<OpenAttempt> DeflectionStore::followed(Session& sql, OrgId org, Instant open) {
  std::map<AttemptId, OpenAttempt> all;
  const auto known = [&all](AttemptId id, AttemptKind kind, knowledge::ArticleId article, std::string words,
                            Instant begun, std::int64_t contacts, std::optional<Instant> contacted,
                            std::optional<Instant> about) -> OpenAttempt& {
    return all
        .try_emplace(id,
                     OpenAttempt{id, kind, article, std::move(words), begun, contacts, contacted, about, {}})
        .first->second;
  };
  database::each<AttemptId, AttemptKind, knowledge::ArticleId, std::string, Instant, std::int64_t,
                 std::optional<Instant>, std::optional<Instant>>(
      sql,
      "select id, kind, article, words, begun_us, contacts, contacted_us, about_us from help_attempt"
      " where org = :org and begun_us > :open and contacts > 0",
      [&known](AttemptId id, AttemptKind kind, knowledge::ArticleId article, std::string words, Instant begun,
               std::int64_t contacts, std::optional<Instant> contacted, std::optional<Instant> about) {
        known(id, kind, article, std::move(words), begun, contacts, contacted, about);
      },
      org, open);
  database::each<AttemptId, AttemptKind, knowledge::ArticleId, std::string, Instant, ContactKind,
                 std::int64_t, Instant>(
      sql,
      "select distinct a.id, a.kind, a.article, a.words, a.begun_us, c.kind, c.id, c.at_us" ATTEMPT_TO_CONTACT
      " where a.org = :org and a.begun_us > :open" SAME_PERSON
      " and c.at_us > a.begun_us and c.at_us <= a.begun_us + :lasts"
      " order by a.id, c.at_us, c.kind, c.id",
      [&known](AttemptId id, AttemptKind kind, knowledge::ArticleId article, std::string words, Instant begun,
               ContactKind contact_kind, std::int64_t contact, Instant at) {
        known(id, kind, article, std::move(words), begun, 0, {}, {})
            .found.emplace_back(at, ContactKey{contact_kind, contact});
      },
      org, open, windows[2]);
  std::vector<OpenAttempt> listed;
  for (auto& [id, attempt] : all)
    listed.push_back(std::move(attempt));
  return listed;
}

std::vector<AttemptId> DeflectionStore::within_contacts(Session& sql, OrgId org, Instant open) {
  return database::all<AttemptId>(
      sql,
      "select distinct a.id" ATTEMPT_TO_CONTACT
      " cross join interaction i where a.org = :org and a.begun_us > :open" SAME_PERSON
      " and a.is_within_contact = 0 and c.kind = 0 and c.at_us <= a.begun_us and i.org = c.org"
      " and i.id = c.id and i.arrived_us <= a.begun_us and (i.closed_us is null or i.closed_us > a.begun_us)",
      org, open);
}

bool DeflectionStore::has_answer(Session& sql, OrgId org, const ContactKey& contact,
                                 knowledge::ArticleId article) {
  return database::first<std::int64_t>(sql,
                                       "select place from help_answer where org = :org and kind = :kind"
                                       " and contact = :contact and article = :article",
                                       org, contact.kind, contact.id, article)
      .has_value();
}

void DeflectionStore::set_followed(Session& sql, OrgId org, const OpenAttempt& attempt) {
  database::execute(
      sql,
      "update help_attempt set contacts = :contacts, contacted_us = :contacted, about_us = :about"
      " where org = :org and id = :id",
      attempt.found.size(), attempt.contacted_at, attempt.about_at, org, attempt.id);
}

void DeflectionStore::set_within_contact(Session& sql, OrgId org, AttemptId attempt) {
  database::execute(sql, "update help_attempt set is_within_contact = 1 where org = :org and id = :id", org,
                    attempt);
}

std::vector<DeflectionStore::ReadAnswer> DeflectionStore::read_answers(Session& sql, OrgId org,
                                                                       Instant open) {
  std::map<std::pair<ContactKey, knowledge::ArticleId>, ReadAnswer> all;
  database::each<ContactKind, std::int64_t, knowledge::ArticleId, Instant>(
      sql,
      "select kind, contact, article, read_us from help_answer where org = :org and at_us > :open"
      " and read_us is not null",
      [&all](ContactKind kind, std::int64_t contact, knowledge::ArticleId article, Instant read) {
        const ContactKey key{kind, contact};
        all[{key, article}] = {key, article, read, {}};
      },
      org, open);
  database::each<ContactKind, std::int64_t, knowledge::ArticleId, Instant>(
      sql,
      "select w.kind, w.contact, w.article, max(a.begun_us) from help_answer w"
      " cross join help_contact c cross join customer me cross join customer also cross join reader_customer "
      "r"
      " cross join help_attempt a where w.org = :org and w.at_us > :open and c.org = w.org"
      " and c.kind = w.kind and c.id = w.contact and me.org = w.org and me.id = c.customer"
      " and also.org = w.org and also.person = me.person and r.org = w.org and r.customer = also.id"
      " and a.org = w.org and a.reader = r.reader and a.kind = 1 and a.article = w.article"
      " and a.begun_us < w.at_us and a.begun_us >= w.at_us - :lasts group by w.kind, w.contact, w.article",
      [&all](ContactKind kind, std::int64_t contact, knowledge::ArticleId article, Instant read) {
        const ContactKey key{kind, contact};
        ReadAnswer& answer = all[{key, article}];
        answer.contact = key;
        answer.article = article;
        answer.is = read;
      },
      org, open, windows[2]);
  std::vector<ReadAnswer> changed;
  for (const auto& [key, answer] : all)
    if (answer.was != answer.is) changed.push_back(answer);
  return changed;
}

void DeflectionStore::set_read(Session& sql, OrgId org, const ReadAnswer& answer) {
  database::execute(sql,
                    "update help_answer set read_us = :read where org = :org and kind = :kind"
                    " and contact = :contact and article = :article",
                    answer.is, org, answer.contact.kind, answer.contact.id, answer.article);
}

void DeflectionStore::forget(Session& sql, OrgId org, Instant before) {
  database::execute(sql, "delete from help_attempt where org = :org and begun_us < :before", org, before);
  database::execute(sql, "delete from help_answer where org = :org and at_us < :before", org, before);
  database::execute(sql, "delete from help_contact where org = :org and at_us < :before", org, before);
}

}  // namespace rapport::deflection
