#include "program/thread_sources.h"

#include <algorithm>
#include <limits>

#include "base/utf8.h"
#include "cases/case_store.h"
#include "channels/email/mail_store.h"
#include "community/post_store.h"
#include "knowledge/readers.h"

namespace rapport::program {
namespace {

constexpr std::size_t words_bytes_max = 400;

std::string beginning(const std::string& text) {
  return std::string(utf8_front(text, words_bytes_max));
}

desk::ThreadOrigin origin_of(const cases::CaseStore::Opened& one) {
  const auto has = [&one](const char* tag) {
    return std::find(one.tags.begin(), one.tags.end(), tag) != one.tags.end();
  };
  if (!one.is_by_customer) return desk::ThreadOrigin::staff;
  if (has(cases::tag_of_forms)) return desk::ThreadOrigin::form;
  return has(cases::tag_of_community) ? desk::ThreadOrigin::community : desk::ThreadOrigin::customer;
}

std::vector<desk::ThreadCase> cases_of(database::Session& sql, const desk::ThreadAsked& asked,
                                       CaseId before) {
  std::vector<desk::ThreadCase> made;
  for (cases::CaseStore::Opened& one :
       cases::CaseStore::opened_by(sql, asked.org, asked.rows, before, asked.words, asked.most))
    made.push_back({one.id, cases::case_number(one.number), std::move(one.subject),
                    cases::name_of(one.status), one.created_at, origin_of(one), beginning(one.first_words)});
  return made;
}

std::vector<desk::ThreadReading> readings_of(database::Session& sql, const desk::ThreadAsked& asked,
                                             const desk::ThreadMark& behind) {
  std::vector<desk::ThreadReading> made;
  for (knowledge::PersonReading& one : knowledge::Readers::read_by(
           sql, asked.org, asked.rows, {behind.at, behind.id}, asked.words, asked.most))
    made.push_back(
        {desk::ReaderStepId{one.id}, one.at, one.article, std::move(one.title), std::move(one.language)});
  return made;
}

std::vector<desk::ThreadPost> posts_of(database::Session& sql, const desk::ThreadAsked& asked,
                                       const desk::ThreadMark& behind) {
  std::vector<desk::ThreadPost> made;
  for (community::Post& one : community::PostStore::written_by(
           sql, asked.org, asked.rows, {behind.at, PostId{behind.id}}, asked.words, asked.most))
    made.push_back({one.id, one.question ? one.question : one.id, one.at, std::move(one.title),
                    beginning(one.body), one.state == community::PostState::shown});
  return made;
}

std::vector<desk::ThreadMail> mails_of(database::Session& sql, const desk::ThreadAsked& asked,
                                       const desk::ThreadMark& behind) {
  const Instant at = behind.id ? behind.at : Instant{std::numeric_limits<std::int64_t>::max()};
  std::vector<desk::ThreadMail> made;
  for (email::Mail& one :
       email::mails::begun_with(sql, asked.org, asked.rows, at, {behind.id}, asked.words, asked.most)) {
    desk::ThreadMail mail{{one.id.value},
                          one.at,
                          std::move(one.subject),
                          {},
                          boost::describe::enum_to_string(one.state, "unknown"),
                          {}};
    if (one.agent) mail.agent_id = one.agent;
    for (const email::MailAddress& to : one.facts.to)
      mail.to.push_back(to.address);
    made.push_back(std::move(mail));
  }
  return made;
}

}  // namespace

desk::ThreadSources thread_sources() {
  return {cases_of, readings_of, posts_of, mails_of};
}

}  // namespace rapport::program
