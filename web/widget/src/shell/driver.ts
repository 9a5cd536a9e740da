// Drives the pure chat in the browser: owns the state, does its effects, and feeds back what came of them.

import { initialState, type Effect, type Event, type HostEvent, type State, type Timer } from '../chat/state';
import { step } from '../chat/step';
import type { Message } from '../chat/protocol';
import { Refusal, type Api } from './api';
import { chime } from './attention';
import { ChatSocket } from './socket';
import type { ChatStorage } from './storage';

export interface Tabs {
  postMessage: (data: unknown) => void;
}

export class Driver {
  state: State;
  private readonly queue: Event[] = [];
  private isRunning = false;
  private readonly timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  private readonly watchers = new Set<() => void>();
  private readonly socket: ChatSocket;
  tabs?: Tabs;

  constructor(
    private readonly api: Api,
    readonly storage: ChatStorage,
    private readonly tellHost: (name: HostEvent, detail: unknown) => void,
  ) {
    this.state = initialState(storage.tab);
    this.socket = new ChatSocket(() => api.socketUrl(), {
      opened: () => this.dispatch({ type: 'socket_open' }),
      closed: () => this.dispatch({ type: 'socket_closed' }),
      frame: (frame) => this.dispatch({ type: 'frame', frame }),
    });
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  // One event after the other: an effect may bring the next event at once.
  dispatch(event: Event): void {
    this.queue.push(event);
    if (this.isRunning) return;
    this.isRunning = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      const [state, effects] = step(this.state, next, Date.now());
      this.state = state;
      for (const effect of effects) this.perform(effect);
    }
    this.isRunning = false;
    for (const watcher of this.watchers) watcher();
  }

  private perform(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        return this.socket.open();
      case 'disconnect':
        return this.socket.close();
      case 'send':
        return this.socket.send(effect.frame);
      case 'register':
        return void this.register(effect.visitor_token, effect.identity_token);
      case 'load_config':
        return void this.loadConfig();
      case 'arm':
        return this.arm(effect.timer, effect.is_jittered ? effect.ms * (0.5 + Math.random()) : effect.ms);
      case 'cancel':
        clearTimeout(this.timers.get(effect.timer));
        return;
      case 'save':
        return this.storage.save(effect.saved);
      case 'keep':
        return this.storage.keep(effect.entry);
      case 'drop':
        return this.storage.drop(effect.client_id);
      case 'tell_tabs':
        return this.tabs?.postMessage({ client_id: effect.client_id, message: effect.message });
      case 'chime':
        return chime();
      case 'emit':
        return this.tellHost(effect.name, effect.detail);
    }
  }

  private arm(timer: Timer, ms: number): void {
    clearTimeout(this.timers.get(timer));
    this.timers.set(
      timer,
      setTimeout(() => this.dispatch({ type: 'timer', timer }), ms),
    );
  }

  private async loadConfig(): Promise<void> {
    try {
      this.dispatch({ type: 'config_loaded', config: await this.api.config() });
    } catch (error) {
      this.dispatch({ type: 'config_failed', isPassing: error instanceof Refusal && error.isPassing });
    }
  }

  // Tabs that open at the same moment must not become two visitors: one asks, the others find its answer.
  private async register(known?: string, identity?: string): Promise<void> {
    const ask = async (): Promise<void> => {
      const found = this.storage.saved().visitor_token;
      if (!known && !identity && found) return this.dispatch({ type: 'visitor_ready', visitor_token: found });
      const { visitor_token } = await this.api.register(known, identity);
      this.dispatch({ type: 'visitor_ready', visitor_token });
    };
    try {
      if (navigator.locks) await navigator.locks.request('rapport-chat', ask);
      else await ask();
    } catch (error) {
      const { isPassing, reason, detail } = error instanceof Refusal ? error : new Refusal(0, 'failed', '');
      this.dispatch(
        isPassing ? { type: 'visitor_unreachable' } : { type: 'visitor_refused', reason, detail },
      );
    }
  }

  otherTab(data: { client_id?: string; message?: Message }): void {
    if (data.client_id && data.message)
      this.dispatch({ type: 'other_tab_acked', client_id: data.client_id, message: data.message });
  }
}
