// The messages of a chat: each once, in the order of their ids, whichever way and however often they come.

import { compareIds, type Conversation, type Message } from './protocol';
import { limits, save, type Notice, type State, type Turn } from './state';

export function merge(messages: Message[], more: Message[]): Message[] {
  if (more.length === 0) return messages;
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const message of more) {
    const known = byId.get(message.id);
    // A mark never goes away again; everything else is newest wins (attachment addresses expire).
    const { delivered_at = known?.delivered_at, read_at = known?.read_at } = message;
    byId.set(message.id, known ? { ...known, ...message, delivered_at, read_at } : message);
  }
  return [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}

export const lastId = (messages: Message[]): string => messages.at(-1)?.id ?? '';

export const lastAgentId = (state: State): string | undefined =>
  state.messages.findLast((message) => message.author === 'agent')?.id;

export function unreadCount(state: State): number {
  const read = state.saved.read_id ?? '';
  return state.messages.filter((m) => m.author === 'agent' && !m.read_at && compareIds(m.id, read) > 0)
    .length;
}

// Messages that this tab's own socket brought: they count for resuming.
export function hear(turn: Turn, messages: Message[]): void {
  const { state } = turn;
  const fresh = messages.filter((m) => m.author === 'agent' && !state.messages.some((k) => k.id === m.id));
  state.messages = merge(state.messages, messages);
  state.heard = [...new Set([...state.heard, ...messages.map((m) => m.id)])]
    .sort(compareIds)
    .slice(-limits.heardMax);
  if (fresh.length > 0) state.is_agent_typing = false;
}

export const resumeAfter = (state: State): string | undefined => state.heard.at(-1 - limits.overlap);

// "Delivered" and "read" up to the newest of the agent's messages, each said once per connection.
export function tellReceipts(turn: Turn): void {
  const { state, effects } = turn;
  const newest = lastAgentId(state);
  if (newest === undefined) return;
  const isSeen = state.is_open && state.is_visible;
  if (isSeen && compareIds(newest, state.saved.read_id ?? '') > 0) save(turn, { read_id: newest });
  if (state.link !== 'live') return;
  if (compareIds(newest, state.delivered_told ?? '') > 0) {
    state.delivered_told = newest;
    effects.push({ do: 'send', frame: { type: 'delivered', message_id: newest } });
  }
  if (isSeen && compareIds(newest, state.read_told ?? '') > 0) {
    state.read_told = newest;
    effects.push({ do: 'send', frame: { type: 'read', message_id: newest } });
  }
}

// Everything up to this message has come to the agent's desk, or was read there.
export function mark(turn: Turn, how: 'delivered_at' | 'read_at', messageId: string): void {
  const at = new Date(turn.now).toISOString();
  turn.state.messages = turn.state.messages.map((message) =>
    message.author === 'customer' && !message[how] && compareIds(message.id, messageId) <= 0
      ? { ...message, [how]: at }
      : message,
  );
}

// A long conversation begins with its newest messages; those before them come when somebody looks for them.
export function askEarlier(turn: Turn): void {
  const { state, effects } = turn;
  const oldest = state.messages[0];
  if (!oldest || !state.has_earlier || state.is_asking_earlier || state.link !== 'live') return;
  state.is_asking_earlier = true;
  const { id: message_id, interaction_id: conversation_id } = oldest;
  effects.push({ do: 'send', frame: { type: 'earlier', conversation_id, message_id } });
}

export function takeEarlier(turn: Turn, messages: Message[], hasMore: boolean): void {
  const { state } = turn;
  state.messages = merge(state.messages, messages);
  state.has_earlier = hasMore;
  state.is_asking_earlier = false;
}

export function setConversation(turn: Turn, next: Conversation, isNews: boolean): void {
  const { state } = turn;
  const before = state.conversation;
  // A late word about an earlier conversation does not bring it back.
  if (before && before.id !== next.id && compareIds(next.id, before.id) < 0) return;
  if (before?.id === next.id && before.state === 'ended' && next.state !== 'ended') return;
  state.conversation = next;
  const note = (kind: Notice['kind'], name?: string): void => {
    const after = lastId(state.messages);
    const key = `${kind}:${next.id}:${after}:${name ?? ''}`;
    if (!state.notices.some((n) => n.key === key))
      state.notices = [...state.notices, { after, kind, name, key }];
  };
  if (before?.id !== next.id) {
    state.is_ending = false;
    state.is_starting_new = false;
  }
  if (isNews && next.agent && next.agent.name !== (before?.id === next.id ? before.agent?.name : undefined))
    note('joined', next.agent.name);
  if (next.state === 'ended') {
    // Nobody came: the queue was closed, full, or the wait too long.
    const isAnswered = state.messages.some((m) => m.author === 'agent' && m.interaction_id === next.id);
    const isUnanswered = !next.agent && !before?.agent && !isAnswered && !state.is_ending;
    if (before?.id === next.id && before.state !== 'ended') note(isUnanswered ? 'unanswered' : 'ended');
    state.is_ending = false;
    state.elsewhere = undefined;
    state.is_agent_typing = false;
    turn.effects.push({ do: 'cancel', timer: 'agent_typing' });
  }
  save(turn, { conversation_id: next.state === 'ended' ? undefined : next.id });
  if (before?.id !== next.id || before.state !== next.state)
    turn.effects.push({ do: 'emit', name: 'conversation', detail: { id: next.id, state: next.state } });
}
