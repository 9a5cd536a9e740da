import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShownRecording } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { Recordings } from './Recordings';

const recording = (part: Partial<ShownRecording> = {}): ShownRecording => ({
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
  marks: [
    { at_ms: 0, kind: 'agent_joined', user_id: '1' },
    { at_ms: 20_000, kind: 'paused', user_id: '1' },
    { at_ms: 60_000, kind: 'ended' },
  ],
  is_kept: false,
  kept_why: '',
  may_listen: true,
  ...part,
});

async function showRecordings(items: ShownRecording[]) {
  const asked = serve({
    'GET /interactions/7/recordings': () => ({ items }),
    'GET /recordings/5/peaks': () => ({ per_second: 10, left: [0, 250], right: [100, 255] }),
  });
  const view = await show(<Recordings interactionId="7" />);
  return { ...view, asked };
}

// jsdom has no sound: what the player asks of its element is what counts.
const play = vi.fn(() => Promise.resolve());
beforeEach(() => {
  play.mockClear();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(play);
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
});

describe('the recordings of a call', () => {
  it('are fetched when somebody plays them, not before', async () => {
    await showRecordings([recording()]);
    const button = await screen.findByRole('button', { name: 'Play' });
    expect(play).not.toHaveBeenCalled();
    fireEvent.click(button);
    expect(play).toHaveBeenCalledOnce();
  });

  it('are moved through by keys, and by what happened in the call', async () => {
    await showRecordings([recording()]);
    const slider = await screen.findByRole('slider', { name: 'Position in the recording' });
    fireEvent.keyDown(slider, { key: 'PageUp' });
    expect(slider.getAttribute('aria-valuetext')).toBe('0:30 of 1:00');
    fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(slider.getAttribute('aria-valuetext')).toBe('0:25 of 1:00');
    fireEvent.click(screen.getByRole('button', { name: /Recording paused/ }));
    expect(slider.getAttribute('aria-valuetext')).toBe('0:20 of 1:00');
    fireEvent.keyDown(slider, { key: ' ' });
    expect(play).toHaveBeenCalledOnce();
  });

  it('are told of, and not played, to who may not listen', async () => {
    const { asked } = await showRecordings([recording({ may_listen: false })]);
    expect(await screen.findByText(/You may not listen/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Play' })).toBeNull();
    expect(asked.some(({ path }) => path.endsWith('/peaks'))).toBe(false);
  });

  it('say how they ended, and that they are kept', async () => {
    await showRecordings([recording({ state: 'cut', is_kept: true })]);
    expect(await screen.findByText('Ended before the call')).toBeTruthy();
    expect(screen.getByText('Legal hold')).toBeTruthy();
  });

  it('of a voicemail have the caller alone, and say how long it is', async () => {
    await showRecordings([recording({ because: 'voicemail', agent_ids: [], marks: [] })]);
    expect(await screen.findByRole('heading', { name: 'Voicemail' })).toBeTruthy();
    expect(screen.getByText(/· 1:00$/)).toBeTruthy();
    expect(screen.queryByText('Our side')).toBeNull();
  });

  it('are not there for a call that was not recorded', async () => {
    const { container } = await showRecordings([]);
    await vi.waitFor(() => expect(container.textContent).toBe(''));
  });
});
