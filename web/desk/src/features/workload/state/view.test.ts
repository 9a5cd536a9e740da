import { describe, expect, it } from 'vitest';
import type { HistoryQueue } from '@/lib/contract';
import { createZone } from '@/lib/zone';
import { rangeOf, readView } from './view';

const queue = (queue_id: string, contacts: number): HistoryQueue => ({
  queue_id,
  queue: queue_id,
  channel: 'voice',
  first_day: '2026-01-01',
  last_day: '2026-06-30',
  days: 180,
  imported_days: 0,
  contacts,
});
const queues = [queue('1', 10), queue('2', 20)];
const read = (text: string) => readView(new URLSearchParams(text), queues);

describe('what is looked at', () => {
  it('is the last four weeks of the busiest queue at first', () => {
    expect(read('')).toEqual({
      queue: '2:voice',
      from: '2026-06-03',
      to: '2026-06-30',
      interval: 60,
      figure: 'contacts',
      against: '',
    });
  });

  it('is what the address says, as far as that means something', () => {
    const view = read('queue=1:voice&from=2026-05-01&to=2026-05-02&interval=15&figure=handle_s&against=7');
    expect(view).toMatchObject({ queue: '1:voice', from: '2026-05-01', interval: 15, against: '7' });
    const odd = read('queue=9:voice&from=2026-05-03&to=2026-05-02&interval=7&figure=x&against=3');
    expect(odd).toMatchObject({ queue: '2:voice', to: '2026-06-30', interval: 60, against: '' });
    expect(readView(new URLSearchParams(), [])).toBeNull();
  });

  it("begins and ends at the organisation's midnights, and so does what it is compared with", () => {
    const view = read('from=2026-03-29&to=2026-03-29&against=7');
    const zone = createZone('Europe/Berlin');
    expect(view && rangeOf(view, zone)).toMatchObject({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
    expect(view && rangeOf(view, zone, true)).toMatchObject({
      queue_id: '2',
      from: '2026-03-21T23:00:00.000Z',
      to: '2026-03-22T23:00:00.000Z',
    });
  });
});
