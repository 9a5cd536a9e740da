// When the board raises its voice. Never by colour alone: each level has a sign of its own.
import type { QueueStatus } from '@/lib/contract';

export type Level = 'calm' | 'watch' | 'alarm';

export function waitLevel(waitedS: number, withinS: number): Level {
  if (waitedS <= withinS) return 'calm';
  return waitedS <= 3 * withinS ? 'watch' : 'alarm';
}

export function serviceLevel(share: number | undefined): Level {
  if (share === undefined || share >= 0.8) return 'calm';
  return share >= 0.6 ? 'watch' : 'alarm';
}

export function staffLevel({ waiting, available, signed_in }: QueueStatus): Level {
  if (available > 0 || waiting === 0) return 'calm';
  return signed_in > 0 ? 'watch' : 'alarm';
}
