// What the browser keeps for the chat: one record for the visitor, one per unacknowledged message (so that tabs
// never overwrite each other's), and this tab's own draft. Without storage everything stays in memory.

import type { Entry, Event, Saved } from '../chat/state';

export class MemoryStorage {
  private readonly values = new Map<string, string>();
  get length(): number {
    return this.values.size;
  }
  key(index: number): string | null {
    return [...this.values.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}

export type Store = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

// Blocked cookies make even naming window.localStorage throw.
export function openStore(get: () => Store): Store {
  try {
    const store = get();
    store.setItem('rapport-chat:probe', '1');
    store.removeItem('rapport-chat:probe');
    return store;
  } catch {
    return new MemoryStorage();
  }
}

function read<T>(text: string | null): T | undefined {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

export class ChatStorage {
  private readonly savedKey: string;
  private readonly entryPrefix: string;
  private readonly draftKey: string;
  readonly tab: string;

  constructor(
    key: string,
    private readonly local: Store,
    private readonly session: Store,
    newTab: () => string,
  ) {
    this.savedKey = `rapport-chat:${key}`;
    this.entryPrefix = `rapport-chat:${key}:out:`;
    this.draftKey = `rapport-chat:${key}:draft`;
    this.tab = session.getItem('rapport-chat:tab') ?? newTab();
    this.write(session, 'rapport-chat:tab', this.tab);
  }

  saved(): Saved {
    return read<Saved>(this.local.getItem(this.savedKey)) ?? {};
  }
  save(saved: Saved): void {
    this.write(this.local, this.savedKey, JSON.stringify(saved));
  }

  entries(): Entry[] {
    const keys = Array.from({ length: this.local.length }, (_, i) => this.local.key(i) ?? '');
    return keys
      .filter((key) => key.startsWith(this.entryPrefix))
      .map((key) => read<Entry>(this.local.getItem(key)))
      .filter(
        (entry): entry is Entry => typeof entry?.client_id === 'string' && Array.isArray(entry.attachments),
      );
  }
  keep(entry: Entry): void {
    this.write(this.local, this.entryPrefix + entry.client_id, JSON.stringify(entry));
  }
  drop(clientId: string): void {
    this.local.removeItem(this.entryPrefix + clientId);
  }

  // Whether the panel was open on this tab's page before a reload.
  wasOpen(): boolean {
    return this.session.getItem(`${this.savedKey}:open`) !== null;
  }
  setOpen(isOpen: boolean): void {
    if (isOpen) this.write(this.session, `${this.savedKey}:open`, '1');
    else this.session.removeItem(`${this.savedKey}:open`);
  }

  draft<T>(): T | undefined {
    return read<T>(this.session.getItem(this.draftKey));
  }
  setDraft(draft: object | undefined): void {
    if (draft) this.write(this.session, this.draftKey, JSON.stringify(draft));
    else this.session.removeItem(this.draftKey);
  }

  // What another tab did, from the browser's storage event.
  eventOf(key: string | null, value: string | null): Event | undefined {
    if (key === this.savedKey) return { type: 'other_tab_saved', saved: read<Saved>(value) ?? {} };
    if (!key?.startsWith(this.entryPrefix)) return undefined;
    const entry = read<Entry>(value);
    if (entry) return { type: 'other_tab_wrote', entry };
    return { type: 'other_tab_dropped', client_id: key.slice(this.entryPrefix.length) };
  }

  // Full: the message is still in memory, only a reload would lose it.
  private write(store: Store, key: string, value: string): void {
    try {
      store.setItem(key, value);
    } catch {
      return;
    }
  }
}
