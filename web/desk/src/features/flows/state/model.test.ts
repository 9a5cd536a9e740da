import { describe, expect, it } from 'vitest';
import type { FlowDefinition } from '@/lib/api-types';
import {
  added,
  asName,
  attributeRenamed,
  blankFlow,
  connected,
  doing,
  exitRenamed,
  freeName,
  freePlace,
  moved,
  removed,
  renamed,
  stepOf,
} from './changes';
import { copied, pasted } from './clipboard';
import { changed, historyOf, redone, undone } from './history';
import { exitsOf, kinds, startOf } from './kinds';
import { arranged } from './layout';
import { inOrder } from './order';
import { large, small } from './samples';
import { sizeOf } from './size';
import { said, summary } from './summary';

const frozen = (flow: FlowDefinition): FlowDefinition => {
  const deep = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    Object.freeze(value);
    Object.values(value).forEach(deep);
  };
  deep(flow);
  return flow;
};
const flow = frozen(structuredClone(small));

describe('names', () => {
  it('become what the server takes', () => {
    expect(['Order number', '9 lives', '订单', 'a--b__c', 'x'.repeat(60)].map(asName)).toEqual([
      'order_number',
      'lives',
      '',
      'a_b_c',
      'x'.repeat(40),
    ]);
  });
  it('get a number when they are taken', () => {
    expect(freeName(new Set(['say', 'say_2']), 'say')).toBe('say_3');
    expect(freeName(new Set(['say_2']), 'say_2')).toBe('say_3');
  });
});

describe('changing a flow', () => {
  it('leaves every step that it does not touch the same object', () => {
    const next = connected(flow, 'topic', 'order', 'end');
    expect(stepOf(next, 'topic')?.exits.order).toBe('end');
    expect(next.steps.filter((step, index) => step !== flow.steps[index]).map(({ id }) => id)).toEqual([
      'topic',
    ]);
    expect(connected(flow, 'topic', 'order', 'number')).toBe(flow);
    expect(moved(flow, new Map([['greet', { x: 0, y: 0 }]]))).toBe(flow);
  });
  it('adds a step behind another, at its first free exit', () => {
    const free = connected(flow, 'topic', 'person', undefined);
    const { flow: next, ids } = added(free, 'say', { x: 613, y: 8 }, { id: 'topic' });
    expect(ids).toEqual(['say']);
    expect(stepOf(next, 'topic')?.exits.person).toBe('say');
    expect(stepOf(next, 'say')?.place).toEqual({ x: 620, y: 0 });
  });
  it('gives a step that needs a queue the fallback queue', () => {
    const { flow: next, ids } = added(flow, 'queue', { x: 0, y: 0 });
    expect(stepOf(next, ids[0])?.does).toMatchObject({ kind: 'queue', queue_id: '7' });
  });
  it('makes the first step of an empty flow its start', () => {
    expect(added({ ...flow, steps: [], start: '' }, 'end', { x: 0, y: 0 }).flow.start).toBe('end');
  });
  it('forgets the ways to a step that is removed', () => {
    const next = removed(flow, ['people']);
    expect(stepOf(next, 'topic')?.exits).toEqual({ order: 'number' });
    expect(stepOf(next, 'greet')).toBe(stepOf(flow, 'greet'));
  });
  it('renames a step wherever it is named', () => {
    const next = renamed(flow, 'topic', 'subject');
    expect(stepOf(next, 'greet')?.exits.next).toBe('subject');
    expect(next.tests[0]?.path).toEqual(['greet', 'subject', 'number']);
    expect(next.tests[0]?.inputs[0]?.at).toBe('subject');
    expect(renamed(flow, 'topic', 'end')).toBe(flow);
    expect(renamed(flow, 'greet', 'hello').start).toBe('hello');
  });
  it('keeps where an exit leads when its author renames it', () => {
    const topic = stepOf(flow, 'topic');
    if (topic?.does.kind !== 'menu') throw new Error('a menu');
    const options = topic.does.options.map((each) =>
      each.name === 'order' ? { ...each, name: 'parcel' } : each,
    );
    const next = exitRenamed(flow, 'topic', 'order', 'parcel', { ...topic.does, options });
    expect(stepOf(next, 'topic')?.exits).toEqual({ parcel: 'number', person: 'people', timeout: 'people' });
  });
  it('drops the ways out that a step no longer has', () => {
    const topic = stepOf(flow, 'topic');
    if (topic?.does.kind !== 'menu') throw new Error('a menu');
    const next = doing(flow, 'topic', { ...topic.does, options: topic.does.options.slice(0, 1) });
    expect(stepOf(next, 'topic')?.exits).toEqual({ order: 'number', timeout: 'people' });
  });
  it('renames an attribute in expressions by whole words, in texts by braces', () => {
    const withText = doing(flow, 'greet', { kind: 'say', text: { en: '{order} in order' }, prompt: '' });
    const next = attributeRenamed(withText, 'order', 'number');
    expect(stepOf(next, 'which')?.does).toMatchObject({
      cases: [{ when: "starts_with(number, '9') and reorder_count < 2" }],
    });
    expect(stepOf(next, 'greet')?.does).toMatchObject({ text: { en: '{number} in order' } });
    expect(stepOf(next, 'number')?.does).toMatchObject({ attribute: 'number' });
    expect(next.attributes[0]?.name).toBe('number');
    // An option that happens to have the same name is another thing.
    expect(stepOf(next, 'topic')?.exits.order).toBe('number');
  });
  it('finds a place where nothing lies', () => {
    const place = freePlace(flow, { x: 300, y: 0 });
    expect(
      flow.steps.every(
        (step) => Math.abs(step.place.x - place.x) >= 260 || Math.abs(step.place.y - place.y) >= 140,
      ),
    ).toBe(true);
  });
});

describe('the kinds of steps', () => {
  it('are all seventeen, each with a beginning that has its own exits', () => {
    expect(kinds).toHaveLength(17);
    for (const kind of kinds) {
      const does = startOf(kind, '7');
      expect(does.kind).toBe(kind);
      const names = exitsOf(does).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length > 0).toBe(kind !== 'end');
    }
  });
  it('have the exits that their fields give them', () => {
    const queue = startOf('queue', '7');
    if (queue.kind !== 'queue') throw new Error('a queue');
    const names = (does: typeof queue) => exitsOf(does).map(({ name }) => name);
    expect(names(queue)).toEqual(['refused']);
    expect(names({ ...queue, wait_max_s: 60, treatment: { ...queue.treatment, offer: { en: '' } } })).toEqual(
      ['refused', 'waited', 'offered'],
    );
  });
});

describe('copying', () => {
  it('brings steps, the ways between them and their attributes into another flow', () => {
    const text = copied(flow, ['number', 'which']);
    const result = pasted(blankFlow('3'), text, { x: 100, y: 100 });
    expect(result?.ids).toEqual(['number', 'which']);
    const number = stepOf(result?.flow ?? flow, 'number');
    expect(number?.exits).toEqual({ done: 'which' });
    expect(number?.place).toEqual({ x: 100, y: 100 });
    expect(result?.flow.attributes.map(({ name }) => name)).toEqual(['order']);
  });
  it('gives names that are taken a number, and connects the copies with each other', () => {
    const result = pasted(flow, copied(flow, ['greet', 'topic']));
    expect(result?.ids).toEqual(['greet_2', 'topic_2']);
    expect(stepOf(result?.flow ?? flow, 'greet_2')?.exits).toEqual({ next: 'topic_2' });
    expect(result?.flow.attributes).toHaveLength(1);
  });
  it('takes nothing that is not steps', () => {
    for (const text of [
      '',
      'hello',
      '{"rapport_flow_steps":1}',
      '{"rapport_flow_steps":1,"steps":[{"id":1}]}',
    ])
      expect(pasted(flow, text)).toBeUndefined();
  });
});

describe('undo', () => {
  it('goes back and forth, and joins typing into one field', () => {
    let history = historyOf('');
    for (const text of ['h', 'he', 'hel']) history = changed(history, text, 'greet/text');
    history = changed(history, 'moved');
    history = undone(history);
    expect(history.present).toBe('hel');
    history = undone(history);
    expect(history.present).toBe('');
    expect(undone(history)).toBe(history);
    history = redone(redone(history));
    expect(history.present).toBe('moved');
    expect(changed(undone(history), 'other').future).toEqual([]);
  });
  it('remembers two hundred changes', () => {
    let history = historyOf(0);
    for (let n = 1; n <= 300; ++n) history = changed(history, n);
    for (let n = 0; n < 300; ++n) history = undone(history);
    expect(history.present).toBe(100);
  });
});

describe('arranging', () => {
  const overlaps = ({ steps }: FlowDefinition) =>
    steps.flatMap((a, index) =>
      steps.slice(index + 1).filter((b) => {
        const [sa, sb] = [sizeOf(a.does), sizeOf(b.does)];
        return (
          a.place.x < b.place.x + sb.width &&
          b.place.x < a.place.x + sa.width &&
          a.place.y < b.place.y + sb.height &&
          b.place.y < a.place.y + sa.height
        );
      }),
    );
  it('puts the start first and no step on another', () => {
    const next = arranged(flow);
    expect(stepOf(next, 'greet')?.place).toEqual({ x: 0, y: 0 });
    expect(Math.min(...next.steps.map(({ place }) => place.x))).toBe(0);
    expect(overlaps(next)).toEqual([]);
  });
  it('does so with ways back, with steps that no way leads to, and with two hundred', () => {
    const round = connected(flow, 'people', 'refused', 'greet');
    expect(overlaps(arranged(added(round, 'say', { x: 0, y: 0 }).flow))).toEqual([]);
    const began = performance.now();
    expect(overlaps(arranged(large()))).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('reading a flow', () => {
  it('goes from the start along the exits', () => {
    const alone = added(flow, 'tag', { x: 0, y: 0 }).flow;
    expect(inOrder(alone).map(({ id }) => id)).toEqual([
      'greet',
      'topic',
      'number',
      'people',
      'which',
      'end',
      'tag',
    ]);
  });
  it('says what a step does in the reader’s language, by names', () => {
    expect(said({ zh: '您好', en: 'Hello' }, 'zh-CN')).toBe('您好');
    expect(said({ fr: 'Bonjour' }, 'en')).toBe('Bonjour');
    expect(said({}, 'en')).toBe('');
    const names = {
      queue: (id: string) => `Queue ${id}`,
      hours: String,
      agent: String,
      flow: String,
      recorded: String,
    };
    expect(summary(startOf('queue', '7'), 'en', names)).toBe('Queue 7');
    for (const kind of kinds) expect(typeof summary(startOf(kind, '0'), 'en', names)).toBe('string');
  });
});
