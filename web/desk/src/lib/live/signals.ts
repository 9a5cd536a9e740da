// Who types and who looks, which is true for a moment only: kept outside the query cache, typing forgotten by itself.
import type { FeedEvent } from '../contract';

export interface Signals {
  customer: { preview: string } | null;
  typing_user_ids: string[];
  viewing_user_ids: string[];
}

const nobody: Signals = { customer: null, typing_user_ids: [], viewing_user_ids: [] };
const typingLastsMs = 8000;

export class SignalStore {
  private readonly byInteraction = new Map<string, Signals>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get(interactionId: string): Signals {
    return this.byInteraction.get(interactionId) ?? nobody;
  }

  apply(event: FeedEvent): void {
    if (event.type === 'viewing') this.change(event.interaction_id, { viewing_user_ids: event.user_ids });
    if (event.type === 'typing') this.typing(event);
    if (event.type === 'interaction' && event.message?.author === 'customer')
      this.change(event.interaction.id, { customer: null });
    if (event.type === 'hello') this.clear();
  }

  private typing(event: Extract<FeedEvent, { type: 'typing' }>): void {
    const { interaction_id: id, who, user_id: user = '' } = event;
    this.setTyping(id, who, user, event.is_typing, event.text_preview ?? '');
    const name = `${id}/${who}/${user}`;
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
    if (!event.is_typing) return;
    const forget = () => this.setTyping(id, who, user, false, '');
    this.timers.set(name, setTimeout(forget, typingLastsMs));
  }

  private setTyping(
    id: string,
    who: 'customer' | 'agent',
    user: string,
    isTyping: boolean,
    preview: string,
  ): void {
    if (who === 'customer') {
      this.change(id, { customer: isTyping ? { preview } : null });
      return;
    }
    const others = this.get(id).typing_user_ids.filter((each) => each !== user);
    this.change(id, { typing_user_ids: isTyping ? [...others, user] : others });
  }

  private change(id: string, part: Partial<Signals>): void {
    this.byInteraction.set(id, { ...this.get(id), ...part });
    this.listeners.forEach((listener) => listener());
  }

  private clear(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    this.byInteraction.clear();
    this.listeners.forEach((listener) => listener());
  }
}
