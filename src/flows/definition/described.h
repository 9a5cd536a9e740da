// A flow's definition as JSON: the switchboard's structs described. The limits that need the whole flow are
// validate.h's.
#pragma once

#include "platform/contract/describe.h"
#include "switchboard/flow/definition.h"
#include "switchboard/flow/rehearsal.h"
#include "switchboard/flow/validate.h"
#include "switchboard/model/described.h"

namespace rapport::switchboard::flow {

BOOST_DESCRIBE_STRUCT(Attribute, (), (name, type, choices, initial, is_secret))
BOOST_DESCRIBE_STRUCT(Say, (), (text, prompt))
BOOST_DESCRIBE_STRUCT(MenuOption, (), (name, digit, label, also))
BOOST_DESCRIBE_STRUCT(Menu, (), (text, options, again, tries, timeout_s))
BOOST_DESCRIBE_ENUM(Collected, digits, text)
BOOST_DESCRIBE_STRUCT(Collect, (),
                      (text, attribute, input, length_min, length_max, pattern, again, tries, timeout_s))
BOOST_DESCRIBE_STRUCT(Assignment, (), (attribute, value))
BOOST_DESCRIBE_STRUCT(Set, (), (values))
BOOST_DESCRIBE_STRUCT(Case, (), (name, when))
BOOST_DESCRIBE_STRUCT(Branch, (), (cases))
BOOST_DESCRIBE_STRUCT(Hours, (), (hours_id))
BOOST_DESCRIBE_ENUM(LookUpBy, channel, phone, email)
BOOST_DESCRIBE_STRUCT(Lookup, (), (by, attribute, name_to))
BOOST_DESCRIBE_STRUCT(ResultMapping, (), (path, attribute))
BOOST_DESCRIBE_STRUCT(Webhook, (), (url, send, results, timeout_s, retries))
BOOST_DESCRIBE_STRUCT(Language, (), ())
BOOST_DESCRIBE_STRUCT(SkillAsked, (), (skill_id, level_min))
BOOST_DESCRIBE_STRUCT(Circle, (), (team_id, skills, lasts_s))
BOOST_DESCRIBE_STRUCT(Treatment, (), (music, says_position, says_wait, first_s, every_s, offer))
BOOST_DESCRIBE_STRUCT(Queue, (), (queue_id, priority, circles, treatment, wait_max_s))
BOOST_DESCRIBE_STRUCT(Callback, (), (queue_id, number))
BOOST_DESCRIBE_STRUCT(Voicemail, (), (text, queue_id, length_max_s))
BOOST_DESCRIBE_STRUCT(Transfer, (), (agent_id, flow_id, number))
BOOST_DESCRIBE_STRUCT(Share, (), (name, percent))
BOOST_DESCRIBE_STRUCT(Split, (), (shares))
BOOST_DESCRIBE_STRUCT(Tag, (), (tag))
BOOST_DESCRIBE_STRUCT(End, (), ())
BOOST_DESCRIBE_STRUCT(Record, (), (is_on))
BOOST_DESCRIBE_STRUCT(Place, (), (x, y))
BOOST_DESCRIBE_STRUCT(FlowStep, (), (id, does, exits, note, place))
BOOST_DESCRIBE_STRUCT(TestInput, (), (at, gives, values))
BOOST_DESCRIBE_STRUCT(FlowTest, (), (name, channel, language, is_customer_known, inputs, path))
BOOST_DESCRIBE_STRUCT(Flow, (),
                      (purpose, languages, channels, start, fallback_queue_id, attributes, steps, tests))
BOOST_DESCRIBE_STRUCT(Problem, (), (step, field, what))
BOOST_DESCRIBE_STRUCT(Said, (), (step, text))
BOOST_DESCRIBE_STRUCT(Rehearsed, (), (path, said, ended, failure))

contract::Notes contract_notes(contract::Tag<ValueType>);
contract::Notes contract_notes(contract::Tag<Attribute>);
contract::Notes contract_notes(contract::Tag<Say>);
contract::Notes contract_notes(contract::Tag<MenuOption>);
contract::Notes contract_notes(contract::Tag<Menu>);
contract::Notes contract_notes(contract::Tag<Collected>);
contract::Notes contract_notes(contract::Tag<Collect>);
contract::Notes contract_notes(contract::Tag<Assignment>);
contract::Notes contract_notes(contract::Tag<Set>);
contract::Notes contract_notes(contract::Tag<Case>);
contract::Notes contract_notes(contract::Tag<Branch>);
contract::Notes contract_notes(contract::Tag<Hours>);
contract::Notes contract_notes(contract::Tag<LookUpBy>);
contract::Notes contract_notes(contract::Tag<Lookup>);
contract::Notes contract_notes(contract::Tag<ResultMapping>);
contract::Notes contract_notes(contract::Tag<Webhook>);
contract::Notes contract_notes(contract::Tag<Language>);
contract::Notes contract_notes(contract::Tag<SkillAsked>);
contract::Notes contract_notes(contract::Tag<Circle>);
contract::Notes contract_notes(contract::Tag<Treatment>);
contract::Notes contract_notes(contract::Tag<Queue>);
contract::Notes contract_notes(contract::Tag<Callback>);
contract::Notes contract_notes(contract::Tag<Voicemail>);
contract::Notes contract_notes(contract::Tag<Transfer>);
contract::Notes contract_notes(contract::Tag<Share>);
contract::Notes contract_notes(contract::Tag<Split>);
contract::Notes contract_notes(contract::Tag<Tag>);
contract::Notes contract_notes(contract::Tag<End>);
contract::Notes contract_notes(contract::Tag<Record>);
contract::Notes contract_notes(contract::Tag<Place>);
contract::Notes contract_notes(contract::Tag<FlowStep>);
contract::Notes contract_notes(contract::Tag<TestInput>);
contract::Notes contract_notes(contract::Tag<FlowTest>);
contract::Notes contract_notes(contract::Tag<Flow>);
contract::Notes contract_notes(contract::Tag<Purpose>);
contract::Notes contract_notes(contract::Tag<Problem>);
contract::Notes contract_notes(contract::Tag<Said>);
contract::Notes contract_notes(contract::Tag<Rehearsed>);

}  // namespace rapport::switchboard::flow
