// Steps in the order in which a reader meets them: from the start, along the exits; then what no way leads to. Pure.
import type { FlowDefinition, FlowStep } from '@/lib/api-types';
import { exitsOf } from './kinds';

export function inOrder(flow: FlowDefinition): FlowStep[] {
  const left = new Map(flow.steps.map((step) => [step.id, step]));
  const ordered: FlowStep[] = [];
  const open = [flow.start];
  while (open.length > 0) {
    const id = open.shift() ?? '';
    const step = left.get(id);
    if (!step) continue;
    left.delete(id);
    ordered.push(step);
    for (const { name } of exitsOf(step.does)) {
      const to = step.exits[name];
      if (to !== undefined) open.push(to);
    }
  }
  return [...ordered, ...left.values()];
}
