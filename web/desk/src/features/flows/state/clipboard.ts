// Steps as text, so that they can be copied within a flow, into another one, and into a letter. Pure.
import type { FlowAttribute, FlowDefinition, FlowStep } from '@/lib/api-types';
import { freeName, gridPx } from './changes';
import type { Added, Place } from './changes';
import { kinds } from './kinds';

interface Copied {
  rapport_flow_steps: 1;
  steps: FlowStep[];
  attributes: FlowAttribute[];
}

// With the attributes they name, so that they mean the same elsewhere.
export function copied(flow: FlowDefinition, ids: readonly string[]): string {
  const steps = flow.steps.filter(({ id }) => ids.includes(id));
  const words = JSON.stringify(steps.map(({ does }) => does));
  const attributes = flow.attributes.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(words));
  const copy: Copied = { rapport_flow_steps: 1, steps, attributes };
  return JSON.stringify(copy, null, 1);
}

function isStep(value: unknown): value is FlowStep {
  if (typeof value !== 'object' || value === null) return false;
  const { id, does, exits, place } = value as Partial<FlowStep>;
  return (
    typeof id === 'string' &&
    typeof does === 'object' &&
    (kinds as string[]).includes(does.kind) &&
    typeof exits === 'object' &&
    typeof place?.x === 'number' &&
    typeof place.y === 'number'
  );
}

function parsed(text: string): Copied | undefined {
  if (!text.includes('rapport_flow_steps')) return undefined;
  try {
    const { steps, attributes } = JSON.parse(text) as Partial<Copied>;
    if (!Array.isArray(steps) || steps.length === 0 || !steps.every(isStep)) return undefined;
    return { rapport_flow_steps: 1, steps, attributes: Array.isArray(attributes) ? attributes : [] };
  } catch {
    return undefined;
  }
}

// Undefined: these are no steps. Ways between them are kept, ways to others are not; names that are taken get a number.
export function pasted(flow: FlowDefinition, text: string, at?: Place): Added | undefined {
  const copy = parsed(text);
  if (!copy) return undefined;
  const taken = new Set(flow.steps.map(({ id }) => id));
  const names = new Map<string, string>();
  for (const { id } of copy.steps) {
    const name = freeName(taken, id);
    taken.add(name);
    names.set(id, name);
  }
  const left = Math.min(...copy.steps.map(({ place }) => place.x));
  const top = Math.min(...copy.steps.map(({ place }) => place.y));
  const shift = at ? { x: at.x - left, y: at.y - top } : { x: 2 * gridPx, y: 2 * gridPx };
  const steps = copy.steps.map((step) => ({
    ...step,
    id: names.get(step.id) ?? step.id,
    exits: Object.fromEntries(
      Object.entries(step.exits).flatMap(([exit, to]) => {
        const name = names.get(to);
        return name === undefined ? [] : [[exit, name]];
      }),
    ),
    place: { x: Math.round(step.place.x + shift.x), y: Math.round(step.place.y + shift.y) },
  }));
  const known = new Set(flow.attributes.map(({ name }) => name));
  const attributes = [...flow.attributes, ...copy.attributes.filter(({ name }) => !known.has(name))];
  return {
    flow: { ...flow, attributes, steps: [...flow.steps, ...steps] },
    ids: steps.map(({ id }) => id),
  };
}
