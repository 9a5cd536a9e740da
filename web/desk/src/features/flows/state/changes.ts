// How a flow's definition changes under its author's hands. Every function answers with a new definition, in which what
// did not change is the same object, so that the canvas draws only what did. Pure.
import type { FlowDefinition, FlowStep } from '@/lib/api-types';
import { exitsOf, startOf } from './kinds';
import type { Does, Kind } from './kinds';

export type Place = FlowStep['place'];
export const gridPx = 20;
const snapped = (value: number) => Math.round(value / gridPx) * gridPx;
export const onGrid = ({ x, y }: Place): Place => ({ x: snapped(x), y: snapped(y) });

export const stepNameMax = 40;
// a-z, 0-9 and _, beginning with a letter; "" stays "".
export function asName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, stepNameMax);
}

export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, '').slice(0, stepNameMax - 4);
  for (let n = 2; ; ++n) if (!taken.has(`${stem}_${n}`)) return `${stem}_${n}`;
}

const namesOf = (flow: FlowDefinition) => new Set(flow.steps.map(({ id }) => id));

export function stepOf(flow: FlowDefinition, id: string | undefined): FlowStep | undefined {
  return flow.steps.find((step) => step.id === id);
}

export function blankFlow(queue: string): FlowDefinition {
  return {
    purpose: 'entrance',
    languages: ['zh', 'en'],
    channels: ['chat'],
    start: 'queue',
    fallback_queue_id: queue,
    attributes: [],
    steps: [
      {
        id: 'queue',
        does: startOf('queue', queue),
        exits: { refused: 'end' },
        note: '',
        place: { x: 0, y: 0 },
      },
      { id: 'end', does: { kind: 'end' }, exits: {}, note: '', place: { x: 300, y: 0 } },
    ],
    tests: [],
  };
}

export function withStep(flow: FlowDefinition, id: string, change: Partial<FlowStep>): FlowDefinition {
  return { ...flow, steps: flow.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) };
}

// What it does changes; ways out that it no longer has are forgotten.
export function doing(flow: FlowDefinition, id: string, does: Does): FlowDefinition {
  const step = stepOf(flow, id);
  if (!step) return flow;
  const has = new Set(exitsOf(does).map(({ name }) => name));
  const kept = Object.entries(step.exits).filter(([name]) => has.has(name));
  const exits = kept.length === Object.keys(step.exits).length ? step.exits : Object.fromEntries(kept);
  return withStep(flow, id, { does, exits });
}

// An exit that its author renames leads where it led.
export function exitRenamed(
  flow: FlowDefinition,
  id: string,
  from: string,
  to: string,
  does: Does,
): FlowDefinition {
  const step = stepOf(flow, id);
  if (!step) return flow;
  const target = step.exits[from];
  const rest = Object.entries(step.exits).filter(([name]) => name !== from);
  const exits = Object.fromEntries(target === undefined ? rest : [...rest, [to, target]]);
  return withStep(flow, id, { does, exits });
}

export function connected(
  flow: FlowDefinition,
  from: string,
  exit: string,
  to: string | undefined,
): FlowDefinition {
  const step = stepOf(flow, from);
  if (!step || step.exits[exit] === to) return flow;
  const { [exit]: _before, ...rest } = step.exits;
  return withStep(flow, from, { exits: to === undefined ? rest : { ...rest, [exit]: to } });
}

export function moved(flow: FlowDefinition, places: ReadonlyMap<string, Place>): FlowDefinition {
  if (places.size === 0) return flow;
  const steps = flow.steps.map((step) => {
    const place = places.get(step.id);
    const isThere = place === undefined || (place.x === step.place.x && place.y === step.place.y);
    return isThere ? step : { ...step, place };
  });
  return steps.every((step, index) => step === flow.steps[index]) ? flow : { ...flow, steps };
}

export interface Added {
  flow: FlowDefinition;
  ids: string[];
}

// A new step; when it comes after another, that one's first free exit leads to it.
export function added(
  flow: FlowDefinition,
  kind: Kind,
  place: Place,
  after?: { id: string; exit?: string },
): Added {
  const id = freeName(namesOf(flow), kind);
  const does = startOf(kind, flow.fallback_queue_id);
  const step: FlowStep = { id, does, exits: {}, note: '', place: onGrid(place) };
  let next: FlowDefinition = { ...flow, steps: [...flow.steps, step] };
  if (flow.steps.length === 0) next = { ...next, start: id };
  const before = stepOf(flow, after?.id);
  const exit =
    after?.exit ?? exitsOf(before?.does ?? { kind: 'end' }).find(({ name }) => !before?.exits[name])?.name;
  if (before && exit !== undefined) next = connected(next, before.id, exit, id);
  return { flow: next, ids: [id] };
}

export function removed(flow: FlowDefinition, gone: readonly string[]): FlowDefinition {
  const ids = new Set(gone);
  const steps = flow.steps
    .filter(({ id }) => !ids.has(id))
    .map((step) => {
      const left = Object.entries(step.exits).filter(([, to]) => !ids.has(to));
      return left.length === Object.keys(step.exits).length
        ? step
        : { ...step, exits: Object.fromEntries(left) };
    });
  return { ...flow, steps };
}

export function renamed(flow: FlowDefinition, from: string, to: string): FlowDefinition {
  if (to === '' || to === from || namesOf(flow).has(to)) return flow;
  const name = (id: string) => (id === from ? to : id);
  const isNamed = (ids: string[]) => ids.includes(from);
  return {
    ...flow,
    start: name(flow.start),
    steps: flow.steps.map((step) => {
      const exits = isNamed(Object.values(step.exits))
        ? Object.fromEntries(Object.entries(step.exits).map(([exit, id]) => [exit, name(id)]))
        : step.exits;
      return step.id === from || exits !== step.exits ? { ...step, id: name(step.id), exits } : step;
    }),
    tests: flow.tests.map((test) => ({
      ...test,
      path: test.path.map(name),
      inputs: test.inputs.map((input) => ({ ...input, at: name(input.at) })),
    })),
  };
}

// An attribute's new name reaches everything that names it outright; expressions and texts by whole words.
export function attributeRenamed(flow: FlowDefinition, from: string, to: string): FlowDefinition {
  if (from === '' || to === '' || from === to) return flow;
  const word = new RegExp(`(?<![\\w'"])${from}(?![\\w'"])`, 'g');
  const braces = `{${from}}`;
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (key === 'attribute' || key === 'name_to') return value === from ? to : value;
      if (key === 'when' || key === 'value' || key === 'priority') return value.replace(word, to);
      return value.replaceAll(braces, `{${to}}`);
    }
    if (Array.isArray(value))
      return value.map((each) => (key === 'send' && each === from ? to : replace(each, key)));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replace(each, name)]));
    return value;
  };
  return {
    ...flow,
    attributes: flow.attributes.map((each) => (each.name === from ? { ...each, name: to } : each)),
    steps: flow.steps.map((step) => {
      const does = replace(step.does, '') as Does;
      const isCallback = does.kind === 'callback' && does.number === from;
      return { ...step, does: isCallback ? { ...does, number: to } : does };
    }),
  };
}

// The place itself, or the next one below it where no step lies.
export function freePlace(flow: FlowDefinition, wanted: Place): Place {
  const isTaken = ({ x, y }: Place) =>
    flow.steps.some(({ place }) => Math.abs(place.x - x) < 260 && Math.abs(place.y - y) < 140);
  let place = onGrid(wanted);
  while (isTaken(place)) place = { x: place.x, y: place.y + 2 * gridPx };
  return place;
}
