// The telephone of the fake: who is in which call, and desks that have a phone. No sound.
import type { CallMember, FeedCommand, FeedEvent, PhoneCall } from '../src/lib/contract.ts';
import type { Kept } from './world.ts';

type Tell = (event: FeedEvent) => void;
type Wish = Extract<FeedCommand, { type: 'call' }>;

const member = (role: CallMember['role'], part: Partial<CallMember>): CallMember => ({
  role,
  supervision: 'none',
  is_ringing: false,
  is_muted: false,
  is_holding: false,
  ...part,
});

const quality = {
  loss_in: 0.002,
  loss_out: 0.011,
  jitter_in_ms: 3.4,
  jitter_out_ms: 6.1,
  round_trip_ms: 38,
  mos_in: 4.3,
  mos_out: 3.8,
};

export class Calls {
  private readonly stations = new Map<string, Tell>();
  private readonly calls = new Map<string, PhoneCall>();
  private readonly tell: Tell;

  // To everybody: the fake does not ask who may know.
  constructor(tell: Tell) {
    this.tell = tell;
  }

  offered(userId: string, tell: Tell): void {
    const before = this.stations.get(userId);
    if (before && before !== tell) before({ type: 'softphone', what: 'replaced' });
    this.stations.set(userId, tell);
    tell({ type: 'softphone', what: 'connecting' });
    tell({ type: 'softphone', what: 'ready' });
    tell({ type: 'softphone_quality', quality });
  }

  left(userId: string, tell: Tell): void {
    if (this.stations.get(userId) === tell) this.stations.delete(userId);
  }

  talk(interaction: Kept, number: string): void {
    const members = [member('customer', { number }), member('agent', { user_id: interaction.agent_id })];
    this.show({
      interaction_id: interaction.id,
      is_up: true,
      is_held: false,
      is_conference: false,
      is_recalled: false,
      recording: 'on',
      may_record: true,
      members,
    });
  }

  hungUp(interactionId: string): void {
    const call = this.calls.get(interactionId);
    if (call) this.show({ ...call, is_up: false, members: [] });
  }

  act(userId: string, { interaction_id, action, digits }: Wish, tell: Tell): void {
    const call = this.calls.get(interaction_id);
    if (!call?.is_up) return tell({ type: 'call_refused', interaction_id, what: 'no_call' });
    const others = call.members.filter(({ user_id }) => user_id !== userId);
    const self = call.members.find(({ user_id }) => user_id === userId);
    const within = call.members.filter(({ role }) => role !== 'outside');
    if (action === 'press') return undefined;
    if (action === 'park') return this.park(call, userId, true);
    if (action === 'pick_up') return this.park(call, userId, false);
    if (action === 'record' || action === 'resume_recording') return this.show({ ...call, recording: 'on' });
    if (action === 'pause_recording') return this.show({ ...call, recording: 'paused' });
    if (action === 'stop_recording') return this.show({ ...call, recording: 'none' });
    if (action === 'hold' || action === 'resume')
      return this.show({ ...call, is_held: action === 'hold', is_conference: false });
    if (action === 'conference') return this.show({ ...call, is_held: false, is_conference: true });
    if (action === 'leave') return this.show({ ...call, members: others });
    if (action === 'drop_outside') return this.show({ ...call, is_held: false, members: within });
    if (action === 'dial') return this.dial(call, digits ?? '');
    if (action === 'hand_to_outside') return this.show({ ...call, is_up: false, members: [] });
    if (action === 'mute' || action === 'unmute') {
      if (self)
        this.show({
          ...call,
          members: call.members.map((each) =>
            each === self ? { ...self, is_muted: action === 'mute' } : each,
          ),
        });
      return undefined;
    }
    return this.show({
      ...call,
      members: [...others, member('supervisor', { user_id: userId, supervision: action })],
    });
  }

  private park(call: PhoneCall, by: string, isParked: boolean): void {
    const { place: _, ...taken } = call;
    this.show(isParked ? { ...call, is_held: true, place: 1 } : { ...taken, is_held: false });
    const { interaction_id, members } = call;
    const row = {
      place: 1,
      interaction_id,
      queue_id: '1',
      number: members[0]?.number ?? '',
      by,
      since: new Date().toISOString(),
    };
    this.tell({ type: 'parked', parked: isParked ? [row] : [] });
  }

  private dial(call: PhoneCall, number: string): void {
    const ringing = {
      ...call,
      is_held: true,
      members: [...call.members, member('outside', { number, is_ringing: true })],
    };
    this.show(ringing);
    setTimeout(() => {
      const now = this.calls.get(call.interaction_id);
      if (!now) return;
      const members = now.members.map((each) => ({ ...each, is_ringing: false }));
      this.show({ ...now, members });
    }, 1500).unref();
  }

  private show(call: PhoneCall): void {
    this.calls.set(call.interaction_id, call);
    this.tell({ type: 'call', call });
  }
}
