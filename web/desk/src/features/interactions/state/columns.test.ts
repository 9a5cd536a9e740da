import { describe, expect, it } from 'vitest';
import { arrange, noColumns } from './columns';

const shown = (steps: [open: string[], count: number, active?: string][]) =>
  steps.reduce((columns, [open, count, active]) => arrange(columns, open, count, active), noColumns).shown;

describe('conversations side by side', () => {
  it('fill the places there are', () => {
    expect(shown([[['a', 'b', 'c'], 2, 'b']])).toEqual(['b', 'a']);
  });

  it('keep their place when another of the shown is chosen', () => {
    expect(
      shown([
        [['a', 'b'], 2, 'a'],
        [['a', 'b'], 2, 'b'],
      ]),
    ).toEqual(['a', 'b']);
  });

  it('make room where one has not looked for longest', () => {
    const open = ['a', 'b', 'c'];
    expect(
      shown([
        [open, 2, 'a'],
        [open, 2, 'b'],
        [open, 2, 'c'],
      ]),
    ).toEqual(['c', 'b']);
  });

  it('drop what has ended and let the next one in', () => {
    expect(
      shown([
        [['a', 'b', 'c'], 2, 'a'],
        [['b', 'c'], 2, undefined],
      ]),
    ).toEqual(['b', 'c']);
  });

  it('shrink to the most recent', () => {
    const open = ['a', 'b', 'c'];
    expect(
      shown([
        [open, 3, 'a'],
        [open, 3, 'c'],
        [open, 1, 'c'],
      ]),
    ).toEqual(['c']);
  });

  it('are the same value when nothing changes, so that drawing ends', () => {
    const once = arrange(noColumns, ['a'], 2, 'a');
    expect(arrange(once, ['a'], 2, 'a')).toBe(once);
  });
});
