// What is drawn of a recording, and where its keys lead. Pure.
import type { RecordingMark, RecordingPeaks } from '@/lib/contract';

export const peakOfPause = 255;
const loudest = 250;

// `columns` heights from 0 to 1; of several peaks that share a column the greatest.
export function heightsOf(peaks: number[], columns: number): number[] {
  const heights = new Array<number>(columns).fill(0);
  peaks.forEach((peak, i) => {
    const column = Math.min(columns - 1, Math.floor((i * columns) / peaks.length));
    if (peak <= loudest) heights[column] = Math.max(heights[column] ?? 0, peak / loudest);
  });
  return heights;
}

// Bars above one another: `height` units for this channel, from its middle both ways.
export function pathOf(heights: number[], height: number): string {
  const middle = height / 2;
  return heights
    .map((each, x) => {
      const reach = Math.max(0.5, each * (middle - 1));
      return `M${x + 0.5} ${(middle - reach).toFixed(1)}V${(middle + reach).toFixed(1)}`;
    })
    .join('');
}

export interface Stretch {
  from: number;
  to: number;
}

// Where nothing was recorded on purpose, as shares of the whole.
export function pausesOf({ left }: RecordingPeaks): Stretch[] {
  const pauses: Stretch[] = [];
  left.forEach((peak, i) => {
    if (peak !== peakOfPause) return;
    const [from, to] = [i / left.length, (i + 1) / left.length];
    const last = pauses.at(-1);
    if (last && Math.abs(last.to - from) < 1e-9) last.to = to;
    else pauses.push({ from, to });
  });
  return pauses;
}

const stepS = 5;
const leapS = 30;

// Where a key leads from `at`, in seconds; nothing: it leads nowhere.
export function seekBy(key: string, at: number, duration: number): number | undefined {
  const to: Record<string, number> = {
    ArrowLeft: at - stepS,
    ArrowDown: at - stepS,
    ArrowRight: at + stepS,
    ArrowUp: at + stepS,
    PageDown: at - leapS,
    PageUp: at + leapS,
    Home: 0,
    End: duration,
  };
  const found = to[key];
  return found === undefined ? undefined : Math.min(Math.max(found, 0), duration);
}

// Keys that were pressed within a second or so are one place.
export function placesOf(marks: RecordingMark[]): RecordingMark[] {
  return marks.filter(
    (mark, i) =>
      mark.kind !== 'ended' &&
      !(
        mark.kind === 'key' && marks.slice(0, i).some((a) => a.kind === 'key' && mark.at_ms - a.at_ms < 1500)
      ),
  );
}
