import { describe, expect, it } from 'vitest';
import { blankOf, changeOf, fieldsOf, kindGroups } from './changes';

const secondsAt = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 3600 + minutes * 60;
};

describe('changes', () => {
  it('are in one group each', () => {
    expect(Object.values(kindGroups).flat().sort()).toEqual(Object.keys(fieldsOf).sort());
  });

  it('say only what belongs to their kind', () => {
    expect(changeOf({ ...blankOf('learn_skill'), agents: ['林晓'], skill: 'French' }, secondsAt)).toEqual({
      kind: 'learn_skill',
      agents: ['林晓'],
      skill: 'French',
      level: 3,
    });
    expect(changeOf({ ...blankOf('scale_arrivals'), queues: [] }, secondsAt)).toEqual({
      kind: 'scale_arrivals',
      factor: 1.1,
    });
    expect(changeOf({ ...blankOf('remove_agents'), group: 'Tom' }, secondsAt)).toEqual({
      kind: 'remove_agents',
      group: 'Tom',
    });
  });

  it('name a flow by its id and version, and leave out what is not chosen', () => {
    const swap = { ...blankOf('swap_flow'), flow_from: { flow_id: '12', name: 'Menu' } };
    expect(changeOf({ ...swap, flow_to: { flow_id: '12', name: 'Menu', version: 0 } }, secondsAt)).toEqual({
      kind: 'swap_flow',
      from: { flow_id: '12' },
      to: { flow_id: '12', version: 0 },
    });
  });

  it('count seconds from the beginning of the day, over midnight where they have to', () => {
    const move = { ...blankOf('move_arrivals'), from: '09:00', to: '10:30', by_min: -30 };
    expect(changeOf(move, secondsAt)).toEqual({
      kind: 'move_arrivals',
      from_s: 32_400,
      to_s: 37_800,
      by_s: -1800,
    });
    const night = { ...blankOf('set_shifts'), agents: ['Tom'], from: '22:00', to: '06:00' };
    expect(changeOf(night, secondsAt)).toMatchObject({ shifts: [{ from_s: 79_200, to_s: 108_000 }] });
  });

  it('keep what a queue does in a place of its own', () => {
    const rules = { ...blankOf('change_rules'), queue: 'Orders', choice: 'most_skilled' as const };
    expect(changeOf(rules, secondsAt)).toEqual({
      kind: 'change_rules',
      queue: 'Orders',
      rules: { choice: 'most_skilled' },
    });
    expect(changeOf({ ...blankOf('offer_callbacks'), queue: 'Orders' }, secondsAt)).toEqual({
      kind: 'offer_callbacks',
      queue: 'Orders',
      offer: { after_s: 120, share: 0.5, reached: 0.85 },
    });
  });
});
