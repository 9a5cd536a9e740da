import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ShownRecording } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { RecordingsPage } from './RecordingsPage';

const recording = (part: Partial<ShownRecording>): ShownRecording => ({
  id: '5',
  interaction_id: '7',
  queue_id: '1',
  agent_ids: ['1'],
  started_at: '2026-01-01T10:00:00Z',
  duration_ms: 60_000,
  state: 'whole',
  because: 'rule',
  bytes: 100_000,
  checksum: 'abc',
  marks: [],
  is_kept: false,
  kept_why: '',
  may_listen: true,
  ...part,
});

async function showPage() {
  const asked = serve({
    'GET /recordings': () => ({
      items: [recording({ id: '5' }), recording({ id: '6', is_kept: true, kept_why: 'A court order' })],
    }),
    'PUT /recordings/5/legal-hold': () => recording({ is_kept: true }),
    'PUT /recordings/6/legal-hold': () => recording({ id: '6' }),
    'DELETE /recordings/5': () => undefined,
  });
  const view = await show(<RecordingsPage />);
  await screen.findByText('A court order');
  return { ...view, asked };
}

const row = (text: string) => within(screen.getByText(text).closest('tr') as HTMLElement);

describe('the page of all recordings', () => {
  it('does not delete what is under legal hold', async () => {
    await showPage();
    const button = row('A court order').getByRole('button', { name: 'Delete' });
    expect((button as HTMLButtonElement).disabled).toBe(true);
  });

  it('holds a recording only with a reason', async () => {
    const { asked } = await showPage();
    fireEvent.click(screen.getByRole('button', { name: 'Hold' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: 'Hold' }));
    await dialog.findByText('Say why');
    fireEvent.change(dialog.getByRole('textbox'), { target: { value: ' fraud ' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Hold' }));
    await waitFor(() => {
      expect(asked.some(({ body }) => JSON.stringify(body) === '{"is_kept":true,"why":"fraud"}')).toBe(true);
    });
  });
});
