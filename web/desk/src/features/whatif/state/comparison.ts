// What a comparison found. The shapes are those of a job's result, which the API's document leaves open.
export interface Estimate {
  mean: number;
  half_width: number; // of the 95 % interval
  runs: number;
}

export interface ComparedFigure {
  base: Estimate;
  variant: Estimate;
  difference: Estimate;
  is_sure: boolean;
}

export type ComparedFigures = Partial<Record<string, ComparedFigure>>;

export interface ComparedVariant {
  name: string;
  total: ComparedFigures;
  agents: ComparedFigures;
  cost: ComparedFigures;
  queues: { queue: string; figures: ComparedFigures }[];
  groups: { group: string; figures: ComparedFigures }[];
  notes?: string[]; // absent in what was compared before there were any
}

export interface QueueFit {
  queue: string;
  contacts: number;
  abandoned: number;
  patience_p50_s?: number;
  conversations: number;
  handle_s?: number;
  stretch: number;
}

export interface WhatIfFound {
  comparison: { replications: number; is_precise: boolean; variants: ComparedVariant[] };
  day?: { day: string; fits: QueueFit[]; notes: string[] };
}

export interface WhatIfAsked {
  day?: string;
  variants: { name: string; changes: { kind: string }[] }[];
  costs?: ContactCosts;
}

// By the piece; beside what people cost by the hour.
export interface ContactCosts {
  per_contact?: number;
  per_abandon?: number;
}

export type FigureUnit = 'share' | 'seconds' | 'count';

interface Shown {
  unit: FigureUnit;
  better: 1 | -1 | 0; // which way is better for customers and company; 0: neither
}

export const ofQueues: Record<string, Shown> = {
  service_level: { unit: 'share', better: 1 },
  abandonment: { unit: 'share', better: -1 },
  asa_s: { unit: 'seconds', better: -1 },
  wait_p90_s: { unit: 'seconds', better: -1 },
  offered: { unit: 'count', better: 0 },
  called_back: { unit: 'count', better: 0 },
  served_in_flow: { unit: 'count', better: 0 },
  left_in_flow: { unit: 'count', better: -1 },
};
export const ofAgents: Record<string, Shown> = {
  occupancy: { unit: 'share', better: 0 },
  concurrency: { unit: 'count', better: 0 },
};
export const ofCost: Record<string, Shown> = {
  agents: { unit: 'count', better: -1 },
  contacts: { unit: 'count', better: 0 },
  abandons: { unit: 'count', better: -1 },
  total: { unit: 'count', better: -1 },
};

export interface Row extends Shown {
  key: string; // of the figure's name
  figures: (ComparedFigure | undefined)[]; // by variant
}

// One figure a line, side by side; what no run had is left out.
function rowsOf(shown: Record<string, Shown>, prefix: string, all: ComparedFigures[]): Row[] {
  return Object.entries(shown).flatMap(([name, look]) => {
    const figures = all.map((each) => each[name]);
    const isThere = figures.some((each) => each && each.base.runs > 0 && !isNothing(each));
    return isThere ? [{ ...look, key: prefix + name, figures }] : [];
  });
}

const isNothing = ({ base, variant }: ComparedFigure) => base.mean === 0 && variant.mean === 0;

export function rowsOfDay(variants: ComparedVariant[]): Row[] {
  return [
    ...rowsOf(
      ofQueues,
      '',
      variants.map(({ total }) => total),
    ),
    ...rowsOf(
      ofAgents,
      '',
      variants.map(({ agents }) => agents),
    ),
    ...withoutLonePart(
      rowsOf(
        ofCost,
        'cost_',
        variants.map(({ cost }) => cost),
      ),
    ),
  ];
}

// A total of one part says the same as the part.
const withoutLonePart = (rows: Row[]) => (rows.length === 2 ? rows.slice(1) : rows);

export function rowsOfQueue(variants: ComparedVariant[], queue: string): Row[] {
  return rowsOf(
    ofQueues,
    '',
    variants.map(({ queues }) => queues.find((each) => each.queue === queue)?.figures ?? {}),
  );
}

export type Verdict = 'better' | 'worse' | 'other' | 'unsure';

export function verdictOf({ better }: Pick<Row, 'better'>, figure: ComparedFigure): Verdict {
  if (!figure.is_sure || figure.difference.mean === 0) return 'unsure';
  if (better === 0) return 'other';
  return figure.difference.mean * better > 0 ? 'better' : 'worse';
}
