import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { serve, show } from '@/test/render';
import { interaction } from '@/test/samples';
import { WrapUpPanel } from './WrapUpPanel';

const wrapUp = (part: object = {}) =>
  interaction('7', { state: 'wrap_up', is_disposition_required: true, disposition_ids: ['1'], ...part });

describe('the wrap-up', () => {
  it('asks for a required disposition before anything is sent', async () => {
    const asked = serve({ 'POST /interactions/7/wrap-up': () => interaction('7', { state: 'closed' }) });
    await show(<WrapUpPanel interaction={wrapUp()} isActive />);
    fireEvent.keyDown(window, { code: 'KeyW', key: 'w', altKey: true });
    expect(screen.getByRole('alert').textContent).toBe('Choose a disposition first.');
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByLabelText('Solved'));
    expect(screen.queryByRole('alert')).toBeNull();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: ' replaced ' } });
    fireEvent.keyDown(window, { code: 'KeyW', key: 'w', altKey: true });
    await waitFor(() => expect(asked[0]?.body).toEqual({ disposition_id: '1', note: 'replaced' }));
  });

  it('offers only the queue’s dispositions, or all when it names none', async () => {
    serve({});
    const first = await show(<WrapUpPanel interaction={wrapUp()} isActive />);
    expect(screen.getAllByRole('radio')).toHaveLength(1);
    first.unmount();
    await show(<WrapUpPanel interaction={wrapUp({ disposition_ids: [] })} isActive />);
    expect(screen.getAllByRole('radio')).toHaveLength(2);
  });

  it('can be done without one where none is required', async () => {
    const asked = serve({ 'POST /interactions/7/wrap-up': () => interaction('7', { state: 'closed' }) });
    await show(<WrapUpPanel interaction={wrapUp({ is_disposition_required: false })} isActive />);
    fireEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(asked[0]?.body).toEqual({}));
  });
});
