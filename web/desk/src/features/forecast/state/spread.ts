// A forecast's points on one axis: the expected value and the intervals around it. Pure.
export interface Spread {
  contacts: number;
  low_50: number;
  high_50: number;
  low_80: number;
  high_80: number;
  low_95: number;
  high_95: number;
}

export type At = Spread & { wall: number };

// Six areas stacked on one another: where the bands begin and end, one above the other; the first is not drawn.
export const layers = ['low_95', 'low_80', 'low_50', 'high_50', 'high_80', 'high_95'] as const;

export function stackOf(points: At[]): [number, number][][] {
  return layers.map((layer, place) => {
    const below = place > 0 ? layers[place - 1] : undefined;
    return points.map((point) => [point.wall, Math.max(0, point[layer] - (below ? point[below] : 0))]);
  });
}
