// Where steps go when nobody puts them: in columns from the left to the right along the exits, each step near those that lead
// to it (Sugiyama's layers and barycentres, without his dummy nodes). 200 steps take a few milliseconds. Pure.
import type { FlowDefinition, FlowStep } from '@/lib/api-types';
import { moved, onGrid } from './changes';
import type { Place } from './changes';
import { exitsOf } from './kinds';
import { sizeOf, stepWidthPx } from './size';

const columnPx = stepWidthPx + 88;
const gapPx = 40;
const sweeps = 6;

interface Layer {
  step: FlowStep;
  column: number;
  height: number;
  top: number;
  from: Layer[];
  to: Layer[];
}

const middle = ({ top, height }: Layer) => top + height / 2;
const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;

// Columns by the longest way from the start; a way back does not count.
function layersOf(flow: FlowDefinition): Layer[] {
  const made = (step: FlowStep): Layer => ({
    step,
    column: 0,
    height: sizeOf(step.does).height,
    top: 0,
    from: [],
    to: [],
  });
  const byId = new Map(flow.steps.map((step) => [step.id, made(step)]));
  const state = new Map<Layer, 'open' | 'done'>();
  const finished: Layer[] = [];
  const visit = (first: Layer) => {
    const stack: { layer: Layer; targets: Layer[] }[] = [];
    const enter = (layer: Layer) => {
      state.set(layer, 'open');
      const targets = exitsOf(layer.step.does).flatMap(
        ({ name }) => byId.get(layer.step.exits[name] ?? '') ?? [],
      );
      stack.push({ layer, targets: [...new Set(targets)] });
    };
    enter(first);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.targets.shift();
      if (!next) {
        state.set(top.layer, 'done');
        finished.push(top.layer);
        stack.pop();
      } else if (state.get(next) !== 'open') {
        top.layer.to.push(next);
        next.from.push(top.layer);
        if (!state.has(next)) enter(next);
      }
    }
  };
  const start = byId.get(flow.start);
  for (const layer of [...(start ? [start] : []), ...byId.values()]) if (!state.has(layer)) visit(layer);
  for (const layer of finished.reverse())
    for (const next of layer.to) next.column = Math.max(next.column, layer.column + 1);
  return finished;
}

// Each wants to stand in the middle of its neighbours; those above push it down.
function settle(column: Layer[], neighbours: (layer: Layer) => Layer[]): void {
  const wanted = new Map(
    column.map((layer) => {
      const near = neighbours(layer).map(middle);
      return [layer, near.length > 0 ? mean(near) : middle(layer)];
    }),
  );
  column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
  let bottom = -Infinity;
  for (const layer of column) {
    layer.top = Math.max(bottom, (wanted.get(layer) ?? 0) - layer.height / 2);
    bottom = layer.top + layer.height + gapPx;
  }
  const off = mean(column.map((layer) => middle(layer) - (wanted.get(layer) ?? 0)));
  for (const layer of column) layer.top -= off;
}

export function arranged(flow: FlowDefinition): FlowDefinition {
  const layers = layersOf(flow);
  const columns: Layer[][] = [];
  for (const layer of layers) (columns[layer.column] ??= []).push(layer);
  for (const column of columns) {
    let bottom = 0;
    for (const layer of column ?? []) {
      layer.top = bottom;
      bottom += layer.height + gapPx;
    }
  }
  const all = columns.filter(Boolean);
  for (let sweep = 0; sweep < sweeps; ++sweep) {
    if (sweep % 2 === 0) for (const column of all) settle(column, ({ from }) => from);
    else for (const column of [...all].reverse()) settle(column, ({ to }) => to);
  }
  for (const column of all) settle(column, ({ from }) => from);
  const first = layers.find(({ step }) => step.id === flow.start)?.top ?? 0;
  // Down to the grid in order, so that rounding puts none on another.
  const places = new Map<string, Place>();
  for (const column of all)
    for (const { step, column: number, top } of column)
      places.set(step.id, onGrid({ x: number * columnPx, y: top - first }));
  return moved(flow, places);
}
