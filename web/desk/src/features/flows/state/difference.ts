// Two versions on one canvas: everything of the newer one, and what it no longer has, where it was. Pure.
import type { FlowDefinition, FlowDifference, FlowStep } from '@/lib/api-types';

export type Change = 'added' | 'removed' | 'changed' | 'moved';

export interface Compared {
  flow: FlowDefinition;
  changes: ReadonlyMap<string, Change>;
}

export function compared({ from, to, steps }: FlowDifference): Compared {
  const changes = new Map(
    steps.filter(({ step }) => step !== '').map(({ step, change }) => [step, change as Change]),
  );
  const gone = from.steps.filter(({ id }) => changes.get(id) === 'removed');
  return { flow: { ...to, steps: [...to.steps, ...gone] }, changes };
}

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

const leaves = (value: unknown, at: string, into: Map<string, string>) => {
  if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) leaves(each, at === '' ? key : `${at}/${key}`, into);
    return;
  }
  into.set(at, String(value ?? ''));
};

function flat(value: unknown): Map<string, string> {
  const into = new Map<string, string>();
  leaves(value, '', into);
  return into;
}

// What is said, field by field.
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [a, b] = [flat(before ?? {}), flat(after ?? {})];
  const fields = [...new Set([...a.keys(), ...b.keys()])];
  return fields
    .filter((field) => a.get(field) !== b.get(field))
    .map((field) => ({ field, before: a.get(field) ?? '', after: b.get(field) ?? '' }));
}

const shown = (step: FlowStep | undefined) =>
  step ? { ...step.does, exits: step.exits, note: step.note } : undefined;

// Of one step, or with "" of what belongs to the flow as a whole.
export function changesOf({ from, to }: FlowDifference, step: string): FieldChange[] {
  if (step === '') {
    const { steps: _a, ...before } = from;
    const { steps: _b, ...after } = to;
    return fieldChanges(before, after);
  }
  const find = (flow: FlowDefinition) => flow.steps.find(({ id }) => id === step);
  return fieldChanges(shown(find(from)), shown(find(to)));
}
