import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedEvent } from '../contract';
import { Feed } from './feed';
import type { FeedSocket, FeedState } from './feed';

class FakeSocket implements FeedSocket {
  onopen = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code?: number }) => void) | null = null;
  onerror = null;
  sent: string[] = [];
  isClosed = false;
  constructor(readonly url: string) {}
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.isClosed = true;
  }
  say(event: object | string) {
    this.onmessage?.({ data: typeof event === 'string' ? event : JSON.stringify(event) });
  }
  hello(seq: number, is_reset = false) {
    this.say({ type: 'hello', seq, is_reset, server_time: '2026-01-01T00:00:00Z' });
  }
  agent(seq: number) {
    this.say({ type: 'agent', seq, at: '', agent: { id: '1' } });
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const events: FeedEvent[] = [];
  const states: FeedState[] = [];
  const feed = new Feed({
    url: (after) => `feed?after=${after}`,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    openSocket: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    random: () => 1,
    backoffMs: { first: 100, most: 1000 },
    pingMs: 1000,
    answerMs: 400,
  });
  const last = () => sockets.at(-1) as FakeSocket;
  const breakOff = () => last().onclose?.({});
  return { feed, sockets, events, states, last, breakOff };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the feed', () => {
  it('starts at the number of the snapshot', () => {
    const { feed, last } = setUp();
    feed.start(41);
    expect(last().url).toBe('feed?after=41');
  });

  it('resumes before the newest number, for several events may share it', () => {
    const { feed, last, breakOff } = setUp();
    feed.start(41);
    last().hello(50);
    last().agent(43);
    breakOff();
    vi.advanceTimersByTime(100);
    expect(last().url).toBe('feed?after=42');
  });

  it('does not take the number of a hello for what it has seen', () => {
    const { feed, last, breakOff } = setUp();
    feed.start(41);
    last().hello(90);
    breakOff();
    vi.advanceTimersByTime(100);
    expect(last().url).toBe('feed?after=41');
  });

  it('never resumes from a lower number because an old event came again', () => {
    const { feed, last, breakOff } = setUp();
    feed.start(41);
    last().hello(41);
    last().agent(60);
    last().agent(45);
    last().agent(45);
    breakOff();
    vi.advanceTimersByTime(100);
    expect(last().url).toBe('feed?after=59');
  });

  it('lets numbers that concern others be missing', () => {
    const { feed, last, events } = setUp();
    feed.start(1);
    last().hello(1);
    last().agent(5);
    last().agent(900);
    expect(events.map((event) => ('seq' in event ? event.seq : 0))).toEqual([1, 5, 900]);
    expect(feed.resumeFrom).toBe(899);
  });

  it('takes the new number after a reset, even a lower one', () => {
    const { feed, last, breakOff } = setUp();
    feed.start(500);
    last().hello(7, true);
    expect(feed.resumeFrom).toBe(7);
    feed.settle(9);
    breakOff();
    vi.advanceTimersByTime(100);
    expect(last().url).toBe('feed?after=9');
  });

  it('waits longer after each failure, up to a limit, and at once again after a success', () => {
    const { feed, sockets, last, breakOff } = setUp();
    feed.start(1);
    for (const delay of [100, 200, 400, 800, 1000, 1000]) {
      const before = sockets.length;
      breakOff();
      vi.advanceTimersByTime(delay - 1);
      expect(sockets).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(before + 1);
    }
    last().hello(1);
    breakOff();
    vi.advanceTimersByTime(100);
    expect(sockets).toHaveLength(8);
  });

  it('spreads retries over the second half of the delay', () => {
    const sockets: FakeSocket[] = [];
    const feed = new Feed({
      url: () => 'feed',
      onEvent: () => undefined,
      openSocket: (url) => {
        sockets.push(new FakeSocket(url));
        return sockets.at(-1) as FakeSocket;
      },
      random: () => 0,
      backoffMs: { first: 100, most: 1000 },
    });
    feed.start(1);
    sockets[0]?.onclose?.({});
    vi.advanceTimersByTime(50);
    expect(sockets).toHaveLength(2);
  });

  it('retries at once when told that the network is back', () => {
    const { feed, sockets, breakOff, states } = setUp();
    feed.start(1);
    breakOff();
    expect(states.at(-1)).toBe('waiting');
    feed.retryNow();
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(60_000 * 0 + 100);
    expect(sockets).toHaveLength(2);
  });

  it('gives up a connection that has fallen silent', () => {
    const { feed, sockets, last } = setUp();
    feed.start(1);
    last().hello(1);
    vi.advanceTimersByTime(2000);
    last().say({ type: 'pong' });
    vi.advanceTimersByTime(2000);
    expect(sockets).toHaveLength(1);
    expect(last().sent).toContain('{"type":"ping"}');
    vi.advanceTimersByTime(1200);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(sockets).toHaveLength(2);
  });

  it('finds out in seconds that the network has gone, and keeps a connection that answers', () => {
    const { feed, sockets, last, states } = setUp();
    feed.start(1);
    last().hello(1);
    feed.check();
    vi.advanceTimersByTime(100);
    last().say({ type: 'pong' });
    vi.advanceTimersByTime(500);
    expect([sockets.length, states.at(-1)]).toEqual([1, 'open']);
    feed.check();
    vi.advanceTimersByTime(450);
    expect([sockets.length, states.at(-1)]).toEqual([1, 'waiting']);
    feed.check();
    expect(sockets).toHaveLength(2);
  });

  it('says again after a reconnect what has to last', () => {
    const { feed, last, breakOff } = setUp();
    feed.start(1);
    feed.keep('board', { type: 'watch_board', is_on: true });
    last().hello(1);
    breakOff();
    vi.advanceTimersByTime(100);
    expect(last().sent).toEqual([]);
    last().hello(1);
    expect(last().sent).toEqual(['{"type":"watch_board","is_on":true}']);
  });

  it('ignores a socket it has already left, and rubbish', () => {
    const { feed, sockets, events, breakOff, last } = setUp();
    feed.start(1);
    const [first] = sockets;
    const late = first?.onmessage;
    breakOff();
    vi.advanceTimersByTime(100);
    last().hello(1);
    last().say('not json');
    last().say('17');
    late?.({ data: JSON.stringify({ type: 'agent', seq: 9, at: '', agent: {} }) });
    expect(events).toHaveLength(1);
  });

  it('stops for good', () => {
    const { feed, sockets, breakOff } = setUp();
    feed.start(1);
    breakOff();
    feed.stop();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});
