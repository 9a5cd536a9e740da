// The balances of everybody, a row an agent. Pure.
import type { TimeOffBalance } from '@/lib/contract';

export interface AgentBalances {
  agent_id: string;
  name: string;
  balances: Record<string, TimeOffBalance>; // by the id of the type
}

export function byAgent(all: TimeOffBalance[], nameOf: (id: string) => string): AgentBalances[] {
  const rows = new Map<string, AgentBalances>();
  for (const each of all) {
    const { agent_id } = each;
    const row = rows.get(agent_id) ?? { agent_id, name: nameOf(agent_id), balances: {} };
    row.balances[each.time_off_type_id] = each;
    rows.set(agent_id, row);
  }
  return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name));
}
