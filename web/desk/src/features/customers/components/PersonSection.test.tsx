import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CustomerRow } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { AskNext, PersonSection } from './PersonSection';

const row = (id: string, name: string): CustomerRow => ({
  id,
  person_id: id,
  name,
  is_verified: false,
  created_at: '2026-01-01T10:00:00Z',
});

const profile = (rows: CustomerRow[]) => ({
  id: '7',
  person_id: '7',
  values: {},
  identities: [{ kind: 'email', value: 'ada@x.test', is_verified: true, source_id: '7' }],
  rows,
  consents: [],
  completeness: {
    percent: 40,
    missing: ['phone'],
    question: { field: 'phone', text: 'At which number?', text_zh: '哪个号码？' },
  },
});

describe('the person beside a conversation', () => {
  it('says how complete the profile is and what to ask next', async () => {
    serve({ 'GET /customers/7/profile': () => profile([row('7', 'Ada')]) });
    await show(
      <>
        <AskNext customerId="7" />
        <PersonSection customerId="7" />
      </>,
    );
    expect(await screen.findByText('At which number?')).toBeTruthy();
    expect(screen.getByRole('progressbar')).toBeTruthy();
    expect(screen.getByText('ada@x.test')).toBeTruthy();
    expect(screen.queryByText('Likely the same person')).toBeNull();
  });

  it('shows who is likely the same, with reasons, and says never', async () => {
    let isOpen = true;
    const proposal = {
      id: '5',
      customer: row('7', 'Ada'),
      other: row('8', 'Ada Okafor'),
      per_mille: 800,
      reasons: [{ rule: 'same_email', points: 800, value: 'ada@x.test' }],
      at: '2026-01-01T10:00:00Z',
    };
    const asked = serve({
      'GET /customers/7/profile': () => profile([row('7', 'Ada')]),
      'GET /customers/7/proposals': () => ({ items: isOpen ? [proposal] : [] }),
      'POST /customer-proposals/5/refuse': () => {
        isOpen = false;
        return new Response(null, { status: 204 });
      },
    });
    await show(<PersonSection customerId="7" />);
    expect(await screen.findByText('same email')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Never these two' }));
    await waitFor(() => expect(screen.queryByText('same email')).toBeNull());
    expect(asked.some(({ path }) => path === '/customer-proposals/5/refuse')).toBe(true);
  });

  it('undoes a join only after asking', async () => {
    const join = {
      id: '9',
      row_a: row('7', 'Ada'),
      row_b: row('8', 'Ben'),
      per_mille: 1000,
      reasons: [],
      at: '2026-01-01T10:00:00Z',
    };
    const asked = serve({
      'GET /customers/7/profile': () => profile([row('7', 'Ada'), row('8', 'Ben')]),
      'GET /customers/7/joins': () => ({ items: [join] }),
      'POST /customer-joins/9/undo': () => ({ ...join, undone_at: '2026-01-02T10:00:00Z' }),
    });
    await show(<PersonSection customerId="7" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    const buttons = await screen.findAllByRole('button', { name: 'Undo' });
    fireEvent.click(buttons.at(-1) as HTMLElement);
    await waitFor(() => expect(asked.some(({ path }) => path === '/customer-joins/9/undo')).toBe(true));
  });
});
