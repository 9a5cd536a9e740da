// Waiting times and opening times in words. An estimate is an interval, and nothing is said that is not known.

import type { WaitEstimate } from '../chat/protocol';
import type { Language, Say } from './languages';

export function waitText(say: Say, wait: WaitEstimate | undefined): string {
  if (!wait?.is_known) return say('wait_unknown');
  const low = Math.max(1, Math.floor(wait.low_s / 60));
  const high = Math.ceil(wait.high_s / 60);
  if (wait.high_s < 50) return say('wait_under');
  if (high <= 1) return say('wait_minute');
  return low >= high ? say('wait_about', { low: high }) : say('wait_range', { low, high });
}

export function positionText(say: Say, position: number | undefined): string {
  if (!position || position < 1) return '';
  return position === 1 ? say('queue_first') : say('queue_position', { position });
}

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
export const daysBetween = (from: Date, to: Date): number =>
  Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000);

export const timeText = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    hourCycle: 'h23',
  }).format(at);

export function opensText(say: Say, language: Language, opensAt: string | undefined, now: Date): string {
  const at = new Date(opensAt ?? NaN);
  if (Number.isNaN(at.getTime()) || at <= now) return '';
  const days = daysBetween(now, at);
  const time = timeText(language, at);
  const format: Intl.DateTimeFormatOptions =
    days < 7 ? { weekday: 'long' } : { weekday: 'long', month: 'long', day: 'numeric' };
  const when =
    days === 0
      ? say('opens_today', { time })
      : days === 1
        ? say('opens_tomorrow', { time })
        : say('opens_day', { time, day: new Intl.DateTimeFormat(language, format).format(at) });
  return say('opens_at', { when });
}

export function dayText(say: Say, language: Language, at: Date, now: Date): string {
  const days = daysBetween(at, now);
  if (days === 0) return say('today');
  if (days === 1) return say('yesterday');
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(language, { weekday: 'short', month: 'long', day: 'numeric', year }).format(
    at,
  );
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`;
}
