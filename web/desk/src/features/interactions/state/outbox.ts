// Messages on their way: shown at once, sent one after the other per conversation, kept until the server has
// them or somebody gives up. The client_id makes repeating harmless.
import type { Attachment, Message, OutgoingMessage } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import type { Problem } from '@/lib/http';
import { newClientId } from '@/lib/ids';

export interface PendingMessage {
  client_id: string;
  interaction_id: string;
  kind: 'text' | 'note';
  text: string;
  attachments: Attachment[];
  at: string;
  failure?: Problem;
}

export type NewMessage = Pick<PendingMessage, 'interaction_id' | 'kind' | 'text' | 'attachments'>;

const none: PendingMessage[] = [];

export class Outbox {
  private pending = new Map<string, PendingMessage[]>();
  private readonly busy = new Set<string>();
  private readonly listeners = new Set<() => void>();

  // `left`: what was not sent when the page was left.
  constructor(
    private readonly post: (interactionId: string, message: OutgoingMessage) => Promise<Message>,
    private readonly onSent: (message: Message) => void,
    left: PendingMessage[] = [],
  ) {
    for (const each of left) this.change(each.interaction_id, (list) => [...list, each]);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  all(): PendingMessage[] {
    return [...this.pending.values()].flat();
  }

  // Begins with what was left over.
  start(): void {
    for (const id of this.pending.keys()) void this.work(id);
  }

  of(interactionId: string): PendingMessage[] {
    return this.pending.get(interactionId) ?? none;
  }

  add(message: NewMessage): void {
    const pending = { ...message, client_id: newClientId(), at: new Date().toISOString() };
    this.change(message.interaction_id, (list) => [...list, pending]);
    void this.work(message.interaction_id);
  }

  retry(interactionId: string): void {
    this.change(interactionId, (list) => list.map((each) => ({ ...each, failure: undefined })));
    void this.work(interactionId);
  }

  discard(interactionId: string, clientId: string): void {
    this.change(interactionId, (list) => list.filter((each) => each.client_id !== clientId));
    void this.work(interactionId);
  }

  // The server is back: whatever failed for want of it goes again.
  retryUnreachable(): void {
    for (const [id, list] of this.pending) {
      if (list[0]?.failure && isPassing(list[0].failure)) this.retry(id);
    }
  }

  private async work(interactionId: string): Promise<void> {
    if (this.busy.has(interactionId)) return;
    this.busy.add(interactionId);
    let next = this.of(interactionId)[0];
    while (next && !next.failure) {
      await this.sendOne(next);
      next = this.of(interactionId)[0];
    }
    this.busy.delete(interactionId);
  }

  private async sendOne(message: PendingMessage): Promise<void> {
    const { interaction_id: id, client_id, kind, text, attachments } = message;
    try {
      const attachment_ids = attachments.map((each) => each.id);
      this.onSent(await this.post(id, { client_id, kind, text, attachment_ids }));
      this.change(id, (list) => list.filter((each) => each.client_id !== client_id));
    } catch (error) {
      const failure = asProblem(error);
      this.change(id, (list) =>
        list.map((each) => (each.client_id === client_id ? { ...each, failure } : each)),
      );
    }
  }

  private change(id: string, edit: (list: PendingMessage[]) => PendingMessage[]): void {
    const list = edit(this.of(id));
    this.pending = new Map(this.pending);
    if (list.length > 0) this.pending.set(id, list);
    else this.pending.delete(id);
    this.listeners.forEach((listener) => listener());
  }
}

// Worth repeating unasked: nobody refused it.
function isPassing({ status }: Problem): boolean {
  return status === 0 || status >= 500 || status === 429;
}
