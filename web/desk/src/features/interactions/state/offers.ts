import type { Interaction } from '@/lib/contract';

// Offers to this agent, the one that runs out first on top.
export function offersTo(interactions: Interaction[], me: string): Interaction[] {
  return interactions
    .filter((each) => each.offer?.agent_id === me)
    .sort((a, b) => (a.offer?.expires_at ?? '').localeCompare(b.offer?.expires_at ?? ''));
}

// What this agent works on: held, being wrapped up, or asked in for.
export function conversationsOf(interactions: Interaction[], me: string): Interaction[] {
  return interactions
    .filter((each) => each.offer?.agent_id !== me && (each.agent_id === me || each.consulted_id === me))
    .sort((a, b) => a.arrived_at.localeCompare(b.arrived_at));
}
