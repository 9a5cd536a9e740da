// Microphone, loudspeaker and ringer: which there are, and which were chosen in this browser.
import type { Problem } from './machine';

export interface Choice {
  microphone: string; // device ids; '': whatever the system uses
  loudspeaker: string;
  ringer: string;
}

export interface Device {
  id: string;
  name: string;
}

export interface Devices {
  microphones: Device[];
  loudspeakers: Device[];
}

export const anyDevice: Choice = { microphone: '', loudspeaker: '', ringer: '' };
const choiceKey = 'rapport.phone.devices';

export function readChoice(): Choice {
  try {
    const stored = JSON.parse(localStorage.getItem(choiceKey) ?? '{}') as Record<string, unknown>;
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      microphone: text(stored.microphone),
      loudspeaker: text(stored.loudspeaker),
      ringer: text(stored.ringer),
    };
  } catch {
    return anyDevice;
  }
}

export function keepChoice(choice: Choice): void {
  localStorage.setItem(choiceKey, JSON.stringify(choice));
}

const wantedKey = (userId: string) => `rapport.phone.${userId}`;

export function isWanted(userId: string): boolean {
  return localStorage.getItem(wantedKey(userId)) === 'on';
}

export function keepWanted(userId: string, isOn: boolean): void {
  if (isOn) localStorage.setItem(wantedKey(userId), 'on');
  else localStorage.removeItem(wantedKey(userId));
}

export async function listDevices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  // 'default' and 'communications' repeat real ones under another name.
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((each) => each.kind === kind && each.deviceId && !isAlias(each.deviceId))
      .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `#${index + 1}` }));
  return { microphones: of('audioinput'), loudspeakers: of('audiooutput') };
}

const isAlias = (id: string) => id === 'default' || id === 'communications';

// A chosen microphone that is not plugged in today is no reason to be without a phone.
export async function openMicrophone(deviceId: string): Promise<MediaStream> {
  const audio: MediaTrackConstraints = {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    channelCount: 1,
    ...(deviceId && { deviceId: { ideal: deviceId } }),
  };
  return navigator.mediaDevices.getUserMedia({ audio });
}

export function problemOf(error: unknown): Problem {
  if (!window.isSecureContext || !navigator.mediaDevices) return 'insecure';
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no_device';
  if (name === 'NotReadableError' || name === 'AbortError') return 'device_busy';
  return 'failed';
}
