import { describe, expect, it } from 'vitest';
import { clockTone, dueTone, reachable } from './due';

const now = Date.parse('2026-03-02T10:00:00Z');

describe('how pressing a promise is', () => {
  it('depends on what is left', () => {
    expect(dueTone(undefined, now)).toBe('plain');
    expect(dueTone('2026-03-02T09:59:59Z', now)).toBe('alarm');
    expect(dueTone('2026-03-02T10:59:00Z', now)).toBe('watch');
    expect(dueTone('2026-03-02T12:00:00Z', now)).toBe('calm');
  });

  it('is over when it was missed, and settled when it was kept', () => {
    expect(clockTone({ state: 'breached' }, now)).toBe('alarm');
    expect(clockTone({ state: 'met', due_at: '2026-03-01T10:00:00Z' }, now)).toBe('calm');
    expect(clockTone({ state: 'paused' }, now)).toBe('plain');
  });
});

describe('where a case may go', () => {
  it('is what the server takes', () => {
    expect(reachable('new')).toEqual(['new', 'open', 'waiting_customer', 'waiting_other', 'solved']);
    expect(reachable('solved')).toEqual(['open', 'solved', 'closed']);
    expect(reachable('closed')).toEqual(['open', 'closed']);
  });
});
