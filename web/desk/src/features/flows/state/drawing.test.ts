import { describe, expect, it } from 'vitest';
import type { FlowDifference } from '@/lib/api-types';
import { added, connected, moved, removed, stepOf } from './changes';
import { changesOf, compared } from './difference';
import { edgesOf, litEdges, nodesOf } from './drawing';
import type { Marks } from './drawing';
import { problemKey, problemKeys } from './problem-text';
import { large, small } from './samples';
import { asksOf, blankTest, givesAt, withTest } from './tests';

const marks: Marks = {
  problems: new Map(),
  running: new Map(),
  changes: new Map(),
  path: undefined,
  summaryOf: ({ id }) => `about ${id}`,
  labelOf: ({ id }) => id,
  selected: new Set(),
};

describe('a flow on the canvas', () => {
  it('has a node for every step and an edge for every exit that leads somewhere', () => {
    expect(nodesOf(small, marks, []).map(({ id }) => id)).toEqual(small.steps.map(({ id }) => id));
    const edges = edgesOf(small);
    expect(edges).toHaveLength(9);
    expect(edges[0]).toMatchObject({
      id: 'greet/next',
      source: 'greet',
      sourceHandle: 'next',
      target: 'topic',
    });
    expect(edgesOf(connected(small, 'greet', 'next', 'nobody'))).toHaveLength(8);
  });
  it('draws only what has changed', () => {
    const flow = large();
    const before = nodesOf(flow, marks, []);
    const again = (next = flow, other: Partial<Marks> = {}) =>
      nodesOf(next, { ...marks, ...other }, before).filter((node, index) => node !== before[index]);
    expect(again()).toEqual([]);
    expect(again(connected(flow, 'step_4', 'a', 'end')).map(({ id }) => id)).toEqual(['step_4']);
    expect(again(flow, { selected: new Set(['step_9']) }).map(({ id }) => id)).toEqual(['step_9']);
    expect(again(flow, { running: new Map([['step_9', 2]]) }).map(({ id }) => id)).toEqual(['step_9']);
  });
  it('keeps where a hand is dragging a step until it is dropped there', () => {
    const [first, ...rest] = nodesOf(small, marks, []);
    const dragged = { ...first!, position: { x: 55, y: 55 } };
    const named = nodesOf(small, { ...marks, summaryOf: () => 'new words' }, [dragged, ...rest]);
    expect(named[0]?.position).toEqual({ x: 55, y: 55 });
    const dropped = moved(small, new Map([['greet', { x: 60, y: 60 }]]));
    expect(nodesOf(dropped, marks, [dragged, ...rest])[0]?.position).toEqual({ x: 60, y: 60 });
  });
  it('lights a path and dims the rest, with the turn of each step', () => {
    const path = ['greet', 'topic', 'topic', 'people'];
    const nodes = nodesOf(small, { ...marks, path }, []);
    expect(nodes.map(({ data }) => data.turns)).toEqual([[1], [2, 3], [], [], [4], []]);
    expect([...litEdges(small, path)]).toEqual(['greet/next', 'topic/person']);
    expect(edgesOf(small, path).filter(({ data }) => data.state === 'dim')).toHaveLength(7);
  });
});

describe('two versions', () => {
  const next = connected(
    added(removed(small, ['which']), 'tag', { x: 0, y: 0 }).flow,
    'number',
    'done',
    'tag',
  );
  const difference: FlowDifference = {
    from: small,
    to: next,
    steps: [
      { step: 'number', change: 'changed', fields: ['exits/done'] },
      { step: 'tag', change: 'added', fields: [] },
      { step: 'which', change: 'removed', fields: [] },
    ],
  };
  it('are on one canvas, with what is gone where it was', () => {
    const { flow, changes } = compared(difference);
    expect(stepOf(flow, 'which')?.place).toEqual(stepOf(small, 'which')?.place);
    expect([...changes]).toEqual([
      ['number', 'changed'],
      ['tag', 'added'],
      ['which', 'removed'],
    ]);
    const states = Object.fromEntries(
      edgesOf(flow, undefined, { flow: small, changes }).map(({ id, data }) => [id, data.state]),
    );
    expect(states['number/done']).toBe('added');
    expect(states['number/done/removed']).toBe('removed');
    expect(states['which/else/removed']).toBe('removed');
    expect(states['greet/next']).toBe('plain');
  });
  it('differ field by field', () => {
    expect(changesOf(difference, 'number')).toEqual([{ field: 'exits/done', before: 'which', after: 'tag' }]);
    expect(changesOf(difference, 'tag').length).toBeGreaterThan(0);
    expect(changesOf({ ...difference, to: { ...next, start: 'topic' } }, '')).toEqual([
      { field: 'start', before: 'greet', after: 'topic' },
    ]);
  });
});

describe('what is wrong', () => {
  it('is understood in the server’s own words', () => {
    expect(problemKey("there is no step 'end'")).toEqual({ key: 'no_step', values: { name: 'end' } });
    expect(problemKey('expected 1 to 10, got 12')?.values).toEqual({ least: '1', most: '10', got: '12' });
    expect(problemKey("chat cannot do 'voicemail'")?.values).toEqual({ channel: 'chat', kind: 'voicemail' });
    expect(problemKey("at 7: expected a value, found ')'")?.key).toBe('expression');
    expect(problemKey('something new')).toBeUndefined();
    expect(new Set(problemKeys).size).toBe(problemKeys.length);
  });
});

describe('stored tests', () => {
  it('begin with the flow’s first channel and language', () => {
    expect(blankTest(small, 'a')).toMatchObject({ channel: 'chat', language: 'zh', path: ['greet'] });
    expect(withTest(small, 0, { name: 'b' }).tests[0]?.name).toBe('b');
  });
  it('offer what can come in at a step', () => {
    expect(asksOf(small)).toEqual(['topic', 'number', 'people']);
    expect(givesAt(small, 'topic')).toEqual(['1', '2', 'timeout', 'leaves']);
    expect(givesAt(small, 'people')).toEqual(['refused', 'leaves']);
    expect(givesAt(small, 'nobody')).toEqual([]);
  });
});
