// The stretch of time that a day's board shows, and where on it a moment is. Pure.
import type { ScheduleDays } from './days';

export interface TimeAxis {
  from: number;
  to: number;
  share: (at: number) => number; // 0 to 1; outside of it: beyond
  at: (share: number) => number;
  ticks: { at: number; label: string }[];
}

const hourMs = 3_600_000;

// Whole hours around everything that is to be seen, or the whole day; never less than eight hours.
export function axisOf(
  days: ScheduleDays,
  day: number,
  spans: { start: number; end: number }[],
  isWhole: boolean,
): TimeAxis {
  const [begin, end] = [days.begin(day), days.begin(day + 1)];
  let [from, to] = [begin, end];
  const latest = Math.max(...spans.map((span) => span.end), begin);
  if (isWhole) {
    to = Math.max(end, floorHour(latest + hourMs - 1, begin));
  } else if (spans.length > 0) {
    const first = Math.min(...spans.map((span) => span.start));
    from = Math.max(begin, floorHour(first, begin) - hourMs);
    to = floorHour(latest + hourMs - 1, begin) + hourMs;
    if (to - from < 8 * hourMs) to = Math.min(Math.max(end, to), from + 8 * hourMs);
    if (to - from < 8 * hourMs) from = Math.max(begin, to - 8 * hourMs);
  }
  const length = to - from;
  return {
    from,
    to,
    share: (at) => (at - from) / length,
    at: (share) => from + share * length,
    ticks: ticksOf(days, from, to),
  };
}

// A label for every hour, or every second, third … one where there are many.
function ticksOf(days: ScheduleDays, from: number, to: number): TimeAxis['ticks'] {
  const ticks = [];
  for (let at = from; at < to; at += hourMs) ticks.push({ at, label: days.clock(at) });
  return ticks;
}

function floorHour(at: number, begin: number): number {
  return begin + Math.floor((at - begin) / hourMs) * hourMs;
}

export function snap(ms: number, gridMs: number): number {
  return Math.round(ms / gridMs) * gridMs;
}
