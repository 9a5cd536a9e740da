// The fake server's memory: channels' visitors, conversations and messages, with the rules of docs/plan.md.
// Idempotent by client id, numbers everything with growing ids, tells every socket of a visitor.

import { randomUUID } from 'node:crypto';
import type { Attachment, Conversation, Message, ServerFrame } from '../src/chat/protocol.ts';

export interface Line {
  send: (frame: ServerFrame) => void;
}

interface Visitor {
  token: string;
  name?: string;
  is_verified: boolean;
  conversations: Conversation[];
  messages: Message[];
  lines: Set<Line>;
}

export class Conversations {
  private readonly visitors = new Map<string, Visitor>();
  private readonly bySubject = new Map<string, Visitor>();
  readonly attachments = new Map<string, Attachment & { body: Buffer }>();
  isFull = false; // nobody takes new conversations
  private readonly refused = new Set<string>();
  private lastId = 7_100_000_000_000_000_000n;
  // What the server's agent would do about things; set by the fake's options.
  onStart: (visitor: Visitor, conversation: Conversation) => void = () => {};
  onText: (visitor: Visitor, message: Message) => void = () => {};

  nextId(): string {
    return String(++this.lastId);
  }

  visitor(token: string | undefined): Visitor | undefined {
    return this.visitors.get(token ?? '');
  }

  newest(): Visitor | undefined {
    return [...this.visitors.values()].findLast((v) => v.conversations.length > 0);
  }

  register(known: string | undefined, claims?: { sub: string; name?: string }): Visitor {
    let visitor = (claims && this.bySubject.get(claims.sub)) ?? this.visitors.get(known ?? '');
    if (!visitor) {
      const token = `vis_${randomUUID()}`;
      visitor = { token, is_verified: false, conversations: [], messages: [], lines: new Set() };
      this.visitors.set(token, visitor);
    }
    if (claims) {
      this.bySubject.set(claims.sub, visitor);
      Object.assign(visitor, { name: claims.name, is_verified: true });
    }
    return visitor;
  }

  hello(visitor: Visitor, conversationId?: string, after?: string): ServerFrame {
    const { conversations, messages, name, is_verified } = visitor;
    const conversation =
      conversations.find((c) => c.id === conversationId && c.state !== 'ended') ??
      conversations.findLast((c) => c.state !== 'ended') ??
      conversations.at(-1);
    const own = messages.filter((m) => m.interaction_id === conversation?.id);
    const wanted = after ? own.filter((m) => BigInt(m.id) > BigInt(after)) : own.slice(-200);
    const has_more = !after && own.length > 200;
    return { type: 'welcome', visitor: { name, is_verified }, conversation, messages: wanted, has_more };
  }

  earlier(visitor: Visitor, conversationId: string, before: string): ServerFrame {
    const own = visitor.messages.filter(
      (m) => m.interaction_id === conversationId && BigInt(m.id) < BigInt(before),
    );
    return { type: 'earlier', messages: own.slice(-200), has_more: own.length > 200 };
  }

  open(visitor: Visitor): Conversation | undefined {
    return visitor.conversations.findLast((c) => c.state !== 'ended');
  }

  known(visitor: Visitor, clientId: string): Message | undefined {
    return visitor.messages.find((m) => m.client_id === clientId);
  }

  // A start that is refused leaves an ended conversation behind, and stays refused under its id.
  refuses(visitor: Visitor, clientId: string): 'not_taken' | 'conversation_ended' | undefined {
    if (this.refused.has(clientId)) return 'conversation_ended';
    if (!this.isFull) return undefined;
    this.refused.add(clientId);
    const at = new Date().toISOString();
    visitor.conversations.push({ id: this.nextId(), state: 'ended', started_at: at, ended_at: at });
    return 'not_taken';
  }

  start(visitor: Visitor, clientId: string, text: string, attachments: Attachment[]): Message {
    const before = visitor.conversations.at(-1)?.id;
    const conversation: Conversation = {
      id: this.nextId(),
      state: 'queued',
      position: 3,
      wait: { position: 3, low_s: 125, high_s: 230, is_known: true },
      started_at: new Date().toISOString(),
      previous_id: before,
    };
    visitor.conversations.push(conversation);
    const message = this.post(visitor, conversation, {
      author: 'customer',
      text,
      attachments,
      client_id: clientId,
    });
    this.tell(visitor, { type: 'conversation', conversation });
    this.onStart(visitor, conversation);
    return message;
  }

  post(visitor: Visitor, conversation: Conversation, words: Partial<Message>): Message {
    const message: Message = {
      author: 'system',
      text: '',
      attachments: [],
      ...words,
      id: this.nextId(),
      interaction_id: conversation.id,
      sent_at: new Date().toISOString(),
    };
    visitor.messages.push(message);
    this.tell(visitor, { type: 'message', message });
    if (message.author === 'customer') this.onText(visitor, message);
    return message;
  }

  change(visitor: Visitor, change: Partial<Conversation>): void {
    const conversation = visitor.conversations.at(-1);
    if (!conversation) return;
    Object.assign(conversation, change);
    this.tell(visitor, { type: 'conversation', conversation });
  }

  read(visitor: Visitor): void {
    const last = visitor.messages.findLast((m) => m.author === 'customer');
    if (!last) return;
    for (const message of visitor.messages)
      if (message.author === 'customer') message.read_at ??= new Date().toISOString();
    this.tell(visitor, { type: 'read', message_id: last.id });
  }

  tell(visitor: Visitor, frame: ServerFrame): void {
    for (const line of visitor.lines) line.send(frame);
  }
}

export type { Visitor };
