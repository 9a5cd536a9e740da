// What of the board is below a point of the window. The cells say it of themselves, so that whatever is dragged
// from outside finds its way.
import type { Place } from '../state/moves';

export function placeUnder(x: number, y: number): (Place & { at?: number }) | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[role=gridcell][data-agent]');
  const { agent, day, from, to } = cell?.dataset ?? {};
  if (!cell || !agent || !day) return null;
  if (!from || !to) return { agent_id: agent, day };
  const box = cell.getBoundingClientRect();
  return {
    agent_id: agent,
    day,
    at: Number(from) + ((x - box.left) / box.width) * (Number(to) - Number(from)),
  };
}
