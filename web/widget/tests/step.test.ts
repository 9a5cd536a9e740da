import { describe, expect, test } from 'vitest';
import type { ClientFrame, Message, ServerFrame } from '../src/chat/protocol';
import { initialState, limits, type Effect, type Event, type State } from '../src/chat/state';
import { step } from '../src/chat/step';
import { unreadCount } from '../src/chat/transcript';
import { World } from './world';

function live(world = new World()) {
  const tab = world.open();
  tab.do({ type: 'panel', is_open: true });
  tab.write('hello');
  world.run(2000);
  return { world, tab };
}

const frames = (effects: Effect[]): ClientFrame[] => effects.flatMap((e) => (e.do === 'send' ? e.frame : []));

function after(state: State, ...events: Event[]): [State, Effect[]] {
  let effects: Effect[] = [];
  for (const event of events) [state, effects] = step(state, event, 1_000_000);
  return [state, effects];
}

const frame = (value: ServerFrame): Event => ({ type: 'frame', frame: value });
const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  interaction_id: '50',
  author: 'agent',
  text: `text ${id}`,
  attachments: [],
  sent_at: '2026-05-04T09:00:00Z',
  ...more,
});
const welcome = (messages: Message[] = []): Event =>
  frame({
    type: 'welcome',
    visitor: { is_verified: false },
    conversation: { id: '50', state: 'active', started_at: '2026-05-04T09:00:00Z' },
    messages,
    has_more: false,
  });
const welcomed = (): State =>
  after(
    initialState('t'),
    { type: 'boot', saved: { visitor_token: 'v', conversation_id: '50' }, entries: [] },
    { type: 'socket_open' },
    welcome([message('60')]),
  )[0];

describe('connecting', () => {
  test('nothing is asked of the server for a visitor who never opens the chat', () => {
    const world = new World();
    const tab = world.open();
    world.run(60_000);
    expect(tab.effects.map((e) => e.do)).toEqual(['load_config']);
  });

  test('a visitor with an open conversation is connected without opening the panel', () => {
    const [state, effects] = after(initialState('t'), {
      type: 'boot',
      saved: { visitor_token: 'v', conversation_id: '50' },
      entries: [],
    });
    expect(state.link).toBe('connecting');
    expect(effects).toContainEqual({ do: 'connect' });
  });

  test('a broken connection comes back slower each time, and at once when the network does', () => {
    const { world, tab } = live();
    world.isDown = true;
    tab.cut();
    world.run(60_000);
    const waits = tab.effects.flatMap((e) => (e.do === 'arm' && e.timer === 'reconnect' ? e.ms : []));
    expect(waits.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(limits.backoffMsMax);
    world.isDown = false;
    tab.do({ type: 'network_back' });
    world.run(500);
    expect(tab.state.link).toBe('live');
    expect(tab.state.attempts).toBe(0);
  });

  test('a connection that answers no ping is given up', () => {
    const [state, effects] = after(
      welcomed(),
      { type: 'timer', timer: 'ping' },
      { type: 'timer', timer: 'patience' },
    );
    expect(effects).toContainEqual({ do: 'disconnect' });
    expect(state.link).toBe('waiting');
  });

  test('a page that comes back from the background asks at once whether the connection lives', () => {
    const [hidden] = after(welcomed(), { type: 'page', is_visible: false });
    expect(frames(after(hidden, { type: 'page', is_visible: true })[1])).toContainEqual({ type: 'ping' });
  });

  test('a token that the server no longer knows is replaced, without a tight loop', () => {
    const { world, tab } = live();
    tab.do({ type: 'socket_closed' });
    tab.state = { ...tab.state, saved: { ...tab.state.saved, visitor_token: 'gone' } };
    world.run(10_000);
    expect(tab.state.link).toBe('live');
    expect(tab.state.saved.visitor_token).not.toBe('gone');
    expect(tab.effects.filter((e) => e.do === 'register').length).toBe(2);
  });

  test('a site that is not allowed is told once, and asked again when the panel opens again', () => {
    const refused: Event = { type: 'visitor_refused', reason: 'site_not_allowed', detail: 'no' };
    let [state, effects] = after(initialState('t'), { type: 'panel', is_open: true }, refused);
    expect(state.link).toBe('refused');
    expect(state.refusal?.reason).toBe('site_not_allowed');
    expect(effects.some((e) => e.do === 'register')).toBe(false);
    [state, effects] = after(state, { type: 'panel', is_open: false }, { type: 'panel', is_open: true });
    expect(effects.some((e) => e.do === 'register')).toBe(true);
  });

  test('a resume goes back a few messages, since two can arrive in either order', () => {
    const ids = Array.from({ length: 30 }, (_, i) => String(100 + i));
    const [state] = after(welcomed(), ...ids.map((id) => frame({ type: 'message', message: message(id) })));
    const [, effects] = after(
      state,
      { type: 'socket_closed' },
      { type: 'timer', timer: 'reconnect' },
      { type: 'socket_open' },
    );
    expect(frames(effects)).toEqual([
      { type: 'hello', visitor_token: 'v', conversation_id: '50', after: ids.at(-1 - limits.overlap) },
    ]);
  });
});

describe('the configuration', () => {
  test('is asked for again when the server was away, not when it said no', () => {
    const armed = (isPassing: boolean) =>
      after(initialState('t'), { type: 'config_failed', isPassing })[1].some(
        (e) => e.do === 'arm' && e.timer === 'config',
      );
    expect(armed(true)).toBe(true);
    expect(armed(false)).toBe(false);
  });

  test('is asked for again when the channel opens', () => {
    const opens_at = new Date(1_000_000 + 3_600_000).toISOString();
    const [state, effects] = after(initialState('t'), {
      type: 'config_loaded',
      config: { name: '', is_open: false, opens_at },
    });
    expect(effects).toContainEqual({ do: 'arm', timer: 'opening', ms: 3_601_000 });
    expect(after(state, { type: 'timer', timer: 'opening' })[1]).toContainEqual({ do: 'load_config' });
  });
});

describe('writing', () => {
  test('the first message opens a conversation and the ones behind it wait for it', () => {
    const world = new World();
    const tab = world.open();
    tab.do({ type: 'panel', is_open: true });
    tab.write('one');
    tab.write('two');
    world.run(3000);
    expect(tab.sent.filter((f) => f.type === 'start' || f.type === 'send').map((f) => f.type)).toEqual([
      'start',
      'send',
    ]);
    expect(world.visitor?.conversations).toHaveLength(1);
  });

  test('a lost acknowledgement leads to the same message again, and to one message', () => {
    const { world, tab } = live();
    const before = world.visitor!.messages.length;
    tab.write('again');
    const { client_id } = tab.state.outbox[0]!;
    world.run(30);
    tab.cut();
    world.run(8000);
    expect(
      tab.sent.filter((f) => f.type === 'send' && f.client_id === client_id).length,
    ).toBeGreaterThanOrEqual(1);
    expect(world.visitor!.messages.length).toBe(before + 1);
    expect(tab.state.outbox).toEqual([]);
  });

  test('a repeated acknowledgement changes nothing', () => {
    const { tab } = live();
    const known = tab.state.messages[0]!;
    const again = after(tab.state, frame({ type: 'ack', client_id: known.client_id!, message: known }))[0];
    expect(again.messages).toEqual(tab.state.messages);
    expect(again.outbox).toEqual([]);
  });

  test('a reload while a message is on its way sends it again with its id', () => {
    const world = new World();
    const tab = world.open();
    tab.do({ type: 'panel', is_open: true });
    world.run(1000);
    tab.write('mid-send');
    tab.reload();
    world.run(3000);
    expect(world.visitor?.messages.map((m) => m.text)).toEqual(['mid-send']);
    expect(tab.state.messages.map((m) => m.text)).toEqual(['mid-send']);
    expect(tab.state.outbox).toEqual([]);
  });

  test('a connection that breaks during the start opens one conversation', () => {
    for (let ms = 0; ms < 200; ms += 5) {
      const world = new World(ms + 1);
      const tab = world.open();
      tab.do({ type: 'panel', is_open: true });
      world.run(1000);
      tab.write('start');
      world.run(ms);
      tab.cut();
      world.run(10_000);
      expect(world.visitor?.conversations.length, `cut after ${ms} ms`).toBe(1);
      expect(tab.state.conversation?.id).toBe(world.visitor?.conversations[0]?.id);
    }
  });

  test('a refusal is shown with its message, and a new try carries the same words', () => {
    const [state] = after(welcomed(), { ...writing('c1', 'too rude') });
    const [refused] = after(
      state,
      frame({ type: 'error', client_id: 'c1', reason: 'invalid', detail: 'Too long.' }),
    );
    expect(refused.outbox[0]?.failure).toMatchObject({ reason: 'invalid', detail: 'Too long.' });
    const [, effects] = after(refused, { type: 'retry', client_id: 'c1' });
    expect(frames(effects)).toMatchObject([{ type: 'send', client_id: 'c1', text: 'too rude' }]);
  });

  test('a refusal that will pass is tried again by itself after a pause', () => {
    const [state] = after(welcomed(), writing('c1', 'hello'));
    const [held, now] = after(
      state,
      frame({ type: 'error', client_id: 'c1', reason: 'unavailable', detail: '' }),
    );
    expect(frames(now)).toEqual([]);
    expect(held.outbox[0]?.failure).toBeUndefined();
    const [, effects] = after(held, { type: 'timer', timer: 'retry' });
    expect(frames(effects)).toMatchObject([{ type: 'send', client_id: 'c1' }]);
  });

  test('what was written into a conversation that ended meanwhile waits for the visitor’s word', () => {
    const { world, tab } = live();
    world.isDown = true;
    tab.cut();
    tab.write('too late');
    world.chats.change(world.visitor!, { state: 'ended' });
    world.isDown = false;
    world.run(20_000);
    expect(tab.state.outbox[0]?.failure?.reason).toBe('conversation_ended');
    tab.do({ type: 'retry', client_id: tab.state.outbox[0]!.client_id });
    world.run(2000);
    expect(world.visitor?.conversations).toHaveLength(2);
    expect(world.visitor?.conversations[1]?.previous_id).toBe(world.visitor?.conversations[0]?.id);
  });

  test('messages of a closed tab are sent by another after a while', () => {
    const { world, tab } = live();
    const other = world.open();
    world.run(1000);
    world.isDown = true;
    tab.cut();
    other.cut();
    tab.write('orphan');
    world.run(50);
    tab.kill();
    world.tabs.splice(0, 1);
    world.isDown = false;
    world.run(60_000);
    expect(world.visitor?.messages.map((m) => m.text)).toContain('orphan');
  });

  test('a message too many for the clock: time going back keeps the order', () => {
    let state = welcomed();
    [state] = step(state, writing('c2', 'first'), 5000);
    [state] = step(state, writing('c1', 'second'), 4000);
    expect(state.outbox.map((e) => e.text)).toEqual(['first', 'second']);
  });
});

function writing(client_id: string, text: string): Event {
  return { type: 'write', client_id, text, attachments: [], page_url: '', language: 'en' };
}

describe('reading', () => {
  test('messages count as unread until the panel is open on a visible page', () => {
    let [state] = after(welcomed(), frame({ type: 'message', message: message('61') }));
    expect(unreadCount(state)).toBe(2);
    let effects: Effect[];
    [state, effects] = after(state, { type: 'page', is_visible: false }, { type: 'panel', is_open: true });
    expect(frames(effects)).toEqual([]);
    [state, effects] = after(state, { type: 'page', is_visible: true });
    expect(frames(effects)).toContainEqual({ type: 'read', message_id: '61' });
    expect(unreadCount(state)).toBe(0);
  });

  test('delivery is told once per connection, for the newest', () => {
    const [, effects] = after(welcomed(), frame({ type: 'message', message: message('61') }));
    expect(frames(effects)).toEqual([{ type: 'delivered', message_id: '61' }]);
    const [, again] = after(
      after(welcomed(), frame({ type: 'message', message: message('61') }))[0],
      frame({ type: 'message', message: message('61') }),
    );
    expect(frames(again)).toEqual([]);
  });

  test('the agent’s read mark covers everything before it and stays', () => {
    const own = { author: 'customer' as const, client_id: 'c' };
    let [state] = after(welcomed(), frame({ type: 'message', message: message('70', own) }));
    [state] = after(
      state,
      frame({ type: 'read', message_id: '70' }),
      frame({ type: 'message', message: message('70', own) }),
    );
    expect(state.messages.find((m) => m.id === '70')?.read_at).toBeTruthy();
  });

  test('delivered marks the own messages up to it, and read does not take it away', () => {
    const own = ['70', '71'].map((id) => message(id, { author: 'customer', client_id: id }));
    const [state] = after(
      welcomed(),
      frame({ type: 'message', message: own[0]! }),
      frame({ type: 'message', message: own[1]! }),
      frame({ type: 'delivered', message_id: '70' }),
      frame({ type: 'message', message: own[0]! }),
    );
    const marks = state.messages.slice(-2).map((m) => [!!m.delivered_at, !!m.read_at]);
    expect(marks).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  test('older messages are asked for once at a time and stand before the others', () => {
    const question = { type: 'earlier', conversation_id: '50', message_id: '60' };
    const up: Event = { type: 'scrolled_to_top' };
    const [asked, effects] = after({ ...welcomed(), has_earlier: true }, up);
    expect([frames(effects), frames(after(asked, up)[1])]).toEqual([[question], []]);
    const older = [message('58'), message('59')];
    const [all] = after(asked, frame({ type: 'earlier', messages: older, has_more: false }));
    expect(all.messages.map(({ id }) => id)).toEqual(['58', '59', '60']);
    expect(frames(after(all, up)[1])).toEqual([]);
  });

  test('messages stand in the order of their ids, whichever way they come', () => {
    const [state] = after(
      welcomed(),
      ...['103', '99', '1000', '101'].map((id) => frame({ type: 'message', message: message(id) })),
    );
    expect(state.messages.map((m) => m.id)).toEqual(['60', '99', '101', '103', '1000']);
  });

  test('a sound is made only when asked for and nobody looks', () => {
    const heard = (state: State) =>
      after(state, frame({ type: 'message', message: message('61') }))[1].some((e) => e.do === 'chime');
    expect(heard(welcomed())).toBe(false);
    expect(heard(after(welcomed(), { type: 'sound', is_on: true })[0])).toBe(true);
    expect(
      heard(after(welcomed(), { type: 'sound', is_on: true }, { type: 'panel', is_open: true })[0]),
    ).toBe(false);
  });
});

describe('typing and ending', () => {
  test('typing is told at most every three seconds and taken back', () => {
    let state = welcomed();
    const told: boolean[] = [];
    const at = (ms: number, event: Event): void => {
      const [next, effects] = step(state, event, 1_000_000 + ms);
      state = next;
      for (const f of frames(effects)) if (f.type === 'typing') told.push(f.is_typing);
    };
    for (let ms = 0; ms < 4000; ms += 100) at(ms, { type: 'typing', is_typing: true });
    at(9000, { type: 'timer', timer: 'own_typing' });
    expect(told).toEqual([true, true, false]);
  });

  test('the agent’s typing ends with their message, or by itself', () => {
    const [typing] = after(welcomed(), frame({ type: 'typing', is_typing: true }));
    expect(typing.is_agent_typing).toBe(true);
    expect(after(typing, frame({ type: 'message', message: message('61') }))[0].is_agent_typing).toBe(false);
    expect(after(typing, { type: 'timer', timer: 'agent_typing' })[0].is_agent_typing).toBe(false);
  });

  test('an end said while the connection is away is said when it is back', () => {
    const { world, tab } = live();
    world.isDown = true;
    tab.cut();
    world.run(100);
    tab.do({ type: 'end' });
    world.isDown = false;
    world.run(10_000);
    expect(tab.state.conversation?.state).toBe('ended');
    expect(tab.state.saved.conversation_id).toBeUndefined();
  });

  test('an ended conversation does not come back by a late word about it', () => {
    const ended = { id: '50', state: 'ended' as const, started_at: '' };
    const [state] = after(
      welcomed(),
      frame({ type: 'conversation', conversation: ended }),
      frame({ type: 'conversation', conversation: { ...ended, state: 'active' } }),
    );
    expect(state.conversation?.state).toBe('ended');
  });
});

describe('several tabs and customers', () => {
  test('both tabs show what either writes', () => {
    const { world, tab } = live();
    const other = world.open();
    world.run(1000);
    other.write('from the other');
    tab.write('from this');
    world.agent('to both');
    world.run(3000);
    const texts = (t: typeof tab) => t.state.messages.map((m) => m.text).sort();
    expect(texts(tab)).toEqual(['from the other', 'from this', 'hello', 'to both']);
    expect(texts(other)).toEqual(texts(tab));
  });

  test('reading in one tab clears the badge of the other', () => {
    const { world, tab } = live();
    const other = world.open();
    world.run(500);
    world.agent('news');
    world.run(500);
    expect(unreadCount(tab.state)).toBe(0);
    expect(unreadCount(other.state)).toBe(0);
  });

  test('another customer on the same browser sees nothing of the one before', () => {
    const { world, tab } = live();
    tab.do({ type: 'identify', token: 'a.b.c', subject: 'ada' });
    world.run(1000);
    expect(tab.state.messages).toHaveLength(1);
    tab.do({ type: 'identify', token: 'd.e.f', subject: 'chen' });
    expect(tab.state.messages).toEqual([]);
    expect(tab.state.conversation).toBeUndefined();
    tab.do({ type: 'identify' });
    expect(tab.state.saved.identity_subject).toBeUndefined();
    expect(tab.state.saved.conversation_id).toBeUndefined();
  });
});
