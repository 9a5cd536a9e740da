// The organisation's clock: planners' days and intervals are its own, wherever the reader is.
import { useMemo } from 'react';
import { useFormat } from './format';
import { useSession } from './session';

export interface Zone {
  name: string;
  // What its clocks show, as if that were UTC: what axes and date fields are drawn from. In the hour that autumn
  // has twice two instants have one.
  wall: (at: string | number) => number;
  instant: (wall: number) => number;
}

const hour = 3_600_000;

export function createZone(name: string): Zone {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  const offset = (ms: number) => {
    const begins = Math.floor(ms / hour) * hour;
    const found = known.get(begins);
    if (found !== undefined) return found;
    const read = Object.fromEntries(
      parts.formatToParts(begins).map(({ type, value }) => [type, Number(value)]),
    ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
    const shown = Date.UTC(read.year, read.month - 1, read.day, read.hour, read.minute, read.second);
    known.set(begins, shown - begins);
    return shown - begins;
  };
  const wall = (at: string | number) => {
    const ms = typeof at === 'string' ? Date.parse(at) : at;
    return ms + offset(ms);
  };
  return { name, wall, instant: (shown) => shown - offset(shown - offset(shown)) };
}

export function useZone(): Zone {
  const { time_zone } = useSession().organisation;
  return useMemo(() => createZone(time_zone), [time_zone]);
}

// Dates and times on the organisation's clock.
export const useZoneFormat = () => useFormat(useSession().organisation.time_zone);
