// Dates, times and numbers by the language's own rules.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Format {
  time: (instant: string | number) => string;
  day: (instant: string | number) => string;
  dateTime: (instant: string | number) => string;
  number: (value: number) => string;
  percent: (share: number) => string;
  bytes: (bytes: number) => string;
  duration: (seconds: number) => string;
}

// 0:07, 12:05, 1:02:09; for anything that ticks.
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

export function secondsBetween(from: string | number, to: string | number): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1000;
}

type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

function unitFormat(language: string, unit: DurationUnit): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: language.startsWith('zh') ? 'narrow' : 'short',
  });
}

const unitSeconds: [DurationUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

// The two largest units that matter: "2 hr 5 min", "45 sec".
function durationText(language: string, seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [unit, length] of unitSeconds) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0 || (unit === 'second' && parts.length === 0))
      parts.push(unitFormat(language, unit).format(count));
    if (parts.length === 2) break;
  }
  return parts.join(language.startsWith('zh') ? '' : ' ');
}

function bytesText(language: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = bytes > 0 ? Math.min(3, Math.floor(Math.log(bytes) / Math.log(1000))) : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

// `timeZone`: the reader's own where it is not said.
export function createFormat(language: string, timeZone?: string): Format {
  const time = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'full' });
  const dateTime = new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: language.startsWith('zh') ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return {
    time: (instant) => time.format(new Date(instant)),
    day: (instant) => day.format(new Date(instant)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    bytes: (bytes) => bytesText(language, bytes),
    duration: (seconds) => durationText(language, seconds),
  };
}

export function useFormat(timeZone?: string): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language, timeZone), [i18n.language, timeZone]);
}
