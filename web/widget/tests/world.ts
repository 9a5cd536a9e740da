// A small world for the chat: simulated time, browser tabs that share storage, and a server behind a network that
// loses what it likes. Everything follows from the seed.

import { Conversations } from '../fake/conversations';
import { Session } from '../fake/session';
import type { ClientFrame, ServerFrame } from '../src/chat/protocol';
import { initialState, type Effect, type Event, type State, type Timer } from '../src/chat/state';
import { step } from '../src/chat/step';
import { ChatStorage, MemoryStorage, type Store } from '../src/shell/storage';

export class World {
  now = 1_790_000_000_000;
  readonly chats = new Conversations();
  readonly tabs: Tab[] = [];
  readonly local = new MemoryStorage();
  isDown = false;
  loss = 0; // share of frames after which the connection breaks, with what was under way
  private readonly plan: { at: number; order: number; act: () => void }[] = [];
  private orders = 0;
  private ids = 0;
  private random: number;

  constructor(seed = 1) {
    this.random = seed * 2654435761;
  }

  chance(): number {
    this.random = (this.random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.random ^ (this.random >>> 15), 1 | this.random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  id(prefix: string): string {
    return `${prefix}${String(++this.ids).padStart(5, '0')}`;
  }

  later(ms: number, act: () => void): { cancel: () => void } {
    const entry = { at: this.now + ms, order: ++this.orders, act };
    this.plan.push(entry);
    return { cancel: () => void (entry.act = () => {}) };
  }

  run(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      this.plan.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.plan[0];
      if (!next || next.at > end) break;
      this.plan.shift();
      this.now = Math.max(this.now, next.at);
      next.act();
    }
    this.now = end;
  }

  open(): Tab {
    const tab = new Tab(this, new MemoryStorage());
    this.tabs.push(tab);
    return tab;
  }

  get visitor() {
    return this.chats.newest();
  }

  agent(text: string): void {
    const conversation = this.visitor?.conversations.at(-1);
    if (this.visitor && conversation && conversation.state !== 'ended')
      this.chats.post(this.visitor, conversation, { author: 'agent', agent_name: 'Li Na', text });
  }
}

interface Connection {
  session: Session;
  isUp: boolean;
  clear: number; // when the last frame so far arrives: frames keep their order
}

export class Tab {
  state: State;
  effects: Effect[] = [];
  sent: ClientFrame[] = [];
  storage: ChatStorage;
  private connection?: Connection;
  private timers = new Map<Timer, { cancel: () => void }>();
  private generation = 0;

  constructor(
    private readonly world: World,
    private readonly session: Store,
  ) {
    this.storage = new ChatStorage('demo', world.local, session, () => world.id('tab'));
    this.state = initialState(this.storage.tab);
    this.boot();
  }

  private boot(): void {
    this.do({ type: 'boot', saved: this.storage.saved(), entries: this.storage.entries() });
  }

  // The page goes away and comes back: what was in memory is gone.
  reload(): void {
    this.kill();
    this.storage = new ChatStorage('demo', this.world.local, this.session, () => this.world.id('tab'));
    this.state = initialState(this.storage.tab);
    this.boot();
  }

  kill(): void {
    this.generation += 1;
    for (const timer of this.timers.values()) timer.cancel();
    this.timers.clear();
    if (this.connection) {
      this.connection.isUp = false;
      this.connection.session.close();
    }
    this.connection = undefined;
  }

  write(text: string): string {
    const client_id = this.world.id('c');
    this.do({
      type: 'write',
      client_id,
      text,
      attachments: [],
      page_url: 'https://shop.example/',
      language: 'en',
    });
    return client_id;
  }

  do(event: Event): void {
    const [state, effects] = step(this.state, event, this.world.now);
    this.state = state;
    this.effects.push(...effects);
    for (const effect of effects) this.perform(effect);
  }

  cut(): void {
    const { connection } = this;
    if (!connection?.isUp) return;
    connection.isUp = false;
    connection.session.close();
    this.soon(5, () => {
      if (this.connection === connection) this.do({ type: 'socket_closed' });
    });
  }

  private soon(ms: number, act: () => void): void {
    const { generation } = this;
    this.world.later(ms, () => {
      if (generation === this.generation) act();
    });
  }

  private others(act: (tab: Tab) => void): void {
    for (const tab of this.world.tabs) if (tab !== this) tab.soon(3, () => act(tab));
  }

  private stored(key: string, value: string | null): void {
    this.others((tab) => {
      const event = tab.storage.eventOf(key, value);
      if (event) tab.do(event);
    });
  }

  private perform(effect: Effect): void {
    const { world } = this;
    switch (effect.do) {
      case 'connect':
        return this.connect();
      case 'disconnect':
        if (this.connection) this.connection.isUp = false;
        this.connection?.session.close();
        this.connection = undefined;
        return;
      case 'send':
        return this.send(effect.frame);
      case 'register':
        this.soon(30, () => {
          if (world.isDown) return this.do({ type: 'visitor_unreachable' });
          const known = world.local.getItem('rapport-chat:demo');
          const found =
            effect.visitor_token ?? (JSON.parse(known ?? '{}') as { visitor_token?: string }).visitor_token;
          this.do({ type: 'visitor_ready', visitor_token: world.chats.register(found).token });
        });
        return;
      case 'arm': {
        this.timers.get(effect.timer)?.cancel();
        const ms = effect.is_jittered ? effect.ms * (0.5 + world.chance()) : effect.ms;
        this.timers.set(
          effect.timer,
          world.later(ms, () => this.do({ type: 'timer', timer: effect.timer })),
        );
        return;
      }
      case 'cancel':
        return this.timers.get(effect.timer)?.cancel();
      case 'save':
        this.storage.save(effect.saved);
        return this.stored('rapport-chat:demo', JSON.stringify(effect.saved));
      case 'keep':
        this.storage.keep(effect.entry);
        return this.stored(`rapport-chat:demo:out:${effect.entry.client_id}`, JSON.stringify(effect.entry));
      case 'drop':
        this.storage.drop(effect.client_id);
        return this.stored(`rapport-chat:demo:out:${effect.client_id}`, null);
      case 'tell_tabs':
        return this.others((tab) =>
          tab.do({ type: 'other_tab_acked', client_id: effect.client_id, message: effect.message }),
        );
    }
  }

  private connect(): void {
    const { world } = this;
    if (world.isDown) return this.soon(20, () => this.do({ type: 'socket_closed' }));
    const connection: Connection = {
      isUp: true,
      clear: 0,
      session: new Session(world.chats, {
        send: (frame) => this.carry(connection, () => this.hear(connection, frame)),
      }),
    };
    this.connection = connection;
    this.soon(20, () => {
      if (this.connection === connection && connection.isUp) this.do({ type: 'socket_open' });
    });
  }

  private hear(connection: Connection, frame: ServerFrame): void {
    if (this.connection === connection) this.do({ type: 'frame', frame: structuredClone(frame) });
  }

  private send(frame: ClientFrame): void {
    this.sent.push(frame);
    const { connection } = this;
    if (connection) this.carry(connection, () => connection.session.receive(frame));
  }

  private carry(connection: Connection, deliver: () => void): void {
    const { world } = this;
    if (!connection.isUp) return;
    if (world.chance() < world.loss) return this.cut();
    connection.clear = Math.max(connection.clear, world.now + 1 + world.chance() * 60);
    this.soon(connection.clear - world.now, () => {
      if (connection.isUp) deliver();
    });
  }
}
