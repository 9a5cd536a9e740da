// Which agents of a long list are shown. Pure.
import type { PlannedAgent, ShiftViolation } from '@/lib/contract';

export interface BoardFilter {
  words: string; // in the name or the contract
  skill: string; // '': any
  isBrokenOnly: boolean;
}

interface Row {
  id: string;
  name: string;
  agent: PlannedAgent;
}

export function shownRows<R extends Row>(rows: R[], filter: BoardFilter, violations: ShiftViolation[]): R[] {
  const words = filter.words.trim().toLowerCase();
  const broken = new Set(violations.map(({ agent_id }) => agent_id));
  return rows.filter(
    ({ id, name, agent }) =>
      (words === '' || `${name} ${agent.contract}`.toLowerCase().includes(words)) &&
      (filter.skill === '' || agent.skills.includes(filter.skill)) &&
      (!filter.isBrokenOnly || broken.has(id)),
  );
}
