// What one tab knows about its chat, what can happen to it (Event) and what is to be done about it (Effect).
// Values only: no clock, socket, storage or random source here; shell/ has them.

import type {
  Attachment,
  ClientFrame,
  Config,
  Conversation,
  Elsewhere,
  ElsewhereChoice,
  Form,
  Message,
  ServerFrame,
} from './protocol';

// A message that the server has not acknowledged. It lives in the browser's storage until it has been.
export interface Entry {
  client_id: string;
  text: string;
  attachments: Attachment[];
  form?: Form;
  page_url: string;
  language: string;
  reader?: string; // of the company's help pages: what they tried there goes along
  created_at: number; // ms
  conversation_id?: string; // the open conversation it was written in; none: it opens one
  tab: string; // who sends it; another tab steps in after `adoptAfterMs`
  failure?: { reason: string; detail: string; isIdSpent: boolean };
}

// What outlives the page.
export interface Saved {
  visitor_token?: string;
  identity_subject?: string;
  conversation_id?: string; // only while it is not ended
  read_id?: string;
  is_sound_on?: boolean;
}

// idle: nothing to talk about · registering: asking for a visitor token · connecting: socket opening ·
// greeting: hello sent · live: welcomed · waiting: broken, trying again later · refused: the server said no
export type Link = 'idle' | 'registering' | 'connecting' | 'greeting' | 'live' | 'waiting' | 'refused';

export interface Notice {
  after: string; // message id that it follows, '' = before all
  kind: 'joined' | 'ended' | 'unanswered';
  name?: string;
  key: string;
}

export interface State {
  tab: string;
  config?: Config;
  config_at: number;
  config_failures: number; // since it last came
  saved: Saved;
  identity_token?: string;
  is_identity_presented: boolean;
  link: Link;
  attempts: number;
  is_visitor_stale: boolean; // the server refused the token: ask for a new one before the next hello
  refusal?: { reason: string; detail: string };
  visitor?: { name?: string; is_verified: boolean };
  conversation?: Conversation;
  elsewhere?: Elsewhere;
  is_choosing: boolean; // of it, and not answered yet
  messages: Message[]; // by id, each once
  // Ids of messages that this tab's own socket brought, by id; what `after` of a resume is taken from.
  heard: string[];
  has_earlier: boolean;
  is_asking_earlier: boolean;
  outbox: Entry[]; // oldest first
  in_flight?: string; // client_id: one at a time keeps the order
  is_start_in_flight: boolean;
  held_until: number; // ms; the server asked for a pause
  holds: number; // pauses since something last got through
  welcomed_at: number; // ms
  asked_after?: string; // what the last hello resumed from
  notices: Notice[];
  is_agent_typing: boolean;
  is_open: boolean; // the panel
  is_visible: boolean; // the page
  is_ending: boolean;
  is_starting_new: boolean;
  typing_told_at: number; // 0: the server thinks nobody types
  delivered_told?: string;
  read_told?: string;
  fault?: { reason: string; detail: string; at: number };
}

export type Timer =
  | 'reconnect'
  | 'patience'
  | 'ping'
  | 'ack'
  | 'retry'
  | 'adopt'
  | 'agent_typing'
  | 'own_typing'
  | 'opening'
  | 'refresh'
  | 'config';

export type Event =
  | { type: 'boot'; saved: Saved; entries: Entry[]; identity_token?: string; identity_subject?: string }
  | { type: 'config_loaded'; config: Config }
  | { type: 'config_failed'; isPassing: boolean }
  | { type: 'panel'; is_open: boolean }
  | { type: 'page'; is_visible: boolean }
  | { type: 'network_back' }
  | { type: 'network_gone' }
  | { type: 'identify'; token?: string; subject?: string }
  | { type: 'visitor_ready'; visitor_token: string }
  | { type: 'visitor_refused'; reason: string; detail: string }
  | { type: 'visitor_unreachable' }
  | { type: 'socket_open' }
  | { type: 'socket_closed' }
  | { type: 'frame'; frame: ServerFrame }
  | { type: 'timer'; timer: Timer }
  | {
      type: 'write';
      client_id: string;
      text: string;
      attachments: Attachment[];
      form?: Form;
      page_url: string;
      language: string;
      reader?: string;
    }
  | { type: 'retry'; client_id: string }
  | { type: 'discard'; client_id: string }
  | { type: 'typing'; is_typing: boolean }
  | { type: 'scrolled_to_top' }
  | { type: 'end' }
  | { type: 'start_new' }
  | { type: 'choose'; choice: ElsewhereChoice }
  | { type: 'links_expired' }
  | { type: 'sound'; is_on: boolean }
  | { type: 'other_tab_wrote'; entry: Entry }
  | { type: 'other_tab_dropped'; client_id: string }
  | { type: 'other_tab_acked'; client_id: string; message: Message }
  | { type: 'other_tab_saved'; saved: Saved };

export type Effect =
  | { do: 'connect' }
  | { do: 'disconnect' }
  | { do: 'send'; frame: ClientFrame }
  | { do: 'register'; visitor_token?: string; identity_token?: string; language?: string }
  | { do: 'load_config' }
  | { do: 'arm'; timer: Timer; ms: number; is_jittered?: boolean }
  | { do: 'cancel'; timer: Timer }
  | { do: 'save'; saved: Saved }
  | { do: 'keep'; entry: Entry }
  | { do: 'drop'; client_id: string }
  | { do: 'tell_tabs'; client_id: string; message: Message }
  | { do: 'chime' }
  | { do: 'emit'; name: HostEvent; detail?: unknown };

export type HostEvent = 'open' | 'close' | 'message' | 'conversation' | 'unread' | 'identified' | 'error';

export const limits = {
  patienceMs: 10_000, // for a socket, a welcome, an answer to a ping
  goneMs: 3_000, // for an answer once the browser says that there is no network
  ackMs: 10_000,
  pingMs: 25_000,
  backoffMs: 500,
  backoffMsMax: 30_000,
  retryMs: 3_000,
  retryMsMax: 60_000,
  refreshMs: 50 * 60_000, // addresses of attachments are good for an hour
  adoptAfterMs: 15_000,
  agentTypingMs: 8_000,
  ownTypingMs: 5_000,
  typingEveryMs: 3_000,
  configFreshMs: 60_000,
  // Two messages written at the same moment can arrive in either order, so a resume goes back a little.
  overlap: 10,
  heardMax: 64,
  textMax: 4000,
};

export function initialState(tab: string): State {
  return {
    tab,
    config_at: 0,
    config_failures: 0,
    saved: {},
    is_identity_presented: false,
    link: 'idle',
    attempts: 0,
    is_visitor_stale: false,
    is_choosing: false,
    messages: [],
    heard: [],
    has_earlier: false,
    is_asking_earlier: false,
    outbox: [],
    is_start_in_flight: false,
    held_until: 0,
    holds: 0,
    welcomed_at: 0,
    notices: [],
    is_agent_typing: false,
    is_open: false,
    is_visible: true,
    is_ending: false,
    is_starting_new: false,
    typing_told_at: 0,
  };
}

// One step in the making: a copy of the state that handlers assign to, and the effects so far.
export interface Turn {
  state: State;
  now: number;
  effects: Effect[];
}

export const hasOpenConversation = (state: State): boolean =>
  state.conversation !== undefined && state.conversation.state !== 'ended';

export function save(turn: Turn, change: Partial<Saved>): void {
  const next: Saved = { ...turn.state.saved, ...change };
  for (const key of Object.keys(next) as (keyof Saved)[]) if (next[key] === undefined) delete next[key];
  if (JSON.stringify(next) === JSON.stringify(turn.state.saved)) return;
  turn.state.saved = next;
  turn.effects.push({ do: 'save', saved: next });
}
