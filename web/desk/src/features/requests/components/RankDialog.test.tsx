import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { BidRoundShown } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { RankDialog } from './RankDialog';

const line = (of: number) => ({
  line: of,
  shifts: [
    {
      agent_id: '0',
      day: `2026-03-0${of}`,
      shift: 'Day',
      start: `2026-03-0${of}T08:00:00Z`,
      end: `2026-03-0${of}T16:00:00Z`,
      paid_s: 28_800,
      breaks: [],
      sequence: 1,
      changed_at: '2026-02-01T00:00:00Z',
    },
  ],
});
const shown: BidRoundShown = {
  round: {
    id: '9',
    name: 'Spring',
    schedule_id: '5',
    state: 'open',
    order: 'seniority',
    agents: [],
    days: [],
    created_at: '2026-02-01T00:00:00Z',
    closes_at: '2026-02-20T12:00:00Z',
    awards: [],
  },
  lines: [line(2), line(3), line(4)],
  wishes: { 1: { lines: [3, 2] } },
  own_line: 2,
};

const order = () =>
  [...screen.getByRole('list', { name: 'Your ranking' }).children].map(
    (each) => /Line (\d)/.exec(each.textContent ?? '')?.[1],
  );

it('ranks lines by buttons and keys, says so, and sends them', async () => {
  const sent = serve({ 'PUT /workforce/my-bids/9': (body) => body });
  await show(<RankDialog shown={shown} onClose={() => undefined} />);
  const send = screen.getByRole('button', { name: 'Send the ranking' });
  expect((send as HTMLButtonElement).disabled).toBe(true);
  expect(order()).toEqual(['3', '2']);
  fireEvent.click(screen.getByRole('button', { name: 'Wish line 4' }));
  expect(order()).toEqual(['3', '2', '4']);
  expect(screen.queryByRole('button', { name: 'Wish line 4' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Line 4 up' }));
  expect(order()).toEqual(['3', '4', '2']);
  fireEvent.keyDown(screen.getByRole('button', { name: 'Line 4 up' }), { key: 'ArrowUp' });
  expect(order()).toEqual(['4', '3', '2']);
  expect(screen.getByRole('status').textContent).toBe('Line 4 is wish no. 1.');
  fireEvent.keyDown(screen.getByRole('button', { name: 'Line 3 down' }), { key: 'Delete' });
  expect(order()).toEqual(['4', '2']);
  fireEvent.click(send);
  await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([{ lines: [4, 2] }]));
}, 30_000);
