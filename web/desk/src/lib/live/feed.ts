// The live feed's connection: one WebSocket that resumes from the last number it has, with back-off. It keeps
// no state of the desk; what arrives goes to `onEvent` in the order of arrival.
import type { FeedCommand, FeedEvent } from '../contract';

export type FeedState = 'connecting' | 'open' | 'waiting' | 'stopped';

// The part of a WebSocket that is used, so that tests can hand in their own.
export interface FeedSocket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code?: number }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface FeedOptions {
  url: (after: number | undefined) => string;
  onEvent: (event: FeedEvent) => void;
  onState?: (state: FeedState, retryAt?: number) => void;
  openSocket?: (url: string) => FeedSocket;
  random?: () => number;
  backoffMs?: { first: number; most: number };
  pingMs?: number;
  answerMs?: number;
}

const defaultBackoff = { first: 500, most: 15_000 };

export class Feed {
  private socket: FeedSocket | null = null;
  private state: FeedState = 'stopped';
  private attempts = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private isSilentSince = 0;
  // Several events may share one number. `newest` is the highest seen, `settled` the highest of which surely
  // every event has come: resuming from there may repeat events (harmless), never skip one.
  private newest: number | undefined;
  private settled: number | undefined;
  private readonly lasting = new Map<string, FeedCommand>();
  private readonly listeners = new Set<(event: FeedEvent) => void>();

  constructor(private readonly options: FeedOptions) {}

  start(after?: number): void {
    if (this.state !== 'stopped') return;
    this.settle(after);
    this.connect();
  }

  stop(): void {
    clearTimeout(this.retryTimer);
    this.dropSocket();
    this.setState('stopped');
  }

  // A fresh copy of everything was fetched, true at this number.
  settle(seq: number | undefined): void {
    if (seq === undefined) return;
    this.settled = Math.max(this.settled ?? 0, seq);
    this.newest = Math.max(this.newest ?? 0, seq);
  }

  // Sent now if there is a connection, dropped otherwise: such commands are true for a moment only.
  send(command: FeedCommand): void {
    if (this.state === 'open') this.socket?.send(JSON.stringify(command));
  }

  // Sent now and again after every reconnect, until replaced under the same name.
  keep(name: string, command: FeedCommand): void {
    this.lasting.set(name, command);
    this.send(command);
  }

  // Also tells `listener`, after `onEvent`. Returns how to stop it.
  listen(listener: (event: FeedEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // The network went or came, or the tab is visible again: a connection that has died without a word is found
  // out in seconds instead of at the next ping or two.
  check(): void {
    if (this.state === 'waiting') return this.retryNow();
    if (this.state !== 'open') return;
    const { socket, isSilentSince } = this;
    this.send({ type: 'ping' });
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => {
      if (socket === this.socket && isSilentSince === this.isSilentSince) this.lost();
    }, this.options.answerMs ?? 4_000);
  }

  // Try at once instead of waiting.
  retryNow(): void {
    if (this.state !== 'waiting') return;
    clearTimeout(this.retryTimer);
    this.attempts = 0;
    this.connect();
  }

  get resumeFrom(): number | undefined {
    return this.settled;
  }

  private connect(): void {
    this.setState('connecting');
    const open = this.options.openSocket ?? ((url: string) => new WebSocket(url) as unknown as FeedSocket);
    const socket = open(this.options.url(this.settled));
    this.socket = socket;
    this.isSilentSince = Date.now();
    this.pingTimer = setInterval(() => this.checkAlive(), this.options.pingMs ?? 20_000);
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) this.receive(data);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.lost();
    };
    socket.onerror = () => undefined; // a close follows
  }

  private receive(data: unknown): void {
    this.isSilentSince = Date.now();
    const event = parse(data);
    if (!event) return;
    if (event.type === 'hello') this.welcomed(event.seq, event.is_reset);
    else if (event.type === 'interaction' || event.type === 'agent') this.advance(event.seq);
    this.options.onEvent(event);
    this.listeners.forEach((listener) => listener(event));
  }

  private welcomed(seq: number, isReset: boolean): void {
    this.attempts = 0;
    if (isReset || this.settled === undefined) {
      // Also downwards: an unknown number may have come from a server that was restored from a backup.
      this.settled = seq;
      this.newest = seq;
    }
    this.setState('open');
    for (const command of this.lasting.values()) this.send(command);
  }

  private advance(seq: number): void {
    if (this.newest !== undefined && seq <= this.newest) return;
    this.newest = seq;
    this.settled = Math.max(this.settled ?? 0, seq - 1);
  }

  private checkAlive(): void {
    if (Date.now() - this.isSilentSince > 2.5 * (this.options.pingMs ?? 20_000)) this.lost();
    else this.send({ type: 'ping' });
  }

  private lost(): void {
    this.dropSocket();
    const { first, most } = this.options.backoffMs ?? defaultBackoff;
    const ceiling = Math.min(most, first * 2 ** this.attempts);
    this.attempts += 1;
    // Between half and the whole, so that a thousand desks do not come back in the same instant.
    const delay = ceiling / 2 + (ceiling / 2) * (this.options.random ?? Math.random)();
    this.retryTimer = setTimeout(() => this.connect(), delay);
    this.setState('waiting', Date.now() + delay);
  }

  private dropSocket(): void {
    clearInterval(this.pingTimer);
    clearTimeout(this.checkTimer);
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  private setState(state: FeedState, retryAt?: number): void {
    this.state = state;
    this.options.onState?.(state, retryAt);
  }
}

function parse(data: unknown): FeedEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null && 'type' in event ? (event as FeedEvent) : null;
  } catch {
    return null;
  }
}
