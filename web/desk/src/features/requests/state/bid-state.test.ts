import { expect, it } from 'vitest';
import { roundState } from './bid-state';

const closes_at = '2026-03-02T12:00:00Z';
const noon = Date.parse(closes_at);

it('an open round is closed from its time on, and what was decided stays', () => {
  expect(roundState({ state: 'open', closes_at }, noon - 1)).toBe('open');
  expect(roundState({ state: 'open', closes_at }, noon)).toBe('closed');
  expect(roundState({ state: 'awarded', closes_at }, noon - 1)).toBe('awarded');
  expect(roundState({ state: 'cancelled', closes_at }, noon + 1)).toBe('cancelled');
});
