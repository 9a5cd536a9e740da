import { useCallback, useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { rowWindow } from '../state/rows';

// The rows of a long list that are on the screen. The head stands above them and stays.
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { rows: number[]; keep: (row: number | null) => void } {
  const [seen, setSeen] = useState({ scrolled: 0, height: 0 });
  const [kept, keep] = useState<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () =>
      setSeen((before) => {
        // Only when another row comes into sight.
        const scrolled = Math.floor(element.scrollTop / rowHeight) * rowHeight;
        const height = element.clientHeight;
        return before.scrolled === scrolled && before.height === height ? before : { scrolled, height };
      });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      watch.disconnect();
    };
  }, [scroller, rowHeight]);
  const { first, last } = rowWindow(count, rowHeight, seen.scrolled, seen.height);
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  // The one with the focus is there wherever one has scrolled to.
  if (kept !== null && kept < count && (kept < first || kept > last)) rows.push(kept);
  return { rows, keep: useCallback((row) => keep(row), []) };
}
