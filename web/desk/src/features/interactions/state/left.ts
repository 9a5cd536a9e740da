// What had not been sent when the page was left or loaded again; kept for this tab and this person.
import type { PendingMessage } from './outbox';

const keyOf = (userId: string) => `rapport.outbox.${userId}`;

export function readLeft(userId: string): PendingMessage[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(kept) ? (kept as PendingMessage[]) : [];
  } catch {
    return [];
  }
}

export function writeLeft(userId: string, pending: PendingMessage[]): void {
  try {
    if (pending.length === 0) sessionStorage.removeItem(keyOf(userId));
    else
      sessionStorage.setItem(
        keyOf(userId),
        JSON.stringify(pending.map((each) => ({ ...each, failure: undefined }))),
      );
  } catch {
    // Full or forbidden: then only this page remembers.
  }
}
