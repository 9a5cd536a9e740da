import { describe, expect, it } from 'vitest';
import { together, valueOf } from './figures';

const start = '2026-03-02T08:00:00Z';

describe('figures of intervals', () => {
  it('are sums of contacts, means of the answered and shares of those who were answered or left', () => {
    expect(
      together([
        { start, contacts: 10, answered: 8, answered_within: 6, abandoned: 2, handle_s: 100, waited_s: 10 },
        { start, contacts: 2, answered: 2, answered_within: 0, abandoned: 0, handle_s: 200, waited_s: 60 },
      ]),
    ).toEqual({
      measured: 2,
      contacts: 12,
      answered: 10,
      in_time: 0.5,
      abandoned: 2 / 12,
      handle_s: 120,
      waited_s: 20,
    });
  });

  it('leave out what was not measured', () => {
    expect(together([{ start }])).toEqual({ measured: 0 });
    expect(together([{ start }, { start, contacts: 0 }])).toEqual({ measured: 1, contacts: 0 });
    expect(valueOf({ start }, 'contacts')).toBeNull();
    expect(valueOf({ start, contacts: 0 }, 'contacts')).toBe(0);
    expect(valueOf({ start, contacts: 0 }, 'in_time')).toBeNull();
  });

  it('claim no service level for intervals that say only how many came', () => {
    const told = { start, contacts: 4, answered: 3, answered_within: 3, abandoned: 1 };
    expect(together([{ start, contacts: 6, answered: 6 }, told])).toEqual({
      measured: 2,
      contacts: 10,
      answered: 9,
      in_time: 0.75,
      abandoned: 0.25,
    });
    expect(valueOf({ start, contacts: 6, answered: 6 }, 'in_time')).toBeNull();
    expect(valueOf({ start, contacts: 6, answered: 6 }, 'abandoned')).toBeNull();
  });

  it('weigh handle times by contacts where nobody counted the answered', () => {
    expect(
      together([
        { start, contacts: 1, handle_s: 100 },
        { start, contacts: 3, handle_s: 200 },
      ]).handle_s,
    ).toBe(175);
  });
});
