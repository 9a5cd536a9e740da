// The outbox: every message the visitor writes is kept until the server has acknowledged it, and sent again
// with the same client id whenever there is doubt. The server answers a repeated id with the same message.

import type { ClientFrame, Message } from './protocol';
import { hasOpenConversation, limits, save, type Entry, type State, type Turn } from './state';
import { merge } from './transcript';

// Refusals that pass by themselves: the server is starting, stopping, overloaded or out of room.
const passing = /unavail|busy|overload|stopping|disk|memory|internal|again|^too_many(_requests)?$|rate_limit/;
// The conversation is over for the server, whatever this tab knows of it.
export const over = /^(conversation_ended|interaction_closed|no_conversation)$/;

const inOrder = (entries: Entry[]): Entry[] =>
  [...entries].sort((a, b) => a.created_at - b.created_at || (a.client_id < b.client_id ? -1 : 1));

export function add(turn: Turn, entry: Entry): void {
  const { state } = turn;
  if (state.outbox.some((e) => e.client_id === entry.client_id)) return;
  if (state.messages.some((m) => m.client_id === entry.client_id)) return;
  state.outbox = inOrder([...state.outbox, entry]);
}

function replace(state: State, clientId: string, change: (entry: Entry) => Entry): Entry | undefined {
  const changed = state.outbox.find((e) => e.client_id === clientId);
  if (!changed) return undefined;
  const next = change(changed);
  state.outbox = state.outbox.map((e) => (e === changed ? next : e));
  return next;
}

function take(turn: Turn, clientId: string): boolean {
  const { state, effects } = turn;
  if (state.in_flight === clientId) {
    state.in_flight = undefined;
    effects.push({ do: 'cancel', timer: 'ack' });
  }
  if (!state.outbox.some((e) => e.client_id === clientId)) return false;
  state.outbox = state.outbox.filter((e) => e.client_id !== clientId);
  state.holds = 0;
  effects.push({ do: 'drop', client_id: clientId });
  return true;
}

// The server has the message, whoever says so: an ack, an echo, a transcript, another tab.
export function settle(turn: Turn, messages: Message[]): void {
  for (const message of messages)
    if (message.client_id && take(turn, message.client_id)) entered(turn, message);
}

// A message of ours opened a conversation. Its own frame follows; until then nothing may try to open another.
function entered(turn: Turn, message: Message): void {
  const { state } = turn;
  const current = state.conversation;
  const isKnown = current && (current.state !== 'ended' || current.id === message.interaction_id);
  if (isKnown || !message.interaction_id) return;
  state.conversation = { id: message.interaction_id, state: 'queued', started_at: message.sent_at };
  state.is_starting_new = false;
  save(turn, { conversation_id: message.interaction_id });
}

export function acknowledge(turn: Turn, clientId: string, message: Message): void {
  const known = { ...message, client_id: clientId };
  const isNews = take(turn, clientId);
  turn.state.messages = merge(turn.state.messages, [known]);
  if (isNews) turn.effects.push({ do: 'tell_tabs', client_id: clientId, message: known });
  entered(turn, known);
}

export function refuse(turn: Turn, clientId: string, reason: string, detail: string): void {
  const { state, effects } = turn;
  if (state.in_flight === clientId) {
    state.in_flight = undefined;
    effects.push({ do: 'cancel', timer: 'ack' });
  }
  if (passing.test(reason)) {
    const ms = Math.min(limits.retryMsMax, limits.retryMs * 2 ** state.holds);
    state.holds += 1;
    state.held_until = turn.now + ms;
    effects.push({ do: 'arm', timer: 'retry', ms, is_jittered: true });
    return;
  }
  // A refused start has used up its id: the server made a conversation of it that is over already.
  const isIdSpent = state.is_start_in_flight && (reason === 'not_taken' || over.test(reason));
  fail(turn, clientId, { reason: over.test(reason) ? 'conversation_ended' : reason, detail, isIdSpent });
}

function fail(turn: Turn, clientId: string, failure: Entry['failure']): void {
  const entry = replace(turn.state, clientId, (e) => ({ ...e, failure }));
  if (entry) turn.effects.push({ do: 'keep', entry });
}

// Follows from the last one, so that two tabs trying again at the same moment still send one message.
function nextId(clientId: string): string {
  const [, base, count] = /^(.*)~(\d+)$/.exec(clientId) ?? [];
  return base === undefined ? `${clientId}~1` : `${base}~${Number(count) + 1}`;
}

// The visitor asks for another try; in a conversation that has ended since, it opens a new one.
export function retry(turn: Turn, clientId: string): void {
  const entry = replace(turn.state, clientId, ({ failure, conversation_id, ...rest }) => ({
    ...rest,
    client_id: failure?.isIdSpent ? nextId(clientId) : clientId,
    tab: turn.state.tab,
    conversation_id: hasOpenConversation(turn.state) ? conversation_id : undefined,
  }));
  if (!entry) return;
  if (entry.client_id !== clientId) turn.effects.push({ do: 'drop', client_id: clientId });
  turn.effects.push({ do: 'keep', entry });
}

export function discard(turn: Turn, clientId: string): void {
  if (turn.state.in_flight !== clientId) take(turn, clientId);
}

function frameOf(entry: Entry, isOpen: boolean): ClientFrame {
  const { client_id, text } = entry;
  const ids = entry.attachments.map((a) => a.id);
  const attachment_ids = ids.length > 0 ? ids : undefined;
  if (isOpen) return { type: 'send', client_id, text, attachment_ids };
  const { form = {}, page_url, language, reader } = entry;
  return { type: 'start', client_id, text, attachment_ids, form, page_url, language, reader };
}

// Sends the next one. One at a time: parallel workers of the server cannot change their order then.
export function flush(turn: Turn): void {
  const { state, effects, now } = turn;
  if (state.link !== 'live' || state.in_flight !== undefined || now < state.held_until) return;
  const ended = state.conversation?.state === 'ended' ? state.conversation.id : undefined;
  for (const entry of state.outbox)
    if (ended && entry.conversation_id === ended && !entry.failure)
      fail(turn, entry.client_id, { reason: 'conversation_ended', detail: '', isIdSpent: false });
  const waiting = state.outbox.filter((e) => !e.failure);
  const mine = (e: Entry): boolean => e.tab === state.tab || now - e.created_at >= limits.adoptAfterMs;
  const next = waiting.find(mine);
  if (waiting.some((e) => !mine(e))) effects.push({ do: 'arm', timer: 'adopt', ms: limits.adoptAfterMs });
  if (next) {
    state.in_flight = next.client_id;
    state.is_start_in_flight = !hasOpenConversation(state);
    effects.push({ do: 'send', frame: frameOf(next, !state.is_start_in_flight) });
    effects.push({ do: 'arm', timer: 'ack', ms: limits.ackMs });
  } else if (state.is_ending && hasOpenConversation(state)) {
    effects.push({ do: 'send', frame: { type: 'end' } });
  }
}
