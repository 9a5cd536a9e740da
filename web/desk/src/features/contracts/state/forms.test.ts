import { describe, expect, it } from 'vitest';
import type { AgentPlanning } from '@/lib/contract';
import { agentFields, agentValues, blankWish } from './agent-form';
import { blankContract, blankTemplate, contractFields, paidHours, templateFields } from './contract-form';

describe('a contract', () => {
  it('has no limit where its field is empty', () => {
    const fields = contractFields({
      ...blankContract,
      name: 'Full time',
      days_week_max: null,
      nights_max: 0,
    });
    expect(fields).not.toHaveProperty('days_week_max');
    expect(fields).toMatchObject({ name: 'Full time', nights_max: 0, rest_min_s: 39_600 });
  });
});

describe('a template', () => {
  it('pays for what is not an unpaid break that is had', () => {
    expect(paidHours(blankTemplate)).toBe(8);
    const [lunch] = blankTemplate.breaks;
    if (!lunch) throw new Error('no lunch');
    expect(paidHours({ length_s: 4 * 3600, breaks: [{ ...lunch, shift_min_s: 6 * 3600 }] })).toBe(4);
  });

  it('is sent whole', () => {
    const emptied = { ...blankTemplate, every_s: null as unknown as number };
    expect(templateFields(emptied)).toMatchObject({ every_s: 0, length_s: 30_600 });
  });
});

describe('an agent', () => {
  const agent: AgentPlanning = {
    agent_id: '7',
    name: 'Chen',
    skills: ['Voice'],
    contract: 'Full time',
    cost_per_hour: 20,
    cost_per_shift: 0,
    available: [],
    time_off: [],
    wishes: [],
  };

  it('goes without what the organisation keeps', () => {
    expect(Object.keys(agentFields(agentValues(agent))).sort()).toEqual([
      'available',
      'contract',
      'cost_per_hour',
      'cost_per_shift',
      'time_off',
      'wishes',
    ]);
  });

  it('wishes for what the kind of wish has, and nothing left over from another', () => {
    const wishes = [
      { ...blankWish, kind: 'starts_from' as const, at: '10:00', shift: 'Early' },
      { ...blankWish, kind: 'not_shift' as const, at: '10:00', shift: 'Night' },
    ];
    expect(agentFields({ ...agentValues(agent), wishes }).wishes).toMatchObject([
      { kind: 'starts_from', at: '10:00', shift: '' },
      { kind: 'not_shift', at: '00:00', shift: 'Night' },
    ]);
  });
});
