import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { issueText } from './issue-text';

test('a sentence of the server is said in Chinese, with what it filled in', () => {
  expect(issueText('no such queue', 'zh-CN')).toBe('没有此队列');
  expect(issueText('expected at most 200 characters, got 312', 'zh-CN')).toBe('最多 200 个字符，现有 312 个');
  expect(issueText('expected one of a, b, got "c"', 'zh-CN')).toBe('应为 a, b 之一，收到 "c"');
});

test('the more particular sentence is not taken for the shorter one', () => {
  expect(issueText('expected at most 5, got 9', 'zh-CN')).toBe('不得大于 5，现为 9');
});

test('English readers, and sentences nobody has translated, get the words of the server', () => {
  expect(issueText('no such queue', 'en')).toBe('no such queue');
  expect(issueText('a thing nobody foresaw', 'zh-CN')).toBe('a thing nobody foresaw');
});

test('requirements say what binds, over the day or in a window', () => {
  expect(issueText('service level of Phone: 78.6% instead of 80%, 09:00 to 10:00', 'zh-CN')).toBe(
    'Phone 的服务水平：78.6%，应为 80%，09:00 至 10:00',
  );
  expect(issueText('abandonment of Phone: 4.1% instead of 3%, over the day, on 90% of days', 'zh-CN')).toBe(
    'Phone 的放弃率：4.1%，应为 3%，全天，按 90% 的日子',
  );
});

test('whatever a rule of schedules says is said in Chinese', () => {
  const rules = readFileSync(`${import.meta.dirname}/../../../../src/workforce/schedule/rules.cpp`, 'utf8');
  const sentences = [...rules.matchAll(/"([^"\n]*)"/g)]
    .map(([, sentence = '']) => sentence.replace(/\{[^}]*\}/g, '7'))
    .filter((sentence) => sentence.includes(' '));
  expect(sentences.length).toBeGreaterThan(25);
  expect(sentences.filter((sentence) => issueText(sentence, 'zh-CN') === sentence)).toEqual([]);
  expect(issueText('only 3 days in a row', 'zh-CN')).toBe('只连续工作 3 天');
});
