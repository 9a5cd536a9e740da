import { describe, expect, test } from 'vitest';
import { parseFrame } from '../src/chat/protocol';
import { chooseLanguage, speaker, words } from '../src/text/languages';
import { initial, pieces } from '../src/text/links';
import { bytesText, opensText, positionText, waitText } from '../src/text/wait';
import { contrast, palette } from '../src/ui/colour';
import { identityClaims } from '../src/shell/script_tag';

const en = speaker('en');
const zh = speaker('zh-CN');

describe('words', () => {
  test('both languages say everything, with the same gaps to fill', () => {
    const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    for (const [key, text] of Object.entries(words.en))
      expect(gaps(words['zh-CN'][key as keyof typeof words.en]), key).toEqual(gaps(text));
  });

  test('a channel’s own text goes first, and a value is never taken for a gap', () => {
    const say = speaker('en', { title: 'Fernwell', agent_joined: '{name} is here' });
    expect(say('title')).toBe('Fernwell');
    expect(say('agent_joined', { name: '{name} $& {x}' })).toBe('{name} $& {x} is here');
  });

  test('the language is the first wish that is known', () => {
    expect(chooseLanguage(undefined, '', 'zh-TW')).toBe('zh-CN');
    expect(chooseLanguage('fr', 'en-AU', 'zh')).toBe('en');
    expect(chooseLanguage('fr')).toBe('en');
  });
});

describe('waiting times', () => {
  const wait = (low_s: number, high_s: number, is_known = true) => ({ position: 1, low_s, high_s, is_known });
  test('are an interval, rounded outwards, and honest when not known', () => {
    expect(waitText(en, wait(125, 230))).toBe('Waiting time: about 2–4 minutes');
    expect(waitText(zh, wait(125, 230))).toBe('预计等待约 2–4 分钟');
    expect(waitText(en, wait(10, 40))).toBe('Waiting time: under a minute');
    expect(waitText(en, wait(30, 60))).toBe('Waiting time: about a minute');
    expect(waitText(en, wait(120, 120))).toBe('Waiting time: about 2 minutes');
    expect(waitText(en, wait(0, 0, false))).toBe('We cannot estimate the waiting time right now');
    expect(waitText(en, undefined)).toBe('We cannot estimate the waiting time right now');
  });

  test('a place that is not known is not made up', () => {
    expect(positionText(en, undefined)).toBe('');
    expect(positionText(en, 1)).toBe('You are next in line');
    expect(positionText(zh, 3)).toBe('您当前排在第 3 位');
  });

  test('the next opening is named by day', () => {
    const now = new Date(2026, 4, 4, 20, 0);
    const at = (days: number) => new Date(2026, 4, 4 + days, 9, 0).toISOString();
    expect(opensText(en, 'en', at(1), now)).toBe('We open again tomorrow at 09:00');
    expect(opensText(en, 'en', at(3), now)).toBe('We open again on Thursday at 09:00');
    expect(opensText(zh, 'zh-CN', at(3), now)).toBe('下次服务时间：星期四 09:00');
    expect(opensText(en, 'en', at(9), now)).toContain('May');
    expect(opensText(en, 'en', at(-1), now)).toBe('');
    expect(opensText(en, 'en', 'soon', now)).toBe('');
  });

  test('sizes are short', () => {
    expect([512, 2048, 1.5 * 1024 * 1024, 20 * 1024 * 1024].map(bytesText)).toEqual([
      '512 B',
      '2 KB',
      '1.5 MB',
      '20 MB',
    ]);
  });
});

describe('links', () => {
  const links = (text: string) =>
    pieces(text)
      .filter((p) => p.href)
      .map((p) => [p.text, p.href]);
  test('end before punctuation and before Chinese', () => {
    expect(links('See https://a.example/b, then (www.c.example/d_(e)).')).toEqual([
      ['https://a.example/b', 'https://a.example/b'],
      ['www.c.example/d_(e)', 'https://www.c.example/d_(e)'],
    ]);
    expect(links('请看https://a.example/帮助。谢谢')).toEqual([['https://a.example/', 'https://a.example/']]);
    expect(links('写信到 help@fernwell.example。')).toEqual([
      ['help@fernwell.example', 'mailto:help@fernwell.example'],
    ]);
  });

  test('never run anything and never hold markup', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '<img src=x onerror=alert(1)>',
      'http://',
    ])
      expect(links(text), text).toEqual([]);
    expect(links('https://a.example/"><script>')).toEqual([['https://a.example/', 'https://a.example/']]);
  });

  test('all pieces together are the text', () => {
    const text = 'a https://b.example/?q=1&r=2! c@d.example, 你好 👩‍👩‍👧 www.e.example.';
    expect(
      pieces(text)
        .map((p) => p.text)
        .join(''),
    ).toBe(text);
  });

  test('long hostile text takes no time', () => {
    const started = performance.now();
    for (const part of ['a@', 'www.', '((((', 'a.', 'https://', '....', 'a@a.'])
      pieces(part.repeat(20_000 / part.length));
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('an initial is a whole character', () => {
    expect([initial('li na'), initial('李娜'), initial(' 👩‍🌾 x'), initial('')]).toEqual(['L', '李', '👩‍🌾', '']);
  });
});

describe('colours', () => {
  const rgb = (text: string) => text.match(/\d+/g)!.map(Number) as [number, number, number];
  test('text reads on and beside any colour, light and dark', () => {
    for (let i = 0; i < 4096; i += 7) {
      const hex = `#${i.toString(16).padStart(3, '0')}`;
      for (const isDark of [false, true]) {
        const colours = palette(hex, isDark);
        const at = (name: string) => rgb(colours[name]!);
        const theirs: [number, number, number] = isDark ? [42, 46, 56] : [238, 240, 244];
        expect(contrast(at('--on-accent'), at('--accent')), hex).toBeGreaterThanOrEqual(4.5);
        expect(contrast(at('--on-accent'), at('--accent-2')), hex).toBeGreaterThanOrEqual(4.5);
        expect(contrast(at('--accent-text'), theirs), hex).toBeGreaterThanOrEqual(4.5);
        expect(contrast(at('--accent-text'), at('--accent-soft')), hex).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test('a colour that is none is the default', () => {
    expect(palette('red;}', false)).toEqual(palette(undefined, false));
  });
});

describe('frames', () => {
  test('what is not understood is skipped', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"type":"toString"}',
      '{"type":"message"}',
      '{"type":"message","message":{"id":5}}',
      '{"type":"welcome","messages":[1]}',
    ])
      expect(parseFrame(text), text).toBeUndefined();
    expect(parseFrame('{"type":"pong","more":1}')).toBeTruthy();
  });

  test('a broken conversation in a welcome does not spoil its messages', () => {
    expect(parseFrame('{"type":"welcome","messages":[],"conversation":null}')).toMatchObject({
      messages: [],
    });
  });

  test('an identity token tells its customer, and a broken one nobody', () => {
    const body = Buffer.from(JSON.stringify({ sub: '7', name: '陈晓雨' })).toString('base64url');
    expect(identityClaims(`x.${body}.y`)).toEqual({ sub: '7', name: '陈晓雨' });
    for (const token of [undefined, '', 'x', 'a.!!!.c', 'a.bnVsbA.c'])
      expect(identityClaims(token)).toEqual({});
  });
});
