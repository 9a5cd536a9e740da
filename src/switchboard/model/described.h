// The switchboard's words described (Boost.Describe), so that journals, scenario files and the API can carry
// them. Only those who encode or decode include this; the core itself never does. A member missing here would
// be lost from the journal: tests/switchboard/described_test.cpp holds every struct to its full list.
#pragma once

#include <boost/describe.hpp>

#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/model/image.h"
#include "switchboard/model/rules.h"
#include "switchboard/model/state.h"
#include "switchboard/model/why.h"

namespace rapport::switchboard::flow {

BOOST_DESCRIBE_ENUM(ValueType, boolean, integer, choice, text)
BOOST_DESCRIBE_ENUM(Op, number, attribute, saying, fact, words, negate, opposite, add, subtract, multiply,
                    divide, remainder, equal, unequal, less, less_equal, greater, greater_equal, one_of,
                    skip_false, skip_true, smallest, largest, join, length, lower, upper, trim, digits,
                    contains, starts_with, ends_with, to_number, to_text)
BOOST_DESCRIBE_STRUCT(Instruction, (), (op, value))
BOOST_DESCRIBE_STRUCT(Code, (), (instructions, texts))
BOOST_DESCRIBE_ENUM(Purpose, entrance, assist)
BOOST_DESCRIBE_ENUM(StepKind, say, menu, collect, set, branch, hours, lookup, webhook, language, queue,
                    callback, voicemail, transfer, split, tag, end, record)
BOOST_DESCRIBE_STRUCT(Put, (), (target, code))
BOOST_DESCRIBE_STRUCT(ProgramAttribute, (), (type, choices, initial))
BOOST_DESCRIBE_STRUCT(Run, (), (flow, version, step, turn, tries, language, is_customer_known, values))
BOOST_DESCRIBE_STRUCT(Value64, (), (attribute, value))
BOOST_DESCRIBE_ENUM(Broken, nothing, too_many_steps, expression, nowhere, bad_answer)

}  // namespace rapport::switchboard::flow

namespace rapport::switchboard {

// rules.h
BOOST_DESCRIBE_ENUM(Channel, voice, chat, message, email, task, voicemail)
BOOST_DESCRIBE_STRUCT(SkillNeed, (), (skill, level_min))
BOOST_DESCRIBE_STRUCT(Step, (), (agent, team, skills, lasts))
namespace flow {
BOOST_DESCRIBE_STRUCT(ProgramStep, (),
                      (kind, exits, is_asked, is_secret, has_offer, lasts, tries, attribute, puts, cases,
                       percents, queue, circles, first, every, wait_max, agent, flow))
BOOST_DESCRIBE_STRUCT(Program, (), (languages, channels, start, fallback, attributes, steps, purpose))
}  // namespace flow
BOOST_DESCRIBE_ENUM(OrderRule, blended, strict_priority)
BOOST_DESCRIBE_ENUM(AgentChoice, longest_idle, most_skilled, least_occupied, round_robin)
BOOST_DESCRIBE_ENUM(BranchAction, wait, refuse, overflow)
BOOST_DESCRIBE_STRUCT(Branch, (), (action, overflow_to))
BOOST_DESCRIBE_ENUM(CallbackMode, agent_first, customer_first)
BOOST_DESCRIBE_STRUCT(CallbackRules, (),
                      (mode, dials_max, retry_after, ring_limit, only_while_open, after_line_lost))
BOOST_DESCRIBE_STRUCT(QueueRules, (),
                      (is_open, order, choice, weight, offer_timeout, auto_accept, wrap_up_limit,
                       disposition_required, dispositions, waiting_max, when_full, when_closed,
                       when_unstaffed, wait_limit, steps, sticky_window, sticky_wait, transfer_head_start_min,
                       service_level_within, callback))
BOOST_DESCRIBE_STRUCT(AgentSkill, (), (skill, level))
BOOST_DESCRIBE_STRUCT(ChannelCapacity, (), (at_once_max, units, is_interruptible))
BOOST_DESCRIBE_STRUCT(AgentProfile, (), (skills, teams, queues, units, channels))
BOOST_DESCRIBE_STRUCT(Settings, (), (silent_after, disconnect_grace, why_agents_max))

// event.h
BOOST_DESCRIBE_STRUCT(SettingsChanged, (), (settings))
BOOST_DESCRIBE_STRUCT(QueueConfigured, (), (queue, rules))
BOOST_DESCRIBE_STRUCT(QueueRemoved, (), (queue))
BOOST_DESCRIBE_STRUCT(AgentConfigured, (), (agent, profile))
BOOST_DESCRIBE_STRUCT(AgentRemoved, (), (agent))
BOOST_DESCRIBE_STRUCT(QueueOpened, (), (queue))
BOOST_DESCRIBE_STRUCT(QueueClosed, (), (queue))
BOOST_DESCRIBE_STRUCT(DayStarted, (), ())
BOOST_DESCRIBE_STRUCT(AgentConnected, (), (agent))
BOOST_DESCRIBE_STRUCT(AgentDisconnected, (), (agent))
BOOST_DESCRIBE_STRUCT(PresenceRequested, (), (agent, presence, reason, after_current, by))
BOOST_DESCRIBE_STRUCT(FlowConfigured, (), (flow, version, program))
BOOST_DESCRIBE_STRUCT(FlowRetired, (), (flow, version))
BOOST_DESCRIBE_STRUCT(FlowStart, (), (flow, version, language, is_customer_known, values))
BOOST_DESCRIBE_STRUCT(CallbackStart, (), (due, by, agent))
BOOST_DESCRIBE_STRUCT(InteractionArrived, (),
                      (interaction, channel, queue, customer, priority, steps, last_agent, last_contact_ended,
                       previous, flow, callback))
BOOST_DESCRIBE_ENUM(Author, customer, agent, note, system)
BOOST_DESCRIBE_STRUCT(MessagePosted, (), (interaction, message, author, agent))
BOOST_DESCRIBE_STRUCT(CustomerLeft, (), (interaction))
BOOST_DESCRIBE_STRUCT(PriorityChanged, (), (interaction, priority, by))
BOOST_DESCRIBE_STRUCT(OfferAccepted, (), (interaction, agent, offer))
BOOST_DESCRIBE_STRUCT(OfferDeclined, (), (interaction, agent, offer, reason))
BOOST_DESCRIBE_STRUCT(ConversationEnded, (), (interaction, by))
BOOST_DESCRIBE_STRUCT(WrapUpCompleted, (), (interaction, agent, disposition))
BOOST_DESCRIBE_STRUCT(TransferredToQueue, (), (interaction, by, queue, note))
BOOST_DESCRIBE_STRUCT(TransferredToAgent, (), (interaction, by, to, note))
BOOST_DESCRIBE_STRUCT(ConsultStarted, (), (interaction, agent, to, note))
BOOST_DESCRIBE_STRUCT(ConsultEnded, (), (interaction, by))
BOOST_DESCRIBE_STRUCT(ConsultCompleted, (), (interaction, agent))
BOOST_DESCRIBE_STRUCT(TimerFired, (), (timer))
BOOST_DESCRIBE_ENUM(FlowInputKind, chosen, collected, not_understood, finished, offer_taken)
BOOST_DESCRIBE_STRUCT(FlowInput, (), (interaction, turn, what, option, value))
BOOST_DESCRIBE_STRUCT(VoicemailLeft, (), (interaction, message))
BOOST_DESCRIBE_STRUCT(FlowAnswered, (), (interaction, turn, exit, values, customer, voicemail, callback_due))
BOOST_DESCRIBE_STRUCT(CallbackBooked, (), (interaction, due, by))
BOOST_DESCRIBE_STRUCT(CallbackRescheduled, (), (interaction, due, by))
BOOST_DESCRIBE_STRUCT(CallbackCancelled, (), (interaction, by))
BOOST_DESCRIBE_ENUM(DialResult, none, answered, busy, no_answer, failed, machine, stopped)
BOOST_DESCRIBE_STRUCT(DialEnded, (), (interaction, dial, result))
BOOST_DESCRIBE_STRUCT(LineLost, (), (interaction))
BOOST_DESCRIBE_STRUCT(CallParked, (), (interaction, agent, is_parked))
BOOST_DESCRIBE_STRUCT(AssistStarted, (), (interaction, agent, flow))
BOOST_DESCRIBE_STRUCT(AssistEnded, (), (interaction, by))
BOOST_DESCRIBE_STRUCT(PlaceMoved, (), (interaction, to, by, undo_for))
BOOST_DESCRIBE_STRUCT(PlaceReturned, (), (interaction, by))

// state.h
BOOST_DESCRIBE_ENUM(Presence, offline, available, away, not_responding)
BOOST_DESCRIBE_ENUM(InteractionState, queued, offered, active, wrap_up, closed, arrived, scheduled, dialling,
                    set_aside)
BOOST_DESCRIBE_ENUM(Outcome, none, completed, abandoned, expired, refused, served, callback_failed, cancelled,
                    merged)
BOOST_DESCRIBE_ENUM(LegEnd, open, completed, transferred, abandoned, expired, refused, consult_ended, put_off,
                    not_reached, cancelled, moved)
BOOST_DESCRIBE_ENUM(CallbackStage, booked, waiting, reached)
BOOST_DESCRIBE_STRUCT(Callback, (),
                      (stage, queue, due, place, promised_from, promised_until, dial, dials, last, by, agent))
BOOST_DESCRIBE_STRUCT(Aside, (), (to, place, until, own_since, given_since, own_priority, given_priority))
BOOST_DESCRIBE_ENUM(LegKind, primary, consult)
BOOST_DESCRIBE_STRUCT(Leg, (),
                      (number, kind, queue, agent, queued_at, accepted_at, ended_at, wrapped_at, offers,
                       no_answers, declines, end, disposition))
BOOST_DESCRIBE_STRUCT(WaitEstimate, (), (position, low, high, is_known))
BOOST_DESCRIBE_STRUCT(InteractionView, (),
                      (interaction, channel, state, customer, queue, agent, priority, step, arrived_at,
                       queued_at, is_silent, offer, offer_expires_at, is_offer_unasked, wrap_up_ends_at,
                       initial, previous, consulted, is_consult_offered, steps, passed_over, legs, run,
                       callback, assist_began_at, aside, holds))
BOOST_DESCRIBE_STRUCT(AgentView, (),
                      (agent, presence, reason, presence_since, is_connected, next_presence, next_reason,
                       idle_since, assigned_at, units_used, units, open, counted, interactions))
BOOST_DESCRIBE_STRUCT(QueueFigures, (),
                      (arrived, answered, answered_within, abandoned, abandoned_within, expired, refused,
                       transferred_out, waited_total, handled_total, handled))
BOOST_DESCRIBE_STRUCT(QueueView, (),
                      (queue, is_open, waiting, offered, active, oldest_queued_at, new_arrival, members,
                       signed_in, available, today, scheduled, dialling))

// why.h
BOOST_DESCRIBE_ENUM(Trigger, interaction_waiting, agent_free, step_widened, transfer, consult)
BOOST_DESCRIBE_ENUM(Exclusion, none, offline, away, not_responding, passed_over, channel_full, capacity_full,
                    wrong_agent, wrong_team, lacks_skill)
BOOST_DESCRIBE_STRUCT(WhyAgent, (), (agent, exclusion, missing_skill, score, idle_since))
BOOST_DESCRIBE_STRUCT(WhyRival, (), (interaction, queue, score))
BOOST_DESCRIBE_STRUCT(Why, (),
                      (trigger, queue, chosen, step, steps, waited, score, agents, counts, unseen, rivals,
                       more_skill, sooner))

// effect.h
BOOST_DESCRIBE_STRUCT(ArmTimer, (), (timer, due))
BOOST_DESCRIBE_STRUCT(CancelTimer, (), (timer))
BOOST_DESCRIBE_ENUM(Change, arrived, queued, step_widened, offered, accepted, declined, no_answer,
                    offer_withdrawn, message, customer_silent, customer_resumed, transferred,
                    priority_changed, consult_offered, consult_accepted, consult_ended, consult_completed,
                    ended, wrap_up_completed, wrap_up_timed_out, abandoned, expired, refused, closed,
                    flow_resumed, callback_booked, callback_waiting, callback_scheduled, dialling,
                    not_reached, callback_cancelled, callback_merged, line_lost, parked, unparked,
                    assist_started, assist_ended, set_aside, brought_back, place_taken, place_given_back)
BOOST_DESCRIBE_STRUCT(InteractionChanged, (),
                      (interaction, change, state, channel, customer, queue, agent, by, reason, message,
                       author, other))
BOOST_DESCRIBE_STRUCT(OfferMade, (),
                      (offer, interaction, agent, queue, expires_at, is_auto_accepted, is_unasked, is_consult,
                       why, dial))
BOOST_DESCRIBE_ENUM(OfferEnd, accepted, declined, no_answer, withdrawn)
BOOST_DESCRIBE_STRUCT(OfferClosed, (), (offer, interaction, agent, end))
BOOST_DESCRIBE_STRUCT(AgentChanged, (), (agent, presence, reason, since, next_presence, by))
BOOST_DESCRIBE_STRUCT(InteractionClosed, (),
                      (interaction, channel, customer, outcome, arrived_at, closed_at, initial, previous,
                       disposition, legs, dials, merged_into))
BOOST_DESCRIBE_STRUCT(DialStarted, (), (interaction, customer, queue, agent, dial, ends_at))
BOOST_DESCRIBE_STRUCT(DialStopped, (), (interaction, dial))
BOOST_DESCRIBE_STRUCT(FlowStepEntered, (),
                      (interaction, channel, flow, version, step, turn, tries, expires_at))
BOOST_DESCRIBE_STRUCT(FlowTreatment, (), (interaction, channel, flow, version, step, turn, wait, has_offer))
BOOST_DESCRIBE_ENUM(FlowEnd, ended, handed_over, moved, taken_over, left, turned_away, broken, returned,
                    taken_back)
BOOST_DESCRIBE_STRUCT(AssistOutcome, (), (agent, began_at, values, tags))
BOOST_DESCRIBE_STRUCT(FlowEnded, (), (interaction, flow, version, step, end, broken, assist))
BOOST_DESCRIBE_ENUM(Refusal, unknown_queue, unknown_agent, unknown_interaction, unknown_timer, already_exists,
                    not_your_interaction, no_such_offer, offer_expired, not_active, not_in_wrap_up,
                    disposition_required, unknown_disposition, agent_not_available, no_consult, consult_open,
                    queue_in_use, bad_value, same_target, queue_closed, queue_full, queue_unstaffed,
                    unknown_flow, flow_exists, flow_moved, no_callback, callback_exists, dial_over,
                    not_in_queue, customer_in_flow, wrong_purpose, no_place, place_moved)
BOOST_DESCRIBE_STRUCT(Effects, (), (refusal, list))

// image.h
BOOST_DESCRIBE_ENUM(TimerKind, offer, consult_offer, step, wait_limit, passed_over, silence, wrap_up,
                    disconnect, flow, callback, aside)
BOOST_DESCRIBE_STRUCT(TimerImage, (), (timer, kind, interaction, agent, due))
BOOST_DESCRIBE_STRUCT(WaitLearnt, (), (gap, last_departure, observed, ratios))
BOOST_DESCRIBE_STRUCT(QueueImage, (), (queue, rules, today, learnt))
BOOST_DESCRIBE_STRUCT(AgentImage, (),
                      (agent, profile, presence, reason, presence_since, is_connected, next_presence,
                       next_reason, next_by, idle_since, assigned_at, interactions))
BOOST_DESCRIBE_STRUCT(PassedOver, (), (agent, until))
BOOST_DESCRIBE_STRUCT(AssistRun, (), (began_at, tags))
BOOST_DESCRIBE_STRUCT(FlowRun, (),
                      (run, last_agent, last_contact_ended, waiting_since, tells_at, leaves_at, queue_step,
                       assist))
BOOST_DESCRIBE_STRUCT(FlowImage, (), (flow, version, is_retired, program))
BOOST_DESCRIBE_STRUCT(InteractionImage, (),
                      (interaction, channel, state, customer, queue, agent, priority, step, first_agent,
                       first_lasts, steps, arrived_at, queued_at, entered_at, predicted, heard_at, is_silent,
                       is_limit_passed, offer, offer_expires_at, wrap_up_ends_at, initial, previous,
                       consulted, consult_offer, consult_expires_at, passed_over, legs, run, callback,
                       flow_turns, aside, holds))
BOOST_DESCRIBE_STRUCT(Image, (),
                      (version, settings, queues, agents, interactions, timers, next_timer, next_offer,
                       flows))

}  // namespace rapport::switchboard
