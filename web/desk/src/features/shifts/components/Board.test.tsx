import { act, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EditShifts, ScheduleProblem, Shift, ShiftPlan, ShiftViolation } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { keys } from '@/lib/keys';
import { asShift } from '../state/moves';
import { BoardPage } from './BoardPage';

const plan: ShiftPlan = {
  id: '5',
  name: 'Week 10',
  state: 'draft',
  time_zone: 'UTC',
  first_day: '2026-03-02',
  days: 2,
  version: 3,
  created_at: '2026-02-01T00:00:00Z',
};
const agent = (name: string) => ({
  name,
  contract: 'Full time',
  skills: ['Voice'],
  cost_per_hour: 0,
  cost_per_shift: 0,
  available: [],
  time_off: [],
  wishes: [],
});
const problem = {
  name: 'Week 10',
  time_zone: 'UTC',
  first_day: '2026-03-02',
  days: 2,
  grid_s: 900,
  interval_s: 1800,
  week_starts: 1,
  weekend: [6, 7],
  skills: ['Voice'],
  requirements: [],
  shifts: [
    {
      name: 'Day',
      from: '08:00',
      to: '10:00',
      every_s: 0,
      length_s: 28_800,
      length_max_s: 0,
      length_step_s: 0,
      weekdays: [],
      breaks: [],
      is_unpopular: false,
    },
  ],
  contracts: [],
  agents: [agent('1'), agent('2')],
} as unknown as ScheduleProblem;

const shift: Shift = {
  agent_id: '1',
  day: '2026-03-02',
  shift: 'Day',
  start: '2026-03-02T08:00:00Z',
  end: '2026-03-02T16:00:00Z',
  paid_s: 28_800,
  breaks: [],
  sequence: 1,
  changed_at: '2026-02-01T00:00:00Z',
};
const rest: ShiftViolation = {
  rule: 'rest_min',
  agent_id: '1',
  day: '2026-03-02',
  limit: 39_600,
  found: 32_400,
  what: '9.00 hours of rest before it',
};

// Roles of a whole page take long to find where much else runs.
configure({ asyncUtilTimeout: 15_000 });

let caused: ShiftViolation[];
let refusal: Response | null;

async function open() {
  const path = '/workforce/schedules/5';
  let version = plan.version;
  const asked = serve({
    [`GET ${path}`]: () => ({ ...plan, version }),
    [`GET ${path}/problem`]: () => problem,
    [`GET ${path}/shifts`]: () => ({ items: [shift] }),
    [`POST ${path}/undo`]: () => ({
      is_kept: true,
      version: ++version,
      shifts: [],
      caused: [],
      cured: [],
      coverage: [],
    }),
    [`POST ${path}/edits`]: (body) => {
      const { edits, is_trial } = body as EditShifts;
      if (!is_trial && refusal) return refusal;
      if (!is_trial) version += 1;
      const shifts = edits.flatMap(({ put, ...place }) => (put ? [asShift(place, put)] : []));
      return { is_kept: !is_trial, version, shifts, caused: is_trial ? caused : [], cured: [], coverage: [] };
    },
  });
  const view = await show(<BoardPage id="5" />);
  view.queries.setQueryData(keys.directory, (before: object) => ({
    ...before,
    users: [
      { id: '1', name: 'Chen' },
      { id: '2', name: 'Maya' },
    ],
  }));
  const cell = await screen.findByRole('gridcell', { name: /^Chen: 08:00–16:00/ });
  const press = (key: string, more = {}) => {
    const at = document.activeElement?.closest('[role=gridcell]') ?? cell;
    act(() => void fireEvent.keyDown(at, { key, ...more }));
  };
  const kept = () =>
    asked.filter(({ path: at, body }) => at.endsWith('/edits') && !(body as EditShifts).is_trial);
  const tried = () =>
    asked.filter(({ path: at, body }) => at.endsWith('/edits') && (body as EditShifts).is_trial);
  return { ...view, asked, cell, press, kept, tried };
}

beforeEach(() => {
  caused = [];
  refusal = null;
});

describe('the board', { timeout: 60_000 }, () => {
  it('tries what the keyboard carries, and keeps it where it is put down', async () => {
    const { press, kept, tried, done } = await open();
    press(' ');
    press('ArrowRight');
    expect(await screen.findByText('Keeps every rule')).toBeDefined();
    expect(tried()).toHaveLength(1);
    press('ArrowRight');
    press('Enter');
    await screen.findByRole('gridcell', { name: /^Chen: 08:30–16:30/ });
    expect(kept()).toHaveLength(1);
    expect(kept()[0]?.body).toMatchObject({
      version: 3,
      force_reason: '',
      edits: [{ agent_id: '1', day: '2026-03-02', put: { start: '2026-03-02T08:30:00.000Z' } }],
    });
    done();
  });

  it('lets nothing fall where a hard rule refuses, unless somebody says why', async () => {
    caused = [rest];
    const { press, kept, done } = await open();
    press(' ');
    press('ArrowLeft');
    expect(await screen.findByText(/Rest between shifts: 9 h, limit 11 h/)).toBeDefined();
    press('Enter');
    fireEvent.click(await screen.findByRole('button', { name: 'Leave it' }));
    await waitFor(() => expect(screen.queryByText('Hard rules would be broken')).toBeNull());
    expect(kept()).toHaveLength(0);
    press(' ');
    press('ArrowLeft');
    press('Enter');
    const reason = await screen.findByRole('textbox', { name: 'Why it is done all the same' });
    const sure = screen.getByRole('button', { name: 'Do it all the same' });
    expect(sure).toHaveProperty('disabled', true);
    fireEvent.change(reason, { target: { value: ' Agreed ' } });
    fireEvent.click(sure);
    await waitFor(() => expect(kept()).toHaveLength(1));
    expect(kept()[0]?.body).toMatchObject({ force_reason: 'Agreed' });
    done();
  });

  it('lets minimums of the whole be broken while it is a draft', async () => {
    caused = [{ ...rest, rule: 'paid_week_min' }];
    const { press, kept, done } = await open();
    press('Delete');
    await waitFor(() => expect(kept()).toHaveLength(1));
    expect(kept()[0]?.body).toMatchObject({
      edits: [{ agent_id: '1', day: '2026-03-02' }],
      force_reason: '',
    });
    await screen.findByRole('gridcell', { name: /^Chen: no shift/ });
    done();
  });

  it('does what a key says in the cell that has the focus, however it came there', async () => {
    const { press, kept, done } = await open();
    act(() => screen.getByRole('gridcell', { name: /^Maya: no shift/ }).focus());
    press('Delete');
    expect(kept()).toHaveLength(0);
    act(() => screen.getByRole('gridcell', { name: /^Chen: 08:00/ }).focus());
    press('Delete');
    await waitFor(() => expect(kept()).toHaveLength(1));
    done();
  });

  it('is left as it was with Escape', async () => {
    const { press, kept, done } = await open();
    press(' ');
    press('ArrowDown');
    await screen.findByText('Keeps every rule');
    press('Escape');
    await waitFor(() => expect(screen.queryByText('Keeps every rule')).toBeNull());
    expect(kept()).toHaveLength(0);
    expect(screen.getByRole('gridcell', { name: /^Chen: 08:00/ })).toBeDefined();
    done();
  });

  it('says so and reads again where somebody else has changed it', async () => {
    refusal = Response.json({ reason: 'changed_meanwhile' }, { status: 409 });
    const { press, asked, done } = await open();
    const reads = () => asked.filter(({ path }) => path.endsWith('/shifts')).length;
    const before = reads();
    press('Delete');
    expect(await screen.findByText(/Somebody else has just changed/)).toBeDefined();
    await waitFor(() => expect(reads()).toBeGreaterThan(before));
    expect(screen.getByRole('gridcell', { name: /^Chen: 08:00/ })).toBeDefined();
    done();
  });

  it('takes the last change back with Ctrl+Z, but not where one writes', async () => {
    const { asked, done } = await open();
    const undone = () => asked.filter(({ path }) => path.endsWith('/undo')).length;
    act(() => void fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'z', ctrlKey: true }));
    expect(undone()).toBe(0);
    act(() => void fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true }));
    await waitFor(() => expect(undone()).toBe(1));
    done();
  });
});
