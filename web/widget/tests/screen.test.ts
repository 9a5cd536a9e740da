import { describe, expect, test } from 'vitest';
import type { Config, Message } from '../src/chat/protocol';
import { initialState, type State } from '../src/chat/state';
import { ChatStorage, MemoryStorage, openStore } from '../src/shell/storage';
import { linesOf } from '../src/ui/lines';
import { chooseView, formProblems, formToSend, isEmail } from '../src/ui/view';

const config: Config = { name: 'demo', is_open: true };
const state = (more: Partial<State>): State => ({ ...initialState('t'), config, ...more });
const ended = { id: '1', state: 'ended' as const, started_at: '' };
const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  interaction_id: '1',
  author: 'customer',
  text: id,
  attachments: [],
  sent_at: '2026-05-04T09:00:00Z',
  ...more,
});

describe('the screen that is shown', () => {
  test('follows from the state', () => {
    expect(chooseView(state({ config: undefined }), true)).toBe('loading');
    expect(chooseView(state({ config: undefined, config_failures: 1 }), true)).toBe('failed');
    expect(chooseView(state({}), false)).toBe('form');
    expect(chooseView(state({}), true)).toBe('chat');
    expect(chooseView(state({ config: { ...config, is_open: false } }), true)).toBe('closed');
    expect(chooseView(state({ config: { ...config, is_identity_required: true } }), true)).toBe('identity');
    expect(chooseView(state({ link: 'refused' }), true)).toBe('refused');
    expect(chooseView(state({ saved: { conversation_id: '1' } }), true)).toBe('loading');
  });

  test('an open conversation goes on after closing time, an ended one can be read', () => {
    const closed = { ...config, is_open: false };
    expect(chooseView(state({ config: closed, conversation: { ...ended, state: 'active' } }), true)).toBe(
      'chat',
    );
    expect(chooseView(state({ config: closed, conversation: ended }), true)).toBe('chat');
    expect(chooseView(state({ config: closed, conversation: ended, is_starting_new: true }), true)).toBe(
      'closed',
    );
  });

  test('the form says what is missing or wrong', () => {
    const fields = [
      { name: 'name', label: '', kind: 'text' as const, is_required: true },
      { name: 'mail', label: '', kind: 'email' as const, is_required: false },
      { name: 'topic', label: '', kind: 'select' as const, options: ['a', 'b'], is_required: true },
    ];
    expect(formProblems(fields, {})).toEqual({ name: 'required', topic: 'required' });
    expect(formProblems(fields, { name: ' ', mail: 'x@', topic: 'c' })).toEqual({
      name: 'required',
      mail: 'email_wrong',
      topic: 'required',
    });
    expect(formProblems(fields, { name: '李', mail: '', topic: 'b' })).toEqual({});
    expect(['a@b.cn', 'a.b+c@d-e.co.uk'].every(isEmail)).toBe(true);
    expect(['a@b', 'a b@c.de', '@c.de', 'a@c.'].some(isEmail)).toBe(false);
  });
});

test('only what the channel asks for is sent, a token’s word before the form’s', () => {
  const fields = [
    { name: 'name', label: '', kind: 'text' as const, is_required: true },
    { name: 'topic', label: '', kind: 'text' as const, is_required: false },
  ];
  const filled = { name: 'x', topic: '', old: 'y' };
  expect(formToSend({ is_on: true, fields }, filled, { name: '陈', sub: '7', exp: 5 })).toEqual({
    name: '陈',
  });
  expect(formToSend({ is_on: false, fields }, filled, {})).toEqual({});
  expect(formToSend(undefined, filled, {})).toEqual({});
});

describe('the lines of a transcript', () => {
  test('group what one side says within minutes and divide conversations', () => {
    const lines = linesOf(
      state({
        messages: [
          message('1'),
          message('2'),
          message('3', { sent_at: '2026-05-04T09:20:00Z' }),
          message('4', { author: 'agent', interaction_id: '9', sent_at: '2026-05-04T09:21:00Z' }),
        ],
      }),
    );
    expect(lines.map((l) => l.kind)).toEqual(['day', 'bubble', 'bubble', 'bubble', 'divider', 'bubble']);
    const bubbles = lines.filter((l) => l.kind === 'bubble');
    expect(bubbles.map((b) => [b.isFirst, b.isLast])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test('a message keeps its key when it is acknowledged', () => {
    const entry = {
      client_id: 'c1',
      text: 'x',
      attachments: [],
      page_url: '',
      language: 'en',
      created_at: 0,
      tab: 't',
    };
    const before = linesOf(state({ outbox: [entry] })).find((l) => l.kind === 'bubble');
    const after = linesOf(state({ messages: [message('1', { client_id: 'c1' })] })).find(
      (l) => l.kind === 'bubble',
    );
    expect(before?.key).toBe(after?.key);
    expect([before?.mark, after?.mark]).toEqual(['sending', 'sent']);
  });
});

describe('what the browser keeps', () => {
  test('blocked storage leaves the chat in memory', () => {
    const store = openStore(() => {
      throw new DOMException('blocked');
    });
    const storage = new ChatStorage('k', store, new MemoryStorage(), () => 't');
    storage.save({ visitor_token: 'v' });
    expect(storage.saved()).toEqual({ visitor_token: 'v' });
  });

  test('full storage does not stop the chat', () => {
    const store = new MemoryStorage();
    store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(() => new ChatStorage('k', store, store, () => 't').save({ visitor_token: 'v' })).not.toThrow();
  });

  test('broken records are passed over', () => {
    const store = new MemoryStorage();
    store.setItem('rapport-chat:k', '{');
    store.setItem('rapport-chat:k:out:1', '[]');
    store.setItem('rapport-chat:k:out:2', '"x"');
    const storage = new ChatStorage('k', store, new MemoryStorage(), () => 't');
    expect(storage.saved()).toEqual({});
    expect(storage.entries()).toEqual([]);
  });
});
