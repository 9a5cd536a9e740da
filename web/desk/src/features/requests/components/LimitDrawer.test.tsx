import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { AwayLimit, TimeOffRules } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { LimitDrawer } from './LimitDrawer';

const limit = (name: string, away_max: number): AwayLimit => ({
  name,
  away_max,
  first_day: '2026-12-24',
  last_day: '2026-12-26',
  weekdays: [],
});
let rules: TimeOffRules;
const path = '/workforce/time-off-rules';

function open(kind: 'limits' | 'closed', edited?: AwayLimit) {
  const sent = serve({ [`GET ${path}`]: () => rules, [`PUT ${path}`]: (body) => body });
  const onClose = vi.fn();
  const kept = () => sent.filter(({ method }) => method === 'PUT').map(({ body }) => body);
  return { onClose, kept, shown: show(<LimitDrawer kind={kind} limit={edited} onClose={onClose} />) };
}

it('a closed day is a limit of nobody, beside the limits that are there', async () => {
  rules = { asks_coverage: true, limits: [limit('Voice', 2)] };
  const { kept, onClose, shown } = open('closed');
  await shown;
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Black Friday' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(kept()).toEqual([
    {
      asks_coverage: true,
      limits: [
        limit('Voice', 2),
        { name: 'Black Friday', away_max: 0, first_day: '', last_day: '', weekdays: [] },
      ],
    },
  ]);
}, 30_000);

it('what another planner has changed meanwhile is told and kept', async () => {
  rules = { asks_coverage: true, limits: [limit('Voice', 5)] };
  const { kept, onClose, shown } = open('limits', limit('Voice', 2));
  await shown;
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/Somebody has just changed it/);
  expect(kept()).toEqual([]);
  expect(onClose).not.toHaveBeenCalled();
}, 30_000);
