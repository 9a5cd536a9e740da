import { describe, expect, it } from 'vitest';
import { createZone } from '@/lib/zone';
import { createDays } from './days';
import {
  agentHours,
  anybody,
  firstSkills,
  joined,
  needsByHand,
  needsOf,
  needsOfTable,
  wantedOf,
} from './requirements';

const clockIn = (name: string) => {
  const zone = createZone(name);
  return (at: string) => {
    const wall = new Date(zone.wall(at)).toISOString();
    return { date: wall.slice(0, 10), minutes: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) };
  };
};

describe('requirements that were computed for a day', () => {
  const found = {
    time_zone: 'Europe/Berlin',
    interval_minutes: 60,
    groups: [
      {
        group: 'Orders',
        points: [
          { start: '2026-03-02T08:00:00Z', agents: 3 }, // 09:00
          { start: '2026-03-02T09:00:00Z', agents: 0 },
          { start: '2026-03-02T10:00:00Z', agents: 5 },
        ],
      },
    ],
  };

  it('stand at the same times of the clock on the weekdays chosen, also when clocks have changed', () => {
    const days = createDays('Europe/Berlin', '2026-03-27', 4); // Friday to Monday
    const [need] = needsOf(
      found,
      { groups: [{ name: 'Orders', shrinkage: 0.3 }] },
      [1, 5],
      clockIn('Europe/Berlin'),
      days,
    );
    expect(need).toEqual({
      name: 'Orders',
      shrinkage: 0.3,
      points: [
        { start: '2026-03-27T08:00:00.000Z', agents: 3 },
        { start: '2026-03-27T10:00:00.000Z', agents: 5 },
        { start: '2026-03-30T07:00:00.000Z', agents: 3 },
        { start: '2026-03-30T09:00:00.000Z', agents: 5 },
      ],
    });
    expect(need && agentHours(need, 60)).toBe(16);
  });
});

describe('requirements that were computed for several days', () => {
  it('are of each day as it is, and of others by their weekday; nobody needed is no requirement', () => {
    const found = {
      time_zone: 'UTC',
      interval_minutes: 60,
      groups: [
        {
          group: 'Orders',
          skills: ['orders'],
          shrinkage: 0.25,
          points: [
            { start: '2026-03-02T08:00:00Z', agents: 3 }, // a Monday
            { start: '2026-03-03T08:00:00Z', agents: 4 },
          ],
        },
        { group: 'Nobody', points: [{ start: '2026-03-02T08:00:00Z', agents: 0 }] },
      ],
    };
    const days = createDays('UTC', '2026-03-03', 7); // Tuesday to the next Monday
    expect(needsOf(found, {}, [], clockIn('UTC'), days)).toEqual([
      {
        name: 'Orders',
        skills: ['orders'],
        shrinkage: 0.25,
        points: [
          { start: '2026-03-03T08:00:00.000Z', agents: 4 },
          { start: '2026-03-09T08:00:00.000Z', agents: 3 },
        ],
      },
    ]);
  });
});

describe('hours by hand', () => {
  it('have no point in the hour that is missing, and one in each of those that come twice', () => {
    const row = { name: 'Night', weekdays: [], from: '00:00', to: '06:00', agents: 2 };
    const spring = needsByHand([row], 60, createDays('Europe/Berlin', '2026-03-29', 1));
    expect(spring[0]?.points).toHaveLength(5);
    const autumn = needsByHand([row], 60, createDays('Europe/Berlin', '2026-10-25', 1));
    expect(autumn[0]?.points).toHaveLength(7);
  });

  it('of one name are one requirement, the larger where both speak', () => {
    const days = createDays('UTC', '2026-03-02', 1);
    const row = { name: 'Orders', weekdays: [1], from: '09:00', to: '11:00', agents: 2 };
    const [need, ...more] = needsByHand(
      [row, { ...row, name: ' Orders ', from: '10:00', agents: 4 }],
      60,
      days,
    );
    expect(more).toEqual([]);
    expect(need?.points.map(({ agents }) => agents)).toEqual([2, 4]);
    expect(needsByHand([{ ...row, weekdays: [2] }], 60, days)[0]?.points).toEqual([]);
  });
});

describe('a table', () => {
  const days = createDays('Asia/Shanghai', '2026-03-02', 2);

  it('is read with or without headers, whatever separates its columns', () => {
    const { needs, faults } = needsOfTable(
      '\uFEFFrequirement;day;time;agents\r\nOrders;2026-03-02;09:00;4\r\n"Chat";2026-03-03;9:30;0.5\r\n\r\n',
      30,
      days,
    );
    expect(faults).toEqual([]);
    expect(needs).toEqual([
      { name: 'Orders', shrinkage: 0, points: [{ start: '2026-03-02T01:00:00.000Z', agents: 4 }] },
      { name: 'Chat', shrinkage: 0, points: [{ start: '2026-03-03T01:30:00.000Z', agents: 0.5 }] },
    ]);
  });

  it('says of every line what is wrong with it', () => {
    const rows = [
      'Orders,2026-03-02,09:00',
      ',2026-03-02,09:00,1',
      'Orders,2026-03-05,09:00,1',
      'Orders,2026-03-02,09:10,1',
      'Orders,2026-03-02,25:00,1',
      'Orders,2026-03-02,09:00,-1',
      'Orders,2026-03-02,09:00,many',
      'Orders,2026-03-02,09:00,1',
      'Orders,2026-03-02,09:00,1',
    ];
    expect(needsOfTable(rows.join('\n'), 30, days).faults).toEqual([
      { line: 1, fault: 'columns' },
      { line: 2, fault: 'name' },
      { line: 3, fault: 'day' },
      { line: 4, fault: 'time' },
      { line: 5, fault: 'time' },
      { line: 6, fault: 'agents' },
      { line: 7, fault: 'agents' },
      { line: 9, fault: 'twice' },
    ]);
  });
});

it('joins what has one name, and says it with its terms', () => {
  const need = (start: string) => ({ name: 'Orders', shrinkage: 0.2, points: [{ start, agents: 1 }] });
  const both = joined([
    need('2026-03-03T00:00:00Z'),
    need('2026-03-02T00:00:00Z'),
    need('2026-03-02T00:00:00Z'),
  ]);
  expect(both).toHaveLength(1);
  expect(both[0]?.points.map(({ start }) => start)).toEqual(['2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z']);
  const terms = { skills: ['Voice'], under_cost: 100, over_cost: 10, shrinkage_percent: 25 };
  expect(wantedOf(both, () => terms)[0]).toMatchObject({
    name: 'Orders',
    skills: ['Voice'],
    shrinkage: 0.25,
  });
});

it('begins with the skills that were computed, or one that is called alike; with nobody asked for any, anybody counts', () => {
  const need = (name: string, skills?: string[]) => ({
    name,
    shrinkage: 0,
    points: [],
    ...(skills && { skills }),
  });
  expect(firstSkills(need('Orders', ['Voice', 'Spanish']), ['Voice', 'Spanish'])).toEqual([
    'Voice',
    'Spanish',
  ]);
  expect(firstSkills(need('Orders', []), ['Voice', 'Spanish'])).toEqual([anybody]);
  expect(firstSkills(need('spanish'), ['Voice', 'Spanish'])).toEqual(['Spanish']);
  expect(firstSkills(need('Orders'), ['Voice'])).toEqual(['Voice']);
  expect(firstSkills(need('Orders'), ['Voice', 'Spanish'])).toEqual([]);
  expect(firstSkills(need('Orders'), [])).toEqual([anybody]);
});
