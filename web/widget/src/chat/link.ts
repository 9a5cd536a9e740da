// The connection: when there should be one, how it greets, and how it comes back.

import { lastId, hear, resumeAfter, setConversation, tellReceipts } from './transcript';
import { flush, settle } from './outbox';
import { compareIds, type ServerFrame } from './protocol';
import { limits, save, type Turn } from './state';

// Connects when there is something to talk about and nothing under way yet.
export function ensureLink(turn: Turn): void {
  const { state } = turn;
  if (state.link !== 'idle') return;
  const isWanted =
    state.is_open || state.saved.conversation_id !== undefined || state.outbox.some((e) => !e.failure);
  if (!isWanted) return;
  if (state.config?.is_identity_required && !state.identity_token && !state.saved.visitor_token) return;
  dial(turn);
}

function dial(turn: Turn): void {
  const { state, effects } = turn;
  const { visitor_token } = state.saved;
  effects.push({ do: 'cancel', timer: 'reconnect' });
  effects.push({ do: 'arm', timer: 'patience', ms: limits.patienceMs });
  if (!visitor_token || state.is_visitor_stale || (state.identity_token && !state.is_identity_presented)) {
    state.link = 'registering';
    effects.push({ do: 'register', visitor_token, identity_token: state.identity_token });
  } else {
    state.link = 'connecting';
    effects.push({ do: 'connect' });
  }
}

export function visitorReady(turn: Turn, token: string): void {
  const { state, effects } = turn;
  if (state.link !== 'registering') return;
  if (state.identity_token) {
    state.is_identity_presented = true;
    effects.push({ do: 'emit', name: 'identified' });
  }
  state.is_visitor_stale = false;
  save(turn, { visitor_token: token });
  state.link = 'connecting';
  effects.push({ do: 'connect' });
}

export function visitorRefused(turn: Turn, reason: string, detail: string): void {
  const { state, effects } = turn;
  if (state.link !== 'registering') return;
  if (state.saved.visitor_token && state.is_visitor_stale) {
    // The old token is worth nothing any more: begin as somebody new.
    save(turn, { visitor_token: undefined, conversation_id: undefined });
    state.is_visitor_stale = false;
    state.link = 'idle';
    dial(turn);
    return;
  }
  state.link = 'refused';
  state.refusal = { reason, detail };
  effects.push({ do: 'cancel', timer: 'patience' });
  effects.push({ do: 'emit', name: 'error', detail: { reason, detail } });
}

export function greet(turn: Turn): void {
  const { state, effects } = turn;
  if (state.link !== 'connecting') return;
  state.link = 'greeting';
  const visitor_token = state.saved.visitor_token ?? '';
  // Without a conversation the server tells of the open one or the last one; while a message waits that opens
  // one, that is what must be known.
  const isOpening = state.outbox.some((e) => !e.conversation_id && !e.failure);
  const conversation_id = isOpening ? undefined : state.saved.conversation_id;
  const after =
    conversation_id && state.conversation?.id === conversation_id ? resumeAfter(state) : undefined;
  state.asked_after = after;
  effects.push({ do: 'send', frame: { type: 'hello', visitor_token, conversation_id, after } });
}

export function welcome(turn: Turn, frame: ServerFrame & { type: 'welcome' }): void {
  const { state, effects } = turn;
  if (state.link !== 'greeting') return;
  const isFirst = state.messages.length === 0;
  const newestBefore = state.heard.at(-1) ?? '';
  const isResume = state.asked_after !== undefined;
  state.link = 'live';
  state.welcomed_at = turn.now;
  state.attempts = 0;
  state.refusal = undefined;
  state.visitor = frame.visitor;
  state.elsewhere = frame.elsewhere;
  state.is_choosing = false;
  state.delivered_told = state.read_told = undefined;
  hear(turn, frame.messages);
  settle(turn, frame.messages);
  if (frame.conversation) setConversation(turn, frame.conversation, !isFirst);
  else {
    state.conversation = undefined;
    save(turn, { conversation_id: undefined });
  }
  if (isFirst) state.has_earlier = frame.has_more;
  effects.push({ do: 'cancel', timer: 'patience' });
  effects.push({ do: 'arm', timer: 'ping', ms: limits.pingMs });
  effects.push({ do: 'arm', timer: 'refresh', ms: limits.refreshMs });
  if (frame.has_more && isResume && compareIds(lastId(frame.messages), newestBefore) > 0) {
    // More than one answer can carry: say hello again from where this one ended.
    effects.push({ do: 'disconnect' });
    broken(turn, 0);
    return;
  }
  tellReceipts(turn);
  flush(turn);
}

export const backoffMs = (attempts: number): number =>
  Math.min(limits.backoffMsMax, limits.backoffMs * 2 ** Math.min(attempts, 10));

// The socket is gone (or given up). Nothing is lost: what was in flight is sent again with its id.
export function broken(turn: Turn, ms?: number): void {
  const { state, effects } = turn;
  state.link = 'waiting';
  state.in_flight = undefined;
  state.is_agent_typing = false;
  state.is_asking_earlier = false;
  state.typing_told_at = 0;
  for (const timer of ['patience', 'ping', 'ack', 'retry', 'agent_typing', 'refresh'] as const)
    effects.push({ do: 'cancel', timer });
  effects.push({
    do: 'arm',
    timer: 'reconnect',
    ms: ms ?? backoffMs(state.attempts),
    is_jittered: ms === undefined,
  });
  if (ms === undefined) state.attempts += 1;
}

export function giveUp(turn: Turn): void {
  turn.effects.push({ do: 'disconnect' });
  broken(turn);
}

// Asks for the newest messages afresh: their attachments come with addresses that work.
export function refresh(turn: Turn): void {
  const { state, now } = turn;
  if (state.link !== 'live' || state.in_flight || !state.messages.some((m) => m.attachments?.length)) return;
  // A picture that does not load soon after they came has another reason.
  if (now - state.welcomed_at < limits.refreshMs / 2) return;
  state.heard = [];
  turn.effects.push({ do: 'disconnect' });
  broken(turn, 0);
}

export function redial(turn: Turn): void {
  if (turn.state.link === 'waiting') dial(turn);
}

export function hangUp(turn: Turn): void {
  const { state, effects } = turn;
  for (const timer of ['reconnect', 'patience', 'ping', 'ack', 'retry', 'agent_typing', 'refresh'] as const)
    effects.push({ do: 'cancel', timer });
  effects.push({ do: 'disconnect' });
  state.link = 'idle';
  state.in_flight = undefined;
  state.attempts = 0;
}
