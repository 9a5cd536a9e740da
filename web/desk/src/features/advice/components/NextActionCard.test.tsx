import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Interaction } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { NextActionCard } from './NextActionCard';

const interaction = { id: '3', customer: { id: '7' } } as unknown as Interaction;

const advised = {
  action: {
    rule_id: '5',
    kind: 'retain',
    name: 'They may be leaving',
    name_zh: '',
    text: 'Ask what was missing.',
    text_zh: '',
    reasons: [{ name: 'churn_percent', value: '62' }],
  },
  is_upset: false,
  upset_word: '',
  considered: [
    { rule_id: '5', kind: 'retain', name: 'They may be leaving', name_zh: '', passed: 'chosen' },
    { rule_id: '6', kind: 'offer', name: 'Ready for more', name_zh: '', passed: 'no_consent' },
  ],
};

it('says what is next and why, and by a key what came of it', async () => {
  let next: object = advised;
  const asked = serve({
    'GET /customers/7/next-action': () => next,
    'POST /customers/7/next-action-outcomes': () =>
      (next = { is_upset: false, upset_word: '', considered: [] }),
  });
  await show(<NextActionCard interaction={interaction} />);
  expect(await screen.findByText('Ask what was missing.')).toBeTruthy();
  expect(screen.getByText(/may have left, % 62/)).toBeTruthy();
  fireEvent.click(screen.getByText('Why this'));
  expect(screen.getByText('no consent to advertising')).toBeTruthy();
  fireEvent.keyDown(window, { code: 'KeyG', altKey: true });
  expect(await screen.findByText('Nothing for now.')).toBeTruthy();
  await waitFor(() =>
    expect(asked.some(({ body }) => JSON.stringify(body)?.includes('"outcome":"done"'))).toBe(true),
  );
});
