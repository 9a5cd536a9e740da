import { describe, expect, it } from 'vitest';
import type { RecordingMark } from '@/lib/contract';
import { heightsOf, pathOf, pausesOf, placesOf, seekBy } from './wave';

describe('the outline of a recording', () => {
  it('keeps the greatest of the peaks that share a column', () => {
    expect(heightsOf([0, 250, 50, 100], 2)).toEqual([1, 0.4]);
    expect(heightsOf([], 3)).toEqual([0, 0, 0]);
  });

  it('spreads few peaks over many columns', () => {
    expect(heightsOf([250, 125], 4)).toEqual([1, 0, 0.5, 0]);
  });

  it('draws silence as a line and pauses not at all', () => {
    expect(pathOf([0], 20)).toBe('M0.5 9.5V10.5');
    expect(pathOf([1], 20)).toBe('M0.5 1.0V19.0');
    expect(heightsOf([255, 255], 2)).toEqual([0, 0]);
  });

  it('knows where it was paused', () => {
    const left = [10, 255, 255, 10, 10, 255, 10, 10, 10, 10];
    const pauses = pausesOf({ per_second: 10, left, right: left });
    expect(pauses.map(({ from, to }) => [from.toFixed(1), to.toFixed(1)])).toEqual([
      ['0.1', '0.3'],
      ['0.5', '0.6'],
    ]);
  });
});

describe('keys on the outline', () => {
  it('step, leap, and stay within the recording', () => {
    expect(seekBy('ArrowRight', 10, 60)).toBe(15);
    expect(seekBy('ArrowLeft', 2, 60)).toBe(0);
    expect(seekBy('PageUp', 40, 60)).toBe(60);
    expect(seekBy('Home', 40, 60)).toBe(0);
    expect(seekBy('End', 40, 60)).toBe(60);
    expect(seekBy('x', 40, 60)).toBeUndefined();
  });
});

describe('places of a recording', () => {
  const at = (at_ms: number, kind: RecordingMark['kind']): RecordingMark => ({ at_ms, kind });
  it('are its marks, keys in a row as one, without its end', () => {
    const marks = [
      at(0, 'agent_joined'),
      at(5000, 'key'),
      at(5600, 'key'),
      at(9000, 'key'),
      at(9900, 'ended'),
    ];
    expect(placesOf(marks).map(({ at_ms }) => at_ms)).toEqual([0, 5000, 9000]);
  });
});
