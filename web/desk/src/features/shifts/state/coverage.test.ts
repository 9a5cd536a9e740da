import { describe, expect, it } from 'vitest';
import type { StaffCoverage } from '@/lib/contract';
import { shownStrips, stripsAtFirst } from './coverage';

const strip = (requirement: string, under_hours: number, over_hours = 0): StaffCoverage => ({
  requirement,
  under_hours,
  over_hours,
  points: [],
});
const names = (strips: StaffCoverage[]) => strips.map(({ requirement }) => requirement);
const many = [strip('a', 1), strip('b', 9), strip('c', 0, 3), strip('d', 4), strip('e', 0), strip('f', 2)];

describe('strips above the shifts', () => {
  it('are those that lack most, in their own order', () => {
    expect(names(shownStrips(many, []))).toEqual(['a', 'b', 'd', 'f']);
    expect(shownStrips(many, []).length).toBe(stripsAtFirst);
  });

  it('are all where there are few', () => {
    expect(names(shownStrips(many.slice(3), []))).toEqual(['d', 'e', 'f']);
  });

  it('are the chosen ones, and the worst again once those are gone', () => {
    expect(names(shownStrips(many, ['e', 'b']))).toEqual(['b', 'e']);
    expect(names(shownStrips(many, ['of another schedule']))).toEqual(['a', 'b', 'd', 'f']);
  });
});
