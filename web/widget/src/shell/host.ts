// window.RapportChat: what the customer's page may ask of the chat, and how it hears of it.

import type { HostEvent } from '../chat/state';

export interface HostApi {
  open(): void;
  close(): void;
  // A token that the page's own server signed; nothing signs the customer out.
  identify(token?: string | null): void;
  // Returns the way to stop listening.
  on(name: HostEvent, listener: (detail: unknown) => void): () => void;
}

declare global {
  interface Window {
    RapportChat?: HostApi;
  }
}

export class HostEvents {
  private readonly listeners = new Map<string, Set<(detail: unknown) => void>>();

  on(name: string, listener: (detail: unknown) => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  }

  // The page's mistakes stay the page's.
  tell(name: string, detail: unknown): void {
    for (const listener of this.listeners.get(name) ?? [])
      try {
        listener(detail);
      } catch (error) {
        console.error(error);
      }
  }
}
