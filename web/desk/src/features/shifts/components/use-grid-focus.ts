import { useCallback, useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { focusAfter } from '../state/keyboard';

export interface Cell {
  row: number;
  column: number;
}

// One cell of a grid can be tabbed to; arrows lead from there. Rows that are not drawn are scrolled to first.
export function useGridFocus(
  scroller: RefObject<HTMLElement | null>,
  rows: number,
  columns: number,
  rowHeight: number,
  keep: (row: number | null) => void,
) {
  const [cell, setCell] = useState<Cell>({ row: 0, column: 0 });
  const wants = useRef(false);
  const focus = useCallback(
    (to: Cell) => {
      wants.current = true;
      keep(to.row);
      setCell(to);
    },
    [keep],
  );
  useEffect(() => {
    const element = scroller.current;
    if (!element || !wants.current) return undefined;
    wants.current = false;
    const head = element.querySelector('[data-head]')?.clientHeight ?? 0;
    const top = cell.row * rowHeight;
    const seen = element.clientHeight - head;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + seen) element.scrollTop = top + rowHeight - seen;
    const frame = requestAnimationFrame(() =>
      element
        .querySelector<HTMLElement>(`[data-cell="${cell.row}:${cell.column}"]`)
        ?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [cell, rowHeight, scroller]);
  const onArrow = useCallback(
    (event: KeyboardEvent): boolean => {
      const to = focusAfter(event.key, cell, rows, columns, 10);
      if (!to) return false;
      event.preventDefault();
      focus(to);
      return true;
    },
    [cell, rows, columns, focus],
  );
  // Where the focus came by itself: by Tab, or by what reads the screen.
  const onFocus = useCallback(
    (event: FocusEvent) => {
      const name = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')?.dataset.cell;
      const [row, column] = (name ?? '').split(':').map(Number);
      if (row === undefined || column === undefined) return;
      keep(row);
      setCell((before) => (before.row === row && before.column === column ? before : { row, column }));
    },
    [keep],
  );
  const shown = { row: Math.min(cell.row, rows - 1), column: Math.min(cell.column, columns - 1) };
  return { cell: shown, focus, onArrow, onFocus };
}
