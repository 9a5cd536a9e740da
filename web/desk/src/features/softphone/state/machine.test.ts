import { describe, expect, it } from 'vitest';
import { initialPhone, step } from './machine';
import type { PhoneEffect, PhoneEvent, PhoneState } from './machine';

// Carries a phone through what happens to it; keeps the effects of the last event.
class Told {
  state: PhoneState = { ...initialPhone, isFeedOpen: true };
  effects: PhoneEffect[] = [];

  then(...events: PhoneEvent[]): this {
    for (const event of events) [this.state, this.effects] = step(this.state, event);
    return this;
  }

  get does(): string[] {
    return this.effects.map(({ type }) => type);
  }
}

const on: PhoneEvent = { type: 'on' };
const microphone: PhoneEvent = { type: 'microphone' };
const due: PhoneEvent = { type: 'due' };
const ready: PhoneEvent = { type: 'told', what: 'ready' };
const failed: PhoneEvent = { type: 'transport', state: 'failed' };
const feed = (isOpen: boolean): PhoneEvent => ({ type: 'feed', isOpen });
const readyPhone = () => new Told().then(on, microphone, ready);

describe('the phone', () => {
  it('asks for the microphone, offers its sound, takes the answer and is ready', () => {
    const phone = new Told();
    expect(phone.then(on).does).toEqual(['ask_microphone']);
    expect(phone.then(microphone).does).toEqual(['open', 'timer']);
    expect(phone.then({ type: 'told', what: 'connecting', sdp: 'v=0' }).effects).toEqual([
      { type: 'answer', sdp: 'v=0' },
    ]);
    expect(phone.then(ready).state.status).toBe('ready');
    expect(phone.does).toEqual(['no_timer']);
  });

  it('waits for the feed before it offers anything', () => {
    const phone = new Told().then(feed(false), on, microphone);
    expect([phone.state.status, phone.state.problem]).toEqual(['waiting', 'feed']);
    expect(phone.then(feed(true)).does).toContain('open');
  });

  it('offers again after the feed has been away, whatever it was doing', () => {
    for (const phone of [readyPhone(), new Told().then(on, microphone)]) {
      expect(phone.then(feed(false)).does).toContain('close');
      expect([phone.state.status, phone.state.problem]).toEqual(['waiting', 'feed']);
      expect(phone.then(feed(true)).state.status).toBe('connecting');
      expect(phone.does).toContain('open');
    }
  });

  it('does nothing about the feed while it is off, blocked or used elsewhere', () => {
    const denied: PhoneEvent = { type: 'microphone_failed', problem: 'denied' };
    const phones = [
      new Told(),
      new Told().then(on, denied),
      readyPhone().then({ type: 'told', what: 'replaced' }),
    ];
    for (const phone of phones) {
      const { status } = phone.state;
      expect(phone.then(feed(false)).does).toEqual([]);
      expect(phone.then(feed(true)).does).toEqual([]);
      expect(phone.state.status).toBe(status);
    }
  });

  it('gives the microphone back when another tab takes the phone, and takes it again only when asked', () => {
    const phone = readyPhone().then({ type: 'told', what: 'replaced' });
    expect(phone.does).toEqual(['no_timer', 'close', 'release_microphone']);
    expect(phone.then({ type: 'slept' }, due, failed).does).toEqual([]);
    expect(phone.then(on).does).toEqual(['ask_microphone']);
  });

  it('tries longer and longer apart, and from the beginning once it has been ready', () => {
    const phone = new Told().then(on, microphone);
    const waits = [1, 2, 3, 4, 5, 6, 7].map(() => {
      const ms = phone.then(failed).effects.flatMap((each) => (each.type === 'timer' ? [each.ms] : []));
      phone.then(due);
      return ms[0];
    });
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(phone.then(ready).state.attempts).toBe(0);
  });

  it('connects at once when a good connection breaks', () => {
    expect(readyPhone().then(failed).does).toContain('open');
    expect(readyPhone().then({ type: 'told', what: 'lost' }).does).toContain('open');
  });

  it('bears an interruption for a moment', () => {
    const phone = readyPhone().then({ type: 'transport', state: 'disconnected' });
    expect([phone.state.status, phone.state.isShaky]).toEqual(['ready', true]);
    phone.then({ type: 'transport', state: 'connected' });
    expect([phone.state.status, phone.state.isShaky]).toEqual(['ready', false]);
    phone.then({ type: 'transport', state: 'disconnected' }, due);
    expect(phone.state.status).toBe('connecting');
    expect(phone.does).toContain('open');
  });

  it('gives up an attempt that leads nowhere', () => {
    const phone = new Told().then(on, microphone, due);
    expect([phone.state.status, phone.state.problem]).toEqual(['waiting', 'unreachable']);
  });

  it('is made anew after sleep', () => {
    expect(readyPhone().then({ type: 'slept' }).does).toContain('open');
  });

  it('says what is wrong with the microphone and can be asked again', () => {
    const phone = new Told().then(on, { type: 'microphone_failed', problem: 'no_device' });
    expect([phone.state.status, phone.state.problem]).toEqual(['blocked', 'no_device']);
    expect(phone.then(on).does).toEqual(['ask_microphone']);
    expect(phone.state.problem).toBeUndefined();
  });

  it('leaves nothing behind when it is turned off, and ignores what comes late', () => {
    const phone = readyPhone().then({ type: 'off' });
    expect(phone.does).toEqual(['no_timer', 'take_away', 'close', 'release_microphone']);
    const late: PhoneEvent[] = [microphone, ready, failed, due, { type: 'peer_failed' }, { type: 'slept' }];
    for (const event of late) expect(phone.then(event).does).toEqual([]);
    expect(phone.state.status).toBe('off');
  });

  it('never stands still while it is on: some event or timer always leads on', () => {
    // Every short sequence of events ends in a state that is final by intent, or has a timer or the feed to wait for.
    const events: PhoneEvent[] = [
      on,
      microphone,
      ready,
      failed,
      due,
      feed(false),
      feed(true),
      { type: 'told', what: 'refused' },
      { type: 'told', what: 'lost' },
      { type: 'slept' },
      { type: 'peer_failed' },
    ];
    const walk = (phone: PhoneState, hasTimer: boolean, depth: number): void => {
      if (phone.status === 'connecting' || (phone.status === 'waiting' && phone.problem !== 'feed'))
        expect([phone, hasTimer]).toEqual([phone, true]);
      if (phone.status === 'waiting' && phone.problem === 'feed') expect(phone.isFeedOpen).toBe(false);
      if (depth === 0) return;
      for (const event of events) {
        const [next, effects] = step(phone, event);
        const timer = effects.findLast(({ type }) => type === 'timer' || type === 'no_timer');
        const isRunning = timer ? timer.type === 'timer' : hasTimer && event !== due;
        walk(next, isRunning, depth - 1);
      }
    };
    walk({ ...initialPhone, isFeedOpen: true }, false, 5);
  });
});
