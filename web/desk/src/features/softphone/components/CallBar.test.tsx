import type { ReactNode } from 'react';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallMember, ParkedCall, PhoneCall } from '@/lib/contract';
import { PhoneContext } from '@/lib/phone';
import type { Phone } from '@/lib/phone';
import { serve, show } from '@/test/render';
import { interaction } from '@/test/samples';
import { noCalls } from '../state/calls';
import { Softphone } from '../state/softphone';
import { SoftphoneContext } from '../state/softphone-context';
import { CallBar } from './CallBar';
import { ParkedButton } from './ParkedButton';
import { SuperviseBar } from './SuperviseBar';

const member = (role: CallMember['role'], part: Partial<CallMember> = {}): CallMember => ({
  role,
  supervision: 'none',
  is_ringing: false,
  is_muted: false,
  is_holding: false,
  ...part,
});
const customer = member('customer', { number: '+8613800138000' });
const self = member('agent', { user_id: '1' });

const phoneCall = (part: Partial<PhoneCall> = {}): PhoneCall => ({
  interaction_id: '7',
  is_up: true,
  is_held: false,
  is_conference: false,
  is_recalled: false,
  recording: 'none',
  may_record: false,
  members: [customer, self],
  ...part,
});

const talking = interaction('7', { channel: 'voice' });

async function showBar(
  call?: PhoneCall,
  look: Phone['look'] = 'ready',
  bar?: ReactNode,
  parked: ParkedCall[] = [],
) {
  const calls = call ? new Map([['7', call]]) : noCalls;
  const phone = new Softphone('1', () => undefined);
  const view = await show(
    <PhoneContext value={{ look, turnOn: phone.turnOn }}>
      <SoftphoneContext value={{ phone, calls, parked }}>
        {bar ?? <CallBar interaction={talking} isActive />}
      </SoftphoneContext>
    </PhoneContext>,
  );
  const asked = () => view.sent.flatMap((each) => (each.type === 'call' ? [[each.action, each.digits]] : []));
  return { ...view, asked };
}

const key = (code: string) => act(() => void fireEvent.keyDown(window, { code, altKey: true }));
const button = (name: string) => screen.getByRole('button', { name });

beforeEach(() => void serve({ 'GET /interactions/7': () => ({ ...talking, legs: [] }) }));

describe('the call bar', () => {
  it('mutes and holds by click and by key', async () => {
    const { asked } = await showBar(phoneCall());
    fireEvent.click(button('Mute'));
    key('KeyL');
    expect(asked()).toEqual([
      ['mute', undefined],
      ['hold', undefined],
    ]);
  });

  it('offers the way back while muted and held', async () => {
    const call = phoneCall({ is_held: true, members: [customer, { ...self, is_muted: true }] });
    const { asked } = await showBar(call);
    fireEvent.click(button('Resume'));
    key('KeyM');
    expect(asked()).toEqual([
      ['resume', undefined],
      ['unmute', undefined],
    ]);
    expect(screen.getByText('On hold')).toBeTruthy();
    expect(screen.getAllByText('Muted')).toHaveLength(2);
  });

  it('sends each key of the keypad as it is pressed', async () => {
    const { asked } = await showBar(phoneCall());
    key('KeyZ');
    const pad = await screen.findByRole('group', { name: 'Keypad' });
    for (const digit of ['1', '#', 'x']) fireEvent.keyDown(pad, { key: digit });
    fireEvent.click(screen.getByRole('button', { name: '5' }));
    expect(asked().map(([, digits]) => digits)).toEqual(['1', '#', '5']);
  });

  it('calls a number, then joins everybody, or leaves them to each other', async () => {
    const { asked, unmount } = await showBar(phoneCall());
    key('KeyO');
    fireEvent.change(await screen.findByLabelText('Number to call'), { target: { value: '010 6552-9988' } });
    fireEvent.submit(screen.getByLabelText('Number to call'));
    expect(asked()).toEqual([['dial', '01065529988']]);
    unmount();
    const ringing = member('outside', { number: '01065529988', is_ringing: true });
    const first = await showBar(phoneCall({ is_held: true, members: [customer, self, ringing] }));
    expect(button('All together')).toHaveProperty('disabled', true);
    first.unmount();
    const there = phoneCall({ is_held: true, members: [customer, self, { ...ringing, is_ringing: false }] });
    const second = await showBar(there);
    key('KeyJ');
    fireEvent.click(button('Connect and leave'));
    fireEvent.click(button('Drop the number'));
    expect(second.asked().map(([action]) => action)).toEqual([
      'conference',
      'hand_to_outside',
      'drop_outside',
    ]);
  });

  it('hangs up at once, by the same key that ends a chat', async () => {
    const asked = serve({
      'GET /interactions/7': () => ({ ...talking, legs: [] }),
      'POST /interactions/7/end': () => interaction('7', { state: 'wrap_up' }),
    });
    await showBar(phoneCall());
    key('KeyQ');
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith('/end'))).toBe(true));
  });

  it('pauses the recording for a card number, and says so', async () => {
    const { asked, unmount } = await showBar(phoneCall({ recording: 'on' }));
    expect(screen.getByText('Recording')).toBeTruthy();
    key('KeyS');
    expect(asked()).toEqual([['pause_recording', undefined]]);
    unmount();
    const paused = await showBar(phoneCall({ recording: 'paused' }));
    expect(screen.getByText('Recording paused')).toBeTruthy();
    fireEvent.click(button('Resume rec.'));
    expect(paused.asked()).toEqual([['resume_recording', undefined]]);
  });

  it('records by hand only where the queue lets agents', async () => {
    const first = await showBar(phoneCall());
    expect(screen.queryByRole('button', { name: 'Record' })).toBeNull();
    first.unmount();
    const { asked } = await showBar(phoneCall({ may_record: true }));
    fireEvent.click(button('Record'));
    expect(asked()).toEqual([['record', undefined]]);
  });

  it('works before the server has told of the call', async () => {
    const { asked } = await showBar(undefined);
    fireEvent.click(button('Hold'));
    expect(asked()).toEqual([['hold', undefined]]);
  });

  it('has nothing to press after the line is closed', async () => {
    await showBar(phoneCall({ is_up: false }));
    expect(screen.getByText('Hung up')).toBeTruthy();
    for (const name of ['Mute', 'Hold', 'Keypad', 'Add'])
      expect([name, (button(name) as HTMLButtonElement).disabled]).toEqual([name, true]);
  });

  it('warns of a phone that is off, but not whoever speaks through a telephone of their own', async () => {
    const without = phoneCall({ members: [customer, { ...self, is_ringing: true }] });
    const { unmount } = await showBar(without, 'off');
    expect(screen.getByRole('alert').textContent).toContain('without sound');
    unmount();
    await showBar(phoneCall(), 'off');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a supervisor of a live call', () => {
  const others = interaction('7', { channel: 'voice', agent_id: '4' });
  const agent = member('agent', { user_id: '4' });
  const bar = <SuperviseBar interaction={others} />;

  it('listens, whispers and joins, switching live', async () => {
    const { asked } = await showBar(phoneCall({ members: [customer, agent] }), 'ready', bar);
    fireEvent.click(screen.getByLabelText('Listen'));
    fireEvent.click(screen.getByLabelText('Whisper'));
    expect(asked().map(([action]) => action)).toEqual(['monitor', 'whisper']);
    expect(screen.queryByRole('button', { name: 'Leave' })).toBeNull();
  });

  it('sees who hears them and can leave', async () => {
    const listening = member('supervisor', { user_id: '1', supervision: 'whisper' });
    const { asked } = await showBar(phoneCall({ members: [customer, agent, listening] }), 'ready', bar);
    expect(screen.getByText(/The customer does not/)).toBeTruthy();
    fireEvent.click(button('Leave'));
    expect(asked()).toEqual([['leave', undefined]]);
  });

  it('needs a phone', async () => {
    await showBar(phoneCall({ members: [customer, agent] }), 'off', bar);
    expect((screen.getByLabelText('Listen') as HTMLInputElement).disabled).toBe(true);
    expect(button('Turn the phone on')).toBeTruthy();
  });
});

describe('parking', () => {
  it('is asked for in the call, and shows the place', async () => {
    const { asked } = await showBar(phoneCall());
    fireEvent.click(button('Park'));
    expect(asked()).toEqual([['park', undefined]]);
    await showBar(phoneCall({ is_held: true, place: 3 }));
    expect(button('Parked: 3')).toHaveProperty('disabled', true);
  });

  it('lets anybody pick up who waits at a place', async () => {
    const row = {
      place: 3,
      interaction_id: '8',
      queue_id: '1',
      number: '+8613800138000',
      by: '2',
      since: '2026-01-01T00:00:00Z',
    };
    const { asked } = await showBar(undefined, 'ready', <ParkedButton />, [row]);
    fireEvent.click(button('1 parked call'));
    fireEvent.click(button('Pick up'));
    expect(asked()).toEqual([['pick_up', undefined]]);
    expect(screen.getByText('+8613800138000')).toBeTruthy();
  });

  it('shows nothing while nobody is parked', async () => {
    await showBar(undefined, 'ready', <ParkedButton />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
