// What is wrong, or may soon be, in the order of weight: the button's look and the words of the panel come from it.
import type { SoundQuality } from '@/lib/contract';
import type { PhoneState, Problem } from './machine';

export interface Senses {
  isSoundBlocked: boolean; // the browser refuses to play before a click
  isMicrophoneMuted: boolean; // by the system or a switch on the headset
  isSilent: boolean; // the microphone gives nothing at all
  quality?: SoundQuality;
}

export type Complaint =
  Problem | 'sound_blocked' | 'microphone_muted' | 'microphone_silent' | 'shaky' | 'poor';

export function complaintOf(state: PhoneState, senses: Senses): Complaint | undefined {
  if (state.status === 'off' || state.status === 'replaced' || state.status === 'asking') return undefined;
  if (state.problem && state.status !== 'ready') return state.problem;
  if (senses.isSoundBlocked) return 'sound_blocked';
  if (senses.isMicrophoneMuted) return 'microphone_muted';
  if (state.status !== 'ready') return undefined;
  if (state.isShaky) return 'shaky';
  if (senses.isSilent) return 'microphone_silent';
  const level = senses.quality && levelOf(senses.quality);
  return level === 'poor' || level === 'bad' ? 'poor' : undefined;
}

export type Look = 'off' | 'connecting' | 'ready' | 'problem';

export function lookOf(state: PhoneState, senses: Senses): Look {
  if (state.status === 'off') return 'off';
  if (state.status === 'replaced' || state.status === 'blocked') return 'problem';
  if (state.status === 'asking' || state.status === 'connecting')
    return state.attempts > 1 ? 'problem' : 'connecting';
  if (state.status === 'waiting')
    return state.problem === 'feed' || state.attempts < 2 ? 'connecting' : 'problem';
  return complaintOf(state, senses) ? 'problem' : 'ready';
}

export type Level = 'good' | 'fair' | 'poor' | 'bad';

// By the mean opinion score of ITU-T P.800.1 as people speak of it: 4 good, 3.6 some dissatisfied, 3.1 many.
export function levelOfMos(mos: number): Level {
  if (mos >= 4) return 'good';
  if (mos >= 3.6) return 'fair';
  return mos >= 3.1 ? 'poor' : 'bad';
}

// 0: not measured.
export function levelOf({ mos_in, mos_out }: SoundQuality): Level | undefined {
  const known = [mos_in, mos_out].filter((mos) => mos > 0);
  return known.length > 0 ? levelOfMos(Math.min(...known)) : undefined;
}

export const tones = { good: 'calm', fair: 'watch', poor: 'watch', bad: 'alarm' } as const;
