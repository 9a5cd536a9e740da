#include "advice/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace rapport::advice {
namespace {

using switchboard::flow::Instruction;
using switchboard::flow::Name;
using switchboard::flow::Op;
using switchboard::flow::ValueType;

std::vector<Name> situation_names() {
  return {{"channel", ValueType::choice, {"voice", "chat", "message", "email", "task", "voicemail"}},
          {"open_cases", ValueType::integer, {}},
          {"breached_cases", ValueType::integer, {}},
          {"contacts_7d", ValueType::integer, {}},
          {"days_from_birthday", ValueType::integer, {}},
          {"is_upset", ValueType::boolean, {}},
          {"has_question", ValueType::boolean, {}}};
}

value::Answers answers_to(const value::Vocabulary& vocabulary, const Situation& situation, Instant now) {
  return value::answers_of(vocabulary, situation.facts, situation.scores, situation.traits, now,
                           {static_cast<std::int64_t>(situation.channel), situation.open_cases,
                            situation.breached_cases, situation.contacts_7d, situation.days_from_birthday,
                            situation.is_upset ? 1 : 0, situation.question ? 1 : 0});
}

bool may_advertise(const Situation& situation) {
  const std::set<std::string>& channels = situation.traits.marketing_channels;
  const std::array<const char*, switchboard::channel_count> names{
      {"voice", "chat", "message", "email", "task", "voicemail"}};
  return channels.count("any") > 0 || channels.count(names[static_cast<std::size_t>(situation.channel)]) > 0;
}

bool counts(const PastOutcome& past) {
  return past.outcome != AdviceOutcome::not_now;
}

Passed by_history(const AdviceRule& rule, const std::vector<PastOutcome>& past,
                  const AdviceSettings& settings, Instant now) {
  std::int64_t own = 0, all = 0;
  for (const PastOutcome& one : past) {
    const Duration ago = now - one.at;
    const bool is_own = one.rule == rule.id;
    if (is_own && one.outcome == AdviceOutcome::not_now && ago < hours(settings.not_now_hours))
      return Passed::resting;
    const bool is_recent = ago < hours(24) * rule.days;
    if (is_own && one.outcome == AdviceOutcome::declined && is_recent) return Passed::resting;
    if (is_own && counts(one) && is_recent) ++own;
    if (counts(one) && one.kind != AdviceKind::care && ago < hours(24) * settings.days) ++all;
  }
  if (own >= rule.times) return Passed::quota;
  if (rule.kind != AdviceKind::care && all >= settings.times) return Passed::customer_quota;
  return Passed::chosen;
}

// What no rule can switch off.
Passed never(const AdviceRule& rule, const Situation& situation) {
  if (rule.kind != AdviceKind::offer) return Passed::chosen;
  if (situation.is_upset) return Passed::upset;
  if (situation.breached_cases > 0) return Passed::late_case;
  if (!may_advertise(situation)) return Passed::no_consent;
  return Passed::chosen;
}

struct Weighing {
  const value::Vocabulary& vocabulary;
  const value::Answers& answers;
  const Situation& situation;
  const std::vector<PastOutcome>& past;
  const AdviceSettings& settings;
  Instant now;

  Passed weigh(const AdviceRule& rule) const {
    if (!rule.is_on) return Passed::off;
    const auto code = value::compiled(rule.condition, vocabulary);
    if (!code) return Passed::broken;
    if (const Passed barred = never(rule, situation); barred != Passed::chosen) return barred;
    if (!value::holds(*code, answers)) return Passed::condition;
    if (rule.kind == AdviceKind::collect && rule.text.empty() && !situation.question)
      return Passed::no_question;
    return by_history(rule, past, settings, now);
  }
};

// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::int64_t day_number(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

}  // namespace

value::Vocabulary vocabulary_of(const std::vector<customers::CustomField>& fields) {
  return value::vocabulary_of(fields, situation_names());
}

Decision decide(std::vector<AdviceRule> rules, const std::vector<customers::CustomField>& fields,
                const Situation& situation, const std::vector<PastOutcome>& past,
                const AdviceSettings& settings, Instant now) {
  std::sort(rules.begin(), rules.end(), [](const AdviceRule& x, const AdviceRule& y) {
    if (x.kind != y.kind) return x.kind < y.kind;
    return x.rank != y.rank ? x.rank < y.rank : x.id < y.id;
  });
  const value::Vocabulary vocabulary = vocabulary_of(fields);
  const value::Answers answers = answers_to(vocabulary, situation, now);
  const Weighing weighing{vocabulary, answers, situation, past, settings, now};
  Decision made;
  for (AdviceRule& rule : rules) {
    Passed passed = weighing.weigh(rule);
    if (passed == Passed::chosen && made.action) passed = Passed::later;
    made.considered.push_back({rule.id, passed});
    if (passed == Passed::chosen) made.action = std::move(rule);
  }
  return made;
}

std::vector<AdviceReason> reasons_of(const AdviceRule& rule,
                                     const std::vector<customers::CustomField>& fields,
                                     const Situation& situation, Instant now) {
  std::vector<AdviceReason> reasons;
  const value::Vocabulary vocabulary = vocabulary_of(fields);
  const auto code = value::compiled(rule.condition, vocabulary);
  if (!code) return reasons;
  const value::Answers answers = answers_to(vocabulary, situation, now);
  std::set<std::size_t> told;
  for (const Instruction& one : code->instructions) {
    if (one.op != Op::attribute && one.op != Op::saying) continue;
    const auto at = static_cast<std::size_t>(one.value);
    if (at >= vocabulary.names.size() || !told.insert(at).second) continue;
    const Name& name = vocabulary.names[at];
    const std::int64_t number = answers.numbers[at];
    std::string value = std::to_string(number);
    if (name.type == ValueType::text) value = answers.words[at];
    if (name.type == ValueType::boolean) value = number != 0 ? "true" : "false";
    if (name.type == ValueType::choice) value = name.choices[static_cast<std::size_t>(number)];
    reasons.push_back({name.name, std::move(value)});
  }
  return reasons;
}

std::int64_t days_from_birthday(const std::string& birthday, Instant now) {
  constexpr std::int64_t unknown = 366;
  if (!customers::is_date(birthday)) return unknown;
  const std::int64_t month = std::strtoll(birthday.substr(5, 2).c_str(), nullptr, 10);
  const std::int64_t day = std::strtoll(birthday.substr(8, 2).c_str(), nullptr, 10);
  const std::int64_t today = now.us / hours(24).us;
  const std::int64_t year = 1970 + today * 400 / 146'097;
  std::int64_t nearest = unknown;
  // The 29th of February is the 1st of March in other years.
  for (std::int64_t each = year - 1; each <= year + 1; ++each)
    nearest = std::min(nearest, std::abs(day_number(each, month, day) - today));
  return nearest;
}

std::vector<AdviceRule> default_rules() {
  std::vector<AdviceRule> rules;
  const auto add = [&rules](AdviceKind kind, const char* name, const char* name_zh, const char* condition,
                            const char* text, const char* text_zh, std::int32_t days) {
    AdviceRule rule;
    rule.id = {default_rules_from + static_cast<std::int64_t>(rules.size())};
    rule.kind = kind;
    rule.rank = static_cast<std::int32_t>(rules.size() + 1) * 10;
    rule.name = name;
    rule.name_zh = name_zh;
    rule.condition = condition;
    rule.text = text;
    rule.text_zh = text_zh;
    rule.days = days;
    rules.push_back(std::move(rule));
  };
  using enum AdviceKind;
  add(care, "A case of theirs is late", "客户有工单已超时", "breached_cases > 0",
      "Say sorry for the wait, say what happens next, and by when.",
      "为等待致歉，说明下一步怎么做、何时完成。", 1);
  add(care, "They are upset", "客户情绪不佳", "is_upset",
      "Listen first. Say their problem in your own words before you offer a way out.",
      "先倾听，用自己的话复述客户的问题，再给出解决办法。", 1);
  add(care, "They keep coming back", "客户近期反复联系", "contacts_7d >= 3",
      "Make it yours: promise to see it through, and open a case if there is none.",
      "主动负责到底；如果还没有工单，请新建一个。", 7);
  add(care, "It is their birthday", "客户生日", "days_from_birthday <= 3", "Wish them a happy birthday.",
      "祝客户生日快乐。", 180);
  add(collect, "Something is missing in the profile", "资料尚不完整", "has_question and not is_upset", "", "",
      7);
  add(retain, "They may be leaving", "客户可能流失", "churn_percent >= 50 and monetary >= 3",
      "They used to buy and have stopped. Ask what was missing.",
      "客户很久没有购买了，问问有什么不满意的地方。", 30);
  add(offer, "Ready for more", "可以推荐产品", "stage in ('active', 'loyal')",
      "Tell them what goes well with what they have.", "介绍与其已购产品搭配的新品。", 30);
  return rules;
}

contract::Notes contract_notes(contract::Tag<AdviceRuleFields>) {
  return {.doc = "An action that agents are advised to take, and when.",
          .fields = {
              {.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
              {.name = "name_zh", .max_length = 100, .format = contract::Format::line, .has_default = true},
              {.name = "kind", .doc = "they come in this order"},
              {.name = "is_on", .has_default = true},
              {.name = "rank",
               .doc = "among its kind, lowest first",
               .min = 0,
               .max = 1'000,
               .has_default = true},
              {.name = "condition",
               .doc = "in the language of flows, by the names of segments and: channel, open_cases, "
                      "breached_cases, contacts_7d, days_from_birthday, is_upset, has_question",
               .min_length = 1,
               .max_length = 1'000},
              {.name = "text",
               .doc = "what to do or to say; a `collect` without one asks what the profile lacks",
               .max_length = 500,
               .has_default = true},
              {.name = "text_zh", .max_length = 500, .has_default = true},
              {.name = "times",
               .doc = "a customer is asked at most so often",
               .min = 1,
               .max = 100,
               .has_default = true},
              {.name = "days",
               .doc = "in so many days; so long after a \"no\", too",
               .min = 1,
               .max = 3'650,
               .has_default = true}}};
}

contract::Notes contract_notes(contract::Tag<AdviceSettings>) {
  return {
      .fields = {{.name = "times", .doc = "of everything but care, for one customer", .min = 0, .max = 100},
                 {.name = "days", .doc = "in so many days", .min = 1, .max = 3'650},
                 {.name = "not_now_hours",
                  .doc = "a rule rests for so long after \"not now\"",
                  .min = 0,
                  .max = 8'760}}};
}

}  // namespace rapport::advice
