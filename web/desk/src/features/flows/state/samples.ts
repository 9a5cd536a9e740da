// Flows for the tests: a small one, and as large a one as there can be.
import type { FlowDefinition, FlowStep } from '@/lib/api-types';
import { startOf } from './kinds';

export const small: FlowDefinition = {
  purpose: 'entrance',
  languages: ['zh', 'en'],
  channels: ['chat'],
  start: 'greet',
  fallback_queue_id: '7',
  attributes: [{ name: 'order', type: 'text', choices: [], initial: '', is_secret: false }],
  steps: [
    {
      id: 'greet',
      does: { kind: 'say', text: { zh: '您好', en: 'Hello' }, prompt: '' },
      exits: { next: 'topic' },
      note: '',
      place: { x: 0, y: 0 },
    },
    {
      id: 'topic',
      does: {
        kind: 'menu',
        text: { zh: '请选择', en: 'Choose' },
        options: [
          { name: 'order', digit: '1', label: { zh: '订单', en: 'An order' }, also: [] },
          { name: 'person', digit: '2', label: { zh: '人工', en: 'A person' }, also: ['human'] },
        ],
        again: {},
        tries: 3,
        timeout_s: 0,
      },
      exits: { order: 'number', person: 'people', timeout: 'people' },
      note: '',
      place: { x: 300, y: 0 },
    },
    {
      id: 'number',
      does: {
        ...startOf('collect', '7'),
        kind: 'collect',
        text: { zh: '订单号', en: 'Number' },
        attribute: 'order',
      } as FlowStep['does'],
      exits: { done: 'which', timeout: 'people' },
      note: '',
      place: { x: 600, y: -120 },
    },
    {
      id: 'which',
      does: {
        kind: 'branch',
        cases: [{ name: 'repair', when: "starts_with(order, '9') and reorder_count < 2" }],
      },
      exits: { repair: 'people', else: 'people' },
      note: '',
      place: { x: 900, y: -120 },
    },
    {
      id: 'people',
      does: startOf('queue', '7'),
      exits: { refused: 'end' },
      note: '',
      place: { x: 900, y: 60 },
    },
    { id: 'end', does: { kind: 'end' }, exits: {}, note: '', place: { x: 1200, y: 60 } },
  ],
  tests: [
    {
      name: 'an order',
      channel: 'chat',
      language: 'en',
      is_customer_known: false,
      inputs: [{ at: 'topic', gives: '1', values: {} }],
      path: ['greet', 'topic', 'number'],
    },
  ],
};

// Menus that lead on to menus, with a way to the end and to people from each.
export function large(count = 200): FlowDefinition {
  const steps: FlowStep[] = [];
  for (let n = 0; n < count - 2; ++n) {
    const next = (by: number) => (n + by < count - 2 ? `step_${n + by}` : 'people');
    steps.push({
      id: `step_${n}`,
      does: {
        kind: 'menu',
        text: { zh: `第 ${n} 步`, en: `Step ${n}` },
        options: [
          { name: 'a', digit: '1', label: { zh: '一', en: 'One' }, also: [] },
          { name: 'b', digit: '2', label: { zh: '二', en: 'Two' }, also: [] },
        ],
        again: {},
        tries: 3,
        timeout_s: 0,
      },
      exits: { a: next(1), b: next(3), timeout: 'people' },
      note: '',
      place: { x: (n % 20) * 320, y: Math.floor(n / 20) * 260 },
    });
  }
  steps.push({
    id: 'people',
    does: startOf('queue', '7'),
    exits: { refused: 'end' },
    note: '',
    place: { x: 6400, y: 0 },
  });
  steps.push({ id: 'end', does: { kind: 'end' }, exits: {}, note: '', place: { x: 6700, y: 0 } });
  return { ...small, attributes: [], start: 'step_0', steps, tests: [] };
}
