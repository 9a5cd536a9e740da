import { expect, it } from 'vitest';
import { isSame, moved, unwished, wished } from './wishes';

it('a line is wished once, after those before it, and may be given up', () => {
  expect(wished([3], 1)).toEqual([3, 1]);
  expect(wished([3, 1], 3)).toEqual([3, 1]);
  expect(unwished([3, 1, 2], 1)).toEqual([3, 2]);
  expect(unwished([3], 9)).toEqual([3]);
});

it('a wish moves one place and stays at the ends', () => {
  expect(moved([1, 2, 3], 3, -1)).toEqual([1, 3, 2]);
  expect(moved([1, 2, 3], 1, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 1, -1)).toEqual([1, 2, 3]);
  expect(moved([1, 2, 3], 3, 1)).toEqual([1, 2, 3]);
  expect(moved([1, 2, 3], 9, 1)).toEqual([1, 2, 3]);
});

it('an order is the same only place by place', () => {
  expect(isSame([1, 2], [1, 2])).toBe(true);
  expect(isSame([1, 2], [2, 1])).toBe(false);
  expect(isSame([1], [1, 2])).toBe(false);
});
