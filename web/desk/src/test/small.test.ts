import { describe, expect, it, vi } from 'vitest';
import { findReplies, slashAt } from '@/features/interactions/state/canned';
import { clockText, createFormat } from '@/lib/format';
import { compareIds } from '@/lib/ids';
import { Keyboard } from '@/lib/keyboard';
import { languageOf } from '@/lib/preferences';

describe('ids', () => {
  it('compare as numbers of any length', () => {
    expect(['10', '9', '9007199254740993', '9007199254740992'].sort(compareIds)).toEqual([
      '9',
      '10',
      '9007199254740992',
      '9007199254740993',
    ]);
  });
});

describe('times and amounts', () => {
  it('tick as a clock', () => {
    expect([0, 7.9, 725, 3729, -4].map(clockText)).toEqual(['0:00', '0:07', '12:05', '1:02:09', '0:00']);
  });

  it('read in each language', () => {
    expect(createFormat('en').duration(7500)).toBe('2 hr 5 min');
    expect(createFormat('zh-CN').duration(95)).toBe('1分钟35秒');
    expect(createFormat('en').duration(0)).toBe('0 sec');
    expect(createFormat('en').bytes(2_400_000)).toBe('2.4 MB');
    expect(createFormat('en').bytes(0)).toBe('0 byte');
  });
});

describe('the language', () => {
  it('is the first of the browser that there is', () => {
    expect(languageOf(['zh-TW', 'en'])).toBe('zh-CN');
    expect(languageOf(['fr', 'en-GB', 'zh'])).toBe('en');
    expect(languageOf(['fr'])).toBe('en');
  });
});

describe('the keyboard', () => {
  const press = (keyboard: Keyboard, init: KeyboardEventInit) => {
    const event = new KeyboardEvent('keydown', { ...init, cancelable: true });
    keyboard.handle(event);
    return event.defaultPrevented;
  };

  it('asks the latest handler only, and the one before when that is gone', () => {
    const keyboard = new Keyboard();
    const [first, second] = [vi.fn(), vi.fn()];
    keyboard.add('accept', first);
    const remove = keyboard.add('accept', second);
    press(keyboard, { code: 'KeyA', altKey: true });
    remove();
    press(keyboard, { code: 'KeyA', altKey: true });
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });

  it('leaves everything else to the browser', () => {
    const keyboard = new Keyboard();
    keyboard.add('accept', () => {});
    expect(press(keyboard, { code: 'KeyA' })).toBe(false);
    expect(press(keyboard, { code: 'KeyA', altKey: true, ctrlKey: true })).toBe(false);
    expect(press(keyboard, { code: 'KeyA', altKey: true, isComposing: true })).toBe(false);
    expect(press(keyboard, { code: 'KeyQ', altKey: true })).toBe(false);
  });
});

describe('canned replies', () => {
  it('begin with a slash at the start of a word', () => {
    expect(slashAt('/he', 3)).toEqual({ start: 0, text: 'he' });
    expect(slashAt('hi /he', 6)).toEqual({ start: 3, text: 'he' });
    expect(slashAt('、退款', 3)).toEqual({ start: 0, text: '退款' });
    expect(slashAt('and/or', 6)).toBeNull();
    expect(slashAt('https://x', 9)).toBeNull();
    expect(slashAt('/he llo', 7)).toBeNull();
  });

  it('come best first, the customer’s language before others', () => {
    const reply = (id: string, shortcut: string, language?: 'en' | 'zh-CN') => ({
      id,
      shortcut,
      title: `title of ${id}`,
      text: '',
      language,
    });
    const all = [
      reply('1', 'unhello'),
      reply('2', 'hello', 'en'),
      reply('3', 'hell', 'zh-CN'),
      reply('4', 'x'),
    ];
    expect(findReplies(all, 'hel', 'zh-CN').map(({ id }) => id)).toEqual(['3', '1', '2']);
    expect(findReplies(all, 'OF 4', undefined).map(({ id }) => id)).toEqual(['4']);
  });
});
