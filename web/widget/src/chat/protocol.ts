// The chat protocol of docs/plan.md as types: what goes over the socket and what the configuration says.
// Field names are the wire's.

export interface WaitEstimate {
  position: number;
  low_s: number;
  high_s: number;
  is_known: boolean;
}

export interface Attachment {
  id: string;
  name: string;
  bytes: number;
  type: string;
  is_image: boolean;
  url: string;
}

export interface Message {
  id: string;
  interaction_id: string;
  author: 'customer' | 'agent' | 'system';
  agent_name?: string;
  text: string;
  attachments: Attachment[];
  sent_at: string;
  client_id?: string;
  delivered_at?: string;
  read_at?: string;
}

export interface Conversation {
  id: string;
  state: 'queued' | 'active' | 'ended' | 'arrived'; // arrived: a flow answers, nobody is waited for yet
  position?: number;
  wait?: WaitEstimate;
  agent?: { name: string };
  started_at: string;
  ended_at?: string;
  previous_id?: string;
  choices?: Choice[];
}

// A button under what was said last; `says` is sent as the visitor's message.
export interface Choice {
  label: string;
  says: string;
}

// Where else this visitor waits (waits) or talks with us (talks); or that place has come here, or this one has
// gone there.
export interface Elsewhere {
  id: string;
  channel: string;
  state: ElsewhereState;
  wait?: WaitEstimate;
  can_come_here: boolean;
  can_go_there: boolean;
  until?: string;
}

export type ElsewhereState = 'waits' | 'talks' | 'here' | 'there';
export type ElsewhereChoice = 'here' | 'there' | 'both' | 'undo';

export interface PreChatField {
  name: string;
  label: string;
  label_zh?: string;
  kind: 'text' | 'email' | 'select';
  options?: string[];
  is_required: boolean;
}

export interface Config {
  name: string;
  colour?: string;
  position?: 'right' | 'left';
  theme?: 'light' | 'dark' | 'auto';
  texts?: Record<string, string>;
  pre_chat?: { is_on: boolean; fields: PreChatField[] };
  is_open: boolean;
  opens_at?: string;
  wait?: WaitEstimate;
  is_identity_required?: boolean;
  attachment_bytes_max?: number;
  attachment_types?: string[];
}

export type Form = Record<string, string>;

export type ClientFrame =
  | { type: 'hello'; visitor_token: string; conversation_id?: string; after?: string }
  | {
      type: 'start';
      client_id: string;
      text: string;
      attachment_ids?: string[];
      form: Form;
      page_url: string;
      language: string;
      reader?: string;
    }
  | { type: 'send'; client_id: string; text: string; attachment_ids?: string[] }
  | { type: 'typing'; is_typing: boolean }
  | { type: 'delivered'; message_id: string }
  | { type: 'read'; message_id: string }
  | { type: 'earlier'; conversation_id: string; message_id: string }
  | { type: 'end' }
  | { type: 'choose'; elsewhere_id: string; choice: ElsewhereChoice }
  | { type: 'ping' };

export type ServerFrame =
  | {
      type: 'welcome';
      visitor: { name?: string; is_verified: boolean };
      conversation?: Conversation;
      messages: Message[];
      has_more: boolean;
      elsewhere?: Elsewhere;
    }
  | { type: 'elsewhere'; elsewhere?: Elsewhere }
  | { type: 'ack'; client_id: string; message: Message }
  | { type: 'message'; message: Message }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'typing'; is_typing: boolean }
  | { type: 'delivered'; message_id: string }
  | { type: 'read'; message_id: string }
  | { type: 'earlier'; messages: Message[]; has_more: boolean }
  | { type: 'error'; reason: string; detail: string; client_id?: string }
  | { type: 'pong' };

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

function isMessage(value: unknown): value is Message {
  return isFields(value) && isText(value.id) && isText(value.author) && isText(value.text);
}

function isConversation(value: unknown): value is Conversation {
  return isFields(value) && isText(value.id) && isText(value.state);
}

function isElsewhere(value: unknown): value is Elsewhere {
  return isFields(value) && isText(value.id) && isText(value.channel) && isText(value.state);
}

const checks: Record<ServerFrame['type'], (frame: Fields) => boolean> = {
  welcome: (f) => Array.isArray(f.messages) && f.messages.every(isMessage),
  ack: (f) => isText(f.client_id) && isMessage(f.message),
  message: (f) => isMessage(f.message),
  conversation: (f) => isConversation(f.conversation),
  elsewhere: (f) => f.elsewhere === undefined || isElsewhere(f.elsewhere),
  typing: () => true,
  delivered: (f) => isText(f.message_id),
  read: (f) => isText(f.message_id),
  earlier: (f) => Array.isArray(f.messages) && f.messages.every(isMessage),
  error: (f) => isText(f.reason),
  pong: () => true,
};

// A frame that is not understood is skipped (undefined): a newer server may say more than this widget knows.
export function parseFrame(text: string): ServerFrame | undefined {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(frame) || !isText(frame.type) || !Object.hasOwn(checks, frame.type)) return undefined;
  if (!checks[frame.type as ServerFrame['type']](frame)) return undefined;
  if (frame.type === 'welcome' && !isConversation(frame.conversation)) delete frame.conversation;
  if (frame.type === 'welcome' && !isElsewhere(frame.elsewhere)) delete frame.elsewhere;
  return frame as unknown as ServerFrame;
}

// Ids are decimal strings of growing numbers, too long for a double.
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
