// Which conversations are side by side. A conversation keeps its place while it is shown; a newcomer takes an
// empty place, or that of the one not looked at for longest.
export interface Columns {
  shown: string[];
  recent: string[]; // latest first
}

export const noColumns: Columns = { shown: [], recent: [] };

export function arrange(
  columns: Columns,
  open: string[],
  count: number,
  active: string | undefined,
): Columns {
  const isOpen = (id: string) => open.includes(id);
  const recent = touch(columns.recent.filter(isOpen), active && isOpen(active) ? active : undefined);
  let shown = columns.shown.filter(isOpen);
  const rank = (id: string) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  while (shown.length > count) {
    const stalest = shown.reduce((worst, id) => (rank(id) >= rank(worst) ? id : worst));
    shown = shown.filter((id) => id !== stalest);
  }
  if (active && isOpen(active) && !shown.includes(active)) {
    if (shown.length < count) shown = [...shown, active];
    else {
      const stalest = shown.reduce((worst, id) => (rank(id) >= rank(worst) ? id : worst));
      shown = shown.map((id) => (id === stalest ? active : id));
    }
  }
  for (const id of [...recent, ...open]) {
    if (shown.length >= count) break;
    if (!shown.includes(id)) shown = [...shown, id];
  }
  return same(shown, columns.shown) && same(recent, columns.recent) ? columns : { shown, recent };
}

function touch(recent: string[], active: string | undefined): string[] {
  return active ? [active, ...recent.filter((id) => id !== active)] : recent;
}

function same(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
