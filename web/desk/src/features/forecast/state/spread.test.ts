import { describe, expect, it } from 'vitest';
import { layers, stackOf } from './spread';

const point = {
  wall: 1,
  contacts: 10,
  low_50: 8,
  high_50: 12,
  low_80: 6,
  high_80: 15,
  low_95: 3,
  high_95: 20,
};

describe('bands of a forecast', () => {
  it('are stacked so that each layer ends where its bound is', () => {
    let height = 0;
    stackOf([point]).forEach((layer, place) => {
      height += layer[0]?.[1] ?? 0;
      expect(height).toBe(point[layers[place] ?? 'low_95']);
    });
  });

  it('never fall, whatever rounding has made of the bounds', () => {
    const stacked = stackOf([{ ...point, low_80: 2.999, low_95: 3 }]);
    expect(stacked[1]?.[0]?.[1]).toBe(0);
  });
});
