// step: the whole chat as a pure function. What happened goes in, what is to be done comes out.

import {
  backoffMs,
  broken,
  ensureLink,
  giveUp,
  greet,
  hangUp,
  redial,
  refresh,
  visitorReady,
  visitorRefused,
  welcome,
} from './link';
import { acknowledge, add, discard, flush, over, refuse, retry, settle } from './outbox';
import type { ServerFrame } from './protocol';
import {
  hasOpenConversation,
  initialState,
  limits,
  save,
  type Effect,
  type Entry,
  type Saved,
  type Event,
  type State,
  type Timer,
  type Turn,
} from './state';
import {
  askEarlier,
  hear,
  mark,
  setConversation,
  takeEarlier,
  tellReceipts,
  unreadCount,
} from './transcript';

export function step(before: State, event: Event, now: number): [State, Effect[]] {
  const turn: Turn = { state: { ...before }, now, effects: [] };
  handle(turn, event);
  ensureLink(turn);
  const unread = unreadCount(turn.state);
  if (unread !== unreadCount(before)) turn.effects.push({ do: 'emit', name: 'unread', detail: unread });
  return [turn.state, turn.effects];
}

function handle(turn: Turn, event: Event): void {
  const { state, effects, now } = turn;
  switch (event.type) {
    case 'boot':
      return boot(turn, event);
    case 'config_loaded':
      return configLoaded(turn, event.config);
    case 'config_failed':
      state.config_failures += 1;
      if (event.isPassing)
        effects.push({
          do: 'arm',
          timer: 'config',
          ms: backoffMs(state.config_failures + 2),
          is_jittered: true,
        });
      return;
    case 'panel':
      return panel(turn, event.is_open);
    case 'page':
      state.is_visible = event.is_visible;
      if (event.is_visible) awake(turn);
      return tellReceipts(turn);
    case 'network_back':
      if (state.config_failures > 0) effects.push({ do: 'load_config' });
      return awake(turn);
    case 'network_gone':
      if (state.link !== 'live') return;
      effects.push({ do: 'send', frame: { type: 'ping' } });
      effects.push({ do: 'arm', timer: 'patience', ms: limits.goneMs });
      return;
    case 'identify':
      return identify(turn, event.token, event.subject);
    case 'visitor_ready':
      return visitorReady(turn, event.visitor_token);
    case 'visitor_refused':
      return visitorRefused(turn, event.reason, event.detail);
    case 'visitor_unreachable':
      if (state.link === 'registering') broken(turn);
      return;
    case 'socket_open':
      return greet(turn);
    case 'socket_closed':
      if (state.link === 'connecting' || state.link === 'greeting' || state.link === 'live') broken(turn);
      return;
    case 'frame':
      return frame(turn, event.frame);
    case 'timer':
      return timer(turn, event.timer);
    case 'write':
      return write(turn, event);
    case 'retry':
      retry(turn, event.client_id);
      return flush(turn);
    case 'discard':
      return discard(turn, event.client_id);
    case 'typing':
      return typing(turn, event.is_typing);
    case 'scrolled_to_top':
      return askEarlier(turn);
    case 'end':
      if (!hasOpenConversation(state)) return;
      state.is_ending = true;
      return flush(turn);
    case 'choose':
      if (!state.elsewhere || state.link !== 'live') return;
      state.is_choosing = true;
      effects.push({
        do: 'send',
        frame: { type: 'choose', elsewhere_id: state.elsewhere.id, choice: event.choice },
      });
      return;
    case 'start_new':
      state.is_starting_new = true;
      if (now - state.config_at > limits.configFreshMs) effects.push({ do: 'load_config' });
      return;
    case 'links_expired':
      return refresh(turn);
    case 'sound':
      return save(turn, { is_sound_on: event.is_on || undefined });
    case 'other_tab_wrote':
      add(turn, event.entry);
      return flush(turn);
    case 'other_tab_dropped':
      // Acknowledged or discarded there; the message itself comes over this tab's own socket.
      state.outbox = state.outbox.filter(
        (e) => e.client_id !== event.client_id || e.client_id === state.in_flight,
      );
      return;
    case 'other_tab_acked':
      return acknowledge(turn, event.client_id, event.message);
    case 'other_tab_saved':
      return otherTabSaved(turn, event.saved);
  }
}

// Back from the background or from no network: a connection may have died without a word. Ask at once.
function awake(turn: Turn): void {
  redial(turn);
  if (turn.state.link === 'live') timer(turn, 'ping');
}

function boot(turn: Turn, event: Event & { type: 'boot' }): void {
  const { state, effects } = turn;
  state.saved = event.saved;
  state.identity_token = event.identity_token;
  for (const entry of event.entries) add(turn, entry);
  const { identity_subject } = event.saved;
  // Somebody else signed in on this browser, or a signed-in customer signed out: not their conversation.
  if (identity_subject && identity_subject !== event.identity_subject) forget(turn);
  save(turn, { identity_subject: event.identity_subject });
  effects.push({ do: 'load_config' });
}

function forget(turn: Turn): void {
  for (const entry of turn.state.outbox) turn.effects.push({ do: 'drop', client_id: entry.client_id });
  const { tab, config, config_at, is_open, is_visible, saved } = turn.state;
  turn.state = Object.assign(turn.state, initialState(tab), {
    config,
    config_at,
    is_open,
    is_visible,
    saved,
  });
  for (const key of [
    'identity_token',
    'visitor',
    'conversation',
    'elsewhere',
    'in_flight',
    'refusal',
    'fault',
  ] as const)
    delete turn.state[key];
  save(turn, {
    visitor_token: undefined,
    conversation_id: undefined,
    read_id: undefined,
    identity_subject: undefined,
  });
}

function identify(turn: Turn, token?: string, subject?: string): void {
  const { state } = turn;
  hangUp(turn);
  const known = state.saved.identity_subject;
  if (known && known !== subject) forget(turn);
  turn.state.identity_token = token;
  turn.state.is_identity_presented = false;
  turn.state.refusal = undefined;
  save(turn, { identity_subject: subject });
}

function configLoaded(turn: Turn, config: NonNullable<State['config']>): void {
  const { state, effects, now } = turn;
  state.config = config;
  state.config_at = now;
  state.config_failures = 0;
  effects.push({ do: 'cancel', timer: 'config' });
  const opensIn = config.opens_at ? Date.parse(config.opens_at) - now : NaN;
  // Browsers' timers hold 24 days.
  if (!config.is_open && opensIn > 0 && opensIn < 2_000_000_000)
    effects.push({ do: 'arm', timer: 'opening', ms: opensIn + 1000 });
}

function panel(turn: Turn, isOpen: boolean): void {
  const { state, effects, now } = turn;
  if (state.is_open === isOpen) return;
  state.is_open = isOpen;
  effects.push({ do: 'emit', name: isOpen ? 'open' : 'close' });
  if (!isOpen) return typing(turn, false);
  if (now - state.config_at > limits.configFreshMs) effects.push({ do: 'load_config' });
  if (state.link === 'refused') state.link = 'idle';
  redial(turn);
  tellReceipts(turn);
}

function frame(turn: Turn, frame: ServerFrame): void {
  const { state, effects } = turn;
  if (state.link !== 'live' && state.link !== 'greeting') return;
  if (state.link === 'live') {
    effects.push({ do: 'cancel', timer: 'patience' });
    effects.push({ do: 'arm', timer: 'ping', ms: limits.pingMs });
  }
  switch (frame.type) {
    case 'welcome':
      return welcome(turn, frame);
    case 'ack':
      acknowledge(turn, frame.client_id, frame.message);
      return flush(turn);
    case 'message': {
      const isNew = !state.messages.some((m) => m.id === frame.message.id);
      hear(turn, [frame.message]);
      settle(turn, [frame.message]);
      if (isNew && frame.message.author === 'agent') {
        effects.push({
          do: 'emit',
          name: 'message',
          detail: { id: frame.message.id, text: frame.message.text },
        });
        if (!(state.is_open && state.is_visible) && state.saved.is_sound_on) effects.push({ do: 'chime' });
      }
      tellReceipts(turn);
      return flush(turn);
    }
    case 'conversation':
      setConversation(turn, frame.conversation, true);
      return flush(turn);
    case 'elsewhere':
      state.elsewhere = frame.elsewhere;
      state.is_choosing = false;
      return;
    case 'typing':
      state.is_agent_typing = frame.is_typing;
      if (frame.is_typing) effects.push({ do: 'arm', timer: 'agent_typing', ms: limits.agentTypingMs });
      return;
    case 'delivered':
      return mark(turn, 'delivered_at', frame.message_id);
    case 'read':
      return mark(turn, 'read_at', frame.message_id);
    case 'earlier':
      return takeEarlier(turn, frame.messages, frame.has_more);
    case 'error':
      return serverError(turn, frame);
    case 'pong':
      return;
  }
}

function serverError(turn: Turn, frame: ServerFrame & { type: 'error' }): void {
  const { state, effects } = turn;
  const { reason, detail, client_id } = frame;
  effects.push({ do: 'emit', name: 'error', detail: { reason, detail } });
  if (state.link === 'greeting') {
    // The token or the conversation is not known any more: register again, and ask without a conversation.
    state.is_visitor_stale = true;
    save(turn, { conversation_id: undefined });
    return giveUp(turn);
  }
  if (client_id) {
    refuse(turn, client_id, reason, detail);
    if (over.test(reason) && hasOpenConversation(state)) return giveUp(turn); // ask what is true
    effects.push({ do: 'load_config' });
    return flush(turn);
  }
  state.is_ending = false;
  state.is_choosing = false;
  state.is_asking_earlier = false;
  state.fault = { reason, detail, at: turn.now };
}

function timer(turn: Turn, timer: Timer): void {
  const { state, effects } = turn;
  switch (timer) {
    case 'reconnect':
      return redial(turn);
    case 'patience':
    case 'ack':
      return giveUp(turn);
    case 'ping':
      if (state.link !== 'live') return;
      effects.push({ do: 'send', frame: { type: 'ping' } });
      effects.push({ do: 'arm', timer: 'patience', ms: limits.patienceMs });
      return;
    case 'retry':
      state.held_until = 0;
      return flush(turn);
    case 'adopt':
      return flush(turn);
    case 'agent_typing':
      state.is_agent_typing = false;
      return;
    case 'own_typing':
      return typing(turn, false);
    case 'refresh':
      return refresh(turn);
    case 'opening':
    case 'config':
      effects.push({ do: 'load_config' });
      return;
  }
}

function write(turn: Turn, event: Event & { type: 'write' }): void {
  const { state, effects, now } = turn;
  const conversation_id = hasOpenConversation(state) ? state.conversation?.id : undefined;
  // Later than everything that waits, also when the clock has gone back.
  const created_at = Math.max(now, (state.outbox.at(-1)?.created_at ?? 0) + 1);
  const { type: _, ...words } = event;
  const entry: Entry = { ...words, created_at, conversation_id, tab: state.tab };
  add(turn, entry);
  effects.push({ do: 'keep', entry });
  state.typing_told_at = 0; // the message itself ends it
  effects.push({ do: 'cancel', timer: 'own_typing' });
  redial(turn);
  flush(turn);
}

function typing(turn: Turn, isTyping: boolean): void {
  const { state, effects, now } = turn;
  if (state.link !== 'live' || !hasOpenConversation(state)) return;
  if (isTyping) effects.push({ do: 'arm', timer: 'own_typing', ms: limits.ownTypingMs });
  else effects.push({ do: 'cancel', timer: 'own_typing' });
  if (isTyping ? now - state.typing_told_at < limits.typingEveryMs : state.typing_told_at === 0) return;
  state.typing_told_at = isTyping ? now : 0;
  effects.push({ do: 'send', frame: { type: 'typing', is_typing: isTyping } });
}

function otherTabSaved(turn: Turn, saved: Saved): void {
  const { state } = turn;
  if (
    saved.visitor_token !== state.saved.visitor_token ||
    saved.identity_subject !== state.saved.identity_subject
  ) {
    // Another visitor now (signed in or out over there): begin again as that one.
    const isSwitch = state.saved.visitor_token !== undefined;
    if (isSwitch) hangUp(turn);
    if (isSwitch && saved.identity_subject !== state.saved.identity_subject) {
      turn.state.messages = [];
      turn.state.heard = [];
      turn.state.notices = [];
      turn.state.conversation = undefined;
    }
  }
  const isOtherConversation =
    saved.conversation_id !== undefined && saved.conversation_id !== state.conversation?.id;
  turn.state.saved = saved;
  if (
    isOtherConversation &&
    state.link === 'live' &&
    state.saved.conversation_id !== state.conversation?.id
  ) {
    turn.effects.push({ do: 'disconnect' });
    broken(turn, 0);
  }
}
