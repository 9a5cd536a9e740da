// A shift that is held with the keyboard: what a key does to it. Pure.
export interface Carried {
  by: number; // steps of the grid, or days, from where it was
  end: number; // steps of the grid by which its end was moved
  rows: number; // agents further down
}

export const still: Carried = { by: 0, end: 0, rows: 0 };

export type CarryKey = { key: string; shiftKey: boolean };

// null: the key means nothing to it.
export function carry(held: Carried, { key, shiftKey }: CarryKey): Carried | null {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step !== undefined)
    return shiftKey ? { ...held, end: held.end + step } : { ...held, by: held.by + step };
  const row = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (row !== undefined) return { ...held, rows: held.rows + row };
  return null;
}

// Where the focus goes in a grid of rows and columns.
export function focusAfter(
  key: string,
  at: { row: number; column: number },
  rows: number,
  columns: number,
  page: number,
): { row: number; column: number } | null {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  const move = (row: number, column: number) => ({ row: within(row, rows), column: within(column, columns) });
  switch (key) {
    case 'ArrowUp':
      return move(at.row - 1, at.column);
    case 'ArrowDown':
      return move(at.row + 1, at.column);
    case 'ArrowLeft':
      return move(at.row, at.column - 1);
    case 'ArrowRight':
      return move(at.row, at.column + 1);
    case 'PageUp':
      return move(at.row - page, at.column);
    case 'PageDown':
      return move(at.row + page, at.column);
    case 'Home':
      return move(at.row, 0);
    case 'End':
      return move(at.row, columns - 1);
    default:
      return null;
  }
}
