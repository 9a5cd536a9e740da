import { describe, expect, it } from 'vitest';
import type { FeedEvent, PhoneCall, SoundQuality } from '@/lib/contract';
import { noCalls, withEvent } from './calls';
import { complaintOf, levelOf, lookOf } from './health';
import type { Senses } from './health';
import { initialPhone } from './machine';
import type { PhoneState } from './machine';
import { dialled } from './number';

const call = (part: Partial<PhoneCall> = {}): FeedEvent => ({
  type: 'call',
  call: {
    interaction_id: '7',
    is_up: true,
    is_held: false,
    is_conference: false,
    is_recalled: false,
    recording: 'none',
    may_record: false,
    members: [],
    ...part,
  },
});

describe('the calls', () => {
  it('know since when one is held, through every other change', () => {
    let calls = withEvent(noCalls, call(), 1000);
    calls = withEvent(calls, call({ is_held: true }), 2000);
    calls = withEvent(calls, call({ is_held: true, is_conference: true }), 3000);
    expect(calls.get('7')?.heldSince).toBe(2000);
    calls = withEvent(calls, call(), 4000);
    expect(calls.get('7')?.heldSince).toBeUndefined();
  });

  it('are the same object as long as nothing concerns them', () => {
    const calls = withEvent(noCalls, call(), 1000);
    expect(withEvent(calls, { type: 'pong' }, 2000)).toBe(calls);
  });

  it('are forgotten when the feed begins anew', () => {
    const calls = withEvent(noCalls, call(), 1000);
    const hello: FeedEvent = { type: 'hello', seq: 1, is_reset: true, server_time: '' };
    expect(withEvent(calls, hello, 2000).size).toBe(0);
  });
});

const quality = (mos_in: number, mos_out: number): SoundQuality => ({
  loss_in: 0,
  loss_out: 0,
  jitter_in_ms: 0,
  jitter_out_ms: 0,
  round_trip_ms: 0,
  mos_in,
  mos_out,
});
const fine: Senses = { isSoundBlocked: false, isMicrophoneMuted: false, isSilent: false };
const ready: PhoneState = { ...initialPhone, status: 'ready', isFeedOpen: true };

describe('the health of the phone', () => {
  it('is as bad as the worse direction, and unknown before anything was measured', () => {
    expect(levelOf(quality(0, 0))).toBeUndefined();
    expect(levelOf(quality(4.3, 0))).toBe('good');
    expect(levelOf(quality(4.3, 3.7))).toBe('fair');
    expect(levelOf(quality(2.9, 4.4))).toBe('bad');
  });

  it('names what weighs most', () => {
    expect(complaintOf(ready, fine)).toBeUndefined();
    expect(complaintOf(ready, { ...fine, isSilent: true, isSoundBlocked: true })).toBe('sound_blocked');
    expect(complaintOf(ready, { ...fine, quality: quality(3.2, 4.4) })).toBe('poor');
    expect(complaintOf({ ...ready, status: 'blocked', problem: 'denied' }, fine)).toBe('denied');
  });

  it('stays calm about the first retry and says so from the second', () => {
    const waiting = (attempts: number): PhoneState => ({
      ...ready,
      status: 'waiting',
      problem: 'unreachable',
      attempts,
    });
    expect(lookOf(waiting(1), fine)).toBe('connecting');
    expect(lookOf(waiting(2), fine)).toBe('problem');
    expect(lookOf({ ...ready, status: 'replaced' }, fine)).toBe('problem');
    expect(lookOf({ ...ready, status: 'waiting', problem: 'feed', attempts: 5 }, fine)).toBe('connecting');
  });
});

describe('a number to dial', () => {
  it('is taken from what people write', () => {
    expect(dialled('+86 (10) 6552-9988')).toBe('+861065529988');
    expect(dialled('４００８００')).toBe('400800');
    expect(dialled('*21#')).toBe('*21#');
  });

  it('is nothing else', () => {
    for (const text of ['', '7', 'alice', '12;34', '1'.repeat(40), '++12'])
      expect(dialled(text)).toBeUndefined();
  });
});
