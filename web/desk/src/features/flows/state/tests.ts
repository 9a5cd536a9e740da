// Stored tests: what comes in, and the steps that are expected. Pure.
import type { FlowDefinition, FlowTest, FlowTestAnswer } from '@/lib/api-types';
import { exitsOf } from './kinds';
import { stepOf } from './changes';
import { inOrder } from './order';

export function blankTest(flow: FlowDefinition, name: string): FlowTest {
  return {
    name,
    channel: flow.channels[0] ?? 'chat',
    language: flow.languages[0] ?? '',
    is_customer_known: false,
    inputs: [],
    path: flow.start ? [flow.start] : [],
  };
}

export function withTest(flow: FlowDefinition, index: number, change: Partial<FlowTest>): FlowDefinition {
  return { ...flow, tests: flow.tests.map((test, i) => (i === index ? { ...test, ...change } : test)) };
}

// Steps at which something can come in, as a customer meets them.
export function asksOf(flow: FlowDefinition): string[] {
  const silent = ['say', 'set', 'branch', 'split', 'tag', 'record', 'end'];
  return inOrder(flow)
    .filter(({ does }) => !silent.includes(does.kind))
    .map(({ id }) => id);
}

// What may be given at a step, to choose from; words and digits are written.
export function givesAt(flow: FlowDefinition, id: string): string[] {
  const does = stepOf(flow, id)?.does;
  if (!does) return [];
  if (does.kind === 'menu')
    return [...does.options.map(({ digit }, index) => digit || String(index + 1)), 'timeout', 'leaves'];
  if (does.kind === 'collect') return ['timeout', 'leaves'];
  return [...exitsOf(does).map(({ name }) => name), 'leaves'];
}

export const blankAnswer = (at: string): FlowTestAnswer => ({ at, gives: '', values: {} });
