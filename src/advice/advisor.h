// Advisor: reads what is known of a customer and of the conversation with them, has `decide` say what is
// next, and notes what came of it. Worker threads; no state of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advice/advice_store.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "org/changes.h"

namespace rapport::advice {

struct AdvisedAction {
  AdviceRuleId rule_id;
  AdviceKind kind = AdviceKind::care;
  std::string name, name_zh;
  std::string text, text_zh;
  std::optional<std::string> asks_field;  // of the profile
  std::vector<AdviceReason> reasons;
};
BOOST_DESCRIBE_STRUCT(AdvisedAction, (), (rule_id, kind, name, name_zh, text, text_zh, asks_field, reasons))

struct ConsideredRule {
  AdviceRuleId rule_id;
  AdviceKind kind = AdviceKind::care;
  std::string name, name_zh;
  Passed passed = Passed::later;
};
BOOST_DESCRIBE_STRUCT(ConsideredRule, (), (rule_id, kind, name, name_zh, passed))

struct NextAction {
  std::optional<AdvisedAction> action;
  bool is_upset = false;
  std::string upset_word;  // of theirs that says so
  std::vector<ConsideredRule> considered;
};
BOOST_DESCRIBE_STRUCT(NextAction, (), (action, is_upset, upset_word, considered))
contract::Notes contract_notes(contract::Tag<NextAction>);

struct SaidOutcome {
  AdviceRuleId rule_id;
  AdviceOutcome outcome = AdviceOutcome::done;
  std::optional<InteractionId> interaction_id;
};
BOOST_DESCRIBE_STRUCT(SaidOutcome, (), (rule_id, outcome, interaction_id))

class Advisor {
 public:
  struct Parts {  // borrowed
    org::Changes& changes;
    conversations::MessageStore& messages;
    conversations::RecordStore& records;
  };
  explicit Advisor(Parts parts) : parts_(parts) {}

  // `interaction`: with this customer, whose words there count for their mood; 0: none. not_found: no such
  // customer, or the interaction is not theirs.
  Result<NextAction> next(OrgId org, CustomerId customer, InteractionId interaction);
  // What is next after that. not_found: no such customer or rule.
  Result<NextAction> note(const org::By& by, CustomerId customer, const SaidOutcome& said);

  org::Changes& changes() { return parts_.changes; }

 private:
  struct Read;
  Result<std::string> word_of(OrgId org, InteractionId interaction);
  Result<switchboard::Channel> channel_of(OrgId org, CustomerId customer, InteractionId interaction);

  Parts parts_;
};

}  // namespace rapport::advice
