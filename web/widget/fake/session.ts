// One connection of a visitor, without the socket: frames in, frames out.

import type { Attachment, ClientFrame } from '../src/chat/protocol.ts';
import type { Conversations, Line, Visitor } from './conversations.ts';

export class Session {
  visitor?: Visitor;
  isDeaf = false; // takes messages and says nothing
  private readonly chats: Conversations;
  private readonly line: Line;

  constructor(chats: Conversations, line: Line) {
    this.chats = chats;
    this.line = line;
  }

  close(): void {
    this.visitor?.lines.delete(this.line);
  }

  receive(frame: ClientFrame): void {
    const { chats, line } = this;
    if (frame.type === 'hello') {
      this.visitor = chats.visitor(frame.visitor_token);
      if (!this.visitor)
        return line.send({ type: 'error', reason: 'unknown_visitor', detail: 'Register again.' });
      this.visitor.lines.add(line);
      return line.send(chats.hello(this.visitor, frame.conversation_id, frame.after));
    }
    if (!this.visitor) return;
    if (frame.type === 'ping') return line.send({ type: 'pong' });
    if (frame.type === 'earlier')
      return line.send(chats.earlier(this.visitor, frame.conversation_id, frame.message_id));
    if (frame.type === 'end' && chats.open(this.visitor))
      chats.change(this.visitor, { state: 'ended', ended_at: new Date().toISOString() });
    if (frame.type === 'start' || frame.type === 'send') this.words(this.visitor, frame);
  }

  private words(visitor: Visitor, frame: ClientFrame & { type: 'start' | 'send' }): void {
    const { chats, line } = this;
    const { client_id, text } = frame;
    const open = chats.open(visitor);
    const known = chats.known(visitor, client_id);
    if (!known && !open && frame.type === 'send')
      return line.send({ type: 'error', client_id, reason: 'conversation_ended', detail: 'It has ended.' });
    const refusal = known || open ? undefined : chats.refuses(visitor, client_id);
    if (refusal) return line.send({ type: 'error', client_id, reason: refusal, detail: 'Not now.' });
    const attachments = this.attachments(frame.attachment_ids ?? []);
    const message =
      known ??
      (open
        ? chats.post(visitor, open, { author: 'customer', text, attachments, client_id })
        : chats.start(visitor, client_id, text, attachments));
    if (!this.isDeaf) line.send({ type: 'ack', client_id, message });
  }

  private attachments(ids: string[]): Attachment[] {
    return ids.flatMap((id) => {
      const stored = this.chats.attachments.get(id);
      if (!stored) return [];
      const { body: _, ...attachment } = stored;
      return [attachment];
    });
  }
}
