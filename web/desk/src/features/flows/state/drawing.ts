// A flow as React Flow draws it: one node per step, one edge per exit that leads somewhere. What did not change keeps its
// object, so that only what did is drawn again. Pure but for that memory.
import type { Edge, Node } from '@xyflow/react';
import type { FlowDefinition, FlowStep } from '@/lib/api-types';
import type { Change } from './difference';
import { exitsOf } from './kinds';
import { sizeOf } from './size';

export interface StepData extends Record<string, unknown> {
  step: FlowStep;
  summary: string;
  isStart: boolean;
  problems: number;
  running: number;
  change: Change | undefined;
  // Its places in the path that is lit, counted from 1; empty: not on it; undefined: nothing is lit.
  turns: readonly number[] | undefined;
}
export type StepNode = Node<StepData, 'step'>;

export interface Marks {
  problems: ReadonlyMap<string, number>;
  running: ReadonlyMap<string, number>;
  changes: ReadonlyMap<string, Change>;
  path: readonly string[] | undefined;
  summaryOf: (step: FlowStep) => string;
  labelOf: (step: FlowStep) => string;
  selected: ReadonlySet<string>;
}

const noTurns: readonly number[] = [];

function turnsOf(path: readonly string[] | undefined): Map<string, number[]> | undefined {
  if (!path) return undefined;
  const turns = new Map<string, number[]>();
  path.forEach((id, index) => turns.set(id, [...(turns.get(id) ?? []), index + 1]));
  return turns;
}

const isSame = (a: readonly number[] | undefined, b: readonly number[] | undefined) =>
  a === b ||
  (a !== undefined && b !== undefined && a.length === b.length && a.every((each, i) => each === b[i]));

// The nodes of a flow; `before` are those of the last time.
export function nodesOf(flow: FlowDefinition, marks: Marks, before: readonly StepNode[]): StepNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const turns = turnsOf(marks.path);
  return flow.steps.map((step) => {
    const data: StepData = {
      step,
      summary: marks.summaryOf(step),
      isStart: step.id === flow.start,
      problems: marks.problems.get(step.id) ?? 0,
      running: marks.running.get(step.id) ?? 0,
      change: marks.changes.get(step.id),
      turns: turns ? (turns.get(step.id) ?? noTurns) : undefined,
    };
    const old = known.get(step.id);
    if (
      old &&
      old.data.step === step &&
      old.data.summary === data.summary &&
      old.data.isStart === data.isStart &&
      old.data.problems === data.problems &&
      old.data.running === data.running &&
      old.data.change === data.change &&
      isSame(old.data.turns, data.turns)
    ) {
      const isSelected = marks.selected.has(step.id);
      return (old.selected ?? false) === isSelected ? old : { ...old, selected: isSelected };
    }
    const isPlaced = old?.data.step.place === step.place;
    return {
      ...old,
      id: step.id,
      type: 'step' as const,
      position: isPlaced && old ? old.position : step.place,
      data,
      selected: marks.selected.has(step.id),
      ariaLabel: marks.labelOf(step),
      ...sizeOf(step.does),
      measured: sizeOf(step.does),
    };
  });
}

export const edgeId = (from: string, exit: string) => `${from}/${exit}`;

// The exits that were gone through, as often as steps follow each other on the path.
export function litEdges(flow: FlowDefinition, path: readonly string[]): Set<string> {
  const lit = new Set<string>();
  path.slice(1).forEach((to, index) => {
    const from = flow.steps.find(({ id }) => id === path[index]);
    const exit = Object.entries(from?.exits ?? {}).find(([, target]) => target === to);
    if (from && exit) lit.add(edgeId(from.id, exit[0]));
  });
  return lit;
}

export interface ExitEdge extends Edge {
  data: { state: 'plain' | 'lit' | 'dim' | 'added' | 'removed' };
}

// `before`: what the flow is compared with; `changes` says which of its steps are only there any more.
export interface Before {
  flow: FlowDefinition;
  changes: ReadonlyMap<string, Change>;
}

export function edgesOf(flow: FlowDefinition, path?: readonly string[], before?: Before): ExitEdge[] {
  const lit = path ? litEdges(flow, path) : undefined;
  const there = new Set(flow.steps.map(({ id }) => id));
  const old = new Map(before?.flow.steps.map((step) => [step.id, step.exits]));
  const edges: ExitEdge[] = [];
  const add = (from: string, exit: string, to: string, state: ExitEdge['data']['state']) => {
    if (!there.has(to)) return;
    const id = edgeId(from, exit);
    edges.push({
      id: state === 'removed' ? `${id}/removed` : id,
      source: from,
      sourceHandle: exit,
      target: to,
      targetHandle: 'in',
      className: `edge-${state}`,
      data: { state },
    });
  };
  for (const step of flow.steps) {
    const isGone = before?.changes.get(step.id) === 'removed';
    const exits = exitsOf(step.does).map(({ name }) => name);
    for (const name of exits) {
      const to = step.exits[name];
      if (to === undefined) continue;
      const isNew = before !== undefined && old.get(step.id)?.[name] !== to;
      if (isGone) add(step.id, name, to, 'removed');
      else if (isNew) add(step.id, name, to, 'added');
      else
        add(step.id, name, to, lit === undefined ? 'plain' : lit.has(edgeId(step.id, name)) ? 'lit' : 'dim');
    }
    // A way that an exit of today no longer takes.
    for (const [exit, to] of Object.entries(old.get(step.id) ?? {}))
      if (!isGone && step.exits[exit] !== to && exits.includes(exit)) add(step.id, exit, to, 'removed');
  }
  return edges;
}
