import { describe, expect, it } from 'vitest';
import type { AdherenceDay, AgentAdherence } from '@/lib/contract';
import { createZone } from '@/lib/zone';
import { axisOf, hoursOf, placeOf } from './axis';
import { outSeconds, rowsOf, standingOf } from './rows';
import { sliceOf } from './window';

const at = (time: string) => `2026-03-24T${time}:00Z`;

function agent(name: string, part: Partial<AgentAdherence> = {}): AgentAdherence {
  return {
    agent_id: name,
    name,
    team_ids: [],
    figures: {
      scheduled_s: 3600,
      adherent_s: 3600,
      scheduled_work_s: 3600,
      worked_s: 3600,
      excused_s: 0,
      unscheduled_s: 0,
      deviations: 0,
    },
    scheduled: [{ from: at('08:30'), to: at('16:00'), duty: 'work', name: 'Day' }],
    seen: [],
    deviations: [],
    excuses: [],
    now: {
      seen: { from: at('08:30'), presence: 'available', reason_id: '0' },
      is_out: false,
      is_excused: false,
    },
    ...part,
  };
}
const out = (since: string): Partial<AgentAdherence> => ({
  now: {
    seen: { from: since, presence: 'offline', reason_id: '0' },
    is_out: true,
    is_excused: false,
    kind: 'late',
    out_since: since,
    scheduled: { from: at('08:30'), to: at('16:00'), duty: 'work', name: 'Day' },
  },
});
const all = { team: '', onlyOut: false, name: '' };
const names = (rows: AgentAdherence[]) => rows.map(({ name }) => name);

describe('the rows of a day', () => {
  const missed = agent('Bea');
  missed.figures.adherent_s = 1800;
  const items = [
    agent('Zoe', out(at('09:10'))),
    agent('Ada', { team_ids: ['1'] }),
    missed,
    agent('Tom', out(at('09:00'))),
  ];

  it('begin with whoever is out the longest, then whoever has missed most', () => {
    expect(names(rowsOf(items, all))).toEqual(['Tom', 'Zoe', 'Bea', 'Ada']);
  });

  it('are those of the team, of who is out, and of the name that are asked for', () => {
    expect(names(rowsOf(items, { ...all, team: '1' }))).toEqual(['Ada']);
    expect(names(rowsOf(items, { ...all, onlyOut: true }))).toEqual(['Tom', 'Zoe']);
    expect(names(rowsOf(items, { ...all, name: ' zO' }))).toEqual(['Zoe']);
  });

  it('are counted as they stand', () => {
    expect(standingOf(items)).toEqual({ out: 2, here: 2, due: 2 });
    expect(outSeconds(items[0] as AgentAdherence, Date.parse(at('09:12')))).toBe(120);
    expect(outSeconds(items[1] as AgentAdherence, Date.parse(at('09:12')))).toBe(0);
  });
});

describe('the axis', () => {
  const day = (items: AgentAdherence[]): AdherenceDay => ({
    day: '2026-03-24',
    time_zone: 'Europe/Berlin',
    from: '2026-03-23T23:00:00Z',
    to: '2026-03-24T23:00:00Z',
    whole: agent('').figures,
    items,
  });

  it('goes from the first to the last whole hour, and over the day when there is nothing', () => {
    const now = Date.parse(at('17:20'));
    const seen = [{ from: at('10:00'), presence: 'available' as const, reason_id: '0' }];
    expect(axisOf(day([agent('Ada', { seen })]), now)).toEqual({
      from: Date.parse(at('08:00')),
      to: Date.parse(at('18:00')),
    });
    expect(axisOf(day([]), now).to).toBe(Date.parse('2026-03-24T23:00:00Z'));
    const night = [{ from: '2026-03-23T20:00:00Z', to: at('02:00'), duty: 'work' as const, name: 'Night' }];
    expect(axisOf(day([agent('Ada', { scheduled: night })]), now).from).toBe(
      Date.parse('2026-03-23T23:00:00Z'),
    );
  });

  it('places what is inside and has hours of the organisation’s clock', () => {
    const axis = { from: Date.parse(at('08:00')), to: Date.parse(at('18:00')) };
    expect(placeOf(axis, Date.parse(at('07:00')), Date.parse(at('09:00')))).toEqual({ left: 0, width: 10 });
    expect(placeOf(axis, Date.parse(at('06:00')), Date.parse(at('08:00')))).toBeNull();
    const hours = hoursOf(axis, createZone('Europe/Berlin'));
    expect(hours[0]?.label).toBe('09:00');
    expect(hours).toHaveLength(10);
    expect(hoursOf({ from: axis.from, to: axis.from + 24 * 3_600_000 }, createZone('UTC'))).toHaveLength(12);
  });
});

describe('the window', () => {
  it('holds what can be seen and a little more, of any number of rows', () => {
    expect(sliceOf(500, 60, 6000, 600)).toEqual({ first: 94, last: 116 });
    expect(sliceOf(3, 60, 0, 600)).toEqual({ first: 0, last: 3 });
    expect(sliceOf(0, 60, 6000, 600)).toEqual({ first: 0, last: 0 });
  });
});
