// The scenario's structs described for the contract: only who reads or writes scenario files includes this.
#pragma once

#include "flows/definition/described.h"
#include "switchboard/model/described.h"
#include "twin/scenario.h"

namespace rapport::twin {

BOOST_DESCRIBE_STRUCT(ScenarioSpan, (), (from_s, to_s))
BOOST_DESCRIBE_STRUCT(ScenarioNeed, (), (skill, level_min))
BOOST_DESCRIBE_STRUCT(ScenarioStep, (), (agent, team, skills, lasts_s))
BOOST_DESCRIBE_STRUCT(ScenarioBranch, (), (action, overflow_to))
BOOST_DESCRIBE_STRUCT(ScenarioRules, (),
                      (order, choice, weight, offer_timeout_s, auto_accept, wrap_up_limit_s,
                       disposition_required, waiting_max, when_full, when_closed, when_unstaffed,
                       wait_limit_s, steps, sticky_window_s, sticky_wait_s, transfer_head_start_min,
                       service_level_within_s, callback_mode, dials_max, retry_after_s, ring_limit_s))
BOOST_DESCRIBE_STRUCT(ScenarioShare, (), (gives, share))
BOOST_DESCRIBE_STRUCT(ScenarioOpen, (), (from_s, to_s))
BOOST_DESCRIBE_STRUCT(ScenarioFlowStep, (), (step, like, gives, takes, open))
BOOST_DESCRIBE_STRUCT(ScenarioFlow, (), (name, id, version, definition, program, steps))
BOOST_DESCRIBE_STRUCT(ScenarioId, (), (id, name))
BOOST_DESCRIBE_STRUCT(ScenarioIds, (), (queues, skills, teams, agents, flows))
BOOST_DESCRIBE_STRUCT(ScenarioValue, (), (attribute, value))
BOOST_DESCRIBE_STRUCT(ScenarioAnswer, (), (step, gives, after_s, values))
BOOST_DESCRIBE_STRUCT(ScenarioEntry, (), (flow, language, is_customer_known, values, answers))
BOOST_DESCRIBE_STRUCT(ScenarioTransfer, (), (queue, number, after_s))
BOOST_DESCRIBE_STRUCT(ScenarioContact, (),
                      (at_s, number, priority, steps, last_agent, last_contact_ended_s, talk_s, wrap_up_s,
                       talk_over_s, wrap_up_over_s, patience_s, patience_over_s, flow, transferred_from))
BOOST_DESCRIBE_STRUCT(ScenarioCallbackOffer, (), (after_s, share, reached, ring, from_s))
BOOST_DESCRIBE_STRUCT(ScenarioArrivals, (), (per_hour, per_interval, interval_s, at_s, contacts))
BOOST_DESCRIBE_STRUCT(ScenarioKind, (), (name, share, priority, steps, talk))
BOOST_DESCRIBE_STRUCT(ScenarioMessages, (), (customer_every, agent_every))
BOOST_DESCRIBE_STRUCT(ScenarioQueue, (),
                      (name, channel, rules, arrivals, talk, wrap_up, patience, priority, mix, messages, open,
                       flow, stretch, callback_offer, cost_per_contact, cost_per_abandon))
BOOST_DESCRIBE_STRUCT(ScenarioSkill, (), (skill, level))
BOOST_DESCRIBE_STRUCT(ScenarioChannel, (), (at_once_max, units, is_interruptible))
BOOST_DESCRIBE_STRUCT(ScenarioChannels, (), (voice, chat, message, email, task, voicemail))
BOOST_DESCRIBE_STRUCT(ScenarioCapacity, (), (units, channels))
BOOST_DESCRIBE_STRUCT(ScenarioShift, (), (from_s, to_s, breaks))
BOOST_DESCRIBE_STRUCT(ScenarioAssignment, (), (from_s, queues))
BOOST_DESCRIBE_STRUCT(ScenarioAgents, (),
                      (name, count, skills, teams, queues, assignments, capacity, shifts, answer_delay,
                       no_answer_share, back_after, pace, cost_per_hour))
BOOST_DESCRIBE_STRUCT(Scenario, (),
                      (name, seed, start, duration_s, warm_up_s, drain_s, interval_s, silent_after_s, skills,
                       queues, agents, flows, ids))

// Limits and defaults; defined in scenario.cpp.
contract::Notes contract_notes(contract::Tag<Constant>);
contract::Notes contract_notes(contract::Tag<Exponential>);
contract::Notes contract_notes(contract::Tag<Lognormal>);
contract::Notes contract_notes(contract::Tag<Gamma>);
contract::Notes contract_notes(contract::Tag<Erlang>);
contract::Notes contract_notes(contract::Tag<Weibull>);
contract::Notes contract_notes(contract::Tag<Empirical>);
contract::Notes contract_notes(contract::Tag<Survival>);
contract::Notes contract_notes(contract::Tag<ScenarioShare>);
contract::Notes contract_notes(contract::Tag<ScenarioOpen>);
contract::Notes contract_notes(contract::Tag<ScenarioFlowStep>);
contract::Notes contract_notes(contract::Tag<ScenarioFlow>);
contract::Notes contract_notes(contract::Tag<ScenarioId>);
contract::Notes contract_notes(contract::Tag<ScenarioIds>);
contract::Notes contract_notes(contract::Tag<ScenarioValue>);
contract::Notes contract_notes(contract::Tag<ScenarioAnswer>);
contract::Notes contract_notes(contract::Tag<ScenarioEntry>);
contract::Notes contract_notes(contract::Tag<ScenarioTransfer>);
contract::Notes contract_notes(contract::Tag<ScenarioContact>);
contract::Notes contract_notes(contract::Tag<ScenarioCallbackOffer>);
contract::Notes contract_notes(contract::Tag<ScenarioSpan>);
contract::Notes contract_notes(contract::Tag<ScenarioNeed>);
contract::Notes contract_notes(contract::Tag<ScenarioStep>);
contract::Notes contract_notes(contract::Tag<ScenarioBranch>);
contract::Notes contract_notes(contract::Tag<ScenarioRules>);
contract::Notes contract_notes(contract::Tag<ScenarioArrivals>);
contract::Notes contract_notes(contract::Tag<ScenarioKind>);
contract::Notes contract_notes(contract::Tag<ScenarioMessages>);
contract::Notes contract_notes(contract::Tag<ScenarioQueue>);
contract::Notes contract_notes(contract::Tag<ScenarioSkill>);
contract::Notes contract_notes(contract::Tag<ScenarioChannel>);
contract::Notes contract_notes(contract::Tag<ScenarioChannels>);
contract::Notes contract_notes(contract::Tag<ScenarioCapacity>);
contract::Notes contract_notes(contract::Tag<ScenarioShift>);
contract::Notes contract_notes(contract::Tag<ScenarioAssignment>);
contract::Notes contract_notes(contract::Tag<ScenarioAgents>);
contract::Notes contract_notes(contract::Tag<Scenario>);

}  // namespace rapport::twin
