// What the fake has recorded of its calls: an outline, and no sound.
import type { RecordingPeaks, ShownRecording } from '../src/lib/contract.ts';
import type { Kept } from './world.ts';

const seconds = 214;

export function recordingsOf(interaction: Kept): ShownRecording[] {
  if (interaction.channel !== 'voice') return [];
  const agent = interaction.agent_id ?? '1';
  return [
    {
      id: `9${interaction.id}`,
      interaction_id: interaction.id,
      queue_id: interaction.queue_id,
      agent_ids: [agent],
      started_at: interaction.arrived_at,
      duration_ms: seconds * 1000,
      state: 'whole',
      because: 'rule',
      bytes: 610_000,
      checksum: '9f86d081884c7d65',
      marks: [
        { at_ms: 0, kind: 'agent_joined', user_id: agent },
        { at_ms: 62_000, kind: 'held' },
        { at_ms: 91_000, kind: 'resumed' },
        { at_ms: 130_000, kind: 'paused', user_id: agent },
        { at_ms: 152_000, kind: 'unpaused', user_id: agent },
        { at_ms: seconds * 1000, kind: 'ended' },
      ],
      is_kept: false,
      kept_why: '',
      may_listen: true,
    },
  ];
}

// Two people who take turns, with a hold and a pause.
export function peaks(): RecordingPeaks {
  const left: number[] = [];
  const right: number[] = [];
  for (let i = 0; i < seconds * 10; ++i) {
    const at = i / 10;
    const isSilent = at > 62 && at < 91;
    const isPaused = at > 130 && at < 152;
    const voice = Math.round(70 + 60 * Math.abs(Math.sin(i * 0.37)) + 50 * Math.abs(Math.sin(i * 1.9)));
    const isCustomer = Math.sin(at / 5) + Math.sin(at / 3.1) > 0;
    left.push(isPaused ? 255 : isSilent || !isCustomer ? 3 : voice);
    right.push(isPaused ? 255 : isSilent || isCustomer ? 2 : voice);
  }
  return { per_second: 10, left, right };
}
