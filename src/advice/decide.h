// Decide: which action is next for a customer. Pure: rules, what is known, what was done before, and a moment
// go in; one action, or none, comes out, and of every rule why it was passed over. The order is fixed: care,
// collect, retain, offer. An offer never passes an upset customer, a late case or a missing consent, whatever
// a rule says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "customers/profile.h"
#include "platform/contract/describe.h"
#include "switchboard/model/rules.h"
#include "value/segment.h"

namespace rapport::advice {

using AdviceRuleId = Id<struct AdviceRuleTag>;

enum class AdviceKind : std::uint8_t { care, collect, retain, offer };
BOOST_DESCRIBE_ENUM(AdviceKind, care, collect, retain, offer)

// The action was carried out; the customer did not want it; it was not the moment.
enum class AdviceOutcome : std::uint8_t { done, declined, not_now };
BOOST_DESCRIBE_ENUM(AdviceOutcome, done, declined, not_now)

struct AdviceRuleFields {
  std::string name, name_zh;
  AdviceKind kind = AdviceKind::care;
  bool is_on = true;
  std::int32_t rank = 100;    // among its kind
  std::string condition;      // in the language of flows
  std::string text, text_zh;  // what to do, or to say; a `collect` without asks what the profile lacks
  std::int32_t times = 1;     // a customer is asked at most so often …
  std::int32_t days = 30;     // … in so many days; for so long after a "no", too
};
BOOST_DESCRIBE_STRUCT(AdviceRuleFields, (),
                      (name, name_zh, kind, is_on, rank, condition, text, text_zh, times, days))
contract::Notes contract_notes(contract::Tag<AdviceRuleFields>);
struct AdviceRule : AdviceRuleFields {
  AdviceRuleId id;
};
BOOST_DESCRIBE_STRUCT(AdviceRule, (AdviceRuleFields), (id))

struct AdviceSettings {
  std::int32_t times = 2;           // of everything but care, for one customer …
  std::int32_t days = 7;            // … in so many days
  std::int32_t not_now_hours = 24;  // a rule rests for so long after "not now"
};
BOOST_DESCRIBE_STRUCT(AdviceSettings, (), (times, days, not_now_hours))
contract::Notes contract_notes(contract::Tag<AdviceSettings>);

struct Situation {
  value::ValueFacts facts;
  value::Scores scores;
  value::Traits traits;
  switchboard::Channel channel = switchboard::Channel::chat;  // of the conversation
  std::int64_t open_cases = 0, breached_cases = 0;
  std::int64_t contacts_7d = 0;
  std::int64_t days_from_birthday = 366;  // before or after the nearest one; 366: not known
  std::optional<customers::AskNext> question;
  bool is_upset = false;
};

struct PastOutcome {
  AdviceRuleId rule;
  AdviceKind kind = AdviceKind::care;
  AdviceOutcome outcome = AdviceOutcome::done;
  Instant at;
};

// Why a rule is not the one.
enum class Passed : std::uint8_t {
  chosen,
  off,
  broken,          // its condition names what there is no longer
  upset,           // never an offer
  late_case,       // never an offer
  no_consent,      // never an offer
  condition,       // does not apply
  no_question,     // nothing is missing
  resting,         // not now, or declined
  quota,           // this action, this customer: often enough
  customer_quota,  // this customer: often enough
  later            // another comes first
};
BOOST_DESCRIBE_ENUM(Passed, chosen, off, broken, upset, late_case, no_consent, condition, no_question,
                    resting, quota, customer_quota, later)

struct Considered {
  AdviceRuleId rule;
  Passed passed = Passed::later;
};
struct Decision {
  std::optional<AdviceRule> action;
  std::vector<Considered> considered;  // in their order
};

// Those of segments, and: channel, open_cases, breached_cases, contacts_7d, days_from_birthday, is_upset,
// has_question.
value::Vocabulary vocabulary_of(const std::vector<customers::CustomField>& fields);

Decision decide(std::vector<AdviceRule> rules, const std::vector<customers::CustomField>& fields,
                const Situation& situation, const std::vector<PastOutcome>& past,
                const AdviceSettings& settings, Instant now);

// What the condition of a rule looked at, as it is: the reason that people are shown.
struct AdviceReason {
  std::string name, value;
};
BOOST_DESCRIBE_STRUCT(AdviceReason, (), (name, value))
std::vector<AdviceReason> reasons_of(const AdviceRule& rule,
                                     const std::vector<customers::CustomField>& fields,
                                     const Situation& situation, Instant now);

// "1980-12-31": days between this moment and the nearest anniversary; 366 when it is no date.
std::int64_t days_from_birthday(const std::string& birthday, Instant now);

// What an organisation begins with. Their ids are below all that are made.
inline constexpr std::int64_t default_rules_from = 1'001;
std::vector<AdviceRule> default_rules();

}  // namespace rapport::advice
