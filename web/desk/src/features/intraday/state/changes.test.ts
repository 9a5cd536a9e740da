import { describe, expect, it } from 'vitest';
import type { Outlook, OutlookProposal, OutlookTogether } from '@/lib/contract';
import { type Change, editsOf, openChanges, partsOf } from './changes';

const edit = (schedule_id: string, end: string, version = 3) => ({
  schedule_id,
  version,
  edits: [{ agent_id: '1', day: '2026-03-02', end }] as never,
});

const proposal = (edit?: OutlookProposal['edit']): OutlookProposal => ({
  kind: 'extend_shift',
  queue: 'Phone',
  steps: [],
  effects: [],
  offers: [],
  hours: 1,
  gain: 1,
  ...(edit && { edit }),
});

const outlook = (proposals: OutlookProposal[], together?: OutlookTogether) =>
  ({ proposals, ...(together && { together }) }) as Outlook;

const all = (parts: number[], edits: OutlookTogether['edits']): OutlookTogether => ({
  parts,
  edits,
  effects: [],
  hours: 2,
  gain: 2,
});

describe('what can be done about a day', () => {
  const late = proposal(edit('7', '18:00'));
  const later = proposal(edit('8', '19:00'));
  const setting = proposal();
  const both = all([0, 2], [edit('7', '18:00'), edit('8', '19:00')]);
  const today = outlook([late, setting, later], both);
  const kept = (changes: Change[]) => changes.map(({ made }) => made);

  it('is several together first, then each by itself', () => {
    expect(kept(openChanges(today, []))).toEqual([both, late, setting, later]);
    expect(kept(openChanges(outlook([late]), []))).toEqual([late]);
    expect(openChanges(outlook([]), [])).toEqual([]);
  });

  it('is without what was done, also when it is proposed again at another version of the schedule', () => {
    const done: Change[] = [{ outlook: today, made: later }];
    expect(kept(openChanges(today, done))).toEqual([late, setting]);
    const again = outlook([proposal(edit('8', '19:00', 4)), proposal(edit('8', '19:30', 4))]);
    expect(kept(openChanges(again, done))).toEqual([again.proposals[1]]);
  });

  it('is without the parts of what was done together', () => {
    expect(kept(openChanges(today, [{ outlook: today, made: both }]))).toEqual([setting]);
  });

  it('keeps what changes no schedule', () => {
    expect(kept(openChanges(outlook([setting]), [{ outlook: today, made: setting }]))).toEqual([setting]);
  });

  it('has its parts and its edits, one a schedule', () => {
    const change: Change = { outlook: today, made: both };
    expect(partsOf(change)).toEqual([
      { place: 0, proposal: late },
      { place: 2, proposal: later },
    ]);
    expect(editsOf(change)).toEqual(both.edits);
    expect(editsOf({ outlook: today, made: late })).toEqual([late.edit]);
    expect(editsOf({ outlook: today, made: setting })).toEqual([]);
  });
});
