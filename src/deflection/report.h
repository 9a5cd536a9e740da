// Report: what became of attempts and contacts in a time, counted. Reads only; any thread that may block.
// What each number means is in docs/deflection.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "deflection/attempt.h"
#include "platform/database/database.h"
#include "switchboard/model/described.h"

namespace rapport::deflection {

// Of the attempts whose time after them is over.
struct Afterwards {
  std::int64_t attempts = 0;
  std::int64_t contacted = 0;                                            // about whatever
  std::int64_t about_it = 0;                                             // and what they said was about it
  std::int32_t per_mille = 0, low_per_mille = 0, high_per_mille = 1000;  // contacted of attempts
  std::int64_t recognised = 0;  // attempts of readers whom we knew by then
  std::int64_t recognised_contacted = 0;
};
BOOST_DESCRIBE_STRUCT(Afterwards, (),
                      (attempts, contacted, about_it, per_mille, low_per_mille, high_per_mille, recognised,
                       recognised_contacted))
contract::Notes contract_notes(contract::Tag<Afterwards>);

struct Measured {
  std::int64_t attempts = 0, readers = 0;
  Afterwards within_24_h, within_72_h, within_7_d;
};
BOOST_DESCRIBE_STRUCT(Measured, (), (attempts, readers, within_24_h, within_72_h, within_7_d))
contract::Notes contract_notes(contract::Tag<Measured>);

struct ArticleDeflection : Measured {
  knowledge::ArticleId article_id;
  std::vector<knowledge::ArticleTitle> titles;  // none: it is not there any more
  std::int64_t unread_answers = 0;              // contacts that it would have answered, unread
};
BOOST_DESCRIBE_STRUCT(ArticleDeflection, (Measured), (article_id, titles, unread_answers))
contract::Notes contract_notes(contract::Tag<ArticleDeflection>);

struct SearchDeflection : Measured {
  std::string words;
  std::int64_t without_result = 0;  // attempts
};
BOOST_DESCRIBE_STRUCT(SearchDeflection, (Measured), (words, without_result))

struct ContactCounts {
  std::int64_t contacts = 0;
  std::int64_t with_words = 0;   // of the others nobody can say what they were about
  std::int64_t with_answer = 0;  // an article says it
  std::int64_t unread = 0;       // and the customer had read none of those that do
};
BOOST_DESCRIBE_STRUCT(ContactCounts, (), (contacts, with_words, with_answer, unread))
contract::Notes contract_notes(contract::Tag<ContactCounts>);

struct DeflectionReport {
  Instant measured_until;
  Measured reading, searching;
  std::int64_t unconfirmed = 0;  // attempts of browsers that keep no cookies: machines, mostly; not counted
  std::int64_t within_contact = 0;  // made during a conversation with us; not counted
  ContactCounts contacts;
  std::vector<ArticleDeflection> articles;
};
BOOST_DESCRIBE_STRUCT(DeflectionReport, (),
                      (measured_until, reading, searching, unconfirmed, within_contact, contacts, articles))
contract::Notes contract_notes(contract::Tag<DeflectionReport>);

struct AnswerThere {
  knowledge::ArticleId article_id;
  std::vector<knowledge::ArticleTitle> titles;
  std::optional<Instant> read_at;  // absent: not in the seven days before
};
BOOST_DESCRIBE_STRUCT(AnswerThere, (), (article_id, titles, read_at))
contract::Notes contract_notes(contract::Tag<AnswerThere>);

struct AnsweredContact {
  std::optional<InteractionId> interaction_id;
  std::optional<CaseId> case_id;
  switchboard::Channel channel = switchboard::Channel::task;
  Instant at;
  std::vector<AnswerThere> answers;  // best first
};
BOOST_DESCRIBE_STRUCT(AnsweredContact, (), (interaction_id, case_id, channel, at, answers))
contract::Notes contract_notes(contract::Tag<AnsweredContact>);

// Where a page of contacts goes on.
struct ContactPlace {
  Instant at;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(ContactPlace, (), (at, id))

inline constexpr std::int64_t articles_reported_max = 200;

DeflectionReport report(database::Session& sql, OrgId org, Instant since);
// Most attempts first.
std::vector<SearchDeflection> searches(database::Session& sql, OrgId org, Instant since);
// Contacts whose answer existed, newest first.
std::vector<AnsweredContact> answered(database::Session& sql, OrgId org, Instant since, bool is_unread_only,
                                      const std::optional<ContactPlace>& after, std::int64_t most);

}  // namespace rapport::deflection
