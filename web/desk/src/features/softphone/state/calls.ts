// The calls this desk is told of: who is in them, and since when they are held. Pure.
import type { FeedEvent, PhoneCall } from '@/lib/contract';

export interface ShownCall extends PhoneCall {
  heldSince?: number; // ms
}

export type Calls = ReadonlyMap<string, ShownCall>;

export const noCalls: Calls = new Map();

export function withEvent(calls: Calls, event: FeedEvent, now: number): Calls {
  if (event.type === 'hello' && event.is_reset) return noCalls;
  if (event.type === 'call') return withCall(calls, event.call, now);
  if (
    event.type === 'interaction' &&
    event.interaction.state === 'closed' &&
    calls.has(event.interaction.id)
  ) {
    const left = new Map(calls);
    left.delete(event.interaction.id);
    return left;
  }
  return calls;
}

function withCall(calls: Calls, call: PhoneCall, now: number): Calls {
  const before = calls.get(call.interaction_id);
  const heldSince = call.is_held ? (before?.heldSince ?? now) : undefined;
  return new Map(calls).set(call.interaction_id, { ...call, heldSince });
}

export const memberOf = (call: PhoneCall | undefined, userId: string) =>
  call?.members.find((each) => each.user_id === userId);

export const outsideOf = (call: PhoneCall | undefined) =>
  call?.members.find((each) => each.role === 'outside');
