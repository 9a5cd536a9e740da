import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Offer } from '@/lib/contract';
import { serve, show } from '@/test/render';
import { interaction } from '@/test/samples';
import { OfferCard } from './OfferCard';

const now = Date.parse('2026-01-01T12:00:00Z');
const offer: Offer = {
  id: '31',
  agent_id: '1',
  expires_at: new Date(now + 20_000).toISOString(),
  timeout_s: 20,
  is_consult: false,
  is_unasked: false,
};
const offered = interaction('7', { state: 'offered', offer });
const card = (onAccepted = () => {}) => (
  <OfferCard interaction={offered} offer={offer} isFirst onAccepted={onAccepted} />
);

beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('an offer', () => {
  it('counts down to zero and no further', async () => {
    serve({});
    await show(card());
    const left = () => screen.getByRole('timer').textContent;
    expect(left()).toBe('20');
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(left()).toBe('15');
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(left()).toBe('0');
  });

  it('is accepted by its key, once', async () => {
    const asked = serve({ 'POST /interactions/7/accept': () => interaction('7') });
    const onAccepted = vi.fn();
    await show(card(onAccepted));
    vi.useRealTimers();
    fireEvent.keyDown(window, { code: 'KeyA', key: 'a', altKey: true });
    await waitFor(() => expect(onAccepted).toHaveBeenCalledWith('7'));
    const accepted = asked.filter(({ path }) => path.endsWith('/accept'));
    expect(accepted.map(({ body }) => body)).toEqual([{ offer_id: '31' }]);
  });

  it('is declined with a reason', async () => {
    vi.useRealTimers();
    const asked = serve({ 'POST /interactions/7/decline': () => interaction('7', { state: 'queued' }) });
    await show(card());
    fireEvent.keyDown(window, { code: 'KeyX', key: 'x', altKey: true });
    fireEvent.click(await screen.findByText('Too hard'));
    const declined = () => asked.find(({ path }) => path.endsWith('/decline'));
    await waitFor(() => expect(declined()?.body).toEqual({ offer_id: '31', reason_id: '4' }));
  });

  it('that their phone answers cannot be accepted at the desk', async () => {
    const asked = serve({});
    const unasked = { ...offer, is_unasked: true };
    await show(<OfferCard interaction={offered} offer={unasked} isFirst onAccepted={() => {}} />);
    vi.useRealTimers();
    screen.getByText('Your phone rings: pick it up');
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
    fireEvent.keyDown(window, { code: 'KeyA', key: 'a', altKey: true });
    expect(asked.filter(({ path }) => path.endsWith('/accept'))).toEqual([]);
  });
});
